"""Books copied row by row, from a server into a file and from a file onto a server.

The file is the same that a kelurahan has, encrypted with the data key: so the backup of a city on a
server is an ordinary backup, and can be put back to either.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.domain.refusal import Problem, Refusal
from app.keys.files import sync_folder
from app.store import search
from app.store.engine import StoreFailure, connect, guard
from app.store.place import Server
from app.store.server import let_in
from app.store.tables import setting
from app.store.upgrade import (
    Cancelled,
    Progress,
    copy_pages,
    make,
    read_back,
    remove,
    run_steps,
    version,
)

_CHUNK = 1000
_LEFT_OUT = frozenset({"alembic_version", "unindexed"})
"""Made by the steps themselves; and of a search that is made anew."""


def _untold(_done: int, _total: int) -> None:
    """Nobody watches."""


def copy_books(
    connection: sa.Connection,
    target: Path,
    key: bytes,
    progress: Progress = _untold,
    cancelled: Cancelled = lambda: False,
) -> None:
    """Copy open books to a file encrypted with `key`, and read it back.

    `connection` only reads, so that the copy is of one moment and holds nobody up. One that could
    not be finished leaves nothing behind; one that was cancelled is a `Refusal` with `cancelled`.
    """
    if connection.dialect.name == "sqlite":
        copy_pages(connection, target, key, progress, cancelled)
        return
    part = target.with_name(target.name + ".part")
    remove(part)
    try:
        with guard():
            _into_file(connection, part, key, progress, cancelled)
            part.replace(target)
            sync_folder(target.parent)
    except BaseException:
        remove(part)
        raise


def onto_server(file: Path, key: bytes, server: Server) -> None:
    """Put the books of a file, at this program's schema, where nothing counts yet on a server."""
    make(server, key)
    source, sink = connect(file, key, reader=True), connect(server, key)
    try:
        with guard(), source.begin() as read, sink.begin() as write:
            write.execute(setting.delete())  # the books' own are read
            _copy(read, write, _columns(write))
            let_in(write, key)
    finally:
        source.dispose()
        sink.dispose()


def _into_file(
    connection: sa.Connection, part: Path, key: bytes, progress: Progress, cancelled: Cancelled
) -> None:
    stands_at = version(connection)
    if stands_at is None:
        raise StoreFailure("store.damaged")
    engine = connect(part, key, create=True, alone=True)
    try:
        run_steps(engine, stands_at)
        with engine.begin() as sink:
            _copy(connection, sink, _columns(connection), progress, cancelled)
            search.rebuild(sink)
        read_back(engine)
    finally:
        engine.dispose()


Columns = dict[str, list[tuple[str, bool]]]
"""By table, parents first: its columns, and whether each is a truth value."""


def _columns(server: sa.Connection) -> Columns:
    """What there is, as the server knows it: a file takes any value for a truth value."""
    books = sa.inspect(server)
    names = [name for name, _ in books.get_sorted_table_and_fkc_names() if name is not None]
    return {
        name: [
            (each["name"], isinstance(each["type"], sa.Boolean)) for each in books.get_columns(name)
        ]
        for name in names
        if name not in _LEFT_OUT
    }


def _copy(
    source: sa.Connection,
    sink: sa.Connection,
    tables: Columns,
    progress: Progress = _untold,
    cancelled: Cancelled = lambda: False,
) -> None:
    count = "SELECT count(*) FROM "
    total = sum(source.exec_driver_sql(f'{count}"{each}"').scalar_one() for each in tables)
    done = 0
    for table, columns in tables.items():
        for rows in _pieces(source, table, columns):
            places = ", ".join(["?" if sink.dialect.paramstyle == "qmark" else "%s"] * len(columns))
            names = ", ".join(f'"{name}"' for name, _ in columns)
            put = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608
            sink.exec_driver_sql(put, rows)
            done += len(rows)
            progress(done, max(total, 1))
            if cancelled():
                raise Refusal(Problem("cancelled"))


def _pieces(
    source: sa.Connection, table: str, columns: Sequence[tuple[str, bool]]
) -> Iterator[list[tuple[Any, ...]]]:
    names = ", ".join(f'"{name}"' for name, _ in columns)
    truths = [place for place, (_, is_truth) in enumerate(columns) if is_truth]
    every = f'SELECT {names} FROM "{table}"'  # noqa: S608
    found = source.exec_driver_sql(every, execution_options={"yield_per": _CHUNK})
    for rows in found.partitions():
        yield [_with_truths(row, truths) if truths else tuple(row) for row in rows]


def _with_truths(row: Sequence[Any], truths: Sequence[int]) -> tuple[Any, ...]:
    values = list(row)
    for place in truths:
        values[place] = bool(values[place])
    return tuple(values)
