"""Kartu: who has no card yet, how it will look, and the way to paper."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStackedLayout, QWidget

from app.desk.cards.calibrate import CalibrationDialog
from app.desk.cards.options import PrintOptions
from app.desk.cards.table import CardTable
from app.desk.cards.turning import TurnPane
from app.desk.cards.uses import CardUses, Written
from app.desk.lanes import print_lanes
from app.desk.preview import PdfPane
from app.domain.card import Calibration, Sheet
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.empty import Empty
from app.kit.failures import said_by
from app.kit.fields import ChoiceField, Option
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.printing import CardPlan

log = logging.getLogger(__name__)

T = TypeVar("T")

SIDE_WIDTH = 420
SETTLED = 200  # milliseconds after the last change before a preview is drawn
ON_SHEET = {Sheet.A4: 10, Sheet.CR80: 1}
NOBODY, SOMEBODY = range(2)


class CardsPage(Page):
    """Prints cards of who has none, of one RT, or of people chosen elsewhere by `choose`."""

    printed = Signal()  # cards have gone out: lists and numbers elsewhere are no longer right
    people_asked = Signal()

    def __init__(
        self,
        jobs: Jobs,
        uses: CardUses,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self.set_heading(self.tr("Kartu"))
        self._jobs = jobs
        self._uses = uses
        self._today = today
        self._plan: CardPlan | None = None
        self._chosen: tuple[str, ...] | None = None
        self._cursor_wanted = False  # put it as soon as there is something to put it on
        self._reading = Latest(jobs, self)
        self._drawing = Latest(jobs, self, "papers")
        self._lanes = print_lanes(jobs, self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED)
        self._settled.timeout.connect(self._draw_preview)

        self.notices = Notices()
        self.rt = ChoiceField("rt", self.tr("RT"), placeholder=self.tr("Semua RT"))
        self.table = CardTable(uses.cards.holders)
        self.options = PrintOptions(uses.printers, jobs)
        self.pane = PdfPane()
        self.turning = TurnPane()
        self.progress = ProgressPane(jobs)
        self.empty = Empty()
        self._make_deeds()
        self._lay_out()
        self._connect()
        self._show_deeds()

    @Slot(object)
    def choose(self, registration_ids: Sequence[str]) -> None:
        """Show these people instead of who has no card; they may have one already."""
        self._chosen = tuple(registration_ids)
        self.refresh()

    @Slot()
    def show_unprinted(self) -> None:
        """Show again who has no card."""
        self._chosen = None
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read anew who would get a card."""
        if self.progress.is_running:
            return
        cards, rts = self._uses.cards, self._uses.rts
        chosen, rt = self._chosen, self.rt.text()
        self._reading.ask(
            lambda: (
                cards.plan(chosen) if chosen is not None else cards.plan(None, rt),
                rts(),
                cards.hindrance(),
            ),
            self._show_read,
            self._not_read,
        )

    def come_into_sight(self) -> None:
        self._cursor_wanted = True
        self.refresh()
        self.options.printer.look()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        self._settled.stop()
        super().hideEvent(event)

    # What goes out

    @Slot()
    def print(self) -> None:
        """Print what is chosen on the chosen printer."""
        order = self.options.order(self.tr("Kartu"))
        if order is None or not self._can_begin():
            return
        uses, lanes, wanted = self._uses, self._lanes, self.table.wanted()
        layout, reason = self.options.layout_wanted(), self.options.reason_given()
        wait = self.turning.wait if self.options.is_turned_by_hand() else None

        def work(progress: Progress, cancelled: Cancelled) -> int:
            plan = uses.cards.plan(wanted)
            run = uses.cards.begin(plan, layout, reason)
            calibration = uses.calibrations.of(order.printer, order.paper)
            send = partial(uses.printers.print, order=order)
            turn = partial(wait, cancelled) if wait else None
            return uses.cards.to_printer(
                run, plan, calibration, send, turn, progress, cancelled, lanes
            )

        self._run(work, partial(self._sent, len(wanted), order.printer))

    @Slot()
    def save(self) -> None:
        """Ask where to, and put what is chosen into a PDF."""
        if not self._can_begin():
            return
        name = self.tr("kartu") + f"-{self._today().isoformat()}.pdf"
        title = self.tr("Simpan kartu sebagai PDF")
        self._uses.files.to_save(self, title, name, self._save_to)

    def _save_to(self, target: Path) -> None:
        if not self._can_begin():
            return
        cards, lanes, wanted = self._uses.cards, self._lanes, self.table.wanted()
        layout, reason = self.options.layout_wanted(), self.options.reason_given()

        def work(progress: Progress, cancelled: Cancelled) -> Written:
            plan = cards.plan(wanted)
            run = cards.begin(plan, layout, reason)
            return cards.to_file(target, run, plan, progress, cancelled, lanes)

        self._run(work, partial(self._saved, target))

    @Slot()
    def calibrate(self) -> None:
        """Set the chosen printer straight."""
        order = self.options.order(self.tr("Penyetelan printer"))
        if order is not None:
            dialog = CalibrationDialog(
                order, self._uses.calibrations, self._uses.printers, self._jobs, self
            )
            dialog.calibrated.connect(self._changed)
            dialog.open()

    # Inside

    def _run(self, work: Callable[[Progress, Cancelled], T], done: Callable[[T], None]) -> None:
        self.progress.run(
            self.tr("Mencetak kartu"), self.tr("kartu"), work, done, self._not_done, "bulk"
        )

    def _sent(self, wanted: int, printer: str, done: int) -> None:
        count = self.locale().toString(done)
        if done == wanted:
            self.notices.tell(
                self.tr("{n} kartu dikirim ke {printer}.").format(n=count, printer=printer), "good"
            )
        else:
            self._tell_stopped(done, wanted)
        self._gone_out()

    def _saved(self, target: Path, written: Written) -> None:
        if written.cancelled:
            self._tell_stopped(0, 0)
        else:
            self.notices.tell(
                self.tr("{n} kartu tersimpan di {file}.").format(
                    n=self.locale().toString(written.cards), file=target.name
                ),
                "good",
                self.tr("Buka berkas"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(target)),
            )
        self._gone_out()

    def _tell_stopped(self, done: int, wanted: int) -> None:
        if done:
            shown = self.locale().toString
            facts = (("done", shown(done)), ("wanted", shown(wanted)))
            self.notices.tell(sentence(Problem("printing.stopped", facts=facts)), "warn")
        else:
            self.notices.tell(sentence(Problem("papers.cancelled")), "note")

    def _not_done(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("cards not printed: %s", type(error).__name__)
            problems = (Problem("printing.failed"),)
        for each in problems:
            if each.field == "reason":
                self.options.refuse_reason(each)
            else:
                self.notices.tell(sentence(each), "stop")
        self._gone_out()

    def _gone_out(self) -> None:
        self.refresh()
        self.printed.emit()

    def _show_read(self, answer: "tuple[CardPlan, Sequence[str], Problem | None]") -> None:
        self._plan, rts, hindrance = answer
        self.rt.set_options([Option("", self.tr("Semua RT")), *(Option(rt, rt) for rt in rts)])
        ids = self._plan.registration_ids
        self.table.show_people(ids)
        self.options.ask_reason(self._plan.reprints)
        is_chosen = self._chosen is not None
        self.rt.setVisible(not is_chosen)
        self.all_button.setVisible(is_chosen)
        self.heading.setText(
            self.tr("Dipilih dari Peserta") if is_chosen else self.tr("Belum punya kartu")
        )
        self._say_empty(hindrance)
        is_empty = hindrance is not None or not (ids or self.rt.text())
        self._stack.setCurrentIndex(NOBODY if is_empty else SOMEBODY)
        if self._cursor_wanted:
            self._cursor_wanted = False
            (self.people_button if is_empty else self.table).setFocus()
        self._changed()

    def _say_empty(self, hindrance: Problem | None) -> None:
        if hindrance:
            self.empty.say("info", self.tr("Kartu belum boleh dicetak."), sentence(hindrance))
        else:
            self.empty.say(
                "id-card",
                self.tr("Semua yang terdaftar sudah punya kartu."),
                self.tr(
                    "Orang yang baru didaftarkan muncul di sini dengan sendirinya. Untuk kartu "
                    "yang hilang atau rusak, pilih orangnya di Peserta."
                ),
            )

    def _not_read(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("cards not listed: %s", type(error).__name__)
            problems = (Problem("cards.not_read"),)
        for each in problems:
            self.notices.tell(sentence(each), "warn")

    def _can_begin(self) -> bool:
        return bool(self.table.wanted()) and not self.progress.is_running

    @Slot()
    def _changed(self) -> None:
        """Something else would be printed, or otherwise."""
        self._show_deeds()
        if self.isVisible():  # nobody looks at a preview on a page that is turned away
            self._settled.start()

    @Slot()
    def _draw_preview(self) -> None:
        wanted, layout = self.table.wanted(), self.options.layout_wanted()
        printer = self.options.printer.printer()
        uses = self._uses
        if self.progress.is_running:
            return
        if not wanted:
            self._drawing.forget()
            self.pane.say("")
            return

        def draw() -> bytes:
            name = printer.name if printer else ""
            calibration = uses.calibrations.of(name, layout.sheet) if name else Calibration()
            return uses.cards.preview(wanted, layout, calibration)

        self._drawing.ask(draw, self._show_preview, self._not_drawn)

    def _show_preview(self, pdf: bytes) -> None:
        if pdf:
            self.pane.show_pdf(pdf)

    def _not_drawn(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("preview not drawn: %s", type(error).__name__)
            problems = (Problem("printing.no_preview"),)
        self.pane.say(" ".join(sentence(each) for each in problems))

    @Slot()
    def _show_deeds(self) -> None:
        wanted, shown = len(self.table.wanted()), self.locale().toString
        sheet = Sheet(self.options.sheet.text())
        sheets = -(-wanted // ON_SHEET[sheet])
        some = self.table.has_chosen()
        counted = self.tr("{n} kartu").format(n=shown(wanted))
        if sheet is Sheet.A4:
            counted += self.tr(", {n} lembar A4").format(n=shown(sheets))
        hint = self.tr("yang dipilih saja") if some else self.tr("semua di daftar ini")
        self.count.setText(f"{counted}  ·  {hint}")
        idle = not self.progress.is_running
        known = self.options.printer.printer() is not None
        self._print_deed.setText(self.tr("Cetak {n} kartu").format(n=shown(wanted)))
        self._print_deed.setEnabled(bool(wanted) and idle and known)
        self._save_deed.setEnabled(bool(wanted) and idle)
        self._calibrate_deed.setEnabled(known and idle)
        for part in (self.options, self.rt, self.all_button):
            part.setEnabled(idle)

    def _make_deeds(self) -> None:
        self._print_deed = action(self, self.tr("Cetak kartu"), "Ctrl+P", self.print)
        self._save_deed = action(self, self.tr("Simpan PDF …"), "Ctrl+S", self.save)
        self._calibrate_deed = action(
            self, self.tr("Setel letak cetakan …"), "Ctrl+L", self.calibrate
        )
        self.print_button = ActionButton(self._print_deed, role="primary")
        self.save_button = ActionButton(self._save_deed)
        self.calibrate_button = ActionButton(self._calibrate_deed)
        self.all_button = QPushButton(self.tr("Tampilkan semua"))
        set_role(self.all_button, "link")
        self.people_button = QPushButton(self.tr("Buka Peserta"))
        for button in (self.all_button, self.people_button):
            button.setAutoDefault(True)  # Enter presses it when the cursor is there

    def _connect(self) -> None:
        self.rt.changed.connect(self.refresh)
        self.table.chosen_changed.connect(self._changed)
        self.options.changed.connect(self._changed)
        self.progress.began.connect(self._show_deeds)
        self.progress.ended.connect(self._show_deeds)
        self.all_button.clicked.connect(self.show_unprinted)
        self.people_button.clicked.connect(self.people_asked)

    def _lay_out(self) -> None:
        self.empty.add(self.people_button)
        work = QWidget()
        body = parts.row(gap=GRID * 3)
        body.addWidget(self._list_card(), 1)
        body.addWidget(self._side_card())
        foot = parts.row(gap=GRID * 3)
        for button in (self.print_button, self.save_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.calibrate_button)
        column = parts.column(gap=GRID * 3)
        column.addLayout(body, 1)
        column.addWidget(self.turning)
        column.addWidget(self.progress)
        column.addLayout(foot)
        work.setLayout(column)
        shown = QWidget(self)
        self._stack = QStackedLayout(shown)  # without a widget what is put in would flash up
        self._stack.addWidget(self.empty)
        self._stack.addWidget(work)
        whole = parts.column(gap=GRID * 2)
        whole.addWidget(self.notices)
        whole.addWidget(shown, 1)
        self.setLayout(whole)

    def _list_card(self) -> QFrame:
        card = parts.card(self)
        self.heading = parts.words("", "heading")
        self.count = parts.words("", "muted")
        self.rt.setFixedWidth(140)
        head = parts.row(gap=GRID * 3)
        titles = parts.column(gap=2)
        titles.addWidget(self.heading)
        titles.addWidget(self.count)
        head.addLayout(titles, 1)
        head.addWidget(self.all_button)
        head.addWidget(self.rt)
        column = parts.column(gap=GRID * 3)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(
            parts.words(
                self.tr("Untuk mencetak sebagian saja, pilih barisnya dengan Ctrl atau Shift."),
                "muted",
            )
        )
        parts.fill(card, column)
        return card

    def _side_card(self) -> QFrame:
        card = parts.card(self)
        card.setFixedWidth(SIDE_WIDTH)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.options)
        column.addWidget(self.pane, 1)
        column.addWidget(
            parts.words(
                self.tr("Pratinjau lembar pertama. Kode QR ditandatangani saat dicetak."), "muted"
            )
        )
        parts.fill(card, column)
        return card
