"""One sheet of the page: rows of fields on twelve columns, and a fold for what is seldom needed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desk.registration.twelfths import Row, Twelfths
from app.kit import colours, icons
from app.kit.fields import Field
from app.kit.theme import GRID, set_role


class Fold(QWidget):
    """Fields that are seldom needed. It opens by its key, a click, or when it holds something.

    Closed, its fields are out of the way of Enter and Tab.
    """

    def __init__(
        self, title: str, rows: Sequence[Row], key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fields = [widget for row in rows for widget, _ in row if isinstance(widget, Field)]
        self.button = QPushButton(f"{title}   {key}", self)
        set_role(self.button, "pin")
        self.button.setFocusPolicy(
            Qt.FocusPolicy.NoFocus
        )  # its key is shown; Tab follows the paper
        self.button.clicked.connect(self.toggle)
        self._inside = Twelfths(rows, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._inside)
        self._open(opened=False)

    @property
    def is_open(self) -> bool:
        return not self._inside.isHidden()

    def holds(self, name: str) -> bool:
        return any(field.name == name for field in self._fields)

    def open(self) -> None:
        self._open(opened=True)

    def toggle(self) -> None:
        """Open it and go to its first field; close it only while nothing would be hidden."""
        if self.is_open:
            self._open(opened=self._has_something())
        else:
            self._open(opened=True)
            if self._fields:
                self._fields[0].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> None:
        """Open if a field in it holds something or has a problem: nothing said is out of sight."""
        if not self.is_open and self._has_something():
            self._open(opened=True)

    def close_if_empty(self) -> None:
        """Another form is shown: fold away what it does not use."""
        self._open(opened=self._has_something())

    def _has_something(self) -> bool:
        return any(field.text() or field.problems() for field in self._fields)

    def _open(self, *, opened: bool) -> None:
        self._inside.setVisible(opened)
        picture = "chevron-down" if opened else "chevron-right"
        self.button.setIcon(icons.icon(picture, colours.MUTED, size=12))
        self.button.setAccessibleDescription(self.tr("terbuka") if opened else self.tr("tertutup"))


class Section(QFrame):
    """One sheet with a heading; what belongs to it is put in from top to bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.key = ""
        self.fields: list[Field] = []
        self.fold: Fold | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * GRID, 2 * GRID, 4 * GRID, 3 * GRID)
        self._column.setSpacing(2 * GRID)

    def put_head(self, title: str, hint: str, key: str) -> None:
        """Put the heading, with a hint beside it and the key that goes to this sheet."""
        self.setAccessibleName(title)
        self.key = key
        heading, said, shortcut = QLabel(title, self), QLabel(hint, self), QLabel(key, self)
        set_role(heading, "heading")
        set_role(said, "muted")
        set_role(shortcut, "muted")
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addSpacing(2 * GRID)
        said.setWordWrap(True)
        head.addWidget(said, 1)
        head.addWidget(shortcut)
        self._column.addLayout(head)

    def put(self, *rows: Row) -> None:
        """Put rows of fields below what is there."""
        self._column.addWidget(Twelfths(rows, self))
        self._note(rows)

    def put_widget(self, widget: QWidget) -> None:
        self._column.addWidget(widget)

    def put_fold(self, title: str, key: str, *rows: Row) -> None:
        """Put the fold, the last thing of a section."""
        self.fold = Fold(title, rows, key, self)
        self._column.addWidget(self.fold)
        self._note(rows)

    def go_to(self) -> None:
        """Where the key of this sheet leads."""
        self.first_input().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_input(self) -> QWidget:
        return self.fields[0].editor

    def _note(self, rows: Sequence[Row]) -> None:
        self.fields += [widget for row in rows for widget, _ in row if isinstance(widget, Field)]
