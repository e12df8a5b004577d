"""Pengaturan: who may log in, the paper that opens everything, and what this office is."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Jobs
from app.kit.notices import Notices, ask
from app.kit.page import Page
from app.kit.progress import ProgressPane
from app.kit.settings.cards import (
    AccountsSheet,
    BooksSheet,
    DeedsSheet,
    OfficeSheet,
    PurposeSheet,
)
from app.kit.settings.dialogs import (
    AddOperator,
    ChangePassword,
    LockAfter,
    NewRecovery,
    PurposeText,
    ResetPassword,
)
from app.kit.settings.uses import SettingsUses
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.about import About
    from app.service.operators import Account

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds names
class Shown:
    """What the page says, read at one time."""

    accounts: "Sequence[Account]"
    not_allowed: Problem | None
    about: "About"


class SettingsPage(Page):
    """Shows the office to its people. What an administrator alone may do is refused in `service`;
    here it is only not offered to others.
    """  # noqa: D205

    def __init__(
        self,
        uses: SettingsUses,
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        more: Sequence[QWidget] = (),
    ) -> None:
        """`more` are sheets that only some offices have."""
        super().__init__("", "", parent)
        self.set_heading(
            self.tr("Pengaturan"), self.tr("Akun, kode pemulihan, dan keterangan kantor ini")
        )
        self._uses = uses
        self._jobs = jobs
        self._about: About | None = None
        self.notices = Notices()
        self.progress = ProgressPane(jobs)
        self.deeds = {
            name: action(self, words, keys, do)
            for name, words, keys, do in (
                ("add", self.tr("Tambah petugas …"), "Ctrl+N", self.add_operator),
                ("password", self.tr("Ganti kata sandi …"), "Ctrl+G", self.change_password),
                ("recovery", self.tr("Buat kode baru …"), "Ctrl+R", self.new_recovery),
                ("lock", self.tr("Atur …"), "Ctrl+Y", self.set_lock),
                ("check", self.tr("Periksa"), "Ctrl+B", self.check_books),
                ("purpose", self.tr("Baca lengkap …"), "Ctrl+U", self.read_purpose),
            )
        }
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "add" else "", parent=self)
            for name, deed in self.deeds.items()
        }
        self.accounts = AccountsSheet(self.buttons["add"])
        self.accounts.remove_asked.connect(self.ask_to_remove)
        self.accounts.reset_asked.connect(self.reset_password)
        self.ways_in = DeedsSheet()
        self.ways_in.tell(self.tr("Kata sandi dan kode pemulihan"))
        self.ways_in.add(
            self.tr("Kata sandi saya"),
            self.tr("Ganti bila ada orang lain yang mungkin mengetahuinya."),
            self.buttons["password"],
        )
        self.ways_in.add(
            self.tr("Kode pemulihan di atas kertas"),
            self.tr(
                "Membuka data bila semua kata sandi terlupa. Buat yang baru bila kertasnya hilang"
                " atau pernah dilihat orang lain; dibuat oleh administrator."
            ),
            self.buttons["recovery"],
        )
        self.ways_in.add(
            self.tr("Kunci layar"),
            self.tr(
                "Layar meminta kata sandi bila lama tidak disentuh, atau langsung dengan"
                " Ctrl+Alt+L."
            ),
            self.buttons["lock"],
        )
        self.office = OfficeSheet()
        self.books = BooksSheet(self.buttons["check"], self.progress)
        self.told = PurposeSheet(self.buttons["purpose"])

        both = parts.row(gap=GRID * 3)
        both.addLayout(_below_each_other(self.accounts, self.ways_in, self.books), 1)
        both.addLayout(_below_each_other(self.office, *more, self.told), 1)
        inside = QWidget()
        inside.setLayout(both)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.notices)
        column.addWidget(scroll, 1)
        self.setLayout(column)
        for name in ("add", "recovery", "lock", "purpose"):  # until it is known whether and what
            self.deeds[name].setVisible(False)

    def come_into_sight(self) -> None:
        self.refresh()
        self.buttons["password"].setFocus()

    @Slot()
    def refresh(self) -> None:
        """Read anew what is shown; it stays until the answer is there."""
        accounts, about = self._uses.accounts, self._uses.about
        self._jobs.start(
            self,
            lambda: Shown(accounts.all(), accounts.not_allowed(), about()),
            self.show_all,
            self._not_read,
            "read",
        )

    def show_all(self, shown: Shown) -> None:
        """Show what was read."""
        self._about = shown.about
        self.accounts.show_accounts(shown.accounts, shown.not_allowed)
        self.office.show_about(shown.about)
        self.told.show_purpose(shown.about.purpose)
        for name in ("add", "recovery", "lock"):
            self.deeds[name].setVisible(shown.not_allowed is None)
        self.deeds["purpose"].setVisible(True)

    @Slot()
    def add_operator(self) -> None:
        """Ask who is new."""
        asked = AddOperator(self._uses, self._jobs, self)
        asked.kept.connect(self._added)
        asked.open()

    @Slot(object)
    def ask_to_remove(self, account: "Account") -> None:
        """Ask once more before an account goes."""
        ask(
            self,
            self.tr("Hapus akun {name}?").format(name=account.name),
            self.tr(
                "Ia tidak dapat masuk lagi di PC ini. Semua yang dicatatnya tetap ada atas namanya."
                " Buku data diberi kunci baru; pada data yang besar perlu beberapa menit."
            ),
            self.tr("Hapus akun"),
            lambda: self._remove(account),
        )

    @Slot(object)
    def reset_password(self, account: "Account") -> None:
        """Ask for the new password of somebody who forgot theirs."""
        asked = ResetPassword(account.name, self._uses, self._jobs, self)
        asked.kept.connect(lambda _: self._tell_reset(account))
        asked.open()

    @Slot()
    def set_lock(self) -> None:
        """Ask after how many minutes the screen locks itself."""
        self._jobs.start(self, self._uses.lock, self._ask_minutes, self._not_done, "read")

    @Slot()
    def change_password(self) -> None:
        """Ask for the old and the new one."""
        asked = ChangePassword(self._uses, self._jobs, self)
        asked.kept.connect(lambda _: self._tell_good("settings.password_changed"))
        asked.open()

    @Slot()
    def new_recovery(self) -> None:
        """Make a code, then ask for it back."""
        self._jobs.start(self, self._uses.accounts.new_recovery, self._show_code, self._not_done)

    @Slot()
    def check_books(self) -> None:
        """Look through the books; the clerk may go on working."""
        self.books.clear()
        self.deeds["check"].setEnabled(False)
        self.progress.run(
            self.tr("Memeriksa buku data"),
            self.tr("bagian"),
            self._uses.check,
            self._checked,
            self._not_checked,
            "read",
        )

    @Slot()
    def read_purpose(self) -> None:
        """Show the whole text."""
        if self._about is not None:
            PurposeText(self._about.purpose, self).open()

    def _ask_minutes(self, now: int) -> None:
        asked = LockAfter(now, self._uses, self._jobs, self)
        asked.kept.connect(lambda _: self._tell_good("settings.lock_kept"))
        asked.open()

    def _tell_reset(self, account: "Account") -> None:
        self.notices.tell(
            self.tr("{name} sekarang masuk dengan kata sandi yang baru.").format(name=account.name),
            "good",
        )

    def _added(self, account: "Account") -> None:
        self.notices.tell(
            self.tr("{name} sekarang dapat masuk dengan kata sandinya sendiri.").format(
                name=account.name
            ),
            "good",
        )
        self.refresh()

    def _remove(self, account: "Account") -> None:
        accounts = self._uses.accounts
        self._jobs.start(
            self,
            lambda: accounts.remove(account.name),
            lambda _: self._removed(account),
            self._not_done,
        )

    def _removed(self, account: "Account") -> None:
        self.notices.tell(
            self.tr("{name} tidak dapat masuk lagi.").format(name=account.name), "good"
        )
        self.refresh()

    def _show_code(self, code: str) -> None:
        asked = NewRecovery(code, self._uses.paper, self._jobs, self)
        asked.kept.connect(lambda _: self._tell_good("settings.recovery_replaced"))
        asked.open()

    def _tell_good(self, code: str) -> None:
        self.notices.tell(sentence(Problem(code)), "good")

    def _checked(self, problems: Sequence[Problem]) -> None:
        self.deeds["check"].setEnabled(True)
        self.books.show_found(problems)

    def _not_checked(self, error: Exception) -> None:
        self.deeds["check"].setEnabled(True)
        self.books.show_found(self._problems(error, "check.failed"))

    def _not_done(self, error: Exception) -> None:
        self.notices.tell(sentence(self._problems(error, "settings.failed")[0]), "stop")
        self.refresh()

    def _not_read(self, error: Exception) -> None:
        self.notices.tell(sentence(self._problems(error, "settings.not_read")[0]), "stop")

    def _problems(self, error: Exception, otherwise: str) -> Sequence[Problem]:
        problems = said_by(error)
        if not problems:
            log.error("%s: %s", otherwise, type(error).__name__)
        return problems or (Problem(otherwise),)


def _below_each_other(*sheets: QWidget) -> QVBoxLayout:
    column = parts.column(gap=GRID * 3)
    for sheet in sheets:
        column.addWidget(sheet)
    column.addStretch(1)
    return column
