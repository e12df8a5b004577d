"""A stack of paper that somebody turns by hand, between its fronts and its backs."""

import threading
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from app.kit import colours, icons, parts
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role

GLANCE = 0.1  # seconds between two looks at whether the run was cancelled


class TurnPane(QFrame):
    """Says that the stack wants turning, while the run waits."""

    _wanted = Signal(bool)  # from the run's own thread

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        self.setProperty("mark", "warn")
        self._turned = threading.Event()
        self._wanted.connect(self._show)
        picture = parts.words("")
        picture.setPixmap(icons.pixmap("rotate-ccw", colours.WARN, 24))
        texts = parts.column(gap=2)
        texts.addWidget(parts.words(self.tr("Sisi depan sudah dicetak; balik kertasnya"), "strong"))
        texts.addWidget(
            parts.words(
                self.tr(
                    "Masukkan tumpukan itu kembali: sisi kosong ke arah cetak, lembar pertama "
                    "ditarik lebih dahulu."
                ),
                wrap=True,
            )
        )
        self._deed = action(self, self.tr("Cetak sisi belakang"), "Ctrl+B", self.go_on)
        self.button = ActionButton(self._deed, role="primary")
        row = parts.row(margin=GRID * 3, gap=GRID * 3)
        row.addWidget(picture)
        row.addLayout(texts, 1)
        row.addWidget(self.button)
        self.setLayout(row)
        self.hide()

    def wait(self, cancelled: Callable[[], bool]) -> bool:
        """Wait until the stack is turned; False where it will not be. Not on the GUI thread."""
        self._turned.clear()
        self._wanted.emit(True)
        try:
            while not self._turned.wait(GLANCE):
                if cancelled():
                    return False
        finally:
            self._wanted.emit(False)
        return True

    @Slot()
    def go_on(self) -> None:
        """The clerk has turned it."""
        self._turned.set()

    @Slot(bool)
    def _show(self, wanted: bool) -> None:
        self.setVisible(wanted)
        if wanted:
            self.button.setFocus()
