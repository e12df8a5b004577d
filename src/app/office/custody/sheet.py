"""Pemegang kunci: the sheet of Pengaturan that only the city has."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Jobs
from app.kit.settings.cards import DeedsSheet
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.custody.questions import BOTH, AddCustodian, AnswerDesk
from app.office.custody.uses import CustodyUses
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.custody import Answered, Asked

log = logging.getLogger(__name__)


class CustodySheet(DeedsSheet):
    """Says who holds the shares, lets another be named, and a desk be answered."""

    told = Signal(str, str)
    """A sentence for the page, and its tone."""

    def __init__(self, uses: CustodyUses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._jobs = jobs
        self._names: Sequence[str] = ()
        self.tell(self.tr("Pemegang kunci"))
        self.deeds = {
            "add": action(self, self.tr("Angkat …"), "Ctrl+K", self.add_custodian),
            "answer": action(self, self.tr("Buka …"), "Ctrl+J", self.choose),
        }
        self.buttons = {name: ActionButton(deed, parent=self) for name, deed in self.deeds.items()}
        self.head.addWidget(self.buttons["add"])
        self.names = parts.words("", "strong", wrap=True)
        self.about = parts.words("", "muted", wrap=True)
        said = parts.column(gap=GRID)
        said.addWidget(self.names)
        said.addWidget(self.about)
        self.body.addLayout(said)
        self.add(
            self.tr("Permintaan kelurahan"),
            self.tr(
                "Bila di sana tidak ada lagi kata sandi yang diingat. Dijawab oleh dua pemegang"
                " kunci, sendiri-sendiri."
            ),
            self.buttons["answer"],
        )
        self.deeds["add"].setVisible(uses.not_allowed is None)
        self.deeds["answer"].setEnabled(False)

    @Slot()
    def refresh(self) -> None:
        """Read anew who they are."""
        self._jobs.start(self, self._uses.custody.names, self.show_names, self._not_done, "read")

    def show_names(self, names: Sequence[str]) -> None:
        """Show who they are; the two newest hold what is enrolled from now on."""
        self._names = names
        self.names.setText(", ".join(names))
        self.names.setVisible(bool(names))
        self.about.setText(self._words(names))
        self.deeds["answer"].setEnabled(bool(names))

    @Slot()
    def add_custodian(self) -> None:
        """Ask who."""
        if self._uses.not_allowed is None:
            asked = AddCustodian(self._uses, self._jobs, self)
            asked.kept.connect(self._added)
            asked.open()

    @Slot()
    def choose(self) -> None:
        """Ask for the request of a desk."""
        self._uses.files.to_open_keys(self, self.tr("Permintaan dari kelurahan"), self._chosen)

    def _chosen(self, files: Sequence[Path]) -> None:
        request, look = files[0], self._uses.custody.look
        self._jobs.start(
            self,
            lambda: look(request),
            lambda asked: self._ask(request, asked),
            self._not_done,
            "read",
        )

    def _ask(self, request: Path, asked: "Asked") -> None:
        question = AnswerDesk(request, asked, self._names, self._uses, self._jobs, self)
        question.answered.connect(self._tell_answered)
        question.kept.connect(self._tell_both)
        question.open()

    @Slot(object)
    def _tell_answered(self, answered: "Answered") -> None:
        self.told.emit(self.tr("Tertulis: {file}.").format(file=answered.path.name), "good")

    @Slot()
    def _tell_both(self) -> None:
        self.told.emit(sentence(Problem("custody.both_answers")), "good")

    @Slot(object)
    def _added(self, name: str) -> None:
        self.told.emit(sentence(Problem("custody.added", facts=(("name", name),))), "good")
        self.refresh()

    def _words(self, names: Sequence[str]) -> str:
        if not names:
            return sentence(Problem("custody.nobody"))
        if len(names) < BOTH:
            return sentence(Problem("custody.one_more"))
        newest = self.tr("Untuk kelurahan yang mendaftar sekarang: {names}.").format(
            names=self.tr(" dan ").join(names[-BOTH:])
        )
        return f"{newest} {sentence(Problem('custody.new_card'))}"

    def _not_done(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("custody: %s", type(error).__name__)
            problems = (Problem("settings.failed"),)
        self.told.emit(sentence(problems[0]), "stop")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.refresh()
