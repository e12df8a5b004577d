"""The queue of pairs that wait for a word, and all there is to see of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.domain.decisions import Decision, Event, EventKind
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, Draft
from app.domain.items.verdicts import SentVerdict
from app.domain.paid import months_of
from app.domain.pairs import (
    Candidate,
    PairKind,
    PairWord,
    Said,
    Weight,
    Why,
    may_be_twins,
    ordered,
    suggested,
)
from app.domain.people import PersonLine
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.cover import Cover
from app.service.city.find_pairs import SEARCHED
from app.service.city.unsettled import Line, in_turn, settled_words, unsettled
from app.service.dossier import Difference, Dossier, ShowRegistration, differences
from app.service.session import Session
from app.store.books import Unit

_OVER = frozenset({DecisionState.MERGED_INTO, DecisionState.ENDED, DecisionState.REJECTED})


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class PairLine(Line):
    """One pair of the queue: two registrations."""

    second: PersonLine
    kind: Literal[PairKind.REGISTRATION] = PairKind.REGISTRATION


@dataclass(frozen=True, slots=True, repr=False)
class Side:
    """One of the two, with what is known of it."""

    dossier: Dossier
    line: PersonLine
    decisions: Sequence[Decision]
    events: Sequence[Event]
    paid_months: int
    owner: str  # the station that has it: 6472051003/1

    @property
    def since(self) -> datetime:
        """When it was registered."""
        return self.dossier.revisions[-1].made_at

    @property
    def weight(self) -> Weight:
        """What speaks for this one to stay."""
        printed = sum(each.printed_at is not None for each in self.dossier.cards)
        return Weight(
            self.line.registration_id, self.paid_months, self.line.decision, printed, self.since
        )


@dataclass(frozen=True, slots=True, repr=False)
class PairView:
    """A pair side by side."""

    first: Side
    second: Side
    differences: tuple[Difference, ...]  # by field: old is of the first, new of the second
    evidence: Candidate | None
    """What the search found; None for a pair it would not propose now."""
    words: Sequence[PairWord]
    verdicts: Sequence[SentVerdict]
    """What desks have said of the two persons."""
    names: Mapping[str, str]
    """Who is behind the `by` of words and decisions, as far as the city knows."""
    kind: Literal[PairKind.REGISTRATION] = PairKind.REGISTRATION

    @property
    def suggested(self) -> tuple[str, Why]:
        """Which registration had better stay, and why."""
        return suggested(self.first.weight, self.second.weight)

    @property
    def may_be_twins(self) -> bool:
        """Whether they look like two children of one mother."""
        return may_be_twins(self.first.dossier.draft, self.second.dossier.draft)

    @property
    def is_merged(self) -> bool:
        """Whether one of them stands for the other now."""
        return bool(self.words) and self.words[-1].said is Said.SAME


@needs(Right.SEE)
class Review:
    """What waits for a word, the likeliest first. Opening one is written down."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def received(self) -> Sequence[Waiting]:
        """Everybody of whom nothing was decided yet, in the order they came."""
        with self._session.books.reading() as unit:
            return unit.queue.in_order({DecisionState.RECEIVED})

    def count(self) -> int:
        """How many pairs wait."""
        with self._session.books.reading() as unit:
            return len(_waiting(unit))

    def open(self) -> Sequence[PairLine]:
        """Every pair that waits, the likeliest first.

        Before them those about which a kelurahan has answered, after them those that were asked.
        """
        with self._session.books.reading() as unit:
            waiting = _waiting(unit)
            lines = lines_of(
                unit, {uid for each, _ in waiting for uid in (each.first, each.second)}
            )
            asked = {each.first for each, word in waiting if word is not None}
            asked |= {each.second for each, word in waiting if word is not None}
            answered = answered_words(unit, asked)
        found = [
            PairLine(
                lines[each.first],
                each.score,
                each.verdict,
                each.reasons,
                each.found_at,
                word.at if word else None,
                word is not None and word.id in answered,
                lines[each.second],
            )
            for each, word in waiting
        ]
        return in_turn(found)

    def searched_at(self) -> datetime | None:
        """When the whole city was searched last; None where it never was."""
        with self._session.books.reading() as unit:
            at = unit.settings.get(SEARCHED)
        return datetime.fromisoformat(at) if at else None

    def merged(self) -> Sequence[tuple[PairWord, PersonLine, PersonLine]]:
        """Those that were merged and still are, the newest first: the one that stays, then the
        one that went.
        """  # noqa: D205
        return [each for each in self.settled() if each[0].said is Said.SAME]

    def settled(self) -> Sequence[tuple[PairWord, PersonLine, PersonLine]]:
        """Those of which a word stands, the same or different, the newest first.

        Of the same the one that stays comes first.
        """
        with self._session.books.reading() as unit:
            words = settled_words(unit, PairKind.REGISTRATION)
            lines = lines_of(unit, {uid for each in words for uid in (each.first, each.second)})
        return [
            (
                each,
                lines[each.detail.get("stays", each.first)],
                lines[each.detail.get("goes", each.second)],
            )
            for each in words
            if each.first in lines and each.second in lines
        ]

    def show(self, one: str, other: str) -> PairView:
        """Both side by side, or `Refusal` with `registration.unknown`."""
        first, second = ordered(one, other)
        show = ShowRegistration(self._session)
        dossiers = show(first), show(second)
        with self._session.books.reading() as unit:
            if len(lines_of(unit, {first, second})) < 2:
                raise Refusal(Problem("registration.unknown"))
            sides = [side_of(self._session, unit, each) for each in dossiers]
            evidence = unit.pairs.candidate(first, second)
            words = unit.pairs.words(first, second)
            persons = [each.person_id for each in dossiers]
            verdicts = [each for each in unit.verdicts.between(*persons) if each.origin]
            names = unit.settings.operator_names()
        texts = [_typed(each.draft) for each in dossiers]
        return PairView(sides[0], sides[1], differences(*texts), evidence, words, verdicts, names)


def _waiting(unit: Unit) -> list[tuple[Candidate, PairWord | None]]:
    return unsettled(unit, PairKind.REGISTRATION, lambda each: (each.first, each.second), _OVER)


def side_of(session: Session, unit: Unit, dossier: Dossier) -> Side:
    """One of two, with all that is known of it."""
    uid = dossier.registration_id
    paid = Cover(session, unit).paid({uid}).get(uid, ())
    return Side(
        dossier,
        lines_of(unit, {uid})[uid],
        unit.decisions.of(uid),
        unit.decisions.events(uid),
        sum(count > 0 for count in months_of(paid).values()),
        unit.registrations.owner(uid) or "",
    )


def lines_of(unit: Unit, registration_ids: set[str]) -> Mapping[str, PersonLine]:
    """The lines of registrations, by id."""
    rows = unit.registrations.row_ids(sorted(registration_ids))
    return {each.registration_id: each for each in unit.people.lines(rows).values()}


def answered_words(unit: Unit, registration_ids: set[str]) -> set[str]:
    """The words of asking that some kelurahan has answered."""
    found = set()
    for uid in registration_ids:
        events = unit.decisions.events(uid)
        answers = {
            each.content.get("to") for each in events if each.kind == EventKind.ANSWERED.value
        }
        found |= {
            str(each.content.get("pair"))
            for each in events
            if each.kind == EventKind.ASKED.value and each.id in answers
        }
    return found


def _typed(draft: Draft) -> dict[str, str]:
    """What a clerk would have typed, by field; what is masked is so in both."""
    texts = {name: getattr(draft, name) for name in TEXT_FIELDS}
    for position, heir in enumerate(draft.heirs):
        texts |= {f"heirs.{position}.{name}": getattr(heir, name) for name in HEIR_FIELDS}
    return texts
