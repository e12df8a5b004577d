"""Riwayat: every sealed file, and how far it is known to have come."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.kit import colours, parts
from app.kit.empty import Empty
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID

if TYPE_CHECKING:
    from app.service.exchange.sent import SentFile

PICTURES = {
    "sealed": ("lock", colours.MUTED),
    "carried": ("send", colours.ACCENT),
    "filed": ("building-2", colours.GOOD),
}


class SentPane(QWidget):
    """Never says "received" by its own count: only the city's signed reply does."""

    cover_asked = Signal(str)  # id of a sealed file

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[SentFile] = ()
        self._count = QLocale().toString
        self._words = {
            "sealed": self.tr("tersegel, masih di komputer ini"),
            "carried": self.tr("terkirim, menunggu tanda terima"),
            "told": self.tr("sudah di stik"),
            "filed": self.tr("diterima kota"),
        }
        self.model: ListModel[SentFile] = ListModel(self._columns(), self._lines, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Kiriman yang pernah dibuat"))
        self.table.opened.connect(self._opened)
        self.empty = Empty()
        self.empty.say(
            "send",
            self.tr("Belum ada kiriman yang dibuat."),
            self.tr(
                "Setiap kiriman tercatat di sini: tersegel, terkirim, lalu diterima kota. "
                "“Diterima” hanya tampil setelah kota menandatanganinya."
            ),
        )
        self._cover = action(self, self.tr("Cetak berita acara …"), "F6", self._ask_cover)
        self.cover_button = ActionButton(self._cover, role="primary", parent=self)
        foot = parts.row()
        foot.addWidget(self.cover_button)
        foot.addStretch(1)
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(parts.words(self.tr("Kiriman yang pernah dibuat"), "heading"))
        inside.addWidget(self.table, 1)
        inside.addLayout(foot)
        card = parts.card()
        parts.fill(card, inside)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)
        self.show_files(())

    def show_files(self, files: "Sequence[SentFile]") -> None:
        """Show these, newest first."""
        row = max(self.table.currentIndex().row(), 0)
        self._files = files
        self.model.show_ids(range(len(files)))
        if files:
            self.table.selectRow(min(row, len(files) - 1))
        self._stack.setCurrentIndex(0 if files else 1)
        self._cover.setEnabled(bool(files))

    def go_to(self) -> None:
        """Put the cursor where the work is."""
        if self._files:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _columns(self) -> "tuple[Column[SentFile], ...]":
        count = self._count
        return (
            Column(self.tr("Kiriman"), lambda line: count(line.sequence), right=True, width=84),
            Column(self.tr("Untuk"), self._to, width=72),
            Column(self.tr("Disegel"), lambda line: _moment(line.made_at), width=150),
            Column(self.tr("Oleh"), lambda line: line.made_by, width=160),
            Column(self.tr("Pendaftaran"), lambda line: count(line.people), right=True, width=112),
            Column(
                self.tr("Ukuran"),
                lambda line: self.tr("{n} kB").format(n=count(-(-line.size // 1000))),
                right=True,
                width=100,
            ),
            Column(
                self.tr("Keadaan"),
                self._reached,
                picture=lambda line: PICTURES[line.reached],
            ),
            Column(self.tr("Sejak"), lambda line: _moment(line.at), width=150),
        )

    def _to(self, line: "SentFile") -> str:
        return self.tr("PC {n}").format(n=line.to) if line.to else self.tr("kota")

    def _reached(self, line: "SentFile") -> str:
        """Nobody signs for what another computer of this office is told."""
        return self._words["told" if line.to and line.reached == "carried" else line.reached]

    def _lines(self, rows: Sequence[int]) -> "dict[int, SentFile]":
        return {row: self._files[row] for row in rows}

    @Slot(int)
    def _opened(self, _row: int) -> None:
        self._ask_cover()

    def _ask_cover(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and self._files:
            self.cover_asked.emit(self._files[index.row()].id)


def _moment(at: datetime) -> str:
    return at.astimezone().strftime("%d-%m-%Y %H.%M")
