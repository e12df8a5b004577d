"""Anggaran: the year's money, the decrees it is spent by, and what was paid."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.domain.decrees import Decree
from app.domain.months import Month, span
from app.domain.paid import Payment
from app.domain.programme import Programme
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.empty import Empty
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.lines import LineList
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_look, set_role
from app.office.money.columns import (
    decree_columns,
    loss_columns,
    month_columns,
    payment_columns,
)
from app.office.money.decrees import DecreeQuestion, PrintDecree, WantedPaper, why_cancelled
from app.office.money.figures import Figures
from app.office.money.payments import PayQuestion, why_reversed
from app.office.money.people import PeopleDialog
from app.office.money.programme import HistoryDialog, ProgrammeQuestion
from app.office.money.uses import BUDGET, DECIDE, EXPORT, MoneyUses, MoneyView, read
from app.office.money.what_if import WhatIfPane
from app.wording import money as wording
from app.wording.catalogue import rupiah, sentence
from app.wording.decree import named

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from app.service.city.budget import BudgetView, Loss, MonthSpent
    from app.service.city.decree import Proposal
    from app.service.city.money_people import Listed
    from app.service.city.pay import Preview
    from app.service.city.programmes import Change

log = logging.getLogger(__name__)

NOTHING, SHOWN = range(2)
OUTLOOK, DECREES, PAYMENTS = range(3)
CHOICE_WIDTH = 400
ASIDE_WIDTH = 420


class MoneyPage(Page):
    """Shows one programme in three parts, and asks what its deeds need to know."""

    changed = Signal()  # somebody's decision is another now
    person_asked = Signal(str)  # registration id

    def __init__(self, jobs: Jobs, uses: MoneyUses, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Anggaran"), self.tr("Pagu dan program, SK penerima, dan pembayaran iuran")
        )
        self._jobs = jobs
        self._uses = uses
        self._asked = Latest(jobs, self)
        self._view = MoneyView((), None, (), ())
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.programmes = QComboBox()
        self.programmes.setObjectName("programme")
        self.programmes.setAccessibleName(self.tr("Program"))
        self.programmes.setFixedWidth(CHOICE_WIDTH)
        self.programmes.activated.connect(self.refresh)
        self.figures = Figures()
        self._parts = (QWidget(), QWidget(), QWidget())
        self._make_deeds()
        self.nothing = self._empty()
        self._lay_out_outlook()
        self._lay_out_decrees()
        self._lay_out_payments()
        self.parts = QStackedWidget()
        for part in self._parts:
            self.parts.addWidget(part)
        shown = QWidget()
        column = parts.column(gap=GRID * 3)
        column.addLayout(self._head())
        column.addWidget(self.figures)
        column.addWidget(self.parts, 1)
        shown.setLayout(column)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.nothing)
        self.stack.addWidget(shown)
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(self.notices)
        whole.addWidget(self.progress)
        whole.addWidget(self.stack, 1)
        self.setLayout(whole)
        self._turn_to(OUTLOOK)

    def come_into_sight(self) -> None:
        self.refresh()
        self._put_cursor()

    @Slot()
    def refresh(self) -> None:
        """Read anew what the chosen programme's money does."""
        wanted, uses = str(self.programmes.currentData() or ""), self._uses
        self._asked.ask(
            lambda: read(uses, wanted), self._show, partial(self._not_done, "money.not_read")
        )

    # What is shown

    @property
    def programme(self) -> Programme | None:
        """The one that is shown."""
        return self._view.budget.programme if self._view.budget else None

    def _show(self, view: MoneyView) -> None:
        first = self._view.budget is None
        self._view = view
        self.stack.setCurrentIndex(SHOWN if view.budget else NOTHING)
        for name in ("change", "history", "propose", "pay"):
            self._enable(name, possible=view.budget is not None)
        if view.budget is None:
            self._put_cursor()
            return
        self.programmes.clear()
        for each in view.programmes:
            self.programmes.addItem(self.tr("{year}  ·  {name}").format(
                year=each.year, name=each.name), each.id)  # fmt: skip
        self.programmes.setCurrentIndex(self.programmes.findData(view.budget.programme.id))
        self._show_budget(view.budget)
        self.decrees.show_lines(view.decrees, lambda each: each.id)
        self.payments.show_lines(view.payments, lambda each: each.id)
        if first:
            self._put_cursor()

    def _show_budget(self, budget: "BudgetView") -> None:
        self.figures.show_budget(budget)
        self.what_if.show_budget(budget)
        self.months.show_lines(budget.months, lambda each: each.month)
        self.losses.show_lines(budget.losses, lambda each: each.day)
        rest = budget.rest
        is_well = bool(rest.people) and rest.is_enough
        set_look(self.outlook, "mark", "" if is_well or not rest.people else "warn")
        self.outlook.setText(wording.outlook(rest))
        self.deeds["twice"].setVisible(bool(budget.paid_twice))
        if budget.paid_twice:
            self.deeds["twice"].setText(wording.twice(budget.paid_twice))

    @Slot()
    def _decree_chosen(self) -> None:
        line = self.decrees.chosen()
        for name in ("named", "print"):
            self._enable(name, possible=line is not None)
        self._enable("cancel", possible=line is not None and line.cancelled_at is None)

    @Slot()
    def _payment_chosen(self) -> None:
        line = self.payments.chosen()
        stands = line is not None and not line.reverses and not any(
            each.reverses == line.id for each in self._view.payments
        )  # fmt: skip
        self._enable("paid", possible=line is not None)
        self._enable("reverse", possible=stands)

    @Slot()
    def _loss_chosen(self) -> None:
        self._enable("losing", possible=self.losses.chosen() is not None)

    # The programme

    @Slot()
    def new_programme(self) -> None:
        """Ask for all of a new programme: of this year, or of the next where this one has one."""
        year = self._uses.today().year
        years = {each.year for each in self._view.programmes}
        while year in years:
            year += 1
        proposed = self._uses.programmes.proposed
        self._look(lambda: proposed(year), lambda programme: self._ask_programme(programme))

    @Slot()
    def change_programme(self) -> None:
        """Ask for what is to be other, and why."""
        if self.programme is not None:
            self._ask_programme(self.programme)

    def _ask_programme(self, programme: Programme) -> None:
        asked = ProgrammeQuestion(programme, self._uses, self._jobs, self)
        asked.kept.connect(self._programme_kept)
        asked.open()

    @Slot(object)
    def _programme_kept(self, kept: Programme) -> None:
        self.notices.tell(
            self.tr("{name} tersimpan, pagu {ceiling}.").format(
                name=kept.name, ceiling=rupiah(kept.ceiling)
            ),
            "good",
        )
        if self.programmes.findData(kept.id) < 0:
            self.programmes.addItem(kept.name, kept.id)
        self.programmes.setCurrentIndex(self.programmes.findData(kept.id))
        self.refresh()

    @Slot()
    def show_history(self) -> None:
        """Show what the programme was before, and why it was changed."""
        programme, history = self.programme, self._uses.programmes.history
        if programme is not None:
            self._look(lambda: history(programme.id), partial(self._show_history, programme))

    def _show_history(self, programme: Programme, changes: "Sequence[Change]") -> None:
        HistoryDialog(programme, changes, self).open()

    # Decrees

    @Slot()
    def propose(self) -> None:
        """Find whom a decree would name, show them, and ask for its number."""
        programme, propose = self.programme, self._uses.decrees.propose
        if programme is not None:
            self._look(lambda: propose(programme.id), partial(self._ask_decree, programme))

    def _ask_decree(self, programme: Programme, proposal: "Proposal") -> None:
        asked = DecreeQuestion(programme, proposal, self._uses, self._jobs, self)
        asked.kept.connect(self._decreed)
        asked.open()

    @Slot(object)
    def _decreed(self, made: Decree) -> None:
        self.notices.tell(
            self.tr("{decree} tercatat: {n} orang. Kelurahan mengetahuinya dari balasan"
                    " berikutnya.").format(decree=named(made.number), n=wording.count(made.people)),
            "good",
        )  # fmt: skip
        self._kept()

    @Slot()
    def cancel_decree(self) -> None:
        """Ask why the chosen decree is cancelled."""
        line = self.decrees.chosen()
        if line is not None:
            asked = why_cancelled(line, self._uses, self._jobs, self)
            asked.kept.connect(self._kept)
            asked.open()

    @Slot()
    def print_decree(self) -> None:
        """Ask which file of the chosen decree's list is wanted, and where it goes."""
        line = self.decrees.chosen()
        if line is not None and not self.progress.is_running:
            asked = PrintDecree(line, self._jobs, self)
            asked.kept.connect(partial(self._ask_where, line))
            asked.open()

    def _ask_where(self, decree: Decree, wanted: WantedPaper) -> None:
        name = self._uses.paper_name(decree, wanted.kind, wanted.is_full)
        self._uses.files.to_save(
            self, self.tr("Simpan daftar SK"), name, partial(self._print, decree, wanted)
        )

    def _print(self, decree: Decree, wanted: WantedPaper, target: Path) -> None:
        papers = self._uses.papers

        def work(progress: Progress, cancelled: Cancelled) -> int | None:
            return papers(
                decree.id,
                target,
                full=wanted.is_full,
                reason=wanted.reason,
                progress=progress,
                cancelled=cancelled,
            )

        self.progress.run(
            self.tr("Menulis daftar {decree}").format(decree=named(decree.number)),
            self.tr("orang"),
            work,
            partial(self._printed, target),
            partial(self._not_done, "money.not_done"),
            "bulk",
        )

    def _printed(self, target: Path, people: int | None) -> None:
        if people is None:
            self.notices.tell(self.tr("Dihentikan; tidak ada berkas yang ditulis."))
        else:
            self.notices.tell(
                self.tr("{n} orang ditulis ke {file}.").format(
                    n=wording.count(people), file=target.name
                ),
                "good",
            )

    # Payments

    @Slot()
    def pay(self) -> None:
        """Reckon a payment, and ask for its proof."""
        budget = self._view.budget
        if budget is None:
            return
        asked = PayQuestion(budget.programme, _begins(budget), self._uses, self._jobs, self)
        asked.kept.connect(self._paid)
        asked.open()

    @Slot(object)
    def _paid(self, made: "tuple[Payment, Preview]") -> None:
        payment, preview = made
        said = self.tr("{total} untuk {n} orang tercatat.").format(
            total=rupiah(payment.total), n=wording.count(payment.people)
        )
        if preview.waiting:
            said += " " + self.tr("{n} orang menunggu dana.").format(
                n=wording.count(len(preview.waiting))
            )
        self.notices.tell(said, "good")
        self._kept()

    @Slot()
    def reverse(self) -> None:
        """Ask why the chosen payment is taken back."""
        line = self.payments.chosen()
        if line is not None:
            asked = why_reversed(line, self._uses, self._jobs, self)
            asked.kept.connect(self._kept)
            asked.open()

    # People behind a number

    @Slot()
    def show_named(self) -> None:
        """Whom the chosen decree names."""
        line, people = self.decrees.chosen(), self._uses.people
        if line is not None:
            self._people(named(line.number), lambda: people.named(line.id))

    @Slot()
    def show_paid(self) -> None:
        """For whom the chosen payment is."""
        line, people = self.payments.chosen(), self._uses.people
        if line is not None:
            title = self.tr("Pembayaran {proof}, {months}").format(
                proof=line.proof, months=wording.months(line.first, line.last)
            )
            self._people(title, lambda: people.paid(line.id), with_money=True)

    @Slot()
    def show_losing(self) -> None:
        """Who loses the cover on the chosen day."""
        line, people = self.losses.chosen(), self._uses.people
        if line is not None:
            title = wording.losing(line.day, line.people)
            self._people(title, lambda: people.losing(line.day))

    @Slot()
    def show_twice(self) -> None:
        """Who was paid for twice."""
        self._people(self.tr("Dibayar dua kali"), self._uses.people.twice)

    def _people(self, title: str, ask: "Callable[[], Listed]", *, with_money: bool = False) -> None:
        dialog = PeopleDialog(
            title,
            ask,
            self._uses.people,
            self._uses.offices,
            self._jobs,
            self,
            with_money=with_money,
        )
        dialog.opened.connect(self.person_asked)
        dialog.open()

    # Inside

    @Slot()
    def _kept(self) -> None:
        self.changed.emit()
        self.refresh()

    def _look(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        """Read something off the GUI thread, then ask about it."""
        self._jobs.start(self, work, done, partial(self._not_done, "money.not_read"), "read")

    def _not_done(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _turn_to(self, part: int) -> None:
        self.tabs[part].setChecked(True)
        self.parts.setCurrentIndex(part)
        self._put_cursor()

    def _put_cursor(self) -> None:
        if self.stack.currentIndex() == NOTHING:
            self.begin.setFocus()
        elif self.parts.currentIndex() == OUTLOOK:
            self.programmes.setFocus()
        else:
            (self.decrees, self.payments)[self.parts.currentIndex() - 1].setFocus()

    # Laying out

    def _make_deeds(self) -> None:
        """Every deed; those this person may not do are there, off, and say why."""
        above, decrees, payments = self, self._parts[DECREES], self._parts[PAYMENTS]
        needed = {
            "new": BUDGET, "change": BUDGET, "pay": BUDGET, "reverse": BUDGET, "propose": DECIDE,
            "cancel": DECIDE, "print": EXPORT,
        }  # fmt: skip
        self.deeds: dict[str, QAction] = {}
        self.buttons: dict[str, ActionButton] = {}
        self.forbidden = {
            name: sentence(self._uses.not_allowed[right])
            for name, right in needed.items()
            if right in self._uses.not_allowed
        }
        for name, owner, words, keys, do in (
            ("new", above, self.tr("Program baru …"), "Ctrl+N", self.new_programme),
            ("change", above, self.tr("Ubah program …"), "Ctrl+E", self.change_programme),
            ("history", above, self.tr("Riwayat program"), "Ctrl+H", self.show_history),
            ("twice", self._parts[OUTLOOK], "", "Ctrl+D", self.show_twice),
            ("losing", self._parts[OUTLOOK], self.tr("Lihat siapa"), "Ctrl+L", self.show_losing),
            ("propose", decrees, self.tr("Usulkan SK …"), "Ctrl+U", self.propose),
            ("named", decrees, self.tr("Lihat orangnya"), "Ctrl+L", self.show_named),
            ("print", decrees, self.tr("Daftar PDF atau Excel …"), "Ctrl+K", self.print_decree),
            ("cancel", decrees, self.tr("Batalkan SK …"), "F9", self.cancel_decree),
            ("pay", payments, self.tr("Bayar iuran …"), "Ctrl+B", self.pay),
            ("paid", payments, self.tr("Lihat orangnya"), "Ctrl+L", self.show_paid),
            ("reverse", payments, self.tr("Tarik kembali …"), "F9", self.reverse),
        ):
            deed = action(owner, words, keys, do)
            is_primary = name in ("propose", "pay")
            role = "primary" if is_primary else "link" if name == "twice" else ""
            button = ActionButton(deed, role=role, parent=owner)
            button.setObjectName(name)
            if name in self.forbidden:
                deed.setEnabled(False)
                button.setToolTip(self.forbidden[name])
                button.setAccessibleDescription(self.forbidden[name])
            self.deeds[name] = deed
            self.buttons[name] = button
        self.deeds["twice"].setVisible(False)

    def _enable(self, name: str, *, possible: bool) -> None:
        self.deeds[name].setEnabled(possible and name not in self.forbidden)

    def _empty(self) -> Empty:
        """What stands there before the first programme."""
        empty = Empty()
        empty.say(
            "banknote",
            self.tr("Belum ada program."),
            self.forbidden.get("new")
            or self.tr(
                "Atur program tahun ini: sumber dana, pagu, iuran, dan bulannya. Sesudah itu SK"
                " dan pembayaran dapat dicatat."
            ),
        )
        begin = ActionButton(self.deeds["new"], role="primary", parent=empty)
        begin.setObjectName("begin")
        self.begin = begin
        empty.add(begin)
        return empty

    def _head(self) -> QHBoxLayout:
        tabs = QFrame()
        set_role(tabs, "yesno")
        tabs.setFixedHeight(34)
        inside = parts.row(margin=3, gap=2)
        tabs.setLayout(inside)
        group = QButtonGroup(self)
        self.tabs: list[QPushButton] = []
        for place, words in enumerate((self.tr("Ringkasan"), self.tr("SK"), self.tr("Pembayaran"))):
            keys = f"Ctrl+{place + 1}"
            tab = QPushButton(f"{words}   {keys}")
            tab.setAccessibleName(words)
            set_role(tab, "half")
            tab.setCheckable(True)
            tab.clicked.connect(action(self, words, keys, partial(self._turn_to, place)).trigger)
            group.addButton(tab)
            inside.addWidget(tab)
            self.tabs.append(tab)
        head = parts.row(gap=GRID * 2)
        head.addWidget(self.programmes)
        head.addStretch(1)
        head.addWidget(tabs)
        return head

    def _lay_out_outlook(self) -> None:
        self.outlook = parts.words("", "strong", wrap=True)
        self.what_if = WhatIfPane(
            self._uses.budget, self._jobs, partial(self._not_done, "money.not_read")
        )
        action(self._parts[OUTLOOK], self.tr("Andaikan"), "Ctrl+G", self.what_if.go_to)
        self.months: LineList[MonthSpent] = LineList(
            month_columns(), self.tr("Bulan yang sudah dibayar"), width=ASIDE_WIDTH
        )
        self.months.empty.say(
            "calendar",
            self.tr("Belum ada bulan yang dibayar."),
            self.tr("Catat SK, lalu pembayaran pertamanya di bagian Pembayaran."),
        )
        self.losses: LineList[Loss] = LineList(
            loss_columns(), self.tr("Hari berakhirnya perlindungan"), width=ASIDE_WIDTH
        )
        self.losses.empty.say(
            "shield-check",
            self.tr("Belum ada yang terlindungi."),
            self.tr("Sesudah pembayaran pertama, di sini tampak siapa kehilangan apa dan kapan."),
        )
        self.losses.opened.connect(self.show_losing)
        self.losses.chosen_changed.connect(self._loss_chosen)
        row = parts.row(gap=GRID * 3)
        row.addWidget(
            _sheet(self.tr("Andaikan"), self.what_if, self.outlook, self.buttons["twice"]), 1
        )
        lists = parts.column(gap=GRID * 3)
        lists.addWidget(_sheet(self.tr("Bulan yang sudah dibayar"), self.months), 1)
        lists.addWidget(
            _sheet(self.tr("Bila tidak dibayar lagi, perlindungan berakhir"), self.losses), 1
        )
        row.addLayout(lists, 1)
        self._lay_out_part(OUTLOOK, row, ("change", "new", "history", "losing"))

    def _lay_out_decrees(self) -> None:
        self.decrees: LineList[Decree] = LineList(decree_columns(), self.tr("Daftar SK"))
        self.decrees.empty.say(
            "file-text",
            self.tr("Belum ada SK untuk program ini."),
            self.tr(
                "Usulkan SK: semua yang lolos pemeriksaan terkumpul menurut urutannya. Setelah"
                " ditandatangani, catat nomor dan tanggalnya."
            ),
        )
        self.decrees.opened.connect(self.show_named)
        self.decrees.chosen_changed.connect(self._decree_chosen)
        self._lay_out_part(DECREES, _alone(self.decrees), ("propose", "named", "print", "cancel"))

    def _lay_out_payments(self) -> None:
        self.payments: LineList[Payment] = LineList(
            payment_columns(lambda: self._view.payments), self.tr("Daftar pembayaran")
        )
        self.payments.empty.say(
            "banknote",
            self.tr("Belum ada pembayaran."),
            self.tr(
                "Yang ditetapkan SK dapat dibayar: pilih bulannya, lihat jumlahnya, lalu catat"
                " nomor bukti dan tanggalnya."
            ),
        )
        self.payments.opened.connect(self.show_paid)
        self.payments.chosen_changed.connect(self._payment_chosen)
        self._lay_out_part(PAYMENTS, _alone(self.payments), ("pay", "paid", "reverse"))

    def _lay_out_part(self, part: int, above: QHBoxLayout, names: Sequence[str]) -> None:
        foot = parts.row(gap=GRID * 2)
        for name in names:
            foot.addWidget(self.buttons[name])
        foot.addStretch(1)
        why = list(dict.fromkeys(self.forbidden[name] for name in names if name in self.forbidden))
        column = parts.column(gap=GRID * 3)
        column.addLayout(above, 1)
        if why:
            column.addWidget(parts.words(" ".join(why), "muted", wrap=True))
        column.addLayout(foot)
        self._parts[part].setLayout(column)


def _alone(lines: QWidget) -> QHBoxLayout:
    row = parts.row()
    row.addWidget(lines)
    return row


def _sheet(title: str, *inside: QWidget) -> QFrame:
    column = parts.column(gap=GRID * 2)
    column.addWidget(parts.words(title, "heading"))
    for each in inside:
        column.addWidget(each, 1 if isinstance(each, LineList) else 0)
    if not isinstance(inside[0], LineList):
        column.addStretch(1)
    card = parts.card(margin=GRID * 3)
    parts.fill(card, column)
    return card


def _begins(budget: "BudgetView") -> tuple[Month, Month]:
    """From this month, for whoever came since, to the first that nobody was paid for."""
    programme = budget.programme
    paid = {each.month for each in budget.months}
    now = min(max(Month.of(budget.as_of), programme.first_month), programme.last_month)
    later = [each for each in span(now, programme.last_month) if each not in paid]
    return now, later[0] if later else programme.last_month
