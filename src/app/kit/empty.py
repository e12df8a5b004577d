"""What stands where there is nobody to show: why, and what to do about it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from app.kit import colours, icons, parts
from app.kit.theme import GRID, set_role

PICTURE_SIZE = 32
WIDTH = 460


class Empty(QFrame):
    """A picture, a sentence, a hint, and buttons that do what the hint suggests."""

    def __init__(self, parent: QWidget | None = None, *, width: int = WIDTH) -> None:
        super().__init__(parent)
        self._width = width
        set_role(self, "card")
        self.picture = parts.words("")
        self.sentence = parts.words("", "strong", wrap=True)
        self.hint = parts.words("", "muted", wrap=True)
        self._buttons = parts.row(gap=GRID * 2)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        inside = QWidget()
        inside.setFixedWidth(width)
        column = parts.column(gap=GRID * 2)
        inside.setLayout(column)
        self.picture.setMinimumHeight(PICTURE_SIZE)
        for label in (self.picture, self.sentence, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(GRID * 2)
        column.addLayout(self._buttons)
        whole = parts.column()
        whole.addStretch(2)
        whole.addWidget(inside, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self.setLayout(whole)

    def add(self, button: QPushButton) -> None:
        """Put a button below the hint."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def say(self, picture: str, sentence: str, hint: str) -> None:
        self.picture.setPixmap(icons.pixmap(picture, colours.FAINT, PICTURE_SIZE))
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        # several lines: a wrapped label asks for the height of one where the column is centred
        self.hint.setMinimumHeight(self.hint.heightForWidth(self._width))
