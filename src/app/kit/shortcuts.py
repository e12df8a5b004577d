"""Shortcuts: every one is shown, on its button and on the help sheet of F1.

A shortcut is a `QAction` of the widget it works in. So a page's shortcuts work only while that page
is in sight, and the help sheet is made of what is really there.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QWidget

from app.kit import parts
from app.kit.theme import GRID, set_role


def action(owner: QWidget, words: str, keys: str, do: Callable[[], object]) -> QAction:
    """A deed with a shortcut that works while `owner` is in sight, wherever the cursor is."""
    made = QAction(words, owner)
    if keys:
        made.setShortcut(QKeySequence(keys))
    made.setAutoRepeat(False)
    made.triggered.connect(lambda _checked=False: do())
    owner.addAction(made)
    return made


class ActionButton(QPushButton):
    """A button that says its shortcut and does what its action does."""

    def __init__(self, deed: QAction, *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deed = deed
        if role:
            set_role(self, role)
        self.setAutoDefault(True)  # Enter presses it when the cursor is here
        self.clicked.connect(self._clicked)
        deed.changed.connect(self._show_deed)
        self._show_deed()

    @Slot()
    def _clicked(self) -> None:
        self._deed.trigger()

    @Slot()
    def _show_deed(self) -> None:
        keys = self._deed.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{self._deed.text()}   {keys}".rstrip())
        self.setAccessibleName(self._deed.text())
        self.setEnabled(self._deed.isEnabled())
        if self.parentWidget() or not self._deed.isVisible():  # else it would flash up as a window
            self.setVisible(self._deed.isVisible())


def shown_keys(widgets: Iterable[QWidget]) -> list[tuple[str, str]]:
    """The keys and words of every shortcut of these widgets and of what lies in them."""
    found: dict[str, str] = {}
    for widget in widgets:
        for each in (widget, *widget.findChildren(QWidget)):
            for deed in each.actions():
                keys = deed.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                if keys and deed.text() and deed.isVisible():
                    found.setdefault(keys, deed.text())
    return list(found.items())


class HelpSheet(QDialog):
    """What F1 shows: the shortcuts of this page, beside them those that work everywhere.

    Two columns, because one is higher than a screen of 768 lines.
    """

    def __init__(
        self,
        page: str,
        here: Iterable[tuple[str, str]],
        everywhere: Iterable[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bantuan"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        in_forms = (
            (self.tr("Enter"), self.tr("Isian berikutnya")),
            (self.tr("Shift+Tab"), self.tr("Isian sebelumnya")),
            ("F7", self.tr("Sematkan isian untuk orang berikutnya")),
        )
        left, right = _grid(), _grid()
        self._list(left, page, list(here))
        self._list(right, self.tr("Di semua halaman"), list(everywhere))
        self._list(right, self.tr("Di formulir"), list(in_forms))
        both = parts.row(gap=GRID * 12)
        for grid in (left, right):
            if grid.count():
                both.addLayout(grid)
                grid.setRowStretch(grid.rowCount(), 1)
        close = QPushButton(self.tr("Tutup   Esc"), self)
        close.setAccessibleName(self.tr("Tutup"))
        close.clicked.connect(self.reject)
        whole = parts.column(gap=GRID * 4)
        whole.setContentsMargins(GRID * 6, GRID * 5, GRID * 6, GRID * 5)
        whole.addLayout(both)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(whole)

    def _list(self, grid: QGridLayout, title: str, lines: list[tuple[str, str]]) -> None:
        if not lines:
            return
        start = grid.rowCount()
        heading = parts.words(title, "heading")
        heading.setContentsMargins(0, GRID * 2 if start > 1 else 0, 0, 0)
        grid.addWidget(heading, start, 0, 1, 2)
        for place, (keys, words) in enumerate(lines, start + 1):
            grid.addWidget(parts.words(keys, "strong"), place, 0)
            grid.addWidget(parts.words(words), place, 1)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GRID * 6)
    grid.setVerticalSpacing(GRID * 2)
    return grid
