"""The card of one person: what its face says, how it is laid on paper, what a check of it found."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from app.domain.people import mask
from app.domain.states import DecisionState, MembershipState

CARD_WIDTH, CARD_HEIGHT = 85.60, 53.98
"""A card of size ID-1 (CR80), in millimetres."""


class CardStatus(StrEnum):
    """How far the person was on the day the card was made; the card never claims more."""

    REGISTERED = "registered"  # the desk has it; the city has not accepted it
    ACCEPTED = "accepted"
    DECREED = "decreed"  # named in the mayor's decree (SK), not paid for yet
    FUNDED = "funded"  # paid for; the insurer has not given its number (KPJ) yet
    ACTIVE = "active"
    GRACE = "grace"  # unpaid for less than three months
    INACTIVE = "inactive"
    ENDED = "ended"
    UNKNOWN = "unknown"  # only when read: a status of a newer program

    @property
    def is_waiting(self) -> bool:
        """Whether cover has not begun: the card is a proof of registration only."""
        return self in _WAITING


_WAITING = frozenset(
    {CardStatus.REGISTERED, CardStatus.ACCEPTED, CardStatus.DECREED, CardStatus.FUNDED}
)


def card_status(decision: str, membership: str, *, has_number: bool) -> CardStatus:
    """How far somebody is, by the city's decision, the cover as of a day, and the insurer."""
    if decision in _OVER:
        return CardStatus.ENDED
    if membership == MembershipState.ACTIVE and not has_number:
        return CardStatus.FUNDED
    if membership != MembershipState.NOT_YET:
        return CardStatus(membership)
    return _BY_DECISION.get(decision, CardStatus.REGISTERED)


_OVER = frozenset({DecisionState.MERGED_INTO, DecisionState.MOVED, DecisionState.ENDED})
_BY_DECISION: Mapping[str, CardStatus] = {
    DecisionState.ACCEPTED: CardStatus.ACCEPTED,
    DecisionState.DECREED: CardStatus.DECREED,
    DecisionState.WAITING_FOR_FUNDS: CardStatus.DECREED,
    DecisionState.FUNDED: CardStatus.FUNDED,
}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues a paper. Configurable: the office that owns the programme may change."""

    government: str  # "Pemerintah Kota Samarinda"
    programme: str  # "Perlindungan Pekerja Rentan"
    office: str  # "Kelurahan Lempake"
    phone: str = ""
    hotline: str = "175"


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class CardFace:
    """What one card shows; to hold one is to know that no whole NIK is on it."""

    number: str  # the registration number
    name: str
    nik_masked: str  # "" where there is no NIK yet
    location: str  # code of the kelurahan, such as 64.72.05.1003
    kelurahan: str
    rt: str
    status: CardStatus
    status_as_of: date
    serial: int = 1  # the how-manieth card of this person
    kpj: str = ""  # "" until the insurer gave it
    start: date | None = None  # first day of cover: asked for while waiting, real afterwards
    code: str = ""  # the signed text of its QR, see `papers.token`

    def __post_init__(self) -> None:
        if shows_whole_number(self.nik_masked):
            raise ValueError("a card face takes the masked NIK only")

    @property
    def card_id(self) -> str:
        """Names this very card, so that it can be voided when another is printed."""
        return f"{self.number}/{self.serial}"


def shows_whole_number(text: str) -> bool:
    """Whether 16 digits stand in `text`, spaces, dots or dashes between them or not."""
    return _WHOLE_NUMBER.search(text) is not None


def without_whole_numbers(text: str) -> str:
    """`text` with each number of 16 digits as 6472••••••••0001: a NIK or KK may stand anywhere."""
    return _WHOLE_NUMBER.sub(lambda found: mask(re.sub(r"\D", "", found[0])), text)


_WHOLE_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?![ .\-]?\d)")


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it may hold a name
class CardCheck:
    """What checking the text of a card's code found.

    `valid` says genuine and not void. It never says covered: `status` is what was true on
    `status_as_of`. `reason` is the code of the sentence; where the signature is not known to be
    good, nothing of what the card says is shown.
    """

    valid: bool
    reason: str
    status: CardStatus | None = None
    status_as_of: date | None = None
    card: str = ""
    number: str = ""
    name: str = ""  # as the code holds it: a long name is shortened
    location: str = ""
    issuer: str = ""
    issued_at: datetime | None = None


class Sheet(StrEnum):
    """What the printer holds."""

    A4 = "a4"  # ten cards a page, to be cut
    CR80 = "cr80"  # blank cards, one page a side


class Sides(StrEnum):
    """Which sides to print: a printer without duplex gets all fronts, then all backs."""

    BOTH = "both"
    FRONTS = "fronts"
    BACKS = "backs"


@dataclass(frozen=True, slots=True)
class Layout:
    """How cards are laid on paper. Duplex turns on the long edge."""

    sheet: Sheet = Sheet.A4
    sides: Sides = Sides.BOTH


@dataclass(frozen=True, slots=True)
class Offset:
    """What one printer does wrong on one side of the paper, turned round.

    Millimetres to the right and down as one looks at that side, and factors of size about the
    middle of the page.
    """

    dx: float = 0.0
    dy: float = 0.0
    sx: float = 1.0
    sy: float = 1.0

    def __post_init__(self) -> None:
        if not (abs(self.dx) <= 20 and abs(self.dy) <= 20):
            raise ValueError("an offset of more than 20 mm is a mistake in measuring")
        if not (0.95 <= self.sx <= 1.05 and 0.95 <= self.sy <= 1.05):
            raise ValueError("a scale of more than 5 % is a mistake in measuring")

    def corrected(self, wanted: "Measured", found: "Measured") -> Self:
        """The offset to use from now on, after `found` was measured on a page made with this one.

        Raises `ValueError` where the measures cannot be right.
        """
        if not (found.width > 0 and found.height > 0):
            raise ValueError("a distance must be more than nothing")
        return type(self)(
            dx=self.dx + (wanted.left + wanted.width / 2) - (found.left + found.width / 2),
            dy=self.dy + (wanted.top + wanted.height / 2) - (found.top + found.height / 2),
            sx=self.sx * wanted.width / found.width,
            sy=self.sy * wanted.height / found.height,
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """Four distances on the calibration page, in millimetres."""

    left: float  # A: left edge of the paper to the left cross
    top: float  # B: top edge of the paper to the top cross
    width: float  # C: left cross to right cross
    height: float  # D: top cross to bottom cross


CROSSES = {
    Sheet.A4: Measured(left=20.0, top=20.0, width=170.0, height=257.0),
    Sheet.CR80: Measured(left=10.0, top=10.0, width=65.6, height=33.98),
}
"""Where the crosses of the calibration page belong: about the middle of the page."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The offsets of one printer; the back of the paper has its own."""

    front: Offset = field(default_factory=Offset)
    back: Offset = field(default_factory=Offset)
