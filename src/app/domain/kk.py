"""The No. KK: the number of a family card.

Region (6), the day it was recorded (DDMMYY, never with 40 added) and a serial (4). It changes
with every move, split or death of the head, so it is never a key and never unique.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.nik import Nik
from app.domain.refusal import Level, Problem, Refusal
from app.domain.text import bare_number, is_digits, lookalikes

_FIRST_YEAR = 1970  # no family card of before is in use, so 70..99 are of the 1900s


@dataclass(frozen=True, slots=True, repr=False)
class Kk:
    """A family card's number of possible shape."""

    digits: str

    def __post_init__(self) -> None:
        if not (len(self.digits) == 16 and is_digits(self.digits)):
            raise Refusal(Problem("kk.shape", "kk", facts=(("length", len(self.digits)),)))
        if len(set(self.digits)) == 1:
            raise Refusal(Problem("kk.filler", "kk"))

    def __repr__(self) -> str:  # a log line must never carry a No. KK
        return "Kk(..)"

    @property
    def recorded_on(self) -> date | None:
        """The day it was recorded; None for the odd old number that holds no possible day."""
        year2 = int(self.digits[10:12])
        year = 1900 + year2 if 1900 + year2 >= _FIRST_YEAR else 2000 + year2
        try:
            return date(year, int(self.digits[8:10]), int(self.digits[6:8]))
        except ValueError:
            return None


def read_kk(text: str) -> Kk | None:
    """The No. KK in `text`; None where lists write "0" or "-" for none.

    That is no number: read as one it would make one family of all who have none.
    """
    bare = bare_number(text)
    if not bare:
        return None
    if len(bare) == 16 and (alike := lookalikes(bare)):
        raise Refusal(Problem("kk.letters", "kk", facts=alike))
    if not is_digits(bare):
        raise Refusal(Problem("kk.signs", "kk"))
    return Kk(bare)


def kk_problems(kk: Kk, nik: Nik | None, today: date) -> tuple[Problem, ...]:
    """What is wrong or odd about a No. KK beside its owner's NIK."""
    if nik is not None and kk.digits == nik.digits:
        return (Problem("kk.same_as_nik", "kk"),)
    recorded = kk.recorded_on
    if recorded is None:
        return (Problem("kk.date", "kk", Level.WARN),)
    if recorded > today:
        return (Problem("kk.future", "kk", facts=(("day", recorded.isoformat()),)),)
    return ()
