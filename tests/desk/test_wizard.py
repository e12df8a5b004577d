"""The first start, by keys."""

import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.desk.wizard.uses import Uses
from app.desk.wizard.window import Wizard
from app.domain.refusal import Problem, Refusal
from app.keys.operator_rules import name_problems, password_problems
from app.keys.recovery import RecoveryCode
from app.kit.fields import Option
from app.kit.printers import Printer, PrinterFailure
from app.kit.recovery import PrintCode
from app.service.recovery import typed_back

KELURAHAN = {
    "64.72.05": (Option("64.72.05.1003", "Lempake"), Option("64.72.05.1001", "Sempaja Selatan")),
    "64.72.01": (Option("64.72.01.1001", "Baqa"),),
}


class PrintersOfAnOffice:
    """Stands for the printers of a PC."""

    def __init__(self):
        self.names = ["Brother di meja depan", "Canon"]
        self.printed = []
        self.error = None

    def found(self):
        return tuple(Printer(name) for name in self.names)

    def print(self, pdf, order):
        if self.error:
            raise self.error
        self.printed.append((pdf, order.printer, order.title))


@pytest.fixture
def office():
    """What stands for the office: what was made, printed, and what goes wrong."""

    made = SimpleNamespace(
        made=[],
        error=None,
        stop=None,
        gate=threading.Event(),
        code=RecoveryCode.make().text,
        printers=PrintersOfAnOffice(),
    )
    made.gate.set()
    return made


@pytest.fixture
def wizard(qtbot, jobs, office):
    def make(answers):
        office.gate.wait()
        if office.error:
            raise office.error
        office.made.append(answers)
        return "3F2A 91C0"

    def check_recovery(shown, typed):
        if office.stop:
            return [office.stop]
        try:
            typed_back(shown, typed)
        except Refusal as refusal:
            return refusal.problems
        return ()

    uses = Uses(
        roles=(Option("desk", "Kantor kelurahan"),),
        kecamatan=(Option("64.72.05", "Samarinda Utara"), Option("64.72.01", "Palaran")),
        kelurahan=KELURAHAN.__getitem__,
        check_operator=lambda name, password: (
            *name_problems(name),
            *password_problems(password, name),
        ),
        new_recovery=lambda: office.code,
        check_recovery=check_recovery,
        recovery_paper=lambda answers: f"{answers.place} {answers.recovery}".encode(),
        printers=office.printers,
        make=make,
    )
    wizard = Wizard(uses, jobs)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    return wizard


@pytest.fixture
def press(qtbot):
    def press(*keys):
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the cursor"
            if isinstance(key, str):
                qtbot.keyClicks(target, key)
            else:
                qtbot.keyClick(target, key)

    return press


ENTER = Qt.Key.Key_Return
PASSWORD = "tiga kata mudah"  # noqa: S105 - of nobody


def to_the_administrator(wizard, press):
    wizard.office.kecamatan.setFocus()
    press("samarinda", ENTER, "lempake", ENTER, ENTER, ENTER)


def to_the_code(wizard, press):
    to_the_administrator(wizard, press)
    press("Rahmawati", ENTER, PASSWORD, ENTER, PASSWORD, ENTER, ENTER)


def test_an_office_is_made_with_the_keyboard_alone(wizard, press, qtbot, office):
    to_the_code(wizard, press)
    assert wizard.current() is wizard.recovery
    assert [group.text() for group in wizard.recovery.shown.groups] == office.code.split("-")
    press(ENTER, office.code.lower().replace("-", " "), ENTER, ENTER)
    qtbot.waitUntil(lambda: wizard.current() is wizard.done)
    answers = office.made[0]
    assert (answers.role, answers.place, answers.station) == ("desk", "64.72.05.1003", 1)
    assert (answers.name, answers.password) == ("Rahmawati", PASSWORD)
    assert answers.recovery == office.code
    assert wizard.done.fingerprint.text() == "3F2A 91C0"
    assert wizard.administrator.text("password") == ""
    with qtbot.waitSignal(wizard.finished):
        press(ENTER)


def test_another_kecamatan_offers_its_own_kelurahan(wizard, press):
    wizard.office.kecamatan.setFocus()
    press("samarinda", ENTER, "lempake")
    wizard.office.kecamatan.setFocus()
    press(Qt.Key.Key_Delete, "palaran")
    assert wizard.office.text("office") == ""
    wizard.office.office.setFocus()
    press("baqa")
    assert wizard.office.text("office") == "64.72.01.1001"


@pytest.mark.parametrize(
    ("station", "kept"), [("", True), ("0", True), ("a", True), ("99", False), ("7", False)]
)
def test_a_station_number_is_one_to_ninety_nine(wizard, press, station, kept):
    wizard.office.kecamatan.setFocus()
    press("samarinda", ENTER, "lempake")
    wizard.office.station.set_text(station)
    wizard.go_on()
    assert (wizard.current() is wizard.office) == kept
    assert bool(wizard.office.station.problems()) == kept


def test_an_office_that_is_not_chosen_is_asked_for_and_the_cursor_goes_there(wizard):
    wizard.go_on()
    assert wizard.current() is wizard.office
    assert wizard.office.kecamatan.sentences() == ("Pilih kecamatan kantor ini.",)
    assert wizard.office.kecamatan.editor.hasFocus()


@pytest.mark.parametrize(
    ("name", "password", "again", "field"),
    [
        ("", PASSWORD, PASSWORD, "name"),
        ("Rahmawati", "pendek", "pendek", "password"),
        ("Rahmawati", "rahmawati", "rahmawati", "password"),
        ("Rahmawati", PASSWORD, "tiga kata lain", "again"),
    ],
)
def test_the_administrator_is_mended_at_the_field(wizard, press, name, password, again, field):
    to_the_administrator(wizard, press)
    step = wizard.administrator
    for which, text in (("name", name), ("password", password), ("again", again)):
        step.fields[which].set_text(text)
    wizard.go_on()
    assert wizard.current() is step
    assert step.fields[field].sentences()
    assert step.fields[field].editor.hasFocus()


def test_the_password_is_hidden_until_asked_for(wizard):
    step = wizard.administrator
    assert step.password.line.echoMode() == QLineEdit.EchoMode.Password
    step.show_button.click()
    assert step.again.line.echoMode() == QLineEdit.EchoMode.Normal


def test_a_mistyped_code_names_the_group_and_makes_nothing(wizard, press, office):
    to_the_code(wizard, press)
    wrong = "".join("0" if letter == "1" else letter for letter in office.code[:-1])
    last = "Z" if office.code[-1] != "Z" else "Y"
    press(ENTER, wrong + last, ENTER, ENTER)
    assert wizard.current() is wizard.type_back
    assert "Kelompok ke-" in wizard.type_back.typed.sentences()[0]
    assert office.made == []


def test_what_is_said_of_no_field_is_said_below_and_makes_nothing(wizard, press, office):
    to_the_code(wizard, press)
    press(ENTER, office.code, ENTER)
    office.stop = Problem("setup.exists")
    press(ENTER)
    assert wizard.current() is wizard.type_back
    assert "sudah berisi kantor" in wizard.message.text()
    assert office.made == []


def test_another_offices_code_is_not_this_ones(wizard, press, office):
    to_the_code(wizard, press)
    press(ENTER, RecoveryCode.make().text, ENTER, ENTER)
    assert wizard.current() is wizard.type_back
    assert office.made == []


def test_who_lost_the_paper_goes_back_to_the_same_code(wizard, press, office, qtbot):
    to_the_code(wizard, press)
    wizard.go_on()
    office.code = "OTHER"
    qtbot.mouseClick(wizard.back, Qt.MouseButton.LeftButton)
    assert wizard.recovery.code != "OTHER"
    assert wizard.recovery.shown.isVisible()


@pytest.fixture
def print_code(wizard, press, qtbot):
    """Come to the code and ask for the paper, by keys."""

    def print_code():
        to_the_code(wizard, press)
        press(Qt.Key.Key_Backtab)
        assert wizard.recovery.print_button.hasFocus()
        press(ENTER)
        asked = wizard.findChild(PrintCode)
        qtbot.waitUntil(lambda: "Mencari" not in asked.message.text())
        return asked

    return print_code


def test_the_code_is_printed_where_the_clerk_wants_it(wizard, press, office, qtbot, print_code):
    asked = print_code()
    asked.printer.setFocus()
    with qtbot.waitSignal(asked.printed):
        press("canon", ENTER, ENTER)
    (pdf, printer, title), *none = office.printers.printed
    assert (pdf.decode(), printer, none) == (f"64.72.05.1003 {office.code}", "Canon", [])
    assert office.code not in title
    assert "Dikirim ke Canon" in wizard.recovery.printed.text()


def test_a_printer_that_is_off_is_told_and_can_be_tried_again(office, qtbot, press, print_code):
    office.printers.error = PrinterFailure("printer.failed")
    asked = print_code()
    press(ENTER)
    qtbot.waitUntil(lambda: "tidak menerima" in asked.message.text())
    office.printers.error = None
    with qtbot.waitSignal(asked.printed):
        asked.go_on.click()


def test_without_a_printer_the_code_is_written_by_hand(office, print_code):
    office.printers.names = []
    asked = print_code()
    assert "dengan tangan" in asked.message.text()
    assert not asked.go_on.isEnabled()
    asked.reject()


def test_what_will_be_made_is_read_once_more_before_it_is_made(wizard, press):
    to_the_code(wizard, press)
    press(ENTER)
    said = wizard.type_back.made.text()
    for part in ("Kelurahan Lempake", "Samarinda Utara", "nomor 1", "Rahmawati"):
        assert part in said


def test_while_the_office_is_made_nothing_can_be_pressed(wizard, press, office, qtbot):
    office.gate.clear()
    to_the_code(wizard, press)
    press(ENTER, office.code, ENTER, ENTER)
    assert not wizard.next.isEnabled()
    assert wizard.message.text() == "Membuat kunci dan buku kantor..."
    office.gate.set()
    qtbot.waitUntil(lambda: wizard.current() is wizard.done)


def test_a_refusal_leads_back_to_its_field(wizard, press, office, qtbot):
    office.error = Refusal(Problem("operator.name_missing", "name"))
    to_the_code(wizard, press)
    press(ENTER, office.code, ENTER, ENTER)
    qtbot.waitUntil(lambda: wizard.current() is wizard.administrator)
    assert wizard.administrator.name.sentences() == ("Isi nama petugas.",)


def test_when_the_disk_fails_nothing_is_lost_and_it_can_be_tried_again(
    wizard, press, office, qtbot, caplog
):
    office.error = OSError("disk full")
    to_the_code(wizard, press)
    press(ENTER, office.code, ENTER, ENTER)
    qtbot.waitUntil(lambda: "belum jadi dibuat" in wizard.message.text())
    assert "disk full" not in caplog.text
    caplog.clear()
    office.error = None
    press(ENTER)
    qtbot.waitUntil(lambda: wizard.current() is wizard.done)
    assert office.made[0].password == PASSWORD
