"""The one window."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from app.kit.frame import Frame, PageEntry, Status
from app.kit.page import Page
from app.kit.shortcuts import HelpSheet, action


class Sheet(Page):
    """A page that counts how often it comes into sight."""

    def __init__(self, title):
        super().__init__(title, f"tentang {title}")
        self.seen = 0
        self.saved = 0
        self.edit = QLineEdit()
        QVBoxLayout(self).addWidget(self.edit)
        action(self, f"Simpan {title}", "F2", self.save)

    def save(self):
        self.saved += 1

    def come_into_sight(self):
        self.seen += 1
        self.edit.setFocus()


@pytest.fixture
def built():
    return []


@pytest.fixture
def clock():
    return {"now": datetime(2026, 11, 22, 14, 5, tzinfo=UTC)}


@pytest.fixture
def frame(qtbot, built, clock):
    def page(title):
        def build():
            built.append(title)
            return Sheet(title)

        return build

    frame = Frame(
        "Kelurahan Lempake",
        (
            PageEntry("home", "Beranda", "house", page("Beranda")),
            PageEntry("settings", "Pengaturan", "settings", page("Pengaturan"), at_bottom=True),
            PageEntry("people", "Peserta", "users", page("Peserta")),
        ),
        lambda: clock["now"],
    )
    qtbot.addWidget(frame)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    frame.show_page("home")
    return frame


def test_only_pages_that_exist_are_there_and_none_is_built_before_it_is_shown(frame, built):
    assert list(frame.nav) == ["home", "people", "settings"]
    assert built == ["Beranda"]
    frame.show_page("people")
    frame.show_page("home")
    assert built == ["Beranda", "Peserta"]
    assert frame.page("home").seen == 2


def test_alt_and_a_number_turn_the_page_in_the_order_they_stand(frame, qtbot):
    for key, page in ((Qt.Key.Key_2, "people"), (Qt.Key.Key_3, "settings"), (Qt.Key.Key_1, "home")):
        qtbot.keyClick(frame.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        assert frame.current() == page
        assert frame.nav[page].isChecked()
        assert sum(button.isChecked() for button in frame.nav.values()) == 1


def test_a_click_turns_the_page_and_says_which(frame, qtbot):
    with qtbot.waitSignal(frame.page_shown) as shown:
        qtbot.mouseClick(frame.nav["people"], Qt.MouseButton.LeftButton)
    assert shown.args == ["people"]
    assert frame.title.text() == "Peserta"
    assert frame.subtitle.text() == "tentang Peserta"


def test_the_heading_follows_its_own_page_only(frame):
    people = frame.page("people")
    people.set_heading("Peserta RT 001")
    assert frame.title.text() == "Beranda"
    frame.page("home").set_heading("Beranda", "baru")
    assert frame.subtitle.text() == "baru"
    frame.show_page("people")
    assert frame.title.text() == "Peserta RT 001"
    assert frame.subtitle.isHidden()


def test_a_shortcut_works_on_its_own_page_only(frame, qtbot):
    home, people = frame.page("home"), frame.show_page("people")
    qtbot.keyClick(people.edit, Qt.Key.Key_F2)
    frame.show_page("home")
    qtbot.keyClick(home.edit, Qt.Key.Key_F2)
    frame.search.setFocus()  # and from the search field above it too
    qtbot.keyClick(frame.search, Qt.Key.Key_F2)
    assert (home.saved, people.saved) == (2, 1)


def test_f3_goes_to_the_search_field_from_anywhere_and_selects_what_stood_there(frame, qtbot):
    said = []
    frame.search_typed.connect(lambda words: said.append(("typed", words)))
    frame.search_entered.connect(lambda words: said.append(("entered", words)))
    frame.search_left_down.connect(lambda: said.append(("down", "")))
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_F3)
    assert frame.search.hasFocus()
    qtbot.keyClicks(frame.search, "si")
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    qtbot.keyClick(frame.search, Qt.Key.Key_Down)
    assert said == [("typed", "s"), ("typed", "si"), ("entered", "si"), ("down", "")]
    qtbot.keyClick(frame.search, Qt.Key.Key_F3)
    assert frame.search.selectedText() == "si"


def test_f1_lists_the_keys_of_this_page_and_of_everywhere(frame, qtbot):
    qtbot.keyClick(frame.focusWidget(), Qt.Key.Key_F1)
    sheet = frame.findChild(HelpSheet)
    texts = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Beranda", "F2", "Simpan Beranda", "F3", "Cari", "Alt+2", "Peserta"} <= texts
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: frame.findChild(HelpSheet) is None)


def test_the_line_below_says_only_what_is_known(frame):
    frame.show_status(Status("Rahmawati", "petugas", "PC 1"))
    line = frame.status
    assert (line.who.text(), line.where.text()) == ("Rahmawati · petugas", "PC 1")
    assert line.unsent.isHidden()
    assert line.reply.isHidden()
    assert line.backup.isHidden()
    frame.show_status(Status("Rahmawati", "petugas", "PC 1", 0, "19 Nov, kiriman 12", "hari ini"))
    assert line.unsent.text() == "Belum dikirim: 0"
    assert line.reply.text() == "Balasan kota terakhir: 19 Nov, kiriman 12"
    assert not line.backup.isHidden()


def test_a_late_backup_is_told_by_an_icon_too(frame):
    pictures = []
    for late in (False, True):
        frame.show_status(Status("R", "p", "PC 1", last_backup="7 hari lalu", backup_is_late=late))
        pictures.append(frame.status.backup_icon.pixmap().toImage())
    assert pictures[0] != pictures[1]
    assert frame.status.backup.property("mark") == "warn"


def test_the_clock_goes_on(frame, clock, qtbot):
    assert frame.status.clock.text() == "Minggu, 22 November 2026  14.05"
    clock["now"] = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
    frame.status._timer.timeout.emit()
    assert frame.status.clock.text() == "Senin, 23 November 2026  00.00"


def test_closing_says_so_before_the_window_is_gone(frame, qtbot):
    with qtbot.waitSignal(frame.closing):
        frame.close()


def test_it_fits_the_smallest_screen_an_office_has(frame):
    size = frame.minimumSizeHint()
    assert size.width() <= 1366 / 1.25
    assert size.height() <= (768 - 40) / 1.25  # a task bar takes the rest


def test_one_search_is_told_once_however_the_field_is_left(frame, qtbot):
    ended = []
    frame.search_ended.connect(ended.append)
    frame.show_page("people")
    frame.search.setFocus()
    qtbot.keyClicks(frame.search, "siti")
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    frame.built("people").edit.setFocus()
    assert ended == ["siti"]
    frame.search.setFocus()
    frame.built("people").edit.setFocus()  # looked at, and left as it was
    assert ended == ["siti"]
    frame.search.setFocus()
    frame.search.clear()
    qtbot.keyClicks(frame.search, "budi")
    frame.built("people").edit.setFocus()
    assert ended == ["siti", "budi"]
