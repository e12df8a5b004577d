"""Bring the office's books up to this program's schema, or leave them untouched."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.domain.refusal import Problem, Refusal
from app.keys.files import sync_folder
from app.store.engine import HARMED, StoreFailure, connect, guard
from app.store.index import Index
from app.store.place import Place, Server

HEAD = "0006"
"""The newest step. Known here so that a start on books that are up to date needs no alembic."""

STEPS = Path(__file__).parent / "migrations"


def make(place: Place, key: bytes) -> None:
    """Make new, empty books by the same steps that old ones go."""
    if isinstance(place, Server):
        from app.store.server import make_schema

        make_schema(place)
    engine = connect(place, key, create=True)
    try:
        with guard():
            run_steps(engine)
            if isinstance(place, Server):
                _let_in(engine, key)
    finally:
        engine.dispose()


def upgrade(place: Place, key: bytes) -> Path | None:
    """Upgrade books in place, after keeping a copy of a file beside it; the copy's path, if any.

    Books from a newer program are refused with `store.newer`: an older program that writes to them
    would lose what it does not know. All steps are one transaction: they happen or they do not.
    """
    engine = connect(place, key)
    try:
        with guard():
            current = _version(engine)
            if current is None:  # cut to nothing: new books in its place would hide the loss
                raise StoreFailure("store.damaged")
            if current == HEAD:
                _complete(engine)
                return None
            if current not in _known():
                raise Refusal(Problem("store.newer"))
            copy = None
            if isinstance(place, Path):
                copy = place.with_name(
                    f"{place.stem}-before-{current}-{datetime.now(UTC):%Y%m%d%H%M%S}.db"
                )
                backup(engine, copy, key)
            run_steps(engine)
            return copy
    finally:
        engine.dispose()


def is_due(place: Place, key: bytes) -> bool:
    """Whether opening these books will upgrade them."""
    engine = connect(place, key)
    try:
        with guard():
            current = _version(engine)
            return current not in (None, HEAD) and current in _known()
    finally:
        engine.dispose()


PAGES = 2_048
"""So many are copied between two looks whether to go on: 8 MB."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


def backup(engine: sa.Engine, target: Path, key: bytes) -> None:
    """`copy_pages` of open books that nobody else writes to."""
    with guard(), engine.connect() as connection:
        _driver(connection).execute("BEGIN")  # the pool ends it when the connection comes back
        copy_pages(connection, target, key)


def copy_pages(
    connection: sa.Connection,
    target: Path,
    key: bytes,
    progress: Progress = lambda _done, _total: None,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Copy the open books page by page to `target`, encrypted with the same key, and read it back.

    `connection` is in a transaction that only reads: the copy is of that one moment, and whoever
    saves meanwhile is not held up. Never by reading the file: a second handle on it would drop the
    first one's locks. A copy that could not be finished leaves nothing behind; one that was
    cancelled is a `Refusal` with `cancelled`.
    """
    part = target.with_name(target.name + ".part")
    remove(part)

    def told(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)
        if cancelled():
            raise Refusal(Problem("cancelled"))

    try:
        with guard():
            _copy(connection.connection.driver_connection, part, key, told)
            part.replace(target)
            sync_folder(target.parent)
    except BaseException as error:
        if isinstance(error, StoreFailure) and error.code in HARMED:
            connection.invalidate()
        remove(part)
        raise


def _copy(source: Any, part: Path, key: bytes, told: Callable[[int, int, int], None]) -> None:
    copy = connect(part, key, create=True, alone=True)
    try:
        with copy.connect() as sink:
            # This begins the view that all the pages are read in. Without it each save in between
            # would begin the copying anew, and under an import it would never end.
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(_driver(sink), pages=PAGES, progress=told)
        read_back(copy)
    finally:
        copy.dispose()


def read_back(copy: sa.Engine) -> None:
    """Read a copy that was just made; `store.damaged` when a page of it is not whole."""
    with copy.connect() as check:
        driver = _driver(check)
        driver.execute("PRAGMA journal_mode=DELETE")  # the pages brought the log with them
        damage = driver.execute("PRAGMA cipher_integrity_check").fetchall()
        (sound,) = driver.execute("PRAGMA quick_check").fetchone()
    if damage or sound != "ok":
        raise StoreFailure("store.damaged")


def remove(part: Path) -> None:
    """Take a copy away that was not finished."""
    for rest in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + rest).unlink(missing_ok=True)


def _driver(connection: sa.Connection) -> Any:
    connection.rollback()  # the backup reads through its own transaction
    return connection.connection.driver_connection


def _version(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        return version(connection)


def version(connection: sa.Connection) -> str | None:
    """The step that these books stand at; None where they are none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _complete(engine: sa.Engine) -> None:
    """Make the indexes anew that a great receiving did without when it was cut."""
    with engine.begin() as connection:
        index = Index(connection)
        if index.lacking():
            index.complete()


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", os.fspath(STEPS))
    return config


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory.from_config(_config())
    return {step.revision for step in steps.walk_revisions()}


def run_steps(engine: sa.Engine, to: str = "head") -> None:
    """Go the steps that are left up to `to`, and make anew what they do not carry."""
    from alembic import command

    from app.store import extras

    config = _config()
    with engine.connect() as connection:
        is_file = connection.dialect.name == "sqlite"
        if is_file:
            # Off before the transaction, on a connection that nothing else uses: with it on,
            # rebuilding a parent table deletes its children (alembic's batch mode took the heirs).
            _driver(connection).execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            if to in ("head", HEAD):
                extras.install(connection)
            elif is_file:  # a copy of older books: the guards come with the steps that are left
                connection.exec_driver_sql(extras.SEARCH_INDEX)
            if is_file and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise StoreFailure("store.damaged")


def _let_in(engine: sa.Engine, key: bytes) -> None:
    from app.store.server import let_in

    with engine.begin() as connection:
        let_in(connection, key)
