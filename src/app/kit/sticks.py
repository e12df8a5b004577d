"""Sticks: noticed when they are plugged in, and when they are gone."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.exchange.medium import is_stick
from app.exchange.place import Place
from app.kit.jobs import Jobs

log = logging.getLogger(__name__)

EVERY_MS = 2000


@dataclass(frozen=True, slots=True)
class Stick:
    """A medium that can be taken away."""

    path: Path
    label: str
    file_system: str
    size: int
    free: int
    is_read_only: bool = False

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.label or self.path.name or str(self.path)

    def place(self) -> Place:
        """Where sealed files are put on it."""
        return Place(self.path, self.file_system)

    def is_same(self, other: "Stick") -> bool:
        """Whether it is the same medium in the same place; what is free on it may have changed."""
        mine = (self.path, self.label, self.file_system, self.size)
        return mine == (other.path, other.label, other.file_system, other.size)


Look = Callable[[], Sequence[Stick]]


class Sticks(QObject):
    """Looks every two seconds which sticks there are.

    The looking is done off the GUI thread: a dead network drive answers nobody for minutes, and
    then only this waits.
    """

    plugged = Signal(object)
    """A `Stick` that has come."""
    unplugged = Signal(object)
    """A `Stick` that has gone."""

    def __init__(self, jobs: Jobs, look: Look | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._look = look or sticks_here
        self._now: tuple[Stick, ...] = ()
        self._is_looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and from now on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def now(self) -> tuple[Stick, ...]:
        """The sticks that were there at the last look."""
        return self._now

    @Slot()
    def look(self) -> None:
        """Look once; what changed is told by the signals."""
        if not self._is_looking:
            self._is_looking = True
            self._jobs.start(self, self._look, self._seen, self._not_seen, "read")

    def _seen(self, found: Sequence[Stick]) -> None:
        self._is_looking = False
        before, self._now = self._now, tuple(found)
        for stick in before:
            if not any(stick.is_same(each) for each in self._now):
                self.unplugged.emit(stick)
        for stick in self._now:
            if not any(stick.is_same(each) for each in before):
                self.plugged.emit(stick)

    def _not_seen(self, error: Exception) -> None:
        self._is_looking = False
        log.error("no look at the sticks: %s", type(error).__name__)


def sticks_here() -> Sequence[Stick]:
    """The sticks of this computer, as Qt and the system know them."""
    from PySide6.QtCore import QStorageInfo

    found = []
    for volume in QStorageInfo.mountedVolumes():
        path, device = volume.rootPath(), volume.device().toStdString()
        if not (volume.isReady() and is_stick(path, device)):
            continue
        found.append(
            Stick(
                Path(path),
                volume.name(),
                volume.fileSystemType().toStdString(),
                volume.bytesTotal(),
                volume.bytesAvailable(),
                volume.isReadOnly(),
            )
        )
    return found
