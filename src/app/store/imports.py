"""The lists that were taken in, each a named batch that can be undone."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.ledger import ImportBatch
from app.domain.record import canonical
from app.store.plain import Plain
from app.store.tables import draft, import_batch, registration


class Imports:
    """The batches inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(self, batch: ImportBatch) -> None:
        values = {
            "name": batch.name,
            "file_hash": batch.file_hash,
            "counts": canonical(dict(batch.counts)),
            "made_by": batch.made_by,
            "made_at": batch.made_at.isoformat(),
            "undone_at": batch.undone_at.isoformat() if batch.undone_at else None,
        }
        changed = self._connection.execute(
            import_batch.update().where(import_batch.c.id == batch.id), values
        )
        if not changed.rowcount:
            self._connection.execute(import_batch.insert(), {"id": batch.id, **values})

    def all(self) -> Sequence[ImportBatch]:
        """Every batch, newest first."""
        query = sa.select(import_batch).order_by(import_batch.c.made_at.desc(), import_batch.c.id)
        return [_as_domain(row) for row in self._connection.execute(query)]

    def get(self, batch_id: str) -> ImportBatch | None:
        row = self._connection.execute(
            sa.select(import_batch).where(import_batch.c.id == batch_id)
        ).one_or_none()
        return _as_domain(row) if row else None

    def of_file(self, file_hash: str) -> Sequence[ImportBatch]:
        """The batches of one file, newest first."""
        return [each for each in self.all() if each.file_hash == file_hash]

    def registered(self, batch_id: str) -> int:
        """How many registrations the batch has in the register now."""
        query = sa.select(sa.func.count()).where(registration.c.import_id == batch_id)
        return self._connection.execute(query).scalar_one()

    def touched_since(self, batch_id: str) -> int:
        """How many of the batch have been corrected, printed or sent since they came in.

        A correction that somebody has begun and not finished counts.
        """
        query = (
            sa.select(sa.func.count())
            .select_from(registration)
            .where(registration.c.import_id == batch_id, sa.not_(_as_it_came()))
        )
        return self._connection.execute(query).scalar_one()

    def untouched(self, batch_id: str, limit: int) -> Sequence[str]:
        """The ids of up to `limit` registrations of the batch that are as they came in."""
        query = (
            sa.select(registration.c.uid)
            .where(registration.c.import_id == batch_id, _as_it_came())
            .limit(limit)
        )
        return self._connection.execute(query).scalars().all()


def _as_it_came() -> sa.ColumnElement[bool]:
    """Looked at in the rows of the batch: by itself it is true of almost the whole register."""
    corrected = sa.select(draft.c.registration_id).where(draft.c.registration_id.is_not(None))
    return sa.and_(
        registration.c.revision == 1,
        Plain(registration.c.state) == "complete",
        Plain(registration.c.card) == "unprinted",
        Plain(registration.c.id).not_in(corrected),
    )


def _as_domain(row: Any) -> ImportBatch:
    return ImportBatch(
        id=row.id,
        name=row.name,
        file_hash=row.file_hash,
        counts=json.loads(row.counts),
        made_by=row.made_by,
        made_at=datetime.fromisoformat(row.made_at),
        undone_at=datetime.fromisoformat(row.undone_at) if row.undone_at else None,
    )
