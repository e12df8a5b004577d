"""The program started on an office that cannot be opened: one sentence, never a traceback."""

import json

import pytest
from PySide6.QtCore import Qt
from tests.office import RESOURCES

from app.kit.login import Login
from app.kit.trouble import Trouble
from app.launch.window import Program


def newer(slots):
    slots.write_text(json.dumps(json.loads(slots.read_text()) | {"version": 9}), encoding="utf-8")


@pytest.fixture
def start(qtbot):
    """Start the program on a folder; its first window."""
    started = []

    def start(folder, resources=RESOURCES):
        program = Program(folder, resources)
        started.append(program)
        program.start()
        return program

    yield start
    for program in started:
        program.close()
        program.window.deleteLater()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda slots: slots.write_text("{", encoding="utf-8"), "slots.json rusak"),
        (lambda slots: slots.write_bytes(b""), "slots.json rusak"),
        (lambda slots: slots.unlink(), "slots.json tidak ada"),
        (newer, "Payung yang lebih baru"),
    ],
    ids=["cut short", "empty", "gone", "of a newer program"],
)
def test_key_slots_that_cannot_be_used_are_told_and_tried_again(
    qtbot, start, folder, caplog, damage, said
):
    kept = (folder / "slots.json").read_bytes()
    damage(folder / "slots.json")
    program = start(folder)
    assert isinstance(program.window, Trouble)
    assert said in program.window.sentence.text()
    caplog.clear()
    (folder / "slots.json").write_bytes(kept)  # put back from a backup meanwhile
    qtbot.keyClick(program.window.again_button, Qt.Key.Key_Return)
    assert isinstance(program.window, Login)


def test_a_program_without_its_data_files_says_so_before_the_wizard(start, tmp_path, caplog):
    program = start(tmp_path / "data", resources=tmp_path)
    assert isinstance(program.window, Trouble)
    assert "pasang ulang program" in program.window.sentence.text()
    caplog.clear()


def test_books_that_are_gone_are_told_at_the_login(qtbot, start, folder):
    (folder / "books.db").unlink()
    program = start(folder)
    program.window.password.setText("payung-uji")
    program.window.enter()
    qtbot.waitUntil(lambda: "Buku data tidak ada" in program.window.message.text())
