"""Rows on twelve equal columns, folded where the page is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kit.theme import GRID

COLUMNS = 12
BETWEEN = 3 * GRID
BELOW = 2 * GRID
NARROW = 680  # pixels; below it a third of a row is too little for a label and its sentence
WIDEST_NARROW = 8  # columns of a row that stay together there
SMALLEST_NARROW = 5  # of a pair there: a NIK still fits
HALF = 6
PAIR = 2

Row = Sequence[tuple[QWidget, int]]
"""What stands beside each other, each with the number of columns it takes."""
_Line = list[tuple[QWidget, float]]


class Twelfths(QWidget):
    """Fields stand under each other on the whole page, whatever stands in them.

    `QGridLayout` counts a gap only where some widget begins, so its columns differ between two
    sheets; here a column is the same everywhere. Hidden widgets leave no hole. It is no `QLayout`:
    one written in Python loses references of None in PySide 6.12, and with them the program.
    """

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [list(row) for row in rows]
        for row in self._rows:
            for widget, _ in row:
                widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _lines(self, width: int) -> list[_Line]:
        """The rows as they are shown in `width`, each widget with its columns."""
        lines: list[_Line] = []
        for row in self._rows:
            shown = [(widget, columns) for widget, columns in row if not widget.isHidden()]
            if width >= NARROW:
                lines.append([(widget, float(columns)) for widget, columns in shown])
            else:
                lines += _folded(shown)
        return [line for line in lines if line]

    def _arrange(self, width: int, *, move: bool) -> int:
        """Put the widgets in their places, or only tell the height that takes."""
        step = (width + BETWEEN) / COLUMNS
        top = 0
        for line in self._lines(width):
            start, height = 0.0, 0
            places = []
            for widget, columns in line:
                left, right = round(start * step), round((start + columns) * step) - BETWEEN
                places.append((widget, left, right - left))
                height, start = max(height, _height(widget, right - left)), start + columns
            if move:
                for widget, left, wide in places:
                    widget.setGeometry(QRect(left, top, wide, height))
            top += height + BELOW
        return max(top - BELOW, 0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(NARROW, self.heightForWidth(max(self.width(), NARROW)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(NARROW // 2, 0)  # the height follows from the width

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange(event.size().width(), move=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a sentence came or went
            self.updateGeometry()
            self._arrange(self.width(), move=True)
        return super().event(event)


def _height(widget: QWidget, width: int) -> int:
    if widget.hasHeightForWidth():
        return widget.heightForWidth(width)
    return widget.sizeHint().height()


def _folded(row: Sequence[tuple[QWidget, int]]) -> list[_Line]:
    """One row as the lines of a narrow page: pairs stay together, longer rows break."""
    lines: list[list[tuple[QWidget, int]]] = [[]]
    for widget, columns in row:
        taken = sum(each for _, each in lines[-1])
        if len(row) > PAIR and lines[-1] and taken + columns > WIDEST_NARROW:
            lines.append([])
        lines[-1].append((widget, max(columns, SMALLEST_NARROW) if len(row) == PAIR else columns))
    return [_stretched(line) for line in lines]


def _stretched(line: Sequence[tuple[QWidget, int]]) -> _Line:
    total = sum(columns for _, columns in line)
    whole = HALF if len(line) == 1 and total < HALF else COLUMNS
    return [(widget, columns * whole / total) for widget, columns in line]
