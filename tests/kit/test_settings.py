"""Pengaturan in a real office, by keys."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD, RESOURCES

from app.domain.refusal import Problem
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.slots import FILE, SlotFile
from app.kit.printers import Printer
from app.kit.recovery import PrintCode
from app.kit.settings.dialogs import (
    AddOperator,
    ChangePassword,
    LockAfter,
    NewRecovery,
    PurposeText,
    ResetPassword,
)
from app.kit.settings.page import SettingsPage
from app.kit.settings.uses import SettingsUses
from app.service.about import about
from app.service.check import Check
from app.service.idle import CHOICES, IdleLock
from app.service.operators import Operators
from app.service.recovery import recovery_paper
from app.service.session import NotAllowed
from app.wording.catalogue import long_day

ENTER = Qt.Key.Key_Return
CTRL = Qt.KeyboardModifier.ControlModifier
CLERK, CLERK_PASSWORD = "Budi Santoso", "warung pak haji"


class OnePrinter:
    """Stands for the printer of the office."""

    def __init__(self):
        self.printed = []

    def found(self):
        return (Printer("Brother"),)

    def print(self, pdf, order):
        self.printed.append((pdf, order))


@pytest.fixture
def printer():
    return OnePrinter()


@pytest.fixture
def show(qtbot, jobs, open_office, folder, reference, clock, printer):
    """The page as somebody of the office sees it; what they see is there when this returns."""

    def show(name=ADMIN, password=PASSWORD, **instead):
        session = replace(open_office(name, password), slots=SlotFile(folder, CHEAP))
        uses = SettingsUses(
            accounts=Operators(session),
            about=partial(about, session),
            check=Check(session),
            recovery_paper=lambda code: recovery_paper(
                reference, RESOURCES, place=LEMPAKE, station=1, code=code, on=clock.today()
            ),
            printers=printer,
            lock=IdleLock(session),
            minutes=CHOICES,
        )
        page = SettingsPage(replace(uses, **instead), jobs)
        page.session = session
        qtbot.addWidget(page)
        page.resize(1100, 680)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.come_into_sight()
        qtbot.waitUntil(lambda: bool(page.accounts.rows or page.notices.told()))
        return page

    return show


@pytest.fixture
def press(qtbot):
    def press(*keys):
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the cursor"
            (qtbot.keyClicks if isinstance(key, str) else qtbot.keyClick)(target, key)

    return press


@pytest.fixture
def ask(qtbot, press):
    """Press the shortcut of a question and wait until it is there."""

    def ask(page, key, kind):
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        qtbot.keyClick(page, key, CTRL)
        qtbot.waitUntil(lambda: page.findChild(kind) is not None)
        asked = page.findChild(kind)
        asked.activateWindow()
        qtbot.waitUntil(lambda: asked.isActiveWindow() and asked.focusWidget() is not None)
        return asked

    return ask


def is_gone(page, kind):
    return not any(dialog.isVisible() for dialog in page.findChildren(kind))


def unlocks(folder, name, password):
    try:
        SlotFile(folder).unlock(name, password)
    except NotUnlocked:
        return False
    return True


# What stands there


def test_the_page_says_who_may_log_in_and_what_the_city_asks_by_phone(show):
    page = show()
    row = page.accounts.rows[ADMIN]
    assert row.name.text() == f"{ADMIN} (Anda)"
    made = long_day(about(page.session).keys_since)  # by the computer's own clock
    assert row.about.text() == f"Administrator  ·  sejak {made}"
    said = {name: label.text() for name, label in page.office.values.items()}
    assert said["office"] == "Kelurahan Lempake, Kecamatan Samarinda Utara"
    assert (said["code"], said["station"]) == ("6472051003", "1")
    assert said["fingerprint"].split() == page.session.station.fingerprint().split()
    assert said["life"] == f"asli, sejak {made}"
    assert page.office.folder.text() == str(page.session.folder)
    assert "2026-1" in page.told.version.text()


def test_a_restored_office_says_so(show):
    def restored(session):
        return replace(about(session), incarnation=2)

    page = show()
    page.office.show_about(restored(page.session))
    assert page.office.values["life"].text().startswith("dipulihkan dari cadangan 2 kali")


def test_the_whole_text_of_the_purpose_is_read_with_a_key(show, ask):
    page = show()
    text = ask(page, Qt.Key.Key_U, PurposeText)
    assert text.windowTitle() == "Pemberitahuan pemrosesan data pribadi"
    text.reject()


def test_an_office_that_cannot_be_read_is_told_and_no_account_is_offered(show):
    def fails():
        raise KeysFailure("keys.damaged", FILE)

    page = show(about=fails)
    assert page.notices.told()[0].startswith("Berkas kunci slots.json rusak")
    assert not page.buttons["add"].isVisible()


# Accounts


def test_a_clerk_is_let_in_with_the_keyboard_alone(show, ask, press, qtbot, folder):
    page = show()
    asked = ask(page, Qt.Key.Key_N, AddOperator)
    press(CLERK, ENTER, ENTER, CLERK_PASSWORD, ENTER, CLERK_PASSWORD, ENTER, ENTER)
    qtbot.waitUntil(lambda: CLERK in page.accounts.rows)
    assert is_gone(page, AddOperator)
    assert page.notices.told() == (f"{CLERK} sekarang dapat masuk dengan kata sandinya sendiri.",)
    assert page.accounts.rows[CLERK].about.text().startswith("Petugas")
    assert unlocks(folder, CLERK, CLERK_PASSWORD)
    assert asked is not None


@pytest.mark.parametrize(
    ("name", "password", "again", "field", "said"),
    [
        ("", CLERK_PASSWORD, CLERK_PASSWORD, "name", "Isi nama petugas."),
        (ADMIN.upper(), CLERK_PASSWORD, CLERK_PASSWORD, "name", "Sudah ada petugas"),
        (CLERK, "pendek", "pendek", "password", "Kata sandi terlalu pendek."),
        (CLERK, CLERK_PASSWORD, "warung pak hadi", "again", "Kedua kata sandi tidak sama."),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_at_its_field(
    show, ask, qtbot, folder, name, password, again, field, said
):
    page = show()
    asked = ask(page, Qt.Key.Key_N, AddOperator)
    asked.name.set_text(name)
    asked.password.set_text(password)
    asked.again.set_text(again)
    asked.answer()
    qtbot.waitUntil(lambda: bool(asked.fields[field].sentences()))
    assert asked.fields[field].sentences()[0].startswith(said)
    assert asked.fields[field].editor.hasFocus()
    assert asked.password.text() == password  # nothing typed is lost
    assert len(SlotFile(folder).operators()) == 1
    asked.reject()


def test_whoever_goes_is_asked_about_once_more(show, qtbot, folder):
    page = show()
    page._uses.accounts.add(CLERK, CLERK_PASSWORD, "clerk")
    page.refresh()
    qtbot.waitUntil(lambda: CLERK in page.accounts.rows)
    qtbot.keyClick(page.accounts.rows[CLERK].remove, ENTER)
    box = page.findChild(QMessageBox)
    assert CLERK in box.text()
    qtbot.keyClick(box, ENTER)  # the safe answer
    assert unlocks(folder, CLERK, CLERK_PASSWORD)

    page.accounts.rows[CLERK].remove.click()
    box = next(each for each in page.findChildren(QMessageBox) if each.isVisible())
    deed = next(each for each in box.buttons() if each.text() == "Hapus akun")
    deed.click()
    qtbot.waitUntil(lambda: CLERK not in page.accounts.rows)
    assert page.notices.told() == (f"{CLERK} tidak dapat masuk lagi.",)
    assert not unlocks(folder, CLERK, CLERK_PASSWORD)


def test_who_forgot_a_password_types_a_new_one(show, qtbot, folder):
    page = show()
    page._uses.accounts.add(CLERK, CLERK_PASSWORD, "clerk")
    page.refresh()
    qtbot.waitUntil(lambda: CLERK in page.accounts.rows)
    qtbot.keyClick(page.accounts.rows[CLERK].reset, ENTER)
    asked = next(each for each in page.findChildren(ResetPassword) if each.isVisible())
    asked.password.set_text("angin dari hulu")
    asked.again.set_text("angin dari hilir")
    asked.answer()
    assert asked.isVisible()  # typed twice, not alike
    asked.again.set_text("angin dari hulu")
    asked.answer()
    qtbot.waitUntil(lambda: page.notices.told() != ())
    assert page.notices.told() == (f"{CLERK} sekarang masuk dengan kata sandi yang baru.",)
    assert unlocks(folder, CLERK, "angin dari hulu")
    assert not unlocks(folder, CLERK, CLERK_PASSWORD)


def test_the_minutes_until_the_screen_locks_are_chosen(show, qtbot):
    page = show()
    page.deeds["lock"].trigger()
    qtbot.waitUntil(lambda: bool(page.findChildren(LockAfter)))
    (asked,) = page.findChildren(LockAfter)
    assert asked.minutes.text() == "10"
    asked.minutes.set_text("5")
    asked.answer()
    qtbot.waitUntil(lambda: page._uses.lock() == 5)


def test_nobody_is_offered_to_take_themselves_away(show):
    assert show().accounts.rows[ADMIN].remove is None


def test_a_clerk_sees_the_accounts_and_is_told_who_changes_them(show, open_office, folder, qtbot):
    boss = replace(open_office(), slots=SlotFile(folder, CHEAP))
    Operators(boss).add(CLERK, CLERK_PASSWORD, "clerk")
    boss.close()
    page = show(CLERK, CLERK_PASSWORD)
    assert set(page.accounts.rows) == {ADMIN, CLERK}
    assert page.accounts.rows[ADMIN].remove is None
    assert page.accounts.not_allowed.text() == "Hanya administrator yang boleh melakukan ini."
    for name in ("add", "recovery"):
        assert not page.buttons[name].isVisible()
        assert not page.deeds[name].isVisible()
    assert page.buttons["password"].isVisible()


def test_a_refusal_of_the_service_is_told_whoever_asked(show, qtbot):
    class Refusing(Operators):
        def new_recovery(self):
            raise NotAllowed("right.administrator")

    page = show()
    page._uses = replace(page._uses, accounts=Refusing(page.session))
    page.new_recovery()
    qtbot.waitUntil(
        lambda: page.notices.told() == ("Hanya administrator yang boleh melakukan ini.",)
    )


# My own password


def test_my_password_is_changed_with_the_keyboard_alone(show, ask, press, qtbot, folder):
    page = show()
    ask(page, Qt.Key.Key_G, ChangePassword)
    new = "empat kata yang lain"
    press(PASSWORD, ENTER, new, ENTER, new, ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(page.notices.told()))
    assert page.notices.told()[0].startswith("Kata sandi Anda sudah diganti.")
    assert unlocks(folder, ADMIN, new)
    assert not unlocks(folder, ADMIN, PASSWORD)


def test_a_wrong_old_password_stands_at_its_field(show, ask, press, qtbot):
    page = show()
    asked = ask(page, Qt.Key.Key_G, ChangePassword)
    new = "empat kata yang lain"
    press("bukan itu", ENTER, new, ENTER, new, ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(asked.old.sentences()))
    assert asked.old.sentences()[0].startswith("Ini bukan kata sandi Anda yang sekarang.")
    assert asked.old.editor.hasFocus()
    asked.reject()


def test_a_key_file_that_cannot_be_used_is_told_and_the_question_stays(
    show, ask, press, qtbot, folder
):
    page = show()
    asked = ask(page, Qt.Key.Key_G, ChangePassword)
    kept = (folder / FILE).read_bytes()
    (folder / FILE).write_text("{", encoding="utf-8")
    new = "empat kata yang lain"
    press(PASSWORD, ENTER, new, ENTER, new, ENTER, ENTER)
    qtbot.waitUntil(lambda: "slots.json rusak" in asked.message.text())
    (folder / FILE).write_bytes(kept)
    press(ENTER)  # tries again
    qtbot.waitUntil(lambda: bool(page.notices.told()))
    assert unlocks(folder, ADMIN, new)


def test_what_nobody_foresaw_is_logged_by_its_kind_and_nothing_typed_is_lost(
    show, ask, press, qtbot, caplog
):
    class Broken(Operators):
        def change_password(self, old, new):
            raise KeyError(new)

    page = show()
    page._uses = replace(page._uses, accounts=Broken(page.session))
    asked = ask(page, Qt.Key.Key_G, ChangePassword)
    press(PASSWORD, ENTER, "tiga kata lain", ENTER, "tiga kata lain", ENTER, ENTER)
    qtbot.waitUntil(lambda: asked.message.text().startswith("Tidak jadi"))
    assert caplog.messages == ["not kept: KeyError"]
    assert "tiga kata lain" not in caplog.text
    caplog.clear()
    assert asked.password.text() == "tiga kata lain"
    asked.reject()


# The paper


def test_a_new_paper_is_typed_back_before_it_opens_anything(show, ask, press, qtbot, folder):
    page = show()
    asked = ask(page, Qt.Key.Key_R, NewRecovery)
    code = "-".join(group.text() for group in asked.shown.groups)
    press(ENTER)
    assert asked.is_typing
    assert asked.typed.editor.hasFocus()
    press(code.lower().replace("-", " "), ENTER)
    assert asked.typed.line.text() == code  # in groups, as on the paper
    press(ENTER)
    qtbot.waitUntil(lambda: bool(page.notices.told()))
    assert page.notices.told()[0].startswith("Kode pemulihan baru berlaku.")
    assert SlotFile(folder).unlock_with_recovery(code) == page.session.opened.data_key


def test_a_slip_names_its_group_and_the_code_can_be_looked_at_again(show, ask, press, qtbot):
    page = show()
    asked = ask(page, Qt.Key.Key_R, NewRecovery)
    code = asked.shown.code
    wrong = code[:-1] + ("Z" if code[-1] != "Z" else "Y")
    press(ENTER, wrong, ENTER, ENTER)
    qtbot.waitUntil(lambda: bool(asked.typed.sentences()))
    assert asked.typed.sentences()[0].startswith("Kelompok ke-7 salah ketik.")
    asked.back.click()
    assert not asked.is_typing
    assert asked.shown.code == code
    asked.reject()


def test_the_paper_is_printed_and_lies_in_no_file(show, ask, qtbot, printer, folder):
    page = show()
    before = {file: file.stat().st_size for file in folder.rglob("*")}
    asked = ask(page, Qt.Key.Key_R, NewRecovery)
    asked.print_button.click()
    printing = asked.findChild(PrintCode)
    qtbot.waitUntil(printing.go_on.isEnabled)
    with qtbot.waitSignal(printing.printed):
        printing.press()
    ((pdf, order),) = printer.printed
    assert pdf.startswith(b"%PDF")
    assert asked.shown.code not in order.title
    assert "Dikirim ke Brother" in asked.printed.text()
    assert set(folder.rglob("*")) == set(before)
    asked.reject()


# The books


def test_whole_books_are_told_in_words(show, qtbot):
    page = show()
    qtbot.keyClick(page, Qt.Key.Key_B, CTRL)
    assert page.progress.isVisible()
    assert not page.buttons["check"].isEnabled()
    qtbot.waitUntil(lambda: bool(page.books.found))
    assert page.books.found[0].startswith("Buku data utuh")
    assert page.buttons["check"].isEnabled()
    assert page.progress.isHidden()


def test_what_the_check_finds_stands_there_one_by_one(show, qtbot):
    found = (
        Problem("check.revisions", facts=(("count", 2),)),
        Problem("check.audit", facts=(("entry", 47),)),
    )
    page = show(check=lambda *_: found)
    page.check_books()
    qtbot.waitUntil(lambda: len(page.books.found) == 2)
    assert "47" in page.books.found[1]
    page.check_books()
    assert page.books.found == []  # of what is looked at anew nothing is known
    qtbot.waitUntil(lambda: page.buttons["check"].isEnabled())
    assert len(page.books.found) == 2
    page.books.show_found(())
    assert len(page.books.found) == 1


def test_a_check_that_breaks_off_is_told_and_can_be_repeated(show, qtbot, caplog):
    def check(_progress, _cancelled):
        raise KeyError("6472819107900001")

    page = show(check=check)
    page.check_books()
    qtbot.waitUntil(lambda: bool(page.books.found))
    assert page.books.found[0].startswith("Buku data belum jadi diperiksa")
    assert page.buttons["check"].isEnabled()
    assert "6472819107900001" not in caplog.text
    caplog.clear()


def test_every_deed_of_the_page_shows_its_key(show):
    page = show()
    for name, button in page.buttons.items():
        assert page.deeds[name].shortcut().toString() in button.text()


def test_closing_a_question_leaves_nothing_behind(show, ask, qtbot):
    page = show()
    for key, kind in (
        (Qt.Key.Key_N, AddOperator),
        (Qt.Key.Key_G, ChangePassword),
        (Qt.Key.Key_R, NewRecovery),
    ):
        ask(page, key, kind).reject()
    qtbot.waitUntil(lambda: not page.findChildren(QDialog))
