"""Keying again from the papers: who is drawn, and how often an operator was wrong.

What was approved is drawn by chance, each by itself, so that it makes no difference whether a
lurah approves one by one or hundreds at once. A second person keys it from the paper alone;
every field on which the two do not agree counts once, whoever of them slipped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from app.domain.draft import TEXT_FIELDS, Draft
from app.domain.reading import read
from app.domain.refusal import Problem, Refusal

USUAL = 5
"""Percent of what is approved, unless the office chose otherwise."""

_NOT_ON_PAPER = frozenset({"kecamatan", "effective_date"})  # follow from other fields

T = TypeVar("T")


def demand_percent(percent: int) -> None:
    """`Refusal` unless it can be a share; 0 is none."""
    if not 0 <= percent <= 100:
        raise Refusal(Problem("sample.percent", "percent"))


def draw(approved: Sequence[T], percent: int, chance: Callable[[], float]) -> list[T]:
    """Each with the same chance; `chance` gives numbers from 0 to below 1."""
    return [each for each in approved if chance() * 100 < percent]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two people keyed from the same paper: how many fields, and where they differ."""

    fields: int
    wrong: tuple[str, ...]


def compare(held: Draft, typed: Draft, today: date) -> Compared:
    """Both read by the same rules: how something is typed makes no difference, what it says does.

    A field that is empty in both does not count. Members of the family are compared by their
    place, as they stand on the paper.
    """
    ours, theirs = _said(held, today), _said(typed, today)
    names = list(dict.fromkeys((*ours, *theirs)))
    wrong = tuple(name for name in names if ours.get(name) != theirs.get(name))
    return Compared(len(names), wrong)


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How often what an operator keyed was keyed otherwise by somebody else."""

    operator: str
    records: int
    fields: int
    wrong: int

    @property
    def percent(self) -> float:
        """Of a hundred fields so many were wrong."""
        return 100 * self.wrong / self.fields if self.fields else 0.0


def _said(draft: Draft, today: date) -> dict[str, Any]:
    reading = read(draft, today)
    said: dict[str, Any] = {
        # what cannot be read stands as it was typed: it is not the same as nothing
        name: reading.values.get(name, typed)
        for name in TEXT_FIELDS
        if (typed := getattr(draft, name)) and name not in _NOT_ON_PAPER
    }
    for place, each in enumerate(reading.heirs):
        for name in each.heir.__dataclass_fields__:
            if value := getattr(each.heir, name):
                said[f"heirs.{place}.{name}"] = value
    return said
