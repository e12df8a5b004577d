"""Contoh: who is to be keyed again, the form, what came of it, and who is wrong how often."""

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedLayout, QWidget

from app.desk.sending.sample.keying import KeyingForm
from app.desk.sending.sample.rates import RatesSheet
from app.desk.sending.sample.uses import ChecksAgain
from app.desk.sending.sample.verdict import VerdictPane
from app.domain.draft import Draft
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.domain.sample import Compared, ErrorRate, Stage
from app.kit import colours, parts
from app.kit.failures import said_by
from app.kit.jobs import Jobs, Latest
from app.kit.lines import LineList
from app.kit.listmodel import Column
from app.kit.notices import Notices
from app.kit.people.columns import short_number
from app.kit.people.named import named
from app.kit.people.shown import reads
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.sample import SampleStanding, ToKeyAgain

    Rates = tuple[Sequence[ErrorRate], Sequence[ErrorRate]]
    Read = tuple[SampleStanding, Sequence[ToKeyAgain], bool, Rates | None]

log = logging.getLogger(__name__)

LIST, FORM, VERDICT, RATES = range(4)
PICTURES = {
    Stage.WAITING: ("clipboard-list", colours.ACCENT),
    Stage.DIFFERS: ("triangle-alert", colours.WARN),
    Stage.TO_CORRECT: ("pencil", colours.STOP),
}


class SamplePane(QWidget):
    """One sheet at a time: the list, the form, the verdict, the rates. It decides nothing itself.

    What is typed stays when somebody goes back to the list; it is nowhere written down before it
    is compared.
    """

    counted = Signal(int)  # how many wait to be keyed
    correct_asked = Signal(str, object)  # registration id, the fields: open its correction

    def __init__(
        self,
        jobs: Jobs,
        deeds: ChecksAgain,
        reference: Reference,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._deeds = deeds
        self._notices = notices
        self._reading = Latest(jobs, self)
        self._here: ToKeyAgain | None = None
        self._typed: dict[str, Draft] = {}  # by registration id, until it is compared
        self._may_correct = False
        self.line = parts.words("", "heading")
        self.share = parts.words("", "muted")
        self.list: LineList[ToKeyAgain] = LineList(self._columns(), self.tr("Contoh"))
        self.list.opened.connect(self._open)
        self.list.chosen_changed.connect(self._show_deed)
        self._deed = action(self.list, "", "F2", self._open)
        self.open_button = ActionButton(self._deed, role="primary", parent=self)
        self._look = action(
            self.list, self.tr("Salah ketik tiap petugas"), "F6", partial(self._turn_to, RATES)
        )
        self._look.setVisible(False)  # until it is known who is looking
        self.rates_button = ActionButton(self._look, parent=self)
        self.rates = RatesSheet()
        self.rates.left.connect(self._to_list)
        self.form = KeyingForm(reference)
        self.form.compare_asked.connect(self._compare)
        self.form.left.connect(self._leave_form)
        self.verdict = VerdictPane(reads(reference))
        self.verdict.judged.connect(self._judge)
        self.verdict.left.connect(self._to_list)
        self._lay_out()
        self._show_deed()

    @Slot()
    def refresh(self) -> None:
        """Read anew who waits and who is wrong how often."""
        deeds = self._deeds

        def read() -> "Read":
            rates = None
            if deeds.rates_not_allowed() is None:
                rates = deeds.rates(), deeds.rates(by_month=True)
            return deeds.standing(), deeds.to_do(), deeds.may_correct(), rates

        self._reading.ask(read, self._show, partial(self._tell, code="sample.not_read"))

    def go_to(self) -> None:
        """Put the cursor where the work is."""
        sheet = self._stack.currentIndex()
        if sheet == LIST:
            (self.list.table if self.list.model.lines else self).setFocus()
        else:
            (self.form, self.verdict, self.rates)[sheet - FORM].go_to()

    # From one sheet to the next

    @Slot()
    def _open(self) -> None:
        chosen, deeds = self.list.chosen(), self._deeds
        if chosen is None:
            return
        if chosen.stage is Stage.TO_CORRECT:
            self._ask_to_correct(chosen, chosen.wrong)
            return
        self._here = chosen
        uid, number = chosen.line.registration_id, chosen.line.number
        if chosen.is_mine:
            self._tell(Refusal(Problem("sample.own")), "sample.not_done")
        elif chosen.stage is Stage.DIFFERS:
            self._jobs.start(
                self,
                lambda: deeds.differences(uid),
                partial(self._show_verdict, chosen),
                partial(self._tell, code="sample.not_done"),
            )
        else:
            self.form.begin(number, self._typed.get(uid, Draft()))
            self._turn_to(FORM)

    @Slot(object)
    def _compare(self, typed: Draft) -> None:
        here, deeds = self._here, self._deeds
        if here is None:
            return
        uid = here.line.registration_id
        self._typed[uid] = typed
        self.form.setEnabled(False)
        self._jobs.start(
            self,
            lambda: deeds(uid, typed),
            partial(self._compared, here),
            self._not_compared,
        )

    def _compared(self, here: "ToKeyAgain", found: Compared) -> None:
        self.form.setEnabled(True)
        self._show_verdict(here, found)
        self.refresh()

    def _not_compared(self, error: Exception) -> None:
        self.form.setEnabled(True)
        problems = said_by(error)
        self.form.show_problems(problems)
        self._tell_all([each for each in problems if not each.field], error, "sample.not_done")

    def _show_verdict(self, here: "ToKeyAgain", found: Compared) -> None:
        self._here = here
        self.verdict.show_compared(here.line.number, found, may_correct=self._may_correct)
        self._turn_to(VERDICT)

    @Slot(object, bool)
    def _judge(self, books_right: Mapping[str, bool], correct: bool) -> None:
        here, deeds = self._here, self._deeds
        if here is None:
            return
        uid = here.line.registration_id
        typed = self._typed.get(uid)

        def work() -> tuple[str, ...]:
            wrong = deeds.judge(uid, books_right)
            if correct and wrong and typed is not None:
                deeds.correct(uid, typed, wrong)
            return wrong

        self.verdict.setEnabled(False)
        self._jobs.start(self, work, partial(self._judged, here, correct), self._not_judged)

    def _judged(self, here: "ToKeyAgain", correct: bool, wrong: Sequence[str]) -> None:
        self.verdict.setEnabled(True)
        self._typed.pop(here.line.registration_id, None)
        self._to_list()
        count = self.locale().toString(len(wrong))
        if not wrong:
            self._notices.tell(self.tr("Tersimpan: semua yang tercatat benar."), "good")
        elif correct:
            self._ask_to_correct(here, wrong)
        else:
            self._notices.tell(
                self.tr(
                    "Tersimpan: {n} bagian tercatat salah. Perbaikannya menunggu di daftar ini."
                ).format(n=count),
                "warn",
            )
        self.refresh()

    def _not_judged(self, error: Exception) -> None:
        self.verdict.setEnabled(True)
        problems = said_by(error)
        self.verdict.show_problems(problems)
        self._tell_all([each for each in problems if not each.field], error, "sample.not_done")

    def _ask_to_correct(self, who: "ToKeyAgain", fields: Sequence[str]) -> None:
        if self._may_correct:
            self.correct_asked.emit(who.line.registration_id, tuple(fields))
        else:
            self._tell(Refusal(Problem("right.register")), "sample.not_done")

    @Slot()
    def _leave_form(self) -> None:
        if self._here is not None:
            self._typed[self._here.line.registration_id] = self.form.typed()
        self._to_list()

    @Slot()
    def _to_list(self) -> None:
        self._turn_to(LIST)

    def _turn_to(self, sheet: int) -> None:
        self._stack.setCurrentIndex(sheet)
        if self.isVisible():
            self.go_to()

    # What is shown

    def _show(self, read: "Read") -> None:
        standing, lines, may_correct, rates = read
        count = self.locale().toString
        self._may_correct = may_correct
        self.line.setText(
            self.tr("Contoh yang diketik ulang: {n} dari {all} menunggu").format(
                n=count(standing.waiting), all=count(standing.drawn)
            )
        )
        self.share.setText(
            self.tr("Dari yang disetujui, {n} persen dipilih secara acak.").format(
                n=count(standing.percent)
            )
            if standing.percent
            else self.tr("Kantor ini tidak memilih contoh; administrator mengaturnya.")
        )
        self._say_empty(standing)
        self.list.show_lines(lines, lambda each: (each.line.registration_id, each.stage))
        self._look.setVisible(rates is not None)
        if rates is not None:
            self.rates.show_rates(*rates)
        self.counted.emit(standing.waiting)
        if self.isVisible() and QApplication.focusWidget() in (None, self):
            self.go_to()  # whoever turned here came before the list did

    def _say_empty(self, standing: "SampleStanding") -> None:
        hint = (
            self.tr("Yang terpilih muncul di sini setelah lurah menyetujui pendaftaran.")
            if standing.percent
            else self.tr("Bagiannya diatur administrator di Pengaturan; 5 persen adalah lazim.")
        )
        words = (
            self.tr("Semua contoh sudah diketik ulang.")
            if standing.drawn
            else self.tr("Belum ada contoh yang terpilih.")
        )
        self.list.empty.say("clipboard-list", words, hint)

    @Slot()
    def _show_deed(self) -> None:
        chosen = self.list.chosen()
        words = {
            Stage.WAITING: self.tr("Ketik ulang"),
            Stage.DIFFERS: self.tr("Cocokkan dengan kertas"),
            Stage.TO_CORRECT: self.tr("Perbaiki"),
        }
        self._deed.setText(words[chosen.stage if chosen is not None else Stage.WAITING])
        self._deed.setEnabled(chosen is not None)

    def _columns(self) -> "tuple[Column[ToKeyAgain], ...]":
        """No more of what was typed than it takes to find the papers in the cabinet."""
        return (
            Column(
                self.tr("Tugas"), self._task, picture=lambda line: PICTURES[line.stage], width=190
            ),
            Column(self.tr("Kertas milik"), lambda line: line.line.name),
            Column(
                self.tr("No. daftar"),
                lambda line: short_number(line.line),
                width=124,
                hint=lambda line: line.line.number,
            ),
            Column(self.tr("Keterangan"), self._about, width=190),
        )

    def _task(self, line: "ToKeyAgain") -> str:
        return {
            Stage.WAITING: self.tr("ketik ulang"),
            Stage.DIFFERS: self.tr("cocokkan kertas"),
            Stage.TO_CORRECT: self.tr("perbaiki"),
        }[line.stage]

    def _about(self, line: "ToKeyAgain") -> str:
        if line.stage is not Stage.TO_CORRECT and line.is_mine:
            return self.tr("Anda yang mencatat")
        return ", ".join(named(each) for each in line.wrong)

    def _tell(self, error: Exception, code: str) -> None:
        self._tell_all(said_by(error), error, code)

    def _tell_all(self, problems: Sequence[Problem], error: Exception, code: str) -> None:
        if not said_by(error):
            log.error("%s: %s", code, type(error).__name__)
            problems = (Problem(code),)
        for problem in problems:
            self._notices.tell(sentence(problem), "stop")

    def _lay_out(self) -> None:
        head = parts.column(gap=GRID)
        head.addWidget(self.line)
        head.addWidget(self.share)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.open_button)
        foot.addWidget(self.rates_button)
        foot.addStretch(1)
        inside = parts.column(gap=GRID * 3)
        inside.addLayout(head)
        inside.addWidget(self.list, 1)
        inside.addLayout(foot)
        card = parts.card()
        parts.fill(card, inside)
        self._stack = QStackedLayout(self)
        for each in (card, self.form, self.verdict, self.rates):
            self._stack.addWidget(each)
