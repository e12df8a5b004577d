"""A draft read field by field: the value of each text, and what is wrong with the text itself.

What a field says beside other fields, the law and the calendar is for `domain.examination`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from app.domain.dates import read_date
from app.domain.draft import HEIR_FIELDS, NO, TEXT_FIELDS, YES, Draft, HeirDraft
from app.domain.heirs import Heir, Marital, Proof, Relation, School
from app.domain.kk import read_kk
from app.domain.kpj import read_kpj
from app.domain.money import read_rupiah
from app.domain.names import clean_name, name_problems
from app.domain.nik import Nik, Sex, read_nik
from app.domain.phone import read_phone
from app.domain.refusal import Level, Problem, Refusal
from app.domain.text import bare_number, plain_text

LONGEST_TEXT = 200
HIGHEST_DESIL = 10

_RT = re.compile(r"(?:R[TW]\.? ?)?([0-9]{1,3})", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")


class NikStatus(StrEnum):
    """How things stand with the NIK itself."""

    HELD = ""
    NONE_YET = "none_yet"
    IN_PROCESS = "in_process"
    DISPUTED = "disputed"  # somebody else is registered with it; lurah or city decide

    @property
    def is_without(self) -> bool:
        """Whether there is none to write down: legal, but nothing to send to the insurer."""
        return self in (NikStatus.NONE_YET, NikStatus.IN_PROCESS)


class SocialSource(StrEnum):
    """From which data somebody is known to be poor enough."""

    RT = "rt"
    DTKS = "dtks"
    DTSEN = "dtsen"
    CENSUS = "census"
    OTHER = "other"


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a person
class HeirReading:
    """One member of the family, and the row of the form it stands in."""

    row: int
    heir: Heir
    nik: Nik | None

    def field(self, name: str) -> str:
        """A field of this row, as problems name it."""
        return f"heirs.{self.row}.{name}"


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Reading:
    """What a draft says. A field without a value is absent: not typed, or not readable."""

    values: Mapping[str, Any]
    heirs: tuple[HeirReading, ...]  # rows in which nothing is typed are left out
    problems: tuple[Problem, ...]


Read = tuple[Any, tuple[Problem, ...]]
"""A value, None where there is none, and the problems of the text."""


def read(draft: Draft, today: date) -> Reading:
    """Read every field; nothing that is typed can make this fail."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, reader in _READERS.items():
        if typed := getattr(draft, name):
            value, found = reader(typed)
            problems += [problem.at(name) for problem in found]
            if value is not None:
                values[name] = value
    problems += [
        Problem("date.future", name)
        for name in ("birth_date", "desil_date", "rt_letter_date")
        if (day := values.get(name)) is not None and day > today
    ]
    heirs = []
    for row, typed_heir in enumerate(draft.heirs):
        if any(getattr(typed_heir, name).strip() for name in HEIR_FIELDS):
            reading, its_problems = _read_heir(row, typed_heir, today)
            heirs.append(reading)
            problems += its_problems
    return Reading(values, tuple(heirs), tuple(problems))


def _read_heir(row: int, draft: HeirDraft, today: date) -> tuple[HeirReading, list[Problem]]:
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, reader in _HEIR_READERS.items():
        if typed := getattr(draft, name):
            value, found = reader(typed)
            problems += [problem.at(f"heirs.{row}.{name}") for problem in found]
            if value is not None:
                values[name] = value
    if (born := values.get("birth_date")) is not None and born > today:
        problems.append(Problem("date.future", f"heirs.{row}.birth_date"))
    nik: Nik | None = values.pop("nik", None)
    heir = Heir(**values, nik=nik.digits if nik else "")
    return HeirReading(row, heir, nik), problems


def _refusable(reader: Callable[[str], Any]) -> Callable[[str], Read]:
    """Of a function that refuses. A filler for "none" is not a problem here: nothing is typed."""

    def read_it(text: str) -> Read:
        if not plain_text(text):
            return None, ()
        try:
            return reader(text), ()
        except Refusal as refusal:
            return None, tuple(
                each for each in refusal.problems if not each.code.endswith(".missing")
            )

    return read_it


def _nik(text: str) -> Read:
    value, problems = _refusable(read_nik)(text)
    if [problem.code for problem in problems] == ["nik.date"]:
        # a rare odd one is genuine: taken when a reason says that Dukcapil confirmed it
        value = Nik(bare_number(text), date_confirmed=True)
    return value, problems


def _phone(text: str) -> Read:
    value, problems = _refusable(read_phone)(text)
    return (plain_text(text) if problems else value), problems


def _text(text: str) -> Read:
    plain = plain_text(text)
    if len(plain) > LONGEST_TEXT:
        facts = (("length", len(plain)), ("longest", LONGEST_TEXT))
        return plain, (Problem("text.long", facts=facts),)
    return plain or None, ()


def _name(field: str, text: str) -> Read:
    return clean_name(text) or None, name_problems(text, field)


def _email(text: str) -> Read:
    plain = plain_text(text)
    odd = plain and not _EMAIL.fullmatch(plain)
    return plain or None, (Problem("email.shape", level=Level.WARN),) if odd else ()


def _rt(text: str) -> str:
    found = _RT.fullmatch(plain_text(text))
    if not found:
        raise Refusal(Problem("rt.shape"))
    return found.group(1).zfill(3)


def _desil(text: str) -> int:
    typed = plain_text(text).lstrip("0")
    if typed not in {str(desil) for desil in range(1, HIGHEST_DESIL + 1)}:
        raise Refusal(Problem("desil.shape"))
    return int(typed)


def _yes_no(text: str) -> bool:
    if text not in (YES, NO):
        raise Refusal(Problem("choice.unknown"))
    return text == YES


def _choice(kind: type[StrEnum]) -> Callable[[str], Read]:
    def chosen(text: str) -> StrEnum:
        try:
            return kind(text)
        except ValueError:
            raise Refusal(Problem("choice.unknown")) from None

    return _refusable(chosen)


_DATE = _refusable(read_date)
_YES_NO = _refusable(_yes_no)
_OTHERS: Mapping[str, Callable[[str], Read]] = {
    "nik": _nik,
    "nik_status": _choice(NikStatus),
    "name": partial(_name, "name"),
    "birth_date": _DATE,
    "sex": _choice(Sex),
    "mother_name": partial(_name, "mother_name"),
    "kk": _refusable(read_kk),
    "marital_status": _choice(Marital),
    "rt": _refusable(_rt),
    "rw": _refusable(_rt),
    "phone": _phone,
    "email": _email,
    "income": _refusable(read_rupiah),
    "wage_base": _refusable(read_rupiah),
    "was_member": _YES_NO,
    "old_kpj": _refusable(read_kpj),
    "social_source": _choice(SocialSource),
    "desil": _refusable(_desil),
    "desil_date": _DATE,
    "effective_date": _DATE,
    "rt_letter_date": _DATE,
    "still_working": _YES_NO,
    "not_ill": _YES_NO,
    "not_civil_servant": _YES_NO,
    "not_covered_elsewhere": _YES_NO,
    "purpose_told": _YES_NO,
    "no_family": _YES_NO,
}
_HEIR_OTHERS: Mapping[str, Callable[[str], Read]] = {
    "name": partial(_name, "name"),
    "relation": _choice(Relation),
    "birth_date": _DATE,
    "sex": _choice(Sex),
    "nik": _nik,
    "proof": _choice(Proof),
    "phone": _phone,
    "school": _choice(School),
    "guardian": partial(_name, "guardian"),
    "claimant": _YES_NO,
}
_READERS = {name: _OTHERS.get(name, _text) for name in TEXT_FIELDS}
_HEIR_READERS = {name: _HEIR_OTHERS.get(name, _text) for name in HEIR_FIELDS}
