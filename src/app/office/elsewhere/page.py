"""Data luar: other funders' lists, what other offices say of residents, and the rules with it."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.refusal import Problem, Refusal
from app.domain.states import DecisionState
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Lane, Latest, Progress
from app.kit.lines import LineList
from app.kit.notices import Notices, ask
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.elsewhere.columns import count, list_columns
from app.office.elsewhere.preview import PreviewPane
from app.office.elsewhere.rules import RulesPane
from app.office.elsewhere.take import AskKind, Chosen
from app.office.elsewhere.uses import ElsewhereUses, HasProfile
from app.wording.catalogue import day, sentence

if TYPE_CHECKING:
    from app.service.city.checks import CheckedAnswers, KeptAnswers
    from app.service.city.eligible import Standing
    from app.service.city.elsewhere import CheckedElsewhere, ElsewhereLine, KeptElsewhere
    from app.service.exchange.decide import Decided

T = TypeVar("T")

log = logging.getLogger(__name__)

START, PREVIEW = range(2)


class ElsewherePage(Page):
    """Takes files of other offices in, after showing what they would do; lets lists go."""

    changed = Signal()  # the books say something of people that they did not
    pairs_asked = Signal()  # whoever is in a list and in the register waits for a word

    def __init__(self, jobs: Jobs, uses: ElsewhereUses, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Data luar"), self.tr("Daftar pembiaya lain, dan hasil dari instansi lain")
        )
        self._jobs = jobs
        self._uses = uses
        self._asked = Latest(jobs, self)
        self._list: CheckedElsewhere | None = None
        self._answers: CheckedAnswers | None = None
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.lists: LineList[ElsewhereLine] = LineList(
            list_columns(), self.tr("Daftar pembiaya lain yang berlaku")
        )
        self.lists.empty.say(
            "file-spreadsheet",
            self.tr("Belum ada daftar pembiaya lain."),
            self.tr(
                "Masukkan daftar dari provinsi, Baznas, atau BPJS supaya tidak ada yang dibiayai"
                " dua kali. Yang cocok diputuskan orang, tidak pernah dihapus sendiri."
            ),
        )
        self.lists.chosen_changed.connect(self._show_deeds)
        self.lists.opened.connect(self.pairs_asked)
        self.rules = RulesPane()
        self.rules.count_asked.connect(self.count_rules)
        self.rules.accept_asked.connect(self.accept)
        self.preview = PreviewPane()
        self.preview.keep_asked.connect(self.keep)
        self.preview.left.connect(self._let_go)
        self._start = QWidget()  # its shortcuts sleep while a file is looked at
        self._make_deeds()
        self._lay_out()
        self._show_deeds()

    def come_into_sight(self) -> None:
        self.refresh()
        self._go_to()

    @Slot()
    def refresh(self) -> None:
        """Read anew which lists are in force, and what waits of each."""
        self._asked.ask(
            self._uses.lists.lines, self._show, partial(self._not_done, "city.not_read")
        )

    # Taking in

    @Slot()
    def take_list(self) -> None:
        """Ask for a funder's list, which one it is, and show what it would do."""
        if self.progress.is_running:
            return
        self._uses.files.to_open_list(
            self,
            self.tr("Pilih daftar pembiaya lain"),
            partial(
                self._ask_kind,
                self.tr("Daftar pembiaya lain"),
                self.tr("Daftar baru menggantikan daftar lama dari sumber yang sama."),
                self._uses.lists.profiles,
                self._read_list,
            ),
        )

    @Slot()
    def take_answers(self) -> None:
        """Ask for a file of answers, of whom, and show what it would do."""
        if self.progress.is_running:
            return
        self._uses.files.to_open_list(
            self,
            self.tr("Pilih hasil dari instansi lain"),
            partial(
                self._ask_kind,
                self.tr("Hasil dari instansi lain"),
                self.tr("Tanggal ini dipakai untuk baris yang tidak menyebut tanggalnya."),
                self._uses.answers.profiles,
                self._read_answers,
            ),
        )

    def _ask_kind(
        self,
        title: str,
        purpose: str,
        profiles: Callable[[], Sequence[HasProfile]],
        read: Callable[[Path, Chosen], None],
        path: Path,
    ) -> None:
        def ask_kind(found: Sequence[HasProfile]) -> None:
            dialog = AskKind(title, purpose, found, self._uses.today(), self._jobs, self)
            dialog.kept.connect(partial(read, path))
            dialog.open()

        self._jobs.start(self, profiles, ask_kind, partial(self._not_done, "city.not_read"), "read")

    def _read_list(self, path: Path, chosen: Chosen) -> None:
        lists = self._uses.lists

        def work(_progress: Progress, cancelled: Cancelled) -> "CheckedElsewhere":
            found = lists.open(path, *chosen, cancelled)
            if found is None:
                raise Refusal(Problem("cancelled"))
            return found

        self._run(self.tr("Membaca {file}").format(file=path.name), work, self._show_list, "read")

    def _read_answers(self, path: Path, chosen: Chosen) -> None:
        answers = self._uses.answers

        def work(_progress: Progress, cancelled: Cancelled) -> "CheckedAnswers":
            found = answers.open(path, *chosen, cancelled)
            if found is None:
                raise Refusal(Problem("cancelled"))
            return found

        self._run(
            self.tr("Membaca {file}").format(file=path.name), work, self._show_answers, "read"
        )

    def _show_list(self, found: "CheckedElsewhere") -> None:
        self._list, self._answers = found, None
        self._stack.setCurrentIndex(PREVIEW)
        self.preview.show_list(found)

    def _show_answers(self, found: "CheckedAnswers") -> None:
        self._list, self._answers = None, found
        self._stack.setCurrentIndex(PREVIEW)
        self.preview.show_answers(found)

    @Slot()
    def keep(self) -> None:
        """Keep what is shown."""
        if self.progress.is_running:
            return
        if (found := self._list) is not None:
            lists = self._uses.lists
            self._run(
                self.tr("Menyimpan dan mencocokkan dengan pendaftaran"),
                lambda _progress, cancelled: lists.keep(found, cancelled),
                self._list_kept,
                "bulk",
            )
        elif (told := self._answers) is not None:
            answers = self._uses.answers
            self._run(
                self.tr("Menyimpan hasil"),
                lambda progress, cancelled: answers.keep(told, progress, cancelled),
                self._answers_kept,
                "bulk",
            )

    def _list_kept(self, kept: "KeptElsewhere") -> None:
        self._let_go()
        said = self.tr("{label} per {day} berlaku: {n} orang mungkin ada di pendaftaran.").format(
            label=kept.list.label, day=day(kept.list.as_of), n=count(kept.found)
        )
        if kept.found:
            self.notices.tell(said, "warn", self.tr("Putuskan"), self.pairs_asked.emit)
        else:
            self.notices.tell(said, "good")
        self._have_changed()

    def _answers_kept(self, kept: "KeptAnswers") -> None:
        self._let_go()
        said = self.tr("{n} hasil tersimpan. Kelurahan mengetahuinya dari balasan berikutnya.")
        if kept.rest:
            said = self.tr("{n} hasil tersimpan, {rest} belum. Masukkan berkas itu sekali lagi.")
        self.notices.tell(
            said.format(n=count(kept.kept), rest=count(kept.rest)), "warn" if kept.rest else "good"
        )
        self._have_changed()

    @Slot()
    def _let_go(self) -> None:
        """What was shown is not kept."""
        self._list = self._answers = None
        self._stack.setCurrentIndex(START)
        self._go_to()

    # Letting go

    @Slot()
    def drop(self) -> None:
        """Ask, then let the chosen list go with everybody in it."""
        line = self.lists.chosen()
        if line is None or self.progress.is_running:
            return
        ask(
            self,
            self.tr("Hapus daftar {label}?").format(label=line.list.label),
            self.tr(
                "Data {n} orang di daftar ini dihapus, dan pasangan yang menunggu hilang."
                " Keputusan yang sudah dibuat tetap tercatat."
            ).format(n=count(line.list.people)),
            self.tr("Hapus daftar"),
            partial(self._drop, line.list.id),
        )

    def _drop(self, list_id: str) -> None:
        drop = self._uses.lists.drop
        self._jobs.start(
            self,
            lambda: drop(list_id),
            self._dropped,
            partial(self._not_done, "city.not_done"),
        )

    def _dropped(self, people: int) -> None:
        self.notices.tell(self.tr("Data {n} orang dihapus.").format(n=count(people)), "good")
        self._have_changed()

    # The rules

    @Slot()
    def count_rules(self) -> None:
        """Ask the rules again for everybody who waits."""
        if self.progress.is_running:
            return
        rules = self._uses.rules

        def work(progress: Progress, cancelled: Cancelled) -> "Sequence[Standing]":
            found = rules.all(progress=progress, cancelled=cancelled)
            if cancelled():
                raise Refusal(Problem("cancelled"))
            return found

        self._run(
            self.tr("Menghitung kelayakan"),
            work,
            lambda found: self.rules.show_standings(
                found, may_accept=self._uses.not_allowed is None
            ),
            "read",
        )

    @Slot()
    def accept(self) -> None:
        """Ask, then accept everybody for whom every rule holds."""
        ids = self.rules.passed
        if not ids or self.progress.is_running:
            return
        ask(
            self,
            self.tr("Loloskan {n} orang?").format(n=count(len(ids))),
            self.tr(
                "Semua ketentuan terpenuhi untuk mereka. Keputusan dapat ditarik kembali di"
                " halaman Peserta."
            ),
            self.tr("Loloskan"),
            partial(self._accept, ids),
        )

    def _accept(self, ids: Sequence[str]) -> None:
        decide = self._uses.decide
        self._run(
            self.tr("Menulis keputusan"),
            lambda progress, cancelled: decide(
                ids, DecisionState.ACCEPTED, progress=progress, cancelled=cancelled
            ),
            self._accepted,
            "bulk",
        )

    def _accepted(self, done: "Decided") -> None:
        if done.decided:
            self.notices.tell(
                self.tr("{n} orang lolos. Kelurahan mengetahuinya dari balasan berikutnya.").format(
                    n=count(done.decided)
                ),
                "good",
            )
        for why, people in Counter(sentence(each) for _, each in done.refused).items():
            self.notices.tell(
                self.tr("{n} orang tidak berubah. {why}").format(n=count(people), why=why), "warn"
            )
        self._have_changed()

    # Inside

    def _run(
        self,
        what: str,
        work: Callable[[Progress, Cancelled], T],
        done: Callable[[T], None],
        lane: Lane,
    ) -> None:
        self.progress.run(
            what, self.tr("orang"), work, done, partial(self._not_done, "city.not_done"), lane
        )

    def _have_changed(self) -> None:
        self.rules.forget()
        self.refresh()
        self.changed.emit()

    def _go_to(self) -> None:
        """The cursor on the lists; where there is none, on the deed that brings one."""
        if self._stack.currentIndex() == START:
            (self.lists.table if self.lists.model.lines else self.buttons["list"]).setFocus()

    def _show(self, lines: "Sequence[ElsewhereLine]") -> None:
        self.lists.show_lines(lines, lambda each: each.list.source)
        self._show_deeds()

    @Slot()
    def _show_deeds(self) -> None:
        may, line = self._uses.not_allowed is None, self.lists.chosen()
        self._deeds["list"].setEnabled(may)
        self._deeds["answers"].setEnabled(may)
        self._deeds["drop"].setEnabled(may and line is not None)
        self._deeds["pairs"].setEnabled(line is not None and line.open > 0)

    def _not_done(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _make_deeds(self) -> None:
        self._deeds = {
            name: action(self._start, words, keys, do)
            for name, words, keys, do in (
                ("list", self.tr("Masukkan daftar …"), "Ctrl+N", self.take_list),
                ("answers", self.tr("Masukkan hasil …"), "Ctrl+H", self.take_answers),
                ("pairs", self.tr("Putuskan yang cocok"), "Ctrl+P", self.pairs_asked.emit),
                ("drop", self.tr("Hapus daftar …"), "F9", self.drop),
            )
        }
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "list" else "", parent=self)
            for name, deed in self._deeds.items()
        }
        for name, button in self.buttons.items():
            button.setObjectName(name)

    def _lay_out(self) -> None:
        foot = parts.row(gap=GRID * 2)
        for button in self.buttons.values():
            foot.addWidget(button)
        foot.addStretch(1)
        body = parts.row(gap=GRID * 3)
        body.addWidget(self.lists, 1)
        body.addWidget(self.rules)
        start = parts.column(gap=GRID * 3)
        start.addLayout(body, 1)
        if self._uses.not_allowed is not None:
            start.addWidget(parts.words(sentence(self._uses.not_allowed), "muted", wrap=True))
        start.addLayout(foot)
        self._start.setLayout(start)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._start)
        self._stack.addWidget(self.preview)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)
        self.setLayout(column)
