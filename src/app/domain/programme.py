"""A year's programme: whose money, how much of it, for whom; and what it buys.

Money is whole rupiah. The arithmetic is that of DOMAIN, section 2.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from app.domain.months import Month
from app.domain.refusal import Problem, Refusal
from app.domain.tariff import Bought, Fund, Tariff

_LONGEST = 24  # months; nobody's budget lasts longer
_MOST = 10**15
_MOST_PEOPLE = 10**9  # no city has more


class TargetKind(StrEnum):
    """How the places of a programme are given to the kelurahan."""

    NONE = "none"
    FIXED = "fixed"  # so many each, as the city says
    NEED = "need"  # by how many wait there


@dataclass(frozen=True, slots=True)
class Programme:
    """One year's programme as it stands; a change is another one with the next `seq`."""

    id: str
    seq: int
    year: int
    name: str
    owner_office: str
    fund: Fund
    ceiling: int  # rupiah
    wage_base: int  # names the tier of the tariff
    first_month: Month
    last_month: Month
    target: TargetKind = TargetKind.NONE
    offices: Mapping[str, int] = field(default_factory=dict)  # people by office, where fixed
    legal_basis: str = ""

    @property
    def months(self) -> int:
        return self.first_month.until(self.last_month) + 1

    def per_month(self, tariff: Tariff, month: Month, sector: str = "") -> int:
        """What one person costs for a month, after the discount where one fits this money."""
        table = tariff.on(month.first_day)
        tier = table.tier_of_base(self.wage_base)
        if tier is None:
            raise Refusal(Problem("programme.tier", "wage_base"))
        return table.due(tier, sector, self.fund).total

    def to_plain(self) -> dict[str, Any]:
        """As the books keep it; id, seq and year stand beside."""
        return {
            "name": self.name,
            "owner_office": self.owner_office,
            "fund": self.fund.value,
            "ceiling": self.ceiling,
            "wage_base": self.wage_base,
            "first_month": self.first_month.text,
            "last_month": self.last_month.text,
            "target": self.target.value,
            "offices": dict(self.offices),
            "legal_basis": self.legal_basis,
        }

    @classmethod
    def from_plain(cls, uid: str, seq: int, year: int, plain: Mapping[str, Any]) -> Self:
        return cls(
            id=uid,
            seq=seq,
            year=year,
            name=plain["name"],
            owner_office=plain["owner_office"],
            fund=Fund(plain["fund"]),
            ceiling=int(plain["ceiling"]),
            wage_base=int(plain["wage_base"]),
            first_month=Month.parse(plain["first_month"]),
            last_month=Month.parse(plain["last_month"]),
            target=TargetKind(plain["target"]),
            offices={office: int(count) for office, count in plain["offices"].items()},
            legal_basis=plain["legal_basis"],
        )


def demand_sound(programme: Programme, tariff: Tariff) -> None:
    """`Refusal` with every fault: a name, money, months the right way round, a tier of the law."""
    problems = []
    if not programme.name.strip():
        problems.append(Problem("programme.name", "name"))
    if not 0 < programme.ceiling <= _MOST:
        problems.append(Problem("programme.ceiling", "ceiling"))
    if not 2000 <= programme.year <= 2200:
        problems.append(Problem("programme.year", "year"))
    elif not 1 <= programme.months <= _LONGEST:
        problems.append(Problem("programme.months", "last_month"))
    else:
        table = tariff.on(programme.first_month.first_day)
        if table.tier_of_base(programme.wage_base) is None:
            problems.append(Problem("programme.tier", "wage_base"))
    if any(not 0 <= count <= _MOST_PEOPLE for count in programme.offices.values()):
        problems.append(Problem("programme.target", "offices"))
    if programme.target is TargetKind.FIXED and not programme.offices:
        problems.append(Problem("programme.target", "offices"))
    if problems:
        raise Refusal(*problems)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """So many people for so many months at a price, against so much money."""

    people: int
    months: int
    per_month: int  # for one person
    money: int

    @property
    def cost(self) -> int:
        return self.people * self.months * self.per_month

    @property
    def is_enough(self) -> bool:
        return self.cost <= self.money

    @property
    def missing(self) -> int:
        """What lacks; 0 when it is enough."""
        return max(0, self.cost - self.money)

    @property
    def unspent(self) -> int:
        """What would be left over; 0 when it is not enough."""
        return max(0, self.money - self.cost)

    @property
    def months_for_all(self) -> Bought | None:
        """The full months the money covers all people for; None for nobody."""
        price = self.people * self.per_month
        return Bought(*divmod(self.money, price)) if price else None

    @property
    def people_for_all_months(self) -> Bought | None:
        """How many people it covers for all months; None for no month."""
        price = self.months * self.per_month
        return Bought(*divmod(self.money, price)) if price else None


def shares(places: int, need: Mapping[str, int]) -> Mapping[str, int]:
    """Places given to offices by their need, never more than it; the largest rests first.

    All places are given unless everybody has one.
    """
    whole = sum(need.values())
    if places >= whole:
        return dict(need)
    given = {office: places * wanted // whole for office, wanted in need.items()}
    rests = sorted(need, key=lambda office: (-(places * need[office] % whole), office))
    for office in rests[: places - sum(given.values())]:
        given[office] += 1
    return given
