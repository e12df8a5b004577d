"""Lists of people: the ids of an answer, and the lines that are on the screen."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from app.domain.people import MISSING, PersonLine, Query, Sort, mask
from app.store import search
from app.store.plain import Plain
from app.store.purging import PURGED
from app.store.tables import registration

FEW = 5000
"""Up to here an answer is put in order after it was found."""

MANY = 20_000
"""From here the first lines are found sooner by walking the order and looking at each row."""

_ORDER = {
    Sort.NAME: (registration.c.name, registration.c.id),
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


class People:
    """What the lists read. Only reads; on a reader's connection."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def ids(self, query: Query) -> Sequence[int]:
        """The ids of the whole answer, in order."""
        return self._ids(self._select(query))

    def first(self, query: Query, limit: int) -> Sequence[int]:
        """The first ids of the answer, quickly also where the whole is long."""
        rows = self._at_once(self._select(query, walk_rows=True).limit(limit))
        return [each for (each,) in rows]

    def count(self, query: Query) -> int:
        """How many there are."""
        select = self._select(query).order_by(None)
        return self._connection.execute(
            sa.select(sa.func.count()).select_from(select.subquery())
        ).scalar_one()

    def lines(self, ids: Sequence[int]) -> Mapping[int, PersonLine]:
        """The lines of these ids that still exist."""
        query = sa.select(*_LINE).where(registration.c.id.in_(ids))
        return {row[0]: as_line(_Line(*row)) for row in self._at_once(query)}

    def _select(self, query: Query, *, walk_rows: bool = False) -> sa.Select[int]:
        """The ids in order, by the way that suits how many people each condition leaves.

        The planner cannot know how common a word or a state is, so it is asked first, as far as
        it matters: few are read by that condition and sorted; else the order's own index is
        walked. `walk_rows`: only the first ones are wanted.
        """
        conditions = _filters(query)
        every = sa.select(registration.c.id).where(Plain(registration.c.state) != PURGED)
        rare = {
            name
            for name, each in conditions.items()
            if self._up_to(FEW, every.where(each(_column))) < FEW
        }
        chosen = [each(_column if name in rare else Plain) for name, each in conditions.items()]
        few = bool(rare)
        if parts := search.asked(query.words):
            found = search.in_index(parts)
            count = self._up_to(MANY, found)
            few = few or count < FEW
            if count >= MANY and walk_rows and not rare:
                chosen.extend(search.in_row(parts))
            else:
                chosen.append((_column if count < FEW else Plain)(registration.c.id).in_(found))
        order = [(Plain if few else _column)(each) for each in _ORDER[query.sort]]
        return every.where(*chosen).order_by(
            *((each.desc() for each in order) if query.descending else order)
        )

    def _up_to(self, most: int, select: sa.Select[int]) -> int:
        """How many there are, counted no further than `most`."""
        some = select.limit(most).subquery()
        return self._connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()

    def _at_once(self, select: sa.Select[Any]) -> Sequence[Sequence[Any]]:
        """A short answer in one step of the database.

        SQLite's driver gives Python's lock away at every row, and while a list is taken in by
        another thread it comes back late: row by row a screen of people took twice the time.
        """
        if self._connection.dialect.name != "sqlite":
            return self._connection.execute(select).all()
        inner = select.subquery()
        together = sa.func.json_group_array(sa.func.json_array(*inner.c))
        rows: list[list[Any]] = json.loads(
            self._connection.execute(sa.select(together)).scalar_one()
        )
        return rows

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


Use = Callable[[sa.ColumnElement[Any]], sa.ColumnElement[Any]]


def _column(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return column


def _filters(query: Query) -> dict[str, Callable[[Use], sa.ColumnElement[bool]]]:
    """The conditions of a query besides its words, each for an indexed or a plain column."""
    row = registration.c
    conditions: dict[str, Callable[[Use], sa.ColumnElement[bool]]] = {}
    if query.states:
        conditions["state"] = lambda use: use(row.state).in_(query.states)
    if query.rt:
        conditions["rt"] = lambda use: use(row.rt) == query.rt
    if query.missing:
        bits = sum(1 << MISSING.index(name) for name in query.missing)
        having = [each for each in range(1 << len(MISSING)) if each & bits == bits]
        conditions["missing"] = lambda use: use(row.missing).in_(having)
    if query.import_id:
        conditions["import_id"] = lambda use: use(row.import_id) == query.import_id
    if query.born:
        first, last = (day.isoformat() for day in query.born)
        conditions["birth_date"] = lambda use: use(row.birth_date).between(first, last)
    if query.office:
        conditions["office"] = lambda use: use(row.office) == query.office
    if query.decisions:
        conditions["decision"] = lambda use: use(row.decision).in_(query.decisions)
    if query.card:
        conditions["card"] = lambda use: use(row.card) == query.card
    return conditions
