"""The queue of pairs that wait for a word, and all there is to see of one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.decisions import Decision, Event, EventKind
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, Draft
from app.domain.pairs import Candidate, PairKind, PairWord, Said, ordered
from app.domain.people import PersonLine
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.cover import Cover
from app.service.dossier import Difference, Dossier, ShowRegistration, differences
from app.service.session import Session
from app.store.books import Unit

_OVER = frozenset({DecisionState.MERGED_INTO, DecisionState.ENDED, DecisionState.REJECTED})


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class PairLine:
    """One pair of the queue."""

    first: PersonLine
    second: PersonLine
    score: float
    verdict: str
    reasons: tuple[str, ...]
    asked_at: datetime | None
    is_answered: bool

    @property
    def is_asked(self) -> bool:
        """Whether a kelurahan was asked, and has not answered."""
        return self.asked_at is not None and not self.is_answered


@dataclass(frozen=True, slots=True, repr=False)
class Side:
    """One of the two, with what is known of it."""

    dossier: Dossier
    line: PersonLine
    decisions: Sequence[Decision]
    events: Sequence[Event]
    paid_months: int


@dataclass(frozen=True, slots=True, repr=False)
class PairView:
    """A pair side by side."""

    first: Side
    second: Side
    differences: tuple[Difference, ...]  # by field: old is of the first, new of the second
    evidence: Candidate | None
    """What the search found; None for a pair it would not propose now."""
    words: Sequence[PairWord]

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
        """Every pair that waits, the likeliest first, those that were asked about after them."""
        with self._session.books.reading() as unit:
            waiting = _waiting(unit)
            lines = _lines(unit, {uid for each, _ in waiting for uid in (each.first, each.second)})
            asked = {each.first for each, word in waiting if word is not None}
            asked |= {each.second for each, word in waiting if word is not None}
            answered = _answered(unit, asked)
        found = [
            PairLine(
                lines[each.first],
                lines[each.second],
                each.score,
                each.verdict,
                each.reasons,
                word.at if word else None,
                is_answered=word is not None and word.id in answered,
            )
            for each, word in waiting
        ]
        return sorted(found, key=lambda each: (each.is_asked, -each.score))

    def merged(self) -> Sequence[tuple[PairWord, PersonLine, PersonLine]]:
        """Those that were merged and still are, the newest first: the one that stays, then the
        one that went.
        """  # noqa: D205
        with self._session.books.reading() as unit:
            words = [
                each
                for each in unit.pairs.last_words().values()
                if each.said is Said.SAME and each.kind is PairKind.REGISTRATION
            ]
            lines = _lines(unit, {uid for each in words for uid in (each.first, each.second)})
        return [
            (each, lines[each.detail["stays"]], lines[each.detail["goes"]])
            for each in reversed(words)
        ]

    def show(self, one: str, other: str) -> PairView:
        """Both side by side, or `Refusal` with `registration.unknown`."""
        first, second = ordered(one, other)
        show = ShowRegistration(self._session)
        dossiers = show(first), show(second)
        with self._session.books.reading() as unit:
            lines = _lines(unit, {first, second})
            if len(lines) < 2:
                raise Refusal(Problem("registration.unknown"))
            paid = Cover(self._session, unit).paid({first, second})
            sides = [
                Side(
                    dossier,
                    lines[dossier.registration_id],
                    unit.decisions.of(dossier.registration_id),
                    unit.decisions.events(dossier.registration_id),
                    sum(
                        each.first.until(each.last) + 1
                        for each in paid.get(dossier.registration_id, ())
                    ),
                )
                for dossier in dossiers
            ]
            evidence = unit.pairs.candidate(first, second)
            words = unit.pairs.words(first, second)
        texts = [_typed(each.draft) for each in dossiers]
        return PairView(sides[0], sides[1], differences(*texts), evidence, words)


def _waiting(unit: Unit) -> list[tuple[Candidate, PairWord | None]]:
    """The candidates that no word settles, each with the question that was asked."""
    words = unit.pairs.last_words()
    found = []
    candidates = unit.pairs.candidates(PairKind.REGISTRATION)
    ids = {uid for each in candidates for uid in (each.first, each.second)}
    states = unit.queue.these(ids)
    for each in candidates:
        word = words.get((each.first, each.second))
        if word is not None and word.said in (Said.SAME, Said.DIFFERENT):
            continue
        sides = [states.get(uid) for uid in (each.first, each.second)]
        if any(side is None or side.decision in _OVER for side in sides):
            continue
        found.append((each, word if word is not None and word.said is Said.ASK else None))
    return found


def _lines(unit: Unit, registration_ids: set[str]) -> Mapping[str, PersonLine]:
    rows = unit.registrations.row_ids(sorted(registration_ids))
    return {each.registration_id: each for each in unit.people.lines(rows).values()}


def _answered(unit: Unit, registration_ids: set[str]) -> set[str]:
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
