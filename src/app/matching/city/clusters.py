"""People made of pairs: whose rows hang together without contradiction.

Pairs alone chain: a man, his second row, and the twin whom that row resembles. So rows are joined
from the surest pair down, and two groups only where all pairs between them speak for it together
(correlation clustering, Bansal, Blum and Chawla 2004, done greedily).
"""

import itertools
from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Doubles = NDArray[np.float64]

SURE = 8.0
"""No single pair outweighs more than this (ln of odds), so that several can contradict it."""

LARGEST = 40
"""Of larger heaps the pairs that were not proposed count as contradictions."""


def join(
    left: Rows, right: Rows, odds: Doubles, compare: Callable[[Rows, Rows], Doubles]
) -> list[tuple[int, ...]]:
    """The groups of rows that are one person each, from the pairs held to be one.

    `compare` gives the odds of pairs that nobody has looked at yet.
    """
    heaps = [heap for heap in _heaps(left, right) if len(heap) > 2]
    known = {}
    if heaps:
        within = {row for heap in heaps for row in heap}
        asked = [pair for heap in heaps if len(heap) <= LARGEST for pair in _pairs(heap)]
        ones = np.array([one for one, _ in asked], np.int64)
        others = np.array([other for _, other in asked], np.int64)
        known = dict(zip(asked, compare(ones, others).tolist(), strict=True))
        for one, other, odd in zip(left.tolist(), right.tolist(), odds.tolist(), strict=True):
            if one in within:
                known[one, other] = odd
    group: dict[int, list[int]] = {}
    order = np.lexsort((right, left, -odds))
    for one, other in zip(left[order].tolist(), right[order].tolist(), strict=True):
        a, b = group.setdefault(one, [one]), group.setdefault(other, [other])
        if a is not b and (len(a) + len(b) == 2 or _is_one(a, b, known)):
            a.extend(b)
            for row in b:
                group[row] = a
    return sorted({tuple(sorted(rows)) for rows in group.values() if len(rows) > 1})


def _is_one(a: Sequence[int], b: Sequence[int], known: dict[tuple[int, int], float]) -> bool:
    total = 0.0
    for one, other in itertools.product(a, b):
        odd = known.get((min(one, other), max(one, other)), -SURE)
        total += min(max(odd, -SURE), SURE)
    return total > 0


def _pairs(rows: Sequence[int]) -> list[tuple[int, int]]:
    return list(itertools.combinations(sorted(rows), 2))


def _heaps(left: Rows, right: Rows) -> list[list[int]]:
    """Rows that hang together by any chain of pairs."""
    parent: dict[int, int] = {}

    def root(row: int) -> int:
        while (above := parent.setdefault(row, row)) != row:
            parent[row] = parent[above]
            row = above
        return row

    for one, other in zip(left.tolist(), right.tolist(), strict=True):
        parent[root(one)] = root(other)
    heaps = defaultdict(list)
    for row in parent:
        heaps[root(row)].append(row)
    return list(heaps.values())
