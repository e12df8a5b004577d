"""Taking a resident's data out of the books when they have been kept long enough."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from app.domain.decisions import ENDING, REPORTED
from app.domain.retention import ENDED
from app.store import search
from app.store.tables import (
    aside,
    card,
    decision,
    draft,
    event,
    heir,
    registration,
    revision,
    verdict,
)

PURGED = "purged"
"""The state of a registration of which only the tombstone is left."""


class Purging:
    """Inside one transaction: who is due, and what goes of them.

    What stays: numbers, ids, hashes, states, who did what and when. A hash says nothing of what it
    was of: the salt went with the content (`domain.record.salted`).
    """

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def due(self, before: date) -> Sequence[str]:
        """The ids of those whose end lies before that day, the oldest first."""
        ended = sa.and_(
            registration.c.decision.in_([each.value for each in ENDED]),
            registration.c.decision_as_of < before.isoformat(),
        )
        left = sa.exists().where(
            event.c.registration == registration.c.uid,
            event.c.kind.in_([each.value for each in ENDING]),
            event.c.made_at < before.isoformat(),
        )
        query = sa.select(registration.c.uid).where(
            registration.c.purged_at.is_(None),
            sa.or_(ended, sa.and_(sa.not_(registration.c.active), left)),
        )
        return self._connection.execute(query.order_by(registration.c.id)).scalars().all()

    def purge(self, registration_id: str, at: datetime) -> None:
        """Leave a tombstone in the place of one registration."""
        row = self._connection.execute(
            sa.select(registration.c.id, registration.c.person_id).where(
                registration.c.uid == registration_id, registration.c.purged_at.is_(None)
            )
        ).one()
        run = self._connection.execute
        run(
            registration.update()
            .where(registration.c.id == row.id)
            .values(
                **dict.fromkeys(("nik", "kk", "phone", "kpj", "import_id")),
                **dict.fromkeys(_EMPTIED, ""),
                missing=0,
                active=False,
                disputed=False,
                fixes="[]",
                state=PURGED,
                purged_at=at.isoformat(),
            )
        )
        search.remove(self._connection, [row.id])
        run(revision.update().where(revision.c.registration_id == row.id).values(content=""))
        run(heir.delete().where(heir.c.registration_id == row.id))
        run(
            draft.delete().where(
                sa.or_(draft.c.registration_id == row.id, draft.c.person_id == row.person_id)
            )
        )
        run(card.update().where(card.c.registration_id == row.id).values(reason=""))
        run(decision.update().where(decision.c.registration == registration_id).values(reason=""))
        run(
            event.update()
            .where(event.c.registration == registration_id, event.c.kind.in_(_TOLD))
            .values(content="{}")
        )
        run(aside.update().where(aside.c.registration == registration_id).values(content=""))
        run(
            verdict.update()
            .where(
                sa.or_(
                    verdict.c.first_person == row.person_id,
                    verdict.c.second_person == row.person_id,
                )
            )
            .values(reason="")
        )

    def purged(self) -> Collection[str]:
        """The ids of the tombstones."""
        query = sa.select(registration.c.uid).where(registration.c.purged_at.is_not(None))
        return set(self._connection.execute(query).scalars())


_TOLD = [each.value for each in REPORTED]
"""The events whose content is what somebody typed."""

_EMPTIED = (
    "name", "name_key", "mother_key", "birth_date", "sex", "kelurahan", "rt", "occupation", "words",
)  # fmt: skip
