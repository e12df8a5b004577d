"""The NIK: what its digits say, and what may be odd about them.

`PPRRSS DDMMYY NNNN`: the place where it was first issued, the birth date (day + 40 for women)
and a serial. It has no check digit, and it never changes: not when its owner moves, nor when the
birth date is corrected later. So place and date can only ever warn.
"""

import re
from collections.abc import Callable
from dataclasses import InitVar, dataclass
from datetime import date
from enum import StrEnum

from app.domain.refusal import Level, Problem, Refusal
from app.domain.text import bare_number, is_digits, lookalikes

_MANGLED = re.compile(r"\s*[0-9]+([.,][0-9]+)?\s*[eE]\s*\+?\s*[0-9]+\s*|\s*[0-9]{11,}[.,]0+\s*")
_LONGEST = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_FILLERS = frozenset({"1234567890123456", "0123456789012345", "9876543210987654"})


class Sex(StrEnum):
    """As the KTP states it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, repr=False)
class Nik:
    """A resident's national number. To hold one is to know its shape and its date are possible.

    `date_confirmed`: taken although its date never was, because Dukcapil says it is genuine.
    """

    digits: str
    date_confirmed: InitVar[bool] = False

    def __post_init__(self, date_confirmed: bool) -> None:
        if not (len(self.digits) == 16 and is_digits(self.digits)):
            raise Refusal(Problem("nik.shape", "nik", facts=(("length", len(self.digits)),)))
        if len(set(self.digits)) == 1 or self.digits in _FILLERS:
            raise Refusal(Problem("nik.filler", "nik"))
        if not date_confirmed and not self.has_date:
            raise Refusal(Problem("nik.date", "nik", Level.WARN))

    def __repr__(self) -> str:  # a log line must never carry a NIK
        return "Nik(..)"

    @property
    def province(self) -> str:
        """Two digits: 64."""
        return self.digits[:2]

    @property
    def city(self) -> str:
        """City or regency: 64.72."""
        return f"{self.digits[:2]}.{self.digits[2:4]}"

    @property
    def region(self) -> str:
        """The kecamatan of first issue: 64.72.05."""
        return f"{self.city}.{self.digits[4:6]}"

    @property
    def sex(self) -> Sex:
        """Told by the 40 added to a woman's day."""
        return Sex.FEMALE if int(self.digits[6:8]) > 40 else Sex.MALE

    @property
    def day(self) -> int:
        """Day of birth, the 40 taken off again. Only where `has_date` a day of the calendar."""
        written = int(self.digits[6:8])
        return written - 40 if written > 40 else written

    @property
    def month(self) -> int:
        """Month of birth."""
        return int(self.digits[8:10])

    @property
    def year2(self) -> int:
        """The last two digits of the birth year; the century is not in a NIK."""
        return int(self.digits[10:12])

    @property
    def serial(self) -> str:
        """Four digits, from 0001."""
        return self.digits[12:]

    @property
    def masked(self) -> str:
        """For lists and papers: 6472••••••••0001."""
        return f"{self.digits[:4]}{'•' * 8}{self.digits[12:]}"

    @property
    def has_date(self) -> bool:
        """Whether its day was ever in a calendar, in one century or the other."""
        # asked several times for each NIK of a list, so without making a day of each century
        longest = _LONGEST.get(self.month, 0)
        if self.month == 2 and self.year2 % 4 == 0:  # 1900 had no 29 February, 2000 had
            longest = 29
        return 1 <= self.day <= longest


def read_nik(text: str) -> Nik:
    """The NIK in `text`, or a refusal that says precisely what is wrong with it.

    Spaces, dots, quotes and dashes are trimmed; letters are pointed out, never replaced.
    """
    if _MANGLED.fullmatch(text):
        raise Refusal(Problem("nik.mangled", "nik"))
    bare = bare_number(text)
    if not bare:
        raise Refusal(Problem("nik.missing", "nik"))
    if len(bare) == 16 and (alike := lookalikes(bare)):
        raise Refusal(Problem("nik.letters", "nik", facts=alike))
    if not is_digits(bare):  # to count them would tell somebody with 16 signs to type 16
        raise Refusal(Problem("nik.signs", "nik"))
    return Nik(bare)


def births(nik: Nik, today: date) -> tuple[date, ...]:
    """Every birth date the NIK can mean, earliest first: one or two, none for a confirmed odd one.

    Which century it is nobody knows from a NIK alone, so none is picked.
    """
    return tuple(day for day in _days(nik) if day <= today)


def nik_problems(
    nik: Nik,
    birth_date: date | None,
    sex: str,
    region_known: Callable[[str], str | None],
    home_city: str,
) -> tuple[Problem, ...]:
    """What is odd about a NIK beside the other fields of its owner: warnings and notes only.

    `region_known` gives the name of a province (64), a city (64.72) or a kecamatan (64.72.05)
    that is or once was, or None.
    """
    problems = []
    if region_known(nik.province) is None:
        problems.append(Problem("nik.province", "nik", Level.WARN, (("province", nik.province),)))
    elif nik.city != home_city:
        origin = region_known(nik.city) or region_known(nik.province) or nik.city
        problems.append(Problem("nik.region", "nik", Level.NOTE, (("region", origin),)))
    elif region_known(nik.region) is None:
        problems.append(Problem("nik.kecamatan", "nik", Level.NOTE))
    if nik.serial == "0000":
        problems.append(Problem("nik.serial", "nik", Level.WARN))
    if not nik.has_date:
        return tuple(problems)
    if birth_date is not None:
        problems.extend(_birth_problems(nik, birth_date))
    if sex and sex != nik.sex:
        problems.append(Problem("nik.sex", "sex", Level.WARN))
    return tuple(problems)


def neighbours(digits: str) -> frozenset[str]:
    """Every number one slip of the finger away: one digit another, or two neighbours swapped."""
    near = {
        digits[:at] + other + digits[at + 1 :]
        for at in range(len(digits))
        for other in "0123456789"
    }
    near.update(
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(len(digits) - 1)
    )
    return frozenset(near - {digits})


def _birth_problems(nik: Nik, birth_date: date) -> tuple[Problem, ...]:
    month_and_year = (birth_date.month, birth_date.year % 100) == (nik.month, nik.year2)
    if month_and_year and birth_date.day == nik.day:
        return ()
    said = f"{nik.day:02}-{nik.month:02}-{nik.year2:02}"
    differs = Problem("nik.birth_date", "birth_date", Level.WARN, (("said", said),))
    if month_and_year and birth_date.day % 10 == nik.day % 10:
        # 4, 5 and 6 at the start of a woman's day are read for one another
        return differs, Problem("nik.day_tens", "nik", Level.NOTE)
    return (differs,)


def _days(nik: Nik) -> tuple[date, ...]:
    days = []
    for century in (1900, 2000):
        try:
            days.append(date(century + nik.year2, nik.month, nik.day))
        except ValueError:  # 29 February of 1900, or no day of any year
            continue
    return tuple(days)
