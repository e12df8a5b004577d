"""The people of the kelurahan that the clerk looks for, and what can be done with them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.reference import Reference
from app.kit.jobs import Jobs
from app.kit.people.columns import LEAVE_WHEN_NARROW, people_columns
from app.kit.people.filters import FilterBar
from app.kit.people.found import PeopleFound
from app.kit.people.uses import ReadsPeople
from app.kit.shortcuts import action


class FoundPane(PeopleFound):
    """The register as the desk works with it: correct, print, write a list."""

    correct_asked = Signal(str)
    data_sheet_asked = Signal(str)
    hand_asked = Signal(object)  # registration ids
    cards_asked = Signal(object)  # registration ids, in the order of the list
    receipts_asked = Signal(object)
    export_asked = Signal()
    new_asked = Signal()

    def __init__(
        self,
        people: ReadsPeople,
        jobs: Jobs,
        reference: Reference,
        parent: QWidget | None = None,
    ) -> None:
        columns = people_columns(reference)
        super().__init__(people, jobs, columns, FilterBar(), LEAVE_WHEN_NARROW, parent)
        new = QPushButton(self.tr("Daftarkan pekerja"), self)
        new.setObjectName("new")
        new.clicked.connect(self.new_asked)
        new.setAutoDefault(True)
        self.empty.add(new)

    def add_deeds(self) -> Sequence[tuple[str, QAction]]:
        self._correct = self.on_table(
            self.tr("Betulkan"), "F2", lambda: self.tell_one(self.correct_asked.emit)
        )
        self._cards = self.on_table(
            self.tr("Cetak kartu"), "Ctrl+K", lambda: self.with_ids(self.cards_asked.emit)
        )
        self._receipts = self.on_table(
            self.tr("Cetak bukti"), "F6", lambda: self.with_ids(self.receipts_asked.emit)
        )
        self._sheet = self.on_table(
            self.tr("Cetak salinan data"),
            "Ctrl+D",
            lambda: self.tell_one(self.data_sheet_asked.emit),
        )
        self._hand = self.on_table(
            self.tr("Kartu diserahkan"), "F8", lambda: self.with_ids(self.hand_asked.emit)
        )
        self._export = action(self, self.tr("Ekspor xlsx"), "Ctrl+E", self.export_asked.emit)
        return (
            ("correct", self._correct),
            ("cards", self._cards),
            ("receipts", self._receipts),
            ("hand", self._hand),
            ("export", self._export),
        )

    def chosen_changed(self, count: int) -> None:
        for deed in (self.open_deed, self._correct, self._sheet):
            deed.setEnabled(count == 1)
        for deed in (self._cards, self._receipts, self._hand):
            deed.setEnabled(count > 0)
        self._export.setEnabled(self.model.rowCount() > 0)

    def say_nobody(self) -> None:
        if self.is_narrowed:
            self.empty.say(
                "search",
                self.tr("Tidak ada yang cocok."),
                self.tr(
                    "Coba bagian lain dari nama, NIK, atau nomor. Bila orangnya memang belum ada, "
                    "daftarkan."
                ),
            )
        else:
            self.empty.say(
                "users",
                self.tr("Belum ada peserta."),
                self.tr(
                    "Daftarkan pekerja pertama dengan KTP dan KK di tangan, atau impor daftar RT "
                    "dari Beranda."
                ),
            )
