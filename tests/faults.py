"""Harm at one step of a deed: the power goes, the disk is full, a file cannot be read.

A step is what reaches the disk or may fail there: a name made, moved or taken away, bytes written,
a sync, a statement that writes to the books, a commit. They are found from outside, by wrapping the
calls of the system; nothing in the program knows of it.
"""

import builtins
import errno
import io
import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

Step = Callable[[str], None]
Deed = Callable[[], object]

_CALLS = ("fsync", "replace", "rename", "unlink", "mkdir")
_CHANGES = ("replace", "rename", "unlink", "mkdir", "write")
_WHEN_FULL = ("write", "mkdir", "fsync")
_WHEN_BROKEN = ("write", "read", "fsync", "replace", "rename", "mkdir")
_BOOKS_SAY = {errno.ENOSPC: "database or disk is full", errno.EIO: "disk I/O error"}
_READS = ("SELECT", "PRAGMA", "WITH", "BEGIN", "COMMIT")


@contextmanager
def stepping(step: Step) -> Iterator[None]:
    """Call `step` with its name before each step taken in the block; a write is half done then."""

    def execute(_connection, _cursor, statement, *_others):
        if not statement.lstrip().startswith(_READS):
            step(f"sql {' '.join(statement.split()[:3])}")

    def commit(_connection):
        step("commit")

    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS:
            patch.setattr(os, name, _before(getattr(os, name), name, step))
        for module in (io, builtins):
            patch.setattr(module, "open", _watched(module.open, step))
        patch.setattr(os, "fdopen", _watched(os.fdopen, step))
        sa.event.listen(sa.Engine, "before_cursor_execute", execute)
        sa.event.listen(sa.Engine, "commit", commit)
        try:
            yield
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", execute)
            sa.event.remove(sa.Engine, "commit", commit)


def killed_at(number: int, ready: Callable[[], Deed]) -> tuple[list[str], bool]:
    """Do a deed in a child that is killed at that step; the steps taken, and whether it was.

    `ready` is called in the child and returns the deed: getting ready is no part of it.
    """
    come, go = os.pipe()
    with warnings.catch_warnings():
        # threads of the test runner stay behind in the parent; the child has none of its own
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(come)
        _do(number, ready, go)
    os.close(go)
    with os.fdopen(come, encoding="utf-8") as lines:
        steps = lines.read().splitlines()
    _, status = os.waitpid(child, 0)
    is_killed = os.WIFSIGNALED(status)
    assert is_killed or status == 0, "the child failed; it has said how"
    return steps, is_killed


@contextmanager
def broken_from(number: int | None, says: int) -> Iterator[list[str]]:
    """From that step on the disk says `errno` number `says` to whatever such a disk says it to.

    Yields the steps at which it may be said, as they are taken; with None it never is.
    """
    steps: list[str] = []
    harmed = _WHEN_FULL if says == errno.ENOSPC else _WHEN_BROKEN

    def step(name: str) -> None:
        if name not in harmed and not name.startswith("sql "):
            return
        steps.append(name)
        if number is None or len(steps) < number:
            return
        if name.startswith("sql "):
            raise sqlcipher.OperationalError(_BOOKS_SAY[says])
        raise OSError(says, os.strerror(says))

    with stepping(step):
        yield steps


def edges(steps: Sequence[str]) -> list[int]:
    """The numbers of those steps before which something else is on the disk than before the last.

    What only reads or syncs changes nothing; of statements nothing stays before their commit.
    """
    points, is_written = [1], False
    for number, name in enumerate(steps, 1):
        is_written |= name.startswith("sql ")
        if name in _CHANGES or (name == "commit" and is_written):
            points.append(number + 1)
            is_written = False
    return [each for each in points if each <= len(steps)]


def spread(points: Sequence[int], count: int) -> list[int]:
    """So many of them, from the first to the last."""
    if len(points) <= count:
        return list(points)
    return [points[round(place * (len(points) - 1) / (count - 1))] for place in range(count)]


def _do(number: int, ready: Callable[[], Deed], go: int) -> None:
    """All that the child does; it never comes back."""
    status, done = 1, 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        os.write(go, f"{name}\n".encode())
        if done == number:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        deed = ready()
        with stepping(step):
            deed()
            step("end")
        status = 0
    except BaseException:  # noqa: BLE001 - the parent must not go on in here
        traceback.print_exc()
    finally:
        os._exit(status)


def _before(call, name: str, step: Step):
    @wraps(call)
    def stepped(*words, **named):
        step(name)
        return call(*words, **named)

    return stepped


def _watched(call, step: Step):
    @wraps(call)
    def opened(file, mode="r", *words, **named):
        made = call(file, mode, *words, **named)
        return SteppedFile(made, step) if "b" in mode else made

    return opened


class SteppedFile:
    """A file whose writes are done in halves with a step between, and whose reads are steps."""

    def __init__(self, file, step: Step) -> None:
        self._file, self._step = file, step

    def write(self, data) -> int:
        half = len(data) // 2
        self._file.write(data[:half])
        self._file.flush()
        self._step("write")
        self._file.write(data[half:])
        return len(data)

    def read(self, *size):
        self._step("read")
        return self._file.read(*size)

    def __enter__(self):
        return self

    def __exit__(self, *_raised) -> None:
        self._file.close()

    def __iter__(self):
        return iter(self._file)

    def __getattr__(self, name):
        return getattr(self._file, name)
