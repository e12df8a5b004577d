"""Whom the register and another funder's list both name: what waits for a word, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.dates import read_date
from app.domain.draft import Draft
from app.domain.elsewhere import Person, PersonElsewhere
from app.domain.names import clean_name
from app.domain.pairs import Candidate, PairKind, PairWord
from app.domain.people import PersonLine
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.domain.text import bare_number
from app.service.allowed import needs
from app.service.city.find_elsewhere import OVER
from app.service.city.review import Side, answered_words, lines_of, side_of
from app.service.city.settle_elsewhere import SettleElsewhere
from app.service.city.unsettled import Line, in_turn, settled_words, unsettled
from app.service.dossier import Difference, ShowRegistration
from app.service.session import Session
from app.store.books import Unit

COMPARED = (
    "nik", "name", "birth_date", "mother_name", "sex", "kk", "birth_place", "address", "rt",
    "kelurahan", "phone",
)  # fmt: skip
"""What a list of another funder can say of a person, in the order in which it is looked at."""

_OVER = OVER | {DecisionState.MERGED_INTO}


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class ElsewhereLine(Line):
    """One pair of the queue: somebody of the register, and of a list."""

    person: PersonElsewhere
    kind: Literal[PairKind.ELSEWHERE] = PairKind.ELSEWHERE


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
                each.score,
                each.verdict,
                each.reasons,
                each.found_at,
                word.at if word else None,
                word is not None and word.id in answered,
                people[each.second],
            )
            for each, word in waiting
            if each.second in people
        ]
        return in_turn(found)

    def settled(self) -> Sequence[tuple[PairWord, PersonLine, PersonElsewhere | None]]:
        """Those of which a word stands, the newest first."""
        with self._session.books.reading() as unit:
            words = settled_words(unit, PairKind.ELSEWHERE)
            people = unit.elsewhere.persons({each.second for each in words})
            lines = lines_of(unit, {each.first for each in words})
        return [
            (each, lines[each.first], people.get(each.second))
            for each in words
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
    return unsettled(unit, PairKind.ELSEWHERE, lambda each: (each.first,), _OVER)


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
