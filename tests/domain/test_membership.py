"""Cover by the months that were paid: DOMAIN, section 2.4."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.membership import lost_on, membership
from app.domain.months import Month, span
from app.domain.reference import Reference
from app.domain.states import MembershipState

REFERENCE = Reference.load(Path(__file__).parents[2] / "resources")
TO_JULY = span(Month(2026, 1), Month(2026, 7))


def on(day, paid, **more):
    reference = REFERENCE
    return membership(paid, day, reference.lapse.on(day), reference.benefits.on(day), **more)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 31), MembershipState.NOT_YET),
        (date(2026, 1, 1), MembershipState.ACTIVE),
        (date(2026, 7, 31), MembershipState.ACTIVE),
        (date(2026, 8, 1), MembershipState.GRACE),
        (date(2026, 10, 31), MembershipState.GRACE),
        (date(2026, 11, 1), MembershipState.INACTIVE),
        (date(2028, 2, 29), MembershipState.INACTIVE),
    ],
)
def test_three_unpaid_months_end_the_cover(day, state):
    found = on(day, TO_JULY)
    assert found.state is state
    assert (found.paid_until, found.grace_until) == (date(2026, 7, 31), date(2026, 10, 31))


def test_who_was_never_paid_for_is_no_member_yet():
    found = on(date(2026, 5, 1), [])
    assert (found.state, found.start, found.paid_until) == (MembershipState.NOT_YET, None, None)


def test_a_late_payment_within_the_grace_goes_on_with_the_same_cover():
    found = on(date(2026, 10, 5), [*TO_JULY, Month(2026, 10)])
    assert found.state is MembershipState.ACTIVE
    assert found.start == date(2026, 1, 1)
    assert found.paid_months == 8


def test_after_a_lapse_every_waiting_time_begins_anew():
    found = on(date(2026, 12, 5), [*TO_JULY, Month(2026, 11), Month(2026, 12)])
    assert found.state is MembershipState.ACTIVE
    assert found.start == date(2026, 11, 1)
    assert found.full_grant_from == date(2027, 2, 1)
    assert found.paid_months == 2


def test_months_paid_ahead_do_not_cover_an_unpaid_one_before_them():
    found = on(date(2026, 8, 15), [*TO_JULY, Month(2026, 9)])
    assert found.state is MembershipState.GRACE
    assert found.paid_until == date(2026, 7, 31)


def test_the_full_grant_needs_three_months_of_membership():
    assert on(date(2026, 2, 1), TO_JULY).full_grant_from == date(2026, 4, 1)
    begun = on(date(2026, 2, 1), TO_JULY, begins=date(2026, 1, 20))
    assert (begun.start, begun.full_grant_from) == (date(2026, 1, 20), date(2026, 4, 20))
    assert on(date(2026, 1, 19), TO_JULY, begins=date(2026, 1, 20)).state == "not_yet"


def test_the_scholarship_needs_three_years_of_payment():
    paid = span(Month(2026, 1), Month(2028, 12))
    assert not on(date(2028, 11, 1), paid[:-1]).scholarship_due
    assert on(date(2028, 12, 1), paid).scholarship_due


def test_an_end_ends_whatever_was_paid():
    assert on(date(2026, 5, 1), TO_JULY, ended=date(2026, 5, 2)).state is MembershipState.ACTIVE
    assert on(date(2026, 5, 2), TO_JULY, ended=date(2026, 5, 2)).state is MembershipState.ENDED


def test_who_would_lose_cover_when():
    lapse = REFERENCE.lapse.on(date(2026, 1, 1))
    assert lost_on(TO_JULY, lapse) == date(2026, 11, 1)
    assert lost_on([], lapse) is None
