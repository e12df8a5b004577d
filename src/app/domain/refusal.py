"""How the rules say no, and what they say besides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

Fact = str | int
"""A value a sentence may show: a date in ISO form, an age, a code. Never a NIK or a name."""


class Level(StrEnum):
    """How hard a problem stands in the way (DESIGN, section 4). There are no more than three."""

    STOP = "stop"  # cannot be saved as complete; nobody can override it
    WARN = "warn"  # can be overridden with a reason, kept with the name of who gave it
    NOTE = "note"  # worth knowing; asks for nothing


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the rules have to say, and the field of the form it belongs to.

    `code` names the sentence in `wording`; `facts` are what that sentence shows. `field` is the
    field's name on the form, `heirs.2.nik` for a field of the third family member, "" for all.
    """

    code: str
    field: str = ""
    level: Level = Level.STOP
    facts: tuple[tuple[str, Fact], ...] = ()

    def at(self, field: str) -> Self:
        """The same problem on another field (a NIK rule met on an heir's NIK)."""
        return type(self)(self.code, field, self.level, self.facts)


class Refusal(Exception):
    """The rules do not allow this. Nothing was changed."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
