"""Keying again from the papers: who is drawn, what is keyed, and how often somebody was wrong.

What was approved is drawn by chance, each by itself, so that it makes no difference whether a
lurah approves one by one or hundreds at once. A second person keys from the paper alone what
stands on it. Where the two do not agree the paper is looked at: a difference counts against who
keyed first, unless the paper says that it was the second who slipped.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.draft import Draft, HeirDraft
from app.domain.reading import read
from app.domain.refusal import Problem, Refusal

USUAL = 5
"""Percent of what is approved, unless the office chose otherwise."""

ASKED = (
    "nik", "name", "birth_place", "birth_date", "sex", "kk", "mother_name", "marital_status",
    "address", "rt", "rw", "kelurahan", "phone", "occupation",
)  # fmt: skip
"""The fields that are keyed again, in the order of the papers. What was only said at the desk
(statements, income) or follows from another field stands on no paper."""

ASKED_OF_MEMBER = ("name", "relation", "birth_date", "nik")
"""And of each member of the family."""

ENOUGH = 100
"""Fields from which on a percentage says something: one of two is not half of all."""

_NEEDED = ("name", "birth_date")  # nobody is registered without: the paper says them
_NOTHING = (None, "")

T = TypeVar("T")


def demand_percent(percent: int) -> None:
    """`Refusal` unless it can be a share; 0 is none."""
    if not 0 <= percent <= 100:
        raise Refusal(Problem("sample.percent", "percent"))


def draw(approved: Sequence[T], percent: int, chance: Callable[[], float]) -> list[T]:
    """Each with the same chance; `chance` gives numbers from 0 to below 1."""
    return [each for each in approved if chance() * 100 < percent]


class Stage(StrEnum):
    """How far somebody who was drawn has come."""

    WAITING = "waiting"  # to be keyed
    DIFFERS = "differs"  # keyed, and nobody has yet looked at the paper where the two differ
    TO_CORRECT = "to_correct"  # the paper says that the books are wrong, and they still are


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Pair:
    """One field as it was typed twice. `typed` is None where it was not kept."""

    field: str  # `name`, `heirs.0.birth_date`
    held: str
    typed: str | None
    same: bool


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Compared:
    """What two people keyed from the same paper: how many fields, and where they differ."""

    fields: int
    wrong: tuple[str, ...]
    pairs: tuple[Pair, ...] = ()


def compare(held: Draft, typed: Draft, today: date) -> Compared:
    """Both read by the same rules: how something is typed makes no difference, what it says does.

    A field that is empty in both does not count. Members of the family are compared by their
    place, as they stand on the paper.
    """
    ours, theirs = _said(held, today), _said(typed, today)
    names = [name for name in _places(ours, theirs) if name in ours or name in theirs]
    pairs = []
    for name in names:
        (our, first), (their, second) = ours.get(name, _NOTHING), theirs.get(name, _NOTHING)
        pairs.append(Pair(name, first, second, our == their))
    return Compared(len(pairs), tuple(each.field for each in pairs if not each.same), tuple(pairs))


def texts_of(draft: Draft) -> dict[str, str]:
    """By field that is keyed again: the text."""
    texts = {name: getattr(draft, name) for name in ASKED}
    for place, heir in enumerate(draft.heirs):
        texts |= {f"heirs.{place}.{name}": getattr(heir, name) for name in ASKED_OF_MEMBER}
    return texts


def demand_keyed(typed: Draft) -> None:
    """`Refusal` for a form that nobody has filled in: it can be compared only once."""
    missing = [name for name in _NEEDED if not getattr(typed, name).strip()]
    if missing:
        raise Refusal(*(Problem("sample.empty", name) for name in missing))


def left_empty(typed: Draft) -> tuple[str, ...]:
    """The fields in which nothing is typed: perhaps the paper says nothing either."""
    return tuple(name for name in ASKED if not getattr(typed, name).strip())


def demand_verdict(wrong: Collection[str], books_right: Mapping[str, bool]) -> None:
    """`Refusal` unless the paper was asked about each difference, and about nothing else."""
    unsaid = [name for name in wrong if name not in books_right]
    if unsaid:
        raise Refusal(*(Problem("sample.undecided", name) for name in unsaid))
    if len(books_right) != len(wrong):
        raise Refusal(Problem("sample.verdict"))


def taken_over(draft: Draft, typed: Draft, fields: Iterable[str]) -> Draft:
    """`draft` with these fields as the second person typed them."""
    texts, heirs = {}, list(draft.heirs)
    for field in fields:
        if field in ASKED:
            texts[field] = getattr(typed, field)
            continue
        _, place, name = field.split(".")
        if int(place) < len(typed.heirs):  # one that was not typed goes by hand, not by itself
            heirs += [HeirDraft()] * (int(place) + 1 - len(heirs))
            text = getattr(typed.heirs[int(place)], name)
            heirs[int(place)] = replace(heirs[int(place)], **{name: text})
    if "kelurahan" in texts:
        texts["kecamatan"] = texts["kelurahan"].rpartition(".")[0]
    return replace(draft, **texts, heirs=tuple(heirs))


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How often what an operator keyed was wrong, of what somebody else has keyed again."""

    operator: str
    records: int
    fields: int
    wrong: int
    """Differences, but for those where the paper says that the second person slipped."""
    undecided: int = 0
    """Of the wrong ones so many where nobody has looked at the paper yet."""
    month: str = ""
    """The month in which it was keyed again, as 2026-11; "" for all of them together."""

    @property
    def percent(self) -> float:
        """Of a hundred fields so many were wrong."""
        return 100 * self.wrong / self.fields if self.fields else 0.0

    @property
    def is_enough(self) -> bool:
        """Whether so many were checked that the percentage says something."""
        return self.fields >= ENOUGH


def _places(ours: Collection[str], theirs: Collection[str]) -> list[str]:
    """All names that can differ, in the order of the papers."""
    members = {int(name.split(".")[1]) for name in (*ours, *theirs) if "." in name}
    family = [f"heirs.{place}.{name}" for place in sorted(members) for name in ASKED_OF_MEMBER]
    return [*ASKED, *family]


def _said(draft: Draft, today: date) -> dict[str, tuple[Any, str]]:
    """By field: what it says, and the text that says it. A dash says nothing."""
    reading = read(draft, today)
    unread = {problem.field for problem in reading.problems}
    said: dict[str, tuple[Any, str]] = {}

    def note(name: str, text: str, value: Any, place: str) -> None:
        # what cannot be read stands as it was typed: it is not the same as nothing
        if text.strip() and (value or place in unread):
            said[name] = (value or text.strip(), text.strip())

    for name in ASKED:
        note(name, getattr(draft, name), reading.values.get(name), name)
    for number, each in enumerate(reading.heirs):
        for name in ASKED_OF_MEMBER:
            value = each.nik if name == "nik" else getattr(each.heir, name)
            text = getattr(draft.heirs[each.row], name)
            note(f"heirs.{number}.{name}", text, value, each.field(name))
    return said
