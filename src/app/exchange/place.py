"""A folder on a stick, as the port through which sealed files are put there and read back."""

import os
import shutil
import stat
import sys
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import BinaryIO

from app.keys.files import sync_folder

FAT = frozenset({"vfat", "msdos", "fat", "fat16", "fat32"})
"""File systems on which no file reaches 4 GiB; exFAT is none of them."""

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


class Taken(Enum):
    """What already has a name on the stick."""

    FREE = auto()
    FILE = auto()
    OTHER = auto()  # a link, a folder, a device: not of our making


class Place:
    """One folder, most often on a stick that may go at any moment.

    Every touch of the medium is one of these calls, so that a test can pull the stick out at each
    of them. They take names, never paths: nothing outside this very folder can be reached, and a
    link that bears a name is never followed. All of them raise OSError.

    `file_system` is what `kit.sticks` found; without it Linux is asked.
    """

    def __init__(self, path: Path, file_system: str | None = None) -> None:
        self.path = path
        self._file_system = file_system
        self._identity = self._seen()

    def is_there(self) -> bool:
        """Whether the folder is still the one it was when this was made.

        Under a stick that was pulled out may lie an empty folder of the computer's own disk.
        """
        return self._identity is not None and self._seen() == self._identity

    def free(self) -> int:
        """Bytes that can be written."""
        return shutil.disk_usage(self.path).free

    def is_fat(self) -> bool:
        """Whether no file of 4 GiB fits; False where it cannot be known beforehand."""
        if self._file_system is None:
            self._file_system = _file_system(self.path)
        return self._file_system.lower() in FAT

    def taken(self, name: str) -> Taken:
        try:
            mode = (self.path / name).lstat().st_mode
        except FileNotFoundError:
            return Taken.FREE
        return Taken.FILE if stat.S_ISREG(mode) else Taken.OTHER

    def size(self, name: str) -> int:
        return (self.path / name).lstat().st_size

    def create(self, name: str) -> BinaryIO:
        """A new file; never one that is there already."""
        # 0o644: on a stick that knows owners, the city's computer is another one
        return open(self.path / name, "xb", opener=lambda path, flags: os.open(path, flags, 0o644))

    def settle(self, file: BinaryIO) -> None:
        """What was written to `file` is on the medium when this returns."""
        file.flush()
        os.fsync(file.fileno())

    def rename(self, name: str, new: str) -> None:
        (self.path / name).replace(self.path / new)

    def settle_names(self) -> None:
        """The names in the folder are on the medium when this returns."""
        sync_folder(self.path)

    def reread(self, name: str) -> BinaryIO:
        """The file, read from the medium itself where the system lets its memory be emptied.

        Linux does. On Windows the answer may come out of memory, and shows a stick that failed to
        write only once the system has noticed it.
        """
        file = open(self.path / name, "rb", opener=_without_links)  # noqa: SIM115 - for the caller
        if sys.platform == "linux":
            with suppress(OSError):  # a file system that cannot is still read back
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file

    def remove(self, name: str) -> None:
        (self.path / name).unlink()

    def _seen(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None


def _without_links(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_LINKS)


def _file_system(folder: Path) -> str:
    """The kind of file system under `folder`, "" where it cannot be known."""
    if sys.platform != "linux":
        return ""
    device = folder.stat().st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in Path("/proc/self/mountinfo").read_text("utf-8", "replace").splitlines():
        mount, _, source = line.partition(" - ")
        if mount.split()[2] == wanted:
            return source.split()[0]
    return ""
