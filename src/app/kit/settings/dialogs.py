"""What this page asks: who is new, which password, is the paper there; and what it shows."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QWidget

from app.domain.refusal import Problem
from app.kit import icons, parts
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.passwords import PasswordField, ShowPasswords, typed_twice
from app.kit.recovery import CodeField, CodeShown, PaperUses, PrintCode
from app.kit.settings.question import Question
from app.kit.settings.uses import SettingsUses
from app.kit.theme import GRID
from app.wording import names
from app.wording.catalogue import long_day

if TYPE_CHECKING:
    from app.domain.reference import Purpose

READING_WIDTH, READING_HEIGHT = 640, 500


class AddOperator(Question):
    """Who may log in from now on."""

    def __init__(self, uses: SettingsUses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self.tell(
            self.tr("Petugas baru"),
            self.tr(
                "Biarkan orangnya mengetik kata sandinya sendiri: tidak ada orang lain yang perlu"
                " mengetahuinya."
            ),
            self.tr("Tambahkan"),
        )
        roles = [Option(code, names.ROLES[code].capitalize()) for code in uses.accounts.roles()]
        self.name = TextField("name", self.tr("Nama lengkap"), max_length=60)
        self.role = ChoiceField("role", self.tr("Peran"), roles)
        self.role.set_text(roles[0].value)
        self.password = PasswordField("password", self.tr("Kata sandi"))
        self.again = PasswordField("again", self.tr("Kata sandi, sekali lagi"))
        self.add(self.name, self.role)
        self.add(self.password, self.again)
        offer_to_show(self, self.password, self.again)

    def problems(self) -> Sequence[Problem]:
        if not self.role.text():
            return (Problem("settings.role_missing", "role"),)
        return typed_twice(self.password, self.again)

    def work(self) -> Callable[[], object]:
        return partial(
            self._uses.accounts.add, self.name.text(), self.password.text(), self.role.text()
        )


class ChangePassword(Question):
    """Another password for whoever is logged in."""

    def __init__(self, uses: SettingsUses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self.tell(
            self.tr("Ganti kata sandi saya"),
            self.tr("Pilih misalnya tiga kata yang mudah diingat dan tidak ditebak orang lain."),
            self.tr("Ganti"),
        )
        self.old = PasswordField("old", self.tr("Kata sandi sekarang"))
        self.password = PasswordField("password", self.tr("Kata sandi baru"))
        self.again = PasswordField("again", self.tr("Kata sandi baru, sekali lagi"))
        self.add(self.old)
        self.add(self.password, self.again)
        offer_to_show(self, self.old, self.password, self.again)

    def problems(self) -> Sequence[Problem]:
        return typed_twice(self.password, self.again)

    def work(self) -> Callable[[], object]:
        return partial(self._uses.accounts.change_password, self.old.text(), self.password.text())


class ResetPassword(Question):
    """Another password for somebody who forgot theirs."""

    def __init__(
        self, name: str, uses: SettingsUses, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self._name = name
        self._uses = uses
        self.tell(
            self.tr("Kata sandi baru untuk {name}").format(name=name),
            self.tr(
                "Biarkan orangnya mengetik sendiri, sekarang juga. Yang pernah ditandatanganinya"
                " tetap berlaku."
            ),
            self.tr("Ganti"),
        )
        self.password = PasswordField("password", self.tr("Kata sandi baru"))
        self.again = PasswordField("again", self.tr("Kata sandi baru, sekali lagi"))
        self.add(self.password, self.again)
        offer_to_show(self, self.password, self.again)

    def problems(self) -> Sequence[Problem]:
        return typed_twice(self.password, self.again)

    def work(self) -> Callable[[], object]:
        return partial(self._uses.accounts.reset, self._name, self.password.text())


class LockAfter(Question):
    """After how many minutes the screen locks itself."""

    def __init__(
        self, now: int, uses: SettingsUses, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self.tell(
            self.tr("Kunci layar"),
            self.tr(
                "Bila tidak ada yang menyentuh papan ketik atau tetikus selama ini, layar meminta"
                " kata sandi. Yang sedang diketik tetap ada."
            ),
            self.tr("Simpan"),
        )
        minutes = [Option(str(each), self.tr("{n} menit").format(n=each)) for each in uses.minutes]
        self.minutes = ChoiceField("minutes", self.tr("Kunci setelah"), minutes)
        self.minutes.set_text(str(now))
        self.add(self.minutes)
        self.follow()

    def work(self) -> Callable[[], object]:
        return partial(self._uses.lock.put, int(self.minutes.text()))


class NewRecovery(Question):
    """A new paper: shown first, then typed back from it. Only then the old one is void."""

    def __init__(
        self, code: str, uses: PaperUses, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self._code = code
        self.shown = CodeShown(self)
        self.shown.show_code(code)
        self.typed = CodeField(self.tr("Kode dari kertas"), self)
        self.fields[self.typed.name] = self.typed
        self.print_button = QPushButton(f" {self.tr('Cetak kode …')}", self)
        self.print_button.setIcon(icons.icon("printer"))
        self.print_button.setAutoDefault(True)
        self.print_button.clicked.connect(self.print_code)
        self.back = QPushButton(self.tr("Lihat kode lagi"), self)
        self.back.setAutoDefault(True)
        self.back.clicked.connect(self.show_again)
        self.printed = parts.words("", wrap=True)
        self.printed.setProperty("mark", "good")
        row = parts.row(gap=GRID * 3)
        row.addWidget(self.print_button)
        row.addWidget(self.printed, 1)
        self.body.addWidget(self.shown)
        self.body.addLayout(row)
        self.body.addWidget(self.typed)
        self.foot.insertWidget(0, self.back)
        QWidget.setTabOrder(self.typed.editor, self.go_on)
        self.show_again()

    @property
    def is_typing(self) -> bool:
        """Whether the code is out of sight and asked for."""
        return self.shown.isHidden()

    @Slot()
    def show_again(self) -> None:
        """Show the code; the paper is not ready yet."""
        self.tell(
            self.tr("Kode pemulihan baru"),
            self.tr(
                "Tulis atau cetak kode ini, masukkan amplop, simpan di lemari terkunci. Kertas yang"
                " lama tetap berlaku sampai kode ini diketik ulang."
            ),
            self.tr("Ketik dari kertas"),
        )
        self._turn(typing=False)
        self.go_on.setFocus()

    @Slot()
    def print_code(self) -> None:
        """Ask for a printer."""
        paper = partial(self._uses.paper, self._code)
        asked = PrintCode(self._uses.printers, paper, self._jobs, self)
        asked.printed.connect(self._tell_printed)
        asked.finished.connect(lambda _: self.go_on.setFocus())
        asked.open()

    @Slot()
    def answer(self) -> None:
        """From the code to the question for it, and from there to keeping it."""
        if self.is_typing:
            super().answer()
            return
        self.tell(
            self.tr("Ketik kode dari kertas"),
            self.tr(
                "Huruf besar atau kecil sama saja, tanda hubung boleh dilewati. Setelah ini kertas"
                " yang lama tidak berlaku lagi."
            ),
            self.tr("Pakai kode ini"),
        )
        self._turn(typing=True)
        self.typed.setFocus()

    def work(self) -> Callable[[], object]:
        return partial(self._uses.keep, self._code, self.typed.text())

    def _turn(self, *, typing: bool) -> None:
        on_typing: tuple[tuple[QWidget, bool], ...] = (
            (self.shown, False),
            (self.print_button, False),
            (self.printed, False),
            (self.typed, True),
            (self.back, True),
        )
        for widget, shows in on_typing:
            widget.setVisible(typing == shows)
        self.say(())

    @Slot(str)
    def _tell_printed(self, printer: str) -> None:
        self.printed.setText(
            self.tr("Dikirim ke {printer}. Cocokkan kertasnya dengan layar.").format(
                printer=printer
            )
        )


class PurposeText(QDialog):
    """What every worker is told about the use of the data, word by word."""

    def __init__(self, purpose: "Purpose", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(purpose.title)
        self.resize(READING_WIDTH, READING_HEIGHT)
        inside = QWidget()
        said = parts.column(gap=GRID * 3)
        said.setContentsMargins(0, 0, GRID * 3, 0)
        for paragraph in purpose.paragraphs:
            said.addWidget(parts.words(paragraph, wrap=True))
        said.addStretch(1)
        inside.setLayout(said)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        scroll.setWidget(inside)
        close = QPushButton(self.tr("Tutup   Esc"), self)
        close.setAccessibleName(self.tr("Tutup"))
        close.clicked.connect(self.reject)
        foot = parts.row()
        foot.addStretch(1)
        foot.addWidget(close)
        column = parts.column(margin=GRID * 5, gap=GRID * 3)
        column.addWidget(parts.words(purpose.title, "title", wrap=True))
        column.addWidget(
            parts.words(
                self.tr("Versi {version}, berlaku sejak {day}  ·  {law}").format(
                    version=purpose.version,
                    day=long_day(purpose.validity.valid_from),
                    law=purpose.validity.legal_basis,
                ),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.setLayout(column)
        scroll.setFocus()


def offer_to_show(question: Question, *passwords: PasswordField) -> None:
    """Let the passwords of a question be read, and lead Enter past that."""
    show = ShowPasswords(passwords)
    question.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
    question.follow(show)
