"""The computer's own dialogs: what they ask for, and whom they tell."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.kit.files import SystemFiles

ALL = "Semua berkas (*)"
OPEN, SAVE = QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave
ONE, SEVERAL, FOLDER = (
    QFileDialog.FileMode.ExistingFile,
    QFileDialog.FileMode.ExistingFiles,
    QFileDialog.FileMode.Directory,
)


@pytest.fixture
def page(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    QLineEdit(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def documents():
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(documents))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def dialogs(page):
    return page.findChildren(QFileDialog)


def pick(page, *paths):
    """Choose them in the dialog that is open, as somebody's click does."""
    (dialog,) = dialogs(page)
    line = dialog.findChild(QLineEdit)
    line.setText(" ".join(f'"{each}"' for each in paths) if len(paths) > 1 else str(paths[0]))
    dialog.accept()


def gone(page):
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not dialogs(page)


@pytest.mark.parametrize(
    ("ask", "mode", "filters"),
    [
        ("to_open_sealed", SEVERAL, ["Berkas Payung (*.payung)", ALL]),
        ("to_open_keys", SEVERAL, ["Permintaan dan jawaban kunci (payung-*.json)", ALL]),
        ("to_open_list", ONE, ["Daftar (*.xlsx *.xls *.xlsb *.ods *.csv *.txt)", ALL]),
    ],
)
def test_what_is_opened_is_there_already(page, ask, mode, filters):
    getattr(SystemFiles(), ask)(page, "Pilih", print)
    (dialog,) = dialogs(page)
    assert dialog.windowTitle() == "Pilih"
    assert (dialog.acceptMode(), dialog.fileMode(), dialog.nameFilters()) == (OPEN, mode, filters)
    assert dialog.isModal()
    dialog.reject()


def test_several_files_are_told_together(page, tmp_path):
    paths = [tmp_path / "a.payung", tmp_path / "b.payung"]
    for each in paths:
        each.touch()
    told = []
    SystemFiles().to_open_sealed(page, "Pilih", told.append)
    dialogs(page)[0].setDirectory(str(tmp_path))
    pick(page, *(each.name for each in paths))
    assert told == [paths]
    assert gone(page)


def test_a_folder_is_told_and_files_are_not_offered(page, tmp_path):
    told = []
    SystemFiles().to_folder(page, "Pilih folder", told.append)
    (dialog,) = dialogs(page)
    assert dialog.fileMode() == FOLDER
    assert dialog.testOption(QFileDialog.Option.ShowDirsOnly)
    pick(page, tmp_path)
    assert told == [tmp_path]


def test_several_files_are_saved_in_documents_first(page, documents, tmp_path):
    SystemFiles().to_folder(page, "Pilih folder", print)
    dialogs(page)[0].setDirectory(str(tmp_path))  # where somebody was last
    dialogs(page)[0].reject()
    assert gone(page)
    SystemFiles().to_save_several(page, "Simpan semua", print)
    (dialog,) = dialogs(page)
    assert dialog.fileMode() == FOLDER
    assert Path(dialog.directory().absolutePath()) == documents
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("peserta.xlsx", "Berkas Excel (*.xlsx)"), ("surat-2026.11.pdf", "Berkas PDF (*.pdf)")],
)
def test_a_file_is_offered_its_name_in_documents(page, documents, name, kind):
    SystemFiles().to_save(page, "Simpan", name, print)
    (dialog,) = dialogs(page)
    assert dialog.acceptMode() == SAVE
    assert dialog.selectedFiles() == [str(documents / name)]
    assert dialog.nameFilters() == [kind]
    dialog.reject()


def test_a_name_without_an_ending_gets_the_one_that_was_offered(page, tmp_path):
    told = []
    SystemFiles().to_save(page, "Simpan", "peserta.xlsx", told.append)
    pick(page, tmp_path / "rt 7")
    assert told == [tmp_path / "rt 7.xlsx"]
    assert gone(page)


def test_who_cancels_is_asked_nothing_more_and_is_back_where_they_were(qtbot, page):
    line = page.findChild(QLineEdit)
    line.setFocus()
    told = []
    SystemFiles().to_folder(page, "Pilih folder", told.append)
    qtbot.waitUntil(dialogs(page)[0].isActiveWindow)
    qtbot.keyClick(dialogs(page)[0], Qt.Key.Key_Escape)
    assert gone(page)
    page.activateWindow()  # a desktop does this itself
    qtbot.waitUntil(line.hasFocus)
    assert told == []
