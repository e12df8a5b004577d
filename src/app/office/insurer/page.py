"""BPJS: who waits to be sent, who was sent, what was answered; lists out and answers in."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.domain.insurer import PATIENCE, Choice, InsurerFile, Stage
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.lines import LineList
from app.kit.listmodel import Column
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.insurer.answers import AnswersPane
from app.office.insurer.columns import (
    about_person,
    about_row,
    file_columns,
    file_row_columns,
    people_columns,
)
from app.office.insurer.out import OutPane
from app.office.insurer.questions import AskList, why_agreed
from app.office.insurer.uses import ASK, SEND, InsurerUses
from app.wording.catalogue import sentence
from app.wording.insurer import STAGES, counted

if TYPE_CHECKING:
    from app.service.city.insurer.answers import Checked
    from app.service.city.insurer.ask import Asked
    from app.service.city.insurer.out import ListPreview
    from app.service.city.insurer.shown import FileRow, Layout, Standing

log = logging.getLogger(__name__)

SIDE = 262
FILES = "files"
LIST, OUT, ANSWERS = range(3)


@dataclass(frozen=True, slots=True)
class View:
    """One heap that can be looked at, and how many lie there."""

    name: str
    title: str
    count: int


class InsurerPage(Page):
    """Shows the round trip; it decides nothing of it. What a file would do is seen before it is."""

    changed = Signal()  # somebody has a number, or was refused
    person_asked = Signal(str)  # registration id

    def __init__(self, jobs: Jobs, uses: InsurerUses, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._jobs = jobs
        self._uses = uses
        self._asked = Latest(jobs, self)
        self._opening = Latest(jobs, self)
        self._standings: Sequence[Standing] = ()
        self._files: Sequence[InsurerFile] = ()
        self._wanted: tuple[ListPreview, Choice, str, str] | None = None
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.views: LineList[View] = LineList(self._view_columns(), self.tr("Keadaan"))
        self.views.chosen_changed.connect(self._show_view)
        self.views.opened.connect(lambda: self._shown_list().setFocus())
        self.people: LineList[Standing] = LineList(
            people_columns(uses.place_name), self.tr("Orang dalam keadaan ini")
        )
        self.people.opened.connect(self._open_person)
        self.people.chosen_changed.connect(self._show_detail)
        self.files: LineList[InsurerFile] = LineList(file_columns(), self.tr("Berkas"))
        self.files.empty.say(
            "file-spreadsheet",
            self.tr("Belum ada berkas."),
            self.tr("Daftar yang dikirim dan jawaban yang masuk tercatat di sini."),
        )
        self.files.opened.connect(self._open_file)
        self.rows: LineList[FileRow] = LineList(file_row_columns(), self.tr("Isi berkas"))
        self.rows.opened.connect(self._open_person)
        self.rows.chosen_changed.connect(self._show_detail)
        self.out = OutPane()
        self.out.save_asked.connect(self._choose_target)
        self.out.back_asked.connect(self._back)
        self.answers = AnswersPane()
        self.answers.take_asked.connect(self._ask_to_take)
        self.answers.back_asked.connect(self._back)
        self._make_deeds()
        self._lay_out()
        self._show_heading()

    def come_into_sight(self) -> None:
        self.refresh()
        if self._stack.currentIndex() == LIST:
            self.views.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Read anew where everybody stands; what is chosen stays chosen."""
        show = self._uses.show
        self._asked.ask(
            lambda: (show.standings(), show.files()),
            self._show,
            partial(self._not_done, "city.not_read"),
        )

    # What is shown

    def _show(self, found: "tuple[Sequence[Standing], Sequence[InsurerFile]]") -> None:
        self._standings, self._files = found
        of_stage = dict.fromkeys(Stage, 0)
        for each in self._standings:
            of_stage[each.stage] += 1
        views = [View(stage.value, STAGES[stage], of_stage[stage]) for stage in Stage]
        views.append(View(FILES, self.tr("Berkas keluar dan masuk"), len(self._files)))
        self.views.show_lines(views, lambda each: each.name)
        late = sum(each.is_late for each in self._standings)
        facts = (("count", late), ("days", PATIENCE))
        self.late.setText(sentence(Problem("insurer.late", facts=facts)) if late else "")
        self.late.setVisible(bool(late))

    @Slot()
    def _show_view(self) -> None:
        view = self.views.chosen()
        if view is None:
            return
        if view.name == FILES:
            self.files.show_lines(self._files, lambda each: each.id)
        else:
            self._say_nobody(Stage(view.name))
            lines = [each for each in self._standings if each.stage.value == view.name]
            self.people.show_lines(lines, lambda each: each.registration_id)
        self._turn_lists(self._shown_list())
        is_refused = view.name == Stage.REFUSED.value
        self._deeds["ask"].setEnabled(is_refused and view.count > 0 and self._may(ASK))
        barred = self._uses.not_allowed.get(ASK if is_refused else SEND)
        self.barred.setText(sentence(barred) if barred else "")

    def _say_nobody(self, stage: Stage) -> None:
        hints = {
            Stage.WAITING: self.tr("Yang dibayar di halaman Anggaran muncul di sini."),
            Stage.SENT: self.tr("Buat daftar dengan Ctrl+N, lalu serahkan ke kantor cabang."),
            Stage.ACCEPTED: self.tr("Yang diterima tanpa nomor menunggu KPJ di sini."),
            Stage.NUMBERED: self.tr("Masukkan jawaban BPJS dengan Ctrl+O."),
            Stage.REFUSED: self.tr("Yang ditolak muncul di sini dengan sebabnya."),
        }
        self.people.empty.say("users", self.tr("Tidak ada orang di sini."), hints[stage])

    def _shown_list(self) -> QWidget:
        view = self.views.chosen()
        return self.files if view is not None and view.name == FILES else self.people

    def _turn_lists(self, to: QWidget) -> None:
        self._lists.setCurrentWidget(to)
        self._close.setEnabled(to is self.rows)
        self._show_detail()

    @Slot()
    def _show_detail(self) -> None:
        """What the columns may have cut off of the chosen line."""
        here, said = self._lists.currentWidget(), ""
        if here is self.people and (person := self.people.chosen()) is not None:
            said = "  ·  ".join(
                filter(None, (person.name, person.nik, person.number, about_person(person)))
            )
        elif here is self.rows and (row := self.rows.chosen()) is not None:
            said = "  ·  ".join(filter(None, (row.name, about_row(row))))
        self.detail.setText(said)

    @Slot()
    def _open_person(self) -> None:
        shown = self.rows if self._lists.currentWidget() is self.rows else self.people
        chosen = shown.chosen()
        if chosen is not None and chosen.registration_id:
            self.person_asked.emit(chosen.registration_id)

    @Slot()
    def _open_file(self) -> None:
        """Show the rows of the chosen file; Esc leads back to the files."""
        chosen, rows = self.files.chosen(), self._uses.show.rows
        if chosen is not None:
            self._opening.ask(
                lambda: rows(chosen.id),
                self._show_rows,
                partial(self._not_done, "city.not_read"),
            )

    def _show_rows(self, rows: "Sequence[FileRow]") -> None:
        self.rows.show_lines(rows, lambda each: each.row)
        self._turn_lists(self.rows)
        self.rows.table.setFocus()

    @Slot()
    def _close_file(self) -> None:
        self._turn_lists(self.files)
        self.files.table.setFocus()

    # A list out

    @Slot()
    def make_list(self) -> None:
        """Ask for whom and by which layout, then show what the list would be."""
        if not self.progress.is_running and self._stack.currentIndex() == LIST:
            layouts = self._uses.show.layouts
            self._jobs.start(
                self, layouts, self._ask_list, partial(self._not_done, "city.not_read"), "read"
            )

    def _ask_list(self, layouts: "Sequence[Layout]") -> None:
        rows = self.people.table.selectionModel().selectedRows()
        view = self.views.chosen()
        is_people = view is not None and view.name != FILES
        ids = frozenset(
            self.people.model.lines[row.row()].registration_id for row in rows if is_people
        )
        question = AskList(layouts, ids, self._uses.send, self._jobs, self)
        question.kept.connect(self._show_preview)
        question.open()

    @Slot(object)
    def _show_preview(self, asked: "tuple[ListPreview, Choice, str, str]") -> None:
        self._wanted = asked
        self._turn_to(OUT)
        self.out.show_preview(asked[0])

    @Slot()
    def _choose_target(self) -> None:
        name = f"bpjs-{self._uses.today().isoformat()}.xlsx"
        self._uses.files.to_save(self, self.tr("Simpan daftar"), name, self._write)

    def _write(self, target: Path) -> None:
        if self._wanted is None:
            return
        send, (_, choice, code, reason) = self._uses.send, self._wanted

        def work(progress: Progress, cancelled: Cancelled) -> "tuple[InsurerFile, ListPreview]":
            return send(target, reason, choice, code, progress, cancelled)

        self.progress.run(
            self.tr("Menulis daftar"),
            self.tr("orang"),
            work,
            self._written,
            partial(self._not_done, "city.not_done"),
            "bulk",
        )

    def _written(self, made: "tuple[InsurerFile, ListPreview]") -> None:
        file, preview = made
        self.notices.tell(
            self.tr(
                "{n} orang ditulis ke {file}. Serahkan ke kantor cabang BPJS Ketenagakerjaan, dan"
                " masukkan jawabannya dengan Ctrl+O."
            ).format(n=self.locale().toString(len(preview.listed)), file=file.name),
            "good",
        )
        self._back()
        self.refresh()

    # Answers in

    @Slot()
    def open_answers(self) -> None:
        """Ask for a file, then show what each of its rows would do."""
        if not self.progress.is_running and self._stack.currentIndex() == LIST:
            self._uses.files.to_open_list(self, self.tr("Pilih jawaban BPJS"), self._check)

    def _check(self, path: Path) -> None:
        check = self._uses.take.check

        def work(_progress: Progress, cancelled: Cancelled) -> "Checked":
            return check(path, "", cancelled)

        self.progress.run(
            self.tr("Membaca jawaban"),
            self.tr("baris"),
            work,
            self._show_checked,
            partial(self._not_done, "city.not_read"),
            "read",
        )

    def _show_checked(self, checked: "Checked") -> None:
        self._turn_to(ANSWERS)
        self.answers.show_checked(checked)

    @Slot()
    def _ask_to_take(self) -> None:
        checked, agreed = self.answers.checked, frozenset(self.answers.agreed)
        if checked is None or self.progress.is_running:
            return
        if not agreed:
            self._take(checked, agreed, "")
            return
        question = why_agreed(len(agreed), self._jobs, self)
        question.kept.connect(partial(self._take, checked, agreed))
        question.open()

    def _take(self, checked: "Checked", agreed: frozenset[int], reason: str) -> None:
        take = self._uses.take

        def work(_progress: Progress, _cancelled: Cancelled) -> InsurerFile | None:
            return take(checked, agreed, reason)

        self.progress.run(
            self.tr("Memasukkan jawaban"),
            self.tr("baris"),
            work,
            self._taken,
            partial(self._not_done, "city.not_done"),
            "bulk",
        )

    def _taken(self, file: InsurerFile | None) -> None:
        if file is None:
            self.notices.tell(
                self.tr("Berkas ini sudah pernah dimasukkan; tidak ada yang berubah.")
            )
        else:
            self.notices.tell(
                self.tr("Jawaban masuk: {counts}. Kelurahan mengetahuinya dari balasan berikutnya.")
                .format(counts=counted(file.counts)),
                "good",
            )  # fmt: skip
            self.changed.emit()
        self._back()
        self.refresh()

    # What was refused

    @Slot()
    def ask_kelurahan(self) -> None:
        """Ask the kelurahan of the chosen ones, or of all who are refused."""
        if self.progress.is_running:
            return
        rows = self.people.table.selectionModel().selectedRows()
        lines = self.people.model.lines
        chosen = [lines[row.row()] for row in rows] if len(rows) > 1 else lines
        ids, ask = [each.registration_id for each in chosen], self._uses.ask
        self._jobs.start(
            self,
            lambda: ask(ids),
            self._asked_back,
            partial(self._not_done, "city.not_done"),
            "bulk",
        )

    def _asked_back(self, done: "Asked") -> None:
        count = self.locale().toString
        if done.asked:
            self.notices.tell(
                self.tr(
                    "{n} orang ditanyakan kepada kelurahannya lewat balasan berikutnya."
                ).format(n=count(done.asked)),
                "good",
            )
        else:
            self.notices.tell(self.tr("Kelurahannya sudah ditanya tentang penolakan ini."))
        self.refresh()

    # Inside

    def _may(self, what: str) -> bool:
        return what not in self._uses.not_allowed

    def _turn_to(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._show_heading()

    @Slot()
    def _back(self) -> None:
        self._wanted = None
        self._turn_to(LIST)
        self.views.table.setFocus()

    def _show_heading(self) -> None:
        title = self.tr("BPJS Ketenagakerjaan")
        self.set_heading(
            title,
            {
                LIST: self.tr("Daftar yang dikirim, jawaban yang masuk, nomor yang diberikan"),
                OUT: self.tr("Belum ada yang ditulis"),
                ANSWERS: self.tr("Belum ada yang dicatat"),
            }[self._stack.currentIndex()],
        )

    def _not_done(self, code: str, error: Exception) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self.notices.tell(sentence(problem), "stop")

    def _view_columns(self) -> tuple[Column[View], ...]:
        return (
            Column(self.tr("Keadaan"), lambda line: line.title),
            Column(
                self.tr("Jumlah"),
                lambda line: self.locale().toString(line.count),
                right=True,
                width=70,
            ),
        )

    def _make_deeds(self) -> None:
        lists = QWidget()  # its own: the keys of the list work while it is in sight
        self._deeds = {
            name: action(lists, words, keys, do)
            for name, words, keys, do in (
                ("send", self.tr("Buat daftar …"), "Ctrl+N", self.make_list),
                ("answers", self.tr("Masukkan jawaban …"), "Ctrl+O", self.open_answers),
                ("ask", self.tr("Tanya kelurahan"), "F8", self.ask_kelurahan),
            )
        }
        self._list_side = lists
        for name in ("send", "answers"):
            self._deeds[name].setEnabled(self._may(SEND))
        self._deeds["ask"].setEnabled(False)
        self._close = action(lists, self.tr("Kembali ke berkas"), "Esc", self._close_file)
        self._close.setEnabled(False)
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "send" else "", parent=lists)
            for name, deed in self._deeds.items()
        }
        for name, button in self.buttons.items():
            button.setObjectName(name)

    def _lay_out(self) -> None:
        self.views.setFixedWidth(SIDE)
        self.late = parts.words("", wrap=True)
        self.late.setProperty("mark", "warn")
        self.late.hide()
        self.barred = parts.words("", "muted", wrap=True)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.people)
        self._lists.addWidget(self.files)
        self._lists.addWidget(self.rows)
        self.detail = parts.words("", wrap=True)
        self.detail.setMinimumHeight(GRID * 9)
        body = parts.row(gap=GRID * 3)
        body.addWidget(self.views)
        body.addWidget(self._lists, 1)
        foot = parts.row(gap=GRID * 2)
        for button in self.buttons.values():
            foot.addWidget(button)
        foot.addWidget(self.barred, 1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.late)
        column.addLayout(body, 1)
        column.addWidget(self.detail)
        column.addLayout(foot)
        self._list_side.setLayout(column)
        self._stack = QStackedWidget()
        for each in (self._list_side, self.out, self.answers):
            self._stack.addWidget(each)
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(self.notices)
        whole.addWidget(self.progress)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
