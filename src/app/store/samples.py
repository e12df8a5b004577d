"""Who was drawn to be keyed again, and what came of it; all of it stands in the audit trail."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.store.tables import audit

DRAWN, KEYED, JUDGED = "sample.drawn", "sample.keyed", "sample.judged"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A revision that somebody is to key again."""

    registration_id: str
    hash: str
    revision: int


@dataclass(frozen=True, slots=True)
class Keyed:
    """One revision keyed again: whose it was, and which of its fields differ."""

    registration_id: str
    hash: str
    maker: str
    at: datetime
    fields: int
    wrong: tuple[str, ...]
    books_wrong: tuple[str, ...] | None
    """Those where the paper says that the books are wrong; None while nobody has looked."""


class Samples:
    """The sample, inside one transaction; written by `Audit.note` alone, so nobody changes it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def drawn(self) -> Sequence[Drawn]:
        """All that were drawn, the oldest first."""
        found = {(uid, detail["hash"]): detail["revision"] for uid, _, detail in self._of(DRAWN)}
        return [Drawn(*name, number) for name, number in found.items()]

    def waiting(self) -> Sequence[Drawn]:
        """Drawn and not keyed yet, the oldest first."""
        done = {(uid, detail["hash"]) for uid, _, detail in self._of(KEYED)}
        return [each for each in self.drawn() if (each.registration_id, each.hash) not in done]

    def keyed(self) -> Sequence[Keyed]:
        """All that were keyed again, the oldest first."""
        judged = {
            (uid, detail["hash"]): tuple(detail["books_wrong"])
            for uid, _, detail in self._of(JUDGED)
        }
        return [
            Keyed(
                uid,
                detail["hash"],
                detail["of"],
                at,
                detail["fields"],
                tuple(detail["wrong"]),
                judged.get((uid, detail["hash"])),
            )
            for uid, at, detail in self._of(KEYED)
        ]

    def _of(self, act: str) -> list[tuple[str, datetime, Mapping[str, Any]]]:
        query = sa.select(audit.c.subject, audit.c.at, audit.c.detail).where(audit.c.act == act)
        rows = self._connection.execute(query.order_by(audit.c.seq))
        return [
            (row.subject, datetime.fromisoformat(row.at), json.loads(row.detail)) for row in rows
        ]
