"""What the office wrote down of its own doings: printed cards, lists taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One copy of a card that was given a number; of those on paper the last one counts.

    It is written down before anything is signed or drawn: a copy may stand here that no paper
    followed (the run was cancelled, the disk was full), but never the other way round.
    """

    registration_id: str
    copy: int
    status: str
    status_as_of: date
    revision_hash: str
    sheet: str
    reason: str
    made_by: str
    made_at: datetime
    printed_at: datetime | None = None  # None: no paper followed, as far as the office knows


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names a resident
class CardHolder:
    """Whom a card is for, as one revision of the registration says it."""

    registration_id: str
    number: str
    name: str
    nik_masked: str
    kelurahan: str  # code; "" where the KTP's address lies outside the city
    rt: str
    kpj: str
    start: date
    revision_hash: str
    copies: int  # in the ledger
    on_paper: int  # the newest copy of which the paper is known; 0 = none


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
