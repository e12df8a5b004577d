"""Pelindungan data: whose time is over, and whose data lay in a file that is lost."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.notices import Notices, ask
from app.kit.page import Page
from app.kit.privacy.uses import PrivacyUses
from app.kit.progress import ProgressPane
from app.kit.settings.cards import Sheet
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import long_day, sentence

if TYPE_CHECKING:
    from app.service.backup.purges import Copies
    from app.service.exchange.sent import SentFile
    from app.service.purge import Due, PurgeReport

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says, read at one time; `due` only for who may purge."""

    due: "Due | None"
    files: "Sequence[SentFile]"


class PrivacyPage(Page):
    """Shows what the law asks, and does what is asked. It decides nothing."""

    changed = Signal()  # registrations have become tombstones: lists are old

    def __init__(self, uses: PrivacyUses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Pelindungan data"),
            self.tr("Masa simpan data warga, dan langkah bila kiriman hilang (UU 27/2022)"),
        )
        self._uses = uses
        self._jobs = jobs
        self._reading = Latest(jobs, self)
        self._files: Sequence[SentFile] = ()
        self._due: Due | None = None
        self._count = QLocale().toString
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.purge_deed = action(self, self.tr("Hapus yang lewat …"), "Ctrl+H", self.ask_to_purge)
        self.lost_deed = action(self, self.tr("Buat daftar warga …"), "Ctrl+D", self.list_lost)
        self.retention = Sheet()
        self.retention.tell(self.tr("Masa simpan"))
        self.retention.head.addWidget(ActionButton(self.purge_deed, parent=self))
        self.rule = parts.words("", wrap=True)
        self.number = parts.words("", "strong", wrap=True)
        self.copies = parts.words("", wrap=True)
        for words in (self.rule, self.number, self.copies):
            self.retention.body.addWidget(words)
        self.retention.body.addWidget(
            parts.words(
                self.tr(
                    "Yang dihapus tidak dapat dikembalikan. Nomor pendaftaran dan jejak audit"
                    " tetap ada; cadangan lama masih memuatnya sampai cadangan itu terhapus."
                ),
                "muted",
                wrap=True,
            )
        )
        self.retention.body.addWidget(self.progress)
        self.lost = Sheet()
        self.lost.tell(self.tr("Kiriman yang hilang"))
        self.lost.head.addWidget(ActionButton(self.lost_deed, parent=self))
        self.lost.body.addWidget(
            parts.words(
                self.tr(
                    "Flashdisk atau berkas hilang? Pilih kirimannya: daftar warga di dalamnya"
                    " disiapkan untuk surat pemberitahuan, paling lambat 3 x 24 jam. Isinya sendiri"
                    " tersegel dan tidak terbuka tanpa kunci kota."
                ),
                "muted",
                wrap=True,
            )
        )
        self.model: ListModel[SentFile] = ListModel(self._columns(), self._lines, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Kiriman yang pernah dibuat"))
        self.table.opened.connect(lambda _row: self.list_lost())
        self.empty = parts.words(self.tr("Belum ada kiriman yang dibuat."), "muted-line")
        self.lost.body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        self.lost.body.addWidget(self.table, 1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addWidget(self.retention)
        column.addWidget(self.lost, 1)
        self.setLayout(column)
        self._show(Shown(None, ()))

    def come_into_sight(self) -> None:
        self.refresh()
        self.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Read anew what is shown; it stays until the answer is there."""
        uses = self._uses

        def read() -> Shown:
            return Shown(uses.purge.due() if uses.may_purge is None else None, uses.sent())

        self._reading.ask(read, self._show, self._not_done)

    @Slot()
    def ask_to_purge(self) -> None:
        """Say what goes for ever; only a yes goes on."""
        if self._due is None or not self._due.registration_ids or self.progress.is_running:
            return
        ask(
            self,
            self.tr("Hapus data {n} orang untuk selamanya?").format(
                n=self._count(len(self._due.registration_ids))
            ),
            self.tr(
                "Kepesertaan mereka berakhir sebelum {day}. Nama, NIK, keluarga, dan riwayatnya"
                " hilang dari buku data ini; nomor pendaftarannya tetap."
            ).format(day=long_day(self._due.before)),
            self.tr("Hapus data"),
            self._purge,
        )

    @Slot()
    def list_lost(self) -> None:
        """Ask where the list of the chosen file goes."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self._files) or self.progress.is_running:
            return
        file = self._files[row]
        self._uses.files.to_save(
            self,
            self.tr("Daftar warga dalam kiriman"),
            self.tr("warga-kiriman-{n}.xlsx").format(n=file.sequence),
            partial(self._list, file.id),
        )

    # Inside

    def _purge(self) -> None:
        self.progress.run(
            self.tr("Menghapus data"),
            self.tr("orang"),
            self._uses.purge,
            self._purged,
            self._not_done,
            "bulk",
        )

    def _purged(self, report: "PurgeReport") -> None:
        said = [self.tr("Data {n} orang dihapus.").format(n=self._count(report.people))]
        if report.copies is not None:
            said.append(
                self.tr("Cadangan sebelumnya masih memuatnya, paling lama sampai {day}.").format(
                    day=long_day(report.copies.until)
                )
            )
        self.notices.tell(" ".join(said), "good")
        self.changed.emit()
        self.refresh()

    def _list(self, file_id: str, target: Path) -> None:
        list_lost = self._uses.list_lost

        def work(progress: Progress, cancelled: Cancelled) -> int | None:
            return list_lost(file_id, target, progress, cancelled)

        self.progress.run(
            self.tr("Menulis daftar"),
            self.tr("orang"),
            work,
            partial(self._listed, target),
            self._not_done,
            "read",
        )

    def _listed(self, target: Path, count: int | None) -> None:
        if count is not None:
            self.notices.tell(
                self.tr("{n} orang ditulis ke {file}.").format(
                    n=self._count(count), file=target.name
                ),
                "good",
            )

    def _show(self, shown: Shown) -> None:
        uses = self._uses
        self._due = shown.due
        self._tell_copies(shown.due.copies if shown.due is not None else None)
        row = max(self.table.currentIndex().row(), 0)
        self._files = shown.files
        self.model.show_ids(range(len(shown.files)))
        if shown.files:
            self.table.selectRow(min(row, len(shown.files) - 1))
        self.empty.setVisible(not shown.files)
        self.table.setVisible(bool(shown.files))
        self.lost_deed.setEnabled(bool(shown.files) and uses.may_list is None)
        due = shown.due
        self.purge_deed.setEnabled(due is not None and bool(due.registration_ids))
        if uses.may_purge is not None:
            self.rule.setText(sentence(uses.may_purge))
            self.number.setText("")
        elif due is not None:
            self.rule.setText(
                self.tr("Data warga disimpan {years} tahun setelah kepesertaan berakhir.").format(
                    years=due.years
                )
                + f" ({due.legal_basis})"
            )
            self.number.setText(
                self.tr("{n} orang sudah lewat masa simpannya.").format(
                    n=self._count(len(due.registration_ids))
                )
                if due.registration_ids
                else self.tr("Tidak ada yang sudah lewat masa simpannya.")
            )

    def _tell_copies(self, copies: "Copies | None") -> None:
        said = []
        if copies is not None:
            said.append(
                self.tr(
                    "Yang dihapus terakhir pada {day} masih ada dalam cadangan dari hari-hari"
                    " sebelumnya ({n} hari cadangan disimpan). Pencadangan pada {until} menghapus"
                    " cadangan terakhir yang memuatnya; salinan yang disimpan di tempat lain harus"
                    " dihapus sendiri."
                ).format(
                    day=long_day(copies.before),
                    n=self._count(copies.keep),
                    until=long_day(copies.until),
                )
            )
            if copies.beside:
                said.append(
                    self.tr(
                        "Juga folder {folders} dari pemulihan dahulu: bila tidak diperlukan lagi,"
                        " hapus dari folder data."
                    ).format(folders=", ".join(copies.beside))
                )
        self.copies.setText(" ".join(said))
        self.copies.setVisible(bool(said))

    def _columns(self) -> "tuple[Column[SentFile], ...]":
        count = self._count
        return (
            Column(self.tr("Kiriman"), lambda line: count(line.sequence), right=True, width=84),
            Column(
                self.tr("Disegel"),
                lambda line: long_day(line.made_at.astimezone().date()),
                width=180,
            ),
            Column(self.tr("Pendaftaran"), lambda line: count(line.people), right=True, width=112),
            Column(self.tr("Berkas"), lambda line: line.name),
        )

    def _lines(self, rows: Sequence[int]) -> "Mapping[int, SentFile]":
        return {row: self._files[row] for row in rows}

    def _not_done(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("privacy: %s", type(error).__name__)
            problems = (Problem("settings.failed"),)
        for problem in problems:
            self.notices.tell(sentence(problem), "stop")
