"""The page Kiriman of a real office, with sticks that are folders and a city that answers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.chosen import Chosen
from tests.exchange_story.conftest import back, city, lempake, offices, second, stick
from tests.office import LURAH_PASSWORD, as_lurah

from app.desk.sending.dialogs import SignApprovals
from app.kit.sticks import Stick
from app.launch.sending import Sending

__all__ = ["back", "city", "lempake", "offices", "second", "stick"]


class Ports:
    """The computer's USB ports: which folders are plugged in as sticks."""

    def __init__(self):
        self.sticks = []

    def __call__(self):
        return tuple(self.sticks)

    def plug(self, folder, **about):
        self.sticks.append(Stick(folder, "KIRIMAN", "vfat", 8 * 10**9, 7 * 10**9, **about))


class Clerk:
    """Hands on the keyboard, in front of the page."""

    def __init__(self, qtbot, sending, ports, files):
        self.qtbot, self.sending, self.ports, self.files = qtbot, sending, ports, files
        self.page = sending.page

    def press(self, keys, here=None):
        """A key, or keys together, where the cursor is: "F2", "Ctrl+A"."""
        *modifiers, key = keys.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
            }[each]
        QTest.keyClick(here or QApplication.focusWidget() or self.page, Qt.Key[f"Key_{key}"], held)

    def sign(self, password=LURAH_PASSWORD):
        """F2, and the lurah's password once more."""
        self.press("F2")
        self.until(lambda: self.question() is not None)
        QTest.keyClicks(self.question().password.editor, password)
        self.press("Return", self.question().password.editor)
        self.press("Return", self.question().go_on)

    def question(self):
        """What is asked about the signature, while it is."""
        return next(
            (each for each in self.page.findChildren(SignApprovals) if each.isVisible()), None
        )

    def sit_down_again(self):
        """The page takes the keys, as it does on a screen when a question is answered."""
        self.page.activateWindow()
        self.qtbot.waitUntil(self.page.isActiveWindow)

    def until(self, true):
        self.qtbot.waitUntil(true, timeout=10_000)

    def idle(self):
        """Wait until what was asked for is done, and read."""
        self.until(lambda: not self.page.progress.is_running)
        with self.qtbot.waitSignal(self.page.standing_read, timeout=10_000):
            self.page.refresh()

    def plug(self, folder, **about):
        self.ports.plug(folder, **about)
        with self.qtbot.waitSignal(self.sending.sticks.plugged):
            self.sending.sticks.look()

    def pull(self):
        self.ports.sticks.clear()
        with self.qtbot.waitSignal(self.sending.sticks.unplugged):
            self.sending.sticks.look()

    def told(self):
        return " ".join(self.page.notices.told())

    def until_told(self, part):
        self.until(lambda: part in self.told())

    def rows(self, table):
        """What a list says, row by row."""
        model = table.model()
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]


@pytest.fixture
def sit_down(qtbot, jobs):
    """Turn to the page at an office, with a part of it in sight."""
    made = []

    def sit_down(office, part=None, *, lurah=False, session=None):
        ports, files = Ports(), Chosen()
        session = session or (as_lurah(office.session) if lurah else office.session)
        sending = Sending(session, jobs, files, look=ports)
        page = sending.build()
        made.append(sending)
        qtbot.addWidget(page)
        page.resize(1146, 680)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        with qtbot.waitSignal(page.standing_read):
            page.come_into_sight()
        clerk = Clerk(qtbot, sending, ports, files)
        if part is not None:
            clerk.press(f"Ctrl+{part + 1}", page)
        return clerk

    yield sit_down
    for sending in made:
        sending.leave()
        sending.page.close()
