"""The small parts every page is laid out with."""

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.kit.theme import GRID, set_role

PLAIN_TEXT = 0  # Qt.TextFormat.PlainText: naming it would cost the login 20 ms (see `theme`)

Layout = TypeVar("Layout", bound=QBoxLayout)


def words(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A label whose text is text, never markup; `role` as in `theme`."""
    label = QLabel(text)
    label.setProperty("textFormat", PLAIN_TEXT)
    label.setWordWrap(wrap)
    if role:
        set_role(label, role)
    return label


def card(parent: QWidget | None = None, *, margin: int = GRID * 4) -> QFrame:
    """A sheet of paper on the ground, with an empty column for `fill`."""
    sheet = QFrame(parent)
    set_role(sheet, "card")
    sheet.setLayout(column(margin=margin, gap=GRID * 2))
    return sheet


def fill(sheet: QFrame, content: QBoxLayout) -> None:
    """Lay `content` into a card, taking all of its room."""
    layout = sheet.layout()
    if isinstance(layout, QVBoxLayout):
        layout.addLayout(content, 1)


def column(*, margin: int = 0, gap: int = 0) -> QVBoxLayout:
    """Parts below each other, with nothing around them unless asked for."""
    return _spaced(QVBoxLayout(), margin, gap)


def row(*, margin: int = 0, gap: int = 0) -> QHBoxLayout:
    """Parts beside each other, with nothing around them unless asked for."""
    return _spaced(QHBoxLayout(), margin, gap)


def rule() -> QFrame:
    """A thin line between two groups."""
    line = QFrame()
    set_role(line, "rule")
    line.setFixedHeight(1)
    return line


def _spaced(made: Layout, margin: int, gap: int) -> Layout:
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made
