"""The rows of a list as the rules see them, examined in two processes where they are many.

Examining is half the time of a dry run, and Python does it on one core only. So another process
goes through the list from its top, and this one helps from the end while it waits. The other one
gets rows and rules, never the books or their key; should it not start, or die, its part is done
here.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from threading import Lock

from app.domain.draft import Draft
from app.domain.examined import Examined, Examiner, examined
from app.domain.registration import Stamp
from app.service.session import Session

CHUNK = 250
"""Rows examined without a look at whether anybody wants to stop: a tenth of a second."""

MANY = 2000
"""Rows from which on another process is worth its start."""

AHEAD = 3
"""Chunks that the other process has: it must not wait for the next."""

_LOOK_EVERY = 0.1  # seconds until somebody who wants to stop is heard

Cancelled = Callable[[], bool]


@contextmanager
def examining(
    session: Session, drafts: Sequence[Draft], cancelled: Cancelled
) -> Iterator[Iterator[list[Examined]]]:
    """All drafts in their order, by the chunk; fewer of them when it was cancelled.

    The other process begins at once, while whoever asked does something else first; it is gone
    when the block ends.
    """
    today, stamp = session.today(), Stamp(session.operator.id, session.clock())
    here = Examiner(session.reference, today, stamp)
    chunks = [drafts[start : start + CHUNK] for start in range(0, len(drafts), CHUNK)]
    pool = _other_process() if len(drafts) >= MANY else None
    if pool is None:
        yield _alone(here, chunks, cancelled)
        return
    try:
        there = partial(examined, session.resources, today, stamp)
        yield _Both(here, chunks, partial(pool.submit, there)).chunks(cancelled)
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(
    here: Examiner, chunks: Sequence["_Chunk"], cancelled: Cancelled
) -> Iterator[list[Examined]]:
    for each in chunks:
        if cancelled():
            return
        yield here(each)


def _other_process() -> ProcessPoolExecutor | None:
    """None where the system has not what two processes need to speak to each other."""
    try:
        # a fork would copy the window and its locks
        return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
    except (OSError, ImportError, NotImplementedError):
        return None


_Chunk = Sequence[Draft]
_Answer = Future[list[Examined]]


class _Both:
    """Two at work on one list: the other from its top, this one from its end."""

    def __init__(
        self, here: Examiner, chunks: Sequence[_Chunk], send: Callable[[_Chunk], _Answer]
    ) -> None:
        self._here = here
        self._chunks = chunks
        self._send = send
        self._turn = Lock()
        self._sent: list[_Answer] = []  # of the chunks before the first that nobody has begun
        self._end = len(chunks)  # those from here on are done here
        self._done: dict[int, list[Examined]] = {}
        for _ in range(AHEAD):
            self._send_next()

    def chunks(self, cancelled: Cancelled) -> Iterator[list[Examined]]:
        for number in range(len(self._chunks)):
            while not self._is_there(number):
                if (mine := self._take_last()) is not None:
                    self._done[mine] = self._here(self._chunks[mine])
                else:
                    wait((self._sent[number],), _LOOK_EVERY)
                if cancelled():
                    return
            if cancelled():
                return
            yield self._done.pop(number) if number in self._done else self._answer(number)

    def _is_there(self, number: int) -> bool:
        return number in self._done or (number < len(self._sent) and self._sent[number].done())

    def _send_next(self) -> None:
        """Give the other process one more; one that does not start, or died, gets none."""
        with self._turn:
            if len(self._sent) >= self._end:
                return
            try:
                answer = self._send(self._chunks[len(self._sent)])
            except (OSError, RuntimeError):
                return
            self._sent.append(answer)
        answer.add_done_callback(self._answered)

    def _answered(self, answer: _Answer) -> None:
        if not answer.cancelled() and answer.exception() is None:
            self._send_next()

    def _take_last(self) -> int | None:
        """The last chunk that nobody has begun.

        What was given away is never asked back: a pool that dies at that moment would wait for ever
        for what was (Python 3.11).
        """
        with self._turn:
            if len(self._sent) >= self._end:
                return None
            self._end -= 1
            return self._end

    def _answer(self, number: int) -> list[Examined]:
        try:
            return self._sent[number].result()
        except (OSError, BrokenProcessPool):  # it died
            return self._here(self._chunks[number])
