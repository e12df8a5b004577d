"""The five numbers by which a city knows where it stands, each defined once (DESIGN, section 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from app.domain.months import Month
from app.domain.states import DecisionState

CHECKED = frozenset(
    {
        DecisionState.ACCEPTED,
        DecisionState.DECREED,
        DecisionState.WAITING_FOR_FUNDS,
        DecisionState.FUNDED,
    }
)
"""Accepted or beyond."""

COUNTED = CHECKED | {
    DecisionState.RECEIVED,
    DecisionState.NEEDS_FIXING,
    DecisionState.REJECTED,
}
"""Registered, by the city's word: who was merged, moved away or has ended is counted no more."""


@dataclass(frozen=True, slots=True)
class Five:
    """Five numbers of people, not one: each says something else of the programme."""

    registered: int = 0  # not a draft, and a person of its own
    checked: int = 0  # accepted or beyond
    funded: int = 0
    active: int = 0  # covered on the day, by the months paid for
    in_hand: int = 0  # hold their card

    def plus(self, other: Self) -> Self:
        return type(self)(
            self.registered + other.registered,
            self.checked + other.checked,
            self.funded + other.funded,
            self.active + other.active,
            self.in_hand + other.in_hand,
        )


@dataclass(frozen=True, slots=True)
class OfMonth:
    """The five numbers at the end of a month, or on the day in the last one."""

    month: Month
    day: date
    five: Five


def together(parts: Iterable[Five]) -> Five:
    """The numbers of several kelurahan."""
    whole = Five()
    for each in parts:
        whole = whole.plus(each)
    return whole


def of_one(decision: str, *, is_active: bool, is_in_hand: bool) -> Five:
    """What one registration adds to each number."""
    if decision not in COUNTED:
        return Five()
    return Five(
        1,
        int(decision in CHECKED),
        int(decision == DecisionState.FUNDED),
        int(is_active),
        int(is_in_hand),
    )
