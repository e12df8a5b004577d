"""The year once by windows: two kelurahan's people become members, and their desk shows the KPJ."""

import csv

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from tests.chosen import Chosen
from tests.city.conftest import at_work, treasurer  # noqa: F401  # fixtures
from tests.office_pages.conftest import Clerk
from tests.office_pages.test_insurer import counts
from tests.office_pages.test_receiving import taken_in

from app.kit.sticks import Sticks
from app.launch.desk import Desk
from app.launch.office import City
from app.office.insurer.questions import AskList
from app.office.money.decrees import DecreeQuestion
from app.office.money.payments import PayQuestion
from app.office.money.programme import ProgrammeQuestion
from app.office.pairs.questions import AskSame

TWICE = {"name": "RUSMIATI", "birth_date": "15-08-1985", "mother_name": "SALMAH", "kk": ""}
FIRST, SECOND = "6472815508850041", "6472815508850014"


@pytest.fixture
def at_city(qtbot, jobs):
    """Somebody of the city in front of a window of their own, one after the other."""
    open_now = []

    def leave():
        while open_now:
            window = open_now.pop()
            window.leave()
            window.frame.close()
            for gone in (window.frame, window):
                gone.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def at_city(session):
        leave()
        plugged = []
        sticks = Sticks(jobs, lambda: list(plugged))
        files = Chosen()
        window = City(session, jobs, sticks, files)
        open_now.append(window)
        window.frame.show()
        qtbot.waitExposed(window.frame)
        window.begin()
        window.frame.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return Clerk(qtbot, window, files, plugged, sticks)

    yield at_city
    leave()


def receive_and_settle(clerk, stick):
    """The stick comes in; one person, registered twice, is made one; all are accepted."""
    receiving = clerk.go_to("receiving")
    clerk.plug_in(stick)
    clerk.wait(receiving.buttons["stick"].isEnabled)
    clerk.press("Ctrl+T")
    taken_in(clerk, receiving)
    pairs = clerk.go_to("pairs")
    clerk.press("F5")
    clerk.wait(lambda: pairs.waiting.model.rowCount() == 1)
    clerk.press("Return")
    clerk.wait(pairs.buttons["same"].isEnabled)
    clerk.press("F6")
    clerk.dialog(AskSame)
    clerk.type("NIK salah ketik")
    clerk.press("Return", 2)
    clerk.wait(lambda: pairs.waiting.model.rowCount() == 0)
    people = clerk.go_to("people")
    clerk.wait(lambda: bool(people.found.count))
    people.found.table.setFocus()
    clerk.press("Ctrl+A")
    clerk.press("F5")
    clerk.wait(lambda: any("orang" in each for each in people.notices.told()))


def set_up_money(clerk):
    page = clerk.go_to("money")
    clerk.wait(lambda: page.begin.hasFocus())
    clerk.press("Return")
    asked = clerk.dialog(ProgrammeQuestion)
    asked.ceiling.setFocus()
    clerk.type("3000000000")
    asked.answer()
    clerk.wait(lambda: page.stack.currentIndex() == 1)


def decree(clerk):
    page = clerk.go_to("money")
    clerk.wait(lambda: page.stack.currentIndex() == 1)
    clerk.press("Ctrl+2")
    clerk.press("Ctrl+U")
    asked = clerk.dialog(DecreeQuestion)
    asked.number.set_text("SK 100/2026")
    asked.answer()
    clerk.wait(lambda: page.decrees.model.rowCount() == 1)


def pay(clerk):
    page = clerk.go_to("money")
    clerk.wait(lambda: page.stack.currentIndex() == 1)
    clerk.press("Ctrl+3")
    clerk.press("Ctrl+B")
    asked = clerk.dialog(PayQuestion)
    clerk.wait(lambda: asked.figures[1].text() not in ("", "Rp0"))
    asked.proof.set_text("SP2D 7")
    asked.answer()
    clerk.wait(lambda: page.payments.model.rowCount() == 1)


def go_round_the_insurer(clerk, folder):
    """The list goes out, everybody gets a number; by NIK, which."""
    page = clerk.go_to("insurer")
    clerk.wait(lambda: len(page.views.model.lines) == 6)
    clerk.press("Ctrl+N")
    clerk.dialog(AskList)
    clerk.press("Return", 4)
    clerk.wait(lambda: page.out.isVisible())
    clerk.files.paths = [folder / "kirim.xlsx"]
    clerk.press("F5")
    clerk.wait(lambda: bool(counts(page).get("sent")))
    rows = list(load_workbook(folder / "kirim.xlsx").active.iter_rows(values_only=True))[1:]
    given = {row[0]: f"260{serial:08}" for serial, row in enumerate(rows, 1)}
    clerk.files.paths = [folder / "jawab.csv"]
    with clerk.files.paths[0].open("w", newline="") as text:
        csv.writer(text).writerows(
            (
                ("NIK", "Nama", "Status", "KPJ", "Keterangan"),
                *((row[0], row[1], "Berhasil", given[row[0]], "") for row in rows),
            )
        )
    clerk.press("Ctrl+O")
    clerk.wait(lambda: page.answers.isVisible())
    clerk.press("F5")
    clerk.wait(lambda: counts(page).get("numbered") == len(rows))
    return given


def reply(clerk, back):
    page = clerk.go_to("receiving")
    clerk.plug_in(back)
    clerk.wait(page.buttons["reply"].isEnabled)
    clerk.press("Ctrl+B")
    clerk.wait(lambda: page.replies.model.rowCount() == 2)


def test_a_year_from_the_stick_to_the_number_on_the_desk(
    at_city,
    city,
    lempake,
    sidodadi,
    treasurer,  # noqa: F811
    stick,
    back,
    tmp_path,
    jobs,
    qtbot,
):
    siti = lempake.register(1)
    lempake.register(2)
    lempake.register(40, nik=FIRST, **TWICE)
    sidodadi.register(5)
    sidodadi.register(41, nik=SECOND, **TWICE)
    for desk in (lempake, sidodadi):
        desk.send(stick)

    receive_and_settle(at_city(city.session), stick)
    set_up_money(at_city(treasurer))
    decree(at_city(city.session))
    clerk = at_city(treasurer)
    pay(clerk)
    given = go_round_the_insurer(clerk, tmp_path)
    assert len(given) == 4
    reply(at_city(city.session), back)

    lempake.receive(back)
    window = Desk(lempake.session, jobs)
    window.frame.show()
    qtbot.waitExposed(window.frame)
    window.begin()
    with lempake.session.books.reading() as unit:
        nik = unit.registrations.history(siti)[-1].record["nik"]
    people = window.frame.show_page("people")
    window.frame.search.setFocus()
    QTest.keyClicks(window.frame.search, given[nik])
    qtbot.waitUntil(lambda: people.found.model.rowCount() == 1)
    people.open_person(siti)
    qtbot.waitUntil(lambda: people.dossier.registration_id == siti)
    assert any(given[nik] in each.text() for each in people.dossier.findChildren(QLabel))
    window.leave()
    window.frame.close()
    for gone in (window.frame, window):
        gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
