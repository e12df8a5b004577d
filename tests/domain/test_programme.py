"""What a budget buys: the press's own figures as test vectors (DOMAIN, section 2.5)."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.months import Month
from app.domain.programme import Programme, TargetKind, WhatIf, demand_sound, shares
from app.domain.reference import Reference
from app.domain.refusal import Refusal
from app.domain.tariff import Fund

REFERENCE = Reference.load(Path(__file__).parents[2] / "resources")
YEAR = Programme(
    id="p", seq=1, year=2026, name="Pekerja rentan 2026", owner_office="Disnaker",
    fund=Fund.APBD, ceiling=3_000_000_000, wage_base=1_000_000,
    first_month=Month(2026, 1), last_month=Month(2026, 12),
)  # fmt: skip


@pytest.mark.parametrize(
    ("people", "months", "cost"),
    [
        (19_000, 1, 319_200_000),  # Samarinda
        (19_000, 12, 3_830_400_000),
        (15_000, 12, 3_024_000_000),  # PPU
        (36_777, 12, 7_414_243_200),  # Bontang
        (7_100, 12, 1_431_360_000),  # Balikpapan
    ],
)
def test_what_people_cost(people, months, cost):
    price = YEAR.per_month(REFERENCE.tariff, Month(2026, 1))
    assert WhatIf(people, months, price, YEAR.ceiling).cost == cost


def test_three_milliard_cover_19_000_for_nine_months_or_14_880_for_twelve():
    asked = WhatIf(19_000, 12, 16_800, YEAR.ceiling)
    assert not asked.is_enough
    assert asked.missing == 830_400_000
    assert asked.months_for_all == (9, 127_200_000)
    assert asked.people_for_all_months == (14_880, 192_000)
    assert WhatIf(5_600, 12, 16_800, YEAR.ceiling).unspent == 1_871_040_000
    assert WhatIf(0, 12, 16_800, YEAR.ceiling).months_for_all is None


def test_the_discount_is_not_for_money_of_the_city():
    month = Month(2026, 2)
    assert YEAR.per_month(REFERENCE.tariff, month, "transport") == 16_800
    own = replace(YEAR, fund=Fund.SELF)
    assert own.per_month(REFERENCE.tariff, month, "transport") == 8_400
    assert own.per_month(REFERENCE.tariff, Month(2025, 12), "transport") == 16_800


def test_a_programme_goes_to_the_books_and_back():
    full = replace(YEAR, target=TargetKind.FIXED, offices={"6472051003": 300}, legal_basis="SK 1")
    assert Programme.from_plain("p", 1, 2026, full.to_plain()) == full


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"name": " "}, ["programme.name"]),
        ({"ceiling": 0}, ["programme.ceiling"]),
        ({"last_month": Month(2025, 12)}, ["programme.months"]),
        ({"wage_base": 1_234}, ["programme.tier"]),
        ({"target": TargetKind.FIXED}, ["programme.target"]),
        ({"name": "", "ceiling": -5}, ["programme.name", "programme.ceiling"]),
    ],
)
def test_what_no_programme_can_be_is_refused_with_every_fault(change, codes):
    with pytest.raises(Refusal) as caught:
        demand_sound(replace(YEAR, **change), REFERENCE.tariff)
    assert [each.code for each in caught.value.problems] == codes


def test_places_go_where_they_are_needed():
    assert shares(10, {"a": 30, "b": 10, "c": 10}) == {"a": 6, "b": 2, "c": 2}
    assert shares(4, {"a": 1, "b": 1, "c": 1}) == {"a": 1, "b": 1, "c": 1}
    assert shares(2, {"a": 1, "b": 1, "c": 1}) == {"a": 1, "b": 1, "c": 0}
    assert sum(shares(97, {str(each): each for each in range(59)}).values()) == 97
