"""The pages for cards in a real office, with a printer made of paper that tests can look at."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests import printed
from tests.chosen import Chosen

from app.desk.cards.page import CardsPage
from app.desk.cards.uses import CardUses
from app.kit.printers import Printer, PrinterFailure
from app.service.demo import fill
from app.service.people import People
from app.service.printing import Calibrations, PrintCards

EPSON = Printer("EPSON L3210", is_default=True)
ZEBRA = Printer("Zebra ZC300", turns_paper=True, has_colour=False)


class Paper:
    """A printer port: what was sent, and whether the printer takes it."""

    def __init__(self):
        self.printers = (EPSON, ZEBRA)
        self.sent = []
        self.orders = []
        self.jams_at = 0  # the how-manieth paper jams; 0 = none
        self.threads = set()
        self.gate = threading.Event()  # closed: the printer takes its time
        self.gate.set()
        self.asked = 0

    def found(self):
        return self.printers

    def print(self, pdf, order):
        self.asked += 1
        assert self.gate.wait(20)
        self.threads.add(threading.current_thread().name.partition("_")[0])
        if len(self.sent) + 1 == self.jams_at:
            raise PrinterFailure("printer.failed")
        self.sent.append(pdf)
        self.orders.append(order)

    def codes(self):
        """The texts of all codes on all papers."""
        return [text for pdf in self.sent for text in printed.scan(pdf)]


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
def chosen():
    """What the clerk picks in the computer's dialogs."""
    return Chosen()


@pytest.fixture
def uses(session, paper, chosen):
    rts = People(session).rts
    return CardUses(PrintCards(session), Calibrations(session), paper, rts, chosen)


@pytest.fixture
def people(session):
    """Put made-up people in the books; their ids in the order of the cards."""

    def people(count, seed=1):
        fill(session, count, seed)
        return PrintCards(session).plan().registration_ids

    return people


@pytest.fixture
def show(qtbot, session, uses, jobs):
    """Turn to the page Kartu, and wait until it knows people and printers."""

    pages = []

    def show(known=lambda page: page.options.printer.printer() is not None):
        page = CardsPage(jobs, uses, session.today)
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(1150, 680)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        page.come_into_sight()
        qtbot.waitUntil(lambda: known(page))
        qtbot.waitUntil(lambda: bool(page.heading.text()))
        return page

    yield show
    for page in pages:
        page.close()


@pytest.fixture
def press():
    """A key, or keys together ("Ctrl+P"), where the cursor is."""

    def press(keys):
        *modifiers, key = keys.split("+")
        held = Qt.KeyboardModifier.NoModifier
        for each in modifiers:
            held |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
                "Alt": Qt.KeyboardModifier.AltModifier,
            }[each]
        QTest.keyClick(QApplication.focusWidget(), Qt.Key[f"Key_{key}"], held)

    return press
