"""Beranda: how many, what to do today, and how far each RT is."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.people import Query
from app.domain.refusal import Level, Problem
from app.kit import colours, icons, parts
from app.kit.charts import Bars, Group, Legend
from app.kit.jobs import Jobs, Latest
from app.kit.page import Page
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role
from app.kit.warnings import Warnings
from app.service.home import Counter, HomeNumbers
from app.wording.catalogue import sentence

log = logging.getLogger(__name__)

TODO_WIDTH = 400


@dataclass(frozen=True, slots=True)
class Deed:
    """A button at the foot of the page."""

    words: str
    keys: str
    do: Callable[[], object]


class Home(Page):
    """Shows the numbers of Beranda; it counts nothing itself."""

    list_asked = Signal(object)  # a `Query`: show the people it finds
    drafts_asked = Signal()
    part_asked = Signal(str)  # a part of the page Kiriman, as a `Counter` names it

    def __init__(
        self,
        count: Callable[[], HomeNumbers],
        jobs: Jobs,
        subtitle: str = "",
        deeds: Sequence[Deed] = (),
        parent: QWidget | None = None,
    ) -> None:
        """The first of `deeds` is the page's one primary button."""
        super().__init__("", subtitle, parent)
        self.set_heading(self.tr("Beranda"), subtitle)
        self._count = count
        self._asked = Latest(jobs, self)
        self.counters: dict[str, CounterCard] = {}
        self.tasks: dict[str, TaskRow] = {}
        series = (self.tr("terdaftar"), self.tr("kartu tercetak"))
        self.bars = Bars(series)
        self.bars.setAccessibleName(self.tr("Pendaftaran dan kartu per RT"))
        self.bars.picked.connect(self._rt_picked)

        self._counter_row = parts.row(gap=GRID * 3)
        body = parts.row(gap=GRID * 3)
        body.addWidget(self._chart_card(series), 5)
        body.addWidget(self._todo_card(), 3)
        self.warnings = Warnings()
        self.trouble = parts.words("", wrap=True)
        self.trouble.setProperty("mark", "warn")
        self.trouble.hide()
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.warnings)
        column.addLayout(self._counter_row)
        column.addWidget(self.trouble)
        column.addLayout(body, 1)
        column.addLayout(self._foot(deeds))
        self.setLayout(column)

    def come_into_sight(self) -> None:
        self.refresh()
        if self.buttons:
            self.buttons[0].setFocus()

    @Slot()
    def refresh(self) -> None:
        """Count anew; what is shown stays until the answer is there."""
        self._asked.ask(self._count, self.show_numbers, self._not_counted)

    def show_numbers(self, numbers: HomeNumbers) -> None:
        """Show what was counted."""
        self.trouble.hide()
        self._show_counters(numbers.counters)
        self._show_tasks(numbers)
        self.bars.show_groups(
            [
                Group(rt, self.tr("RT {rt}").format(rt=rt), (registered, cards))
                for rt, registered, cards in numbers.by_rt
            ]
        )
        self._chart_stack.setCurrentIndex(0 if numbers.by_rt else 1)

    # Inside

    def _show_counters(self, counters: Sequence[Counter]) -> None:
        if [counter.code for counter in counters] != list(self.counters):
            for gone in self.counters.values():
                gone.hide()
                gone.deleteLater()
            self.counters = {counter.code: CounterCard(self) for counter in counters}
            for card in self.counters.values():
                card.list_asked.connect(self.list_asked)
                card.drafts_asked.connect(self.drafts_asked)
                card.part_asked.connect(self.part_asked)
                self._counter_row.addWidget(card, 1)
        for counter in counters:
            self.counters[counter.code].show_counter(counter)

    def _show_tasks(self, numbers: HomeNumbers) -> None:
        for gone in self.tasks.values():
            gone.hide()
            gone.deleteLater()
        self.tasks = {}
        if numbers.drafts:
            self._add_task("drafts", numbers.drafts).clicked.connect(self.drafts_asked)
        for counter in numbers.todo:
            row = self._add_task(counter.code, counter.count)
            row.clicked.connect(partial(self._task_clicked, counter))
        self._todo_empty.setVisible(not self.tasks)
        self._todo_scroll.setVisible(bool(self.tasks))

    def _add_task(self, code: str, count: int) -> "TaskRow":
        row = TaskRow(code, count)
        self._todo_column.insertWidget(len(self.tasks), row)
        self.tasks[code] = row
        return row

    def _task_clicked(self, counter: Counter, _checked: bool = False) -> None:
        if counter.part:
            self.part_asked.emit(counter.part)
        else:
            self.list_asked.emit(counter.query)

    @Slot(str)
    def _rt_picked(self, rt: str) -> None:
        self.list_asked.emit(Query(rt=rt))

    def _not_counted(self, error: Exception) -> None:
        log.error("numbers not counted: %s", type(error).__name__)
        self.trouble.setText(
            self.tr("Angka di halaman ini belum dapat dibaca. Data tetap aman; buka lagi Beranda.")
        )
        self.trouble.show()

    def _chart_card(self, series: Sequence[str]) -> QFrame:
        card = parts.card(self)
        head = parts.row()
        head.addWidget(parts.words(self.tr("Pendaftaran dan kartu per RT"), "heading"))
        head.addStretch(1)
        head.addWidget(Legend(series))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.bars)
        self._chart_stack = QStackedWidget()  # a bare layout would show its first as a window
        self._chart_stack.addWidget(scroll)
        self._chart_stack.addWidget(
            _empty(
                "users",
                self.tr("Belum ada pendaftaran."),
                self.tr("Setelah pekerja pertama didaftarkan, kemajuan tiap RT tampak di sini."),
            )
        )
        column = QVBoxLayout()
        column.addLayout(head)
        column.addWidget(self._chart_stack, 1)
        parts.fill(card, column)
        return card

    def _todo_card(self) -> QFrame:
        card = parts.card(self, margin=GRID * 2)  # the rows keep the other half of the margin
        card.setMaximumWidth(TODO_WIDTH)
        self._todo_column = parts.column(gap=GRID // 2)
        self._todo_column.addStretch(1)
        rows = QWidget()
        rows.setLayout(self._todo_column)
        self._todo_scroll = QScrollArea()
        self._todo_scroll.setWidgetResizable(True)
        self._todo_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._todo_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._todo_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._todo_scroll.setWidget(rows)
        self._todo_scroll.hide()
        self._todo_empty = _empty(
            "circle-check",
            self.tr("Tidak ada yang menunggu."),
            self.tr("Yang perlu dikerjakan akan muncul di sini dengan sendirinya."),
        )
        column = parts.column(gap=GRID * 2)
        heading = parts.words(self.tr("Yang perlu dilakukan hari ini"), "heading")
        heading.setContentsMargins(GRID * 2, GRID * 2, 0, 0)
        column.addWidget(heading)
        column.addWidget(self._todo_scroll, 1)
        column.addWidget(self._todo_empty, 1)
        parts.fill(card, column)
        return card

    def _foot(self, deeds: Sequence[Deed]) -> QHBoxLayout:
        foot = parts.row(gap=GRID * 3)
        self.buttons: list[ActionButton] = []
        for number, deed in enumerate(deeds):
            made = action(self, deed.words, deed.keys, deed.do)
            button = ActionButton(made, role="primary" if number == 0 else "", parent=self)
            self.buttons.append(button)
            foot.addWidget(button)
        foot.addStretch(1)
        return foot


class CounterCard(QPushButton):
    """A number, what it counts, and the way to the list of them."""

    list_asked = Signal(object)
    drafts_asked = Signal()
    part_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "counter")
        self.setAutoDefault(True)
        self._query: Query | None = None
        self._part = ""
        self.number = parts.words("", "count")
        self.words = parts.words("", "strong")
        self.detail = parts.words("", "muted")
        column = parts.column(gap=0)
        column.setContentsMargins(GRID * 4, GRID * 2, GRID * 4, GRID * 3)
        for label in (self.number, self.words, self.detail):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        self.setLayout(column)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._clicked)

    def show_counter(self, counter: Counter) -> None:
        self._query, self._part = counter.query, counter.part
        self.setObjectName(f"count:{counter.code}")
        self.number.setText(self.locale().toString(counter.count))
        self.words.setText(_say(f"home.{counter.code}"))
        self.detail.setText(_say(f"home.{counter.code}.detail"))
        self.setAccessibleName(f"{self.number.text()} {self.words.text()}, {self.detail.text()}")

    @Slot()
    def _clicked(self) -> None:
        if self._part:
            self.part_asked.emit(self._part)
        elif self._query is None:
            self.drafts_asked.emit()
        else:
            self.list_asked.emit(self._query)


class TaskRow(QPushButton):
    """One thing to do, and the way to it."""

    def __init__(self, code: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "task")
        self.setObjectName(f"todo:{code}")
        self.setAutoDefault(True)
        number = self.locale().toString(count)
        self.words = parts.words(_say(f"home.todo.{code}", n=number), "strong", wrap=True)
        self.detail = parts.words(_say(f"home.todo.{code}.detail"), "muted", wrap=True)
        texts = parts.column(gap=2)
        texts.addWidget(self.words)
        texts.addWidget(self.detail)
        self.arrow = QLabel()
        self.arrow.setPixmap(icons.pixmap("chevron-right", colours.MUTED))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = parts.row(gap=GRID * 2)
        row.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        row.addLayout(texts, 1)
        row.addWidget(self.arrow)
        self.setLayout(row)
        for label in (self.words, self.detail, self.arrow):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{self.words.text()}: {self.detail.text()}")


def _empty(picture: str, words: str, hint: str) -> QWidget:
    """What stands where there is nothing yet: why, and what will come."""
    widget = QWidget()
    icon = QLabel()
    icon.setPixmap(icons.pixmap(picture, colours.FAINT, 32))
    icon.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    column = parts.column(gap=GRID)
    column.addStretch(1)
    column.addWidget(icon)
    for label in (parts.words(words, "strong"), parts.words(hint, "muted", wrap=True)):
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label)
    column.addStretch(1)
    widget.setLayout(column)
    return widget


def _say(code: str, **facts: str) -> str:
    return sentence(Problem(code, level=Level.NOTE, facts=tuple(facts.items())))
