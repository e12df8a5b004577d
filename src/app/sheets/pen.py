"""Writing cells so that a text stays that text: never a formula, a link or a number."""

import io
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.sheets.durable import result, workshop
from app.sheets.workbook import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

EXCEL_ROWS = 1_048_576
_CELL_CHARACTERS = 32_767
_EXACT = 2**53  # an amount beyond it would change on its way through the file
_FIRST_DAY = date(1900, 3, 1)  # Excel believes in a 29 February 1900: before it days are off by one
_NAME_CHARACTERS = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys([*"[]:*?/\\", *map(chr, range(32))], " "))
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # control signs the library escapes itself

DAY, MOMENT, HOUR = "dd-mm-yyyy", "dd-mm-yyyy hh:mm", "hh:mm"


class Pen:
    """One workbook being written. Rows go from top to bottom; what is written is not kept."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._names: set[str] = set()
        self._text = self.format(num_format="@")

    def sheet(self, name: str) -> "Worksheet":
        """A new sheet by the nearest name that Excel allows."""
        plain = " ".join(_writable(name).translate(_NOT_IN_NAMES).split()).strip("'")[
            :_NAME_CHARACTERS
        ]
        plain = plain if plain and plain.casefold() != "history" else "Daftar"
        unused, number = plain, 2
        while unused.casefold() in self._names:
            unused = f"{plain[: _NAME_CHARACTERS - 5]} {number}"
            number += 1
        self._names.add(unused.casefold())
        return self._book.add_worksheet(unused)

    def format(self, **properties: Any) -> "Format":
        """The format with these properties, made once."""
        wanted = tuple(sorted(properties.items()))
        if wanted not in self._formats:
            self._formats[wanted] = self._book.add_format(properties)
        return self._formats[wanted]

    def put(
        self, sheet: "Worksheet", row: int, column: int, cell: Cell | None, **look: Any
    ) -> None:
        """Write one cell, rows and columns from 0, as what it is."""
        if isinstance(cell, str) and cell and not look:  # nearly every cell there is
            sheet.write_string(row, column, _writable(cell), self._text)
        elif cell is None or cell == "":
            if look:
                sheet.write_blank(row, column, None, self.format(**look))
        elif isinstance(cell, bool):
            sheet.write_boolean(row, column, cell, self._look(look))
        elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) <= _EXACT:
            sheet.write_number(row, column, cell, self._look(look))
        elif isinstance(cell, datetime) and cell.date() >= _FIRST_DAY:
            whole = cell.time() == time()
            pattern = DAY if whole else MOMENT
            sheet.write_datetime(row, column, cell, self.format(**look, num_format=pattern))
        elif type(cell) is date and cell >= _FIRST_DAY:
            sheet.write_datetime(row, column, cell, self.format(**look, num_format=DAY))
        elif isinstance(cell, time | timedelta) and not _is_negative(cell):
            sheet.write_datetime(row, column, cell, self.format(**look, num_format=HOUR))
        else:
            sheet.write_string(
                row, column, _writable(str(cell)), self.format(**look, num_format="@")
            )

    def _look(self, look: dict[str, Any]) -> "Format | None":
        return self.format(**look) if look else None


@contextmanager
def written(target: Path) -> Iterator[Pen]:
    """A workbook that stands at `target` when the block ends well, and never in part."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    with workshop(target) as folder:
        # The packed file is small (1 MB for 19,000 people), and a disk that fills up while the
        # library packs would leave its zip open for good.
        packed = io.BytesIO()
        book = Workbook(
            packed,
            {
                "constant_memory": True,
                "tmpdir": str(folder),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        try:
            yield Pen(book)
            book.close()
        finally:
            for sheet in book.worksheets():
                if sheet.row_data_fh and not sheet.row_data_fh.closed:
                    sheet.row_data_fh.close()  # else Windows does not let the folder go
        result(folder).write_bytes(packed.getbuffer())


def _is_negative(value: time | timedelta) -> bool:
    return isinstance(value, timedelta) and value < timedelta(0)


def _writable(text: str) -> str:
    return _NOT_IN_XML.sub("", text)[:_CELL_CHARACTERS]
