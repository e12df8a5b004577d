"""Whom the register and another funder's list both name: what waits for a word, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.domain.dates import read_date
from app.domain.draft import Draft
from app.domain.elsewhere import Person, PersonElsewhere
from app.domain.names import clean_name
from app.domain.pairs import Candidate, Likely, PairKind, PairWord, Said, likely
from app.domain.people import PersonLine
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.text import bare_number
from app.service.allowed import needs
from app.service.city.find_elsewhere import OVER
from app.service.city.review import Side, answered_words, lines_of, side_of
from app.service.city.settle_elsewhere import SettleElsewhere
from app.service.dossier import Difference, ShowRegistration
from app.service.session import Session
from app.store.books import Unit

COMPARED = (
    "nik", "name", "birth_date", "mother_name", "sex", "kk", "birth_place", "address", "rt",
    "kelurahan", "phone",
)  # fmt: skip
"""What a list of another funder can say of a person, in the order in which it is looked at."""

_SETTLED = frozenset({Said.SAME, Said.DIFFERENT})


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class ElsewhereLine:
    """One pair of the queue: somebody of the register, and of a list."""

    first: PersonLine
    person: PersonElsewhere
    score: float
    verdict: str
    reasons: tuple[str, ...]
    found_at: datetime
    asked_at: datetime | None
    is_answered: bool
    kind: Literal[PairKind.ELSEWHERE] = PairKind.ELSEWHERE

    @property
    def likely(self) -> Likely:
        """How likely they are one."""
        return likely(self.score, self.verdict)

    @property
    def is_asked(self) -> bool:
        """Whether the kelurahan was asked, and has not answered."""
        return self.asked_at is not None and not self.is_answered


@dataclass(frozen=True, slots=True, repr=False)
class ElsewhereView:
    """Both side by side."""

    side: Side
    elsewhere_id: str
    person: PersonElsewhere | None
    """None where no list in force names the person any more."""
    theirs: Mapping[str, str]
    """What the list says, by field of the form; only what it says."""
    differences: tuple[Difference, ...]
    evidence: Candidate | None
    words: Sequence[PairWord]
    names: Mapping[str, str]
    kind: Literal[PairKind.ELSEWHERE] = PairKind.ELSEWHERE


@needs(Right.SEE)
class ReviewElsewhere:
    """What waits for a word, the likeliest first. Opening one is written down."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self) -> int:
        """How many pairs wait."""
        with self._session.books.reading() as unit:
            return len(_waiting(unit))

    def open(self) -> Sequence[ElsewhereLine]:
        """Every pair that waits: those that were answered, the likeliest, those just asked."""
        with self._session.books.reading() as unit:
            waiting = _waiting(unit)
            people = unit.elsewhere.persons({each.second for each, _ in waiting})
            lines = lines_of(unit, {each.first for each, _ in waiting})
            answered = answered_words(unit, {each.first for each, word in waiting if word})
        found = [
            ElsewhereLine(
                lines[each.first],
                people[each.second],
                each.score,
                each.verdict,
                each.reasons,
                each.found_at,
                word.at if word else None,
                is_answered=word is not None and word.id in answered,
            )
            for each, word in waiting
            if each.second in people
        ]
        return sorted(found, key=lambda each: (not each.is_answered, each.is_asked, -each.score))

    def settled(self) -> Sequence[tuple[PairWord, PersonLine, PersonElsewhere | None]]:
        """Those of which a word stands, the newest first."""
        with self._session.books.reading() as unit:
            words = [
                each
                for each in unit.pairs.last_words().values()
                if each.said in _SETTLED and each.kind is PairKind.ELSEWHERE
            ]
            people = unit.elsewhere.persons({each.second for each in words})
            lines = lines_of(unit, {each.first for each in words})
        return [
            (each, lines[each.first], people.get(each.second))
            for each in sorted(words, key=lambda word: word.at, reverse=True)
            if each.first in lines
        ]

    def show(self, registration_id: str, elsewhere_id: str) -> ElsewhereView:
        """Both side by side, or `Refusal` with `registration.unknown`."""
        dossier = ShowRegistration(self._session)(registration_id)
        try:
            person = SettleElsewhere(self._session).person(elsewhere_id)
        except Refusal:  # the list is gone, the word stays
            person = None
        with self._session.books.reading() as unit:
            if not lines_of(unit, {registration_id}):
                raise Refusal(Problem("registration.unknown"))
            side = side_of(self._session, unit, dossier)
            evidence = unit.pairs.candidate(registration_id, elsewhere_id)
            words = unit.pairs.words(registration_id, elsewhere_id)
            names = unit.settings.operator_names()
        theirs = _said(person.person) if person else {}
        return ElsewhereView(
            side, elsewhere_id, person, theirs, _differences(dossier.draft, theirs), evidence,
            words, names,
        )  # fmt: skip


def _waiting(unit: Unit) -> list[tuple[Candidate, PairWord | None]]:
    """The candidates that no word settles, each with the question that was asked."""
    words = unit.pairs.last_words()
    candidates = unit.pairs.candidates(PairKind.ELSEWHERE)
    states = unit.queue.these({each.first for each in candidates})
    found = []
    for each in candidates:
        word = words.get((each.first, each.second))
        state = states.get(each.first)
        if word is not None and word.said in _SETTLED:
            continue
        if state is None or state.decision in OVER or state.decision == "merged_into":
            continue
        found.append((each, word if word is not None and word.said is Said.ASK else None))
    return found


def _said(person: Person) -> dict[str, str]:
    return {name: getattr(person, name) for name in COMPARED if getattr(person, name)}


def _differences(draft: Draft, theirs: Mapping[str, str]) -> tuple[Difference, ...]:
    """Where the list says something else than the registration; not where it says nothing."""
    return tuple(
        Difference(name, getattr(draft, name), text)
        for name, text in theirs.items()
        if _plain(name, getattr(draft, name)) != _plain(name, text)
    )


def _plain(name: str, text: str) -> str:
    """The text as far as it matters: a date is a date however it is written."""
    if name == "birth_date":
        try:
            return read_date(text).isoformat()
        except Refusal:
            return text
    if name in ("nik", "kk", "phone", "rt"):
        digits = bare_number(text)
        return digits.removeprefix("+62").lstrip("0")
    return clean_name(text)
