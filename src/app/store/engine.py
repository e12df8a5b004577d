"""How the books are opened: the one place for the settings of the database file, or server."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]
from sqlalchemy.pool import QueuePool

from app.domain.refusal import Fact, Problem
from app.store.place import Place, Server

CACHE = -65536
"""64 MiB of pages: with the default of 2 MiB six indexes made loading seven times slower."""

BUSY_MS = 10_000

HARMED = ("store.damaged", "store.locked_key")
"""After these a connection is of no more use."""

LEAST = 1 << 16
"""With less room than this the log's index cannot be made, which SQLite tells as an I/O error."""


class StoreFailure(Exception):
    """The world did not let the books be read or written. Nothing was changed.

    `code` is one of: store.disk_full, store.read_only, store.busy, store.damaged, store.locked_key
    (not our file, or another key), store.missing, store.closed, store.failed, store.open_elsewhere,
    store.on_share, store.on_stick; of a server also server.gone, server.password, server.database
    (there is none of that name), server.rights, server.extension, server.encoding, server.driver.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self._facts = tuple(facts.items())

    @property
    def problem(self) -> Problem:
        """What a person is told."""
        return Problem(self.code, facts=self._facts)


@contextmanager
def guard() -> Iterator[None]:
    """Turn what the database says of the world into a `StoreFailure`; bugs pass through."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        code = _code(error.orig)
        if code is None:
            raise
        raise StoreFailure(code) from None
    except sqlcipher.Error as error:
        code = _code(error)
        if code is None:
            raise
        raise StoreFailure(code) from None
    except OSError as error:
        raise StoreFailure(_OS_SAYS.get(error.errno or 0, "store.failed")) from None


_OS_SAYS = {
    errno.ENOSPC: "store.disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "store.disk_full",
    errno.EACCES: "store.read_only",
    errno.EPERM: "store.read_only",
    errno.EROFS: "store.read_only",
    errno.EEXIST: "store.read_only",  # a file stands where the folder should be
    errno.ENOTDIR: "store.read_only",
}
_SQLITE_SAYS = (
    ("SQLITE_FULL", "disk is full", "store.disk_full"),
    ("SQLITE_READONLY", "readonly", "store.read_only"),
    ("SQLITE_CANTOPEN", "unable to open", "store.read_only"),
    ("SQLITE_BUSY", "is locked", "store.busy"),
    ("SQLITE_NOTADB", "not a database", "store.locked_key"),
    ("SQLITE_CORRUPT", "malformed", "store.damaged"),
    ("SQLITE_IOERR", "I/O error", "store.failed"),  # a stick pulled out, too: nothing to restore
    ("SQLITE_NOMEM", "out of memory", "store.failed"),
)


_SERVER_SAYS = (  # how the error's number begins
    ("53100", "store.disk_full"),
    ("53300", "store.busy"),  # too many are connected
    ("55P03", "store.busy"),
    ("40", "store.busy"),
    ("57014", "store.busy"),
    ("25006", "store.read_only"),
    ("42501", "server.rights"),
    ("28", "server.password"),
    ("3D000", "server.database"),
    ("08", "server.gone"),
    ("57P", "server.gone"),
    ("XX001", "store.damaged"),
    ("XX002", "store.damaged"),
    ("53", "store.failed"),
    ("58", "store.failed"),
)
_SERVER_REFUSES = (  # at the door it gives no number
    (("password", "no pg_hba.conf entry", "role ", "authentication"), "server.password"),
    (("database ",), "server.database"),
    (("too many",), "store.busy"),
)


def _server_code(number: str | None, text: str) -> str | None:
    if number is not None:
        return next((code for start, code in _SERVER_SAYS if number.startswith(start)), None)
    if "no password supplied" in text:  # says the driver, which found none
        return "server.password"
    said = text.rpartition("FATAL:")[2] if "FATAL:" in text else ""
    for signs, code in _SERVER_REFUSES:
        if any(sign in said for sign in signs):
            return code
    return "server.gone"


def _code(error: BaseException | None) -> str | None:
    """What the world did, by the name of SQLite's error or the number of PostgreSQL's.

    None for what is a bug of ours.
    """
    if error is not None and hasattr(error, "sqlstate"):
        number = error.sqlstate
        if number is None and type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
            return None  # the driver itself refuses what we ask of it
        return _server_code(number, str(error))
    name = getattr(error, "sqlite_errorname", "")
    for start, text, code in _SQLITE_SAYS:
        # the driver's backup says its errors without their names
        if name.startswith(start) if name else text in str(error):
            return code
    return None


def connect(
    place: Place, key: bytes, *, reader: bool = False, create: bool = False, alone: bool = False
) -> sa.Engine:
    """An engine on the office's books, encrypted with the 32-byte data key.

    Only with `create` is a file made where there is none: a folder that was pulled out must not
    come back as an empty office.

    `hide_parameters`: an SQL error would otherwise print the row, NIK and all, in a log.
    `synchronous=FULL`: what the clerk saw as saved must outlive a power cut.
    A writer begins with BEGIN IMMEDIATE, so that two never meet half-way; a `reader` cannot write.
    `alone` is for a copy that nobody else opens: one file without a log beside it, which a stick
    and a network share can hold as well.

    On a server the key encrypts nothing, but only whoever has it is let in: another data folder
    is told that these are not its books. With `create` nobody is asked for it.
    """
    if isinstance(place, Server):
        return _on_server(place, None if create else key, reader=reader)
    database = place

    def creator() -> Any:
        if not (create or database.is_file()):
            raise StoreFailure("store.missing")
        connection = sqlcipher.connect(
            os.fspath(database), isolation_level=None, check_same_thread=False
        )
        try:
            for setting in (
                "cipher_log_level=NONE",
                f"key=\"x'{key.hex()}'\"",
                f"cache_size={CACHE}",
                f"busy_timeout={BUSY_MS}",
                "foreign_keys=ON",
                *(("locking_mode=EXCLUSIVE",) if alone else ()),
                f"journal_mode={'DELETE' if alone else 'WAL'}",
                "synchronous=FULL",
                "temp_store=MEMORY",
                f"query_only={'ON' if reader else 'OFF'}",
            ):
                connection.execute(f"PRAGMA {setting}")
        except sqlcipher.Error as error:
            connection.close()
            if _code(error) == "store.failed" and shutil.disk_usage(database.parent).free < LEAST:
                raise StoreFailure("store.disk_full") from None
            raise
        return connection

    engine = sa.create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=1 if not reader else 3,
        max_overflow=2,
        hide_parameters=True,
    )

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reader else "BEGIN IMMEDIATE")

    @sa.event.listens_for(engine, "handle_error")
    def _let_go(context: sa.ExceptionContext) -> None:
        # SQLCipher reads nothing more on a connection that met a damaged page: without a new one
        # a single page would shut the office out of all the others.
        if _code(context.original_exception) in HARMED:
            context.is_disconnect = True

    return engine


def _on_server(server: Server, key: bytes | None, *, reader: bool) -> sa.Engine:
    """One writer at a time, by a lock that ends with the transaction; a reader sees one moment."""
    from app.store.server import WRITER, lock, reach

    if find_spec("psycopg") is None:  # the bundle of the kelurahan
        raise StoreFailure("server.driver")
    engine = sa.create_engine(
        "postgresql+psycopg://",
        creator=lambda: reach(server, key, reader=reader),
        poolclass=QueuePool,
        pool_size=1 if not reader else 3,
        max_overflow=2,
        hide_parameters=True,
        use_native_hstore=False,
    )
    if not reader:

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock(server, WRITER)})")

    return engine
