"""Whether somebody is covered, worked out from the months that were paid; never stored.

Three unpaid months in a row end the cover (DOMAIN, section 2.4). Whoever is paid for again after
that is treated as a new member, since one insurer's branch counted it so: to be confirmed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from app.domain.benefits import BenefitTable
from app.domain.dated import Validity
from app.domain.months import Month, runs
from app.domain.states import MembershipState


@dataclass(frozen=True, slots=True)
class Lapse:
    """How long cover outlasts the money."""

    unpaid_months: int
    restarts: bool  # after that every waiting time begins anew
    validity: Validity

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            unpaid_months=int(plain["unpaid_months"]),
            restarts=bool(plain["restarts"]),
            validity=Validity.from_plain(plain),
        )


@dataclass(frozen=True, slots=True)
class Membership:
    """One person's cover as of a day. A date is None where it is not known, or will not come."""

    state: MembershipState
    as_of: date
    start: date | None = None
    """First day of the cover that goes on, or of the last one there was."""
    paid_until: date | None = None
    grace_until: date | None = None
    full_grant_from: date | None = None
    """The first day on which all of JKM is due, if it is paid on."""
    paid_months: int = 0
    """Of this cover, up to now and ahead."""
    scholarship_due: bool = False


def membership(
    paid: Collection[Month],
    on: date,
    lapse: Lapse,
    benefits: BenefitTable,
    *,
    begins: date | None = None,
    ended: date | None = None,
) -> Membership:
    """The cover on a day by the months paid for.

    `begins` is the start the insurer named, which counts within the month it lies in; `ended` the
    first day on which somebody is no member any more, whatever was paid.
    """
    covers = _covers(paid, lapse)
    current = [each for each in covers if each[0].first_day <= on] or covers[:1]
    if not current:
        return Membership(_or_ended(MembershipState.NOT_YET, on, ended), on)
    months = current[-1]
    start = months[0].first_day
    if begins is not None and Month.of(begins) == months[0]:
        start = begins
    paid_until = [
        last for first, last in runs(months) if first.first_day <= on or first == months[0]
    ]
    until = paid_until[-1].last_day
    grace = paid_until[-1].plus(lapse.unpaid_months).last_day
    if on < start:
        state = MembershipState.NOT_YET
    elif on <= until:
        state = MembershipState.ACTIVE
    elif on <= grace:
        state = MembershipState.GRACE
    else:
        state = MembershipState.INACTIVE
    return Membership(
        _or_ended(state, on, ended),
        on,
        start=start,
        paid_until=until,
        grace_until=grace,
        full_grant_from=benefits.full_from(start),
        paid_months=len(months),
        scholarship_due=benefits.scholarship.is_due("jkm", len(months)),
    )


def _or_ended(state: MembershipState, on: date, ended: date | None) -> MembershipState:
    return MembershipState.ENDED if ended is not None and on >= ended else state


def _covers(paid: Collection[Month], lapse: Lapse) -> list[list[Month]]:
    """The paid months by the cover they belong to: a long gap ends one and begins the next."""
    covers: list[list[Month]] = []
    for each in sorted(set(paid)):
        gap = covers[-1][-1].until(each) - 1 if covers else 0
        if not covers or (lapse.restarts and gap >= lapse.unpaid_months):
            covers.append([each])
        else:
            covers[-1].append(each)
    return covers


def lost_on(paid: Collection[Month], lapse: Lapse) -> date | None:
    """The first day without cover if nothing more is ever paid; None where nothing was."""
    if not paid:
        return None
    return max(paid).plus(lapse.unpaid_months).last_day + timedelta(days=1)
