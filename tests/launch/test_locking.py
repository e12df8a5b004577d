"""Nobody touches the screen: it locks, and nothing that was typed is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.launch.test_program import dressed, log_in, start
from tests.office import ADMIN, LURAH, LURAH_PASSWORD, PASSWORD, as_lurah

from app.domain.refusal import Refusal
from app.kit.idle import IdleWatch
from app.kit.login import Login
from app.kit.shortcuts import HelpSheet
from app.service.drafts import Drafts
from app.service.idle import IdleLock

__all__ = ["dressed", "log_in", "start"]


@pytest.fixture
def desk(qtbot, log_in, folder):
    """The program with somebody half typed, and the lurah an account away."""
    program = log_in(folder)
    as_lurah(program.desk.session)
    program.desk._new()
    form = program.desk.frame.built("registration")
    qtbot.waitUntil(lambda: form.findChild(QLineEdit, "name").isEnabled(), timeout=10_000)
    qtbot.keyClicks(form.findChild(QLineEdit, "name"), "SITI NORHAY")
    return program


def come_back(qtbot, program, password, name=None):
    screen = program.locking.screen
    if name is not None:
        screen.operator.setCurrentText(name)
    qtbot.keyClicks(screen.password, password)
    qtbot.keyClick(screen.password, Qt.Key.Key_Return)


def visible():
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def test_a_locked_screen_shows_the_login_and_nothing_else(desk):
    desk.locking.lock()
    assert visible() == [desk.locking.screen] == [desk.window]
    assert isinstance(desk.window, Login)
    assert desk.window.operator.currentText() == ADMIN
    assert "terkunci" in desk.window.message.text()
    desk.locking.lock()
    assert len(visible()) == 1


def test_whoever_locked_it_goes_on_where_they_were(qtbot, desk):
    form = desk.desk.frame.built("registration")
    desk.locking.lock()
    come_back(qtbot, desk, "bukan-sandinya")
    qtbot.waitUntil(lambda: "salah" in desk.window.message.text(), timeout=10_000)
    assert not desk.desk.frame.isVisible()
    desk.window.password.clear()
    come_back(qtbot, desk, PASSWORD)
    qtbot.waitUntil(desk.desk.frame.isVisible, timeout=10_000)
    assert form.findChild(QLineEdit, "name").text() == "SITI NORHAY"
    assert desk.window is desk.desk.frame
    assert desk.locking.screen is None


def test_whoever_forgot_at_a_locked_screen_is_told_who_helps(qtbot, desk):
    desk.locking.lock()
    qtbot.keyClick(desk.window.forgot, Qt.Key.Key_Return)
    assert "Minta administrator masuk di sini" in desk.window.message.text()
    assert visible() == [desk.locking.screen]


def test_a_question_that_was_open_hides_as_well_and_comes_back(qtbot, desk):
    desk.desk.frame.show_help()
    sheet = desk.desk.frame.findChild(HelpSheet)
    assert sheet.isVisible()
    desk.locking.lock()
    assert not sheet.isVisible()
    come_back(qtbot, desk, PASSWORD)
    qtbot.waitUntil(sheet.isVisible, timeout=10_000)
    sheet.close()


def test_somebody_else_logs_in_and_the_draft_waits_for_its_clerk(qtbot, desk):
    first = desk.desk
    clerk = first.session.operator.id
    desk.locking.lock()
    come_back(qtbot, desk, LURAH_PASSWORD, LURAH)
    qtbot.waitUntil(lambda: desk.desk not in (None, first), timeout=20_000)
    session = desk.desk.session
    assert session.operator.name == LURAH
    assert visible() == [desk.desk.frame]
    with session.books.reading() as unit:
        (draft,) = unit.drafts.all()
    assert (draft.operator, draft.content["name"]) == (clerk, "SITI NORHAY")
    assert Drafts(session).mine() == ()


def test_the_lurah_is_told_in_a_sentence_who_registers(qtbot, desk):
    desk.locking.lock()
    first = desk.desk
    come_back(qtbot, desk, LURAH_PASSWORD, LURAH)
    qtbot.waitUntil(lambda: desk.desk not in (None, first), timeout=20_000)
    for page, go in (("registration", desk.desk._new), ("lists", desk.desk._show_lists)):
        go()
        shown = desk.desk.frame.built(page).notices
        qtbot.waitUntil(lambda shown=shown: bool(shown.told()), timeout=10_000)
        assert shown.told()[0].startswith("Hanya petugas atau administrator yang boleh")


def test_the_key_locks_at_once(qtbot, desk):
    frame = desk.desk.frame
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    qtbot.keyClick(
        frame, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    assert visible() == [desk.locking.screen]


# -- how long


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def watch(qapp):
    watching = []

    def watch(*clocks):
        each = IdleWatch(600, None, clocks)
        each.start()
        watching.append(each)
        return each

    yield watch
    for each in watching:
        each.stop()


def test_it_locks_after_the_set_time_and_not_while_somebody_types(qtbot, watch, qapp):
    clock = Clock()
    idle, told = watch(clock), []
    idle.idle.connect(lambda: told.append(clock.now))
    screen = Login("Kantor", ["A"], lambda *_: None, None)
    qtbot.addWidget(screen)
    clock.now = 599
    qtbot.keyClick(screen.password, Qt.Key.Key_A)
    idle.look()
    clock.now = 1198
    idle.look()
    assert told == []
    clock.now = 1199
    idle.look()
    assert told == [1199]


def test_a_lid_that_was_closed_counts(watch):
    awake, wall = Clock(), Clock()
    idle, told = watch(awake, wall), []
    idle.idle.connect(lambda: told.append(True))
    wall.now = 4000
    idle.look()
    assert told == [True]


@pytest.mark.parametrize("touch", ["key", "mouse"])
def test_whoever_opens_the_lid_first_does_not_get_in_by_touching_something(qtbot, watch, touch):
    """The first touch comes before the next look at the clocks; it types nothing any more."""
    wall = Clock()
    idle, told = watch(wall), []
    idle.idle.connect(lambda: told.append(True))
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    wall.now = 8 * 3600
    if touch == "key":
        qtbot.keyClick(field, Qt.Key.Key_A)
    else:
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert told == [True]
    assert field.text() == ""


def test_the_office_chooses_the_minutes(session):
    assert IdleLock(session)() == 10
    IdleLock(session).put(5)
    assert IdleLock(session)() == 5
    with pytest.raises(Refusal):
        IdleLock(session).put(0)
