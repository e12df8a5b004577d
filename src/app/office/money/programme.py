"""Setting a programme up, changing it with a reason, and the history of its changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.domain.money import read_rupiah
from app.domain.months import Month
from app.domain.programme import Programme, TargetKind
from app.domain.refusal import Problem, Refusal
from app.domain.tariff import Fund
from app.kit import parts
from app.kit.fields import ChoiceField, MoneyField, Option, TextField
from app.kit.jobs import Jobs, Latest
from app.kit.lines import LineList
from app.kit.settings.question import Question
from app.kit.shortcuts import action
from app.kit.theme import GRID
from app.office.money.columns import change_columns
from app.office.money.places import PlacesModel, PlacesTable
from app.office.money.uses import MoneyUses
from app.wording import money as wording

if TYPE_CHECKING:
    from app.service.city.programmes import Change

T = TypeVar("T")

WIDTH = 840
PLACES_WIDTH = 300
YEAR_WIDTH = 72
HISTORY_SIZE = (820, 380)


class ProgrammeQuestion(Question):
    """Asks for all that a programme is; `programme.id` is "" for a new one."""

    unforeseen = "money.not_done"

    def __init__(
        self,
        programme: Programme,
        uses: MoneyUses,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self.setFixedWidth(WIDTH)
        self._programme = programme
        self._by_need = uses.budget.places
        self._asked = Latest(jobs, self)
        self._keep = uses.programmes.keep
        self._is_new = not programme.id
        if self._is_new:
            self.tell(
                self.tr("Program baru"),
                self.tr("Pagu dan bulannya dapat diubah kemudian, dengan alasan."),
                self.tr("Simpan program"),
            )
        else:
            self.tell(
                self.tr("Ubah program"),
                self.tr("Keadaan sebelumnya tetap tersimpan di riwayat."),
                self.tr("Simpan perubahan"),
            )
        self._lay_out(uses)
        self._show()
        self.follow(self.table)
        self.fields["name" if self._is_new else "ceiling"].setFocus()

    def _lay_out(self, uses: MoneyUses) -> None:
        outer, left = self.body, parts.column(gap=GRID * 2)
        both = parts.row(gap=GRID * 5)
        both.addLayout(left, 1)
        both.addWidget(self._places(uses.offices))
        outer.addLayout(both)
        self.body = left
        self.name = TextField("name", self.tr("Nama program"), max_length=120)
        self.year = TextField("year", self.tr("Tahun"), max_length=4)
        self.owner_office = TextField("owner_office", self.tr("Kantor pelaksana"), max_length=120)
        self.fund = ChoiceField(
            "fund", self.tr("Sumber dana"), [Option(e.value, wording.FUNDS[e]) for e in Fund]
        )
        self.ceiling = MoneyField("ceiling", self.tr("Pagu"))
        self.wage_base = ChoiceField(
            "wage_base",
            self.tr("Iuran"),
            [Option(str(each.wage_base), wording.tier(each)) for each in uses.tiers()],
        )
        self.first = TextField(
            "first_month", self.tr("Bulan pertama"), placeholder="bb-tttt", max_length=7
        )
        self.last = TextField(
            "last_month", self.tr("Bulan terakhir"), placeholder="bb-tttt", max_length=7
        )
        self.target = ChoiceField(
            "target",
            self.tr("Pembagian tempat"),
            [Option(each.value, wording.TARGETS[each]) for each in TargetKind],
        )
        self.target.changed.connect(self._target_changed)
        for field in (self.ceiling, self.wage_base, self.fund, self.first, self.last):
            field.changed.connect(self._reckon)
        self.legal_basis = TextField("legal_basis", self.tr("Dasar hukum"), max_length=300)
        self.reason = TextField("reason", self.tr("Alasan perubahan"), max_length=200)
        self.year.setFixedWidth(YEAR_WIDTH)
        self.year.setVisible(self._is_new)  # a year that was begun stays what it is
        self.add(self.name, self.year)
        self.add(self.owner_office)
        self.add(self.fund, self.wage_base)
        self.add(self.ceiling, self.first, self.last)
        self.add(self.target)
        self.add(self.legal_basis)
        if not self._is_new:
            self.add(self.reason)
        left.addStretch(1)

    def _places(self, offices: Mapping[str, str]) -> QWidget:
        self.places = PlacesModel(offices, self)
        self.table = PlacesTable(self.places)
        self.total = parts.words("", "muted-line", wrap=True)
        self.places.changed.connect(self._say_total)
        side = QWidget()
        side.setFixedWidth(PLACES_WIDTH)
        column = parts.column(gap=GRID)
        words = self.tr("Jatah tiap kelurahan")
        action(self, words, "Ctrl+J", self.table.setFocus)
        column.addWidget(parts.words(f"{words}   Ctrl+J", "label"))
        column.addWidget(self.table, 1)
        column.addWidget(self.total)
        column.addStretch()
        side.setLayout(column)
        return side

    def _show(self) -> None:
        held = self._programme
        for field, text in (
            (self.name, held.name),
            (self.year, str(held.year)),
            (self.owner_office, held.owner_office),
            (self.fund, held.fund.value),
            (self.ceiling, str(held.ceiling) if held.ceiling else ""),
            (self.wage_base, str(held.wage_base)),
            (self.first, wording.month_typed(held.first_month)),
            (self.last, wording.month_typed(held.last_month)),
            (self.target, held.target.value),
            (self.legal_basis, held.legal_basis),
        ):
            field.set_text(text)
        self._target_changed()

    @Slot()
    def _target_changed(self) -> None:
        """Which places the table shows, and whether they are typed."""
        kind = self.target.text()
        self.table.setVisible(kind in (TargetKind.FIXED, TargetKind.NEED))
        if kind == TargetKind.FIXED:
            known = self.places.places() or self._programme.offices
            self.places.show_places(known, typed=True)
        else:
            self.places.show_places({}, typed=False)
            self._reckon()

    @Slot()
    def _reckon(self) -> None:
        """By need the places follow from what is typed; reckon them anew."""
        if self.target.text() != TargetKind.NEED:
            return
        try:
            wanted = self.wanted()
        except Refusal:
            self._show_need({})
            return
        by_need = self._by_need
        self._asked.ask(lambda: by_need(wanted), self._show_need, lambda _: self._show_need({}))

    def _show_need(self, places: Mapping[str, int]) -> None:
        if self.target.text() == TargetKind.NEED:
            self.places.show_places(places, typed=False)

    @Slot()
    def _say_total(self) -> None:
        said = {
            TargetKind.NONE: self.tr("Tanpa jatah: urutannya menurut hari lolos pemeriksaan."),
            TargetKind.FIXED: self.tr("{n} tempat. Ketik angkanya; Enter ke kelurahan berikut."),
            TargetKind.NEED: self.tr("{n} tempat, dihitung dari pagu dan yang menunggu."),
        }
        kind = TargetKind(self.target.text() or TargetKind.NONE)
        self.total.setText(said[kind].format(n=wording.count(self.places.total())))

    def wanted(self) -> Programme:
        """What was typed; `Refusal` with every field that cannot be read."""
        held, problems = self._programme, list[Problem]()
        ceiling = _read("ceiling", lambda: read_rupiah(self.ceiling.text()), 0, problems)
        first = _read(
            "first_month", lambda: Month.parse(self.first.text()), held.first_month, problems
        )
        last = _read("last_month", lambda: Month.parse(self.last.text()), held.last_month, problems)
        if not (self.year.text().isascii() and self.year.text().isdigit()):
            problems.append(Problem("form.empty", "year"))
        chosen = ("fund", "wage_base", "target")
        problems += [Problem("form.empty", each) for each in chosen if not self.fields[each].text()]
        if problems:
            raise Refusal(*problems)
        kind = TargetKind(self.target.text())
        return replace(
            held,
            year=int(self.year.text()),
            name=self.name.text(),
            owner_office=self.owner_office.text(),
            fund=Fund(self.fund.text()),
            ceiling=ceiling,
            wage_base=int(self.wage_base.text()),
            first_month=first,
            last_month=last,
            target=kind,
            offices=self.places.places() if kind is TargetKind.FIXED else {},
            legal_basis=self.legal_basis.text(),
        )

    def problems(self) -> Sequence[Problem]:
        try:
            self.wanted()
        except Refusal as refusal:
            return refusal.problems
        return ()

    def work(self) -> Callable[[], object]:
        return partial(self._keep, self.wanted(), self.reason.text())

    def fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(WIDTH))


def _read(field: str, parse: Callable[[], T], otherwise: T, problems: list[Problem]) -> T:
    """What was typed; `otherwise`, and what stands against it into `problems`."""
    try:
        return parse()
    except Refusal as refusal:
        problems.extend(each.at(field) for each in refusal.problems)
        return otherwise


class HistoryDialog(QDialog):
    """Every state of a programme, the newest first, and why it came about."""

    def __init__(
        self,
        programme: Programme,
        changes: "Sequence[Change]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Riwayat program"))
        self.resize(*HISTORY_SIZE)
        self.lines: LineList[Change] = LineList(change_columns(), self.tr("Riwayat program"))
        self.lines.show_lines(list(reversed(changes)), lambda each: each.programme.seq)
        close = QPushButton(self.tr("Tutup   Esc"), self)
        close.setAccessibleName(self.tr("Tutup"))
        close.clicked.connect(self.reject)
        column = parts.column(margin=GRID * 5, gap=GRID * 3)
        column.addWidget(
            parts.words(self.tr("Riwayat {name}").format(name=programme.name), "title", wrap=True)
        )
        column.addWidget(self.lines, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(column)
        self.lines.setFocus()
