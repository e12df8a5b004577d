"""Pelindungan data in a real office, by keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from tests.chosen import Chosen
from tests.office import SITI

from app.domain.decisions import EventKind
from app.domain.refusal import Problem
from app.kit.privacy.page import PrivacyPage
from app.kit.privacy.uses import PrivacyUses
from app.service.exchange.lost import ListLost
from app.service.exchange.report import ReportEvent
from app.service.exchange.sent import ShowSent
from app.service.purge import Purge
from app.service.register import Register
from app.wording.catalogue import long_day

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def show(qtbot, jobs, tmp_path):
    """The page; what it says is there when this returns."""

    def show(session, **instead):
        uses = PrivacyUses(
            purge=Purge(session),
            sent=ShowSent(session),
            list_lost=ListLost(session),
            may_purge=None,
            may_list=None,
            files=Chosen(tmp_path),
        )
        page = PrivacyPage(replace(uses, **instead), jobs)
        qtbot.addWidget(page)
        page.show()
        page.come_into_sight()
        qtbot.waitUntil(lambda: page.rule.text() != "")
        return page

    return show


@pytest.fixture
def gone(session):
    """Siti withdrew six years ago."""
    kept = Register(session)(SITI)
    ReportEvent(session)(kept.registration_id, EventKind.WITHDRAWN, "pindah kerja")
    then = session.clock() + timedelta(days=365 * 6)
    return replace(session, clock=lambda: then)


def test_nobody_is_due_and_nothing_was_sent_and_that_is_said(session, show):
    page = show(session)
    assert "5 tahun" in page.rule.text()
    assert "UU 27/2022" in page.rule.text()
    assert page.number.text() == "Tidak ada yang sudah lewat masa simpannya."
    assert not page.purge_deed.isEnabled()
    assert not page.lost_deed.isEnabled()
    assert page.empty.isVisible()
    assert not page.copies.isVisible()


def test_the_data_of_who_is_due_go_after_a_yes(gone, show, qtbot):
    page = show(gone)
    assert page.number.text() == "1 orang sudah lewat masa simpannya."
    qtbot.keyClick(page, Qt.Key.Key_H, CTRL)
    box = page.findChild(QMessageBox)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert len(Purge(gone).due().registration_ids) == 1
    qtbot.keyClick(page, Qt.Key.Key_H, CTRL)
    box = next(each for each in page.findChildren(QMessageBox) if each.isVisible())
    yes = next(each for each in box.buttons() if each.text().replace("&", "") == "Hapus data")
    with qtbot.waitSignal(page.changed):
        yes.click()
    qtbot.waitUntil(lambda: page.number.text().startswith("Tidak ada"))
    due = Purge(gone).due()
    assert due.registration_ids == ()
    until = long_day(due.copies.until)
    assert page.copies.isVisible()
    assert f"Pencadangan pada {until} menghapus" in page.copies.text()
    assert "14 hari cadangan" in page.copies.text()
    (told,) = page.notices.told()
    assert told.startswith("Data 1 orang dihapus. Cadangan sebelumnya masih")
    assert until in told


def test_who_may_not_is_told_why_and_offered_nothing(gone, show):
    page = show(gone, may_purge=Problem("right.administrator"))
    assert "administrator" in page.rule.text()
    assert not page.purge_deed.isEnabled()
