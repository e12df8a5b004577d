"""What a person has to look at: two versions that exclude one another, or what cannot be read."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AsideKind(StrEnum):
    """What was set aside."""

    REVISION = "revision"  # both versions are in the books; one is current meanwhile
    RECORD = "record"  # could not be taken in; its text is kept
    FILE = "file"  # another file has its place in the series
    NIK = "nik"  # two registrations of this station, each made without knowing of the other
    AUDIT = "audit"  # a station's audit trail is not the one it was
    TOLD = "told"  # the city set aside what this station sent

    @property
    def is_for_city(self) -> bool:
        """Whether a kelurahan waits for the city's word, which comes with a reply."""
        return self is AsideKind.REVISION


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it may hold a resident
class Aside:
    """One question for a person. It asks once, however often the same thing comes."""

    id: int
    kind: AsideKind
    reason: str
    registration_id: str
    held: str  # number:hash of the revision that goes on, "" for none
    incoming: str
    content: str
    origin: str
    file: str
    at: datetime
    settled_at: datetime | None = None
    settled_by: str = ""
    outcome: str = ""
