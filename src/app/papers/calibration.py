"""The page by which a printer's faults are measured: four crosses, two rulers, what to write."""

from pathlib import Path
from typing import Any, BinaryIO

from app.domain.card import (
    CARD_HEIGHT,
    CARD_WIDTH,
    CROSSES,
    Calibration,
    Letterhead,
    Measured,
    Offset,
    Sheet,
)
from app.papers.sheet import MM, PAPERS, Correction, Paper
from app.papers.streaming import StreamedCanvas
from app.papers.typeset import (
    ACCENT,
    BOLD,
    INK,
    LINE,
    MUTED,
    PAPER,
    REGULAR,
    fitted,
    load_fonts,
    umbrella,
)
from app.wording import papers as wording

_ARM = 5.0  # of a cross, in millimetres
_PANEL = (52.0, 150.0, 122.0, 74.0)  # left, bottom, width and height of the words on A4


def write_calibration(
    out: BinaryIO, sheet: Sheet, calibration: Calibration, letterhead: Letterhead, resources: Path
) -> None:
    """Write the page, front and back, with the calibration as it is now: a second print confirms.

    Where the crosses belong is `domain.card.CROSSES`. Raises `PapersFailure`.
    """
    load_fonts(resources)
    paper = PAPERS[sheet]
    canvas = StreamedCanvas(out, (paper.width * MM, paper.height * MM), REGULAR)
    canvas.setTitle(wording.CALIBRATION)
    canvas.setAuthor(letterhead.government)
    canvas.setSubject("")
    canvas.setCreator("Payung")
    for side, offset in zip(
        wording.CALIBRATION_SIDES, (calibration.front, calibration.back), strict=True
    ):
        _page(canvas, paper, CROSSES[sheet], offset, side)
    canvas.save()


def _page(canvas: Any, paper: Paper, crosses: Measured, offset: Offset, side: str) -> None:
    """All of it in millimetres from the lower left, as the printer will be told."""
    correction = Correction.of(offset, paper)
    canvas.transform(correction.sx, 0, 0, correction.sy, correction.tx, correction.ty)
    if paper.places > 1:
        _places(canvas, paper)
        _ruler(canvas, 52, 60, 122)
        _ruler(canvas, 42, 48, 200, upright=True)
        _words(canvas, crosses, side)
    else:
        _ruler(canvas, 17.8, 15.6, 50)
        _few_words(canvas, paper, crosses, side)
    _crosses(canvas, paper, crosses)
    canvas.showPage()


def _crosses(canvas: Any, paper: Paper, crosses: Measured) -> None:
    middle, half = paper.width / 2, paper.height / 2
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.25)
    for x, y in (
        (crosses.left, half),
        (crosses.left + crosses.width, half),
        (middle, paper.height - crosses.top),
        (middle, paper.height - crosses.top - crosses.height),
    ):
        canvas.line((x - _ARM) * MM, y * MM, (x + _ARM) * MM, y * MM)
        canvas.line(x * MM, (y - _ARM) * MM, x * MM, (y + _ARM) * MM)
        canvas.circle(x * MM, y * MM, 2.5 * MM, stroke=1, fill=0)


def _places(canvas: Any, paper: Paper) -> None:
    """Where the cards will lie, to see whether the paper holds them all."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    for place in range(paper.places):
        canvas.roundRect(*paper.corner(place), CARD_WIDTH * MM, CARD_HEIGHT * MM, 3.18 * MM)


def _ruler(canvas: Any, x: float, y: float, length: int, *, upright: bool = False) -> None:
    """A ruler of `length` millimetres, with each centimetre numbered."""
    canvas.saveState()
    canvas.translate(x * MM, y * MM)
    if upright:
        canvas.rotate(90)
    canvas.setFillColor(PAPER)
    canvas.rect(-2 * MM, -1 * MM, (length + 4) * MM, 9.5 * MM, fill=1, stroke=0)
    canvas.setStrokeColor(INK)
    canvas.setFillColor(MUTED)
    canvas.setLineWidth(0.25)
    canvas.setFont(REGULAR, 6)
    canvas.line(0, 0, length * MM, 0)
    for mark in range(length + 1):
        tall = 4.0 if mark % 10 == 0 else 3.0 if mark % 5 == 0 else 2.0
        canvas.line(mark * MM, 0, mark * MM, tall * MM)
        if mark % 10 == 0:
            canvas.drawCentredString(mark * MM, 5.2 * MM, str(mark))
    canvas.restoreState()


def _words(canvas: Any, crosses: Measured, side: str) -> None:
    """What to do, and a place to write the four distances."""
    left, bottom, width, height = _PANEL
    canvas.setFillColor(PAPER)
    canvas.setStrokeColor(LINE)
    canvas.roundRect(left * MM, bottom * MM, width * MM, height * MM, 3 * MM, fill=1, stroke=1)
    inner, top = left + 7, bottom + height
    canvas.setFillColor(ACCENT)
    umbrella(canvas, inner * MM, (top - 15) * MM, 9 * MM)
    _put(canvas, wording.CALIBRATION, inner + 12, top - 10.2, BOLD, 13, width - 26)
    canvas.setFillColor(MUTED)
    _put(canvas, side, inner + 12, top - 14.6, REGULAR, 8.5, width - 26)
    canvas.setFillColor(INK)
    y = top - 22.0
    for step in wording.CALIBRATION_STEPS:
        _put(canvas, step, inner, y, REGULAR, 8, width - 14)
        y -= 4.6
    y -= 3.4
    columns = (inner, inner + 64, inner + 87)
    canvas.setFillColor(MUTED)
    for x, title in zip(columns, wording.CALIBRATION_COLUMNS, strict=True):
        _put(canvas, title, x, y, REGULAR, 7, 60)
    for (letter, what), wanted in _measures(crosses):
        y -= 6.0
        canvas.setFillColor(ACCENT)
        _put(canvas, letter, inner, y, BOLD, 9, 6)
        canvas.setFillColor(INK)
        _put(canvas, what, inner + 7, y, REGULAR, 8.5, 56)
        _put(canvas, wanted, columns[1], y, REGULAR, 8.5, 22)
        canvas.line(columns[2] * MM, (y - 1) * MM, (left + width - 7) * MM, (y - 1) * MM)


def _few_words(canvas: Any, paper: Paper, crosses: Measured, side: str) -> None:
    """The same on a card, where there is hardly room: the distances only."""
    canvas.setFillColor(ACCENT)
    _put(canvas, wording.CALIBRATION, 20, paper.height - 18.0, BOLD, 6.5, 46)
    canvas.setFillColor(MUTED)
    _put(canvas, side, 20, paper.height - 20.5, REGULAR, 5, 46)
    canvas.setFillColor(INK)
    for row, ((letter, what), wanted) in enumerate(_measures(crosses)):
        words = f"{letter}  {what}: {wanted}"
        _put(canvas, words, 20, paper.height - 23.3 - 2.3 * row, REGULAR, 5.2, 46)


def _measures(crosses: Measured) -> Any:
    lengths = (crosses.left, crosses.top, crosses.width, crosses.height)
    wanted = (wording.millimetres(length) for length in lengths)
    return zip(wording.CALIBRATION_MEASURES.items(), wanted, strict=True)


def _put(canvas: Any, words: str, x: float, y: float, font: str, size: float, room: float) -> None:
    canvas.setFont(font, fitted(words, font, size, room * MM))
    canvas.drawString(x * MM, y * MM, words)
