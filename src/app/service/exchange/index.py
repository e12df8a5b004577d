"""The search index catching up with what was received in bulk."""

from app.service.exchange.common import Cancelled, Progress, never, nothing_said
from app.service.session import Session

_BLOCK = 1000


class CatchUpSearch:
    """Lets the search find by their words those who came in with files.

    Receiving does not wait for it; until it has caught up, the search is behind and says by how
    many. Cut at any point, it goes on where it was.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def behind(self) -> int:
        """How many registrations the search does not find by their words yet."""
        with self._session.books.reading() as unit:
            return unit.index.behind()

    def __call__(self, progress: Progress = nothing_said, cancelled: Cancelled = never) -> int:
        """Catch up; how many were put in the index."""
        whole, done = self.behind(), 0
        while not cancelled():
            with self._session.books.transaction() as unit:
                some = unit.index.catch_up(_BLOCK)
            if not some:
                break
            done += some
            progress(done, max(whole, done))
        return done
