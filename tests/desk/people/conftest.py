"""The page of people in a real office, and a clerk in front of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from tests.chosen import Chosen

from app.desk.people.page import PeoplePage
from app.desk.people.uses import PeopleUses
from app.domain.examination import examine
from app.service.answer import AnswerCity
from app.service.citys_word import ShowCitysWord
from app.service.demo import fill
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.exchange.report import ReportEvent
from app.service.export import ExportPeople
from app.service.handing import HandCards
from app.service.people import People
from app.service.register import Register

LETTER = {"rt_letter_number": "12/RT.007/2026", "rt_letter_date": "20-11-2026"}
PEOPLE = (
    {"nik": "6472814107900001", "name": "SITI NORHAYATI", "rt": "007"},
    {
        "nik": "6472810308850002", "name": "AHMAD YANI", "birth_date": "03-08-1985", "sex": "male",
        "rt": "003", "phone": "", "kk": "6472810101150002", "mother_name": "JUMRAH",
    },
    {
        "nik": "", "nik_status": "none_yet", "name": "NORJANAH", "birth_date": "12-05-1979",
        "rt": "007", "phone": "081200000003", "kk": "6472810101150003", "mother_name": "RUSMINI",
    },
)  # fmt: skip
"""Three workers who have little in common; one has no NIK yet, one no phone."""


@pytest.fixture
def register(session, draft):
    """Take a worker into the books; name only what the test is about."""

    def register(**typed):
        heirs = typed.pop("heirs", ())
        made = draft(**LETTER, **({"heirs": (), "no_family": "yes"} | typed))
        married = replace(made, heirs=heirs, marital_status="single") if not heirs else made
        return Register(session)(replace(married, heirs=heirs))

    return register


@pytest.fixture
def three(register):
    """The three workers are registered; their ids by name."""
    return {each["name"]: register(**each).registration_id for each in PEOPLE}


@pytest.fixture
def many(session):
    """More people than two blocks of the list."""
    fill(session, 250, seed=3)


@pytest.fixture
def chosen():
    """What the clerk picks in the computer's dialogs."""
    return Chosen()


@pytest.fixture
def uses(session, chosen):
    """What `launch` gives the page."""
    return PeopleUses(
        people=People(session),
        drafts=Drafts(session),
        show_registration=ShowRegistration(session),
        export=ExportPeople(session),
        examine=lambda draft: examine(draft, session.reference, session.today()),
        citys_word=ShowCitysWord(session),
        answer=AnswerCity(session),
        report=ReportEvent(session),
        hand=HandCards(session),
        files=chosen,
    )


class Clerk:
    """In front of the page, with the frame's search field above it."""

    def __init__(self, qtbot, page, search):
        self.qtbot, self.page, self.search = qtbot, page, search

    def type(self, words):
        """Into the search field."""
        self.search.setFocus()
        QTest.keyClicks(self.search, words)

    def press(self, keys, times=1):
        """A key, or keys together, where the cursor is: "F2", "Ctrl+A"."""
        *modifiers, key = keys.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
            }[each]
        for _ in range(times):
            popup = QApplication.activePopupWidget()
            QTest.keyClick(popup or QApplication.focusWidget(), Qt.Key[f"Key_{key}"], held)

    def names(self):
        """Who is in the list, from the top."""
        model = self.page.found.model
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def chosen(self):
        """The names of whom the clerk has chosen."""
        found = self.page.found
        lines = found.model._read(found.table.chosen())
        return [lines[each].name for each in found.table.chosen()]

    def sees(self, *names):
        """Wait until exactly these are listed."""
        self.qtbot.waitUntil(lambda: self.names() == list(names) and self.knows_all())

    def knows_all(self):
        return self.page.found.count is not None

    def told(self):
        return self.page.notices.told()


@pytest.fixture
def show(qtbot, jobs, session, uses):
    """Show the page below a search field, as the frame does."""

    def show(**other):
        page = PeoplePage(jobs, session.reference, replace(uses, **other), session.today)
        window, search = QWidget(), QLineEdit()
        layout = QVBoxLayout(window)
        layout.addWidget(search)
        layout.addWidget(page)
        search.textEdited.connect(page.search)
        search.returnPressed.connect(lambda: page.enter(search.text()))
        page.words_changed.connect(search.setText)
        qtbot.addWidget(window)
        window.resize(1146, 700)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        page.come_into_sight()
        clerk = Clerk(qtbot, page, search)
        qtbot.waitUntil(clerk.knows_all)
        qtbot.waitUntil(lambda: page.drafts.count is not None)
        clerk.window = window
        return clerk

    return show
