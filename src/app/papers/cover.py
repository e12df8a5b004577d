"""The cover note (berita acara serah terima) that goes with one sealed file.

One page of A4. It says how much is inside and how the file is known again; of no person anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.platypus import Flowable, Spacer  # type: ignore[import-untyped]

from app.domain.card import Letterhead
from app.papers.page import (
    A4,
    BODY,
    BODY_BOLD,
    HEADING,
    LABEL,
    NOTE,
    NUMBER,
    STRONG,
    TITLE,
    field,
    table,
    text,
    write,
)
from app.papers.qr import code
from app.papers.sheet import MM
from app.papers.typeset import BOLD, INK, load_fonts
from app.wording import cover as wording
from app.wording.catalogue import long_day

_MARGIN = 18.0
_WIDTH = 210.0 - 2 * _MARGIN
_QR = 20.0
_GROUP, _IN_A_ROW = 8, 4
_DIGITS = ParagraphStyle("digits", fontName=BOLD, fontSize=11.5, leading=15, textColor=INK)
_FIGURE = ParagraphStyle("figure", parent=STRONG, alignment=2)
_SIGN_ROOM, _HAND = Spacer(0, 17 * MM), Spacer(0, 4.5 * MM)


@dataclass(frozen=True, slots=True)
class Side:
    """Who hands over, or receives: an office, and which of its PCs; 0 at a city."""

    office: str
    station: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverNote:
    """What a sealed file is known by, and how many of what are inside."""

    id: str
    is_reply: bool
    sender: Side
    recipient: Side
    sequence: int
    earliest: int  # the first file of the series whose content this one holds again
    made_at: datetime
    made_by: str
    file_name: str
    size: int
    sha256: str
    counts: tuple[tuple[str, int], ...]  # kind of `domain.sealed.ItemKind`, and how many
    audit_seq: int
    audit_hash: str

    @property
    def number(self) -> str:
        """What names the paper among others: the file's name without its ending."""
        return Path(self.file_name).stem


def _about(note: CoverNote) -> str:
    if note.is_reply:
        return wording.REPLY
    return wording.LETTER if note.recipient.station else wording.BATCH


def write_cover(note: CoverNote, out: BinaryIO, letterhead: Letterhead, resources: Path) -> int:
    """Write the note as a PDF; returns the number of pages. Raises `PapersFailure`."""
    load_fonts(resources)
    story = [
        text(wording.TITLE, TITLE),
        text(_about(note), BODY),
        Spacer(0, 8),
        *_file(note),
        *_counts(note),
        *_proofs(note),
        Spacer(0, 12),
        _signers(),
        *_lost(),
    ]
    return write(story, out, A4, _MARGIN, letterhead, resources, wording.TITLE, note.file_name)


class _Code(Flowable):  # type: ignore[misc]  # reportlab has no types
    """The id as a QR code."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._made = code(words)
        self.width = self.height = self._made.side

    def draw(self) -> None:
        self.canv.addLiteral(self._made.operators(0, 0))


def _file(note: CoverNote) -> Iterable[Any]:
    room = _WIDTH - _QR
    made = note.made_at
    sides = (
        field(wording.FROM, wording.station(note.sender.office, note.sender.station), STRONG),
        field(wording.TO, wording.station(note.recipient.office, note.recipient.station), STRONG),
    )
    when = f"{long_day(made)}, {made:%H.%M}"
    facts = [
        table([sides], [room / 2] * 2),
        table(
            [
                [
                    field(wording.NUMBER, str(note.sequence), NUMBER),
                    field(wording.AGAIN, wording.again(note.earliest, note.sequence)),
                ],
                [field(wording.MADE, when), field(wording.BY, note.made_by)],
            ],
            [room / 2] * 2,
        ),
    ]
    yield table([[facts, _Code(note.id)]], [room, _QR])
    yield table(
        [[field(wording.FILE, note.file_name), field(wording.SIZE, wording.size(note.size))]],
        [_WIDTH * 0.72, _WIDTH * 0.28],
    )
    yield table([[field(wording.CODE, note.id)]], [_WIDTH])


def _counts(note: CoverNote) -> Iterable[Any]:
    yield text(wording.COUNTS, HEADING)
    if not note.counts:
        yield text(wording.NO_COUNTS, BODY)
        return
    rows = [
        [text(wording.KINDS.get(kind, kind), BODY), text(str(count), _FIGURE)]
        for kind, count in note.counts
    ]
    whole = str(sum(count for _, count in note.counts))
    rows.append([text(wording.TOTAL, BODY_BOLD), text(whole, _FIGURE)])
    yield table(rows, [_WIDTH * 0.6, _WIDTH * 0.15], lines=True)
    if any(kind == "revision" for kind, _ in note.counts):
        yield text(wording.COUNTS_NOTE, NOTE)


def _proofs(note: CoverNote) -> Iterable[Any]:
    digits = note.sha256
    groups = [digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP)]
    rows = [
        [text(group, _DIGITS) for group in groups[start : start + _IN_A_ROW]]
        for start in range(0, len(groups), _IN_A_ROW)
    ]
    yield text(wording.PROOFS, HEADING)
    yield text(wording.SHA256, LABEL)
    yield table(rows, [_WIDTH / _IN_A_ROW] * _IN_A_ROW, lines=True)
    yield Spacer(0, 3)
    yield table([[field(wording.AUDIT, wording.audit(note.audit_seq, note.audit_hash))]], [_WIDTH])
    yield text(wording.PROOFS_NOTE, NOTE)


def _signers() -> Any:
    """Three columns to sign in, each with lines below for a hand that writes."""
    third = _WIDTH / 3
    columns = [
        [
            text(who, BODY_BOLD),
            _SIGN_ROOM,
            table(
                [[[text(line, LABEL), _HAND]] for line in wording.TO_FILL_IN],
                [third - 6],
                lines=True,
            ),
        ]
        for who in wording.SIGNERS
    ]
    return table([columns], [third] * 3)


def _lost() -> Iterable[Any]:
    yield text(wording.LOST, HEADING)
    for what, then in wording.LOST_LINES:
        yield table([[text(what, BODY_BOLD), text(then, BODY)]], [_WIDTH * 0.22, _WIDTH * 0.78])
