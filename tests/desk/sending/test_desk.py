"""Kiriman in the whole window: Beranda, the status line, and the way to the form."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from tests.office import as_lurah

from app.desk.sending.page import ANSWERS, SEND
from app.domain.decisions import Fix
from app.domain.limits import Limits as Bounds
from app.domain.states import DecisionState
from app.launch.desk import Desk
from app.service.dossier import ShowRegistration
from app.service.exchange.decide import Decide
from app.service.exchange.limits import Limits
from app.service.sample import CheckAgain


@pytest.fixture
def open_desk(qtbot, jobs):
    """Open the window of an office; it is left in order."""
    opened = []

    def open_desk(office):
        desk = Desk(office.session, jobs)
        opened.append(desk)
        qtbot.addWidget(desk.frame)
        desk.frame.show()
        qtbot.waitExposed(desk.frame)
        desk.frame.activateWindow()
        qtbot.waitUntil(desk.frame.isActiveWindow)
        desk.begin()
        qtbot.waitUntil(lambda: desk._standing is not None, timeout=10_000)
        qtbot.waitUntil(lambda: bool(desk.frame.built("home").counters), timeout=10_000)
        return desk

    yield open_desk
    for desk in opened:
        desk.leave()
        desk.frame.close()


def test_the_line_below_and_beranda_count_the_same_people(
    qtbot, lempake, city, stick, back, open_desk
):
    lempake.register(1)
    lempake.register(2)
    lempake.send(stick)
    city.receive(stick)
    city.seal(back)
    lempake.receive(back)
    for serial in (3, 4, 5):
        lempake.register(serial)
    lempake.approve()
    desk = open_desk(lempake)
    assert desk.frame.status.unsent.text() == "Belum dikirim: 3"
    assert desk.frame.status.reply.text() == "Balasan kota terakhir: 22 November 2026, kiriman 1"
    home = desk.frame.built("home")
    assert home.counters["unsent"].number.text() == "3"
    assert "3 orang siap dikirim" in home.tasks["ready"].words.text()
    home.tasks["ready"].setFocus()
    QTest.keyClick(home.tasks["ready"], Qt.Key.Key_Space)
    assert desk.frame.current() == "sending"
    assert desk.sending.page._stack.currentIndex() == SEND


def test_from_beranda_to_the_field_that_the_city_wants_mended(
    qtbot, lempake, city, stick, back, open_desk
):
    person = lempake.register(1)
    lempake.send(stick)
    city.receive(stick)
    fixes = (Fix("mother_name", "unreadable"), Fix("kk", "missing"))
    Decide(city.session)([person], DecisionState.NEEDS_FIXING, fixes)
    city.seal(back)
    lempake.receive(back)
    desk = open_desk(lempake)
    home = desk.frame.built("home")
    assert home.counters["to_fix"].number.text() == "1"
    QTest.keyClick(home.tasks["to_fix"], Qt.Key.Key_Space)
    page = desk.sending.page
    assert page._stack.currentIndex() == ANSWERS
    qtbot.waitUntil(page.answers.table.hasFocus, timeout=10_000)
    QTest.keyClick(page.answers.table, Qt.Key.Key_Return)
    form = desk.frame.built("registration")
    qtbot.waitUntil(
        lambda: QApplication.focusWidget() is form.form.fields["mother_name"].editor,
        timeout=10_000,
    )
    said = [each.text() for each in form.findChildren(QLabel) if "Diminta kota" in each.text()]
    assert "Diminta kota: tidak terbaca, ketik ulang dari kertasnya." in said
    assert "Diminta kota: belum diisi." in said
    assert any("Nama ibu kandung: tidak terbaca; No. KK: belum diisi" in each for each in said)
    QTest.keyClicks(form.form.fields["mother_name"].editor, "MASNIAH")  # in place of what was there
    QTest.keyClick(form, Qt.Key.Key_F2)
    qtbot.waitUntil(
        lambda: any("Tersimpan" in each for each in form.notices.told()), timeout=10_000
    )
    qtbot.waitUntil(lambda: desk.frame.status.unsent.text() == "Belum dikirim: 1", timeout=10_000)


def test_where_the_paper_says_otherwise_the_correction_opens_at_that_field(
    qtbot, lempake, open_desk
):
    CheckAgain(lempake.session).put_percent(100)
    uid = lempake.register(1)
    lempake.approve()
    lurah = as_lurah(lempake.session)
    paper = ShowRegistration(lurah)(uid).draft
    CheckAgain(lurah)(uid, replace(paper, mother_name="MASITOH"))
    CheckAgain(lurah).judge(uid, {"mother_name": False})
    desk = open_desk(lempake)
    desk._show_part("sample")
    table = desk.sending.page.sample.list.table
    qtbot.waitUntil(lambda: table.model().rowCount() == 1 and table.hasFocus(), timeout=10_000)
    QTest.keyClick(table, Qt.Key.Key_Return)
    form = desk.frame.built("registration")
    field = form.form.fields["mother_name"]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field.editor, timeout=10_000)
    assert field.sentences() == ("Kertas berbeda: hasil ketik ulang contoh, cocokkan lagi.",)


def test_limits_are_said_on_beranda_and_where_they_stop_the_form(qtbot, lempake, open_desk, draft):
    lempake.register(1)
    Limits(lempake.session).put(Bounds(waiting_warn=1, waiting_stop=1))
    desk = open_desk(lempake)
    home = desk.frame.built("home")
    qtbot.waitUntil(lambda: "pendaftaran baru dihentikan" in " ".join(home.warnings.said()))
    assert home.warnings.isVisible()
    form = desk.frame.show_page("registration")
    qtbot.waitUntil(lambda: form._opened is not None, timeout=10_000)
    form.form.show_draft(draft(nik="6472814107900099", name="NURUL HUDA", phone="", kk=""))
    form.form.changed.emit("name")
    QTest.keyClick(form, Qt.Key.Key_F2)
    qtbot.waitUntil(
        lambda: any("pendaftaran baru dihentikan" in each for each in form.notices.told()),
        timeout=10_000,
    )
    assert form.form.fields["name"].text() == "NURUL HUDA"
