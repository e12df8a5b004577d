"""The copy of a list that says what became of each row."""

import zipfile
from datetime import date

import openpyxl
import pytest

from app.domain.refusal import Problem
from app.sheets.annotate import Outcome, annotate
from app.sheets.failure import Cancelled
from app.sheets.mapping import propose
from app.sheets.read import read
from app.sheets.rows import read_rows
from app.sheets.workbook import Sheet, Workbook
from app.wording.sheets import RESULTS

OUTCOMES = {
    4: Outcome("new"),
    5: Outcome("refused", (Problem("cell.rounded", "nik"), Problem("list.sex", "heirs.0.sex"))),
}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsb"])
def test_the_copy_says_beside_each_row_what_became_of_it_and_why(
    tmp_path, make, vocabulary, resolve, kind
):
    workbook = read(getattr(make, kind)(tmp_path / "list"))
    mapping = propose(workbook, vocabulary).mapping
    copy = tmp_path / "hasil.xlsx"
    annotate(copy, workbook, mapping, OUTCOMES)
    sheet = openpyxl.load_workbook(copy)["RT 07"]
    assert sheet["C1"].value == "DAFTAR PEKERJA RENTAN"
    assert [cell.value for cell in sheet[3]] == ["Hasil", "Alasan", *make.header]
    assert sheet["A4"].value == "Baru"
    assert sheet["A5"].value == "Ditolak"
    nik, heir = sheet["B5"].value.splitlines()
    assert nik.startswith("NIK: Excel membulatkan")
    assert heir.startswith("Ahli waris 1: Jenis kelamin: ")
    assert sheet["A4"].fill.fgColor.rgb != sheet["A5"].fill.fgColor.rgb
    assert sheet["D5"].value == "6472820107850000"  # all digits to be seen, as text
    assert sheet["D5"].data_type == "s"
    assert sheet.freeze_panes == "C4"
    if kind != "xlsb":
        assert sheet["F4"].value.date() == date(1990, 7, 1)

    again = read(copy)
    mapped = propose(again, vocabulary).mapping
    people = read_rows(again.sheets[0], mapped, vocabulary, resolve).people
    assert [row.number for row in people] == [4, 5]
    assert mapped.unmatched == ()


def test_an_old_xls_gets_its_copy_too(tmp_path, golden, vocabulary):
    workbook = read(golden / "list.xls")
    mapping = propose(workbook, vocabulary).mapping
    annotate(tmp_path / "a.xlsx", workbook, mapping, {6: Outcome("warned")})
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Catatan", "RT 07"]
    assert book["Catatan"]["A1"].value == "Daftar lama"
    assert book.active.title == "RT 07"
    assert book["RT 07"]["A4"].value == "Hasil"  # below the group, above the first person
    assert book["RT 07"]["A6"].value == "Perlu diperiksa"


def test_nothing_in_a_copy_is_a_formula_or_a_link(tmp_path, vocabulary):
    evil = ['=HYPERLINK("http://x")', "@SUM(1)", "http://contoh.invalid", "-1+1"]
    sheet = Sheet("A", [["NIK", "Nama", "RT", "=1+1"], evil])
    workbook = Workbook((sheet, Sheet("[lain]*?", [evil]), Sheet("a", [evil], hidden=True)))
    annotate(
        tmp_path / "a.xlsx", workbook, propose(workbook, vocabulary).mapping, {2: Outcome("new")}
    )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["A", "lain", "a 2"]
    assert book["a 2"].sheet_state == "hidden"
    for each in book.worksheets:
        for row in each.iter_rows():
            assert all(cell.data_type in ("s", "n") and not cell.hyperlink for cell in row)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_each_result_has_its_word_and_colour(tmp_path, vocabulary):
    sheet = Sheet("A", [["NIK", "Nama", "RT"], *[["1", "x", "2"] for _ in RESULTS]])
    workbook = Workbook((sheet,))
    outcomes = {row: Outcome(result) for row, result in enumerate(RESULTS, start=2)}
    annotate(tmp_path / "a.xlsx", workbook, propose(workbook, vocabulary).mapping, outcomes)
    written = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [written.cell(row, 1).value for row in outcomes] == list(RESULTS.values())
    assert all(written.cell(row, 1).fill.fgColor.rgb != "00000000" for row in outcomes)


def test_a_cancelled_copy_leaves_nothing(tmp_path, make, vocabulary):
    workbook = read(make.xlsx(tmp_path / "list.xlsx"))
    mapping = propose(workbook, vocabulary).mapping
    with pytest.raises(Cancelled):
        annotate(tmp_path / "a.xlsx", workbook, mapping, {}, cancelled=lambda: True)
    assert [item.name for item in tmp_path.iterdir()] == ["list.xlsx"]
