from datetime import date, timedelta

import pytest

from app.domain.refusal import Refusal

TODAY = date(2026, 11, 22)
START = date(2026, 7, 1)


@pytest.fixture
def table(reference):
    return reference.benefits.on(TODAY)


def test_all_of_jkm_is_42_million(table):
    estimate = table.jkm(START, TODAY, paid_months=4)
    assert [(each.amount, each.due) for each in estimate.lines] == [
        (20_000_000, True),
        (12_000_000, True),
        (10_000_000, True),
    ]
    assert estimate.total == 42_000_000
    assert all("PP 82/2019" in each.legal_basis for each in estimate.lines)


@pytest.mark.parametrize(
    ("death", "paid", "total", "confirm"),
    [
        ("2026-07-01", 1, 10_000_000, False),
        ("2026-09-18", 3, 10_000_000, False),  # day 79
        ("2026-09-19", 3, 10_000_000, True),  # day 80: sources disagree from here
        ("2026-09-30", 3, 10_000_000, True),  # the day before three calendar months
        ("2026-10-01", 3, 42_000_000, True),
        ("2026-10-09", 3, 42_000_000, True),  # day 100
        ("2026-10-10", 3, 42_000_000, False),
        ("2026-11-22", 2, 10_000_000, False),  # a member long enough, but not paid for
        ("2026-11-22", None, 42_000_000, True),  # nobody said how many months were paid
        ("2026-08-01", None, 10_000_000, False),
    ],
)
def test_in_the_first_three_months_only_the_funeral_is_paid(table, death, paid, total, confirm):
    estimate = table.jkm(START, date.fromisoformat(death), paid)
    assert (estimate.total, estimate.confirm) == (total, confirm)


def test_the_first_day_of_full_jkm_is_three_calendar_months_on(table):
    assert table.full_from(date(2026, 12, 1)) == date(2027, 3, 1)
    assert table.full_from(date(2026, 11, 30)) == date(2027, 2, 28)


def test_before_the_rule_of_2025_a_death_after_four_days_paid_42_million(reference):
    table = reference.benefits.on(date(2024, 2, 26))
    estimate = table.jkm(date(2024, 2, 22), date(2024, 2, 26))
    assert (estimate.total, estimate.confirm) == (42_000_000, False)
    assert table.full_from(date(2024, 2, 22)) == date(2024, 2, 22)


def test_death_by_an_accident_at_work_pays_70_million_on_the_base_of_the_programme(table):
    estimate = table.jkk_death(1_000_000)
    assert [each.amount for each in estimate.lines] == [48_000_000, 12_000_000, 10_000_000]
    assert estimate.total == 70_000_000


@pytest.mark.parametrize(
    ("wage_base", "grant"),
    [(1_000_000, 48_000_000), (2_950_000, 141_600_000), (400_000, 20_000_000), (0, 20_000_000)],
)
def test_the_accident_grant_is_48_times_the_base_and_never_below_the_jkm_grant(
    table, wage_base, grant
):
    assert table.jkk_death(wage_base).lines[0].amount == grant


def test_total_disability_pays_56_times_the_base_and_12_million(table):
    lines = table.jkk_total_disability(1_000_000).lines
    assert [each.amount for each in lines] == [56_000_000, 12_000_000]


def test_costs_of_an_accident_are_paid_up_to_their_ceilings(table):
    ceilings = {each.code: each.at_most for each in table.ceilings()}
    assert ceilings == {
        "transport_land": 5_000_000,
        "transport_sea": 2_000_000,
        "transport_air": 10_000_000,
        "homecare": 20_000_000,
        "glasses": 1_000_000,
        "dentures": 5_000_000,
        "hearing_aid": 2_500_000,
    }
    unsure = {each.code for each in table.ceilings() if each.validity.confirm}
    assert unsure == {"dentures", "hearing_aid"}


def test_the_scholarship_is_87_million_a_child_and_174_for_two(table):
    scholarship = table.scholarship
    at_most = {each.code: each.at_most for each in scholarship.levels}
    assert at_most == {
        "kindergarten": 3_000_000,
        "primary": 9_000_000,
        "junior": 6_000_000,
        "senior": 9_000_000,
        "higher": 60_000_000,
    }
    assert (scholarship.for_one, scholarship.at_most) == (87_000_000, 174_000_000)
    assert scholarship.validity.confirm


def test_the_scholarship_waits_for_three_paid_years_only_after_a_natural_death(table):
    scholarship = table.scholarship
    assert not scholarship.is_due("jkm", 35)
    assert scholarship.is_due("jkm", 36)
    assert scholarship.is_due("jkk", 0)


def test_a_child_has_the_scholarship_until_the_day_before_it_is_23(table):
    born = date(2003, 11, 23)
    assert table.scholarship.fits_child(born, date(2026, 11, 22))
    assert not table.scholarship.fits_child(born, date(2026, 11, 23))


def test_there_is_no_calculator_for_partial_disability(table):
    events = {each.event for each in table.parts}
    assert events == {"death", "total_disability", "accident"}


def test_benefits_before_the_law_of_2019_are_refused(reference):
    first = date(2019, 12, 2)
    assert reference.benefits.on(first).jkm(first, first).total == 42_000_000
    with pytest.raises(Refusal):
        reference.benefits.on(first - timedelta(days=1))
