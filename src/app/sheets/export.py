"""A list as it stands on the screen, as an xlsx file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.sheets.failure import Cancelled, SheetsFailure
from app.sheets.pen import EXCEL_ROWS, written
from app.sheets.workbook import Cell

_EVERY = 200  # rows between two looks at `cancelled`
_HEADER = {"bold": True, "bg_color": "#E3F1EE", "bottom": 1, "text_wrap": True, "valign": "top"}
_CAPTION = {"font_color": "#5D6B68"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its title, and its width in characters.

    What a cell is decides its value: text stays text (a NIK keeps its 16 digits, "=1+1" stays
    these four signs), `date` is a date, a number a number.
    """

    title: str
    width: int = 16


def export(
    target: Path,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell | None]],
    *,
    caption: Sequence[str] = (),
    sheet: str = "Daftar",
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write `rows` below one line of titles; returns how many.

    `caption` are lines above the titles: who made the list, when, with which filter. `rows` may
    be a generator and memory does not grow with it. Raises `SheetsFailure`, or `Cancelled` when
    `cancelled()` became true; what stood at `target` is then still there.
    """
    done = 0
    with written(target) as pen:
        paper = pen.sheet(sheet)
        for index, column in enumerate(columns):
            paper.set_column(index, index, column.width)
        top = len(caption) + 1 if caption else 0  # a blank row, or Excel sorts the caption along
        paper.freeze_panes(top + 1, 0)
        paper.repeat_rows(top)
        paper.set_landscape()
        paper.fit_to_pages(1, 0)
        for row, line in enumerate(caption):
            pen.put(paper, row, 0, line, **_CAPTION)
        for index, column in enumerate(columns):
            pen.put(paper, top, index, column.title, **_HEADER)
        for cells in rows:
            if done % _EVERY == 0 and cancelled():
                raise Cancelled
            if top + 1 + done >= EXCEL_ROWS:
                raise SheetsFailure("sheets.too_many_to_write", limit=EXCEL_ROWS - top - 1)
            for index, cell in enumerate(cells):
                pen.put(paper, top + 1 + done, index, cell)
            done += 1
            if done % _EVERY == 0:
                progress(done)
        if columns:
            paper.autofilter(top, 0, top + done, len(columns) - 1)
        progress(done)
    return done
