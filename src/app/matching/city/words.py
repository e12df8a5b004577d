"""The words of names and addresses as numbers, so that whole columns are compared at once."""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.domain.names import name_tokens

WIDTH = 4
"""Words of a name that are compared one by one; hardly a name has more."""

STREET_WIDTH = 6

LONGEST_TITLE = 8  # SYARIFAH: a longer word is a name wherever it stands

_APART = re.compile(r"[^\w]+|_")
_OUTSIDE = re.compile(r"[.,'\u2019`/()\-]+")
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_STREET = frozenset(
    [
        "JL",
        "JLN",
        "JALAN",
        "GG",
        "GANG",
        "NO",
        "NOMOR",
        "NOMER",
        "RT",
        "RW",
        "KEL",
        "KELURAHAN",
        "KEC",
        "KECAMATAN",
        "DESA",
        "DUSUN",
        "BLOK",
        "BLK",
        "STREET",
        "ST",
        "ROAD",
        "RD",
        "THE",
    ]
)
_RT = frozenset(("RT", "RW"))
_ONE_LETTER = str.maketrans(
    {
        "\u00d8": "O", "\u00f8": "o", "\u0141": "L", "\u0142": "l", "\u0110": "D", "\u0111": "d",
        "\u00df": "ss", "\u00c6": "AE", "\u00e6": "ae", "\u0152": "OE", "\u0153": "oe",
        "\u0131": "i",  # of Turkey, without its dot
        "\u0629": "\u0647", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",  # Arabic
        "\u0640": "",  # which only makes an Arabic word longer
        "\u02bc": "'",
    }
)  # fmt: skip
"""Letters that are written for one another, and that Unicode does not take apart."""
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_VOWELS = frozenset("AEIOUYH")
_NO_WORDS = [0] * WIDTH
_LEFT, _RIGHT = "KAKAKU", "LALALU"  # words that mean nothing, to see what stands between them


class Vocabulary:
    """Every word that was met, numbered from 1; 0 is no word."""

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._skeletons: list[int] = []
        self._letters: list[int] = []
        self._shown: dict[str, int] = {}

    def number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words)
            self.words.append(word)
        return number

    def skeletons(self) -> NDArray[np.uint64]:
        """The words by their consonants, where they have enough: vowels are misheard most."""
        for word in self.words[len(self._skeletons) :]:
            self._skeletons.append(self._skeleton(word))
        return np.array(self._skeletons, np.uint64)

    def _skeleton(self, word: str) -> int:
        if len(word) < 2 and (word.isascii() or not word):
            return 0  # an initial is no key; a sign that is a word is one
        bare = word[:1] + "".join(sign for sign in word[1:] if sign not in _VOWELS)
        bare = "".join(sign for sign, _ in groupby(bare))
        shown = bare if len(bare) > 2 else word
        return self._shown.setdefault(shown, len(self._shown) + 1)

    def letters(self) -> NDArray[np.uint64]:
        """The words by the letters they have, in whatever order; 0 for those of few letters."""
        for word in self.words[len(self._letters) :]:
            few = "".join(sorted(set(word)))
            self._letters.append(
                self._shown.setdefault(f"{few} ", len(self._shown) + 1) if len(few) > 2 else 0
            )
        return np.array(self._letters, np.uint64)

    def initials(self) -> NDArray[np.int64]:
        """The first sign of every word."""
        return np.fromiter((ord(word[0]) if word else 0 for word in self.words), np.int64)

    def lengths(self) -> NDArray[np.int64]:
        return np.fromiter(map(len, self.words), np.int64, len(self.words))


class Names:
    """Reads names: folded words as numbers, and two hashes for equality.

    Latin letters are folded as everywhere in Payung (`domain.names`). Other alphabets are taken as
    they are, without accents; signs that are words by themselves (Chinese, Korean) become words.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._plain: dict[str, int] = {}  # words that mean the same wherever they stand

    def read(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32]]:
        """Per text: hash as written (0 for none), hash of its set of words, its words."""
        written, every = array("q"), array("i")
        plain = self._plain
        for text in texts:
            shown = text.upper().split()
            numbers = []
            for word in shown:
                number = plain.get(word)
                if number is None:
                    number = self._learn(word)
                if not number:  # what it means depends on where it stands
                    numbers = [self.vocabulary.number(each) for each in tokens(text)]
                    shown = _OUTSIDE.sub(" ", text.upper()).split()
                    break
                numbers.append(number)
            if len(numbers) > 1:
                numbers = list(dict.fromkeys(numbers))
            written.append(hash(" ".join(shown)) if numbers else 0)
            every.extend((numbers + _NO_WORDS)[:WIDTH])
        words = np.frombuffer(every, np.int32).reshape(-1, WIDTH)
        return np.frombuffer(written, np.int64), _key(words), words

    def _learn(self, word: str) -> int:
        """The number of a word that means the same anywhere in a name; 0 for any other."""
        number = 0
        if word.isascii() and word.isalpha() and len(word) > LONGEST_TITLE:
            number = self.vocabulary.number(name_tokens(word)[0])
        elif word.isascii() and word.isalpha():
            found = name_tokens(f"{word} {_LEFT} {word} {_RIGHT} {word}")
            if len(found) == 5 and found[0] == found[2] == found[4] and len(word) > 1:
                number = self.vocabulary.number(found[0])
        self._plain[word] = number
        return number


def _key(words: NDArray[np.int32]) -> NDArray[np.int64]:
    """A hash of the set of words of every row; 0 where there is none."""
    key = np.zeros(len(words), np.uint64)
    ordered = np.sort(words, axis=1).astype(np.uint64)
    for at in range(words.shape[1]):
        key = (key ^ ordered[:, at]) * _PRIME
        key ^= key >> np.uint64(32)
    return np.where(words[:, 0] > 0, key, 0).view(np.int64)


def tokens(text: str) -> tuple[str, ...]:
    """The words of a name of any alphabet, folded."""
    bare = text if text.isascii() else _without_accents(text)
    if bare.isascii():
        found = name_tokens(bare)
        return found if any(found) else tuple(_APART.sub(" ", bare.upper()).split())
    words = "".join(sign if _is_of_a_word(sign) else " " for sign in bare.upper()).split()
    return tuple(sign for word in words for sign in (word if _is_of_signs(word) else (word,)))


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_ONE_LETTER))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)


def _is_of_a_word(sign: str) -> bool:
    """Letters, digits and the vowels that Thai and India write around a letter."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def _is_of_signs(word: str) -> bool:
    """Whether every sign is a word or syllable of its own: Chinese, Japanese, Korean."""
    return len(word) <= 5 and all("\u2e80" <= sign <= "\ud7ff" for sign in word)


class _Piece(NamedTuple):
    """A word or number of an address."""

    street: int = 0  # its number among the words of streets; 0 for what only leads to one
    digits: str = ""
    is_of_rt: bool = False  # the number behind it is that of an RT or RW


class Streets:
    """Reads addresses: the words of the street, and the number of the house."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._known: dict[str, list[_Piece]] = {}  # addresses are made of few words

    def read(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Per text its words, and its first number that is none of an RT (0 for none)."""
        every, houses = array("i"), array("q")
        known = self._known
        for text in texts:
            found: dict[int, None] = {}
            numbers: list[str] = []
            is_of_rt = False
            for word in text.split():
                pieces = known.get(word)
                if pieces is None:
                    pieces = known[word] = self._pieces(word)
                for street, digits, leads_to_rt in pieces:
                    if street:
                        found[street] = None
                    elif digits and not is_of_rt:
                        numbers.append(digits)
                    is_of_rt = leads_to_rt
            kept = list(found)[:STREET_WIDTH]
            every.extend(kept + [0] * (STREET_WIDTH - len(kept)))
            houses.append(hash(tuple(numbers)) if numbers else 0)
        return (
            np.frombuffer(every, np.int32).reshape(-1, STREET_WIDTH),
            np.frombuffer(houses, np.int64),
        )

    def _pieces(self, word: str) -> list[_Piece]:
        bare = word if word.isascii() else _without_accents(word)
        return [self._piece(each) for each in _PIECES.findall(bare.upper())]

    def _piece(self, piece: str) -> _Piece:
        if piece[0].isdigit():
            return _Piece(digits=piece.lstrip("0") or "0")
        if piece in _STREET:
            return _Piece(is_of_rt=piece in _RT)
        return _Piece(street=self.vocabulary.number(piece))
