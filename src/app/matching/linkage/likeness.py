"""Names and slips of the hand as the city's engine sees them, for columns of texts at once."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from app.matching.city.comparing import AT, Comparer
from app.matching.city.people import People
from app.matching.city.reading import Name, Reader
from app.matching.city.words import WIDTH

MOST = 500_000
"""Pairs of names that are remembered."""


def likeness(lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.int32]:
    """The `Likeness` of every two names that are not the same; a name is its folded words."""
    texts = list(dict.fromkeys([*lefts, *rights]))
    row = {text: at for at, text in enumerate(texts)}
    reader = Reader()
    words = np.zeros((len(texts), WIDTH), np.int32)
    for at, text in enumerate(texts):
        numbers = [reader.names.vocabulary.number(word) for word in text.split()]
        words[at, : len(numbers)] = numbers
    each = np.arange(1, len(texts) + 1)
    table = replace(reader.read(People(texts)), name=Name(each, each, words))
    left = np.fromiter((row[text] for text in lefts), np.int64, len(lefts))
    right = np.fromiter((row[text] for text in rights), np.int64, len(rights))
    compared = Comparer(table, reader).compare(left, right)
    levels: NDArray[np.int32] = compared.levels[AT["name"]].astype(np.int32)
    return levels


class Remembered:
    """`likeness`, which SQL asks anew for every level, computed once for two names."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], int] = {}

    def __call__(self, lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.int32]:
        pairs = list(zip(lefts, rights, strict=True))
        known = self._known  # other threads may begin another one meanwhile
        new = [pair for pair in dict.fromkeys(pairs) if pair not in known]
        if new:
            if len(known) > MOST:
                known = self._known = {}
                new = list(dict.fromkeys(pairs))
            levels = likeness([one for one, _ in new], [other for _, other in new])
            known.update(zip(new, levels.tolist(), strict=True))
        return np.fromiter(map(known.__getitem__, pairs), np.int32, len(pairs))


def slips(lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.int32]:
    """How many slips of the hand lie between two texts; 3 for more than two."""
    distance: NDArray[np.int32]
    distance = cpdist(lefts, rights, scorer=OSA.distance, score_cutoff=2).astype(np.int32)
    return distance
