"""Whether what is in the books is what was put there."""

import hashlib

import sqlalchemy as sa

from app.store.tables import registration, revision


class Integrity:
    """Proofs over the whole of the books. Only reads; takes its time."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def damaged_pages(self) -> bool:
        """Whether the database finds fault with its own pages (a flipped byte fails its HMAC)."""
        if self._connection.dialect.name != "sqlite":
            return False
        if self._connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
            return True
        return self._connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok"

    def altered_revisions(self) -> int:
        """How many revisions do not hash to what is written beside them, or have no content.

        Those of a tombstone have none: `purging.purged` says which these are.
        """
        rows = self._connection.execute(
            sa.select(revision.c.hash, revision.c.content)
            .join(registration, registration.c.id == revision.c.registration_id)
            .where(sa.or_(registration.c.purged_at.is_(None), revision.c.content != ""))
        )
        altered = sum(
            1 for row in rows if hashlib.sha256(row.content.encode()).hexdigest() != row.hash
        )
        orphans = (
            sa.select(sa.func.count())
            .select_from(registration)
            .outerjoin(
                revision,
                sa.and_(
                    revision.c.registration_id == registration.c.id,
                    revision.c.hash == registration.c.revision_hash,
                ),
            )
            .where(revision.c.id.is_(None))
        )
        return altered + self._connection.execute(orphans).scalar_one()
