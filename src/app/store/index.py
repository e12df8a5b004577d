"""What may be behind the register while many come in at once: its indexes, and the search."""

import sqlalchemy as sa

from app.store import search
from app.store.tables import LASTING_INDEX, REGISTRATION_INDEXES, heir, registration, unindexed

_FOR_SPEED = (
    *(each for each in REGISTRATION_INDEXES if each is not LASTING_INDEX),
    *heir.indexes,
)


class Index:
    """The indexes of the register, inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def behind(self) -> int:
        """How many registrations the search does not find by their words yet."""
        query = sa.select(sa.func.sum(unindexed.c.last - unindexed.c.first + 1))
        return int(self._connection.execute(query).scalar() or 0)

    def catch_up(self, count: int) -> int:
        """Let the search find up to `count` more of them; how many, 0 when none is left."""
        span = self._connection.execute(
            sa.select(unindexed).order_by(unindexed.c.first).limit(1)
        ).one_or_none()
        if span is None:
            return 0
        last = min(span.last, span.first + count - 1)
        rows = self._connection.execute(
            sa.select(registration.c.id, registration.c.words).where(
                registration.c.id.between(span.first, last)
            )
        )
        search.put(self._connection, [(row.id, row.words) for row in rows])
        self._connection.execute(unindexed.delete().where(unindexed.c.first == span.first))
        if last < span.last:
            self._connection.execute(unindexed.insert().values(first=last + 1, last=span.last))
        return int(last - span.first + 1)

    def people(self) -> int:
        """How many registrations there are."""
        query = sa.select(sa.func.count()).select_from(registration)
        return int(self._connection.execute(query).scalar_one())

    def lay_aside(self) -> None:
        """Do without the indexes of the lists for a while: many times as many come as are here.

        Kept up row by row they would cost more than all else. Whoever opens the books next makes
        them anew, should this be cut. A server keeps them: it would shut everybody out meanwhile.
        """
        if self._connection.dialect.name != "sqlite":
            return
        for each in _FOR_SPEED:
            each.drop(self._connection, checkfirst=True)

    def lacking(self) -> bool:
        """Whether indexes were laid aside."""
        books = sa.inspect(self._connection)
        found = {
            each["name"] for table in (registration, heir) for each in books.get_indexes(table.name)
        }
        return not found >= {each.name for each in _FOR_SPEED}

    def complete(self) -> None:
        """Make the indexes that are lacking."""
        for each in _FOR_SPEED:
            each.create(self._connection, checkfirst=True)
