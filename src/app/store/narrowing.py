"""What a list is narrowed by and ordered by, as the lists' indexes hold it."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from app.domain.months import Month
from app.domain.people import MISSING, Query, Sort
from app.store.narrowed_by_city import asked_about, paid_in, unpaid_in
from app.store.purging import PURGED
from app.store.tables import registration

FEW = 5000
"""Up to here an answer is put in order after it was found."""

ORDER = {
    Sort.NAME: (registration.c.name, registration.c.id),
    Sort.RT: (registration.c.rt, registration.c.name, registration.c.id),
    Sort.CHANGED: (registration.c.changed_at, registration.c.id),
    Sort.BIRTH: (registration.c.birth_date, registration.c.id),
}

IN_EVERY_ORDER = frozenset({"state", "missing", "card", "rt"})
"""The conditions that are answered by the index of any order, without the row."""

Use = Callable[[sa.ColumnElement[Any]], sa.ColumnElement[Any]]


def column(it: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """A column as it is, which an index may answer."""
    return it


def kept(use: Use) -> sa.ColumnElement[bool]:
    """Nobody who was purged stands in a list."""
    return use(registration.c.state) != PURGED


def conditions(query: Query) -> dict[str, Callable[[Use], sa.ColumnElement[bool]]]:
    """The conditions of a query besides its words, each for a column as `use` makes it."""
    row = registration.c
    found: dict[str, Callable[[Use], sa.ColumnElement[bool]]] = {}
    if query.states:
        found["state"] = lambda use: use(row.state).in_(query.states)
    if query.rt:
        found["rt"] = lambda use: use(row.rt) == query.rt
    if query.missing:
        bits = sum(1 << MISSING.index(name) for name in query.missing)
        having = [each for each in range(1 << len(MISSING)) if each & bits == bits]
        found["missing"] = lambda use: use(row.missing).in_(having)
    if query.import_id:
        found["import_id"] = lambda use: use(row.import_id) == query.import_id
    if query.born:
        first, last = (day.isoformat() for day in query.born)
        found["birth_date"] = lambda use: use(row.birth_date).between(first, last)
    if query.office:
        found["office"] = lambda use: use(row.office) == query.office
    if query.decisions:
        found["decision"] = lambda use: use(row.decision).in_(query.decisions)
    if query.asked:
        found["asked"] = lambda use: use(row.uid).in_(asked_about())
    if query.paid_in:
        found["paid_in"] = lambda use: use(row.uid).in_(paid_in(Month.parse(query.paid_in)))
    if query.unpaid_in:
        found["unpaid_in"] = lambda use: use(row.uid).in_(unpaid_in(Month.parse(query.unpaid_in)))
    if query.card:
        found["card"] = lambda use: use(row.card) == query.card
    return found


class Narrowing:
    """The conditions of a query, and which of them leave few people.

    The planner cannot know how common a state is, so it is asked first, as far as it matters.
    """

    def __init__(self, connection: sa.Connection, query: Query) -> None:
        self._connection = connection
        self.few = FEW
        self.conditions = conditions(query)
        every = sa.select(registration.c.id)  # the purged as well: no row is read to count
        self.rare = {
            name
            for name, each in self.conditions.items()
            if self.up_to(self.few, every.where(each(column))) < self.few
        }

    def up_to(self, most: int, select: sa.Select[int]) -> int:
        """How many there are, counted no further than `most`."""
        some = select.limit(most).subquery()
        return self._connection.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
