"""Files of a million rows, read by the titles of their columns."""

import os

import pytest

from app.sheets.columns import read_columns
from app.sheets.failure import SheetsFailure

TITLES = ("id", "name", "rt")


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "people.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        "id,name,rt\n1,SITI,001\n2,\"BUDI, SE\",002\n",
        "id;name;rt\r\n1;SITI;001\r\n2;BUDI, SE;002\r\n",
        "sep=;\nid;name;rt\n1;SITI;001\n2;BUDI, SE;002\n",
        " ID , Name ,other,RT\n1,SITI,x,001\n\n2,\"BUDI, SE\",y,002",
        "\ufeffid,name,rt\n1,SITI,001\n2,\"BUDI, SE\",002\n",
        "id\tname\trt\n1\tSITI\t001\n2\tBUDI, SE\t002\n".encode("utf-16"),
    ],
    ids=["comma", "semicolon", "sep", "titles", "mark", "utf-16"],
)  # fmt: skip
def test_a_table_is_read_however_it_was_saved(file, content):
    assert read_columns(file(content), TITLES) == {
        "id": ["1", "2"], "name": ["SITI", "BUDI, SE"], "rt": ["001", "002"],
    }  # fmt: skip


def test_an_older_encoding_is_read_where_it_is_no_utf8(file):
    assert read_columns(file("id,name\n1,JOSÉ\n".encode("cp1252")), TITLES)["name"] == ["JOSÉ"]


def test_a_short_row_has_empty_cells(file):
    found = read_columns(file("id,name,rt\n1\n2,BUDI,002\n"), TITLES)
    assert found == {"id": ["1", "2"], "name": ["", "BUDI"], "rt": ["", "002"]}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "sheets.empty"),
        ("\n", "sheets.empty"),
        ("id,name,name\n1,A,B\n", "columns.title_twice"),
        ("id,name\n1,A,B\n", "columns.too_wide"),
        ('id,name\n1,"A\n2,B\n', "sheets.quotes"),
        ("id,name\n1," + "A" * 200_000 + "\n", "sheets.cell_too_long"),
        (b"PK\x03\x04" + b"\x00" * 100, "columns.not_text"),
        (b"%PDF-1.7\n1 0 obj\n", "sheets.foreign"),
    ],
)
def test_what_is_no_table_is_refused_by_name(file, content, code):
    with pytest.raises(SheetsFailure) as refused:
        read_columns(file(content), TITLES)
    assert refused.value.code == code


def test_a_file_that_is_not_there_or_no_file_is_named(tmp_path):
    with pytest.raises(SheetsFailure, match=r"sheets\.missing"):
        read_columns(tmp_path / "none.csv", TITLES)
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path, tmp_path / "pipe.csv"):
        with pytest.raises(SheetsFailure, match=r"sheets\.not_a_file"):
            read_columns(path, TITLES)
