"""What a month of cover costs, and what a sum of money buys. All money in whole rupiah."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, Self

from app.domain.dated import Validity, holding, require_no_overlap, the_one


class Fund(StrEnum):
    """Who pays the contribution."""

    APBD = "apbd"
    APBN = "apbn"
    SELF = "self"
    OTHER = "other"  # Baznas, CSR, village


class Bought(NamedTuple):
    """What a sum buys in full, and what is left of it."""

    full: int  # months, or people
    rest: int  # rupiah


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one person's cover costs for one month."""

    jkk: int
    jkm: int

    @property
    def total(self) -> int:
        return self.jkk + self.jkm

    def cost(self, people: int, months: int = 1) -> int:
        return self.total * people * months

    def months_bought(self, money: int, people: int) -> Bought:
        """The full months `money` covers all `people` for."""
        return _bought(money, self.cost(people))

    def people_for(self, money: int, months: int) -> Bought:
        """How many people `money` covers for all `months`."""
        return _bought(money, self.cost(1, months))

    def less(self, percent: int) -> "Contribution":
        """With a discount; half a rupiah and more is rounded up."""
        return Contribution(*(_share(each, 100 - percent) for each in (self.jkk, self.jkm)))


@dataclass(frozen=True, slots=True)
class Tier:
    """One row of the table: from this income on, until the next row begins."""

    number: int
    income_from: int
    wage_base: int  # the "upah" the JKK benefits are counted from
    contribution: Contribution
    validity: Validity

    @property
    def is_lowest(self) -> bool:
        return self.income_from == 0

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        return cls(
            number=int(row["tier"]),
            income_from=int(row["income_from"]),
            wage_base=int(row["wage_base"]),
            contribution=Contribution(jkk=int(row["jkk"]), jkm=int(row["jkm"])),
            validity=Validity.from_plain(row),
        )


@dataclass(frozen=True, slots=True)
class Discount:
    """A part of the contribution the law lets off, for some sectors and some payers."""

    percent: int
    sectors: frozenset[str]
    not_funded_by: frozenset[Fund]
    validity: Validity

    def fits(self, sector: str, fund: Fund) -> bool:
        return sector in self.sectors and fund not in self.not_funded_by

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        percent = int(plain["percent"])
        if not 0 < percent <= 100:
            raise ValueError("a discount is between 1 and 100 percent")
        return cls(
            percent=percent,
            sectors=frozenset(plain["sectors"]),
            not_funded_by=frozenset(Fund(each) for each in plain["not_funded_by"]),
            validity=Validity.from_plain(plain),
        )


@dataclass(frozen=True, slots=True)
class TariffTable:
    """The table as it holds on one day.

    The bands as printed leave gaps (1,099,001 to 1,099,999): only their lower bounds count.
    """

    tiers: tuple[Tier, ...]  # by rising income; the first begins at nothing
    discounts: tuple[Discount, ...]

    @property
    def base(self) -> Tier:
        """The lowest tier: the one everybody in a city's programme is registered in."""
        return self.tiers[0]

    def tier(self, income: int) -> Tier:
        """The last tier that begins at or below `income` a month."""
        if income < 0:
            raise ValueError("an income below nothing")
        return [each for each in self.tiers if each.income_from <= income][-1]

    def tier_of_base(self, wage_base: int) -> Tier | None:
        """The tier with this wage base; None where the law has none such."""
        return next((each for each in self.tiers if each.wage_base == wage_base), None)

    def discount(self, sector: str, fund: Fund) -> Discount | None:
        return next((each for each in self.discounts if each.fits(sector, fund)), None)

    def due(self, tier: Tier, sector: str, fund: Fund) -> Contribution:
        """What is to be paid for a month, after the discount where there is one."""
        discount = self.discount(sector, fund)
        return tier.contribution.less(discount.percent) if discount else tier.contribution


@dataclass(frozen=True, slots=True)
class Tariff:
    """Every table the law has had since the data begin."""

    tiers: tuple[Tier, ...]
    discounts: tuple[Discount, ...]

    def __post_init__(self) -> None:
        require_no_overlap((each.income_from, each.validity) for each in self.tiers)
        require_no_overlap(
            (sector, each.validity) for each in self.discounts for sector in each.sectors
        )
        if any(not self.on(each.validity.valid_from).base.is_lowest for each in self.tiers):
            raise ValueError("a table that leaves the poorest without a tier")

    def on(self, day: date) -> TariffTable:
        """The table of that day; refused where the data know of none."""
        the_one(self.tiers, day)
        tiers = sorted(holding(self.tiers, day), key=lambda each: each.income_from)
        return TariffTable(tuple(tiers), holding(self.discounts, day))


def _bought(money: int, price: int) -> Bought:
    if money < 0 or price <= 0:
        raise ValueError("nothing can be bought with or for that")
    return Bought(*divmod(money, price))


def _share(amount: int, percent: int) -> int:
    return (amount * percent * 2 + 100) // 200
