"""Balasan: taking in what the city answered, and who it is about."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.desk.sending.report import ReportCard
from app.domain.answers import Answer, Kind
from app.kit import colours, parts
from app.kit.empty import Empty
from app.kit.fields import ChoiceField, Option
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording import names
from app.wording import people as wording
from app.wording.answers import fixes_in_words
from app.wording.catalogue import day

Read = Callable[[Sequence[int]], Mapping[int, Answer]]

LEAVE_WHEN_NARROW = (2, 5)  # the number and the day make room for what is asked
ROOM = 1000

PICTURES: Mapping[Kind, tuple[str, str]] = {
    Kind.TO_FIX: ("pencil", colours.WARN),
    Kind.FIXED: ("clock", colours.MUTED),
    Kind.REJECTED: ("circle-x", colours.STOP),
    Kind.ACCEPTED: ("circle-check", colours.GOOD),
    Kind.ENDED: ("circle-dashed", colours.MUTED),
}


class AnswersPane(QWidget):
    """What asks for work stands first; Enter leads to the work."""

    receive_asked = Signal()  # from the sticks that are plugged in
    folder_asked = Signal()
    files_asked = Signal()
    fix_asked = Signal(object)  # the Answer
    person_asked = Signal(str)  # registration id
    kind_changed = Signal()

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        """`read` is called on the GUI thread, for the rows in sight."""
        super().__init__(parent)
        self._has_stick = False
        self._count = QLocale().toString
        self.report = ReportCard()
        self.report.closed.connect(self.go_to)
        self.model: ListModel[Answer] = ListModel(self._columns(), read, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Jawaban kota"))
        header = self.table.horizontalHeader()
        # of its own and empty: see `kit.people.table`
        header.setSelectionModel(QItemSelectionModel(self.model, header))
        self.table.opened.connect(self._opened)
        self.table.selectionModel().currentChanged.connect(self._show_deeds)
        self.model.modelReset.connect(self._show_deeds)
        self.kind = ChoiceField("kind", self.tr("Jawaban"), placeholder=self.tr("Semua"))
        self.kind.setFixedWidth(260)
        self.kind.changed.connect(self.kind_changed)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.asked = parts.words("", wrap=True)
        self.empty = Empty()
        self._receive = action(self, self.tr("Terima dari stik"), "F2", self.receive_asked.emit)
        self._folder = action(self, self.tr("Dari folder …"), "Ctrl+O", self.folder_asked.emit)
        self._files = action(self, self.tr("Dari berkas …"), "Ctrl+B", self.files_asked.emit)
        self._open = action(self.table, self.tr("Perbaiki"), "Enter", self._open_line)
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.receive_button = ActionButton(self._receive, role="primary", parent=self)
        self.folder_button = ActionButton(self._folder, parent=self)
        self._lay_out()
        self.show_answers((), {})

    def show_answers(self, ids: Sequence[int], counts: Mapping[Kind, int]) -> None:
        """Show the whole list; where the cursor was, it is again."""
        row = max(self.table.currentIndex().row(), 0)
        options = [Option("", self.tr("Semua ({n})").format(n=self._count(sum(counts.values()))))]
        for kind in Kind:
            if counts.get(kind):
                words = f"{names.ANSWER_KINDS[kind]} ({self._count(counts[kind])})"
                options.append(Option(kind.value, words))
        chosen = self.kind.text()
        self.kind.set_options(options)
        if chosen not in [each.value for each in options]:
            self.kind.set_text("")
            self.kind_changed.emit()  # nobody is left of that kind: all are shown
        self.model.show_ids(ids)
        if ids:
            self.table.selectRow(min(row, len(ids) - 1))
        self.empty.say(
            "history",
            self.tr("Belum ada jawaban kota."),
            self.tr(
                "Masukkan stik dari kantor kota lalu tekan F2, atau pakai jaringan dengan F9. "
                "Jawaban untuk tiap orang tampil di sini, yang perlu diperbaiki paling atas."
            ),
        )
        self._stack.setCurrentIndex(0 if ids else 1)
        self._show_deeds()

    def wanted(self) -> Kind | None:
        """Which answers are looked at; None for all."""
        return Kind(self.kind.text()) if self.kind.text() else None

    def show_has_stick(self, *, has_stick: bool) -> None:
        self._has_stick = has_stick
        self._show_deeds()

    def go_to(self) -> None:
        """Put the cursor where the work is."""
        if self.model.rowCount():
            self.table.setFocus()
        elif self._has_stick:
            self.receive_button.setFocus()
        else:
            self.folder_button.setFocus()

    # Inside

    def _columns(self) -> tuple[Column[Answer], ...]:
        titles = wording.COLUMNS
        return (
            Column(titles["name"], lambda line: line.name, width=230),
            Column(titles["rt"], lambda line: line.rt, width=52),
            Column(
                wording.SHORT_NUMBER,
                lambda line: line.number.partition("-")[2] or line.number,
                width=118,
                hint=lambda line: line.number,
            ),
            Column(
                self.tr("Jawaban"),
                _decision,
                picture=lambda line: PICTURES[line.kind],
                width=178,
            ),
            Column(self.tr("Yang diminta atau alasannya"), _asked),
            Column(
                self.tr("Tanggal"),
                lambda line: day(line.at.astimezone().date()) if line.at else "",
                width=122,
            ),
        )

    def _line(self) -> Answer | None:
        index = self.table.currentIndex()
        return self.model.line(index.row()) if index.isValid() else None

    @Slot()
    def _show_deeds(self) -> None:
        line = self._line()
        self.asked.setText(_asked(line) if line is not None else "")
        self.asked.setVisible(bool(self.asked.text()))
        self._receive.setEnabled(self._has_stick)
        self._open.setEnabled(line is not None)
        is_open = line is not None and line.kind is Kind.TO_FIX
        self._open.setText(self.tr("Perbaiki") if is_open else self.tr("Lihat orangnya"))

    @Slot(int)
    def _opened(self, _row: int) -> None:
        self._open_line()

    def _open_line(self) -> None:
        line = self._line()
        if line is None:
            return
        if line.kind is Kind.TO_FIX:
            self.fix_asked.emit(line)
        else:
            self.person_asked.emit(line.registration_id)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_card())
        self._stack.addWidget(self.empty)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.receive_button)
        foot.addWidget(self.folder_button)
        foot.addWidget(ActionButton(self._files, parent=self))
        foot.addStretch(1)
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(self.report)
        whole.addWidget(self._stack, 1)
        whole.addLayout(foot)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        for column in LEAVE_WHEN_NARROW:
            self.table.setColumnHidden(column, self.width() < ROOM)

    def _list_card(self) -> QFrame:
        head = parts.row(gap=GRID * 3)
        head.addWidget(parts.words(self.tr("Jawaban kota per orang"), "heading"), 1)
        head.addWidget(ActionButton(self._open, parent=self), 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.kind)
        inside = parts.column(gap=GRID * 2)
        inside.addLayout(head)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.asked)
        card = parts.card()
        parts.fill(card, inside)
        return card


def _decision(line: Answer) -> str:
    if line.kind is Kind.FIXED:
        return names.ANSWER_KINDS[Kind.FIXED]
    return names.DECISION_STATES.get(line.decision, line.decision)


def _asked(line: Answer) -> str:
    said = fixes_in_words(line.fixes) if line.kind in (Kind.TO_FIX, Kind.FIXED) else ""
    return "; ".join(part for part in (said, line.reason) if part)
