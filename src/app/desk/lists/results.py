"""The dry run on the screen: every row with its result, narrowed by result and by reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QWidget,
)

from app.domain.refusal import Level, Problem
from app.kit import colours, icons, parts
from app.kit.empty import Empty
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role
from app.wording.catalogue import long_day, sentence
from app.wording.sheets import RESULTS, column_label, reason

if TYPE_CHECKING:
    from app.service.lists import CheckedList, CheckedRow

EVERY = ""
ORDER = ("new", "changed", "same", "warned", "refused")
"""By code of `service.lists.Result`, as the buttons stand."""

PICTURES: Mapping[str, tuple[str, str]] = {
    "new": ("circle-check", colours.GOOD),
    "changed": ("pencil", colours.ACCENT),
    "same": ("circle-dashed", colours.MUTED),
    "warned": ("triangle-alert", colours.WARN),
    "refused": ("octagon-x", colours.STOP),
}
LEVELS: Mapping[Level, tuple[str, str]] = {
    Level.STOP: ("octagon-x", colours.STOP),
    Level.WARN: ("triangle-alert", colours.WARN),
    Level.NOTE: ("info", colours.MUTED),
}
SIDE_WIDTH = 300
NAME_WIDTH = 210
ROOM_FOR_NIK = 1000
NIK = 2  # its column


class ResultsPane(QWidget):
    """Shows what would become of each row; nothing was written yet."""

    take_asked = Signal()
    copy_asked = Signal()
    back_asked = Signal()  # to the columns

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked: CheckedList | None = None
        self._shown: Sequence[int] = ()
        self._result = EVERY
        self._count = QLocale().toString
        self.earlier = parts.words("", wrap=True)
        self.earlier.setProperty("mark", "warn")
        self.tabs: dict[str, QPushButton] = {}
        self.reason = ChoiceField("reason", self.tr("Alasan"), placeholder=self.tr("semua alasan"))
        self.reason.label.hide()
        self.reason.changed.connect(self._reason_changed)
        self.model: ListModel[CheckedRow] = ListModel(self._columns(), self._read, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Hasil setiap baris"))
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.empty = Empty()
        self.name = TextField("name", self.tr("Nama daftar"), max_length=60)
        self.sizes = SizesCard(self.name)
        self.why = WhyCard()
        self._take = action(self, "", "F2", self.take_asked.emit)
        self._copy = action(
            self, self.tr("Unduh salinan dengan alasan …"), "F6", self.copy_asked.emit
        )
        self._back = action(self, self.tr("Ubah kolom"), "Esc", self.back_asked.emit)
        self.take_button = ActionButton(self._take, role="primary", parent=self)
        self.copy_button = ActionButton(self._copy, parent=self)
        self.back_button = ActionButton(self._back, parent=self)
        self._list = QWidget(self)
        self._stack = QStackedLayout(self._list)  # without a widget what is put in would flash up
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._lay_out()

    @property
    def checked(self) -> "CheckedList | None":
        """The dry run that is shown."""
        return self._checked

    def show_checked(self, checked: "CheckedList") -> None:
        """Show another dry run, all of its rows."""
        self._checked = checked
        self._result = EVERY
        self.reason.set_text("")
        self._offer_reasons(checked)
        self._show_tabs(checked)
        self._show_earlier(checked)
        self.sizes.show_checked(checked)
        counts = {each.value: count for each, count in checked.counts.items()}
        coming = counts["new"] + counts["changed"] + counts["warned"]
        going_on = checked.earlier is not None and checked.earlier.is_unfinished
        words = self.tr("Lanjutkan {n} baris") if going_on else self.tr("Masukkan {n} baris")
        self._take.setText(
            words.format(n=self._count(coming)) if coming else self.tr("Tidak ada yang dimasukkan")
        )
        self._take.setEnabled(coming > 0)
        earlier = checked.earlier.name if going_on and checked.earlier else ""
        self.name.set_text(earlier or checked.opened.name)
        self.name.setEnabled(coming > 0 and not going_on)
        self.name.show_problems(())
        self._narrow()

    def go_to(self) -> None:
        """Put the cursor on the rows."""
        self.table.setFocus()

    @Slot()
    def show_result(self, result: str) -> None:
        """Show the rows of one result only; `EVERY` shows all."""
        self._result = result
        self.tabs[result].setChecked(True)
        self._narrow()

    # Inside

    def _columns(self) -> "tuple[Column[CheckedRow], ...]":
        return (
            Column(self.tr("Baris"), lambda row: str(row.number), right=True, width=64),
            Column(
                self.tr("Nama"), lambda row: row.name or self.tr("(tanpa nama)"), width=NAME_WIDTH
            ),
            Column(self.tr("NIK"), lambda row: row.nik_masked, width=158),
            Column(
                self.tr("Hasil"),
                lambda row: RESULTS[row.result.value],
                picture=lambda row: PICTURES[row.result.value],
                width=144,
            ),
            Column(self.tr("Alasan"), self._reason_of),
        )

    def _reason_of(self, row: "CheckedRow") -> str:
        first = row.reason
        if first is None or (first.level is Level.NOTE and row.result.value == "new"):
            return ""
        return reason(first.field, sentence(first))

    def _read(self, places: Sequence[int]) -> "Mapping[int, CheckedRow]":
        rows = self._checked.rows if self._checked else ()
        return {place: rows[place] for place in places}

    def _offer_reasons(self, checked: "CheckedList") -> None:
        options = [Option("", self.tr("semua alasan"))]
        for code, field, count in checked.reasons():
            first = next(
                problem
                for row in checked.rows
                for problem in row.problems
                if (problem.code, problem.field) == (code, field)
            )
            said = reason(field, sentence(first))
            options.append(Option(f"{code}@{field}", f"{self._count(count)}  ·  {said}"))
        self.reason.set_options(options)
        self.reason.setEnabled(len(options) > 1)

    def _show_tabs(self, checked: "CheckedList") -> None:
        counts = {each.value: count for each, count in checked.counts.items()}
        self.tabs[EVERY].setText(self.tr("Semua  {n}").format(n=self._count(len(checked.rows))))
        for code in ORDER:
            self.tabs[code].setText(f"{RESULTS[code]}  {self._count(counts[code])}")
            self.tabs[code].setEnabled(counts[code] > 0)
        self.tabs[EVERY].setChecked(True)

    def _show_earlier(self, checked: "CheckedList") -> None:
        earlier = checked.earlier
        self.earlier.setVisible(earlier is not None)
        if earlier is None:
            return
        day = long_day(earlier.made_at.astimezone().date())
        words = (
            self.tr(
                "Daftar “{name}” dari berkas ini terhenti pada {day}. Memasukkannya sekarang "
                "melanjutkan daftar itu; yang sudah masuk tidak berubah."
            )
            if earlier.is_unfinished
            else self.tr(
                "Berkas ini sudah pernah masuk sebagai “{name}” pada {day}. Yang sudah ada tidak "
                "dimasukkan lagi."
            )
        )
        self.earlier.setText(words.format(name=earlier.name, day=day))

    @Slot(str)
    def _reason_changed(self, _name: str) -> None:
        self._narrow()

    def _narrow(self) -> None:
        if self._checked is None:
            return
        code, _, field = self.reason.text().partition("@")
        self._shown = [
            place
            for place, row in enumerate(self._checked.rows)
            if self._result in (EVERY, row.result.value)
            and (not code or any((p.code, p.field) == (code, field) for p in row.problems))
        ]
        self.model.show_ids(self._shown)
        self._stack.setCurrentIndex(0 if self._shown else 1)
        if self._shown:
            self.table.selectRow(0)
        else:
            self.empty.say(
                "list-filter",
                self.tr("Tidak ada baris dengan hasil dan alasan ini."),
                self.tr("Pilih Semua atau alasan lain."),
            )
            self.why.show_row(None)

    @Slot()
    def _row_changed(self) -> None:
        index = self.table.currentIndex()
        place = self._shown[index.row()] if index.isValid() else None
        row = self._checked.rows[place] if self._checked and place is not None else None
        self.why.show_row(row)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(SIDE_WIDTH)
        cards = parts.column(gap=GRID * 3)
        cards.addWidget(self.sizes)
        cards.addWidget(self.why, 1)
        side.setLayout(cards)
        body = parts.row(gap=GRID * 3)
        body.addWidget(self._list, 1)
        body.addWidget(side)
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(self.earlier)
        whole.addLayout(self._head())
        whole.addLayout(body, 1)
        whole.addLayout(self._foot())
        self.setLayout(whole)

    def _head(self) -> QHBoxLayout:
        frame = QFrame()
        set_role(frame, "yesno")
        inside = parts.row(margin=3, gap=2)
        frame.setLayout(inside)
        frame.setFixedHeight(34)
        group = QButtonGroup(self)
        for number, code in enumerate((EVERY, *ORDER), 1):
            words = RESULTS.get(code, self.tr("Semua"))
            tab = QPushButton(words)
            set_role(tab, "half")
            tab.setCheckable(True)
            keys = f"Ctrl+{number}"
            tab.setToolTip(keys)
            tab.clicked.connect(action(self, words, keys, self._showing(code)).trigger)
            group.addButton(tab)
            inside.addWidget(tab)
            self.tabs[code] = tab
        head = parts.row(gap=GRID * 3)
        head.addWidget(frame)
        head.addWidget(self.reason, 1)
        return head

    def _showing(self, code: str) -> Callable[[], None]:
        def show() -> None:
            if self.tabs[code].isEnabled():
                self.show_result(code)

        return show

    def _foot(self) -> QHBoxLayout:
        foot = parts.row(gap=GRID * 2)
        for button in (self.take_button, self.copy_button, self.back_button):
            foot.addWidget(button)
        foot.addStretch(1)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        # the reason needs the room more: the chosen row's NIK stands beside the list
        self.table.setColumnHidden(NIK, self.width() < ROOM_FOR_NIK)


class SizesCard(QFrame):
    """How many are in the books before, how many will be after, and under which name."""

    def __init__(self, name: TextField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._count = QLocale().toString
        self.cells: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        grid.addWidget(parts.words(self.tr("Bila dimasukkan"), "heading"), 0, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        for column, title in ((1, self.tr("sekarang")), (2, self.tr("sesudah"))):
            grid.addWidget(parts.words(title, "label"), 0, column, right)
        for row, (what, title) in enumerate(
            (("registered", self.tr("Terdaftar")), ("drafts", self.tr("Draf"))), 1
        ):
            grid.addWidget(parts.words(title), row, 0)
            for column, moment in ((1, "before"), (2, "after")):
                cell = parts.words("", "strong" if moment == "after" else "")
                self.cells[f"{what}_{moment}"] = cell
                grid.addWidget(cell, row, column, right)
        self.out = parts.words("", "muted", wrap=True)
        grid.addWidget(self.out, 3, 0, 1, 3)
        grid.setRowMinimumHeight(4, GRID)
        grid.addWidget(name, 5, 0, 1, 3)
        self.setLayout(grid)

    def show_checked(self, checked: "CheckedList") -> None:
        for moment, sizes in (("before", checked.before), ("after", checked.after)):
            self.cells[f"registered_{moment}"].setText(self._count(sizes.registered))
            self.cells[f"drafts_{moment}"].setText(self._count(sizes.drafts))
        counts = {each.value: count for each, count in checked.counts.items()}
        said = self.tr("{same} baris sudah ada, {refused} ditolak: tidak masuk.").format(
            same=self._count(counts["same"]), refused=self._count(counts["refused"])
        )
        beside = checked.beside.get("footers", 0) + checked.beside.get("headings", 0)
        if beside:
            said += " " + self.tr("{n} baris jumlah, tanda tangan, atau judul dilewati.").format(
                n=self._count(beside)
            )
        self.out.setText(said)


class WhyCard(QFrame):
    """Everything there is to say of the chosen row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.name = parts.words("", "strong", wrap=True)
        self.where = parts.words("", "muted")
        self._lines = parts.column(gap=GRID * 2)
        self._lines.addStretch(1)
        self._parts: list[QWidget] = []
        inside = QWidget()
        inside.setLayout(self._lines)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = parts.column(gap=GRID)
        whole.setContentsMargins(GRID * 4, GRID * 3, GRID * 2, GRID * 3)
        whole.addWidget(self.name)
        whole.addWidget(self.where)
        whole.addSpacing(GRID)
        whole.addWidget(scroll, 1)
        self.setLayout(whole)

    def said(self) -> tuple[str, ...]:
        """The sentences that stand there."""
        return tuple(
            label.text() for part in self._parts for label in part.findChildren(QLabel, "said")
        )

    def show_row(self, row: "CheckedRow | None") -> None:
        for old in self._parts:
            old.hide()
            old.deleteLater()
        self._parts = []
        self.name.setText(row.name or self.tr("(tanpa nama)") if row else "")
        self.where.setText(
            "  ·  ".join(
                filter(None, (self.tr("Baris {row}").format(row=row.number), row.nik_masked))
            )
            if row
            else ""
        )
        order = tuple(Level)
        problems = sorted(row.problems if row else (), key=lambda p: order.index(p.level))
        self._parts = [self._line(each) for each in problems]
        if row is not None and not problems:
            self._parts = [parts.words(self.tr("Lengkap. Akan langsung terdaftar."), "muted-line")]
        for place, each in enumerate(self._parts):
            self._lines.insertWidget(place, each)

    def _line(self, problem: Problem) -> QWidget:
        line = QWidget()
        picture = parts.words("")
        picture.setPixmap(icons.pixmap(*LEVELS[problem.level], 14))
        words = parts.column()
        if problem.field:
            words.addWidget(parts.words(column_label(problem.field), "label"))
        said = parts.words(sentence(problem), wrap=True)
        said.setObjectName("said")
        words.addWidget(said)
        row = parts.row(gap=GRID * 2)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        line.setLayout(row)
        return line
