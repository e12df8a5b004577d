"""Lists of made-up people as an RT sends them: with every column the rules ask for, or few."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from app.domain.draft import Draft
from app.domain.reference import Reference

OWN = {
    "nik": "NIK",
    "name": "Nama Lengkap",
    "birth_place": "Tempat Lahir",
    "birth_date": "Tanggal Lahir",
    "sex": "L/P",
    "mother_name": "Nama Ibu Kandung",
    "kk": "No KK",
    "marital_status": "Status Kawin",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "kelurahan": "Kelurahan",
    "phone": "No HP",
    "occupation": "Pekerjaan",
    "workplace": "Tempat Kerja",
    "income": "Penghasilan",
    "was_member": "Pernah Peserta",
    "social_source": "Sumber Data",
    "desil": "Desil",
    "desil_date": "Tanggal Desil",
    "rt_letter_number": "No Pengantar RT",
    "rt_letter_date": "Tanggal Pengantar RT",
    "still_working": "Masih Aktif Bekerja",
    "not_ill": "Tidak Sedang Sakit Berat",
    "not_civil_servant": "Bukan ASN TNI Polri",
    "not_covered_elsewhere": "Belum Ditanggung Pihak Lain",
    "purpose_told": "Tujuan Data Disampaikan",
    "no_family": "Tidak Ada Keluarga",
}
HEIR = {
    "name": "Nama",
    "relation": "Hubungan",
    "birth_date": "Tgl Lahir",
    "sex": "L/P",
    "nik": "NIK",
    "guardian": "Wali",
}
FAMILY = 5
FIRST_ROW = 4
"""The row of the first person: below a title, an empty row and the header."""

WORDS = {
    "sex": {"male": "L", "female": "P"},
    "marital_status": {"single": "Belum Kawin", "married": "Kawin"},
    "relation": {"husband": "Suami", "wife": "Istri", "child": "Anak", "mother": "Ibu"},
    "social_source": {"rt": "RT", "dtsen": "DTSEN"},
}
ANSWER = {"yes": "Ya", "no": "Tidak"}

TITLES = [
    "No",
    *OWN.values(),
    *(f"{title} Ahli Waris {number}" for number in range(1, FAMILY + 1) for title in HEIR.values()),
]


def line(number: int, draft: Draft, reference: Reference) -> list[str]:
    """One person as a row of text cells."""
    cells = [str(number), *(_cell(name, getattr(draft, name), reference) for name in OWN)]
    for heir in draft.heirs[:FAMILY]:
        cells += [_cell(name, getattr(heir, name), reference) for name in HEIR]
    return cells


def write(path: Path, rows: Iterable[Sequence[object]], titles: Sequence[str] = TITLES) -> Path:
    """An xlsx with a title above, the header in row 3, and these rows."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("RT 07")
    sheet.write_string(0, 0, "DAFTAR USULAN PEKERJA RENTAN")
    sheet.write_row(2, 0, titles)
    for number, row in enumerate(rows, FIRST_ROW - 1):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.close()
    return path


def write_csv(path: Path, rows: Iterable[Sequence[str]], titles: Sequence[str] = TITLES) -> Path:
    """The same as Excel saves it in this country: with semicolons. Read without a process."""
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerows([["DAFTAR USULAN PEKERJA RENTAN"], [], titles, *rows])
    return path


def write_people(path: Path, drafts: Iterable[Draft], reference: Reference) -> Path:
    """A complete list of these people."""
    return write(path, (line(no, draft, reference) for no, draft in enumerate(drafts, 1)))


def _cell(name: str, value: str, reference: Reference) -> str:
    if name in WORDS:
        return WORDS[name].get(value, value)
    if name == "kelurahan" and value:
        return reference.places.name(value)
    if name == "occupation" and value:
        return reference.occupations.by_code[value].name
    return ANSWER.get(value, value)
