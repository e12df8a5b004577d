"""The register as a table: what is chosen and where it is scrolled outlive a new answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QWidget,
)

from app.domain.people import PersonLine
from app.kit.listmodel import BLOCK, Column, ListModel, ListView
from app.kit.people.columns import LEAVE_WHEN_NARROW, NAME, NARROWEST_NAME

if TYPE_CHECKING:
    from app.service.people import FirstLines

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
WHOLE_ROWS = QItemSelectionModel.SelectionFlag.Rows


class PeopleModel(ListModel[PersonLine]):
    """The people of an answer, of whom first the beginning is known and then all."""

    def __init__(
        self,
        columns: Sequence[Column[PersonLine]],
        read: Callable[[Sequence[int]], Mapping[int, PersonLine]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, read, parent)

    def show_first(self, found: "FirstLines") -> None:
        """Show the beginning of an answer, whose lines are here already."""
        self.beginResetModel()
        self._ids = found.ids
        self._blocks = {0: found.lines}
        self.endResetModel()

    def show_whole(self, ids: Sequence[int]) -> None:
        """Show all of the answer whose beginning is shown, without moving what is in sight."""
        known = len(self._ids)
        if known > len(ids) or list(ids[:known]) != list(self._ids):
            self.show_ids(ids)
        elif len(ids) > known:
            self.beginInsertRows(ROOT, known, len(ids) - 1)
            self._ids = ids
            if known % BLOCK:  # the last block was not full, now it is
                self._blocks.pop(known - known % BLOCK, None)
            self.endInsertRows()

    def ids_of(self, rows: Iterable[range]) -> list[int]:
        """The ids that stand on these rows."""
        return [each for part in rows for each in self._ids[part.start : part.stop]]

    def rows_of(self, ids: Iterable[int]) -> Iterator[range]:
        """The rows on which these ids stand now, joined where they follow each other."""
        wanted = set(ids)
        start = None
        for row, each in enumerate(self._ids):
            if each in wanted:
                start = row if start is None else start
            elif start is not None:
                yield range(start, row)
                start = None
        if start is not None:
            yield range(start, len(self._ids))

    def row_of(self, wanted: int) -> int | None:
        """The row of one id, if it is in the answer."""
        return next((part.start for part in self.rows_of([wanted])), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the clerk is in a list, by ids: rows move when the answer changes."""

    chosen: tuple[int, ...]
    current: int | None
    top: int | None  # first person in sight
    scrolled: int


class PeopleView(ListView):
    """The table of people. Columns make room for the name where the window is narrow."""

    chosen_changed = Signal()

    def __init__(
        self,
        model: PeopleModel,
        leave: Sequence[int] = LEAVE_WHEN_NARROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(model, parent)
        self._model = model
        self._leave = leave
        self._sorted = (NAME, Qt.SortOrder.AscendingOrder)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(40)
        # of its own and empty: with the table's it asks at each paint for each row of each column
        # whether all are chosen, which took 15 seconds for 200,000 people
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.sortIndicatorChanged.connect(self._header_pressed)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        model.modelReset.connect(self.chosen_changed)  # a reset takes the choice away silently

    # What is chosen

    def chosen_rows(self) -> list[range]:
        return chosen_rows(self)

    def chosen(self) -> list[int]:
        """The ids of the chosen people, in the order of the list."""
        return self._model.ids_of(self.chosen_rows())

    def count_chosen(self) -> int:
        return sum(len(part) for part in self.chosen_rows())

    def place(self) -> Place:
        """Where the clerk is, to `go_back_to` after another answer is shown."""
        ids = self._model.ids()
        current, top = self.currentIndex(), self.rowAt(0)
        return Place(
            tuple(self.chosen()),
            ids[current.row()] if current.isValid() else None,
            ids[top] if top >= 0 else None,
            self.verticalScrollBar().value(),
        )

    def go_back_to(self, place: Place) -> None:
        """Choose whom of the chosen there still is, and scroll to where the list was."""
        model = self._model
        if place.current is not None and (row := model.row_of(place.current)) is not None:
            self.selectionModel().setCurrentIndex(
                model.index(row, NAME), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        if place.chosen:
            choose_rows(self, model.rows_of(place.chosen))
        if place.top is not None and (row := model.row_of(place.top)) is not None:
            self.scrollTo(model.index(row, NAME), QAbstractItemView.ScrollHint.PositionAtTop)
        else:
            self.verticalScrollBar().setValue(place.scrolled)

    # The order

    def show_order(self, column: int, *, descending: bool) -> None:
        """Show by which column the list is in order; asks for nothing."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._sorted = (column, order)
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(column, order)
        header.blockSignals(False)
        header.viewport().update()
        self.make_room()

    @Slot(int)
    def _header_pressed(self, column: int) -> None:
        if not self._model.columns[column].sort:  # an arrow where nothing is ordered would lie
            self.show_order(self._sorted[0], descending=self._sorted[1] == _DOWN)

    # Room

    def make_room(self) -> None:
        """Hide what is needed least until the name has its room."""
        room = self.viewport().width() - NARROWEST_NAME
        room -= sum(column.width for column in self._model.columns)
        for column in self._leave:
            leaves = room < 0 and column != self._sorted[0]
            self.setColumnHidden(column, leaves)
            if leaves:
                room += self._model.columns[column].width

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        put_cursor(self)


def chosen_rows(view: QTableView) -> list[range]:
    """The chosen rows, as Qt keeps them: asking for each of 200,000 would take seconds."""
    chosen = view.selectionModel().selection()
    parts = [chosen.at(number) for number in range(chosen.count())]
    found = {range(part.top(), part.bottom() + 1) for part in parts}
    return sorted(found, key=lambda part: part.start)


def choose_rows(view: QTableView, rows: Iterable[range]) -> None:
    """Choose these rows and no others; the cursor stays where it is."""
    model, picked = view.model(), QItemSelection()
    last = model.columnCount() - 1
    for part in rows:
        picked.select(model.index(part.start, 0), model.index(part.stop - 1, last))
    view.selectionModel().select(
        picked, QItemSelectionModel.SelectionFlag.ClearAndSelect | WHOLE_ROWS
    )


def choose_row(view: QTableView, row: int) -> None:
    """Choose one row alone and put the cursor on it; `selectRow` would heed a Ctrl key held."""
    index = view.model().index(row, 0)
    if index.isValid():
        view.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | WHOLE_ROWS
        )


def put_cursor(view: QTableView) -> None:
    """While the keys come to a list, something in it is chosen: the first, if nothing was."""
    if view.hasFocus() and not view.selectionModel().hasSelection():
        choose_row(view, max(view.currentIndex().row(), 0))


_DOWN = Qt.SortOrder.DescendingOrder
