"""Everything held about one person, on paper, for that person (UU 27/2022)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import KeepTogether, Spacer  # type: ignore[import-untyped]

from app.domain.card import Letterhead, without_whole_numbers
from app.papers.page import (
    A4,
    BODY_BOLD,
    HEADING,
    LABEL,
    NOTE,
    NUMBER,
    SMALL,
    STRONG,
    TITLE,
    field,
    table,
    text,
    write,
)
from app.papers.typeset import load_fonts
from app.wording import names
from app.wording import papers as wording
from app.wording.catalogue import day, long_day
from app.wording.labels import label

_MARGIN = 16.0
_WIDTH = 210.0 - 2 * _MARGIN

_SECTIONS = {
    "identity": (
        "nik", "nik_status", "name", "birth_place", "birth_date", "sex", "mother_name",
        "mother_unknown", "kk", "marital_status",
    ),
    "address": (
        "address", "rt", "rw", "kecamatan", "kelurahan", "other_region", "domicile", "phone",
        "email",
    ),
    "work": (
        "occupation", "occupation_detail", "ktp_occupation", "workplace", "work_hours", "income",
        "wage_base", "was_member", "old_kpj", "social_source", "desil", "desil_date",
        "disability", "effective_date", "rt_letter_number", "rt_letter_date",
    ),
    "statements": (
        "still_working", "not_ill", "not_civil_servant", "not_covered_elsewhere", "purpose_told",
        "no_family",
    ),
}  # fmt: skip
"""Fields by section; whatever is held and stands in none comes under "other"."""

Fields = tuple[tuple[str, str], ...]
"""Names of fields with what they hold, already in words: a place's name, not its code."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a person
class SheetHeir:
    """One member of the family: fields of `domain.draft.HeirDraft`, and the rank by law."""

    fields: Fields
    rank: int | None


@dataclass(frozen=True, slots=True)
class SheetRevision:
    """One version of the registration, in short."""

    number: int
    made_at: datetime
    made_by: str
    state: str  # code of `domain.states.RevisionState`
    changed: tuple[str, ...]  # fields, as `domain.refusal.Problem` names them


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a person
class DataSheet:
    """What is held about one person. Whole NIK and KK are masked when it is written."""

    number: str
    name: str
    fields: Fields
    heirs: tuple[SheetHeir, ...]
    revisions: tuple[SheetRevision, ...]
    printed_on: date
    printed_by: str


def write_data_sheet(
    sheet: DataSheet, out: BinaryIO, letterhead: Letterhead, resources: Path
) -> int:
    """Write the sheet as a PDF; returns the number of pages. Raises `PapersFailure`."""
    load_fonts(resources)
    printed = wording.PRINTED_BY.format(
        clerk=sheet.printed_by, office=letterhead.office, day=long_day(sheet.printed_on)
    )
    who = [field(wording.CARD_NAME, sheet.name, STRONG)]
    who.append(field(wording.RECEIPT_NUMBER, sheet.number, NUMBER))
    story = [
        text(wording.DATA_SHEET, TITLE),
        Spacer(0, 3),
        text(wording.DATA_SHEET_NOTE, NOTE),
        Spacer(0, 5),
        table([who], [_WIDTH * 0.6, _WIDTH * 0.4]),
        *_sections(sheet.fields),
        *_family(sheet.heirs),
        *_history(sheet.revisions),
        Spacer(0, 8),
        text(printed, NOTE),
    ]
    foot = wording.FOOT.format(number=sheet.number, day=day(sheet.printed_on))
    return write(story, out, A4, _MARGIN, letterhead, resources, wording.DATA_SHEET, foot)


def _sections(fields: Fields) -> Iterable[Any]:
    held = dict(fields)
    placed = {name for members in _SECTIONS.values() for name in members}
    rest = tuple(name for name in held if name not in placed)
    for section, members in (*_SECTIONS.items(), ("other", rest)):
        shown = [(label(name), held[name]) for name in members if name in held]
        if shown:
            yield text(wording.SECTIONS[section], HEADING)
            yield _in_columns(shown, 3)


def _in_columns(shown: Sequence[tuple[str, str]], columns: int) -> Any:
    """Labels with their values, side by side in the order of the paper."""
    cells: list[Any] = [field(name, without_whole_numbers(value)) for name, value in shown]
    cells += [""] * (-len(cells) % columns)
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    return table(rows, [_WIDTH / columns] * columns, lines=True)


def _family(heirs: Sequence[SheetHeir]) -> Iterable[Any]:
    yield text(wording.HEIRS, HEADING)
    if not heirs:
        yield text(wording.NO_HEIRS, SMALL)
    for position, heir in enumerate(heirs, 1):
        shown = [(label(f"heirs.0.{name}"), value) for name, value in heir.fields]
        title = f"{wording.member(position)} · {wording.rank(heir.rank)}"
        yield KeepTogether([text(title, BODY_BOLD), _in_columns(shown, 4), Spacer(0, 7)])


def _history(revisions: Sequence[SheetRevision]) -> Iterable[Any]:
    if not revisions:
        return
    yield text(wording.HISTORY, HEADING)
    rows = [[text(title, LABEL) for title in wording.HISTORY_COLUMNS]]
    for each in revisions:
        changed = ", ".join(dict.fromkeys(_changed(name) for name in each.changed))
        state = names.REVISION_STATES[each.state]
        shown = (str(each.number), day(each.made_at), each.made_by, state)
        rows.append([text(word, SMALL) for word in (*shown, changed or wording.FIRST_REVISION)])
    yield table(rows, [10, 24, 36, 30, _WIDTH - 100], lines=True)


def _changed(name: str) -> str:
    """A field that changed, as people call it; of a family member, whose."""
    head, _, rest = name.partition(".")
    if head != "heirs" or not rest:
        return label(name)
    position = int(rest.partition(".")[0]) + 1
    return f"{wording.member(position)}: {label(name)}"
