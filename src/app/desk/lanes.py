"""One deed on several lanes: a worker that waits for what another one does."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from PySide6.QtCore import QObject

from app.kit.jobs import Jobs, Lane
from app.service.printing import Lanes

T = TypeVar("T")


class Waiting:
    """Does work on a lane of `Jobs` and waits for it. Only for a worker of another lane."""

    def __init__(self, jobs: Jobs, asker: QObject, lane: Lane) -> None:
        self._jobs = jobs
        self._asker = asker
        self._lane: Lane = lane

    def __call__(self, work: Callable[[], T], /) -> T:
        """What `work` returns, or raises.

        The answer does not go by the GUI thread: while the program closes, that one waits for the
        workers itself.
        """
        box: Future[T] = Future()

        def do() -> None:
            try:
                box.set_result(work())
            except Exception as error:  # noqa: BLE001  # raised again by who waits
                box.set_exception(error)

        self._jobs.start(self._asker, do, _nothing, _nothing, self._lane)
        return box.result()


def print_lanes(jobs: Jobs, asker: QObject) -> Lanes:
    """The lanes of a run of cards, which is itself on the lane `bulk`."""
    return Lanes(Waiting(jobs, asker, "books"), Waiting(jobs, asker, "papers"))


def _nothing(_answer: object) -> None:
    """Who waits has it already."""
