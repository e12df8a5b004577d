"""Minds the backups while the program is open: one each day, one at closing, a drill a month."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.failures import said_by
from app.kit.jobs import Jobs

if TYPE_CHECKING:
    from app.service.backup.state import Standing

log = logging.getLogger(__name__)

FIRST_MS = 5_000  # the clerk's first seconds are the clerk's
EVERY_MS = 60_000
AGAIN = timedelta(minutes=30)
"""So long after one in vain nothing is tried by itself: a stick is not plugged in by asking."""


class Minder(QObject):
    """Looks each minute by the office's own clock, so that a PC that slept is due when it wakes.

    Everything is done on the lane for bulk work: saving and searching go on meanwhile.
    """

    stood = Signal(object)
    """A `Standing`, whenever it was read."""

    def __init__(
        self,
        state: "Callable[[], Standing]",
        daily: Callable[[], object],
        closing: Callable[[], object],
        drill: Callable[[], object],
        now: Callable[[], datetime],
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._daily, self._closing, self._drill = state, daily, closing, drill
        self._now = now
        self._jobs = jobs
        self._is_busy = False
        self._in_vain: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST_MS)
        self._first.timeout.connect(self.look)

    def begin(self) -> None:
        """Look soon, and from then on."""
        self._timer.start()
        self._first.start()

    def leave(self) -> None:
        """The program is closing: what was written since the last backup goes into one more."""
        self.stop()
        state, closing = self._state, self._closing

        def work() -> None:
            if state().has_changed:
                closing()

        self._jobs.start(self, work, lambda _: None, self._failed, "bulk")

    def stop(self) -> None:
        """Look no more; the books are about to be closed."""
        self._timer.stop()
        self._first.stop()  # a program closed within its first moments would ask closed jobs

    @Slot()
    def look(self) -> None:
        """Read how things stand, and do what is due."""
        if not self._is_busy:
            self._is_busy = True
            self._jobs.start(self, self._state, self._read, self._failed, "read")

    def _read(self, standing: "Standing") -> None:
        self._is_busy = False
        self.stood.emit(standing)
        now = self._now()
        # a clock that was set back must not keep it waiting for as long as it went back
        if self._in_vain is not None and abs(now - self._in_vain) < AGAIN:
            return
        due = self._daily if standing.is_due else self._drill if standing.is_drill_due else None
        if due is not None and self._timer.isActive():
            self._is_busy = True
            self._jobs.start(self, due, self._done, self._failed, "bulk")

    def _done(self, _made: object) -> None:
        self._is_busy = False
        self._in_vain = None
        if self._timer.isActive():  # else the program is closing, and nobody reads it
            self._jobs.start(self, self._state, self.stood.emit, self._failed, "read")

    def _failed(self, error: Exception) -> None:
        self._is_busy = False
        self._in_vain = self._now()
        if not said_by(error):
            log.error("no backup by itself: %s", type(error).__name__)
        elif self._timer.isActive():  # what was said is in how things stand
            self._jobs.start(self, self._state, self.stood.emit, lambda _error: None, "read")
