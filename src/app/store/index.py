"""How far the search index is behind the register, and how it catches up."""

import sqlalchemy as sa

from app.store import search
from app.store.tables import registration, unindexed


class Index:
    """The registrations that the search does not find by their words yet."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def behind(self) -> int:
        """How many there are."""
        return self._connection.execute(
            sa.select(sa.func.count()).select_from(unindexed)
        ).scalar_one()

    def catch_up(self, count: int) -> int:
        """Index up to `count` of them; how many were left to do of those, 0 when all is done."""
        query = sa.select(unindexed.c.registration_id).order_by(unindexed.c.registration_id)
        ids = self._connection.execute(query.limit(count)).scalars().all()
        if not ids:
            return 0
        first, last = ids[0], ids[-1]
        rows = self._connection.execute(
            sa.select(registration.c.id, registration.c.words)
            .join(unindexed, unindexed.c.registration_id == registration.c.id)
            .where(registration.c.id.between(first, last))
        )
        search.put(self._connection, [(row.id, row.words) for row in rows])
        self._connection.execute(
            unindexed.delete().where(unindexed.c.registration_id.between(first, last))
        )
        return len(ids)
