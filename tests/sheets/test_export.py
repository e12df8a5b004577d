"""Lists that leave the program as xlsx."""

import errno
import os
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.sheets.export import Column, export
from app.sheets.failure import Cancelled, SheetsFailure
from app.sheets.pen import EXCEL_ROWS

COLUMNS = [Column("NIK", 20), Column("Nama", 30), Column("Lahir", 12), Column("Iuran", 10)]
BUDI = ["6472814107900001", "BUDI", date(1990, 7, 1), 16800]


def cells(path):
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) == 1
    return book.active


def test_a_list_can_be_opened_sorted_and_filtered(tmp_path):
    path = tmp_path / "daftar.xlsx"
    caption = ["Dibuat oleh Contoh, 22-11-2026", "Saringan: RT 007"]
    assert export(path, COLUMNS, [BUDI, ["x", None, "", 0]], caption=caption) == 2
    sheet = cells(path)
    assert [sheet.cell(row, 1).value for row in range(1, 7)] == [
        *caption,
        None,
        "NIK",
        BUDI[0],
        "x",
    ]
    nik, _, born, money = sheet[5]
    assert (nik.data_type, nik.number_format) == ("s", "@")
    assert (born.value.date(), born.number_format) == (date(1990, 7, 1), "dd-mm-yyyy")
    assert money.value == 16800
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:D6"
    assert sheet.column_dimensions["B"].width == pytest.approx(30, abs=1)
    assert [item.name for item in tmp_path.iterdir()] == ["daftar.xlsx"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62812", "-1+1", "@SUM(A1)", "{=A1}", "a\uffff",
     '=HYPERLINK("http://x","y")', "=cmd|'/C calc'!A0",
     "http://contoh.invalid/", "mailto:a@b.c", "internal:A1", "\t=1", "0001", "6472814107900001",
     "1e5", "TRUE", "_x0041_", "a\x01b", "x" * 40_000],
)  # fmt: skip
def test_a_text_stays_that_text(tmp_path, text):
    path = tmp_path / "a.xlsx"
    export(path, [Column(text)], [[text]], caption=[text], sheet=text)
    sheet = cells(path)
    for row in (1, 3, 4):
        cell = sheet.cell(row, 1)
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        read = cell.value.replace("_x0001_", "\x01").replace("_x005F_", "_")
        assert read == text.rstrip("\uffff")[:32_767]
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_number_too_long_for_a_number_is_written_as_text(tmp_path):
    export(tmp_path / "a.xlsx", [Column("x")], [[6472814107900001], [10**17], [float("nan")]])
    sheet = cells(tmp_path / "a.xlsx")
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == [6472814107900001, str(10**17), "nan"]


def test_days_before_excels_first_are_written_as_text(tmp_path):
    export(tmp_path / "a.xlsx", [Column("x")], [[date(1899, 5, 1)], [date(1900, 3, 1)]])
    sheet = cells(tmp_path / "a.xlsx")
    assert sheet.cell(2, 1).value == "1899-05-01"
    assert sheet.cell(3, 1).value.date() == date(1900, 3, 1)


def test_a_cancelled_list_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_text("yang lama")
    heard = []
    with pytest.raises(Cancelled):
        export(
            path,
            COLUMNS,
            (BUDI for _ in range(10_000)),
            progress=heard.append,
            cancelled=lambda: len(heard) == 3,
        )
    assert heard == [200, 400, 600]
    assert path.read_text() == "yang lama"
    assert [item.name for item in tmp_path.iterdir()] == ["a.xlsx"]


def test_rows_that_fail_on_their_way_leave_what_was_there(tmp_path):
    def rows():
        yield BUDI
        raise ZeroDivisionError

    path = tmp_path / "a.xlsx"
    path.write_text("yang lama")
    with pytest.raises(ZeroDivisionError):
        export(path, COLUMNS, rows())
    assert [item.name for item in tmp_path.iterdir()] == ["a.xlsx"]
    assert path.read_text() == "yang lama"


def test_the_pieces_of_a_list_lie_beside_it_and_go_with_it(tmp_path):
    """A crash leaves people in plain text: only where the person wanted them, and not for long."""
    path = tmp_path / "a.xlsx"
    left = tmp_path / "a.xlsx.part"
    left.mkdir()
    (left / "from a power cut").write_text(BUDI[0])
    during = []

    def rows():
        during.extend(item.name for item in tmp_path.iterdir())
        during.append(len(list(left.iterdir())))
        yield BUDI

    export(path, COLUMNS, rows())
    assert during == ["a.xlsx.part", 1]
    assert [item.name for item in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "full"), "sheets.disk_full"),
        (OSError(errno.EROFS, "read-only"), "sheets.write_denied"),
        (PermissionError(errno.EACCES, "no"), "sheets.write_denied"),
        (OSError(errno.EIO, "i/o"), "sheets.not_written"),
    ],
)
def test_a_disk_that_takes_no_more_is_named(tmp_path, monkeypatch, error, code):
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SheetsFailure) as failed:
        export(tmp_path / "a.xlsx", COLUMNS, [BUDI])
    assert failed.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_list_open_in_excel_is_named(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        error = PermissionError(13, "in use")
        error.winerror = 32
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SheetsFailure) as failed:
        export(tmp_path / "a.xlsx", COLUMNS, [BUDI])
    assert failed.value.code == "sheets.open_elsewhere"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_disk_that_fills_up_while_the_list_is_packed_is_named(tmp_path):
    def rows():
        (tmp_path / "a.xlsx.part" / "list.xlsx").symlink_to("/dev/full")
        yield BUDI

    with pytest.raises(SheetsFailure) as failed:
        export(tmp_path / "a.xlsx", COLUMNS, rows())
    assert failed.value.code == "sheets.disk_full"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_gone_is_named(tmp_path):
    with pytest.raises(SheetsFailure) as failed:
        export(tmp_path / "stik" / "a.xlsx", COLUMNS, [BUDI])
    assert failed.value.code == "sheets.not_written"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_device_is_never_replaced_by_a_list(tmp_path):
    device = tmp_path / "device"
    os.mkfifo(device)
    with pytest.raises(SheetsFailure) as failed:
        export(device, COLUMNS, [BUDI])
    assert failed.value.code == "sheets.not_written"
    assert device.is_fifo()


def test_more_rows_than_excel_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("app.sheets.export.EXCEL_ROWS", 10)
    assert EXCEL_ROWS == 1_048_576
    assert export(tmp_path / "a.xlsx", COLUMNS, [BUDI] * 9) == 9
    with pytest.raises(SheetsFailure) as failed:
        export(tmp_path / "a.xlsx", COLUMNS, [BUDI] * 10)
    assert failed.value.problem.facts == (("limit", 9),)


def test_memory_does_not_grow_with_the_list(tmp_path):
    def peak(rows):
        tracemalloc.start()
        export(tmp_path / "a.xlsx", COLUMNS, (BUDI for _ in range(rows)))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(4_000) < peak(400) + 200_000
