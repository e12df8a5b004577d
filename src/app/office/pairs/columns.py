"""What the lists of pairs show: two lines each, one for either of the two."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from app.domain.pairs import Likely, Said
from app.domain.people import PersonLine
from app.kit import colours
from app.kit.listmodel import Column
from app.office.pairs.uses import Settled
from app.wording import pairs as wording
from app.wording import people
from app.wording.catalogue import day

if TYPE_CHECKING:
    from app.service.city.review import PairLine
    from app.service.city.review_elsewhere import ElsewhereLine

LIKELY_PICTURES: Mapping[Likely, tuple[str, str]] = {
    Likely.NEARLY_SURE: ("users", colours.STOP),
    Likely.VERY_LIKELY: ("users", colours.WARN),
    Likely.WORTH_A_LOOK: ("circle-question-mark", colours.MUTED),
}
SAID_PICTURES: Mapping[str, tuple[str, str]] = {
    Said.SAME: ("users", colours.GOOD),
    Said.DIFFERENT: ("x", colours.MUTED),
    Said.ASK: ("circle-question-mark", colours.ACCENT),
    Said.TAKEN_BACK: ("rotate-ccw", colours.WARN),
}

Named = Callable[[str], str]
"""From the code of an office to its name."""

WIDTHS = {"office": 112, "likely": 146}


def both_names(first: PersonLine, second: PersonLine) -> str:
    """The names, one below the other."""
    return f"{first.name}\n{second.name}"


def known_by(line: PersonLine) -> str:
    """Name and masked NIK, for who looks closer."""
    return f"{line.name}  ·  NIK {line.nik_masked or people.NO_NIK}  ·  No. {line.number}"


def waiting_columns(
    named: Named, asked: str, answered: str, titles: tuple[str, str, str]
) -> "tuple[Column[PairLine], ...]":
    """The columns of the queue; the words are the window's."""

    def state(line: "PairLine") -> str:
        second = answered if line.is_answered else asked if line.is_asked else ""
        said = second or day(line.found_at.astimezone().date())
        return f"{wording.LIKELY[line.likely]}\n{said}"

    def picture(line: "PairLine") -> tuple[str, str]:
        return LIKELY_PICTURES[line.likely]

    return (
        Column(
            titles[0],
            lambda line: both_names(line.first, line.second),
            hint=lambda line: f"{known_by(line.first)}\n{known_by(line.second)}",
        ),
        Column(
            titles[1],
            lambda line: f"{named(line.first.office)}\n{named(line.second.office)}",
            width=WIDTHS["office"],
        ),
        Column(
            titles[2],
            state,
            picture=picture,
            width=WIDTHS["likely"],
            hint=lambda line: wording.reasons(line.reasons),
        ),
    )


def elsewhere_columns(
    named: Named, asked: str, answered: str, titles: tuple[str, str, str]
) -> "tuple[Column[ElsewhereLine], ...]":
    """The same for those whom another funder's list names too."""

    def state(line: "ElsewhereLine") -> str:
        second = answered if line.is_answered else asked if line.is_asked else ""
        return f"{wording.LIKELY[line.likely]}\n{second or day(line.found_at.astimezone().date())}"

    return (
        Column(
            titles[0],
            lambda line: f"{line.first.name}\n{line.person.person.name}",
            hint=lambda line: known_by(line.first),
        ),
        Column(
            titles[1],
            lambda line: f"{named(line.first.office)}\n{line.person.label}",
            width=WIDTHS["office"],
        ),
        Column(
            titles[2],
            state,
            picture=lambda line: LIKELY_PICTURES[line.likely],
            width=WIDTHS["likely"],
            hint=lambda line: wording.reasons(line.reasons),
        ),
    )


def settled_columns(titles: tuple[str, str, str]) -> tuple[Column[Settled], ...]:
    """The columns of those of which a word stands."""

    def said(line: Settled) -> str:
        return f"{wording.settled(line.word)}\n{day(line.word.at.astimezone().date())}"

    return (
        Column(titles[0], lambda line: "\n".join(line.names), hint=lambda line: line.about),
        Column(titles[1], lambda line: "\n".join(line.places), width=WIDTHS["office"]),
        Column(
            titles[2],
            said,
            picture=lambda line: SAID_PICTURES[line.word.said],
            width=WIDTHS["likely"],
            hint=lambda line: line.word.reason,
        ),
    )
