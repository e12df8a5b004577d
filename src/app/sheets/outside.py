"""Lists from outside the programme, each kind by a profile: other funders' people, and answers.

A profile is a TOML file under `elsewhere/` or `checks/` of the nation's data or the city's; a
city's file takes the place of a national one of the same name.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from app.domain.cells import read_number_cell
from app.domain.checks import ANSWERS, CheckKind
from app.domain.dates import read_date
from app.domain.names import clean_name
from app.domain.number import parse
from app.domain.reference import DEFAULT_CITY, NATIONAL, ReferenceFailure
from app.domain.refusal import Level, Problem, Refusal
from app.sheets.mapping import propose
from app.sheets.rows import ListRow, Resolve, day_of, read_rows, text_of
from app.sheets.vocabulary import Vocabulary, key
from app.sheets.workbook import Cell, Sheet, Workbook

ELSEWHERE, CHECKS = "elsewhere", "checks"
"""The folders of the profiles."""

SEARCHED_ROWS = 20
"""How far down a header is looked for."""

_FIELDS = ("number", "nik", "name", "answer", "date")
_DESIL = re.compile(r"(?:DESIL )?0?([1-9]|10)")


@dataclass(frozen=True, slots=True)
class ListProfile:
    """How one funder's list is read; titles that every list has need not stand in it."""

    code: str  # name of the file
    source: str
    label: str
    columns: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_plain(cls, code: str, plain: Mapping[str, Any]) -> Self:
        columns = {field: tuple(titles) for field, titles in plain.get("columns", {}).items()}
        return cls(code, str(plain["source"]), str(plain["label"]), columns)


@dataclass(frozen=True, slots=True)
class CheckProfile:
    """How a file of answers is read: its columns, and what its words mean."""

    code: str
    check: CheckKind
    label: str
    source: str  # who says so
    columns: Mapping[str, frozenset[str]]
    words: Mapping[str, str]

    @classmethod
    def from_plain(cls, code: str, plain: Mapping[str, Any]) -> Self:
        check = CheckKind(plain["check"])
        columns = {field: frozenset(map(key, titles)) for field, titles in plain["columns"].items()}
        if strange := set(columns) - set(_FIELDS):
            raise ValueError(f"fields that are none: {sorted(strange)}")
        if strange := set(plain.get("answers", {})) - set(ANSWERS[check]):
            raise ValueError(f"answers that are none: {sorted(strange)}")
        words = {
            key(word): value for value, said in plain.get("answers", {}).items() for word in said
        }
        return cls(code, check, str(plain["label"]), str(plain["source"]), columns, words)

    def value(self, cell: Cell) -> str | None:
        """What a cell answers; None where the word is not known."""
        said = key(text_of(cell))
        if (known := self.words.get(said)) is not None:
            return known
        if self.check is CheckKind.DESIL and (found := _DESIL.fullmatch(said)):
            return found.group(1)
        return None


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class AnswerRow:
    """One row of a file of answers."""

    row: int
    number: str
    nik: str
    name: str
    value: str | None
    as_of: str  # 2026-11-01, "" where the file does not say
    problem: Problem | None = None  # why it cannot be used


_Profile = TypeVar("_Profile", ListProfile, CheckProfile)


def list_profiles(resources: Path) -> Mapping[str, ListProfile]:
    """By code; `ReferenceFailure` where a file is damaged."""
    return _load(resources, ELSEWHERE, ListProfile.from_plain)


def check_profiles(resources: Path) -> Mapping[str, CheckProfile]:
    """By code; `ReferenceFailure` where a file is damaged."""
    return _load(resources, CHECKS, CheckProfile.from_plain)


def _load(
    resources: Path, kind: str, made: Callable[[str, Mapping[str, Any]], _Profile]
) -> dict[str, _Profile]:
    found: dict[str, _Profile] = {}
    for folder in (resources / NATIONAL / kind, resources / DEFAULT_CITY / kind):
        for path in sorted(folder.glob("*.toml")):
            try:
                found[path.stem] = made(path.stem, tomllib.loads(path.read_text("utf-8")))
            except (OSError, LookupError, ValueError, TypeError, AttributeError) as error:
                raise ReferenceFailure("reference.damaged", path.name) from error
    return found


def people_of(
    workbook: Workbook, profile: ListProfile, vocabulary: Vocabulary, resolve: Resolve
) -> tuple[ListRow, ...]:
    """Everybody in a funder's list; `Refusal` with `import.no_header` or `import.no_rows`."""
    own = vocabulary.with_titles(profile.columns)
    found = propose(workbook, own, enough=1)  # somebody has said what list this is
    sheet = workbook.sheet(found.mapping.sheet) if found else None
    if found is None or sheet is None or set(found.mapping.columns) == {"name"}:
        raise Refusal(Problem("import.no_header"))
    people = read_rows(sheet, found.mapping, own, resolve).people
    if not people:
        raise Refusal(Problem("import.no_rows"))
    return people


def answers_of(workbook: Workbook, profile: CheckProfile) -> tuple[AnswerRow, ...]:
    """Every row that answers; `Refusal` with `checks.no_header` or `import.no_rows`."""
    for sheet in sorted(workbook.sheets, key=lambda each: each.hidden):
        last = min(sheet.last_row, sheet.first_row + SEARCHED_ROWS)
        for number in range(sheet.first_row, last + 1):
            columns = _columns(sheet, number, profile)
            if "answer" in columns and {"nik", "number"} & set(columns):
                rows = tuple(_answers(sheet, number + 1, columns, profile))
                if not rows:
                    raise Refusal(Problem("import.no_rows"))
                return rows
    raise Refusal(Problem("checks.no_header"))


def _columns(sheet: Sheet, row: int, profile: CheckProfile) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(sheet.row(row)):
        title = key(cell) if isinstance(cell, str) else ""
        for field, titles in profile.columns.items():
            if title and title in titles:
                found.setdefault(field, index)
    return found


def _answers(
    sheet: Sheet, first: int, columns: Mapping[str, int], profile: CheckProfile
) -> Iterator[AnswerRow]:
    for number in range(first, sheet.last_row + 1):
        row = sheet.row(number)
        cells = {field: row[index] if index < len(row) else "" for field, index in columns.items()}
        said = {field: text_of(cell) for field, cell in cells.items()}
        if said.get("nik") or said.get("number"):
            yield _answer(number, cells, said, profile)


def _answer(
    number: int, cells: Mapping[str, Cell], said: Mapping[str, str], profile: CheckProfile
) -> AnswerRow:
    problems: list[Problem] = []
    nik, problem = read_number_cell(cells.get("nik", ""), 16)
    if problem is not None and problem.level is Level.STOP:
        problems.append(problem.at("nik"))
    registered = said.get("number", "")
    if registered:
        try:
            registered = parse(registered).text
        except Refusal as refusal:
            problems.append(refusal.problems[0].at("number"))
    value = profile.value(cells["answer"])
    if value is None:
        problems.append(Problem("checks.answer", "answer"))
    as_of = ""
    if said.get("date"):
        try:
            as_of = read_date(day_of("date", cells["date"], [])).isoformat()
        except Refusal as refusal:
            problems.append(refusal.problems[0].at("date"))
    return AnswerRow(
        row=number,
        number=registered,
        nik=nik,
        name=clean_name(said.get("name", "")),
        value=value,
        as_of=as_of,
        problem=problems[0] if problems else None,
    )
