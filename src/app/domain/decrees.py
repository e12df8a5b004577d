"""The mayor's lists (Surat Keputusan): who is named, in what order."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Decree:
    """One decree."""

    id: str
    programme: str
    number: str
    signed_on: date
    people: int
    by: str
    at: datetime
    cancelled_at: datetime | None = None
    cancelled_reason: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a decree."""

    position: int
    registration_id: str
    number: str  # of the registration
    office: str
