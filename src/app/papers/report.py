"""The monthly report for the mayor, and the same for one kelurahan: numbers, and pictures of them.

It names nobody. The pictures are drawn as lines and boxes, so they stay sharp on any printer, and
tell by dashes and words as well as by colour: many offices print in black.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.platypus import Flowable, Spacer, Table, TableStyle  # type: ignore[import-untyped]

from app.domain.card import Letterhead
from app.domain.five import Five, OfMonth
from app.domain.programme import WhatIf
from app.papers.page import A4, BODY, HEADING, NOTE, SMALL, SMALL_BOLD, TITLE, text, write
from app.papers.sheet import MM
from app.papers.typeset import (
    ACCENT,
    ACCENT_SOFT,
    BOLD,
    GOOD,
    INK,
    LINE,
    MUTED,
    REGULAR,
    WARN,
    load_fonts,
)
from app.wording import report as wording
from app.wording.catalogue import long_day, rupiah
from app.wording.money import lasting

_MARGIN = 16.0
_WIDTH = 210.0 - 2 * _MARGIN
_NUMBERS = ("registered", "checked", "funded", "active", "in_hand")
_BIG = ParagraphStyle("big", fontName=BOLD, fontSize=17, leading=20, textColor=ACCENT)
_RIGHT = ParagraphStyle("right", parent=SMALL, alignment=2)
_RIGHT_BOLD = ParagraphStyle("right-bold", parent=SMALL_BOLD, alignment=2)
_ABOVE_TABLE = ParagraphStyle("above-table", parent=HEADING, keepWithNext=0)
"""A table longer than a page would else drag its heading to the next one."""
_DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5), (6, 2, 1.5, 2), (0.8, 2))
_INKS = (ACCENT, INK, WARN, GOOD, MUTED)


@dataclass(frozen=True, slots=True)
class Place:
    """One kelurahan's line."""

    name: str
    five: Five
    target: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """What the programme's money does."""

    ceiling: int
    spent: int
    per_month: int
    whole: WhatIf
    rest: WhatIf
    losses: Sequence[tuple[date, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report says."""

    place: str
    is_city: bool
    as_of: date
    five: Five
    over_time: Sequence[OfMonth]
    places: Sequence[Place] = ()
    money: Money | None = None
    duplicates: int = 0
    late: str = ""  # which kelurahan to call, in a sentence


def write_report(report: Report, out: BinaryIO, letterhead: Letterhead, resources: Path) -> int:
    """Write the report as a PDF; returns the number of pages. Raises `PapersFailure`."""
    load_fonts(resources)
    said = wording.OF_CITY if report.is_city else wording.OF_KELURAHAN
    story: list[Any] = [
        text(wording.TITLE, TITLE),
        text(said.format(place=report.place, day=long_day(report.as_of)), BODY),
        Spacer(0, 8),
        _five(report.five),
        text(wording.OVER_TIME, HEADING),
        _Curves(report.over_time),
    ]
    if report.is_city:
        story += _money(report.money)
        story += _notes(report)
        story += [text(wording.BY_KELURAHAN, _ABOVE_TABLE), _by_place(report)]
    foot = f"{wording.TITLE} {report.place} {report.as_of:%d-%m-%Y}"
    return write(story, out, A4, _MARGIN, letterhead, resources, wording.TITLE, foot)


def _five(five: Five) -> Table:
    cells = [
        [text(_number(getattr(five, name)), _BIG), text(wording.FIVE[name][0], SMALL_BOLD),
         text(wording.FIVE[name][1], NOTE)]
        for name in _NUMBERS
    ]  # fmt: skip
    style = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ]
    )
    return Table([cells], [_WIDTH / 5 * MM] * 5, style=style, hAlign="LEFT")


def _money(money: Money | None) -> list[Any]:
    found: list[Any] = [text(wording.MONEY, HEADING)]
    if money is None:
        return [*found, text(wording.NO_PROGRAMME, BODY)]
    left = money.ceiling - money.spent
    found += [
        _Burn(money.spent, money.ceiling),
        text(
            f"{wording.CEILING} {rupiah(money.ceiling)} · {wording.SPENT} {rupiah(money.spent)}"
            f" · {wording.LEFT} {rupiah(left)} · {wording.PER_MONTH} {rupiah(money.per_month)}",
            BODY,
        ),
    ]
    return [*found, *(text(each, BODY) for each in money_words(money.whole, money.rest))] + [
        text(wording.LOSSES.format(people=_number(people), day=long_day(day)), NOTE)
        for day, people in money.losses[:3]
    ]


def money_words(whole: WhatIf, rest: WhatIf) -> list[str]:
    """What the money does, in sentences."""
    found = []
    months, most = whole.months_for_all, whole.people_for_all_months
    if months is not None and most is not None:
        found.append(
            wording.ENOUGH.format(
                money=rupiah(whole.money),
                people=_number(whole.people),
                lasting=lasting(months.full, whole.months),
                most=_number(most.full),
                months=whole.months,
            )
        )
    if not rest.is_enough:
        found.append(
            wording.MISSING.format(
                people=_number(rest.people), months=rest.months, money=rupiah(rest.missing)
            )
        )
    elif rest.unspent:
        found.append(wording.UNSPENT.format(money=rupiah(rest.unspent)))
    return found


def _notes(report: Report) -> list[Any]:
    pairs = wording.DUPLICATES.format(count=_number(report.duplicates))
    found = [text(pairs if report.duplicates else wording.NO_DUPLICATES, BODY)]
    if report.late:
        found.append(text(report.late, BODY))
    return [Spacer(0, 4), *found]


def _by_place(report: Report) -> Table:
    has_target = any(each.target is not None for each in report.places)
    titles = [wording.KELURAHAN, *(wording.FIVE[name][0] for name in _NUMBERS)]
    titles += [wording.TARGET] if has_target else []
    rows: list[list[Any]] = [
        [text(titles[0], SMALL_BOLD), *(text(each, _RIGHT_BOLD) for each in titles[1:]), "",
         text(wording.NOTE, SMALL_BOLD)]
    ]  # fmt: skip
    most = max((each.five.registered for each in report.places), default=0)
    for each in report.places:
        numbers = [_number(getattr(each.five, name)) for name in _NUMBERS]
        if has_target:
            numbers.append("" if each.target is None else _number(each.target))
        rows.append(
            [text(each.name, SMALL), *(text(number, _RIGHT) for number in numbers),
             _Bar(each.five, most), text(each.note, NOTE)]
        )  # fmt: skip
    whole = [text(_number(getattr(report.five, name)), _RIGHT_BOLD) for name in _NUMBERS]
    blank = [""] * (len(titles) - len(whole) - 1)
    rows.append([text(wording.WHOLE, SMALL_BOLD), *whole, *blank, "", ""])
    figures = len(titles) - 1
    widths = [34.0, *([15.5] * figures), 26.0]
    widths.append(_WIDTH - sum(widths))
    style = TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.8),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, INK),
        ]
    )
    sizes = [width * MM for width in widths]
    return Table(rows, sizes, style=style, hAlign="LEFT", repeatRows=1)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


class _Bar(Flowable):  # type: ignore[misc]  # reportlab has no types
    """Of those registered an outline, of those covered the filling."""

    def __init__(self, five: Five, most: int) -> None:
        super().__init__()
        self._five, self._most = five, most
        self.width, self.height = 24 * MM, 5.5

    def draw(self) -> None:
        if not self._most:
            return
        canvas = self.canv
        canvas.setLineWidth(0.6)
        canvas.setStrokeColor(ACCENT)
        canvas.setFillColor(ACCENT_SOFT)
        wide = self.width * self._five.registered / self._most
        if wide:
            canvas.rect(0, 0, wide, self.height, fill=1, stroke=1)
        canvas.setFillColor(ACCENT)
        wide = self.width * self._five.active / self._most
        if wide:
            canvas.rect(0, 0, wide, self.height, fill=1, stroke=0)


class _Burn(Flowable):  # type: ignore[misc]
    """How much of the ceiling was spent."""

    def __init__(self, spent: int, ceiling: int) -> None:
        super().__init__()
        self._part = min(1.0, spent / ceiling) if ceiling else 0.0
        self.width, self.height = _WIDTH * MM, 14.0

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(ACCENT_SOFT)
        canvas.setStrokeColor(ACCENT)
        canvas.setLineWidth(0.6)
        canvas.rect(0, 4, self.width, 7, fill=1, stroke=1)
        canvas.setFillColor(ACCENT)
        canvas.rect(0, 4, self.width * self._part, 7, fill=1, stroke=0)


class _Curves(Flowable):  # type: ignore[misc]
    """The five numbers over time, each line named where it ends."""

    _RIGHT, _FLOOR, _TOP = 95.0, 14.0, 6.0

    def __init__(self, months: Sequence[OfMonth]) -> None:
        super().__init__()
        self._months = months
        self.width, self.height = _WIDTH * MM, 150.0

    def draw(self) -> None:
        canvas = self.canv
        months = self._months
        if not months:
            return
        most = max((each.five.registered for each in months), default=0) or 1
        room, high = self.width - self._RIGHT, self.height - self._FLOOR - self._TOP

        def at(place: int, value: int) -> tuple[float, float]:
            x = room * place / max(len(months) - 1, 1)
            return x, self._FLOOR + high * value / most

        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)
        canvas.setFont(REGULAR, 6.2)
        canvas.setFillColor(MUTED)
        for part in range(4):
            _, y = at(0, most * part // 3)
            canvas.line(0, y, room, y)
            if part:
                canvas.drawString(0, y + 2, _number(most * part // 3))
        for place, each in enumerate(months):
            x, _ = at(place, 0)
            canvas.drawCentredString(x, 4, wording.short_month(each.month))
        ends = []
        for number, name in enumerate(_NUMBERS):
            points = [at(place, getattr(each.five, name)) for place, each in enumerate(months)]
            canvas.setStrokeColor(_INKS[number])
            canvas.setLineWidth(1.2)
            canvas.setDash(*(([*_DASHES[number]], 0) if _DASHES[number] else ([], 0)))
            path = canvas.beginPath()
            path.moveTo(*points[0])
            for point in points[1:]:
                path.lineTo(*point)
            canvas.drawPath(path, stroke=1, fill=0)
            ends.append((points[-1][1], number))
        self._name(ends, room)
        canvas.setDash()

    def _name(self, ends: list[tuple[float, int]], room: float) -> None:
        """The names beside the ends, moved apart where lines end together."""
        canvas, last = self.canv, self._months[-1].five
        ends.sort()
        places = [y for y, _ in ends]
        for place in range(1, len(places)):
            places[place] = max(places[place], places[place - 1] + 9)
        for (_, number), y in zip(ends, places, strict=True):
            name = _NUMBERS[number]
            canvas.setStrokeColor(_INKS[number])
            canvas.setDash(*(([*_DASHES[number]], 0) if _DASHES[number] else ([], 0)))
            canvas.line(room + 4, y, room + 18, y)
            canvas.setFillColor(INK)
            said = f"{_number(getattr(last, name))} {wording.FIVE[name][0]}"
            size = 7.0
            while pdfmetrics.stringWidth(said, REGULAR, size) > self._RIGHT - 24:
                size -= 0.2
            canvas.setFont(REGULAR, size)
            canvas.drawString(room + 21, y - 2.2, said)
