"""Beranda."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from app.desk.home import Deed, Home
from app.domain.people import MISSING, Query
from app.service.home import Counter, HomeNumbers

SOON_65 = Query(born=(date(1961, 11, 22), date(1962, 2, 20)))
NUMBERS = HomeNumbers(
    counters=(
        Counter("registered", 1412, Query()),
        Counter("drafts", 3, None),
        Counter("unsent", 37, None, "send"),
        Counter("to_fix", 6, None, "answers"),
        Counter("card_unprinted", 121, Query(card="unprinted")),
    ),
    by_rt=(("001", 31, 22), ("002", 18, 15)),
    drafts=3,
    todo=(
        Counter("turning_65", 2, SOON_65),
        Counter("nik", 6, Query(missing=("nik",))),
        Counter("proof", 47, Query(missing=("proof",))),
    ),
)
NOTHING = HomeNumbers(counters=(), by_rt=(), drafts=0, todo=())


@pytest.fixture
def done():
    return []


@pytest.fixture
def show(qtbot, jobs, done):
    def show(count):
        deeds = (Deed("Daftarkan pekerja", "Ctrl+N", lambda: done.append("new")),)
        home = Home(count, jobs, "Kota Samarinda", deeds)
        qtbot.addWidget(home)
        home.resize(1150, 660)
        home.show()
        home.come_into_sight()
        return home

    return show


@pytest.fixture
def home(qtbot, show):
    home = show(lambda: NUMBERS)
    qtbot.waitUntil(lambda: len(home.counters) == 5)
    return home


def test_every_counter_leads_to_the_list_it_counts(home, qtbot):
    asked = []
    home.list_asked.connect(asked.append)
    home.drafts_asked.connect(lambda: asked.append("drafts"))
    home.part_asked.connect(asked.append)
    for card in home.counters.values():
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert asked == [each.query or each.part or "drafts" for each in NUMBERS.counters]


def test_a_counter_is_read_aloud_whole(home):
    assert home.counters["registered"].accessibleName() == "1.412 terdaftar, pendaftaran lengkap"


def test_what_there_is_to_do_leads_to_it_and_what_there_is_not_is_not_listed(home, qtbot):
    assert list(home.tasks) == ["drafts", "turning_65", "nik", "proof"]
    assert home.tasks["nik"].words.text() == "6 orang belum punya NIK"
    asked = []
    home.list_asked.connect(asked.append)
    home.drafts_asked.connect(lambda: asked.append("drafts"))
    for code in ("drafts", "turning_65", "proof"):
        qtbot.mouseClick(home.tasks[code], Qt.MouseButton.LeftButton)
    assert asked == ["drafts", SOON_65, Query(missing=("proof",))]


def test_everything_that_can_be_missing_has_its_sentence(show):
    home = show(lambda: NOTHING)
    codes = ("turning_65", *MISSING)
    todo = tuple(Counter(code, 1, Query()) for code in codes)
    home.show_numbers(HomeNumbers((), (), drafts=1, todo=todo))
    assert set(home.tasks) == {"drafts", *codes}


def test_an_rt_leads_to_its_people(home, qtbot):
    asked = []
    home.list_asked.connect(asked.append)
    qtbot.mouseClick(home.bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 50))
    assert asked == [Query(rt="001")]


def test_an_empty_office_is_told_how_it_begins(show, qtbot):
    home = show(lambda: NOTHING)
    home.show_numbers(NOTHING)
    texts = {label.text() for label in home.findChildren(QLabel) if label.isVisible()}
    assert {"Belum ada pendaftaran.", "Tidak ada yang menunggu."} <= texts
    assert not home.tasks


def test_numbers_stay_while_new_ones_are_counted_and_follow_the_books(show, qtbot):
    answers = [NUMBERS, HomeNumbers((Counter("registered", 1413, Query()),), (), 0, ())]
    gate = threading.Event()
    gate.set()

    def count():
        gate.wait()
        return answers.pop(0)

    home = show(count)
    qtbot.waitUntil(lambda: "registered" in home.counters)
    gate.clear()
    home.refresh()
    assert home.counters["registered"].number.text() == "1.412"
    gate.set()
    qtbot.waitUntil(lambda: home.counters["registered"].number.text() == "1.413")
    assert list(home.counters) == ["registered"]


def test_books_that_cannot_be_read_are_told_and_forgotten_when_they_can(show, qtbot, caplog):
    answers = [OSError("6472819107900001"), NUMBERS]

    def count():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    home = show(count)
    qtbot.waitUntil(home.trouble.isVisible)
    assert "Data tetap aman" in home.trouble.text()
    assert "6472819107900001" not in caplog.text
    caplog.clear()
    home.refresh()
    qtbot.waitUntil(lambda: not home.trouble.isVisible())


def test_the_one_primary_button_has_the_cursor_and_a_key(home, qtbot, done):
    assert home.buttons[0].text() == "Daftarkan pekerja   Ctrl+N"
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    home.come_into_sight()
    qtbot.keyClick(home.buttons[0], Qt.Key.Key_Return)
    qtbot.keyClick(home, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert done == ["new", "new"]
