"""Whom the city has accepted, in the order in which it did: who came first is paid for first."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from app.domain.queue import Waiting
from app.store.approvals import pieces
from app.store.tables import decision, registration

_COLUMNS = (
    registration.c.uid,
    registration.c.number,
    registration.c.office,
    registration.c.occupation,
    registration.c.decision,
    registration.c.revision,
    registration.c.revision_hash,
)


class Queue:
    """The people of some states of decision. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def in_order(self, states: Collection[str]) -> Sequence[Waiting]:
        """Everybody in these states, by when the city accepted them last."""
        accepted = (
            sa.select(decision.c.registration, sa.func.max(decision.c.seq).label("seq"))
            .where(decision.c.state == "accepted")
            .group_by(decision.c.registration)
            .subquery()
        )
        query = (
            sa.select(*_COLUMNS)
            .outerjoin(accepted, accepted.c.registration == registration.c.uid)
            .where(registration.c.decision.in_(sorted(states)), registration.c.active)
            .order_by(sa.func.coalesce(accepted.c.seq, registration.c.decision_seq))
            .order_by(registration.c.number)
        )
        return [Waiting(*row) for row in self._connection.execute(query)]

    def active(self, registration_ids: Collection[str]) -> frozenset[str]:
        """Those of them that nobody took back: not withdrawn, and not entered wrongly."""
        found: set[str] = set()
        for some in pieces(sorted(registration_ids)):
            query = sa.select(registration.c.uid).where(
                registration.c.uid.in_(some), registration.c.active
            )
            found.update(self._connection.execute(query).scalars())
        return frozenset(found)

    def these(self, registration_ids: Collection[str]) -> Mapping[str, Waiting]:
        """Some people, whatever was decided of them."""
        found: dict[str, Waiting] = {}
        for some in pieces(sorted(registration_ids)):
            query = sa.select(*_COLUMNS).where(registration.c.uid.in_(some))
            for row in self._connection.execute(query):
                found[row.uid] = Waiting(*row)
        return found
