"""What books hold, in numbers, and what one copy of them lacks of another."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from app.domain.backup import Figures, Loss
from app.store.audit import Audit
from app.store.engine import connect, guard
from app.store.place import Place
from app.store.tables import audit, registration, revision

SHOWN = 20
"""Numbers of missing registrations that are named; the rest is counted."""


def figures(connection: sa.Connection) -> Figures:
    """The figures of these books. Of tables and columns that every release has."""
    newest = connection.execute(sa.select(sa.func.max(revision.c.made_at))).scalar()
    seq, digest = Audit(connection).head()
    return Figures(
        people=_count(connection, registration),
        revisions=_count(connection, revision),
        audit_seq=seq,
        audit_hash=digest,
        newest=datetime.fromisoformat(newest) if newest else None,
    )


def _count(connection: sa.Connection, table: sa.Table) -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())


@contextmanager
def beside(place: Place, key: bytes, *, alone: bool = False) -> Iterator[sa.Connection]:
    """A look into books that are not this session's; nothing in them is changed or upgraded.

    `StoreFailure` where they cannot be read. `alone` for a copy that nobody else has open.
    """
    engine = connect(place, key, reader=True, alone=alone)
    try:
        with guard(), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def loss(backup: sa.Connection, present: sa.Connection) -> Loss:
    """What `present` holds and `backup` does not."""
    kept, here = figures(backup), figures(present)
    at_same_place = present.execute(
        sa.select(audit.c.hash).where(audit.c.seq == kept.audit_seq)
    ).scalar()
    known = set(backup.execute(sa.select(registration.c.uid)).scalars())
    rows = present.execute(
        sa.select(registration.c.uid, registration.c.number).order_by(registration.c.id.desc())
    )
    missing = [row.number for row in rows if row.uid not in known]
    hashes = set(backup.execute(sa.select(revision.c.hash)).scalars())
    newer = sum(
        1 for each in present.execute(sa.select(revision.c.hash)).scalars() if each not in hashes
    )
    return Loss(
        backup=kept,
        present=here,
        people=len(missing),
        revisions=newer,
        numbers=tuple(missing[:SHOWN]),
        is_same_line=kept.audit_seq == 0 or at_same_place == kept.audit_hash,
    )
