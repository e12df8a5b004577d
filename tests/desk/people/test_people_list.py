"""What the clerk does with whom the list shows; the clerk's place in it is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.people import Query
from app.kit.listmodel import BLOCK
from app.kit.people.columns import NAME, NUMBER, people_columns
from app.kit.people.table import PeopleModel, choose_row
from app.service.people import People


class Counted:
    """People that count how many lines are read of them."""

    def __init__(self, people):
        self._people = people
        self.read = 0

    def first(self, query):
        return self._people.first(query)

    def ids(self, query):
        return self._people.ids(query)

    def lines(self, ids):
        self.read += len(ids)
        return self._people.lines(ids)

    def rts(self):
        return self._people.rts()


def test_the_model_of_people_is_a_good_qt_model(session, many, qtmodeltester):
    people = People(session)
    model = PeopleModel(people_columns(session.reference), people.lines)
    model.show_first(people.first(Query()))
    model.show_whole(people.ids(Query()))
    assert model.rowCount() == 250
    qtmodeltester.check(model)


def test_the_beginning_stays_where_it_is_when_the_whole_answer_comes(session, many):
    people = People(session)
    model = PeopleModel(people_columns(session.reference), people.lines)
    whole = people.ids(Query())
    first = people.first(Query())
    resets, added = [], []
    model.modelReset.connect(lambda: resets.append(1))
    model.rowsInserted.connect(lambda _parent, start, end: added.append((start, end)))
    model.show_first(first)
    model.show_whole(whole)
    assert (len(resets), added) == (1, [(len(first.ids), 249)])
    assert [model.line(row).id for row in range(250)] == list(whole)
    model.show_whole(whole[1:])  # somebody at the top is gone since
    assert model.rowCount() == 249
    assert model.line(0).id == whole[1]
    model.show_first(first)
    resets.clear()
    model.show_whole(list(reversed(whole)))  # they were put in order anew since
    assert (len(resets), model.line(0).id) == (1, whole[-1])


def test_choosing_all_speaks_of_the_whole_answer_and_reads_nobody(show, session, many, qtbot):
    people = Counted(People(session))
    clerk = show(people=people)
    clerk.page.found.table.setFocus()
    clerk.page.found._ask(Query(words="muhammad"))
    qtbot.waitUntil(clerk.knows_all)
    clerk.page.found._ask(Query())  # only its beginning is known when the keys are pressed
    people.read = 0
    clerk.press("Ctrl+A")
    qtbot.waitUntil(lambda: clerk.page.count.text() == "250 orang  ·  250 dipilih")
    assert people.read <= 2 * BLOCK
    with qtbot.waitSignal(clerk.page.cards_asked) as asked:
        clerk.press("Ctrl+K")
    everybody = People(session).ids(Query())
    lines = People(session).lines(everybody)
    assert list(asked.args[0]) == [lines[each].registration_id for each in everybody]


def test_drawing_the_list_asks_only_about_what_is_in_sight(show, many, monkeypatch):
    asked, flags = [], PeopleModel.flags

    def counted(model, index):
        asked.append(index.row())
        return flags(model, index)

    monkeypatch.setattr(PeopleModel, "flags", counted)
    clerk = show()
    table = clerk.page.found.table
    clerk.page.found.choose_all()
    asked.clear()
    table.horizontalHeader().viewport().repaint()
    table.viewport().repaint()
    assert max(asked) < 50


def test_enter_shows_the_person_and_escape_leads_back_to_the_same_row(show, three, qtbot):
    clerk = show()
    clerk.page.found.table.setFocus()
    clerk.press("Down")
    clerk.press("Return")
    qtbot.waitUntil(lambda: clerk.page.title == "NORJANAH")
    assert clerk.page.dossier.isVisible()
    clerk.press("Escape")
    assert clerk.page.title == "Peserta"
    assert QApplication.focusWidget() is clerk.page.found.table
    assert clerk.chosen() == ["NORJANAH"]


def test_opening_a_person_is_written_down(show, three, qtbot, session):
    clerk = show()
    clerk.page.found.table.setFocus()
    clerk.press("Return")
    qtbot.waitUntil(lambda: clerk.page.title == "AHMAD YANI")
    with session.books.reading() as unit:
        last = list(unit.audit._rows())[-1]
    assert (last["act"], last["subject"]) == ("registration.viewed", three["AHMAD YANI"])


def test_the_choice_and_the_place_outlive_what_was_kept_meanwhile(
    show, many, register, qtbot, session
):
    clerk = show()
    table = clerk.page.found.table
    clerk.window.resize(1146, 420)
    table.setFocus()
    choose_row(table, 200)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen, top = clerk.chosen(), clerk.names()[table.rowAt(0)]
    assert len(chosen) == 2
    register(nik="6472814107950009", name="AAMINAH", birth_date="01-07-1995", mother_name="AISYAH",
             kk="6472810101150009", phone="081200000009")  # fmt: skip
    clerk.page.refresh()
    qtbot.waitUntil(lambda: len(clerk.names()) == 251)
    assert clerk.names()[0] == "AAMINAH"
    assert clerk.chosen() == chosen
    assert clerk.names()[table.rowAt(0)] == top
    assert table.currentIndex().row() == 202


def test_a_changed_line_is_read_anew_where_it_stands(show, three, session, qtbot):
    clerk = show()
    clerk.page.found.table.setFocus()
    clerk.press("Down")
    with session.books.transaction() as unit:
        unit.registrations.set_card(three["AHMAD YANI"], "handed_over")
    clerk.page.refresh()
    model = clerk.page.found.model
    qtbot.waitUntil(lambda: model.index(0, 7).data() == "Diserahkan")
    assert clerk.chosen() == ["NORJANAH"]


@pytest.mark.parametrize(
    ("keys", "signal"),
    [("F2", "correct_asked"), ("Ctrl+D", "data_sheet_asked")],
)
def test_a_deed_for_one_asks_for_the_chosen_one(show, three, qtbot, keys, signal):
    clerk = show()
    clerk.page.found.table.setFocus()
    clerk.press("End")
    choose_row(clerk.page.found.table, 2)
    with qtbot.waitSignal(getattr(clerk.page, signal)) as asked:
        clerk.press(keys)
    assert asked.args == [three["SITI NORHAYATI"]]


@pytest.mark.parametrize(("keys", "signal"), [("Ctrl+K", "cards_asked"), ("F6", "receipts_asked")])
def test_papers_are_asked_for_all_the_chosen_in_their_order(show, three, qtbot, keys, signal):
    clerk = show()
    clerk.page.found.table.setFocus()
    choose_row(clerk.page.found.table, 0)
    clerk.press("Shift+Down")
    with qtbot.waitSignal(getattr(clerk.page, signal)) as asked:
        clerk.press(keys)
    assert asked.args == [(three["AHMAD YANI"], three["NORJANAH"])]
    assert not clerk.page.found.buttons["open"].isEnabled()  # which of the two?


def test_nothing_can_be_done_while_nobody_is_chosen(show, three):
    clerk = show()
    clerk.type("a")
    clerk.qtbot.waitUntil(clerk.knows_all)
    enabled = {name: each.isEnabled() for name, each in clerk.page.found.buttons.items()}
    assert enabled == {
        "open": False, "correct": False, "cards": False, "receipts": False, "hand": False,
        "export": True,
    }  # fmt: skip


def test_the_delete_key_does_nothing(show, three, session):
    clerk = show()
    clerk.page.found.table.setFocus()
    clerk.press("Delete")
    clerk.press("Backspace")
    assert clerk.chosen() == ["AHMAD YANI"]
    assert len(People(session).ids(Query())) == 3


def test_coming_to_the_page_puts_the_cursor_on_the_list(show, three):
    clerk = show()
    clerk.page.found.filters.fields["state"].editor.setFocus()
    clerk.page.come_into_sight()
    assert QApplication.focusWidget() is clerk.page.found.table
    assert clerk.chosen() == ["AHMAD YANI"]


def test_who_types_in_the_search_field_is_not_taken_out_of_it(show, three):
    clerk = show()
    clerk.search.setFocus()
    clerk.page.come_into_sight()
    assert QApplication.focusWidget() is clerk.search


def test_the_whole_number_stands_in_the_hint(show, three):
    clerk = show()
    model = clerk.page.found.model
    hint = model.index(0, NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert hint.startswith("AHMAD YANI, No. 6472051003-1-")
    assert hint.endswith(model.index(0, NUMBER).data())
