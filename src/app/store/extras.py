"""What alembic does not carry: the search index and the triggers that guard what may never change.

Rebuilding a table in a step drops its triggers without a word, so they are made again after every
upgrade, and a test counts them.
"""

import sqlalchemy as sa

TRIGGERS = {
    "revision_content_is_final": """
        CREATE TRIGGER revision_content_is_final
        BEFORE UPDATE OF registration_id, number, hash, parent, made_by, made_at, incarnation,
            origin ON revision
        BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END""",
    # What a resident is entitled to be forgotten by may go, and nothing may come in its place.
    "revision_content_only_goes": """
        CREATE TRIGGER revision_content_only_goes
        BEFORE UPDATE OF content ON revision WHEN NEW.content <> ''
        BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END""",
    "audit_is_final": """
        CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail never changes'); END""",
    "audit_stays": """
        CREATE TRIGGER audit_stays BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit trail never shrinks'); END""",
    "card_is_final": """
        CREATE TRIGGER card_is_final
        BEFORE UPDATE OF registration_id, copy, revision_hash, status, status_as_of, sheet, made_by,
            made_at ON card
        BEGIN SELECT RAISE(ABORT, 'a line of the print ledger never changes'); END""",
    "card_reason_only_goes": """
        CREATE TRIGGER card_reason_only_goes BEFORE UPDATE OF reason ON card WHEN NEW.reason <> ''
        BEGIN SELECT RAISE(ABORT, 'a line of the print ledger never changes'); END""",
    "card_is_printed_once": """
        CREATE TRIGGER card_is_printed_once
        BEFORE UPDATE OF printed_at ON card WHEN OLD.printed_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a printed card is never unprinted'); END""",
    "card_stays": """
        CREATE TRIGGER card_stays BEFORE DELETE ON card
        BEGIN SELECT RAISE(ABORT, 'the print ledger never shrinks'); END""",
    "approval_is_final": """
        CREATE TRIGGER approval_is_final BEFORE UPDATE ON approval
        BEGIN SELECT RAISE(ABORT, 'an approval never changes'); END""",
    "approval_stays": """
        CREATE TRIGGER approval_stays BEFORE DELETE ON approval
        BEGIN SELECT RAISE(ABORT, 'an approval is never taken back'); END""",
    "decision_is_final": """
        CREATE TRIGGER decision_is_final
        BEFORE UPDATE OF id, uid, registration, seq, state, revision, hash, fixes, made_by, made_at,
            detail ON decision
        BEGIN SELECT RAISE(ABORT, 'a decision never changes; another one follows it'); END""",
    "decision_reason_only_goes": """
        CREATE TRIGGER decision_reason_only_goes
        BEFORE UPDATE OF reason ON decision WHEN NEW.reason <> ''
        BEGIN SELECT RAISE(ABORT, 'a decision never changes; another one follows it'); END""",
    "decision_stays": """
        CREATE TRIGGER decision_stays BEFORE DELETE ON decision
        BEGIN SELECT RAISE(ABORT, 'a decision stays; another one follows it'); END""",
    "event_is_final": """
        CREATE TRIGGER event_is_final
        BEFORE UPDATE OF id, uid, kind, registration, origin, made_by, made_at ON event
        BEGIN SELECT RAISE(ABORT, 'an event never changes'); END""",
    "event_content_only_goes": """
        CREATE TRIGGER event_content_only_goes
        BEFORE UPDATE OF content ON event WHEN NEW.content <> '{}'
        BEGIN SELECT RAISE(ABORT, 'an event never changes'); END""",
    "event_stays": """
        CREATE TRIGGER event_stays BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'an event stays'); END""",
    "journal_is_final": """
        CREATE TRIGGER journal_is_final BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal never changes'); END""",
    "journal_stays": """
        CREATE TRIGGER journal_stays BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal never shrinks'); END""",
    "sealed_is_final": """
        CREATE TRIGGER sealed_is_final
        BEFORE UPDATE OF id, recipient, life_id, life, sequence, header_hash, first, last, read,
            reach_files, asks, counts, name, size, sha256, made_at, made_by ON sealed
        BEGIN SELECT RAISE(ABORT, 'a sealed file never changes'); END""",
    "sealed_stays": """
        CREATE TRIGGER sealed_stays BEFORE DELETE ON sealed
        BEGIN SELECT RAISE(ABORT, 'a sealed file was made'); END""",
    "pair_word_is_final": """
        CREATE TRIGGER pair_word_is_final
        BEFORE UPDATE OF id, uid, kind, first, second, word, detail, made_by, made_at ON pair_word
        BEGIN SELECT RAISE(ABORT, 'a word on a pair never changes; another one follows it'); END""",
    "pair_word_stays": """
        CREATE TRIGGER pair_word_stays BEFORE DELETE ON pair_word
        BEGIN SELECT RAISE(ABORT, 'a word on a pair stays; another one follows it'); END""",
    "programme_is_final": """
        CREATE TRIGGER programme_is_final BEFORE UPDATE ON programme
        BEGIN SELECT RAISE(ABORT, 'a programme never changes; another line follows it'); END""",
    "programme_stays": """
        CREATE TRIGGER programme_stays BEFORE DELETE ON programme
        BEGIN SELECT RAISE(ABORT, 'a programme stays; another line follows it'); END""",
    "decree_is_final": """
        CREATE TRIGGER decree_is_final
        BEFORE UPDATE OF id, uid, programme, number, signed_on, made_by, made_at ON decree
        BEGIN SELECT RAISE(ABORT, 'a decree never changes'); END""",
    "decree_stays": """
        CREATE TRIGGER decree_stays BEFORE DELETE ON decree
        BEGIN SELECT RAISE(ABORT, 'a decree stays'); END""",
    "decree_line_is_final": """
        CREATE TRIGGER decree_line_is_final BEFORE UPDATE ON decree_line
        BEGIN SELECT RAISE(ABORT, 'a decree never changes'); END""",
    "decree_line_stays": """
        CREATE TRIGGER decree_line_stays BEFORE DELETE ON decree_line
        BEGIN SELECT RAISE(ABORT, 'a decree stays'); END""",
    "payment_is_final": """
        CREATE TRIGGER payment_is_final BEFORE UPDATE ON payment
        BEGIN SELECT RAISE(ABORT, 'a payment never changes; another one reverses it'); END""",
    "payment_stays": """
        CREATE TRIGGER payment_stays BEFORE DELETE ON payment
        BEGIN SELECT RAISE(ABORT, 'a payment stays; another one reverses it'); END""",
    "payment_line_is_final": """
        CREATE TRIGGER payment_line_is_final BEFORE UPDATE ON payment_line
        BEGIN SELECT RAISE(ABORT, 'a payment never changes; another one reverses it'); END""",
    "payment_line_stays": """
        CREATE TRIGGER payment_line_stays BEFORE DELETE ON payment_line
        BEGIN SELECT RAISE(ABORT, 'a payment stays; another one reverses it'); END""",
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
