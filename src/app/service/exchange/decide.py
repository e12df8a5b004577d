"""What the city decides of registrations, each word reversible by a later one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.decisions import Decision, Fix, demand_step
from app.domain.ids import new_id
from app.domain.merge import Name
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.exchange.common import Cancelled, Progress, demand_city, never, nothing_said
from app.service.session import Session
from app.store.books import Unit
from app.store.registrations import Standing

_CHUNK = 200


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
    ) -> Decided:
        """Decide on the current revision of each; those that may not be do not hold the others.

        `Refusal` where the decision itself lacks something; by registration:
        `registration.unknown`, `decision.not_allowed`.
        """
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
                    problem = self._decide(unit, uid, state, fixes, reason)
                    decided += problem is None
                    if problem is not None:
                        refused.append((uid, problem))
            progress(min(start + _CHUNK, len(asked)), len(asked))
        return Decided(decided, tuple(refused))

    def history(self, registration_id: str) -> Sequence[Decision]:
        """Every decision on a registration, oldest first; also at the desk that was told."""
        with self._session.books.reading() as unit:
            return unit.decisions.of(registration_id)

    def _decide(
        self, unit: Unit, uid: str, state: DecisionState, fixes: tuple[Fix, ...], reason: str
    ) -> Problem | None:
        session = self._session
        standing = unit.registrations.standing(uid)
        if standing is None:
            return Problem("registration.unknown")
        try:
            demand_step(standing.decision, state, fixes, reason)
        except Refusal as refusal:
            if any(each.code != "decision.not_allowed" for each in refusal.problems):
                raise
            return refusal.problems[0]
        now = session.clock()
        life = session.station.incarnation.number
        decision = Decision(
            id=new_id(now),
            registration_id=uid,
            seq=unit.journal.next(life),
            state=state,
            about=Name(standing.number, standing.hash),
            fixes=fixes,
            reason=reason.strip(),
            by=session.operator.id,
            at=now,
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
            },
        )
