"""The signed text of a card's QR code: made here, and checked here without a network.

`PYG1:` + base45 of a CWT: COSE_Sign1 (RFC 9052) with EdDSA over `iss`, `iat` and claim 169 of
the MOSIP specification (1 number, 4 name, 21 location code; 75 status, 76 the day it is from,
77 which card of the person). Not compressed: compression makes it longer. There is no NIK in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Protocol
from unicodedata import category

import cbor2
from cryptography.exceptions import InvalidSignature

from app.domain.card import CardCheck, CardFace, CardStatus
from app.papers import base45

PREFIX = "PYG1:"

SIZE = 204
"""Bytes that fit a code of 57 modules at level M, which is 22 mm on paper with its margin. The
name is shortened until the rest of the text fits."""

SHORTEST_NAME = 12
"""A longer issuer makes a finer code rather than a name nobody could recognise."""

_LONGEST_TEXT = 1024
_ALG, _KID, _EDDSA = 1, 4, -8
_SIGN1 = 18  # CBOR tag
_ISS, _IAT, _PERSON = 1, 6, 169
_NUMBER, _NAME, _LOCATION, _STATUS, _AS_OF, _SERIAL = 1, 4, 21, 75, 76, 77

_STATUS_NUMBERS = {
    CardStatus.REGISTERED: 1,
    CardStatus.ACCEPTED: 2,
    CardStatus.DECREED: 3,
    CardStatus.FUNDED: 4,
    CardStatus.ACTIVE: 5,
    CardStatus.GRACE: 6,
    CardStatus.INACTIVE: 7,
    CardStatus.ENDED: 8,
}
"""Printed on plastic: a number is never given another meaning."""


class PublicKey(Protocol):
    """Raises `cryptography.exceptions.InvalidSignature`, as an Ed25519PublicKey does."""

    def verify(self, signature: bytes, data: bytes, /) -> None: ...


def signed(
    face: CardFace, issuer: str, issued_at: datetime, kid: bytes, sign: Callable[[bytes], bytes]
) -> CardFace:
    """The face with its code, signed by `sign` (raw Ed25519) under the key named `kid`."""
    person = {
        _NUMBER: face.number,
        _NAME: "",
        _LOCATION: face.location,
        _STATUS: _STATUS_NUMBERS[face.status],
        _AS_OF: int(face.status_as_of.strftime("%Y%m%d")),
        _SERIAL: face.serial,
    }
    claims = {_ISS: issuer, _IAT: int(issued_at.timestamp()), _PERSON: person}
    protected = cbor2.dumps({_ALG: _EDDSA, _KID: kid}, canonical=True)
    without_name = len(_sign1(protected, cbor2.dumps(claims, canonical=True), bytes(64)))
    # 2 for the longer heads of a longer name and payload
    person[_NAME] = shortened(face.name, max(SIZE - without_name - 2, SHORTEST_NAME))
    payload = cbor2.dumps(claims, canonical=True)
    signature = sign(_to_be_signed(protected, payload))
    return replace(face, code=PREFIX + base45.encode(_sign1(protected, payload, signature)))


def shortened(name: str, size: int) -> str:
    """The name in `size` bytes: as many whole words as fit, then initials of the others."""
    words = name.split()
    kept = ""
    while words and _fits(longer := f"{kept} {words[0]}".strip(), size):
        kept = longer
        del words[0]
    if not kept:
        return name.encode()[:size].decode(errors="ignore")
    while words and _fits(longer := f"{kept} {words[0][0]}", size):
        kept = longer
        del words[0]
    return kept


def _fits(text: str, size: int) -> bool:
    return len(text.encode()) <= size


def verify(
    text: str,
    find_key: Callable[[bytes], PublicKey | None],
    is_void: Callable[[str], bool],
) -> CardCheck:
    """Check what a scanner typed. Never raises for any text; names the first thing wrong.

    `find_key` gets the key's name from the code, `is_void` the card's id (`CardFace.card_id`).
    Nothing the card says is believed, nor shown, before its signature is known to be good.
    """
    try:
        protected, payload, signature = _opened(text)
        kid = _kid(protected)
        key = find_key(kid)
        if key is None:
            return CardCheck(valid=False, reason="card.key")
        key.verify(signature, _to_be_signed(protected, payload))
    except _Unreadable as unreadable:
        return CardCheck(valid=False, reason=str(unreadable))
    except InvalidSignature:
        return CardCheck(valid=False, reason="card.signature")
    try:
        genuine = _said(_decoded(payload))
    except _Unreadable:
        return CardCheck(valid=False, reason="card.content")
    if is_void(genuine.card):
        return replace(genuine, valid=False, reason="card.void")
    return genuine


class _Unreadable(Exception):
    """What was read is not a card; says the reason's code."""


def _opened(text: str) -> tuple[bytes, bytes, bytes]:
    """Protected header, payload and signature of a code's text."""
    if len(text) > _LONGEST_TEXT:
        raise _Unreadable("card.foreign")
    text = text.strip()  # no code of ours ends in a space: the last of a group never reaches it
    if text == text.lower():
        text = text.upper()  # a scanner types with Caps Lock on
    if not text.startswith(PREFIX):
        raise _Unreadable("card.foreign")
    try:
        data = base45.decode(text.removeprefix(PREFIX))
    except ValueError:
        raise _Unreadable("card.damaged") from None
    match _decoded(data):
        case cbor2.CBORTag(
            tag=18, value=[bytes() as protected, dict(), bytes() as payload, bytes() as signature]
        ) if _sign1(protected, payload, signature) == data:  # nothing unsigned, nothing after it
            return protected, payload, signature
    raise _Unreadable("card.damaged")


def _kid(protected: bytes) -> bytes:
    match _decoded(protected):
        case {1: -8, 4: bytes() as kid} if len(kid) <= 64:
            return kid
    raise _Unreadable("card.damaged")


def _decoded(data: bytes) -> Any:
    try:
        return cbor2.loads(data)
    except (cbor2.CBORError, ValueError, TypeError, ArithmeticError, RecursionError, MemoryError):
        # a hostile text can ask for tags, depths and lengths that no card has
        raise _Unreadable("card.damaged") from None


def _said(claims: object) -> CardCheck:
    """What a genuine payload says; a part of a wrong kind makes all of it unreadable."""
    match claims:
        case {1: str() as issuer, 6: int() as issued_at, 169: dict() as person}:
            pass
        case _:
            raise _Unreadable
    try:
        number, name = _text(person, _NUMBER), _text(person, _NAME)
        status = _STATUSES.get(_whole(person, _STATUS), CardStatus.UNKNOWN)
        return CardCheck(
            valid=True,
            reason="card.genuine",
            status=status,
            status_as_of=_day(_whole(person, _AS_OF)),
            card=f"{number}/{_whole(person, _SERIAL)}",
            number=number,
            name=name,
            location=_text(person, _LOCATION),
            issuer=issuer,
            issued_at=datetime.fromtimestamp(issued_at, UTC),
        )
    except (ValueError, OverflowError, OSError):
        raise _Unreadable from None


def _text(person: Mapping[Any, Any], member: int) -> str:
    value = person.get(member)
    if not isinstance(value, str):
        raise _Unreadable
    # a station of its own key may write a name, not steer the screen or turn the text on it
    return "".join(each for each in value if category(each)[0] != "C")


def _whole(person: Mapping[Any, Any], member: int) -> int:
    value = person.get(member)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Unreadable
    return value


def _day(digits: int) -> date:
    return date(digits // 10000, digits // 100 % 100, digits % 100)


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Sig_structure of RFC 9052, section 4.4."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def _sign1(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    return cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature]))


_STATUSES = {number: status for status, number in _STATUS_NUMBERS.items()}
