"""What is compared when somebody might be registered already, and what is found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Protocol

from app.domain.people import PersonLine


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Probe:
    """The person being typed, as far as typed."""

    nik: str = ""
    niks: frozenset[str] = frozenset()  # the NIK and those one typing error away
    name_key: str = ""
    mother_key: str = ""
    birth_date: date | None = None
    birth_dates: frozenset[date] = frozenset()  # the date, day and month swapped, a year off
    sex: str = ""
    kk: str = ""
    phone: str = ""
    besides: str = ""  # id of the registration being corrected


class Compared(Protocol):
    """What of somebody is looked at when two are compared."""

    @property
    def nik(self) -> str: ...
    @property
    def kk(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def name_key(self) -> str: ...
    @property
    def mother_key(self) -> str: ...
    @property
    def birth_date(self) -> date: ...


class Known(NamedTuple):
    """Somebody of the register, as a list of thousands is compared with it: made quickly."""

    registration_id: str
    number: str
    nik: str
    kk: str
    phone: str
    name_key: str
    mother_key: str
    birth_date: date
    sex: str

    def __repr__(self) -> str:  # never printed: it holds a resident
        return "Known(..)"


@dataclass(frozen=True, slots=True, repr=False)
class Candidate:
    """Somebody of the register who shares something with the probe."""

    person_id: str
    line: PersonLine
    nik: str
    kk: str
    phone: str
    name_key: str
    mother_key: str
    birth_date: date
    sex: str


class Strength(StrEnum):
    """How strongly two may be one person, strongest first (DOMAIN 8.4)."""

    SAME = "same"  # the same NIK: saving stops
    STRONG = "strong"
    MEDIUM = "medium"
    TWIN = "twin"  # looks like a twin: same birth, mother and family, another NIK
    WEAK = "weak"


@dataclass(frozen=True, slots=True, repr=False)
class Suspect:
    """A registered person who may be the one being typed, with the reasons as codes."""

    registration_id: str
    person_id: str
    number: str
    strength: Strength
    reasons: tuple[str, ...]
    person: PersonLine
