"""What of a data folder makes the office, and copies of it that were read back."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.domain.refusal import Problem, Refusal
from app.keys.attempts import FILE as ATTEMPTS
from app.keys.files import sync_folder
from app.service.backup.manifest import Listed
from app.service.front import BOOKS
from app.store.place import SERVER, Server, place_of

ASIDE = "aside"
"""Files that wait for a person's word; nobody could send them a second time."""

OUTBOX = "outbox"

CHUNK = 1 << 20
_LEFT_OUT = frozenset({ATTEMPTS, SERVER})
"""Of this very folder and moment: a backup put back must not forgive wrong passwords, nor say where
the books are to be."""
_LEFT_OUT_ENDS = (".part", ".new", ".lock", ".log", ".db", "-wal", "-shm", "-journal")

Told = Callable[[int], None]
"""Called with the bytes just done; raises what stops the work."""


def belongings(folder: Path) -> tuple[str, ...]:
    """The names, relative to the data folder, of all that makes the office besides the books.

    Whatever lies beside the books belongs to them unless it is known not to: a file that some
    later room keeps there must not be missing from the backups. Raises OSError.
    """
    names = [each.name for each in folder.iterdir() if _is_ours(each)]
    aside = folder / ASIDE
    if aside.is_dir():
        names += [f"{ASIDE}/{each.name}" for each in aside.iterdir() if _is_ours(each)]
    return tuple(sorted(names))


def books_size(folder: Path) -> int:
    """Bytes of the books with their log. Raises OSError."""
    place = place_of(folder)
    if isinstance(place, Server):
        from app.store.server import size

        return size(place)
    paths = [folder / (BOOKS + end) for end in ("", "-wal")]
    return sum(path.stat().st_size for path in paths if path.exists())


def _is_ours(path: Path) -> bool:
    if path.is_symlink() or not path.is_file() or path.name.startswith("."):
        return False
    return path.name not in _LEFT_OUT and not path.name.endswith(_LEFT_OUT_ENDS)


def copy_file(source: Path, target: Path, told: Told) -> None:
    """Copy a file that nobody has open, down to the disk. Raises OSError."""
    target.parent.mkdir(exist_ok=True)
    with source.open("rb") as read, open(target, "xb", opener=private) as write:
        for piece in _pieces(read):
            write.write(piece)
            told(len(piece))
        write.flush()
        os.fsync(write.fileno())


def listed(folder: Path, name: str, told: Told) -> Listed:
    """Size and hash of a file as the medium itself gives it back. Raises OSError."""
    digest, size = sha256(), 0
    with (folder / name).open("rb") as file:
        if sys.platform == "linux":
            with suppress(OSError):  # a file system that cannot is still read back
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        for piece in _pieces(file):
            digest.update(piece)
            size += len(piece)
            told(len(piece))
    return Listed(name, size, digest.hexdigest())


def clear(folder: Path) -> None:
    """Take a folder of our making away with all that is in it; one that is not there is gone."""
    if folder.exists() and not folder.is_symlink():
        shutil.rmtree(folder)
        sync_folder(folder.parent)


class Steps:
    """Counts bytes for whoever watches, and stops where that is wished."""

    def __init__(
        self, progress: Callable[[int, int], None], cancelled: Callable[[], bool], whole: int
    ) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done, self._whole = 0, max(whole, 1)

    def __call__(self, size: int) -> None:
        """So much more is done; `Refusal` with `cancelled` where nobody wants it any more."""
        self._done = min(self._done + size, self._whole)
        self._progress(self._done, self._whole)
        if self._cancelled():
            raise Refusal(Problem("cancelled"))


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def private(path: str, flags: int) -> int:
    """An opener: what it makes is for the user of this computer alone."""
    return os.open(path, flags, 0o600)
