"""The steps of the first-start wizard, one page each."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from app.desk.wizard.uses import Uses
from app.domain.refusal import Problem
from app.kit import icons, parts
from app.kit.fields import ChoiceField, Field, TextField
from app.kit.passwords import PasswordField, ShowPasswords, typed_twice
from app.kit.recovery import CodeField, CodeShown
from app.kit.theme import GRID, set_role

STATIONS = range(1, 100)
CITY = "city"  # the role whose office has no place and no number


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
            if field.isEnabled() and not field.isHidden() and not field.text():
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
        self.role.set_text(uses.roles[0].value)
        if len(uses.roles) == 1:  # a question with one answer is none
            self.role.hide()
        self.kecamatan = ChoiceField("kecamatan", self.tr("Kecamatan"), uses.kecamatan)
        self.office = ChoiceField("office", self.tr("Kelurahan"))
        self.station = TextField("station", self.tr("Nomor PC di kantor ini"), max_length=2)
        self.station.set_text("1")
        self.add(self.role)
        self.add(self.kecamatan, self.office)
        self.add(self.station)
        self.kecamatan.changed.connect(self._kecamatan_chosen)
        self.role.changed.connect(self._role_chosen)

    @property
    def is_city(self) -> bool:
        return self.text("role") == CITY

    def problems(self) -> Sequence[Problem]:
        empty = {
            "role": "wizard.role_missing",
            "kecamatan": "wizard.kecamatan_missing",
            "office": "wizard.office_missing",
        }
        if self.is_city:
            return ()
        found = [Problem(code, name) for name, code in empty.items() if not self.text(name)]
        if self.station_number() not in STATIONS:
            found.append(Problem("wizard.station_shape", "station"))
        return found

    def station_number(self) -> int:
        """The number of this PC; 0 of the city, or if what was typed is none."""
        if self.is_city:
            return 0
        typed = self.text("station")
        return int(typed) if typed.isascii() and typed.isdigit() else 0

    def chosen(self) -> str:
        """The office in words, to be read once more before it is made."""
        if self.is_city:
            return self.role.combo.currentText()
        return self.tr("Kelurahan {office}, Kecamatan {kecamatan}\nPC nomor {station}").format(
            office=self.office.combo.currentText(),
            kecamatan=self.kecamatan.combo.currentText(),
            station=self.text("station"),
        )

    @Slot()
    def _role_chosen(self) -> None:
        """A city has neither kecamatan nor number: its code is that of the profile."""
        for field in (self.kecamatan, self.office, self.station):
            field.setVisible(not self.is_city)

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
                "Orang ini membuat akun petugas lain. Pakai kata sandi seperti tiga kata yang mudah"
                " diingat. Ia tidak disimpan di mana pun: yang lupa hanya tertolong oleh kode"
                " pemulihan di langkah berikut."
            ),
        )
        self.name = TextField("name", self.tr("Nama lengkap"), max_length=60)
        self.password = PasswordField("password", self.tr("Kata sandi"))
        self.again = PasswordField("again", self.tr("Kata sandi, sekali lagi"))
        self.show_button = ShowPasswords((self.password, self.again))
        self.add(self.name)
        self.add(self.password, self.again)
        self.body.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)

    def problems(self) -> Sequence[Problem]:
        found = self._uses.check_operator(self.text("name"), self.text("password"))
        return found or typed_twice(self.password, self.again)


class RecoveryStep(Step):
    """Shows the recovery code, to be written on paper."""

    print_asked = Signal()

    def __init__(self, uses: Uses, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self.tell(
            self.tr("Kode pemulihan"),
            self.tr(
                "Tulis atau cetak kode ini, masukkan amplop, simpan di lemari terkunci. Tanpa kata"
                " sandi dan tanpa kertas ini data kantor tidak dapat dibuka oleh siapa pun."
            ),
        )
        self.shown = CodeShown()
        self.body.addWidget(self.shown)
        self.print_button = QPushButton(f" {self.tr('Cetak kode …')}")
        self.print_button.setIcon(icons.icon("printer"))
        self.print_button.setAutoDefault(True)
        self.print_button.clicked.connect(self.print_asked)
        self.printed = parts.words("", wrap=True)
        self.printed.setProperty("mark", "good")
        row = parts.row(gap=GRID * 3)
        row.addWidget(self.print_button)
        row.addWidget(self.printed, 1)
        self.body.addLayout(row)
        self.body.addWidget(
            parts.words(self.tr("Di langkah berikut kode ini diketik ulang dari kertas."), "muted")
        )

    @property
    def code(self) -> str:
        """The code that is shown; "" before the first look."""
        return self.shown.code

    def come_into_sight(self) -> None:
        if not self.code:
            self.shown.show_code(self._uses.new_recovery())

    @Slot(str)
    def tell_printed(self, printer: str) -> None:
        """Say which printer has the paper now."""
        self.printed.setText(
            self.tr("Dikirim ke {printer}. Cocokkan kertasnya dengan layar.").format(
                printer=printer
            )
        )


class TypeBackStep(Step):
    """The code, typed from the paper: only so is it known that the paper exists."""

    def __init__(
        self,
        uses: Uses,
        shown: Callable[[], str],
        chosen: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """`shown` is the code on the step before, `chosen` says in words what will be made."""
        super().__init__(parent)
        self._uses = uses
        self._shown = shown
        self._chosen = chosen
        self.tell(
            self.tr("Ketik kode dari kertas"),
            self.tr("Huruf besar atau kecil sama saja, tanda hubung boleh dilewati."),
        )
        self.typed = CodeField(self.tr("Kode pemulihan"))
        self.add(self.typed)
        self.made = parts.words("", "strong", wrap=True)
        summary = parts.card()
        inside = parts.column(gap=GRID)
        inside.addWidget(parts.words(self.tr("Yang akan dibuat"), "label"))
        inside.addWidget(self.made)
        inside.addWidget(
            parts.words(
                self.tr("Sesudah ini kantor dan nomor PC tidak dapat diganti."),
                "muted",
                wrap=True,
            )
        )
        parts.fill(summary, inside)
        self.body.addWidget(summary)

    def problems(self) -> Sequence[Problem]:
        return self._uses.check_recovery(self._shown(), self.text("recovery_code"))

    def come_into_sight(self) -> None:
        self.made.setText(self._chosen())
        super().come_into_sight()


class DoneStep(Step):
    """What was made, and what to note beside the code."""

    def tell_city(self) -> None:
        """Say what a city does with its fingerprint."""
        self.purpose.setText(
            self.tr(
                "Sidik kunci ini dibacakan ke petugas kelurahan lewat telepon saat PC mereka"
                " didaftarkan. Sidik itu bukan rahasia dan dapat dilihat lagi kapan saja."
            )
        )

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
