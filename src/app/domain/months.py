"""Months, as contributions are counted: whole ones, in order."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple, Self

from app.domain.refusal import Problem, Refusal

_SHAPE = re.compile(r"([0-9]{4})-([0-9]{2})|([0-9]{2})-([0-9]{4})")


class Month(NamedTuple):
    """One month of one year."""

    year: int
    number: int  # 1 to 12

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """2026-01 and 01-2026; `Refusal` with `month.shape` for anything else."""
        found = _SHAPE.fullmatch(text.strip())
        if found:
            year, number = int(found[1] or found[4]), int(found[2] or found[3])
            if 1 <= number <= 12 and 2000 <= year <= 2200:
                return cls(year, number)
        raise Refusal(Problem("month.shape", "month"))

    @property
    def text(self) -> str:
        """As the books and sealed files keep it: 2026-01."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return self.plus(1).first_day - timedelta(days=1)

    def plus(self, months: int) -> Self:
        """So many months later; earlier for a number below zero."""
        year, month = divmod(self.year * 12 + self.number - 1 + months, 12)
        return type(self)(year, month + 1)

    def until(self, later: "Month") -> int:
        """How many months later the other one is."""
        return (later.year - self.year) * 12 + later.number - self.number


def span(first: Month, last: Month) -> Sequence[Month]:
    """Every month from the first to the last; none when they stand the wrong way round."""
    return [first.plus(each) for each in range(first.until(last) + 1)]


def runs(months: Collection[Month]) -> Sequence[tuple[Month, Month]]:
    """First and last of each unbroken run of months, in order."""
    found: list[tuple[Month, Month]] = []
    for each in sorted(set(months)):
        if found and found[-1][1].plus(1) == each:
            found[-1] = (found[-1][0], each)
        else:
            found.append((each, each))
    return found
