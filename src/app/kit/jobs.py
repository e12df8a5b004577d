"""Work that must not freeze the window."""

import threading
import time
from collections import deque
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:  # loaded with the first job: the login is painted before it
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

Lane = Literal["books", "bulk", "read", "papers"]

WORKERS: dict[Lane, int] = {
    "books": 1,  # one writer: jobs run in the order they were asked for
    "bulk": 1,  # thousands of rows in small commits: a save of the lane above comes in between
    "read": 2,  # search and checks, each worker on its own read-only connection
    "papers": 1,  # PDFs, sealing: never the database
}
BEAT = 0.05  # seconds between two reports of progress: more often than that nobody can read

Progress = Callable[[int, int], None]
"""Called by the work with what is done and how much there is in all."""
Cancelled = Callable[[], bool]
"""Asked by the work between two records: should it stop?"""


class LongWork:
    """The handle of one long job: how far it is, and the wish that it stop.

    Made by `Jobs.start_long`. `cancel` may be called from any thread; the work sees it at its next
    record and ends by itself, so nothing is half-done.
    """

    def __init__(self) -> None:
        self._wish = threading.Event()

    def cancel(self) -> None:
        self._wish.set()

    @property
    def is_cancelled(self) -> bool:
        return self._wish.is_set()


class _Asked(NamedTuple):
    """Who waits for an answer, kept by the GUI thread."""

    asker: QObject
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    told: Progress


class _Answer(NamedTuple):
    """What came of a piece of work, or how far it is."""

    ticket: int
    work: Callable[[], object] | None = None  # given back, for what it holds
    value: object = None
    error: Exception | None = None
    counts: tuple[int, int] | None = None


class Jobs(QObject):
    """The only way off the GUI thread; answers come back to the GUI thread.

    This object owns the signal and lives as long as the program: a signal owned by the job itself
    would be destroyed on the worker thread. `work` gets plain values only, never a widget, and
    an answer for a widget that is gone by then is dropped.

    Nor does a worker hold the asker, a callback, an error or the work itself once the answer is
    out. A dialog closes on its answer; were the last reference to it dropped by the worker just
    then, PySide6 6.12 would delete its parts twice (tried: 4 crashes in 25 closings).
    """

    _answered = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[Lane, ThreadPoolExecutor] = {}
        self._long: set[LongWork] = set()
        self._asked: dict[int, _Asked] = {}
        self._tickets = count()
        self._outbox: deque[_Answer] = deque()

    def start(
        self,
        asker: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        lane: Lane = "books",
    ) -> None:
        """Run `work` off the GUI thread, then `done` or `failed` on it."""
        ticket = self._ticket(_Asked(asker, done, failed, lambda _done, _total: None))
        self._pool(lane).submit(self._run, ticket, [work])

    def start_long(
        self,
        asker: QObject,
        work: Callable[[Progress, Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        told: Progress,
        lane: Lane = "books",
    ) -> LongWork:
        """Like `start`, for work of many records: `told(done, total)` is called on the way.

        What the work returns after it was cancelled goes to `done` like any other answer.
        """
        ticket = self._ticket(_Asked(asker, done, failed, told))
        handle = LongWork()
        self._long.add(handle)
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= BEAT or done >= total:
                last = now
                self._outbox.append(_Answer(ticket, counts=(done, total)))
                self._answered.emit()

        def run() -> T:
            try:
                return work(progress, lambda: handle.is_cancelled)
            finally:
                self._long.discard(handle)

        self._pool(lane).submit(self._run, ticket, [run])
        return handle

    def close(self) -> None:
        """The program is closing: finish every save, cut long work and questions short."""
        for handle in tuple(self._long):  # workers take theirs out meanwhile
            handle.cancel()
        for lane in ("read", "papers", "bulk", "books"):
            if pool := self._pools.get(lane):
                pool.shutdown(wait=True, cancel_futures=lane == "read")

    def _pool(self, lane: Lane) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        from PySide6.QtCore import Qt

        if not self._pools:  # now, not at the start: see `theme` on what `Qt` costs
            self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        if lane not in self._pools:
            self._pools[lane] = ThreadPoolExecutor(WORKERS[lane], thread_name_prefix=lane)
        return self._pools[lane]

    def _ticket(self, asked: _Asked) -> int:
        ticket = next(self._tickets)
        self._asked[ticket] = asked
        return ticket

    def _run(self, ticket: int, work: list[Callable[[], object]]) -> None:
        """On a worker: `work` comes in a list so that it can be taken out of it."""
        self._outbox.append(_outcome(ticket, work))
        self._answered.emit()

    @Slot()
    def _deliver(self) -> None:
        answer = self._outbox.popleft()
        if answer.counts is not None:
            asked = self._asked[answer.ticket]
            if isValid(asked.asker):
                asked.told(*answer.counts)
            return
        asked = self._asked.pop(answer.ticket)
        if not isValid(asked.asker):
            return
        if answer.error is None:
            asked.done(answer.value)
        else:
            asked.failed(answer.error)


def _outcome(ticket: int, work: list[Callable[[], object]]) -> _Answer:
    """What came of it, with everything that it holds."""
    taken = work.pop()
    try:
        return _Answer(ticket, taken, taken())
    except Exception as error:  # noqa: BLE001  # told on the GUI thread
        return _Answer(ticket, taken, error=error)


class Latest:
    """Of many questions asked in a row, only the answer to the last one counts.

    Every question gets a generation number. One that is already stale when a worker gets to it is
    not worked on at all, so a fast typist does not queue up searches.
    """

    def __init__(self, jobs: Jobs, asker: QObject, lane: Lane = "read") -> None:
        self._jobs = jobs
        self._asker = asker
        self._lane: Lane = lane
        self._generation = 0

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask; the answers to all earlier questions are dropped."""
        self._generation += 1
        mine = self._generation

        def run() -> tuple[T] | None:
            return (work(),) if mine == self._generation else None

        def deliver(answer: tuple[T] | None) -> None:
            if answer is not None and mine == self._generation:
                done(answer[0])

        def deliver_failure(error: Exception) -> None:
            if mine == self._generation:
                failed(error)

        self._jobs.start(self._asker, run, deliver, deliver_failure, self._lane)

    def forget(self) -> None:
        """The question has gone away (the field was emptied): drop what is on its way."""
        self._generation += 1
