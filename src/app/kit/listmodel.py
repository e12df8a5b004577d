"""A list of any length: all ids at once, rows in blocks as they scroll into view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.kit import icons

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

BLOCK = 100
MOST_BLOCKS = 50  # kept in memory: 5,000 rows, whatever the list holds
GONE = "—"


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """A column: its title, and what it shows of a line."""

    title: str
    show: Callable[[Line], str]
    sort: str = ""  # what the reader of ids calls this order; "" = cannot be sorted by
    picture: Callable[[Line], tuple[str, str]] | None = None  # name of an icon and its colour
    right: bool = False  # numbers
    width: int = 0  # pixels; 0 = takes what is left


class ListModel(QAbstractTableModel, Generic[Line]):
    """Ids of the whole answer at once, rows in blocks of 100 when they are shown.

    The row count is true from the start, so the scroll bar, "select all" and printing speak of
    the whole answer; `fetchMore` would make all three lie. A line that is gone by the time it is
    shown (merged, dropped) is a row that cannot be chosen.
    """

    sort_asked = Signal(str, bool)  # the column's `sort`, descending

    def __init__(
        self,
        columns: Sequence[Column[Line]],
        read: Callable[[Sequence[int]], Mapping[int, Line]],
        parent: QObject | None = None,
    ) -> None:
        """`read` gives the lines of up to 100 ids; it is called on the GUI thread."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self._read = read
        self._ids: Sequence[int] = ()
        self._blocks: dict[int, Mapping[int, Line]] = {}

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show another answer, from its top."""
        self.beginResetModel()
        self._ids = ids
        self._blocks = {}
        self.endResetModel()

    def ids(self) -> Sequence[int]:
        """The whole answer, shown or not: for export and printing."""
        return self._ids

    def refresh(self) -> None:
        """Read the lines anew (something was changed), the same rows staying where they are."""
        self._blocks = {}
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> Line | None:
        """The line on `row`; None if it is gone."""
        start = row - row % BLOCK
        if start not in self._blocks:
            if len(self._blocks) >= MOST_BLOCKS:
                self._blocks.pop(next(iter(self._blocks)))
            self._blocks[start] = self._read(self._ids[start : start + BLOCK])
        return self._blocks[start].get(self._ids[row])

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.DecorationRole):
            return None
        line = self.line(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return column.show(line) if line is not None else GONE
        if column.picture is not None and line is not None:
            return icons.pixmap(*column.picture(line))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.line(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the ids in another order; the store sorts, not the window."""
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            descending = order == Qt.SortOrder.DescendingOrder
            self.sort_asked.emit(self.columns[column].sort, descending)


class ListView(QTableView):
    """The table every list is shown in: whole rows, Enter opens."""

    opened = Signal(int)  # row

    def __init__(self, model: ListModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the list
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(32)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for number, column in enumerate(model.columns):
            if column.width:
                self.setColumnWidth(number, column.width)
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        if any(column.sort for column in model.columns):
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        self.doubleClicked.connect(self._double_clicked)

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
