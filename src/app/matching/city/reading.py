"""Written fields as numbers that can be compared.

Nothing is refused here: what cannot be read counts as missing, and so do the fillers that people
type where they know nothing ("0", "-", sixteen nines). 0 is "missing" in every column.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.city.people import People
from app.matching.city.words import STREET_WIDTH, WIDTH, Names, Streets, Vocabulary, tokens

Ints = NDArray[np.int64]
Words = NDArray[np.int32]
Signs = NDArray[np.uint8]

LONGEST_NUMBER = 18

_NO_DIGIT = re.compile(r"[^0-9A-Z]+")
_DATE = re.compile(r"\d+|[^\W\d_]+")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "JAN", "FEB PEB", "MAR", "APR", "MAY MEI", "JUN", "JUL", "AUG AGU AGT AGS", "SEP",
            "OCT OKT", "NOV NOP", "DEC DES",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_SEXES = {
    **dict.fromkeys(("L", "LK", "LAKI-LAKI", "LAKI LAKI", "LAKI", "PRIA", "M", "MALE", "1"), 1),
    **dict.fromkeys(("P", "PR", "PEREMPUAN", "WANITA", "W", "F", "FEMALE", "2"), 2),
}
_FILLERS = frozenset(("1234567890123456", "123456789"))


@dataclass(slots=True, repr=False)
class Number:
    """A number with many digits: a hash for equality, its signs for closeness."""

    key: Ints
    signs: Signs
    length: NDArray[np.int8]


@dataclass(slots=True, repr=False)
class Name:
    """A name: hash as written, hash of its words, the words."""

    written: Ints
    key: Ints
    words: Words


@dataclass(slots=True, repr=False)
class Table:
    """All rows of all files, ready to be compared; a column of zeros where a file has none."""

    nik: Number
    name: Name
    mother: Name
    year: NDArray[np.int16]
    month: NDArray[np.int8]
    day: NDArray[np.int8]
    birth_place: Words
    sex: NDArray[np.int8]
    street: Words
    house: Ints
    rt: Ints
    kelurahan: Ints
    phone: Number
    kk: Number

    def __len__(self) -> int:
        return len(self.year)

    @property
    def birth(self) -> Ints:
        """The whole birth date as one number; 0 where a part is missing."""
        whole = (self.year > 0) & (self.month > 0) & (self.day > 0)
        number = self.year.astype(np.int64) * 10_000 + self.month.astype(np.int64) * 100 + self.day
        return np.where(whole, number, 0)

    def followed_by(self, other: "Table") -> "Table":
        """One table of the rows of both."""
        return _joined(self, other)

    def some(self, rows: Ints) -> "Table":
        """A table of some rows of this one."""
        return _part(self, rows)


def _joined(one: object, other: object) -> "Table":
    kind = type(one)
    parts = {}
    for each in fields(one):  # type: ignore[arg-type]
        a, b = getattr(one, each.name), getattr(other, each.name)
        parts[each.name] = np.concatenate([a, b]) if isinstance(a, np.ndarray) else _joined(a, b)
    return kind(**parts)  # type: ignore[return-value]


def _part(whole: object, rows: Ints) -> "Table":
    parts = {}
    for each in fields(whole):  # type: ignore[arg-type]
        column = getattr(whole, each.name)
        parts[each.name] = column[rows] if isinstance(column, np.ndarray) else _part(column, rows)
    return type(whole)(**parts)  # type: ignore[return-value]


@dataclass(slots=True, repr=False)
class Reader:
    """Reads files into tables that can be compared with one another."""

    names: Names = field(default_factory=Names)
    streets: Streets = field(default_factory=Streets)
    places: Vocabulary = field(default_factory=Vocabulary)
    sexes: Vocabulary = field(default_factory=Vocabulary)

    def read(self, people: People) -> Table:
        """The rows of a file as numbers."""
        count = len(people)
        name = self._name(people.column("name"), count)
        mother = self._name(people.column("mother_name"), count)
        year, month, day = _dates(people.column("birth_date"), count)
        street, house = self._street(people.column("address"), count)
        return Table(
            nik=_number(people.column("nik"), count, _nik),
            name=name,
            mother=mother,
            year=year,
            month=month,
            day=day,
            birth_place=self._places(people.column("birth_place"), count),
            sex=self._sexes(people.column("sex"), count),
            street=street,
            house=house,
            rt=_codes(people.column("rt"), count),
            kelurahan=_codes(people.column("kelurahan"), count),
            phone=_number(people.column("phone"), count, _phone),
            kk=_number(people.column("kk"), count, _kk),
        )

    def _name(self, texts: Sequence[str] | None, count: int) -> Name:
        if texts is None:
            nothing = np.zeros(count, np.int64)
            return Name(nothing, nothing, np.zeros((count, WIDTH), np.int32))
        return Name(*self.names.read(texts))

    def _street(self, texts: Sequence[str] | None, count: int) -> tuple[Words, Ints]:
        if texts is None:
            return np.zeros((count, STREET_WIDTH), np.int32), np.zeros(count, np.int64)
        return self.streets.read(texts)

    def _places(self, texts: Sequence[str] | None, count: int) -> Words:
        return _each_once(
            texts, count, lambda text: self.places.number("".join(tokens(text))), np.int32
        )

    def _sexes(self, texts: Sequence[str] | None, count: int) -> NDArray[np.int8]:
        def read(text: str) -> int:
            bare = text.strip().upper()
            return _SEXES.get(bare) or (min(2 + self.sexes.number(bare), 127) if bare else 0)

        return _each_once(texts, count, read, np.int8)


def _each_once(
    texts: Sequence[str] | None, count: int, read: Callable[[str], int], kind: type
) -> NDArray[Any]:
    """A column of few values, each read once."""
    if texts is None:
        return np.zeros(count, kind)
    known = {text: read(text) if text else 0 for text in dict.fromkeys(texts)}
    return np.fromiter(map(known.__getitem__, texts), kind, count)


def _codes(texts: Sequence[str] | None, count: int) -> Ints:
    """Short codes and names of places: capitals, without leading zeros."""

    def read(text: str) -> int:
        bare = " ".join(text.upper().split()).lstrip("0")
        return hash(bare) if bare.strip("-.") else 0

    return _each_once(texts, count, read, np.int64)


def _number(texts: Sequence[str] | None, count: int, clean: Callable[[str], str]) -> Number:
    key = np.zeros(count, np.int64)
    if texts is None:
        return Number(key, np.zeros((count, LONGEST_NUMBER), np.uint8), np.zeros(count, np.int8))
    cleaned = [clean(text) if text else "" for text in texts]
    written = np.array(cleaned, f"S{LONGEST_NUMBER}")
    length = np.fromiter(map(len, cleaned), np.int8, count)
    key[:] = np.fromiter(map(hash, cleaned), np.int64, count)
    key[length == 0] = 0
    return Number(key, written.view(np.uint8).reshape(count, LONGEST_NUMBER), length)


def _bare_number(text: str) -> str:
    """Digits and capitals only; "" where it says nothing."""
    if not (text.isascii() and text.isdigit()):
        text = text.strip().upper().removesuffix(".0")
        text = _NO_DIGIT.sub("", text if text.isascii() else _ascii_digits(text))
    text = text[:LONGEST_NUMBER]
    return text if len(set(text)) > 1 and text not in _FILLERS else ""


def _ascii_digits(text: str) -> str:
    """Arabic and other digits as ours."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def _nik(text: str) -> str:
    bare = _bare_number(text)
    return bare if len(bare) >= 4 else ""


def _kk(text: str) -> str:
    bare = _bare_number(text)
    return bare if len(bare) >= 6 else ""


def _phone(text: str) -> str:
    """Digits without the country or the first 0."""
    bare = _bare_number(text).lstrip("0")
    bare = bare.removeprefix("62").lstrip("0") if bare.startswith("62") else bare
    return bare if len(bare) >= 5 else ""


# --- dates ------------------------------------------------------------------------------------


def _dates(
    texts: Sequence[str] | None, count: int
) -> tuple[NDArray[np.int16], NDArray[np.int8], NDArray[np.int8]]:
    if texts is None:
        return np.zeros(count, np.int16), np.zeros(count, np.int8), np.zeros(count, np.int8)
    known = {text: read_parts(text) for text in dict.fromkeys(texts)}
    parts = np.array([known[text] for text in texts], np.int16).reshape(count, 3)
    return parts[:, 0].copy(), parts[:, 1].astype(np.int8), parts[:, 2].astype(np.int8)


def read_parts(text: str) -> tuple[int, int, int]:
    """Year, month and day of a date in any usual order; 0 for a part that is not there.

    No calendar is asked: the 31st of June is a slip of the hand and still says much.
    """
    found = _DATE.findall(text.upper()[:40])
    parts = [int(each) for each in found if each.isdecimal()][:3]
    digits = [each for each in found if each.isdecimal()][:3]
    month = next((_MONTHS[each[:3]] for each in found if each[:3] in _MONTHS), 0)
    if not parts:
        return 0, 0, 0
    if len(parts) == 1 and len(digits[0]) == 8:
        return _eight(digits[0])
    if month:
        return _with_named_month(parts, month)
    if len(parts) == 1:
        return (parts[0], 0, 0) if 1000 <= parts[0] <= 9999 else (0, 0, 0)
    if len(parts) == 2:
        year, other = max(parts), min(parts)
        return (_year(year), _month(other), 0) if year > 31 else (0, 0, 0)
    if len(digits[0]) >= 3:  # the year first
        return _year(parts[0]), _month(parts[1]), _day(parts[2])
    if parts[1] > 12 >= parts[0]:  # month first, as in America
        return _year(parts[2]), _month(parts[0]), _day(parts[1])
    return _year(parts[2]), _month(parts[1]), _day(parts[0])


def _eight(digits: str) -> tuple[int, int, int]:
    if 1800 <= int(digits[:4]) <= 2199:
        return int(digits[:4]), _month(int(digits[4:6])), _day(int(digits[6:]))
    return _year(int(digits[4:])), _month(int(digits[2:4])), _day(int(digits[:2]))


def _with_named_month(parts: list[int], month: int) -> tuple[int, int, int]:
    if len(parts) == 1:
        return _year(parts[0]), month, 0
    day, year = (parts[1], parts[0]) if parts[0] > 31 else (parts[0], parts[1])
    return _year(year), month, _day(day)


def _year(number: int) -> int:
    if number < 100:  # two digits: of the last hundred years
        return number + (2000 if number <= 30 else 1900)
    return min(number, 9999)


def _month(number: int) -> int:
    return min(number, 99)


def _day(number: int) -> int:
    return min(number, 99)
