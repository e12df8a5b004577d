"""What others told the city of a resident: Dukcapil, the insurer, BKN, DTSEN; by person and day.

Each answer is a line that is only added; of each check the newest answer counts, and only as long
as the NIK it was given for is still the one of the registration.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from app.domain.draft import NO, YES


class CheckKind(StrEnum):
    """What can be asked outside."""

    DUKCAPIL = "dukcapil"  # does the NIK belong to this person
    INSURED = "insured"  # does somebody pay for this person at the insurer already
    CIVIL_SERVANT = "civil_servant"  # ASN, TNI, Polri, pensioners: BKN
    DESIL = "desil"  # the decile of welfare in DTSEN


class NikState(StrEnum):
    """What Dukcapil said of a NIK."""

    NOT_CHECKED = ""
    MATCHED = "matched"
    UNMATCHED = "unmatched"
    DEAD = "dead"


class Insured(StrEnum):
    """What the insurer said of somebody."""

    NOBODY = "nobody"  # not insured
    WAGE_EARNER = "wage_earner"  # an employer pays (PU)
    OTHER_FUNDER = "other_funder"
    SELF = "self"  # pays alone


NOT_IN_DTSEN = "0"

ANSWERS: Mapping[CheckKind, Mapping[str, str]] = {
    CheckKind.DUKCAPIL: {
        NikState.MATCHED: "passed", NikState.UNMATCHED: "failed", NikState.DEAD: "failed",
    },
    CheckKind.INSURED: {
        Insured.NOBODY: "passed", Insured.WAGE_EARNER: "failed", Insured.OTHER_FUNDER: "failed",
        Insured.SELF: "failed",
    },
    CheckKind.CIVIL_SERVANT: {NO: "passed", YES: "failed"},
    # which decile is poor enough is for the rule of the day to say: 1 to 10
    CheckKind.DESIL: {str(each): "not_checked" for each in range(11)},
}  # fmt: skip
"""The answers there are, and what each says by itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer."""

    check: CheckKind
    value: str
    source: str  # who says so, in the city's words
    as_of: date

    @property
    def result(self) -> str:
        """passed, failed, not_checked."""
        return ANSWERS[self.check][self.value]

    def content(self, about: str) -> dict[str, Any]:
        """As an event keeps it; `about` names the revision whose NIK was asked for."""
        return {
            "check": self.check.value,
            "result": self.result,
            "value": self.value,
            "source": self.source,
            "as_of": self.as_of.isoformat(),
            "about": about,
        }

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self | None:
        """The way back; None for an answer of a newer program, or one that was purged."""
        try:
            check, value = CheckKind(content["check"]), str(content["value"])
            as_of = date.fromisoformat(content["as_of"])
        except (KeyError, TypeError, ValueError):
            return None
        if value not in ANSWERS[check]:
            return None
        return cls(check, value, str(content.get("source", "")), as_of)


def newest(told: Iterable[Told]) -> dict[CheckKind, Told]:
    """Of each check the answer that counts: of the newest day, and of one day the last said."""
    found: dict[CheckKind, Told] = {}
    for each in told:
        held = found.get(each.check)
        if held is None or held.as_of <= each.as_of:
            found[each.check] = each
    return found


def nik_state(told: Mapping[CheckKind, Told] | None) -> NikState:
    """How the NIK stands with Dukcapil."""
    said = (told or {}).get(CheckKind.DUKCAPIL)
    return NikState(said.value) if said is not None else NikState.NOT_CHECKED
