"""Laporan: numbers that lead to their lists, and papers that name nobody."""

from dataclasses import replace

import pytest
from tests.city.conftest import accept, at_work, received, reviewer, treasurer  # noqa: F401
from tests.city.test_money import SIGNED, YEAR

from app.domain.months import Month
from app.service.city.decree import Decrees
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes


@pytest.fixture
def people(received, lempake, sidodadi, accept):  # noqa: F811
    """Three of Lempake, two of them accepted, and one of Sidodadi."""
    ids = received(lempake, range(1, 4))
    accept(ids[:2])
    return ids + received(sidodadi, [9])


@pytest.fixture
def report(people, clerk, tmp_path, qtbot):
    clerk.files.paths = [tmp_path]
    page = clerk.go_to("report")
    page._uses = replace(page._uses, opened=lambda _path: None)
    qtbot.waitUntil(lambda: page.levels.chosen() is not None)
    return clerk, page


def test_five_numbers_stand_there_and_each_leads_to_its_list(report, qtbot):
    clerk, page = report
    shown = {name: button.number.text() for name, button in page.numbers.items()}
    assert shown == {
        "registered": "4",
        "checked": "2",
        "funded": "0",
        "active": "0",
        "in_hand": "0",
    }
    page.numbers["checked"].click()
    qtbot.waitUntil(lambda: clerk.frame.current() == "people")
    people = clerk.frame.page("people")
    qtbot.waitUntil(lambda: people.found.table.model().rowCount() == 2)


def test_a_kelurahan_is_chosen_and_opened_by_keys(report, qtbot):
    clerk, page = report
    page.levels.setFocus()
    assert page.levels.chosen().name == "Lempake"
    assert (page.levels.chosen().part, page.levels.chosen().whole) == (2, 3)
    clerk.press("Down")
    assert page.levels.chosen().name == "Sungai Siring"
    clerk.press("Return")
    people = clerk.frame.page("people")
    qtbot.waitUntil(lambda: people.found.table.model().rowCount() == 1)


def test_the_reports_are_saved_by_one_key_each(report, tmp_path, qtbot):
    clerk, _ = report
    for keys, name in (
        ("F7", "laporan-kota-2026-11.pdf"),
        ("F8", "laporan-6472051003-2026-11.pdf"),
        ("F9", "laporan-angka-2026-11.xlsx"),
    ):
        clerk.press(keys)
        qtbot.waitUntil(lambda name=name: (tmp_path / name).exists(), timeout=20_000)
    assert (tmp_path / "laporan-kota-2026-11.pdf").read_bytes().startswith(b"%PDF")


def test_a_past_month_is_shown_and_left_again(report, qtbot):
    _, page = report
    page.curves.picked.emit(4)
    qtbot.waitUntil(lambda: page.numbers["registered"].number.text() == "0")
    page._deeds["now"].trigger()
    qtbot.waitUntil(lambda: page.numbers["registered"].number.text() == "4")


def test_the_money_is_drawn_month_by_month_beside_an_even_share(
    people,
    treasurer,  # noqa: F811
    reviewer,  # noqa: F811
    clerk,
    qtbot,
):
    year = Programmes(treasurer).keep(replace(YEAR, ceiling=120_000_000))
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    Pay(treasurer)(year.id, Month(2026, 11), Month(2026, 12), SIGNED, "SP2D 1")
    page = clerk.go_to("report")
    qtbot.waitUntil(lambda: page.burn.count() == 12)
    assert page.burn.isVisible()
    assert [page.burn.words_of(each) for each in (9, 10, 11)] == [
        "Okt 26: dibayarkan 0, pagu 100.000.000",
        "Nov 26: dibayarkan 33.600, pagu 110.000.000",
        "Des 26: dibayarkan 67.200, pagu 120.000.000",
    ]
    page.burn.pick(11)
    qtbot.waitUntil(lambda: clerk.frame.current() == "money")
