"""Decrees: who is named in which, in what order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.domain.decree_list import ListedPerson
from app.domain.decrees import Decree, Named
from app.store.decree_lists import listed
from app.store.tables import decree, decree_line, registration
from app.store.tuples import insert


class Decrees:
    """The decrees of a city, inside one transaction. None is ever changed or deleted."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Decree, people: Sequence[tuple[str, str]]) -> None:
        """Keep a decree with its people: registration id, and the revision it names."""
        row = self._connection.execute(
            decree.insert().returning(decree.c.id),
            {
                "uid": new.id,
                "programme": new.programme,
                "number": new.number,
                "signed_on": new.signed_on.isoformat(),
                "made_by": new.by,
                "made_at": new.at.isoformat(),
            },
        ).scalar_one()
        insert(
            self._connection,
            decree_line,
            [
                {"decree_id": row, "registration": uid, "position": place, "name": name}
                for place, (uid, name) in enumerate(people, 1)
            ],
        )

    def cancel(self, uid: str, reason: str, *, by: str, at: datetime) -> None:
        """A decree counts no longer from now on; its lines stay."""
        self._connection.execute(
            decree.update()
            .where(decree.c.uid == uid)
            .values(cancelled_at=at.isoformat(), cancelled_by=by, cancelled_reason=reason)
        )

    def get(self, uid: str) -> Decree | None:
        """One decree."""
        return next((each for each in self.all() if each.id == uid), None)

    def all(self) -> Sequence[Decree]:
        """Every decree, the newest first."""
        counted = (
            sa.select(decree_line.c.decree_id, sa.func.count().label("people"))
            .group_by(decree_line.c.decree_id)
            .subquery()
        )
        query = (
            sa.select(decree, sa.func.coalesce(counted.c.people, 0).label("people"))
            .outerjoin(counted, counted.c.decree_id == decree.c.id)
            .order_by(decree.c.id.desc())
        )
        return [_as_decree(row) for row in self._connection.execute(query)]

    def named(self, programmes: Collection[str]) -> Mapping[str, date]:
        """Who is named in standing decrees of these programmes, and the day of the first."""
        query = (
            sa.select(decree_line.c.registration, sa.func.min(decree.c.signed_on))
            .join(decree, decree.c.id == decree_line.c.decree_id)
            .where(decree.c.programme.in_(sorted(programmes)), decree.c.cancelled_at.is_(None))
            .group_by(decree_line.c.registration)
        )
        return {uid: date.fromisoformat(day) for uid, day in self._connection.execute(query)}

    def people(self, uid: str) -> Sequence[Named]:
        """Who is named in a decree, in its order."""
        query = (
            sa.select(decree_line, registration.c.number, registration.c.office)
            .join(decree, decree.c.id == decree_line.c.decree_id)
            .join(registration, registration.c.uid == decree_line.c.registration)
            .where(decree.c.uid == uid)
            .order_by(decree_line.c.position)
        )
        return [
            Named(row.position, row.registration, row.number, row.office)
            for row in self._connection.execute(query)
        ]

    def listed(self, uid: str) -> Iterator[ListedPerson]:
        """The same people as the decree's list prints them, by the revision it names."""
        return listed(self._connection, uid)


def _as_decree(row: Any) -> Decree:
    return Decree(
        id=row.uid,
        programme=row.programme,
        number=row.number,
        signed_on=date.fromisoformat(row.signed_on),
        people=row.people,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        cancelled_at=datetime.fromisoformat(row.cancelled_at) if row.cancelled_at else None,
        cancelled_reason=row.cancelled_reason or "",
    )
