"""The city's office as its clerk sees it: real books, real files, the keys of a keyboard."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.chosen import Chosen
from tests.exchange_story.conftest import (  # noqa: F401  # fixtures
    back,
    city,
    lempake,
    offices,
    second,
    sidodadi,
    stick,
)
from tests.office import RESOURCES

from app.kit import localize, theme
from app.kit.jobs import Jobs
from app.kit.sticks import Stick, Sticks
from app.launch.office import City

KEYS = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}


@pytest.fixture(autouse=True)
def dressed(qapp):
    """The program's look, as `launch` gives it."""
    if not qapp.styleSheet():
        localize.speak(qapp, RESOURCES)
        theme.dress(qapp, RESOURCES)


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()


class Clerk:
    """In front of the city's window."""

    def __init__(self, qtbot, window, files, plugged, sticks):
        self.qtbot, self.window, self.frame, self.files = qtbot, window, window.frame, files
        self._plugged, self._sticks = plugged, sticks

    def go_to(self, key):
        """Turn to a page by its key in the navigation."""
        deed = next(
            each
            for each in self.frame.actions()
            if each.text() == self.frame.nav[key].accessibleName()
        )
        deed.trigger()
        page = self.frame.page(key)
        self.qtbot.waitUntil(lambda: self.frame.current() == key)
        return page

    def press(self, keys, times=1):
        """A key, or keys together, where the cursor is: "F5", "Ctrl+A"."""
        *held, key = keys.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifiers |= KEYS[each]
        for _ in range(times):
            if QApplication.activeWindow() is None:  # a question closed: a desktop does this itself
                self.frame.activateWindow()
            self.wait(lambda: QApplication.focusWidget() is not None)
            target = QApplication.activePopupWidget() or QApplication.focusWidget()
            QTest.keyClick(target, Qt.Key[f"Key_{key}"], modifiers)

    def type(self, words):
        QTest.keyClicks(QApplication.focusWidget(), words)

    def plug_in(self, *folders):
        """Sticks are these folders from now on."""
        self._plugged[:] = [Stick(each, each.name, "vfat", 1 << 30, 1 << 30) for each in folders]
        self._sticks.look()

    def wait(self, condition):
        self.qtbot.waitUntil(condition, timeout=10_000)

    def dialog(self, kind):
        """The question that is open now, with the keys coming to it."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
        asked = QApplication.activeModalWidget()
        self.wait(lambda: asked.isAncestorOf(QApplication.focusWidget() or self.frame))
        return asked


@pytest.fixture
def clerk(qtbot, jobs, city):  # noqa: F811
    """Somebody at the city, logged in."""
    plugged = []
    sticks = Sticks(jobs, lambda: list(plugged))
    files = Chosen()
    window = City(city.session, jobs, sticks, files)
    window.frame.show()
    qtbot.waitExposed(window.frame)
    window.begin()
    window.frame.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    yield Clerk(qtbot, window, files, plugged, sticks)
    window.leave()
    window.frame.close()
    for gone in (window.frame, window):
        gone.deleteLater()  # now: what is answered later finds nobody
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
