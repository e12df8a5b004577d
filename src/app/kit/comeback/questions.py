"""The questions on the way back: the code from the paper, the request, the answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit.comeback.uses import ComebackUses
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.passwords import PasswordField, typed_twice
from app.kit.recovery import CodeField
from app.kit.settings.dialogs import offer_to_show
from app.kit.settings.question import Question
from app.kit.shortcuts import ActionButton, action

if TYPE_CHECKING:
    from app.service.recover import Pending

ANSWERS = 2


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a password
class Back:
    """An administrator who came back, with the new password."""

    name: str
    password: str


class ByPaper(Question):
    """The code from the paper, and the password that holds from then on."""

    unforeseen = "comeback.failed"

    def __init__(
        self,
        names: Sequence[str],
        uses: ComebackUses,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self.tell(
            self.tr("Masuk dengan kode pemulihan"),
            self.tr(
                "Ketik kode dari kertas; tiap kelompok diperiksa begitu lengkap. Huruf besar atau"
                " kecil sama saja. Setelah ini dibuat kertas yang baru."
            ),
            self.tr("Pakai kata sandi baru"),
        )
        self.name = administrators(self.tr("Administrator"), names)
        self.code = CodeField(self.tr("Kode dari kertas"))
        self.password = PasswordField("password", self.tr("Kata sandi baru"))
        self.again = PasswordField("again", self.tr("Kata sandi baru, sekali lagi"))
        self.add(self.name)
        self.add(self.code)
        self.add(self.password, self.again)
        self.code.changed.connect(self._check)
        offer_to_show(self, self.password, self.again)
        (self.code if self.name.text() else self.name).setFocus()

    def problems(self) -> Sequence[Problem]:
        return _nameless(self.name) or typed_twice(self.password, self.again)

    def work(self) -> Callable[[], object]:
        recover, code = self._uses.recover, self.code.text()
        back = Back(self.name.text(), self.password.text())

        def work() -> Back:
            recover.by_paper(code, back.name, back.password)
            return back

        return work

    @Slot()
    def _check(self) -> None:
        self.code.show_problems(self._uses.slips(self.code.text()))
        self.fit()


class AskCity(Question):
    """Where the request goes, and the password that will hold once it is answered."""

    unforeseen = "comeback.failed"

    def __init__(
        self,
        names: Sequence[str],
        uses: ComebackUses,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self._to: Path | None = None
        self.tell(
            self.tr("Minta bantuan kota"),
            self.tr(
                "Pilih sekarang kata sandi yang akan berlaku. Ingat baik-baik: ia diminta lagi saat"
                " jawaban kota dimasukkan, dan permintaan sebelumnya tidak dijawab lagi."
            ),
            self.tr("Tulis permintaan"),
        )
        self.name = administrators(self.tr("Administrator"), names)
        self.password = PasswordField("password", self.tr("Kata sandi baru"))
        self.again = PasswordField("again", self.tr("Kata sandi baru, sekali lagi"))
        self.folder = shown_path("folder", self.tr("Folder atau stik untuk berkasnya"))
        self.add(self.name)
        self.add(self.password, self.again)
        self.add(self.folder)
        self.choose_button = ActionButton(
            action(self, self.tr("Pilih folder …"), "Ctrl+O", self.choose), parent=self
        )
        self.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        offer_to_show(self, self.password, self.again)
        QWidget.setTabOrder(self.folder.editor, self.choose_button)
        (self.password if self.name.text() else self.name).setFocus()

    @Slot()
    def choose(self) -> None:
        """Ask for the folder."""
        self._uses.files.to_folder(self, self.tr("Folder untuk permintaan"), self._chosen)

    def problems(self) -> Sequence[Problem]:
        if self._to is None:
            return (*_nameless(self.name), Problem("comeback.folder", "folder"))
        return _nameless(self.name) or typed_twice(self.password, self.again)

    def work(self) -> Callable[[], object]:
        return partial(
            self._uses.recover.ask, self.name.text(), self.password.text(), self._to or Path()
        )

    def _chosen(self, folder: Path) -> None:
        self._to = folder
        self.folder.set_text(str(folder))
        self.say(())
        self.go_on.setFocus()


class TakeAnswers(Question):
    """Both answers of the city, and the password that was chosen with the request."""

    unforeseen = "comeback.failed"

    def __init__(
        self,
        pending: "Pending",
        uses: ComebackUses,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self._name = pending.operator
        self._files: dict[str, Path] = {}
        self.tell(
            self.tr("Masukkan jawaban kota"),
            self.tr(
                "Dua berkas, satu dari tiap pemegang kunci; boleh dipilih satu per satu. Kata sandi"
                " {name} adalah yang dipilih ketika permintaan ini dibuat."
            ).format(name=pending.operator),
            self.tr("Buka"),
        )
        self.answers = shown_path("answers", self.tr("Berkas jawaban"))
        self.password = PasswordField("password", self.tr("Kata sandi yang dipilih saat meminta"))
        self.choose_button = ActionButton(
            action(self, self.tr("Pilih berkas …"), "Ctrl+O", self.choose), parent=self
        )
        self.add(self.answers)
        self.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.password)
        offer_to_show(self, self.password)
        QWidget.setTabOrder(self.answers.editor, self.choose_button)
        self.choose_button.setFocus()

    @Slot()
    def choose(self) -> None:
        """Ask for the files; those chosen before stay."""
        self._uses.files.to_open_keys(self, self.tr("Jawaban kota"), self._chosen)

    def problems(self) -> Sequence[Problem]:
        if len(self._files) < ANSWERS:
            return (Problem("comeback.answers", "answers"),)
        return ()

    def work(self) -> Callable[[], object]:
        recover, answers = self._uses.recover, tuple(self._files.values())
        back = Back(self._name, self.password.text())

        def work() -> Back:
            recover.take(answers, back.password)
            return back

        return work

    def _chosen(self, files: Sequence[Path]) -> None:
        together = self._files | {each.name: each for each in files}
        is_too_many = len(together) > ANSWERS
        self._files = {} if is_too_many else together
        self.answers.set_text(self._chosen_words())
        self.answers.line.setCursorPosition(0)  # the names are long, and how many is first
        self.say((Problem("comeback.too_many", "answers"),) if is_too_many else ())
        (self.password if len(self._files) == ANSWERS else self.choose_button).setFocus()

    def _chosen_words(self) -> str:
        if not self._files:
            return ""
        return self.tr("{n} dari {all}: {files}").format(
            n=len(self._files), all=ANSWERS, files=", ".join(self._files)
        )


def administrators(label: str, names: Sequence[str]) -> ChoiceField:
    """Which administrator; the only one is chosen already."""
    field = ChoiceField("name", label, [Option(each, each) for each in names])
    if len(names) == 1:
        field.set_text(names[0])
    return field


def shown_path(name: str, label: str) -> TextField:
    """Shows what the system's dialog chose; nothing is typed there."""
    field = TextField(name, label, tidy=str, bare=str, max_length=4096)
    field.line.setReadOnly(True)
    return field


def _nameless(field: ChoiceField) -> tuple[Problem, ...]:
    return () if field.text() else (Problem("comeback.name", field.name),)
