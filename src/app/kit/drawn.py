"""What the charts drawn by hand have in common: how a place in them is chosen, picked and told."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget


class Drawn(QWidget):
    """A drawing of some places, one after the other; which they are is the chart's own.

    Two keys choose a place, Enter or a click picks it. The chosen one is told to whoever listens,
    the one below the mouse in a tooltip.
    """

    BACK: ClassVar = Qt.Key.Key_Left
    ON: ClassVar = Qt.Key.Key_Right

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)

    def count(self) -> int:
        """How many places there are."""
        raise NotImplementedError

    def place_at(self, point: QPointF) -> int:
        """The number of the place at `point`; -1 where there is none."""
        raise NotImplementedError

    def words_of(self, place: int) -> str:
        """One place as a sentence."""
        raise NotImplementedError

    def in_words(self) -> str:
        """What is told while no place is chosen."""
        return ""

    def pick(self, place: int) -> None:
        """Say that somebody wants what this place stands for."""
        raise NotImplementedError

    def choose(self, place: int) -> None:
        """Stand on this place, or on the nearest there is."""
        self._stand_on(max(0, min(place, self.count() - 1)))

    def _stand_on(self, place: int) -> None:
        """Of what is shown now, this place is chosen; -1 for none."""
        self._chosen = place
        self.setAccessibleDescription(self.words_of(place) if place >= 0 else self.in_words())
        self.update()

    # What Qt calls

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in (self.BACK, self.ON) and self.count():
            self.choose(self._chosen + (1 if key == self.ON else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen >= 0:
            self.pick(self._chosen)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = self.place_at(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.choose(place)
            self.pick(place)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(QPointF(event.pos()))
            text = self.words_of(place) if place >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
