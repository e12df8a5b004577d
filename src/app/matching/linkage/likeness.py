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


def slips(lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.int32]:
    """How many slips of the hand lie between two texts; 3 for more than two."""
    distance: NDArray[np.int32]
    distance = cpdist(lefts, rights, scorer=OSA.distance, score_cutoff=2).astype(np.int32)
    return distance
