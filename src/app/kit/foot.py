"""The deeds at the foot of a page: in one row, or in two where the window is narrow."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.kit import parts
from app.kit.theme import GRID


class Foot(QWidget):
    """Buttons from the left and one at the right; no word of them is ever cut off."""

    def __init__(
        self, buttons: Sequence[QWidget], last: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self._last = last
        self._upper = parts.row(gap=GRID * 2)
        self._lower = parts.row(gap=GRID * 2)
        for each in self._buttons:
            self._upper.addWidget(each)
        self._upper.addStretch(1)
        self._lower.addStretch(1)
        self._lower.addWidget(last)
        self._shown = len(self._buttons)
        column = parts.column(gap=GRID * 2)
        column.addLayout(self._upper)
        column.addLayout(self._lower)
        self.setLayout(column)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many as fit stand above; the others, if any, below with the last one."""
        widths = [each.sizeHint().width() + GRID * 2 for each in self._buttons]
        room = self.width()
        is_one = sum(widths) + self._last.sizeHint().width() <= room
        above = len(widths)
        while not is_one and above > 1 and sum(widths[:above]) > room + GRID * 2:
            above -= 1
        if above != self._shown:
            for each in self._buttons:
                self._upper.removeWidget(each)
                self._lower.removeWidget(each)
            for place, each in enumerate(self._buttons[:above]):
                self._upper.insertWidget(place, each)
            for place, each in enumerate(self._buttons[above:]):
                self._lower.insertWidget(place, each)
            self._shown = above
        row = self._upper if is_one else self._lower
        if row.indexOf(self._last) < 0:
            (self._lower if is_one else self._upper).removeWidget(self._last)
            row.addWidget(self._last)
