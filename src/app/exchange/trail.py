"""The audit trail of the mailbox's processes: each keeps a chain of its own beside the inbox.

    trail/CHAIN.ndjson    one line per act, canonical JSON, each with the hash of the one before;
                          CHAIN is random and as long-lived as its process, or as its file is small

A line holds codes, hashes, sizes, keys' ids and offices: what the front of a sealed file shows to
everybody, and never a datum of a person. Who reads them is `trail_reading`.
"""

import errno
import os
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.domain.record import canonical, content_hash
from app.keys.files import sync_folder

FOLDER, SUFFIX = "trail", ".ndjson"

START = "0" * 64
"""What the first line names as the one before."""

SIZE = 4 << 20
"""Bytes after which a chain is closed and another goes on from it."""

HEARSAY = 120
"""Lines a minute of those that anybody on the network can cause without a key; more are counted."""

_MINUTE = 60.0


class Act(StrEnum):
    """What a process of the mailbox did."""

    OPENED = "chain.opened"
    CLOSED = "chain.closed"
    STORED = "file.stored"
    KNOWN = "file.known"
    REFUSED = "file.refused"
    REPLY = "file.handed_out"
    UNKNOWN_KEY = "key.unknown"
    ACCESS = "key.refused"
    GIVEN_UP = "client.given_up"


_HEARSAY = frozenset({Act.REFUSED, Act.UNKNOWN_KEY, Act.ACCESS, Act.GIVEN_UP})


class Trail:
    """The chain of this process. Threads may write to it at once; they share what syncs the disk.

    A chain that the disk failed is never written to again: the next line begins another one.
    """

    def __init__(
        self,
        folder: Path,
        size: int = SIZE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._size = size
        self._clock = clock
        self._writing = threading.Lock()
        self._chain: _Chain | None = None
        self._minute, self._heard, self._unwritten = 0.0, 0, 0

    def note(self, act: Act, *, durably: bool = False, **facts: str | int) -> None:
        """Write one line; if `durably`, it and all before it are on the disk afterwards.

        Raises OSError: then nobody may be told that the act was done.
        """
        with self._writing:
            if act in _HEARSAY and not self._is_heard():
                return
            if self._unwritten:
                facts["unwritten"], self._unwritten = self._unwritten, 0
            chain = self._open()
            try:
                seq = chain.write(act, self._now(), facts)
            except OSError:
                self._give_up(chain)
                raise
        if durably:
            try:
                chain.settle(seq)
            except OSError:
                with self._writing:
                    self._give_up(chain)
                raise

    def close(self) -> None:
        """The process ends as it was told to."""
        with self._writing, suppress(OSError):  # a chain without an end is one of a kill
            if self._chain is not None:
                self._chain.end(self._now(), {})
            self._chain = None

    def _open(self) -> "_Chain":
        """The chain to write to; a long one is closed, and the new one says whose end it follows.

        Begun with the first line only: a process that did nothing leaves nothing.
        """
        before = self._chain
        if before is not None and before.size < self._size:
            return before
        self._chain = None
        follows: dict[str, str | int] = {}
        id_ = secrets.token_hex(16)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if before is not None:
            before.end(self._now(), {"next": id_})
            follows = {"before": before.id, "head": before.head}
        chain = _Chain(self._folder, id_)
        try:
            chain.write(Act.OPENED, self._now(), follows)
            sync_folder(self._folder)
        except OSError:
            chain.drop()
            chain.path.unlink(missing_ok=True)
            raise
        self._chain = chain
        return chain

    def _give_up(self, chain: "_Chain") -> None:
        chain.drop()
        if self._chain is chain:
            self._chain = None

    def _is_heard(self) -> bool:
        """Whether there is still room for what anybody can make us write."""
        now = self._clock()
        if not self._minute <= now < self._minute + _MINUTE:
            self._minute, self._heard = now, 0
        self._heard += 1
        self._unwritten += self._heard > HEARSAY
        return self._heard <= HEARSAY

    def _now(self) -> str:
        return datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="milliseconds")


class _Chain:
    """One file. `write` and `end` are called by one thread at a time, `settle` by any."""

    def __init__(self, folder: Path, id_: str) -> None:
        self.id, self.head, self.size = id_, START, 0
        self.path = folder / f"{id_}{SUFFIX}"
        self._seq = self._settled = 0
        self._syncing = threading.Lock()
        # unbuffered: what was written survives a kill of the process
        self._file = open(self.path, "xb", buffering=0, opener=_private)  # noqa: SIM115

    def write(self, act: Act, at: str, facts: dict[str, str | int]) -> int:
        """The number of the line that was written."""
        entry: dict[str, Any] = {
            "chain": self.id,
            "seq": self._seq + 1,
            "at": at,
            "act": act.value,
            "detail": facts,
            "previous": self.head,
        }
        head = content_hash(entry)
        line = f"{canonical({**entry, 'hash': head})}\n".encode()
        if self._file.write(line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.head, self.size = head, self.size + len(line)
        self._seq += 1
        return self._seq

    def settle(self, seq: int) -> None:
        """Have this line on the disk. Who waited for another's turn finds it done with theirs."""
        with self._syncing:
            if self._settled < seq:
                if self._file.closed:  # another's line failed, and the chain with it
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                upto = self._seq
                os.fsync(self._file.fileno())
                self._settled = upto

    def end(self, at: str, facts: dict[str, str | int]) -> None:
        """The last line. Whoever still waits for the disk has it with this."""
        try:
            self.settle(self.write(Act.CLOSED, at, facts))
        finally:
            self.drop()

    def drop(self) -> None:
        """Write no more."""
        with self._syncing, suppress(OSError):
            self._file.close()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_APPEND, 0o600)
