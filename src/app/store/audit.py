"""Who did what, when: entries of ids and codes, each holding the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.record import canonical
from app.store.tables import audit
from app.store.tuples import insert

START = "0" * 64


class Audit:
    """The audit trail. Never a name, a NIK or any other datum of a person."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def note(
        self,
        act: str,
        subject: str,
        *,
        operator: str,
        at: datetime,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one entry: `act` is a code, `subject` an id, `detail` codes, counts and hashes."""
        self.note_each(act, [(subject, detail or {})], operator=operator, at=at)

    def note_each(
        self,
        act: str,
        subjects: Iterable[tuple[str, Mapping[str, Any]]],
        *,
        operator: str,
        at: datetime,
    ) -> None:
        """Write one entry for each subject, with its detail."""
        seq, previous = self.head()
        entries = []
        for subject, detail in subjects:
            seq += 1
            entry = {
                "seq": seq,
                "at": at.isoformat(),
                "operator": operator,
                "act": act,
                "subject": subject,
                "detail": canonical(detail),
                "previous": previous,
            }
            previous = _hash(entry)
            entries.append({**entry, "hash": previous})
        insert(self._connection, audit, entries)

    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry; (0, zeros) when there is none."""
        last = self._connection.execute(
            sa.select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
        ).one_or_none()
        return (last.seq, last.hash) if last else (0, START)

    def hash_at(self, seq: int) -> str:
        """The hash of one entry; zeros where there is none, as before the first."""
        found = self._connection.execute(sa.select(audit.c.hash).where(audit.c.seq == seq)).scalar()
        return str(found) if found is not None else START

    def subjects(self, act: str) -> set[str]:
        """The ids that entries of this act are about."""
        return set(
            self._connection.execute(sa.select(audit.c.subject).where(audit.c.act == act)).scalars()
        )

    def latest(self, act: str) -> dict[str, tuple[int, dict[str, Any]]]:
        """By subject: number and detail of the last entry of this act."""
        found = self._connection.execute(
            sa.select(audit.c.subject, audit.c.seq, audit.c.detail)
            .where(audit.c.act == act)
            .order_by(audit.c.seq)
        )
        return {row.subject: (row.seq, json.loads(row.detail)) for row in found}

    def last(self, act: str) -> int:
        """The number of the last entry of this act; 0 when there is none."""
        found = sa.select(sa.func.max(audit.c.seq)).where(audit.c.act == act)
        return self._connection.execute(found).scalar() or 0

    def first_broken(self) -> int | None:
        """The number of the first entry that does not follow from the one before, or None."""
        previous, expected = START, 1
        for row in self._rows():
            entry = dict(row)
            found = entry.pop("hash")
            if entry["previous"] != previous or found != _hash(entry):
                return expected
            previous, expected = found, expected + 1
        return None

    def _rows(self) -> Iterator[Mapping[str, Any]]:
        rows = self._connection.execute(sa.select(audit).order_by(audit.c.seq))
        yield from (dict(row) for row in rows.mappings())


def _hash(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(entry).encode()).hexdigest()
