"""What of a programme stands once money was paid by it, and what a month before its decree is."""

from dataclasses import replace
from datetime import date

import pytest
from tests.city.test_money import DEC, NOV, SIGNED, YEAR, refused

from app.domain.months import Month
from app.domain.refusal import Refusal
from app.domain.tariff import Fund
from app.service.city.decree import Decrees
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes


@pytest.fixture
def decreed(received, lempake, accept, reviewer, treasurer):
    """Two people of a programme of 2026, named in a decree of November."""
    accept(received(lempake, range(1, 3)))
    year = Programmes(treasurer).keep(YEAR)
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    return year


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"first_month": DEC}, "programme.paid_months"),
        ({"last_month": Month(2026, 10)}, "programme.paid_months"),
        ({"fund": Fund.SELF}, "programme.paid_fund"),
        ({"wage_base": 2_000_000}, "programme.paid_tier"),
    ],
)
def test_a_programme_never_contradicts_payments_that_stand(decreed, treasurer, changes, code):
    keep, pay = Programmes(treasurer).keep, Pay(treasurer)
    payment, _ = pay(decreed.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    assert refused(keep, replace(decreed, **changes), "salah ketik") == [code]
    pay.reverse(payment.id, "salah bulan")
    assert keep(replace(decreed, **changes), "salah ketik").seq == 2


def test_what_payments_leave_open_may_change(decreed, treasurer):
    Pay(treasurer)(decreed.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    kept = Programmes(treasurer).keep(replace(decreed, first_month=NOV, name="Lain"), "mulai")
    assert (kept.first_month, kept.name) == (NOV, "Lain")


def test_a_month_before_the_decree_was_signed_is_told_with_its_day(decreed, treasurer):
    pay, oct_ = Pay(treasurer), Month(2026, 10)
    with pytest.raises(Refusal) as caught:
        pay(decreed.id, oct_, oct_, date(2026, 11, 10), "SP2D 1")
    (problem,) = caught.value.problems
    assert (problem.code, problem.facts) == ("pay.not_yet", (("day", "2026-11-02"),))
    assert pay.preview(decreed.id, oct_, oct_).paid_already == 0
    pay(decreed.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    assert pay.preview(decreed.id, NOV, NOV).why_nobody.code == "pay.nobody"
