"""Who is covered, as of a day: worked out from the ledger, with what merged ones were paid."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

from app.domain.membership import Membership, membership
from app.domain.months import Month
from app.domain.paid import PaidFor, months_of
from app.domain.states import DecisionState
from app.service.session import Session
from app.store.books import Unit

_OVER = frozenset({DecisionState.ENDED, DecisionState.MOVED, DecisionState.MERGED_INTO})


class Cover:
    """The cover of registrations in one view of the books.

    Whoever was merged into another is paid for as that other: nothing paid is lost.
    """

    def __init__(self, session: Session, unit: Unit) -> None:
        self._session = session
        self._unit = unit

    @cached_property
    def _into(self) -> Mapping[str, str]:
        return self._unit.decisions.merged()

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for each in self._into:
            found.setdefault(self.stays(each), []).append(each)
        return found

    def stays(self, registration_id: str) -> str:
        """Who stands for a registration: itself, or the one it was merged into in the end."""
        seen = {registration_id}
        while (other := self._into.get(registration_id)) is not None and other not in seen:
            seen.add(other)
            registration_id = other
        return registration_id

    def paid(self, registration_ids: Collection[str] | None = None) -> Mapping[str, list[PaidFor]]:
        """By registration that stands: the payments for it, and for those merged into it."""
        asked = registration_ids
        if asked is not None:
            asked = {*asked, *(part for each in asked for part in self._parts.get(each, ()))}
        found: dict[str, list[PaidFor]] = {}
        for uid, lines in self._unit.payments.paid_for(asked).items():
            found.setdefault(self.stays(uid), []).extend(lines)
        return found

    def memberships(self, registration_ids: Collection[str], on: date) -> Mapping[str, Membership]:
        """The cover of each as of a day."""
        reference = self._session.reference
        lapse, benefits = reference.lapse.on(on), reference.benefits.on(on)
        paid = self.paid(registration_ids)
        ends = self._ends(registration_ids)
        starts = self._unit.insured.starts(registration_ids)
        return {
            uid: membership(
                months_of(paid.get(uid, ())),
                on,
                lapse,
                benefits,
                begins=starts.get(uid),
                ended=ends.get(uid),
            )
            for uid in registration_ids
        }

    def twice(self) -> Mapping[str, Sequence[Month]]:
        """Whoever was paid for more than once, and for which months: money to be asked back."""
        found = {}
        for uid, lines in self.paid().items():
            if more := [month for month, count in months_of(lines).items() if count > 1]:
                found[uid] = sorted(more)
        return found

    def _ends(self, registration_ids: Collection[str]) -> Mapping[str, date]:
        """Since when somebody is no member, by the city's last word."""
        return {
            uid: last.at.astimezone().date()
            for uid, last in self._unit.decisions.last_of(registration_ids).items()
            if last.state in _OVER
        }
