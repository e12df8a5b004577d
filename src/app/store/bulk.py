"""Many registrations at once, by tuples and not by objects.

With the indexes in place every row costs several page changes at random; so where many rows come
into few, the indexes are dropped, the rows put in, and the indexes and the search made after.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa

from app.domain.revision import Home, Revision
from app.store import search
from app.store.registrations import heir_rows, registration_row, revision_row
from app.store.tables import REGISTRATION_INDEXES, heir, person, registration, revision

CHUNK = 2000

T = TypeVar("T")


def load(
    connection: sa.Connection,
    revisions: Iterable[Revision],
    home: Home,
    import_id: str | None = None,
    progress: Callable[[int], None] = lambda done: None,
    *,
    keep_indexes: bool = False,
) -> int:
    """Add first revisions of new people inside the caller's transaction; how many.

    They are taken as they are: whoever calls has checked them, also for NIK that are taken (the
    unique index is the last guard). `progress` is told how many are in, between chunks.
    `keep_indexes` is for few at a time, while others read and write.
    """
    anew = not keep_indexes and _count(connection) < CHUNK
    if anew:
        for index in REGISTRATION_INDEXES:
            index.drop(connection)
    first = (connection.execute(sa.select(sa.func.max(registration.c.id))).scalar() or 0) + 1
    row_id = first
    for chunk in _chunks(revisions, CHUNK):
        words = _put(connection, row_id, chunk, home, import_id)
        if not anew:
            search.put(connection, words)
        row_id += len(chunk)
        progress(row_id - first)
    if anew:
        for index in REGISTRATION_INDEXES:
            index.create(connection)
        search.rebuild(connection)
    return row_id - first


def _count(connection: sa.Connection) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(registration)).scalar_one()


def _put(
    connection: sa.Connection,
    row_id: int,
    chunk: list[Revision],
    home: Home,
    import_id: str | None,
) -> list[tuple[int, str]]:
    """Put a chunk into the tables; what the search is to find each by."""
    people, registrations, revisions, heirs = [], [], [], []
    for place, each in enumerate(chunk, row_id):
        people.append({"id": each.person_id, "made_at": each.made_at.isoformat()})
        registrations.append({"id": place, **registration_row(each, home, import_id)})
        revisions.append(revision_row(place, each))
        heirs.extend(heir_rows(place, each.record))
    _insert(connection, person, people)
    _insert(connection, registration, registrations)
    _insert(connection, revision, revisions)
    _insert(connection, heir, heirs)
    return [(row["id"], row["words"]) for row in registrations]


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert in the driver's own words: SQLAlchemy's handling of parameters costs three times."""
    if not rows:
        return
    holder = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    places = ", ".join([holder] * len(rows[0]))
    statement = f"INSERT INTO {table.name} ({', '.join(rows[0])}) VALUES ({places})"  # noqa: S608
    connection.exec_driver_sql(statement, [tuple(row.values()) for row in rows])


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    them = iter(items)
    while chunk := list(islice(them, size)):
        yield chunk
