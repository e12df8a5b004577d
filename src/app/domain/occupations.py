"""The occupations of the programme, found by whatever a clerk types for them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Self

from app.domain.dated import Validity, holding
from app.domain.words import words


@dataclass(frozen=True, slots=True)
class Group:
    """A group of occupations; `sector` decides which discount of the law could apply."""

    code: str
    name: str
    sector: str  # "transport" or "other"


@dataclass(frozen=True, slots=True)
class Occupation:
    """One occupation; the first two digits of its code are its group."""

    code: str
    group: Group
    name: str
    synonyms: tuple[str, ...]
    in_local_rule: bool  # named in a rule of some city or regency
    detail_needed: bool  # says nothing without the clerk's own words
    validity: Validity

    @property
    def sector(self) -> str:
        return self.group.sector


class Occupations:
    """The list, in the order of its codes."""

    def __init__(self, entries: Iterable[Occupation]) -> None:
        self._entries = tuple(sorted(entries, key=lambda each: each.code))
        self.by_code: Mapping[str, Occupation] = MappingProxyType(
            {each.code: each for each in self._entries}
        )
        if len(self.by_code) != len(self._entries):
            raise ValueError("an occupation code stands twice")
        self._keys = tuple(_Key(each) for each in self._entries)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """Read the data file: groups, each with its jobs."""
        entries = []
        for part in plain["group"]:
            group = Group(part["code"], part["name"], part["sector"])
            for job in part["job"]:
                if not (len(job["code"]) == 4 and job["code"].startswith(group.code)):
                    raise ValueError(f"{job['code']} is no code of group {group.code}")
                entries.append(
                    Occupation(
                        code=job["code"],
                        group=group,
                        name=job["name"],
                        synonyms=tuple(job.get("synonyms", ())),
                        in_local_rule=bool(job.get("local", False)),
                        detail_needed=bool(job.get("detail_needed", False)),
                        validity=Validity.from_plain(job, plain),
                    )
                )
        return cls(entries)

    def __iter__(self) -> Iterator[Occupation]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def on(self, day: date) -> "Occupations":
        """The list as it holds on `day`."""
        held = holding(self._entries, day)
        return self if len(held) == len(self._entries) else Occupations(held)

    def find(self, text: str) -> list[Occupation]:
        """Those that fit `text`, best first; all of them, in order, for no text.

        A whole name or synonym comes before the beginning of one, that before a word inside,
        that before words scattered over name and synonyms.
        """
        typed = words(text)
        if not typed:
            return list(self._entries)
        joined = " ".join(typed)
        ranked = [(key.rank(joined, typed), key.occupation) for key in self._keys]
        found = [(rank, each) for rank, each in ranked if rank is not None]
        return [each for _, each in sorted(found, key=lambda pair: pair[0])]

    def match(self, text: str) -> Occupation | None:
        """The one whose name, synonym or code is exactly `text`; None where none or several are.

        For lists that are brought in: nothing is guessed there.
        """
        if (code := text.strip()) in self.by_code:
            return self.by_code[code]
        joined = " ".join(words(text))
        exact = [key.occupation for key in self._keys if joined in key.phrases]
        return exact[0] if len(exact) == 1 else None


class _Key:
    """One occupation as it is searched."""

    __slots__ = ("inside", "name", "occupation", "phrases")

    def __init__(self, occupation: Occupation) -> None:
        self.occupation = occupation
        self.name = " ".join(words(occupation.name))
        synonyms = (" ".join(words(each)) for each in occupation.synonyms)
        self.phrases = (self.name, *synonyms)
        self.inside = " ".join(("", *self.phrases))  # every word has a space before it

    def rank(self, joined: str, typed: tuple[str, ...]) -> int | None:
        """0 fits best; None = does not fit."""
        if joined in self.phrases:
            return 0
        if self.name.startswith(joined):
            return 1
        if any(phrase.startswith(f"{joined} ") for phrase in self.phrases):
            return 2  # "kuli" is meant by "kuli bangunan" sooner than by "kuliner"
        if any(phrase.startswith(joined) for phrase in self.phrases):
            return 3
        if f" {joined}" in self.inside:
            return 4
        if all(f" {word}" in self.inside for word in typed):
            return 5
        return None
