"""The umbrella, drawn."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

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
        # the palette's own brush: to make one of a colour would name `Qt` (see `theme`)
        draw_umbrella(painter, QRectF(self.rect()), self.palette().highlight())


def draw_umbrella(painter: QPainter, box: QRectF, brush: QBrush) -> None:
    """Draw the sign into `box`, a square."""
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    painter.fillPath(_canopy(), brush)
    painter.fillPath(_stick(), brush)
    painter.restore()


def _canopy() -> QPainterPath:
    path = QPainterPath(QPointF(2, 12.5))
    path.arcTo(QRectF(2, 2.5, 20, 20), 180, -180)
    for right in (22.0, 46 / 3, 26 / 3):  # three scallops, each a third of the width
        path.arcTo(QRectF(right - 20 / 3, 11, 20 / 3, 3), 0, 180)
    return path


def _stick() -> QPainterPath:
    """The tip, the stick and its hook, 1.8 wide, as one outline."""
    path = QPainterPath(QPointF(11.1, 1.4))
    path.lineTo(11.1, 19)
    path.arcTo(QRectF(11.1, 16.1, 5.8, 5.8), 180, 180)
    path.lineTo(15.1, 19)
    path.arcTo(QRectF(12.9, 17.9, 2.2, 2.2), 0, -180)
    path.lineTo(12.9, 1.4)
    path.closeSubpath()
    return path
