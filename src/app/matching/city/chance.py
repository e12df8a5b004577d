"""How often strangers look like one person by chance, counted in the file itself without labels.

The names of a file are dealt out anew among its rows, and the file is searched for the rows so
made. Whoever is found is found by chance: as many wrong pairs stand among those of the real search
(target and decoy: Elias and Gygi 2007, of spectra). This asks nothing of the model, and it knows
which words and dates go together in this file.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from app.matching.city.blocking import Pairs, propose, tells_little
from app.matching.city.reading import Name, Reader, Table

Rows = NDArray[np.int64]
Doubles = NDArray[np.float64]

MOST = 20_000
"""Rows that are made up; in larger files each stands for several."""

AT_LEAST, MOST_DEALS = 10_000, 8
"""In small files names are dealt out several times, so that rare chances are seen too."""


@dataclass(frozen=True, slots=True, repr=False)
class Chance:
    """The odds of pairs that are strangers for sure, and how many real pairs one stands for."""

    odds: Doubles
    weight: float

    def from_odds(self, odds: Doubles) -> Doubles:
        """How many pairs of strangers are expected to have such odds, or more."""
        ordered = np.sort(self.odds)
        found = len(ordered) - np.searchsorted(ordered, odds)
        return found.astype(np.float64) * self.weight


def can_be_counted(table: Table, sides: NDArray[np.bool_] | None = None) -> bool:
    """Whether names can be parted from the rest, and chance matters: fields are few."""
    rest = (
        table.birth, table.nik.key, table.mother.key, table.phone.key, table.kk.key,
        table.kelurahan, table.birth_place, table.street,
    )  # fmt: skip
    little = tells_little(table, sides)
    return little and bool(table.name.key.any()) and any(each.any() for each in rest)


def count(
    table: Table, reader: Reader, sides: NDArray[np.bool_] | None, likely: Pairs,
    odds_of: Callable[[Table, Rows, Rows], Doubles],
) -> Chance:  # fmt: skip
    """What chance brings together; `likely` pairs, who may be one person, are left out of it.

    `odds_of` compares rows of the table and, after them, of the rows made up.
    """
    chance = np.random.default_rng(1)
    rows = np.arange(len(table)) if sides is None else np.flatnonzero(sides)
    deals = min(max(AT_LEAST // max(len(rows), 1), 1), MOST_DEALS)
    known = np.sort(_codes(likely.left, likely.right, len(table)))
    found = [np.zeros(0)]
    for _ in range(deals):
        takers = chance.permutation(rows)[:MOST]
        givers = chance.permutation(rows)[: len(takers)]
        both = table.followed_by(_named(table, takers, givers))
        left, right = _met(both, reader, sides, known, takers, givers)
        found.append(odds_of(both, left, right))
    weight = len(rows) / max(min(len(rows), MOST), 1) / deals / (2 if sides is None else 1)
    return Chance(np.concatenate(found), weight)


def _met(
    both: Table, reader: Reader, sides: NDArray[np.bool_] | None, known: Rows, takers: Rows,
    givers: Rows,
) -> tuple[Rows, Rows]:  # fmt: skip
    """The proposed pairs of a real row and a made up one that have nothing to do with each other.

    Two rows of one person carry one name: they must not stand side by side again.
    """
    size = len(both) - len(takers)
    is_other = np.arange(len(both)) >= size
    if sides is not None:
        is_other[:size] = sides
    met = propose(both, reader, is_other)
    is_dealt = (met.left < size) & (met.right >= size)
    left, right = met.left[is_dealt], met.right[is_dealt]
    taker, giver = takers[right - size], givers[right - size]
    strange = ~(_are(known, left, taker, size) | _are(known, left, giver, size))
    return left[strange], right[strange]


def _named(table: Table, takers: Rows, givers: Rows) -> Table:
    """Rows of the takers, with name and sex of the givers."""
    part = table.some(takers)
    name = Name(table.name.written[givers], table.name.key[givers], table.name.words[givers])
    return replace(part, name=name, sex=table.sex[givers])


def _codes(left: Rows, right: Rows, size: int) -> Rows:
    codes: Rows = np.minimum(left, right) * size + np.maximum(left, right)
    return codes


def _are(known: Rows, left: Rows, right: Rows, size: int) -> NDArray[np.bool_]:
    """Whether pairs are of one row, or known."""
    if not len(known):
        known = np.full(1, -1)
    codes = _codes(left, right, size)
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    same: NDArray[np.bool_] = (known[at] == codes) | (left == right)
    return same
