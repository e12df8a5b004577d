"""A spreadsheet that wants to do something."""

import zipfile

import xlsxwriter

from app.sheets.read import read


def test_macros_and_commands_are_neither_run_nor_kept(tmp_path):
    path = tmp_path / "daftar.xlsm"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("RT").write_row(0, 0, ["Nama", "+cmd|' /C calc'!A0", "@SUM(1)"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(5000))
        archive.writestr("../../autorun.inf", b"[autorun]")
    (sheet,) = read(path).sheets
    assert sheet.rows == [["Nama", "+cmd|' /C calc'!A0", "@SUM(1)"]]  # text, and nothing more
    assert sorted(each.name for each in tmp_path.iterdir()) == ["daftar.xlsm"]
