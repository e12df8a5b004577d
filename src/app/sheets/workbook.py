"""What a spreadsheet file says, whatever its format: sheets of rows of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
"""As the file keeps it: a number stays a number, a day a day. An empty cell is ""."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Span:
    """A merged cell: rows numbered as in Excel, columns from 0, both ends included."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds people
class Sheet:
    """One sheet. Column 0 is Excel's A; `rows[0]` is the row that Excel numbers `first_row`."""

    name: str
    rows: Sequence[Row]
    first_row: int = 1
    spans: tuple[Span, ...] | None = None  # None = the format does not tell
    hidden: bool = False

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1

    def row(self, number: int) -> Row:
        """The row that Excel numbers `number`; an empty one where nothing stands."""
        index = number - self.first_row
        return self.rows[index] if 0 <= index < len(self.rows) else ()


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds people
class Workbook:
    """The sheets of one file, in its order, those without any cell left out."""

    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        return next((each for each in self.sheets if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is taken in. A list of people never comes near them; attacks do."""

    file_bytes: int = 50 * 2**20
    unpacked_bytes: int = 400 * 2**20  # of all members of a zip together
    ratio: int = 200  # unpacked : packed; a real list is below 50
    members: int = 2_000
    rows: int = 200_000
    columns: int = 500
    cells: int = 5_000_000  # rows x columns of all sheets together
    cell_characters: int = 32_767  # what Excel itself allows
    memory_bytes: int = 2 * 2**30  # of the process that reads, where the system can limit it
    seconds: float = 60.0
