"""Fetching what waits for this station in the mailbox, as questions and answers."""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.exchange import limits
from app.exchange.failure import ExchangeFailure
from app.exchange.found import SUFFIX
from app.exchange.upload import (
    CHALLENGE,
    PIECE,
    SCHEME,
    TRIES,
    Hindrance,
    Request,
    Response,
    hindrance_of,
)
from app.keys.files import sync_folder

MOST = 1000
"""Replies in one list."""

_LARGEST = limits.BODY + 2 * limits.HEADER
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,250}\.payung")
_HASH = re.compile(r"[0-9a-f]{64}")
_CHALLENGE = re.compile(r"[0-9a-f]{16,512}")
_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")


@dataclass(frozen=True, slots=True)
class _Offered:
    name: str
    size: int
    sha256: str


class Fetch:
    """The replies for one station, into a folder of ours.

    They lie there as `SHA256.payung`, whatever the mailbox calls them; what was cut is gone on
    with from its `.part`. `has` says of a SHA-256 whether that file is known already.
    """

    def __init__(
        self,
        kid: str,
        sign: Callable[[bytes], bytes],
        into: Path,
        has: Callable[[str], bool],
    ) -> None:
        self._kid, self._sign, self._into, self._has = kid, sign, into, has
        self.fetched: list[Path] = []
        self.hindrance: Hindrance | None = None
        self.done = 0
        """Bytes that came, of all that is to come."""
        self.all = 0
        self._pass = ""
        self._offered: list[_Offered] | None = None
        self._is_over = False
        self._in_vain = 0

    def next_request(self) -> Request | None:
        """What to ask; None when all is here, or hindered. `ExchangeFailure` of our own disk."""
        if self._is_over:
            return None
        if not self._pass:
            return Request("GET", "/challenge")
        may = {"Authorization": self._pass}
        if self._offered is None:
            return Request("GET", "/replies", may)
        reply = self._next()
        if reply is None:
            self._is_over = True
            return None
        first = self._came(reply)
        last = min(first + PIECE, reply.size) - 1
        return Request("GET", f"/replies/{reply.name}", may | {"Range": f"bytes={first}-{last}"})

    def answered(self, response: Response) -> None:
        before = self.done
        if not response.is_of_a_mailbox:
            self._end(hindrance_of(response))
        elif response.error == "access.challenge":
            self._pass = ""  # it held long enough for others
        elif response.error in ("reply.gone", "request.range") and self._offered:
            self._forget(self._offered.pop(0))
        elif response.status not in (200, 206):
            self._end(hindrance_of(response))
        elif not self._pass:
            self._show_pass(response)
        elif self._offered is None:
            self._take_list(response)
        elif self._offered:
            self._take_piece(self._offered[0], response)
        self._in_vain = 0 if self.done > before else self._in_vain + 1
        if self._in_vain > TRIES and not self._is_over:
            self._end(Hindrance("network.strange"))

    def cut(self) -> None:
        """No answer came: the same is asked again."""

    def _show_pass(self, response: Response) -> None:
        challenge = _json(response).get("challenge")
        if not isinstance(challenge, str) or not _CHALLENGE.fullmatch(challenge):
            self._end(Hindrance("network.strange"))
            return
        signature = self._sign(CHALLENGE + challenge.encode()).hex()
        self._pass = f"{SCHEME} {self._kid}.{challenge}.{signature}"

    def _take_list(self, response: Response) -> None:
        told = _json(response).get("replies")
        if not isinstance(told, list) or len(told) > MOST:
            self._end(Hindrance("network.strange"))
            return
        offered = [_offered(each) for each in told]
        if None in offered:
            self._end(Hindrance("network.strange"))
            return
        wanted = {each.sha256: each for each in offered if each and not self._has(each.sha256)}
        self._offered = list(wanted.values())
        with _disk():
            self._into.mkdir(mode=0o700, parents=True, exist_ok=True)
            for part in self._into.glob("*.part"):
                if part.name.partition(".")[0] not in wanted:
                    part.unlink(missing_ok=True)  # nobody will go on with it
        self.all = sum(each.size for each in self._offered)
        self.done = sum(self._came(each) for each in self._offered)

    def _next(self) -> _Offered | None:
        """The reply that is to be asked for; what is whole by now is put in its place."""
        while self._offered:
            reply = self._offered[0]
            if self._path(reply).exists():
                self.fetched.append(self._path(reply))
            elif self._came(reply) < reply.size:
                return reply
            elif self._is_sound(reply):
                self._keep(reply)
                self.fetched.append(self._path(reply))
            else:
                self._forget(reply)
                self.hindrance = Hindrance("reply.damaged")
            self._offered.pop(0)
        return None

    def _take_piece(self, reply: _Offered, response: Response) -> None:
        first = self._came(reply)
        match = _RANGE.fullmatch(response.headers.get("content-range", ""))
        # without a range it is all of it
        told = tuple(map(int, match.groups())) if match else (0, reply.size - 1, reply.size)
        if told != (first, first + len(response.body) - 1, reply.size) or not response.body:
            self._end(Hindrance("network.strange"))
            return
        with _disk(), self._part(reply).open("ab") as file:
            file.write(response.body)
        self.done += len(response.body)

    def _is_sound(self, reply: _Offered) -> bool:
        digest = sha256()
        with _disk(), self._part(reply).open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest() == reply.sha256

    def _keep(self, reply: _Offered) -> None:
        with _disk():
            with self._part(reply).open("rb+") as file:
                os.fsync(file.fileno())
            self._part(reply).replace(self._path(reply))
            sync_folder(self._into)

    def _forget(self, reply: _Offered) -> None:
        with _disk():
            self._part(reply).unlink(missing_ok=True)

    def _came(self, reply: _Offered) -> int:
        try:
            return self._part(reply).stat().st_size
        except FileNotFoundError:
            return 0

    def _path(self, reply: _Offered) -> Path:
        return self._into / f"{reply.sha256}{SUFFIX}"

    def _part(self, reply: _Offered) -> Path:
        return self._into / f"{reply.sha256}.part"

    def _end(self, hindrance: Hindrance) -> None:
        self._is_over, self.hindrance = True, hindrance


def _offered(told: object) -> _Offered | None:
    """One line of the list; None for what cannot be one."""
    if not isinstance(told, dict):
        return None
    name, size, digest = (told.get(word) for word in ("name", "size", "sha256"))
    if not (isinstance(name, str) and _NAME.fullmatch(name) and ".." not in name):
        return None
    if type(size) is not int or not 0 < size <= _LARGEST:
        return None
    if not (isinstance(digest, str) and _HASH.fullmatch(digest)):
        return None
    return _Offered(name, size, digest)


def _json(response: Response) -> dict[str, Any]:
    try:
        told = json.loads(response.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise ExchangeFailure("network.own_disk") from None
