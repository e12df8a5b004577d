"""Text files of a million rows, column by column: for measuring and comparing, not for lists.

`read` holds a workbook of cells, as many as a clerk's list ever has; here a row is never held, and
what is not asked for is dropped at once.
"""

import csv
import stat
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from app.sheets.failure import SheetsFailure, named_for_reading
from app.sheets.kind import Kind, has_utf16_shape, kind_of
from app.sheets.workbook import Limits

FILE_BYTES = 2 * 2**30
_HEAD = 64 * 2**10
_AT_ONCE = 20_000
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")  # seen whole or in part: Excel's and others'
_SEPARATORS = ";,\t|"


def read_columns(path: Path, titles: Sequence[str]) -> dict[str, list[str]]:
    """The columns that are there of those asked for, by the titles in the first row.

    Capitals and spaces around a title do not matter; other columns are left out. A file that
    is no such table is a `SheetsFailure` that says why.
    """
    with named_for_reading():
        if not stat.S_ISREG(path.stat().st_mode):
            raise SheetsFailure("sheets.not_a_file")
        if path.stat().st_size > FILE_BYTES:
            raise SheetsFailure("sheets.file_too_big", limit=FILE_BYTES // 2**20)
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if head.startswith(_WORKBOOKS) or kind_of(head) is not Kind.TEXT:
            raise SheetsFailure("columns.not_text")
        for encoding in _encodings(head):
            try:
                with path.open(encoding=encoding, newline="") as file:
                    return _columns(file, titles)
            except UnicodeDecodeError:
                continue
    raise SheetsFailure("sheets.encoding")


def _encodings(head: bytes) -> Sequence[str]:
    """What the text may be written in, likeliest first."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if has_utf16_shape(head):
        return ("utf-16-le",)
    return ("utf-8-sig", "cp1252")


def _columns(file: TextIO, titles: Sequence[str]) -> dict[str, list[str]]:
    first = file.readline(_HEAD)
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # Excel's own first line
        first = file.readline(_HEAD)
    outside_quotes = "".join(first.split('"')[::2])
    separator = max(_SEPARATORS, key=outside_quotes.count)
    rows = _rows(file, first, separator)
    header = [cell.strip().casefold() for cell in next(rows, [])]
    if not any(header):
        raise SheetsFailure("sheets.empty")
    wanted = [title for title in header if title in titles]
    if len(set(wanted)) < len(wanted):
        raise SheetsFailure("columns.title_twice")
    columns: dict[str, list[str]] = {title: [] for title in wanted}
    at = {title: header.index(title) for title in wanted}
    width = len(header)
    while some := list(islice(rows, _AT_ONCE)):
        kept = [row for row in some if row]  # an empty line is no row
        if any(len(row) != width for row in kept):
            kept = [_fitted(row, width) for row in kept]
        across = list(zip(*kept, strict=True))
        for title, column in columns.items():
            column.extend(across[at[title]] if across else ())
    return columns


def _fitted(row: list[str], width: int) -> list[str]:
    """A row as wide as its header; what stands outside of it would be lost, so it is refused."""
    if any(cell.strip() for cell in row[width:]):
        raise SheetsFailure("columns.too_wide")
    return row[:width] + [""] * (width - len(row))


def _rows(file: TextIO, first: str, separator: str) -> Iterator[list[str]]:
    """The rows, the first included; quotes that never close and huge cells are refused."""

    def lines() -> Iterator[str]:
        yield first
        yield from file

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                limit = Limits().cell_characters
                raise SheetsFailure("sheets.cell_too_long", limit=limit) from None
            raise SheetsFailure("sheets.quotes", line=reader.line_num) from None
        yield row
