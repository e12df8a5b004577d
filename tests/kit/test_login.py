"""The login."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.refusal import Problem, Refusal
from app.kit.login import Login


class NotUnlocked(Exception):
    problem = Problem("unlock.wrong", "password")


@pytest.fixture
def show(qtbot, jobs):
    def show(unlock, operators=("Rahmawati", "Budi Santoso")):
        login = Login("Kelurahan Lempake", operators, unlock, jobs)
        qtbot.addWidget(login)
        login.show()
        login.activateWindow()
        qtbot.waitUntil(login.isActiveWindow)
        return login

    return show


def test_the_cursor_is_in_the_password_and_enter_opens_the_books(qtbot, show):
    tried = []

    def unlock(name, password):
        tried.append((name, password, threading.current_thread() is threading.main_thread()))
        return "session"

    login = show(unlock)
    assert login.password.hasFocus()
    with qtbot.waitSignal(login.unlocked) as opened:
        qtbot.keyClicks(login.password, "tiga kata mudah")
        qtbot.keyClick(login.password, Qt.Key.Key_Return)
    assert opened.args == ["session"]
    assert tried == [("Rahmawati", "tiga kata mudah", False)]
    assert login.password.text() == ""  # not kept longer than needed


def test_another_operator_is_chosen_with_the_keys(qtbot, show):
    login = show(lambda name, _password: name)
    with qtbot.waitSignal(login.unlocked) as opened:
        qtbot.keyClick(login.operator, Qt.Key.Key_Down)
        qtbot.keyClicks(login.password, "rahasia kami")
        qtbot.mouseClick(login.button, Qt.MouseButton.LeftButton)
    assert opened.args == ["Budi Santoso"]


def refuse(error):
    def unlock(_name, _password):
        raise error

    return unlock


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotUnlocked(), "Nama atau kata sandi salah."),
        (Refusal(Problem("unlock.wrong", "password")), "Nama atau kata sandi salah."),
        (KeyError("6472819107900001"), "Tidak dapat masuk. Tidak ada data yang berubah"),
    ],
)
def test_who_cannot_enter_is_told_and_can_try_again_at_once(qtbot, show, caplog, error, said):
    login = show(refuse(error))
    qtbot.keyClicks(login.password, "salah")
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: login.message.text().startswith(said))
    assert login.password.hasFocus()
    assert login.password.selectedText() == "salah"  # the next key replaces it
    assert not login.icon.pixmap().isNull()
    assert "6472819107900001" not in caplog.text
    caplog.clear()
    qtbot.keyClicks(login.password, "x")
    assert login.message.text() == ""


def test_a_wrong_name_and_a_wrong_password_read_the_same(qtbot, show):
    login = show(refuse(NotUnlocked()))
    said = set()
    for operator in ("Rahmawati", "Budi Santoso"):
        login.operator.setCurrentText(operator)
        qtbot.keyClicks(login.password, "salah")
        qtbot.keyClick(login.password, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: login.message.text().startswith("Nama"))
        said.add(login.message.text())
    assert len(said) == 1


def test_without_a_password_nothing_is_tried(qtbot, show):
    tried = []
    login = show(lambda *given: tried.append(given))
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    assert login.message.text() == "Ketik kata sandi."
    assert tried == []


def test_while_the_books_are_opened_nothing_is_tried_twice(qtbot, show):
    gate, tried = threading.Event(), []

    def slow(*given):
        tried.append(given)
        gate.wait()

    login = show(slow)
    qtbot.keyClicks(login.password, "tiga kata")
    login.enter()
    assert not login.button.isEnabled()
    login.enter()
    with qtbot.waitSignal(login.unlocked):
        gate.set()
    assert len(tried) == 1


@pytest.mark.parametrize(
    ("key", "modifier", "hinted"),
    [
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("a", Qt.KeyboardModifier.ShiftModifier, True),
        ("A", Qt.KeyboardModifier.ShiftModifier, False),
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("!", Qt.KeyboardModifier.ShiftModifier, False),
        ("1", Qt.KeyboardModifier.NoModifier, False),
    ],
)
def test_caps_lock_is_noticed_while_typing(qtbot, show, qapp, key, modifier, hinted):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    login = show(print)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, key)
    qapp.sendEvent(login.password, event)
    assert login.message.text().startswith("Caps Lock") == hinted
    assert login.password.text() == key


COSTLY = """
import sys
from pathlib import Path
from app.kit import localize, theme
application = theme.application()
from app.kit.login import Login
from app.kit.jobs import Jobs
resources = Path(sys.argv[1])
localize.speak(application, resources)
theme.dress(application, resources)
login = Login("Kelurahan Lempake", ("Rahmawati",), None, Jobs())
login.show()
application.processEvents()
import PySide6.QtCore, PySide6.QtWidgets
named = {*vars(PySide6.QtCore), *vars(PySide6.QtWidgets)} & {"Qt", "QStyle"}
heavy = {name.partition(".")[0] for name in sys.modules} & {
    "sqlalchemy", "alembic", "reportlab", "pydantic", "cryptography", "sqlcipher3", "dataclasses",
    "concurrent", "platformdirs",
}
qt = {name for name in sys.modules if name.startswith("PySide6.Qt")}
print(sorted(named | heavy | qt - {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"}))
"""


def test_the_login_is_painted_before_anything_slow_is_loaded():
    root = Path(__file__).parents[2]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", COSTLY, root / "resources"],
        env=os.environ | {"PYTHONPATH": str(root / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
