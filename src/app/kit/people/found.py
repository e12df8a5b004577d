"""The people of the register that somebody looks for: filters, table, and what can be done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QStackedLayout, QWidget

from app.domain.people import PersonLine, Query, Sort
from app.kit import colours, icons, parts
from app.kit.empty import Empty
from app.kit.jobs import Jobs
from app.kit.listmodel import Column
from app.kit.people.filters import NEWEST_FIRST, FilterBar
from app.kit.people.finder import Finder
from app.kit.people.table import PeopleModel, PeopleView, choose_row, put_cursor
from app.kit.people.uses import ReadsPeople
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role
from app.wording.people import asked

if TYPE_CHECKING:
    from app.service.people import FirstLines

BLOCK = 500  # people read at once where the list itself has not shown them
NOTHING_NARROWED = Query()


class PeopleFound(QWidget):
    """Shows the answer to one `Query`, while it is being typed as well.

    What is on the screen comes first; then the whole answer, so that the count, the scroll bar and
    "select all" speak of everybody in it. Only ids and the lines in sight are held. The desk and
    the city each add their own deeds, and their own words where nobody is found.
    """

    opened = Signal(str)  # registration id: show everything about this person
    words_changed = Signal(str)  # the words looked for, where they changed here
    counted = Signal()
    failed = Signal(object, str)  # the exception, the code of what to say of it

    def __init__(
        self,
        people: ReadsPeople,
        jobs: Jobs,
        columns: Sequence[Column[PersonLine]],
        filters: FilterBar,
        leave: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        """`leave` are the columns that make room for the name, in this order."""
        super().__init__(parent)
        self._people = people
        self._jobs = jobs
        self._query = NOTHING_NARROWED
        self._was_asked = False
        self._all_wanted = False
        self._enter_waits = False
        self.finder = Finder(people, jobs, self)
        self.model = PeopleModel(columns, self._read, self)
        self.table = PeopleView(self.model, leave)
        self.table.setAccessibleName(self.tr("Daftar peserta"))
        self.table.show_order(0, descending=False)
        self.filters = filters
        self.empty = Empty()
        self.buttons: dict[str, ActionButton] = {}
        self._make_deeds()
        self._lay_out()
        self.finder.first_found.connect(self._show_first)
        self.finder.whole_found.connect(self._show_whole)
        self.finder.failed.connect(self._not_found)
        self.filters.changed.connect(self._narrow)
        self.model.sort_asked.connect(self._order_by)
        self.table.opened.connect(self._open_row)
        self.table.chosen_changed.connect(self._chosen_changed)
        self.filters.show_query(self._query)
        self._chosen_changed()

    # What is asked

    @property
    def query(self) -> Query:
        """What the list answers now."""
        return self._query

    @property
    def is_narrowed(self) -> bool:
        """Whether anybody may be left out."""
        as_is = replace(self._query, sort=Sort.NAME, descending=False)
        return as_is != NOTHING_NARROWED

    @property
    def count(self) -> int | None:
        """How many people there are in the answer; None while only its beginning is known."""
        return len(self.model.ids()) if self.finder.knows_all else None

    def search(self, words: str) -> None:
        """Look for these words, whatever else is narrowed."""
        if words != self._query.words or not self._was_asked:
            self._ask(replace(self._query, words=words))

    def ask(self, query: Query) -> None:
        """Show the answer to another question altogether."""
        self._ask(query)
        self.words_changed.emit(query.words)

    def refresh(self) -> None:
        """Something may have changed: the same question anew, the clerk's place in it kept."""
        if not self._was_asked:
            self._ask(self._query)
        elif not self.finder.is_asking:
            self.finder.find_again()
        self._read_rts()

    @Slot()
    def show_everybody(self) -> None:
        """Look for nothing and leave nobody out; the order stays."""
        if self.is_narrowed:
            self.ask(Query(sort=self._query.sort, descending=self._query.descending))

    def go_into_list(self) -> None:
        """The down key of the search field: to the first one found."""
        if self.model.rowCount():
            choose_row(self.table, 0)
            self.table.setFocus()

    def enter(self) -> None:
        """Enter in the search field: open the only one found, or go into the list."""
        if not self.finder.knows_all:
            self._enter_waits = True
            self.finder.hurry()
        elif self.model.rowCount() == 1:
            self._open_row(0)
        else:
            self.go_into_list()

    @Slot()
    def choose_all(self) -> None:
        """Choose the whole answer, also where only its beginning is known yet."""
        if self.finder.knows_all:
            self.table.selectAll()
        else:
            self._all_wanted = True
            self.finder.hurry()

    def with_ids(self, done: Callable[[tuple[str, ...]], None]) -> None:
        """Tell the registration ids of the chosen people, read off the GUI thread."""
        people, ids = self._people, self.table.chosen()

        def work() -> tuple[str, ...]:
            found: dict[int, PersonLine] = {}
            for start in range(0, len(ids), BLOCK):
                found.update(people.lines(ids[start : start + BLOCK]))
            return tuple(found[each].registration_id for each in ids if each in found)

        if ids:
            self._jobs.start(self, work, done, self._not_found, "read")

    # Answers

    def _ask(self, query: Query) -> None:
        self._query = query
        self._was_asked = True
        self._all_wanted = self._enter_waits = False
        self.filters.show_query(query)
        self._show_order()
        self.finder.find(query)
        self._show_narrowed()

    @Slot(object)
    def _show_first(self, found: "FirstLines") -> None:
        self.model.show_first(found)
        self.table.scrollToTop()
        self._show_emptiness()

    @Slot(object)
    def _show_whole(self, ids: Sequence[int]) -> None:
        if list(ids) == list(self.model.ids()):
            self.model.refresh()
        elif self.table.count_chosen() or self.table.verticalScrollBar().value():
            place = self.table.place()
            self.model.show_ids(ids)
            self.table.go_back_to(place)
        else:
            self.model.show_whole(ids)
        self._show_emptiness()
        if self._all_wanted:
            self._all_wanted = False
            self.table.selectAll()
        if self._enter_waits:
            self._enter_waits = False
            self.enter()

    @Slot(object)
    def _not_found(self, error: Exception) -> None:
        self._all_wanted = self._enter_waits = False
        self.failed.emit(error, "people.not_read")

    def _read(self, ids: Sequence[int]) -> Mapping[int, PersonLine]:
        """The lines in sight; where the disk says no, rows without words rather than none."""
        try:
            return self._people.lines(ids)
        except Exception as error:  # noqa: BLE001  # told by the page; painting must go on
            self.failed.emit(error, "people.not_read")
            return {}

    def _read_rts(self) -> None:
        self._jobs.start(self, self._people.rts, self._offer_rts, self._not_found, "read")

    def _offer_rts(self, rts: Sequence[str]) -> None:
        self.filters.offer_rts(rts)
        self.filters.show_query(self._query)

    # Narrowing and order

    @Slot()
    def _narrow(self) -> None:
        self._ask(self.filters.narrowed(self._query))

    @Slot(str, bool)
    def _order_by(self, sort: str, descending: bool) -> None:
        wanted = Sort(sort)
        turned = descending or (wanted in NEWEST_FIRST and wanted is not self._query.sort)
        query = replace(self._query, sort=wanted, descending=turned)
        if query != self._query:
            self._ask(query)

    def _show_order(self) -> None:
        sorts = [column.sort for column in self.model.columns]
        self.table.show_order(sorts.index(self._query.sort), descending=self._query.descending)

    # What is shown about it

    def _show_narrowed(self) -> None:
        self.everybody.setVisible(self.is_narrowed)
        narrowed = asked(replace(self._query, sort=Sort.NAME)) if self.is_narrowed else ""
        self.said.setText(narrowed)
        self.counted.emit()

    def _show_emptiness(self) -> None:
        nobody = not self.model.rowCount()
        if nobody:
            self.say_nobody()
        self._empty_clear.setVisible(self.is_narrowed)
        self._stack.setCurrentIndex(1 if nobody else 0)
        put_cursor(self.table)
        self._chosen_changed()

    @Slot()
    def _chosen_changed(self) -> None:
        self.chosen_changed(self.table.count_chosen())
        self.counted.emit()

    # What the desk and the city each say for themselves

    def add_deeds(self) -> Sequence[tuple[str, QAction]]:
        """The deeds besides opening, by name, in the order of their buttons."""
        raise NotImplementedError

    def chosen_changed(self, count: int) -> None:
        """So many are chosen now: which deeds are possible."""
        raise NotImplementedError

    def say_nobody(self) -> None:
        """Say on `empty` why nobody is shown, and what to do."""
        raise NotImplementedError

    # Deeds

    @Slot(int)
    def _open_row(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None:
            choose_row(self.table, row)
            self.opened.emit(line.registration_id)

    def tell_one(self, signal: "Callable[[str], object]") -> None:
        """Tell the registration id of the first one chosen."""
        rows = self.table.chosen_rows()
        line = self.model.line(rows[0].start) if rows else None
        if line is not None:
            signal(line.registration_id)

    def on_table(self, words: str, keys: str, do: Callable[[], object]) -> QAction:
        """A deed of the list, also in its menu."""
        return action(self.table, words, keys, do)

    def _make_deeds(self) -> None:
        # the table itself takes the other Enter key; this one is the number pad's, and the name
        self.open_deed = self.on_table(
            self.tr("Buka"), "Enter", lambda: self.tell_one(self.opened.emit)
        )
        everybody = self.on_table(self.tr("Pilih semua"), "Ctrl+A", self.choose_all)
        for deed in (self.open_deed, everybody):  # these keys mean something else in other inputs
            deed.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._deeds = [("open", self.open_deed), *self.add_deeds()]
        action(self, self.tr("Ke saringan"), "Ctrl+F", self.filters.go_to)
        action(self, self.tr("Hapus pencarian dan saringan"), "Esc", self.show_everybody)

    def _lay_out(self) -> None:
        self.everybody = QPushButton(self.tr("Tampilkan semua   Esc"), self)
        self.everybody.setAccessibleName(self.tr("Tampilkan semua"))
        set_role(self.everybody, "link")
        self.everybody.setIcon(icons.icon("x", colours.ACCENT, size=14))
        self.everybody.clicked.connect(self.show_everybody)
        self.said = parts.words("", "muted-line")
        self._empty_clear = QPushButton(self.tr("Tampilkan semua"), self)
        self._empty_clear.clicked.connect(self.show_everybody)
        self._empty_clear.setAutoDefault(True)
        self.empty.add(self._empty_clear)

        shown = QWidget(self)
        self._stack = QStackedLayout(shown)  # without a widget what is put in would flash up
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        foot = parts.row(gap=GRID * 2)
        for name, deed in self._deeds:
            button = ActionButton(deed, role="" if self.buttons else "primary", parent=self)
            button.setObjectName(name)
            self.buttons[name] = button
            foot.addWidget(button)
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.filters)
        column.addWidget(shown, 1)
        column.addLayout(foot)
        self.setLayout(column)
