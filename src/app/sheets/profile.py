"""How the insurer's lists look, out and back: a TOML file each, changed without the program.

Profiles lie under `insurer/` of the nation's data or the city's; a city's file takes the place of
a national one of the same name.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn, Self

from app.domain.decisions import FIX_CODES, Fix
from app.domain.draft import TEXT_FIELDS
from app.domain.insurer import ANSWERS, DAYS, SOURCES, Said
from app.domain.reference import DEFAULT_CITY, NATIONAL
from app.domain.refusal import Problem, Refusal
from app.domain.text import plain_text
from app.sheets.vocabulary import key

FOLDER = "insurer"
DEFAULT = "kandidat"
"""The profile of whoever names none."""

PENDING = "pending"
"""Words that say as much as an empty cell."""

Value = str | int | date

_PARTS = re.compile(r"dd|mm|yyyy")
_STRFTIME = {"dd": "%d", "mm": "%m", "yyyy": "%Y"}
_WORDS = (*(each.value for each in Said if each is not Said.NUMBERED), PENDING)


class _Fault(Exception):
    """Something in a profile is not what it should be, and where."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list that goes out."""

    title: str
    source: str  # of `SOURCES`; "" where every cell says `value`
    value: str
    date: str  # as `strftime` takes it
    words: Mapping[str, str]  # what codes are called there: male = "L"
    upper: bool
    max_length: int  # 0 = as long as it likes
    required: bool

    def text(self, value: Value | None) -> str:
        """What the cell says: one line of text, whatever the value is."""
        if not self.source:
            return self.value
        if isinstance(value, date):
            said = value.strftime(self.date)
        else:
            said = plain_text(str(value)) if value is not None else ""
        said = self.words.get(said, said)
        return said.upper() if self.upper else said


@dataclass(frozen=True, slots=True)
class Fixing:
    """A field that a refusal is about when its reason has one of these words."""

    words: tuple[str, ...]
    fix: Fix


@dataclass(frozen=True, slots=True)
class InsurerProfile:
    """One layout of the insurer's: the list, and how its answers are read."""

    code: str  # name of the file
    name: str
    confirmed: bool  # by the insurer's branch
    sheet: str
    header_row: int  # from 1
    columns: tuple[ListColumn, ...]
    titles: Mapping[str, frozenset[str]]
    words: Mapping[str, str]  # of results, by what the cell says
    dates: tuple[str, ...]  # as `strptime` takes them
    fixings: tuple[Fixing, ...]

    @classmethod
    def from_plain(cls, code: str, plain: Mapping[str, Any]) -> Self:
        """Read and demand sound; `_Fault` with the place where it is not."""
        table, answers = _table(plain, "list"), _table(plain, "answers")
        columns = tuple(
            _column(each, f"list.column {place}")
            for place, each in enumerate(_list(table, "column", "list"), 1)
        )
        titles = {
            name: frozenset(map(key, _texts(_table(answers, "titles"), name, "answers.titles")))
            for name in _table(answers, "titles")
        }
        header_row = table.get("header_row", 1)
        confirmed = plain.get("confirmed", False)
        _demand(isinstance(header_row, int) and 1 <= header_row <= 100, "list.header_row")
        _demand(isinstance(confirmed, bool), "confirmed")
        _demand(bool(columns), "list.column")
        doubled = [each.title for each in columns]
        _demand(len(set(doubled)) == len(doubled), "list.column title")
        _demand("nik" in {each.source for each in columns}, "list.column nik")
        _demand(set(titles) <= set(ANSWERS), "answers.titles")
        _demand(bool(titles.get("nik") or titles.get("number")), "answers.titles.nik")
        _demand("kpj" in titles, "answers.titles.kpj")
        return cls(
            code=code,
            name=_text(plain, "name", ""),
            confirmed=confirmed,
            sheet=_text(table, "sheet", "list"),
            header_row=header_row,
            columns=columns,
            titles=titles,
            words=_results(_table(answers, "words")),
            dates=tuple(_pattern(each, "answers.dates") for each in _some(answers, "dates")),
            fixings=tuple(
                _fixing(each, f"answers.fix {place}")
                for place, each in enumerate(_some(answers, "fix"), 1)
            ),
        )

    def said(self, text: str) -> str | None:
        """The code of a result, `PENDING` included; None where the word is not known."""
        return self.words.get(key(text))

    def day(self, text: str) -> date | None:
        """The day that a text of an answer names; None where it names none."""
        for pattern in self.dates:
            try:
                return datetime.strptime(text, pattern).date()  # noqa: DTZ007  # a day has no zone
            except ValueError:
                continue
        return None

    def fix(self, reason: str) -> Fix | None:
        """The field that a refusal is about, where that can be told from its reason."""
        said = f" {key(reason)} "
        for each in self.fixings:
            if any(f" {word} " in said for word in each.words):
                return each.fix
        return None


def profiles(resources: Path) -> Mapping[str, InsurerProfile]:
    """By code. `Refusal` with `insurer.profile` names the file that is damaged, and the place."""
    found = {}
    for folder in (resources / NATIONAL / FOLDER, resources / DEFAULT_CITY / FOLDER):
        for path in sorted(folder.glob("*.toml")):
            found[path.stem] = load(path)
    return found


def load(path: Path) -> InsurerProfile:
    """Read one file, or refuse it by its name and the place in it."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
        return InsurerProfile.from_plain(path.stem, plain)
    except (OSError, UnicodeDecodeError):
        where = "-"
    except tomllib.TOMLDecodeError as error:
        where = str(error)  # names the line
    except _Fault as fault:
        where = str(fault)
    facts = (("file", path.name), ("where", where))
    raise Refusal(Problem("insurer.profile", "profile", facts=facts)) from None


# -- the parts of a file, each demanded to be what it should be


def _column(plain: object, at: str) -> ListColumn:
    if not isinstance(plain, dict):
        _fail(at)
    known = {"title", "source", "value", "date", "words", "upper", "max_length", "required"}
    _demand(set(plain) <= known, at)
    source, value = plain.get("source", ""), plain.get("value", "")
    _demand(isinstance(value, str) and isinstance(source, str), f"{at} value")
    _demand(bool(source) != bool(value), f"{at} source")
    _demand(not source or source in SOURCES, f"{at} source")
    _demand(("date" in plain) == (source in DAYS), f"{at} date")
    words, longest = plain.get("words", {}), plain.get("max_length", 0)
    _demand(
        isinstance(words, dict) and all(isinstance(each, str) for each in words.values()),
        f"{at} words",
    )
    _demand(type(longest) is int and longest >= 0, f"{at} max_length")
    for name in ("upper", "required"):
        _demand(isinstance(plain.get(name, False), bool), f"{at} {name}")
    column = ListColumn(
        title=_text(plain, "title", at),
        source=source,
        value=value,
        date=_pattern(plain["date"], f"{at} date") if "date" in plain else "",
        words=words,
        upper=plain.get("upper", False),
        max_length=longest,
        required=plain.get("required", False),
    )
    _demand(not longest or len(value) <= longest, f"{at} value")
    return column


def _results(plain: Mapping[str, Any]) -> Mapping[str, str]:
    _demand(set(plain) <= set(_WORDS), "answers.words")
    found: dict[str, str] = {}
    for code in plain:
        for word in map(key, _texts(plain, code, "answers.words")):
            _demand(found.setdefault(word, code) == code, f"answers.words {code}")
    return found


def _fixing(plain: object, at: str) -> Fixing:
    if not isinstance(plain, dict):
        _fail(at)
    fix = Fix(_text(plain, "field", at), _text(plain, "code", at))
    _demand(fix.field in TEXT_FIELDS, f"{at} field")
    _demand(fix.code in FIX_CODES, f"{at} code")
    return Fixing(tuple(map(key, _texts(plain, "words", at))), fix)


def _pattern(text: object, at: str) -> str:
    """dd-mm-yyyy as %d-%m-%Y."""
    if not isinstance(text, str) or sorted(_PARTS.findall(text)) != ["dd", "mm", "yyyy"]:
        _fail(at)
    rest = _PARTS.sub("", text)
    _demand(not any(sign.isalnum() or sign == "%" for sign in rest), at)
    return _PARTS.sub(lambda found: _STRFTIME[found.group()], text)


def _table(plain: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = plain.get(name)
    return found if isinstance(found, dict) else _fail(name)


def _list(plain: Mapping[str, Any], name: str, at: str) -> Sequence[object]:
    found = plain.get(name)
    return found if isinstance(found, list) else _fail(f"{at}.{name}")


def _some(plain: Mapping[str, Any], name: str) -> Sequence[object]:
    return _list(plain, name, "answers") if name in plain else ()


def _text(plain: Mapping[str, Any], name: str, at: str) -> str:
    found = plain.get(name)
    if not isinstance(found, str) or not found.strip():
        _fail(f"{at} {name}".strip())
    return found


def _texts(plain: Mapping[str, Any], name: str, at: str) -> Sequence[str]:
    found = plain.get(name)
    if not isinstance(found, list) or not all(
        isinstance(each, str) and key(each) for each in found
    ):
        _fail(f"{at} {name}")
    return found


def _demand(holds: object, at: str) -> None:
    if not holds:
        _fail(at)


def _fail(at: str) -> NoReturn:
    raise _Fault(at)
