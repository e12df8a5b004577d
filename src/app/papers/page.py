"""Papers that flow: letterhead, headings, tables and lines, on as many pages as they need."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    Frame,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from app.domain.card import Letterhead
from app.papers.failure import PapersFailure
from app.papers.sheet import MM
from app.papers.typeset import (
    ACCENT,
    BOLD,
    INK,
    LINE,
    MUTED,
    REGULAR,
    fitted,
    load_fonts,
    umbrella,
)
from app.wording import papers as wording

A5, A4 = (148 * MM, 210 * MM), (210 * MM, 297 * MM)

HEAD = 13.0
"""Millimetres the letterhead takes below the upper margin."""

_FOOT = 6.0


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=more.pop("font", REGULAR), fontSize=size, leading=leading, **more
    )


TITLE = _style("title", 15, 18, font=BOLD, textColor=INK, spaceAfter=4)
BODY = _style("body", 8.2, 11.2, textColor=INK)
BODY_BOLD = _style("body-bold", 8.2, 11.2, font=BOLD, textColor=INK)
SMALL = _style("small", 7.2, 9.8, textColor=INK)
SMALL_BOLD = _style("small-bold", 7.2, 9.8, font=BOLD, textColor=INK)
NOTE = _style("note", 7.2, 9.8, textColor=MUTED)
LABEL = _style("label", 6.4, 8.2, textColor=MUTED)
VALUE = _style("value", 9.2, 11.6, textColor=INK)
STRONG = _style("strong", 9.2, 11.6, font=BOLD, textColor=INK)
NUMBER = _style("number", 12.5, 15.5, font=BOLD, textColor=ACCENT)
HEADING = _style(
    "heading", 8.8, 11.5, font=BOLD, textColor=ACCENT, spaceBefore=7, spaceAfter=2.5, keepWithNext=1
)


def text(words: str, style: ParagraphStyle = BODY) -> Paragraph:
    """A paragraph of plain words: what a person typed is never markup."""
    return Paragraph(escape(words), style)


def field(label: str, value: str, style: ParagraphStyle = VALUE) -> list[Paragraph]:
    """A label with its value below."""
    return [text(label, LABEL), text(value or wording.NOTHING, style)]


def table(rows: Sequence[Sequence[Any]], widths: Sequence[float], *, lines: bool = False) -> Table:
    """Cells side by side, `widths` in millimetres; with `lines`, a fine one below each row."""
    style: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR),  # else every table asks for Helvetica, unembedded
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 1.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.4),
    ]
    if lines:
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE))
    return Table(rows, [width * MM for width in widths], style=TableStyle(style), hAlign="LEFT")


def signatures(
    where_and_when: str, left: tuple[str, str], right: tuple[str, str], width: float
) -> Table:
    """Two places to sign: who signs, and the name below; `width` in millimetres."""
    room = Spacer(0, 14 * MM)
    columns = [
        [text(top, NOTE), text(role, BODY), room, text(name, BODY_BOLD)]
        for top, (role, name) in ((wording.SIGN_HERE, left), (where_and_when, right))
    ]
    made = table([columns], [width / 2, width / 2])
    made.spaceBefore = 10
    return made


def write(
    story: Sequence[Any],
    out: BinaryIO,
    size: tuple[float, float],
    margin: float,
    letterhead: Letterhead,
    resources: Path,
    title: str,
    foot: str,
) -> int:
    """Set `story` on pages of `size` with `margin` millimetres; returns their number.

    `title` is what a PDF viewer shows: it must name nobody. Raises `PapersFailure` when `out`
    takes no more.
    """
    load_fonts(resources)
    made = BytesIO()
    document = BaseDocTemplate(
        made,
        pagesize=size,
        title=title,
        author=letterhead.government,
        creator="Payung",
        subject="",
        lang="id",
        pageCompression=1,
        initialFontName=REGULAR,
        initialFontSize=10,
    )
    edge = margin * MM
    frame = Frame(
        edge,
        edge + _FOOT * MM,
        size[0] - 2 * edge,
        size[1] - 2 * edge - (HEAD + _FOOT) * MM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    furniture = partial(_furniture, size=size, edge=edge, letterhead=letterhead, foot=foot)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=furniture))
    document.build(list(story))
    try:
        out.write(made.getvalue())
    except OSError as error:
        raise PapersFailure("papers.not_written") from error
    return int(document.page)


def _furniture(
    canvas: Canvas,
    document: Any,
    *,
    size: tuple[float, float],
    edge: float,
    letterhead: Letterhead,
    foot: str,
) -> None:
    letterhead_on(canvas, size, edge, letterhead)
    foot_on(canvas, size, edge, foot, wording.page(document.page))


def letterhead_on(
    canvas: Canvas, size: tuple[float, float], edge: float, letterhead: Letterhead
) -> None:
    """Draw who issues the paper, above everything; `edge` is the margin in points."""
    width, height = size
    top = height - edge
    canvas.saveState()
    canvas.setFillColor(ACCENT)
    umbrella(canvas, edge, top - 8.4 * MM, 8.4 * MM)
    left, room = edge + 11.5 * MM, width - 2 * edge - 11.5 * MM
    canvas.setFillColor(INK)
    _set(canvas, letterhead.government.upper(), left, top - 3.4 * MM, BOLD, 8.4, room)
    canvas.setFillColor(MUTED)
    office = " · ".join(part for part in (letterhead.office, letterhead.phone) if part)
    _set(canvas, wording.programme(letterhead.programme), left, top - 6.6 * MM, REGULAR, 7, room)
    right = canvas.stringWidth(office, REGULAR, 7)
    canvas.setFont(REGULAR, 7)
    canvas.drawString(width - edge - right, top - 3.4 * MM, office)
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1.1)
    canvas.line(edge, top - 10.2 * MM, width - edge, top - 10.2 * MM)
    canvas.restoreState()


def foot_on(canvas: Canvas, size: tuple[float, float], edge: float, foot: str, page: str) -> None:
    """Draw the last line: what the paper is on the left, which page on the right."""
    canvas.saveState()
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 6.4)
    canvas.drawString(edge, edge, foot)
    canvas.drawRightString(size[0] - edge, edge, page)
    canvas.restoreState()


def _set(
    canvas: Canvas, words: str, x: float, y: float, font: str, size: float, room: float
) -> None:
    canvas.setFont(font, fitted(words, font, size, room))
    canvas.drawString(x, y, words)
