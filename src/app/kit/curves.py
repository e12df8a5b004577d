"""Lines over time, and bars below each other: drawn by hand, like `charts`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.kit import colours, fonts
from app.kit.charts import draw_bar
from app.kit.drawn import Drawn
from app.kit.theme import GRID

_LEFT, _RIGHT, _TOP, _BELOW = 8, 150, 14, 26
_LABEL = 15  # pixels a label at the end of a line needs
_ROW = 26
_NAME, _FIGURES = 160, 120

_DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3), (1, 3))
"""Lines differ by their dashes and by the name at their end, not by colour alone."""

_INKS = (colours.ACCENT, colours.INK, colours.WARN, colours.GOOD, colours.MUTED)


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its name, and a value for each point of time."""

    name: str
    values: tuple[int, ...]


class Curves(Drawn):
    """Some lines over the same points of time, each named where it ends.

    Left and right choose a point of time, whose numbers stand above; Enter or a click picks it.
    """

    picked = Signal(int)  # the number of the point of time

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._curves: tuple[Curve, ...] = ()
        self.setMinimumHeight(170)

    def show_curves(self, names: Sequence[str], curves: Sequence[Curve]) -> None:
        """`names` are of the points of time; every curve has a value for each."""
        self._names, self._curves = tuple(names), tuple(curves)
        self._stand_on(len(self._names) - 1)

    def count(self) -> int:
        return len(self._names)

    def words_of(self, place: int) -> str:
        """All numbers of one point of time."""
        told = (
            f"{curve.name} {self.locale().toString(curve.values[place])}" for curve in self._curves
        )
        return f"{self._names[place]}: {', '.join(told)}"

    def place_at(self, point: QPointF) -> int:
        """The point of time drawn nearest, above or below; -1 where there is none."""
        x = point.x()
        if not self._names or not 0 <= x <= self.width() - _RIGHT + GRID * 4:
            return -1
        return min(range(len(self._names)), key=lambda place: abs(self._x(place) - x))

    def pick(self, place: int) -> None:
        self.picked.emit(place)

    def _x(self, place: int) -> float:
        room = self.width() - _LEFT - _RIGHT
        return _LEFT + room * (place / max(len(self._names) - 1, 1))

    def _y(self, value: int, most: int) -> float:
        floor = self.height() - _BELOW
        return floor - (floor - _TOP) * (value / most if most else 0)

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((max(each.values, default=0) for each in self._curves), default=0)
        self._draw_ground(painter, most)
        for number, curve in enumerate(self._curves):
            self._draw_curve(painter, number, curve, most)
        self._draw_ends(painter, most)
        if self.hasFocus() and self._names:
            x = self._x(self._chosen)
            painter.setPen(QPen(QColor(colours.ACCENT), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, _TOP), QPointF(x, self.height() - _BELOW))

    def _draw_ground(self, painter: QPainter, most: int) -> None:
        painter.setFont(fonts.font(8))
        for part in range(4):
            y = round(self._y(part, 3)) + 0.5
            painter.setPen(QPen(QColor(colours.LINE), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            if part and most:
                painter.setPen(QColor(colours.MUTED))
                painter.drawText(QPointF(_LEFT, y - 3), self.locale().toString(most * part // 3))
        painter.setPen(QColor(colours.MUTED))
        step = -(-len(self._names) * 44 // max(self.width() - _LEFT - _RIGHT, 1)) or 1
        for place in range(len(self._names) - 1, -1, -step):
            box = QRectF(self._x(place) - 40, self.height() - _BELOW + 5, 80, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._names[place])

    def _draw_curve(self, painter: QPainter, number: int, curve: Curve, most: int) -> None:
        points = [
            QPointF(self._x(place), self._y(value, most))
            for place, value in enumerate(curve.values)
        ]
        painter.setPen(_pen(number))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_INKS[number % len(_INKS)]))
        for place, point in enumerate(points):
            wide = 3.5 if place == self._chosen and self.hasFocus() else 2.0
            painter.drawEllipse(point, wide, wide)

    def _draw_ends(self, painter: QPainter, most: int) -> None:
        """The names, beside the ends of their lines, moved apart where lines end together."""
        painter.setFont(fonts.font(8.5))
        ends = sorted(
            (self._y(curve.values[-1], most), number)
            for number, curve in enumerate(self._curves)
            if curve.values
        )
        lowest = self.height() - _BELOW + GRID
        places = [y for y, _ in ends]
        for place in range(1, len(places)):
            places[place] = max(places[place], places[place - 1] + _LABEL)
        for place in range(len(places) - 1, -1, -1):
            top = lowest if place == len(places) - 1 else places[place + 1] - _LABEL
            places[place] = min(places[place], top)
        left = self.width() - _RIGHT + GRID * 3
        for (_, number), y in zip(ends, places, strict=True):
            curve = self._curves[number]
            painter.setPen(_pen(number))
            painter.drawLine(QPointF(left - GRID * 2, y), QPointF(left + GRID * 3, y))
            painter.setPen(QColor(colours.INK))
            said = f"{self.locale().toString(curve.values[-1])} {curve.name}"
            painter.drawText(QPointF(left + GRID * 5, y + 4), said)

    # What Qt calls

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(560, 220)


def _pen(number: int) -> QPen:
    pen = QPen(QColor(_INKS[number % len(_INKS)]), 1.8)
    if dashes := _DASHES[number % len(_DASHES)]:
        pen.setDashPattern(list(dashes))
    return pen


@dataclass(frozen=True, slots=True)
class Level:
    """One line of `Levels`: of `whole`, `part` is reached; `key` is what a click speaks of."""

    key: str
    name: str
    part: int
    whole: int
    mark: str = ""  # a word behind the name: why somebody should look


class Levels(Drawn):
    """Bars below each other, as long as their whole, filled as far as their part.

    Up and down choose a line, Enter or a click picks it.
    """

    BACK = Qt.Key.Key_Up
    ON = Qt.Key.Key_Down

    picked = Signal(str)
    chosen_changed = Signal(QRectF)  # the place of the chosen line: to be brought into sight

    def __init__(self, words: Callable[[Level], str], parent: QWidget | None = None) -> None:
        """`words` says one line as a sentence."""
        super().__init__(parent)
        self._words = words
        self._levels: tuple[Level, ...] = ()
        self.setMinimumWidth(_NAME + _FIGURES + 120)

    def show_levels(self, levels: Sequence[Level]) -> None:
        self._levels = tuple(levels)
        self.setMinimumHeight(len(self._levels) * _ROW + GRID)
        self._stand_on(min(max(self._chosen, 0), len(self._levels) - 1))

    def chosen(self) -> Level | None:
        """The line that is chosen; None where there is none."""
        return self._levels[self._chosen] if self._chosen >= 0 else None

    def count(self) -> int:
        return len(self._levels)

    def words_of(self, place: int) -> str:
        return self._words(self._levels[place])

    def place_at(self, point: QPointF) -> int:
        """The line at this height; -1 below all of them."""
        number = int(point.y() // _ROW)
        return number if 0 <= number < len(self._levels) else -1

    def pick(self, place: int) -> None:
        self.picked.emit(self._levels[place].key)

    def choose(self, place: int) -> None:
        super().choose(place)
        self.chosen_changed.emit(QRectF(0, self._chosen * _ROW, self.width(), _ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((max(each.whole, each.part) for each in self._levels), default=0)
        for number, level in enumerate(self._levels):
            self._draw(painter, level, number * _ROW, most)
            if number == self._chosen and self.hasFocus():
                painter.setPen(QPen(QColor(colours.ACCENT), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                box = QRectF(1, number * _ROW + 1, self.width() - 2, _ROW - 2)
                painter.drawRoundedRect(box, GRID, GRID)

    def _draw(self, painter: QPainter, level: Level, top: float, most: int) -> None:
        painter.setFont(fonts.font(9))
        painter.setPen(QColor(colours.INK))
        name = QFontMetricsF(painter.font()).elidedText(
            level.name, Qt.TextElideMode.ElideRight, _NAME - GRID * 4
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(GRID * 2, top, _NAME, _ROW), middle, name)
        room = self.width() - _NAME - _FIGURES
        for series, value in ((1, level.whole), (0, level.part)):
            wide = room * value / most if most else 0.0
            draw_bar(painter, QRectF(_NAME, top + 7, wide, _ROW - 14), series)
        figures = f"{self.locale().toString(level.part)} / {self.locale().toString(level.whole)}"
        painter.setPen(QColor(colours.INK))
        right = QRectF(self.width() - _FIGURES, top, _FIGURES - GRID * 2, _ROW)
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, figures)
        if level.mark:
            painter.setPen(QColor(colours.WARN))
            beside = QRectF(_NAME + GRID * 2, top, room - GRID * 2, _ROW)
            painter.drawText(beside, middle | Qt.AlignmentFlag.AlignRight, level.mark)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(560, len(self._levels) * _ROW + GRID)
