"""Qt's own texts: every dialog a clerk can meet is built twice, and nothing may stay English."""

import re
import subprocess
from datetime import date
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QDate, QLocale, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QComboBox,
    QErrorMessage,
    QFileDialog,
    QGroupBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QProgressDialog,
    QTabWidget,
    QTreeView,
    QWidget,
    QWizard,
    QWizardPage,
)

from app.kit import localize

I18N = Path(__file__).parents[2] / "resources" / "i18n"

SAME = re.compile(
    r"""(?x) [\W\d_]* | [AB]\d+ (?:\ .*)? | \d+\ \(\dx\d\) | JIS\ B\d+ | PRC\ .* | .*\.py
    | (?:Letter|Legal|Tabloid|Ledger|ANSI|Architect|Super|Executive|Folio|Statement|Quarto).*
    | (?:mm|pt|in|cm|P̸|DD|CC) | .*\((?:pt|P̸|DD|CC)\) | \d+\ x\ \d+\ in
    | Printer | PDF | Folder | /.* | ~.* | root | (?:\d+\ )?[kMG]?i?B
    | April | September | November"""
)
"""What is the same in both languages: paper sizes, units, some months, names of files."""

BUTTONS = (
    "Ok", "Open", "Save", "Cancel", "Close", "Discard", "Apply", "Reset", "RestoreDefaults",
    "Help", "SaveAll", "Yes", "YesToAll", "No", "NoToAll", "Abort", "Retry", "Ignore",
)  # fmt: skip


def message_box():
    box = QMessageBox()
    box.setDetailedText("-")
    for name in BUTTONS:
        box.addButton(QMessageBox.StandardButton[name])
    return box


def file_dialog():
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    return dialog


def folder_dialog():
    dialog = file_dialog()
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return dialog


def save_dialog():
    dialog = file_dialog()
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return dialog


def print_dialog():
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    return QPrintDialog(QPrinter())


def print_preview():
    from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

    return QPrintPreviewDialog(QPrinter())


def line_edit_menu():
    edit = QLineEdit("teks")
    menu = edit.createStandardContextMenu()
    menu.setParent(edit)
    return edit


def text_edit_menu():
    edit = QPlainTextEdit("teks")
    menu = edit.createStandardContextMenu()
    menu.setParent(edit)
    return edit


def wizard():
    made = QWizard()
    made.setOption(QWizard.WizardOption.HaveHelpButton)
    made.addPage(QWizardPage())
    made.addPage(QWizardPage())
    return made


def calendar():
    made = QCalendarWidget()
    made.setSelectedDate(QDate(2026, 11, 22))
    return made


def input_dialog():
    dialog = QInputDialog()
    dialog.setInputMode(QInputDialog.InputMode.IntInput)
    dialog.show()  # it is laid out only then
    return dialog


def progress_dialog():
    return QProgressDialog()


def error_message():
    return QErrorMessage()


DIALOGS = (
    message_box, file_dialog, folder_dialog, save_dialog, print_dialog, print_preview,
    line_edit_menu, text_edit_menu, wizard, calendar, input_dialog, progress_dialog,
    error_message,
)  # fmt: skip


def texts(widget):
    """Every text that can be read on a widget and on all that lies in it."""
    found = set()
    for each in (widget, *widget.findChildren(QWidget)):
        found |= {each.windowTitle(), each.toolTip(), each.accessibleName()}
        found |= {action.text() for action in each.actions()}
        match each:
            case QAbstractButton() | QLabel():
                found.add(each.text())
            case QGroupBox():
                found.add(each.title())
            case QLineEdit():
                found.add(each.placeholderText())
            case QTabWidget():
                found |= {each.tabText(number) for number in range(each.count())}
            case QComboBox():
                found |= {each.itemText(number) for number in range(each.count())}
            case QTreeView() if each.model():
                found |= {
                    str(each.model().headerData(number, each.header().orientation()))
                    for number in range(each.model().columnCount())
                }
    return {text.split("\t")[0].strip() for text in found if text.strip()}


@pytest.fixture
def english(qapp):
    """Qt as it comes; Indonesian is installed for the whole program by `conftest`."""
    translators = qapp.findChildren(QTranslator)
    for each in translators:
        qapp.removeTranslator(each)
    QLocale.setDefault(QLocale.c())
    yield
    for each in translators:
        qapp.installTranslator(each)
    QLocale.setDefault(QLocale(localize.NAME))


@pytest.mark.parametrize("make", DIALOGS, ids=lambda make: make.__name__)
def test_nothing_that_qt_says_stays_english(request, make):
    indonesian = texts(make())
    request.getfixturevalue("english")
    stayed = {text for text in indonesian & texts(make()) if not SAME.fullmatch(text)}
    assert not stayed
    assert indonesian


def test_the_catalogue_is_made_from_its_source(tmp_path):
    made = tmp_path / "qtbase_id.qm"
    lrelease = Path(PySide6.__file__).parent / "lrelease"
    command = [lrelease, I18N / "qtbase_id.ts", "-qm", made]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own tool
    assert made.read_bytes() == (I18N / "qtbase_id.qm").read_bytes()


def test_numbers_and_dates_are_indonesian_whatever_the_pc_is_set_to(qapp):
    QLocale.setDefault(QLocale("de_DE"))
    localize.speak(qapp, I18N.parent)
    locale = QLocale()
    day = date(2026, 11, 22)
    assert locale.toString(1234567) == "1.234.567"
    assert locale.toString(QDate(day.year, day.month, day.day), "dddd, d MMMM yyyy") == (
        "Minggu, 22 November 2026"
    )
