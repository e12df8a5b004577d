"""How people are looked for and listed: the question, and one line of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

MISSING = ("nik", "kk", "phone", "mother_name", "desil", "heirs", "proof")
"""What a complete registration may still lack; the order is the bit in the register."""


class Sort(StrEnum):
    """What a list of people can be ordered by."""

    NAME = "name"
    RT = "rt"
    CHANGED = "changed"
    BIRTH = "birth"


@dataclass(frozen=True, slots=True, repr=False)  # never printed: words can be a NIK
class Query:
    """Which people, and in what order. Empty fields do not narrow the answer.

    Every word of `words` must stand in the name, the NIK or a number: anywhere with three
    characters and more, at the start of a word or number with one or two.
    """

    words: str = ""
    states: tuple[str, ...] = ()
    rt: str = ""
    missing: tuple[str, ...] = ()  # all of these are missing
    import_id: str = ""
    card: str = ""
    office: str = ""  # code of the kelurahan that registered them
    decisions: tuple[str, ...] = ()  # of the city, any of these
    born: tuple[date, date] | None = None  # from the first day to the second
    asked: bool = False  # the city asks something of them that nobody has answered
    paid_in: str = ""  # paid for in this month: 2026-11
    unpaid_in: str = ""  # paid for before, but not in this month: 2026-11
    sort: Sort = Sort.NAME
    descending: bool = False


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names a person
class PersonLine:
    """One registered person as lists show them."""

    id: int
    registration_id: str
    number: str
    name: str
    nik_masked: str
    birth_date: date
    sex: str
    kelurahan: str
    rt: str
    occupation: str
    state: str
    card: str
    missing: tuple[str, ...]
    changed_at: datetime
    office: str = ""
    decision: str = ""  # of the city, "" where none is known


def missing_in(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What the record of a complete registration still lacks, of `MISSING`, in its order."""
    heirs = record.get("heirs", ())
    plain = ("nik", "kk", "phone", "mother_name", "desil")
    lacks = {name for name in plain if not record.get(name)}
    if not heirs:
        lacks.add("heirs")
    if any(not heir.get("proof") for heir in heirs):
        lacks.add("proof")
    return tuple(name for name in MISSING if name in lacks)


def mask(nik: str | None) -> str:
    """A NIK as lists and papers show it: 6472••••••••0001; "" where there is none.

    Of one that is not typed whole no more than the region's digits are shown.
    """
    if not nik:
        return ""
    return f"{nik[:4]}{'•' * 8}{nik[-4:]}" if len(nik) >= 16 else f"{nik[:4]}{'•' * (len(nik) - 4)}"
