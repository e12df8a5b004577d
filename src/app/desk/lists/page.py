"""Impor daftar RT: from a file to people in the books, one step after the other."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desk.lists.columns import ColumnsPane
from app.desk.lists.done import DonePane
from app.desk.lists.keep import KeepProfile
from app.desk.lists.results import ResultsPane
from app.desk.lists.start import StartPane
from app.desk.lists.uses import TakesLists
from app.domain.people import Query
from app.domain.refusal import Problem, Refusal
from app.kit import parts
from app.kit.failures import said_by
from app.kit.files import Files
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.notices import Notices, ask
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.theme import GRID
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.lists import BatchLine, CheckedList, OpenedList, TakenIn, Undone

log = logging.getLogger(__name__)

START, COLUMNS, RESULTS, DONE = range(4)


class ListsPage(Page):
    """Opens a list, matches its columns, shows what would become of each row, and takes it in.

    Opening and checking only read, on the lane `read`; taking in and undoing write in small
    pieces, on the lane `bulk`, so that a save elsewhere comes in between.
    """

    taken_in = Signal()  # the books hold others now: lists and numbers elsewhere are not right
    drafts_asked = Signal()
    list_asked = Signal(object)  # a `Query`: the people of one list

    def __init__(
        self,
        jobs: Jobs,
        lists: TakesLists,
        files: Files,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self._jobs = jobs
        self._lists = lists
        self._files = files
        self._batches = Latest(jobs, self)
        self._profile = Latest(jobs, self)
        self.notices = Notices()
        self.start = StartPane()
        self.columns = ColumnsPane(lists)
        self.results = ResultsPane()
        self.done = DonePane()
        self.progress = ProgressPane(jobs)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._turn_to(START)

    # What the frame and other pages ask for

    def come_into_sight(self) -> None:
        self.refresh()
        if not self.progress.is_running:
            self._go_to()

    @Slot()
    def refresh(self) -> None:
        """Read anew which lists came in."""
        self._batches.ask(self._lists.batches, self.start.show_batches, self._batches_not_read)

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file, then open it."""
        if not self.progress.is_running:
            self._files.to_open_list(self, self.tr("Pilih daftar"), self.open_file)

    def open_file(self, path: Path) -> None:
        """Read a file and show its columns."""
        if self.progress.is_running:
            return
        lists = self._lists

        def work(_progress: Progress, cancelled: Cancelled) -> "tuple[OpenedList, tuple[str, ...]]":
            opened = lists.open(path, cancelled)
            if opened is None:
                raise Refusal(Problem("cancelled"))
            return opened, lists.profiles()

        self._run(
            self.tr("Membaca {file}").format(file=path.name),
            self.tr("baris"),
            work,
            self._opened,
            "import.not_opened",
        )

    # Opening

    def _opened(self, answer: "tuple[OpenedList, tuple[str, ...]]") -> None:
        self.columns.show_opened(*answer)
        self._turn_to(COLUMNS)

    @Slot(str)
    def _use_profile(self, name: str) -> None:
        opened, lists = self.columns.opened, self._lists
        if opened is None:
            return
        self._profile.ask(
            lambda: (lists.with_profile(opened, name), lists.profiles()),
            self._opened,
            self._profile_not_used,
        )

    def _profile_not_used(self, error: Exception) -> None:
        problems = said_by(error)
        if problems:
            self.columns.say(problems)
        else:
            self._tell(error, "import.not_opened")

    @Slot()
    def _ask_profile_name(self) -> None:
        opened = self.columns.opened
        if opened is not None:
            dialog = KeepProfile(opened.profile or opened.name, self)
            dialog.named.connect(self._keep_profile)
            dialog.open()

    @Slot(str)
    def _keep_profile(self, name: str) -> None:
        opened, lists = self.columns.opened, self._lists
        if opened is None:
            return

        def work() -> "tuple[OpenedList, tuple[str, ...]]":
            return lists.keep_profile(opened, name), lists.profiles()

        self._jobs.start(
            self, work, self._profile_kept, partial(self._tell, code="import.profile_not_kept")
        )

    def _profile_kept(self, answer: "tuple[OpenedList, tuple[str, ...]]") -> None:
        self.columns.show_opened(*answer)
        self.notices.tell(
            self.tr(
                "Pemetaan “{name}” tersimpan. Daftar dengan judul kolom yang sama akan dikenali."
            ).format(name=answer[0].profile),
            "good",
        )

    # Checking

    @Slot()
    def _check(self) -> None:
        opened, lists = self.columns.opened, self._lists
        if opened is None or self.progress.is_running:
            return

        def work(progress: Progress, cancelled: Cancelled) -> "CheckedList":
            checked = lists.check(opened, progress, cancelled)
            if checked is None:
                raise Refusal(Problem("cancelled"))
            return checked

        self._run(
            self.tr("Memeriksa daftar"), self.tr("baris"), work, self._checked, "import.not_checked"
        )

    def _checked(self, checked: "CheckedList") -> None:
        self.results.show_checked(checked)
        self._turn_to(RESULTS)

    @Slot()
    def _copy(self) -> None:
        checked = self.results.checked
        if checked is not None and not self.progress.is_running:
            name = self.tr("{list} - hasil.xlsx").format(list=checked.opened.name)
            self._files.to_save(self, self.tr("Simpan salinan"), name, self._copy_to)

    def _copy_to(self, target: Path) -> None:
        checked, lists = self.results.checked, self._lists
        if checked is None:
            return

        def work(progress: Progress, cancelled: Cancelled) -> Path:
            if not lists.copy(checked, target, progress, cancelled):
                raise Refusal(Problem("cancelled"))
            return target

        self._run(
            self.tr("Menulis salinan"), self.tr("baris"), work, self._copied, "import.not_copied"
        )

    def _copied(self, target: Path) -> None:
        self.notices.tell(
            self.tr(
                "Salinan ditulis ke {file}. Berkas ini tidak tersegel: berikan hanya kepada yang "
                "berhak."
            ).format(file=target.name),
            "good",
        )

    # Taking in, and out again

    @Slot()
    def _take_in(self) -> None:
        checked, lists = self.results.checked, self._lists
        if checked is None or self.progress.is_running:
            return
        name = self.results.name.text()
        if not name:
            self.results.name.show_problems([Problem("import.name", "name")])
            self.results.name.setFocus()
            return

        def work(progress: Progress, cancelled: Cancelled) -> "TakenIn":
            return lists.commit(checked, name, progress, cancelled)

        self._run(
            self.tr("Memasukkan daftar"),
            self.tr("baris"),
            work,
            self._taken_in,
            "import.not_taken_in",
            writes=True,
        )

    def _taken_in(self, taken: "TakenIn") -> None:
        self.done.show_taken(taken)
        self._turn_to(DONE)
        self.refresh()
        self.taken_in.emit()

    @Slot(object)
    def _ask_undo(self, batch: "BatchLine") -> None:
        count = self.locale().toString
        ask(
            self,
            self.tr("Batalkan “{name}”?").format(name=batch.name),
            self.tr(
                "{registered} orang yang terdaftar dan {drafts} draf dari daftar ini dikeluarkan "
                "lagi. Nomor pendaftarannya tidak dipakai lagi. Ini hanya bisa selama belum ada "
                "yang dikerjakan petugas."
            ).format(registered=count(batch.registered), drafts=count(batch.drafts)),
            self.tr("Batalkan daftar"),
            partial(self._undo, batch.id),
            keep=self.tr("Biarkan"),
        )

    def _undo(self, batch_id: str) -> None:
        lists = self._lists

        def work(progress: Progress, cancelled: Cancelled) -> "Undone":
            return lists.undo(batch_id, progress, cancelled)

        self._run(
            self.tr("Membatalkan daftar"),
            self.tr("orang"),
            work,
            self._undone,
            "import.not_undone",
            writes=True,
        )

    def _undone(self, undone: "Undone") -> None:
        count = self.locale().toString
        words = (
            self.tr("“{name}” dibatalkan: {registered} orang dan {drafts} draf dikeluarkan lagi.")
            if undone.batch.undone_at is not None
            else self.tr(
                "Pembatalan “{name}” dihentikan: {registered} orang dan {drafts} draf sudah "
                "dikeluarkan, sisanya masih ada."
            )
        )
        self.notices.tell(
            words.format(
                name=undone.batch.name,
                registered=count(undone.registered),
                drafts=count(undone.drafts),
            ),
            "good" if undone.batch.undone_at is not None else "warn",
        )
        self.refresh()
        self.taken_in.emit()

    # Inside

    def _run(
        self,
        what: str,
        unit: str,
        work: "Callable[[Progress, Cancelled], object]",
        done: "Callable[..., None]",
        code: str,
        *,
        writes: bool = False,
    ) -> None:
        if self.progress.is_running:
            return

        def failed(error: Exception) -> None:
            if said_by(error) == (Problem("cancelled"),):
                return  # whoever pressed it knows
            self._tell(error, code)
            if writes:
                self.refresh()
                self.taken_in.emit()  # a part of it may be in, or out

        self.progress.run(what, unit, work, done, failed, "bulk" if writes else "read")

    def _tell(self, error: Exception, code: str) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _batches_not_read(self, error: Exception) -> None:
        self._tell(error, "import.batches_not_read")

    @Slot(object)
    def _show_people(self, batch: "BatchLine") -> None:
        self.list_asked.emit(Query(import_id=batch.id))

    def _turn_to(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        title = self.tr("Impor daftar RT")
        hints = {
            START: self.tr("Ctrl+O memilih berkas, atau letakkan di halaman ini"),
            COLUMNS: self.tr("Langkah 1 dari 2  ·  kolom mana berisi apa"),
            RESULTS: self.tr("Langkah 2 dari 2  ·  hasil pemeriksaan, belum ada yang masuk"),
            DONE: self.tr("Hasil"),
        }
        self.set_heading(title, hints[step])
        self._go_to()

    def _go_to(self) -> None:
        panes = (self.start, self.columns, self.results, self.done)
        panes[self._stack.currentIndex()].go_to()

    @Slot()
    def _back_to_start(self) -> None:
        self._turn_to(START)

    @Slot()
    def _back_to_columns(self) -> None:
        if not self.progress.is_running:
            self._turn_to(COLUMNS)

    @Slot()
    def _busy_changed(self) -> None:
        self._stack.setEnabled(not self.progress.is_running)
        if self.progress.is_running:
            self.progress.cancel_button.setFocus()
        else:
            self._go_to()

    def _connect(self) -> None:
        self.start.file_asked.connect(self.choose_file)
        self.start.undo_asked.connect(self._ask_undo)
        self.start.people_asked.connect(self._show_people)
        self.columns.check_asked.connect(self._check)
        self.columns.other_asked.connect(self._back_to_start)
        self.columns.keep_asked.connect(self._ask_profile_name)
        self.columns.profile_chosen.connect(self._use_profile)
        self.results.take_asked.connect(self._take_in)
        self.results.copy_asked.connect(self._copy)
        self.results.back_asked.connect(self._back_to_columns)
        self.done.drafts_asked.connect(self.drafts_asked)
        self.done.people_asked.connect(self._show_people)
        self.done.copy_asked.connect(self._copy)
        self.done.back_asked.connect(self._back_to_start)
        self.progress.began.connect(self._busy_changed)
        self.progress.ended.connect(self._busy_changed)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for pane in (self.start, self.columns, self.results, self.done):
            self._stack.addWidget(pane)
        whole = parts.column(gap=GRID * 2)
        whole.addWidget(self.notices)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.progress)
        self.setLayout(whole)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if not self.progress.is_running and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is being dropped."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
