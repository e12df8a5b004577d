"""Shortcuts are shown, on their button and on the help sheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.kit.shortcuts import ActionButton, HelpSheet, action, shown_keys


@pytest.fixture
def page(qtbot):
    page = QWidget()
    page.edit = QLineEdit(page)
    QVBoxLayout(page).addWidget(page.edit)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.edit.setFocus()
    return page


def test_the_key_works_where_the_cursor_is_and_stands_on_the_button(page, qtbot):
    done = []
    save = action(page, "Simpan", "F2", lambda: done.append("saved"))
    button = ActionButton(save, role="primary")
    assert button.text() == "Simpan   F2"
    assert button.accessibleName() == "Simpan"
    qtbot.keyClick(page.edit, Qt.Key.Key_F2)
    button.click()
    assert done == ["saved", "saved"]


def test_what_cannot_be_done_now_cannot_be_pressed(page):
    save = action(page, "Simpan", "F2", lambda: None)
    button = ActionButton(save)
    save.setEnabled(False)
    assert not button.isEnabled()
    save.setText("Menyimpan...")
    assert button.text() == "Menyimpan...   F2"


def test_the_help_sheet_lists_what_is_really_there(page, qtbot):
    action(page, "Simpan", "F2", lambda: None)
    action(page.edit, "Cari", "Ctrl+F", lambda: None)
    action(page, "Tanpa tombol", "", lambda: None)
    hidden = action(page, "Rahasia", "F12", lambda: None)
    hidden.setVisible(False)
    assert shown_keys([page]) == [("F2", "Simpan"), ("Ctrl+F", "Cari")]
    sheet = HelpSheet("Pendaftaran", shown_keys([page]), [("F1", "Bantuan")])
    qtbot.addWidget(sheet)
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert texts[:5] == ["Pendaftaran", "F2", "Simpan", "Ctrl+F", "Cari"]
    assert {"Di semua halaman", "Di formulir", "Shift+Tab"} <= set(texts)
