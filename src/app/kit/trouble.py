"""The window in place of the program: why it cannot be opened, and what to do now."""

import logging
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app import __version__
from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.failures import said_by
from app.kit.theme import GRID, set_role
from app.wording.catalogue import sentence

log = logging.getLogger(__name__)

WIDTH = 480


class Trouble(QWidget):
    """Says one sentence; from here the clerk can only try again or close."""

    again = Signal()

    def __init__(self, error: Exception, folder: Path, parent: QWidget | None = None) -> None:
        """`folder` is the data folder: whoever helps will ask where it is."""
        super().__init__(parent)
        self.setWindowTitle("Payung")
        self.setFixedWidth(WIDTH)
        picture = parts.words("")
        picture.setPixmap(icons.pixmap("octagon-x", colours.STOP, 24))
        self.sentence = parts.words(sentence(what_to_say(error)), wrap=True)
        self.where = parts.words(
            self.tr("Folder data: {folder}\nPayung {version}").format(
                folder=folder, version=__version__
            ),
            "muted",
            wrap=True,
        )
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again_button = QPushButton(self.tr("Coba lagi   Enter"), self)
        self.again_button.setAccessibleName(self.tr("Coba lagi"))
        self.again_button.setAutoDefault(True)
        set_role(self.again_button, "primary")
        self.again_button.clicked.connect(self.again)
        self.close_button = QPushButton(self.tr("Tutup   Esc"), self)
        self.close_button.setAccessibleName(self.tr("Tutup"))
        self.close_button.setAutoDefault(True)
        self.close_button.clicked.connect(self.close)

        head = parts.row(gap=GRID * 3)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        said = parts.column(gap=GRID * 2)
        said.addWidget(parts.words(self.tr("Payung tidak dapat dibuka"), "title"))
        said.addWidget(self.sentence)
        said.addWidget(self.where)
        said.addStretch(1)
        head.addLayout(said, 1)
        card = parts.card(self, margin=GRID * 5)
        parts.fill(card, head)
        foot = parts.row(gap=GRID * 2)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.again_button)
        column = parts.column(margin=GRID * 4, gap=GRID * 4)
        column.addWidget(card)
        column.addLayout(foot)
        self.setLayout(column)
        self.setAccessibleName(self.sentence.text())
        self.again_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def what_to_say(error: Exception) -> Problem:
    """The one problem that stands for `error`; one that nobody foresaw is logged by its kind."""
    if problems := said_by(error):
        return problems[0]
    if isinstance(error, OSError):
        return Problem("trouble.folder")
    log.error("not opened: %s", type(error).__name__)
    return Problem("trouble.unforeseen")
