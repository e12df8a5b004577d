"""Programmes by year: every change a line of its own, the last one counts."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.programme import Programme
from app.domain.record import canonical
from app.store.tables import programme


class Programmes:
    """The programmes of a city, inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Programme, reason: str, *, by: str, at: datetime) -> None:
        """Write the programme as it stands from now on."""
        values = {
            "uid": new.id,
            "seq": new.seq,
            "year": new.year,
            "content": canonical(new.to_plain()),
            "reason": reason,
            "made_by": by,
            "made_at": at.isoformat(),
        }
        self._connection.execute(programme.insert(), values)

    def get(self, uid: str) -> Programme | None:
        """The programme as it stands."""
        return next((each for each in self.all() if each.id == uid), None)

    def all(self) -> Sequence[Programme]:
        """Each programme as it stands, the newest year first."""
        last = (
            sa.select(programme.c.uid, sa.func.max(programme.c.seq).label("seq"))
            .group_by(programme.c.uid)
            .subquery()
        )
        query = (
            sa.select(programme)
            .join(last, sa.and_(programme.c.uid == last.c.uid, programme.c.seq == last.c.seq))
            .order_by(programme.c.year.desc(), programme.c.id.desc())
        )
        return [_as_programme(row) for row in self._connection.execute(query)]

    def history(self, uid: str) -> Sequence[tuple[Programme, str, str, datetime]]:
        """Every state of a programme, oldest first, each with why, by whom and when."""
        query = sa.select(programme).where(programme.c.uid == uid).order_by(programme.c.seq)
        return [
            (_as_programme(row), row.reason, row.made_by, datetime.fromisoformat(row.made_at))
            for row in self._connection.execute(query)
        ]


def _as_programme(row: Any) -> Programme:
    return Programme.from_plain(row.uid, row.seq, row.year, json.loads(row.content))
