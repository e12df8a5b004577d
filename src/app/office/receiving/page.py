"""Penerimaan: batches from sticks, folders and the mailbox come in, and replies go out."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.lines import LineList
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton, action
from app.kit.sticks import Stick
from app.kit.theme import GRID, set_look, set_role
from app.office.receiving import reports
from app.office.receiving.uses import ReceivingUses
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.exchange.receive import FileReport, Received
    from app.service.exchange.seal import SealReport, Sent

log = logging.getLogger(__name__)

LOOK_MS = 5000  # between two looks into the mailbox
FILES, OFFICES, REPLIES = range(3)


class ReceivingPage(Page):
    """Takes in what came and makes the replies; one thing at a time, each to be stopped."""

    changed = Signal()  # something is in the books that was not
    asides_asked = Signal()

    def __init__(self, jobs: Jobs, uses: ReceivingUses, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Penerimaan"),
            self.tr("Kiriman kelurahan masuk, balasan kota keluar: lewat stik, folder, atau kotak"),
        )
        self._jobs = jobs
        self._uses = uses
        self._mail = Latest(jobs, self)
        self._search = Latest(jobs, self)
        self._count = QLocale().toString
        self._has_gone_on = False
        self._wanted: tuple[str, Callable[[Progress, Cancelled], Received]] | None = None
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.catching_up = ProgressPane(jobs)
        self.mail = parts.words("")
        self.stick = parts.words("")
        self.search = parts.words("", "muted-line")
        self.summary = parts.words("", "strong", wrap=True)
        self.advice = parts.words("", wrap=True)
        self.said = parts.words("", "muted-line", wrap=True)
        self.files: LineList[FileReport] = LineList(
            reports.file_columns(uses.office_name), self.tr("Hasil tiap berkas")
        )
        self.files.chosen_changed.connect(self._say_chosen)
        self.offices: LineList[reports.OfficeLine] = LineList(
            reports.office_columns(), self.tr("Hasil tiap kelurahan")
        )
        self.replies: LineList[Sent] = LineList(
            reports.reply_columns(uses.office_name), self.tr("Balasan yang dibuat")
        )
        self._make_deeds()
        self._lay_out()
        self._say_empty()
        self.setAcceptDrops(True)
        self._show_sticks()
        uses.sticks.plugged.connect(self._plugged)
        uses.sticks.unplugged.connect(self._show_sticks)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        jobs.start(self, uses.by_itself, self._show_by_itself, self._not_read, "read")

    def come_into_sight(self) -> None:
        self.look()
        self._ask_search()
        self.buttons["open"].setFocus()

    def rest(self) -> None:
        """The program is closing: look no more into the mailbox."""
        self._timer.stop()

    # Taking in

    @Slot()
    def look(self) -> None:
        """See what waits in the mailbox; take it, where that is wished."""
        self._mail.ask(self._uses.mail.waiting, self._show_mail, self._not_read)

    def take(self, paths: Sequence[Path]) -> None:
        """Take in these files and folders."""
        receive = self._uses.receive

        def work(progress: Progress, cancelled: Cancelled) -> "Received":
            return receive(paths, progress, cancelled)

        self._take(self.tr("Memasukkan kiriman"), work)

    @Slot()
    def take_mail(self) -> None:
        """Take in all that waits in the mailbox."""
        self._take(self.tr("Memasukkan isi kotak surat"), self._uses.mail)

    @Slot()
    def take_stick(self) -> None:
        """Take in what is on the sticks."""
        if sticks := self._uses.sticks.now():
            self.take([each.path for each in sticks])

    def _take(self, what: str, work: "Callable[[Progress, Cancelled], Received]") -> None:
        if self.progress.is_running:
            return
        if self.catching_up.is_running:  # it goes on afterwards where it was
            self._wanted = (what, work)
            self.catching_up.cancel()
            return
        self.progress.run(
            what, self.tr("data"), work, self._received, partial(self._not_done, "city.not_taken"),
            "bulk",
        )  # fmt: skip

    def _received(self, received: "Received") -> None:
        self.files.show_lines(received.files, lambda each: each)
        self.offices.show_lines(
            reports.by_office(received, self._uses.office_name), lambda each: each
        )
        if not received.files and not received.is_cancelled:
            self.notices.tell(self.tr("Di sana tidak ada kiriman Payung."))
        self.summary.setText(reports.summary(received))
        self.advice.clear()
        if received.is_cancelled:
            self.notices.tell(
                self.tr("Dihentikan. Yang sudah masuk tetap ada; masukkan lagi untuk sisanya."),
                "warn",
            )
        if received.set_aside:
            self.notices.tell(
                self.tr("Ada yang disisihkan dan menunggu dilihat."),
                "warn",
                self.tr("Buka Disisihkan"),
                self.asides_asked.emit,
            )
        self.show_tab(FILES)
        self.changed.emit()
        self.look()
        self._catch_up()

    # The search, which follows

    def _catch_up(self) -> None:
        if not self.catching_up.is_running and not self.progress.is_running:
            self.catching_up.run(
                self.tr("Pencarian sedang menyusul"),
                self.tr("orang"),
                self._uses.search,
                self._caught_up,
                partial(self._not_done, "people.not_read"),
                "bulk",
            )
        self._ask_search()

    def _caught_up(self, _count: int) -> None:
        self._ask_search()
        if self._wanted is not None:
            (what, work), self._wanted = self._wanted, None
            self._take(what, work)

    def _ask_search(self) -> None:
        self._search.ask(self._uses.search.behind, self._show_behind, self._not_read)

    def _show_behind(self, behind: int) -> None:
        self.search.setVisible(bool(behind))
        self.search.setText(
            self.tr(
                "Pencarian sedang menyusul: {n} orang lagi belum ditemukan menurut nama."
            ).format(n=self._count(behind))
        )
        if behind and not self.catching_up.is_running and self._wanted is None:
            self._catch_up_later()

    def _catch_up_later(self) -> None:
        """What an earlier day left: it goes on by itself when nothing else is done."""
        if not self.progress.is_running and not self._has_gone_on:
            self._has_gone_on = True  # only once: whoever stops it is not asked again
            self._catch_up()

    # Replies

    @Slot()
    def reply_to_stick(self) -> None:
        """Make the replies and put them on the stick."""
        sticks = self._uses.sticks.now()
        if sticks:
            self.reply(sticks[0].path)

    @Slot()
    def reply_to_folder(self) -> None:
        """Make the replies and put them into a folder."""
        self._uses.files.to_folder(self, self.tr("Folder untuk balasan"), self.reply)

    def reply(self, folder: Path | None = None) -> None:
        """Make the replies for all stations; without a folder they wait in the mailbox."""
        seal = self._uses.seal
        if self.progress.is_running:
            return

        def work(progress: Progress, cancelled: Cancelled) -> "SealReport":
            return seal(folder, progress, cancelled)

        self.progress.run(
            self.tr("Membuat balasan"),
            self.tr("bagian"),
            work,
            self._replied,
            partial(self._not_done, "city.not_replied"),
            "bulk",
        )

    def _replied(self, report: "SealReport") -> None:
        self.replies.show_lines(report.sent, lambda each: each)
        self.show_tab(REPLIES)
        self.changed.emit()
        if not report.sent:
            self.notices.tell(self.tr("Tidak ada yang baru untuk dibalas."))
        for problem in report.held_back:
            self.notices.tell(sentence(problem), "warn")
        carried = [each for each in report.sent if each.carried is not None]
        self.advice.clear()
        if not carried:
            return
        is_whole = not reports.not_everything_sent(report)
        self.advice.setText(sentence(Problem("stick.safe" if is_whole else "stick.not_yet")))
        set_look(self.advice, "mark", "good" if is_whole else "stop")

    # What is shown

    def show_tab(self, tab: int) -> None:
        """Turn to the report of files, of kelurahan, or of replies."""
        self.tabs[tab].setChecked(True)
        self._stack.setCurrentIndex(tab)
        self.summary.setVisible(tab != REPLIES)
        self.advice.setVisible(tab == REPLIES)
        self.said.setVisible(tab == FILES)

    @Slot()
    def _say_chosen(self) -> None:
        """The whole sentence on the chosen file: its column cuts it."""
        file = self.files.chosen()
        self.said.setText(sentence(file.problem) if file is not None and file.problem else "")

    def _show_mail(self, waiting: int) -> None:
        words = (
            self.tr("Kotak surat: {n} berkas menunggu").format(n=self._count(waiting))
            if waiting
            else self.tr("Kotak surat: kosong")
        )
        self.mail.setText(words)
        self._deeds["mail"].setEnabled(bool(waiting))
        if waiting and self.by_itself.isChecked() and not self.progress.is_running:
            self.take_mail()

    @Slot()
    def _show_sticks(self) -> None:
        sticks = self._uses.sticks.now()
        names = ", ".join(each.name for each in sticks)
        self.stick.setText(
            self.tr("Stik terpasang: {names}").format(names=names)
            if sticks
            else self.tr("Belum ada stik terpasang")
        )
        for name in ("stick", "reply"):
            self._deeds[name].setEnabled(bool(sticks))

    @Slot(object)
    def _plugged(self, stick: Stick) -> None:
        self._show_sticks()
        if self.isVisible():
            self.notices.tell(
                self.tr("Stik {name} terpasang.").format(name=stick.name),
                "note",
                self.tr("Ambil kiriman dari stik"),
                self.take_stick,
            )

    def _show_by_itself(self, wished: bool) -> None:
        self.by_itself.blockSignals(True)
        self.by_itself.setChecked(wished)
        self.by_itself.blockSignals(False)
        self.look()

    @Slot(bool)
    def _put_by_itself(self, wished: bool) -> None:
        put = self._uses.by_itself.put
        self._jobs.start(
            self, lambda: put(wished), lambda _: self.look(), partial(self._not_done, "failed")
        )

    def _not_read(self, error: Exception) -> None:
        self._not_done("city.not_read", error)

    def _not_done(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    # Laying out

    def _make_deeds(self) -> None:
        files = self._uses.files
        self._deeds = {
            name: action(self, words, keys, do)
            for name, words, keys, do in (
                (
                    "open",
                    self.tr("Pilih berkas …"),
                    "Ctrl+O",
                    lambda: files.to_open_sealed(self, self.tr("Pilih kiriman"), self.take),
                ),
                (
                    "folder",
                    self.tr("Pilih folder …"),
                    "Ctrl+Shift+O",
                    lambda: files.to_folder(
                        self, self.tr("Pilih folder"), lambda path: self.take([path])
                    ),
                ),
                ("stick", self.tr("Ambil dari stik"), "Ctrl+T", self.take_stick),
                ("mail", self.tr("Ambil"), "Ctrl+M", self.take_mail),
                ("reply", self.tr("Balasan ke stik"), "Ctrl+B", self.reply_to_stick),
                (
                    "reply_folder",
                    self.tr("Ke folder …"),
                    "Ctrl+Shift+B",
                    self.reply_to_folder,
                ),
                ("reply_mail", self.tr("Ke kotak surat"), "Ctrl+L", self.reply),
            )
        }
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "open" else "", parent=self)
            for name, deed in self._deeds.items()
        }
        for name, button in self.buttons.items():
            button.setObjectName(name)
        self.by_itself = QCheckBox(self.tr("Ambil sendiri dari kotak surat   Ctrl+W"))
        self.by_itself.setObjectName("by_itself")
        self.by_itself.setAccessibleName(self.tr("Ambil sendiri dari kotak surat"))
        self.by_itself.toggled.connect(self._put_by_itself)
        action(self, self.tr("Ambil sendiri dari kotak surat"), "Ctrl+W", self.by_itself.toggle)

    def _lay_out(self) -> None:
        upper = parts.row(gap=GRID * 3)
        upper.addWidget(self._incoming(), 3)
        upper.addWidget(self._outgoing(), 2)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addLayout(upper)
        column.addWidget(self.progress)
        column.addWidget(self.catching_up)
        column.addWidget(self.search)
        column.addWidget(self._report(), 1)
        self.setLayout(column)
        self.search.hide()

    def _incoming(self) -> QFrame:
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(parts.words(self.tr("Terima kiriman kelurahan"), "heading"))
        inside.addWidget(
            parts.words(
                self.tr(
                    "Boleh banyak berkas dan folder sekaligus, urutan bebas, boleh berulang."
                    " Dapat juga diseret ke halaman ini."
                ),
                "muted-line",
                wrap=True,
            )
        )
        inside.addLayout(_beside(self.buttons["open"], self.buttons["folder"]))
        inside.addLayout(_ended(self.stick, self.buttons["stick"]))
        inside.addLayout(_ended(self.mail, self.buttons["mail"]))
        inside.addWidget(self.by_itself)
        card = parts.card()
        parts.fill(card, inside)
        return card

    def _outgoing(self) -> QFrame:
        inside = parts.column(gap=GRID * 2)
        inside.addWidget(parts.words(self.tr("Buat balasan"), "heading"))
        inside.addWidget(
            parts.words(
                self.tr(
                    "Satu berkas untuk tiap PC kelurahan: apa yang diterima, dan semua keputusan."
                    " Balasan juga selalu ditaruh di kotak surat."
                ),
                "muted-line",
                wrap=True,
            )
        )
        inside.addLayout(_beside(self.buttons["reply"], self.buttons["reply_folder"]))
        inside.addLayout(_beside(self.buttons["reply_mail"]))
        inside.addStretch(1)
        card = parts.card()
        parts.fill(card, inside)
        return card

    def _report(self) -> QFrame:
        self.tabs: list[QPushButton] = []
        group = QButtonGroup(self)
        head = parts.row(gap=GRID)
        for tab, words in enumerate(
            (self.tr("Tiap berkas"), self.tr("Tiap kelurahan"), self.tr("Balasan"))
        ):
            keys = f"Ctrl+{tab + 1}"  # Alt and a number turn the pages
            button = QPushButton(f"{words}   {keys}")
            button.setAccessibleName(words)
            set_role(button, "half")
            button.setCheckable(True)
            button.clicked.connect(partial(self.show_tab, tab))
            action(self, words, keys, partial(self.show_tab, tab))
            group.addButton(button)
            self.tabs.append(button)
            head.addWidget(button)
        head.addStretch(1)
        self._stack = QStackedWidget()
        for each in (self.files, self.offices, self.replies):
            self._stack.addWidget(each)
        inside = parts.column(gap=GRID * 2)
        inside.addLayout(head)
        inside.addWidget(self.summary)
        inside.addWidget(self.advice)
        inside.addWidget(self._stack, 1)
        inside.addWidget(self.said)
        card = parts.card(margin=GRID * 3)
        parts.fill(card, inside)
        self.show_tab(FILES)
        return card

    def _say_empty(self) -> None:
        hint = self.tr(
            "Pasang stik dari kelurahan, atau pilih berkasnya. Hasil tiap berkas dan tiap"
            " kelurahan tampak di sini, termasuk berkas yang belum pernah datang."
        )
        for each in (self.files, self.offices):
            each.empty.say("download", self.tr("Belum ada yang dimasukkan."), hint)
        self.replies.empty.say(
            "send",
            self.tr("Belum ada balasan yang dibuat."),
            self.tr("Buat balasan sesudah kiriman masuk dan sesudah memutuskan."),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take([Path(each.toLocalFile()) for each in event.mimeData().urls()])


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = parts.row(gap=GRID * 2)
    for each in widgets:
        row.addWidget(each)
    row.addStretch(1)
    return row


def _ended(first: QWidget, *rest: QWidget) -> QHBoxLayout:
    row = parts.row(gap=GRID * 3)
    row.addWidget(first)
    row.addStretch(1)
    for each in rest:
        row.addWidget(each)
    return row
