"""Peserta: the register as a list, the drafts, and one person's page in their place."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.desk.people.city import AskAnswer
from app.desk.people.dossier import DossierPane
from app.desk.people.drafts import DraftsPane
from app.desk.people.export import ExportDialog
from app.desk.people.found import FoundPane
from app.desk.people.happened import AskHanded, AskHappened
from app.desk.people.uses import PeopleUses
from app.domain.people import Query
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.people.shown import reads
from app.kit.progress import ProgressPane
from app.kit.shortcuts import action
from app.kit.theme import GRID, set_role
from app.wording import people as wording
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.domain.questions import Question
    from app.service.citys_word import CitysWord
    from app.service.dossier import Dossier
    from app.service.handing import Handed

log = logging.getLogger(__name__)

SCANNED = "PYG1:"  # how the text of a card's code begins (`papers.token`, which no window imports)
LIST, PERSON = range(2)
PEOPLE, DRAFTS = range(2)


class PeoplePage(Page):
    """Finds people, opens one, and leads on to what is done with them elsewhere.

    The frame's search field drives it: `search` at each key, `enter`, `go_down`. `show` is how
    other pages lead here. What it cannot do itself it asks for by a signal.
    """

    correct_asked = Signal(str)  # registration id
    new_asked = Signal()
    draft_resumed = Signal(str)  # draft id
    cards_asked = Signal(object)  # registration ids, in the order of the list
    receipts_asked = Signal(object)  # registration ids
    data_sheet_asked = Signal(str)  # registration id
    card_scanned = Signal(str)  # the text of a card's code
    changed = Signal()  # something was written down: numbers elsewhere are no longer right
    words_changed = Signal(str)  # what the frame's search field should say now

    def __init__(
        self,
        jobs: Jobs,
        reference: Reference,
        uses: PeopleUses,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self._jobs = jobs
        self._uses = uses
        self._today = today
        self._opening = Latest(jobs, self, "books")
        self._is_in_sight = False
        self.notices = Notices()
        self.found = FoundPane(uses.people, jobs, reference)
        self.drafts = DraftsPane(uses.drafts, jobs)
        self.dossier = DossierPane(reads(reference), uses.examine)
        self.progress = ProgressPane(jobs)
        self._lay_out()
        self._connect()
        self._show_heading()
        self._show_counts()

    # What the frame and other pages ask for

    @Slot(str)
    def search(self, words: str) -> None:
        """Show whom these words find, at each key; the text of a scanned card finds nobody."""
        if words.strip().upper().startswith(SCANNED):
            return
        self._turn_to(PEOPLE)
        self.found.search(words)

    @Slot(str)
    def enter(self, words: str) -> None:
        """Enter in the search field: a scanned card goes to its check, else into the list."""
        if words.strip().upper().startswith(SCANNED):
            self.card_scanned.emit(words.strip())
            return
        self.search(words)
        self.found.enter()

    @Slot()
    def go_down(self) -> None:
        """The down key of the search field."""
        self._turn_to(PEOPLE)
        self.found.go_into_list()

    @Slot(object)
    def show_query(self, query: Query) -> None:
        """Show the answer to a question of another page: a counter, an RT, a list taken in."""
        self._turn_to(PEOPLE)
        self.found.ask(query)

    @Slot()
    def show_drafts(self) -> None:
        """Show what was begun and not finished."""
        self._turn_to(DRAFTS)
        self.drafts.refresh()
        self.drafts.go_into_list()

    @Slot(str)
    def open_person(self, registration_id: str) -> None:
        """Show everything about one person; Esc leads back to the list as it was."""
        show, word = self._uses.show_registration, self._uses.citys_word
        self._opening.ask(
            lambda: (show(registration_id), word(registration_id)),
            self._show_person,
            self._not_opened,
        )

    @Slot()
    def refresh(self) -> None:
        """Something was kept, printed or taken in: read anew what is shown."""
        self.found.refresh()
        self.drafts.refresh()
        if self._is_on_person:
            self.open_person(self.dossier.registration_id)

    def come_into_sight(self) -> None:
        if not self._is_in_sight:  # the search field turns to this page at each key
            self._is_in_sight = True
            # after what the caller is about to ask: the answer shown last is then not read again
            QTimer.singleShot(0, self, self.refresh)
        here = QApplication.focusWidget()
        typing = isinstance(here, QLineEdit) and here.isVisible()
        if not typing and not self._is_on_person:  # who types in the search field goes on typing
            self._current_table().setFocus()

    # Inside

    @property
    def _is_on_person(self) -> bool:
        return self._stack.currentIndex() == PERSON

    def _current_table(self) -> QWidget:
        on_people = self._lists.currentIndex() == PEOPLE
        return self.found.table if on_people else self.drafts.table

    def _turn_to(self, tab: int) -> None:
        self._opening.forget()
        self._lists.setCurrentIndex(tab)
        self.tabs[tab].setChecked(True)
        self._stack.setCurrentIndex(LIST)
        self._show_heading()
        self._show_counts()

    def _show_person(self, found: "tuple[Dossier, CitysWord]") -> None:
        self.dossier.show_person(*found)
        self._stack.setCurrentIndex(PERSON)
        self._show_heading()
        self.dossier.go_to()

    @Slot()
    def _back(self) -> None:
        self._stack.setCurrentIndex(LIST)
        self._show_heading()
        self._current_table().setFocus()

    def _not_opened(self, error: Exception) -> None:
        self._tell(error, "people.not_opened")

    @Slot(object, str)
    def _tell(self, error: Exception, code: str) -> None:
        said = said_by(error)
        if not said:
            log.error("%s", code, exc_info=error)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _show_heading(self) -> None:
        if self._is_on_person:
            self.set_heading(*self.dossier.heading())
        else:
            hint = self.tr("F3 mencari  ·  panah memilih  ·  Enter membuka")
            self.set_heading(self.tr("Peserta"), hint)

    @Slot()
    def _show_counts(self) -> None:
        said = self._locale.toString
        drafts = self.drafts.count
        words = self.tr("Draf")
        self.tabs[DRAFTS].setText(words if not drafts else f"{words}  {said(drafts)}")
        on_people = self._lists.currentIndex() == PEOPLE
        self.count.setVisible(on_people)
        self.found.said.setVisible(on_people)
        self.found.everybody.setVisible(on_people and self.found.is_narrowed)
        count, chosen = self.found.count, self.found.table.count_chosen()
        here = len(self.found.model.ids())
        if count is None:
            text = self.tr("{n} orang atau lebih").format(n=said(here)) if here else ""
        else:
            text = self.tr("{n} orang").format(n=said(count))
        if chosen > 1:
            text += "  ·  " + self.tr("{n} dipilih").format(n=said(chosen))
        self.count.setText(text)

    # Export

    @Slot()
    def export(self) -> None:
        """Ask what for and where to, then write the whole answer as it is asked for now."""
        if self.progress.is_running or self.found.count is None:
            self.found.finder.hurry()
            return
        query = self.found.query
        asked, files = wording.asked(query), self._uses.files
        dialog = ExportDialog(self.found.count, asked, self._today(), files, self)
        dialog.ready.connect(partial(self._export_to, query))
        dialog.open()

    def _export_to(self, query: Query, target: Path, reason: str) -> None:
        export = self._uses.export

        def work(progress: Progress, cancelled: Cancelled) -> int | None:
            return export(query, target, reason, progress, cancelled)

        self.progress.run(
            self.tr("Menulis daftar"),
            self.tr("orang"),
            work,
            partial(self._exported, target),
            self._not_exported,
            "read",
        )

    def _exported(self, target: Path, count: int | None) -> None:
        if count is None:
            self.notices.tell(self.tr("Ekspor dibatalkan. Tidak ada berkas yang dibuat."))
            return
        told = self.tr("{n} orang ditulis ke {file}.").format(
            n=self._locale.toString(count), file=target.name
        )
        folder = QUrl.fromLocalFile(str(target.parent))
        self.notices.tell(
            told, "good", self.tr("Buka foldernya"), partial(QDesktopServices.openUrl, folder)
        )

    def _not_exported(self, error: Exception) -> None:
        self._tell(error, "people.not_exported")

    # What the city asks

    @Slot(object)
    def _ask_answer(self, question: "Question") -> None:
        asked = AskAnswer(question, self._uses.answer, self._jobs, self)
        asked.kept.connect(self._answered)
        asked.open()

    @Slot(object)
    def _answered(self, _nothing: object) -> None:
        self.notices.tell(self.tr("Tersimpan. Jawaban ikut kiriman berikut."), "good")
        self.changed.emit()
        self.refresh()

    # What happened, and the card

    @Slot(str)
    def _ask_happened(self, registration_id: str) -> None:
        name, _ = self.dossier.heading()
        asked = AskHappened(registration_id, name, self._uses.report, self._jobs, self)
        asked.kept.connect(self._reported)
        asked.open()

    @Slot(object)
    def _reported(self, _nothing: object) -> None:
        self.notices.tell(self.tr("Tersimpan. Kota membacanya pada kiriman berikut."), "good")
        self.changed.emit()
        self.refresh()

    @Slot(object)
    def _ask_handed(self, registration_ids: Sequence[str]) -> None:
        ids = tuple(registration_ids)
        asked = AskHanded(ids, self._uses.hand, self._today(), self._jobs, self)
        asked.kept.connect(self._handed)
        asked.open()

    @Slot(object)
    def _handed(self, done: "Handed") -> None:
        said = self._locale.toString
        if done.handed:
            self.notices.tell(
                self.tr("{n} kartu tercatat diserahkan.").format(n=said(done.handed)), "good"
            )
        for code, count in Counter(each.code for _, each in done.refused).items():
            self.notices.tell(f"{said(count)}: {sentence(Problem(code))}", "warn")
        self.changed.emit()
        self.refresh()

    # The page itself

    def _connect(self) -> None:
        found, drafts, dossier = self.found, self.drafts, self.dossier
        found.opened.connect(self.open_person)
        found.export_asked.connect(self.export)
        found.new_asked.connect(self.new_asked)
        found.words_changed.connect(self.words_changed)
        found.counted.connect(self._show_counts)
        drafts.counted.connect(self._show_counts)
        drafts.resumed.connect(self.draft_resumed)
        dossier.back_asked.connect(self._back)
        dossier.report_asked.connect(self._ask_happened)
        dossier.answer_asked.connect(self._ask_answer)
        for handing in (found, dossier):
            handing.hand_asked.connect(self._ask_handed)
        for pane in (found, drafts):
            pane.failed.connect(self._tell)
        for deeds in (found, dossier):
            deeds.correct_asked.connect(self.correct_asked)
            deeds.cards_asked.connect(self.cards_asked)
            deeds.receipts_asked.connect(self.receipts_asked)
            deeds.data_sheet_asked.connect(self.data_sheet_asked)

    def _lay_out(self) -> None:
        self._locale = QLocale()
        self.count = parts.words("", "muted-line")
        self._lists = QStackedWidget()
        self._lists.addWidget(self.found)
        self._lists.addWidget(self.drafts)
        lists = QWidget()
        column = parts.column(gap=GRID * 3)
        column.addLayout(self._head())
        column.addWidget(self._lists, 1)
        lists.setLayout(column)
        self._stack = QStackedWidget()
        self._stack.addWidget(lists)
        self._stack.addWidget(self.dossier)
        whole = parts.column(gap=GRID * 2)
        whole.addWidget(self.notices)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.progress)
        self.setLayout(whole)

    def _head(self) -> QHBoxLayout:
        tabs = QFrame()
        set_role(tabs, "yesno")
        inside = parts.row(margin=3, gap=2)
        tabs.setLayout(inside)
        tabs.setFixedHeight(34)
        group = QButtonGroup(self)
        self.tabs: list[QPushButton] = []
        for words, keys, do in (
            (self.tr("Peserta"), "Ctrl+1", lambda: self._turn_by_hand(PEOPLE)),
            (self.tr("Draf"), "Ctrl+2", lambda: self._turn_by_hand(DRAFTS)),
        ):
            tab = QPushButton(words)
            set_role(tab, "half")
            tab.setCheckable(True)
            tab.setToolTip(keys)
            tab.clicked.connect(action(self, words, keys, do).trigger)
            group.addButton(tab)
            inside.addWidget(tab)
            self.tabs.append(tab)
        self.tabs[PEOPLE].setChecked(True)
        row = parts.row(gap=GRID * 3)
        row.addWidget(tabs)
        row.addWidget(self.found.said)
        row.addWidget(self.found.everybody)
        row.addStretch(1)
        row.addWidget(self.count)
        return row

    def _turn_by_hand(self, tab: int) -> None:
        if tab == DRAFTS:
            self.show_drafts()
        else:
            self._turn_to(PEOPLE)
            self.found.table.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._is_in_sight = False
