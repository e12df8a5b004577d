"""Cadangan: is there a good one, where do they go, and back to one of them."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.backup import Habits
from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.backup.uses import BackupUses
from app.kit.failures import said_by
from app.kit.fields import TextField
from app.kit.jobs import Cancelled, Jobs, Progress
from app.kit.notices import Notices, ask
from app.kit.page import Page
from app.kit.passwords import PasswordField, typed_twice
from app.kit.progress import ProgressPane
from app.kit.recovery import CodeField
from app.kit.settings.cards import FOUND, DeedsSheet, Sheet
from app.kit.settings.question import Question
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import long_day, sentence

if TYPE_CHECKING:
    from app.service.backup.drill import Drilled
    from app.service.backup.make import Made
    from app.service.backup.restore import Prepared
    from app.service.backup.state import Standing

log = logging.getLogger(__name__)

T = TypeVar("T")

NAMED = 5
"""Registration numbers that are named in the last question; the rest is counted."""


class BackupPage(Page):
    """Shows how the office stands with its backups, and does what is asked. It decides nothing."""

    changed = Signal()
    """A backup, a drill or another habit: how things stand is to be read anew."""
    restore_asked = Signal(object)
    """A `Prepared` that somebody said yes to: the office is to be closed for it."""

    def __init__(self, uses: BackupUses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Cadangan"), self.tr("Salinan terenkripsi dari semua data kantor ini")
        )
        self._uses = uses
        self._jobs = jobs
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.deeds = {
            name: action(self, words, keys, do)
            for name, words, keys, do in (
                ("make", self.tr("Cadangkan sekarang"), "Ctrl+B", self.make),
                ("drill", self.tr("Uji pemulihan"), "Ctrl+U", self.drill),
                ("choose", self.tr("Pilih folder …"), "Ctrl+O", self.choose),
                ("keep", self.tr("Simpan"), "Ctrl+S", self.put_habits),
                ("restore", self.tr("Pulihkan …"), "Ctrl+R", self.restore),
            )
        }
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "make" else "", parent=self)
            for name, deed in self.deeds.items()
        }
        self.standing = StandingSheet(self.buttons["make"], self.progress)
        self.trials = DeedsSheet()
        self.trials.tell(self.tr("Uji dan pulihkan"))
        self.drilled = parts.words("", "muted", wrap=True)
        self.trials.add(
            self.tr("Uji pemulihan"),
            self.tr(
                "Cadangan terakhir dipulihkan ke folder sementara, diperiksa, lalu dihapus lagi."
                " Berjalan sendiri setiap bulan."
            ),
            self.buttons["drill"],
        )
        self.trials.body.addWidget(self.drilled)
        self.trials.add(
            self.tr("Pulihkan dari cadangan"),
            self.tr(
                "Bila data rusak atau hilang. Sebelumnya tampak apa yang akan hilang; data sekarang"
                " tetap disimpan di folder tersendiri."
            ),
            self.buttons["restore"],
        )
        self.place = PlaceSheet(self.buttons["choose"], self.buttons["keep"])
        self.not_allowed = parts.words(
            sentence(uses.not_allowed) if uses.not_allowed else "", "muted", wrap=True
        )
        self.place.body.addWidget(self.not_allowed)
        self.not_allowed.setVisible(uses.not_allowed is not None)
        for name in ("choose", "keep", "restore"):
            self.deeds[name].setEnabled(uses.not_allowed is None)
        both = parts.row(gap=GRID * 3)
        both.addLayout(_below_each_other(self.standing, self.trials), 3)
        both.addLayout(_below_each_other(self.place), 2)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addLayout(both, 1)
        self.setLayout(column)

    def come_into_sight(self) -> None:
        self.refresh()
        self.buttons["make"].setFocus()

    @Slot()
    def refresh(self) -> None:
        """Read anew how things stand; it stays until the answer is there."""
        self._jobs.start(self, self._uses.state, self.show_standing, self._not_done, "read")

    @Slot(object)
    def show_standing(self, standing: "Standing") -> None:
        """Show how things stand."""
        self.standing.show_standing(standing)
        self.place.show_habits(standing.habits)
        self.drilled.setText(self._drill_words(standing))

    # Deeds

    @Slot()
    def make(self) -> None:
        """Make one now; the clerk may go on working."""
        self._run(self.tr("Membuat cadangan"), self._uses.make, self._made)

    @Slot()
    def drill(self) -> None:
        """Try the newest one out."""
        self._run(self.tr("Menguji cadangan terakhir"), self._uses.drill, self._drill_ended)

    @Slot()
    def choose(self) -> None:
        """Ask for the second folder."""
        self._uses.files.to_folder(self, self.tr("Folder atau stik cadangan"), self._chosen)

    @Slot()
    def put_habits(self) -> None:
        """Let what stands in the fields hold from now on."""
        self._put(self.place.habits())

    @Slot()
    def restore(self) -> None:
        """Ask which backup."""
        self._uses.files.to_folder(self, self.tr("Folder cadangan"), self.ask_password)

    def ask_password(self, backup: Path) -> None:
        """Ask for the password of that backup, and compare."""
        asked = RestoreQuestion(backup, self._uses, self._jobs, self)
        asked.kept.connect(self.ask_to_restore)
        asked.open()

    @Slot(object)
    def ask_to_restore(self, prepared: "Prepared") -> None:
        """Say what would be lost; only a yes goes on."""
        day = long_day(prepared.manifest.made_at.astimezone().date())
        said = [sentence(each) for each in prepared.problems()]
        if named := prepared.loss.numbers[:NAMED]:
            said.append(self.tr("Misalnya: {numbers}.").format(numbers=", ".join(named)))
        said.append(
            self.tr("Data sekarang tetap ada di folder {folder}; tidak ada yang dihapus.").format(
                folder=prepared.old
            )
        )
        box = ask(
            self,
            self.tr("Pulihkan cadangan {day}?").format(day=day),
            "\n".join(said),
            self.tr("Pulihkan"),
            lambda: self.restore_asked.emit(prepared),
        )
        box.rejected.connect(self._forget)

    # What came of them

    def _run(
        self, what: str, work: Callable[[Progress, Cancelled], T], done: Callable[[T], None]
    ) -> None:
        if self.progress.is_running:
            return
        for name in ("make", "drill"):
            self.deeds[name].setEnabled(False)
        self.progress.run(what, self.tr("bagian"), work, done, self._not_done, "bulk")

    def _made(self, made: "Made") -> None:
        people = Problem("backup.made", facts=(("people", made.figures.people),))
        self.notices.tell(sentence(people), "good")
        if made.problem is not None:
            self.notices.tell(sentence(made.problem), "warn")
        self._ended()

    def _drill_ended(self, drilled: "Drilled") -> None:
        if drilled.is_green and drilled.made_at is not None:
            day = drilled.made_at.astimezone().date().isoformat()
            facts = (("day", day), ("people", drilled.people))
            self.notices.tell(sentence(Problem("drill.green", facts=facts)), "good")
        for problem in drilled.problems:
            self.notices.tell(sentence(problem), "stop")
        self._ended()

    def _ended(self) -> None:
        for name in ("make", "drill"):
            self.deeds[name].setEnabled(True)
        self.changed.emit()
        self.refresh()

    def _chosen(self, folder: Path) -> None:
        self._put(replace(self.place.habits(), folder=str(folder)))

    def _put(self, habits: Habits) -> None:
        put = self._uses.put_habits
        self._jobs.start(self, lambda: put(habits), self._habits_kept, self._habits_refused)

    def _habits_kept(self, habits: Habits) -> None:
        self.place.say(())
        self.place.show_habits(habits)
        self.notices.tell(self.tr("Tersimpan. Cadangan berikutnya memakai ini."), "good")
        self.changed.emit()
        self.refresh()

    def _habits_refused(self, error: Exception) -> None:
        problems = said_by(error)
        self.place.say(problems)
        if not any(each.field in self.place.fields for each in problems):
            self._not_done(error)
            self.refresh()

    def _forget(self) -> None:
        self._jobs.start(self, self._uses.restore.forget, lambda _: None, self._not_done, "bulk")

    def _not_done(self, error: Exception) -> None:
        for name in ("make", "drill"):
            self.deeds[name].setEnabled(True)
        problems = said_by(error)
        if not problems:
            log.error("backup not done: %s", type(error).__name__)
            problems = (Problem("backup.failed"),)
        for problem in problems:
            self.notices.tell(sentence(problem), "note" if problem.code == "cancelled" else "stop")

    def _drill_words(self, standing: "Standing") -> str:
        if standing.drilled is None:
            return self.tr("Belum pernah diuji.")
        day = long_day(standing.drilled.astimezone().date())
        if standing.drill is None:
            return self.tr("Uji terakhir {day}: baik.").format(day=day)
        return self.tr("Uji terakhir {day}: {problem}").format(
            day=day, problem=sentence(standing.drill)
        )


class StandingSheet(Sheet):
    """Whether there is a good backup, and what to see to."""

    def __init__(self, make: QWidget, progress: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell(self.tr("Cadangan terakhir"))
        self.head.addWidget(make)
        self.last = parts.words("", "strong", wrap=True)
        self.where = parts.words("", "muted", wrap=True)
        self.problems: list[str] = []
        self._found = parts.column(gap=GRID)
        for widget in (self.last, self.where):
            self.body.addWidget(widget)
        self.body.addLayout(self._found)
        self.body.addWidget(progress)

    def show_standing(self, standing: "Standing") -> None:
        if standing.last is None:
            self.last.setText(self.tr("Belum ada"))
            self.where.setText("")
        else:
            moment = standing.last.astimezone()
            self.last.setText(
                self.tr("{day}, pukul {time}").format(
                    day=long_day(moment.date()), time=f"{moment:%H.%M}"
                )
            )
            self.where.setText(str(standing.folder))
        self._clear()
        if not standing.problems:
            good = self.tr("Sudah dibaca ulang dan utuh.")
            self._say(good, ("circle-check", colours.GOOD), "good")
        for problem in standing.problems:
            self._say(sentence(problem), FOUND[problem.level], problem.level.value)

    def _clear(self) -> None:
        while (item := self._found.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.problems = []

    def _say(self, words: str, picture: tuple[str, str], mark: str) -> None:
        line = QWidget()
        icon = QLabel()
        icon.setPixmap(icons.pixmap(*picture))
        said = parts.words(words, wrap=True)
        said.setProperty("mark", mark)
        row = parts.row(gap=GRID * 2)
        row.addWidget(icon)
        row.addWidget(said, 1)
        line.setLayout(row)
        self._found.addWidget(line)
        self.problems.append(words)


class PlaceSheet(Sheet):
    """Where backups go and for how long."""

    def __init__(self, choose: QWidget, keep: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell(self.tr("Tempat dan lamanya"))
        self._habits: Habits | None = None
        self.head.addWidget(choose)
        self.folder = QLineEdit()
        self.folder.setObjectName("folder")
        self.folder.setAccessibleName(self.tr("Folder kedua atau stik"))
        self.folder.setReadOnly(True)
        self.folder.setPlaceholderText(self.tr("belum dipilih: hanya di disk komputer ini"))
        label = parts.words(self.tr("Folder kedua atau stik"))
        label.setBuddy(self.folder)
        self.days = TextField("keep", self.tr("Simpan berapa hari"), max_length=3)
        self.late = TextField("late_days", self.tr("Peringatkan setelah (hari)"), max_length=2)
        self.fields = {"keep": self.days, "late_days": self.late}
        self.body.addWidget(
            parts.words(
                self.tr(
                    "Dibuat sendiri setiap hari, saat Payung ditutup, dan sebelum pembaruan. Bila"
                    " stik tidak terpasang, cadangan ditaruh di disk ini dan itu diberitahukan."
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addWidget(label)
        self.body.addWidget(self.folder)
        numbers = parts.row(gap=GRID * 3)
        numbers.addWidget(self.days, 1)
        numbers.addWidget(self.late, 1)
        self.body.addLayout(numbers)
        foot = parts.row()
        foot.addStretch(1)
        foot.addWidget(keep)
        self.body.addLayout(foot)

    def show_habits(self, habits: Habits) -> None:
        """Show what is set; what somebody is typing stays until something else is set."""
        if habits == self._habits:
            return
        self._habits = habits
        self.folder.setText(habits.folder)
        self.folder.setToolTip(habits.folder)
        self.folder.setCursorPosition(0)
        self.days.set_text(str(habits.keep))
        self.late.set_text(str(habits.late_days))

    def habits(self) -> Habits:
        """What stands in the fields; what is no number becomes one that is refused."""
        return Habits(
            folder=self.folder.text(),
            place=self._habits.place if self._habits else "",
            keep=_number(self.days),
            late_days=_number(self.late),
        )

    def say(self, problems: Sequence[Problem]) -> None:
        """Mark the fields."""
        for name, field in self.fields.items():
            field.show_problems([each for each in problems if each.field == name])


class RestoreQuestion(Question):
    """Whose password opens the backup; comparing takes its time."""

    unforeseen = "backup.failed"

    def __init__(
        self, backup: Path, uses: BackupUses, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self._backup = backup
        self.name = TextField("name", self.tr("Nama"), max_length=60)
        self.code = CodeField(self.tr("Kode dari kertas"))
        self.password = PasswordField("password", self.tr("Kata sandi"))
        self.again = PasswordField("again", self.tr("Kata sandi baru, sekali lagi"))
        self.name.set_text(uses.operator)
        self.add(self.name)
        self.add(self.code)
        self.add(self.password, self.again)
        self.deed = action(self, "", "Ctrl+K", self.turn)
        self.turn_button = ActionButton(self.deed, parent=self)
        self.foot.insertWidget(0, self.turn_button)
        self.follow(self.turn_button)
        self.is_by_paper = False
        self._show_way()
        self.password.setFocus()

    @Slot()
    def turn(self) -> None:
        """From the password to the paper of that day, or back."""
        self.is_by_paper = not self.is_by_paper
        self._show_way()
        (self.code if self.is_by_paper else self.password).setFocus()

    def problems(self) -> Sequence[Problem]:
        return typed_twice(self.password, self.again) if self.is_by_paper else ()

    def work(self) -> Callable[[], object]:
        if self.is_by_paper:
            return partial(
                self._uses.restore.prepare_by_paper,
                self._backup,
                self.name.text(),
                self.code.text(),
                self.password.text(),
                lambda _done, _total: None,
                lambda: False,
            )
        return partial(
            self._uses.restore.prepare,
            self._backup,
            self.name.text(),
            self.password.text(),
            lambda _done, _total: None,
            lambda: False,
        )

    def _show_way(self) -> None:
        on_paper = self.is_by_paper
        purpose = (
            self.tr(
                "Kode dari kertas yang berlaku pada hari cadangan itu dibuat. Administrator ini"
                " mendapat kata sandi baru di data yang dipulihkan; belum ada yang diubah."
            )
            if on_paper
            else self.tr(
                "Nama dan kata sandi administrator pada hari cadangan itu dibuat. Setelah ini"
                " tampak apa yang akan hilang; belum ada yang diubah."
            )
        )
        self.tell(self.tr("Buka cadangan"), purpose, self.tr("Bandingkan"))
        self.deed.setText(self.tr("Pakai kata sandi") if on_paper else self.tr("Pakai kertas"))
        label = self.tr("Kata sandi baru") if on_paper else self.tr("Kata sandi")
        self.password.label.setText(label)
        self.password.editor.setAccessibleName(label)
        for field in (self.code, self.again):
            field.setVisible(on_paper)
        self.password.set_text("")
        self.again.set_text("")
        self.say(())


def _number(field: TextField) -> int:
    text = field.text().strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _below_each_other(*sheets: QWidget) -> QVBoxLayout:
    column = parts.column(gap=GRID * 3)
    for sheet in sheets:
        column.addWidget(sheet)
    column.addStretch(1)
    return column
