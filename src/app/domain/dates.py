"""Days as people write them, and as the program writes them back."""

import re
from datetime import date

from app.domain.refusal import Problem, Refusal
from app.domain.text import DASHES, plain_text

_MONTHS = {
    "januari": 1, "januar": 1, "jan": 1, "january": 1, "februari": 2, "pebruari": 2, "feb": 2,
    "peb": 2, "february": 2, "maret": 3, "mar": 3, "mrt": 3, "march": 3, "april": 4, "apr": 4,
    "mei": 5, "may": 5, "juni": 6, "jun": 6, "june": 6, "juli": 7, "jul": 7, "july": 7,
    "agustus": 8, "agu": 8, "agt": 8, "ags": 8, "agust": 8, "aug": 8, "august": 8,
    "september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10, "october": 10, "oct": 10,
    "november": 11, "nopember": 11, "nov": 11, "nop": 11, "desember": 12, "des": 12,
    "december": 12, "dec": 12,
}  # fmt: skip
_AS_WRITTEN = re.compile(r"([0-9]{2})[-/]([0-9]{2})[-/]([12][0-9]{3})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{2}|[0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2})[-/. ]*([a-z]+)\.?[-/. ]*([0-9]{2}|[0-9]{4})")
_UNBROKEN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[1-5][0-9]{4}(\.[0-9]+)?")
_MIDNIGHT = re.compile(r"(?<=[0-9])[ t]0?0[:.]00([:.]00(\.0+)?)?$")
_EARLIEST = 1850  # an older year is a slip of the finger, not a resident


def read_date(text: str) -> date:
    """The day that `text` names, day first as on the papers.

    Read are 17-08-1985, 17/8/1985, 17.08.1985, 17081985, 1985-08-17 and 17 Agustus 1985. Nothing
    is guessed: a year of two digits, a day that never was, month before day and the number that
    a spreadsheet keeps instead of a day are refused, each by its own code.
    """
    if found := _AS_WRITTEN.fullmatch(text):  # as nearly all of a list is, and the register
        day, month, year = found.groups()
        return _day(year, int(month), int(day))
    typed = plain_text(text).lower()
    for dash in DASHES:
        typed = typed.replace(dash, "-")
    typed = _MIDNIGHT.sub("", re.sub(r" ?([-/.]) ?", r"\1", typed))
    if not typed.strip("-/.0 "):
        # a day of nothing but zeros is how databases write "no day"
        raise Refusal(Problem("date.missing"))
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
        return _day(year, int(month), int(day))
    if found := _DAY_FIRST.fullmatch(typed) or _UNBROKEN.fullmatch(typed):
        day, month, year = found.groups()
        return _day(year, int(month), int(day))
    if found := _IN_WORDS.fullmatch(typed):
        day, word, year = found.groups()
        if word in _MONTHS:
            return _day(year, _MONTHS[word], int(day))
    raise Refusal(Problem("date.serial" if _SERIAL.fullmatch(typed) else "date.shape"))


def write_date(day: date) -> str:
    """A day as clerks type it, and as `read_date` reads it back: 17-08-1985."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def first_of_next_month(day: date) -> date:
    """The day cover starts by default, where the list is closed at the end of the month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _day(year: str, month: int, day: int) -> date:
    if len(year) == 2:
        raise Refusal(Problem("date.century"))
    if 12 < month <= 31 and day <= 12:
        raise Refusal(Problem("date.american"))
    try:
        read = date(int(year), month, day)
    except ValueError:
        raise Refusal(Problem("date.impossible")) from None
    if read.year < _EARLIEST:
        raise Refusal(Problem("date.impossible"))
    return read
