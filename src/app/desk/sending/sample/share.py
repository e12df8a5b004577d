"""Contoh ketik ulang: the sheet of Pengaturan where a kelurahan chooses its share."""

import logging
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.desk.sending.sample.uses import HasShare
from app.domain.refusal import Problem
from app.domain.sample import USUAL
from app.kit import parts
from app.kit.failures import said_by
from app.kit.fields import TextField
from app.kit.jobs import Jobs, Latest
from app.kit.settings.cards import DeedsSheet
from app.kit.settings.question import Question
from app.kit.shortcuts import ActionButton, action
from app.wording.catalogue import sentence

log = logging.getLogger(__name__)


class ShareSheet(DeedsSheet):
    """Says the share to everybody, and lets an administrator choose another."""

    told = Signal(str, str)
    """A sentence for the page, and its tone."""

    def __init__(self, deeds: HasShare, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deeds = deeds
        self._jobs = jobs
        self._reading = Latest(jobs, self)
        self._percent = USUAL
        self.tell(self.tr("Contoh yang diketik ulang"))
        self._choose = action(self, self.tr("Atur bagian …"), "Ctrl+O", self._ask)
        self._choose.setVisible(False)  # until it is known who is looking
        self.choose_button = ActionButton(self._choose, parent=self)
        self.head.addWidget(self.choose_button)
        self.share = parts.words("", "strong", wrap=True)
        self.body.addWidget(self.share)
        self.body.addWidget(
            parts.words(
                self.tr(
                    "Yang terpilih diketik ulang dari kertasnya oleh orang lain, di Kiriman bagian"
                    " Contoh. Lazimnya {n} persen; 0 mematikannya."
                ).format(n=USUAL),
                "muted",
                wrap=True,
            )
        )

    @Slot()
    def refresh(self) -> None:
        """Read anew what the office chose."""
        deeds = self._deeds

        def read() -> tuple[int, bool]:
            return deeds.percent(), deeds.may_put_percent()

        self._reading.ask(read, self._show, self._not_read)

    def _show(self, read: tuple[int, bool]) -> None:
        self._percent, may_put = read
        words = self.tr("{n} persen dari yang disetujui, dipilih secara acak")
        self.share.setText(
            words.format(n=self.locale().toString(self._percent))
            if self._percent
            else self.tr("Tidak ada yang diketik ulang")
        )
        self._choose.setVisible(may_put)

    def _ask(self) -> None:
        asked = ChooseShare(self._percent, self._deeds, self._jobs, self)
        asked.kept.connect(self._kept)
        asked.open()

    def _kept(self, _answer: object) -> None:
        self.told.emit(self.tr("Tersimpan; berlaku sejak persetujuan berikutnya."), "good")
        self.refresh()

    def _not_read(self, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("share not read: %s", type(error).__name__)
        self.told.emit(sentence((*said, Problem("settings.not_read"))[0]), "stop")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.refresh()


class ChooseShare(Question):
    """How many of a hundred that are approved are keyed again."""

    def __init__(
        self, now: int, deeds: HasShare, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self._deeds = deeds
        self.tell(
            self.tr("Contoh yang diketik ulang"),
            self.tr(
                "Berapa persen dari yang disetujui diketik ulang dari kertasnya oleh orang lain?"
                " 0 berarti tidak ada; {n} adalah lazim."
            ).format(n=USUAL),
            self.tr("Simpan"),
        )
        self.percent = TextField("percent", self.tr("Persen"), max_length=3)
        self.percent.set_text(str(now))
        self.add(self.percent)
        self.follow()
        self.percent.setFocus()
        self.percent.line.selectAll()

    def problems(self) -> Sequence[Problem]:
        typed = self.percent.text()
        is_number = typed.isascii() and typed.isdigit()
        return () if is_number else (Problem("sample.percent", "percent"),)

    def work(self) -> Callable[[], object]:
        return partial(self._deeds.put_percent, int(self.percent.text()))
