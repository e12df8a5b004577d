"""What the city answered, one line per person, and how many wait on which side."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.decisions import Fix


class Kind(StrEnum):
    """The answers by what they ask of the kelurahan."""

    TO_FIX = "to_fix"  # the city asks for a fix, and nobody has made it yet
    FIXED = "fixed"  # it was made here; the city has not answered it yet
    REJECTED = "rejected"
    ACCEPTED = "accepted"  # and all that follows from it
    ENDED = "ended"  # merged, moved, ended


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names a person
class Answer:
    """The city's last word on one person, as the kelurahan knows it."""

    id: int
    registration_id: str
    number: str
    name: str
    rt: str
    own: bool
    decision: str
    kind: Kind
    fixes: tuple[Fix, ...]
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many people of this station wait for whom."""

    to_approve: int
    ready: int
    """Approved, and in no file that is proven to have left this computer."""
    on_the_way: int
    """In a file that left, and that the city has not signed for."""

    @property
    def unsent(self) -> int:
        """All whose newest revision has not left this computer."""
        return self.to_approve + self.ready
