"""The rows of a list as the rules see them, examined in two processes where they are many.

Examining is half the time of a dry run, and Python does it on one core only. So another process
goes through the list from its top, and this one helps from the end while it waits. The other one
gets rows and rules, never the books or their key; should it not start, or die, its part is done
here.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context

from app.domain.draft import Draft
from app.domain.examined import Examined, Examiner, examined
from app.domain.registration import Stamp
from app.service.session import Session

CHUNK = 250
"""Rows examined without a look at whether anybody wants to stop: a tenth of a second."""

MANY = 2000
"""Rows from which on another process is worth its start."""

_LOOK_EVERY = 0.1  # seconds until somebody who wants to stop is heard

Cancelled = Callable[[], bool]


def examine_all(
    session: Session, drafts: Sequence[Draft], cancelled: Cancelled
) -> Generator[list[Examined], None, None]:
    """All drafts in their order, by the chunk; fewer of them when it was cancelled.

    Whoever stops before the end closes it: the other process is gone then.
    """
    today, stamp = session.today(), Stamp(session.operator.id, session.clock())
    here = Examiner(session.reference, today, stamp)
    chunks = [drafts[start : start + CHUNK] for start in range(0, len(drafts), CHUNK)]
    pool = _other_process() if len(drafts) >= MANY else None
    if pool is None:
        for each in chunks:
            if cancelled():
                return
            yield here(each)
        return
    try:
        there = partial(examined, session.resources, today, stamp)
        yield from _Both(here, chunks, _submitted(pool, there, chunks)).chunks(cancelled)
    finally:
        pool.shutdown(cancel_futures=True)


def _other_process() -> ProcessPoolExecutor | None:
    """None where the system has not what two processes need to speak to each other."""
    try:
        # a fork would copy the window and its locks
        return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
    except (OSError, ImportError, NotImplementedError):
        return None


_Chunk = Sequence[Draft]
_Answer = Future[list[Examined]]


def _submitted(
    pool: ProcessPoolExecutor, there: Callable[[_Chunk], list[Examined]], chunks: Sequence[_Chunk]
) -> list[_Answer]:
    """What the other process will answer; where it does not start, nobody ever does."""
    try:
        return [pool.submit(there, each) for each in chunks]
    except (OSError, BrokenProcessPool):
        return [Future() for _ in chunks]


class _Both:
    """Two at work on one list."""

    def __init__(self, here: Examiner, chunks: Sequence[_Chunk], there: Sequence[_Answer]) -> None:
        self._here = here
        self._chunks = chunks
        self._there = there
        self._done: dict[int, list[Examined]] = {}
        self._free = len(chunks)  # those from here on are not left to the other process

    def chunks(self, cancelled: Cancelled) -> Iterator[list[Examined]]:
        for number, answer in enumerate(self._there):
            while number not in self._done and not answer.done():
                if not self._help(number):
                    wait((answer,), _LOOK_EVERY)
                if cancelled():
                    return
            if cancelled():
                return
            yield self._done.pop(number) if number in self._done else self._answer(number)

    def _help(self, wanted: int) -> bool:
        """Do the last chunk that the other process has not begun; False where there is none."""
        while self._free > wanted:
            self._free -= 1
            if self._there[self._free].cancel():
                self._done[self._free] = self._here(self._chunks[self._free])
                return True
        return False

    def _answer(self, number: int) -> list[Examined]:
        try:
            return self._there[number].result()
        except (OSError, BrokenProcessPool):  # it died
            return self._here(self._chunks[number])
