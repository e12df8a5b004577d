"""Who has the books open: one process at a time, told apart by the operating system itself.

On a server it is told by the server as well: the data folder may have been copied.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from app.store.engine import StoreFailure, guard
from app.store.place import Server, place_of
from app.store.whose import account, shown

if TYPE_CHECKING:
    from app.store.server import Claim

FILE = "books.lock"


class Owner:
    """The claim on a data folder. It ends with the process, also when that is killed.

    The lock is the operating system's; the words in the file only say who has it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._file: IO[bytes] | None = None
        self._claim: Claim | None = None
        self.was_cut = False
        """Whether whoever had the books before had them open when it ended."""

    def claim(self) -> None:
        """Claim the books, or `StoreFailure` with `store.open_elsewhere` when another has them.

        The failure says who: an account of this computer, since when, and which process.
        """
        with guard():
            file = self._path.open("a+b", buffering=0)  # nothing is left to write at closing
        try:
            _lock(file)
        except OSError:
            file.close()
            raise StoreFailure("store.open_elsewhere", **shown(self.holder())) from None
        self._file = file
        self.was_cut = self.holder().get("open") is True
        try:
            self._claim_server()
        except BaseException:
            self.release()
            raise
        self._say(is_open=False)

    def _claim_server(self) -> None:
        place = place_of(self._path.parent)
        if isinstance(place, Server):
            from app.store.server import Claim

            self._claim = Claim(place)

    def opened(self) -> None:
        """The books are open now, with a log beside them that is there until they are settled."""
        self._say(is_open=True)

    def settled(self) -> None:
        """All that is in the log is in the file: from now on nobody need miss the log."""
        self._say(is_open=False)
        if self._file is not None:
            with suppress(OSError):
                os.fsync(self._file.fileno())

    def _say(self, *, is_open: bool) -> None:
        if self._file is None:
            return
        said = {
            "pid": os.getpid(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "user": account(),
            "open": is_open,
        }
        # Without a word the claim holds as well, and a full disk must not keep anybody out.
        with suppress(OSError):
            self._file.seek(1)
            self._file.truncate()
            self._file.write(json.dumps(said).encode())

    def release(self) -> None:
        """Let somebody else have the books."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._claim is not None:
            self._claim.release()
            self._claim = None

    def holder(self) -> Mapping[str, Any]:
        """What the one who has the books wrote; empty when it cannot be read."""
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
