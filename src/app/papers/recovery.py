"""The paper with the recovery code, for an envelope in a locked cabinet.

It is made in memory and goes to the printer: a code in a file would be found with the books.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.platypus import Spacer  # type: ignore[import-untyped]

from app.domain.card import Letterhead
from app.papers.page import A4, BODY, HEADING, LABEL, NOTE, TITLE, field, table, text, write
from app.papers.typeset import BOLD, INK, load_fonts
from app.wording import recovery as wording
from app.wording.catalogue import long_day

_MARGIN = 18.0
_WIDTH = 210.0 - 2 * _MARGIN
_IN_A_ROW = 4
_GROUP = ParagraphStyle("group", fontName=BOLD, fontSize=19, leading=24, textColor=INK)
_ROOM = Spacer(0, 28)  # for a hand that writes


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds the code
class RecoveryPaper:
    """A code as `keys.recovery` writes it, and whose books it opens."""

    code: str
    station: int
    made_on: date


def write_recovery(
    paper: RecoveryPaper, out: BinaryIO, letterhead: Letterhead, resources: Path
) -> int:
    """Write the paper as a PDF; returns the number of pages, one. Raises `PapersFailure`."""
    load_fonts(resources)
    third = _WIDTH / 3
    story = [
        text(wording.TITLE, TITLE),
        Spacer(0, 4),
        table(
            [
                [
                    field(wording.OFFICE, letterhead.office),
                    field(wording.STATION, str(paper.station)),
                    field(wording.MADE_ON, long_day(paper.made_on)),
                ]
            ],
            [third] * 3,
        ),
        Spacer(0, 10),
        _groups(paper.code),
        Spacer(0, 6),
        text(wording.HOW_TO_READ, NOTE),
    ]
    for heading, lines in (
        (wording.WHAT_FOR, wording.WHAT_FOR_LINES),
        (wording.HOW_TO_KEEP, wording.HOW_TO_KEEP_LINES),
    ):
        story.append(text(heading, HEADING))
        for line in lines:
            story += [text(line, BODY), Spacer(0, 3)]
    story += [
        table([[[_ROOM, text(each, NOTE)]] for each in wording.TO_SIGN], [_WIDTH], lines=True),
    ]
    return write(story, out, A4, _MARGIN, letterhead, resources, wording.TITLE, wording.FOOT)


def _groups(code: str) -> Any:
    """The groups with their numbers above: a typing error is told by the group's number."""
    groups = code.split("-")
    cells = [
        [text(str(number), LABEL), text(group, _GROUP)]
        for number, group in enumerate(groups, start=1)
    ]
    cells += [[]] * (-len(cells) % _IN_A_ROW)
    rows = [cells[start : start + _IN_A_ROW] for start in range(0, len(cells), _IN_A_ROW)]
    return table(rows, [_WIDTH / _IN_A_ROW] * _IN_A_ROW, lines=True)
