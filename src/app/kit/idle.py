"""Notices that nobody has touched keyboard or mouse for a while."""

from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

EVERY_MS = 5_000

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """Emits `idle` once, when so long nothing was touched; also where the PC slept meanwhile."""

    idle = Signal()

    def __init__(
        self,
        seconds: float,
        parent: QObject | None = None,
        clocks: tuple[Callable[[], float], ...] = (
            monotonic,
            # the other one may stand still while the lid is closed
            lambda: datetime.now(UTC).timestamp(),
        ),
    ) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._clocks = clocks
        self._touched = self._now()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on."""
        self._touched = self._now()
        self._timer.start()
        if (application := QCoreApplication.instance()) is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        if (application := QCoreApplication.instance()) is not None:
            application.removeEventFilter(self)

    @Slot()
    def look(self) -> None:
        """Look at the clocks."""
        if self._is_over():
            self.stop()
            self.idle.emit()

    def _is_over(self) -> bool:
        passed = max(now - then for now, then in zip(self._now(), self._touched, strict=True))
        return passed >= self._seconds

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in _TOUCHES:
            if self._is_over():  # the PC has just woken up, and the timer has not looked yet
                self.look()
                return True
            self._touched = self._now()
        return super().eventFilter(watched, event)
