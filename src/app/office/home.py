"""Beranda of the city: how many, what waits, and how each kelurahan stands."""

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from app.domain.people import Query
from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.empty import Empty
from app.kit.jobs import Jobs, Latest
from app.kit.lines import LineList
from app.kit.page import Page
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role
from app.kit.warnings import Warnings
from app.office.kelurahan.columns import kelurahan_columns
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.exchange.kelurahan import Kelurahan
    from app.service.exchange.overview import CityCounter, CityNumbers

log = logging.getLogger(__name__)

TODO_WIDTH = 360


class OfficeHome(Page):
    """Shows the numbers; it counts nothing itself. Each leads to what it counts."""

    list_asked = Signal(object)  # a `Query`: show the people it finds
    page_asked = Signal(str)  # key of a page of the frame

    def __init__(
        self,
        count: "Callable[[], CityNumbers]",
        jobs: Jobs,
        subtitle: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", subtitle, parent)
        self.set_heading(self.tr("Beranda"), subtitle)
        self._count = count
        self._asked = Latest(jobs, self)
        self._words = self._said()
        self.counters: dict[str, Leading] = {}
        self.tasks: dict[str, Leading] = {}
        self.warnings = Warnings()
        self._of_trails: tuple[Problem, ...] = ()
        self._of_backups: tuple[Problem, ...] = ()
        self.trouble = parts.words("", wrap=True)
        self.trouble.setProperty("mark", "warn")
        self.trouble.hide()
        self._counter_row = parts.row(gap=GRID * 3)
        self.kelurahan: LineList[Kelurahan] = LineList(
            kelurahan_columns(short=True), self.tr("Kelurahan")
        )
        self.kelurahan.opened.connect(self._open_kelurahan)
        self.kelurahan.empty.say(
            "building-2",
            self.tr("Belum ada kelurahan yang terhubung."),
            self.tr("Daftarkan PC kelurahan di halaman Kelurahan, dengan kartu kuncinya."),
        )
        body = parts.row(gap=GRID * 3)
        body.addWidget(self._kelurahan_card(), 5)
        body.addWidget(self._todo_card(), 3)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.warnings)
        column.addLayout(self._counter_row)
        column.addWidget(self.trouble)
        column.addLayout(body, 1)
        column.addLayout(self._foot())
        self.setLayout(column)

    def come_into_sight(self) -> None:
        self.refresh()
        self.buttons[0].setFocus()

    @Slot()
    def refresh(self) -> None:
        """Count anew; what is shown stays until the answer is there."""
        self._asked.ask(self._count, self.show_numbers, self._not_counted)

    def show_numbers(self, numbers: "CityNumbers") -> None:
        """Show what was counted."""
        self.trouble.hide()
        for each in numbers.counters:
            if each.code not in self.counters:
                made = Leading("counter", "count")
                self.counters[each.code] = made
                made.setObjectName(f"count:{each.code}")
                self._counter_row.addWidget(made, 1)
            words, detail = self._words[each.code]
            self.counters[each.code].show_counter(each, words, detail)
            self._lead(self.counters[each.code], each)
        for gone in self.tasks.values():
            gone.hide()
            gone.deleteLater()
        self.tasks = {}
        for place, each in enumerate(numbers.todo):
            task = Leading("task", "strong")
            words, detail = self._words[f"todo.{each.code}"]
            number = self.locale().toString(each.count)
            task.setObjectName(f"todo:{each.code}")
            task.show_words(words.format(n=number), detail)
            self._lead(task, each)
            self._todo.insertWidget(place, task)
            self.tasks[each.code] = task
        self._nothing.setVisible(not numbers.todo)
        self.kelurahan.show_lines(numbers.kelurahan, lambda each: each.office)
        self._of_trails = numbers.warnings
        self._warn()

    def show_backups(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the backups; it stands there as long as it is so."""
        self._of_backups = tuple(problems)
        self._warn()

    # Inside

    def _warn(self) -> None:
        self.warnings.show_problems((*self._of_backups, *self._of_trails))

    def _lead(self, button: "Leading", counter: "CityCounter") -> None:
        button.lead = lambda: (
            self.list_asked.emit(counter.query)
            if counter.query is not None
            else self.page_asked.emit(counter.page)
        )

    @Slot()
    def _open_kelurahan(self) -> None:
        line = self.kelurahan.chosen()
        if line is not None:
            self.list_asked.emit(Query(office=line.office))

    def _not_counted(self, error: Exception) -> None:
        log.error("numbers not counted: %s", type(error).__name__)
        self.trouble.setText(sentence(Problem("city.not_read")))
        self.trouble.show()

    def _said(self) -> Mapping[str, tuple[str, str]]:
        return {
            "people": (self.tr("peserta"), self.tr("dari semua kelurahan")),
            "received": (self.tr("menunggu keputusan"), self.tr("diterima, belum diperiksa")),
            "needs_fixing": (self.tr("perlu perbaikan"), self.tr("menunggu kelurahan")),
            "accepted": (self.tr("lolos pemeriksaan"), self.tr("siap ditetapkan")),
            "rejected": (self.tr("ditolak"), self.tr("dengan alasannya")),
            "todo.received": (
                self.tr("{n} orang menunggu keputusan"),
                self.tr("terima, minta perbaikan, atau tolak"),
            ),
            "todo.asides": (
                self.tr("{n} disisihkan"),
                self.tr("dua isi yang tidak sama: pilih yang berlaku"),
            ),
            "todo.pairs": (
                self.tr("{n} ganda menunggu"),
                self.tr("lihat berdampingan: orang yang sama atau bukan"),
            ),
            "todo.mail": (
                self.tr("{n} berkas di kotak surat"),
                self.tr("masukkan di Penerimaan"),
            ),
            "todo.missing": (
                self.tr("{n} berkas belum pernah datang"),
                self.tr("minta kelurahan mengirim lagi"),
            ),
            "todo.silent": (
                self.tr("{n} kelurahan lama tidak mengirim"),
                self.tr("14 hari atau lebih: telepon petugasnya"),
            ),
            "todo.never_sent": (
                self.tr("{n} kelurahan belum pernah mengirim"),
                self.tr("PC-nya terdaftar: tanyakan kiriman pertamanya"),
            ),
            "todo.not_enrolled": (
                self.tr("{n} kelurahan belum terdaftar"),
                self.tr("minta kartu kunci dari PC-nya"),
            ),
            "todo.stations": (
                self.tr("Belum ada PC kelurahan yang terdaftar"),
                self.tr("mulai dengan kartu kunci dari kelurahan"),
            ),
        }

    def _kelurahan_card(self) -> QFrame:
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(parts.words(self.tr("Kelurahan"), "heading"))
        inside.addWidget(self.kelurahan, 1)
        card = parts.card()
        parts.fill(card, inside)
        return card

    def _todo_card(self) -> QFrame:
        card = parts.card(self, margin=GRID * 2)
        card.setMaximumWidth(TODO_WIDTH)
        self._todo = parts.column(gap=GRID // 2)
        self._nothing = Empty(width=TODO_WIDTH - GRID * 6)
        set_role(self._nothing, "plain")
        self._nothing.say(
            "circle-check",
            self.tr("Tidak ada yang menunggu."),
            self.tr("Yang perlu dikerjakan akan muncul di sini dengan sendirinya."),
        )
        self._nothing.hide()
        heading = parts.words(self.tr("Yang perlu dilakukan"), "heading")
        heading.setContentsMargins(GRID * 2, GRID * 2, 0, 0)
        column = parts.column(gap=GRID * 2)
        column.addWidget(heading)
        column.addLayout(self._todo)
        column.addWidget(self._nothing)
        column.addStretch(1)
        parts.fill(card, column)
        return card

    def _foot(self) -> QHBoxLayout:
        foot = parts.row(gap=GRID * 3)
        self.buttons: list[ActionButton] = []
        for place, (words, keys, page) in enumerate(
            (
                (self.tr("Terima kiriman"), "Ctrl+O", "receiving"),
                (self.tr("Periksa peserta"), "Ctrl+P", "people"),
                (self.tr("Lihat kelurahan"), "Ctrl+K", "kelurahan"),
            )
        ):
            made = action(self, words, keys, partial(self.page_asked.emit, page))
            button = ActionButton(made, role="primary" if place == 0 else "", parent=self)
            self.buttons.append(button)
            foot.addWidget(button)
        foot.addStretch(1)
        return foot


class Leading(QPushButton):
    """A number or a sentence, and the way to what it speaks of."""

    def __init__(self, role: str, first: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, role)
        self.setAutoDefault(True)
        self.lead: Callable[[], object] = lambda: None
        self.number = parts.words("", first)
        self.words = parts.words("", "strong", wrap=role == "task")
        self.detail = parts.words("", "muted", wrap=True)
        column = parts.column(gap=0 if role == "counter" else 2)
        for label in (self.number, self.words, self.detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        if role == "task":
            self.number.hide()
        if role == "counter":
            column.addStretch(1)  # beside a neighbour of three lines the numbers stay in one row
            column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
            self.setLayout(column)
        else:
            arrow = QLabel()
            arrow.setPixmap(icons.pixmap("chevron-right", colours.MUTED))
            arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row = parts.row(gap=GRID * 2)
            row.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
            row.addLayout(column, 1)
            row.addWidget(arrow)
            self.setLayout(row)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda: self.lead())

    def show_counter(self, counter: "CityCounter", words: str, detail: str) -> None:
        """Show a number above what it counts."""
        self.number.setText(self.locale().toString(counter.count))
        self.show_words(words, detail)
        self.setAccessibleName(f"{self.number.text()} {words}, {detail}")

    def show_words(self, words: str, detail: str) -> None:
        """Show what there is to do."""
        self.words.setText(words)
        self.detail.setText(detail)
        self.setAccessibleName(f"{words}: {detail}")
