"""Cards on paper: ten on an A4 sheet or one on a blank card, any number of them.

What is the same on every card of a status is drawn once, as a form; a card adds its own text and
its code. The code stands outside the printer's correction of size, so that its modules stay whole
dots.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]

from app.domain.card import (
    CARD_HEIGHT,
    CARD_WIDTH,
    Calibration,
    CardFace,
    CardStatus,
    Layout,
    Letterhead,
    Offset,
    Sheet,
    Sides,
)
from app.papers.qr import BOX, DOT, code
from app.papers.sheet import MM, PAPERS, Correction, Paper
from app.papers.streaming import StreamedCanvas
from app.papers.typeset import (
    ACCENT,
    ACCENT_SOFT,
    BOLD,
    GOOD,
    GOOD_SOFT,
    INK,
    LINE,
    MUTED,
    PAPER,
    REGULAR,
    STOP,
    STOP_SOFT,
    WARN,
    WARN_SOFT,
    fitted,
    in_two,
    load_fonts,
    umbrella,
)
from app.wording import papers as wording
from app.wording.catalogue import day

BLEED = 1.0
"""Millimetres of colour beyond the cut, so that a cut beside the line shows no white."""

_LEFT, _RIGHT = 4.0, CARD_WIDTH - 4.0  # the type area, millimetres from the left
_SECOND = 36.4  # its second column
_BAND = 13.8  # height of the coloured band
_CODE_LEFT, _CODE_TOP = _RIGHT + 1.35 - BOX / MM, 24.6  # its white margin may leave the type area
_COLUMN = _CODE_LEFT - _SECOND
_ROWS = (27.2, 33.9, 40.6)  # labels from the top; values stand 3.1 mm below
_STRIP = (46.4, 4.6)  # top and height of the line that says the status
_STRIP_RIGHT = _CODE_LEFT - 1.6  # where its text ends

_NAME, _NAME_FLOOR, _NAME_TWO = 12.0, 9.0, 8.4  # points: at most, on one line, on two

_TONES = {
    CardStatus.ACTIVE: (GOOD, GOOD_SOFT),
    CardStatus.INACTIVE: (STOP, STOP_SOFT),
    CardStatus.ENDED: (STOP, STOP_SOFT),
}
"""Waiting and in doubt are one tone."""


@dataclass(frozen=True, slots=True)
class CardsWritten:
    """How many cards stand in the file. Where it was cancelled the file is no PDF: delete it."""

    cards: int
    pages: int
    cancelled: bool = False


def write_cards(
    cards: Iterable[CardFace],
    out: BinaryIO,
    layout: Layout,
    calibration: Calibration,
    letterhead: Letterhead,
    resources: Path,
    progress: Callable[[int], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> CardsWritten:
    """Write `cards` as a PDF, with one page of them in memory at a time.

    `cards` may be a generator: each is asked for as its page is made. `progress` hears the number
    done; `cancelled` is asked before each card. No cards: nothing is written. Raises
    `PapersFailure` when `out` takes no more.
    """
    load_fonts(resources)
    press = _Press(out, layout, calibration, letterhead)
    waiting: list[CardFace] = []
    done = pages = 0
    for face in cards:
        if cancelled():
            return CardsWritten(done, pages, cancelled=True)
        waiting.append(face)
        if len(waiting) == press.paper.places:
            pages += press.print(waiting)
            done += len(waiting)
            waiting = []
            progress(done)
    if waiting:
        pages += press.print(waiting)
        done += len(waiting)
        progress(done)
    if done:
        press.canvas.save()
    return CardsWritten(done, pages)


class _Press:
    """Draws pages of cards; keeps the forms that all cards of a status share."""

    def __init__(
        self, out: BinaryIO, layout: Layout, calibration: Calibration, letterhead: Letterhead
    ) -> None:
        self.paper = PAPERS[layout.sheet]
        self.canvas = StreamedCanvas(out, (self.paper.width * MM, self.paper.height * MM), REGULAR)
        self.canvas.setTitle(wording.CARDS_TITLE)
        self.canvas.setAuthor(letterhead.government)
        self.canvas.setSubject("")
        self.canvas.setCreator("Payung")
        self._cut = layout.sheet is Sheet.A4
        self._sides = layout.sides
        self._calibration = calibration
        self._letterhead = letterhead
        self._forms: set[str] = set()

    def print(self, faces: Sequence[CardFace]) -> int:
        """One sheet: its front, its back or both. Returns the number of pages."""
        pages = 0
        if self._sides is not Sides.BACKS:
            correction = self._sheet(faces, self._front, self._calibration.front, mirrored=False)
            self._codes(faces, correction)
            self.canvas.showPage()
            pages += 1
        if self._sides is not Sides.FRONTS:
            self._sheet(faces, self._back, self._calibration.back, mirrored=True)
            self.canvas.showPage()
            pages += 1
        return pages

    def _sheet(
        self,
        faces: Sequence[CardFace],
        side: Callable[[CardFace], None],
        offset: Offset,
        *,
        mirrored: bool,
    ) -> Correction:
        correction = Correction.of(offset, self.paper)
        canvas = self.canvas
        canvas.saveState()
        canvas.transform(correction.sx, 0, 0, correction.sy, correction.tx, correction.ty)
        if self._cut:
            self._form("marks", partial(_crop_marks, canvas, self.paper), whole_page=True)
        for place, face in enumerate(faces):
            canvas.saveState()
            canvas.translate(*self.paper.corner(place, mirrored=mirrored))
            side(face)
            canvas.restoreState()
        canvas.restoreState()
        return correction

    def _codes(self, faces: Sequence[CardFace], correction: Correction) -> None:
        """The codes of a front, each on whole dots counted from the page's upper left."""
        top = self.paper.height * MM
        for place, face in enumerate(faces):
            made = code(face.code)
            left, bottom = self.paper.corner(place)
            x, y = correction.moved(
                left + _CODE_LEFT * MM + BOX / 2, bottom + (CARD_HEIGHT - _CODE_TOP) * MM - BOX / 2
            )
            x, y = x - made.side / 2, top - (y + made.side / 2)
            x, y = round(x / DOT) * DOT, round(y / DOT) * DOT
            self.canvas.addLiteral(made.operators(x, top - y - made.side))

    def _front(self, face: CardFace) -> None:
        canvas = self.canvas
        self._form(f"front.{face.status}", partial(self._draw_front, face.status))
        text = canvas.beginText()
        text.setFillColor(INK)
        _name(text, face.name)
        number, nik, home = (_up(row + 3.1) for row in _ROWS)
        _line(text, face.number, _LEFT, number, _SECOND - _LEFT - 1.5)
        _line(text, face.nik_masked or wording.NONE_YET, _LEFT, nik, _SECOND - _LEFT - 1.5)
        _line(text, wording.home(face.kelurahan, face.rt), _LEFT, home, _SECOND - _LEFT - 1.5)
        _line(text, face.kpj or wording.WAITING, _SECOND, number, _COLUMN)
        start = day(face.start) if face.start else wording.WAITING
        _line(text, start, _SECOND, nik, _COLUMN)
        _line(text, wording.card_serial(face.serial), _SECOND, home, _COLUMN)
        text.setFillColor(_TONES.get(face.status, (WARN, WARN_SOFT))[0])
        text.setFont(REGULAR, 5.8)
        as_of = wording.as_of(day(face.status_as_of))
        right = _STRIP_RIGHT * MM - stringWidth(as_of, REGULAR, 5.8)
        text.setTextOrigin(right, _up(_STRIP[0] + 3.05))
        text.textOut(as_of)
        canvas.drawText(text)

    def _back(self, face: CardFace) -> None:
        canvas = self.canvas
        self._form(f"back.{face.status}", partial(self._draw_back, face.status))
        text = canvas.beginText()
        text.setFillColor(MUTED)
        foot = wording.card_foot(face.number, face.serial)
        _line(text, foot, _LEFT, _up(50.3), _RIGHT - _LEFT, size=5.6)
        canvas.drawText(text)

    def _form(self, name: str, draw: Callable[[], None], *, whole_page: bool = False) -> None:
        """Put the form here; draw it if no card needed it before."""
        canvas = self.canvas
        if name not in self._forms:
            self._forms.add(name)
            bleed = BLEED * MM
            if whole_page:
                canvas.beginForm(name)
            else:
                canvas.beginForm(
                    name, -bleed, -bleed, CARD_WIDTH * MM + bleed, CARD_HEIGHT * MM + bleed
                )
            draw()
            canvas.endForm()
        canvas.doForm(name)

    def _draw_front(self, status: CardStatus) -> None:
        canvas = self.canvas
        self._draw_ground(_BAND)
        canvas.setFillColor(PAPER)
        umbrella(canvas, _LEFT * MM, _up(11.2), 8.2 * MM)
        text = canvas.beginText()
        text.setFillColor(PAPER)
        room = _RIGHT - 15.0
        _line(text, self._letterhead.government.upper(), 15.0, _up(4.9), room, size=5.6)
        _line(text, wording.card_title(status), 15.0, _up(8.9), room, size=10.4, font=BOLD)
        holder = wording.card_holder(status, self._letterhead.programme)
        _line(text, holder, 15.0, _up(11.8), room, size=5.9)
        text.setFillColor(MUTED)
        _label(text, wording.CARD_NAME, _LEFT, 17.3)
        for label, left, row in (
            (wording.CARD_NUMBER, _LEFT, 0),
            (wording.CARD_KPJ, _SECOND, 0),
            (wording.CARD_NIK, _LEFT, 1),
            (wording.card_start(status), _SECOND, 1),
            (wording.CARD_HOME, _LEFT, 2),
            (wording.CARD_SERIAL, _SECOND, 2),
        ):
            _label(text, label, left, _ROWS[row])
        _line(text, wording.CARD_CODE, _CODE_LEFT + 1.35, _up(49.5), BOX / MM - 2.7, size=4.7)
        canvas.drawText(text)
        self._draw_strip(status)

    def _draw_strip(self, status: CardStatus) -> None:
        canvas = self.canvas
        colour, soft = _TONES.get(status, (WARN, WARN_SOFT))
        top, height = _STRIP
        canvas.setFillColor(soft)
        canvas.roundRect(
            _LEFT * MM,
            _up(top + height),
            (_CODE_LEFT - _LEFT) * MM,
            height * MM,
            1.2 * MM,
            fill=1,
            stroke=0,
        )
        text = canvas.beginText()
        text.setFillColor(colour)
        _line(text, wording.STATUS[status], _LEFT + 1.6, _up(top + 3.05), 36.0, 6.4, BOLD)
        canvas.drawText(text)

    def _draw_back(self, status: CardStatus) -> None:
        canvas = self.canvas
        letterhead = self._letterhead
        self._draw_ground(2.2)
        text = canvas.beginText()
        top = 7.3
        for heading, lines in wording.BACK:
            text.setFillColor(ACCENT)
            _line(text, heading, _LEFT, _up(top), _RIGHT - _LEFT, size=7.6, font=BOLD)
            text.setFillColor(INK)
            for line in lines:
                top += 3.35
                shown = line.format(hotline=letterhead.hotline)
                _line(text, shown, _LEFT, _up(top), _RIGHT - _LEFT, size=6.7)
            top += 5.1
        canvas.drawText(text)
        self._draw_worth(status, 28.7)
        text = canvas.beginText()
        text.setFillColor(MUTED)
        origin = wording.NOT_THE_INSURERS.format(government=letterhead.government)
        _line(text, origin, _LEFT, _up(44.9), _RIGHT - _LEFT, size=5.6)
        office = " · ".join(part for part in (letterhead.office, letterhead.phone) if part)
        _line(text, office, _LEFT, _up(47.6), _RIGHT - _LEFT, size=5.6)
        canvas.drawText(text)

    def _draw_ground(self, band: float) -> None:
        """White paper, where it is cut, and a coloured band on top that goes beyond the cut."""
        canvas = self.canvas
        width, height, bleed = CARD_WIDTH * MM, CARD_HEIGHT * MM, BLEED * MM
        canvas.setFillColor(PAPER)
        canvas.rect(0, 0, width, height, fill=1, stroke=0)
        if self._cut:
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.35)
            canvas.roundRect(0, 0, width, height, 3.18 * MM, fill=0, stroke=1)
        canvas.setFillColor(ACCENT)
        canvas.rect(-bleed, _up(band), width + 2 * bleed, band * MM + bleed, fill=1, stroke=0)

    def _draw_worth(self, status: CardStatus, top: float) -> None:
        """What the card is worth, and where its status can be asked."""
        canvas = self.canvas
        height, aside = 12.2, 62.0
        canvas.setFillColor(ACCENT_SOFT)
        canvas.roundRect(
            _LEFT * MM,
            _up(top + height),
            (_RIGHT - _LEFT) * MM,
            height * MM,
            1.6 * MM,
            fill=1,
            stroke=0,
        )
        canvas.setStrokeColor(PAPER)
        canvas.setLineWidth(1)
        canvas.line(aside * MM, _up(top + height), aside * MM, _up(top))
        text = canvas.beginText()
        first, second = wording.card_note(status)
        text.setFillColor(INK)
        _line(text, first, _LEFT + 2.4, _up(top + 5.3), 53.6, size=6.5, font=BOLD)
        _line(text, second, _LEFT + 2.4, _up(top + 9.0), 53.6, size=6.2)
        canvas.drawText(text)
        middle = (aside + _RIGHT) / 2 * MM
        canvas.setFillColor(MUTED)
        canvas.setFont(REGULAR, 5.2)
        canvas.drawCentredString(middle, _up(top + 3.2), wording.HOTLINE)
        canvas.drawCentredString(middle, _up(top + 10.8), wording.HOTLINE_ELSE)
        canvas.setFillColor(ACCENT)
        hotline = self._letterhead.hotline
        canvas.setFont(BOLD, fitted(hotline, BOLD, 14.5, (_RIGHT - aside - 2) * MM))
        canvas.drawCentredString(middle, _up(top + 8.1), hotline)


def _up(from_top: float) -> float:
    """Millimetres from the card's top as points from its bottom."""
    return (CARD_HEIGHT - from_top) * MM


def _label(text: Any, label: str, left: float, from_top: float) -> None:
    _line(text, label, left, _up(from_top), _COLUMN if left == _SECOND else 30.0, size=4.9)


def _line(
    text: Any,
    words: str,
    left: float,
    y: float,
    width: float,
    size: float = 7.3,
    font: str = REGULAR,
) -> None:
    """One line of text, made smaller where it would be wider than `width` millimetres."""
    text.setFont(font, fitted(words, font, size, width * MM))
    text.setTextOrigin(left * MM, y)
    text.textOut(words)


def _name(text: Any, name: str) -> None:
    """The name: large, smaller, then on two lines, and never beyond the type area."""
    width = _RIGHT - _LEFT
    if fitted(name, BOLD, _NAME, width * MM) >= _NAME_FLOOR:
        _line(text, name, _LEFT, _up(22.4), width, _NAME, BOLD)
        return
    lines = in_two(name, BOLD)
    size = min(fitted(line, BOLD, _NAME_TWO, width * MM) for line in lines)
    for line, from_top in zip(lines, (20.8, 24.0), strict=True):
        _line(text, line, _LEFT, _up(from_top), width, size, BOLD)


def _crop_marks(canvas: Any, paper: Paper) -> None:
    """Marks beside the cards along every cut, for a guillotine."""
    lefts = [paper.corner(place)[0] for place in range(paper.columns)]
    bottoms = [paper.corner(place)[1] for place in range(0, paper.places, paper.columns)]
    xs = [edge for left in lefts for edge in (left, left + CARD_WIDTH * MM)]
    ys = [edge for bottom in bottoms for edge in (bottom, bottom + CARD_HEIGHT * MM)]
    gap, long = 1.6 * MM, 3.2 * MM
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.3)
    for x in xs:
        canvas.line(x, max(ys) + gap, x, max(ys) + gap + long)
        canvas.line(x, min(ys) - gap, x, min(ys) - gap - long)
    for y in ys:
        canvas.line(max(xs) + gap, y, max(xs) + gap + long, y)
        canvas.line(min(xs) - gap, y, min(xs) - gap - long, y)
