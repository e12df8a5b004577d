"""The pages that `look.py` draws, filled with made-up people."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import looks_backup
import looks_comeback
import looks_lists
import looks_sending
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.desk.home import Deed, Home
from app.desk.wizard.uses import Uses
from app.desk.wizard.window import Wizard
from app.domain.people import Query
from app.domain.reference import Reference
from app.domain.refusal import Level, Problem, Refusal
from app.kit import colours
from app.kit.fields import (
    ChoiceField,
    DateField,
    MoneyField,
    NameField,
    NumberField,
    Option,
    SearchField,
    TextField,
    TickField,
    YesNoField,
)
from app.kit.frame import Frame, PageEntry, Status
from app.kit.jobs import Jobs, LongWork
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.login import Login
from app.kit.notices import ask
from app.kit.printers import SystemPrinters
from app.kit.progress import ProgressPane
from app.kit.settings.dialogs import AddOperator, ChangePassword, NewRecovery, PurposeText
from app.kit.settings.page import SettingsPage, Shown
from app.kit.settings.uses import SettingsUses
from app.kit.shortcuts import HelpSheet
from app.kit.trouble import Trouble
from app.service.about import About
from app.service.home import Counter, HomeNumbers
from app.service.operators import Account

RESOURCES = Path(__file__).parents[2] / "resources"


def fields() -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(16, 16, 16, 16)
    grid.setSpacing(12)
    jobs = [Option("1", "Penjual sayur keliling", detail="02 Perdagangan")]
    nik = NumberField("nik", "NIK")
    name = NameField("name", "Nama sesuai KTP")
    born = DateField("birth_date", "Tanggal lahir")
    sex = ChoiceField(
        "sex", "Jenis kelamin", [Option("male", "Laki-laki"), Option("female", "Perempuan")]
    )
    rt = TextField("rt", "RT", pin=True)
    work = SearchField("occupation", "Pekerjaan", lambda _words: jobs, lambda _value: None)
    income = MoneyField("income", "Penghasilan per bulan")
    ill = YesNoField("not_ill", "Tidak sedang sakit berat")
    works = YesNoField("still_working", "Masih aktif bekerja")
    nobody = TickField("no_family", "Tidak ada keluarga")
    for place, field in enumerate((nik, name, born, sex, rt, work, income, ill, works, nobody)):
        grid.addWidget(field, place // 3, place % 3)
    grid.setRowStretch(9, 1)
    nik.set_text("6472815203850001")
    name.set_text("SITI NORHAYATI")
    born.set_text("12031985")
    sex.set_text("female")
    rt.set_text("007")
    rt.set_pinned(True)
    income.set_text("1400000")
    ill.set_text("yes")
    nik.show_problems([Problem("failed", "nik", Level.STOP)])
    name.show_problems([Problem("failed", "name", Level.WARN)])
    born.show_problems([Problem("failed", "birth_date", Level.NOTE)])
    ill.show_problems([Problem("failed", "not_ill", Level.STOP)])
    return page


NUMBERS = HomeNumbers(
    counters=(
        Counter("registered", 412, Query()),
        Counter("drafts", 3, None),
        Counter("unsent", 37, None, "send"),
        Counter("to_fix", 6, None, "answers"),
        Counter("card_unprinted", 121, Query(card="unprinted")),
    ),
    by_rt=tuple(
        (f"{rt:03}", people, cards)
        for rt, people, cards in zip(
            range(1, 15),
            (31, 18, 44, 27, 12, 38, 52, 21, 33, 29, 11, 8, 0, 24),
            (22, 15, 30, 27, 4, 29, 33, 18, 25, 20, 11, 0, 0, 23),
            strict=True,
        )
    ),
    drafts=3,
    todo=tuple(
        Counter(code, count, Query())
        for code, count in (("turning_65", 2), ("nik", 6), ("heirs", 1), ("proof", 47), ("kk", 11))
    ),
)
NOTHING = HomeNumbers(
    counters=tuple(Counter(counter.code, 0, counter.query) for counter in NUMBERS.counters),
    by_rt=(),
    drafts=0,
    todo=(),
)


def frame_with(numbers: HomeNumbers) -> Frame:
    """The frame on Beranda, with the pages issue A builds."""
    jobs = Jobs()
    home = Home(
        lambda: numbers,
        jobs,
        "Program perlindungan pekerja rentan 2026  ·  Pemerintah Kota Samarinda",
        (
            Deed("Daftarkan pekerja", "Ctrl+N", lambda: None),
            Deed("Impor daftar RT...", "Ctrl+I", lambda: None),
            Deed("Cetak kartu...", "Ctrl+K", lambda: None),
        ),
    )
    frame = Frame(
        "Kelurahan Lempake",
        (
            PageEntry("home", "Beranda", "house", lambda: home),
            PageEntry("registration", "Pendaftaran", "user-plus", QWidget),
            PageEntry("people", "Peserta", "users", QWidget),
            PageEntry("cards", "Kartu", "id-card", QWidget),
            PageEntry("check", "Periksa kartu", "scan-qr-code", QWidget),
            PageEntry("settings", "Pengaturan", "settings", QWidget, at_bottom=True),
        ),
        lambda: datetime(2026, 11, 22, 14, 5, tzinfo=UTC),
    )
    frame.show_status(
        Status("Rahmawati", "petugas", "Kelurahan Lempake, PC 1", None, None, "hari ini 08.02")
    )
    frame.show_page("home")
    frame.search.clearFocus()
    home.show_numbers(numbers)
    frame.jobs = jobs
    return frame


def home() -> QWidget:
    return frame_with(NUMBERS)


def home_empty() -> QWidget:
    return frame_with(NOTHING)


def home_told() -> QWidget:
    frame = frame_with(NUMBERS)
    frame.notices.tell("Tersimpan: 6472051003-1-000124-K.", "good", "Cetak bukti", lambda: None)
    frame.notices.tell(
        "Stik dicabut sebelum selesai. Kiriman belum jadi; pasang lagi, lalu ulangi.", "stop"
    )
    return frame


def login() -> QWidget:
    window = Login("Kelurahan Lempake, PC 1", ("Rahmawati", "Budi Santoso"), print, Jobs())
    window.offer_help()
    return window


def login_wrong() -> QWidget:
    window = login()
    window.password.setText("salah sekali")
    window._not_opened(Refusal(Problem("unlock.wrong", "password")))
    return window


def wizard_at(step: int) -> Wizard:
    uses = Uses(
        roles=(Option("desk", "Kantor kelurahan"),),
        kecamatan=(Option("64.72.05", "Samarinda Utara"),),
        kelurahan=lambda _code: (Option("64.72.05.1003", "Lempake"),),
        check_operator=lambda _name, _password: (),
        new_recovery=lambda: "7K2MQ-0X9TB-41HVD-N8RZC-3WEGP-5YJ6A-S2F0K",
        check_recovery=lambda _shown, _typed: (
            Problem("recovery.group", "recovery_code", facts=(("group", 3),)),
        ),
        make=lambda _answers: "",
        recovery_paper=lambda _answers: b"",
        printers=SystemPrinters(),
    )
    wizard = Wizard(uses, Jobs())
    wizard.office.kecamatan.set_text("64.72.05")
    wizard.office.kecamatan.changed.emit("kecamatan")
    wizard.office.office.set_text("64.72.05.1003")
    wizard.administrator.name.set_text("Rahmawati")
    for _ in range(step):
        wizard.go_on()
    return wizard


def wizard_office() -> QWidget:
    wizard = wizard_at(0)
    wizard.office.station.set_text("")
    wizard.go_on()
    return wizard


def wizard_recovery() -> QWidget:
    return wizard_at(2)


def wizard_typed() -> QWidget:
    return wizard_at(4)


def helped() -> QWidget:
    frame = frame_with(NUMBERS)
    frame.show_help()
    return frame.findChild(HelpSheet)


def asked() -> QWidget:
    frame = frame_with(NUMBERS)
    box = ask(
        frame,
        "Hapus draf ini?",
        "Yang sudah diketik pada draf ini tidak dapat dikembalikan.",
        "Hapus draf",
        lambda: None,
    )
    box.keep = frame
    return box


def long_work() -> QWidget:
    """A list above, and long work below it."""
    page = QWidget()
    column = QVBoxLayout(page)
    model = ListModel(
        (
            Column("Nama", lambda row: f"SITI NORHAYATI {row}", sort="name"),
            Column("NIK", lambda row: f"6472••••••••{row:04}", width=180),
            Column("RT", lambda _row: "007", sort="rt", width=80),
            Column(
                "Keadaan",
                lambda row: "masih kurang" if row % 3 else "lengkap",
                picture=lambda row: (
                    ("circle-alert", colours.WARN) if row % 3 else ("circle-check", colours.GOOD)
                ),
                width=180,
            ),
        ),
        lambda ids: {number: number for number in ids if number != 4},
    )
    model.show_ids(range(1, 412))
    view = ListView(model)
    view.selectRow(1)
    pane = ProgressPane(Jobs())
    pane._work, pane._unit = LongWork(), "kartu"  # as while it runs
    pane.what.setText("Mencetak kartu")
    pane._tell(120, 412)
    pane.show()
    column.addWidget(view)
    column.addWidget(pane)
    page.model = model
    return page


ABOUT = About(
    name="Kelurahan Lempake",
    kecamatan="Samarinda Utara",
    office="6472051003",
    station=1,
    fingerprint="8425 3209 2575 8841 0992",
    keys_since=date(2026, 11, 22),
    incarnation=0,
    incarnation_since=date(2026, 11, 22),
    version="0.1.0",
    folder=Path("/home/kelurahan/.local/share/payung"),
    purpose=Reference.load(RESOURCES).purpose.on(date(2026, 11, 22)),
)


class Accounts:
    """Stands for the accounts of an office."""

    def __init__(self, not_allowed: Problem | None) -> None:
        self._not_allowed = not_allowed

    def all(self) -> tuple[Account, ...]:
        boss = self._not_allowed is None
        return (
            Account("1", "Rahmawati", "administrator", date(2026, 11, 22), is_me=boss),
            Account("2", "Budi Santoso", "clerk", date(2026, 11, 22), is_me=not boss),
            Account("3", "Hj. Norhayati, S.Sos", "approver", date(2026, 12, 3), is_me=False),
        )

    def not_allowed(self) -> Problem | None:
        return self._not_allowed

    def roles(self) -> tuple[str, ...]:
        return ("clerk", "approver", "administrator")


def settings_uses(not_allowed: Problem | None = None) -> SettingsUses:
    return SettingsUses(
        Accounts(not_allowed),
        lambda: ABOUT,
        lambda *_: (),
        lambda _code: b"",
        SystemPrinters(),
        lambda: 10,
        (5, 10, 15),
    )


def settings_with(not_allowed: Problem | None, more: Sequence[QWidget] = ()) -> Frame:
    """The frame on Pengaturan."""
    frame = frame_with(NUMBERS)
    uses = settings_uses(not_allowed)
    page = SettingsPage(uses, frame.jobs, more=more)
    frame._pages["settings"] = page
    frame.stack.addWidget(page)
    frame.show_page("settings")
    page.show_all(Shown(uses.accounts.all(), not_allowed, ABOUT))
    return frame


def settings() -> QWidget:
    return settings_with(None)


def settings_city() -> QWidget:
    return settings_with(None, [looks_comeback.custody_sheet(("H. Hasan", "Dewi Anggraini"))])


def settings_clerk() -> QWidget:
    frame = settings_with(Problem("right.administrator"))
    page = frame.built("settings")
    page.books.show_found(
        (
            Problem("check.revisions", facts=(("count", 2),)),
            Problem("check.audit", facts=(("entry", 4711),)),
        )
    )
    return frame


def settings_told() -> QWidget:
    frame = settings_with(None)
    page = frame.built("settings")
    page.books.show_found(())
    page.notices.tell("Budi Santoso sekarang dapat masuk dengan kata sandinya sendiri.", "good")
    return frame


def asked_in_settings(make: Callable[[SettingsUses, Jobs], QWidget]) -> Callable[[], QWidget]:
    return lambda: make(settings_uses(), Jobs())


def new_operator(uses: SettingsUses, jobs: Jobs) -> QWidget:
    asked = AddOperator(uses, jobs)
    asked.name.set_text("Budi Santoso")
    asked.password.set_text("tiga kata")
    asked.again.set_text("tiga kota")
    asked.answer()
    return asked


CODE = "7K2MQ-0X9TB-41HVD-N8RZC-3WEGP-5YJ6A-S2F0K"


def typed_recovery(uses: SettingsUses, jobs: Jobs) -> QWidget:
    asked = NewRecovery(CODE, uses.paper, jobs)
    asked.answer()
    asked.typed.set_text(CODE[:20])
    asked._not_kept(Refusal(Problem("recovery.group", "recovery_code", facts=(("group", 3),))))
    return asked


def trouble() -> QWidget:
    return Trouble(OSError(), ABOUT.folder)


LOOKS: dict[str, Callable[[], QWidget]] = {
    "fields": fields,
    "login": login,
    "wizard_office": wizard_office,
    "wizard_admin": lambda: wizard_at(1),
    "wizard_recovery": wizard_recovery,
    "wizard_typed": wizard_typed,
    "login_wrong": login_wrong,
    "help": helped,
    "ask": asked,
    "long_work": long_work,
    "settings": settings,
    "settings_city": settings_city,
    "settings_clerk": settings_clerk,
    "settings_told": settings_told,
    "settings_add": asked_in_settings(new_operator),
    "settings_password": asked_in_settings(ChangePassword),
    "settings_code": asked_in_settings(lambda uses, jobs: NewRecovery(CODE, uses.paper, jobs)),
    "settings_typed": asked_in_settings(typed_recovery),
    "settings_purpose": asked_in_settings(lambda _uses, _jobs: PurposeText(ABOUT.purpose)),
    "trouble": trouble,
    "home": home,
    "home_empty": home_empty,
    "home_told": home_told,
    **looks_backup.LOOKS,
    **looks_comeback.LOOKS,
    **looks_lists.LOOKS,
    **looks_sending.LOOKS,
}
