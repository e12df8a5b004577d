"""What the insurer would pay, as an estimate: the insurer decides, and the papers must say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from app.domain.dated import (
    Validity,
    birthday,
    holding,
    months_after,
    require_no_overlap,
    the_one,
)


@dataclass(frozen=True, slots=True)
class Benefit:
    """One part of a benefit. What is paid is a sum, a part of the base wage, or a ceiling."""

    code: str
    programme: str  # "jkm", "jkk"
    event: str  # "death", "total_disability", "accident"
    amount: int  # rupiah; 0 where only the factor counts
    wage_months: int  # hundredths: 4800 = 48 times the base wage
    at_most: int  # a ceiling on costs that are paid as they come; 0 = none
    at_least: str  # the code of a part this one is never less than
    waiting: bool  # only after the waiting time of the programme
    validity: Validity

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], common: Mapping[str, Any]) -> Self:
        return cls(
            code=plain["code"],
            programme=plain["programme"],
            event=plain["event"],
            amount=int(plain.get("amount", 0)),
            wage_months=int(plain.get("wage_months", 0)),
            at_most=int(plain.get("at_most", 0)),
            at_least=plain.get("at_least", ""),
            waiting=bool(plain.get("waiting", False)),
            validity=Validity.from_plain(plain, common),
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long somebody must have been a member, and paid, before all of JKM is due."""

    months: int
    unclear_from_day: int  # between these days of membership sources disagree
    unclear_to_day: int
    validity: Validity

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], common: Mapping[str, Any]) -> Self:
        return cls(
            months=int(plain["months"]),
            unclear_from_day=int(plain["unclear_from_day"]),
            unclear_to_day=int(plain["unclear_to_day"]),
            validity=Validity.from_plain(plain, common),
        )


@dataclass(frozen=True, slots=True)
class SchoolLevel:
    """A level of school: what a year is worth, and how many years at most."""

    code: str
    a_year: int
    years: int

    @property
    def at_most(self) -> int:
        return self.a_year * self.years


@dataclass(frozen=True, slots=True)
class Scholarship:
    """Beasiswa for the children of a worker who died or is totally disabled."""

    levels: tuple[SchoolLevel, ...]
    children: int
    paid_months: int  # of contribution, where the programme waits for it
    waits_for: frozenset[str]  # programmes: jkm waits, jkk does not
    age_below: int
    unmarried: bool
    not_working: bool  # relaxed in part in 2025: to be confirmed
    validity: Validity

    @property
    def for_one(self) -> int:
        return sum(each.at_most for each in self.levels)

    @property
    def at_most(self) -> int:
        return self.for_one * self.children

    def is_due(self, programme: str, paid_months: int) -> bool:
        return programme not in self.waits_for or paid_months >= self.paid_months

    def fits_child(self, born: date, on: date) -> bool:
        """Whether a child is young enough on `on`; married and working are asked for elsewhere."""
        return on < birthday(born, self.age_below)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any], common: Mapping[str, Any]) -> Self:
        levels = (
            SchoolLevel(each["code"], each["a_year"], each["years"]) for each in plain["level"]
        )
        return cls(
            levels=tuple(levels),
            children=int(plain["children"]),
            paid_months=int(plain["paid_months"]),
            waits_for=frozenset(plain["waits_for"]),
            age_below=int(plain["age_below"]),
            unmarried=bool(plain["unmarried"]),
            not_working=bool(plain["not_working"]),
            validity=Validity.from_plain(plain, common),
        )


class Line(NamedTuple):
    """One part of an estimate. `due` is False for a part whose waiting time is not over."""

    code: str
    amount: int
    due: bool
    legal_basis: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What could be paid; `confirm` = ask the branch before anybody is told."""

    lines: tuple[Line, ...]
    confirm: bool

    @property
    def total(self) -> int:
        return sum(each.amount for each in self.lines if each.due)


@dataclass(frozen=True, slots=True)
class BenefitTable:
    """The benefits as they stand on the day of the event."""

    parts: tuple[Benefit, ...]
    waiting: Waiting | None  # None = there was no waiting time then
    scholarship: Scholarship

    def full_from(self, start: date) -> date:
        """The first day on which all of JKM is due for cover that began on `start`."""
        return months_after(start, self.waiting.months) if self.waiting else start

    def jkm(self, start: date, death: date, paid_months: int | None = None) -> Estimate:
        """Death that work did not cause. Without `paid_months` only the calendar is asked."""
        waiting = self.waiting
        is_full = death >= self.full_from(start)
        is_unclear = False
        if waiting:
            day = (death - start).days
            is_unclear = waiting.unclear_from_day <= day <= waiting.unclear_to_day
            if paid_months is None:
                is_unclear = is_unclear or is_full
            else:
                is_full = is_full and paid_months >= waiting.months
        return self._estimate("jkm", "death", 0, is_full=is_full, confirm=is_unclear)

    def jkk_death(self, wage_base: int) -> Estimate:
        """Death by an accident at work, or on the way there or back. Nothing waits."""
        return self._estimate("jkk", "death", wage_base)

    def jkk_total_disability(self, wage_base: int) -> Estimate:
        return self._estimate("jkk", "total_disability", wage_base)

    def ceilings(self) -> tuple[Benefit, ...]:
        """The costs an accident brings that are paid as they come, each up to a ceiling."""
        return tuple(each for each in self.parts if each.at_most)

    def _estimate(
        self,
        programme: str,
        event: str,
        wage_base: int,
        *,
        is_full: bool = True,
        confirm: bool = False,
    ) -> Estimate:
        parts = [each for each in self.parts if (each.programme, each.event) == (programme, event)]
        lines = tuple(
            Line(
                code=each.code,
                amount=self._amount(each, wage_base),
                due=is_full or not each.waiting,
                legal_basis=each.validity.legal_basis,
            )
            for each in parts
        )
        return Estimate(lines, confirm or any(each.validity.confirm for each in parts))

    def _amount(self, part: Benefit, wage_base: int) -> int:
        amount = part.amount + wage_base * part.wage_months // 100
        floors = (each.amount for each in self.parts if each.code == part.at_least)
        return max(amount, *floors, 0)


@dataclass(frozen=True, slots=True)
class Benefits:
    """All benefits with their dates."""

    parts: tuple[Benefit, ...]
    waitings: tuple[Waiting, ...]
    scholarships: tuple[Scholarship, ...]

    def __post_init__(self) -> None:
        require_no_overlap((each.code, each.validity) for each in self.parts)
        require_no_overlap(("waiting", each.validity) for each in self.waitings)
        require_no_overlap(("scholarship", each.validity) for each in self.scholarships)
        known = {each.code for each in self.parts} | {""}
        if strange := {each.at_least for each in self.parts} - known:
            raise ValueError(f"a benefit is at least {sorted(strange)}, which is none")

    def on(self, day: date) -> BenefitTable:
        """The benefits of that day; refused where the data know of none."""
        the_one(self.parts, day)
        return BenefitTable(
            parts=holding(self.parts, day),
            waiting=next(iter(holding(self.waitings, day)), None),
            scholarship=the_one(self.scholarships, day),
        )

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        return cls(
            parts=tuple(Benefit.from_plain(each, plain) for each in plain["benefit"]),
            waitings=tuple(Waiting.from_plain(each, plain) for each in plain["waiting"]),
            scholarships=tuple(
                Scholarship.from_plain(each, plain) for each in plain["scholarship"]
            ),
        )
