"""Sending one file to the mailbox, as questions and answers without a network.

Whoever has a network asks `next_request`, puts the request to the mailbox and hands the answer to
`answered`, or tells `cut` that none came; until `next_request` has no more. A part of tus 1.0:
what was sent before a cut is never sent again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from app.exchange.failure import ExchangeFailure
from app.exchange.front import Front
from app.exchange.refusal import ExchangeRefusal

TUS = "1.0.0"
FRONT_TYPE = "application/octet-stream"
PIECE_TYPE = "application/offset+octet-stream"
MARK = "Payung-Mailbox"  # stands on every answer of a mailbox: a hotel's login page has none
STATE, STORED = "Payung-State", "stored"
ERROR = "Payung-Error"
SCHEME = "Payung"
CHALLENGE = b"payung mailbox challenge\0"
"""What a station signs begins with this, so that no signature made for it means anything else."""

PIECE = 1 << 19
"""Bytes of one request: small enough for any proxy, and for what a slow line loses by a cut."""

LARGEST_ANSWER = 1 << 20
"""Bytes of an answer; who gets a longer one need not read on."""

TRIES = 3
"""Answers in a row that bring nothing forward, before this is given up for now."""

_LATER = {408, 423, 425, 429, 500, 502, 503, 504, 507}


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask the mailbox. `path` goes behind that of its address."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back. Names of headers are in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def number(self, name: str) -> int | None:
        """A header that holds a number, if it does."""
        text = self.headers.get(name.lower(), "")
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None

    @property
    def is_of_a_mailbox(self) -> bool:
        return MARK.lower() in self.headers

    @property
    def error(self) -> str:
        """The mailbox's own word for its no."""
        return self.headers.get(ERROR.lower(), "")

    @property
    def is_stored(self) -> bool:
        return self.headers.get(STATE.lower()) == STORED


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why it does not go on. `code` names the sentence."""

    code: str
    needs_help: bool = False
    """Whether asking again is answered the same until a person has done something about it."""
    after: int = 0
    """Seconds that the mailbox asks to be left alone."""


class Talk(Protocol):
    """Anything that is done by asking the mailbox."""

    @property
    def hindrance(self) -> Hindrance | None: ...

    def next_request(self) -> Request | None: ...

    def answered(self, response: Response) -> None: ...

    def cut(self) -> None: ...


def hindrance_of(response: Response) -> Hindrance:
    """What an answer means that is not the one that was hoped for."""
    after = min(response.number("Retry-After") or 0, 24 * 3600)
    if response.is_of_a_mailbox and response.error:
        return Hindrance(response.error, response.status not in _LATER, after)
    if 300 <= response.status < 400:
        return Hindrance("network.redirect")
    if response.status == 407:
        return Hindrance("network.proxy")
    if response.status in _LATER:
        return Hindrance("network.busy", after=after)
    return Hindrance("network.strange")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A sealed file that is to be sent."""

    path: Path
    id: str
    """The SHA-256 of its header, as hex."""
    size: int
    front: bytes

    @classmethod
    def of(cls, path: Path) -> "Outgoing":
        """The file at `path`; `ExchangeFailure` when it is not a whole sealed file."""
        try:
            with path.open("rb") as file:
                front = Front.read(file)
            size = path.stat().st_size
            if size != front.size + front.sealed().body.length:
                raise ExchangeFailure("exchange.own_file")
        except (OSError, ExchangeRefusal):
            raise ExchangeFailure("exchange.own_file") from None
        return cls(path, front.hash, size, front.data)


class _Step(Enum):
    BEGIN = auto()
    ASK = auto()  # how far the mailbox is
    SEND = auto()
    END = auto()


class Upload:
    """One file on its way."""

    def __init__(self, file: Outgoing) -> None:
        self.file = file
        self.sent = 0
        """Bytes that the mailbox is known to have."""
        self.is_stored = False
        self.hindrance: Hindrance | None = None
        self._step = _Step.BEGIN
        self._in_vain = 0
        self._thrown_away = 0
        self._was_damaged = False

    def next_request(self) -> Request | None:
        """What to ask; None when it is stored or hindered. `ExchangeFailure` of our own disk."""
        path = f"/files/{self.file.id}"
        tus = {"Tus-Resumable": TUS}
        if self._step is _Step.BEGIN:
            headers = {"Upload-Length": str(self.file.size), "Content-Type": FRONT_TYPE}
            return Request("POST", "/files", tus | headers, self.file.front)
        if self._step is _Step.ASK:
            return Request("HEAD", path, tus)
        if self._step is _Step.SEND:
            headers = {"Upload-Offset": str(self.sent), "Content-Type": PIECE_TYPE}
            return Request("PATCH", path, tus | headers, self._piece())
        return None

    def answered(self, response: Response) -> None:
        before = self.sent
        if not response.is_of_a_mailbox:
            self._end(hindrance_of(response))
        elif response.is_stored:
            self.sent, self.is_stored = self.file.size, True
            self._end(None)
        elif response.status in (200, 201, 204) or response.error == "upload.offset":
            self._go_on_at(response.number("Upload-Offset"))
        elif response.error == "upload.gone" and self._thrown_away < TRIES:
            self.sent, self._step = 0, _Step.BEGIN
            self._thrown_away += 1
        elif response.error == "upload.damaged" and not self._was_damaged:
            self.sent, self._step, self._was_damaged = 0, _Step.BEGIN, True
        else:
            self._end(hindrance_of(response))
        self._in_vain = 0 if self.sent > before else self._in_vain + 1
        if self._in_vain > TRIES and self._step is not _Step.END:
            self._end(Hindrance("network.strange"))

    def cut(self) -> None:
        """No answer came. What the mailbox got of it, only the mailbox knows."""
        if self._step is _Step.SEND:
            self._step = _Step.ASK

    def _go_on_at(self, offset: int | None) -> None:
        if offset is None or not len(self.file.front) <= offset <= self.file.size:
            self._end(Hindrance("network.strange"))
            return
        # all of it there and not stored: the mailbox was cut while it looked it over, so ask again
        self.sent = offset
        self._step = _Step.SEND if offset < self.file.size else _Step.ASK

    def _piece(self) -> bytes:
        try:
            with self.file.path.open("rb") as file:
                file.seek(self.sent)
                piece = file.read(PIECE)
        except OSError:
            raise ExchangeFailure("exchange.own_file") from None
        if not piece:  # it was whole when it was begun
            raise ExchangeFailure("exchange.own_file")
        return piece

    def _end(self, hindrance: Hindrance | None) -> None:
        self._step, self.hindrance = _Step.END, hindrance
