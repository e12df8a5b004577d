from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.dated import Validity
from app.domain.refusal import Refusal
from app.domain.tariff import Contribution, Discount, Fund, Tariff

TODAY = date(2026, 11, 22)


@pytest.fixture
def table(reference):
    return reference.tariff.on(TODAY)


def test_the_city_pays_16_800_a_month_10_000_and_6_800(table):
    base = table.base
    assert base.wage_base == 1_000_000
    assert (base.contribution.jkk, base.contribution.jkm) == (10_000, 6_800)
    assert base.contribution.total == 16_800


def test_the_table_has_33_tiers_each_one_percent_of_its_base_and_6_800(table):
    assert [each.number for each in table.tiers] == list(range(1, 34))
    for each in table.tiers:
        assert each.contribution.jkk * 100 == each.wage_base
        assert each.contribution.jkm == 6_800


@pytest.mark.parametrize(
    ("income", "tier", "total"),
    [
        (0, 1, 16_800),
        (1_000_000, 1, 16_800),
        (1_099_000, 1, 16_800),
        (1_099_001, 1, 16_800),  # the gaps of the printed table
        (1_099_999, 1, 16_800),
        (1_100_000, 2, 18_800),
        (2_699_999, 9, 32_800),
        (2_700_000, 10, 36_300),
        (3_199_999, 10, 36_300),
        (8_199_500, 20, 86_300),
        (8_200_000, 21, 93_800),
        (20_199_999, 32, 203_800),
        (20_200_000, 33, 213_800),
        (900_000_000, 33, 213_800),
    ],
)
def test_a_tier_begins_at_its_lower_bound(table, income, tier, total):
    found = table.tier(income)
    assert (found.number, found.contribution.total) == (tier, total)


def test_every_lower_bound_belongs_to_its_own_tier_and_a_rupiah_less_to_the_one_before(table):
    for before, each in zip(table.tiers, table.tiers[1:], strict=False):
        assert table.tier(each.income_from) is each
        assert table.tier(each.income_from - 1) is before


def test_a_tier_is_found_by_the_wage_base_kept_on_a_registration(table):
    found = table.tier_of_base(2_950_000)
    assert found is not None
    assert found.number == 10
    assert table.tier_of_base(1_234_567) is None


# DOMAIN 2.5: the arithmetic of the budgets in the news


@pytest.mark.parametrize(
    ("people", "months", "cost"),
    [
        (19_000, 1, 319_200_000),  # Samarinda, a month
        (19_000, 12, 3_830_400_000),  # more than the three billion of 2024
        (1, 12, 201_600),
        (15_000, 12, 3_024_000_000),  # PPU
        (36_777, 12, 7_414_243_200),  # Bontang
        (7_100, 12, 1_431_360_000),  # Balikpapan
        (34_782, 3, 1_753_012_800),  # Bontang, October to December 2023
        (19_000, 8, 2_553_600_000),  # Samarinda, May to December 2024
    ],
)
def test_what_cover_costs(table, people, months, cost):
    assert table.base.contribution.cost(people, months) == cost


def test_three_billion_buy_nine_months_for_19_000_people_and_leave_127_million(table):
    bought = table.base.contribution.months_bought(3_000_000_000, 19_000)
    assert (bought.full, bought.rest) == (9, 127_200_000)
    assert round(9 + bought.rest / 319_200_000, 3) == 9.398


def test_three_billion_buy_a_year_for_14_880_people_and_leave_192_000(table):
    bought = table.base.contribution.people_for(3_000_000_000, 12)
    assert (bought.full, bought.rest) == (14_880, 192_000)


@pytest.mark.parametrize("money", [0, 1, 16_799, 16_800, 16_801, 3_000_000_000])
def test_what_is_bought_and_what_is_left_are_all_of_the_money(table, money):
    contribution = table.base.contribution
    for bought in (contribution.months_bought(money, 7), contribution.people_for(money, 7)):
        assert bought.full * contribution.cost(7) + bought.rest == money
        assert 0 <= bought.rest < contribution.cost(7)


@pytest.mark.parametrize(("money", "people"), [(-1, 5), (5, 0)])
def test_nothing_is_bought_for_nobody_or_with_a_debt(table, money, people):
    with pytest.raises(ValueError, match="bought"):
        table.base.contribution.months_bought(money, people)


# 2.3: discounts


@pytest.mark.parametrize(
    ("day", "sector", "fund", "total"),
    [
        ("2026-11-22", "transport", Fund.SELF, 8_400),
        ("2026-11-22", "other", Fund.SELF, 8_400),
        ("2026-11-22", "transport", Fund.OTHER, 8_400),
        ("2026-11-22", "transport", Fund.APBD, 16_800),  # never where the budget pays
        ("2026-11-22", "other", Fund.APBD, 16_800),
        ("2026-11-22", "transport", Fund.APBN, 16_800),
        ("2026-01-01", "transport", Fund.SELF, 8_400),
        ("2025-12-31", "transport", Fund.SELF, 16_800),
        ("2027-03-31", "transport", Fund.SELF, 8_400),
        ("2027-04-01", "transport", Fund.SELF, 16_800),
        ("2026-03-31", "other", Fund.SELF, 16_800),
        ("2026-04-01", "other", Fund.SELF, 8_400),
        ("2026-12-31", "other", Fund.SELF, 8_400),
        ("2027-01-01", "other", Fund.SELF, 16_800),
        ("2020-10-01", "other", Fund.APBD, 168),  # 99 %, for everybody
        ("2021-02-01", "other", Fund.SELF, 16_800),
    ],
)
def test_a_discount_holds_for_its_days_its_sector_and_who_pays(reference, day, sector, fund, total):
    table = reference.tariff.on(date.fromisoformat(day))
    assert table.due(table.base, sector, fund).total == total


def test_a_discount_is_counted_in_whole_rupiah():
    assert Contribution(29_501, 6_801).less(50) == Contribution(14_751, 3_401)
    assert Contribution(10_000, 6_800).less(99) == Contribution(100, 68)
    assert Contribution(1, 1).less(99) == Contribution(0, 0)
    assert Contribution(10_000, 6_800).less(100).total == 0


@pytest.mark.parametrize("percent", [0, 101, -50])
def test_a_discount_of_nothing_or_more_than_everything_is_no_data(percent):
    plain = {"percent": percent, "sectors": ["other"], "not_funded_by": []}
    with pytest.raises(ValueError, match="discount"):
        Discount.from_plain({**plain, "valid_from": "2026-01-01", "legal_basis": "a law"})


# the law may change


def test_a_day_before_the_law_is_refused(reference):
    assert reference.tariff.on(date(2015, 7, 1)).base.number == 1
    with pytest.raises(Refusal):
        reference.tariff.on(date(2015, 6, 30))


def test_a_new_table_takes_over_on_its_day(reference):
    change = date(2027, 1, 1)
    old = tuple(
        replace(each, validity=replace(each.validity, valid_to=change - timedelta(days=1)))
        for each in reference.tariff.tiers
    )
    first = replace(
        old[0], contribution=Contribution(10_000, 9_000), validity=Validity(change, None, "new")
    )
    tariff = Tariff((*old, first), ())
    assert tariff.on(date(2026, 12, 31)).base.contribution.total == 16_800
    assert tariff.on(change).base.contribution.total == 19_000
    assert len(tariff.on(change).tiers) == 1


def test_a_table_without_a_tier_for_the_poorest_is_no_data(reference):
    with pytest.raises(ValueError, match="poorest"):
        Tariff(reference.tariff.tiers[1:], ())
