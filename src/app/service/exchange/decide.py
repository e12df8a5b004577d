"""What the city decides of registrations, each word reversible by a later one."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from app.domain.decisions import BY_HAND, Decision, Fix, demand_step
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState, EndReason
from app.service.allowed import needs
from app.service.city.before import before_last, cancelled_since
from app.service.city.eligible import in_the_way
from app.service.city.saying import Word, say
from app.service.exchange.common import Cancelled, Progress, demand_city, never, nothing_said
from app.service.session import Session
from app.store.books import Unit

_CHUNK = 500

_OF_ONE = frozenset(
    {
        "decision.not_allowed",
        "decision.merged",
        "decision.decreed",
        "decision.nothing",
        "decide.not_eligible",
    }
)
"""What is wrong with one registration, and not with the decision itself."""

_OF_ENDED = _OF_ONE | {"decision.reason_missing"}
"""Of one that was ended as well: the others of the same call may do without a reason."""

_OF_PAIR = frozenset({"pair", "parted"})
"""What a decision holds that a word on a pair made: taken back with that word alone."""

_Deed = Callable[[Unit, Waiting], Word]
_Rules = Mapping[str, Sequence[str]]  # by registration: those that speak against it


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
        `decision.decreed` where another word has to be taken back first, and without a reason
        `decide.not_eligible` where a rule, or a pair that waits, stands in the way of accepting,
        and `decision.reason_missing` for whoever was ended. Accepted with a reason, the decision
        names those rules in its `despite`.
        """
        decided = partial(_demanded, state=state, fixes=fixes, reason=reason, end=end)

        def deed_of(unit: Unit, some: Sequence[str]) -> _Deed:
            is_let_in = state is DecisionState.ACCEPTED
            rules = in_the_way(self._session, unit, some) if is_let_in else {}
            return partial(decided, against=rules)

        return self._each(registration_ids, deed_of, progress, cancelled)

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
        back = partial(_back, reason=reason)
        return self._each(registration_ids, lambda unit, some: back, progress, cancelled)

    def _each(
        self,
        registration_ids: Collection[str],
        deed_of: Callable[[Unit, Sequence[str]], _Deed],
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
                people = unit.queue.these(some)
                deed = deed_of(unit, some)
                words = []
                for uid in some:
                    said = _said(unit, people.get(uid), deed)
                    if isinstance(said, Problem):
                        refused.append((uid, said))
                    else:
                        words.append(said)
                say(self._session, unit, words)
            decided += len(words)
            progress(min(start + _CHUNK, len(asked)), len(asked))
        return Decided(decided, tuple(refused))

    def history(self, registration_id: str) -> Sequence[Decision]:
        """Every decision on a registration, oldest first; also at the desk that was told."""
        with self._session.books.reading() as unit:
            return unit.decisions.of(registration_id)


def _said(unit: Unit, of: Waiting | None, deed: _Deed) -> Word | Problem:
    """The word on one registration, or why there can be none; what lacks in general is raised."""
    if of is None:
        return Problem("registration.unknown")
    try:
        return deed(unit, of)
    except Refusal as refusal:
        of_one = _OF_ENDED if of.decision == DecisionState.ENDED else _OF_ONE
        if any(each.code not in of_one for each in refusal.problems):
            raise
        return refusal.problems[0]


def _demanded(
    unit: Unit,
    of: Waiting,
    *,
    state: DecisionState,
    fixes: tuple[Fix, ...],
    reason: str,
    end: EndReason | None,
    against: _Rules,
) -> Word:
    demand_step(of.decision, state, fixes, reason, end)
    rules = against.get(of.registration_id, ())
    if rules and not reason.strip():
        raise Refusal(Problem("decide.not_eligible", "reason", facts=(("rule", rules[0]),)))
    detail = {"end": end.value} if end else {}
    if rules:
        detail["despite"] = " ".join(rules)
    return Word(of, state, detail, reason, fixes)


def _back(unit: Unit, of: Waiting, *, reason: str) -> Word:
    decisions = unit.decisions.of(of.registration_id)
    last = decisions[-1] if decisions else None
    if last is None or last.state not in BY_HAND or _OF_PAIR & last.detail.keys():
        raise Refusal(Problem("decision.nothing", "decision"))
    before = decisions[-2] if len(decisions) > 1 else None
    state = before_last(unit, of.registration_id, decisions)
    fixes = before.fixes if before and state is DecisionState.NEEDS_FIXING else ()
    detail = {"back": last.id, **cancelled_since(unit, decisions)}
    return Word(of, state, detail, reason, fixes)
