"""Lists as offices send them, made here; every person in them is made up."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from app.domain.reference import Reference
from app.sheets.mapping import propose
from app.sheets.rows import Reading, Resolve, read_rows
from app.sheets.vocabulary import Vocabulary
from app.sheets.workbook import Sheet, Workbook

RESOURCES = Path(__file__).parents[2] / "resources"

HEADER = ["No", "NIK", "Nama", "Tanggal Lahir", "Nama Ahli Waris", "Hubungan"]
PEOPLE = [
    [1, "6472814107900001", "BUDI CONTOH", date(1990, 7, 1), "SITI CONTOH", "Istri"],
    [2, 6472820107850000.0, "WATI CONTOH", date(1985, 7, 1), "ANDI CONTOH", "Suami"],
]


@pytest.fixture(scope="session")
def golden() -> Path:
    return Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.load(RESOURCES / "national")


@pytest.fixture(scope="session")
def resolve() -> Resolve:
    """Places and occupations as they are shipped, for Samarinda."""
    reference = Reference.load(RESOURCES)
    occupations = reference.occupations

    def occupation(text: str) -> str | None:
        found = occupations.match(text)
        return found.code if found else None

    return Resolve(reference.places.find, reference.places.find_kecamatan, occupation)


@pytest.fixture
def reading(vocabulary: Vocabulary, resolve: Resolve) -> Callable[..., Reading]:
    """Read rows, the first of them a header, as a list found in a file would be."""

    def read(*rows: Sequence[Any]) -> Reading:
        sheet = Sheet("Daftar", rows)
        proposal = propose(Workbook((sheet,)), vocabulary)
        assert proposal is not None
        return read_rows(sheet, proposal.mapping, vocabulary, resolve)

    return read


def xlsx_list(path: Path) -> Path:
    """The list of `PEOPLE` below a title, as Excel would save it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("RT 07")
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write(0, 0, "DAFTAR PEKERJA RENTAN")
    sheet.write_row(2, 0, HEADER)
    for row, person in enumerate(PEOPLE, start=3):
        for column, cell in enumerate(person):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, cell, day)
            else:
                sheet.write(row, column, cell)
    book.close()
    return path


def ods_list(path: Path) -> Path:
    """The same list as LibreOffice saves it, with its million empty rows below."""
    rows = [["DAFTAR PEKERJA RENTAN"], [], HEADER, *PEOPLE]
    body = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    empty = (
        '<table:table-row table:number-rows-repeated="1048571">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    return ods_file(path, body + empty)


def _ods_cell(cell: Any) -> str:
    if isinstance(cell, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if isinstance(cell, str):
        return (
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell:.0f}">'
        f"<text:p>{cell:.0f}</text:p></table:table-cell>"
    )


def ods_file(path: Path, rows: str, before: str = "", manifest: str = "") -> Path:
    """A file of LibreOffice with these rows in its one sheet."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {spaces}>'
        f'<office:body><office:spreadsheet><table:table table:name="RT 07">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED
        )
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            f'manifest:1.0">{manifest}</manifest:manifest>',
        )
    return path


def xlsb_list(path: Path) -> Path:
    """The same list in Excel's binary format, from its description: the records that count."""

    def record(kind: int, body: bytes = b"") -> bytes:
        head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return head + bytes([len(body)]) + body

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    def cell(column: int, value: Any) -> bytes:
        place = struct.pack("<II", column, 0)
        if isinstance(value, str):
            return record(6, place + text(value))
        number = (value - date(1899, 12, 30)).days if isinstance(value, date) else value
        return record(5, place + struct.pack("<d", number))

    rows = [["DAFTAR PEKERJA RENTAN"], [], HEADER, *PEOPLE]
    body = b"".join(
        record(0, struct.pack("<I", number) + bytes(13))
        + b"".join(cell(column, value) for column, value in enumerate(row))
        for number, row in enumerate(rows)
    )
    sheet = (
        record(129)
        + record(148, struct.pack("<4I", 0, len(rows) - 1, 0, len(HEADER) - 1))
        + record(145) + body + record(146) + record(130)
    )  # fmt: skip
    bundle = record(156, struct.pack("<II", 0, 1) + text("rId1") + text("RT 07"))
    book = record(131) + record(143) + bundle + record(144) + record(132)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
        )
    return path


def changed_member(source: Path, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip `source` with one member changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return made.getvalue()


@pytest.fixture
def make() -> Any:
    """The makers of files above, by name."""

    class Makers:
        xlsx = staticmethod(xlsx_list)
        ods = staticmethod(ods_list)
        ods_file = staticmethod(ods_file)
        xlsb = staticmethod(xlsb_list)
        changed = staticmethod(changed_member)
        header = HEADER
        people = PEOPLE

    return Makers
