"""The print ledger: every printed copy of a card, never taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from app.domain.ledger import PrintedCard
from app.store.tables import card, registration


class Cards:
    """The ledger inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def copies(self, registration_ids: Sequence[str]) -> Mapping[str, int]:
        """How many copies of each have been printed; those without are absent."""
        query = (
            sa.select(registration.c.uid, sa.func.max(card.c.copy))
            .join(card)
            .where(registration.c.uid.in_(registration_ids))
            .group_by(registration.c.uid)
        )
        return dict(self._connection.execute(query).all())

    def put(self, printed: Sequence[PrintedCard]) -> None:
        """Write the copies down, and each registration's card as printed."""
        ids = dict(
            self._connection.execute(
                sa.select(registration.c.uid, registration.c.id).where(
                    registration.c.uid.in_([each.registration_id for each in printed])
                )
            ).all()
        )
        if not printed:
            return
        self._connection.execute(
            card.insert(),
            [
                {
                    "registration_id": ids[each.registration_id],
                    "copy": each.copy,
                    "revision_hash": each.revision_hash,
                    "status": each.status,
                    "status_as_of": each.status_as_of.isoformat(),
                    "sheet": each.sheet,
                    "reason": each.reason,
                    "made_by": each.made_by,
                    "made_at": each.made_at.isoformat(),
                }
                for each in printed
            ],
        )
        self._connection.execute(
            registration.update()
            .where(registration.c.id.in_(ids.values()), registration.c.card == "unprinted")
            .values(card="printed")
        )

    def of(self, registration_id: str) -> Sequence[PrintedCard]:
        """The copies of one registration, oldest first."""
        query = (
            sa.select(card, registration.c.uid)
            .join(registration)
            .where(registration.c.uid == registration_id)
            .order_by(card.c.copy)
        )
        return [
            PrintedCard(
                registration_id=row.uid,
                copy=row.copy,
                status=row.status,
                status_as_of=date.fromisoformat(row.status_as_of),
                revision_hash=row.revision_hash,
                sheet=row.sheet,
                reason=row.reason,
                made_by=row.made_by,
                made_at=datetime.fromisoformat(row.made_at),
            )
            for row in self._connection.execute(query)
        ]
