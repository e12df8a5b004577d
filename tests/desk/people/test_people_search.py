"""Finding people: while typing, by filters, by what other pages ask for."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.people.page import SCANNED
from app.domain.people import Query, Sort
from app.kit.people.columns import BORN, CHANGED, NAME, NIK, RT
from app.kit.people.finder import Finder
from app.papers.token import PREFIX
from app.service.people import SCREEN, People


class Gate:
    """People whose answer to one question waits at a gate, as on a slow disk."""

    def __init__(self, people, held, first_too, whole_too):
        self._people = people
        self._first = held if first_too else None
        self._whole = held if whole_too else None
        self.open = threading.Event()
        self.asked = []
        self.read = 0

    def first(self, query):
        if query.words == self._first:
            self.open.wait(10)
        return self._people.first(query)

    def ids(self, query):
        self.asked.append(query)
        if query.words == self._whole:
            self.open.wait(10)
        return self._people.ids(query)

    def lines(self, ids):
        self.read += len(ids)
        return self._people.lines(ids)

    def rts(self):
        return self._people.rts()


@pytest.fixture
def gate(session):
    def gate(held="nobody asks this", *, first_too=True, whole_too=True):
        return Gate(People(session), held, first_too, whole_too)

    return gate


def test_everybody_is_listed_by_name_with_the_nik_masked(show, three):
    clerk = show()
    clerk.sees("AHMAD YANI", "NORJANAH", "SITI NORHAYATI")
    model = clerk.page.found.model
    assert model.index(0, NIK).data() == "6472••••••••0002"
    assert model.index(1, NIK).data() == "belum ada"
    assert clerk.page.count.text() == "3 orang"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nor", ["NORJANAH", "SITI NORHAYATI"]),
        ("hayati", ["SITI NORHAYATI"]),  # three and more: anywhere in a word
        ("ya", ["AHMAD YANI"]),  # two: at the start of one
        ("6472814107900001", ["SITI NORHAYATI"]),
        ("siti 0001", ["SITI NORHAYATI"]),
        ("tidakada", []),
    ],
)
def test_what_is_typed_narrows_the_list_at_each_key(show, three, words, found):
    clerk = show()
    clerk.type(words)
    clerk.sees(*found)
    assert QApplication.focusWidget() is clerk.search


def test_the_first_lines_stand_before_the_whole_answer_is_known(qtbot, show, many):
    clerk = show()
    with qtbot.waitSignal(clerk.page.found.finder.first_found):
        clerk.type("a")
    assert clerk.page.found.model.rowCount() == SCREEN
    assert clerk.page.count.text() == f"{SCREEN} orang atau lebih"
    qtbot.waitUntil(clerk.knows_all)
    assert SCREEN < clerk.page.found.model.rowCount() <= 250
    assert clerk.page.count.text() == f"{clerk.page.found.model.rowCount()} orang"


def test_while_typing_on_the_whole_answer_is_not_asked_for(qtbot, show, many, gate):
    people = gate()
    clerk = show(people=people)
    people.asked.clear()
    clerk.type("muha")
    qtbot.waitUntil(clerk.knows_all)
    assert [query.words for query in people.asked] in ([], ["muha"])


def test_turning_here_at_each_key_reads_only_what_is_searched_for(qtbot, show, many, gate):
    people = gate()
    clerk = show(people=people)
    people.asked.clear()
    clerk.page.hide()
    clerk.page.show()
    for words in ("s", "si", "sit"):  # what `launch` does while the clerk types above
        clerk.page.come_into_sight()
        clerk.page.search(words)
    qtbot.waitUntil(clerk.knows_all)
    assert {query.words for query in people.asked} <= {"sit"}


def test_an_answer_that_comes_late_is_dropped(qtbot, show, three, gate):
    people = gate(held="siti")
    clerk = show(people=people)
    clerk.type("siti")
    clerk.page.found.finder.hurry()
    clerk.search.clear()
    clerk.type("ahmad")
    clerk.sees("AHMAD YANI")
    people.open.set()
    clerk.page.found.refresh()
    clerk.sees("AHMAD YANI")


def test_first_lines_that_come_late_do_not_cut_the_answer_short(qtbot, jobs, many, gate):
    people = gate(held="m", whole_too=False)
    finder = Finder(people, jobs)
    finder.find(Query(words="m"))
    with qtbot.waitSignal(finder.whole_found):
        finder.hurry()
    with qtbot.assertNotEmitted(finder.first_found, wait=200):
        people.open.set()


def test_another_question_is_not_answered_with_the_first_one(qtbot, jobs, many, gate):
    people = gate(held="m", first_too=False)
    finder, told = Finder(people, jobs), []
    finder.whole_found.connect(told.append)
    finder.find(Query(words="m"))
    finder.hurry()
    finder.find(Query(words="s"))
    people.open.set()
    qtbot.waitUntil(lambda: finder.knows_all)
    assert told == [people.ids(Query(words="s"))]


def test_filters_narrow_and_are_left_with_escape(show, three, qtbot):
    clerk = show()
    clerk.type("nor")
    clerk.sees("NORJANAH", "SITI NORHAYATI")
    clerk.page.found.filters.fields["missing"].editor.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "nik")
    clerk.sees("NORJANAH")
    assert clerk.page.found.said.text() == "tanpa NIK, dicari “nor”"
    clerk.press("Escape")
    clerk.sees("AHMAD YANI", "NORJANAH", "SITI NORHAYATI")
    assert clerk.search.text() == ""
    assert not clerk.page.found.everybody.isVisible()


def test_the_rt_numbers_in_use_are_offered(show, three, qtbot):
    clerk = show()
    field = clerk.page.found.filters.fields["rt"]
    qtbot.waitUntil(lambda: field.combo.count() == 3)
    assert [field.combo.itemText(row) for row in range(3)] == ["Semua", "003", "007"]
    field.editor.setFocus()
    QTest.keyClicks(field.editor, "007")
    clerk.sees("NORJANAH", "SITI NORHAYATI")


def test_a_counter_leads_to_whom_it_counts_and_empties_the_search_field(show, three):
    clerk = show()
    clerk.type("siti")
    clerk.sees("SITI NORHAYATI")
    clerk.page.show_query(Query(missing=("nik",)))
    clerk.sees("NORJANAH")
    assert clerk.search.text() == ""
    assert clerk.page.found.filters.fields["missing"].text() == "nik"


def test_a_question_about_several_things_is_shown_whole(show, three):
    clerk = show()
    query = Query(missing=("phone", "nik"), states=("complete", "approved"))
    clerk.page.show_query(query)
    clerk.sees()
    filters = clerk.page.found.filters
    assert filters.fields["missing"].combo.currentText() == "No. HP, NIK"
    assert filters.fields["state"].combo.currentText() == "Lengkap, Disetujui lurah"
    assert filters.narrowed(Query()) == query


def press_header(clerk, column):
    """A click on the title of a column."""
    header = clerk.page.found.table.horizontalHeader()
    place = header.viewport().rect().center()
    place.setX(header.sectionViewportPosition(column) + header.sectionSize(column) // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_header_orders_the_list(show, three):
    clerk = show()
    header = clerk.page.found.table.horizontalHeader()
    press_header(clerk, BORN)
    clerk.sees("NORJANAH", "AHMAD YANI", "SITI NORHAYATI")
    press_header(clerk, BORN)
    clerk.sees("SITI NORHAYATI", "AHMAD YANI", "NORJANAH")
    press_header(clerk, NIK)  # nothing orders by a masked number
    assert header.sortIndicatorSection() == BORN
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    press_header(clerk, RT)
    clerk.sees("AHMAD YANI", "NORJANAH", "SITI NORHAYATI")
    assert clerk.page.found.filters.fields["sort"].text() == Sort.RT


def test_who_was_changed_last_comes_first(show, register, three, clock):
    clock.go_on(hours=1)
    register(nik="6472814107950009", name="ZAINAB", birth_date="01-07-1995", mother_name="AISYAH",
             kk="6472810101150009", phone="081200000009")  # fmt: skip
    clerk = show()
    clerk.page.found.filters.fields["sort"].editor.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "terakhir")
    clerk.qtbot.waitUntil(lambda: clerk.names()[0] == "ZAINAB")
    assert clerk.page.found.query.descending
    clerk.page.show_query(Query())
    clerk.qtbot.waitUntil(lambda: clerk.names()[0] == "AHMAD YANI" and clerk.knows_all())
    clerk.window.resize(1700, 700)
    clerk.qtbot.waitUntil(lambda: not clerk.page.found.table.isColumnHidden(CHANGED))
    press_header(clerk, CHANGED)
    clerk.qtbot.waitUntil(lambda: clerk.names()[0] == "ZAINAB")
    press_header(clerk, CHANGED)
    clerk.qtbot.waitUntil(lambda: clerk.names()[-1] == "ZAINAB")


def test_down_goes_from_the_search_field_to_the_first_found(show, three):
    clerk = show()
    clerk.type("nor")
    clerk.sees("NORJANAH", "SITI NORHAYATI")
    clerk.page.go_down()
    assert QApplication.focusWidget() is clerk.page.found.table
    assert clerk.chosen() == ["NORJANAH"]


def test_enter_opens_the_only_one_found_even_before_the_answer_is_there(show, three, qtbot):
    clerk = show()
    clerk.type("hayati")
    clerk.press("Return")
    qtbot.waitUntil(lambda: clerk.page.title == "SITI NORHAYATI")


def test_enter_goes_into_the_list_where_several_are_found(show, three, qtbot):
    clerk = show()
    clerk.type("nor")
    clerk.press("Return")
    qtbot.waitUntil(lambda: clerk.chosen() == ["NORJANAH"])
    assert QApplication.focusWidget() is clerk.page.found.table


def test_a_scanned_card_goes_to_its_check_and_is_not_searched_for(show, three, qtbot):
    assert SCANNED == PREFIX
    clerk = show()
    with qtbot.waitSignal(clerk.page.card_scanned) as scanned:
        clerk.type(f"{PREFIX}6BFOXN%TS3DH0FRH")
        clerk.press("Return")
    assert scanned.args == [f"{PREFIX}6BFOXN%TS3DH0FRH"]
    assert not clerk.page.found.query.words.startswith(PREFIX)


def test_an_empty_office_says_what_to_do_first(show, qtbot):
    clerk = show()
    empty = clerk.page.found.empty
    assert empty.isVisible()
    assert empty.sentence.text() == "Belum ada peserta."
    with qtbot.waitSignal(clerk.page.new_asked):
        clerk.window.findChild(type(clerk.page.found.everybody), "new").click()


def test_nobody_found_says_so_and_shows_everybody_again(show, three):
    clerk = show()
    clerk.type("tidakada")
    clerk.sees()
    assert clerk.page.found.empty.sentence.text() == "Tidak ada yang cocok."
    clerk.page.found._empty_clear.click()
    clerk.sees("AHMAD YANI", "NORJANAH", "SITI NORHAYATI")
    assert clerk.page.found.table.isVisible()


def test_a_book_that_cannot_be_read_is_told_and_the_list_stays(show, three, session, caplog):
    clerk = show()

    class Broken:
        def __getattr__(self, name):
            raise OSError

    clerk.page.found.finder._people = Broken()
    clerk.type("siti")
    clerk.qtbot.waitUntil(lambda: bool(clerk.told()))
    assert "Data tetap aman" in clerk.told()[0]
    assert clerk.names() == ["AHMAD YANI", "NORJANAH", "SITI NORHAYATI"]
    caplog.clear()


def test_the_name_keeps_its_room_in_a_narrow_window(show, three):
    clerk = show()
    table = clerk.page.found.table
    clerk.window.resize(873, 500)
    clerk.qtbot.waitUntil(lambda: table.isColumnHidden(5))
    assert table.columnWidth(NAME) >= 190
    hidden = [column for column in range(10) if table.isColumnHidden(column)]
    clerk.page.show_query(Query(sort=Sort.CHANGED, descending=True))
    assert not table.isColumnHidden(9)  # the column that orders the list is in sight
    clerk.page.show_query(Query())
    clerk.window.resize(1700, 500)
    clerk.qtbot.waitUntil(lambda: not any(map(table.isColumnHidden, hidden)))
