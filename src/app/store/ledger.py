"""The print ledgers of other stations, as their files bring them."""

import sqlalchemy as sa

from app.domain.items.cards import SentCard
from app.store.tables import card, registration


class Ledger:
    """Lines of the print ledger that were received, inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def receive(self, sent: SentCard) -> int | None:
        """Keep a line: its row; 0 where it is here already.

        None where it cannot have its place: the registration is not here, or another copy has
        that number.
        """
        query = sa.select(registration.c.id).where(registration.c.uid == sent.registration_id)
        owner = self._connection.execute(query).scalar()
        if owner is None:
            return None
        values = {
            "registration_id": owner,
            "copy": sent.copy,
            "revision_hash": sent.revision_hash,
            "status": sent.status,
            "status_as_of": sent.status_as_of,
            "sheet": sent.sheet,
            "reason": sent.reason,
            "made_by": sent.by,
            "made_at": sent.at.isoformat(),
        }
        held = (
            self._connection.execute(
                sa.select(card).where(card.c.registration_id == owner, card.c.copy == sent.copy)
            )
            .mappings()
            .one_or_none()
        )
        if held is not None:
            return 0 if all(held[name] == value for name, value in values.items()) else None
        values |= {"printed_at": sent.printed_at.isoformat(), "origin": sent.origin}
        row = self._connection.execute(card.insert().returning(card.c.id), values).scalar_one()
        self._connection.execute(
            registration.update()
            .where(registration.c.id == owner, registration.c.card == "unprinted")
            .values(card="printed")
        )
        return int(row)
