"""The last way in: what two custodians of the city open together, and neither alone.

At enrolment the data key is split in two: a share of chance, and the data key XORed with it. Each
is sealed to the public key of one custodian. Neither share says anything about the key.

In `slots.json`, `custody` is:

    version   1
    id        random uuid, 32 hex digits
    office, station, created
    shares    two: to (public X25519 key of a custodian), and ephemeral, nonce, sealed as in
              `sealing`; bound to {custody: id, office, station, place: 0 or 1, to}
    mark      HMAC-SHA256 under a key drawn from the data key, over the rest

All three files below are JSON in UTF-8, and small enough for any stick.

The request, `payung-permintaan-kunci-OFFICE-STATION.json`, which nobody who cannot get in could
sign; two people compare its fingerprint by phone before a custodian answers:

    format "payung-custody-request", version 1
    id          random uuid
    made        moment
    answer_key  public X25519 key made for this request alone
    custody     as in slots.json, without the mark

What the desk keeps until the answers come, `custody-request.json` beside the slots:

    format "payung-custody-waiting", version 1
    request     as above
    operator    id of the account that gets a new password
    lock        the seed behind answer_key, closed with that new password as in slots.json

The answer of one custodian, `payung-jawaban-kunci-OFFICE-STATION-PLACE.json`:

    format "payung-custody-answer", version 1
    request     id of the request
    place       0 or 1
    made        moment
    share       the opened share, sealed to answer_key; bound to {answer: request, place}
    kid         8 bytes: the key of the city that signed
    signature   Ed25519 of the city's station over "payung custody answer" NUL and all the rest
                as canonical JSON

History: 1, the first.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from app.keys import signing
from app.keys.failure import KeysFailure
from app.keys.keyfile import Fields, canonical, now, read, sound, write
from app.keys.locked import Cost, Locked
from app.keys.sealing import SECRET, Sealed, sealing_key

WAITING = "custody-request.json"

_VERSION = 1
_REQUEST, _ANSWER = "payung-custody-request", "payung-custody-answer"
_KEPT = "payung-custody-waiting"
_LABEL = b"payung custody answer\0"


@dataclass(frozen=True, slots=True)
class Share:
    """One half of a data key, sealed to one custodian."""

    to: bytes
    sealed: Sealed

    def as_json(self) -> dict[str, Any]:
        return {"to": self.to.hex(), **self.sealed.as_json()}

    @classmethod
    def read(cls, fields: Fields) -> Self:
        return cls(fields.bytes("to", 32), Sealed.read(fields))


@dataclass(frozen=True, slots=True)
class Split:
    """A data key in two sealed shares."""

    id: str
    office: str
    station: int
    created: datetime
    shares: tuple[Share, Share]

    @classmethod
    def make(
        cls, data_key: bytes, office: str, station: int, custodians: tuple[bytes, bytes]
    ) -> Self:
        """Split `data_key` for these two; ValueError unless they are two keys."""
        if len(set(custodians)) != len(custodians):
            raise ValueError("one custodian twice")
        new, first = uuid4().hex, os.urandom(SECRET)
        one, other = (
            Share(to, Sealed.to(to, half, _bound(new, office, station, place, to)))
            for place, (to, half) in enumerate(
                zip(custodians, (first, _xor(first, data_key)), strict=True)
            )
        )
        return cls(new, office, station, now(), (one, other))

    def anew(self, data_key: bytes) -> "Split":
        """Another data key for the same two."""
        one, other = self.shares
        return Split.make(data_key, self.office, self.station, (one.to, other.to))

    def open(self, place: int, seed: bytes) -> bytes:
        """The share at `place`, for the custodian with this seed; or `NotUnlocked`."""
        share = self.shares[place]
        return share.sealed.open(seed, _bound(self.id, self.office, self.station, place, share.to))

    def as_json(self) -> dict[str, Any]:
        return {
            "version": _VERSION,
            "id": self.id,
            "office": self.office,
            "station": self.station,
            "created": self.created.isoformat(),
            "shares": [share.as_json() for share in self.shares],
        }

    @classmethod
    def read(cls, fields: Fields) -> Self:
        fields.number("version", _VERSION, _VERSION)
        shares = [Share.read(share) for share in fields.inners("shares")]
        if len(shares) != 2 or shares[0].to == shares[1].to:
            raise ValueError("shares")
        return cls(
            fields.bytes("id", 16).hex(),
            fields.text("office", 12),
            fields.number("station", 0, 9999),
            fields.moment("created"),
            (shares[0], shares[1]),
        )


@dataclass(frozen=True, slots=True)
class Custody:
    """A split as the slot file keeps it, with its mark."""

    split: Split
    mark: bytes

    def as_json(self) -> dict[str, Any]:
        return {**self.split.as_json(), "mark": self.mark.hex()}

    @classmethod
    def read(cls, fields: Fields) -> Self:
        custody = cls(Split.read(fields), fields.bytes("mark", 32))
        fields.done()
        return custody


@dataclass(frozen=True, slots=True)
class Request:
    """A desk where nobody gets in any more asks the city's custodians."""

    id: str
    made: datetime
    answer_key: bytes
    split: Split

    @property
    def file_name(self) -> str:
        return f"payung-permintaan-kunci-{self.split.office}-{self.split.station}.json"

    def fingerprint(self) -> str:
        """What desk and custodian compare by phone: five groups of four digits (66 bits)."""
        digest = sha256(b"payung custody request\0" + canonical(self.as_json())).digest()
        digits = f"{int.from_bytes(digest) % 10**20:020d}"
        return " ".join(digits[start : start + 4] for start in range(0, 20, 4))

    def place_of(self, custodian: bytes) -> int | None:
        """Which share is sealed to this public key."""
        for place, share in enumerate(self.split.shares):
            if share.to == custodian:
                return place
        return None

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "made": self.made.isoformat(),
            "answer_key": self.answer_key.hex(),
            "custody": self.split.as_json(),
        }

    def write(self, path: Path) -> None:
        """Put it where the stick is; one that lies there is replaced."""
        with _carried():
            write(path, _REQUEST, _VERSION, self.as_json(), first=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The request in a file, or `KeysFailure`."""
        with _carried():
            fields = read(path, _REQUEST, _VERSION)
            with sound(path.name):
                return cls.read(fields)

    @classmethod
    def read(cls, fields: Fields) -> Self:
        custody = fields.inner("custody")
        request = cls(
            fields.bytes("id", 16).hex(),
            fields.moment("made"),
            fields.bytes("answer_key", 32),
            Split.read(custody),
        )
        custody.done()
        fields.done()
        return request


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """What the desk keeps of its own request; only the password chosen then opens it."""

    request: Request
    operator_id: str
    lock: Locked

    @classmethod
    def begin(
        cls, folder: Path, split: Split, operator_id: str, password: str, cost: Cost
    ) -> "Waiting":
        """Make a request and keep what opens its answers; one before it is answered no more."""
        seed = os.urandom(SECRET)
        request = Request(uuid4().hex, now(), sealing_key(seed), split)
        bound = canonical({**request.as_json(), "operator": operator_id})
        waiting = cls(request, operator_id, Locked.close(seed, password, bound, cost))
        body = {
            "request": request.as_json(),
            "operator": operator_id,
            "lock": waiting.lock.as_json(),
        }
        write(folder / WAITING, _KEPT, _VERSION, body, first=False)
        return waiting

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The request that waits in this folder, or `KeysFailure` (`keys.missing` for none)."""
        fields = read(folder / WAITING, _KEPT, _VERSION)
        with sound(WAITING):
            lock = fields.inner("lock")
            waiting = cls(
                Request.read(fields.inner("request")),
                fields.bytes("operator", 16).hex(),
                Locked.read(lock, SECRET),
            )
            lock.done()
            fields.done()
        return waiting

    def open(self, password: str, answers: "tuple[Answer, Answer]") -> bytes:
        """The data key out of both answers; `NotUnlocked` with another password than then."""
        bound = canonical({**self.request.as_json(), "operator": self.operator_id})
        seed = self.lock.open(password, bound)
        one, other = (
            answer.sealed.open(seed, _bound_answer(self.request.id, answer.place))
            for answer in answers
        )
        return _xor(one, other)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one custodian opened, for the asking desk alone, signed by the city."""

    request: str
    place: int
    made: datetime
    sealed: Sealed
    kid: bytes
    signature: bytes

    @classmethod
    def give(
        cls, request: Request, place: int, seed: bytes, kid: bytes, sign: Callable[[bytes], bytes]
    ) -> Self:
        """Open the share at `place` and seal it to the asking desk; or `NotUnlocked`."""
        half = request.split.open(place, seed)
        sealed = Sealed.to(request.answer_key, half, _bound_answer(request.id, place))
        made = now()
        signed = _signed(request.id, place, made, sealed, kid)
        return cls(request.id, place, made, sealed, kid, sign(signed))

    def is_signed_with(self, key: bytes) -> bool:
        """Whether the city with this public key gave it."""
        signed = _signed(self.request, self.place, self.made, self.sealed, self.kid)
        return signing.key_id(key) == self.kid and signing.verify(key, self.signature, signed)

    def write(self, path: Path) -> None:
        """Put it where the stick is; one that lies there is replaced."""
        body = _answer_json(self.request, self.place, self.made, self.sealed, self.kid)
        with _carried():
            write(path, _ANSWER, _VERSION, {**body, "signature": self.signature.hex()}, first=False)

    @classmethod
    def load(cls, path: Path) -> Self:
        """The answer in a file, or `KeysFailure`."""
        with _carried():
            fields = read(path, _ANSWER, _VERSION)
            with sound(path.name):
                answer = cls(
                    fields.bytes("request", 16).hex(),
                    fields.number("place", 0, 1),
                    fields.moment("made"),
                    Sealed.read(fields.inner("share")),
                    fields.bytes("kid", 8),
                    fields.bytes("signature", 64),
                )
                fields.done()
            return answer


_ON_THE_WAY = {
    "keys.missing": "custody.file_missing",
    "keys.damaged": "custody.file_damaged",
    "keys.permission": "custody.file_disk",
    "keys.disk": "custody.file_disk",
}


@contextmanager
def _carried() -> Iterator[None]:
    """What lies on a stick is no file of the data folder: no backup brings it back."""
    try:
        yield
    except KeysFailure as failure:
        code = _ON_THE_WAY.get(failure.code, failure.code)
        raise KeysFailure(code, failure.file) from None


def _bound(custody: str, office: str, station: int, place: int, to: bytes) -> bytes:
    return canonical(
        {"custody": custody, "office": office, "station": station, "place": place, "to": to.hex()}
    )


def _bound_answer(request: str, place: int) -> bytes:
    return canonical({"answer": request, "place": place})


def _answer_json(
    request: str, place: int, made: datetime, sealed: Sealed, kid: bytes
) -> dict[str, Any]:
    return {
        "request": request,
        "place": place,
        "made": made.isoformat(),
        "share": sealed.as_json(),
        "kid": kid.hex(),
    }


def _signed(request: str, place: int, made: datetime, sealed: Sealed, kid: bytes) -> bytes:
    return _LABEL + canonical(_answer_json(request, place, made, sealed, kid))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
