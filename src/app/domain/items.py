"""What travels in sealed files, item by item: to plain members and back.

`exchange/ITEMS.md` describes the members. Whatever cannot be understood is a `Refusal` with
`item.unreadable`: the receiver sets that item aside and takes the rest of its file.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NoReturn, TypeVar

from app.domain.approval import Approval
from app.domain.decisions import Decision, Event, EventKind, Fix
from app.domain.draft import STATEMENTS
from app.domain.merge import Name, Version
from app.domain.months import Month
from app.domain.paid import PaidLine, Payment
from app.domain.record import canonical
from app.domain.refusal import Problem, Refusal
from app.domain.revision import Record
from app.domain.sealed import HIGHEST, AuditHead
from app.domain.states import DecisionState
from app.domain.vouching import Link

Content = Mapping[str, Any]
T = TypeVar("T")

REQUIRED = frozenset(
    {
        "name", "birth_place", "birth_date", "sex", "address", "rt", "occupation", "workplace",
        "income", "was_member", "effective_date", "statements",
    }
)  # fmt: skip
"""What every complete registration has; a record without is half a record."""

_MANY_HEIRS = 50
_MANY_DETAILS = 20
_MANY_MONTHS = 240  # twenty years in one payment: more is a mistake
_MOST = 2**31 - 1  # what every database keeps in a plain number


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class SentRevision:
    """A revision on its way: its content as it was hashed, byte by byte."""

    registration_id: str
    person_id: str
    registration_number: str
    number: int
    parent: str  # "" for the first
    lineage: tuple[Name, ...]  # all it descends from, newest first
    hash: str
    content: str
    record: Record
    life: int
    by: str
    at: datetime
    origin: str
    """The station that made it."""
    approval_id: str

    @property
    def key(self) -> Name:
        return Name(self.number, self.hash)

    def version(self) -> Version:
        """As the merge sees it."""
        return Version(self.key, frozenset(self.lineage), self.origin, self.life)


def write_revision(sent: SentRevision) -> dict[str, Any]:
    """The members of a revision; the record stays the very text that was hashed."""
    return {
        "registration": sent.registration_id,
        "person": sent.person_id,
        "registration_number": sent.registration_number,
        "number": sent.number,
        "parent": sent.parent,
        "lineage": [each.text for each in sent.lineage],
        "hash": sent.hash,
        "content": sent.content,
        "life": sent.life,
        "by": sent.by,
        "at": sent.at.isoformat(),
        "origin": sent.origin,
        "approval": sent.approval_id,
    }


def read_revision(content: Content) -> SentRevision:
    """The way back; the record is whole and hashes to what is said of it."""
    try:
        text = _text(content["content"], 1 << 20)
        digest = _text(content["hash"], 64)
        if sha256(text.encode()).hexdigest() != digest:
            raise Refusal(Problem("record.hash"))
        number = _number(content["number"], 1)
        lineage = tuple(Name.parse(each) for each in content["lineage"])
        if any(each.number >= number for each in lineage):
            raise ValueError
        return SentRevision(
            registration_id=_id(content["registration"]),
            person_id=_id(content["person"]),
            registration_number=_text(content["registration_number"], 40),
            number=number,
            parent=_text(content["parent"], 64),
            lineage=lineage,
            hash=digest,
            content=text,
            record=read_record(text),
            life=_number(content["life"]),
            by=_text(content["by"], 64),
            at=_moment(content["at"]),
            origin=_text(content["origin"], 20),
            approval_id=_text(content["approval"], 36),
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Refusal(Problem("item.unreadable")) from None


def read_record(text: str) -> Record:
    """The record in a text, or `record.unreadable`: whole enough to be kept, listed and searched.

    Not more: whether the rules would accept it, the rules say when somebody opens it.
    """
    try:
        record: Record = _DECODER.decode(text)
        if not (isinstance(record, dict) and record.keys() >= REQUIRED):
            raise ValueError
        for name, value in record.items():
            kind = type(value)
            if kind is not str and kind is not int:
                _STRUCTURED[name](value)
        if not (isinstance(record["name"], str) and record["name"] and "\\u0000" not in text):
            raise ValueError
        date.fromisoformat(record["birth_date"])
        date.fromisoformat(record["effective_date"])
        if STATEMENTS_SET - record["statements"].keys():
            raise ValueError
    except (KeyError, ValueError, TypeError, RecursionError):
        # from None: the cause may quote a member, and a member is a resident's
        raise Refusal(Problem("record.unreadable")) from None
    return record


STATEMENTS_SET = frozenset(STATEMENTS)


def _flat(value: Any) -> None:
    for each in value.values():
        kind = type(each)
        if kind is not str and kind is not int:
            raise ValueError


def _heirs(value: Any) -> None:
    if type(value) is not list or len(value) > _MANY_HEIRS:
        raise ValueError
    for each in value:
        _flat_heir(each)


def _flat_heir(value: Any) -> None:
    _flat(value)
    if not value["name"]:
        raise ValueError


def _statements(value: Any) -> None:
    for each in value.values():
        _flat(each)


def _reasons(value: Any) -> None:
    if type(value) is not list:
        raise ValueError
    for each in value:
        _flat({name: inner for name, inner in each.items() if name != "facts"})
        _flat(each.get("facts", {}))


_STRUCTURED: Mapping[str, Callable[[Any], None]] = {
    "heirs": _heirs,
    "statements": _statements,
    "reasons": _reasons,
}


def write_approval(approval: Approval) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": approval.id,
        "by": approval.operator,
        "key": approval.public_key.hex(),
        "of": list(approval.subjects),
        "signature": approval.signature.hex(),
        "at": approval.at.isoformat(),
        "origin": approval.origin,
    }


def read_approval(content: Content) -> Approval:
    """An approval as it is said to have been given; its signature is not checked here."""
    return _read(
        lambda: Approval(
            id=_id(content["id"]),
            operator=_text(content["by"], 64),
            public_key=_bytes(content["key"], 32),
            subjects=tuple(_text(each, 200) for each in _list(content["of"])),
            signature=_bytes(content["signature"], 64),
            at=_moment(content["at"]),
            origin=_text(content["origin"], 20),
        )
    )


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a name
class SentOperator:
    """Who stands behind an id in the records of a station."""

    id: str
    name: str
    role: str
    public_key: bytes


_OPERATOR = b"payung operator\0"


def operator_message(origin: str, operator: SentOperator) -> bytes:
    """What a station signs to vouch for an operator of its own, wherever the word is carried."""
    return _OPERATOR + canonical({**write_operator(operator), "origin": origin}).encode()


def read_voucher(content: Content) -> tuple[str, bytes]:
    """Of an operator: the station it is said to be of, and the signature by which that vouches.

    Both are empty where the sender only tells of its own, as a station did before schema 2.
    """
    return _read(
        lambda: (
            _text(content.get("origin", ""), 20),
            _bytes(content["voucher"], 64) if content.get("voucher") else b"",
        )
    )


def write_links(links: Sequence[Link]) -> list[dict[str, str]]:
    """The member `vouched` of an operator: who of that station vouches for whom."""
    return [
        {
            "id": each.operator,
            "key": each.public_key.hex(),
            "role": each.role,
            "at": each.at.isoformat(),
            "by": each.by.hex(),
            "signature": each.signature.hex(),
        }
        for each in links
    ]


def read_links(content: Content, station: str) -> list[Link]:
    """Of an operator of this station; none where nobody vouches. Signatures are not checked here.

    A file of a program before this one has no such member.
    """
    return _read(
        lambda: [
            Link(
                station=station,
                operator=_text(each["id"], 64),
                public_key=_bytes(each["key"], 32),
                role=_text(each["role"], 40),
                at=_moment(each["at"]),
                by=_bytes(each["by"], 32),
                signature=_bytes(each["signature"], 64),
            )
            for each in _list(content.get("vouched", []))
        ]
    )


def write_operator(operator: SentOperator) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": operator.id,
        "name": operator.name,
        "role": operator.role,
        "key": operator.public_key.hex(),
    }


def read_operator(content: Content) -> SentOperator:
    """The way back, or `item.unreadable`."""
    return _read(
        lambda: SentOperator(
            _text(content["id"], 64),
            _text(content["name"], 200),
            _text(content["role"], 40),
            _bytes(content["key"], 32),
        )
    )


@dataclass(frozen=True, slots=True)
class SentCard:
    """A line of a station's print ledger."""

    registration_id: str
    copy: int
    revision_hash: str
    status: str
    status_as_of: str
    sheet: str
    reason: str
    by: str
    at: datetime
    printed_at: datetime
    origin: str


def write_card(card: SentCard) -> dict[str, Any]:
    """The members of this item."""
    return {
        "registration": card.registration_id,
        "copy": card.copy,
        "revision": card.revision_hash,
        "status": card.status,
        "status_as_of": card.status_as_of,
        "sheet": card.sheet,
        "reason": card.reason,
        "by": card.by,
        "at": card.at.isoformat(),
        "printed_at": card.printed_at.isoformat(),
        "origin": card.origin,
    }


def read_card(content: Content) -> SentCard:
    """The way back, or `item.unreadable`."""
    return _read(
        lambda: SentCard(
            registration_id=_id(content["registration"]),
            copy=_number(content["copy"], 1),
            revision_hash=_text(content["revision"], 64),
            status=_text(content["status"], 40),
            status_as_of=date.fromisoformat(content["status_as_of"]).isoformat(),
            sheet=_text(content["sheet"], 20),
            reason=_text(content["reason"], 1000),
            by=_text(content["by"], 64),
            at=_moment(content["at"]),
            printed_at=_moment(content["printed_at"]),
            origin=_text(content["origin"], 20),
        )
    )


@dataclass(frozen=True, slots=True, repr=False)
class SentVerdict:
    """What somebody at a station said of two persons."""

    first: str
    second: str
    verdict: str
    reason: str
    by: str
    at: datetime
    origin: str


def write_verdict(verdict: SentVerdict) -> dict[str, Any]:
    """The members of this item."""
    return {
        "first": verdict.first,
        "second": verdict.second,
        "verdict": verdict.verdict,
        "reason": verdict.reason,
        "by": verdict.by,
        "at": verdict.at.isoformat(),
        "origin": verdict.origin,
    }


def read_verdict(content: Content) -> SentVerdict:
    """The way back, or `item.unreadable`."""
    return _read(
        lambda: SentVerdict(
            _id(content["first"]),
            _id(content["second"]),
            _text(content["verdict"], 40),
            _text(content["reason"], 1000),
            _text(content["by"], 64),
            _moment(content["at"]),
            _text(content["origin"], 20),
        )
    )


def write_decision(decision: Decision) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": decision.id,
        "registration": decision.registration_id,
        "seq": decision.seq,
        "state": decision.state.value,
        "about": decision.about.text,
        "fixes": [{"field": each.field, "code": each.code} for each in decision.fixes],
        "reason": decision.reason,
        "by": decision.by,
        "at": decision.at.isoformat(),
        **({"detail": dict(decision.detail)} if decision.detail else {}),
    }


def read_decision(content: Content) -> Decision:
    """The way back, or `item.unreadable`."""
    return _read(
        lambda: Decision(
            id=_id(content["id"]),
            registration_id=_id(content["registration"]),
            seq=_number(content["seq"], 1, HIGHEST),
            state=DecisionState(content["state"]),
            about=Name.parse(content["about"]),
            fixes=tuple(
                Fix(_text(each["field"], 100), _text(each["code"], 40))
                for each in _list(content["fixes"])
            ),
            reason=_text(content["reason"], 2000),
            by=_text(content["by"], 64),
            at=_moment(content["at"]),
            detail=_texts(content.get("detail", {})),
        )
    )


def write_event(event: Event) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": event.id,
        "kind": event.kind,
        "registration": event.registration_id,
        "content": dict(event.content),
        "origin": event.origin,
        "by": event.by,
        "at": event.at.isoformat(),
    }


def read_event(content: Content) -> Event:
    """The way back, or `item.unreadable`."""

    def read() -> Event:
        inner = content["content"]
        if not isinstance(inner, dict):
            raise TypeError
        return Event(
            id=_id(content["id"]),
            kind=_text(content["kind"], 40),
            registration_id=_id(content["registration"]),
            content=inner,
            origin=_text(content["origin"], 20),
            by=_text(content["by"], 64),
            at=_moment(content["at"]),
        )

    event = _read(read)
    if event.kind in (EventKind.SETTLED, EventKind.HANDOVER):
        from app.domain.decisions import handover_of, settlement_of

        shape = handover_of if event.kind == EventKind.HANDOVER else settlement_of
        _read(lambda: shape(event))
    return event


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a record, as the city tells who sent it."""

    registration_id: str
    about: Name
    outcome: str  # taken, set_aside
    reason: str
    decision: str
    seq: int  # in the city's journal


def write_result(result: Result) -> dict[str, Any]:
    """The members of this item."""
    return {
        "registration": result.registration_id,
        "about": result.about.text,
        "outcome": result.outcome,
        "reason": result.reason,
        "decision": result.decision,
        "seq": result.seq,
    }


def read_result(content: Content) -> Result:
    """The way back, or `item.unreadable`."""
    return _read(
        lambda: Result(
            _id(content["registration"]),
            Name.parse(content["about"]),
            _text(content["outcome"], 40),
            _text(content["reason"], 40),
            DecisionState(content["decision"]).value if content["decision"] else "",
            _number(content["seq"], 1, HIGHEST),
        )
    )


def write_audit(head: AuditHead) -> dict[str, Any]:
    """The members of this item."""
    return {"seq": head.seq, "hash": head.hash}


def read_audit(content: Content) -> AuditHead:
    """The way back, or `item.unreadable`."""
    return _read(lambda: AuditHead(_number(content["seq"], 0), _text(content["hash"], 64)))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file that the city holds."""

    file_id: str
    life_id: str
    sequence: int


def write_receipt(receipt: Receipt) -> dict[str, Any]:
    """The members of this item."""
    return {
        "file": receipt.file_id,
        "incarnation": receipt.life_id,
        "sequence": receipt.sequence,
    }


def read_receipt(content: Content) -> Receipt:
    """The way back, or `item.unreadable`."""
    return _read(
        lambda: Receipt(
            _id(content["file"]),
            _text(content["incarnation"], 32),
            _number(content["sequence"], 1),
        )
    )


def write_payment(payment: Payment) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": payment.id,
        "programme": payment.programme,
        "decree": payment.decree,
        "first": payment.first.text,
        "last": payment.last.text,
        "people": payment.people,
        "total": payment.total,
        "paid_on": payment.paid_on.isoformat(),
        "proof": payment.proof,
        "reverses": payment.reverses,
        "reason": payment.reason,
        "by": payment.by,
        "at": payment.at.isoformat(),
    }


def read_payment(content: Content) -> Payment:
    """The way back, or `item.unreadable`."""

    def read() -> Payment:
        first, last = Month.parse(content["first"]), Month.parse(content["last"])
        if not 0 <= first.until(last) < _MANY_MONTHS:
            raise ValueError
        return Payment(
            id=_id(content["id"]),
            programme=_id(content["programme"]),
            decree=_text(content["decree"], 36),
            first=first,
            last=last,
            people=_number(content["people"]),
            total=_number(content["total"], -HIGHEST, HIGHEST),
            paid_on=date.fromisoformat(content["paid_on"]),
            proof=_text(content["proof"], 200),
            reverses=_text(content["reverses"], 36),
            reason=_text(content["reason"], 2000),
            by=_text(content["by"], 64),
            at=_moment(content["at"]),
        )

    return _read(read)


def write_paid(line: PaidLine) -> dict[str, Any]:
    """The members of this item."""
    return {
        "payment": line.payment,
        "registration": line.registration_id,
        "months": line.months,
        "amount": line.amount,
    }


def read_paid(content: Content) -> PaidLine:
    """The way back, or `item.unreadable`."""
    return _read(
        lambda: PaidLine(
            _id(content["payment"]),
            _id(content["registration"]),
            _number(content["months"], 1, _MANY_MONTHS),
            _number(content["amount"], -HIGHEST, HIGHEST),
        )
    )


def from_station(event: Event, origin: str) -> Event:
    """An event as told by `origin`, whatever it says of itself."""
    return replace(event, origin=origin)


def _read(make: Callable[[], T]) -> T:
    try:
        return make()
    except (KeyError, ValueError, TypeError, AttributeError, Refusal):
        # from None: the cause may quote a member, and a member may be a resident's
        raise Refusal(Problem("item.unreadable")) from None


def _text(value: Any, longest: int) -> str:
    if type(value) is not str or len(value) > longest:
        raise TypeError
    return value


def _texts(value: Any) -> dict[str, str]:
    if type(value) is not dict or len(value) > _MANY_DETAILS:
        raise TypeError
    return {_text(name, 40): _text(each, 200) for name, each in value.items()}


def _id(value: Any) -> str:
    if type(value) is not str or len(value) != 36:
        raise TypeError
    return value


def _number(value: Any, least: int = 0, most: int = _MOST) -> int:
    if type(value) is not int or not least <= value <= most:
        raise TypeError
    return value


def _bytes(value: Any, length: int) -> bytes:
    data = bytes.fromhex(value)
    if len(data) != length:
        raise ValueError
    return data


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _refuse(_text: str) -> NoReturn:
    raise ValueError


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
