"""The first start of the real program, by keys: wizard, office made, login, Beranda."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.office import CHEAP, RESOURCES

from app.desk.wizard.window import Wizard
from app.keys.slots import SlotFile
from app.kit.frame import Frame
from app.kit.login import Login
from app.launch.first_start import wizard_uses
from app.launch.window import Program
from app.service.front import is_set_up
from app.store.owner import Owner

ENTER = Qt.Key.Key_Return
PASSWORD = "tiga kata mudah"  # noqa: S105 - of nobody


@pytest.fixture
def press(qtbot):
    def press(*keys):
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the cursor"
            (qtbot.keyClicks if isinstance(key, str) else qtbot.keyClick)(target, key)

    return press


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data kantor"


@pytest.fixture
def program(qtbot, data, reference, monkeypatch):
    """The program on a folder where no office is; its passwords cost little."""
    monkeypatch.setattr(
        "app.launch.first_start.wizard_uses",
        lambda folder, reference: wizard_uses(folder, reference, CHEAP),
    )
    program = Program(data, RESOURCES)
    program.start()
    yield program
    program.close()
    program.window.deleteLater()


def come_to(qtbot, program, window):
    qtbot.waitUntil(lambda: isinstance(program.window, window))
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    return program.window


def answer(wizard, press):
    """Everything the wizard asks, up to the code on paper."""
    press("samarinda utara", ENTER, "lempake", ENTER, ENTER, ENTER)
    press("Rahmawati", ENTER, PASSWORD, ENTER, PASSWORD, ENTER, ENTER)
    assert wizard.current() is wizard.recovery
    return wizard.recovery.code


def test_from_nothing_to_beranda_with_the_keyboard_alone(qtbot, program, press, data):
    wizard = come_to(qtbot, program, Wizard)
    code = answer(wizard, press)
    press(ENTER, code.lower(), ENTER, ENTER)
    qtbot.waitUntil(lambda: wizard.current() is wizard.done)
    press(ENTER)

    login = come_to(qtbot, program, Login)
    assert login.operator.currentText() == "Rahmawati"
    press(PASSWORD, ENTER)

    frame = come_to(qtbot, program, Frame)
    qtbot.waitUntil(lambda: frame.current() == "home")
    assert frame.status.who.text() == "Rahmawati · administrator"
    assert "Lempake" in frame.windowTitle()
    assert SlotFile(data).unlock_with_recovery(code) == program.desk.session.opened.data_key


def test_a_code_that_is_not_the_one_on_the_paper_makes_no_office(qtbot, program, press, data):
    wizard = come_to(qtbot, program, Wizard)
    answer(wizard, press)
    press(ENTER, "7K2MQ-0X9TB-41HVD-N8RZC-3WEGP-5YJ6A-S2F0K", ENTER, ENTER)
    assert wizard.current() is wizard.type_back
    assert wizard.type_back.typed.sentences()
    assert not is_set_up(data)


def test_another_whole_code_makes_no_office_either(qtbot, program, press, data):
    wizard = come_to(qtbot, program, Wizard)
    answer(wizard, press)
    press(ENTER, wizard._uses.new_recovery(), ENTER, ENTER)
    assert wizard.type_back.typed.sentences() == (
        "Ini bukan kode yang baru ditampilkan. Cocokkan dengan kertasnya.",
    )
    assert not is_set_up(data)


def test_a_folder_that_cannot_be_written_is_said_before_anything_is_lost(
    qtbot, program, press, data
):
    data.write_text("", encoding="utf-8")  # a file where the folder should be
    wizard = come_to(qtbot, program, Wizard)
    code = answer(wizard, press)
    press(ENTER, code, ENTER, ENTER)
    qtbot.waitUntil(lambda: "Tidak ada yang tersimpan" in wizard.message.text())
    data.unlink()
    press(ENTER)
    qtbot.waitUntil(lambda: wizard.current() is wizard.done)


def test_books_that_another_program_has_are_said_at_the_login(qtbot, program, press, data):
    wizard = come_to(qtbot, program, Wizard)
    press(ENTER, answer(wizard, press), ENTER, ENTER)
    qtbot.waitUntil(lambda: wizard.current() is wizard.done)
    press(ENTER)
    login = come_to(qtbot, program, Login)
    other = Owner(data)
    other.claim()
    press(PASSWORD, ENTER)
    qtbot.waitUntil(lambda: "sedang dibuka oleh Payung lain" in login.message.text())
    other.release()
    press(PASSWORD, ENTER)
    come_to(qtbot, program, Frame)


def test_the_paper_of_the_wizard_is_a_pdf_of_this_office(reference, data):
    from app.desk.wizard.uses import Answers

    uses = wizard_uses(data, reference, CHEAP)
    answers = Answers("desk", "64.72.05.1003", 1, "Rahmawati", PASSWORD, uses.new_recovery())
    assert uses.recovery_paper(answers).startswith(b"%PDF")


def test_the_city_sets_up_its_office_and_comes_to_its_own_pages(qtbot, program, press, data):
    wizard = come_to(qtbot, program, Wizard)
    wizard.office.role.setFocus()
    press("kota")
    assert not wizard.office.kecamatan.isVisible()
    press(ENTER, ENTER)
    press("Rahmawati", ENTER, PASSWORD, ENTER, PASSWORD, ENTER, ENTER)
    code = wizard.recovery.code
    press(ENTER, code.lower(), ENTER, ENTER)
    qtbot.waitUntil(lambda: wizard.current() is wizard.done)
    assert "kelurahan" in wizard.done.purpose.text()
    press(ENTER)

    come_to(qtbot, program, Login)
    press(PASSWORD, ENTER)
    frame = come_to(qtbot, program, Frame)
    qtbot.waitUntil(lambda: frame.current() == "home")
    assert {"receiving", "people", "kelurahan", "aside", "settings"} <= set(frame.nav)
    assert program.desk.session.is_city
