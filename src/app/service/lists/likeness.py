"""Who of the register, and who further up in the list, might be the person of a row.

Asked of thousands of rows, so it asks the books once for hundreds of them, by the NIK and by the
day of birth: no two are strongly alike without sharing one of these (DOMAIN 8.4). The answer is
that of `matching.desk`, the same as while typing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from app.domain.likeness import Known, Probe, Strength
from app.matching import desk
from app.store.lookup import MANY, Lookup

SHARED = 15
"""About so many of 200,000 share a row's birth date; a list that meets most of the register at
that rate reads it once from end to end, which takes a third of the time of reading it by parts."""

_DIGITS = 16
_LOUD = (Strength.SAME, Strength.STRONG)


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it names residents
class Alike:
    """Somebody who may be the person of a row."""

    known: Known
    shared: tuple[str, ...]  # reason codes
    has_nik: bool  # the very same NIK

    @property
    def is_same_person(self) -> bool:
        """Whether more than the NIK speaks for it: somebody else's NIK is typed now and then."""
        return bool({"name_same", "name_similar", "birth_same"} & set(self.shared))


class Asked(NamedTuple):
    """A row as it is compared: what is known of its person, and the numbers near its NIK."""

    probe: Probe
    slips: frozenset[int]

    def __repr__(self) -> str:  # never printed: it holds a resident
        return "Asked(..)"


class Register:
    """The people of the register that the rows of a list may be."""

    def __init__(self, lookup: Lookup, rows: int) -> None:
        self._people = _People()
        self._niks: frozenset[int] | None = None
        if rows * SHARED < lookup.count():
            self._niks = frozenset(map(int, lookup.niks()))
        else:
            self._read(lookup.everyone())

    def look_up(self, lookup: Lookup, asked: Iterable[Asked]) -> None:
        """Read everyone that one of `asked` can be like, in place of those read before."""
        if self._niks is None:  # everybody is here already
            return
        niks: set[int] = set()
        days: set[date] = set()
        for probe, near in asked:
            niks.update(near & self._niks)
            if probe.nik:
                niks.add(int(probe.nik))
            if probe.birth_date is not None:
                days.add(probe.birth_date)
        self._people = _People()
        self._read(lookup.sharing(_written(niks & self._niks), days))

    def _read(self, people: Iterable[Known]) -> None:
        for each in people:
            self._people.add(each)

    def alike(self, asked: Asked) -> list[Alike]:
        """Those with the same NIK, then those who are strongly alike."""
        return _judged(asked, self._people)


class List:
    """The rows further up, each as it would be known once it is in."""

    def __init__(self) -> None:
        self._people = _People()
        self._rows: dict[int, int] = {}

    def add(self, row: int, asked: Asked) -> None:
        """A row that comes in."""
        probe = asked.probe
        if probe.birth_date is None:
            return
        known = Known(
            "", "", probe.nik, probe.kk, probe.phone,
            probe.name_key, probe.mother_key, probe.birth_date, probe.sex,
        )  # fmt: skip
        self._people.add(known)
        self._rows[id(known)] = row

    def alike(self, asked: Asked) -> int | None:
        """The first row that is strongly like this one; its NIK is another, or it has none."""
        found = _judged(asked, self._people)
        return min((self._rows[id(each.known)] for each in found), default=None)


def asked_of(probe: Probe) -> Asked:
    """A row as it is compared."""
    return Asked(probe, slips(probe.nik) if probe.nik else frozenset())


def slips(nik: str) -> frozenset[int]:
    """Every number one slip of the finger away from `nik`, as `domain.nik.neighbours` means it.

    As numbers and by adding: a list of 20,000 asks for three million of them.
    """
    value = int(nik)
    digits = [*map(int, nik)]
    near: set[int] = set()
    for changes, digit in zip(_OTHER_DIGIT, digits, strict=True):
        near.update(map(value.__add__, changes[digit]))
    for (one, other), place in zip(pairwise(digits), _SWAPPED, strict=True):
        near.add(value + (other - one) * place)
    near.discard(value)
    return frozenset(near)


_OTHER_DIGIT = [
    [
        tuple((other - digit) * 10 ** (_DIGITS - 1 - at) for other in range(10) if other != digit)
        for digit in range(10)
    ]
    for at in range(_DIGITS)
]
"""By place and digit: what is added when another digit stands there."""

_SWAPPED = [9 * 10 ** (_DIGITS - 2 - at) for at in range(_DIGITS - 1)]
"""By place: what their difference counts when two neighbours change places."""


class _People:
    """People by the NIK and by the day of birth."""

    def __init__(self) -> None:
        self._by_nik: dict[int, list[Known]] = defaultdict(list)
        self._niks: set[int] = set()  # a set meets a set in a third of the time
        self._by_day: dict[date, list[Known]] = defaultdict(list)

    def add(self, known: Known) -> None:
        if known.nik:
            self._by_nik[int(known.nik)].append(known)
            self._niks.add(int(known.nik))
        same_day = self._by_day[known.birth_date]
        if len(same_day) < MANY:
            same_day.append(known)

    def sharing(self, asked: Asked) -> Iterator[tuple[Known, bool]]:
        """Everyone who shares something, and whether the NIK is but a slip away; each once."""
        probe, near = asked
        seen: set[int] = set()
        if probe.nik:
            for nik in (*(near & self._niks), int(probe.nik)):
                for each in self._by_nik.get(nik, ()):
                    seen.add(id(each))
                    yield each, nik in near
        if probe.birth_date is not None:
            for each in self._by_day.get(probe.birth_date, ()):
                if id(each) not in seen:
                    yield each, False


def _judged(asked: Asked, people: _People) -> list[Alike]:
    found: list[tuple[Strength, Alike]] = []
    for known, is_near in people.sharing(asked):
        probe = asked.probe
        if is_near:
            probe = replace(probe, niks=frozenset({probe.nik, known.nik}))
        elif (not probe.nik or probe.nik != known.nik) and not desk.are_names_alike(probe, known):
            continue  # that only the day is the same, as of nearly all of them, is never loud
        strength, shared = desk.compare(probe, known)
        if strength in _LOUD:
            found.append((strength, Alike(known, shared, strength is Strength.SAME)))
    found.sort(key=lambda each: _LOUD.index(each[0]))
    return [alike for _, alike in found]


def _written(numbers: Iterable[int]) -> list[str]:
    return [f"{number:0{_DIGITS}}" for number in numbers]
