"""What the insurer said of registrations: the start of cover and the number, by its last word."""

import json
from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa

from app.domain.decisions import EventKind
from app.store.approvals import pieces
from app.store.tables import event, registration


class Insured:
    """Answers of the insurer, as the books keep them. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def numbers(self, registration_ids: Collection[str]) -> Mapping[str, str]:
        """The insurer's number of each that has one."""
        found: dict[str, str] = {}
        for some in pieces(sorted(registration_ids)):
            query = sa.select(registration.c.uid, registration.c.kpj).where(
                registration.c.uid.in_(some), registration.c.kpj.is_not(None)
            )
            found.update((uid, kpj) for uid, kpj in self._connection.execute(query))
        return found

    def starts(self, registration_ids: Collection[str]) -> Mapping[str, date]:
        """The first day of cover that the insurer named, by registration."""
        found: dict[str, date] = {}
        for some in pieces(sorted(registration_ids)):
            query = (
                sa.select(event.c.registration, event.c.content)
                .where(event.c.registration.in_(some), event.c.kind == EventKind.INSURER.value)
                .order_by(event.c.id)
            )
            for uid, content in self._connection.execute(query):
                if start := json.loads(content).get("start"):
                    found[uid] = date.fromisoformat(start)
        return found
