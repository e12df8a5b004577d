"""The books of a city on a PostgreSQL server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.store.books import PATIENCE, Books, Unit
from app.store.engine import StoreFailure, connect, guard
from app.store.place import Place, Server
from app.store.server import let_in


def open_books(place: Place, key: bytes) -> Books:
    """The books at this place, upgraded where that is due."""
    return OnServer(place, key) if isinstance(place, Server) else Books(place, key)


def make_books(place: Place, key: bytes) -> Books:
    """New books at this place, open."""
    return OnServer.make(place, key) if isinstance(place, Server) else Books.make(place, key)


class OnServer(Books):
    """Books that are no file: there is no log to settle, and no page to encrypt anew."""

    def __init__(self, place: Place, key: bytes) -> None:
        super().__init__(place, key)
        self._key = key
        self._let_in(key)  # of the two that a cut renewal left, this one holds

    def settle(self) -> None:
        """What was kept is on the server's disks already."""
        self._demand_open()

    @contextmanager
    def many(self) -> Iterator[None]:
        """A block of many transactions; the server minds its log itself."""
        yield

    def renew(
        self,
        key: bytes,
        target: Path,
        write: Callable[[Unit], None],
        move: Callable[[], None],
        finish: Callable[[], None],
    ) -> None:
        """Let another key in, and then the old one no more; nothing is copied.

        `move` is the one step that decides, as with a file: before it the old key opens the books,
        after it the new one does. In between both do, so that a cut locks nobody out.
        """
        with self._turn, self._reads:
            self._demand_open()
            if not self._reads.wait_for(lambda: self._readers == 0, PATIENCE):
                raise StoreFailure("store.busy")
            self._let_in(self._key, key)
            with guard(), self._writer.begin() as connection:
                write(Unit(connection))
                move()
            self._is_closed = True
            self._reader.dispose()
            self._writer.dispose()
            with guard():
                finish()
            self._writer = connect(self.database, key)
            self._reader = connect(self.database, key, reader=True)
            self._key = key
            self._is_closed = False
            self._let_in(key)

    def _let_in(self, *keys: bytes) -> None:
        with self.transaction() as unit:
            let_in(unit.connection, *keys)
