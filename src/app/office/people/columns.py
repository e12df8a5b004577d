"""What the city's list shows of a person."""

from collections.abc import Mapping

from app.domain.people import PersonLine, Sort
from app.domain.reference import Reference
from app.kit import colours
from app.kit.listmodel import Column
from app.kit.people.columns import UNKNOWN, changed
from app.wording import names
from app.wording import people as wording
from app.wording.catalogue import day

DECISION_PICTURES: Mapping[str, tuple[str, str]] = {
    "received": ("circle-dashed", colours.MUTED),
    "needs_fixing": ("pencil", colours.WARN),
    "rejected": ("circle-x", colours.STOP),
    "accepted": ("circle-check", colours.GOOD),
    "decreed": ("shield-check", colours.GOOD),
    "funded": ("shield-check", colours.GOOD),
    "waiting_for_funds": ("clock", colours.WARN),
    "merged_into": ("users", colours.MUTED),
    "moved": ("arrow-right", colours.MUTED),
    "ended": ("circle-x", colours.MUTED),
}

LEAVE_WHEN_NARROW = (8, 6, 2)
"""Columns that make room for the name: the day of change, the number, the birth date."""


def city_columns(reference: Reference) -> tuple[Column[PersonLine], ...]:
    """The columns of the register of all kelurahan."""
    titles = wording.COLUMNS
    offices = office_names(reference)

    def who(line: PersonLine) -> str:
        return f"{line.name}, No. {line.number}"

    def office(line: PersonLine) -> str:
        return offices.get(line.office, line.office)

    return (
        Column(titles["name"], lambda line: line.name, Sort.NAME, hint=who),
        Column(titles["nik"], lambda line: line.nik_masked or wording.NO_NIK, width=148),
        Column(titles["birth_date"], lambda line: day(line.birth_date), Sort.BIRTH, width=116),
        Column(titles["kelurahan"], office, width=150),
        Column(titles["rt"], lambda line: line.rt, Sort.RT, width=52),
        Column(titles["decision"], decision_words, picture=decision_picture, width=176),
        Column(titles["number"], lambda line: line.number, width=178),
        Column(titles["missing"], lambda line: wording.missing(line.missing), width=150),
        Column(titles["changed_at"], changed, Sort.CHANGED, width=116),
    )


def office_names(reference: Reference) -> dict[str, str]:
    """The kelurahan by the code of their office."""
    return {
        each.code.replace(".", ""): each.name
        for each in sorted(reference.places.kelurahan(), key=lambda each: each.name)
    }


def decision_words(line: PersonLine) -> str:
    """What the city decided; a newer program's by its code."""
    return names.DECISION_STATES.get(line.decision, line.decision)


def decision_picture(line: PersonLine) -> tuple[str, str]:
    """The picture beside it."""
    return DECISION_PICTURES.get(line.decision, UNKNOWN)
