"""Who has the books open: one process at a time, told apart by the operating system itself."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from app.store.engine import StoreFailure, guard

FILE = "books.lock"


class Owner:
    """The claim on a data folder. It ends with the process, also when that is killed.

    The lock is the operating system's; the words in the file only say who has it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._file: IO[bytes] | None = None

    def claim(self) -> None:
        """Claim the books, or `StoreFailure` with `store.open_elsewhere` when another has them."""
        with guard():
            file = self._path.open("a+b", buffering=0)  # nothing is left to write at closing
        try:
            _lock(file)
        except OSError:
            file.close()
            raise StoreFailure("store.open_elsewhere") from None
        self._file = file
        said = {"pid": os.getpid(), "since": datetime.now(UTC).isoformat(timespec="seconds")}
        # Without a word the claim holds as well, and a full disk must not keep anybody out.
        with suppress(OSError):
            file.seek(1)
            file.truncate()
            file.write(json.dumps(said).encode())

    def release(self) -> None:
        """Let somebody else have the books."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def holder(self) -> Mapping[str, Any]:
        """What the one who has the books wrote: pid and since; empty when it cannot be read."""
        try:
            return dict(json.loads(self._path.read_bytes()[1:]))
        except (OSError, ValueError):
            return {}


def _lock(file: IO[bytes]) -> None:
    """Lock the first byte without waiting. On Windows a locked byte cannot be read by others,
    which is why the words begin after it.
    """  # noqa: D205
    file.seek(0)
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
