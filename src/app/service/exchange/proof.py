"""Whether an approval is what it says: signed by the operator's own key, for this very revision."""

from app.domain.approval import Approval, subject
from app.domain.rights import APPROVER
from app.keys import signing
from app.service.exchange.common import own_name
from app.service.exchange.sisters import stands
from app.service.session import Session
from app.store.books import Unit


class Proof:
    """Proves approvals inside one transaction, each signature once.

    Whoever has the data key can write anything into the books, but not sign as somebody else: the
    seed of an operator's key opens only with that operator's password. Keys of this station are
    known by the slot file, not by the books; keys of another by what it told.
    """

    def __init__(self, session: Session, unit: Unit) -> None:
        self._session = session
        self._unit = unit
        self._own = own_name(session)
        self._keys = session.slots.signing_keys(session.opened.data_key)
        self._subjects: dict[str, frozenset[str]] = {}

    def stands_for(self, approval_id: str | None, uid: str, number: int, digest: str) -> bool:
        """Whether this approval is genuine and names this revision."""
        if approval_id is None:
            return False
        if approval_id not in self._subjects:
            held = self._unit.approvals.known([approval_id]).get(approval_id)
            good = held is not None and self.is_genuine(held) and self._is_vouched(held)
            self._subjects[approval_id] = frozenset(held.subjects if held and good else ())
        return subject(uid, number, digest) in self._subjects[approval_id]

    def _is_vouched(self, approval: Approval) -> bool:
        """Whether a sister station said that the approver is its own: the city will ask for it."""
        return approval.origin == self._own or stands(self._unit, approval, ever=True)

    def is_genuine(self, approval: Approval) -> bool:
        """Whether an approver whose key is known here signed it."""
        if approval.origin == self._own:
            is_known = self._keys.get((approval.operator, approval.public_key)) in (APPROVER, "")
        else:
            approver = self._unit.approvals.approver(approval.operator, approval.public_key)
            is_known = approver == approval.origin
        return is_known and signing.verify(
            approval.public_key, approval.signature, approval.message()
        )
