"""Opening a list: xlsx, xlsb, xls, ods or csv, told apart by content."""

import stat
from collections.abc import Callable
from pathlib import Path

from app.sheets.apart import read_apart
from app.sheets.failure import SheetsFailure, named_for_reading
from app.sheets.kind import Kind, kind_of
from app.sheets.separated import read_separated
from app.sheets.workbook import Limits, Workbook


def read(
    path: Path, limits: Limits | None = None, cancelled: Callable[[], bool] = lambda: False
) -> Workbook:
    """All sheets of the file, or a `SheetsFailure` that names what is the matter with it.

    Formulas are not calculated and links not followed: what the file says they were is read.
    Raises `Cancelled` soon after `cancelled()` becomes true.
    """
    limits = limits or Limits()
    content = _content(path, limits)
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return read_separated(content, limits)
    return read_apart(content, kind, limits, cancelled)


def _content(path: Path, limits: Limits) -> bytes:
    with named_for_reading():
        # a stick may hold a pipe or a device by the name of a list; reading it never ends
        if not stat.S_ISREG(path.stat().st_mode):
            raise SheetsFailure("sheets.not_a_file")
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise SheetsFailure("sheets.file_too_big", limit=limits.file_bytes // 2**20)
    return content
