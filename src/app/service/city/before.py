"""What a registration goes back to when the last word on it is taken back."""

from collections.abc import Collection, Mapping, Sequence

from app.domain.decisions import Decision
from app.domain.states import DecisionState
from app.store.books import Unit

FUNDED = DecisionState.FUNDED
NAMED = frozenset({DecisionState.DECREED, DecisionState.WAITING_FOR_FUNDS, FUNDED})


def before_last(unit: Unit, registration_id: str, decisions: Sequence[Decision]) -> DecisionState:
    """The state before the last decision, as far as decree and money of it still stand.

    A decree may have been cancelled, or a payment taken back, while it did not count.
    """
    before = decisions[-2].state if len(decisions) > 1 else DecisionState.RECEIVED
    if before not in NAMED:
        return before
    stands = standing(unit, [registration_id])[registration_id]
    return before if stands is DecisionState.DECREED and before is not FUNDED else stands


def standing(unit: Unit, registration_ids: Collection[str]) -> Mapping[str, DecisionState]:
    """What decrees and money make of people who are accepted, whatever was said last."""
    paid = unit.payments.paid_for(registration_ids)
    named = unit.decrees.named([each.id for each in unit.programmes.all()])
    return {
        uid: FUNDED
        if uid in paid
        else DecisionState.DECREED
        if uid in named
        else DecisionState.ACCEPTED
        for uid in registration_ids
    }


def cancelled_since(unit: Unit, decisions: Sequence[Decision]) -> Mapping[str, str]:
    """For the word that brings somebody back: the decree that was cancelled while they were away.

    Nobody told their kelurahan, for then it was not about them.
    """
    told = {each.detail.get("cancelled") for each in decisions}
    for each in reversed(decisions):
        decree = each.detail.get("decree", "")
        if decree and decree not in told and "number" in each.detail:
            held = unit.decrees.get(decree)
            return {"cancelled": decree} if held and held.cancelled_at else {}
    return {}
