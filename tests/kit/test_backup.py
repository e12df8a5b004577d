"""Cadangan in a real office, by keys; and what is backed up by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from tests.chosen import Chosen
from tests.office import ADMIN, PASSWORD
from tests.service.backups import *  # noqa: F403 - fixtures
from tests.service.backups import BUDI, flip, in_sight

from app.keys.recovery import RecoveryCode
from app.keys.slots import SlotFile
from app.kit.backup.page import RestoreQuestion
from app.launch.backups import Backups
from app.service.backup.failure import BackupFailure
from app.service.backup.make import Backup, Writer
from app.service.backup.state import BackupState
from app.service.operators import Operators
from app.service.register import Register

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def chosen():
    return Chosen()


@pytest.fixture
def backups(qtbot, jobs, session, chosen):
    made = Backups(session, jobs, chosen)
    yield made
    made.minder.stop()


@pytest.fixture
def page(qtbot, backups):
    page = backups.build()
    qtbot.addWidget(page)
    page.resize(1150, 660)
    page.show()
    page.come_into_sight()
    qtbot.waitUntil(lambda: bool(page.standing.last.text()))
    return page


def press(qtbot, page, key):
    qtbot.keyClick(page, key, CTRL)


def told(page):
    return " ".join(page.notices.told())


def test_without_any_backup_the_page_says_what_to_do(page):
    assert page.standing.last.text() == "Belum ada"
    assert page.standing.problems == ["Belum ada cadangan. Buat sekarang dari halaman Cadangan."]
    assert page.drilled.text() == "Belum pernah diuji."
    assert page.place.days.text() == "14"


def test_a_folder_is_chosen_and_a_backup_made_there_by_keys(qtbot, page, chosen, stick):
    chosen.paths = [stick]
    press(qtbot, page, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: page.place.folder.text() == str(stick))
    press(qtbot, page, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: "Cadangan selesai" in told(page))
    qtbot.waitUntil(lambda: page.standing.problems == ["Sudah dibaca ulang dan utuh."])
    assert len(in_sight(stick)) == 1
    assert page.deeds["make"].isEnabled()


def test_numbers_that_cannot_be_are_marked_at_their_field(qtbot, page):
    page.place.days.set_text("1")
    press(qtbot, page, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: bool(page.place.days.problems()))
    page.place.days.set_text("30")
    press(qtbot, page, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: "Tersimpan" in told(page))
    assert not page.place.days.problems()


def test_a_stick_that_is_gone_is_said_where_the_backup_is_told(qtbot, page, chosen, stick):
    chosen.paths = [stick]
    press(qtbot, page, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: page.place.folder.text() == str(stick))
    stick.rename(stick.with_name("away"))
    press(qtbot, page, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: "tidak ditemukan" in told(page))
    qtbot.waitUntil(lambda: any("tidak ditemukan" in each for each in page.standing.problems))


def test_the_newest_is_tried_out_green_and_red(qtbot, page, session):
    made = Backup(session)()
    press(qtbot, page, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: page.drilled.text().endswith("baik."))
    flip(made.folder / "books.db")
    press(qtbot, page, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: "rusak pada berkas books.db" in page.drilled.text())
    assert page.standing.problems[0].startswith("Uji pemulihan gagal")


def test_a_clerk_makes_backups_but_does_not_say_where(qtbot, jobs, session, open_office):
    Operators(session).add("Rina", "payung-rina", "clerk")
    session.close()
    backups = Backups(open_office("Rina", "payung-rina"), jobs, Chosen())
    page = backups.build()
    qtbot.addWidget(page)
    assert page.deeds["make"].isEnabled()
    for name in ("choose", "keep", "restore"):
        assert not page.deeds[name].isEnabled()
    assert page.not_allowed.text()


# -- back to a backup


@pytest.fixture
def ask_to_restore(qtbot, page, session, chosen, draft):
    """A backup, one more registration, and the question for the password of that backup."""

    def ask(password=PASSWORD):
        made = Backup(session)()
        Register(session)(draft())
        chosen.paths = [made.folder]
        press(qtbot, page, Qt.Key.Key_R)
        question = page.findChild(RestoreQuestion)
        question.password.set_text(password)
        question.answer()
        return question

    return ask


def test_what_would_be_lost_stands_in_the_last_question_and_a_no_changes_nothing(
    qtbot, page, ask_to_restore, session, folder
):
    ask_to_restore()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert "1 pendaftaran dibuat setelah cadangan ini dan akan hilang." in box.informativeText()
    assert "sebelum-pemulihan-" in box.informativeText()
    box.reject()
    qtbot.waitUntil(lambda: not (folder / "restore.part").exists())
    with session.books.reading() as unit:
        assert sum(unit.counts.by_state().values()) == 1


def test_a_yes_closes_the_office_and_the_backup_is_the_office(
    qtbot, page, backups, ask_to_restore, open_office
):
    ask_to_restore()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    yes = next(each for each in box.buttons() if each.text() == "Pulihkan")
    with qtbot.waitSignals([backups.closing, backups.restored]):
        qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    with open_office().books.reading() as unit:
        assert sum(unit.counts.by_state().values()) == 0


def test_a_wrong_password_is_said_in_the_question(qtbot, ask_to_restore, folder):
    question = ask_to_restore("bukan-ini")
    qtbot.waitUntil(lambda: bool(question.message.text()) and question.go_on.isEnabled())
    assert question.isVisible()
    assert not (folder / "restore.part").exists()


def test_the_paper_of_that_day_opens_a_backup_as_well(qtbot, page, session, chosen, folder, draft):
    code = RecoveryCode.make().text
    Operators(session).keep_recovery(code, code)
    made = Backup(session)()
    Register(session)(draft())
    chosen.paths = [made.folder]
    press(qtbot, page, Qt.Key.Key_R)
    question = page.findChild(RestoreQuestion)
    assert question.code.isHidden()
    question.activateWindow()
    qtbot.waitUntil(question.isActiveWindow)
    qtbot.keyClick(question, Qt.Key.Key_K, CTRL)
    assert question.code.isVisible()
    question.code.set_text(code)
    question.password.set_text("tiga kata baru")
    question.again.set_text("tiga kota baru")
    question.answer()
    assert question.again.sentences()
    question.again.set_text("tiga kata baru")
    question.answer()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None, timeout=10_000)
    assert "1 pendaftaran" in page.findChild(QMessageBox).informativeText()
    assert SlotFile.read(folder / "restore.part").unlock(ADMIN, "tiga kata baru")


# -- by itself


def look(qtbot, backups):
    with qtbot.waitSignal(backups.minder.stood):
        backups.minder.look()


def made_at(session):
    return BackupState(session)().last


def test_a_day_without_a_backup_gets_one_and_so_does_the_day_after_a_sleep(
    qtbot, backups, session, clock
):
    backups.minder.begin()
    look(qtbot, backups)
    qtbot.waitUntil(lambda: made_at(session) is not None)
    first = made_at(session)
    qtbot.waitUntil(lambda: not backups.minder._is_busy)
    look(qtbot, backups)
    assert made_at(session) == first
    clock.go_on(hours=20)  # the PC slept; its timer goes on where it was
    qtbot.waitUntil(lambda: not backups.minder._is_busy)
    look(qtbot, backups)
    qtbot.waitUntil(lambda: made_at(session) > first)


def test_a_month_later_the_newest_is_tried_out_by_itself(qtbot, backups, session):
    Backup(session)()
    backups.minder.begin()
    look(qtbot, backups)
    qtbot.waitUntil(lambda: BackupState(session)().drilled is not None)
    assert BackupState(session)().drill is None


def test_what_was_in_vain_is_not_tried_each_minute(qtbot, backups, session, clock, monkeypatch):
    tried = []

    def fail(*_):
        tried.append(clock())
        raise BackupFailure("backup.full")

    monkeypatch.setattr(Writer, "into", fail)
    backups.minder.begin()
    for _ in range(3):
        look(qtbot, backups)
        qtbot.waitUntil(lambda: not backups.minder._is_busy)
        clock.go_on(minutes=1)
    assert len(tried) == 1
    clock.go_on(minutes=40)
    look(qtbot, backups)
    qtbot.waitUntil(lambda: len(tried) == 2)


def test_closing_backs_up_what_was_written_since(backups, jobs, session, draft):
    Backup(session)()
    Register(session)(draft(**BUDI))
    backups.leave()
    jobs.close()
    assert not BackupState(session)().has_changed


def test_closing_without_a_change_makes_no_backup(backups, jobs, session, clock):
    Backup(session)()
    first = made_at(session)
    clock.go_on(hours=1)
    backups.leave()
    jobs.close()
    assert made_at(session) == first
