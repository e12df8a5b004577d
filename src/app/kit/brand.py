"""The umbrella, drawn: a picture file would have to be read before the first window."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.kit import colours

SIDE = 40


class Umbrella(QWidget):
    """The program's sign."""

    def __init__(self, parent: QWidget | None = None, side: int = SIDE) -> None:
        super().__init__(parent)
        self.setFixedSize(side, side)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_umbrella(painter, QRectF(self.rect()))


def draw_umbrella(painter: QPainter, box: QRectF) -> None:
    """Draw the sign into `box`, a square."""
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    canopy = QPainterPath(QPointF(2, 12.5))
    canopy.arcTo(QRectF(2, 2.5, 20, 20), 180, -180)
    for right in (22.0, 46 / 3, 26 / 3):  # three scallops, each a third of the width
        canopy.arcTo(QRectF(right - 20 / 3, 11, 20 / 3, 3), 0, 180)
    colour = QColor(colours.ACCENT)
    painter.fillPath(canopy, QBrush(colour))
    stick = QPainterPath(QPointF(12, 1.4))
    stick.lineTo(12, 19)
    stick.arcTo(QRectF(12, 17, 4, 4), 180, 180)
    pen = QPen(colour)
    pen.setWidthF(1.8)
    painter.strokePath(stick, pen)
    painter.restore()
