"""Since when, until when and by which law a datum holds; and the days counted from another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Any, Protocol, Self, TypeVar

from app.domain.refusal import Problem, Refusal


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a datum holds, both ends included, and the law that says so."""

    valid_from: date
    valid_to: date | None  # None = until something else is known
    legal_basis: str
    confirm: bool = False  # sources disagree or are thin: say "perlu konfirmasi cabang"

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("a datum ends before it begins")
        if not self.legal_basis:
            raise ValueError("a datum without a legal basis")

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other: Self) -> bool:
        """Whether there is a day on which both hold."""
        return (self.valid_to is None or other.valid_from <= self.valid_to) and (
            other.valid_to is None or self.valid_from <= other.valid_to
        )

    @classmethod
    def from_plain(cls, *plain: Mapping[str, Any]) -> Self:
        """Read the four members; what the first mapping lacks is taken from the next.

        So a file says once what holds for all of its entries, and an entry only what differs.
        """

        def member(name: str) -> Any:
            return next((each[name] for each in plain if each.get(name) not in (None, "")), None)

        return cls(
            valid_from=_day(member("valid_from")),
            valid_to=None if (end := member("valid_to")) is None else _day(end),
            legal_basis=str(member("legal_basis") or ""),
            confirm=bool(member("confirm")),
        )


class HasValidity(Protocol):
    """Anything that says when it holds."""

    @property
    def validity(self) -> Validity: ...


DatedT = TypeVar("DatedT", bound=HasValidity)


def holding(entries: Iterable[DatedT], day: date) -> tuple[DatedT, ...]:
    """Those that hold on `day`, in their order."""
    return tuple(each for each in entries if each.validity.holds(day))


def the_one(entries: Iterable[DatedT], day: date) -> DatedT:
    """The one that holds on `day`, or a refusal: the law that far back (or ahead) is not known."""
    for each in entries:
        if each.validity.holds(day):
            return each
    raise Refusal(Problem("reference.no_rule", "effective_date", facts=(("day", day.isoformat()),)))


def require_no_overlap(entries: Iterable[tuple[object, Validity]]) -> None:
    """Two data of one key on one day would make the answer depend on the order of a file."""
    seen: dict[object, list[Validity]] = {}
    for key, validity in entries:
        others = seen.setdefault(key, [])
        if any(validity.overlaps(other) for other in others):
            raise ValueError(f"two data of {key!r} hold on the same day")
        others.append(validity)


def birthday(born: date, years: int) -> date:
    """The day a person reaches `years`.

    Born on 29 February, in a year without one: 1 March. The person has then lived all of the
    year before, as everybody else has on a birthday; on 28 February one day is missing.
    A slip such as 9999 does not lead beyond the calendar: its first or last day.
    """
    year = born.year + years
    if not MINYEAR <= year <= MAXYEAR:
        return date.max if years > 0 else date.min
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(born: date, day: date) -> int:
    """Full years lived; negative before birth."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def months_after(start: date, months: int) -> date:
    """The same day `months` calendar months later; the last day of a month too short for it."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    first_of_next = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = first_of_next - timedelta(days=1)
    return last.replace(day=min(start.day, last.day))


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value))
