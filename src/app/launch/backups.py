"""The page Cadangan, and what is backed up by itself while the program is open."""

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.backup import Why
from app.domain.rights import Right
from app.kit.backup.minder import Minder
from app.kit.backup.page import BackupPage
from app.kit.backup.uses import BackupUses
from app.kit.files import Files
from app.kit.jobs import Cancelled, Jobs, Progress
from app.service.backup.drill import Drill
from app.service.backup.make import Backup, Made
from app.service.backup.places import Habit
from app.service.backup.restore import Prepared, Restore
from app.service.backup.state import BackupState, Standing
from app.service.session import Session
from app.wording.catalogue import long_day


class Backups(QObject):
    """Knows at all times how the office stands with its backups, the page open or not."""

    standing_read = Signal(object)
    """A `Standing`."""
    closing = Signal()
    """The office is about to be closed for a restore: keep what is being typed."""
    restored = Signal()
    """The books were closed and replaced; only a login leads on."""
    not_restored = Signal(object)
    """The books were closed, and why they were not replaced."""

    def __init__(
        self, session: Session, jobs: Jobs, files: Files, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._files = files
        self._state = BackupState(session)
        self._restore = Restore(session.folder, session.resources, session.reference, session.clock)
        self.minder = Minder(
            self._state,
            lambda: Backup(session)(Why.DAILY),
            lambda: Backup(session)(Why.CLOSING),
            Drill(session),
            session.clock,
            jobs,
            self,
        )
        self.minder.stood.connect(self._stood)
        self.page: BackupPage | None = None

    def begin(self) -> None:
        """Mind the backups from here on."""
        self.minder.begin()
        self.refresh()

    def leave(self) -> None:
        """The program is closing."""
        self.minder.leave()

    @Slot()
    def refresh(self) -> None:
        """Read anew how things stand, and do what is due a little later."""
        self._jobs.start(self, self._state, self._stood, lambda _error: None, "read")

    def build(self) -> BackupPage:
        """The page."""
        session = self._session
        self.page = BackupPage(
            BackupUses(
                state=self._state,
                make=self._make,
                drill=Drill(session),
                put_habits=Habit(session).put,
                not_allowed=session.why_not(Right.BACKUP),
                restore=self._restore,
                files=self._files,
                operator=session.operator.name,
            ),
            self._jobs,
        )
        self.page.changed.connect(self.refresh)
        self.page.restore_asked.connect(self.restore)
        return self.page

    @Slot(object)
    def restore(self, prepared: Prepared) -> None:
        """Close the office, and let the backup take its place."""
        self.minder.stop()
        self.closing.emit()
        session, swap = self._session, self._restore.swap

        def work() -> None:
            session.close()
            swap(prepared)

        self._jobs.start(
            self, work, lambda _: self.restored.emit(), self.not_restored.emit, "books"
        )

    def _make(self, progress: Progress, cancelled: Cancelled) -> Made:
        return Backup(self._session)(Why.ASKED, None, progress, cancelled)

    @Slot(object)
    def _stood(self, standing: Standing) -> None:
        self.standing_read.emit(standing)
        if self.page is not None and self.page.isVisible():
            self.page.show_standing(standing)


def last_words(standing: Standing, today: str) -> str:
    """The last backup as the line below says it: a time today, else a day."""
    if standing.last is None:
        return "belum ada"
    moment = standing.last.astimezone()
    return f"{today} {moment:%H.%M}" if not standing.is_due else long_day(moment.date())
