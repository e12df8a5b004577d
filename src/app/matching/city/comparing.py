"""How alike two rows are, field by field: a level, and how common what they share is.

Levels are ordered, the last the closest; 0 is "one of them has nothing written". Where two share
a value or words, `rarity` is the logarithm of how likely a stranger shares them too (term
frequencies: sharing SITI says little, sharing ZUBAIDAH much).
"""

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from app.matching.city.reading import Name, Number, Reader, Table

Levels = NDArray[np.int8]
Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


class Likeness(IntEnum):
    """Two names."""

    MISSING, DIFFER, HINT, PART, SUBSET_NEAR, SUBSET = range(6)
    LIKE, INITIAL, NEAR, SAME, EXACT = range(6, 11)


class Birth(IntEnum):
    """Two birth dates: OTHER_ and SLIP_ name the only part that differs, SLIP_ by one digit."""

    MISSING, DIFFER, YEAR, OTHER_YEAR, OTHER_MONTH, OTHER_DAY = range(6)
    FILLER, SLIP_YEAR, SLIP_MONTH, SLIP_DAY, SWAPPED, EXACT = range(6, 12)


class Identity(IntEnum):
    """Two NIK; SERIAL: only the serial differs, NEXT: by so little that they may be twins'."""

    MISSING, DIFFER, LOOSE, NEXT, SERIAL, NEAR, EXACT = range(7)


class Digits(IntEnum):
    """Two phones, or two numbers of a KK."""

    MISSING, DIFFER, NEAR, EXACT = range(4)


class Same(IntEnum):
    """The sex."""

    MISSING, DIFFER, EXACT = range(3)


class Place(IntEnum):
    """Where they live."""

    MISSING, DIFFER, KELURAHAN, PART, STREET, HOUSE = range(6)


COMPARISONS: dict[str, type[IntEnum]] = {
    "name": Likeness, "birth": Birth, "nik": Identity, "mother": Likeness, "sex": Same,
    "birth_place": Digits, "place": Place, "phone": Digits, "kk": Digits,
}  # fmt: skip

AT = {name: at for at, name in enumerate(COMPARISONS)}

BY_VALUE = {
    "name": Likeness.PART, "mother": Likeness.PART, "birth": Birth.EXACT,
    "birth_place": Digits.EXACT, "phone": Digits.EXACT, "kk": Digits.EXACT,
}  # fmt: skip
"""From which level on the rarity of the shared value counts."""

SLIPS = 40
"""Words that one slip of the hand can make of another, as far as they are likely."""

AT_ONCE = 16_384
"""Pairs that are compared at once."""

THREADS = 2
"""numpy and rapidfuzz let go of Python while they count; an office PC has two cores."""

_PLACES = np.array([1000, 100, 10, 1])
_FILLERS = frozenset({101, 3112, 107})  # day and month: 01-01, 31-12, 01-07
_INITIAL, _LIKE, _CLOSE = 1, 2, 3
_BY_CHANCE = np.array([0, 0, 0.01, 0.001])  # that any word is so close to another


@dataclass(slots=True, repr=False)
class Compared:
    """Levels and rarities of pairs: one row per comparison."""

    levels: Levels
    rarity: Floats


class Comparer:
    """Compares rows of one table; knows how common every value of it is."""

    def __init__(self, table: Table, reader: Reader, before: "Comparer | None" = None) -> None:
        """Of a table; `before` knew its first rows, and is believed about them."""
        self._table = table
        self._count = max(len(table), 2)
        self._vocabulary = reader.names.vocabulary
        self._places = reader.places.words
        self._length = self._vocabulary.lengths()
        self._initial = self._vocabulary.initials()
        self._letters = self._vocabulary.letters()
        known = self._vocabulary.words
        self.names: _Frequencies = _Frequencies(
            table.name, known, self._initial, table.birth, before.names if before else None
        )
        self.mothers: _Frequencies = _Frequencies(
            table.mother, known, self._initial, table.name.key, before.mothers if before else None
        )
        self.streets = _word_share(table.street, len(reader.streets.vocabulary.words), self._count)
        birth, name = table.birth, table.name.key
        columns: dict[str, tuple[Rows, Rows, NDArray[np.float64] | float]] = {
            "birth": (birth, name, self._expected_births()),
            "name": (name, birth, self.names.expected),
            "mother": (table.mother.key, name, self.mothers.expected),
            "phone": (table.phone.key, name, 0.3),
            "kk": (table.kk.key, name, 0.3),
            "birth_place": (table.birth_place.astype(np.int64), name, 0.3),
        }
        self.values: dict[str, _Values] = {
            column: _Values(*given, before.values[column] if before else None)
            for column, given in columns.items()
        }

    def compare(self, left: Rows, right: Rows) -> Compared:
        """The likeness of every pair; some at a time, for the memory's sake, and two at once."""
        if len(left) <= AT_ONCE:
            return self._compare(left, right)
        starts = range(0, len(left), AT_ONCE)
        with ThreadPoolExecutor(THREADS) as threads:
            parts = list(
                threads.map(
                    lambda at: self._compare(left[at : at + AT_ONCE], right[at : at + AT_ONCE]),
                    starts,
                )
            )
        return Compared(
            np.concatenate([part.levels for part in parts], axis=1),
            np.concatenate([part.rarity for part in parts], axis=1),
        )

    def _compare(self, left: Rows, right: Rows) -> Compared:
        table = self._table
        levels = np.zeros((len(COMPARISONS), len(left)), np.int8)
        rarity = np.zeros((len(COMPARISONS), len(left)), np.float32)
        for name, column, known in (
            ("name", table.name, self.names), ("mother", table.mother, self.mothers),
        ):  # fmt: skip
            at, values = AT[name], self.values[name]
            levels[at], rarity[at] = self._names(column, known, values, left, right)
        levels[AT["birth"]] = self.births(left, right)
        rarity[AT["birth"]] = self.values["birth"].rarity(left, right)
        levels[AT["nik"]] = _identities(table.nik, left, right)
        levels[AT["sex"]] = _equal(table.sex, left, right)
        levels[AT["place"]] = self._place(left, right)
        for name, number in (("phone", table.phone), ("kk", table.kk)):
            at = AT[name]
            levels[at] = _digits(number, left, right)
            rarity[at] = self.values[name].rarity(left, right)
        at = AT["birth_place"]
        levels[at] = self._birth_place(left, right)
        rarity[at] = self.values["birth_place"].rarity(left, right)
        return Compared(levels, rarity)

    # --- names ----------------------------------------------------------------------------------

    def _names(
        self, name: Name, known: "_Frequencies", whole: "_Values", left: Rows, right: Rows
    ) -> tuple[Levels, Floats]:
        level = np.zeros(len(left), np.int8)
        rarity = np.zeros(len(left), np.float32)
        there = (name.words[left, 0] > 0) & (name.words[right, 0] > 0)
        same = there & (name.key[left] == name.key[right])
        exact = same & (name.written[left] == name.written[right])
        level[same], level[exact] = Likeness.SAME, Likeness.EXACT
        rarity[same] = whole.rarity(left[same], right[same])
        rest = np.flatnonzero(there & ~same)
        if len(rest):
            level[rest], rarity[rest] = self._aligned(name, known, left[rest], right[rest])
        return level, rarity

    def _aligned(
        self, name: Name, known: "_Frequencies", left: Rows, right: Rows
    ) -> tuple[Levels, Floats]:
        """The words of two names laid against each other: equal, close, or an initial."""
        a, b = name.words[left], name.words[right]
        equal = (a[:, :, None] == b[:, None, :]) & (a > 0)[:, :, None]
        hit_a, hit_b = _any(equal), _any(equal.swapaxes(1, 2))
        rarity = _sum(np.where(hit_a, known.word[a], np.float32(0)))
        matched = _sum(hit_a)
        free_a, free_b = (a > 0) & ~hit_a, (b > 0) & ~hit_b
        rarity = known.of_couples(np.where(hit_a, a, 0), rarity)
        near, like, initial, more = self._closest(a, b, free_a, free_b, known)
        rarity += more
        left_a = _sum(free_a) - near - like - initial
        left_b = _sum(free_b) - near - like - initial
        apart = (left_a > 0) & (left_b > 0)
        level = np.full(len(left), Likeness.DIFFER, np.int8)
        level[apart & (near + like > 0)] = Likeness.HINT
        level[apart & (matched > 0)] = Likeness.PART
        whole = (left_a == 0) & (left_b == 0)
        part = ~apart & ~whole
        slip = (near + like + initial > 0)[part]
        level[part] = np.where(slip, Likeness.SUBSET_NEAR, Likeness.SUBSET)
        level[part & (matched + near == 0)] = Likeness.HINT
        level[whole] = np.where((near > 0)[whole], Likeness.NEAR, Likeness.INITIAL)
        level[whole & (like > 0)] = Likeness.LIKE
        level[whole & (matched + near + like == 0)] = Likeness.HINT  # initials only
        count_a, count_b = _sum(a > 0), _sum(b > 0)
        joined = np.flatnonzero(
            (count_a != count_b) & (level < Likeness.INITIAL)
            & (np.abs(_sum(self._length[a]) - _sum(self._length[b])) <= 2)
        )  # fmt: skip
        if len(joined):
            words = self._vocabulary.words
            ones = ["".join(words[at] for at in row) for row in a[joined].tolist()]
            others = ["".join(words[at] for at in row) for row in b[joined].tolist()]
            distance = cpdist(ones, others, scorer=OSA.distance, score_cutoff=2)
            long = _sum(self._length[a[joined]]) >= 9
            close = joined[(distance <= 1) | ((distance == 2) & long)]
            level[close] = Likeness.NEAR
            every = np.maximum(_sum(known.word[a]), _sum(known.word[b]))
            rarity[close] = every[close]
        # which word was kept, or miswritten, is one of several choices
        choices = np.maximum(count_a, count_b)
        open_ = (level != Likeness.SUBSET) & (level != Likeness.INITIAL)
        rarity += np.where(open_, np.log(choices), 0).astype(np.float32)
        rarity[level < Likeness.PART] = 0
        # a stranger shares no more than the whole: words of one name go together
        return level, np.maximum(rarity, known.least)

    def _closest(
        self, a: NDArray[np.int32], b: NDArray[np.int32], free_a: NDArray[np.bool_],
        free_b: NDArray[np.bool_], known: "_Frequencies",
    ) -> tuple[Rows, Rows, Rows, Floats]:  # fmt: skip
        """Per pair, how many free words are close, alike or initials, and their rarity."""
        count = len(a)
        near, like, initial = np.zeros((3, count), np.int64)
        rarity = np.zeros(count, np.float32)
        width = a.shape[1]
        pair, cell = np.nonzero((free_a[:, :, None] & free_b[:, None, :]).reshape(count, -1))
        one, other = a[pair, cell // width], b[pair, cell % width]
        quality = self._quality(one, other)
        good = np.flatnonzero(quality)
        if not len(good):
            return near, like, initial, rarity
        good = good[np.lexsort((-quality[good], pair[good]))]
        pair, cell, one, other = pair[good], cell[good], one[good], other[good]
        quality = quality[good]
        used = np.zeros((count, 2 * width), bool)
        for _ in range(width):
            open_ = ~(used[pair, cell // width] | used[pair, width + cell % width])
            pair, cell, one, other = pair[open_], cell[open_], one[open_], other[open_]
            quality = quality[open_]
            if not len(pair):
                break
            first = np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1]]))
            at = pair[first]
            used[at, cell[first] // width] = True
            used[at, width + cell[first] % width] = True
            kind = quality[first]
            near[at] += kind == _CLOSE
            like[at] += kind == _LIKE
            initial[at] += kind == _INITIAL
            close = np.log(known.by_chance(one[first], other[first]) + _BY_CHANCE[kind])
            letter = known.initial[one[first]]
            rarity[at] += np.where(kind == _INITIAL, letter, close).astype(np.float32)
        return near, like, initial, rarity

    def _quality(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int8]:
        """Of two different words: one slip apart, alike, initial and word, or nothing of these."""
        quality = np.zeros(len(one), np.int8)
        length_a, length_b = self._length[one], self._length[other]
        shorter, longer = np.minimum(length_a, length_b), np.maximum(length_a, length_b)
        same_start = self._initial[one] == self._initial[other]
        quality[(shorter == 1) & (longer > 1) & same_start] = _INITIAL
        maybe = np.flatnonzero((shorter >= 3) & (longer - shorter <= 2) & (longer >= 4))
        if not len(maybe):
            return quality
        words = self._vocabulary.words
        size = len(words)
        low = np.minimum(one[maybe], other[maybe]).astype(np.int64)
        high = np.maximum(one[maybe], other[maybe]).astype(np.int64)
        codes, back = np.unique(low * size + high, return_inverse=True)
        firsts = [words[at] for at in (codes // size).tolist()]
        seconds = [words[at] for at in (codes % size).tolist()]
        distance = cpdist(firsts, seconds, scorer=OSA.distance, score_cutoff=2)[back]
        like = (distance == 2) & (shorter[maybe] >= 4)
        like |= (self._letters[low] == self._letters[high]) & (self._letters[low] > 0)
        quality[maybe[like]] = _LIKE
        close = (distance <= 1) | ((distance == 2) & (shorter[maybe] >= 7))
        quality[maybe[close]] = _CLOSE
        return quality

    # --- birth ------------------------------------------------------------------------------------

    def _expected_births(self) -> NDArray[np.float64]:
        """Per row, how many are born the same day, as far as year and day of the year tell."""
        day_of_year = self._table.month.astype(np.int64) * 100 + self._table.day
        shares = _share_of(self._table.year.astype(np.int64)) * _share_of(day_of_year)
        return np.clip(shares * self._count, 0.05, 1)

    def births(self, left: Rows, right: Rows) -> Levels:
        """The likeness of the birth dates alone."""
        table = self._table
        (ya, yb), (ma, mb), (da, db) = (
            (part[left].astype(np.int32), part[right].astype(np.int32))
            for part in (table.year, table.month, table.day)
        )
        there = (ya > 0) & (yb > 0)
        year, month, day = ya == yb, ma == mb, da == db
        known = (ma > 0) & (mb > 0) & (da > 0) & (db > 0)
        level = np.where(there, Birth.DIFFER, Birth.MISSING).astype(np.int8)
        level[there & (np.abs(ya - yb) <= 1)] = Birth.YEAR
        equal = year.astype(np.int8) + month + day
        two = there & known & (equal == 2)
        other = np.where(
            ~year, Birth.OTHER_YEAR, np.where(~month, Birth.OTHER_MONTH, Birth.OTHER_DAY)
        )
        level[two] = other[two]
        filler = is_filler(da, ma) | is_filler(db, mb) | ~known
        level[there & year & filler] = Birth.FILLER
        slip = np.where(~year, _one_digit(ya, yb) | (np.abs(ya - yb) == 1),
                        np.where(~month, _one_digit(ma, mb), _one_digit(da, db)))  # fmt: skip
        slipped = two & slip & ~(year & filler)
        level[slipped] = other[slipped] + (Birth.SLIP_YEAR - Birth.OTHER_YEAR)
        level[there & known & year & (ma == db) & (da == mb)] = Birth.SWAPPED
        exact = there & known & (equal == 3)
        level[exact] = Birth.EXACT
        return level

    # --- places -------------------------------------------------------------------------------

    def _birth_place(self, left: Rows, right: Rows) -> Levels:
        a, b = self._table.birth_place[left], self._table.birth_place[right]
        there = (a > 0) & (b > 0)
        level = np.where(there, Digits.DIFFER, Digits.MISSING).astype(np.int8)
        level[there & (a == b)] = Digits.EXACT
        apart = np.flatnonzero(there & (a != b))
        if len(apart):
            size = len(self._places)
            codes, back = np.unique(
                a[apart].astype(np.int64) * size + b[apart], return_inverse=True
            )
            ones = [self._places[at] for at in (codes // size).tolist()]
            others = [self._places[at] for at in (codes % size).tolist()]
            distance = cpdist(ones, others, scorer=OSA.distance, score_cutoff=2)
            level[apart[(distance <= 2)[back]]] = Digits.NEAR
        return level

    def _place(self, left: Rows, right: Rows) -> Levels:
        table = self._table
        a, b = table.street[left], table.street[right]
        equal = (a[:, :, None] == b[:, None, :]) & (a > 0)[:, :, None]
        rare_a, rare_b = -self.streets[a], -self.streets[b]
        shared = _sum(np.where(_any(equal), rare_a, np.float32(0)))
        fewer = np.minimum(_sum(rare_a), _sum(rare_b))
        streets = (a[:, 0] > 0) & (b[:, 0] > 0)
        part = streets & (shared >= 0.4 * fewer)
        most = streets & (shared >= 0.75 * fewer)
        house_a, house_b = table.house[left], table.house[right]
        no_house = (house_a == 0) | (house_b == 0)
        house = ~no_house & (house_a == house_b)
        quarter_a, quarter_b = table.kelurahan[left], table.kelurahan[right]
        quarter = (quarter_a != 0) & (quarter_a == quarter_b)
        rt = quarter & (table.rt[left] != 0) & (table.rt[left] == table.rt[right])
        there = streets | ((quarter_a != 0) & (quarter_b != 0))
        level = np.where(there, Place.DIFFER, Place.MISSING).astype(np.int8)
        level[quarter] = Place.KELURAHAN
        level[there & (rt | most | (part & house))] = Place.PART
        level[most & (no_house | rt)] = Place.STREET
        level[most & house] = Place.HOUSE
        return level


class _Frequencies:
    """How common names and their words are; logarithms of shares of strangers."""

    def __init__(
        self, name: Name, vocabulary: Sequence[str], initial: NDArray[np.int64], beside: Rows,
        before: "_Frequencies | None" = None,
    ) -> None:  # fmt: skip
        """Of a column; rows with one value `beside` it may be one person, and count once."""
        size = len(vocabulary)
        if before is None:
            self.present = max(int((name.words[:, 0] > 0).sum()), 2)
            self.word = _word_share(name.words, size, self.present, beside)
            self.couples, self.times = _counted_couples(name.words, beside)
        else:
            self.present = before.present
            new = np.full(size - len(before.word), np.log(0.5 / self.present), np.float32)
            self.word = np.concatenate([before.word, new])
            self.couples, self.times = before.couples, before.times
        self.least = np.float32(np.log(0.05 / self.present))
        share = np.exp(self.word)
        share[0] = 0
        letters, at = np.unique(initial, return_inverse=True)
        by_letter = np.zeros(len(letters))
        np.add.at(by_letter, at, share)
        self.initial = np.log(np.clip(by_letter[at], 1e-4, 0.5)).astype(np.float32)
        independent = np.exp(_sum(self.word[name.words])) * self.present
        self.expected = np.clip(3 * independent, 0.05, 0.5)

    def by_chance(self, one: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.float64]:
        """How likely a stranger has a word as close to one's own as these two are.

        A slip of the hand makes a word that nobody has; where many have both, they are two names.
        """
        first, second = np.exp(self.word[one]), np.exp(self.word[other])
        rarer = np.minimum(first, second) - 0.5 / self.present
        chance: NDArray[np.float64] = np.maximum(first, second) + SLIPS * rarer
        return np.clip(chance, 0, 1)

    def of_couples(self, shared: NDArray[np.int32], rarity: Floats) -> Floats:
        """The rarity of shared words, where two of them go together more often than by chance."""
        several = np.flatnonzero(_sum(shared > 0) > 1)
        if not len(several):
            return rarity
        words = -np.sort(-shared[several], axis=1)
        couple = _couple(words[:, 0], words[:, 1])
        times = _looked_up(self.couples, self.times, couple) - 2
        together = np.log(np.maximum(times, 0.05) / self.present).astype(np.float32)
        alone = self.word[words[:, 0]] + self.word[words[:, 1]]
        rarity[several] += np.maximum(together - alone, 0)
        return rarity


class _Values:
    """How many others have the value of a row: others, not other rows of the same person.

    A person with three rows would make his own name common, so a value counts once for each
    different value of another field `beside` it; the pair that is compared counts for nothing.
    """

    def __init__(
        self,
        values: Rows,
        beside: Rows,
        expected: "NDArray[np.float64] | float",
        before: "_Values | None" = None,
    ) -> None:
        rows = np.arange(1, len(values) + 1)
        self._beside = np.where(beside != 0, beside, -rows)
        self._expected = np.broadcast_to(np.asarray(expected, np.float32), len(values))
        self._count = max(int((values != 0).sum()), 2)
        if before is None:
            self.known, self.times, at = self._counted(values)
            self.others = self.times[at] - 1
            return
        self.known, self.times = before.known, before.times
        new = values[len(before.others) :]
        others = _looked_up(self.known, self.times, new).astype(np.float32)
        self.others = np.concatenate([before.others, others])

    def _counted(self, values: Rows) -> tuple[Rows, Floats, Rows]:
        """Every value once, how many different people have it, and which one each row has."""
        order = np.lexsort((self._beside, values))
        ordered, next_to = values[order], self._beside[order]
        begins = np.ones(len(values), bool)
        begins[1:] = ordered[1:] != ordered[:-1]
        first = begins.copy()
        first[1:] |= next_to[1:] != next_to[:-1]
        group = np.cumsum(begins) - 1
        at = np.empty(len(values), np.int64)
        at[order] = group
        return ordered[begins], np.bincount(group, first).astype(np.float32), at

    def rarity(self, left: Rows, right: Rows) -> Floats:
        """The logarithm of how likely a stranger has the value of the left row too."""
        return self.rarity_of(left, self._beside[left] != self._beside[right])

    def rarity_of(self, rows: Rows, own: NDArray[np.bool_]) -> Floats:
        """The same where the other row of the pair counts among the others by its `own` beside."""
        others = np.maximum(self.others[rows] - own, 0)
        rarity: Floats = np.log((others + self._expected[rows]) / self._count)
        return rarity


def _word_share(
    words: NDArray[np.int32], size: int, count: int, beside: Rows | None = None
) -> Floats:
    """The logarithm of the share of rows with each word; 0 for no word.

    Rows with one value `beside` the word may be one person's, and count as one.
    """
    if beside is None:
        times = np.bincount(words.ravel(), minlength=size).astype(np.float64)
    else:
        rows, cells = np.nonzero(words)
        times = np.zeros(size)
        found, people = _by_people(words[rows, cells].astype(np.int64), rows, beside)
        times[found] = people
    share = np.log(np.maximum(times - 1, 0.5) / count)
    share[0] = 0
    return share.astype(np.float32)


def _couple(one: NDArray[np.int32], other: NDArray[np.int32]) -> Rows:
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other)
    return (low << 32) | high


def _counted_couples(words: NDArray[np.int32], beside: Rows) -> tuple[Rows, Floats]:
    """Which two words stand in one name, and for how many different people."""
    rows, couples = [], []
    for one, other in itertools.combinations(range(words.shape[1]), 2):
        there = np.flatnonzero(words[:, other] > 0)
        rows.append(there)
        couples.append(_couple(words[there, one], words[there, other]))
    found, times = _by_people(np.concatenate(couples), np.concatenate(rows), beside)
    common = times > 2
    return found[common], times[common].astype(np.float32)


def _by_people(values: Rows, rows: Rows, beside: Rows) -> tuple[Rows, Rows]:
    """Every value once, in order, and how many different people have it."""
    person = np.where(beside[rows] != 0, beside[rows], -1 - rows)
    order = np.lexsort((person, values))
    values, person = values[order], person[order]
    first = np.ones(len(values), bool)
    first[1:] = (values[1:] != values[:-1]) | (person[1:] != person[:-1])
    found, people = np.unique(values[first], return_counts=True)
    return found, people


def _sum(cells: NDArray[Any]) -> NDArray[Any]:
    """The sum of each short row: by columns, for numpy takes its time over every row."""
    kind = np.int64 if cells.dtype == bool else cells.dtype
    total = cells[..., 0].astype(kind)
    for at in range(1, cells.shape[-1]):
        total += cells[..., at]
    return total


def _any(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether anything of each short row is true: by columns, as `_sum`."""
    found = cells[..., 0].copy()
    for at in range(1, cells.shape[-1]):
        found |= cells[..., at]
    return found


def _looked_up(known: Rows, times: Floats, asked: Rows) -> Floats:
    """The times of values among ordered ones; 0 for those that are not known."""
    if not len(known):
        return np.zeros(len(asked), np.float32)
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    found: Floats = np.where(known[at] == asked, times[at], np.float32(0))
    return found


def _times(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """How often the value of each row occurs."""
    _, at, times = np.unique(values, return_inverse=True, return_counts=True)
    return times[at]


def _share_of(values: NDArray[np.int64]) -> NDArray[np.float64]:
    return _times(values) / max(len(values), 1)


def _equal(column: NDArray[np.int8], left: Rows, right: Rows) -> Levels:
    a, b = column[left], column[right]
    there = (a > 0) & (b > 0)
    return np.where(there, np.where(a == b, Same.EXACT, Same.DIFFER), Same.MISSING).astype(np.int8)


def is_filler(day: NDArray[np.int32], month: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether a day is one that offices write where they know none."""
    both = day * 100 + month
    return np.isin(both, list(_FILLERS))


def _one_digit(a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether two numbers differ in one digit, or in the order of the last two."""
    apart = sum(
        ((a // power) % 10 != (b // power) % 10).astype(np.int8) for power in (1, 10, 100, 1000)
    )
    turned = (a % 10 == b // 10 % 10) & (b % 10 == a // 10 % 10) & (a // 100 == b // 100)
    slip: NDArray[np.bool_] = (apart == 1) | turned
    return slip


def _one_slip(
    signs: NDArray[np.uint8], length: NDArray[np.int8], left: Rows, right: Rows
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Whether two numbers are one slip apart; and in how many places they differ."""
    a, b = signs[left], signs[right]
    differs = a != b
    apart = _sum(differs)
    near = apart == 1
    two = np.flatnonzero(apart == 2)
    if len(two):
        first = differs[two].argmax(1)
        after = np.minimum(first + 1, signs.shape[1] - 1)
        one, other = a[two], b[two]
        at = np.arange(len(two))
        near[two] = (one[at, first] == other[at, after]) & (one[at, after] == other[at, first])
    lost = np.flatnonzero((length[left] != length[right]) & (apart > 1))
    lost = lost[np.abs(length[left[lost]] - length[right[lost]]) == 1]
    if len(lost):
        width = f"S{signs.shape[1]}"
        ones = np.ascontiguousarray(a[lost]).view(width).ravel().tolist()
        others = np.ascontiguousarray(b[lost]).view(width).ravel().tolist()
        near[lost] = cpdist(ones, others, scorer=OSA.distance, score_cutoff=1) <= 1
    return near, apart


def _identities(nik: Number, left: Rows, right: Rows) -> Levels:
    level = np.zeros(len(left), np.int8)
    rows = np.flatnonzero((nik.key[left] != 0) & (nik.key[right] != 0))
    if not len(rows):
        return level
    left, right = left[rows], right[rows]
    near, apart = _one_slip(nik.signs, nik.length, left, right)
    found = np.full(len(rows), Identity.DIFFER, np.int8)
    usual = (nik.length[left] == 16) & (nik.length[right] == 16)
    found[usual & (apart <= 4)] = Identity.LOOSE
    found[near] = Identity.NEAR
    a, b = nik.signs[left], nik.signs[right]
    start = ~_any(a[:, :6] != b[:, :6]) & ~_any(a[:, 7:12] != b[:, 7:12])
    day = np.abs(a[:, 6].astype(np.int8) - b[:, 6].astype(np.int8))
    apart = np.abs((a[:, 12:16].astype(np.int64) - b[:, 12:16]) @ _PLACES)
    # the day is 40 more where one is a woman
    only_serial = usual & start & ((day == 0) | ((day == 4) & (apart > 0)))
    found[only_serial] = Identity.SERIAL
    found[only_serial & (apart > 0) & (apart <= 2)] = Identity.NEXT
    found[nik.key[left] == nik.key[right]] = Identity.EXACT
    level[rows] = found
    return level


def _digits(number: Number, left: Rows, right: Rows) -> Levels:
    level = np.zeros(len(left), np.int8)
    rows = np.flatnonzero((number.key[left] != 0) & (number.key[right] != 0))
    if not len(rows):
        return level
    left, right = left[rows], right[rows]
    near, _ = _one_slip(number.signs, number.length, left, right)
    found = np.where(near, Digits.NEAR, Digits.DIFFER).astype(np.int8)
    found[number.key[left] == number.key[right]] = Digits.EXACT
    level[rows] = found
    return level
