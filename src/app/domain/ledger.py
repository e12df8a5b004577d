"""What the office wrote down of its own doings: printed cards, lists taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One printed copy; the last of a registration is the one that counts."""

    registration_id: str
    copy: int
    status: str
    status_as_of: date
    revision_hash: str
    sheet: str
    reason: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One list that came in."""

    id: str
    name: str
    file_hash: str
    counts: Mapping[str, int]
    made_by: str
    made_at: datetime
    undone_at: datetime | None = None
