"""Periksa kartu: what a scanner types, and what stands on the screen then."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests import printed

from app.desk.cards.check import MOST, CheckPage
from app.service.printing import CheckCard, PrintCards
from app.service.register import Register

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.fixture
def card(session, draft, tmp_path):
    """Siti's card: the text a scanner reads off it."""
    Register(session)(draft())
    PrintCards(session)(tmp_path / "cards.pdf")
    (text,) = printed.scan(tmp_path / "cards.pdf")
    return text


@pytest.fixture
def page(qtbot, session, jobs, reference):
    page = CheckPage(jobs, CheckCard(session), reference, lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1150, 680)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.come_into_sight()
    return page


@pytest.fixture
def scan(qtbot, page):
    """Hold a card before the scanner: it types the text and Enter, wherever the cursor is."""

    def scan(text):
        before = page.history.newest()
        for sign in text:
            qtbot.keyClicks(QApplication.focusWidget(), sign)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page.history.newest() is not before)

    return scan


def shown(page):
    result = page.result
    texts = (
        result.headline,
        result.status,
        result.said,
        *(each[1] for each in result.facts.values()),
    )
    return " ".join(text.text() for text in texts if text.isVisible())


def test_a_scanned_card_is_genuine_with_its_status_and_the_day_it_is_from(page, scan, card):
    assert page.input.hasFocus()
    scan(card)
    words = shown(page)
    for said in (
        "Kartu asli", "Terdaftar, menunggu penetapan", "22 November 2026", "SITI NORHAYATI",
        "kartu ke-1", "Lempake", "Asli tidak berarti perlindungan berlaku",
    ):  # fmt: skip
        assert said in words
    assert "aktif" not in words.casefold()
    assert page.input.text() == ""  # ready for the next card
    assert page.input.hasFocus()


def test_a_changed_character_is_refused_and_nothing_of_the_card_is_shown(page, scan, card):
    scan(card[:60] + ("A" if card[60] != "A" else "B") + card[61:])
    assert "tidak asli" in shown(page) or "Tidak terbaca" in shown(page)
    assert "SITI" not in shown(page)
    assert not page.result.open_button.isVisible()


def test_after_a_false_card_nothing_of_the_one_before_is_left(page, scan, card):
    scan(card)
    scan("HTTPS://CONTOH.ID")
    assert "Bukan kartu Payung" in shown(page)
    assert "SITI" not in shown(page)


def test_a_card_that_was_replaced_is_genuine_and_void(page, scan, card, session, tmp_path):
    with session.books.reading() as unit:
        siti = unit.registrations.by_number(card_number(session))
    PrintCards(session)(tmp_path / "second.pdf", [siti], reason="Kartu rusak")
    scan(card)
    assert "Asli, tetapi sudah diganti" in shown(page)
    assert "Minta kartu itu" in shown(page)


def card_number(session):
    with session.books.reading() as unit:
        return unit.people.lines([1])[1].number


def test_a_scanner_types_into_the_input_wherever_the_cursor_is(page, scan, card):
    scan(card)
    page.result.open_button.setFocus()
    scan(card)
    assert len(page.history.told()) == 2
    assert all("Kartu asli" in each for each in page.history.told())


def test_the_last_checks_stay_in_sight_newest_first(page, scan, card):
    scan(card)
    for _ in range(MOST):
        scan("SALAH")
    told = page.history.told()
    assert len(told) == MOST
    assert all(each.startswith("Bukan kartu Payung") for each in told)
    assert "14.05" in told[0]


def test_enter_on_nothing_checks_nothing(qtbot, page):
    qtbot.keyClick(page.input, Qt.Key.Key_Return)
    assert page.history.told() == ()
    assert "Belum ada kartu" in shown(page)


def test_the_way_to_the_person_is_one_button(qtbot, page, scan, card, session):
    scan(card)
    with qtbot.waitSignal(page.registration_asked) as asked:
        qtbot.mouseClick(page.result.open_button, Qt.MouseButton.LeftButton)
    assert asked.args == [card_number(session)]


def test_a_check_that_does_not_work_says_nothing_about_the_card(
    qtbot, session, jobs, reference, caplog
):
    def broken(text):
        raise RuntimeError("no")

    page = CheckPage(jobs, broken, reference, lambda: NOW)
    qtbot.addWidget(page)
    page.check("PYG1:X")
    qtbot.waitUntil(lambda: page.result.headline.text() == "Tidak dapat diperiksa")
    assert "tidak berarti kartunya palsu" in page.result.said.text()
    assert "card not checked: RuntimeError" in caplog.text
    caplog.clear()
