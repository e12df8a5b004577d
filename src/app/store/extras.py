"""What alembic does not carry: the search index and the triggers that guard what may never change.

Rebuilding a table in a step drops its triggers without a word, so they are made again after every
upgrade, and a test counts them.

On a server more is laid down here, so that the books are the same there, whatever the database was
made with: texts are compared byte by byte, no text or number is too long for its column, and a row
without an id is given the one after the highest, as SQLite does.
"""

from typing import Any, NamedTuple

import sqlalchemy as sa

from app.store.engine import StoreFailure


class Guard(NamedTuple):
    """A change of a table that is refused, and in which words."""

    table: str
    change: str
    says: str
    when: str = ""


TRIGGERS = {
    "revision_content_is_final": Guard(
        "revision",
        "UPDATE OF registration_id, number, hash, parent, made_by, made_at, incarnation, origin",
        "a revision never changes",
    ),
    "revision_content_only_goes": Guard(
        "revision",
        "UPDATE OF content",
        "a revision never changes",
        when="NEW.content <> ''",
    ),
    "audit_is_final": Guard(
        "audit",
        "UPDATE",
        "the audit trail never changes",
    ),
    "audit_stays": Guard(
        "audit",
        "DELETE",
        "the audit trail never shrinks",
    ),
    "card_is_final": Guard(
        "card",
        "UPDATE OF registration_id, copy, revision_hash, status, status_as_of, sheet, "
        "made_by, made_at",
        "a line of the print ledger never changes",
    ),
    "card_reason_only_goes": Guard(
        "card",
        "UPDATE OF reason",
        "a line of the print ledger never changes",
        when="NEW.reason <> ''",
    ),
    "card_is_printed_once": Guard(
        "card",
        "UPDATE OF printed_at",
        "a printed card is never unprinted",
        when="OLD.printed_at IS NOT NULL",
    ),
    "card_stays": Guard(
        "card",
        "DELETE",
        "the print ledger never shrinks",
    ),
    "approval_is_final": Guard(
        "approval",
        "UPDATE",
        "an approval never changes",
    ),
    "approval_stays": Guard(
        "approval",
        "DELETE",
        "an approval is never taken back",
    ),
    "decision_is_final": Guard(
        "decision",
        "UPDATE OF id, uid, registration, seq, state, revision, hash, fixes, made_by, "
        "made_at, detail",
        "a decision never changes; another one follows it",
    ),
    "decision_reason_only_goes": Guard(
        "decision",
        "UPDATE OF reason",
        "a decision never changes; another one follows it",
        when="NEW.reason <> ''",
    ),
    "decision_stays": Guard(
        "decision",
        "DELETE",
        "a decision stays; another one follows it",
    ),
    "event_is_final": Guard(
        "event",
        "UPDATE OF id, uid, kind, registration, origin, made_by, made_at",
        "an event never changes",
    ),
    "event_content_only_goes": Guard(
        "event",
        "UPDATE OF content",
        "an event never changes",
        when="NEW.content <> '{}'",
    ),
    "event_stays": Guard(
        "event",
        "DELETE",
        "an event stays",
    ),
    "journal_is_final": Guard(
        "journal",
        "UPDATE",
        "the journal never changes",
    ),
    "journal_stays": Guard(
        "journal",
        "DELETE",
        "the journal never shrinks",
    ),
    "sealed_is_final": Guard(
        "sealed",
        "UPDATE OF id, recipient, life_id, life, sequence, header_hash, first, last, "
        "read, reach_files, asks, counts, name, size, sha256, made_at, made_by",
        "a sealed file never changes",
    ),
    "sealed_stays": Guard(
        "sealed",
        "DELETE",
        "a sealed file was made",
    ),
    "pair_word_is_final": Guard(
        "pair_word",
        "UPDATE OF id, uid, kind, first, second, word, detail, made_by, made_at",
        "a word on a pair never changes; another one follows it",
    ),
    "pair_word_stays": Guard(
        "pair_word",
        "DELETE",
        "a word on a pair stays; another one follows it",
    ),
    "programme_is_final": Guard(
        "programme",
        "UPDATE",
        "a programme never changes; another line follows it",
    ),
    "programme_stays": Guard(
        "programme",
        "DELETE",
        "a programme stays; another line follows it",
    ),
    "decree_is_final": Guard(
        "decree",
        "UPDATE OF id, uid, programme, number, signed_on, made_by, made_at",
        "a decree never changes",
    ),
    "decree_stays": Guard(
        "decree",
        "DELETE",
        "a decree stays",
    ),
    "decree_line_is_final": Guard(
        "decree_line",
        "UPDATE",
        "a decree never changes",
    ),
    "decree_line_stays": Guard(
        "decree_line",
        "DELETE",
        "a decree stays",
    ),
    "payment_is_final": Guard(
        "payment",
        "UPDATE",
        "a payment never changes; another one reverses it",
    ),
    "payment_stays": Guard(
        "payment",
        "DELETE",
        "a payment stays; another one reverses it",
    ),
    "payment_line_is_final": Guard(
        "payment_line",
        "UPDATE",
        "a payment never changes; another one reverses it",
    ),
    "payment_line_stays": Guard(
        "payment_line",
        "DELETE",
        "a payment stays; another one reverses it",
    ),
    "counter_stays": Guard(
        "counter",
        "DELETE",
        "a number is never given twice",
    ),
    "counter_only_rises": Guard(
        "counter",
        "UPDATE",
        "a number is never given twice",
        when="NEW.value < OLD.value",
    ),
}

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS person_search USING fts5("
    "words, tokenize='trigram', content='', contentless_delete=1)"
)


def install(connection: sa.Connection) -> None:
    """Make the search index where it is missing, and every trigger anew."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(SEARCH_INDEX)
        for name, guard in TRIGGERS.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(_for_sqlite(name, guard))
        return
    for name, guard in TRIGGERS.items():  # first: none may stand on a column that is altered
        _do(connection, f"DROP TRIGGER IF EXISTS {name} ON {guard.table}")
    for statement in (*_alike(connection), _search_index(connection), _REFUSE):
        _do(connection, statement)
    for name, guard in TRIGGERS.items():
        _do(connection, _for_server(name, guard))


def _for_sqlite(name: str, guard: Guard) -> str:
    when = f"WHEN {guard.when} " if guard.when else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {guard.change} ON {guard.table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"
    )


# -- on a server

_REFUSE = """
    CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING
            MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation';
    END $$"""

_NEXT_ROW = """
    CREATE OR REPLACE FUNCTION next_row(rows regclass, id name) RETURNS bigint
    LANGUAGE plpgsql AS $$
    DECLARE found bigint;
    BEGIN
        EXECUTE format('SELECT coalesce(max(%I), 0) + 1 FROM %s', id, rows) INTO found;
        RETURN found;
    END $$"""

_COLUMNS = """
    SELECT class.relname, attribute.attname, attribute.atttypid = 'integer'::regtype,
        attribute.atttypid IN ('varchar'::regtype, 'text'::regtype)
            AND (attribute.atttypid = 'varchar'::regtype
                OR attribute.attcollation <> 'pg_catalog."C"'::regcollation),
        pg_get_serial_sequence(quote_ident(class.relname), attribute.attname)
    FROM pg_attribute attribute JOIN pg_class class ON class.oid = attribute.attrelid
    WHERE class.relnamespace = current_schema()::text::regnamespace AND class.relkind = 'r'
        AND attribute.attnum > 0 AND NOT attribute.attisdropped
        AND class.relname <> 'alembic_version'
    ORDER BY class.relname, attribute.attnum"""


def _for_server(name: str, guard: Guard) -> str:
    when = f"WHEN ({guard.when}) " if guard.when else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {guard.change} ON {guard.table} FOR EACH ROW {when}"
        f"EXECUTE FUNCTION refuse('{guard.says}')"
    )


def _alike(connection: sa.Connection) -> list[str]:
    """What makes the columns those that SQLite has; nothing where they are."""
    tables: dict[str, list[str]] = {}
    gone = []
    for table, name, is_narrow, is_ordered, sequence in _do(connection, _COLUMNS):
        changes = tables.setdefault(f'"{table}"', [])
        column = f'ALTER COLUMN "{name}"'
        if is_narrow:
            changes.append(f"{column} TYPE bigint")
        if is_ordered:
            changes.append(f'{column} TYPE text COLLATE "C"')
        if sequence is not None:
            changes.append(f"{column} SET DEFAULT next_row('\"{table}\"', '{name}')")
            gone.append(f"DROP SEQUENCE {sequence}")
    altered = [f"ALTER TABLE {table} {', '.join(all_)}" for table, all_ in tables.items() if all_]
    return [_NEXT_ROW, *altered, *gone]


def _search_index(connection: sa.Connection) -> str:
    """Trigrams of the very words, in the register itself: who is registered is found."""
    known = "SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"
    if not _do(connection, known).scalar_one():
        raise StoreFailure("server.extension")
    _do(connection, "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public")
    home = _do(
        connection,
        "SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace"
        " WHERE extname = 'pg_trgm'",
    ).scalar_one()
    return (
        "CREATE INDEX IF NOT EXISTS registration_search ON registration"
        f" USING gin (words {home}.gin_trgm_ops)"
    )


def _do(connection: sa.Connection, statement: str) -> Any:
    """As it stands: a per cent sign is one."""
    return connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
