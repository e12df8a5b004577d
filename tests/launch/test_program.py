"""The whole program, from the first window to the desk, as a clerk meets it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from tests.office import PASSWORD, RESOURCES

from app.desk.people.page import PeoplePage
from app.desk.registration.page import RegistrationPage
from app.desk.wizard.window import Wizard
from app.kit import localize, theme
from app.kit.login import Login
from app.kit.shortcuts import HelpSheet
from app.kit.trouble import Trouble
from app.launch.window import Program
from app.service.drafts import Drafts
from app.service.register import Register


@pytest.fixture(autouse=True)
def dressed(qapp):
    if not qapp.styleSheet():
        theme.dress(qapp, RESOURCES)
        localize.speak(qapp, RESOURCES)


@pytest.fixture
def start(qtbot):
    """Start the program on a data folder; it is closed in order at the end."""
    started = []

    def start(data):
        program = Program(data, RESOURCES)
        started.append(program)
        program.start()
        return program

    yield start
    for program in started:
        if program.window is not None:
            program.window.close()
        program.close()
        # Now, and in Qt's own order: left to Python's collector they went in any.
        gone = [program.window, program.desk and program.desk.frame, program.desk]
        for each in filter(None, gone):
            each.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def log_in(qtbot, start):
    """Start, type the password, and wait for the desk."""

    def log_in(data):
        program = start(data)
        qtbot.keyClicks(program.window.password, PASSWORD)
        qtbot.keyClick(program.window.password, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: program.desk is not None, timeout=20_000)
        return program

    return log_in


def test_an_empty_folder_begins_with_the_wizard(start, tmp_path):
    assert isinstance(start(tmp_path / "new").window, Wizard)


def test_a_wrong_password_opens_nothing_and_the_right_one_the_desk(qtbot, start, folder):
    program = start(folder)
    login = program.window
    assert isinstance(login, Login)
    qtbot.keyClicks(login.password, "bukan-sandinya")
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "salah" in login.message.text(), timeout=20_000)
    assert program.desk is None
    login.password.clear()
    qtbot.keyClicks(login.password, PASSWORD)
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.desk is not None, timeout=20_000)
    assert program.desk.frame.current() == "home"


class Flashes(QObject):
    """Notes what comes up as a window of its own: on a screen it flashes, and takes the keys."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_every_page_of_the_desk_opens_within_the_one_window(qtbot, qapp, log_in, folder):
    frame = log_in(folder).desk.frame
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    for key in frame.nav:
        frame.show_page(key)
        assert frame.current() == key
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []


def test_the_help_of_every_page_fits_on_a_small_screen(log_in, folder):
    frame = log_in(folder).desk.frame
    for key in frame.nav:
        frame.show_page(key)
        frame.show_help()
        sheet = frame.findChildren(HelpSheet)[-1]
        size = sheet.sizeHint()
        assert size.height() <= 680, key  # 768 less the title and the task bar
        assert size.width() <= 1000, key
        sheet.close()


def test_what_is_typed_into_the_search_field_is_found_on_any_page(
    qtbot, log_in, open_office, folder, draft
):
    session = open_office()
    kept = Register(session)(draft())
    session.close()
    frame = log_in(folder).desk.frame
    qtbot.keyClick(frame, Qt.Key.Key_F3)
    qtbot.keyClicks(frame.search, "norhay")
    page = frame.built("people")
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: page.found.count == 1, timeout=5_000)
    qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.dossier.registration_id == kept.registration_id, timeout=5_000)


def test_closing_the_program_keeps_what_is_being_typed(qtbot, log_in, open_office, folder):
    program = log_in(folder)
    form = program.desk.frame.show_page("registration")
    assert isinstance(form, RegistrationPage)
    qtbot.waitUntil(lambda: form.findChild(QLineEdit, "name").isEnabled(), timeout=5_000)
    qtbot.keyClicks(form.findChild(QLineEdit, "name"), "SITI")
    qtbot.waitUntil(lambda: form.has_unkept, timeout=5_000)
    program.window.close()
    program.close()
    program.window, program.desk = None, None
    (line,) = Drafts(open_office()).mine()
    assert line.name == "SITI"


def cut_off(program):
    """What a power cut leaves: the threads and the lock go, and nobody says goodbye."""
    program.desk.sending.leave()
    program.desk.backups.minder.stop()
    program.jobs.close()
    program.desk.session.close()
    program.window.close()
    program.window, program.desk = None, None


def test_a_power_cut_brings_the_clerk_back_to_the_same_field(qtbot, log_in, folder):
    program = log_in(folder)
    form = program.desk.frame.show_page("registration")
    qtbot.waitUntil(lambda: form.findChild(QLineEdit, "name").isEnabled(), timeout=5_000)
    qtbot.keyClicks(form.findChild(QLineEdit, "name"), "SITI")
    form.form.go_to("birth_place")
    with qtbot.waitSignal(form.draft_kept):
        qtbot.keyClicks(form.findChild(QLineEdit, "birth_place"), "Sama")
    cut_off(program)
    frame = log_in(folder).desk.frame
    qtbot.waitUntil(lambda: frame.current() == "registration", timeout=5_000)
    again = frame.built("registration")
    qtbot.waitUntil(lambda: again.form.draft().birth_place == "Sama", timeout=5_000)
    assert again.form.draft().name == "SITI"
    assert frame.focusWidget().objectName() == "birth_place"
    assert "terhenti" in again.notices.told()[0]


def test_who_closes_the_program_begins_at_beranda_the_next_time(qtbot, log_in, folder):
    program = log_in(folder)
    form = program.desk.frame.show_page("registration")
    qtbot.waitUntil(lambda: form.findChild(QLineEdit, "name").isEnabled(), timeout=5_000)
    with qtbot.waitSignal(form.draft_kept):
        qtbot.keyClicks(form.findChild(QLineEdit, "name"), "SITI")
    program.window.close()
    program.close()
    program.window, program.desk = None, None
    program = log_in(folder)
    desk, answered = program.desk, []
    program.jobs.start(desk, lambda: None, answered.append, print)  # after what the start asked
    qtbot.waitUntil(lambda: bool(answered))
    assert Drafts(desk.session).mine()[0].name == "SITI"
    assert Drafts(desk.session).interrupted() is None
    assert desk.frame.current() == "home"


def test_books_that_another_program_has_open_are_said_to_be(qtbot, start, session, folder):
    login = start(folder).window
    qtbot.keyClicks(login.password, PASSWORD)
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Payung lain" in login.message.text(), timeout=20_000)


def test_a_damaged_key_file_is_said_in_a_window_and_can_be_tried_again(start, folder, caplog):
    whole = (folder / "slots.json").read_bytes()
    (folder / "slots.json").write_bytes(whole[:100])
    program = start(folder)
    assert isinstance(program.window, Trouble)
    caplog.clear()
    (folder / "slots.json").write_bytes(whole)
    program.window.again_button.click()
    assert isinstance(program.window, Login)
