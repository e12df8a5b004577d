"""What was begun and not finished, on the page of people."""

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.domain.draft import Draft
from app.domain.ids import new_id
from app.domain.ledger import ImportBatch
from app.domain.revision import KeptDraft
from app.kit.people.table import choose_row
from app.service.drafts import Drafts


@pytest.fixture
def begun(session, clock):
    """Two drafts of this clerk, the second touched last; their ids."""
    drafts, ids = Drafts(session), []
    for name in ("SITI AMINAH", ""):
        opened = drafts.open()
        ids.append(drafts.keep(opened, Draft(name=name, nik="6472814107900001"), "name").id)
        clock.go_on(minutes=1)
    return ids


@pytest.fixture
def from_list(session, clock):
    """A row of a list that has to be mended; its draft's id."""
    clock.go_on(minutes=1)
    batch, draft = new_id(clock()), new_id(clock())
    with session.books.transaction() as unit:
        unit.imports.put(ImportBatch(batch, "RT 003", "0" * 64, {}, "somebody", clock()))
        unit.drafts.put(
            KeptDraft(draft, draft, None, None, {"name": "BUDI"}, "nik", "other", batch, clock())
        )
    return draft


def question():
    """The box that asks, if one does."""
    boxes = (each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox))
    return next(boxes, None)


def rows(clerk):
    model = clerk.page.drafts.model
    return [
        tuple(model.index(row, column).data() for column in (0, 3))
        for row in range(model.rowCount())
    ]


def test_drafts_stand_under_their_tab_with_rows_of_lists_among_them(show, begun, from_list):
    clerk = show()
    assert clerk.page.tabs[1].text() == "Draf  3"
    clerk.press("Ctrl+2")
    clerk.qtbot.waitUntil(lambda: clerk.page.drafts.table.isVisible())
    assert rows(clerk) == [
        ("BUDI", "Dari daftar"),
        ("(belum ada nama)", "Diketik di sini"),
        ("SITI AMINAH", "Diketik di sini"),
    ]
    assert clerk.page.drafts.model.index(2, 1).data() == "6472••••••••0001"


def test_a_draft_is_gone_on_with_by_enter(show, begun, qtbot):
    clerk = show()
    clerk.press("Ctrl+2")
    clerk.press("Down")
    with qtbot.waitSignal(clerk.page.draft_resumed) as resumed:
        clerk.press("Return")
    assert resumed.args == [begun[0]]


def test_a_draft_is_thrown_away_only_after_a_question(show, begun, qtbot, session):
    clerk = show()
    clerk.press("Ctrl+2")
    for answer, left in (("Biarkan", 2), ("Hapus", 1)):
        clerk.press("Delete")
        next(each for each in question().buttons() if each.text() == answer).click()
        qtbot.waitUntil(lambda left=left: len(rows(clerk)) == left)
        qtbot.waitUntil(lambda: question() is None)
        clerk.window.activateWindow()
        clerk.page.drafts.table.setFocus()
        qtbot.waitUntil(clerk.page.drafts.table.hasFocus)
    assert [each.id for each in Drafts(session).mine()] == [begun[0]]
    assert clerk.page.tabs[1].text() == "Draf  1"


def test_the_chosen_draft_stays_chosen_when_another_comes(show, begun, from_list, qtbot, session):
    clerk = show()
    clerk.page.show_drafts()
    qtbot.waitUntil(lambda: len(rows(clerk)) == 3)
    choose_row(clerk.page.drafts.table, 2)
    drafts = Drafts(session)
    drafts.keep(drafts.open(), Draft(name="ZAINAB"), "name")
    clerk.page.refresh()
    qtbot.waitUntil(lambda: len(rows(clerk)) == 4)
    assert clerk.page.drafts._chosen_rows() == [3]


def test_without_drafts_the_tab_says_where_they_come_from(show):
    clerk = show()
    clerk.page.show_drafts()
    assert clerk.page.drafts.empty.isVisible()
    assert not clerk.page.drafts.resume_button.isEnabled()


def test_searching_leads_back_from_the_drafts_to_people(show, three, begun):
    clerk = show()
    clerk.page.show_drafts()
    clerk.type("siti")
    clerk.sees("SITI NORHAYATI")
    assert clerk.page.found.isVisible()
