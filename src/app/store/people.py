"""Lists of people: the ids of an answer, and the lines that are on the screen."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.domain.people import MISSING, PersonLine, Query, mask
from app.store import search
from app.store.first import First
from app.store.narrowing import ORDER, Narrowing, column, kept
from app.store.plain import Plain
from app.store.tables import registration

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
    registration.c.office,
    registration.c.decision,
)


class _Line(NamedTuple):
    """The columns of `_LINE`, in its order."""

    id: int
    uid: str
    number: str
    name: str
    nik: str | None
    birth_date: str
    sex: str
    kelurahan: str
    rt: str
    occupation: str
    state: str
    card: str
    missing: int
    changed_at: str
    office: str
    decision: str


_LINES = sa.select(*_LINE)

_LINES_AT_ONCE = sa.select(sa.func.json_group_array(sa.func.json_array(*_LINE))).where(
    registration.c.id.in_(
        sa.select(sa.func.json_each(sa.bindparam("ids")).table_valued("value").c.value)
    )
)
"""A screen of people in one step of the database, made once.

SQLite's driver gives Python's lock away at every row, and while a list is taken in by another
thread it comes back late: row by row a screen of people took twice the time.
"""


class People:
    """What the lists read. Only reads; on a reader's connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ids(self, query: Query) -> Sequence[int]:
        """The ids of the whole answer, in order."""
        return self._ids(self._select(query))

    def first(self, query: Query, limit: int) -> Sequence[int]:
        """The first ids of the answer, quickly also where the whole is long."""
        if self._connection.dialect.name != "sqlite":
            return self._ids(self._select(query).limit(limit))
        return First(self._connection, query, limit)()

    def count(self, query: Query) -> int:
        """How many there are."""
        select = self._select(query).order_by(None)
        return self._connection.execute(
            sa.select(sa.func.count()).select_from(select.subquery())
        ).scalar_one()

    def lines(self, ids: Sequence[int]) -> Mapping[int, PersonLine]:
        """The lines of these ids that still exist."""
        if self._connection.dialect.name != "sqlite":
            rows = self._connection.execute(_LINES.where(registration.c.id.in_(ids))).all()
            return {row.id: as_line(row) for row in rows}
        said = self._connection.execute(_LINES_AT_ONCE, {"ids": json.dumps([*ids])}).scalar_one()
        return {row[0]: as_line(_Line(*row)) for row in json.loads(said)}

    def _select(self, query: Query) -> sa.Select[int]:
        """The ids in order, by the way that suits how many people each condition leaves.

        Few are read by their condition and put in order; else the order's own index is walked.
        """
        narrowing = Narrowing(self._connection, query)
        chosen = [
            each(column if name in narrowing.rare else Plain)
            for name, each in narrowing.conditions.items()
        ]
        few = bool(narrowing.rare)
        parts = search.asked(query.words)
        if parts and self._connection.dialect.name != "sqlite":
            chosen += search.in_words(parts)
        elif parts:
            found = search.in_index(parts)
            is_rare = narrowing.up_to(narrowing.few, found) < narrowing.few
            few = few or is_rare
            chosen.append((column if is_rare else Plain)(registration.c.id).in_(found))
        order = [(Plain if few else column)(each) for each in ORDER[query.sort]]
        return (
            sa.select(registration.c.id)
            .where(kept(Plain), *chosen)
            .order_by(*((each.desc() for each in order) if query.descending else order))
        )

    def _ids(self, select: sa.Select[int]) -> Sequence[int]:
        """The first column, by the driver's own cursor: a quarter of the time for 200,000 rows."""
        cursor = self._connection.execute(select).cursor
        return [each for (each,) in cursor.fetchall()] if cursor else ()

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
        office=row.office,
        decision=row.decision,
    )
