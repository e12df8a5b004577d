"""Revisions on their way, and the record in each."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NoReturn

from app.domain.draft import STATEMENTS
from app.domain.items.members import Content, read_id, read_moment, read_number, read_text
from app.domain.merge import Name, Version
from app.domain.refusal import Problem, Refusal
from app.domain.revision import Record

REQUIRED = frozenset(
    {
        "name", "birth_place", "birth_date", "sex", "address", "rt", "occupation", "workplace",
        "income", "was_member", "effective_date", "statements",
    }
)  # fmt: skip
"""What every complete registration has; a record without is half a record."""

_MANY_HEIRS = 50


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
        text = read_text(content["content"], 1 << 20)
        digest = read_text(content["hash"], 64)
        if sha256(text.encode()).hexdigest() != digest:
            raise Refusal(Problem("record.hash"))
        number = read_number(content["number"], 1)
        lineage = tuple(Name.parse(each) for each in content["lineage"])
        if any(each.number >= number for each in lineage):
            raise ValueError
        return SentRevision(
            registration_id=read_id(content["registration"]),
            person_id=read_id(content["person"]),
            registration_number=read_text(content["registration_number"], 40),
            number=number,
            parent=read_text(content["parent"], 64),
            lineage=lineage,
            hash=digest,
            content=text,
            record=read_record(text),
            life=read_number(content["life"]),
            by=read_text(content["by"], 64),
            at=read_moment(content["at"]),
            origin=read_text(content["origin"], 20),
            approval_id=read_text(content["approval"], 36),
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


def _refuse(_text: str) -> NoReturn:
    raise ValueError


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
