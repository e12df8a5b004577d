"""What the lists show of a person and of a draft, column by column."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.domain.people import PersonLine, Sort
from app.domain.reference import Reference
from app.kit import colours
from app.kit.listmodel import Column
from app.wording import names
from app.wording import people as wording
from app.wording.catalogue import day

if TYPE_CHECKING:
    from app.service.drafts import DraftLine

STATE_PICTURES: Mapping[str, tuple[str, str]] = {
    "draft": ("circle-dashed", colours.MUTED),
    "complete": ("circle-check", colours.ACCENT),
    "approved": ("shield-check", colours.GOOD),
    "sealed": ("send", colours.GOOD),
    "filed": ("building-2", colours.GOOD),
}
CARD_PICTURES: Mapping[str, tuple[str, str]] = {
    "unprinted": ("circle-dashed", colours.MUTED),
    "printed": ("printer", colours.ACCENT),
    "at_kelurahan": ("id-card", colours.ACCENT),
    "handed_over": ("circle-check", colours.GOOD),
    "void": ("circle-x", colours.STOP),
}
OVER: Mapping[str, tuple[str, str]] = {
    "merged_into": ("users", colours.MUTED),
    "moved": ("arrow-right", colours.MUTED),
    "ended": ("circle-x", colours.MUTED),
}
"""The city's words after which a registration is not worked on any more."""

UNKNOWN = ("circle-question-mark", colours.MUTED)  # a state of a newer program

NAME, NIK, BORN, RT, WORK, NUMBER, STATE, CARD, MISSING, CHANGED = range(10)

LEAVE_WHEN_NARROW = (CHANGED, NUMBER, WORK, CARD)
"""Columns that make room for the name, in this order, but not the one that orders the list."""

NARROWEST_NAME = 190


def people_columns(reference: Reference) -> tuple[Column[PersonLine], ...]:
    """The columns of the register; kit's `Column` says what each part is."""
    titles = wording.COLUMNS
    jobs = reference.occupations.by_code

    def work(line: PersonLine) -> str:
        found = jobs.get(line.occupation)
        return found.name if found else line.occupation

    def who(line: PersonLine) -> str:
        return f"{line.name}, No. {line.number}"

    return (
        Column(titles["name"], lambda line: line.name, Sort.NAME, hint=who),
        Column(titles["nik"], lambda line: line.nik_masked or wording.NO_NIK, width=148),
        Column(titles["birth_date"], lambda line: day(line.birth_date), Sort.BIRTH, width=116),
        Column(titles["rt"], lambda line: line.rt, Sort.RT, width=52),
        Column(titles["occupation"], work, width=150),
        Column(wording.SHORT_NUMBER, short_number, width=116, hint=lambda line: line.number),
        Column(titles["state"], state_words, picture=_state_picture, width=140),
        Column(titles["card"], card_words, picture=_card_picture, width=136),
        Column(titles["missing"], lambda line: wording.missing(line.missing), width=150),
        Column(titles["changed_at"], changed, Sort.CHANGED, width=116),
    )


def draft_columns(typed: str, from_list: str, no_name: str) -> "tuple[Column[DraftLine], ...]":
    """The columns of the drafts; the words are the window's."""

    def origin(line: "DraftLine") -> tuple[str, str]:
        return ("file-spreadsheet" if line.from_list else "pencil", colours.MUTED)

    titles = wording.COLUMNS
    return (
        Column(titles["name"], lambda line: line.name or no_name),
        Column(titles["nik"], lambda line: line.nik_masked, width=150),
        Column(titles["number"], lambda line: line.number, width=200),
        Column(
            wording.ORIGIN,
            lambda line: from_list if line.from_list else typed,
            picture=origin,
            width=150,
        ),
        Column(
            wording.SAVED,
            lambda line: line.saved_at.astimezone().strftime("%d-%m-%Y %H.%M"),
            width=150,
        ),
    )


def short_number(line: PersonLine) -> str:
    """The number without its office, which is nearly always this one: 1-000124-K."""
    return line.number.partition("-")[2] or line.number


def state_words(line: PersonLine) -> str:
    """The state of the current revision; a newer program's by its code.

    Of whoever goes on as another, or no more, that: all else would send the clerk to work in vain.
    """
    if line.decision in OVER:
        return names.DECISION_STATES[line.decision]
    return names.REVISION_STATES.get(line.state, line.state)


def card_words(line: PersonLine) -> str:
    """The state of the card; a newer program's by its code."""
    return names.CARD_STATES.get(line.card, line.card)


def changed(line: PersonLine) -> str:
    """The day of the last change, in the office's own time."""
    return day(line.changed_at.astimezone().date())


def _state_picture(line: PersonLine) -> tuple[str, str]:
    if line.decision in OVER:
        return OVER[line.decision]
    return STATE_PICTURES.get(line.state, UNKNOWN)


def _card_picture(line: PersonLine) -> tuple[str, str]:
    return CARD_PICTURES.get(line.card, UNKNOWN)
