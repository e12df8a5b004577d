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
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.kit import icons

Line = TypeVar("Line")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

BLOCK = 100
MOST_BLOCKS = 50  # kept in memory: 5,000 rows, whatever the list holds
GONE = "—"
LEAST_ROOM = 140  # pixels a column needs that takes what is left

# Looked up by name at each use they would cost more than what is drawn with them.
_TEXT = Qt.ItemDataRole.DisplayRole
_PICTURE = Qt.ItemDataRole.DecorationRole
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole
_HINT = Qt.ItemDataRole.ToolTipRole
_ANSWERED = frozenset((_TEXT, _PICTURE, _ALIGNMENT, _HINT))
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOBODY = Qt.ItemFlag.NoItemFlags
_SOMEBODY = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_ENDS = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)


@dataclass(frozen=True, slots=True)
class Column(Generic[Line]):
    """A column: its title, and what it shows of a line."""

    title: str
    show: Callable[[Line], str]
    sort: str = ""  # what the reader of ids calls this order; "" = cannot be sorted by
    picture: Callable[[Line], tuple[str, str]] | None = None  # name of an icon and its colour
    right: bool = False  # numbers
    width: int = 0  # pixels; 0 = takes what is left
    hint: Callable[[Line], str] | None = None  # said under the mouse; else what is shown, uncut
    spare: int = 0  # where the window is narrow it leaves, the greatest first; 0 = it stays


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
        if role not in _ANSWERED or not index.isValid():  # to draw a cell Qt asks ten things
            return None
        column = self.columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.right else _LEFT
        if role == _PICTURE and column.picture is None:
            return None
        line = self.line(index.row())
        if line is None:
            return GONE if role == _TEXT else None
        if role == _TEXT:
            return column.show(line)
        if role == _HINT:
            return (column.hint or column.show)(line)
        return icons.pixmap(*column.picture(line)) if column.picture else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Whether a row can be chosen. Nothing is read for it: "select all" asks for every row."""
        row = index.row()
        block = self._blocks.get(row - row % BLOCK)
        if not index.isValid() or (block is not None and self._ids[row] not in block):
            return _NOBODY
        return _SOMEBODY

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
            return _RIGHT if self.columns[section].right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the ids in another order; the store sorts, not the window."""
        if 0 <= column < len(self.columns) and self.columns[column].sort:
            descending = order == Qt.SortOrder.DescendingOrder
            self.sort_asked.emit(self.columns[column].sort, descending)


class ListView(QTableView):
    """The table every list is shown in: whole rows, Enter opens, Home and End go to its ends."""

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
        self._spare = sorted(
            (number for number, column in enumerate(model.columns) if column.spare),
            key=lambda number: -model.columns[number].spare,
        )
        self._columns = model.columns
        self.doubleClicked.connect(self._double_clicked)

    @Slot(QModelIndex)
    def _double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def make_room(self) -> None:
        """Hide what is needed least until the columns that take the rest can be read."""
        room = self.viewport().width()
        room -= sum(column.width or LEAST_ROOM for column in self._columns)
        for number in self._spare:
            self.setColumnHidden(number, room < 0)
            if room < 0:
                room += self._columns[number].width or LEAST_ROOM

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.make_room()

    def moveCursor(  # noqa: N802
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        if cursorAction in _ENDS:  # else they go along the row, which is of no use here
            modifiers |= Qt.KeyboardModifier.ControlModifier
        return super().moveCursor(cursorAction, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
