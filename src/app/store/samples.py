"""Who was drawn to be keyed again, and what came of it; all of it stands in the audit trail."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.store.tables import audit

DRAWN, KEYED = "sample.drawn", "sample.keyed"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A revision that somebody is to key again."""

    registration_id: str
    hash: str
    revision: int


@dataclass(frozen=True, slots=True)
class Keyed:
    """One revision keyed again: whose it was, and how many of its fields differ."""

    maker: str
    fields: int
    wrong: int


class Samples:
    """The sample, inside one transaction; written by `Audit.note` alone, so nobody changes it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def waiting(self) -> Sequence[Drawn]:
        """Drawn and not keyed yet, the oldest first."""
        done = {(uid, detail["hash"]) for uid, detail in self._of(KEYED)}
        drawn = {(uid, detail["hash"]): detail["revision"] for uid, detail in self._of(DRAWN)}
        return [Drawn(*name, number) for name, number in drawn.items() if name not in done]

    def keyed(self) -> Sequence[Keyed]:
        """All that were keyed again."""
        return [
            Keyed(detail["of"], detail["fields"], len(detail["wrong"]))
            for _, detail in self._of(KEYED)
        ]

    def _of(self, act: str) -> list[tuple[str, Mapping[str, Any]]]:
        query = sa.select(audit.c.subject, audit.c.detail).where(audit.c.act == act)
        rows = self._connection.execute(query.order_by(audit.c.seq))
        return [(row.subject, json.loads(row.detail)) for row in rows]
