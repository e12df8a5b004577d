"""Pairs that may be one person, and what the city says of them: a word each, the last one counts.

Nothing of a merge is lost: both registrations keep their content, one of them is shown in the place
of both, and a later word takes it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


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


def ordered(one: str, other: str) -> tuple[str, str]:
    """Two registrations in the order a pair names them."""
    return (one, other) if one <= other else (other, one)
