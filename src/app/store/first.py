"""The first lines of an answer, by reading as little of the books as can be. For SQLite.

Whenever somebody writes, SQLite forgets the pages a reader has, and each is deciphered anew: 10
microseconds. While a list comes in that is so at every key. So the rows, which lie all over the
file, are the last that is looked at; the indexes of the lists' orders hold what decides.
"""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from app.domain.people import Query, Sort
from app.store import search
from app.store.narrowing import IN_EVERY_ORDER, ORDER, Narrowing, Use, column, kept
from app.store.plain import Plain
from app.store.tables import registration

MANY = 20_000
"""From here, whoever has a word is found sooner by walking the order than by the search index."""

LOOKED_UP = 800
"""So many rows may be looked at one by one."""

_SPREAD = 3
"""So many times the way on which as many would stand, if they stood evenly."""

_IN_A_PAGE = 50
"""People on a page of an order's index, where a row looked up is a page by itself."""

_LAST = "\U0010ffff"


class First:
    """Finds the first `limit` ids of one query."""

    def __init__(self, connection: sa.Connection, query: Query, limit: int) -> None:
        self._connection = connection
        self._query = query
        self._limit = limit
        self._narrowing = Narrowing(connection, query)
        self._parts = search.asked(query.words)

    def __call__(self) -> Sequence[int]:
        known = [self._rare(name) for name in self._narrowing.rare]
        words: Sequence[sa.ColumnElement[bool]] = ()
        if self._parts:
            found = search.in_index(self._parts)
            ids = self._ids(found.limit(self._narrowing.few))
            if len(ids) < self._narrowing.few:
                known.append(ids)
            elif self._narrowing.up_to(MANY, found) < MANY:
                words = [Plain(registration.c.id).in_(found)]
            else:
                words = search.in_name(self._parts)
        if not known:
            return self._ids(self._ordered(column, *words))
        ids = sorted(set.intersection(*map(set, known)))
        if len(ids) <= LOOKED_UP or words:
            return self._looked_up(ids, *words)
        return self._by_name(ids) or self._walked(ids) or self._looked_up(ids)

    def _rare(self, name: str) -> Sequence[int]:
        condition = self._narrowing.conditions[name](column)
        return self._ids(sa.select(registration.c.id).where(condition))

    # The ways to the first of them

    def _looked_up(self, ids: Sequence[int], *words: sa.ColumnElement[bool]) -> Sequence[int]:
        """Look at each row."""
        among = registration.c.id.in_(_among(ids))
        return self._ids(self._ordered(Plain, among, *words))

    def _by_name(self, ids: Sequence[int]) -> Sequence[int]:
        """By name, where nearly all that are found begin with the word: they stand together.

        Before them and behind them are only few, which can be looked up. Empty where it is not so.
        """
        if self._query.sort is not Sort.NAME or not self._parts:
            return ()
        begin = self._parts[0].strip(search.MARK).upper()
        name, row_id = registration.c.name, registration.c.id
        begins = sa.and_(name >= begin, name < begin + _LAST)
        every = _among(ids)
        together = sa.select(row_id).where(begins)
        others = self._ids(every.where(every.selected_columns[0].not_in(together)))
        if len(others) > LOOKED_UP:
            return ()
        rows = [
            *self._rows(self._ordered(Plain, row_id.in_(_among(others)))),
            *self._rows(self._ordered(column, begins, Plain(row_id).in_(every))),
        ]
        rows.sort(key=lambda row: (row[1].encode(), row[0]), reverse=self._query.descending)
        return [row[0] for row in rows[: self._limit]]

    def _walked(self, ids: Sequence[int]) -> Sequence[int]:
        """Walk the order some way; empty where that is no shorter, or not enough of them come."""
        if not self._narrowing.conditions.keys() <= IN_EVERY_ORDER:
            return ()
        people = self._connection.execute(sa.select(sa.func.max(registration.c.id))).scalar_one()
        way = _SPREAD * self._limit * people // len(ids)
        if way > _IN_A_PAGE * len(ids):
            return ()
        columns = (registration.c[each] for each in ("id", *sorted(IN_EVERY_ORDER)))
        walked = sa.select(*columns).order_by(*self._order(column)).limit(way).subquery()

        def met(it: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
            return walked.c[str(it.key)]

        # comes in the order that is walked: what is asked of SQLite is what its steps say
        select = sa.select(walked.c.id).where(*self._conditions(met), walked.c.id.in_(_among(ids)))
        found = self._ids(select.limit(self._limit))
        return found if len(found) == self._limit else ()

    # Asking

    def _ordered(self, use: Use, *more: sa.ColumnElement[bool]) -> sa.Select[Any]:
        """The first that fulfil everything, with their names; `use` tells how to order them."""
        select = sa.select(registration.c.id, registration.c.name)
        select = select.where(*self._conditions(Plain), *more)
        return select.order_by(*self._order(use)).limit(self._limit)

    def _order(self, use: Use) -> Sequence[sa.ColumnElement[Any]]:
        order = [use(each) for each in ORDER[self._query.sort]]
        return [each.desc() for each in order] if self._query.descending else order

    def _conditions(self, use: Use) -> Sequence[sa.ColumnElement[bool]]:
        return [kept(use), *(each(use) for each in self._narrowing.conditions.values())]

    def _ids(self, select: sa.Select[Any]) -> Sequence[int]:
        return self._at_once(select, select.selected_columns[0].name)

    def _rows(self, select: sa.Select[Any]) -> Sequence[Sequence[Any]]:
        return self._at_once(select, "json_array(id, name)")

    def _at_once(self, select: sa.Select[Any], each: str) -> Sequence[Any]:
        """A short answer in one step; row by row the driver gives Python's lock away each time."""
        together = sa.select(sa.func.json_group_array(sa.literal_column(each)))
        together = together.select_from(select.subquery())
        found: list[Any] = json.loads(self._connection.execute(together).scalar_one())
        return found


def _among(ids: Sequence[int]) -> sa.Select[int]:
    values = sa.func.json_each(json.dumps(ids)).table_valued("value")
    return sa.select(values.c.value)
