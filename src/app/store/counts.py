"""The numbers of the office, each defined once; a list with the same query shows who they are."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from app.domain.people import MISSING
from app.store.tables import registration


class Counts:
    """Counts over the register. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def by_state(self, *, own: bool = False) -> Mapping[str, int]:
        """People by the state of their current revision; `own` ones are this station's to send."""
        query = sa.select(registration.c.state, sa.func.count()).group_by(registration.c.state)
        if own:
            query = query.where(registration.c.own)
        return dict(self._connection.execute(query.where(registration.c.active)).all())

    def by_card(self) -> Mapping[str, int]:
        """People by the state of their card."""
        query = sa.select(registration.c.card, sa.func.count()).group_by(registration.c.card)
        return dict(self._connection.execute(query.where(registration.c.active)).all())

    def by_decision(self) -> Mapping[tuple[str, str], int]:
        """People by the office that registered them and the city's decision."""
        row = registration.c
        query = sa.select(row.office, row.decision, sa.func.count()).where(row.active)
        found = self._connection.execute(query.group_by(row.office, row.decision))
        return {(office, decision): count for office, decision, count in found}

    def by_rt(self) -> Sequence[tuple[str, int, int]]:
        """(RT, registered, with a printed card) in order of RT."""
        printed = sa.func.sum(sa.case((registration.c.card != "unprinted", 1), else_=0))
        query = (
            sa.select(registration.c.rt, sa.func.count(), printed)
            .where(registration.c.active)
            .group_by(registration.c.rt)
            .order_by(registration.c.rt)
        )
        return self._connection.execute(query).all()

    def by_missing(self) -> Mapping[str, int]:
        """People by what they lack; one who lacks two things counts in both."""
        columns = [
            sa.func.sum(sa.case((registration.c.missing.bitwise_and(1 << bit) != 0, 1), else_=0))
            for bit in range(len(MISSING))
        ]
        row = self._connection.execute(sa.select(*columns).where(registration.c.active)).one()
        return {name: count or 0 for name, count in zip(MISSING, row, strict=True)}
