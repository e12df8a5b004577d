"""The registration page in a real office, and a clerk who drives it with keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from tests.office import LEMPAKE

from app.desk.registration.page import RegistrationPage
from app.desk.registration.uses import RegistrationUses
from app.domain.examination import examine
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.duplicates import FindDuplicates, Judge
from app.service.early import WarnEarly
from app.service.register import Register

LETTER = {"rt_letter_number": "12/RT.007/2026", "rt_letter_date": "20-11-2026"}


class Clerk:
    """Hands on the keyboard, never on the mouse."""

    def __init__(self, page):
        self.page = page

    @property
    def at(self):
        """The name of the input with the cursor."""
        return QApplication.focusWidget().objectName()

    def type(self, text):
        here = QApplication.focusWidget()
        if isinstance(here, QComboBox) and text:
            QTest.keyClick(here, Qt.Key.Key_Delete)  # stands for the pause between two words
        QTest.keyClicks(here, text)

    def press(self, keys):
        """A key, or keys pressed together: "F2", "Ctrl+N"."""
        *modifiers, key = keys.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
            }[each]
        popup = QApplication.activePopupWidget()  # an open list takes the keys, as on a screen
        QTest.keyClick(popup or QApplication.focusWidget(), Qt.Key[f"Key_{key}"], held)

    def fill(self, *texts):
        """Type into one input after the other, each time going on with Enter."""
        for text in texts:
            self.type(text)
            self.press("Return")

    def sentences(self, field):
        """What stands under a field."""
        return " ".join(self.page.form.fields[field].sentences())

    def says(self, section):
        """What the pane says under one heading, line by line."""
        return [" ".join(filter(None, line)) for line in self.page.pane.words(section)]


@pytest.fixture
def uses(session):
    return RegistrationUses(
        drafts=Drafts(session),
        register=Register(session),
        find_duplicates=FindDuplicates(session),
        warn_early=WarnEarly(session),
        judge=Judge(session),
        show_registration=ShowRegistration(session),
    )


@pytest.fixture
def show(qtbot, session, uses, jobs):
    """Open a page, as the frame does, and sit a clerk down before it."""

    def show(uses=uses):
        page = RegistrationPage(
            jobs,
            session.reference,
            lambda draft: examine(draft, session.reference, session.today()),
            uses,
            session.today,
            home_kelurahan=LEMPAKE,
        )
        qtbot.addWidget(page)
        page.resize(1146, 680)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.come_into_sight()
        qtbot.waitUntil(lambda: page._opened is not None)
        return Clerk(page)

    return show


@pytest.fixture
def siti(draft):
    """A draft that the rules accept, with the letter of the RT."""

    def make(**typed):
        return draft(**(LETTER | typed))

    return make


@pytest.fixture
def registered(uses, siti):
    """Somebody who is in the register already."""

    def registered(**typed):
        return uses.register(siti(**typed))

    return registered
