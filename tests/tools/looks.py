"""The pages that `look.py` draws, filled with made-up people."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.refusal import Level, Problem
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
    nik.set_text("6472050112850001")
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


LOOKS: dict[str, Callable[[], QWidget]] = {"fields": fields}
