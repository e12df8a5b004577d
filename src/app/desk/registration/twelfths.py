"""A layout of twelve equal columns that folds its rows where the page is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from app.kit.theme import GRID

COLUMNS = 12
BETWEEN = 3 * GRID
BELOW = 2 * GRID
NARROW = 680  # pixels; below it a third of a row is too little for a label and its sentence
WIDEST_NARROW = 8  # columns of a row that stay together there
HALF = 6

Row = Sequence[tuple[QWidget, int]]
"""What stands beside each other, each with the number of columns it takes."""
_Cell = tuple[QLayoutItem, float]


class Twelfths(QLayout):
    """Fields stand under each other on the whole page, whatever stands in them.

    `QGridLayout` counts a gap only where some widget begins, so its columns differ between two
    sheets; here a column is the same everywhere. Hidden widgets leave no hole.
    """

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[list[tuple[QLayoutItem, int]]] = []
        for row in rows:
            cells: list[tuple[QLayoutItem, int]] = []
            for widget, width in row:
                self.addChildWidget(widget)
                cells.append((QWidgetItem(widget), width))
            self._rows.append(cells)
        self.setContentsMargins(0, 0, 0, 0)

    def _lines(self, width: int) -> list[list[_Cell]]:
        """The rows as they are shown in `width`, each cell with its columns."""
        lines: list[list[_Cell]] = []
        for row in self._rows:
            cells = [(item, columns) for item, columns in row if not item.isEmpty()]
            if width >= NARROW:
                lines.append([(item, float(columns)) for item, columns in cells])
            else:
                lines += _folded(cells)
        return [line for line in lines if line]

    def _arrange(self, area: QRect, *, move: bool) -> int:
        """Put the widgets in their places, or only tell the height that takes."""
        column = (area.width() - BETWEEN * (COLUMNS - 1)) / COLUMNS
        top = area.top()
        for line in self._lines(area.width()):
            start, height = 0.0, 0
            places = []
            for item, columns in line:
                left = round(start * (column + BETWEEN))
                right = round((start + columns) * (column + BETWEEN)) - BETWEEN
                tall = _height(item, right - left)
                places.append((item, left, right - left, tall))
                height, start = max(height, tall), start + columns
            if move:
                for item, left, wide, _ in places:
                    item.setGeometry(QRect(area.left() + left, top, wide, height))
            top += height + BELOW
        return max(top - BELOW - area.top(), 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._rows.append([(item, COLUMNS)])

    def count(self) -> int:
        return sum(len(row) for row in self._rows)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        cells = [item for row in self._rows for item, _ in row]
        return cells[index] if 0 <= index < len(cells) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        for row in self._rows:
            if index < len(row):
                return row.pop(index)[0]
            index -= len(row)
        return None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(NARROW, self.heightForWidth(NARROW))

    def minimumSize(self) -> QSize:  # noqa: N802
        return QSize(NARROW // 2, 0)  # the height follows from the width

    def setGeometry(self, area: QRect) -> None:  # noqa: N802
        super().setGeometry(area)
        self._arrange(area, move=True)


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


def _folded(cells: Sequence[tuple[QLayoutItem, int]]) -> list[list[_Cell]]:
    """One row as the lines of a narrow page; a small field alone takes half a line."""
    lines: list[list[tuple[QLayoutItem, int]]] = [[]]
    for item, columns in cells:
        taken = sum(each for _, each in lines[-1])
        if lines[-1] and taken + columns > WIDEST_NARROW:
            lines.append([])
        lines[-1].append((item, columns))
    return [_stretched(line) for line in lines]


def _stretched(line: Sequence[tuple[QLayoutItem, int]]) -> list[_Cell]:
    total = sum(columns for _, columns in line)
    whole = HALF if len(line) == 1 and total < HALF else COLUMNS
    return [(item, columns * whole / total) for item, columns in line]
