"""Ganda: the pairs that wait for a word, one of them side by side, and those that have it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.elsewhere import PersonElsewhere
from app.domain.pairs import Likely, PairKind, PairWord, Said
from app.domain.people import PersonLine
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.fields import ChoiceField, Option
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.lines import LineList
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.people.shown import reads
from app.kit.people.table import choose_row, put_cursor
from app.kit.progress import ProgressPane
from app.kit.settings.question import Question
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.pairs.columns import (
    Named,
    elsewhere_columns,
    known_by,
    settled_columns,
    waiting_columns,
)
from app.office.pairs.pane import PairPane
from app.office.pairs.questions import (
    AskFunded,
    AskKelurahan,
    AskSame,
    why_different,
    why_taken_back,
)
from app.office.pairs.uses import PairsUses, Settled, Settles, SettlesElsewhere
from app.office.people.columns import office_names
from app.wording import pairs as wording
from app.wording.catalogue import day, sentence

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QAction, QResizeEvent

    from app.service.city.find_pairs import Searched
    from app.service.city.review import PairLine, PairView
    from app.service.city.review_elsewhere import ElsewhereLine, ElsewhereView

log = logging.getLogger(__name__)

LIST_WIDTH, NARROW_WIDTH = 456, 304
NARROW = 1000  # a page narrower than this shows the lists without the kelurahan
OFFICE = 1  # their column
ROW = 48  # two lines of text
WAITING, ELSEWHERE, SETTLED = "waiting", "elsewhere", "settled"
FRESH, ASKED, ANSWERED = "fresh", "asked", "answered"

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class Read:
    """All that the lists show, read at once."""

    waiting: "Sequence[PairLine]"
    elsewhere: "Sequence[ElsewhereLine]"
    settled: Sequence[Settled]
    searched_at: "datetime | None"


class PairsPage(Page):
    """Lists the pairs; Enter shows one side by side, and one key each asks for a word on it.

    Nothing is said of a pair that is not in sight, and of never more than one.
    """

    changed = Signal()  # a word was said

    def __init__(
        self,
        jobs: Jobs,
        reference: Reference,
        uses: PairsUses,
        office_name: Named,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self._jobs = jobs
        self._uses = uses
        self._office_name = office_name
        self._count = QLocale().toString
        self._asked = Latest(jobs, self)
        self._opening = Latest(jobs, self, "books")
        self._lines: Sequence[PairLine] = ()
        self._funded: Sequence[ElsewhereLine] = ()
        self._searched: datetime | None = None
        self._view: PairView | ElsewhereView | None = None
        self._goes_on = False  # to the next pair, once the lists are read anew
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.pane = PairPane(reads(reference), office_name)
        self.waiting: LineList[PairLine] = self._list(
            LineList(
                waiting_columns(
                    office_name,
                    self.tr("ditanyakan"),
                    self.tr("sudah dijawab"),
                    (self.tr("Nama"), self.tr("Kelurahan"), self.tr("Kemungkinan")),
                ),
                self.tr("Pasangan yang menunggu"),
                width=NARROW_WIDTH - GRID * 10,
            )
        )
        self.elsewhere: LineList[ElsewhereLine] = self._list(
            LineList(
                elsewhere_columns(
                    office_name,
                    self.tr("ditanyakan"),
                    self.tr("sudah dijawab"),
                    (self.tr("Nama"), self.tr("Tempat"), self.tr("Kemungkinan")),
                ),
                self.tr("Yang juga dibiayai pihak lain"),
                width=NARROW_WIDTH - GRID * 10,
            )
        )
        self.settled: LineList[Settled] = self._list(
            LineList(
                settled_columns((self.tr("Nama"), self.tr("Tempat"), self.tr("Keputusan"))),
                self.tr("Pasangan yang sudah diputuskan"),
                width=NARROW_WIDTH - GRID * 10,
            )
        )
        self.settled.empty.say(
            "users",
            self.tr("Belum ada pasangan yang diputuskan."),
            self.tr("Yang digabung dan yang bukan orang sama tetap di sini, dan dapat ditarik."),
        )
        self._make_filters(office_names(reference))
        self._make_deeds()
        self._lay_out()
        self._turn_to(WAITING)

    @property
    def _list_shown(
        self,
    ) -> "LineList[PairLine] | LineList[ElsewhereLine] | LineList[Settled]":
        if self._which == ELSEWHERE:
            return self.elsewhere
        return self.waiting if self._which == WAITING else self.settled

    @Slot()
    def show_elsewhere(self) -> None:
        """Turn to those whom other funders pay for too."""
        self._turn_to(ELSEWHERE)

    def come_into_sight(self) -> None:
        self.refresh()
        self._list_shown.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Read anew what waits and what was decided."""
        review, elsewhere, named = self._uses.review, self._uses.elsewhere, self._office_name

        def read() -> Read:
            settled = [_settled(*each, named) for each in review.settled()]
            settled.extend(_funded(*each, named) for each in elsewhere.settled())
            settled.sort(key=lambda each: each.word.at, reverse=True)
            return Read(review.open(), elsewhere.open(), settled, review.searched_at())

        self._asked.ask(read, self._show, partial(self._not_done, "city.not_read"))

    @Slot()
    def open_chosen(self) -> None:
        """Show the chosen pair side by side; that somebody looked is written down."""
        key = self._chosen()
        if key is None:
            return
        not_read = partial(self._not_done, "city.not_read")
        if self._is_of_elsewhere():
            listed = self._uses.elsewhere.show
            self._opening.ask(lambda: listed(*key), self._show_pair, not_read)
        else:
            show = self._uses.review.show
            self._opening.ask(lambda: show(*key), self._show_pair, not_read)

    @Slot()
    def search(self) -> None:
        """Compare the whole city anew."""
        if self.progress.is_running or not self._uses.may_decide:
            return
        find, find_elsewhere = self._uses.find, self._uses.find_elsewhere
        is_elsewhere = self._which == ELSEWHERE

        def work(progress: Progress, cancelled: Cancelled) -> "Searched":
            return find_elsewhere(cancelled) if is_elsewhere else find(progress, cancelled)

        self.progress.run(
            self.tr("Mencari dalam daftar pembiaya lain")
            if is_elsewhere
            else self.tr("Mencari orang yang terdaftar dua kali"),
            self.tr("langkah"),
            work,
            self._found,
            partial(self._not_done, "city.not_done"),
            "bulk",
        )

    # What is in sight

    def _show(self, read: Read) -> None:
        self._lines, self._funded, self._searched = read.waiting, read.elsewhere, read.searched_at
        row = self._list_shown.table.currentIndex().row()
        self._show_waiting()
        self.settled.show_lines(read.settled, _key_of_settled)
        for which, words, lines in (
            (WAITING, self.tr("Menunggu ({n})"), self._lines),
            (ELSEWHERE, self.tr("Pembiaya lain ({n})"), self._funded),
        ):
            self._tabs[which].setText(words.format(n=self._count(len(lines))))
        self._show_heading()
        if self._goes_on:
            self._goes_on = False
            self._go_on_at(row)

    def _go_on_at(self, row: int) -> None:
        """The pair that took the place of the one just settled comes by itself."""
        table = self._list_shown.table
        count = self._list_shown.model.rowCount()
        if count:
            choose_row(table, min(max(row, 0), count - 1))
            put_cursor(table)
            if self._which != SETTLED:
                self.open_chosen()
        table.setFocus()

    @Slot()
    def _show_waiting(self) -> None:
        wanted = [each for each in self._lines if self._is_wanted(each)]
        self._say_nothing_waits()
        self.waiting.show_lines(wanted, _key_of_line)
        listed = [each for each in self._funded if self._is_wanted(each)]
        self._say_nobody_is_listed()
        self.elsewhere.show_lines(listed, _key_of_listed)

    def _is_wanted(self, line: "PairLine | ElsewhereLine") -> bool:
        offices = {line.first.office}
        if line.kind is PairKind.REGISTRATION:
            offices.add(line.second.office)
        chosen = {name: field.text() for name, field in self.filters.items()}
        state = ANSWERED if line.is_answered else ASKED if line.is_asked else FRESH
        return (
            (not chosen["office"] or chosen["office"] in offices)
            and (not chosen["likely"] or chosen["likely"] == line.likely)
            and (not chosen["asked"] or chosen["asked"] == state)
        )

    def _say_nothing_waits(self) -> None:
        say = self.waiting.empty.say
        if self._lines:
            say(
                "search",
                self.tr("Tidak ada pasangan yang cocok."),
                self.tr("Pilih kelurahan atau kemungkinan lain di atas."),
            )
        elif self._searched is None and self._uses.may_decide:
            say(
                "search",
                self.tr("Belum ada pencarian."),
                self.tr("Tekan F5 untuk mencari orang yang terdaftar dua kali di seluruh kota."),
            )
        elif self._searched is None:
            say(
                "search",
                self.tr("Belum ada pencarian."),
                self.tr("Penelaah atau administrator yang mencari."),
            )
        else:
            say(
                "circle-check",
                self.tr("Tidak ada pasangan yang menunggu."),
                self.tr("Cari lagi (F5) sesudah kiriman baru diterima.")
                if self._uses.may_decide
                else self.tr("Penelaah atau administrator mencari lagi sesudah ada kiriman."),
            )

    def _say_nobody_is_listed(self) -> None:
        if self._funded:
            self.elsewhere.empty.say(
                "search",
                self.tr("Tidak ada pasangan yang cocok."),
                self.tr("Pilih kelurahan atau kemungkinan lain di atas."),
            )
        else:
            self.elsewhere.empty.say(
                "circle-check",
                self.tr("Tidak ada yang menunggu."),
                self.tr("Daftar pembiaya lain dimasukkan di Data luar, lalu dicari di sini (F5)."),
            )

    def _show_pair(self, view: "PairView | ElsewhereView") -> None:
        self._view = view
        if view.kind is PairKind.ELSEWHERE:
            self.pane.show_elsewhere(view)
        else:
            self.pane.show_pair(view)
        self._offer()

    @Slot()
    def _chosen_changed(self) -> None:
        """Nothing is said of a pair that is not in sight."""
        key = self._chosen()
        if self._view is not None and _key_of(self._view) == key:
            return
        self._view = None
        self._opening.forget()
        line = self.waiting.chosen() if self._which == WAITING else None
        listed = self.elsewhere.chosen() if self._which == ELSEWHERE else None
        if line is not None:
            self.pane.show_line(line)
        elif listed is not None:
            self.pane.show_listed(listed)
        else:
            has = self._list_shown.chosen() is not None
            hint = self.tr("Enter membuka pasangan yang dipilih di kiri.")
            self.pane.show_hint(hint if has else "")
        self._offer()

    def _chosen(self) -> Key | None:
        if self._which == WAITING:
            waiting = self.waiting.chosen()
            return None if waiting is None else _key_of_line(waiting)
        if self._which == ELSEWHERE:
            listed = self.elsewhere.chosen()
            return None if listed is None else _key_of_listed(listed)
        settled = self.settled.chosen()
        return None if settled is None else _key_of_settled(settled)

    def _is_of_elsewhere(self) -> bool:
        settled = self.settled.chosen() if self._which == SETTLED else None
        if settled is not None:
            return settled.word.kind is PairKind.ELSEWHERE
        return self._which == ELSEWHERE

    def _turn_to(self, which: str) -> None:
        self._which = which
        for name, button in self._tab_buttons.items():
            button.setChecked(name == which)
        self._stack.setCurrentWidget(self._list_shown)
        self._filter_bar.setVisible(which != SETTLED)
        self._chosen_changed()
        self._show_heading()
        if self.isVisible():
            self._list_shown.table.setFocus()

    def _show_heading(self) -> None:
        if self._searched is None:
            said = self.tr("Yang mungkin satu orang, satu demi satu")
        else:
            at = self._searched.astimezone()
            said = self.tr("Dicari terakhir {day} pukul {time}").format(
                day=day(at.date()), time=f"{at:%H.%M}"
            )
        if not self._uses.may_decide:
            said += "  ·  " + self.tr("hanya penelaah dan administrator memutuskan")
        self.set_heading(self.tr("Ganda"), said)

    # The words

    def _offer(self) -> None:
        """What can be said of what is in sight."""
        view, may = self._view, self._uses.may_decide
        waits = view is not None and self._which != SETTLED
        for name in ("same", "different", "ask"):
            self._deeds[name].setEnabled(may and waits)
            self._deeds[name].setVisible(may and self._which != SETTLED)
        can_go_back = view is not None and bool(view.words)
        self._deeds["back"].setEnabled(may and can_go_back and not _is_taken_back(view))
        self._deeds["back"].setVisible(may)
        self._deeds["search"].setVisible(may)

    @Slot()
    def say_same(self) -> None:
        """Ask which of the two stays, where, and why; or who goes on paying."""
        view = self._view
        if view is None:
            return
        if view.kind is PairKind.ELSEWHERE:
            settle, key = self._uses.settle_elsewhere, _key_of(view)
            funder = view.person.label if view.person else ""
            self._put(
                AskFunded(
                    partial(settle.end, *key), partial(settle.keep, *key), funder, self._jobs, self
                ),
                self.tr("Dicatat. Kelurahan mengetahuinya dari balasan berikutnya."),
            )
            return
        pair = view
        self._jobs.start(
            self,
            self._uses.kelurahan,
            lambda offices: self._put(
                AskSame(pair, offices, self._office_name, self._uses.settle, self._jobs, self),
                self.tr("Digabung. Kelurahan mengetahuinya dari balasan berikutnya."),
            ),
            partial(self._not_done, "city.not_read"),
            "read",
        )

    @Slot()
    def say_different(self) -> None:
        """Ask why they are two."""
        if self._view is not None:
            deed = self._settles(self._view).different
            self._put(
                why_different(partial(deed, *_key_of(self._view)), self._jobs, self),
                self.tr("Dicatat sebagai dua orang, dan tidak ditanyakan lagi."),
            )

    @Slot()
    def ask_kelurahan(self) -> None:
        """Ask what to ask."""
        view = self._view
        if view is None:
            return
        if view.kind is PairKind.ELSEWHERE:
            key, put = _key_of(view), self._uses.settle_elsewhere.ask
            lines = [view.side.line]
            funder = view.person.label if view.person else self.tr("pihak lain")
            prepared = [wording.ABOUT_FUNDING.format(funder=funder)]

            def ask(question: str, _offices: Sequence[str]) -> object:
                return put(*key, question)
        else:
            lines = [view.first.line, view.second.line]
            prepared = list(wording.QUESTIONS)
            if view.may_be_twins:
                prepared.sort(key=lambda each: each != wording.ABOUT_TWINS)
            ask = partial(self._uses.settle.ask, *_key_of(view))
        offices = [
            Option(office, self.tr("Kel. {name}").format(name=self._office_name(office)))
            for office in dict.fromkeys(each.office for each in lines)
        ]
        self._put(
            AskKelurahan(ask, offices, prepared, self._jobs, self),
            self.tr("Pertanyaan ikut balasan berikutnya."),
        )

    @Slot()
    def take_back(self) -> None:
        """Ask why the last word counts no longer."""
        if self._view is not None:
            deed = self._settles(self._view).take_back
            self._put(
                why_taken_back(
                    self._view.words[-1], partial(deed, *_key_of(self._view)), self._jobs, self
                ),
                self.tr("Ditarik kembali. Pasangan ini menunggu lagi."),
            )

    def _settles(self, view: "PairView | ElsewhereView") -> "Settles | SettlesElsewhere":
        return self._uses.settle_elsewhere if view.kind is PairKind.ELSEWHERE else self._uses.settle

    def _put(self, question: Question, done: str) -> None:
        question.kept.connect(lambda _word: self._said(done))
        question.open()

    def _said(self, done: str) -> None:
        self.notices.tell(done, "good")
        self._goes_on = True
        self.refresh()
        self.changed.emit()

    def _found(self, done: "Searched") -> None:
        self.notices.tell(
            self.tr("{people} orang dibandingkan: {found} pasangan menunggu.").format(
                people=self._count(done.people), found=self._count(done.found)
            ),
            "good",
        )
        self.refresh()
        self.changed.emit()

    def _not_done(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    # How it is laid out

    def _list(self, made: LineList) -> LineList:  # type: ignore[type-arg]
        made.table.verticalHeader().setDefaultSectionSize(ROW)
        made.table.setSelectionMode(made.table.SelectionMode.SingleSelection)
        made.opened.connect(self.open_chosen)
        made.chosen_changed.connect(self._chosen_changed)
        return made

    def _make_filters(self, offices: Mapping[str, str]) -> None:
        anything = self.tr("Semua")
        none = Option("", anything)
        self.filters = {
            "office": ChoiceField(
                "office",
                self.tr("Kelurahan"),
                [none, *(Option(code, name) for code, name in offices.items())],
                placeholder=anything,
            ),
            "likely": ChoiceField(
                "likely",
                self.tr("Kemungkinan"),
                [none, *(Option(each.value, wording.LIKELY[each]) for each in Likely)],
                placeholder=anything,
            ),
            "asked": ChoiceField(
                "asked",
                self.tr("Pertanyaan"),
                [
                    none,
                    Option(FRESH, self.tr("belum ditanyakan")),
                    Option(ASKED, self.tr("menunggu jawaban")),
                    Option(ANSWERED, self.tr("sudah dijawab")),
                ],
                placeholder=anything,
            ),
        }
        row = parts.row(gap=GRID * 2)
        self._filter_bar = QWidget()
        for field in self.filters.values():
            field.setMinimumWidth(1)
            field.changed.connect(self._show_waiting)
            row.addWidget(field, 1)
        self._filter_bar.setLayout(row)

    def _make_deeds(self) -> None:
        tabs = (
            (WAITING, self.tr("Menunggu"), "Ctrl+M"),
            (ELSEWHERE, self.tr("Pembiaya lain"), "Ctrl+L"),
            (SETTLED, self.tr("Sudah diputuskan"), "Ctrl+D"),
        )
        self._tabs: dict[str, QAction] = {}
        self._tab_buttons: dict[str, ActionButton] = {}
        for name, words, keys in tabs:
            self._tabs[name] = action(self, words, keys, partial(self._turn_to, name))
            button = ActionButton(self._tabs[name], role="tab", parent=self)
            button.setCheckable(True)
            button.setObjectName(name)
            self._tab_buttons[name] = button
        self._deeds: dict[str, QAction] = {}
        self.buttons: dict[str, ActionButton] = {}
        deeds: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("same", self.tr("Orang yang sama …"), "F6", self.say_same),
            ("different", self.tr("Bukan orang yang sama …"), "F9", self.say_different),
            ("ask", self.tr("Tanya kelurahan …"), "F4", self.ask_kelurahan),
            ("back", self.tr("Tarik kembali …"), "F8", self.take_back),
            ("search", self.tr("Cari lagi"), "F5", self.search),
        )
        for name, words, keys, do in deeds:
            self._deeds[name] = action(self, words, keys, do)
            role = "primary" if name == "same" else ""
            self.buttons[name] = ActionButton(self._deeds[name], role=role, parent=self)
            self.buttons[name].setObjectName(name)

    def _lay_out(self) -> None:
        tabs = parts.row(gap=GRID)
        for button in self._tab_buttons.values():
            tabs.addWidget(button)
        tabs.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(self.elsewhere)
        self._stack.addWidget(self.settled)
        self._left = lists = QWidget()
        lists.setFixedWidth(LIST_WIDTH)
        left = parts.column(gap=GRID * 2)
        left.addWidget(self._filter_bar)
        left.addWidget(self._stack, 1)
        lists.setLayout(left)
        inside = parts.column()
        inside.addWidget(self.pane)
        card = parts.card()
        parts.fill(card, inside)
        body = parts.row(gap=GRID * 3)
        body.addWidget(lists)
        body.addWidget(card, 1)
        foot = parts.row(gap=GRID * 2)
        for name, button in self.buttons.items():
            if name == "search":
                foot.addStretch(1)
            foot.addWidget(button)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addWidget(self.progress)
        column.addLayout(tabs)
        column.addLayout(body, 1)
        column.addLayout(foot)
        self.setLayout(column)

    def resizeEvent(self, event: "QResizeEvent") -> None:  # noqa: N802
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        self._left.setFixedWidth(NARROW_WIDTH if is_narrow else LIST_WIDTH)
        for each in (self.waiting, self.elsewhere, self.settled):
            each.table.setColumnHidden(OFFICE, is_narrow)


def _settled(word: PairWord, one: PersonLine, other: PersonLine, named: Named) -> Settled:
    return Settled(
        word,
        (one.name, other.name),
        (named(one.office), named(other.office)),
        f"{known_by(one)}\n{known_by(other)}",
    )


def _funded(
    word: PairWord, line: PersonLine, listed: PersonElsewhere | None, named: Named
) -> Settled:
    name, place = (listed.person.name, listed.label) if listed else ("—", "—")
    return Settled(word, (line.name, name), (named(line.office), place), known_by(line))


def _key_of_line(line: "PairLine") -> Key:
    return line.first.registration_id, line.second.registration_id


def _key_of_listed(line: "ElsewhereLine") -> Key:
    return line.first.registration_id, line.person.person.id


def _key_of_settled(line: Settled) -> Key:
    return line.word.first, line.word.second


def _key_of(view: "PairView | ElsewhereView") -> Key:
    if view.kind is PairKind.ELSEWHERE:
        return view.side.line.registration_id, view.elsewhere_id
    return view.first.line.registration_id, view.second.line.registration_id


def _is_taken_back(view: "PairView | ElsewhereView | None") -> bool:
    return view is not None and bool(view.words) and view.words[-1].said is Said.TAKEN_BACK
