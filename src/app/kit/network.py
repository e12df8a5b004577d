"""The desk's way to the city's mailbox: in the background, over Qt's own network client.

Offline is a normal state. What waits is sent when there is a network, replies are fetched on the
same way, and at any moment it can be told how far it is and why it waits.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.refusal import Level, Problem
from app.exchange.address import Address
from app.exchange.round import Outcome, Round
from app.exchange.upload import Hindrance
from app.kit.failures import said_by
from app.kit.jobs import Jobs
from app.kit.trip import Trip, way_out

if TYPE_CHECKING:  # loaded with the first round: the login must not wait for it
    from PySide6.QtNetwork import QNetworkProxy

log = logging.getLogger(__name__)

EVERY = 15 * 60
"""Seconds from one good round to the next."""

BACK_OFF = (15, 60, 4 * 60, EVERY)
"""Seconds to wait after the first, second ... round in a row that did not go through."""

FIRST = 5
"""Seconds after the start, when the office has its pages on the screen."""


class Phase(StrEnum):
    """What the way to the mailbox is busy with."""

    OFF = "off"  # no address: this office carries its files on sticks
    RESTING = "resting"  # all was done; nothing waits
    WORKING = "working"
    WAITING = "waiting"  # something waits, for `reason`


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand on the way to the mailbox."""

    phase: Phase = Phase.OFF
    queue: int = 0  # files that the mailbox is not known to have
    done: int = 0  # bytes, of `whole`
    whole: int = 0
    reason: Problem | None = None
    next_at: datetime | None = None  # of the next round, if it begins by itself
    last_at: datetime | None = None  # of the last round that went through


class Errand(Protocol):
    """What there is to do at the mailbox. All of it is called off the GUI thread."""

    def address(self) -> Address | None:
        """Where the mailbox is; None where there is none."""

    def round(self) -> Round:
        """What is to be sent and fetched now."""

    def ended(self, outcome: Outcome) -> object:
        """Note what was sent and take in what came; the answer is passed on to the window."""


class Courier(QObject):
    """Goes to the mailbox every quarter of an hour, or when asked, and tries again when it failed.

    One round at a time. A round may end at any point: the next one goes on there.
    """

    changed = Signal(object)
    """A new `Status`."""
    brought = Signal(object)
    """What `Errand.ended` answered."""

    def __init__(
        self,
        errand: Errand,
        jobs: Jobs,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._errand, self._jobs, self._now = errand, jobs, now
        self._status = Status()
        self._failures = 0
        self._trip: Trip | None = None
        self._is_busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go)

    @property
    def status(self) -> Status:
        return self._status

    def start(self) -> None:
        """Go soon, and again and again."""
        self._wait(FIRST)

    def stop(self) -> None:
        """Go no more; what is on its way is broken off, and goes on another time."""
        self._timer.stop()
        self.cancel()

    @Slot()
    def cancel(self) -> None:
        """Break off the round that is on its way."""
        if self._trip is not None:
            self._trip.break_off()

    @Slot()
    def go(self) -> None:
        """Go now; nothing happens while a round is on its way."""
        if self._is_busy:
            return
        self._is_busy = True
        self._timer.stop()
        self._tell(replace(self._status, reason=None, next_at=None))

        def prepare() -> "tuple[Address, Round, QNetworkProxy] | None":
            address = self._errand.address()
            if address is None:
                return None
            return address, self._errand.round(), way_out(address)

        self._jobs.start(self, prepare, self._set_out, self._failed, "bulk")

    def _set_out(self, prepared: "tuple[Address, Round, QNetworkProxy] | None") -> None:
        if prepared is None:
            self._is_busy = False
            self._tell(Status(last_at=self._status.last_at))
            return
        address, round_, proxy = prepared
        self._show(round_)
        self._trip = Trip(round_, address, proxy, self._jobs, self)
        self._trip.moved.connect(self._moved)
        self._trip.ended.connect(self._came_back)
        self._trip.start()

    @Slot()
    def _moved(self) -> None:
        if self._trip is not None:
            self._show(self._trip.round)

    def _show(self, round_: Round) -> None:
        done, whole = round_.progress
        status = replace(self._status, phase=Phase.WORKING, queue=round_.waiting)
        self._tell(replace(status, done=done, whole=whole))

    @Slot(object)
    def _came_back(self, cut_by: Hindrance | None) -> None:
        trip, self._trip = self._trip, None
        if trip is None:
            return
        trip.deleteLater()
        outcome = trip.round.outcome(cut_by)
        waiting = trip.round.waiting

        def ended(report: object) -> None:
            self._rest(outcome, waiting)
            self.brought.emit(report)

        self._jobs.start(self, lambda: self._errand.ended(outcome), ended, self._failed, "bulk")

    def _rest(self, outcome: Outcome, waiting: int) -> None:
        hindrance = outcome.hindrance
        if hindrance is None and outcome.refused:
            hindrance = Hindrance(outcome.refused[0][1], needs_help=True)
        if hindrance is None:
            self._failures = 0
            self._done(Status(Phase.RESTING, waiting, last_at=self._now()), EVERY)
            return
        status = Status(
            Phase.WAITING,
            waiting,
            reason=Problem(hindrance.code, level=Level.WARN),
            last_at=self._status.last_at,
        )
        self._done(status, max(hindrance.after, self._patience(hindrance)))

    def _patience(self, hindrance: Hindrance | None) -> int:
        """Seconds until the next try; longer each time, and long where only a person can help."""
        if hindrance is not None and hindrance.needs_help:
            return EVERY
        self._failures += 1
        return BACK_OFF[min(self._failures, len(BACK_OFF)) - 1]

    def _failed(self, error: Exception) -> None:
        """The office's own side failed: a full disk, a rule, or something nobody foresaw."""
        said = said_by(error)
        if not said:
            log.error("a round to the mailbox failed: %s", type(error).__name__)
        reason = said[0] if said else Problem("network.failed")
        status = replace(self._status, phase=Phase.WAITING, reason=reason)
        self._done(status, self._patience(None))

    def _done(self, status: Status, seconds: int) -> None:
        self._is_busy = False
        self._tell(status)
        self._wait(seconds)

    def _wait(self, seconds: int) -> None:
        """Wait about so long: after a power cut sixty offices must not come at the same second."""
        from PySide6.QtCore import QRandomGenerator

        spread = 0.75 + QRandomGenerator.global_().generateDouble() / 2
        self._timer.start(int(seconds * spread * 1000))
        self._tell(replace(self._status, next_at=self._now() + timedelta(seconds=seconds * spread)))

    def _tell(self, status: Status) -> None:
        if status != self._status:
            self._status = status
            self.changed.emit(status)
