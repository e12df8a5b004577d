"""What a registration goes back to when the last word on it is taken back."""

from collections.abc import Sequence

from app.domain.decisions import Decision
from app.domain.states import DecisionState
from app.store.books import Unit


def before_last(unit: Unit, registration_id: str, decisions: Sequence[Decision]) -> DecisionState:
    """The state before the last decision, as far as decree and money of it still stand.

    A decree may have been cancelled, or a payment taken back, while it did not count.
    """
    before = decisions[-2].state if len(decisions) > 1 else DecisionState.RECEIVED
    if before is DecisionState.FUNDED and not unit.payments.paid_for([registration_id]):
        before = DecisionState.DECREED
    if before in (DecisionState.DECREED, DecisionState.WAITING_FOR_FUNDS):
        programmes = [each.id for each in unit.programmes.all()]
        if registration_id not in unit.decrees.named(programmes):
            before = DecisionState.ACCEPTED
    return before
