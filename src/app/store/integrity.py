"""Whether what is in the books is what was put there."""

import hashlib
import re
from pathlib import Path

import sqlalchemy as sa

from app.store.engine import HARMED, StoreFailure
from app.store.figures import beside
from app.store.tables import metadata, registration, revision

_PAGE = re.compile(r"page (\d+)")


class Integrity:
    """Proofs over the whole of the books. Only reads; takes its time."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def damaged_pages(self) -> bool:
        """Whether the database finds fault with its own pages (a flipped byte fails its HMAC)."""
        if self._connection.dialect.name != "sqlite":
            return False
        if self.which_pages():
            return True
        return self._connection.exec_driver_sql("PRAGMA quick_check").scalar() != "ok"

    def which_pages(self) -> tuple[int, ...]:
        """The numbers of the pages whose HMAC is not theirs; 0 for one that is not named."""
        if self._connection.dialect.name != "sqlite":
            return ()
        said = self._connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars()
        found = [_PAGE.search(str(each)) for each in said]
        return tuple(int(each[1]) if each else 0 for each in found)

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


def damaged_tables(database: Path, key: bytes) -> tuple[str, ...]:
    """The tables that cannot be read to their end, by name.

    Each on a connection of its own: after a damaged page SQLCipher reads nothing more on one. An
    index that is damaged is not found so; it holds nothing that its table does not.
    """
    return tuple(
        table.name for table in metadata.sorted_tables if not _is_readable(database, key, table)
    )


def _is_readable(database: Path, key: bytes, table: sa.Table) -> bool:
    try:
        with beside(database, key) as connection:
            for _ in connection.execution_options(yield_per=1000).execute(sa.select(table)):
                pass
    except StoreFailure as failure:
        if failure.code not in HARMED:
            raise
        return False
    return True
