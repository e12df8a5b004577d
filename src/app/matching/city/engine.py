"""The search for people registered twice: in one file, between two, or of a batch against an index.

    for pair in match(people).pairs():
        pair.left, pair.right, pair.score, pair.verdict, pair.reasons

The score is the chance that both rows are one person; the verdict "same" is said from the chance on
where, by the file's own estimate, at least 99 of 100 pairs are right (in a file of few pairs, where
hardly one is wrong), "review" where a person must look: whatever is less sure, and whoever may be a
twin. A register kept as an `Index` says "same" to a batch from its own such chance on. Nothing is
random: one file, one answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.matching.city import chance, clusters, learning
from app.matching.city.blocking import Filed, Pairs, households, propose
from app.matching.city.comparing import (
    AT,
    Birth,
    Compared,
    Comparer,
    Digits,
    Identity,
    Likeness,
    Place,
    Same,
)
from app.matching.city.learning import Model
from app.matching.city.people import People
from app.matching.city.reading import Reader, Table

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
Doubles = NDArray[np.float64]

SAME, REVIEW = "same", "review"

PRECISION = 0.99
"""Of the pairs said to be the same, by the estimate."""

AT_LEAST = 0.0  # odds from which on a pair may be called the same
BEYOND_DOUBT = float(np.log(999))  # and from here on it is, though a file has no other
WORTH_A_LOOK = float(np.log(0.4 / 0.6))  # from here on a person is asked

MOST_KIN = 0.1
"""Whoever may be a twin or a namesake with a greater chance is looked at by a person."""

ROSY, LEAST_BY_CHANCE = 1.5, 0.1
"""Strangers have a little more in common than names dealt out; that none was found by chance does
not mean that there is none."""

HARDLY_ONE = 0.75
"""So many wrong pairs are expected at most in a file of few pairs, of which one is many percent."""

CHUNK = 250_000
SAMPLE, HOUSEHOLDS = 150_000, 10_000

_REASONS: dict[str, dict[int, str]] = {
    "nik": {
        Identity.EXACT: "nik_same", Identity.NEAR: "nik_near", Identity.SERIAL: "nik_serial",
        Identity.NEXT: "nik_next",
        Identity.LOOSE: "nik_differs", Identity.DIFFER: "nik_differs",
    },
    "name": {
        Likeness.EXACT: "name_same", Likeness.SAME: "name_same", Likeness.NEAR: "name_similar",
        Likeness.INITIAL: "name_similar", Likeness.LIKE: "name_similar",
        Likeness.SUBSET: "name_part", Likeness.SUBSET_NEAR: "name_part", Likeness.PART: "name_part",
        Likeness.HINT: "name_differs", Likeness.DIFFER: "name_differs",
    },
    "birth": {
        Birth.EXACT: "birth_same", Birth.SWAPPED: "birth_swapped", Birth.FILLER: "birth_filler",
        Birth.SLIP_YEAR: "birth_near", Birth.SLIP_MONTH: "birth_near",
        Birth.SLIP_DAY: "birth_near", Birth.OTHER_YEAR: "birth_near",
        Birth.OTHER_MONTH: "birth_near", Birth.OTHER_DAY: "birth_near",
        Birth.YEAR: "birth_differs", Birth.DIFFER: "birth_differs",
    },
    "mother": {
        Likeness.EXACT: "mother_same", Likeness.SAME: "mother_same",
        Likeness.NEAR: "mother_similar", Likeness.INITIAL: "mother_similar",
        Likeness.LIKE: "mother_similar",
        Likeness.SUBSET: "mother_part", Likeness.SUBSET_NEAR: "mother_part",
        Likeness.PART: "mother_part", Likeness.HINT: "mother_differs",
        Likeness.DIFFER: "mother_differs",
    },
    "sex": {Same.DIFFER: "sex_differs"},
    "place": {
        Place.HOUSE: "address_same", Place.STREET: "address_similar",
        Place.DIFFER: "address_differs",
    },
    "phone": {Digits.EXACT: "phone_same", Digits.NEAR: "phone_near"},
    "kk": {Digits.EXACT: "kk_same", Digits.NEAR: "kk_near"},
}  # fmt: skip
"""What a person is told of each level; of the others, nothing."""


@dataclass(frozen=True, slots=True, repr=False)
class Pair:
    """Two rows that may be one person."""

    left: str
    right: str
    score: float
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """The pairs of a search, the surest first."""

    ids: Sequence[str]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    odds: NDArray[np.float64]  # ln of the odds
    is_same: NDArray[np.bool_]
    levels: NDArray[np.int8]
    joined: NDArray[np.bool_]  # together through a third row, not by themselves
    groups: tuple[tuple[int, ...], ...]  # rows that are one person each

    def __len__(self) -> int:
        return len(self.left)

    def pairs(self) -> Iterator[Pair]:
        """Every pair with its reasons."""
        scores = 1 / (1 + np.exp(-self.odds))
        for at, score in enumerate(scores.tolist()):
            yield Pair(
                self.ids[self.left[at]],
                self.ids[self.right[at]],
                score,
                SAME if self.is_same[at] else REVIEW,
                self._reasons(at),
            )

    def clusters(self) -> Iterator[tuple[str, ...]]:
        """The ids of each person who was found more than once."""
        for rows in self.groups:
            yield tuple(self.ids[row] for row in rows)

    def _reasons(self, at: int) -> tuple[str, ...]:
        levels = self.levels[:, at]
        told = [
            reason
            for name, known in _REASONS.items()
            if (reason := known.get(int(levels[AT[name]])))
        ]
        return (*told, "joined_by_third") if self.joined[at] else tuple(told)


def match(people: People) -> Found:
    """Who of one file was written down twice."""
    reader = Reader()
    table = reader.read(people)
    return _search(people.ids, table, reader, None)


def match_between(left: People, right: People) -> Found:
    """Who of the left file is in the right one too; rows of one file are never paired."""
    reader = Reader()
    table = reader.read(left).followed_by(reader.read(right))
    is_right = np.arange(len(table)) >= len(left)
    return _search([*left.ids, *right.ids], table, reader, is_right)


class Index:
    """A register made ready once, against which batch after batch is looked up."""

    def __init__(self, people: People) -> None:
        self._ids = list(people.ids)
        self._reader = Reader()
        self._table = self._reader.read(people)
        self._filed = Filed(self._table, self._reader)
        self._comparer = Comparer(self._table, self._reader)
        pairs = propose(self._table, self._reader)
        self._model = learned(pairs, self._comparer, self._table, None)
        likely = _likely(pairs, self._comparer, self._model)
        self._lowest = _threshold(
            likely, self._table, self._reader, self._comparer, self._model, None
        )

    def find(self, batch: People) -> Found:
        """Who of the batch is in the register, or in the batch itself twice."""
        new = self._reader.read(batch)
        pairs = self._filed.propose(new, self._reader)
        table = self._table.followed_by(new)
        comparer = Comparer(table, self._reader, self._comparer)
        likely = _likely(pairs, comparer, self._model)
        ids = [*self._ids, *batch.ids]

        def is_new(_: Rows, right: Rows) -> Flags:
            return right >= len(self._ids)

        return _decided(ids, likely, self._lowest, comparer, self._model, is_new)


def _search(
    ids: Sequence[str], table: Table, reader: Reader, sides: NDArray[np.bool_] | None
) -> Found:
    pairs = propose(table, reader, sides)
    comparer = Comparer(table, reader)
    model = learned(pairs, comparer, table, sides)
    likely = _likely(pairs, comparer, model)
    lowest = _threshold(likely, table, reader, comparer, model, sides)

    def is_across(left: Rows, right: Rows) -> Flags:
        return np.ones(len(left), bool) if sides is None else sides[left] != sides[right]

    return _decided(ids, likely, lowest, comparer, model, is_across)


def learned(
    pairs: Pairs, comparer: Comparer, table: Table, sides: NDArray[np.bool_] | None = None
) -> Model:
    """The weights of a file, or of two, from the pairs proposed in it."""
    count = len(table)
    right = 0 if sides is None else int(sides.sum())
    every = count * (count - 1) / 2 if sides is None else (count - right) * right
    proposed = _sample(pairs, SAMPLE, comparer)
    housed = _sample(households(table, sides), HOUSEHOLDS, comparer)
    return learning.learn(proposed, housed, comparer, table, max(every, 1.0))


def _sample(pairs: Pairs, most: int, comparer: Comparer) -> learning.Sample:
    step = -(-len(pairs) // most) or 1
    compared = comparer.compare(pairs.left[::step], pairs.right[::step])
    return learning.Sample(compared, float(step))


def _odds(pairs: Pairs, comparer: Comparer, model: Model) -> Doubles:
    every = [
        model.log_odds(comparer.compare(pairs.left[at : at + CHUNK], pairs.right[at : at + CHUNK]))
        for at in range(0, len(pairs), CHUNK)
    ]
    return np.concatenate([np.zeros(0), *every])


@dataclass(frozen=True, slots=True, repr=False)
class _Likely:
    """The pairs worth a look, the surest first, with the chances that they are something else."""

    pairs: Pairs
    odds: Doubles
    strangers: Doubles
    kin: Doubles


def _likely(pairs: Pairs, comparer: Comparer, model: Model) -> _Likely:
    odds = _odds(pairs, comparer, model)
    order = np.flatnonzero(odds >= WORTH_A_LOOK)
    order = order[np.argsort(-odds[order], kind="stable")]
    left, right = pairs.left[order], pairs.right[order]
    strangers, kin = model.doubts(comparer.compare(left, right))
    return _Likely(Pairs(left, right), odds[order], strangers, kin)


def _decided(
    ids: Sequence[str], likely: _Likely, lowest: float, comparer: Comparer, model: Model,
    is_asked: Callable[[Rows, Rows], Flags],
) -> Found:  # fmt: skip
    """The pairs worth telling: those of one person, and those to be looked at."""

    def odds_of(left: Rows, right: Rows) -> Doubles:
        return model.log_odds(comparer.compare(left, right))

    pairs, odds = likely.pairs, likely.odds
    sure = (odds >= lowest) & (likely.kin <= MOST_KIN)
    groups = clusters.join(pairs.left[sure], pairs.right[sure], odds[sure], odds_of)
    return _told(ids, pairs, odds, groups, comparer, model, is_asked)


def _threshold(
    likely: _Likely, table: Table, reader: Reader, comparer: Comparer, model: Model,
    sides: NDArray[np.bool_] | None,
) -> float:  # fmt: skip
    """From which odds on pairs are the same: the lowest where enough of them are right.

    How many are strangers is told by the model, which is too gloomy where much is open, and counted
    by `chance`: the lesser holds. Of kin there is the model's word alone.
    """
    wrong = np.cumsum(likely.strangers)
    if len(wrong) and chance.can_be_counted(table, sides):

        def odds_of(both: Table, left: Rows, right: Rows) -> Doubles:
            return _odds(Pairs(left, right), Comparer(both, reader, comparer), model)

        counted = chance.count(table, reader, sides, likely.pairs, odds_of)
        wrong = np.minimum(wrong, ROSY * counted.from_odds(likely.odds) + LEAST_BY_CHANCE)
    kin = np.where(likely.kin <= MOST_KIN, likely.kin, 0)
    allowed = np.maximum((1 - PRECISION) * np.arange(1, len(kin) + 1), HARDLY_ONE)
    precise = np.flatnonzero(wrong + np.cumsum(kin) <= allowed)
    lowest = float(likely.odds[precise[-1]]) if len(precise) else BEYOND_DOUBT
    return min(max(lowest, AT_LEAST), BEYOND_DOUBT)


def _told(
    ids: Sequence[str], pairs: Pairs, odds: NDArray[np.float64],
    groups: list[tuple[int, ...]], comparer: Comparer, model: Model,
    is_asked: Callable[[Rows, Rows], Flags],
) -> Found:  # fmt: skip
    count = np.int64(len(ids))
    one, other = _within(groups)
    asked = is_asked(one, other)
    one, other = one[asked], other[asked]
    same = one * count + other
    known = pairs.left * count + pairs.right
    added = np.setdiff1d(same, known)
    codes = np.concatenate([known, added])
    left, right = np.divmod(codes, count)
    compared = comparer.compare(left, right)
    odds = np.concatenate([odds, model.log_odds(_part(compared, len(known)))])
    is_same = np.isin(codes, same)
    joined = is_same & (odds < AT_LEAST)
    odds = np.where(joined, AT_LEAST, odds)
    order = np.lexsort((right, left, -odds, ~is_same))
    return Found(
        ids,
        left[order],
        right[order],
        odds[order],
        is_same[order],
        compared.levels[:, order],
        joined[order],
        tuple(groups),
    )


def _part(compared: Compared, start: int) -> Compared:
    return Compared(compared.levels[:, start:], compared.rarity[:, start:])


def _within(groups: list[tuple[int, ...]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of the rows of each group."""
    pairs = [
        (rows[a], rows[b])
        for rows in groups
        for a in range(len(rows))
        for b in range(a + 1, len(rows))
    ]
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]
