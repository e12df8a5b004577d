"""Disisihkan: what came in and was not taken, why, and who settles it."""

import logging
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.sending.uses import ShowsAsides
from app.domain.asides import Aside, AsideKind
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Jobs, Latest
from app.kit.lines import LineList
from app.kit.listmodel import Column
from app.kit.notices import Notices
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import day, sentence

log = logging.getLogger(__name__)


class AsidePane(QWidget):
    """A short list to read. Which of two versions goes on, the city says."""

    counted = Signal(int)

    def __init__(
        self, jobs: Jobs, deeds: ShowsAsides, notices: Notices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._deeds = deeds
        self._notices = notices
        self._reading = Latest(jobs, self)
        self.list: LineList[Aside] = LineList(self._columns(), self.tr("Yang disisihkan"))
        self.list.chosen_changed.connect(self._show_why)
        self.list.empty.say(
            "circle-check",
            self.tr("Tidak ada yang disisihkan."),
            self.tr(
                "Bila balasan atau berkas lain tidak cocok dengan yang ada di sini, keduanya"
                " disimpan dan tampil di daftar ini."
            ),
        )
        self.why = parts.words("", wrap=True)
        self._dismiss = action(self, self.tr("Tandai sudah dilihat"), "F8", self._settle)
        self.dismiss_button = ActionButton(self._dismiss, parent=self)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.dismiss_button)
        foot.addStretch(1)
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(parts.words(self.tr("Yang disisihkan"), "heading"))
        inside.addWidget(self.list, 1)
        inside.addWidget(self.why)
        inside.addLayout(foot)
        card = parts.card()
        parts.fill(card, inside)
        whole = parts.column()
        whole.addWidget(card)
        self.setLayout(whole)
        self._show_why()

    @Slot()
    def refresh(self) -> None:
        """Read anew what nobody has settled."""
        self._reading.ask(self._deeds.open, self._show, partial(self._tell, "sending.not_read"))

    def go_to(self) -> None:
        """Put the cursor where the work is."""
        (self.list.table if self.list.model.lines else self).setFocus()

    # Inside

    def _show(self, asides: Sequence[Aside]) -> None:
        self.list.show_lines(asides, lambda each: each.id)
        self.counted.emit(len(asides))
        if self.isVisible() and QApplication.focusWidget() in (None, self):
            self.go_to()  # whoever turned here came before the list did

    @Slot()
    def _show_why(self) -> None:
        chosen = self.list.chosen()
        self.why.setText(sentence(Problem(f"aside.{chosen.reason}")) if chosen else "")
        self._dismiss.setVisible(chosen is not None)
        self._dismiss.setEnabled(chosen is not None and not chosen.kind.is_for_city)

    def _settle(self) -> None:
        chosen, deeds = self.list.chosen(), self._deeds
        if chosen is None:
            return
        aside_id = chosen.id

        def work() -> object:
            from app.service.exchange.settle import Choice  # brings SQLAlchemy: off this thread

            return deeds(aside_id, Choice.DISMISS)

        self._jobs.start(
            self, work, lambda _: self.refresh(), partial(self._tell, "sending.not_done")
        )

    def _tell(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self._notices.tell(sentence(problem), "stop")

    def _columns(self) -> tuple[Column[Aside], ...]:
        return (
            Column(self.tr("Apa"), self._kind, width=190),
            Column(self.tr("Sebabnya"), lambda line: sentence(Problem(f"aside.{line.reason}"))),
            Column(self.tr("Sejak"), lambda line: day(line.at.astimezone().date()), width=116),
            Column(self.tr("Siapa menyelesaikan"), self._who, width=190),
        )

    def _kind(self, line: Aside) -> str:
        return {
            AsideKind.REVISION: self.tr("Dua versi pendaftaran"),
            AsideKind.RECORD: self.tr("Satu catatan"),
            AsideKind.FILE: self.tr("Seluruh berkas"),
            AsideKind.NIK: self.tr("NIK sama di dua pendaftaran"),
            AsideKind.AUDIT: self.tr("Jejak audit"),
            AsideKind.TOLD: self.tr("Disisihkan oleh kota"),
        }[line.kind]

    def _who(self, line: Aside) -> str:
        if line.kind.is_for_city:
            return self.tr("kota memutuskan")
        if line.kind is AsideKind.TOLD:
            return self.tr("kota; di sini cukup dilihat")
        return self.tr("di sini, cukup dilihat")
