"""The locked screen: the office stays open behind it, and what was typed stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.kit.idle import IdleWatch
from app.kit.jobs import Jobs
from app.kit.login import Login
from app.kit.shortcuts import action
from app.service.idle import IdleLock

if TYPE_CHECKING:
    from app.launch.desk import Desk
    from app.launch.office import City
    from app.service.session import Session


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a password
class Newcomer:
    """Somebody else who logs in at a locked screen; the password was found right."""

    name: str
    password: str


class Locking(QObject):
    """Locks one operator's window when nobody touches it, or by key.

    Whoever locked it goes on where they were. Somebody else logs in instead: what the first has
    typed waits among the drafts.
    """

    locked = Signal()
    unlocked = Signal()
    newcomer = Signal(object)  # `Newcomer`

    def __init__(
        self, desk: "Desk | City", jobs: Jobs, office: str, names: Callable[[], tuple[str, ...]]
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._jobs = jobs
        self._office = office
        self._names = names
        self._use = IdleLock(desk.session)
        self._hidden: list[QWidget] = []
        self.screen: Login | None = None
        self.watch = self._watch_anew()
        action(desk.frame, self.tr("Kunci layar"), "Ctrl+Alt+L", self.lock)

    @property
    def session(self) -> "Session":
        return self._desk.session

    @Slot()
    def lock(self) -> None:
        """Put the login in place of all that is on the screen."""
        if self.screen is not None:
            return
        self.watch.stop()
        self._hidden = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        me = self.session.operator.name
        others = [name for name in self._names() if name != me]
        self.screen = Login(self._office, [me, *others], self._try, self._jobs)
        self.screen.explain(
            self.tr("Layar terkunci. {name} dapat melanjutkan; ketikannya masih ada.").format(
                name=me
            )
        )
        self.screen.unlocked.connect(self._let_in)
        self.screen.forgotten.connect(self._tell_way_back)
        self.screen.offer_help()
        self.screen.show()
        for each in self._hidden:
            each.hide()
        self.locked.emit()

    def end(self) -> None:
        """Somebody else sits here now."""
        self.watch.stop()
        if self.screen is not None:
            self.screen.close()
            self.screen.deleteLater()
            self.screen = None

    @Slot()
    def _tell_way_back(self) -> None:
        """The books are open behind this: a new password is given by somebody who gets in."""
        if self.screen is not None:
            self.screen.explain(
                self.tr(
                    "Minta administrator masuk di sini dan mengganti kata sandi Anda. Bila ia pun"
                    " lupa, tutup jendela ini dan buka Payung lagi; ketikan tetap ada."
                )
            )

    def _try(self, name: str, password: str) -> Newcomer | None:
        self._use.demand_password(name, password)
        return None if name == self.session.operator.name else Newcomer(name, password)

    @Slot(object)
    def _let_in(self, who: Newcomer | None) -> None:
        if who is not None:
            self.newcomer.emit(who)
            return
        for each in self._hidden:  # the window first, then what it asked
            each.show()
        self._hidden = []
        self.end()
        self.watch = self._watch_anew()
        self.unlocked.emit()

    def _watch_anew(self) -> IdleWatch:
        """Each time by what the office has chosen by then."""
        watch = IdleWatch(self._use() * 60, self)
        watch.idle.connect(self.lock)
        watch.start()
        return watch
