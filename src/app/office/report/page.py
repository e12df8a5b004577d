"""Laporan: five numbers, over time and per kelurahan, and the paper for the mayor."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.domain.five import CHECKED, COUNTED, Five
from app.domain.months import Month
from app.domain.people import Query
from app.kit import parts
from app.kit.curves import Curve, Curves, Level, Levels
from app.kit.failures import said_by
from app.kit.fields import ChoiceField, Option
from app.kit.jobs import Jobs, Latest
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.home import Leading
from app.office.report.uses import ReportUses
from app.wording import report as wording
from app.wording.catalogue import long_day, rupiah, sentence

if TYPE_CHECKING:
    from app.service.city.dashboard import Dashboard

log = logging.getLogger(__name__)

MEASURES = ("checked", "funded", "active", "in_hand")
"""What of those registered a bar is filled by."""

SIDE = 430


class ReportPage(Page):
    """Shows the numbers; it counts nothing itself. Each leads to the list behind it."""

    list_asked = Signal(object)  # a `Query`
    page_asked = Signal(str)

    def __init__(self, jobs: Jobs, uses: ReportUses, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_heading(self.tr("Laporan"), self.tr("Lima angka, bukan satu"))
        self._jobs = jobs
        self._uses = uses
        self._asked = Latest(jobs, self)
        self._shown: Dashboard | None = None
        self._month: Month | None = None
        self.notices = Notices()
        self.numbers = {name: Leading("counter", "count") for name in wording.FIVE}
        for name, button in self.numbers.items():
            button.setObjectName(f"count:{name}")
        self.curves = Curves()
        self.curves.setAccessibleName(wording.OVER_TIME)
        self.curves.picked.connect(self._show_month)
        self.measure = ChoiceField(
            "measure",
            self.tr("Bagian yang sudah"),
            [Option(name, wording.FIVE[name][0]) for name in MEASURES],
        )
        self.measure.set_text(MEASURES[0])
        self.measure.changed.connect(self._show_levels)
        self.levels = Levels(self._said)
        self.levels.setAccessibleName(wording.BY_KELURAHAN)
        self.levels.picked.connect(self._lead_to_kelurahan)
        self.levels.chosen_changed.connect(self._bring_into_sight)
        self.burn = Curves()
        self.burn.setAccessibleName(wording.BURN)
        self.burn.picked.connect(lambda _place: self.page_asked.emit("money"))
        self._about_burn = parts.words(wording.BURN, "muted", wrap=True)
        self.money = parts.words("", wrap=True)
        self.waiting = parts.words("", "muted", wrap=True)
        self._make_deeds()
        self._lay_out()

    def come_into_sight(self) -> None:
        self.refresh()
        self.curves.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Count anew; what is shown stays until the answer is there."""
        month = self._month
        self._asked.ask(lambda: self._uses.show(month), self._show, self._not_done)

    # What is shown

    def _show(self, shown: "Dashboard") -> None:
        self._shown = shown
        self.set_heading(
            self.tr("Laporan"), self.tr("Keadaan {day}").format(day=long_day(shown.as_of))
        )
        for name, button in self.numbers.items():
            words, detail = wording.FIVE[name]
            button.number.setText(self.locale().toString(getattr(shown.whole, name)))
            button.show_words(words, detail)
            button.lead = partial(self.list_asked.emit, self._query(name))
        self.curves.show_curves(
            [wording.short_month(each.month) for each in shown.over_time],
            [
                Curve(words, tuple(getattr(each.five, name) for each in shown.over_time))
                for name, (words, _) in wording.FIVE.items()
            ],
        )
        self._show_levels()
        self._show_burn(shown)
        self.money.setText("\n".join(self._money_words(shown)))
        self.waiting.setText("\n".join(self._waiting_words(shown)))

    def _show_burn(self, shown: "Dashboard") -> None:
        burnt = shown.budget.burnt if shown.budget else ()
        for each in (self.burn, self._about_burn):
            each.setVisible(bool(burnt))
        self.burn.show_curves(
            [wording.short_month(each.month) for each in burnt],
            [
                Curve(wording.PAID_SO_FAR, tuple(each.paid for each in burnt)),
                Curve(wording.PLANNED_SO_FAR, tuple(each.planned for each in burnt)),
            ],
        )

    @Slot()
    def _show_levels(self) -> None:
        shown = self._shown
        if shown is None:
            return
        name = self.measure.text() or MEASURES[0]
        lines = sorted(shown.kelurahan, key=lambda each: (-each.five.registered, each.name))
        self.levels.show_levels(
            [
                Level(
                    each.office,
                    each.name,
                    getattr(each.five, name),
                    each.five.registered,
                    wording.note(each.standing, each.missing, each.silent_days),
                )
                for each in lines
            ]
        )

    def _said(self, level: Level) -> str:
        lines = self._shown.kelurahan if self._shown else ()
        found = next((each for each in lines if each.office == level.key), None)
        five = found.five if found else Five()
        told = ", ".join(
            f"{words.lower()} {self.locale().toString(getattr(five, name))}"
            for name, (words, _) in wording.FIVE.items()
        )
        late = f". {level.mark}" if level.mark else ""
        return f"{level.name}: {told}{late}"

    def _money_words(self, shown: "Dashboard") -> Sequence[str]:
        budget = shown.budget
        if budget is None:
            return [wording.NO_PROGRAMME]
        found = [
            f"{wording.CEILING} {rupiah(budget.programme.ceiling)}  ·  {wording.SPENT}"
            f" {rupiah(budget.spent)}  ·  {wording.LEFT} {rupiah(budget.left)}"
        ]
        if budget.losses:
            first = budget.losses[0]
            people = self.locale().toString(first.people)
            found.append(wording.LOSSES.format(people=people, day=long_day(first.day)))
        return found

    def _waiting_words(self, shown: "Dashboard") -> Sequence[str]:
        pairs = wording.DUPLICATES.format(count=self.locale().toString(shown.duplicates))
        found = [pairs if shown.duplicates else wording.NO_DUPLICATES]
        late = wording.late(each.standing for each in shown.late)
        return [*found, late] if late else found

    def _query(self, name: str, office: str = "") -> Query:
        """The people a number counts."""
        match name:
            case "checked":
                return Query(office=office, decisions=tuple(sorted(CHECKED)))
            case "funded":
                return Query(office=office, decisions=("funded",))
            case "active" if self._shown is not None:
                month = Month.of(self._shown.as_of)
                counted = tuple(sorted(COUNTED))
                return Query(office=office, decisions=counted, paid_in=month.text)
            case "in_hand":
                return Query(office=office, card="handed_over")
            case _:
                return Query(office=office, decisions=tuple(sorted(COUNTED)))

    # Where it leads

    @Slot(str)
    def _lead_to_kelurahan(self, office: str) -> None:
        self.list_asked.emit(self._query("registered", office))

    @Slot(int)
    def _show_month(self, place: int) -> None:
        shown = self._shown
        if shown is None:
            return
        chosen = shown.over_time[place].month
        is_last = self._month is None and place == len(shown.over_time) - 1
        if not is_last:
            self._month = chosen
            self._deeds["now"].setEnabled(True)
            self.refresh()

    @Slot()
    def _show_now(self) -> None:
        self._month = None
        self._deeds["now"].setEnabled(False)
        self.refresh()

    @Slot(QRectF)
    def _bring_into_sight(self, place: QRectF) -> None:
        self._scroll.ensureVisible(0, int(place.center().y()), 0, int(place.height()))

    # Papers

    @Slot()
    def _print_city(self) -> None:
        self._ask_target("laporan-kota", ".pdf", partial(self._write_pdf, ""))

    @Slot()
    def _print_kelurahan(self) -> None:
        chosen = self.levels.chosen()
        if chosen is not None:
            self._ask_target(f"laporan-{chosen.key}", ".pdf", partial(self._write_pdf, chosen.key))

    @Slot()
    def _write_numbers(self) -> None:
        self._ask_target("laporan-angka", ".xlsx", self._write_sheet)

    def _ask_target(self, stem: str, ending: str, write: Callable[[Path], None]) -> None:
        shown = self._shown
        if shown is not None:
            name = f"{stem}-{shown.as_of:%Y-%m}{ending}"
            self._uses.files.to_save(self, self.tr("Simpan laporan"), name, write)

    def _write_pdf(self, office: str, target: Path) -> None:
        month, report = self._month, self._uses.report

        def work() -> Path:
            report.keep(target, report.draw(month, office), office)
            return target

        self._jobs.start(self, work, self._written, self._not_done)

    def _write_sheet(self, target: Path) -> None:
        month, report = self._month, self._uses.report

        def work() -> Path:
            report.sheet(target, month)
            return target

        self._jobs.start(self, work, self._written, self._not_done)

    def _written(self, target: Path) -> None:
        self.notices.tell(self.tr("Tersimpan: {name}").format(name=target.name), "note")
        self._uses.opened(target)

    def _not_done(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("report not made: %s", type(error).__name__)
            self.notices.tell_unforeseen(self.tr("Laporan"))
        for problem in problems:
            self.notices.tell(sentence(problem), "stop")

    # Inside

    def _make_deeds(self) -> None:
        self._deeds = {
            "city": action(self, self.tr("Laporan kota (PDF)"), "F7", self._print_city),
            "kelurahan": action(
                self, self.tr("Laporan kelurahan ini (PDF)"), "F8", self._print_kelurahan
            ),
            "sheet": action(self, self.tr("Angka sebagai xlsx"), "F9", self._write_numbers),
            "now": action(self, self.tr("Kembali ke hari ini"), "F6", self._show_now),
        }
        self._deeds["now"].setEnabled(False)

    def _lay_out(self) -> None:
        numbers = parts.row(gap=GRID * 3)
        for button in self.numbers.values():
            numbers.addWidget(button, 1)
        body = parts.row(gap=GRID * 3)
        body.addWidget(self._time_card(), 1)
        body.addWidget(self._kelurahan_card())
        foot = parts.row(gap=GRID * 2)
        for place, name in enumerate(("city", "kelurahan", "sheet", "now")):
            foot.addWidget(
                ActionButton(self._deeds[name], role="" if place else "primary", parent=self)
            )
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addLayout(numbers)
        column.addLayout(body, 1)
        column.addLayout(foot)
        self.setLayout(column)

    def _time_card(self) -> QFrame:
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(parts.words(wording.OVER_TIME, "heading"))
        inside.addWidget(self.curves, 1)
        inside.addWidget(parts.words(wording.MONEY, "heading"))
        inside.addWidget(self._about_burn)
        inside.addWidget(self.burn, 1)
        inside.addWidget(self.money)
        inside.addWidget(self.waiting)
        card = parts.card()
        parts.fill(card, inside)
        return card

    def _kelurahan_card(self) -> QFrame:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self.levels)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the bars in it have the keys
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(parts.words(wording.BY_KELURAHAN, "heading"))
        inside.addWidget(self.measure)
        inside.addWidget(self._scroll, 1)
        card = parts.card()
        card.setFixedWidth(SIDE + GRID * 20)
        parts.fill(card, inside)
        return card
