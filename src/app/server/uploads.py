"""Files on their way in: begun by their signed front, sent in pieces, stored when they are whole.

`part/ID.KID.part` holds what has come so far of the file with that id from the station with that
key, front included. Its length is the offset that the client goes on from, so whatever was killed
in between, client or server, nothing that came is sent again.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.domain.sealed import Header
from app.exchange import limits
from app.exchange.found import SUFFIX
from app.exchange.front import Front, demand_sender
from app.exchange.mailbox import Mailbox
from app.exchange.refusal import ExchangeRefusal
from app.exchange.trail import Act, Trail
from app.keys.files import sync_folder
from app.server.locks import Busy, alone
from app.server.refused import Refused

BEGUN = 20
"""Files that one station may have begun and not finished: more are a fault or malice."""

RESERVE = 64 << 20
"""Bytes of the disk that stay free for the books beside the mailbox."""

FORGET_AFTER = 30 * 24 * 3600
"""Seconds after which what nobody went on with is thrown away."""


@dataclass(frozen=True, slots=True)
class Upload:
    """How far one file is."""

    id: str
    offset: int
    length: int
    is_stored: bool = False
    """Whether it came whole and is in the inbox, or was taken out of it already."""


class Uploads:
    """The uploads of one mailbox; several processes may work on the same one.

    All methods touch the disk and may raise `Refused` or OSError. "Stored" is said to nobody
    before it stands in the trail of this process, on the disk like the file.
    """

    def __init__(self, mailbox: Mailbox, trail: Trail) -> None:
        self._mailbox = mailbox
        self._trail = trail

    def begin(self, front: Front, length: int) -> Upload:
        """Open an upload of a file with this front, or say how far an earlier one came.

        All that can be refused is refused here, before any of the body is taken.
        """
        header = self._admitted(front)
        if length != front.size + header.body.length:
            raise Refused("upload.length")
        if self._mailbox.has_come(front.hash):
            return self._known(front.hash, length)
        with self._alone(front.hash):
            if self._mailbox.has_come(front.hash):
                return self._known(front.hash, length)
            path = self._part(front.hash, header.sender.kid)
            if not path.exists() or path.stat().st_size < front.size:
                self._demand_room(header)
                _put(path, front.data)
            return self._finished(path, front, length)

    def state(self, id_: str) -> Upload:
        """How far the file with this id is."""
        path = self._find(id_)
        if path is None:
            if self._mailbox.has_come(id_):  # its length is not known without its front
                return self._known(id_, 0)
            raise Refused("upload.gone")
        with self._alone(id_):
            front, length = self._front(path)
            return self._finished(path, front, length)

    @contextmanager
    def writing(self, id_: str, offset: int) -> Iterator["Piece"]:
        """Take a piece that begins at `offset`; what came of it is on the disk at the end.

        While the block runs nobody else writes to this file.
        """
        path = self._find(id_)
        if path is None:
            if self._mailbox.has_come(id_):
                self._known(id_, 0)
                raise Refused("upload.offset", Payung_State="stored")
            raise Refused("upload.gone")
        with self._alone(id_):
            front, length = self._front(path)
            came = path.stat().st_size
            if offset != came:
                raise Refused("upload.offset", Upload_Offset=came)
            with path.open("r+b") as file:
                file.seek(offset)
                piece = Piece(file, offset, length)
                try:
                    yield piece
                finally:
                    file.flush()
                    os.fsync(file.fileno())
            piece.upload = self._finished(path, front, length)

    def sweep(self) -> None:
        """Throw away what nobody has gone on with for long, and locks that a kill left behind."""
        old = time.time() - FORGET_AFTER
        for path in self._mailbox.part.iterdir():
            with suppress(OSError, Busy):
                if path.stat().st_mtime < old and path.suffix in (".part", ".lock"):
                    with alone(self._lock(path.name.partition(".")[0])):
                        path.unlink(missing_ok=True)

    def _admitted(self, front: Front) -> Header:
        """The header, if its sender may send it here."""
        try:
            header = front.sealed()
            demand_sender(front, self._mailbox.stations())
        except ExchangeRefusal as error:
            raise Refused(error.code) from None
        if header.body.length > limits.BODY:
            raise Refused("seal.size")
        city = {each.kid.hex() for each in self._mailbox.stations() if each.keys.station == 0}
        if not any(party.kid in city for party in header.recipients):
            raise Refused("seal.recipient")
        return header

    def _demand_room(self, header: Header) -> None:
        if len(list(self._mailbox.part.glob(f"*.{header.sender.kid}.part"))) >= BEGUN:
            raise Refused("upload.many", Retry_After=3600)
        if shutil.disk_usage(self._mailbox.part).free < header.body.length + RESERVE:
            raise Refused("mailbox.full", Retry_After=3600)

    def _front(self, path: Path) -> tuple[Front, int]:
        """What a part begins with; the station may have been revoked since."""
        try:
            with path.open("rb") as file:
                front = Front.read(file)
        except (ExchangeRefusal, FileNotFoundError):
            raise Refused("upload.gone") from None  # cut while it was begun: it is begun anew
        header = self._admitted(front)
        return front, front.size + header.body.length

    def _finished(self, path: Path, front: Front, length: int) -> Upload:
        """How far this part is; one that is whole is stored, or thrown away if it is damaged."""
        came = path.stat().st_size
        if came < length:
            return Upload(front.hash, came, length)
        if came > length or _body_hash(path, front.size) != front.sealed().body.sha256:
            path.unlink()
            raise Refused("upload.damaged")
        with path.open("r+b") as file:  # Windows syncs only what could be written to
            os.fsync(file.fileno())
        path.replace(self._mailbox.inbox / f"{front.hash}{SUFFIX}")
        sync_folder(self._mailbox.inbox)
        sync_folder(self._mailbox.part)
        sender = front.sealed().sender
        self._trail.note(
            Act.STORED, durably=True, file=front.hash, size=length, kid=sender.kid,
            office=sender.office, station=sender.station,
        )  # fmt: skip
        return Upload(front.hash, length, length, is_stored=True)

    def _known(self, id_: str, length: int) -> Upload:
        """It came before. Whoever stored it may have been cut before it could write that down."""
        self._trail.note(Act.KNOWN, durably=True, file=id_)
        return Upload(id_, length, length, is_stored=True)

    def _find(self, id_: str) -> Path | None:
        return next(self._mailbox.part.glob(f"{id_}.*.part"), None)

    def _part(self, id_: str, kid: str) -> Path:
        return self._mailbox.part / f"{id_}.{kid}.part"

    def _lock(self, id_: str) -> Path:
        return self._mailbox.part / f"{id_}.lock"

    @contextmanager
    def _alone(self, id_: str) -> Iterator[None]:
        try:
            with alone(self._lock(id_)):
                yield
        except Busy:
            raise Refused("upload.busy", Retry_After=5) from None


class Piece:
    """A piece being taken in."""

    def __init__(self, file: BinaryIO, offset: int, length: int) -> None:
        self._file = file
        self.left = length - offset
        """Bytes that may still come."""
        self.upload: Upload | None = None
        """How far the file is; known once the piece was closed."""

    def take(self, data: bytes) -> None:
        """Write what came, in its order; `Refused` when it is more than was declared."""
        if len(data) > self.left:
            raise Refused("request.large")
        self._file.write(data)
        self.left -= len(data)


def _put(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _body_hash(path: Path, start: int) -> str:
    digest = sha256()
    with path.open("rb") as file:
        file.seek(start)
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
