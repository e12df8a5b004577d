"""Five numbers, not one, per kelurahan and over time."""

from dataclasses import replace
from datetime import date

import pytest
from tests.city.test_money import YEAR
from tests.printed import text

from app.domain.five import Five
from app.domain.months import Month
from app.domain.people import Query
from app.domain.standing import Standing
from app.service.city.dashboard import ShowDashboard
from app.service.city.decree import Decrees
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes
from app.service.city.report import PrintReport
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.exchange.overview import CountCity

NOV = Month(2026, 11)


@pytest.fixture
def story(received, lempake, sidodadi, accept, reviewer, treasurer):
    """Lempake: three registered, two accepted and paid for. Sidodadi: two registered."""
    here = received(lempake, range(1, 4))
    there = received(sidodadi, range(5, 7))
    accept(here[:2])
    year = Programmes(treasurer).keep(YEAR)
    Decrees(reviewer)(year.id, "SK 1", date(2026, 11, 2))
    Pay(treasurer)(year.id, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    return here, there


def numbers(shown):
    return {each.office: each.five for each in shown.kelurahan if each.five.registered}


def test_each_number_counts_something_else(story, reviewer):
    shown = ShowDashboard(reviewer)()
    assert shown.whole == Five(registered=5, checked=2, funded=2, active=2, in_hand=0)
    assert numbers(shown) == {
        "6472051003": Five(3, 2, 2, 2, 0),
        "6472051004": Five(2, 0, 0, 0, 0),
    }
    assert shown.budget is not None
    assert shown.budget.spent == 33_600


def test_those_paid_for_in_a_month_are_a_list_of_their_own(story, reviewer, treasurer):
    def listed(month):
        with reviewer.books.reading() as unit:
            return unit.people.count(Query(paid_in=month.text))

    assert [listed(each) for each in (NOV.plus(-1), NOV, NOV.plus(1))] == [0, 2, 0]
    (paid,) = Pay(treasurer).all()
    Pay(treasurer).reverse(paid.id, "dua kali")
    assert listed(NOV) == 0


def test_who_was_merged_is_no_person_of_its_own(story, reviewer):
    here, there = story
    SettlePair(reviewer).same(Merge(stays=here[0], goes=there[0]))
    shown = ShowDashboard(reviewer)()
    assert numbers(shown)["6472051004"].registered == 1
    assert shown.whole.registered == 4


def test_the_past_is_as_it_was(story, reviewer, clock):
    clock.go_on(days=40)
    shown = ShowDashboard(reviewer)()
    assert [each.month.text for each in shown.over_time][-3:] == ["2026-11", "2026-12", "2027-01"]
    assert [each.five.funded for each in shown.over_time][-4:] == [0, 2, 2, 2]
    assert [each.five.active for each in shown.over_time][-4:] == [0, 2, 0, 0]
    SettlePair(reviewer).same(Merge(stays=story[0][0], goes=story[1][0]))
    then = ShowDashboard(reviewer)(NOV)
    assert then.as_of == date(2026, 11, 30)
    assert then.whole == Five(5, 2, 2, 2, 0)


def test_the_money_is_that_of_the_programme_which_runs_then(story, reviewer, treasurer, clock):
    """Next year's is set up in November, and has its own money: none of it is spent."""
    programmes = Programmes(treasurer)
    months = {"first_month": Month(2027, 1), "last_month": Month(2027, 12)}
    programmes.keep(replace(YEAR, year=2027, **months))
    shown = ShowDashboard(reviewer)().budget
    assert (shown.programme.year, shown.spent) == (2026, 33_600)
    clock.go_on(days=60)
    assert ShowDashboard(reviewer)().budget.programme.year == 2027
    then = ShowDashboard(reviewer)(NOV).budget
    assert (then.programme.year, then.spent) == (2026, 33_600)
    assert programmes.running(Month(2030, 1)).year == 2027
    assert programmes.running(Month(2030, 1), 2026).year == 2026
    assert programmes.running(year=2031) is None


def test_a_kelurahan_that_never_sent_is_there_and_told(
    received, lempake, sidodadi, reviewer, clock, tmp_path
):
    """Two are enrolled, one of them sent; the other fifty-seven are not even enrolled."""
    received(lempake, [1])
    whole = len(list(reviewer.reference.places.kelurahan()))
    shown = ShowDashboard(reviewer)()
    standing = {each.office: each.standing for each in shown.kelurahan}
    assert len(standing) == whole
    assert standing.pop("6472051003") == Standing.GOOD
    assert standing.pop("6472051004") == Standing.NEVER_SENT
    assert set(standing.values()) == {Standing.NOT_ENROLLED}
    assert len(shown.late) == whole - 1
    todo = {each.code: each.count for each in CountCity(reviewer)().todo}
    assert (todo["not_enrolled"], todo["never_sent"]) == (whole - 2, 1)
    listed = [each.office for each in CountCity(reviewer)().kelurahan]
    assert (len(listed), set(listed[:2])) == (whole, {"6472051003", "6472051004"})
    said = text(PrintReport(reviewer).draw())
    assert f"{whole - 1} kelurahan perlu dihubungi: {whole - 2} belum terdaftar," in said
    assert "1 belum pernah mengirim" in said
    assert PrintReport(reviewer).sheet(tmp_path / "angka.xlsx") == whole
    clock.go_on(days=20)
    late = {each.office: each.standing for each in ShowDashboard(reviewer)().kelurahan}
    assert late["6472051003"] == Standing.SILENT
    assert late["6472051004"] == Standing.NEVER_SENT
    assert PrintReport(reviewer).draw(office="6472051004").startswith(b"%PDF")
