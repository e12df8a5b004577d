"""Who may fetch: a station proves with its signing key that it is the one it says it is.

The server hands out challenges that it knows again by a code of authentication, so that nothing
about them is kept and each of several processes knows those of the others. A signed challenge
holds for some minutes and for everything that the station does in them.
"""

import hmac
import os
import struct
import time
from contextlib import suppress
from pathlib import Path

from app.exchange.mailbox import Mailbox
from app.exchange.upload import CHALLENGE, SCHEME
from app.keys import signing
from app.keys.files import write_first
from app.server.refused import Refused

HOLDS = 600
"""Seconds."""

_FILE = "challenge.secret"
_SECRET = 32
_FRONT = struct.Struct(">16sQ")  # what makes it its own, and when it ends


class Access:
    """The challenges of one mailbox."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    def prepare(self) -> None:
        """Make the secret that the challenges are known by, unless another process did."""
        with suppress(FileExistsError):
            write_first(self._path, os.urandom(_SECRET))

    def challenge(self) -> str:
        """A new challenge."""
        front = _FRONT.pack(os.urandom(16), int(time.time()) + HOLDS)
        return (front + self._code(front)).hex()

    def demand(self, authorization: str) -> str:
        """The key id of the station that signed; `Refused` unless it did and may fetch."""
        scheme, _, rest = authorization.partition(" ")
        words = rest.split(".")
        if scheme != SCHEME or len(words) != 3:
            raise Refused("access.challenge")
        kid, challenge, signature = words
        self._demand_ours(challenge)
        entry = next((each for each in self._mailbox.stations() if each.kid.hex() == kid), None)
        if entry is None:
            raise Refused("access.unknown")
        if entry.revoked_at is not None:
            raise Refused("access.revoked")
        try:
            signed = bytes.fromhex(signature)
        except ValueError:
            raise Refused("access.signature") from None
        if not signing.verify(entry.keys.signing_key, signed, CHALLENGE + challenge.encode()):
            raise Refused("access.signature")
        return kid

    def _demand_ours(self, challenge: str) -> None:
        try:
            given = bytes.fromhex(challenge)
        except ValueError:
            raise Refused("access.challenge") from None
        front, code = given[: _FRONT.size], given[_FRONT.size :]
        if not hmac.compare_digest(code, self._code(front)):
            raise Refused("access.challenge")
        if _FRONT.unpack(front)[1] < time.time():
            raise Refused("access.challenge")

    def _code(self, front: bytes) -> bytes:
        # read each time: when two processes start at once the later one's secret is the one
        return hmac.digest(self._path.read_bytes(), front, "sha256")

    @property
    def _path(self) -> Path:
        return self._mailbox.folder / _FILE
