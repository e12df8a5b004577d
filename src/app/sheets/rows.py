"""The rows of a mapped list, read into drafts: what was typed, nothing mended, nothing lost."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Any

from app.domain.cells import read_number_cell
from app.domain.dates import read_date, write_date
from app.domain.draft import STATEMENTS, Draft, HeirDraft
from app.domain.refusal import Level, Problem, Refusal
from app.sheets.mapping import ListMapping
from app.sheets.vocabulary import BIRTH, RT_RW, SEX_FEMALE, SEX_MALE, Vocabulary
from app.sheets.workbook import Cell, Row, Sheet

_IDENTIFIERS = {"nik": 16, "kk": 16, "old_kpj": 11}
_DAYS = frozenset({"birth_date", "desil_date", "effective_date", "rt_letter_date"})
_CODES = frozenset({"sex", "marital_status", "relation", "school", "social_source"})
_ANSWERS = frozenset({"was_member", "no_family", "claimant", *STATEMENTS})

_EPOCH = date(1899, 12, 30)  # Excel's day 0, for every day after February 1900
_SERIALS = range(10_000, 80_000)  # 1927 to 2119; four digits are a year somebody typed
_DAY_WITHOUT_ZERO = range(1_011_900, 10_000_000)  # 4071980 was 04071980
_DIGITS = re.compile(r"[0-9]+")
_SIGNED_AT = re.compile(r"[^0-9]{3,40}[,. ]+([0-9]{1,2}|[._…]{2,}) *[A-Za-z._…]{2,} *[0-9._…]{4,}")
_DESIL = re.compile(r"(?<![0-9])0?([1-9]|10)(?![0-9])")
_AMOUNT = re.compile(r"(?:RP\.? *)?([0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+)(?:[.,](?:0{1,2}|-))?")
_SCALED = re.compile(r"(?:RP\.? *)?([0-9]{1,6})(?:[.,]([0-9]{1,3}))? *(JUTA|JT|RIBU|RB)\.?")
_SCALES = {"JUTA": 1_000_000, "JT": 1_000_000, "RIBU": 1_000, "RB": 1_000}
_IDENTIFIER_DIGITS = 10  # more than a day and a year have together
_MANY = 8  # so many cells are a person without a second look
_FEW = 3  # cells of a line below a list: what is signed, where, by whom


@dataclass(frozen=True, slots=True)
class Resolve:
    """Who knows the codes of places and occupations; None for a text they do not know."""

    kelurahan: Callable[[str, str], str | None]  # text, code of the kecamatan or ""
    kecamatan: Callable[[str], str | None]
    occupation: Callable[[str], str | None]


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class ListRow:
    """One person of the list."""

    number: int  # as Excel numbers it; of the first row, where the family stands below it
    draft: Draft
    problems: tuple[Problem, ...]  # met while reading; the rules have not been asked yet


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """All rows below a header, each of them in exactly one of these."""

    people: tuple[ListRow, ...]
    continued: tuple[int, ...] = ()  # rows with one more heir of the person above
    headings: tuple[int, ...] = ()  # the header again, or the line "1, 2, 3" below it
    footers: tuple[int, ...] = ()  # totals, signatures
    empty: int = 0  # nothing in the columns that are taken


def read_rows(
    sheet: Sheet, mapping: ListMapping, vocabulary: Vocabulary, resolve: Resolve
) -> Reading:
    """The people of the list in its order."""
    people: list[ListRow] = []
    continued: list[int] = []
    headings: list[int] = []
    footers: list[int] = []
    empty = 0
    reader = _Reader(mapping, vocabulary, resolve)
    for number in range(mapping.first_row, sheet.last_row + 1):
        row = sheet.row(number)
        if reader.is_empty(row):
            empty += 1
        elif reader.is_heading(row):
            headings.append(number)
        elif reader.is_footer(row, after_footer=bool(footers)):
            footers.append(number)
        elif people and not footers and reader.continues(row):
            people[-1] = reader.continued(people[-1], row)
            continued.append(number)
        else:
            people.append(reader.person(number, row))
    return Reading(tuple(people), tuple(continued), tuple(headings), tuple(footers), empty)


_Take = Callable[[str, Cell, dict[str, str], list[Problem]], None]
_Read = Callable[[str, Cell, list[Problem]], str]


class _Reader:
    """Reads rows by one mapping."""

    def __init__(self, mapping: ListMapping, vocabulary: Vocabulary, resolve: Resolve) -> None:
        self._vocabulary = vocabulary
        # the same few places and occupations come again in every row of a list
        self._kelurahan = lru_cache(maxsize=1_000)(resolve.kelurahan)
        self._kecamatan = lru_cache(maxsize=1_000)(resolve.kecamatan)
        self._occupation_code = lru_cache(maxsize=1_000)(resolve.occupation)
        self._titles = [title.casefold() for title in mapping.titles]
        self._own = {
            target: column for target, column in mapping.columns.items() if "." not in target
        }
        self._heirs: list[dict[str, int]] = [{} for _ in range(mapping.heirs)]
        for target, column in mapping.columns.items():
            if "." in target:
                _, index, name = target.split(".")
                self._heirs[int(index)][name] = column
        self._mapped = tuple(mapping.columns.values())
        # chosen once a list, not once a cell: 20,000 rows have half a million of those
        self._takers = [
            (target, column, self._taker(target)) for target, column in self._own.items()
        ]
        self._readers = {name: self._reader(name) for each in self._heirs for name in each}

    def is_empty(self, row: Row) -> bool:
        """Whether nothing is wanted of it: blank, or a running number typed ahead."""
        return all(_is_blank(self._cell(row, column)) for column in self._mapped)

    def is_heading(self, row: Row) -> bool:
        """The header once more on a new page, or the numbers of the columns below it."""
        return self._repeats_titles(row) or _numbers_columns(row)

    def is_footer(self, row: Row, *, after_footer: bool) -> bool:
        """A total, a place to sign, or the name of who signed below one."""
        if len(row) - row.count("") > _MANY:
            return False
        filled = [cell for cell in row if not _is_blank(cell)]
        if len(filled) > _FEW or any(_holds_identifier(cell) for cell in filled):
            return False
        if after_footer and len(filled) < _FEW:
            return True
        texts = [text_of(cell) for cell in filled if isinstance(cell, str)]
        if any(self._vocabulary.is_footer(text) for text in texts):
            return True
        # alone in its row, or it is the place and day of somebody's birth
        return len(filled) == 1 and any(_SIGNED_AT.fullmatch(text) for text in texts)

    def _repeats_titles(self, row: Row) -> bool:
        same = 0
        for column in self._mapped[:_FEW]:
            cell = self._cell(row, column)
            if not isinstance(cell, str) or text_of(cell).casefold() != self._titles[column]:
                return False
            same += 1
        return same == _FEW

    def continues(self, row: Row) -> bool:
        """Whether only the family stands in the row: one more heir of the person above."""
        if any(not _is_blank(self._cell(row, column)) for column in self._own.values()):
            return False
        return bool(self._heirs) and any(
            not _is_blank(self._cell(row, column)) for column in self._heirs[0].values()
        )

    def continued(self, person: ListRow, row: Row) -> ListRow:
        """The person with the heirs of this row as well."""
        problems = list(person.problems)
        heirs = self._family(row, problems, len(person.draft.heirs))
        draft = replace(person.draft, heirs=person.draft.heirs + heirs)
        return ListRow(person.number, draft, tuple(problems))

    def person(self, number: int, row: Row) -> ListRow:
        problems: list[Problem] = []
        typed: dict[str, str] = {}
        for target, column, take in self._takers:
            cell = self._cell(row, column)
            if not _is_blank(cell):
                take(target, cell, typed, problems)
        self._place(row, typed, problems)
        values: dict[str, Any] = typed
        draft = Draft(**values, heirs=self._family(row, problems, 0))
        return ListRow(number, draft, tuple(problems))

    def _cell(self, row: Row, column: int) -> Cell:
        return row[column] if column < len(row) else ""

    def _taker(self, target: str) -> _Take:
        """What puts a cell of the column into the fields it is about."""
        special: dict[str, _Take] = {
            "nik": self._nik,
            "occupation": self._occupation,
            "kecamatan": _later,
            "kelurahan": _later,
            BIRTH: self._birth,
            RT_RW: _rt_rw,
            SEX_MALE: self._ticked,
            SEX_FEMALE: self._ticked,
        }
        if target in special:
            return special[target]
        read = self._reader(target)

        def take(target: str, cell: Cell, typed: dict[str, str], problems: list[Problem]) -> None:
            typed[target] = read(target, cell, problems)

        return take

    def _reader(self, name: str) -> _Read:
        """What reads a cell of the field; asked with the place where a problem of it belongs."""
        if name in _IDENTIFIERS:
            return partial(self._identifier, _IDENTIFIERS[name])
        if name in _DAYS:
            return day_of
        if name in _ANSWERS:
            return partial(self._code, "answer")
        if name in _CODES:
            return partial(self._code, name)
        return {
            "rt": _padded,
            "rw": _padded,
            "desil": _desil,
            "income": _money,
            "wage_base": _money,
        }.get(name, self._text)

    def _text(self, at: str, cell: Cell, problems: list[Problem]) -> str:
        text = text_of(cell)
        return "" if self._vocabulary.is_empty(text) else text

    def _nik(self, target: str, cell: Cell, typed: dict[str, str], problems: list[Problem]) -> None:
        if isinstance(cell, str) and cell.strip()[:1].isalpha():
            typed["nik_status"] = self._vocabulary.word("nik_status", cell) or ""
        if not typed.get("nik_status"):
            typed["nik"] = self._identifier(_IDENTIFIERS["nik"], target, cell, problems)

    def _identifier(self, length: int, at: str, cell: Cell, problems: list[Problem]) -> str:
        if isinstance(cell, str) and self._vocabulary.is_empty(cell):
            return ""
        text, problem = read_number_cell(cell, length)
        if problem is not None:
            problems.append(problem.at(at))
        return "" if text == "0" else text  # "0" is how lists write "none"

    def _code(self, subject: str, at: str, cell: Cell, problems: list[Problem]) -> str:
        text = text_of(cell)
        code = self._vocabulary.word(subject, text)
        if code is None and not self._vocabulary.is_empty(text):
            problems.append(Problem(f"list.{subject}", at, Level.WARN))
        return code or ""

    def _birth(
        self, target: str, cell: Cell, typed: dict[str, str], problems: list[Problem]
    ) -> None:
        """Place and day in one cell: "Samarinda, 04-07-1980"."""
        if not isinstance(cell, str):
            typed["birth_date"] = day_of("birth_date", cell, problems)
            return
        text = text_of(cell)
        digit = _DIGITS.search(text)
        day_at = digit.start() if digit else len(text)
        typed["birth_place"] = text[:day_at].strip(" ,;/:.-")
        typed["birth_date"] = day_of("birth_date", text[day_at:], problems) if digit else ""

    def _ticked(
        self, target: str, cell: Cell, typed: dict[str, str], problems: list[Problem]
    ) -> None:
        if typed.get("sex"):  # a tick under both
            typed["sex"] = ""
            problems.append(Problem("list.sex", "sex", Level.WARN))
        elif cell not in ("-", 0, False):
            typed["sex"] = "male" if target == SEX_MALE else "female"

    def _occupation(
        self, target: str, cell: Cell, typed: dict[str, str], problems: list[Problem]
    ) -> None:
        text = text_of(cell)
        if self._vocabulary.is_empty(text):
            return
        if code := self._occupation_code(text):
            typed["occupation"] = code
        else:
            # kept as the clerk would type it beside "lainnya"
            typed.setdefault("occupation_detail", text)
            problems.append(Problem("list.occupation", target, Level.WARN))

    def _place(self, row: Row, typed: dict[str, str], problems: list[Problem]) -> None:
        named = {
            name: text_of(self._cell(row, self._own[name])) if name in self._own else ""
            for name in ("kecamatan", "kelurahan")
        }
        kecamatan = kelurahan = ""
        if named["kecamatan"] and not self._vocabulary.is_empty(named["kecamatan"]):
            kecamatan = self._kecamatan(named["kecamatan"]) or ""
            if not kecamatan:
                problems.append(Problem("list.kecamatan", "kecamatan", Level.WARN))
        if named["kelurahan"] and not self._vocabulary.is_empty(named["kelurahan"]):
            kelurahan = self._kelurahan(named["kelurahan"], kecamatan) or ""
            if not kelurahan:
                problems.append(Problem("list.kelurahan", "kelurahan", Level.WARN))
        typed["kecamatan"] = kecamatan or kelurahan.rpartition(".")[0]
        typed["kelurahan"] = kelurahan

    def _family(self, row: Row, problems: list[Problem], first: int) -> tuple[HeirDraft, ...]:
        """The heirs of the row; those without any cell are left out and not counted."""
        heirs: list[HeirDraft] = []
        for columns in self._heirs:
            index = first + len(heirs)
            found: list[Problem] = []
            typed = {
                name: self._readers[name](f"heirs.{index}.{name}", cell, found)
                for name, column in columns.items()
                if not _is_blank(cell := self._cell(row, column))
            }
            if any(typed.values()) or found:
                heirs.append(HeirDraft(**typed))
                problems += found
        return tuple(heirs)


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and (not cell or cell.isspace())


def text_of(cell: Cell) -> str:
    """What a cell shows, on one line; capitals stay as typed."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return write_date(cell.date())
    if isinstance(cell, date):
        return write_date(cell)
    if isinstance(cell, time):
        return cell.strftime("%H.%M")
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def day_of(at: str, cell: Cell, problems: list[Problem]) -> str:
    """A day as clerks type it; a text that is none stays as it is, for the rules to refuse."""
    if isinstance(cell, datetime):
        return write_date(cell.date())
    if isinstance(cell, date):
        return write_date(cell)
    text = text_of(cell)
    if not isinstance(cell, bool) and _DIGITS.fullmatch(text):
        number = int(text) if len(text) < 9 else 0
        if number in _SERIALS:
            problems.append(Problem("list.date_serial", at, Level.NOTE))
            return write_date(_EPOCH + timedelta(days=number))
        if number in _DAY_WITHOUT_ZERO and len(text) == 7:
            text = f"0{text}"
    try:
        return write_date(read_date(text))
    except Refusal:
        return text


def _rt_rw(target: str, cell: Cell, typed: dict[str, str], problems: list[Problem]) -> None:
    """Both in one cell: "007/003" or "RT 07 RW 03"."""
    if not isinstance(cell, str | int | float):
        # Excel takes 7/3 for the 7th of March or the 3rd of July: nobody can tell any more
        problems.append(Problem("list.rt_rw_date", "rt", Level.WARN))
        return
    text = text_of(cell)
    numbers = _DIGITS.findall(text)
    if len(numbers) == 1 and "RW" in text.upper() and "RT" not in text.upper():
        typed["rw"] = _three(numbers[0])
    elif 1 <= len(numbers) <= 2:
        typed["rt"] = _three(numbers[0])
        if len(numbers) == 2:
            typed["rw"] = _three(numbers[1])
    elif any(sign.isalnum() for sign in text):
        typed["rt"] = text


def _later(target: str, cell: Cell, typed: dict[str, str], problems: list[Problem]) -> None:
    """Kecamatan and kelurahan are read together, when the row is done."""


def _padded(at: str, cell: Cell, problems: list[Problem]) -> str:
    return _three(text_of(cell))


def _three(text: str) -> str:
    """007 for "7", "07", "RT 07": as the KTP prints it."""
    numbers = _DIGITS.findall(text)
    return numbers[0].zfill(3) if len(numbers) == 1 and len(numbers[0]) <= 3 else text.strip("-")


def _desil(at: str, cell: Cell, problems: list[Problem]) -> str:
    text = text_of(cell)
    found = _DESIL.search(text)
    return found.group(1) if found else text.strip("-")


def _money(at: str, cell: Cell, problems: list[Problem]) -> str:
    """Whole rupiah as digits; an amount that cannot be read stays as it is."""
    if isinstance(cell, float) and math.isfinite(cell):
        return str(round(cell))
    text = text_of(cell)
    typed = text.upper()
    if found := _AMOUNT.fullmatch(typed):
        return "".join(_DIGITS.findall(found.group(1)))
    if found := _SCALED.fullmatch(typed):
        whole, part, word = found.groups()
        scale = _SCALES[word]
        return str(int(whole) * scale + int((part or "0").ljust(3, "0")) * scale // 1_000)
    return text.strip("-")


def _numbers_columns(row: Row) -> bool:
    """The line below a header that numbers the columns: 1, 2, 3 or (1), (2), (3)."""
    expected = 1
    for cell in row:
        if _is_blank(cell):
            continue
        if text_of(cell).strip("()") != str(expected):
            return False
        expected += 1
    return expected > _FEW


def _holds_identifier(cell: Cell) -> bool:
    return len("".join(_DIGITS.findall(text_of(cell)))) >= _IDENTIFIER_DIGITS
