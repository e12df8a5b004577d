"""The books on a PostgreSQL server: how they are reached, whose they are, and where they lie.

They lie in a schema of their own, so that a restored office can be laid out beside and take the
place of the present one in one step. The server encrypts its disks, not we: the data key protects
the files of the data folder, and tells here only whether folder and books belong together.
"""

import hmac
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from app.domain.refusal import Problem, Refusal
from app.store.engine import BUSY_MS, StoreFailure, connect, guard
from app.store.place import Server
from app.store.tables import setting
from app.store.whose import account, shown

OWNER, WRITER = "owner", "writer"

SET_UP, RESTORED = "payung_setup", "payung_restore"
"""Schemas in which an office lies ready until it takes its place."""

_MARKS = "books.keys"
_PATIENCE_S = 10
_MOMENT_MS = 1_000


def lock(server: Server, kind: str) -> int:
    """The number of a lock on these books; a server knows locks by numbers only."""
    digest = sha256(f"payung {kind} {server.schema}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def reach(server: Server, key: bytes | None, *, reader: bool = False) -> Any:
    """A connection of the driver's; only with the right key unless it is None.

    The password comes from where PostgreSQL's own programs take it: PGPASSWORD or ~/.pgpass.
    """
    import psycopg
    from psycopg.adapt import Loader

    class _Whole(Loader):
        """A sum of whole numbers is one: the server calls it numeric."""

        def load(self, data: Any) -> int | float:
            text = bytes(data)
            return float(text) if b"." in text or not text.lstrip(b"-").isdigit() else int(text)

    class _Discreet(psycopg.Cursor[Any]):
        """One whose errors do not tell the row: `DETAIL: Key (nik)=(...) already exists`."""

        def execute(self, *words: Any, **named: Any) -> Any:
            with _without_rows(psycopg.Error):
                return super().execute(*words, **named)

        def executemany(self, *words: Any, **named: Any) -> Any:
            with _without_rows(psycopg.Error):
                return super().executemany(*words, **named)

    settings = {
        "search_path": server.schema,
        "lock_timeout": str(BUSY_MS),
        "synchronous_commit": "on",  # what was told as saved must outlive a power cut
        "client_encoding": "UTF8",
        "default_transaction_isolation": r"repeatable\ read" if reader else r"read\ committed",
        "default_transaction_read_only": "on" if reader else "off",
    }
    connection = psycopg.connect(
        server.url,
        options=" ".join(f"-c {name}={value}" for name, value in settings.items()),
        connect_timeout=_PATIENCE_S,
        application_name=_application(),
        cursor_factory=_Discreet,
    )
    try:
        connection.adapters.register_loader("numeric", _Whole)
        if key is not None:
            _demand_key(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _without_rows(errors: type[Exception]) -> Iterator[None]:
    try:
        yield
    except errors as error:
        said = getattr(getattr(error, "diag", None), "message_primary", None)
        if said is not None:
            error.args = (said,)
        raise


def _demand_key(connection: Any, key: bytes) -> None:
    """`store.missing` where there are no books, `store.locked_key` where another folder's are."""
    import psycopg

    try:
        found = connection.execute("SELECT value FROM setting WHERE name = %s", [_MARKS]).fetchone()
    except psycopg.errors.UndefinedTable:
        raise StoreFailure("store.missing") from None
    connection.rollback()
    if found is None or _mark(key) not in json.loads(found[0]):
        raise StoreFailure("store.locked_key")


def _mark(key: bytes) -> str:
    return hmac.digest(key, b"payung books", "sha256")[:16].hex()


def let_in(connection: sa.Connection, *keys: bytes) -> None:
    """From now on whoever has one of these keys opens the books, and nobody else."""
    connection.execute(setting.delete().where(setting.c.name == _MARKS))
    marks = json.dumps([_mark(key) for key in keys])
    connection.execute(setting.insert(), {"name": _MARKS, "value": marks})


def make_schema(server: Server) -> None:
    """An empty schema; what lay there unfinished is dropped, but never an office that is one."""
    with _ruling(server) as connection:
        if connection.exec_driver_sql("SHOW server_encoding").scalar() != "UTF8":
            raise StoreFailure("server.encoding")
        if server.schema in (SET_UP, RESTORED):
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {server.schema} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {server.schema}")


def drop_schema(server: Server) -> None:
    """Take away what lies ready and nobody wants."""
    with _ruling(server) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {server.schema} CASCADE")


def is_taken(server: Server) -> bool:
    """Whether there are books in this schema already."""
    with _ruling(server) as connection:
        return _exists(connection, server.schema)


def demand_free(server: Server) -> None:
    """`Refusal` with `database.taken` where an office has its books already."""
    if is_taken(server):
        raise Refusal(Problem("database.taken", "database"))


def ready(server: Server, schema: str) -> Server:
    """Where an office lies ready beside the present one."""
    return replace(server, schema=schema)


def bring_in(server: Server, schema: str, old: str = "") -> None:
    """Let what lies ready in `schema` be the books, and keep the present ones as `old`.

    One step; done already where nothing lies ready.
    """
    with _ruling(server) as connection:
        if not _exists(connection, schema):
            return
        if old and _exists(connection, server.schema):
            connection.exec_driver_sql(f'ALTER SCHEMA {server.schema} RENAME TO "{old}"')
        connection.exec_driver_sql(f"ALTER SCHEMA {schema} RENAME TO {server.schema}")


def settle(server: Server, key: bytes) -> None:
    """End a set-up that was cut when all but the books stood in its place."""
    made = ready(server, SET_UP)
    if not is_taken(server) and is_taken(made):
        engine = connect(made, key)
        try:
            with guard(), engine.connect():  # only of this very office
                pass
        finally:
            engine.dispose()
        bring_in(server, SET_UP)


def size(server: Server) -> int:
    """Bytes of the books, as the server keeps them."""
    with _ruling(server) as connection:
        found = connection.exec_driver_sql(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s)",
            (server.schema,),
        )
        return int(found.scalar_one())


class Claim:
    """The claim of one process on the books of a server; it ends with its connection."""

    def __init__(self, server: Server) -> None:
        """Claim them, or `StoreFailure` with `store.open_elsewhere` and who has them."""
        self._engine = connect(server, b"", reader=True, create=True)
        self._number = lock(server, OWNER)
        try:
            with guard():
                self._connection = self._engine.connect()
            if not self._is_ours():
                raise StoreFailure("store.open_elsewhere", **shown(self._holder()))
        except BaseException:
            self._engine.dispose()
            raise

    def release(self) -> None:
        """Let somebody else have the books."""
        with suppress(StoreFailure), guard():  # what is lost with the connection is let go
            self._connection.exec_driver_sql(f"SELECT pg_advisory_unlock({self._number})")
            self._connection.commit()
        self._connection.close()
        self._engine.dispose()

    def _is_ours(self) -> bool:
        """The lock is the connection's. The server may need a moment to see that the one who had
        it before was killed.
        """  # noqa: D205
        try:
            with guard():
                self._connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_MOMENT_MS}")
                self._connection.exec_driver_sql(f"SELECT pg_advisory_lock({self._number})")
                self._connection.commit()
        except StoreFailure as failure:
            if failure.code != "store.busy":
                raise
            self._connection.rollback()
            return False
        return True

    def _holder(self) -> dict[str, Any]:
        row = self._connection.exec_driver_sql(
            "SELECT application_name, backend_start"
            " FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE locktype = 'advisory' AND granted AND objsubid = 1 AND pg_locks.database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND classid::bigint = %s AND objid::bigint = %s",
            (self._number >> 32 & 0xFFFFFFFF, self._number & 0xFFFFFFFF),
        ).first()
        if row is None or row.backend_start is None:
            return {}
        _, pid, who = str(row.application_name).split(" ", 2)
        return {"user": who, "since": row.backend_start.isoformat(), "pid": pid}


def _application() -> str:
    """Who is connected, as the server shows it to whoever may look."""
    return f"payung {os.getpid()} {account()}@{platform.node()}"[:60]


@contextmanager
def _ruling(server: Server) -> Iterator[sa.Connection]:
    """One transaction over the schemas themselves; no books need be there, and no key."""
    engine = connect(server, b"", create=True)
    try:
        with guard(), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _exists(connection: sa.Connection, schema: str) -> bool:
    found = connection.exec_driver_sql("SELECT to_regnamespace(%s) IS NOT NULL", (f'"{schema}"',))
    return bool(found.scalar_one())
