"""The list of a decree: thousands of names on A4, drawn page by page so that memory stays flat.

Rows are of one height, so the number of pages is known before the first is drawn.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.utils import simpleSplit  # type: ignore[import-untyped]

from app.domain.card import Letterhead
from app.domain.decree_list import ListedPerson
from app.papers.page import A4, HEAD, foot_on, letterhead_on
from app.papers.sheet import MM
from app.papers.streaming import StreamedCanvas
from app.papers.typeset import (
    ACCENT_SOFT,
    BOLD,
    INK,
    LINE,
    MUTED,
    REGULAR,
    STOP,
    fitted,
    load_fonts,
)
from app.wording import decree as wording
from app.wording.catalogue import long_day

_MARGIN = 18.0
_EDGE = _MARGIN * MM
_WIDTH = 210.0 - 2 * _MARGIN
_COLUMNS = (13.0, 80.0, 34.0, 36.0, 11.0)  # millimetres: number, name, NIK, kelurahan, RT
_ROW = 5.6 * MM
_SIZE = 8.2
_TOP = A4[1] - _EDGE - HEAD * MM  # where a page's content begins
_BOTTOM = _EDGE + 7 * MM
_SIGNATURE = 46 * MM
_FORM = "letterhead"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecreeList:
    """What stands above, below and around the names."""

    number: str
    signed_on: date
    city: str  # "Kota Samarinda"
    place: str  # "Samarinda"
    programme: str
    year: int
    legal_basis: str
    people: int
    is_full: bool
    made: str  # who made the file, when, what for
    cancelled_on: date | None = None


@dataclass(frozen=True, slots=True)
class DecreeWritten:
    """What came of it."""

    people: int
    pages: int
    cancelled: bool = False


def write_decree(
    decree: DecreeList,
    people: Iterable[ListedPerson],
    out: BinaryIO,
    letterhead: Letterhead,
    resources: Path,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> DecreeWritten:
    """Draw the list; `people` may be a generator, their `kelurahan` is a name, their NIK masked.

    Between two pages it looks at `cancelled`; what was drawn by then is no whole file. Raises
    `PapersFailure` when `out` takes no more.
    """
    load_fonts(resources)
    press = _Press(decree, out, letterhead)
    done = 0
    press.begin()
    for each in people:
        is_last = done + 1 == decree.people
        if press.is_full or (is_last and not press.has_room_to_sign):
            progress(done)
            if cancelled():
                return DecreeWritten(done, press.page, cancelled=True)
            press.turn()
        press.row(each)
        done += 1
    press.sign()
    press.canvas.save()
    progress(done)
    return DecreeWritten(done, press.page)


class _Press:
    """Draws from top to bottom; `top` is where the next thing goes."""

    def __init__(self, decree: DecreeList, out: BinaryIO, letterhead: Letterhead) -> None:
        self._decree = decree
        self._letterhead = letterhead
        self.canvas = StreamedCanvas(out, A4, REGULAR)
        self.canvas.setTitle(wording.TITLE)
        self.canvas.setAuthor(letterhead.government)
        self.canvas.setSubject("")
        self.canvas.setCreator("Payung")
        self.page = 0
        self.top = _TOP
        self._starts = _starts()
        self._head = _heading_lines(decree)
        self._pages = _pages(decree.people, _height(self._head))
        self._text = self.canvas.beginText()  # the rows of this page, drawn when it is full
        self._size = 0.0
        self._rules: list[tuple[float, float, float, float]] = []

    def begin(self) -> None:
        """The first page, down to the titles of the columns."""
        self._page()
        self._heading()
        self._titles()

    @property
    def is_full(self) -> bool:
        """Whether the next row needs another page."""
        return self.top - _ROW < _BOTTOM

    @property
    def has_room_to_sign(self) -> bool:
        """Whether a row and the signature fit: nobody signs a page on which nobody stands."""
        return self.top - _ROW - _SIGNATURE >= _BOTTOM

    def turn(self) -> None:
        """Go on to the next page, with the titles of the columns."""
        self._finish_rows()
        self.canvas.showPage()
        self._page()
        self._titles()

    def row(self, each: ListedPerson) -> None:
        """One person."""
        base = self.top - _ROW + 1.75 * MM
        cells = (
            str(each.position),
            each.name or wording.ERASED,
            each.nik or ("" if not each.name else wording.NO_NIK),
            each.kelurahan,
            each.rt,
        )
        text = self._text
        text.setFillColor(INK if each.name else MUTED)
        for words, start, width in zip(cells, self._starts, _COLUMNS, strict=True):
            size = fitted(words, REGULAR, _SIZE, (width - 2) * MM)
            if size != self._size:
                text.setFont(REGULAR, size)
                self._size = size
            text.setTextOrigin(start, base)
            text.textOut(words)
        self.top -= _ROW
        self._rules.append((_EDGE, self.top, A4[0] - _EDGE, self.top))

    def sign(self) -> None:
        """Where the head of the city signs; on a page of its own only if nobody is listed."""
        self._finish_rows()
        if self.top - _SIGNATURE < _BOTTOM:
            self.canvas.showPage()
            self._page()
        decree = self._decree
        left = _EDGE + _WIDTH * 0.55 * MM
        self.top -= 9 * MM
        place, day = wording.PLACE_AND_DAY
        for words, font, gap in (
            (f"{place} {decree.place}", REGULAR, 4.4),
            (f"{day} {long_day(decree.signed_on)}", REGULAR, 6.5),
            (f"{wording.head_of(decree.city).upper()},", BOLD, 22.0),
            (wording.NAME_TO_FILL_IN, REGULAR, 0.0),
        ):
            self._line(words, left, font, 8.8)
            self.top -= gap * MM
        self.canvas.showPage()

    def _finish_rows(self) -> None:
        """Draw the rows of a page at once: thousands of them take half the time."""
        self.canvas.drawText(self._text)
        self.canvas.lines(self._rules)

    def _page(self) -> None:
        self.page += 1
        self.top = _TOP
        canvas = self.canvas
        if self.page == 1:
            canvas.beginForm(_FORM)
            letterhead_on(canvas, A4, _EDGE, self._letterhead)
            canvas.endForm()
        canvas.doForm(_FORM)
        kind = wording.FULL if self._decree.is_full else wording.MASKED
        foot_on(canvas, A4, _EDGE, kind, wording.page(self.page, self._pages))
        canvas.setFillColor(MUTED)
        self._line(self._decree.made, _EDGE, REGULAR, 6.4, _EDGE + 3 * MM)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.4)

    def _heading(self) -> None:
        for words, font, size, leading, is_warning in self._head:
            self.top -= leading * MM
            self.canvas.setFillColor(STOP if is_warning else INK)
            self._line(words, _EDGE, font, size)
        self.top -= 4 * MM

    def _titles(self) -> None:
        canvas = self.canvas
        canvas.setFillColor(ACCENT_SOFT)
        canvas.rect(_EDGE, self.top - _ROW, _WIDTH * MM, _ROW, fill=1, stroke=0)
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, _SIZE)
        for words, start in zip(wording.COLUMNS, self._starts, strict=True):
            canvas.drawString(start, self.top - _ROW + 1.75 * MM, words)
        self.top -= _ROW
        self._text = canvas.beginText()
        self._size = 0.0
        self._rules = []

    def _line(
        self, words: str, left: float, font: str, size: float, base: float | None = None
    ) -> None:
        self.canvas.setFont(font, fitted(words, font, size, A4[0] - _EDGE - left))
        self.canvas.drawString(left, self.top if base is None else base, words)


_Line = tuple[str, str, float, float, bool]
"""Words, font, size, millimetres it takes, and whether it warns."""


def _heading_lines(decree: DecreeList) -> Sequence[_Line]:
    lines: list[_Line] = [
        (wording.heading(decree.city), BOLD, 12, 5.5, False),
        (wording.number(decree.number), REGULAR, 9, 5.6, False),
        (wording.signed(decree.signed_on), REGULAR, 9, 4.6, False),
        (wording.about(decree.programme, decree.year), BOLD, 10, 6.6, False),
        (wording.people(decree.people), REGULAR, 9, 5.2, False),
    ]
    if decree.cancelled_on:
        lines.insert(0, (wording.cancelled(decree.cancelled_on), BOLD, 12, 6, True))
    if decree.legal_basis:
        basis = f"{wording.LEGAL_BASIS}: {decree.legal_basis}"
        lines += [
            (each, REGULAR, 8.2, 4.2, False)
            for each in simpleSplit(basis, REGULAR, 8.2, _WIDTH * MM)
        ]
    return lines


def _height(lines: Sequence[_Line]) -> float:
    return (sum(line[3] for line in lines) + 4) * MM


def _pages(people: int, heading: float) -> int:
    """How many pages the list will take, walked through as it will be drawn."""
    first = int((_TOP - heading - _ROW - _BOTTOM) / _ROW + 1e-6)
    each = int((_TOP - _ROW - _BOTTOM) / _ROW + 1e-6)
    more = -(-max(0, people - first) // each)
    on_last = people - first - (more - 1) * each if more else people
    used = (on_last + 1) * _ROW + (0 if more else heading)
    return 1 + more + (_TOP - used - _SIGNATURE < _BOTTOM)


def _starts() -> Sequence[float]:
    starts, left = [], _MARGIN + 1.2
    for width in _COLUMNS:
        starts.append(left * MM)
        left += width
    return starts
