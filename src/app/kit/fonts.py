"""The bundled screen font, so that every PC shows the same page."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Inter"
POINTS = 10.0  # points, not pixels: they follow the scale the PC is set to
FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")


def load(resources: Path) -> QFont:
    """Make the bundled font known and return the program's font.

    Where a file is missing the PC's own font is used: a plain page is better than none.
    """
    for name in FILES:
        QFontDatabase.addApplicationFont(str(resources / "fonts" / "screen" / name))
    return font()


def font(points: float = POINTS) -> QFont:
    """The program's font, all digits equally wide: numbers below each other stand in columns."""
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
