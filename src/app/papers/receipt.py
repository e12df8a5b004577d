"""The receipt (bukti pendaftaran): what the worker takes home before there is a card.

A5. The first page has what was stated and found, and the signatures; the purpose text, which the
law wants told, follows with what the family must do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import KeepTogether, PageBreak, Spacer  # type: ignore[import-untyped]

from app.domain.card import Letterhead, shows_whole_number
from app.papers.page import (
    A5,
    BODY,
    BODY_BOLD,
    HEADING,
    NOTE,
    NUMBER,
    SMALL,
    SMALL_BOLD,
    STRONG,
    TITLE,
    field,
    signatures,
    table,
    text,
    write,
)
from app.papers.typeset import load_fonts
from app.wording import names
from app.wording import papers as wording
from app.wording.catalogue import day, long_day
from app.wording.labels import label

_MARGIN = 11.0
_WIDTH = 148.0 - 2 * _MARGIN


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Receipt:
    """What one registration is a receipt for; to hold one is to know no whole NIK is on it."""

    number: str
    name: str
    nik_masked: str  # "" where there is no NIK yet
    kelurahan: str
    rt: str
    occupation: str
    registered_on: date
    start: date | None
    statements: tuple[tuple[str, str], ...]  # code of `domain.draft.STATEMENTS`: yes, no or ""
    checks: tuple[tuple[str, str], ...]  # rule E1..E9: code of `domain.eligibility.Result`
    purpose_title: str
    purpose: tuple[str, ...]  # its paragraphs, the names of who answers for the data filled in
    purpose_version: str
    clerk: str

    def __post_init__(self) -> None:
        if shows_whole_number(self.nik_masked):
            raise ValueError("a receipt takes the masked NIK only")


def write_receipt(receipt: Receipt, out: BinaryIO, letterhead: Letterhead, resources: Path) -> int:
    """Write the receipt as a PDF; returns the number of pages. Raises `PapersFailure`."""
    load_fonts(resources)
    story = [
        *_facts(receipt),
        Spacer(0, 3),
        *_found(receipt),
        Spacer(0, 6),
        text(wording.RECEIPT_NOTE, NOTE),
        text(wording.PURPOSE_TOLD.format(version=receipt.purpose_version), NOTE),
        signatures(
            f"{letterhead.office}, {long_day(receipt.registered_on)}",
            (wording.WORKER, receipt.name),
            (wording.CLERK, receipt.clerk),
            _WIDTH,
        ),
        PageBreak(),
        *_family(letterhead),
        *_purpose(receipt),
    ]
    return write(story, out, A5, _MARGIN, letterhead, resources, wording.RECEIPT, receipt.number)


def _facts(receipt: Receipt) -> Iterable[Any]:
    half = _WIDTH / 2
    start = day(receipt.start) if receipt.start else ""
    home = wording.home(receipt.kelurahan, receipt.rt)
    left, right = half + 8, half - 8
    return (
        text(wording.RECEIPT, TITLE),
        table(
            [
                [
                    field(wording.RECEIPT_NUMBER, receipt.number, NUMBER),
                    field(wording.RECEIPT_DATE, long_day(receipt.registered_on)),
                ]
            ],
            [left, right],
        ),
        table([[field(wording.CARD_NAME, receipt.name, STRONG)]], [_WIDTH]),
        table(
            [
                [
                    field(wording.CARD_NIK, receipt.nik_masked or wording.NONE_YET),
                    field(wording.CARD_HOME, home),
                ],
                [
                    field(wording.OCCUPATION, receipt.occupation),
                    field(wording.RECEIPT_START, start),
                ],
            ],
            [left, right],
        ),
    )


def _found(receipt: Receipt) -> Iterable[Any]:
    """Statements and checks side by side."""
    half, answer = _WIDTH / 2, 22.5
    stated = [
        [text(label(code), SMALL), text(names.ANSWERS[said], SMALL_BOLD)]
        for code, said in receipt.statements
    ]
    checked = [
        [text(names.RULES[rule], SMALL), text(names.RESULTS[result], SMALL_BOLD)]
        for rule, result in receipt.checks
    ]
    widths = [half - 3 - answer, answer]
    columns = [
        [text(wording.STATEMENTS, HEADING), *_listed(stated, widths)],
        [
            text(wording.CHECKS, HEADING),
            *_listed(checked, widths),
            text(wording.CHECKS_NOTE, NOTE),
        ],
    ]
    return (table([columns], [half, half]),)


def _listed(rows: list[list[Any]], widths: list[float]) -> Iterable[Any]:
    return (table(rows, widths, lines=True),) if rows else ()


def _family(letterhead: Letterhead) -> Iterable[Any]:
    yield text(wording.FAMILY, HEADING)
    for when, what in wording.FAMILY_STEPS:
        shown = text(what.format(hotline=letterhead.hotline), BODY)
        yield KeepTogether([text(when, BODY_BOLD), shown, Spacer(0, 4)])


def _purpose(receipt: Receipt) -> Iterable[Any]:
    yield text(receipt.purpose_title, HEADING)
    for paragraph in receipt.purpose:
        yield text(paragraph, SMALL)
        yield Spacer(0, 2.5)
    yield text(wording.PURPOSE_VERSION.format(version=receipt.purpose_version), NOTE)
