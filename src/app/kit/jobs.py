"""Work that must not freeze the window."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:  # loaded with the first job: the login is painted before it
    from concurrent.futures import Future, ThreadPoolExecutor

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


class Jobs(QObject):
    """The only way off the GUI thread; answers come back to the GUI thread.

    This object owns the signal and lives as long as the program: a signal owned by the job itself
    would be destroyed on the worker thread. `work` gets plain values only, never a widget, and
    an answer for a widget that is gone by then is dropped.
    """

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[Lane, ThreadPoolExecutor] = {}
        self._long: set[LongWork] = set()

    def start(
        self,
        asker: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        lane: Lane = "books",
    ) -> None:
        """Run `work` off the GUI thread, then `done` or `failed` on it."""

        def answer(future: "Future[T]") -> None:
            if future.cancelled():  # it still waited when the program was closed
                return
            error = future.exception()
            if error is None:
                self._answered.emit((asker, done, future.result()))
            elif isinstance(error, Exception):
                self._answered.emit((asker, failed, error))

        self._pool(lane).submit(work).add_done_callback(answer)

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
        handle = LongWork()
        self._long.add(handle)
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= BEAT or done >= total:
                last = now
                self._answered.emit((asker, lambda counts: told(*counts), (done, total)))

        def run() -> T:
            try:
                return work(progress, lambda: handle.is_cancelled)
            finally:
                self._long.discard(handle)

        self.start(asker, run, done, failed, lane)
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

    @Slot(object)
    def _deliver(self, answer: tuple[QObject, Callable[[object], None], object]) -> None:
        asker, callback, value = answer
        if isValid(asker):
            callback(value)


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
