"""People whom somebody else pays for: the lists of other funders, and what is said of a match.

To be paid for twice is a question for a person, never a row that is silently dropped (DOMAIN 1.3).
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.domain.names import clean_name


class Outcome(StrEnum):
    """What becomes of somebody whom another funder pays for too; `detail` of a word SAME."""

    ENDED = "ended"  # the city no longer pays
    KEPT = "kept"  # the other funder gives up


@dataclass(frozen=True, slots=True)
class ElsewhereList:
    """A list as it was taken in."""

    id: str
    source: str
    label: str
    as_of: date
    file_hash: str
    counts: Mapping[str, int]
    by: str
    at: datetime
    dropped_at: datetime | None = None

    @property
    def people(self) -> int:
        return self.counts.get("people", 0)


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Person:
    """One person of such a list, as read; "" where the list says nothing."""

    id: str
    row: int
    nik: str
    name: str
    birth_date: str  # 1990-07-01
    birth_place: str
    mother_name: str
    sex: str
    address: str
    rt: str
    kelurahan: str
    phone: str
    kk: str


@dataclass(frozen=True, slots=True, repr=False)
class PersonElsewhere:
    """Somebody of a list that is in force, with the list."""

    person: Person
    source: str
    label: str
    as_of: date


def identity(
    key: bytes, source: str, nik: str, name: str, birth_date: str, address: str = ""
) -> str:
    """The id of a person of a source: the same in its next list, and nothing can be read from it.

    By the NIK; without one by name and birth date, and without that by name and address.
    """
    said = ["nik", nik] if nik else ["name", clean_name(name), birth_date or f"@{address}"]
    text = "\x1f".join((source, *said)).upper()
    return str(UUID(bytes=hmac.digest(key, text.encode(), hashlib.sha256)[:16], version=5))
