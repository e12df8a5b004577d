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
        today, may = session.today(), session.may(Right.SPECIFIC)
        with session.books.reading() as unit:
            known = _known(unit, registration_ids)
        for some in pieces(registration_ids):
            with session.books.reading() as unit:
                revisions = unit.registrations.currents(some)
                people = unit.queue.these(some)
            for uid in some:
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
                checks = evaluate(asked, session.reference.rules, on)
                yield Standing(
                    registration_id=uid,
                    number=people[uid].number,
                    office=people[uid].office,
                    decision=people[uid].decision,
                    checks=checks if may else tuple(map(_veiled, checks)),
                    nik=nik_state(told),
                )


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
    words = unit.pairs.last_words()
    told = {uid: dict(said) for uid, said in unit.checks.counting(registration_ids).items()}
    labels = {each.source: each.label for each in unit.elsewhere.in_force()}
    candidates = unit.pairs.candidates()
    others = [each for each in candidates if each.kind is PairKind.ELSEWHERE]
    people = unit.elsewhere.persons({each.second for each in others})
    payers: dict[str, tuple[str, ...]] = {}
    for pair in others:
        word = words.get((pair.first, pair.second))
        is_settled = word is not None and word.said in (Said.SAME, Said.DIFFERENT)
        if pair.second in people and not is_settled:
            label = labels[people[pair.second].source]
            payers[pair.first] = (*payers.get(pair.first, ()), label)
    for word in words.values():
        if word.kind is PairKind.ELSEWHERE and word.detail.get("outcome") == Outcome.KEPT:
            _gave_up(told.setdefault(word.first, {}), word.at.astimezone().date())
    waiting = {
        uid
        for each in candidates
        if each.kind is PairKind.REGISTRATION
        and ((word := words.get((each.first, each.second))) is None or word.said in _OPEN)
        for uid in (each.first, each.second)
    }
    different = {pair for pair, word in words.items() if word.said is Said.DIFFERENT}
    twice = {
        one
        for several in unit.checks.twice().values()
        for one in several
        for other in several
        if one != other and ordered(one, other) not in different
    }
    return _Knowledge(told, payers, twice, waiting)


_OPEN = frozenset({Said.ASK, Said.TAKEN_BACK})


def _gave_up(told: dict[CheckKind, Told], on: date) -> None:
    """Another funder gave up: what the insurer said before that day is over."""
    insured = told.get(CheckKind.INSURED)
    if insured is not None and insured.value == Insured.OTHER_FUNDER and insured.as_of <= on:
        del told[CheckKind.INSURED]
