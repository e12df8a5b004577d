"""What alembic does not carry: the search index and the triggers that guard what may never change.

Rebuilding a table in a step drops its triggers without a word, so they are made again after every
upgrade, and a test counts them.
"""

import sqlalchemy as sa

TRIGGERS = {
    "revision_content_is_final": """
        CREATE TRIGGER revision_content_is_final
        BEFORE UPDATE OF registration_id, number, hash, parent, content, made_by, made_at,
            incarnation ON revision
        BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END""",
    "audit_is_final": """
        CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail never changes'); END""",
    "audit_stays": """
        CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail never shrinks'); END""",
    "card_is_final": """
        CREATE TRIGGER card_is_final
        BEFORE UPDATE OF registration_id, copy, revision_hash, status, status_as_of, sheet, reason,
            made_by, made_at ON card
        BEGIN SELECT RAISE(ABORT, 'a line of the print ledger never changes'); END""",
    "card_is_printed_once": """
        CREATE TRIGGER card_is_printed_once
        BEFORE UPDATE OF printed_at ON card WHEN OLD.printed_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a printed card is never unprinted'); END""",
    "card_stays": """
        CREATE TRIGGER card_stays BEFORE DELETE ON card
        BEGIN SELECT RAISE(ABORT, 'the print ledger never shrinks'); END""",
    "counter_stays": """
        CREATE TRIGGER counter_stays BEFORE DELETE ON counter
        BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END""",
    "counter_only_rises": """
        CREATE TRIGGER counter_only_rises BEFORE UPDATE ON counter WHEN NEW.value < OLD.value
        BEGIN SELECT RAISE(ABORT, 'a number is never given twice'); END""",
}

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS person_search USING fts5("
    "words, tokenize='trigram', content='', contentless_delete=1)"
)


def install(connection: sa.Connection) -> None:
    """Make the search index where it is missing, and every trigger anew."""
    connection.exec_driver_sql(SEARCH_INDEX)
    for name, statement in TRIGGERS.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(statement)
