"""What lists call things: titles of columns and words in cells, from `columns.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.domain.words import words
from app.sheets.workbook import Cell

FILE_NAME = "columns.toml"

BIRTH, RT_RW, SEX_MALE, SEX_FEMALE = "birth", "rt_rw", "sex_male", "sex_female"
COMBINED = (BIRTH, RT_RW, SEX_MALE, SEX_FEMALE)
"""Columns that are not one field: place and day of birth, RT/RW, a tick under L or under P."""

IGNORED = ""
"""The target of a column that is known and not wanted: running number, age, signature."""

_IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_SPREAD = re.compile(r"\b[A-Z](?: [A-Z]\b)+")
_LAST_NUMBER = re.compile(r"^(.*?) ?([1-9][0-9]?)$")


@lru_cache(maxsize=1024)  # the few words of a column of codes come again in every row
def key(text: Cell) -> str:
    """How texts are compared: "No. KTP*" as "NO KTP"."""
    return " ".join(words(str(text)))


@dataclass(frozen=True, slots=True)
class Title:
    """What a title means: a field of the draft or of a member of the family.

    `number` is the one in "Ahli waris 2"; None where the title has none.
    """

    field: str
    of_heir: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The titles and words that are known; other spellings are data, not code."""

    _columns: Mapping[str, str]
    _heir_columns: Mapping[str, str]
    _heir_alone: Mapping[str, str]
    _heir_marks: tuple[str, ...]
    _heir_groups: frozenset[str]
    _under: Mapping[tuple[str, str], str]
    _words: Mapping[str, Mapping[str, str]]
    _empty: frozenset[str]
    _footer: tuple[str, ...]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """From `columns.toml` in `folder`; a field nobody knows there is our mistake."""
        return cls.from_plain(tomllib.loads((folder / FILE_NAME).read_text("utf-8")))

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        heirs = plain["heirs"]
        columns = _by_title(plain["columns"], (*TEXT_FIELDS, *COMBINED))
        return cls(
            _columns={**dict.fromkeys(map(key, plain["ignored"]["titles"]), IGNORED), **columns},
            _heir_columns=_by_title(heirs["columns"], HEIR_FIELDS),
            _heir_alone=_by_title(heirs["alone"], HEIR_FIELDS),
            _heir_marks=tuple(sorted(map(key, heirs["marks"]), key=len, reverse=True)),
            _heir_groups=frozenset(map(key, heirs["groups"])),
            _under=dict(_under(plain["under"])),
            _words={
                field: MappingProxyType(
                    {key(word): code for code, said in codes.items() for word in said}
                )
                for field, codes in plain["words"].items()
            },
            _empty=frozenset(map(str.upper, plain["empty"]["words"])),
            _footer=tuple(map(key, plain["footer"]["starts"])),
        )

    def with_titles(self, columns: Mapping[str, Iterable[str]]) -> Self:
        """The same, where the titles of one kind of list mean what its profile says."""
        more = _by_title(columns, (*TEXT_FIELDS, *COMBINED))
        return replace(self, _columns={**self._columns, **more})

    def title(self, text: Cell, group: Cell = "") -> Title | None:
        """What the column titled `text`, below `group` if it stands below one, is about."""
        if group and (known := self._below_group(text, group)):
            return known
        for spelled in _spellings(text):
            if known := self._alone(spelled):
                return known
        return None

    def is_heir_field(self, field: str) -> bool:
        """Whether lists have such a column of the family: a second "NIK" beside an heir's name."""
        return field in self._heir_columns.values()

    def word(self, field: str, cell: Cell) -> str | None:
        """The code for a word in a cell of `field`; None where the word is not known."""
        return self._words[field].get(key(cell))

    def words_of(self, field: str) -> tuple[str, ...]:
        """All words known in a column of `field`."""
        return tuple(self._words[field])

    def is_empty(self, text: str) -> bool:
        """Whether the cell says that there is nothing: "-", "...", "tidak ada"."""
        if text[:1].isalpha():  # most cells of a list: asked a million times, so asked cheaply
            return text.upper().rstrip(".") in self._empty
        return not any(sign.isalnum() for sign in text)

    def is_footer(self, text: str) -> bool:
        """Whether a text belongs below a list: a total, the place for signatures."""
        spelled = key(text)
        return any(spelled == start or spelled.startswith(start + " ") for start in self._footer)

    def _below_group(self, text: Cell, group: Cell) -> Title | None:
        for spelled_group in _spellings(group):
            group_name, number = _without_number(spelled_group)
            for spelled in _spellings(text):
                if spelled_group in self._heir_groups or group_name in self._heir_groups:
                    name, own_number = _without_number(spelled)
                    field = self._heir_columns.get(spelled) or self._heir_columns.get(name)
                    if field:
                        return Title(field, of_heir=True, number=number or own_number)
                if (field := self._under.get((spelled_group, spelled))) is not None:
                    return Title(field)
                if known := self._alone(f"{spelled_group} {spelled}"):
                    return known
        return None

    def _alone(self, spelled: str) -> Title | None:
        if (field := self._columns.get(spelled)) is not None:
            return Title(field)
        name, number = _without_number(spelled)
        if field := self._heir_alone.get(name):
            return Title(field, of_heir=True, number=number)
        for mark in self._heir_marks:
            rest = _without(name, mark)
            if rest is None:
                continue
            inner, inner_number = _without_number(rest)
            field = self._heir_columns.get(inner) if inner else "name"
            if field:
                return Title(field, of_heir=True, number=number or inner_number)
        return None


def _by_title(fields: Mapping[str, Iterable[str]], known: Iterable[str]) -> dict[str, str]:
    if strange := set(fields) - set(known):
        raise ValueError(f"{FILE_NAME} names fields that are none: {sorted(strange)}")
    return {key(title): field for field, titles in fields.items() for title in titles}


def _under(groups: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[tuple[str, str], str]]:
    for group in groups.values():
        for above in group["titles"]:
            for field, titles in group.items():
                if field != "titles":
                    yield from (((key(above), key(title)), field) for title in titles)


def _spellings(text: Cell) -> Iterator[str]:
    """The title as it stands, then without what is in brackets, then without spacing.

    "NIK (16 angka)", and "N I K": a title spread out to fill its column.
    """
    whole = key(text)
    bare = key(_IN_BRACKETS.sub(" ", str(text)))
    joined = _SPREAD.sub(lambda found: found.group().replace(" ", ""), bare)
    yield from dict.fromkeys(each for each in (whole, bare, joined) if each)


def _without_number(spelled: str) -> tuple[str, int | None]:
    found = _LAST_NUMBER.match(spelled)
    return (found.group(1), int(found.group(2))) if found else (spelled, None)


def _without(spelled: str, mark: str) -> str | None:
    """`spelled` without the words of `mark`; None where it does not hold them."""
    padded = f" {spelled} "
    if f" {mark} " not in padded:
        return None
    return " ".join(padded.replace(f" {mark} ", "  ", 1).split())
