"""The steps of the first-start wizard, one page each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from app.desk.wizard.uses import Uses
from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.fields import ChoiceField, Field, TextField
from app.kit.theme import GRID, set_role

STATIONS = range(1, 100)


class Step(QWidget):
    """One page: a title, what it is for, and fields whose problems stand below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.title = parts.words("", "title")
        self.purpose = parts.words("", "muted", wrap=True)
        self.body = parts.column(gap=GRID * 3)
        column = parts.column(gap=GRID)
        column.addWidget(self.title)
        column.addWidget(self.purpose)
        column.addSpacing(GRID * 4)
        column.addLayout(self.body)
        column.addStretch(1)
        self.setLayout(column)

    def tell(self, title: str, purpose: str) -> None:
        self.title.setText(title)
        self.purpose.setText(purpose)

    def add(self, *fields: Field) -> None:
        """Put fields beside each other below what is there."""
        row = parts.row(gap=GRID * 3)
        for field in fields:
            self.fields[field.name] = field
            row.addWidget(field, 1)
        self.body.addLayout(row)

    def text(self, name: str) -> str:
        return self.fields[name].text()

    def problems(self) -> Sequence[Problem]:
        """What keeps the person on this page."""
        return ()

    def show_problems(self, problems: Sequence[Problem]) -> bool:
        """Mark the fields and put the cursor on the first; False if none is of this page."""
        mine = [problem for problem in problems if problem.field in self.fields]
        for name, field in self.fields.items():
            field.show_problems([problem for problem in mine if problem.field == name])
        if mine:
            self.fields[mine[0].field].setFocus()
        return bool(mine)

    def come_into_sight(self) -> None:
        """Put the cursor on the first field that is still empty."""
        for field in self.fields.values():
            if field.isEnabled() and not field.text():
                field.setFocus()
                return


class OfficeStep(Step):
    """Which office this PC belongs to."""

    def __init__(self, uses: Uses, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self.tell(
            self.tr("Kantor ini"),
            self.tr(
                "Diisi sekali saja. Nomor pendaftaran dibuat dari kantor dan nomor PC. PC pertama"
                " bernomor 1, PC kedua nomor 2: dua PC tidak boleh bernomor sama."
            ),
        )
        self.role = ChoiceField("role", self.tr("Dipakai untuk"), uses.roles)
        if len(uses.roles) == 1:
            self.role.set_text(uses.roles[0].value)
        self.kecamatan = ChoiceField("kecamatan", self.tr("Kecamatan"), uses.kecamatan)
        self.office = ChoiceField("office", self.tr("Kelurahan"))
        self.station = TextField("station", self.tr("Nomor PC di kantor ini"), max_length=2)
        self.station.set_text("1")
        self.add(self.role)
        self.add(self.kecamatan, self.office)
        self.add(self.station)
        self.kecamatan.changed.connect(self._kecamatan_chosen)

    def problems(self) -> Sequence[Problem]:
        empty = {
            "role": "wizard.role_missing",
            "kecamatan": "wizard.kecamatan_missing",
            "office": "wizard.office_missing",
        }
        found = [Problem(code, name) for name, code in empty.items() if not self.text(name)]
        if self.station_number() not in STATIONS:
            found.append(Problem("wizard.station_shape", "station"))
        return found

    def station_number(self) -> int:
        """The number of this PC; 0 if what was typed is none."""
        typed = self.text("station")
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    @Slot()
    def _kecamatan_chosen(self) -> None:
        chosen = self.kecamatan.text()
        self.office.set_options(self._uses.kelurahan(chosen) if chosen else ())


class AdministratorStep(Step):
    """The first operator, who makes the others."""

    def __init__(self, uses: Uses, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self.tell(
            self.tr("Administrator pertama"),
            self.tr(
                "Orang ini membuat akun petugas lain. Kata sandinya tidak disimpan di mana pun:"
                " yang lupa hanya tertolong oleh kode pemulihan di langkah berikut."
            ),
        )
        self.name = TextField("name", self.tr("Nama lengkap"), max_length=60)
        self.password = TextField("password", self.tr("Kata sandi"), tidy=str, bare=str)
        self.again = TextField("again", self.tr("Kata sandi, sekali lagi"), tidy=str, bare=str)
        for field in (self.password, self.again):
            field.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_button = QPushButton(f" {self.tr('Tampilkan kata sandi')}")
        set_role(self.show_button, "link")
        self.show_button.setIcon(icons.icon("eye", colours.ACCENT))
        self.show_button.setCheckable(True)
        self.show_button.toggled.connect(self._show_password)
        self.add(self.name)
        self.add(self.password, self.again)
        self.body.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)

    def problems(self) -> Sequence[Problem]:
        found = list(self._uses.check_operator(self.text("name"), self.text("password")))
        if not found and self.text("password") != self.text("again"):
            found.append(Problem("wizard.password_differs", "again"))
        return found

    @Slot(bool)
    def _show_password(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self.password, self.again):
            field.line.setEchoMode(mode)


class RecoveryStep(Step):
    """Shows the recovery code, to be written on paper."""

    def __init__(self, uses: Uses, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self.code = ""
        self.tell(
            self.tr("Kode pemulihan"),
            self.tr(
                "Tulis atau cetak kode ini, masukkan amplop, simpan di lemari terkunci. Tanpa kata"
                " sandi dan tanpa kertas ini data kantor tidak dapat dibuka oleh siapa pun."
            ),
        )
        self.shown = QLabel()
        set_role(self.shown, "code")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(self.tr("Kode pemulihan"))
        self.body.addWidget(self.shown)
        self.print_button = QPushButton(f" {self.tr('Cetak kode...')}")
        self.print_button.setIcon(icons.icon("printer"))
        self.print_button.clicked.connect(self._print)
        self.print_button.setVisible(uses.print_recovery is not None)
        self.body.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(
            parts.words(self.tr("Di langkah berikut kode ini diketik ulang dari kertas."), "muted")
        )

    def come_into_sight(self) -> None:
        if not self.code:
            self.code = self._uses.new_recovery()
            self.shown.setText(in_lines(self.code))

    @Slot()
    def _print(self) -> None:
        if self._uses.print_recovery:
            self._uses.print_recovery(self.code)


class TypeBackStep(Step):
    """The code, typed from the paper: only so is it known that the paper exists."""

    def __init__(self, uses: Uses, shown: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._shown = shown
        self.tell(
            self.tr("Ketik kode dari kertas"),
            self.tr("Huruf besar atau kecil sama saja, tanda hubung boleh dilewati."),
        )
        self.typed = TextField(
            "recovery_code", self.tr("Kode pemulihan"), upper=True, max_length=80
        )
        self.add(self.typed)

    def problems(self) -> Sequence[Problem]:
        return self._uses.check_recovery(self._shown(), self.text("recovery_code"))


class DoneStep(Step):
    """What was made, and what to note beside the code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tell(
            self.tr("Kantor siap dipakai"),
            self.tr(
                "Sidik kunci ini dibacakan ke petugas kota lewat telepon saat PC ini didaftarkan."
                " Sidik itu bukan rahasia dan dapat dilihat lagi kapan saja."
            ),
        )
        self.fingerprint = QLabel()
        set_role(self.fingerprint, "code")
        self.fingerprint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fingerprint.setAccessibleName(self.tr("Sidik kunci"))
        self.body.addWidget(self.fingerprint)


def in_lines(code: str) -> str:
    """A long code as lines of four groups, as a hand copies it."""
    groups = code.split("-")
    lines = ["  -  ".join(groups[start : start + 4]) for start in range(0, len(groups), 4)]
    return "\n".join(lines)
