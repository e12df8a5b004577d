"""What a dry run says of a list: a result for each row, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.refusal import Level, Problem
from app.domain.registration import Registration
from app.service.lists.opened import OpenedList
from app.sheets.rows import ListRow


class Result(StrEnum):
    """What becomes of a row."""

    NEW = "new"  # complete by the rules: is registered
    CHANGED = "changed"  # registered, with other values: comes in as a draft correction
    SAME = "same"  # in the books already: nothing is done
    WARNED = "warned"  # comes in as a draft, for a clerk to finish
    REFUSED = "refused"  # stays out


COMES_IN = (Result.NEW, Result.CHANGED, Result.WARNED)


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class CheckedRow:
    """One person of the list, and what is to be done."""

    row: ListRow
    name: str
    nik_masked: str
    result: Result
    problems: tuple[Problem, ...] = ()
    registration: Registration | None = None  # of a NEW one
    corrects: str = ""  # registration id a CHANGED one is about
    replaces: tuple[str, ...] = ()  # ids of drafts that an earlier list brought, untouched since

    @property
    def number(self) -> int:
        """The row, as Excel numbers it."""
        return self.row.number

    @property
    def comes_in(self) -> bool:
        """Whether it brings something into the books."""
        return self.result in COMES_IN

    @property
    def reason(self) -> Problem | None:
        """The one problem to name where there is room for one: the hardest, the first of them."""
        order = tuple(Level)
        return min(self.problems, key=lambda each: order.index(each.level), default=None)


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many are in the books."""

    registered: int
    drafts: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """A batch that came of the same file before."""

    id: str
    name: str
    made_at: datetime
    is_unfinished: bool  # it was stopped on its way; going on with it takes in what is not there


@dataclass(frozen=True, slots=True, repr=False)
class CheckedList:
    """The dry run of a whole list. Nothing was written."""

    opened: OpenedList
    rows: tuple[CheckedRow, ...]
    before: Sizes
    earlier: Earlier | None = None
    beside: Mapping[str, int] = field(default_factory=dict)  # rows that are nobody, by kind

    @property
    def counts(self) -> Mapping[Result, int]:
        """How many rows of each result; together they are all rows."""
        counted = Counter(each.result for each in self.rows)
        return {result: counted[result] for result in Result}

    @property
    def after(self) -> Sizes:
        """What the books will hold when all of it is taken in."""
        counts = self.counts
        replaced = sum(len(each.replaces) for each in self.rows)
        return Sizes(
            self.before.registered + counts[Result.NEW],
            self.before.drafts + counts[Result.CHANGED] + counts[Result.WARNED] - replaced,
        )

    @property
    def takes_anything(self) -> bool:
        """Whether there is something to take in."""
        return any(each.comes_in for each in self.rows)

    def reasons(self) -> Sequence[tuple[str, str, int]]:
        """Code and field of every reason with the number of its rows, the most frequent first.

        Notes ask for nothing, so they are no reason here.
        """
        counted = Counter(
            key
            for each in self.rows
            for key in {(p.code, p.field) for p in each.problems if p.level is not Level.NOTE}
        )
        return [(code, name, count) for (code, name), count in counted.most_common()]
