"""How far each registration had come, and when: for numbers over time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from app.domain.decisions import EventKind
from app.store.tables import decision, event, registration


class Registered(NamedTuple):  # thousands are read while somebody waits
    """One registration."""

    uid: str
    office: str
    decision: str  # as it counts now
    made_at: str  # moments as the books keep them: they sort as they passed
    is_kept: bool


class Step(NamedTuple):
    """One decision."""

    uid: str
    state: str
    at: str


class Progress:
    """Reads the whole register for counting. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def everybody(self) -> Sequence[Registered]:
        """Every registration, also those that ended."""
        row = registration.c
        query = sa.select(row.uid, row.office, row.decision, row.made_at, row.active)
        return [Registered._make(each) for each in self._connection.execute(query)]

    def steps(self) -> Iterator[Step]:
        """Every decision in the order of the city's words."""
        query = sa.select(decision.c.registration, decision.c.state, decision.c.made_at)
        for row in self._connection.execute(query.order_by(decision.c.seq)):
            yield Step._make(row)

    def handed_over(self) -> Mapping[str, datetime]:
        """When each card was given into somebody's hands, by the last word on it."""
        kinds = (EventKind.CARD_HANDED.value, EventKind.CARD_BACK.value)
        query = (
            sa.select(event.c.registration, event.c.kind, event.c.content)
            .where(event.c.kind.in_(kinds))
            .order_by(event.c.made_at, event.c.id)
        )
        found: dict[str, datetime] = {}
        for uid, kind, content in self._connection.execute(query):
            if kind == EventKind.CARD_HANDED.value:
                found[uid] = datetime.fromisoformat(json.loads(content)["on"])
            else:
                found.pop(uid, None)
        return found
