"""Bring the office's books up to this program's schema, or leave them untouched."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.domain.refusal import Problem, Refusal
from app.store.engine import StoreFailure, connect, guard

HEAD = "0001"
"""The newest step. Known here so that a start on books that are up to date needs no alembic."""


def upgrade(database: Path, key: bytes) -> Path | None:
    """Upgrade `database` in place, after keeping a copy of it beside it; the copy's path, if any.

    A file from a newer program is refused with `store.newer`: an older program that writes to it
    would lose what it does not know. All steps are one transaction: they happen or they do not.
    """
    engine = connect(database, key)
    try:
        with guard():
            current = _version(engine)
            if current == HEAD:
                return None
            copy = None
            if current is not None:
                if current not in _known():
                    raise Refusal(Problem("store.newer"))
                copy = database.with_name(
                    f"{database.stem}-before-{current}-{datetime.now(UTC):%Y%m%d%H%M%S}.db"
                )
                backup(engine, copy, key)
            _run(engine)
            return copy
    finally:
        engine.dispose()


def backup(engine: sa.Engine, target: Path, key: bytes) -> None:
    """Copy the open books page by page to `target`, encrypted with the same key, and read it back.

    Never by reading the file: a second handle on it would drop the first one's locks.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    copy = connect(part, key)
    try:
        with engine.connect() as source, copy.connect() as sink:
            _driver(source).backup(_driver(sink))
        with copy.connect() as check:
            damage = check.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
            sound = check.exec_driver_sql("PRAGMA quick_check").scalar()
            check.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        copy.dispose()
    if damage or sound != "ok":
        part.unlink()
        raise StoreFailure("store.damaged")
    part.replace(target)
    _sync_folder(target.parent)


def _driver(connection: sa.Connection) -> Any:
    connection.rollback()  # the backup reads through its own transaction
    return connection.connection.driver_connection


def _version(engine: sa.Engine) -> str | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if found is None else str(found)


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", os.fspath(Path(__file__).parent / "migrations"))
    return config


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory.from_config(_config())
    return {step.revision for step in steps.walk_revisions()}


def _run(engine: sa.Engine) -> None:
    from alembic import command

    from app.store import extras

    config = _config()
    with engine.connect() as connection:
        # Off before the transaction: with it on, rebuilding a parent table deletes its children
        # (alembic's batch mode took the heirs with it).
        driver = _driver(connection)
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                extras.install(connection)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise StoreFailure("store.damaged")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
