"""What waits for a word, and what has one: the same of two registrations and of a list's person."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from app.domain.pairs import Candidate, Likely, PairKind, PairWord, Said, likely
from app.domain.people import PersonLine
from app.store.books import Unit

_SETTLED = frozenset({Said.SAME, Said.DIFFERENT})


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class Line:
    """One pair of a queue."""

    first: PersonLine
    score: float
    verdict: str
    reasons: tuple[str, ...]
    found_at: datetime
    asked_at: datetime | None
    is_answered: bool

    @property
    def likely(self) -> Likely:
        """How likely they are one."""
        return likely(self.score, self.verdict)

    @property
    def is_asked(self) -> bool:
        """Whether a kelurahan was asked, and has not answered."""
        return self.asked_at is not None and not self.is_answered


L = TypeVar("L", bound=Line)


def in_turn(lines: Sequence[L]) -> Sequence[L]:
    """Those about which a kelurahan has answered, the likeliest, those that were just asked."""
    return sorted(lines, key=lambda each: (not each.is_answered, each.is_asked, -each.score))


def unsettled(
    unit: Unit,
    kind: PairKind,
    registered: Callable[[Candidate], Sequence[str]],
    over: Collection[str],
) -> list[tuple[Candidate, PairWord | None]]:
    """The candidates that no word settles, each with the question that was asked.

    `registered` are those of a pair that are registrations; with one that is `over`, or gone,
    there is nothing to say any more.
    """
    words = unit.pairs.last_words()
    candidates = unit.pairs.candidates(kind)
    states = unit.queue.these({uid for each in candidates for uid in registered(each)})
    found = []
    for each in candidates:
        word = words.get((each.first, each.second))
        if word is not None and word.said in _SETTLED:
            continue
        sides = [states.get(uid) for uid in registered(each)]
        if any(side is None or side.decision in over for side in sides):
            continue
        found.append((each, word if word is not None and word.said is Said.ASK else None))
    return found


def settled_words(unit: Unit, kind: PairKind) -> list[PairWord]:
    """The words that stand, the same or different, the newest first."""
    words = [
        each
        for each in unit.pairs.last_words().values()
        if each.said in _SETTLED and each.kind is kind
    ]
    return sorted(words, key=lambda word: word.at, reverse=True)
