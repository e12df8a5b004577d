"""Lists of other funders and the people in them, as long as such a list is in force."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.domain.elsewhere import ElsewhereList, Person, PersonElsewhere
from app.domain.pairs import PairKind
from app.domain.record import canonical
from app.store.approvals import pieces
from app.store.everyone import Columns
from app.store.tables import elsewhere, elsewhere_list, pair
from app.store.tuples import insert

_COMPARED = (
    "nik", "name", "birth_date", "birth_place", "mother_name", "sex", "address", "rt",
    "kelurahan", "phone", "kk",
)  # fmt: skip


class Elsewhere:
    """Other people's data, inside one transaction: whatever is not in force is not kept."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, made: ElsewhereList, people: Sequence[Person]) -> None:
        """Keep a list and its people."""
        values = {
            "uid": made.id,
            "source": made.source,
            "name": made.label,
            "file_hash": made.file_hash,
            "as_of": made.as_of.isoformat(),
            "counts": canonical(dict(made.counts)),
            "made_by": made.by,
            "made_at": made.at.isoformat(),
        }
        row = self._connection.execute(
            elsewhere_list.insert().returning(elsewhere_list.c.id), values
        ).scalar_one()
        insert(self._connection, elsewhere, [_row(row, each) for each in people])

    def all(self) -> Sequence[ElsewhereList]:
        """Every list there ever was, the newest first."""
        query = sa.select(elsewhere_list).order_by(elsewhere_list.c.id.desc())
        return [_as_list(row) for row in self._connection.execute(query)]

    def in_force(self) -> Sequence[ElsewhereList]:
        """The lists that count, the newest first."""
        return [each for each in self.all() if each.dropped_at is None]

    def drop(self, list_id: str, at: datetime) -> int:
        """A list counts no longer: its people go, and so do the pairs found with them; how many.

        What was said of such pairs stays: the same people of the next list are known by their id.
        """
        row = self._connection.execute(
            sa.select(elsewhere_list.c.id).where(
                elsewhere_list.c.uid == list_id, elsewhere_list.c.dropped_at.is_(None)
            )
        ).scalar_one()
        run = self._connection.execute
        of_list = sa.select(elsewhere.c.uid).where(elsewhere.c.list_id == row)
        run(
            pair.delete().where(pair.c.kind == PairKind.ELSEWHERE.value, pair.c.second.in_(of_list))
        )
        gone = run(elsewhere.delete().where(elsewhere.c.list_id == row)).rowcount
        run(
            elsewhere_list.update()
            .where(elsewhere_list.c.id == row)
            .values(dropped_at=at.isoformat())
        )
        return int(gone)

    def ids(self, list_id: str) -> frozenset[str]:
        """Who is in a list."""
        query = (
            sa.select(elsewhere.c.uid)
            .join(elsewhere_list, elsewhere_list.c.id == elsewhere.c.list_id)
            .where(elsewhere_list.c.uid == list_id)
        )
        return frozenset(self._connection.execute(query).scalars())

    def person(self, person_id: str) -> PersonElsewhere | None:
        """Somebody of a list in force."""
        return self.persons([person_id]).get(person_id)

    def persons(self, person_ids: Collection[str]) -> Mapping[str, PersonElsewhere]:
        """Those of them who are in a list in force."""
        found: dict[str, PersonElsewhere] = {}
        for some in pieces(sorted(person_ids)):
            query = _joined().where(elsewhere.c.uid.in_(some))
            found |= {row.uid: _as_person(row) for row in self._connection.execute(query)}
        return found

    def columns(self) -> Columns:
        """What can be compared of everybody in the lists in force."""
        query = sa.select(elsewhere.c.uid, *(elsewhere.c[each] for each in _COMPARED))
        ids: list[str] = []
        columns: dict[str, list[str]] = {each: [] for each in _COMPARED}
        for uid, *values in self._connection.execute(query.order_by(elsewhere.c.id)):
            ids.append(uid)
            for column, value in zip(columns.values(), values, strict=True):
                column.append(value or "")
        return Columns(ids, (), (), columns)


def _joined() -> sa.Select[Any]:
    return sa.select(
        elsewhere,
        elsewhere_list.c.source,
        elsewhere_list.c.name.label("label"),
        elsewhere_list.c.as_of,
    ).join(elsewhere_list, elsewhere_list.c.id == elsewhere.c.list_id)


def _row(list_row: int, each: Person) -> dict[str, Any]:
    return {
        "uid": each.id,
        "list_id": list_row,
        "row": each.row,
        "nik": each.nik or None,
        "name": each.name,
        "birth_date": each.birth_date or None,
        "birth_place": each.birth_place,
        "mother_name": each.mother_name,
        "sex": each.sex,
        "address": each.address,
        "rt": each.rt,
        "kelurahan": each.kelurahan,
        "phone": each.phone or None,
        "kk": each.kk or None,
    }


def _plain(row: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(Person):
        if field.name != "id":
            yield field.name, getattr(row, field.name) or ""


def _as_person(row: Any) -> PersonElsewhere:
    return PersonElsewhere(
        person=Person(id=row.uid, **dict(_plain(row))),
        source=row.source,
        label=row.label,
        as_of=date.fromisoformat(row.as_of),
    )


def _as_list(row: Any) -> ElsewhereList:
    return ElsewhereList(
        id=row.uid,
        source=row.source,
        label=row.name,
        as_of=date.fromisoformat(row.as_of),
        file_hash=row.file_hash,
        counts=json.loads(row.counts),
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        dropped_at=datetime.fromisoformat(row.dropped_at) if row.dropped_at else None,
    )
