"""A list that was opened: its cells, and which column is taken for which field."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.domain.refusal import Problem, Refusal
from app.sheets.failure import SheetsFailure, named_for_reading
from app.sheets.mapping import HEIRS, ListMapping, map_header, propose
from app.sheets.read import read
from app.sheets.rows import text_of
from app.sheets.vocabulary import BIRTH, COMBINED, RT_RW, SEX_FEMALE, SEX_MALE, Vocabulary, key
from app.sheets.workbook import Sheet, Workbook

SAMPLES = 3
"""Cells of a column that are shown beside its title."""

SEARCHED = 200
"""Rows in which samples are looked for: an empty column is not read to its end."""

LONGEST_NAME = 60

_FILLS = {
    BIRTH: ("birth_place", "birth_date"),
    RT_RW: ("rt", "rw"),
    SEX_MALE: ("sex",),
    SEX_FEMALE: ("sex",),
}

_NOT_OFFERED = frozenset({"nik_status", "mother_unknown", "wage_base", "kecamatan"})
"""Told by other columns, or never in a list; a profile may still have them."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds people
class OpenedList:
    """A file as it was read, and what is taken from where."""

    name: str  # of the file without folder and ending: what the batch is called unless renamed
    file_hash: str
    workbook: Workbook
    mapping: ListMapping | None  # None: no header was found, so the clerk has to show it
    profile: str = ""  # the kept mapping it is, or was made from

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets with something in them."""
        return tuple(each.name for each in self.workbook.sheets)


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it shows people
class ListColumn:
    """One column of the list, as the clerk decides about it."""

    index: int
    letter: str  # as Excel calls it
    title: str
    samples: tuple[str, ...]
    target: str  # "" = nothing is taken from it
    is_known: bool  # a running number, an age: known, and not wanted


def open_list(
    path: Path,
    vocabulary: Vocabulary,
    profiles: Mapping[str, ListMapping],
    cancelled: Callable[[], bool] = lambda: False,
) -> OpenedList:
    """Read the file and find the list in it. `SheetsFailure` names what is wrong with the file."""
    workbook = read(path, cancelled=cancelled)
    with named_for_reading(), path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    found = propose(workbook, vocabulary, profiles)
    return OpenedList(
        name=" ".join(path.stem.split())[:LONGEST_NAME],
        file_hash=digest,
        workbook=workbook,
        mapping=found.mapping if found else None,
        profile=found.profile if found else "",
    )


def with_header(opened: OpenedList, sheet: str, row: int, vocabulary: Vocabulary) -> OpenedList:
    """The header stands in `row` of `sheet`, whatever was found before."""
    found = opened.workbook.sheet(sheet)
    if found is None or not found.first_row <= row <= found.last_row:
        raise Refusal(Problem("import.header", facts=(("row", row),)))
    return replace(opened, mapping=map_header(found, row, vocabulary), profile="")


def with_target(opened: OpenedList, column: int, target: str) -> OpenedList:
    """Take `target` from `column`; "" takes nothing from it. A field comes from one column."""
    mapping = mapping_of(opened)
    for held, index in mapping.columns.items():
        if index == column:
            mapping = mapping.with_column(held, None)
    if target:
        mapping = mapping.with_column(target, column)
    ignored = mapping.ignored - {column} if target else mapping.ignored | {column}
    return replace(opened, mapping=replace(mapping, ignored=ignored))


def with_profile(opened: OpenedList, name: str, profile: ListMapping) -> OpenedList:
    """The columns of a kept mapping, found in this list by their titles.

    Refused where none of them is here, or neither NIK nor name would be.
    """
    mapping = mapping_of(opened)
    places = {key(title): index for index, title in reversed(list(enumerate(mapping.titles)))}
    columns = {
        target: places[title]
        for target, index in profile.columns.items()
        if index < len(profile.titles) and (title := key(profile.titles[index])) in places
    }
    if not {"nik", "name"} & columns.keys():
        raise Refusal(Problem("import.profile_other"))
    known = {key(profile.titles[index]) for index in profile.ignored if index < len(profile.titles)}
    ignored = frozenset(index for title, index in places.items() if title in known)
    return replace(opened, mapping=replace(mapping, columns=columns, ignored=ignored), profile=name)


def columns_of(opened: OpenedList) -> tuple[ListColumn, ...]:
    """Every column that has a title or is taken, from left to right."""
    mapping = mapping_of(opened)
    sheet = sheet_of(opened)
    targets = {index: target for target, index in mapping.columns.items()}
    return tuple(
        ListColumn(
            index=index,
            letter=letter_of(index),
            title=title,
            samples=_samples(sheet, mapping.first_row, index),
            target=targets.get(index, ""),
            is_known=index in mapping.ignored,
        )
        for index, title in enumerate(mapping.titles)
        if title or index in targets
    )


def targets_of(opened: OpenedList) -> tuple[str, ...]:
    """All that a column can be taken for: the paper's order, then one more heir than there is."""
    mapping = mapping_of(opened)
    own = [each for each in TEXT_FIELDS if each not in _NOT_OFFERED or each in mapping.columns]
    heirs = range(min(HEIRS, mapping.heirs + 1))
    return (*own, *COMBINED, *(f"heirs.{each}.{name}" for each in heirs for name in HEIR_FIELDS))


def lacking_of(opened: OpenedList, required: Sequence[str]) -> tuple[str, ...]:
    """Of the `required` fields those that no column of the list fills."""
    taken = set(mapping_of(opened).columns)
    for combined, fields in _FILLS.items():
        if combined in taken:
            taken.update(fields)
    if any(target.startswith("heirs.") for target in taken) or "no_family" in taken:
        taken.add("heirs")
    return tuple(name for name in required if name not in taken)


def mapping_of(opened: OpenedList) -> ListMapping:
    """The mapping; `Refusal` where no header is known."""
    if opened.mapping is None:
        raise Refusal(Problem("import.no_header"))
    return opened.mapping


def sheet_of(opened: OpenedList) -> Sheet:
    """The sheet with the list."""
    sheet = opened.workbook.sheet(mapping_of(opened).sheet)
    if sheet is None:  # only a mapping of another file could name a sheet that is not there
        raise SheetsFailure("sheets.no_cells")
    return sheet


def letter_of(column: int) -> str:
    """0 as A, 26 as AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _samples(sheet: Sheet, first: int, column: int) -> tuple[str, ...]:
    found: list[str] = []
    for number in range(first, min(sheet.last_row, first + SEARCHED) + 1):
        row = sheet.row(number)
        text = text_of(row[column]) if column < len(row) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == SAMPLES:
            break
    return tuple(found)
