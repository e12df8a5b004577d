"""Many registrations at once, by tuples and not by objects.

With the indexes in place every row costs several page changes at random; so where many rows come
into few, the indexes are dropped, the rows put in, and the indexes and the search made after.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

import sqlalchemy as sa

from app.domain.revision import Home, Revision
from app.store import search
from app.store.registrations import heir_rows, registration_row, revision_row
from app.store.tables import REGISTRATION_INDEXES, heir, person, registration, revision
from app.store.tuples import insert

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
    is_file = connection.dialect.name == "sqlite"  # a server would shut everybody out meanwhile
    anew = is_file and not keep_indexes and _count(connection) < CHUNK
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
    insert(connection, person, people)
    insert(connection, registration, registrations)
    insert(connection, revision, revisions)
    insert(connection, heir, heirs)
    return [(row["id"], row["words"]) for row in registrations]


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    them = iter(items)
    while chunk := list(islice(them, size)):
        yield chunk
