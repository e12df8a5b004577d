"""The header of a sealed file: what it says, to and from its CBOR bytes."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from app.domain.sealed import (
    FORMAT,
    AuditHead,
    Body,
    Covers,
    Header,
    Kind,
    Life,
    Party,
)
from app.exchange import cbor
from app.exchange.keycard import Keycard
from app.exchange.refusal import ExchangeRefusal
from app.keys.signing import PUBLIC_KEY_LENGTH
from app.keys.station import PublicKeys

CRITICAL = "critical"
"""The member that names members without which the rest must not be read."""

_LATEST = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())


def write_header(content: Header | Keycard) -> bytes:
    """The header's bytes, the same ones for the same content."""
    return cbor.encode(_of_keycard(content) if isinstance(content, Keycard) else _of(content))


def read_header(data: bytes) -> Header | Keycard:
    """What a header says, or `ExchangeRefusal`.

    Members that are not known are passed over, so that a newer program may add some; but not
    where it lists them as critical.
    """
    try:
        members = _Members(cbor.decode(data))
        _demand_understood(members)
        kind = _kind(members.text("kind"))
        return _KEYCARD_OR_HEADER[kind](members)
    except ValueError as error:
        # from None: the cause may quote what stood in the file
        raise ExchangeRefusal("seal.header", _field(error)) from None


class _Members:
    """One map, taken apart member by member; another type than the exact one is a `_Wrong`."""

    def __init__(self, value: object, name: str = "header") -> None:
        if not isinstance(value, dict):
            raise _Wrong(name)
        self._value: dict[str, Any] = value

    def text(self, name: str) -> str:
        value = self._get(name)
        if not isinstance(value, str):
            raise _Wrong(name)
        return value

    def number(self, name: str) -> int:
        return _number(name, self._get(name))

    def flag(self, name: str) -> bool:
        value = self._get(name)
        if not isinstance(value, bool):
            raise _Wrong(name)
        return value

    def octets(self, name: str, length: int) -> bytes:
        value = self._get(name)
        if not isinstance(value, bytes) or len(value) != length:
            raise _Wrong(name)
        return value

    def all_octets(self, name: str, length: int) -> list[bytes]:
        found = self._list(name)
        if not all(isinstance(each, bytes) and len(each) == length for each in found):
            raise _Wrong(name)
        return found

    def moment(self, name: str) -> datetime:
        value = self.number(name)
        if not 0 <= value <= _LATEST:
            raise _Wrong(name)
        return datetime.fromtimestamp(value, UTC)

    def inner(self, name: str) -> "_Members":
        return _Members(self._get(name), name)

    def inners(self, name: str) -> "list[_Members]":
        return [_Members(each, name) for each in self._list(name)]

    def texts(self, name: str) -> list[str]:
        texts = [each for each in self._list(name) if isinstance(each, str)]
        if len(texts) != len(self._list(name)):
            raise _Wrong(name)
        return texts

    def numbers_by_name(self, name: str) -> dict[str, int]:
        value = self._get(name)
        if not isinstance(value, dict):
            raise _Wrong(name)
        return {key: _number(name, number) for key, number in value.items()}

    def has(self, name: str) -> bool:
        return name in self._value

    def is_null(self, name: str) -> bool:
        return self._get(name) is None

    def _list(self, name: str) -> list[Any]:
        value = self._get(name)
        if not isinstance(value, list):
            raise _Wrong(name)
        return value

    def _get(self, name: str) -> Any:
        if name not in self._value:
            raise _Wrong(name)
        return self._value[name]


class _Wrong(ValueError):
    """A member that is missing or of another type; its text is the name, ours."""


def _number(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Wrong(name)
    return value


def _field(error: ValueError) -> str:
    """The member at fault, where we ourselves named it."""
    return str(error) if type(error) in (_Wrong, ValueError) else "cbor"


def _demand_understood(members: _Members) -> None:
    """A newer program's file is told as such before anything in it looks wrong."""
    if members.has(CRITICAL) and not _KNOWN.issuperset(members.texts(CRITICAL)):
        raise ExchangeRefusal("seal.critical")
    if members.number("format") != FORMAT:
        raise _Wrong("format")


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise ExchangeRefusal("seal.kind") from None


def _of(header: Header) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "schema": header.schema,
        "kind": header.kind.value,
        "id": header.id,
        "sender": _of_party(header.sender),
        "recipients": [_of_party(each) for each in header.recipients],
        "sequence": header.sequence,
        "previous": None if header.previous is None else bytes.fromhex(header.previous),
        "incarnation": _of_life(header.life),
        "covers": {"first": header.covers.first, "last": header.covers.last},
        "read": header.read,
        "reach_files": header.reach_files,
        "ask": header.ask,
        "counts": dict(header.counts),
        "body": {
            "length": header.body.length,
            "sha256": bytes.fromhex(header.body.sha256),
            "expanded": header.body.expanded,
        },
        "audit_head": {
            "seq": header.audit_head.seq,
            "hash": bytes.fromhex(header.audit_head.hash),
        },
        "made_at": int(header.made_at.timestamp()),
        "program": header.program,
    }


def _header(members: _Members) -> Header:
    covers, body, audit = (members.inner(name) for name in ("covers", "body", "audit_head"))
    return Header(
        schema=members.number("schema"),
        kind=Kind(members.text("kind")),
        id=members.text("id"),
        sender=_party(members.inner("sender")),
        recipients=tuple(_party(each) for each in members.inners("recipients")),
        sequence=members.number("sequence"),
        previous=None if members.is_null("previous") else members.octets("previous", 32).hex(),
        life=_life(members.inner("incarnation")),
        covers=Covers(covers.number("first"), covers.number("last")),
        read=members.number("read"),
        reach_files=members.number("reach_files"),
        ask=members.flag("ask"),
        counts=members.numbers_by_name("counts"),
        body=Body(
            length=body.number("length"),
            sha256=body.octets("sha256", 32).hex(),
            expanded=body.number("expanded"),
        ),
        audit_head=AuditHead(audit.number("seq"), audit.octets("hash", 32).hex()),
        made_at=members.moment("made_at"),
        program=members.text("program"),
    )


def _of_keycard(card: Keycard) -> dict[str, Any]:
    members: dict[str, Any] = {
        "format": FORMAT,
        "schema": card.schema,
        "kind": Kind.KEYCARD.value,
        "id": card.id,
        "keys": {
            "office": card.keys.office,
            "station": card.keys.station,
            "signing_key": card.keys.signing_key,
            "sealing_key": card.keys.sealing_key,
            "since": int(card.keys.since.timestamp()),
        },
        "incarnation": _of_life(card.life),
        "office_name": card.office_name,
        "escrow": card.escrow,
        "made_at": int(card.made_at.timestamp()),
        "program": card.program,
    }
    # left out where there are none: so it was before anybody knew of them
    if card.custodians:
        members["custodians"] = list(card.custodians)
    if card.administrator is not None:
        members["administrator"] = card.administrator
    return members


def _keycard(members: _Members) -> Keycard:
    keys = members.inner("keys")
    return Keycard(
        schema=members.number("schema"),
        id=members.text("id"),
        keys=PublicKeys(
            office=keys.text("office"),
            station=keys.number("station"),
            signing_key=keys.octets("signing_key", PUBLIC_KEY_LENGTH),
            sealing_key=keys.text("sealing_key"),
            since=keys.moment("since"),
        ),
        life=_life(members.inner("incarnation")),
        office_name=members.text("office_name"),
        escrow=None if members.is_null("escrow") else members.text("escrow"),
        custodians=tuple(members.all_octets("custodians", 32)) if members.has("custodians") else (),
        administrator=(
            members.octets("administrator", PUBLIC_KEY_LENGTH)
            if members.has("administrator")
            else None
        ),
        made_at=members.moment("made_at"),
        program=members.text("program"),
    )


def _of_party(party: Party) -> dict[str, Any]:
    return {"office": party.office, "station": party.station, "kid": bytes.fromhex(party.kid)}


def _party(members: _Members) -> Party:
    return Party(members.text("office"), members.number("station"), members.octets("kid", 8).hex())


def _of_life(life: Life) -> dict[str, Any]:
    return {"number": life.number, "id": bytes.fromhex(life.id)}


def _life(members: _Members) -> Life:
    return Life(members.number("number"), members.octets("id", 16).hex())


_KEYCARD_OR_HEADER: dict[Kind, Callable[[_Members], Header | Keycard]] = {
    Kind.BATCH: _header,
    Kind.REPLY: _header,
    Kind.KEYCARD: _keycard,
}
_KNOWN = frozenset(
    {"format", "schema", "kind", "id", "sender", "recipients", "sequence", "previous"}
    | {"incarnation", "covers", "read", "reach_files", "ask", "counts", "body", "audit_head"}
    | {"made_at", "program", "keys", "office_name", "escrow", "custodians"}
    | {"administrator", CRITICAL}
)
