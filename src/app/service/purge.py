"""Letting go of the data of those whose time is over (UU 27/2022 Pasal 43 and 44)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.retention import kept_from
from app.domain.rights import Right
from app.service.backup.purges import Copies, copies, note_purge
from app.service.lists import replaced
from app.service.session import Session

PURGED = "registration.purged"

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Due:
    """Whose data are to go."""

    before: date
    """Their end lies before this day."""
    years: int
    legal_basis: str
    registration_ids: tuple[str, ...]
    copies: Copies | None
    """Where those can still be read who were purged before; None when nowhere."""


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What a purge did."""

    people: int
    copies: Copies | None
    """Where they can still be read, and until when."""


class Purge:
    """Leaves a tombstone of each: number, hashes and who did what; nothing of the resident."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def due(self) -> Due:
        """Who is due today, by the retention of the profile."""
        session = self._session
        session.require(Right.SETTINGS)
        today = session.today()
        rule = session.reference.retention.on(today)
        before = kept_from(today, rule.years_after_end)
        with session.books.reading() as unit:
            ids = tuple(unit.purging.due(before))
            held = copies(session, unit)
        return Due(before, rule.years_after_end, rule.validity.legal_basis, ids, held)

    def __call__(
        self,
        progress: Progress = lambda _done, _total: None,
        cancelled: Cancelled = lambda: False,
    ) -> PurgeReport:
        """Purge all that are due, each whole or not at all. What is gone stays gone.

        Copies made before still hold them: the report says until when. Those beside the books from
        before an upgrade go with the next backup.
        """
        session = self._session
        due = self.due()
        done = 0
        for each in due.registration_ids:
            if cancelled():
                break
            with session.books.transaction() as unit:
                unit.audit.note(
                    PURGED,
                    each,
                    operator=session.operator.id,
                    at=session.clock(),
                    detail={"before": due.before.isoformat(), "years": due.years},
                )
                replaced.forget(unit, each)
                unit.purging.purge(each, session.clock())
                note_purge(unit, session.clock())
            done += 1
            progress(done, len(due.registration_ids))
        if done:
            session.books.settle()  # the log still holds what the file does not any more
        with session.books.reading() as unit:
            return PurgeReport(done, copies(session, unit))
