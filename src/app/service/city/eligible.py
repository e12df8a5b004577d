"""The rules E1 to E9 and the NIK, asked again with all that the city knows."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.checks import CheckKind, Insured, NikState, Told, nik_state
from app.domain.eligibility import Check, Result, evaluate
from app.domain.elsewhere import Outcome
from app.domain.examination import subject_of
from app.domain.pairs import PairKind, Said, ordered
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration
from app.domain.rights import Right
from app.domain.specific import SPECIFIC
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.exchange.common import Cancelled, Progress, never, nothing_said
from app.service.session import Session
from app.store.approvals import pieces
from app.store.books import Unit

UNDECIDED = frozenset({DecisionState.RECEIVED, DecisionState.NEEDS_FIXING})
"""Who waits for the city's first word."""


class Verdict(StrEnum):
    """What all checks together say."""

    PASSED = "passed"  # every one, or waived with a reason
    FAILED = "failed"  # at least one
    OPEN = "open"  # none failed, and not all are known


WAITING = frozenset({"elsewhere_waiting", "pair_waiting"})
"""Why a rule is open that only a word of the city on a pair will close."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands with the rules. It says whether, never how poor or how old."""

    registration_id: str
    number: str
    office: str
    decision: str
    checks: tuple[Check, ...]
    nik: NikState

    @property
    def verdict(self) -> Verdict:
        """What all of them together say."""
        results = {each.result for each in self.checks}
        if Result.FAILED in results:
            return Verdict.FAILED
        return Verdict.OPEN if Result.NOT_CHECKED in results else Verdict.PASSED


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What the city knows of some registrations, beside what stands in them."""

    told: Mapping[str, Mapping[CheckKind, Told]]
    payers: Mapping[str, tuple[str, ...]]
    twice: Collection[str]  # another active one has the same NIK
    waiting: Collection[str]  # in a pair that waits for a word


@needs(Right.SEE)
class Eligible:
    """Asks the rules of the day, with the answers of Dukcapil, the insurer, BKN and DTSEN."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, registration_id: str) -> Standing:
        """One person; `Refusal` with `registration.unknown`."""
        for each in self.each([registration_id]):
            return each
        raise Refusal(Problem("registration.unknown"))

    def all(
        self,
        verdict: Verdict | None = None,
        states: Collection[DecisionState] = UNDECIDED,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> Sequence[Standing]:
        """Everybody in these states of decision, by when they came; those of one verdict only.

        With `Verdict.PASSED`: whom the city can accept at once. What was found so far when it
        was cancelled.
        """
        with self._session.books.reading() as unit:
            ids = [each.registration_id for each in unit.queue.in_order(states)]
        found = []
        for done, each in enumerate(self.each(ids), 1):
            if cancelled():
                break
            if verdict is None or each.verdict is verdict:
                found.append(each)
            if done % 100 == 0 or done == len(ids):
                progress(done, len(ids))
        return found

    def each(self, registration_ids: Sequence[str]) -> Iterator[Standing]:
        """How each of them stands, in their order; unknown and purged ones are left out."""
        session = self._session
        may = session.may(Right.SPECIFIC)
        for some in pieces(registration_ids):
            with session.books.reading() as unit:
                found = _checked(session, unit, some)
                people = unit.queue.these(found)
            for uid, (checks, told) in found.items():
                yield Standing(
                    registration_id=uid,
                    number=people[uid].number,
                    office=people[uid].office,
                    decision=people[uid].decision,
                    checks=checks if may else tuple(map(_veiled, checks)),
                    nik=nik_state(told),
                )


def in_the_way(
    session: Session, unit: Unit, registration_ids: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    """By registration the rules that speak against accepting it, those that failed first.

    A rule that failed, or one that waits for a word on a pair; what is merely not known yet
    stands in nobody's way.
    """
    found = {}
    for uid, (checks, _) in _checked(session, unit, registration_ids).items():
        failed = [each.rule for each in checks if each.result is Result.FAILED]
        waiting = [each.rule for each in checks if each.why in WAITING]
        if rules := (*failed, *waiting):
            found[uid] = rules
    return found


def _checked(
    session: Session, unit: Unit, registration_ids: Sequence[str]
) -> Mapping[str, tuple[tuple[Check, ...], Mapping[CheckKind, Told]]]:
    """What the rules say of each, and what was told of it; purged ones are left out."""
    known, today = _known(unit, registration_ids), session.today()
    revisions = unit.registrations.currents(registration_ids)
    found = {}
    for uid in registration_ids:
        if uid not in revisions or not revisions[uid].record:
            continue
        draft = Registration.from_record(revisions[uid].record).to_draft()
        subject, on = subject_of(draft, session.reference, today)
        told = known.told.get(uid, {})
        asked = replace(
            subject,
            told=told,
            payers=known.payers.get(uid, ()),
            duplicate=_duplicate(uid, known),
        )
        found[uid] = evaluate(asked, session.reference.rules, on), told
    return found


def _veiled(check: Check) -> Check:
    """The result without what it was read from, for who may not see health and income."""
    if check.field not in SPECIFIC:
        return check
    return replace(check, why="hidden", field="", facts=(), reason="")


def _duplicate(registration_id: str, known: _Knowledge) -> bool | None:
    if registration_id in known.twice:
        return True
    return None if registration_id in known.waiting else False


def _known(unit: Unit, registration_ids: Collection[str]) -> _Knowledge:
    words = {(each.first, each.second): each for each in unit.pairs.words_about(registration_ids)}
    told = {uid: dict(said) for uid, said in unit.checks.counting(registration_ids).items()}
    settled = {pair for pair, word in words.items() if word.said in (Said.SAME, Said.DIFFERENT)}
    candidates = [
        each
        for each in unit.pairs.candidates_about(registration_ids)
        if (each.first, each.second) not in settled
    ]
    others = [each for each in candidates if each.kind is PairKind.ELSEWHERE]
    people = unit.elsewhere.persons({each.second for each in others})
    payers: dict[str, tuple[str, ...]] = {}
    for pair in others:
        if pair.second in people:
            payers[pair.first] = (*payers.get(pair.first, ()), people[pair.second].label)
    for word in words.values():
        if word.kind is PairKind.ELSEWHERE and word.detail.get("outcome") == Outcome.KEPT:
            _gave_up(told.setdefault(word.first, {}), word.at.astimezone().date())
    pairs = [(each.first, each.second) for each in candidates if each.kind is PairKind.REGISTRATION]
    states = unit.queue.these({uid for pair in pairs for uid in pair})
    waiting = {
        one
        for first, second in pairs
        for one, other in ((first, second), (second, first))
        if other in states and states[other].decision not in _OVER
    }
    different = {pair for pair, word in words.items() if word.said is Said.DIFFERENT}
    twice = {
        one
        for one, several in unit.checks.same_nik(registration_ids).items()
        for other in several
        if ordered(one, other) not in different
    }
    return _Knowledge(told, payers, twice, waiting)


_OVER = frozenset({DecisionState.MERGED_INTO, DecisionState.ENDED, DecisionState.REJECTED})
"""With somebody who is so there is nothing to settle any more."""


def _gave_up(told: dict[CheckKind, Told], on: date) -> None:
    """Another funder gave up: what the insurer said before that day is over."""
    insured = told.get(CheckKind.INSURED)
    if insured is not None and insured.value == Insured.OTHER_FUNDER and insured.as_of <= on:
        del told[CheckKind.INSURED]
