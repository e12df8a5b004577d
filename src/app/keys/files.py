"""Files that are whole at any cut of the power, and readable by their owner alone."""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

# a file system that cannot sync a folder says so with one of these; there is no more to be had
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP}


def write_durably(path: Path, data: bytes) -> None:
    """Put `data` at `path`; when this returns it is on the disk.

    At any cut `path` holds either all of what it held or all of `data`. What a cut leaves behind
    is one `.part` file beside it, which the next write replaces. Raises OSError.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        # "x": never through a link that somebody laid there
        with open(part, "xb", opener=_private) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)  # noqa: PTH105 - the call that a test cuts
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_first(path: Path, data: bytes) -> None:
    """The same for a file that must not be there yet: FileExistsError rather than one lost."""
    if path.exists() or path.is_symlink():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    write_durably(path, data)


def open_plain(path: Path) -> BinaryIO:
    """Open a file to be read. Raises OSError, also for a pipe or a device.

    On a stick that anybody may have prepared a pipe would be waited for and a device have no end,
    also behind a link.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return path.open("rb")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Put on the disk which files are in `folder`, and under what names. Raises OSError."""
    if os.name == "nt":  # has no handle of a folder that could be synced; NTFS journals the rename
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)
