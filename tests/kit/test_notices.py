"""The one door through which the program speaks."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.kit import notices as module
from app.kit.notices import MOST, Notices, ask


@pytest.fixture
def notices(qtbot):
    made = Notices()
    qtbot.addWidget(made)
    return made


def test_nothing_to_say_takes_no_room(notices):
    assert notices.isHidden()
    notices.tell("Tersimpan.", "good")
    assert not notices.isHidden()
    notices._bars[0].cross.click()
    assert notices.isHidden()


def test_the_newest_stands_on_top_and_the_oldest_makes_room(notices):
    for number in range(MOST + 1):
        notices.tell(f"Kabar {number}.", "stop")
    assert notices.told() == tuple(f"Kabar {number}." for number in range(MOST, 0, -1))


def test_the_same_sentence_does_not_stand_there_twice(notices):
    notices.tell("Stik dicabut.", "stop")
    notices.tell("Lain.", "note")
    notices.tell("Stik dicabut.", "stop")
    assert notices.told() == ("Stik dicabut.", "Lain.")


def test_good_news_goes_by_itself_and_bad_news_is_closed_by_the_clerk(qtbot, notices, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 0)
    notices.tell("Stik dicabut.", "stop")
    notices.tell("Tersimpan.", "good")
    qtbot.waitUntil(lambda: notices.told() == ("Stik dicabut.",))


def test_a_deed_is_done_and_its_bar_goes(notices):
    done = []
    notices.tell("Tersimpan.", "good", "Cetak bukti", lambda: done.append("print"))
    notices._bars[0].deed.click()
    assert done == ["print"]
    assert notices.told() == ()


def test_an_unforeseen_error_is_told_from_any_thread(qtbot, notices):
    thread = threading.Thread(target=notices.tell_unforeseen, args=("KeyError form.py:81 save",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(notices.told()) == 1)
    assert "tetap aman" in notices.told()[0]
    assert "form.py:81" in notices.told()[0]


@pytest.mark.parametrize(
    ("key", "done"), [(Qt.Key.Key_Return, []), (Qt.Key.Key_Escape, [])], ids=["enter", "esc"]
)
def test_enter_and_esc_do_not_do_what_cannot_be_undone(qtbot, key, done):
    window, did = QWidget(), []
    qtbot.addWidget(window)
    box = ask(window, "Hapus draf?", "Tidak dapat dikembalikan.", "Hapus", lambda: did.append(1))
    qtbot.keyClick(box, key)
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is None)
    assert did == done


def test_only_the_deed_itself_does_it(qtbot):
    window, did = QWidget(), []
    qtbot.addWidget(window)
    box = ask(window, "Hapus draf?", "Tidak dapat dikembalikan.", "Hapus", lambda: did.append(1))
    deed = next(button for button in box.buttons() if button.text() == "Hapus")
    qtbot.mouseClick(deed, Qt.MouseButton.LeftButton)
    assert did == [1]
