"""Opening lists: every format, every way a file can be wrong, and what an attacker would send."""

import io
import os
import shutil
import struct
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.sheets.failure import Cancelled, SheetsFailure
from app.sheets.kind import Kind
from app.sheets.read import read
from app.sheets.unpacked import check_unpacked
from app.sheets.workbook import Limits, Span

CSV = "No;NIK;Nama\r\n1;6472814107900001;BUDI CONTOH\r\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def compound(*streams: str) -> bytes:
    """The start of an old Office file with these names in its directory."""
    content = COMPOUND.ljust(512, b"\0")
    for name in ("Root Entry", *streams):
        encoded = (name + "\0").encode("utf-16-le")
        content += encoded.ljust(64, b"\0") + struct.pack("<H", len(encoded)) + bytes(62)
    return content


def failure(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(SheetsFailure) as failed:
        read(path, limits)
    return failed.value.code


def sheet_xml(cells: str, head: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{cells}</sheetData></worksheet>'.encode()


@pytest.fixture
def hostile(tmp_path, make):
    """A workbook whose one sheet is the given XML."""
    source = make.xlsx(tmp_path / "source.xlsx")

    def write(xml: bytes) -> Path:
        path = tmp_path / "hostile.xlsx"
        path.write_bytes(make.changed(source, "xl/worksheets/sheet1.xml", lambda _: xml))
        return path

    return write


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsb"])
def test_a_list_reads_the_same_from_every_format(tmp_path, make, kind):
    sheet = read(getattr(make, kind)(tmp_path / f"list.{kind}")).sheets[0]
    assert (sheet.name, sheet.first_row) == ("RT 07", 1)
    assert list(sheet.row(3)[:6]) == make.header
    first, second = sheet.row(4), sheet.row(5)
    assert [first[1], first[2], first[4]] == ["6472814107900001", "BUDI CONTOH", "SITI CONTOH"]
    assert second[1] == 6472820107850000.0  # a number stays one: that it was one has to be told
    assert first[3] in (date(1990, 7, 1), 33055)  # our xlsb has no styles: its days are numbers


def test_an_old_xls_reads_like_the_others(golden, make):
    first, second = read(golden / "list.xls").sheets
    assert (first.name, second.name) == ("Catatan", "RT 07")
    assert list(second.row(5)) == make.people[0]
    assert second.row(6)[1] == 6472820107850000.0
    assert Span(3, 3, 4, 5) in second.spans


def test_hidden_sheets_are_told_and_empty_ones_left_out(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("Kosong")
    book.add_worksheet("Isi").write(4, 2, "x")
    hidden = book.add_worksheet("Simpanan")
    hidden.write(0, 0, "y")
    hidden.hide()
    book.close()
    sheets = read(tmp_path / "a.xlsx").sheets
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Isi", False), ("Simpanan", True)]
    assert sheets[0].first_row == 5
    assert sheets[0].row(5) == ["", "", "x"]
    assert sheets[0].row(4) == sheets[0].row(6) == ()


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_text_files_are_read_whatever_wrote_them(tmp_path, separator, encoding):
    text = f'NIK{separator}Nama\n6472814107900001{separator}"José {separator} Contoh"\n'
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    (sheet,) = read(tmp_path / "a.csv").sheets
    assert sheet.rows == [["NIK", "Nama"], ["6472814107900001", f"José {separator} Contoh"]]


def test_excels_line_about_the_separator_is_no_row(tmp_path):
    (tmp_path / "a.csv").write_text("sep=|\nNIK|Nama, lengkap\n1|a;b\n")
    assert read(tmp_path / "a.csv").sheets[0].row(1) == ["NIK", "Nama, lengkap"]


def test_rows_of_a_text_file_count_as_in_excel(tmp_path):
    (tmp_path / "a.csv").write_text('NIK;Alamat\n1;"Jl. A\nRT 7"\n\n2;B\n\n\n')
    sheet = read(tmp_path / "a.csv").sheets[0]
    assert sheet.row(4) == ["2", "B"]
    assert sheet.last_row == 4


def test_the_content_decides_and_not_the_name(tmp_path, make):
    shutil.copy(make.xlsx(tmp_path / "a.xlsx"), tmp_path / "a.csv")
    assert read(tmp_path / "a.csv").sheets[0].name == "RT 07"
    (tmp_path / "b.xls").write_text(CSV)
    assert read(tmp_path / "b.xls").sheets[0].row(2)[2] == "BUDI CONTOH"


WRONG = {
    "nothing in it": (b"", "sheets.empty"),
    "zeros after a power cut": (bytes(4096), "sheets.empty"),
    "only blank lines": (b"\xef\xbb\xbf\r\n \r\n", "sheets.empty"),
    "a picture": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)), "sheets.foreign"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "sheets.foreign"),
    "a program": (b"MZ\x90\x00\x03\x00\x00\x00", "sheets.foreign"),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "sheets.foreign"),
    "an old Word file": (compound("WordDocument"), "sheets.foreign"),
    "a compound file of nobody": (compound("Something"), "sheets.unknown"),
    "half an old Excel file": (COMPOUND + bytes(300), "sheets.truncated"),
    "an old Excel file without its sheets": (compound("Workbook"), "sheets.damaged"),
    "a protected xlsx": (compound("EncryptionInfo", "EncryptedPackage"), "sheets.password"),
    "bytes of no kind": (bytes([1, 2, 3, 4, 250, 251]) * 50, "sheets.unknown"),
    "a web page": (b"\xef\xbb\xbf<html><table><tr><td>NIK</td></tr></table>", "sheets.web_page"),
    "Excel 2003 XML": (b'<?xml version="1.0"?><Workbook/>', "sheets.web_page"),
    "half a zip": (b"PK\x03\x04" + bytes(400), "sheets.truncated"),
    "a quote that never closes": (b'NIK;Nama\n1;a\n2;"b\n3;c\n', "sheets.quotes"),
    "text of an unknown encoding": (b"NIK;Nama\n1;a\x81\x8d\x9d\n", "sheets.encoding"),
    "half a sign of UTF-16": ("NIK;Nama".encode("utf-16") + b"x", "sheets.encoding"),
}


@pytest.mark.parametrize(("content", "code"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_named(tmp_path, content, code):
    path = tmp_path / "budi 6472814107900001.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetsFailure) as failed:
        read(path)
    assert failed.value.code == code
    assert "budi" not in repr((failed.value, failed.value.problem))
    assert failed.value.__cause__ is None


def test_a_zip_of_something_else_is_named(tmp_path):
    for inside, kind in (("word/document.xml", "Word"), ("ppt/a.xml", "PowerPoint"), ("a", "ZIP")):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr(inside, "x")
        with pytest.raises(SheetsFailure) as failed:
            read(tmp_path / "a.xlsx")
        assert failed.value.problem.facts == (("kind", kind),)


def test_a_workbook_without_a_single_cell_is_named(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet()
    book.close()
    assert failure(tmp_path / "a.xlsx") == "sheets.no_cells"


def test_a_protected_ods_is_named(tmp_path, make):
    path = make.ods_file(tmp_path / "a.ods", "", manifest="<manifest:encryption-data/>")
    assert failure(path) == "sheets.password"


def test_what_the_system_refuses_is_named(tmp_path, monkeypatch):
    assert failure(tmp_path / "gone.xlsx") == "sheets.missing"
    assert failure(tmp_path) == "sheets.not_a_file"
    path = tmp_path / "a.csv"
    path.write_text(CSV)
    locked = PermissionError(13, "in use")
    locked.winerror = 32
    for error, code in (
        (locked, "sheets.locked"),
        (PermissionError(13, "no"), "sheets.no_permission"),
        (OSError(5, "i/o"), "sheets.unreadable"),
    ):

        def refuse(*_: object, error: OSError = error) -> None:
            raise error

        monkeypatch.setattr(Path, "open", refuse)
        assert failure(path) == code


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_by_the_name_of_a_list_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "daftar.xlsx")
    assert failure(tmp_path / "daftar.xlsx") == "sheets.not_a_file"


def test_a_file_above_the_size_is_not_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"x" * 2048)
    assert failure(tmp_path / "a.csv", Limits(file_bytes=2047)) == "sheets.file_too_big"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(rows=4), "sheets.too_many_rows"),
        (Limits(columns=5), "sheets.too_many_columns"),
        (Limits(cells=20), "sheets.too_many_cells"),
        (Limits(cell_characters=10), "sheets.cell_too_long"),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsb", "xls", "csv"])
def test_each_cap_holds_for_each_format(tmp_path, make, golden, kind, limits, code):
    path = tmp_path / "list"
    if kind == "xls":
        path = golden / "list.xls"
    elif kind == "csv":
        path.write_text("\n".join(["DAFTAR PEKERJA RENTAN,b,c,d,e,f"] * 5))
    else:
        getattr(make, kind)(path)
    if kind == "csv" and code == "sheets.too_many_cells":
        return  # rows and columns bound a text file, which has no cell it does not hold
    assert failure(path, limits) == code


def test_a_billion_rows_are_refused_before_room_is_made_for_them(hostile):
    started = time.monotonic()
    for last in ("A1000000000", "A1048576", "XFD2", "ZZZZZZ99999999999999999999"):
        xml = sheet_xml(f'<row><c r="A1"><v>1</v></c></row><row><c r="{last}"><v>1</v></c></row>')
        assert failure(hostile(xml)) in ("sheets.too_many_rows", "sheets.too_many_columns")
    # written in another way, so that only the room itself can stop it
    xml = sheet_xml('<row r="1"><c><v>1</v></c></row><row r="1000000000"><c><v>1</v></c></row>')
    assert failure(hostile(xml)) in ("sheets.damaged", "sheets.too_many_rows")
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("last", "code"), [("XFD2", "sheets.too_many_columns"), ("A1048576", "sheets.too_many_rows")]
)
def test_cells_far_out_are_seen_before_the_library_sees_the_file(hostile, last, code):
    """Where the system cannot limit memory, nothing else stands in their way."""
    xml = sheet_xml(f'<row><c r="A1"><v>1</v></c></row><row><c s="1" r="{last}"><v>1</v></c></row>')
    with pytest.raises(SheetsFailure) as failed:
        check_unpacked(hostile(xml).read_bytes(), Kind.XLSX, Limits())
    assert failed.value.code == code


def test_a_size_that_is_only_claimed_does_no_harm(hostile):
    xml = sheet_xml('<row r="1"><c r="A1"><v>7</v></c></row>', '<dimension ref="A1:XFD1048576"/>')
    assert read(hostile(xml)).sheets[0].rows == [[7.0]]


def test_empty_rows_with_a_format_far_below_the_list_do_not_count(hostile):
    far = '<row r="1048576" s="1"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'
    xml = sheet_xml('<row r="1"><c r="A1"><v>7</v></c></row>' + far.replace("></c>", "/>"))
    assert read(hostile(xml)).sheets[0].rows == [[7.0]]


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        ("", 'table:number-columns-repeated="1000000000"', "sheets.too_many_columns"),
        ('table:number-rows-repeated="1000000000"', "", "sheets.too_many_rows"),
    ],
)
def test_an_ods_cell_that_repeats_itself_a_billion_times_is_refused(
    tmp_path, make, row, cell, code
):
    number = f'<table:table-cell office:value-type="float" office:value="1" {cell}/>'
    path = make.ods_file(tmp_path / "a.ods", f"<table:table-row {row}>{number}</table:table-row>")
    assert failure(path) == code


def test_a_long_text_repeated_in_many_cells_is_a_bomb(tmp_path, make):
    rows = (
        '<table:table-row table:number-rows-repeated="100000"><table:table-cell '
        'office:value-type="string" table:number-columns-repeated="40"><text:p>'
        f"{'x' * 30_000}</text:p></table:table-cell></table:table-row>"
    )
    assert failure(make.ods_file(tmp_path / "a.ods", rows)) == "sheets.bomb"


def test_entities_that_grow_are_refused(tmp_path, make):
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    path = make.ods_file(tmp_path / "a.ods", "<table:table-row/>", before=doctype)
    assert failure(path) == "sheets.bomb"


def test_a_zip_bomb_is_refused_by_what_it_claims(tmp_path, make):
    big = bytes(64 * 2**20)
    content = make.changed(make.xlsx(tmp_path / "a.xlsx"), "docProps/app.xml", lambda _: big)
    (tmp_path / "b.xlsx").write_bytes(content)
    assert failure(tmp_path / "b.xlsx") == "sheets.bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_counted(tmp_path, make):
    big = bytes(64 * 2**20)
    content = bytearray(
        make.changed(make.xlsx(tmp_path / "a.xlsx"), "docProps/app.xml", lambda _: big)
    )
    size = struct.pack("<I", len(big))
    at = content.find(size)
    assert at > 0
    while at >= 0:  # in the member's own header and in the directory
        content[at : at + 4] = struct.pack("<I", 100)
        at = content.find(size)
    (tmp_path / "b.xlsx").write_bytes(content)
    assert failure(tmp_path / "b.xlsx") == "sheets.bomb"


def test_members_that_share_their_bytes_are_counted_each(tmp_path, make):
    """The better bomb: one piece of data that a thousand entries of the directory point at."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", os.urandom(300) * 3_000)
        first = archive.filelist[0]
        for number in range(1_500):
            twin = zipfile.ZipInfo(f"xl/{number:04}")
            for name in ("compress_type", "compress_size", "file_size", "CRC", "header_offset"):
                setattr(twin, name, getattr(first, name))
            twin.file_size = 10
            archive.filelist.append(twin)
    (tmp_path / "b.xlsx").write_bytes(made.getvalue())
    assert failure(tmp_path / "b.xlsx") == "sheets.bomb"


def test_a_large_list_that_is_no_bomb_is_called_too_big(tmp_path, make):
    path = tmp_path / "a.xlsx"
    make.xlsx(path)
    assert failure(path, Limits(unpacked_bytes=5_000)) == "sheets.too_big"


def test_what_the_library_does_not_survive_does_not_reach_us(golden, capfd):
    assert failure(golden / "panics.xls") == "sheets.damaged"
    assert failure(golden / "ends-its-reader.xls") == "sheets.damaged"
    assert capfd.readouterr() == ("", "")


def test_a_list_that_takes_too_long_is_given_up(tmp_path, make):
    assert failure(make.xlsx(tmp_path / "a.xlsx"), Limits(seconds=0)) == "sheets.too_slow"


def test_reading_stops_when_the_clerk_says_so(tmp_path, make):
    with pytest.raises(Cancelled):
        read(make.xlsx(tmp_path / "a.xlsx"), cancelled=lambda: True)


def test_formulas_are_not_calculated_and_links_not_followed(tmp_path, hostile, make):
    outside = (tmp_path / "outside.csv").as_uri()
    xml = sheet_xml(
        '<row r="1"><c r="A1" t="str"><f>[1]Sheet1!A1</f><v>disimpan</v></c>'
        f'<c r="B1" t="str"><f>WEBSERVICE("{outside}")</f><v>lama</v></c>'
        '<c r="C1" t="str"><f>cmd|" /C calc"!A0</f><v>#REF!</v></c></row>'
    )
    path = hostile(xml)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/externalLinks/externalLink1.xml",
            f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>',
        )
        archive.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006'
            f'/relationships/externalLinkPath" Target="{outside}" TargetMode="External"/>'
            "</Relationships>",
        )
    assert read(path).sheets[0].rows == [["disimpan", "lama", "#REF!"]]


@pytest.fixture(scope="module")
def samples(tmp_path_factory, golden):
    """One real file of each format."""
    from_folder = tmp_path_factory.mktemp("samples")
    book = xlsxwriter.Workbook(from_folder / "a.xlsx")
    sheet = book.add_worksheet("RT 07")
    for row in range(30):
        sheet.write_row(row, 0, [row, f"64728141079{row:05}", "BUDI CONTOH", "Jl. Contoh 1"])
    book.close()
    return {
        "xlsx": (from_folder / "a.xlsx").read_bytes(),
        "xls": (golden / "list.xls").read_bytes(),
        "csv": CSV.encode() * 20,
    }


def only_ours(folder: Path, content: bytes) -> None:
    path = folder / "list"
    path.write_bytes(content)
    try:
        read(path, Limits(seconds=30))
    except SheetsFailure as failed:
        assert failed.code.startswith("sheets.")  # noqa: PT017


FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
@FUZZ
@given(data=st.data())
def test_no_truncated_file_raises_anything_but_a_failure(tmp_path, samples, kind, data):
    whole = samples[kind]
    only_ours(tmp_path, whole[: data.draw(st.integers(0, len(whole)))])


@pytest.mark.parametrize("kind", ["xlsx", "xls", "csv"])
@FUZZ
@given(data=st.data())
def test_no_damaged_file_raises_anything_but_a_failure(tmp_path, samples, kind, data):
    content = bytearray(samples[kind])
    places = st.integers(0, len(content) - 1)
    for place, value in data.draw(
        st.lists(st.tuples(places, st.integers(0, 255)), min_size=1, max_size=20)
    ):
        content[place] = value
    only_ours(tmp_path, bytes(content))


@FUZZ
@given(
    start=st.sampled_from([b"", b"PK\x03\x04", COMPOUND, compound("Workbook"), b"\xff\xfe", b"<"]),
    content=st.binary(max_size=2_000),
)
def test_no_random_bytes_raise_anything_but_a_failure(tmp_path, start, content):
    only_ours(tmp_path, start + content)
