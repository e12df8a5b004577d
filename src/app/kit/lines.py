"""Short lists: all lines are here already, and the model only shows them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.kit.empty import WIDTH, Empty
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.people.table import choose_row, put_cursor

Line = TypeVar("Line")


class LineModel(ListModel[Line]):
    """Shows lines that were read at once; there are hundreds of them, not thousands."""

    def __init__(self, columns: Sequence[Column[Line]], parent: QWidget | None = None) -> None:
        super().__init__(columns, self._lines_at, parent)
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, in this order."""
        self.lines = lines
        self.show_ids(range(len(lines)))

    def _lines_at(self, rows: Sequence[int]) -> Mapping[int, Line]:
        return {row: self.lines[row] for row in rows}


class LineList(QWidget, Generic[Line]):
    """A table of lines, and what stands there while it has none."""

    chosen_changed = Signal()
    opened = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Line]],
        name: str,
        parent: QWidget | None = None,
        *,
        width: int = WIDTH,
    ) -> None:
        """`name` is what a screen reader calls it; `width` is for the words where it is empty."""
        super().__init__(parent)
        self.model: LineModel[Line] = LineModel(columns, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(name)
        self.table.selectionModel().selectionChanged.connect(lambda: self.chosen_changed.emit())
        self.table.opened.connect(lambda _row: self.opened.emit())
        self.empty = Empty(width=width)
        self.stack = QStackedLayout(self)  # of its own widget: else what is put in flashes up
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentIndex(1)
        self.setFocusProxy(self.table)

    def show_lines(self, lines: Sequence[Line], same: Callable[[Line], object]) -> None:
        """Show these; the one that was chosen stays so, known by what `same` says of it."""
        before = self.chosen()
        self.model.show_lines(lines)
        self.stack.setCurrentIndex(0 if lines else 1)
        known = [same(each) for each in lines]
        wanted = same(before) if before is not None else None
        choose_row(self.table, known.index(wanted) if wanted in known else 0)
        put_cursor(self.table)
        self.chosen_changed.emit()

    def chosen(self) -> Line | None:
        """The line the cursor is on, or None."""
        row = self.table.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None
