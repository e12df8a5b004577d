"""One at a time: a lock that several processes see, and that ends with its holder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


class Busy(Exception):
    """Somebody else has it just now."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock that `path` stands for, or raise `Busy` at once.

    The lock is the operating system's, so a process that was killed holds none. The file goes
    with the lock where the system lets it; one that stays behind does no harm.
    """
    with path.open("ab") as file:
        try:
            _lock(file)
        except OSError:
            raise Busy from None
        # who had it before may have taken the file away between our opening and our locking
        if not _is_still(path, file):
            raise Busy
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no file that is open
                path.unlink()


def _lock(file: BinaryIO) -> None:
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(path: Path, file: BinaryIO) -> bool:
    if os.name == "nt":
        return True
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(file.fileno())
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)
