"""The city's mailbox: folders through which `serve` and the owner of the books pass sealed files.

Under `mailbox` in the data folder lie

    inbox/ID.payung          files that came whole; ID is the SHA-256 of the header
    stored/ID                empty: this file came and was taken, so it is not asked for again
    outbox/KID/NAME.payung   replies that the station with this key may fetch
    part/                    what is still coming, and who is writing it
    trail/CHAIN.ndjson       what each process of the server did; see `trail`
    stations.json            the public keys of the stations, written by the owner of the books
    challenge.secret         what the processes of the server know their own challenges by

Nothing in it opens a file: whoever serves it holds no private and no data key.
"""

import os
import re
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from app.exchange.failure import ExchangeFailure
from app.exchange.found import SUFFIX
from app.exchange.trail import FOLDER as TRAIL
from app.keys.failure import KeysFailure
from app.keys.files import sync_folder
from app.keys.keyfile import read, sound, write
from app.keys.trust import Entry

FOLDER = "mailbox"
STATIONS = "stations.json"

_FORMAT, _VERSION = "payung-stations", 1
_REPLY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,150}(\.[A-Za-z0-9_-]{1,40}){0,3}\.payung")
_KID = re.compile(r"[0-9a-f]{16}")
_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that waits for its station."""

    name: str
    size: int
    sha256: str


class Mailbox:
    """The folders of one city's mailbox.

    The owner of the books takes from the inbox and puts into the outbox; the server does the
    opposite. Every file appears in its place whole, and both may be cut at any point.
    """

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER
        self.inbox = self.folder / "inbox"
        self.outbox = self.folder / "outbox"
        self.part = self.folder / "part"
        self.trail = self.folder / TRAIL
        self._stored = self.folder / "stored"

    def prepare(self) -> None:
        """Make what is missing of the folders."""
        with _disk():
            for folder in (self.folder, self.inbox, self.outbox, self.part, self._stored):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    # the side of the owner of the books

    def publish(self, entries: Sequence[Entry]) -> None:
        """From now on these keys are known: stations, the city's own, and the revoked ones."""
        self.prepare()
        try:
            body = {"entries": [entry.as_json() for entry in entries]}
            write(self.folder / STATIONS, _FORMAT, _VERSION, body, first=False)
        except KeysFailure:
            raise ExchangeFailure("mailbox.disk") from None

    def waiting(self) -> tuple[Path, ...]:
        """The files that came, the oldest first."""
        with _disk():
            if not self.inbox.is_dir():
                return ()
            came = [path for path in self.inbox.iterdir() if _is_file_by_id(path)]
            return tuple(sorted(came, key=lambda path: (path.stat().st_mtime_ns, path.name)))

    def taken(self, file: Path) -> None:
        """The file is in the books: it need not come again."""
        with _disk():
            (self._stored / file.stem).touch(mode=0o600)
            sync_folder(self._stored)
            file.unlink(missing_ok=True)
            sync_folder(self.inbox)

    def refused(self, file: Path) -> None:
        """The books say no to the file. It may come again: what was in the way may be set right,
        and its station seals the very same file as long as nothing is new there.
        """  # noqa: D205
        with _disk():
            file.unlink(missing_ok=True)
            sync_folder(self.inbox)

    def put_reply(self, file: Path, kids: Sequence[str]) -> None:
        """Let the stations with these keys fetch `file`; one that is there already is kept."""
        if not _REPLY.fullmatch(file.name):
            raise ValueError("not the name of a reply")
        self.prepare()
        for kid in kids:
            with _disk():
                self._put(file, self._of(kid))

    def drop_reply(self, kid: str, name: str) -> None:
        """The station has it: nobody needs to fetch it any more."""
        if not _REPLY.fullmatch(name):
            raise ValueError("not the name of a reply")
        with _disk():
            (self._of(kid) / name).unlink(missing_ok=True)

    # the side of the server

    def stations(self) -> tuple[Entry, ...]:
        """The keys that are known; none before the first were published."""
        path = self.folder / STATIONS
        if not path.exists():
            return ()
        try:
            seen = path.stat()
            return _stations(path, seen.st_mtime_ns, seen.st_ino)
        except (OSError, KeysFailure):
            raise ExchangeFailure("mailbox.stations") from None

    def has_come(self, id_: str) -> bool:
        """Whether the file with this id came whole, be it taken by now or not."""
        return (self.inbox / f"{id_}{SUFFIX}").exists() or (self._stored / id_).exists()

    def replies(self, kid: str) -> tuple[Reply, ...]:
        """What the station with this key may fetch."""
        folder = self._of(kid)
        with _disk():
            names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        found = (self._reply(folder / name) for name in names)
        return tuple(reply for reply in found if reply is not None)

    def reply(self, kid: str, name: str) -> tuple[Path, Reply] | None:
        """One of them, and where it lies; None for any other name."""
        path = self._of(kid) / name
        reply = self._reply(path) if _REPLY.fullmatch(name) else None
        return None if reply is None else (path, reply)

    def _of(self, kid: str) -> Path:
        if not _KID.fullmatch(kid):
            raise ValueError("not a key id")
        return self.outbox / kid

    def _reply(self, path: Path) -> Reply | None:
        if not _REPLY.fullmatch(path.name):
            return None
        try:
            seen = path.lstat()
            if not stat.S_ISREG(seen.st_mode):
                return None
            digest = _hash_of(path, seen.st_size, seen.st_mtime_ns, seen.st_ino)
        except OSError:  # dropped meanwhile
            return None
        return Reply(path.name, seen.st_size, digest)

    def _put(self, file: Path, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        target, part = folder / file.name, folder / f"{file.name}.part"
        if target.exists():
            return
        part.unlink(missing_ok=True)
        try:
            with file.open("rb") as source, part.open("xb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            part.replace(target)
        except OSError:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        sync_folder(folder)


def _is_file_by_id(path: Path) -> bool:
    return path.suffix == SUFFIX and bool(_ID.fullmatch(path.stem)) and path.is_file()


@lru_cache(maxsize=4)
def _stations(path: Path, _written: int, _number: int) -> tuple[Entry, ...]:
    """The file as it was written then; a new one is a new question."""
    fields = read(path, _FORMAT, _VERSION)
    with sound(STATIONS):
        entries = tuple(Entry.read(entry) for entry in fields.inners("entries"))
        fields.done()
    return entries


@lru_cache(maxsize=4096)
def _hash_of(path: Path, _size: int, _written: int, _number: int) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _disk() -> Iterator[None]:
    """What the disk says about the mailbox."""
    try:
        yield
    except OSError:
        raise ExchangeFailure("mailbox.disk") from None
