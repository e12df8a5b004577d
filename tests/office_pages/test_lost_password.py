"""Every password of a kelurahan is lost: from the login over the city's custodians back to work."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.chosen import Chosen
from tests.exchange_story.conftest import enrol
from tests.office import ADMIN, CHEAP, LEMPAKE, RESOURCES

from app.keys.slots import SlotFile
from app.kit.comeback.questions import AskCity, TakeAnswers
from app.kit.comeback.window import LostPassword
from app.kit.settings.dialogs import NewRecovery
from app.launch import comeback
from app.launch.office import City
from app.launch.window import Program
from app.office.custody.questions import AddCustodian, AnswerDesk
from app.office.custody.sheet import CustodySheet
from app.service.custody import Custody
from app.service.operators import Operators
from app.service.recover import Recover

HASAN, HASAN_PASSWORD = "H. Hasan", "perahu di tepian"
DEWI, DEWI_PASSWORD = "Dewi Anggraini", "jembatan kota lama"
NEW = "sandi yang baru sekali"


@pytest.fixture
def picked(clerk):
    """What is picked in the computer's dialogs, at the city."""
    return clerk.files


@pytest.fixture
def settings(clerk, picked):
    page = clerk.go_to("settings")
    clerk.wait(lambda: bool(page.accounts.rows))
    return page


@pytest.fixture
def sheet(clerk, settings):
    sheet = settings.findChild(CustodySheet)
    clerk.wait(lambda: bool(sheet.about.text()))
    return sheet


@pytest.fixture
def custodians(city):
    custody = Custody(city.session, CHEAP)
    custody.add(HASAN, HASAN_PASSWORD)
    custody.add(DEWI, DEWI_PASSWORD)


@pytest.fixture
def lost(offices, city, custodians, tmp_path):
    """A desk with somebody registered where nobody knows a password any more."""
    desk = offices(LEMPAKE)
    enrol(city, desk, tmp_path / "cards")
    desk.register()
    desk.close()
    return desk


@pytest.fixture
def request_file(lost, stick):
    """The request of that desk, and its fingerprint."""
    asking = Recover(lost.folder, cost=CHEAP).ask(ADMIN, NEW, stick)
    return asking.path, asking.fingerprint


@pytest.fixture
def program(qtbot, lost, stick, monkeypatch):
    """The program of that desk, at its login; the system's dialogs answer with the stick."""
    at_desk = Chosen(stick)
    monkeypatch.setattr(comeback, "SystemFiles", lambda: at_desk)
    program = Program(lost.folder, RESOURCES)
    program.at_desk = at_desk
    program.start()
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield program
    program.window.close()
    program.close()


def told(page):
    return " ".join(page.notices.told())


def test_the_city_names_two_custodians_by_keys(clerk, sheet, settings):
    assert sheet.about.text().startswith("Belum ada.")
    for name, password in ((HASAN, HASAN_PASSWORD), (DEWI, DEWI_PASSWORD)):
        clerk.press("Ctrl+K")
        clerk.dialog(AddCustodian)
        for typed in (name, password, password):
            clerk.type(typed)
            clerk.press("Return")
        clerk.press("Return")
        clerk.wait(lambda name=name: name in sheet.names.text())
        assert f"{name} sekarang pemegang kunci." in told(settings)
    assert "Untuk kelurahan yang mendaftar sekarang: H. Hasan dan Dewi" in sheet.about.text()


def test_who_is_no_administrator_names_nobody_but_opens_requests(
    qtbot, jobs, city, custodians, reference
):
    slots = SlotFile(city.folder, CHEAP)
    Operators(replace(city.session, slots=slots)).add("Rina", "payung-rina", "receiver")
    rina = replace(city.session, opened=slots.unlock("Rina", "payung-rina"))
    office = City(rina, jobs)
    page = office.frame.show_page("settings")
    sheet = page.findChild(CustodySheet)
    sheet.refresh()
    qtbot.waitUntil(sheet.deeds["answer"].isEnabled)
    assert not sheet.deeds["add"].isVisible()
    sheet.add_custodian()
    assert sheet.findChild(AddCustodian) is None
    office.frame.close()


def test_a_fingerprint_that_was_not_read_out_stands_at_its_field(
    request_file, clerk, sheet, settings, picked, stick
):
    path, _ = request_file
    picked.paths = [path]
    clerk.press("Ctrl+J")
    asked = clerk.dialog(AnswerDesk)
    assert "Lempake, PC nomor 1" in asked.purpose.text()
    clerk.type("12345678901234567890")
    clerk.press("Return")
    assert asked.fingerprint.line.text() == "1234 5678 9012 3456 7890"
    clerk.type("H")
    clerk.press("Return")
    clerk.type(HASAN_PASSWORD)
    clerk.press("Return", 2)
    clerk.wait(lambda: bool(asked.fingerprint.sentences()))
    assert asked.fingerprint.sentences()[0].startswith("Sidik permintaan tidak sama")
    assert len(list(stick.iterdir())) == 1
    asked.reject()


def test_a_file_that_is_no_request_is_said_on_the_page(
    custodians, clerk, sheet, settings, picked, stick
):
    picked.paths = [stick / "payung-x.json"]
    picked.paths[0].write_text("{", encoding="utf-8")
    clerk.wait(lambda: sheet.deeds["answer"].isEnabled())
    clerk.press("Ctrl+J")
    clerk.wait(lambda: "Isi payung-x.json bukan permintaan" in told(settings))


def test_from_the_lost_last_password_through_the_city_to_work(
    qtbot, lost, clerk, sheet, settings, picked, program, stick
):
    login, keys = program.window, clerk

    # At the desk: a request, and what is read out by phone
    qtbot.keyClick(login.password, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window = keys.dialog(LostPassword)
    keys.wait(lambda: window.deeds["ask"].isEnabled())
    assert not window.deeds["take"].isEnabled()
    keys.press("Ctrl+P")
    asked = keys.dialog(AskCity)
    keys.type(NEW)
    keys.press("Return")
    keys.type(NEW)
    keys.press("Return")
    keys.press("Ctrl+O")
    assert asked.folder.text() == str(stick)
    keys.press("Return")
    keys.wait(lambda: window.deeds["take"].isEnabled())
    spoken = window.fingerprint.text()
    assert window.message.text().startswith("Permintaan tertulis di payung-permintaan-kunci-6472")
    window.reject()

    # At the city: one custodian after the other
    (request,) = stick.iterdir()
    picked.paths = [request]
    clerk.frame.activateWindow()
    qtbot.waitUntil(clerk.frame.isActiveWindow)
    settings.setFocus()
    keys.wait(lambda: sheet.deeds["answer"].isEnabled())
    sheet.buttons["answer"].setFocus()
    keys.press("Ctrl+J")
    answering = keys.dialog(AnswerDesk)
    keys.type(spoken.replace(" ", ""))
    keys.press("Return")
    for name, password in ((HASAN, HASAN_PASSWORD), (DEWI, DEWI_PASSWORD)):
        keys.type(name[:2])
        keys.press("Return")
        keys.type(password)
        keys.press("Return", 2)
        if name == HASAN:
            keys.wait(lambda: answering.message.text().startswith("Jawaban pertama tertulis"))
            keys.wait(lambda: answering.name.editor.hasFocus())
    keys.wait(lambda: "Kedua jawaban tertulis" in told(settings))

    # Back at the desk: both answers, a new paper, and the login
    program.at_desk.paths = sorted(stick.glob("payung-jawaban-*.json"))
    login.activateWindow()
    qtbot.waitUntil(login.isActiveWindow)
    qtbot.keyClick(login.password, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window = keys.dialog(LostPassword)
    keys.wait(lambda: window.deeds["take"].isEnabled())
    keys.press("Ctrl+J")
    keys.dialog(TakeAnswers)
    keys.press("Ctrl+O")
    keys.type(NEW)
    keys.press("Return", 2)
    paper = keys.dialog(NewRecovery)
    code = paper.shown.code
    keys.press("Return")
    keys.type(code.replace("-", "").lower())
    keys.press("Return", 2)
    keys.wait(
        lambda: login.message.text() == f"Kata sandi baru {ADMIN} berlaku. Ketik untuk masuk."
    )
    login.activateWindow()
    keys.wait(login.password.hasFocus)
    keys.type(NEW)
    keys.press("Return")
    qtbot.waitUntil(lambda: program.desk is not None, timeout=20_000)
    session = program.desk.session
    with session.books.reading() as unit:
        acts = [row["act"] for row in unit.audit._rows()]
        assert sum(unit.counts.by_state().values()) == 1
    assert acts.index("operator.recovered") < acts.index("recovery.replaced")
    session.slots.unlock_with_recovery(code)
