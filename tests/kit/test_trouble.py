"""The window in place of a program that cannot be opened."""

import pytest
from PySide6.QtCore import Qt

from app.domain.reference import ReferenceFailure
from app.domain.refusal import Problem, Refusal
from app.keys.failure import KeysFailure
from app.kit.trouble import Trouble
from app.store.engine import StoreFailure


@pytest.fixture
def show(qtbot, tmp_path):
    def show(error):
        trouble = Trouble(error, tmp_path / "data")
        qtbot.addWidget(trouble)
        trouble.show()
        trouble.activateWindow()
        qtbot.waitUntil(trouble.isActiveWindow)
        return trouble

    return show


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeysFailure("keys.damaged", "slots.json"), "Berkas kunci slots.json rusak"),
        (KeysFailure("keys.missing", "slots.json"), "Berkas kunci slots.json tidak ada"),
        (KeysFailure("keys.newer", "slots.json"), "dibuat oleh Payung yang lebih baru"),
        (StoreFailure("store.missing"), "Buku data tidak ada di folder ini"),
        (Refusal(Problem("store.newer")), "dibuat oleh Payung yang lebih baru"),
        (ReferenceFailure("reference.damaged", "rules.toml"), "Berkas data program rusak"),
        (PermissionError("/home/siti"), "Folder data tidak dapat dibaca"),
    ],
)
def test_one_sentence_says_why_and_where_the_data_are(show, tmp_path, error, said):
    trouble = show(error)
    assert said in trouble.sentence.text()
    assert "siti" not in trouble.sentence.text()
    assert str(tmp_path / "data") in trouble.where.text()


def test_what_nobody_foresaw_is_logged_by_its_kind_alone(show, caplog):
    trouble = show(KeyError("6472819107900001"))
    assert "Tidak ada data yang berubah" in trouble.sentence.text()
    assert caplog.messages == ["not opened: KeyError"]
    assert "6472819107900001" not in caplog.text
    caplog.clear()


def test_enter_tries_again_and_esc_closes(qtbot, show):
    trouble = show(OSError())
    with qtbot.waitSignal(trouble.again):
        qtbot.keyClick(trouble.again_button, Qt.Key.Key_Return)
    assert trouble.isVisible()
    qtbot.keyClick(trouble.again_button, Qt.Key.Key_Escape)
    assert not trouble.isVisible()
