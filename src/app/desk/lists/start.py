"""The beginning: a file to choose or to drop, and the lists that came in before."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QWidget

from app.kit import colours, icons, parts
from app.kit.empty import Empty
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import day

if TYPE_CHECKING:
    from app.service.lists import BatchLine

PICTURE_SIZE = 32
BY = 2  # the column that makes room for the name
ROOM_FOR_BY = 940


class StartPane(QWidget):
    """Asks for a file, and shows what came in so far; the last list on top."""

    file_asked = Signal()
    undo_asked = Signal(object)  # BatchLine
    people_asked = Signal(object)  # BatchLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[BatchLine] = ()
        self._count = QLocale().toString
        self.choose = action(self, self.tr("Pilih berkas …"), "Ctrl+O", self.file_asked.emit)
        self.choose_button = ActionButton(self.choose, role="primary", parent=self)
        self.model: ListModel[BatchLine] = ListModel(self._columns(), self._read, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Daftar yang sudah masuk"))
        self.table.opened.connect(self._opened)
        self.table.selectionModel().selectionChanged.connect(self._chosen_changed)
        self.empty = Empty()
        self.empty.say(
            "history",
            self.tr("Belum ada daftar yang masuk."),
            self.tr(
                "Setiap daftar yang masuk tercatat di sini dengan jumlahnya, dan dapat dibatalkan "
                "selama belum ada orang di dalamnya yang dikerjakan."
            ),
        )
        self._look = action(self.table, self.tr("Lihat orangnya"), "Enter", self._look_at)
        self._undo = action(self.table, self.tr("Batalkan daftar ini"), "Del", self._ask_undo)
        for deed in (self._look, self._undo):  # these keys mean something else in other inputs
            deed.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.look_button = ActionButton(self._look, parent=self)
        self.undo_button = ActionButton(self._undo, parent=self)
        self._list = QWidget(self)
        self._stack = QStackedLayout(self._list)  # without a widget what is put in would flash up
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._lay_out()
        self._chosen_changed()

    def show_batches(self, lines: "Sequence[BatchLine]") -> None:
        """Show the lists that came in, newest first."""
        self._lines = lines
        self.model.show_ids(range(len(lines)))
        self._stack.setCurrentIndex(0 if lines else 1)
        if lines:
            self.table.selectRow(0)
        self._chosen_changed()

    def go_to(self) -> None:
        """Put the cursor where the work begins."""
        self.choose_button.setFocus()

    # Inside

    def _columns(self) -> "tuple[Column[BatchLine], ...]":
        count = self._count
        return (
            Column(self.tr("Nama daftar"), lambda line: line.name),
            Column(self.tr("Masuk"), _when, width=158),
            Column(self.tr("Oleh"), lambda line: line.made_by, width=120),
            Column(self.tr("Baris"), lambda line: count(line.rows), right=True, width=66),
            Column(self.tr("Terdaftar"), lambda line: count(line.registered), right=True, width=90),
            Column(self.tr("Draf"), lambda line: count(line.drafts), right=True, width=62),
            Column(
                self.tr("Tidak masuk"), lambda line: count(line.left_out), right=True, width=108
            ),
            Column(self.tr("Keadaan"), self._state, picture=_picture, width=208),
        )

    def _state(self, line: "BatchLine") -> str:
        if line.undone_at is not None:
            when = day(line.undone_at.astimezone().date())
            return self.tr("dibatalkan {day}").format(day=when)
        if line.is_partly_undone:
            return self.tr("{n} sudah dikeluarkan").format(n=self._count(line.taken_out))
        if line.is_unfinished:
            return self.tr("terhenti di {done} dari {rows}").format(
                done=self._count(line.done), rows=self._count(line.rows)
            )
        return self.tr("masuk")

    def _read(self, rows: Sequence[int]) -> "Mapping[int, BatchLine]":
        return {row: self._lines[row] for row in rows}

    def _chosen(self) -> "BatchLine | None":
        index = self.table.currentIndex()
        chosen = self.table.selectionModel().hasSelection() and index.isValid()
        return self._lines[index.row()] if chosen else None

    @Slot()
    def _chosen_changed(self) -> None:
        line = self._chosen()
        self._look.setEnabled(line is not None and line.registered > 0)
        self._undo.setEnabled(line is not None and line.undone_at is None)

    @Slot(int)
    def _opened(self, row: int) -> None:
        self._look_at()

    def _look_at(self) -> None:
        line = self._chosen()
        if line is not None and line.registered:
            self.people_asked.emit(line)

    def _ask_undo(self) -> None:
        line = self._chosen()
        if line is not None and line.undone_at is None:
            self.undo_asked.emit(line)

    def _lay_out(self) -> None:
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(self._file_card())
        whole.addWidget(self._batch_card(), 1)
        self.setLayout(whole)

    def _file_card(self) -> QFrame:
        picture = parts.words("")
        picture.setPixmap(icons.pixmap("file-spreadsheet", colours.ACCENT, PICTURE_SIZE))
        words = parts.column(gap=GRID)
        words.addWidget(parts.words(self.tr("Letakkan berkas daftar di sini"), "heading"))
        words.addWidget(
            parts.words(
                self.tr(
                    "Excel (xlsx, xls), ods, atau csv. Setiap baris diperiksa dahulu; tidak ada "
                    "yang masuk sebelum Anda melihat hasilnya."
                ),
                "muted-line",
                wrap=True,
            )
        )
        line = parts.row(gap=GRID * 4)
        line.addWidget(picture)
        line.addLayout(words, 1)
        line.addWidget(self.choose_button)
        card = parts.card(margin=GRID * 5)
        parts.fill(card, line)
        return card

    def _batch_card(self) -> QFrame:
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(parts.words(self.tr("Daftar yang sudah masuk"), "heading"))
        inside.addWidget(self._list, 1)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.look_button)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        inside.addLayout(foot)
        card = parts.card()
        parts.fill(card, inside)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.table.setColumnHidden(BY, self.width() < ROOM_FOR_BY)


def _when(line: "BatchLine") -> str:
    return line.made_at.astimezone().strftime("%d-%m-%Y %H.%M")


def _picture(line: "BatchLine") -> tuple[str, str]:
    if line.undone_at is not None:
        return "rotate-ccw", colours.MUTED
    if line.is_unfinished or line.is_partly_undone:
        return "triangle-alert", colours.WARN
    return "circle-check", colours.GOOD
