"""Lupa kata sandi: what the window says and does before anybody is in, by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.chosen import Chosen
from tests.office import ADMIN, CHEAP, PASSWORD

from app.keys.failure import NotUnlocked
from app.keys.recovery import RecoveryCode
from app.keys.slots import SlotFile
from app.kit.comeback.questions import AskCity, ByPaper, TakeAnswers
from app.kit.comeback.window import LostPassword
from app.kit.login import Login
from app.kit.settings.dialogs import NewRecovery
from app.launch.comeback import lost_password
from app.service.recover import Pending, Ways

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
CTRL = Qt.KeyboardModifier.ControlModifier
NEW = "tiga kata yang baru"


@pytest.fixture
def chosen():
    return Chosen()


@pytest.fixture
def code(folder):
    """What stands on the paper of the office."""
    code = RecoveryCode.make()
    slots = SlotFile(folder, CHEAP)
    slots.replace_recovery(slots.unlock(ADMIN, PASSWORD).data_key, code)
    return code.text


@pytest.fixture
def lost(qtbot, jobs, folder, reference, chosen):
    window = lost_password(folder, reference, jobs, files=chosen, cost=CHEAP)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    window.names = []
    window.came_back.connect(window.names.append)
    window.open()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.deeds["paper"].isEnabled())
    return window


@pytest.fixture
def ask(qtbot):
    """Press the shortcut of a way and wait until its question has the keys."""

    def ask(window, key, kind):
        qtbot.keyClick(window, key, CTRL)
        return asked(qtbot, window, kind)

    return ask


def asked(qtbot, window, kind):
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)), timeout=10_000)
    question = window.findChildren(kind)[-1]
    question.activateWindow()
    qtbot.waitUntil(lambda: question.isActiveWindow() and question.focusWidget() is not None)
    return question


@pytest.fixture
def press(qtbot):
    def press(*keys):
        for key in keys:
            target = QApplication.focusWidget()
            (qtbot.keyClicks if isinstance(key, str) else qtbot.keyClick)(target, key)

    return press


def unlocks(folder, password):
    try:
        SlotFile(folder).unlock(ADMIN, password)
    except NotUnlocked:
        return False
    return True


def opens(folder, code):
    try:
        SlotFile(folder).unlock_with_recovery(code)
    except NotUnlocked:
        return False
    return True


# At the login


def test_the_login_offers_help_only_where_it_can_be_given(qtbot, jobs):
    login = Login("Kelurahan Lempake", ["Rahmawati"], print, jobs)
    qtbot.addWidget(login)
    login.show()
    assert not login.forgot.isVisible()
    login.offer_help()
    login.activateWindow()
    qtbot.waitUntil(login.password.hasFocus)
    with qtbot.waitSignal(login.forgotten):
        qtbot.keyClick(login.password, Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(login.forgotten):
        qtbot.keyClick(login.forgot, ENTER)


def test_whoever_came_back_types_the_new_password_only(qtbot, jobs):
    login = Login("Kelurahan Lempake", ["Rahmawati", "Budi"], print, jobs)
    qtbot.addWidget(login)
    login.password.setText("apa ya")
    login.welcome_back("Budi")
    assert (login.operator.currentText(), login.password.text()) == ("Budi", "")
    assert login.message.text() == "Kata sandi baru Budi berlaku. Ketik untuk masuk."


# Which ways there are


def test_everybody_is_told_the_way_that_is_theirs(lost):
    assert ADMIN in lost.administrators.text()
    assert "Kata sandi baru …" in lost.administrators.text()
    assert lost.deeds["paper"].isEnabled()
    assert not lost.deeds["ask"].isEnabled()  # never enrolled with a city
    assert lost.by_city.text().startswith("Kantor ini belum menitipkan kuncinya ke kota")
    assert lost.pending.isHidden()


def test_key_files_that_cannot_be_read_are_told(qtbot, jobs, folder, reference):
    (folder / "slots.json").write_text("{", encoding="utf-8")
    window = lost_password(folder, reference, jobs, cost=CHEAP)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: "slots.json rusak" in window.message.text())
    assert not any(deed.isEnabled() for deed in window.deeds.values())


# The paper


def test_the_paper_leads_back_and_a_new_one_takes_its_place(
    qtbot, lost, ask, press, folder, code, caplog
):
    question = ask(lost, Qt.Key.Key_K, ByPaper)
    assert question.name.text() == ADMIN  # the only one
    press(code.lower().replace("-", " "), ENTER)
    assert question.code.line.text() == code
    press(NEW, ENTER, NEW, ENTER, ENTER)
    paper = asked(qtbot, lost, NewRecovery)
    assert unlocks(folder, NEW)
    assert not unlocks(folder, PASSWORD)
    new = paper.shown.code
    press(ENTER, new.replace("-", ""), ENTER, ENTER)
    qtbot.waitUntil(lambda: lost.names == [ADMIN], timeout=10_000)
    assert opens(folder, new)
    assert not opens(folder, code)
    assert not lost.isVisible()
    assert code[:11] not in caplog.text


def test_a_new_paper_can_wait_and_the_used_one_stays(qtbot, lost, ask, press, folder, code):
    ask(lost, Qt.Key.Key_K, ByPaper)
    press(code, ENTER, NEW, ENTER, NEW, ENTER, ENTER)
    asked(qtbot, lost, NewRecovery)
    press(ESC)
    qtbot.waitUntil(lambda: lost.names == [ADMIN])
    assert unlocks(folder, NEW)
    assert opens(folder, code)


def test_a_slip_is_told_while_the_code_is_being_typed(lost, ask, press, code):
    question = ask(lost, Qt.Key.Key_K, ByPaper)
    wrong = "Z" if code[10] != "Z" else "Y"
    press(code[:10])
    assert question.code.sentences() == ()
    press(wrong)
    assert question.code.sentences() == (
        "Kelompok ke-2 salah ketik. Cocokkan lagi dengan kertasnya.",
    )
    press(Qt.Key.Key_Backspace, code[10], code[12:15])
    assert question.code.sentences() == ()
    assert question.code.line.text() == code[:15]  # in groups as it is typed
    question.reject()


def test_a_whole_code_of_another_office_changes_nothing(qtbot, lost, ask, press, folder, code):
    question = ask(lost, Qt.Key.Key_K, ByPaper)
    press(RecoveryCode.make().text, ENTER, NEW, ENTER, NEW, ENTER, ENTER)
    qtbot.waitUntil(lambda: "bukan kode pemulihan" in question.message.text(), timeout=10_000)
    assert question.isVisible()
    assert unlocks(folder, PASSWORD)
    question.reject()


def test_books_that_are_open_elsewhere_are_said_to_be(qtbot, lost, ask, press, session, code):
    question = ask(lost, Qt.Key.Key_K, ByPaper)
    press(code, ENTER, NEW, ENTER, NEW, ENTER, ENTER)
    qtbot.waitUntil(lambda: "dibuka oleh Payung lain" in question.message.text(), timeout=10_000)
    question.reject()


def test_two_new_passwords_that_differ_stop_before_anything_is_done(lost, ask, press, folder, code):
    question = ask(lost, Qt.Key.Key_K, ByPaper)
    press(code, ENTER, NEW, ENTER, "lain sama sekali", ENTER, ENTER)
    assert question.again.sentences() == ("Kedua kata sandi tidak sama. Ketik ulang yang kedua.",)
    assert unlocks(folder, PASSWORD)
    question.reject()


# The city


@pytest.fixture
def with_city(lost):
    """As at an office that has entrusted its key; the deeds themselves are drilled elsewhere."""
    from datetime import date

    pending = Pending(ADMIN, date(2026, 11, 20), "1234 5678 9012 3456 7890", "payung-x.json")
    lost.show_ways(Ways((ADMIN, "Siti"), None, pending))
    return lost


def test_a_request_that_waits_shows_what_is_read_out_by_phone(with_city):
    assert with_city.waiting.text() == "Permintaan 20 November 2026 menunggu jawaban"
    assert with_city.fingerprint.text() == "1234   5678   9012   3456   7890"
    assert with_city.call.text().startswith("Telepon Kota Samarinda")
    assert with_city.deeds["take"].isEnabled()


def test_a_request_needs_a_name_and_a_folder(with_city, ask, press):
    question = ask(with_city, Qt.Key.Key_P, AskCity)
    question.answer()
    assert question.name.sentences() == ("Pilih administrator yang mendapat kata sandi baru.",)
    assert question.folder.sentences() == ("Pilih folder atau stik untuk berkas permintaannya.",)
    question.reject()


def test_answers_are_chosen_one_by_one_or_together_but_are_two(with_city, ask, chosen, tmp_path):
    question = ask(with_city, Qt.Key.Key_J, TakeAnswers)
    one, two, three = (tmp_path / f"payung-jawaban-{n}.json" for n in (0, 1, 2))
    chosen.paths = [one]
    question.choose()
    question.answer()
    assert question.answers.sentences() == ("Pilih kedua berkas jawaban dari kota.",)
    chosen.paths = [two]
    question.choose()
    assert question.answers.text() == f"2 dari 2: {one.name}, {two.name}"
    assert question.answers.sentences() == ()
    chosen.paths = [three]
    question.choose()
    assert question.answers.text() == ""
    assert question.answers.sentences()[0].startswith("Jawabannya dua berkas")
    question.reject()


def test_the_window_can_go_while_it_still_asks(qtbot, jobs, folder, reference):
    window = lost_password(folder, reference, jobs, cost=CHEAP)
    assert isinstance(window, LostPassword)
    window.open()
    window.reject()
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    jobs.close()
