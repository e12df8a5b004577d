"""Draw the program's icon, the umbrella in white on the accent colour, to an .ico file.

Run by `freeze.py` in the bundle's environment, which has Qt and Pillow.
"""

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

UMBRELLA = Path(__file__).resolve().parent.parent / "resources" / "icons" / "umbrella.svg"
ACCENT = "#0b6e63"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def draw(size: int) -> Image.Image:
    """One size, drawn and not scaled, so that the small ones stay sharp."""
    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ACCENT))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 5, size / 5)
    white = UMBRELLA.read_bytes().replace(b"currentColor", b"white")
    inner = size * 0.72
    edge = (size - inner) / 2
    QSvgRenderer(QByteArray(white)).render(painter, QRectF(edge, edge, inner, inner))
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


def main() -> None:
    """Write every size to the file that the first word names."""
    largest, *smaller = [draw(size) for size in reversed(SIZES)]
    largest.save(sys.argv[1], sizes=[(size, size) for size in SIZES], append_images=smaller)


if __name__ == "__main__":
    main()
