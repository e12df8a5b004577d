"""Copy and paste, without the clipboard's history."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from app.kit import parts
from app.kit.copies import MARKS, PrivateCopies

NIK = "6472814107900001"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clipboard(qapp):
    copies = PrivateCopies(qapp, lambda: True)  # this screen does not know whose it is
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    qapp.removeEventFilter(copies)
    clipboard.dataChanged.disconnect(copies._mark)
    copies.deleteLater()


@pytest.fixture
def field(qtbot):
    field = QLineEdit(NIK)
    qtbot.addWidget(field)
    field.selectAll()
    return field


def kept_by_histories(clipboard):
    data = clipboard.mimeData()
    return not all(data.hasFormat(each) for each in MARKS)


def test_what_is_copied_is_pasted_and_kept_by_no_history(qtbot, clipboard, field):
    qtbot.keyClick(field, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == NIK
    assert not kept_by_histories(clipboard)
    assert field.text() == NIK
    field.clear()
    field.paste()
    assert field.text() == NIK


def test_what_is_cut_goes_from_the_field(qtbot, clipboard, field):
    qtbot.keyClick(field, Qt.Key.Key_X, CTRL)
    assert (clipboard.text(), field.text()) == (NIK, "")
    assert not kept_by_histories(clipboard)
    field.setText("x")
    field.setReadOnly(True)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_X, CTRL)
    assert field.text() == "x"


def test_what_a_menu_copies_is_marked_as_well(clipboard, field):
    field.copy()
    assert clipboard.text() == NIK
    assert not kept_by_histories(clipboard)


def test_a_line_of_a_dossier_is_copied_so_too(qtbot, clipboard):
    said = parts.words(NIK)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    qtbot.addWidget(said)
    said.setSelection(0, len(NIK))
    qtbot.keyClick(said, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == NIK
    assert not kept_by_histories(clipboard)


def test_a_password_is_not_copied(qtbot, clipboard, field):
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_C, CTRL)
    assert clipboard.text() == ""
