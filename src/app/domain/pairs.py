"""Pairs that may be one person, and what the city says of them: a word each, the last one counts.

Nothing of a merge is lost: both registrations keep their content, one of them is shown in the place
of both, and a later word takes it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.draft import Draft
from app.domain.names import clean_name, name_key
from app.domain.states import DecisionState


class PairKind(StrEnum):
    """What the second of a pair is; the first is always a registration."""

    REGISTRATION = "registration"
    ELSEWHERE = "elsewhere"  # a person whom somebody else pays for


class Said(StrEnum):
    """What can be said of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    ASK = "ask"  # the kelurahan is asked first
    TAKEN_BACK = "taken_back"  # the word before does not count any more


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair as the search for duplicates found it."""

    kind: PairKind
    first: str  # registration id; of two registrations the smaller one
    second: str
    score: float  # the chance that they are one
    verdict: str  # same, review: what the search would say
    reasons: tuple[str, ...]  # codes
    names: tuple[str, str]  # the revisions that were compared, "" for one of elsewhere
    found_at: datetime


class Likely(StrEnum):
    """How likely two are one, as far as a person can use it."""

    NEARLY_SURE = "nearly_sure"  # the search itself would call them the same
    VERY_LIKELY = "very_likely"
    WORTH_A_LOOK = "worth_a_look"


def likely(score: float, verdict: str) -> Likely:
    """What a score says."""
    if verdict == "same":
        return Likely.NEARLY_SURE
    return Likely.VERY_LIKELY if score >= _VERY_LIKELY else Likely.WORTH_A_LOOK


_VERY_LIKELY = 0.9


@dataclass(frozen=True, slots=True)
class PairWord:
    """What somebody of the city said of a pair."""

    id: str
    kind: PairKind
    first: str
    second: str
    said: Said
    reason: str
    by: str
    at: datetime
    detail: Mapping[str, str] = field(default_factory=dict)
    """Of the same: `stays` and `goes`, and `from` and `to` where another kelurahan keeps it."""


class Why(StrEnum):
    """Why one of two registrations is the better one to go on with."""

    PAID = "paid"  # more months are paid for it
    DECREED = "decreed"  # it stands in a decree
    CARD = "card"  # a card was printed of it
    OLDER = "older"  # nothing else speaks for either


@dataclass(frozen=True, slots=True)
class Weight:
    """What speaks for a registration to be the one of two that stays."""

    registration_id: str
    paid_months: int
    decision: str
    cards: int
    since: datetime  # when it was registered


_DECREED = frozenset({DecisionState.DECREED, DecisionState.FUNDED, DecisionState.WAITING_FOR_FUNDS})


def suggested(one: Weight, other: Weight) -> tuple[str, Why]:
    """Which of two to go on with, and why: least of what was paid, decreed, printed is undone."""
    older = (-one.since.timestamp(), -other.since.timestamp())
    for why, mine, its in (
        (Why.PAID, one.paid_months, other.paid_months),
        (Why.DECREED, one.decision in _DECREED, other.decision in _DECREED),
        (Why.CARD, bool(one.cards), bool(other.cards)),
        (Why.OLDER, *older),
    ):
        if mine != its:
            return (one if mine > its else other).registration_id, why
    return min(one.registration_id, other.registration_id), Why.OLDER


def may_be_twins(one: Draft, other: Draft) -> bool:
    """Born on one day, of one mother or one family, and called otherwise than by a spelling."""
    if not one.birth_date or one.birth_date != other.birth_date:
        return False
    mothers = clean_name(one.mother_name), clean_name(other.mother_name)
    is_family = bool(one.kk and one.kk == other.kk) or bool(mothers[0] and len(set(mothers)) == 1)
    return is_family and name_key(one.name) != name_key(other.name)


def ordered(one: str, other: str) -> tuple[str, str]:
    """Two registrations in the order a pair names them."""
    return (one, other) if one <= other else (other, one)
