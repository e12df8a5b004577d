"""What was begun and not finished: the clerk's own drafts, and rows of lists with problems."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.desk.people.uses import ListsDrafts
from app.kit import parts
from app.kit.empty import Empty
from app.kit.jobs import Jobs, Latest
from app.kit.listmodel import ListModel, ListView
from app.kit.notices import ask
from app.kit.people.columns import draft_columns
from app.kit.people.table import choose_rows, chosen_rows, put_cursor
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID

if TYPE_CHECKING:
    from app.service.drafts import DraftLine


class DraftsPane(QWidget):
    """Lists drafts, last touched first; each is gone on with or thrown away, after a question."""

    resumed = Signal(str)  # draft id
    counted = Signal()
    failed = Signal(object, str)  # the exception, the code of what to say of it

    def __init__(self, drafts: ListsDrafts, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._jobs = jobs
        self._asked = Latest(jobs, self)
        self._lines: Sequence[DraftLine] = ()
        self.count: int | None = None
        columns = draft_columns(
            self.tr("Diketik di sini"), self.tr("Dari daftar"), self.tr("(belum ada nama)")
        )
        self.model = ListModel(columns, self._read, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Daftar draf"))
        self.table.opened.connect(self._resume_row)
        self.table.selectionModel().selectionChanged.connect(self._chosen_changed)
        self.model.modelReset.connect(self._chosen_changed)
        self.empty = Empty()
        self.empty.say(
            "clipboard-list",
            self.tr("Tidak ada draf."),
            self.tr(
                "Yang sedang diketik tersimpan sendiri dan menunggu di sini sampai selesai, juga "
                "baris daftar impor yang masih perlu diperbaiki."
            ),
        )
        self._resume = action(self.table, self.tr("Lanjutkan"), "Enter", self.resume)
        self._drop = action(self.table, self.tr("Hapus draf"), "Del", self.ask_to_drop)
        for deed in (self._resume, self._drop):  # these keys mean something else in other inputs
            deed.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        shown = QWidget(self)
        self._stack = QStackedLayout(shown)  # without a widget what is put in would flash up
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        foot = parts.row(gap=GRID * 2)
        self.resume_button = ActionButton(self._resume, role="primary", parent=self)
        self.drop_button = ActionButton(self._drop, parent=self)
        foot.addWidget(self.resume_button)
        foot.addWidget(self.drop_button)
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(shown, 1)
        column.addLayout(foot)
        self.setLayout(column)
        self._chosen_changed()

    def refresh(self) -> None:
        """Read the drafts anew; what is shown stays until they are here."""
        self._asked.ask(self._drafts.mine, self._show, self._not_read)

    def go_into_list(self) -> None:
        """Put the cursor on a draft."""
        self.table.setFocus()
        put_cursor(self.table)

    @Slot()
    def resume(self) -> None:
        """Go on with the chosen draft."""
        rows = self._chosen_rows()
        if len(rows) == 1:
            self._resume_row(rows[0])

    @Slot()
    def ask_to_drop(self) -> None:
        """Ask whether the chosen drafts may go: what was typed in them cannot be brought back."""
        ids = [self._lines[row].id for row in self._chosen_rows()]
        if not ids:
            return
        one = len(ids) == 1
        ask(
            self,
            self.tr("Hapus draf ini?") if one else self.tr("Hapus {n} draf?").format(n=len(ids)),
            self.tr(
                "Yang sudah diketik di dalamnya hilang dan tidak dapat dikembalikan. Pendaftaran "
                "yang sudah tersimpan tidak berubah."
            ),
            self.tr("Hapus"),
            partial(self._drop_all, ids),
            keep=self.tr("Biarkan"),
        )

    def _drop_all(self, ids: Sequence[str]) -> None:
        drop = self._drafts.drop

        def work() -> None:
            for each in ids:
                drop(each)

        self._jobs.start(self, work, lambda _: self.refresh(), self._not_dropped)

    def _show(self, lines: "Sequence[DraftLine]") -> None:
        chosen = {self._lines[row].id for row in self._chosen_rows()}
        scrolled = self.table.verticalScrollBar().value()
        self._lines = lines
        self.count = len(lines)
        self.model.show_ids(range(len(lines)))
        rows = (row for row, line in enumerate(lines) if line.id in chosen)
        choose_rows(self.table, (range(row, row + 1) for row in rows))
        self.table.verticalScrollBar().setValue(scrolled)
        self._stack.setCurrentIndex(0 if lines else 1)
        put_cursor(self.table)
        self.counted.emit()

    def _read(self, rows: Sequence[int]) -> "Mapping[int, DraftLine]":
        return {row: self._lines[row] for row in rows}

    def _chosen_rows(self) -> list[int]:
        return [row for part in chosen_rows(self.table) for row in part]

    @Slot(int)
    def _resume_row(self, row: int) -> None:
        self.resumed.emit(self._lines[row].id)

    @Slot()
    def _chosen_changed(self) -> None:
        chosen = len(self._chosen_rows())
        self._resume.setEnabled(chosen == 1)
        self._drop.setEnabled(chosen > 0)

    def _not_read(self, error: Exception) -> None:
        self.failed.emit(error, "drafts.not_read")

    def _not_dropped(self, error: Exception) -> None:
        self.failed.emit(error, "drafts.not_dropped")
        self.refresh()
