"""Which column of a list holds which field: found by itself, changed by the clerk, kept by name."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.sheets.vocabulary import BIRTH, COMBINED, IGNORED, Title, Vocabulary, key
from app.sheets.workbook import Cell, Sheet, Workbook

SEARCHED_ROWS = 20
"""How far down a header is looked for; below that the clerk is asked."""

HEIRS = 12
"""Members of a family that a list may have columns for."""

_EITHERS = ("nik", "birth_date", BIRTH, "sex")
"""Right of an heir these may be the heir's or the worker's: left to the clerk, never guessed."""

_ENOUGH = 3  # columns known, one of them NIK or name: a title line above a list has fewer


@dataclass(frozen=True, slots=True)
class ListMapping:
    """Where a list's fields stand.

    Targets are names of `Draft` fields, `heirs.0.name` for those of the family, or one of
    `COMBINED`; columns count from 0, rows as Excel does.
    """

    sheet: str
    header_row: int
    titles: tuple[str, ...]
    columns: Mapping[str, int]
    header_height: int = 1  # 2 where a group stands above its columns
    ignored: frozenset[int] = field(default_factory=frozenset)  # known, and not wanted

    @property
    def first_row(self) -> int:
        """The first row below the header."""
        return self.header_row + self.header_height

    @property
    def unmatched(self) -> tuple[int, ...]:
        """The columns with a title that nothing is taken from, and that are not known as such."""
        taken = set(self.columns.values())
        return tuple(
            index
            for index, title in enumerate(self.titles)
            if title and index not in taken and index not in self.ignored
        )

    @property
    def fingerprint(self) -> str:
        """The same for every list with the same titles, wherever its header stands."""
        return _fingerprint(self.titles)

    @property
    def heirs(self) -> int:
        """How many members of the family the list has columns for."""
        indexes = [int(target.split(".")[1]) for target in self.columns if "." in target]
        return max(indexes, default=-1) + 1

    def with_column(self, target: str, column: int | None) -> Self:
        """The mapping with `target` taken from `column`, or from none; a column serves once."""
        if not is_target(target):
            raise ValueError(target)
        columns = {
            name: index
            for name, index in self.columns.items()
            if name != target and index != column
        }
        if column is not None:
            columns[target] = column
        return replace(self, columns=columns)

    def to_plain(self) -> dict[str, Any]:
        """As plain values for JSON: a profile the clerk keeps by a name. Holds no person."""
        return {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "header_height": self.header_height,
            "titles": list(self.titles),
            "columns": dict(self.columns),
            "ignored": sorted(self.ignored),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read what `to_plain` wrote; a field that is gone since then is left out."""
        return cls(
            sheet=str(plain["sheet"]),
            header_row=int(plain["header_row"]),
            titles=tuple(map(str, plain["titles"])),
            columns={
                target: int(index)
                for target, index in plain["columns"].items()
                if is_target(target)
            },
            header_height=int(plain["header_height"]),
            ignored=frozenset(map(int, plain["ignored"])),
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found: a mapping, and the name of the profile it comes from, "" for none."""

    mapping: ListMapping
    profile: str = ""


def is_target(target: str) -> bool:
    """Whether a column can be mapped to `target`."""
    head, dot, rest = target.partition(".")
    if not dot:
        return target in TEXT_FIELDS or target in COMBINED
    index, _, name = rest.partition(".")
    return head == "heirs" and index.isdecimal() and int(index) < HEIRS and name in HEIR_FIELDS


def propose(
    workbook: Workbook,
    vocabulary: Vocabulary,
    profiles: Mapping[str, ListMapping] | None = None,
    enough: int = _ENOUGH,
) -> Proposal | None:
    """The list in `workbook` and its columns; None where the clerk has to show the header.

    A header has at least `enough` known columns, one of them NIK or name. A profile whose titles
    stand in the file wins over whatever would be found by itself.
    """
    by_fingerprint = {
        mapping.fingerprint: (name, mapping) for name, mapping in (profiles or {}).items()
    }
    best: tuple[tuple[int, int], ListMapping] | None = None
    for sheet in sorted(workbook.sheets, key=lambda each: each.hidden):
        for row, height in _candidates(sheet):
            titles = tuple(_title(*pair) for pair in _header(sheet, row, height))
            if found := by_fingerprint.get(_fingerprint(titles)):
                name, kept = found
                known = replace(kept, sheet=sheet.name, header_row=row, header_height=height)
                return Proposal(known, name)
            mapping = map_header(sheet, row, vocabulary, height)
            score = _score(mapping), -height  # a title line above adds nothing: stay without it
            if score[0] >= enough and (best is None or score > best[0]):
                best = score, mapping
    return Proposal(best[1]) if best else None


def map_header(sheet: Sheet, row: int, vocabulary: Vocabulary, height: int = 1) -> ListMapping:
    """The columns below a header that is known to stand in `row` (the clerk may have shown it)."""
    pairs = _header(sheet, row, height)
    columns: dict[str, int] = {}
    ignored: set[int] = set()
    heir = _HeirColumns(columns)
    for index, (group, text) in enumerate(pairs):
        if group and not text and columns.get(BIRTH) == index - 1:
            # one merged title over two columns: the place stands in the first, the day here
            columns["birth_place"] = columns.pop(BIRTH)
            columns["birth_date"] = index
            continue
        title = _meaning(vocabulary, group, text)
        if title is None:
            continue
        if title.field == IGNORED:
            ignored.add(index)
        elif title.of_heir:
            heir.take(title.field, title.number, index)
        elif title.field not in columns:
            if not (heir.begun and title.field in _EITHERS):
                columns[title.field] = index
        elif heir.begun and vocabulary.is_heir_field(title.field):
            # "Nama | NIK | Ahli waris | NIK": the second NIK stands beside the heir's name
            heir.take(title.field, title.number, index)
    return ListMapping(
        sheet=sheet.name,
        header_row=row,
        titles=tuple(_title(*pair) for pair in pairs),
        columns=columns,
        header_height=height,
        ignored=frozenset(ignored),
    )


class _HeirColumns:
    """Gives the columns of the family to its members, from left to right."""

    def __init__(self, columns: dict[str, int]) -> None:
        self._columns = columns
        self._current = -1

    @property
    def begun(self) -> bool:
        return self._current >= 0

    def take(self, name: str, number: int | None, column: int) -> None:
        if number is not None:
            self._current = number - 1
        elif self._current < 0:
            self._current = 0
        while f"heirs.{self._current}.{name}" in self._columns:
            if number is not None:
                return  # the same title twice: left for the clerk to decide
            self._current += 1
        if self._current < HEIRS:
            self._columns[f"heirs.{self._current}.{name}"] = column


def _meaning(vocabulary: Vocabulary, group: str, text: str) -> Title | None:
    if not text:
        return None
    return vocabulary.title(text, group) or (vocabulary.title(text) if group else None)


def _score(mapping: ListMapping) -> int:
    if not {"nik", "name"} & mapping.columns.keys():
        return 0
    return len(mapping.columns)


def _candidates(sheet: Sheet) -> Iterator[tuple[int, int]]:
    for number in range(sheet.first_row, min(sheet.last_row, SEARCHED_ROWS) + 1):
        if any(_text(cell) for cell in sheet.row(number)):
            yield number, 1
            if any(_text(cell) for cell in sheet.row(number + 1)):
                yield number, 2


def _header(sheet: Sheet, row: int, height: int) -> list[tuple[str, str]]:
    """Group and title of each column. A cell merged to the right gives ("its text", "")."""
    upper = [_text(cell) for cell in sheet.row(row)]
    lower = [_text(cell) for cell in sheet.row(row + 1)] if height == 2 else []
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    groups = _groups(sheet, row, upper, lower)
    return [
        (group, text) if text else (("", own) if own else (group, ""))
        for group, own, text in zip(groups, upper, lower, strict=True)
    ]


def _groups(sheet: Sheet, row: int, upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper line with each text repeated over the columns it stands above."""
    groups = list(upper)
    for span in sheet.spans or ():
        if span.top <= row <= span.bottom and span.right < len(groups):
            for index in range(span.left + 1, span.right + 1):
                groups[index] = groups[span.left]
    for index in range(1, len(groups)):
        # not every list merges: a title over nothing goes on, where a lower one stands below it
        if not groups[index] and lower[index] and lower[index - 1]:
            groups[index] = groups[index - 1]
    return groups


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if isinstance(cell, str) else ""


def _title(group: str, text: str) -> str:
    return f"{group} / {text}" if group and text and group != text else text or group


def _fingerprint(titles: Iterable[str]) -> str:
    kept = [key(title) for title in titles]
    while kept and not kept[-1]:
        kept.pop()
    return hashlib.sha256("\x1f".join(kept).encode()).hexdigest()[:16] if kept else ""
