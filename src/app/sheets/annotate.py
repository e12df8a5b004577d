"""A copy of a list in which each row says what became of it, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.refusal import Problem
from app.sheets.failure import Cancelled
from app.sheets.mapping import ListMapping
from app.sheets.pen import Pen, written
from app.sheets.workbook import Cell, Row, Sheet, Workbook
from app.wording.catalogue import sentence
from app.wording.sheets import REASON, RESULT, RESULTS, reason

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_ADDED = 2  # columns in front: beside the name they explain, not off the screen to the right
_EVERY = 200
_HEADER = {"bold": True, "bg_color": "#E3F1EE"}
_COLOURS = {
    "new": {"bg_color": "#E6F4EA", "font_color": "#1C7A3E"},
    "changed": {"bg_color": "#E3F1EE", "font_color": "#0B6E63"},
    "same": {"bg_color": "#F4F6F5", "font_color": "#5D6B68"},
    "warned": {"bg_color": "#FDF3E0", "font_color": "#9A5B00"},
    "draft": {"bg_color": "#FDF3E0", "font_color": "#9A5B00"},
    "refused": {"bg_color": "#FBE9E7", "font_color": "#A3211B"},
    "skipped": {"bg_color": "#F4F6F5", "font_color": "#5D6B68"},
}  # never colour alone: the word stands in the cell


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: a code of `wording.sheets.RESULTS`, and why."""

    result: str
    problems: tuple[Problem, ...] = ()


def annotate(
    target: Path,
    workbook: Workbook,
    mapping: ListMapping,
    outcomes: Mapping[int, Outcome],
    *,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write the copy as xlsx, whatever the list was. `outcomes` go by the rows' Excel numbers.

    Rows keep their numbers and the columns their order, so that the copy can be mended and
    brought in again; other sheets are copied as they are. Text stays text, and identifiers are
    written as text even where the list had them as numbers. Looks, formulas and pictures of the
    list are not copied. Raises `SheetsFailure` or `Cancelled`.
    """
    with written(target) as pen:
        done = 0
        for sheet in workbook.sheets:
            paper = pen.sheet(sheet.name)
            mapped = sheet.name == mapping.sheet
            copy = _MappedCopy(pen, paper, mapping, outcomes) if mapped else _PlainCopy(pen, paper)
            copy.begin(sheet)
            for number, row in enumerate(sheet.rows, start=sheet.first_row):
                if done % _EVERY == 0 and cancelled():
                    raise Cancelled
                copy.row(number, row)
                done += 1
                if done % _EVERY == 0:
                    progress(done)
            if mapped:
                paper.activate()
        progress(done)


class _PlainCopy:
    """A sheet that is not the list."""

    def __init__(self, pen: Pen, paper: "Worksheet") -> None:
        self._pen = pen
        self._paper = paper

    def begin(self, sheet: Sheet) -> None:
        if sheet.hidden:
            self._paper.hide()

    def row(self, number: int, row: Row) -> None:
        for column, cell in enumerate(row):
            self._pen.put(self._paper, number - 1, column, cell)


class _MappedCopy:
    """The list, with result and reasons in front of each row."""

    def __init__(
        self,
        pen: Pen,
        paper: "Worksheet",
        mapping: ListMapping,
        outcomes: Mapping[int, Outcome],
    ) -> None:
        self._pen = pen
        self._paper = paper
        self._mapping = mapping
        self._outcomes = outcomes
        self._identifiers = {
            column
            for target, column in mapping.columns.items()
            if target.rpartition(".")[2] in ("nik", "kk", "old_kpj", "phone")
        }

    def begin(self, sheet: Sheet) -> None:
        self._paper.set_column(0, 0, 18)
        self._paper.set_column(1, 1, 60)
        self._paper.set_column(_ADDED, _ADDED + len(self._mapping.titles), 18)
        self._paper.freeze_panes(self._mapping.first_row - 1, _ADDED)

    def row(self, number: int, row: Row) -> None:
        top = number - 1
        if number == self._mapping.first_row - 1:
            self._pen.put(self._paper, top, 0, RESULT, **_HEADER)
            self._pen.put(self._paper, top, 1, REASON, **_HEADER)
        elif outcome := self._outcomes.get(number):
            look = _COLOURS[outcome.result]
            self._pen.put(self._paper, top, 0, RESULTS[outcome.result], **look)
            self._pen.put(self._paper, top, 1, _reasons(outcome.problems), **look, text_wrap=True)
        header = self._mapping.header_row <= number < self._mapping.first_row
        for column, cell in enumerate(row):
            if column in self._identifiers:
                cell = _digits(cell)
            self._pen.put(
                self._paper, top, column + _ADDED, cell, **(_HEADER if header and cell else {})
            )


def _reasons(problems: Sequence[Problem]) -> str:
    return "\n".join(reason(problem.field, sentence(problem)) for problem in problems)


def _digits(cell: Cell) -> Cell:
    """A number as the digits Excel showed, so that it is not rounded once more."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return str(int(cell)) if isinstance(cell, int) or cell.is_integer() else cell
