"""Bars, drawn by hand: Qt's own charts are not free enough to ship."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.kit import colours, fonts, parts
from app.kit.drawn import Drawn
from app.kit.theme import GRID

GROUP = 60  # pixels a group likes to have
NARROWEST = 42  # and needs, so that no number is cut
ABOVE, BELOW = 22, 26  # room for the number above a bar and the name below it


@dataclass(frozen=True, slots=True)
class Group:
    """Some bars beside each other under one name; `key` is what a click speaks of."""

    key: str
    name: str
    values: tuple[int, ...]


class Bars(Drawn):
    """Groups of bars with their numbers written above them.

    The number stands at each bar and the series differ by place and filling, so nothing is told by
    colour alone. Left and right choose a group, Enter or a click picks it.
    """

    picked = Signal(str)  # the group's key

    def __init__(self, series: Sequence[str], parent: QWidget | None = None) -> None:
        """`series` are the names of the bars of each group, at most two."""
        super().__init__(parent)
        self._series = tuple(series)
        self._groups: tuple[Group, ...] = ()
        self.setMinimumHeight(160)

    def show_groups(self, groups: Sequence[Group]) -> None:
        self._groups = tuple(groups)
        self.setMinimumWidth(len(self._groups) * NARROWEST)
        self.updateGeometry()
        self._stand_on(min(self._chosen, len(self._groups) - 1))

    def groups(self) -> tuple[Group, ...]:
        return self._groups

    def count(self) -> int:
        return len(self._groups)

    def words_of(self, place: int) -> str:
        group = self._groups[place]
        told = (
            f"{self.locale().toString(value)} {name}"
            for value, name in zip(group.values, self._series, strict=True)
        )
        return f"{group.name}: {', '.join(told)}"

    def in_words(self) -> str:
        return ". ".join(map(self.words_of, range(len(self._groups))))

    def place_at(self, point: QPointF) -> int:
        if not self._groups or not 0 <= point.x() < self._width() * len(self._groups):
            return -1
        return int(point.x() // self._width())

    def pick(self, place: int) -> None:
        self.picked.emit(self._groups[place].key)

    def _width(self) -> float:
        return min(self.width() / max(len(self._groups), 1), GROUP * 1.6)

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((max(group.values, default=0) for group in self._groups), default=0)
        self._draw_lines(painter)
        width = self._width()
        for number, group in enumerate(self._groups):
            place = QRectF(number * width, 0, width, self.height())
            self._draw_group(painter, group, place, most, first=number == 0)
            if number == self._chosen and self.hasFocus():
                painter.setPen(QPen(QColor(colours.ACCENT), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(place.adjusted(2, 1, -2, -1), GRID, GRID)

    def _draw_lines(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(colours.LINE), 1))
        floor = self.height() - BELOW
        for part in range(4):
            y = round(floor - part * (floor - ABOVE) / 3) + 0.5
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))

    def _draw_group(
        self, painter: QPainter, group: Group, place: QRectF, most: int, *, first: bool
    ) -> None:
        floor = self.height() - BELOW
        bar = min(20.0, (place.width() - 8) / max(len(group.values), 1) - 2)
        left = place.center().x() - (bar + 2) * len(group.values) / 2 + 1
        painter.setFont(fonts.font(8))
        for number, value in enumerate(group.values):
            height = value / most * (floor - ABOVE) if most else 0.0
            box = QRectF(left + number * (bar + 2), floor - height, bar, height)
            draw_bar(painter, box, number)
            painter.setPen(QColor(colours.INK if number == 0 else colours.MUTED))
            number_box = QRectF(box.center().x() - 20, box.top() - 17, 40, 15)
            painter.drawText(number_box, Qt.AlignmentFlag.AlignCenter, str(value))
        painter.setPen(QColor(colours.MUTED))
        painter.setFont(fonts.font(8.5))
        name_box = QRectF(place.left(), floor + 6, place.width(), 16)
        name = group.name if first or " " not in group.name else group.name.rpartition(" ")[2]
        if QFontMetricsF(painter.font()).horizontalAdvance(name) > place.width():
            name = group.name.rpartition(" ")[2]
        painter.drawText(name_box, Qt.AlignmentFlag.AlignCenter, name)

    # What Qt calls

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(max(len(self._groups), 1) * GROUP, 280)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        over = self.place_at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)


class Legend(QWidget):
    """What the bars of a group are: the same filling beside the same word."""

    def __init__(self, series: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = parts.row(gap=GRID * 3)
        for number, name in enumerate(series):
            entry = parts.row(gap=GRID + 2)
            entry.addWidget(_Swatch(number))
            entry.addWidget(parts.words(name, "muted"))
            row.addLayout(entry)
        self.setLayout(row)


class _Swatch(QWidget):
    def __init__(self, series: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = series
        self.setFixedSize(10, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_bar(painter, QRectF(self.rect()), self._of)


def draw_bar(painter: QPainter, box: QRectF, series: int) -> None:
    """The first series is filled, the second an outline: told apart without colour too."""
    if box.isEmpty():
        return
    if series == 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ACCENT))
        painter.drawRoundedRect(box, 2, 2)
    else:
        painter.setPen(QPen(QColor(colours.ACCENT), 1.5))
        painter.setBrush(QColor(colours.ACCENT_SOFT))
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
