"""Kiriman: approve, seal and carry, take in the answers, and know the city."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
)

from app.desk.sending.acquaint import Acquaintance
from app.desk.sending.answers import AnswersPane
from app.desk.sending.approve import ApprovePane
from app.desk.sending.aside import AsidePane
from app.desk.sending.city import CityPane, status_words
from app.desk.sending.dialogs import SignApprovals
from app.desk.sending.sample.pane import SamplePane
from app.desk.sending.send import SendPane
from app.desk.sending.sent import SentPane
from app.desk.sending.uses import SendingUses
from app.domain.answers import Answer, Kind
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Lane, Latest, Progress
from app.kit.network import Status
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton, action
from app.kit.sticks import Stick
from app.kit.theme import GRID, set_role
from app.kit.warnings import Warnings
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.exchange.address import Address
    from app.service.exchange.approve import Approved
    from app.service.exchange.correspond import Brought
    from app.service.exchange.receive import Received
    from app.service.exchange.seal import SealReport, Sent
    from app.service.exchange.sent import SentFile
    from app.service.exchange.standing import Standing

    Read = tuple[Standing, Sequence[str], Sequence[int], tuple[SentFile, ...], Address | None]

log = logging.getLogger(__name__)

APPROVE, SEND, ANSWERS, SENT, CITY, SAMPLE, ASIDE = range(7)
PARTS = {
    "approve": APPROVE,
    "send": SEND,
    "answers": ANSWERS,
    "sent": SENT,
    "city": CITY,
    "sample": SAMPLE,
    "aside": ASIDE,
}
"""The parts by what other pages call them."""
MOST_REASONS = 3
KB = 1000


class SendingPage(Page):
    """All of it is done off the GUI thread: what writes on the lane `bulk`, the rest on `read`."""

    changed = Signal()  # the books hold something else now: lists and numbers elsewhere are old
    person_asked = Signal(str)  # registration id
    fix_asked = Signal(object)  # the Answer: to the field that the city wants mended
    sample_fix_asked = Signal(str, object)  # registration id, the fields that the paper corrects
    cover_asked = Signal(str)  # id of a sealed file
    standing_read = Signal(object)  # the Standing that is shown now

    def __init__(self, jobs: Jobs, uses: SendingUses) -> None:
        super().__init__("")
        self._jobs = jobs
        self._uses = uses
        self._reading = Latest(jobs, self)
        self._standing: Standing | None = None
        self._address: Address | None = None
        self._cursor_wanted = False  # put it again once it is known what there is to work on
        self._wanted: int | None = None  # the part to turn to once it is known how things stand
        self.notices = Notices()
        self.warnings = Warnings()
        self.progress = ProgressPane(jobs)
        self.approve = ApprovePane(uses.approve.lines)
        self.approve.show_not_allowed(uses.approve.not_allowed())
        self.send = SendPane()
        self.answers = AnswersPane(uses.answers.lines)
        self.sent = SentPane()
        self.city = CityPane()
        self.sample = SamplePane(jobs, uses.sample, uses.reference, self.notices)
        self.aside = AsidePane(jobs, uses.asides, self.notices)
        self.acquaint = Acquaintance(self, self.notices, jobs, uses)
        self.panes = (
            self.approve,
            self.send,
            self.answers,
            self.sent,
            self.city,
            self.sample,
            self.aside,
        )
        self._lay_out()
        self._connect()
        self._turn_to(APPROVE)
        self._show_status(uses.courier.status)

    # What the frame and other pages ask for

    def come_into_sight(self) -> None:
        if self._standing is None and self._wanted is None:
            self._wanted = -1  # where there is something to do
        self._cursor_wanted = True
        self._uses.sticks.start()
        self._show_sticks()
        self.refresh()
        if not self.progress.is_running:
            self._go_to()

    def show_part(self, part: int) -> None:
        """Turn to one part: APPROVE, SEND, ANSWERS, SENT or CITY."""
        self._wanted = None
        self._turn_to(part)

    @Slot()
    def refresh(self) -> None:
        """Read anew all that is shown; what is shown stays until the answer is there."""
        uses, kind = self._uses, self.answers.wanted()

        def read() -> "Read":
            return (
                uses.standing(),
                uses.approve.waiting(),
                uses.answers.ids(kind),
                uses.sent(),
                uses.mailbox.address(),
            )

        self._reading.ask(read, self._show_read, partial(self._tell, code="sending.not_read"))
        self.sample.refresh()
        self.aside.refresh()

    @Slot(object)
    def show_brought(self, brought: "Brought") -> None:
        """Say what a round to the mailbox brought; also one that nobody asked for."""
        if brought.received is not None and brought.received.files:
            self.answers.report.show_received(brought.received)
            self.notices.tell(
                self.tr("Balasan kota masuk lewat jaringan."),
                "good",
                self.tr("Lihat   Ctrl+3"),
                lambda: self._turn_to(ANSWERS),
            )
        self.refresh()
        self.changed.emit()

    # Approving

    @Slot(object)
    def _ask_to_sign(self, registration_ids: Sequence[str]) -> None:
        asked = SignApprovals(len(registration_ids), self._uses.approve, self._jobs, self)
        asked.kept.connect(partial(self._approve, registration_ids))
        asked.open()

    def _approve(self, registration_ids: Sequence[str], password: str) -> None:
        approve = self._uses.approve

        def work(progress: Progress, cancelled: Cancelled) -> "Approved":
            return approve(registration_ids, password, progress, cancelled)

        self._run(
            self.tr("Menyetujui"),
            self.tr("orang"),
            work,
            partial(self._approved, len(registration_ids)),
            "sending.not_approved",
        )

    def _approved(self, asked: int, done: "Approved") -> None:
        count = self.locale().toString
        refused = len(done.refused)
        left = asked - done.approved - refused
        words = self.tr("{n} orang disetujui.").format(n=count(done.approved))
        if refused:
            words += " " + self.tr("{n} tidak.").format(n=count(refused))
        if left:
            words += " " + self.tr("Dihentikan: {n} belum sempat.").format(n=count(left))
        reasons = dict.fromkeys(sentence(problem) for _, problem in done.refused)
        words = " ".join((words, *list(reasons)[:MOST_REASONS]))
        is_whole = not (refused or left)
        if is_whole:
            self.notices.tell(words, "good", self.tr("Kirim   Ctrl+2"), lambda: self._turn_to(SEND))
        else:
            self.notices.tell(words, "warn")
        self._have_changed()

    # Sending

    @Slot(object)
    def _send_to(self, folder: Path) -> None:
        seal, ready = self._uses.seal, self._ready()
        self.send.forget_result()

        def work(progress: Progress, cancelled: Cancelled) -> "SealReport":
            # how many lines a file will have nobody knows before it is written
            return seal(None, lambda done, _: progress(done, max(done, ready)), cancelled)

        self._run(
            self.tr("Menyegel kiriman"),
            self.tr("catatan"),
            work,
            partial(self._sealed, folder),
            "sending.not_sealed",
        )

    def _sealed(self, folder: Path, report: "SealReport") -> None:
        if not report.sent:
            self.send.show_nothing_new()
            self._have_changed()
            return
        seal = self._uses.seal

        def work(progress: Progress, cancelled: Cancelled) -> "tuple[Sent, ...]":
            def told(done: int, whole: int) -> None:
                progress(done // KB, whole // KB)

            return seal.carry(report.sent, folder, told, cancelled)

        self._run(
            self.tr("Menyalin dan membaca ulang"),
            self.tr("kB"),
            work,
            partial(self._carried, folder, report),
            "sending.not_carried",
        )

    def _carried(self, folder: Path, report: "SealReport", sent: "Sequence[Sent]") -> None:
        self.send.show_sent(sent, report.held_back, self._name_of(folder))
        if all(each.carried is not None and each.carried.is_sent for each in sent):
            self.send.carried_to(folder)
        self._have_changed()

    @Slot()
    def _choose_target(self) -> None:
        if not self.progress.is_running:
            self._uses.files.to_folder(self, self.tr("Taruh kiriman di folder"), self._send_to)

    # Receiving

    @Slot()
    def _receive_sticks(self) -> None:
        self._receive([each.path for each in self._uses.sticks.now()])

    @Slot()
    def _receive_folder(self) -> None:
        if not self.progress.is_running:
            title = self.tr("Folder berisi balasan")
            self._uses.files.to_folder(self, title, lambda folder: self._receive([folder]))

    @Slot()
    def _receive_files(self) -> None:
        if not self.progress.is_running:
            self._uses.files.to_open_sealed(self, self.tr("Berkas balasan"), self._receive)

    def _receive(self, paths: Sequence[Path]) -> None:
        receive = self._uses.receive
        if not paths:
            return

        def work(progress: Progress, cancelled: Cancelled) -> "Received":
            return receive(paths, progress, cancelled)

        self._run(
            self.tr("Menerima balasan"),
            self.tr("catatan"),
            work,
            self._received,
            "sending.not_received",
        )

    def _received(self, received: "Received") -> None:
        self.answers.report.show_received(received)
        self._cursor_wanted = True  # on the first answer, once the list has it
        self._have_changed()

    # Knowing the city

    @Slot()
    def _sync(self) -> None:
        if self._address is None:
            self._turn_to(CITY)
            self.acquaint.ask_address(None)
        else:
            self._uses.courier.go()

    @Slot()
    def _ask_address(self) -> None:
        self.acquaint.ask_address(self._address)

    @Slot(object)
    def _address_settled(self, address: "Address | None") -> None:
        self._address = address
        self.city.show_address(address)
        self.refresh()

    # What is shown

    def _show_read(self, read: "Read") -> None:
        standing, waiting, answered, sent, address = read
        self._standing, self._address = standing, address
        self.answers.report.know(standing.office, standing.station)
        self.warnings.show_problems(standing.warnings)
        self.approve.show_waiting(waiting)
        self.send.show_standing(standing)
        self.answers.show_answers(answered, standing.answers)
        self.sent.show_files(sent)
        self.city.show_standing(standing)
        self.city.show_address(address)
        self._show_status(self._uses.courier.status)
        self._show_tabs(standing, len(waiting))
        self.standing_read.emit(standing)
        if self._wanted is not None:
            self._wanted = None
            self._turn_to(_most_urgent(standing))
        elif self._cursor_wanted or QApplication.focusWidget() is None:
            self._go_to()  # or the list that had the cursor is empty now
        self._cursor_wanted = False

    def _show_tabs(self, standing: "Standing", to_approve: int) -> None:
        numbers = {
            APPROVE: to_approve,  # also what another computer of the office has
            SEND: standing.waiting.ready,
            ANSWERS: standing.answers.get(Kind.TO_FIX, 0),
        }
        for place, number in numbers.items():
            self._number_tab(place, number)

    def _number_tab(self, place: int, number: int) -> None:
        words, count = self._words[place], self.locale().toString
        self.tabs[place].setText(f"{words} ({count(number)})" if number else words)

    @Slot(object)
    def _show_status(self, status: Status) -> None:
        self.network.setText(status_words(status, self._address is not None))
        self.network.setToolTip(self.network.text())
        self.city.show_status(status)

    @Slot()
    def _show_sticks(self) -> None:
        sticks = self._uses.sticks.now()
        self.send.show_sticks(sticks)
        self.answers.show_has_stick(has_stick=bool(sticks))

    @Slot(object)
    def _plugged(self, stick: Stick) -> None:
        self._show_sticks()
        if not stick.is_read_only and not self.progress.is_running:
            sent = self._uses.sent
            self._jobs.start(
                self, lambda: sent.clean(stick.path), self._cleaned, _not_cleaned, "papers"
            )

    def _cleaned(self, files: int) -> None:
        if files:
            self.notices.tell(
                self.tr("Sisa kiriman yang terputus sudah dibersihkan dari stik."), "note"
            )

    @Slot(object)
    def _unplugged(self, stick: Stick) -> None:
        self._show_sticks()
        self.send.unplugged(stick)

    # Inside

    def _ready(self) -> int:
        return self._standing.waiting.ready if self._standing else 0

    def _name_of(self, folder: Path) -> str:
        stick = next((each for each in self._uses.sticks.now() if each.path == folder), None)
        return stick.name if stick else folder.name or str(folder)

    def _run(
        self,
        what: str,
        unit: str,
        work: "Callable[[Progress, Cancelled], object]",
        done: "Callable[..., None]",
        code: str,
        lane: Lane = "bulk",
    ) -> None:
        if self.progress.is_running:
            return

        def failed(error: Exception) -> None:
            if said_by(error) != (Problem("cancelled"),):  # whoever pressed it knows
                self._tell(error, code)
            self._have_changed()

        self.progress.run(what, unit, work, done, failed, lane)

    def _tell(self, error: Exception, code: str) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _have_changed(self) -> None:
        self.refresh()
        self.changed.emit()

    def _turn_to(self, part: int) -> None:
        self._stack.setCurrentIndex(part)
        self.tabs[part].setChecked(True)
        hints = {
            APPROVE: self.tr("Panah memilih  ·  Spasi mencentang  ·  Enter melihat orangnya"),
            SEND: self.tr("Kiriman disegel; hanya kota yang dapat membukanya"),
            ANSWERS: self.tr("Enter pada “perlu perbaikan” langsung ke isiannya"),
            SENT: self.tr("“Diterima” hanya dari tanda terima kota"),
            CITY: self.tr("Kunci dicocokkan lewat telepon sebelum dipercaya"),
            SAMPLE: self.tr("Diketik dari kertasnya oleh orang lain, lalu dibandingkan"),
            ASIDE: self.tr("Tidak ada yang ditimpa: yang berlaku tetap berlaku"),
        }
        self.set_heading(self.tr("Kiriman"), hints[part])
        self._go_to()

    def _go_to(self) -> None:
        if not self.progress.is_running and self.isVisible():
            self.panes[self._stack.currentIndex()].go_to()

    @Slot()
    def _busy_changed(self) -> None:
        self._stack.setEnabled(not self.progress.is_running)
        if self.progress.is_running:
            self.progress.cancel_button.setFocus()
        else:
            self._go_to()

    def _connect(self) -> None:
        uses = self._uses
        self.approve.approve_asked.connect(self._ask_to_sign)
        self.approve.person_asked.connect(self.person_asked)
        self.send.send_asked.connect(self._send_to)
        self.send.folder_asked.connect(self._choose_target)
        self.send.cover_asked.connect(self.cover_asked)
        self.answers.receive_asked.connect(self._receive_sticks)
        self.answers.folder_asked.connect(self._receive_folder)
        self.answers.files_asked.connect(self._receive_files)
        self.answers.fix_asked.connect(self._fix)
        self.answers.person_asked.connect(self.person_asked)
        self.answers.kind_changed.connect(self.refresh)
        self.sent.cover_asked.connect(self.cover_asked)
        self.city.write_asked.connect(self.acquaint.write_key)
        self.city.take_asked.connect(self.acquaint.take_key)
        self.city.address_asked.connect(self._ask_address)
        self.city.stop_asked.connect(uses.courier.cancel)
        self.city.nothing_asked.connect(self.acquaint.ask_nothing)
        self.city.clock_asked.connect(self.acquaint.ask_clock)
        self.sample.counted.connect(partial(self._number_tab, SAMPLE))
        self.sample.correct_asked.connect(self.sample_fix_asked)
        self.aside.counted.connect(partial(self._number_tab, ASIDE))
        self.acquaint.changed.connect(self._have_changed)
        self.acquaint.address_settled.connect(self._address_settled)
        uses.courier.changed.connect(self._show_status)
        uses.sticks.plugged.connect(self._plugged)
        uses.sticks.unplugged.connect(self._unplugged)
        self.progress.began.connect(self._busy_changed)
        self.progress.ended.connect(self._busy_changed)

    @Slot(object)
    def _fix(self, answer: Answer) -> None:
        if answer.own:
            self.fix_asked.emit(answer)
        else:
            self.notices.tell(sentence(Problem("registration.not_own")), "warn")

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for pane in self.panes:
            self._stack.addWidget(pane)
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(self.warnings)
        whole.addWidget(self.notices)
        whole.addLayout(self._head())
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.progress)
        self.setLayout(whole)

    def _head(self) -> QHBoxLayout:
        tabs = QFrame()
        set_role(tabs, "yesno")
        inside = parts.row(margin=3, gap=2)
        tabs.setLayout(inside)
        tabs.setFixedHeight(34)
        group = QButtonGroup(self)
        self.tabs: list[QPushButton] = []
        self._words = (
            self.tr("Setujui"),
            self.tr("Kirim"),
            self.tr("Balasan"),
            self.tr("Riwayat"),
            self.tr("Kota"),
            self.tr("Contoh"),
            self.tr("Disisihkan"),
        )
        for place, words in enumerate(self._words):
            tab = QPushButton(words)
            set_role(tab, "half")
            tab.setCheckable(True)
            keys = f"Ctrl+{place + 1}"
            tab.setToolTip(keys)
            tab.clicked.connect(action(self, words, keys, partial(self._turn_to, place)).trigger)
            group.addButton(tab)
            inside.addWidget(tab)
            self.tabs.append(tab)
        self.network = parts.words("", "muted", wrap=True)  # it gives way to the tabs
        self.network.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sync_button = ActionButton(
            action(self, self.tr("Sinkronkan"), "F9", self._sync), parent=self
        )
        row = parts.row(gap=GRID * 3)
        row.addWidget(tabs)
        row.addWidget(self.network, 1)
        row.addWidget(self.sync_button)
        return row


def _most_urgent(standing: "Standing") -> int:
    """The part where there is something to do."""
    if standing.city is None:
        return CITY
    if standing.answers.get(Kind.TO_FIX):
        return ANSWERS
    if standing.waiting.ready and not standing.waiting.to_approve:
        return SEND
    return APPROVE


def _not_cleaned(error: Exception) -> None:
    """The next carrying says what is wrong with the stick."""
    log.error("stick not cleaned: %s", type(error).__name__)
