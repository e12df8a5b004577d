"""Text files with a separator (csv), as Excel, web programs and people make them."""

import codecs
import csv
import io
from collections.abc import Iterator

from app.sheets.failure import SheetsFailure
from app.sheets.kind import has_utf16_shape
from app.sheets.workbook import Limits, Sheet, Workbook

SHEET_NAME = "CSV"
_SEPARATORS = ";\t,|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_SAMPLE_LINES = 50


def read_separated(content: bytes, limits: Limits) -> Workbook:
    """The rows of a text file; its encoding and separator are found from its content."""
    # not splitlines(): that also breaks at signs which no spreadsheet takes for a new row
    lines = list(io.StringIO(_decoded(content), newline=""))
    separator = _declared_separator(lines)
    if separator:
        lines = lines[1:]
    rows = list(_rows(lines, separator or _likely_separator(lines), limits))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise SheetsFailure("sheets.empty")
    return Workbook((Sheet(SHEET_NAME, rows),))


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    if has_utf16_shape(content):
        return _decode(content, "utf-16-le")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "cp1252")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise SheetsFailure("sheets.encoding") from None


def _declared_separator(lines: list[str]) -> str:
    """Excel's own first line `sep=;`: no row of the list, and not counted as one."""
    first = lines[0].strip("\r\n").lower() if lines else ""
    return first[4] if first.startswith("sep=") and len(first) == 5 else ""


def _likely_separator(lines: list[str]) -> str:
    """The sign that splits most lines into the same number of cells, and into most of them."""
    sample = [line for line in lines[: 4 * _SAMPLE_LINES] if line.strip()][:_SAMPLE_LINES]

    def worth(separator: str) -> tuple[int, int]:
        counts = [_outside_quotes(line).count(separator) for line in sample]
        usual = max(set(counts) - {0}, key=lambda count: (counts.count(count), count), default=0)
        return (counts.count(usual), usual) if usual else (0, 0)

    return max(_SEPARATORS, key=worth)


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def _rows(lines: list[str], separator: str, limits: Limits) -> Iterator[list[str]]:
    # strict: a quote that never closes would swallow the rest of the list without a word
    reader = csv.reader(lines, delimiter=separator, strict=True)
    started_at = 1
    count = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise _too_long(limits) from None
            raise SheetsFailure("sheets.quotes", line=started_at) from None
        started_at = reader.line_num + 1
        count += 1
        if count > limits.rows:
            raise SheetsFailure("sheets.too_many_rows", limit=limits.rows)
        if len(row) > limits.columns:
            raise SheetsFailure("sheets.too_many_columns", limit=limits.columns)
        if any(len(cell) > limits.cell_characters for cell in row):
            raise _too_long(limits)
        yield row


def _too_long(limits: Limits) -> SheetsFailure:
    return SheetsFailure("sheets.cell_too_long", limit=limits.cell_characters)
