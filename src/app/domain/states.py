"""The states of a registration on its four tracks, and every step between them that is allowed."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from app.domain.refusal import Problem, Refusal


class Track(StrEnum):
    """Four tracks, never one line: each moves on its own."""

    REVISION = "revision"
    DECISION = "decision"
    MEMBERSHIP = "membership"
    CARD = "card"


class RevisionState(StrEnum):
    """Of one revision at the desk. A correction is a new revision and begins as a draft."""

    DRAFT = "draft"
    COMPLETE = "complete"
    APPROVED = "approved"
    SEALED = "sealed"  # lies in a sealed file: never changes again
    FILED = "filed"  # the city signed for that file


class DecisionState(StrEnum):
    """Of the city."""

    RECEIVED = "received"
    NEEDS_FIXING = "needs_fixing"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    DECREED = "decreed"
    FUNDED = "funded"
    WAITING_FOR_FUNDS = "waiting_for_funds"
    MERGED_INTO = "merged_into"
    MOVED = "moved"
    ENDED = "ended"


class MembershipState(StrEnum):
    """Derived from the funding ledger as of a day, never stored."""

    NOT_YET = "not_yet"
    ACTIVE = "active"
    GRACE = "grace"
    INACTIVE = "inactive"
    ENDED = "ended"


class CardState(StrEnum):
    """Of one card; a reprint is another card."""

    UNPRINTED = "unprinted"
    PRINTED = "printed"
    AT_KELURAHAN = "at_kelurahan"
    HANDED_OVER = "handed_over"
    VOID = "void"


class EndReason(StrEnum):
    """Why a membership ended."""

    DIED = "died"
    MOVED_AWAY = "moved_away"
    FORMAL_JOB = "formal_job"
    AGE_LIMIT = "age_limit"
    DUPLICATE = "duplicate"
    OTHER_FUNDING = "other_funding"
    NOT_VULNERABLE = "not_vulnerable"
    RESIGNED = "resigned"
    WRONG_DATA = "wrong_data"
    NO_BUDGET = "no_budget"


State = RevisionState | DecisionState | MembershipState | CardState


class Transition(NamedTuple):
    """One allowed step. `before` None = how the track begins; `reverses` = takes a step back."""

    track: Track
    before: State | None
    after: State
    reverses: bool = False


BEGIN = None

_ALIVE = (
    DecisionState.RECEIVED,
    DecisionState.NEEDS_FIXING,
    DecisionState.ACCEPTED,
    DecisionState.DECREED,
    DecisionState.WAITING_FOR_FUNDS,
    DecisionState.FUNDED,
)

_FORWARD: dict[Track, tuple[tuple[State | None, tuple[State, ...]], ...]] = {
    Track.REVISION: (
        (BEGIN, (RevisionState.DRAFT,)),
        (RevisionState.DRAFT, (RevisionState.COMPLETE,)),
        (RevisionState.COMPLETE, (RevisionState.APPROVED,)),
        (RevisionState.APPROVED, (RevisionState.SEALED,)),
        (RevisionState.SEALED, (RevisionState.FILED,)),
    ),
    Track.DECISION: (
        (BEGIN, (DecisionState.RECEIVED,)),
        (
            DecisionState.RECEIVED,
            (DecisionState.NEEDS_FIXING, DecisionState.REJECTED, DecisionState.ACCEPTED),
        ),
        (
            DecisionState.NEEDS_FIXING,
            (DecisionState.RECEIVED, DecisionState.REJECTED, DecisionState.ACCEPTED),
        ),
        (DecisionState.ACCEPTED, (DecisionState.DECREED, DecisionState.WAITING_FOR_FUNDS)),
        (DecisionState.DECREED, (DecisionState.FUNDED, DecisionState.WAITING_FOR_FUNDS)),
        (DecisionState.WAITING_FOR_FUNDS, (DecisionState.DECREED, DecisionState.FUNDED)),
        *(
            (each, (DecisionState.MERGED_INTO, DecisionState.MOVED, DecisionState.ENDED))
            for each in _ALIVE
        ),
    ),
    Track.MEMBERSHIP: (
        (BEGIN, (MembershipState.NOT_YET,)),
        (MembershipState.NOT_YET, (MembershipState.ACTIVE, MembershipState.ENDED)),
        (MembershipState.ACTIVE, (MembershipState.GRACE, MembershipState.ENDED)),
        (
            MembershipState.GRACE,
            (MembershipState.ACTIVE, MembershipState.INACTIVE, MembershipState.ENDED),
        ),
        (MembershipState.INACTIVE, (MembershipState.ACTIVE, MembershipState.ENDED)),
    ),
    Track.CARD: (
        (BEGIN, (CardState.UNPRINTED,)),
        (CardState.UNPRINTED, (CardState.PRINTED,)),
        (CardState.PRINTED, (CardState.AT_KELURAHAN, CardState.VOID)),
        (CardState.AT_KELURAHAN, (CardState.HANDED_OVER, CardState.VOID)),
        (CardState.HANDED_OVER, (CardState.VOID,)),
    ),
}


def _table() -> Iterator[Transition]:
    for track, steps in _FORWARD.items():
        for before, afters in steps:
            for after in afters:
                yield Transition(track, before, after)
    forward = {(before, after) for before, afters in _FORWARD[Track.DECISION] for after in afters}
    for before, after in forward:  # whatever the city decided, a later decision takes back
        if before is not None and (after, before) not in forward:
            yield Transition(Track.DECISION, after, before, reverses=True)


TRANSITIONS = frozenset(_table())
"""Every step there is."""

_ALLOWED = {(each.track, each.before, each.after): each for each in TRANSITIONS}


def allowed(track: Track, before: str | None, after: str) -> bool:
    """Whether a state may follow another; None = the track has not begun."""
    return (track, before, after) in _ALLOWED


def step(track: Track, before: str | None, after: str) -> Transition:
    """The step from one state to the next, or a refusal."""
    found = _ALLOWED.get((track, before, after))  # type: ignore[arg-type]  # a StrEnum is its text
    if found is None:
        facts = (("track", track.value), ("before", before or ""), ("after", str(after)))
        raise Refusal(Problem("state.not_allowed", facts=facts))
    return found
