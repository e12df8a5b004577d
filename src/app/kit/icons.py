"""Lucide's icons in the program's colours (ISC licence, `resources/icons/LICENSE.txt`)."""

from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QImageReader, QPixmap

from app.kit import colours
from app.kit.theme import ICONS

SIZE = 16


def icon(name: str, colour: str = colours.INK, *, chosen: str = "", size: int = SIZE) -> QIcon:
    """An icon for a button or a list; `chosen` is its colour while the button is down."""
    made = QIcon(pixmap(name, colour, size))
    made.addPixmap(pixmap(name, colours.FAINT, size), QIcon.Mode.Disabled)
    if chosen:
        made.addPixmap(pixmap(name, chosen, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, colour: str = colours.INK, size: int = SIZE) -> QPixmap:
    """An icon as a picture of `size` pixels at the sharpness of the sharpest screen."""
    application = QGuiApplication.instance()
    sharpness = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1
    return _drawn(name, colour, size, sharpness)


@cache
def _drawn(name: str, colour: str, size: int, sharpness: float) -> QPixmap:
    source = QFile(f"{ICONS}:{name}.svg")
    if not source.open(QIODevice.OpenModeFlag.ReadOnly):
        raise LookupError(f"no icon named {name}")
    painted = source.readAll().replace(QByteArray(b"currentColor"), QByteArray(colour.encode()))
    buffer = QBuffer(painted)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    side = round(size * sharpness)
    reader.setScaledSize(QSize(side, side))
    picture = QPixmap.fromImage(reader.read())
    picture.setDevicePixelRatio(sharpness)
    return picture
