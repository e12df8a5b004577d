"""Lists of people: the ids of an answer, and the lines that are on the screen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.domain.people import MISSING, PersonLine, Query, Sort, mask
from app.store import search
from app.store.tables import registration

FEW = 2000
"""Up to here an answer is read whole and then put in order; beyond, the order's own index is
walked until the first lines are found."""

_ORDER = {
    Sort.NAME: (registration.c.name, registration.c.id),
    Sort.NUMBER: (registration.c.id,),
    Sort.RT: (registration.c.rt, registration.c.name, registration.c.id),
    Sort.CHANGED: (registration.c.changed_at, registration.c.id),
    Sort.BIRTH: (registration.c.birth_date, registration.c.id),
}

_LINE = (
    registration.c.id,
    registration.c.uid,
    registration.c.number,
    registration.c.name,
    registration.c.nik,
    registration.c.birth_date,
    registration.c.sex,
    registration.c.kelurahan,
    registration.c.rt,
    registration.c.occupation,
    registration.c.state,
    registration.c.card,
    registration.c.missing,
    registration.c.changed_at,
)


class People:
    """What the lists read. Only reads; on a reader's connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ids(self, query: Query) -> Sequence[int]:
        """The ids of the whole answer, in order."""
        return self._connection.execute(_select(query)).scalars().all()

    def first(self, query: Query, limit: int) -> Sequence[int]:
        """The first ids of the answer, quickly also where the whole is long."""
        return self._connection.execute(_select(query).limit(limit)).scalars().all()

    def count(self, query: Query) -> int:
        """How many there are."""
        found = search.matching(query.words)
        if found is not None and query == Query(words=query.words, sort=query.sort):
            return self._connection.execute(
                sa.select(sa.func.count()).select_from(found.subquery())
            ).scalar_one()
        return self._connection.execute(
            sa.select(sa.func.count()).select_from(_select(query).order_by(None).subquery())
        ).scalar_one()

    def lines(self, ids: Sequence[int]) -> Mapping[int, PersonLine]:
        """The lines of these ids that still exist."""
        query = sa.select(*_LINE).where(registration.c.id.in_(ids))
        return {row.id: as_line(row) for row in self._connection.execute(query)}

    def rts(self) -> Sequence[str]:
        """The RT numbers in use, in order."""
        query = sa.select(registration.c.rt).distinct().order_by(registration.c.rt)
        return self._connection.execute(query).scalars().all()


def as_line(row: Any) -> PersonLine:
    """A line from a row that has all columns of `_LINE`."""
    return PersonLine(
        id=row.id,
        registration_id=row.uid,
        number=row.number,
        name=row.name,
        nik_masked=mask(row.nik),
        birth_date=date.fromisoformat(row.birth_date),
        sex=row.sex,
        kelurahan=row.kelurahan,
        rt=row.rt,
        occupation=row.occupation,
        state=row.state,
        card=row.card,
        missing=tuple(name for bit, name in enumerate(MISSING) if row.missing >> bit & 1),
        changed_at=datetime.fromisoformat(row.changed_at),
    )


def _select(query: Query) -> sa.Select[tuple[int]]:
    select = sa.select(registration.c.id).where(*_conditions(query))
    order = _ORDER[query.sort]
    return select.order_by(*(each.desc() for each in order) if query.descending else order)


def _conditions(query: Query) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    found = search.matching(query.words)
    if found is not None:
        conditions.append(registration.c.id.in_(found))
    if query.states:
        conditions.append(registration.c.state.in_(query.states))
    if query.rt:
        conditions.append(registration.c.rt == query.rt)
    if query.missing:
        bits = sum(1 << MISSING.index(name) for name in query.missing)
        conditions.append(registration.c.missing.bitwise_and(bits) == bits)
    if query.import_id:
        conditions.append(registration.c.import_id == query.import_id)
    if query.card:
        conditions.append(registration.c.card == query.card)
    return conditions
