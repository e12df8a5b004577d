"""What people decided about pairs, remembered for ever."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from app.domain.items.verdicts import SentVerdict
from app.store.tables import verdict


class Verdicts:
    """Decisions about two persons, in whatever order they are named."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(
        self, one: str, other: str, decided: str, reason: str, *, operator: str, at: datetime
    ) -> int:
        """Keep a decision; its row. A later one on the same two counts instead of it."""
        first, second = sorted((one, other))
        values = {
            "first_person": first,
            "second_person": second,
            "verdict": decided,
            "reason": reason,
            "made_by": operator,
            "made_at": at.isoformat(),
        }
        return int(
            self._connection.execute(verdict.insert().returning(verdict.c.id), values).scalar_one()
        )

    def different(self) -> frozenset[tuple[str, str]]:
        """The persons of whom somebody's last word is that they are two."""
        query = sa.select(verdict.c.first_person, verdict.c.second_person, verdict.c.verdict)
        rows = self._connection.execute(query.order_by(verdict.c.made_at, verdict.c.id))
        last = {(first, second): said for first, second, said in rows}
        return frozenset(pair for pair, said in last.items() if said == "different")

    def between(self, one: str, other: str) -> Sequence[SentVerdict]:
        """All that was said of two persons, in order; `origin` is "" for what was said here."""
        first, second = sorted((one, other))
        query = (
            sa.select(verdict)
            .where(verdict.c.first_person == first, verdict.c.second_person == second)
            .order_by(verdict.c.made_at, verdict.c.id)
        )
        return [
            SentVerdict(
                first,
                second,
                row.verdict,
                row.reason,
                row.made_by,
                datetime.fromisoformat(row.made_at),
                row.origin,
            )
            for row in self._connection.execute(query)
        ]

    def receive(self, sent: SentVerdict) -> int | None:
        """Keep what another station decided; its row, None where it is here already."""
        values = {
            "first_person": sent.first,
            "second_person": sent.second,
            "verdict": sent.verdict,
            "made_by": sent.by,
            "made_at": sent.at.isoformat(),
        }
        same = sa.select(verdict.c.id).where(
            *(verdict.c[name] == each for name, each in values.items())
        )
        if self._connection.execute(same).first() is not None:
            return None
        values |= {"reason": sent.reason, "origin": sent.origin}
        return int(
            self._connection.execute(verdict.insert().returning(verdict.c.id), values).scalar_one()
        )
