"""The people behind a number of Anggaran, and what a new programme begins with."""

from dataclasses import replace
from datetime import date

import pytest
from tests.city.test_money import DEC, NOV, SIGNED, YEAR

from app.domain.months import Month
from app.domain.people import PersonLine
from app.domain.programme import TargetKind
from app.service.city.budget import Budget
from app.service.city.decree import Decrees
from app.service.city.money_people import MoneyPeople
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes


@pytest.fixture
def year(treasurer):
    return Programmes(treasurer).keep(YEAR)


def uids(people: MoneyPeople, found) -> list[str]:
    lines: dict[int, PersonLine] = dict(people.lines(found.ids))
    return [lines[each].registration_id for each in found.ids]


def test_each_number_leads_to_its_people_in_their_order(
    received, lempake, accept, year, reviewer, treasurer
):
    ids = received(lempake, range(1, 4))
    accept([ids[2]])
    accept([ids[0], ids[1]])
    in_order = [ids[2], ids[0], ids[1]]
    decree = Decrees(reviewer)(year.id, "SK 1", SIGNED, in_order[:2])
    first, _ = Pay(treasurer)(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    Decrees(reviewer)(year.id, "SK 2", SIGNED)
    Pay(treasurer)(year.id, NOV, DEC, date(2026, 11, 11), "SP2D 2")
    people = MoneyPeople(treasurer)
    assert uids(people, people.named(decree.id)) == in_order[:2]
    paid = people.paid(first.id)
    assert sorted(uids(people, paid)) == sorted(in_order[:2])
    assert {each.amount for each in paid.paid.values()} == {16_800}
    assert sorted(uids(people, people.losing(date(2027, 4, 1)))) == sorted(ids)
    assert not people.losing(date(2027, 3, 1)).ids
    assert not people.twice().ids
    assert uids(people, people.these([ids[1], "nobody", ids[0]])) == [ids[1], ids[0]]


def test_a_new_programme_begins_with_what_law_and_profile_say(treasurer):
    new = Programmes(treasurer).proposed(2027)
    assert (new.id, new.ceiling, new.wage_base) == ("", 0, 1_000_000)
    assert (new.first_month, new.last_month) == (Month(2027, 1), Month(2027, 12))
    assert new.name.endswith("2027")


def test_places_by_need_are_known_before_the_programme_is_kept(
    received, lempake, sidodadi, accept, treasurer
):
    here, there = received(lempake, range(1, 4)), received(sidodadi, [5])
    accept(here + there)
    wanted = replace(YEAR, ceiling=2 * 12 * 16_800, target=TargetKind.FIXED)
    places = Budget(treasurer).places(wanted)
    assert sum(places.values()) == 2
    assert places["6472051003"] >= 1


def test_whoever_changed_a_programme_is_named(year, treasurer):
    Programmes(treasurer).keep(replace(year, ceiling=10**9), "refocusing")
    assert [each.by for each in Programmes(treasurer).history(year.id)] == ["Bendahara"] * 2
