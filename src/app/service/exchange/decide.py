"""What the city decides of registrations, each word reversible by a later one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from app.domain.decisions import BY_HAND, Decision, Fix, demand_step
from app.domain.ids import new_id
from app.domain.merge import Name
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState, EndReason
from app.service.allowed import needs
from app.service.city.before import before_last
from app.service.exchange.common import Cancelled, Progress, demand_city, never, nothing_said
from app.service.session import Session
from app.store.books import Unit
from app.store.registrations import Standing

_CHUNK = 200

_OF_ONE = frozenset(
    {"decision.not_allowed", "decision.merged", "decision.decreed", "decision.nothing"}
)
"""What is wrong with one registration, and not with the decision itself."""


class _Said(NamedTuple):
    state: DecisionState
    fixes: tuple[Fix, ...]
    reason: str
    detail: Mapping[str, str]


_Deed = Callable[[Unit, str, Standing], _Said]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, and what was not and why, by registration id."""

    decided: int
    refused: tuple[tuple[str, Problem], ...]


@needs(Right.DECIDE, history=Right.SEE)
class Decide:
    """Accepts, asks for a fix with a code per field, or rejects with a reason; singly or many.

    The kelurahan learns it with the next reply.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(
        self,
        registration_ids: Collection[str],
        state: DecisionState,
        fixes: tuple[Fix, ...] = (),
        reason: str = "",
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
        *,
        end: EndReason | None = None,
    ) -> Decided:
        """Decide on the current revision of each; those that may not be do not hold the others.

        `end` says why a membership ends. `Refusal` where the decision itself lacks something; by
        registration: `registration.unknown`, `decision.not_allowed`, `decision.merged` and
        `decision.decreed` where another word has to be taken back first.
        """
        deed = partial(_demanded, state=state, fixes=fixes, reason=reason, end=end)
        return self._each(registration_ids, deed, progress, cancelled)

    def take_back(
        self,
        registration_ids: Collection[str],
        reason: str,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> Decided:
        """The last decision on each counts no longer: the one before does, as far as it stands.

        `Refusal` with `decision.reason_missing`; by registration: `decision.nothing` where there
        is none, or one that a decree, a payment or a pair made.
        """
        if not reason.strip():
            raise Refusal(Problem("decision.reason_missing", "reason"))
        return self._each(registration_ids, partial(_back, reason=reason), progress, cancelled)

    def _each(
        self,
        registration_ids: Collection[str],
        deed: _Deed,
        progress: Progress,
        cancelled: Cancelled,
    ) -> Decided:
        demand_city(self._session)
        asked = list(dict.fromkeys(registration_ids))
        refused: list[tuple[str, Problem]] = []
        decided = 0
        for start in range(0, len(asked), _CHUNK):
            if cancelled():
                break
            some = asked[start : start + _CHUNK]
            with self._session.books.transaction() as unit:
                for uid in some:
                    problem = self._decide(unit, uid, deed)
                    decided += problem is None
                    if problem is not None:
                        refused.append((uid, problem))
            progress(min(start + _CHUNK, len(asked)), len(asked))
        return Decided(decided, tuple(refused))

    def history(self, registration_id: str) -> Sequence[Decision]:
        """Every decision on a registration, oldest first; also at the desk that was told."""
        with self._session.books.reading() as unit:
            return unit.decisions.of(registration_id)

    def _decide(self, unit: Unit, uid: str, deed: _Deed) -> Problem | None:
        session = self._session
        standing = unit.registrations.standing(uid)
        if standing is None:
            return Problem("registration.unknown")
        try:
            said = deed(unit, uid, standing)
        except Refusal as refusal:
            if any(each.code not in _OF_ONE for each in refusal.problems):
                raise
            return refusal.problems[0]
        now = session.clock()
        life = session.station.incarnation.number
        decision = Decision(
            id=new_id(now),
            registration_id=uid,
            seq=unit.journal.next(life),
            state=said.state,
            about=Name(standing.number, standing.hash),
            fixes=said.fixes,
            reason=said.reason.strip(),
            by=session.operator.id,
            at=now,
            detail=said.detail,
        )
        unit.decisions.add(decision)
        unit.journal.add(life, "decision", [unit.decisions.row(decision.id)], standing.office)
        self._note(unit, decision, standing)
        return None

    def _note(self, unit: Unit, decision: Decision, before: Standing) -> None:
        unit.audit.note(
            "registration.decided",
            decision.registration_id,
            operator=self._session.operator.id,
            at=decision.at,
            detail={
                "from": before.decision,
                "to": decision.state.value,
                "fixes": [f"{each.field}:{each.code}" for each in decision.fixes],
                **decision.detail,
            },
        )


def _demanded(
    unit: Unit,
    uid: str,
    standing: Standing,
    *,
    state: DecisionState,
    fixes: tuple[Fix, ...],
    reason: str,
    end: EndReason | None,
) -> _Said:
    demand_step(standing.decision, state, fixes, reason, end)
    return _Said(state, fixes, reason, {"end": end.value} if end else {})


def _back(unit: Unit, uid: str, standing: Standing, *, reason: str) -> _Said:
    decisions = unit.decisions.of(uid)
    if not decisions or decisions[-1].state not in BY_HAND:
        raise Refusal(Problem("decision.nothing", "decision"))
    before = decisions[-2] if len(decisions) > 1 else None
    state = before_last(unit, uid, decisions)
    fixes = before.fixes if before and state is DecisionState.NEEDS_FIXING else ()
    return _Said(state, fixes, reason, {"back": decisions[-1].id})
