"""The program started twice on one data folder."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.kit import single
from app.kit.single import Single

ROOT = Path(__file__).parents[2]
FIRST = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from app.kit.single import Single
application = QApplication(["payung"])
first = Single(Path(sys.argv[1]))
if not first.claim():
    print("second", flush=True)
    sys.exit(0)
window = QWidget()
window.show()
first.listen(lambda: window)
while not first._server:
    application.processEvents()
print("first", flush=True)
application.exec()
"""


@pytest.fixture(autouse=True)
def short_place(monkeypatch):
    """Where the locks lie; a socket's path may not be as long as those of pytest."""
    with tempfile.TemporaryDirectory() as place:
        for name in ("TMPDIR", "TMP", "TEMP"):
            monkeypatch.setenv(name, place)
        yield


@pytest.fixture
def start(tmp_path):
    """Start another program on the folder, in a process of its own."""
    started = []

    def start(folder=tmp_path):
        program = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", FIRST, str(folder)],
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(program)
        return program

    yield start
    for program in started:
        program.kill()
        program.communicate()


@pytest.fixture
def first(qtbot, tmp_path):
    """This process came first, and its window is made small."""
    first = Single(tmp_path)
    assert first.claim()
    first.window = QWidget()
    qtbot.addWidget(first.window)
    first.window.showMinimized()
    first.listen(lambda: first.window)
    qtbot.waitUntil(lambda: first._server is not None)
    yield first
    first.release()


def said(program):
    return program.stdout.readline().strip()


def test_a_second_start_brings_the_first_window_forward_and_ends(qtbot, first, start):
    second = start()
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert (said(second), second.returncode) == ("second", 0)
    assert not first.window.windowState() & Qt.WindowState.WindowMinimized


def test_another_folder_is_another_office(first, start, tmp_path):
    (tmp_path / "lain").mkdir()
    assert said(start(tmp_path / "lain")) == "first"


def test_the_same_folder_written_another_way_is_the_same(first, tmp_path):
    (tmp_path / "x").mkdir()
    assert single._name(tmp_path / "x" / "..") == first._name
    assert single._name(tmp_path) != single._name(tmp_path / "x")


def test_after_a_kill_the_next_start_opens(start):
    killed = start()
    assert said(killed) == "first"
    killed.kill()
    killed.wait()
    again = start()
    assert said(again) == "first"
    assert said(start()) == "second"  # and its window is found again


def test_whoever_starts_while_the_first_is_still_starting_waits_for_it(
    qtbot, tmp_path, first, start
):
    first._server.close()  # as before its first paint
    second = start()
    QTimer.singleShot(800, first._listen)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert said(second) == "second"


def test_a_first_that_answers_nobody_shuts_nobody_out(qtbot, first, tmp_path, monkeypatch):
    first._server.close()
    monkeypatch.setattr(single, "TRIES", 1)
    second = Single(tmp_path)
    assert second.claim()
    second.listen(lambda: None)  # it is not the first: nobody is to be taken from it
    later = []
    QTimer.singleShot(2 * single.LISTEN_AFTER_MS, lambda: later.append(second._server))
    qtbot.waitUntil(lambda: bool(later))
    assert later == [None]


def test_when_the_first_ends_the_waiting_one_opens(first, start):
    first._server.close()
    second = start()
    first.release()
    assert said(second) == "first"
