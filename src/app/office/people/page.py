"""Peserta: the people of all kelurahan, one person's page, and what the city decides."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from app.domain.decisions import Decision, Fix
from app.domain.people import Query
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.domain.states import DecisionState, EndReason
from app.domain.stations import shown_station, station_name
from app.kit import parts
from app.kit.failures import said_by
from app.kit.fields import Option
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.people.shown import reads
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton
from app.kit.theme import GRID
from app.office.people.case import CasePane
from app.office.people.columns import office_names
from app.office.people.decide import (
    AskEnd,
    AskExport,
    AskFix,
    AskMove,
    why_all_the_same,
    why_rejected,
    why_taken_back,
)
from app.office.people.found import CityFound
from app.office.people.uses import CityPeopleUses
from app.wording import names
from app.wording import people as wording
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.city.eligible import Standing
    from app.service.dossier import Dossier
    from app.service.exchange.decide import Decided
    from app.service.exchange.handover import HandedOver
    from app.service.exchange.kelurahan import Kelurahan

log = logging.getLogger(__name__)

LIST, PERSON = range(2)

WITH_A_REASON = frozenset({"decide.not_eligible", "decision.reason_missing"})
"""What a reason alone mends."""


class CityPeoplePage(Page):
    """Finds people, opens one, and takes the city's word on one or many.

    The frame's search field drives it: `search` at each key, `enter`, `go_down`.
    """

    words_changed = Signal(str)  # what the frame's search field should say now

    def __init__(
        self,
        jobs: Jobs,
        reference: Reference,
        uses: CityPeopleUses,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self._jobs = jobs
        self._uses = uses
        self._offices = office_names(reference)
        self._opening = Latest(jobs, self, "books")
        self._count = QLocale().toString
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.found = CityFound(uses.people, jobs, reference)
        self.case = CasePane(reads(reference), uses.examine)
        self.count = parts.words("", "strong")
        said = parts.row(gap=GRID * 3)
        said.addWidget(self.count)
        said.addWidget(self.found.said, 1)
        said.addWidget(self.found.everybody)
        self.export_button = ActionButton(self.found.export_deed, role="quiet", parent=self)
        self.export_button.setObjectName("export")
        said.addWidget(self.export_button)
        lists = QWidget()
        column = parts.column(gap=GRID * 2)
        column.addLayout(said)
        column.addWidget(self.found, 1)
        lists.setLayout(column)
        self._stack = QStackedWidget()
        self._stack.addWidget(lists)
        self._stack.addWidget(self.case)
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(self.notices)
        whole.addWidget(self.progress)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        self.found.opened.connect(self.open_person)
        self.found.counted.connect(self._show_count)
        self.found.failed.connect(self._not_done)
        self.found.words_changed.connect(self.words_changed)
        self.found.decide_asked.connect(self.decide)
        self.found.back_asked.connect(self.take_back)
        self.found.end_asked.connect(self.end)
        self.found.move_asked.connect(self.move_to)
        self.found.export_asked.connect(self.export)
        self.case.back_to_asked.connect(lambda: self.take_back([self.case.registration_id]))
        self.case.end_asked.connect(lambda: self.end([self.case.registration_id]))
        self.case.move_asked.connect(lambda: self.move_to([self.case.registration_id]))
        self.case.person_asked.connect(self.open_person)
        self.case.back_asked.connect(self._back)
        self.case.decide_asked.connect(
            lambda state: self.decide([self.case.registration_id], state)
        )
        self._show_heading()

    # What the frame and other pages ask for

    @Slot(str)
    def search(self, words: str) -> None:
        """Show whom these words find, at each key."""
        self._turn_to_list()
        self.found.search(words)

    @Slot(str)
    def enter(self, words: str) -> None:
        """Enter in the search field: open the only one, or go into the list."""
        self.search(words)
        self.found.enter()

    @Slot()
    def go_down(self) -> None:
        """The down key of the search field."""
        self._turn_to_list()
        self.found.go_into_list()

    @Slot(object)
    def show_query(self, query: Query) -> None:
        """Show the answer to a question of another page."""
        self._turn_to_list()
        self.found.ask(query)

    @Slot(str)
    def open_person(self, registration_id: str) -> None:
        """Show everything about one person; Esc leads back to the list as it was."""
        show, history = self._uses.show_registration, self._uses.decide.history
        standing = self._uses.standing
        self._opening.ask(
            lambda: (show(registration_id), history(registration_id), standing(registration_id)),
            self._show_person,
            lambda error: self._not_done(error, "people.not_opened"),
        )

    @Slot()
    def refresh(self) -> None:
        """Something was taken in or decided: read anew what is shown."""
        self.found.refresh()
        if self._is_on_person:
            self.open_person(self.case.registration_id)

    def come_into_sight(self) -> None:
        # after what the caller is about to ask: the answer shown last is then not read again
        QTimer.singleShot(0, self, self.refresh)
        here = QApplication.focusWidget()
        typing = isinstance(here, QLineEdit) and here.isVisible()
        if not typing and not self._is_on_person:
            self.found.table.setFocus()

    # Deciding

    @Slot(object, str)
    def decide(self, ids: Sequence[str], state: str) -> None:
        """Decide so on these people, after asking what has to be asked."""
        if self.progress.is_running or not ids:
            return
        wanted = DecisionState(state)
        if wanted is DecisionState.NEEDS_FIXING:
            members = self.case.members if self._is_on_person else 0
            fixing = AskFix(len(ids), members, self._jobs, self)
            fixing.kept.connect(lambda answer: self._decide(ids, wanted, answer[0], answer[1]))
            fixing.open()
        elif wanted is DecisionState.REJECTED:
            rejecting = why_rejected(len(ids), self._jobs, self)
            rejecting.kept.connect(lambda reason: self._decide(ids, wanted, (), reason))
            rejecting.open()
        else:
            self._decide(ids, wanted)

    @Slot(object)
    def take_back(self, ids: Sequence[str]) -> None:
        """Let the decision before the last one count again, after asking why."""
        if self.progress.is_running or not ids:
            return
        back = self._uses.decide.take_back

        def taken(reason: str) -> None:
            self._write(
                lambda progress, cancelled: back(ids, reason, progress, cancelled),
                self.tr("keputusan terakhir ditarik"),
            )

        asking = why_taken_back(len(ids), self._jobs, self)
        asking.kept.connect(taken)
        asking.open()

    @Slot(object)
    def end(self, ids: Sequence[str]) -> None:
        """End the membership of these people, after asking why."""
        if self.progress.is_running or not ids:
            return
        asking = AskEnd(len(ids), self._jobs, self)
        asking.kept.connect(
            lambda answer: self._decide(ids, DecisionState.ENDED, (), answer[1], answer[0])
        )
        asking.open()

    @Slot(object)
    def move_to(self, ids: Sequence[str]) -> None:
        """Give these people to another kelurahan, after asking to which and why."""
        if self.progress.is_running or not ids:
            return

        def ask(kelurahan: "Sequence[Kelurahan]") -> None:
            stations = [
                Option(
                    station_name(each.office, station.number),
                    self.tr("{name}, PC {number}").format(name=each.name, number=station.number),
                )
                for each in kelurahan
                for station in each.stations
                if station.holds
            ]
            asking = AskMove(len(ids), stations, self._jobs, self)
            asking.kept.connect(lambda answer: self._move(ids, *answer))
            asking.open()

        self._jobs.start(
            self,
            self._uses.kelurahan,
            ask,
            lambda error: self._not_done(error, "city.not_read"),
            "read",
        )

    def _move(self, ids: Sequence[str], station: str, reason: str) -> None:
        give = self._uses.hand_over
        office, number = shown_station(station)

        def work(progress: Progress, cancelled: Cancelled) -> "HandedOver":
            return give(ids, office, number, reason, progress, cancelled)

        def moved(done: "HandedOver") -> None:
            self.notices.tell(
                self.tr("{n} orang dipindahkan. Kedua kelurahan mengetahuinya dari balasan.")
                .format(n=self._count(done.given)),
                "good",
            )  # fmt: skip
            self.refresh()

        self.progress.run(
            self.tr("Memindahkan"),
            self.tr("orang"),
            work,
            moved,
            lambda error: self._not_done(error, "city.not_done"),
            "bulk",
        )

    @Slot()
    def export(self) -> None:
        """Write what the filters show as a spreadsheet, after asking what for and where to."""
        count, query = self.found.count, self.found.query
        if self.progress.is_running or not count:
            return
        name = self.tr("peserta") + f"-{self._uses.today().isoformat()}.xlsx"
        office = self._offices.get(query.office, query.office)
        asking = AskExport(count, wording.asked(replace(query, office=office)), self._jobs, self)
        asking.kept.connect(
            lambda reason: self._uses.files.to_save(
                self,
                self.tr("Simpan daftar"),
                name,
                lambda target: self._export(query, target, reason),
            )
        )
        asking.open()

    def _export(self, query: Query, target: Path, reason: str) -> None:
        export = self._uses.export

        def work(progress: Progress, cancelled: Cancelled) -> int | None:
            return export(query, target, reason, progress, cancelled)

        def written(count: int | None) -> None:
            if count is not None:
                self.notices.tell(
                    self.tr("{n} orang ditulis ke {file}.").format(
                        n=self._count(count), file=target.name
                    ),
                    "good",
                )

        self.progress.run(
            self.tr("Menulis daftar"),
            self.tr("orang"),
            work,
            written,
            lambda error: self._not_done(error, "people.not_exported"),
            "read",
        )

    def _decide(
        self,
        ids: Sequence[str],
        state: DecisionState,
        fixes: tuple[Fix, ...] = (),
        reason: str = "",
        end: EndReason | None = None,
    ) -> None:
        decide = self._uses.decide
        self._write(
            lambda progress, cancelled: decide(
                ids, state, fixes, reason, progress, cancelled, end=end
            ),
            names.DECISION_STATES[state].lower(),
            lambda done: self._ask_all_the_same(state, fixes, done),
        )

    def _ask_all_the_same(
        self, state: DecisionState, fixes: tuple[Fix, ...], done: "Decided"
    ) -> None:
        """Those who were refused for want of a reason may follow with one."""
        without = {uid: each for uid, each in done.refused if each.code in WITH_A_REASON}
        if not without:
            return
        why = [sentence(each) for each in without.values()]
        asking = why_all_the_same(why, self._jobs, self)
        asking.kept.connect(lambda reason: self._decide(list(without), state, fixes, reason))
        asking.open()

    def _write(
        self,
        work: "Callable[[Progress, Cancelled], Decided]",
        said: str,
        then: "Callable[[Decided], object]" = lambda done: None,
    ) -> None:
        def decided(done: "Decided") -> None:
            self._decided(said, done)
            then(done)

        self.progress.run(
            self.tr("Menulis keputusan"),
            self.tr("orang"),
            work,
            decided,
            lambda error: self._not_done(error, "city.not_done"),
            "bulk",
        )

    def _decided(self, said: str, done: "Decided") -> None:
        if done.decided:
            self.notices.tell(
                self.tr("{n} orang: {said}. Kelurahan mengetahuinya dari balasan berikutnya.")
                .format(n=self._count(done.decided), said=said),
                "good",
            )  # fmt: skip
        for why, people in Counter(sentence(each) for _, each in done.refused).items():
            self.notices.tell(
                self.tr("{n} orang tidak berubah. {why}").format(n=self._count(people), why=why),
                "warn",
            )
        self.refresh()

    # Inside

    @property
    def _is_on_person(self) -> bool:
        return self._stack.currentIndex() == PERSON

    def _turn_to_list(self) -> None:
        self._opening.forget()
        self._stack.setCurrentIndex(LIST)
        self._show_heading()

    def _show_person(self, found: "tuple[Dossier, Sequence[Decision], Standing]") -> None:
        was_open = self._is_on_person
        self.case.show_case(*found)
        self._stack.setCurrentIndex(PERSON)
        self._show_heading()
        if not was_open:  # read anew, it takes the keys from no question that is open by now
            self.case.go_to()

    @Slot()
    def _back(self) -> None:
        self._turn_to_list()
        self.found.table.setFocus()

    @Slot(object, str)
    def _not_done(self, error: Exception, code: str) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _show_heading(self) -> None:
        if self._is_on_person:
            self.set_heading(*self.case.heading())
        else:
            hint = self.tr("F3 mencari  ·  panah memilih  ·  Enter membuka")
            self.set_heading(self.tr("Peserta"), hint)

    @Slot()
    def _show_count(self) -> None:
        count, chosen = self.found.count, self.found.table.count_chosen()
        here = len(self.found.model.ids())
        if count is None:
            text = self.tr("{n} orang atau lebih").format(n=self._count(here)) if here else ""
        else:
            text = self.tr("{n} orang").format(n=self._count(count))
        if chosen > 1:
            text += "  ·  " + self.tr("{n} dipilih").format(n=self._count(chosen))
        self.count.setText(text)
