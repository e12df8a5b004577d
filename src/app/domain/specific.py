"""Specific personal data (UU 27/2022 Pasal 4): what of a record is masked for whom needs it not.

Health, personal finance and children. Bank accounts are asked for at a claim and stand in no
record yet; a member that this program does not know is taken for specific, so that those of a
newer one are masked in an older one.

Not masked: wage base, desil and where they come from. They are figures of the programme, by which
it is paid, not of a purse.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from app.domain.dated import age_on
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, Draft, HeirDraft
from app.domain.heirs import SPOUSES, HeirRules, Relation

MASK = "••••"

SPECIFIC = frozenset(
    {
        "income",  # personal finance
        "disability",  # health
        "not_ill",  # health, as stated at the desk
    }
)
"""Fields of a draft that are specific whoever the worker is."""

SHOWN_OF_A_CHILD = frozenset({"relation", "proof", "claimant"})
"""What of a child in the family is seen by everybody: heirs stay countable, papers too."""

SOMETHING = "hidden"
"""Stands for the name of a field that may not be named: that it changed says what it holds."""

_GROWN = frozenset(
    {
        *SPOUSES, Relation.FATHER, Relation.MOTHER, Relation.GRANDFATHER, Relation.GRANDMOTHER,
        Relation.PARENT_IN_LAW,
    }
)  # fmt: skip


def children(record: Mapping[str, Any], rules: HeirRules, on: date) -> frozenset[int]:
    """Which members of the family, by position, are under age on that day.

    Without a day of birth that can be read, whoever may be a child is taken for one.
    """
    age = rules.majority(on).age
    return frozenset(
        position
        for position, heir in enumerate(record.get("heirs", ()))
        if _is_child(heir, age, on)
    )


def _is_child(heir: Mapping[str, Any], age: int, on: date) -> bool:
    try:
        return age_on(date.fromisoformat(str(heir.get("birth_date", ""))), on) < age
    except ValueError:
        return str(heir.get("relation", "")) not in _GROWN


@dataclass(frozen=True, slots=True)
class Veil:
    """What is hidden of one record, or of versions of one; by itself it says nothing of anybody."""

    children: frozenset[int] = frozenset()

    def hides(self, field: str) -> bool:
        """Whether a field is hidden: `income`, `heirs.1.name`; so is one that nobody knows."""
        if not field.startswith("heirs."):
            return field in SPECIFIC or field not in _KNOWN
        _, position, name = [*field.split(".", 2), ""][:3]
        if name not in HEIR_FIELDS or not position.isdecimal():
            return True
        return int(position) in self.children and name not in SHOWN_OF_A_CHILD

    def touches(self, field: str) -> bool:
        """Whether what somebody wrote about a field may tell what is hidden: any of a child's."""
        head, _, rest = field.partition(".")
        return self.hides(field) or (
            head == "heirs" and rest.partition(".")[0] in map(str, self.children)
        )

    def hidden(self) -> frozenset[str]:
        """The names of all that is hidden, filled in or not."""
        return SPECIFIC | {
            f"heirs.{position}.{name}"
            for position in self.children
            for name in HEIR_FIELDS
            if name not in SHOWN_OF_A_CHILD
        }

    def texts(self, by_field: Mapping[str, str]) -> dict[str, str]:
        """A flat record with dots for what is hidden; also where nothing stands.

        That somebody has no disability is told by an empty field as well as by a full one.
        """
        shown = {field: MASK if self.hides(field) else text for field, text in by_field.items()}
        members = {field.rpartition(".")[0] for field in by_field}
        return shown | {
            field: MASK
            for field in sorted(self.hidden())
            if "." not in field or field.rpartition(".")[0] in members
        }

    def draft(self, draft: Draft) -> Draft:
        """A draft with dots for what is hidden; reasons that speak of it are left out."""
        return replace(
            draft,
            **dict.fromkeys(SPECIFIC, MASK),
            heirs=tuple(
                self._heir(heir) if position in self.children else heir
                for position, heir in enumerate(draft.heirs)
            ),
            reasons={
                code: reason
                for code, reason in draft.reasons.items()
                if not self.touches(code.rpartition("@")[2])
            },
        )

    def _heir(self, heir: HeirDraft) -> HeirDraft:
        hidden = [each.name for each in fields(heir) if each.name not in SHOWN_OF_A_CHILD]
        return replace(heir, **dict.fromkeys(hidden, MASK))


def veil(records: Collection[Mapping[str, Any]], rules: HeirRules, on: date) -> Veil:
    """What is hidden of these versions of one registration: a child in any is one in all."""
    return Veil(frozenset().union(*(children(each, rules, on) for each in records)))


_KNOWN = frozenset({*TEXT_FIELDS, "heirs", ""})  # "" is of the whole record
