"""Which pairs are looked at: those that share a key that few share.

A key is a value of one field, or of two together (a word of the name and the birth date, say), so
that any two fields that survived suffice. How many share it decides whether it is used, never which
field it is of: a file without NIK, or with nothing but names and years, makes keys of what it has.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.city.reading import Number, Reader, Table, Words

Hashes = NDArray[np.uint64]
Rows = NDArray[np.int64]
Entries = tuple[Rows, Hashes]

LARGEST = 60
"""Rows that share one key at most; of more, another key will tell."""

PER_ROW, FEW = 1.5, 3
"""Pairs per row that one kind of key may propose; and that are compared however often they met."""

AT_ANY_RATE = 30_000
"""Pairs that one kind of key may propose in the smallest file too, where fields tell little."""

FEW_AT_ANY_RATE, FEW_MORE = 50_000, 70_000
"""Pairs that are compared in the smallest file too, and where fields tell little."""

WORDS_OF_A_STREET = 4

TELLING = frozenset((
    "nik", "phone", "kk", "word, birth", "mother, birth", "name, mother", "name, year",
    "word, address", "birth, address", "birth, kelurahan", "nik without region",
))  # fmt: skip
"""Kinds of keys that strangers rarely share: meeting there counts twice."""

ENOUGH = 4
"""Of NIK, birth date, mother, phone and KK: with fewer, words are looked up in more ways."""

_PRIME, _OTHER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True, repr=False)
class Pairs:
    """Pairs of rows, the smaller row on the left, in order."""

    left: Rows
    right: Rows

    def __len__(self) -> int:
        return len(self.left)


def propose(table: Table, reader: Reader, sides: NDArray[np.bool_] | None = None) -> Pairs:
    """The pairs worth comparing; with `sides`, only those of one row of each side."""
    count = len(table)
    met: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    little = tells_little(table, sides)
    for name, make in kinds(table, reader, little):
        left, right = _together(*make(), budget=int(PER_ROW * count) + AT_ANY_RATE * little)
        if sides is not None:
            across = sides[left] != sides[right]
            left, right = left[across], right[across]
        codes = np.minimum(left, right) * count + np.maximum(left, right)
        met += [codes] * (2 if name in TELLING else 1)
    every = np.concatenate(met)
    met.clear()
    most = FEW * count + FEW_AT_ANY_RATE + FEW_MORE * little
    return Pairs(*np.divmod(_often_met(every, most), max(count, 1)))


def used_keys(table: Table, reader: Reader) -> Entries:
    """The rows and keys by which a file's pairs are proposed, without those that too many share."""
    rows, keys = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    little = tells_little(table)
    budget = int(PER_ROW * len(table)) + AT_ANY_RATE * little
    for _, make in kinds(table, reader, little):
        holders, held = make()
        _, of_key, sizes = np.unique(held, return_inverse=True, return_counts=True)
        largest = _largest(np.bincount(sizes, minlength=LARGEST + 1), budget)
        fits = ((sizes > 1) & (sizes <= largest))[of_key]
        rows.append(holders[fits])
        keys.append(held[fits])
    return np.concatenate(rows), np.concatenate(keys)


def households(table: Table, sides: NDArray[np.bool_] | None = None) -> Pairs:
    """Pairs of rows that share a KK, a house, a phone or the mother, whatever else they share."""
    count = len(table)
    met = [np.zeros(0, np.int64)]
    for atoms in (
        _one(table.kk.key), _address(table), _one(table.phone.key), _one(table.mother.key)
    ):  # fmt: skip
        left, right = _together(*_entries(atoms, 0), budget=count)
        if sides is not None:
            across = sides[left] != sides[right]
            left, right = left[across], right[across]
        met.append(np.minimum(left, right) * count + np.maximum(left, right))
    return Pairs(*np.divmod(np.unique(np.concatenate(met)), max(count, 1)))


def _often_met(codes: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """The pairs that were met often enough: once where that makes few, else several times.

    Two rows of one person share nearly all their keys, strangers with a common word one or two.
    """
    codes.sort()
    for least in range(3):
        last = codes[least:]  # of so many in a row, where they are the same
        first = codes[: len(last)]
        kept = first == last
        kept[1:] &= first[1:] != first[:-1]
        if least == 2 or int(kept.sum()) <= most:
            break
    often: NDArray[np.int64] = first[kept]
    return often


def _together(rows: Rows, keys: Hashes, budget: int) -> tuple[Rows, Rows]:
    """The pairs of rows with one key, smallest blocks first, as far as the budget goes."""
    order = np.argsort(keys)
    rows, keys = rows[order], keys[order]
    starts = _starts(keys)
    sizes = np.diff(np.append(starts, len(keys)))
    left: list[Rows] = []
    right: list[Rows] = []
    numbers = np.bincount(sizes, minlength=LARGEST + 1)
    for size in range(2, _largest(numbers, budget) + 1):
        if numbers[size]:
            block = rows[starts[sizes == size][:, None] + np.arange(size)]
            a, b = np.triu_indices(size, 1)
            left.append(block[:, a].ravel())
            right.append(block[:, b].ravel())
    nothing = np.zeros(0, np.int64)
    one, other = np.concatenate([nothing, *left]), np.concatenate([nothing, *right])
    apart = one != other  # a row meets itself where two of its words have one skeleton
    return one[apart], other[apart]


def _largest(numbers: Rows, budget: int) -> int:
    """How large blocks may be, of which there are so many of every size."""
    spent = int(numbers[2])
    for size in range(3, LARGEST + 1):
        spent += int(numbers[size]) * size * (size - 1) // 2
        if spent > budget:
            return size - 1
    return LARGEST


def _starts(values: NDArray[np.generic]) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    if not len(values):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))


class Filed:
    """The keys of a table in order, so that a few new rows find their pairs without a search."""

    def __init__(self, table: Table, reader: Reader) -> None:
        self._count = len(table)
        self._kinds: dict[str, Entries] = {}
        self._little = tells_little(table)
        for name, make in kinds(table, reader, self._little):
            rows, keys = make()
            order = np.argsort(keys)
            self._kinds[name] = rows[order], keys[order]

    def propose(self, new: Table, reader: Reader) -> Pairs:
        """The pairs of new rows with the filed ones and with one another.

        New rows are counted on from the filed ones.
        """
        every = self._count + len(new)
        met: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        for name, make in kinds(new, reader, self._little):
            rows, keys = make()
            left, right = _together(rows, keys, budget=int(PER_ROW * len(new)) + 1000)
            both = [(left + self._count) * every + right + self._count]
            if name in self._kinds:
                filed, ordered = self._kinds[name]
                first = np.searchsorted(ordered, keys)
                found = np.searchsorted(ordered, keys, "right") - first
                found[found > LARGEST] = 0
                at = np.repeat(first, found) + _counted_up(found)
                both.append(filed[at] * every + np.repeat(rows, found) + self._count)
            codes = np.concatenate(both)
            met += [codes] * (2 if name in TELLING else 1)
        codes = np.concatenate(met)
        left, right = np.divmod(codes, every)
        codes = np.minimum(left, right) * every + np.maximum(left, right)
        return Pairs(*np.divmod(_often_met(codes, FEW * len(new) + FEW_AT_ANY_RATE), every))


def _counted_up(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, 2 ... for every size in turn."""
    ends = np.cumsum(sizes)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - sizes, sizes)


# --- the kinds of keys --------------------------------------------------------------------------


def kinds(
    table: Table, reader: Reader, little: bool
) -> Iterator[tuple[str, Callable[[], Entries]]]:
    """Every kind of key that this table has, by name; made when called for, one at a time."""
    word = _skeletons(table.name.words, reader)
    mother = _skeletons(table.mother.words, reader)
    initial = _initials(table.name.words, reader)
    year, month, day = (part.astype(np.uint64) for part in (table.year, table.month, table.day))
    low, high = np.minimum(month, day), np.maximum(month, day)  # day and month may be swapped
    has = (year > 0) & (low > 0)
    full = _one(np.where(has, year * 10_000 + low * 100 + high, 0))
    of_year = _one(year)
    parts = {
        "year and month": _one(np.where(has, year * 100 + month, 0)),
        "year and day": _one(np.where(has, 10**7 + year * 100 + day, 0)),
        "day and month": _one(np.where(has, 10**8 + low * 100 + high, 0)),
    }
    name_key, mother_key = _one(table.name.key), _one(table.mother.key)
    kelurahan = _one(table.kelurahan)
    two = _couples(word)
    address = _address(table)

    singles: dict[str, list[Hashes]] = {
        "birth": full, "name": name_key, "mother": mother_key, "address": address,
        "phone": _one(table.phone.key), "kk": _one(table.kk.key),
        "two words": two, "two of mother": _couples(mother), "word": word,
        **_of_nik(table.nik),
    }  # fmt: skip
    doubles: dict[str, tuple[list[Hashes], list[Hashes]]] = {
        "word, birth": (word, full),
        **{f"word, {name}": (word, part) for name, part in parts.items()},
        "word, year": (word, of_year),
        "initial, birth": (initial, full),
        "word, mother": (word[:3], mother[:2]),
        "name, year": (name_key, of_year), "name, kelurahan": (name_key, kelurahan),
        "name, mother": (name_key, mother_key),
        "two words, year": (two, of_year), "two words, kelurahan": (two, kelurahan),
        "mother, birth": (mother, full), "mother, year": (mother_key, of_year),
        "birth, kelurahan": (full, kelurahan),
        "word, address": (word, address), "birth, address": (full, address),
    }  # fmt: skip
    if little:
        street = _streets(table)
        place = _one(table.birth_place)
        letters = _letters(table.name.words, reader)
        singles |= {"streets": _couples(street), "letters": _couples(letters)}
        doubles |= {
            "letters, birth": (letters, full),
            **{f"letters, {name}": (letters, part) for name, part in parts.items()},
            "word, kelurahan": (word, kelurahan), "word, birth place": (word, place),
            "word, street": (word, street), "word, rt": (word, _one(table.rt)),
            "street, house": (street, _one(table.house)), "street, kelurahan": (street, kelurahan),
            "street, birth": (street, full), "street, rt": (street, _one(table.rt)),
            "initial, streets": (initial, _couples(street)),
            "initials, kelurahan": (_couples(initial), kelurahan),
            "initials, street": (_couples(initial), street),
            "initials, birth place": (_couples(initial), place),
            **{f"initials, {name}": (_couples(initial), part) for name, part in parts.items()},
        }  # fmt: skip
    for salt, (name, atoms) in enumerate(singles.items()):
        if _is_there(atoms):
            yield name, lambda atoms=atoms, salt=salt: _entries(atoms, salt)  # type: ignore[misc]
    for salt, (name, (one, other)) in enumerate(doubles.items(), 100):
        if _is_there(one) and _is_there(other):
            made = [(a, b) for a in one for b in other]
            yield name, lambda made=made, salt=salt: _entries(_mixed(made), salt)  # type: ignore[misc]


def tells_little(table: Table, sides: NDArray[np.bool_] | None = None) -> bool:
    """Whether few of the fields are there by which people are told apart at a glance.

    Of two files, only what both of them have can be compared.
    """
    columns = (table.nik.key, table.birth, table.mother.key, table.phone.key, table.kk.key)
    parts = [slice(None)] if sides is None else [sides, ~sides]
    return sum(all(column[part].any() for part in parts) for column in columns) < ENOUGH


def _is_there(atoms: list[Hashes]) -> bool:
    return any(atom.any() for atom in atoms)


def _entries(atoms: "list[Hashes] | Iterator[Hashes]", salt: int) -> Entries:
    rows, keys = [], []
    for atom in atoms:
        there = np.flatnonzero(atom)
        rows.append(there)
        keys.append((atom[there] + np.uint64(salt)) * _PRIME)
    return np.concatenate(rows), np.concatenate(keys)


def _mixed(couples: list[tuple[Hashes, Hashes]]) -> Iterator[Hashes]:
    for one, other in couples:
        yield np.where((one > 0) & (other > 0), _mix(one, other), 0)


def _mix(one: Hashes, other: Hashes) -> Hashes:
    mixed: Hashes = (one * _PRIME) ^ (other * _OTHER)
    mixed ^= mixed >> _SHIFT
    mixed *= _OTHER
    return mixed


def _one(column: NDArray[np.generic]) -> list[Hashes]:
    return [column.astype(np.int64).view(np.uint64)]


def _skeletons(words: Words, reader: Reader) -> list[Hashes]:
    skeleton = reader.names.vocabulary.skeletons()
    columns = [skeleton[words[:, at]] for at in range(words.shape[1])]
    return [column for column in columns if column.any()]


def _letters(words: Words, reader: Reader) -> list[Hashes]:
    letters = reader.names.vocabulary.letters()
    columns = [letters[words[:, at]] for at in range(words.shape[1])]
    return [column for column in columns if column.any()]


def _initials(words: Words, reader: Reader) -> list[Hashes]:
    initial = reader.names.vocabulary.initials().astype(np.uint64)
    columns = [initial[words[:, at]] for at in range(words.shape[1])]
    return [column for column in columns if column.any()]


def _couples(words: list[Hashes]) -> list[Hashes]:
    """Two words of one name together, in either order."""
    return [
        np.where((a > 0) & (b > 0), _mix(np.minimum(a, b), np.maximum(a, b)), 0)
        for a, b in itertools.combinations(words[:3], 2)
    ]


def _streets(table: Table) -> list[Hashes]:
    columns = [table.street[:, at].astype(np.uint64) for at in range(WORDS_OF_A_STREET)]
    return [column for column in columns if column.any()]


def _address(table: Table) -> list[Hashes]:
    """The house: a word of the street, and its number or else the RT."""
    street = table.street[:, 0].astype(np.uint64)
    number = np.where(table.house != 0, table.house, table.rt).view(np.uint64)
    place = _mix(number, table.kelurahan.view(np.uint64))
    return [np.where((street > 0) & (number > 0), _mix(street, place), 0)]


def _of_nik(nik: Number) -> dict[str, list[Hashes]]:
    """The whole NIK, and any two of its three parts: the third may hold the wrong digit."""
    keys = {"nik": _one(nik.key)}
    usual = nik.length == 16
    if usual.any():
        region, birth, serial = (_packed(nik.signs[:, a:b]) for a, b in ((0, 6), (6, 12), (12, 16)))
        for name, (one, other) in {
            "nik without serial": (region, birth), "nik without region": (birth, serial),
            "nik without birth": (region, serial),
        }.items():  # fmt: skip
            keys[name] = [np.where(usual, _mix(one + np.uint64(1), other + np.uint64(2)), 0)]
    return keys


def _packed(signs: NDArray[np.uint8]) -> Hashes:
    number = np.zeros(len(signs), np.uint64)
    for at in range(signs.shape[1]):
        number = number * np.uint64(256) + signs[:, at]
    return number
