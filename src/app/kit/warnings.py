"""What the office is warned of, as long as it is so: limits, the clock, a revoked key."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.domain.refusal import Level, Problem
from app.kit import colours, icons, parts
from app.kit.theme import GRID, set_role
from app.wording.catalogue import sentence

PICTURES = {
    Level.STOP: ("octagon-x", colours.STOP),
    Level.WARN: ("triangle-alert", colours.WARN),
    Level.NOTE: ("info", colours.MUTED),
}


class Warnings(QWidget):
    """Bars that nobody can close: they go when their reason does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = parts.column(gap=GRID)
        self.setLayout(self._column)
        self._bars: list[QFrame] = []
        self._shown: tuple[Problem, ...] = ()
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these and no others."""
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        for gone in self._bars:
            gone.hide()
            gone.deleteLater()
        self._bars = [_bar(each) for each in self._shown]
        for bar in self._bars:
            self._column.addWidget(bar)
        self.setVisible(bool(self._bars))

    def said(self) -> tuple[str, ...]:
        """The sentences that stand there."""
        return tuple(sentence(each) for each in self._shown)


def _bar(problem: Problem) -> QFrame:
    bar = QFrame()
    set_role(bar, "notice")
    bar.setProperty("mark", problem.level.value)
    row = parts.row(gap=GRID * 2)
    row.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
    icon = QLabel()
    icon.setPixmap(icons.pixmap(*PICTURES[problem.level]))
    row.addWidget(icon)
    said = sentence(problem)
    row.addWidget(parts.words(said, wrap=True), 1)
    bar.setLayout(row)
    bar.setAccessibleName(said)
    return bar
