"""The program with a window: first start or login, then the desk or the city's office.

The login is on the screen before the books' libraries are loaded: they cost four windows. They are
brought in by the writer's thread while the clerk types the password.
"""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.kit import theme
from app.kit.collector import Collector
from app.kit.copies import PrivateCopies
from app.kit.crash import CrashNet
from app.kit.jobs import Jobs
from app.kit.localize import speak
from app.kit.login import Login
from app.kit.single import Single

if TYPE_CHECKING:
    from app.domain.reference import Reference
    from app.launch.desk import Desk
    from app.launch.locking import Locking, Newcomer
    from app.launch.office import City
    from app.service.session import Session

log = logging.getLogger(__name__)

SWITCH_SECONDS = 0.00001
"""An import in one thread must not keep a search in another waiting for Python's lock."""

WARM_AFTER_MS = 1  # the login's first paint comes before


class Program(QObject):
    """Shows what is next: the wizard where there is no office, the login, the office's pages."""

    def __init__(self, folder: Path, resources: Path) -> None:
        super().__init__()
        self._folder = folder
        self._resources = resources
        self.jobs = Jobs(self)
        self.window: QWidget | None = None
        self.desk: Desk | City | None = None
        self.locking: Locking | None = None
        self._reference: Reference | None = None

    @Slot()
    def start(self) -> None:
        """Put the first window on the screen, or the one that says why it cannot be."""
        from app.service.front import is_set_up

        try:
            if (self._folder / "restore.ready").exists():  # rare, and heavy to end
                from app.service.backup.swap import settle

                settle(self._folder)
            if is_set_up(self._folder):
                self._show_login()
            else:
                self._show_wizard()
        except Exception as error:
            log.exception("not started")
            self._show_trouble(error)

    def reference(self) -> "Reference":
        """What law and city lay down, read once."""
        if self._reference is None:
            from app.domain.reference import Reference

            self._reference = Reference.load(self._resources)
        return self._reference

    def tell_unforeseen(self, place: str) -> None:
        """Say that something went wrong that nobody foresaw; the program goes on."""
        if self.desk is not None:
            self.desk.frame.notices.tell_unforeseen(place)

    def close(self) -> None:
        """Finish every save and let go of the books."""
        self._end_locking()
        if self.desk is not None:
            self.desk.leave()
        self.jobs.close()
        if self.desk is not None:
            self.desk.session.close()

    def _show_login(self) -> None:
        from app.service.front import office_name, operator_names

        login = Login(
            office_name(self._folder), operator_names(self._folder), self._unlock, self.jobs
        )
        login.unlocked.connect(self._show_desk)
        login.forgotten.connect(self._help_back_in)
        login.offer_help()
        self._show(login)
        QTimer.singleShot(WARM_AFTER_MS, self._warm)

    @Slot()
    def _help_back_in(self) -> None:
        """What it needs is loaded off the GUI thread: the login has kept it small so far."""

        def work() -> "Reference":
            import app.launch.comeback  # noqa: F401

            return self.reference()

        self.jobs.start(self, work, self._show_lost_password, self._show_trouble)

    def _show_lost_password(self, reference: "Reference") -> None:
        from app.launch.comeback import LostPassword, lost_password

        login = self.window
        if isinstance(login, Login) and not login.findChildren(LostPassword):  # pressed twice
            lost = lost_password(self._folder, reference, self.jobs, login)
            lost.came_back.connect(login.welcome_back)
            lost.open()

    def _show_wizard(self) -> None:
        from app.desk.wizard.window import Wizard
        from app.launch.first_start import wizard_uses

        wizard = Wizard(wizard_uses(self._folder, self.reference()), self.jobs)
        wizard.finished.connect(self._show_login)
        self._show(wizard)

    def _show_trouble(self, error: Exception) -> None:
        from app.kit.trouble import Trouble

        trouble = Trouble(error, self._folder)
        trouble.again.connect(self.start)
        self._show(trouble)

    def _unlock(self, name: str, password: str) -> "Session":
        from app.service.setup import log_in

        return log_in(self._folder, self._resources, self.reference(), name=name, password=password)

    def _warm(self) -> None:
        """Load what the desk needs while the password is typed."""

        def work() -> None:
            import app.launch.desk
            import app.store.books  # noqa: F401

            self.reference()

        self.jobs.start(self, work, lambda _: None, self._not_warmed)

    def _not_warmed(self, error: Exception) -> None:
        """The login will meet the same trouble and say it."""
        log.error("not warmed", exc_info=error)

    def _show_desk(self, session: "Session") -> None:
        """The pages of the office's role: of a kelurahan, or of the city."""
        if session.is_city:
            from app.launch.office import City

            self.desk = City(session, self.jobs)
        else:
            from app.launch.desk import Desk

            self.desk = Desk(session, self.jobs)
        self.desk.backups.restored.connect(self._start_again)
        self.desk.backups.not_restored.connect(self._start_in_vain)
        self._show(self.desk.frame)
        self.desk.begin()
        self._keep_locked(self.desk)

    def _keep_locked(self, desk: "Desk | City") -> None:
        """Lock the screen when nobody touches it."""
        from app.launch.locking import Locking
        from app.service.front import office_name, operator_names

        self.locking = Locking(
            desk, self.jobs, office_name(self._folder), lambda: operator_names(self._folder)
        )
        self.locking.locked.connect(self._locked)
        self.locking.unlocked.connect(self._unlocked)
        self.locking.newcomer.connect(self._change_places)

    @Slot()
    def _locked(self) -> None:
        if self.locking is not None:
            self.window = self.locking.screen

    @Slot()
    def _unlocked(self) -> None:
        if self.desk is not None:
            self.window = self.desk.frame

    @Slot(object)
    def _change_places(self, who: "Newcomer") -> None:
        """Somebody else works on: what was typed is kept, the books change hands."""
        before = self.desk
        if before is None or self.locking is None:
            return
        before.leave()
        self.locking.end()
        self.locking = self.desk = None

        def change() -> "Session":
            before.session.close()
            return self._unlock(who.name, who.password)

        def changed(session: "Session") -> None:
            self.window = None
            self._show_desk(session)
            before.frame.deleteLater()
            before.deleteLater()

        self.jobs.start(self, change, changed, self._show_trouble)

    @Slot()
    def _start_again(self) -> None:
        """Other books are here now: let somebody log in to them."""
        self._end_locking()
        self._let_go()
        self.start()

    @Slot(object)
    def _start_in_vain(self, error: Exception) -> None:
        """The books were closed and not replaced: say why; from there the login opens them."""
        self._end_locking()
        self._let_go()
        self._show_trouble(error)

    def _let_go(self) -> None:
        """The desk is over: its windows go in Qt's own order, not when Python happens to collect.

        A collection takes them in any order, and a child after its parent ends the program.
        """
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.frame.deleteLater()
            desk.deleteLater()

    def _end_locking(self) -> None:
        if self.locking is not None:
            self.locking.end()
            self.locking = None

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()
            before.deleteLater()


def run(folder: Path, resources: Path) -> int:
    """Run until the last window is closed; the exit status."""
    application = theme.application()
    theme.dress(application, resources)
    speak(application, resources)
    PrivateCopies(application)
    Collector(application)
    sys.setswitchinterval(SWITCH_SECONDS)
    single = Single(folder)
    if not single.claim():
        return 0  # the window that was open already has come forward
    program = Program(folder, resources)
    CrashNet(program.tell_unforeseen).spread()
    program.start()
    single.listen(lambda: program.window)
    status = application.exec()
    program.close()
    single.release()
    return status
