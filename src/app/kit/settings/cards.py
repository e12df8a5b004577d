"""The sheets of the page: accounts, ways in, the office, its books, what people are told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.domain.refusal import Fact, Level, Problem
from app.kit import colours, icons, parts
from app.kit.theme import GRID, set_role
from app.wording import names
from app.wording.catalogue import long_day, sentence

if TYPE_CHECKING:
    from app.domain.reference import Purpose
    from app.service.about import About
    from app.service.operators import Account

FOUND = {
    Level.STOP: ("octagon-x", colours.STOP),
    Level.WARN: ("triangle-alert", colours.WARN),
    Level.NOTE: ("info", colours.MUTED),
}


class Sheet(QFrame):
    """A card with a heading, perhaps a button beside it, and room below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.heading = parts.words("", "heading")
        self.head = parts.row(gap=GRID * 3)
        self.head.addWidget(self.heading, 1)
        self.body = parts.column(gap=GRID * 2)
        column = parts.column(gap=GRID * 2)
        column.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 4)
        column.addLayout(self.head)
        column.addLayout(self.body)
        self.setLayout(column)

    def tell(self, heading: str) -> None:
        self.heading.setText(heading)
        self.setAccessibleName(heading)


class AccountsSheet(Sheet):
    """Everybody who may log in, how one of them is taken away or given another password."""

    remove_asked = Signal(object)  # the `Account`
    reset_asked = Signal(object)  # the `Account`

    def __init__(self, add: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell(self.tr("Petugas yang dapat masuk"))
        self._add = add
        self.head.addWidget(add)
        self.rows: dict[str, AccountRow] = {}
        self.not_allowed = parts.words("", "muted", wrap=True)
        self._list = parts.column()
        self.body.addLayout(self._list)
        self.body.addWidget(self.not_allowed)
        self.not_allowed.hide()

    def show_accounts(self, accounts: "Sequence[Account]", not_allowed: Problem | None) -> None:
        """Show them in the order they came."""
        for gone in self.rows.values():
            gone.hide()
            gone.deleteLater()
        self.rows = {}
        for account in accounts:
            may_go = not_allowed is None and not account.is_me
            row = AccountRow(account, may_go=may_go, first=not self.rows)
            row.remove_asked.connect(self.remove_asked)
            row.reset_asked.connect(self.reset_asked)
            self._list.addWidget(row)
            self.rows[account.name] = row
        self.not_allowed.setText(sentence(not_allowed) if not_allowed else "")
        self.not_allowed.setVisible(not_allowed is not None)


class AccountRow(QWidget):
    """One account: the name, what it may do, since when."""

    remove_asked = Signal(object)
    reset_asked = Signal(object)

    def __init__(
        self, account: "Account", *, may_go: bool, first: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._account = account
        picture = QLabel()
        picture.setPixmap(icons.pixmap("user", colours.MUTED, 20))
        name = self.tr("{name} (Anda)") if account.is_me else "{name}"
        self.name = parts.words(name.format(name=account.name), "strong", wrap=True)
        self.about = parts.words(
            self.tr("{role}  ·  sejak {day}").format(
                role=names.ROLES.get(account.role, account.role).capitalize(),
                day=long_day(account.since),
            ),
            "muted",
            wrap=True,  # else the sheets beside it are cut off on a scaled screen
        )
        texts = parts.column(gap=2)
        texts.addWidget(self.name)
        texts.addWidget(self.about)
        row = parts.row(gap=GRID * 3)
        row.setContentsMargins(0, GRID * 2, 0, GRID * 2)
        row.addWidget(picture)
        row.addLayout(texts, 1)
        self.remove: QPushButton | None = None
        self.reset: QPushButton | None = None
        if may_go:
            self.reset = self._button(
                self.tr("Kata sandi baru …"),
                self.tr("Kata sandi baru untuk {name}").format(name=account.name),
            )
            self.reset.clicked.connect(self._ask_reset)
            self.remove = self._button(
                self.tr("Hapus …"), self.tr("Hapus akun {name}").format(name=account.name)
            )
            self.remove.clicked.connect(self._ask)
            row.addWidget(self.reset)
            row.addWidget(self.remove)
        column = parts.column()
        if not first:
            column.addWidget(parts.rule())
        column.addLayout(row)
        self.setLayout(column)

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words)
        set_role(button, "quiet")
        button.setAutoDefault(True)
        button.setAccessibleName(name)
        return button

    @Slot()
    def _ask(self) -> None:
        self.remove_asked.emit(self._account)

    @Slot()
    def _ask_reset(self) -> None:
        self.reset_asked.emit(self._account)


class DeedsSheet(Sheet):
    """Lines that say what can be done, with the button beside each."""

    def add(self, title: str, about: str, button: QWidget) -> None:
        texts = parts.column(gap=2)
        texts.addWidget(parts.words(title, "strong"))
        texts.addWidget(parts.words(about, "muted", wrap=True))
        row = parts.row(gap=GRID * 4)
        row.addLayout(texts, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if self.body.count():
            self.body.addWidget(parts.rule())
        self.body.addLayout(row)


class OfficeSheet(Sheet):
    """What somebody at the city asks by phone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell(self.tr("Kantor ini"))
        self.values: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID * 4)
        self._grid.setVerticalSpacing(GRID * 2)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        for name, label in (
            ("office", self.tr("Kantor")),
            ("code", self.tr("Kode kantor")),
            ("station", self.tr("Nomor PC")),
            ("fingerprint", self.tr("Sidik kunci")),
            ("life", self.tr("Riwayat data")),
            ("version", self.tr("Versi program")),
        ):
            self.values[name] = parts.words("", wrap=name in ("office", "life"))
            self._put(label, self.values[name])
        set_role(self.values["fingerprint"], "strong")
        self.folder = QLineEdit()
        self.folder.setObjectName("folder")
        self.folder.setReadOnly(True)
        self._put(self.tr("Folder data"), self.folder)
        self.body.addWidget(
            parts.words(
                self.tr(
                    "Sidik kunci bukan rahasia: bacakan ke petugas kota lewat telepon, kelompok"
                    " demi kelompok, saat PC ini didaftarkan."
                ),
                "muted",
                wrap=True,
            )
        )

    def show_about(self, about: "About") -> None:
        shown = {
            "office": (
                f"{about.name}, Kecamatan {about.kecamatan}" if about.kecamatan else about.name
            ),
            "code": about.office,
            "station": str(about.station),
            "fingerprint": about.fingerprint.replace(" ", "   "),
            "life": self._life(about),
            "version": about.version,
        }
        for name, value in shown.items():
            self.values[name].setText(value)
        self.folder.setText(str(about.folder))
        self.folder.setToolTip(str(about.folder))
        self.folder.setCursorPosition(0)

    def _life(self, about: "About") -> str:
        day = long_day(about.incarnation_since)
        if about.incarnation == 0:
            return self.tr("asli, sejak {day}").format(day=day)
        return self.tr("dipulihkan dari cadangan {n} kali, terakhir {day}").format(
            n=about.incarnation, day=day
        )

    def _put(self, label: str, value: QWidget) -> None:
        row = self._grid.rowCount()
        said = parts.words(label, "muted-line")
        said.setBuddy(value)
        value.setAccessibleName(label)
        at = (
            Qt.AlignmentFlag.AlignTop
            if isinstance(value, QLabel)
            else Qt.AlignmentFlag.AlignVCenter
        )
        self._grid.addWidget(said, row, 0, at)
        self._grid.addWidget(value, row, 1)


class BooksSheet(Sheet):
    """The check of the books, and what it found."""

    def __init__(self, check: QWidget, progress: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell(self.tr("Keutuhan data"))
        self.about = parts.words(
            self.tr(
                "Memeriksa tiap halaman buku data, tiap pendaftaran, dan jejak audit. Tidak ada"
                " yang diubah."
            ),
            "muted",
            wrap=True,
        )
        self.found: list[str] = []
        self._result = parts.column(gap=GRID)
        self.head.addWidget(check)
        self.body.addWidget(self.about)
        self.body.addLayout(self._result)
        self.body.addWidget(progress)

    def show_found(self, problems: Sequence[Problem]) -> None:
        """Say each thing that was found; that the books are whole if there is none."""
        self.clear()
        if not problems:
            self._say("check.whole", "circle-check", colours.GOOD, "good", ())
        for problem in problems:
            self._say(problem.code, *FOUND[problem.level], problem.level.value, problem.facts)

    def clear(self) -> None:
        """Nothing is known now."""
        while (item := self._result.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.found = []

    def _say(
        self, code: str, picture: str, colour: str, mark: str, facts: tuple[tuple[str, Fact], ...]
    ) -> None:
        line = QWidget()
        icon = QLabel()
        icon.setPixmap(icons.pixmap(picture, colour))
        said = parts.words(sentence(Problem(code, facts=facts)), wrap=True)
        said.setProperty("mark", mark)
        row = parts.row(gap=GRID * 2)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        line.setLayout(row)
        self._result.addWidget(line)
        self.found.append(said.text())


class PurposeSheet(Sheet):
    """What people are told about their data, in short."""

    def __init__(self, read: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell(self.tr("Pemberitahuan data pribadi"))
        self.head.addWidget(read)
        self.version = parts.words("", "muted", wrap=True)
        self.short = parts.words("", wrap=True)
        self.body.addWidget(self.short)
        self.body.addWidget(self.version)

    def show_purpose(self, purpose: "Purpose") -> None:
        self.short.setText(purpose.short)
        self.version.setText(
            self.tr("Versi {version}, tercetak pada tiap bukti pendaftaran  ·  {law}").format(
                version=purpose.version, law=purpose.validity.legal_basis
            )
        )
