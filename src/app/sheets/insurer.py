"""The insurer's list as xlsx, every cell a text, and its answers read back."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from app.domain.cells import read_number_cell
from app.domain.insurer import Row, Said
from app.domain.kpj import read_kpj
from app.domain.nik import Nik
from app.domain.number import parse
from app.domain.refusal import Level, Problem, Refusal
from app.sheets.durable import result, workshop
from app.sheets.pen import EXCEL_ROWS, written
from app.sheets.profile import PENDING, InsurerProfile, ListColumn, Value
from app.sheets.rows import text_of
from app.sheets.vocabulary import key
from app.sheets.workbook import Cell, Sheet, Workbook

SEARCHED_ROWS = 20
"""How far down a header is looked for."""

_HEADER = {"bold": True, "bg_color": "#E3F1EE", "bottom": 1}
_WIDEST = 40


# -- out


def cells_of(
    profile: InsurerProfile, person: Mapping[str, Value]
) -> tuple[Sequence[str], tuple[Problem, ...]]:
    """The cells of one person, and all that keeps this person from the list.

    Nothing is cut off or left out to make somebody fit.
    """
    cells = [column.text(person.get(column.source)) for column in profile.columns]
    problems: list[Problem] = []
    for column, cell in zip(profile.columns, cells, strict=True):
        problems.extend(_problems(column, cell))
    return cells, tuple(problems)


def _problems(column: ListColumn, cell: str) -> Iterator[Problem]:
    facts: tuple[tuple[str, str | int], ...] = (("title", column.title),)
    if column.required and not cell:
        yield Problem("insurer.missing", column.source, facts=facts)
    if column.max_length and len(cell) > column.max_length:
        facts = (*facts, ("length", len(cell)), ("limit", column.max_length))
        yield Problem("insurer.too_long", column.source, facts=facts)


@contextmanager
def made(target: Path, profile: InsurerProfile, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write the list; the block runs when it is whole, and it stands at `target` when that is over.

    Gives the file's SHA-256. A block that raises leaves `target` as it was.
    """
    with workshop(target) as folder:
        whole = result(folder)
        with written(whole) as pen:
            paper = pen.sheet(profile.sheet)
            top = profile.header_row - 1
            paper.freeze_panes(top + 1, 0)
            for index, column in enumerate(profile.columns):
                width = min(max(len(column.title) + 2, column.max_length or 12), _WIDEST)
                paper.set_column(index, index, width)
                pen.put(paper, top, index, column.title, **_HEADER)
            for place, cells in enumerate(rows, top + 1):
                if place >= EXCEL_ROWS:
                    raise Refusal(Problem("insurer.too_many"))
                for index, cell in enumerate(cells):
                    pen.put(paper, place, index, cell)
        with whole.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield digest


# -- back


def read_answers(workbook: Workbook, profile: InsurerProfile) -> Sequence[Row]:
    """Every row of every sheet that has the columns of an answer.

    `Refusal` with `insurer.no_header` where no sheet has, `insurer.no_rows` where none has rows.
    """
    rows: list[Row] = []
    has_header = False
    for sheet in workbook.sheets:
        found = _header(sheet, profile)
        if found is not None:
            has_header = True
            number, columns = found
            rows.extend(_rows(sheet, number + 1, columns, profile, len(rows)))
    if not has_header:
        raise Refusal(Problem("insurer.no_header"))
    if not rows:
        raise Refusal(Problem("insurer.no_rows"))
    return rows


def _header(sheet: Sheet, profile: InsurerProfile) -> tuple[int, Mapping[str, int]] | None:
    for number in range(sheet.first_row, min(sheet.last_row, SEARCHED_ROWS) + 1):
        columns: dict[str, int] = {}
        for index, cell in enumerate(sheet.row(number)):
            title = key(cell) if isinstance(cell, str) else ""
            for name, titles in profile.titles.items():
                if title in titles:
                    columns.setdefault(name, index)
        if {"nik", "number"} & set(columns) and {"result", "kpj", "reason"} & set(columns):
            return number, columns
    return None


def _rows(
    sheet: Sheet, first: int, columns: Mapping[str, int], profile: InsurerProfile, before: int
) -> Iterator[Row]:
    place = before
    for number in range(first, sheet.last_row + 1):
        row = sheet.row(number)
        cells = {name: row[index] for name, index in columns.items() if index < len(row)}
        if any(text_of(cell) for cell in cells.values()):
            place += 1
            yield _Reader(cells, profile, has_results="result" in columns).row(
                place, sheet.name, number
            )


class _Reader:
    """Reads the cells of one row; what cannot be read is a problem, never a guess."""

    def __init__(
        self, cells: Mapping[str, Cell], profile: InsurerProfile, *, has_results: bool
    ) -> None:
        self._cells = cells
        self._profile = profile
        self._has_results = has_results
        self._problems: list[Problem] = []

    def row(self, place: int, sheet: str, number: int) -> Row:
        registered = self._number()
        nik = self._nik(needed=not registered)
        kpj = self._kpj()
        reason = self._text("reason")
        said = self._said(kpj, reason)
        start = self._day("start", needed=True)
        return Row(
            place=place,
            sheet=sheet,
            number_in_sheet=number,
            nik=nik,
            number=registered,
            name=self._text("name"),
            birth_date=self._day("birth_date", needed=False),
            said=said,
            # of a refusal it is a number that somebody has already, and no answer to our list
            kpj=kpj if said is Said.NUMBERED else "",
            start=start if said in (Said.NUMBERED, Said.ACCEPTED) else None,
            reason=" ".join(filter(None, (reason, kpj))) if said is Said.REFUSED else "",
            problems=tuple(self._problems),
        )

    def _text(self, name: str) -> str:
        return text_of(self._cells.get(name, ""))

    def _number(self) -> str:
        text = self._text("number")
        try:
            return parse(text).text if text else ""
        except Refusal:
            return ""  # the NIK says of whom it is; without one, that is what is told

    def _nik(self, *, needed: bool) -> str:
        text, problem = read_number_cell(self._cells.get("nik", ""), 16)
        if not text:
            problem = Problem("insurer.nobody")
        elif problem is None or problem.level is not Level.STOP:
            try:
                return Nik(text, date_confirmed=True).digits
            except Refusal as refusal:
                problem = refusal.problems[0]
        if needed:
            self._problems.append(problem.at("nik"))
        return ""

    def _kpj(self) -> str:
        text, problem = read_number_cell(self._cells.get("kpj", ""), 11)
        if problem is not None and problem.level is Level.STOP:
            self._problems.append(problem.at("kpj"))
            return ""
        try:
            found = read_kpj(text)
        except Refusal as refusal:
            self._problems.append(refusal.problems[0].at("kpj"))
            return ""
        return found.text if found else ""

    def _said(self, kpj: str, reason: str) -> Said | None:
        text = self._text("result")
        code = self._profile.said(text) if text else None
        if text and code is None:
            self._problems.append(Problem("insurer.word", "result"))
            return None
        if code == Said.REFUSED:
            return Said.REFUSED
        if kpj:
            return Said.NUMBERED
        if code is None and reason:
            if not self._has_results:  # a list of the refused has only their reasons
                return Said.REFUSED
            self._problems.append(Problem("insurer.no_word", "result"))
        return Said(code) if code and code != PENDING else None

    def _day(self, name: str, *, needed: bool) -> date | None:
        cell = self._cells.get(name, "")
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = text_of(cell)
        found = self._profile.day(text) if text else None
        if text.strip("-") and found is None and needed:
            self._problems.append(Problem("insurer.day", name))
        return found
