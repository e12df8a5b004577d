"""The registration number: 6472051003-1-000124-K.

The city assigns the office code, once in the nation, and nobody reads anything out of it. No day
is in a number, so none expires; none is given twice.
"""

import re
from dataclasses import dataclass
from typing import Self

from app.domain.refusal import Problem, Refusal
from app.domain.text import DASHES, plain_text

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OFFICE = re.compile(r"[0-9A-Z]{4,12}")
_TEXT = re.compile(r"([0-9A-Z]{4,12})-([1-9][0-9]{0,2})-([0-9]{6,})-([0-9A-Z])")
_ANY_DASH = re.compile(rf" ?[{re.escape(DASHES)}] ?| ")
_PER_INCARNATION = 1_000_000


@dataclass(frozen=True, slots=True)
class RegistrationNumber:
    """What a registration is known by on paper, from its first save as complete."""

    office: str
    station: int
    serial: int

    def __post_init__(self) -> None:
        if not (
            _OFFICE.fullmatch(self.office)
            and 1 <= self.station <= 999
            and self.serial > 0
            and self.running > 0
        ):
            raise Refusal(Problem("number.shape"))

    @classmethod
    def of(cls, office: str, station: int, incarnation: int, running: int) -> Self:
        """The number `running` (1 to 999,999) of one incarnation of a station's books.

        Books restored from a backup count in a new incarnation, beyond all the old one gave.
        """
        if incarnation < 0 or not 1 <= running < _PER_INCARNATION:
            raise Refusal(Problem("number.exhausted"))
        return cls(office, station, incarnation * _PER_INCARNATION + running)

    @property
    def incarnation(self) -> int:
        """Which life of the station's books gave it, from 0."""
        return self.serial // _PER_INCARNATION

    @property
    def running(self) -> int:
        """The how manieth of that life, from 1."""
        return self.serial % _PER_INCARNATION

    @property
    def text(self) -> str:
        """As printed, with the check character that tells a mistyped one."""
        rest = f"{self.office}-{self.station}-{self.serial:06}"
        return f"{rest}-{check_character(rest.replace('-', ''))}"


def parse(text: str) -> RegistrationNumber:
    """The number in `text`, small letters and spaces forgiven; a mistyped one is refused."""
    found = _TEXT.fullmatch(_ANY_DASH.sub("-", plain_text(text).upper()))
    if not found:
        raise Refusal(Problem("number.shape"))
    office, station, serial, _ = found.groups()
    number = RegistrationNumber(office, int(station), int(serial))
    if number.text != found.group():
        raise Refusal(Problem("number.check"))
    return number


def check_character(text: str) -> str:
    """The check character of ISO 7064, MOD 37,36, over digits and capital letters."""
    rest = 36
    for sign in text:
        rest = (rest + _ALPHABET.index(sign)) % 36 or 36
        rest = rest * 2 % 37
    return _ALPHABET[(1 - rest) % 36]
