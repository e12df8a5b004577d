"""Taking a resident's data out of the books when they have been kept long enough."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from app.domain.decisions import ENDING, REPORTED, EventKind
from app.domain.pairs import PairKind, Said
from app.domain.retention import ENDED
from app.store import search
from app.store.tables import (
    aside,
    card,
    decision,
    draft,
    elsewhere,
    event,
    heir,
    insurer_line,
    pair,
    pair_word,
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
            sa.select(registration.c.id, registration.c.person_id, registration.c.nik).where(
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
        self._purge_pairs(registration_id)
        self._purge_insurer(registration_id, row.nik)

    def _purge_pairs(self, registration_id: str) -> None:
        """What was found and said of pairs; of another funder's list who was said to be the same.

        That somebody said a word, when and which, stays.
        """
        run = self._connection.execute
        same = sa.select(pair_word.c.second).where(
            pair_word.c.first == registration_id,
            pair_word.c.kind == PairKind.ELSEWHERE.value,
            pair_word.c.word == Said.SAME.value,
        )
        run(elsewhere.delete().where(elsewhere.c.uid.in_(same)))
        run(pair.delete().where(_in(pair, registration_id)))
        run(pair_word.update().where(_in(pair_word, registration_id)).values(reason=""))

    def _purge_insurer(self, registration_id: str, nik: str | None) -> None:
        """What the insurer said of the resident, also before anybody here had this NIK.

        That a row stood there, and what became of it, stays: the counts of a file add up.
        """
        about = insurer_line.c.registration == registration_id
        if nik:
            stranger = insurer_line.c.content.contains(f'"{nik}"', autoescape=True)
            about = sa.or_(about, sa.and_(insurer_line.c.registration == "", stranger))
        self._connection.execute(
            insurer_line.update().where(about).values(kpj="", start="", reason="", content="{}")
        )

    def purged(self) -> Collection[str]:
        """The ids of the tombstones."""
        query = sa.select(registration.c.uid).where(registration.c.purged_at.is_not(None))
        return set(self._connection.execute(query).scalars())


def _in(table: sa.Table, registration_id: str) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.first == registration_id, table.c.second == registration_id)


_OUTSIDE = (EventKind.CHECKED, EventKind.INSURER, EventKind.ASKED, EventKind.ANSWERED)
_TOLD = [each.value for each in (*REPORTED, *_OUTSIDE, EventKind.CARD_BACK)]
"""The events whose content is what somebody typed, or others told of the resident."""

_EMPTIED = (
    "name", "name_key", "mother_key", "birth_date", "sex", "kelurahan", "rt", "occupation", "words",
)  # fmt: skip
