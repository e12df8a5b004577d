"""The paper recovery code: written down once, typed years later by somebody in trouble.

Seven groups of five characters, `XXXXX-XXXXX-...`, of Crockford's base32 (no I, L, O, U). The
first four of a group carry 20 random bits, so the code holds 140; the fifth is a check over the
four and the group's place. A wrong character, two swapped neighbours and two swapped groups are
always noticed, any other slip 31 times in 32, and the group is named. Reading forgives case,
spaces, dashes and dots, O for 0, and I or L for 1.
"""

import os
from dataclasses import dataclass
from typing import Self

from app.domain.refusal import Problem, Refusal

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 7, 5
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_FORGIVEN = str.maketrans(
    {"O": "0", "I": "1", "L": "1"} | dict.fromkeys(" -\u2010\u2013\u2014._\t\r\n")
)


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryCode:
    """A recovery code that is whole: to hold one is to know that every group checks."""

    text: str
    """As it is printed: upper case, groups joined by dashes."""

    @classmethod
    def make(cls) -> Self:
        """A new one, from the system's own source of chance."""
        groups = []
        for place in range(GROUPS):
            data = [chance % 32 for chance in os.urandom(GROUP - 1)]
            groups.append("".join(ALPHABET[value] for value in (*data, _check(data, place))))
        return cls("-".join(groups))

    @classmethod
    def read(cls, typed: str) -> Self:
        """The code as typed, or a `Refusal` on `recovery_code` naming each group that is wrong.

        When characters are missing or too many, the first group that does not check is named:
        the slip is there or just before.
        """
        letters = typed.upper().translate(_FORGIVEN)
        if not letters:
            raise Refusal(Problem("recovery.missing", "recovery_code"))
        groups = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
        wrong = [place for place, group in enumerate(groups) if not _checks(group, place)]
        if len(letters) != GROUPS * GROUP:
            first = min(wrong[0] if wrong else len(groups), GROUPS - 1)
            facts = (("expected", GROUPS * GROUP), ("typed", len(letters)), ("group", first + 1))
            raise Refusal(Problem("recovery.length", "recovery_code", facts=facts))
        if wrong:
            raise Refusal(
                *(
                    Problem("recovery.group", "recovery_code", facts=(("group", place + 1),))
                    for place in wrong
                )
            )
        return cls("-".join(groups))


def slipped_groups(typed: str) -> tuple[int, ...]:
    """Which groups, from 1, are wrong already, of those that are typed in full."""
    letters = typed.upper().translate(_FORGIVEN)[: GROUPS * GROUP]
    groups = [letters[start : start + GROUP] for start in range(0, len(letters), GROUP)]
    full = (place for place, group in enumerate(groups) if len(group) == GROUP)
    return tuple(place + 1 for place in full if not _checks(groups[place], place))


def _checks(group: str, place: int) -> bool:
    values = [_VALUES.get(character, -1) for character in group]
    return len(values) == GROUP and min(values) >= 0 and _check(values[:-1], place) == values[-1]


def _check(data: list[int], place: int) -> int:
    """A weighted sum of the values and the place, in the field of 32 elements (x^5 + x^2 + 1)."""
    # not modulo 32: there some weights cannot be undone, and slips cancel out
    total = place + 1
    for value in data:
        total ^= value
        total <<= 1
        if total & 32:
            total ^= 0b100101
    return total
