"""What was paid to the insurer: for whom, which months, how much. Lines are only ever added."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.months import Month, span


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment, or with `reverses` one that takes another back, at the same amounts."""

    id: str
    programme: str
    decree: str  # "" where it is of no single decree
    first: Month
    last: Month
    people: int
    total: int  # rupiah; below zero where it takes back
    paid_on: date
    proof: str  # number of the order to pay
    reverses: str
    reason: str
    by: str
    at: datetime

    @property
    def months(self) -> Sequence[Month]:
        return span(self.first, self.last)


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What of a payment is for one registration: of its months the last so many.

    Whoever came later, or was paid for a part of them already, has fewer than the others.
    """

    payment: str
    registration_id: str
    months: int
    amount: int


@dataclass(frozen=True, slots=True)
class PaidFor:
    """The payments that one person's cover follows from, taken back ones left out."""

    registration_id: str
    first: Month
    last: Month


def months_of(lines: Collection[PaidFor]) -> Mapping[Month, int]:
    """How often each month is paid for: more than once is money to be asked back."""
    found: dict[Month, int] = {}
    for each in lines:
        for month in span(each.first, each.last):
            found[month] = found.get(month, 0) + 1
    return found
