"""The early warning: is a NIK known anywhere in the city? Asked offline, of nobody's data.

With each reply the city sends a *sieve* of every NIK it knows. It answers yes for each of them,
and for some others as well: whoever tries numbers must not learn much by a yes.

How many others. A dishonest clerk who knows somebody's birth date and kecamatan tries all 9,999
serials that a NIK of these can have. Of the `c` who are known, each says yes; the others say yes
by chance, at the rate `p`. At least 20 false ones for each true one are promised, so that a yes is
true in less than one case of 21. False ones scatter: of `m = (9,999 - c) p` expected, three
standard deviations fewer may come, so `m - 3 sqrt(m) = 20 c` is asked of the most crowded cell
(the twelve digits of a NIK before its serial), filler dates like 1 January included:

    sqrt(m) = (3 + sqrt(9 + 80 c)) / 2,    p = m / (9,999 - c)

    c = 1: p = 0.4 %      c = 4: p = 1.1 %      c = 12: p = 2.9 %      c = 40: p = 9 %

Less crowded cells have more false ones than promised. Beyond `MOST_FALSE` the warning would warn
of everybody: of a cell more crowded than that allows, the rest are left out, and the city alone
finds them.

Two steps, since replies follow one another. If every sieve erred in its own way, whoever kept
them all would ask them all, and only what is true says yes each time. So a NIK is first made
coarse, in the same way for ever: by the city's `grain`, a secret of its own, into one of so few
numbers that two people often share one. They share it in every sieve, and no number of sieves
tells them apart: all of `p` is in this step, and up to twice that, since only whole bits make it
coarse. What is sent then is a Bloom filter of the coarse numbers, keyed anew each time, whose own
false ones (`EXTRA` of p) come on top.

A register grows, and whoever kept a sieve of its first days could leave out all who came later.
So `STAND_INS` numbers of nobody are in every sieve, the same from the first on: about as many as
a city has workers, so that the false ones they cause are as many as the first few need.
"""

import base64
import binascii
import math
import secrets
import struct
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b, shake_256
from typing import Any, Self

SERIALS = 9_999
"""How many a birth date and kecamatan can have."""

FALSE_FOR_TRUE = 20
MOST_FALSE = 0.1
EXTRA = 0.5
STAND_INS = 20_000

MOST_BYTES = 700_000
"""A longer filter would not fit into one line of a sealed file; it errs more often instead."""

_KEY = 32
_DEEPEST = 62  # bits of a coarse number
_EIGHT = struct.Struct(">8Q")  # one digest is as many places
_MOST_HASHES = 8


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds keys
class Sieve:
    """Says of a NIK "perhaps known", or "not known" for certain (as far as those left out go)."""

    grain: bytes
    """Makes a NIK coarse; the city's own, the same in all its sieves."""
    depth: int
    """Bits of a coarse number."""
    key: bytes
    """Of this sieve alone."""
    hashes: int
    size: int
    """Bits of the filter."""
    bits: bytes

    def __contains__(self, nik: str) -> bool:
        bits = self.bits
        return all(
            bits[place % self.size >> 3] >> (place % self.size & 7) & 1
            for place in _places(_coarse(self.grain, self.depth, nik), self.key)[: self.hashes]
        )

    def to_plain(self) -> dict[str, Any]:
        """As it travels and is kept."""
        return {
            "grain": self.grain.hex(),
            "depth": self.depth,
            "key": self.key.hex(),
            "hashes": self.hashes,
            "size": self.size,
            "bits": base64.b64encode(self.bits).decode(),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The way back; ValueError for what is none."""
        try:
            numbers = [plain[name] for name in ("depth", "hashes", "size")]
            grain, key = bytes.fromhex(plain["grain"]), bytes.fromhex(plain["key"])
            bits = base64.b64decode(plain["bits"], validate=True)
        except (KeyError, TypeError, AttributeError, binascii.Error):
            raise ValueError("sieve") from None
        depth, hashes, size = numbers
        if not (
            all(type(each) is int for each in numbers)
            and len(grain) == len(key) == _KEY
            and 1 <= depth <= _DEEPEST
            and 1 <= hashes <= _MOST_HASHES
            and 1 <= size <= MOST_BYTES * 8
            and len(bits) == (size + 7) // 8
        ):
            raise ValueError("sieve")
        return cls(grain, depth, key, hashes, size, bits)


def new_grain() -> bytes:
    """A secret for a city's first sieve, and all after it."""
    return secrets.token_bytes(_KEY)


def make(niks: Iterable[str], grain: bytes, key: bytes | None = None) -> Sieve:
    """A sieve of these; `key` is random where none is given."""
    key = key or secrets.token_bytes(_KEY)
    known = set(niks)
    rate = false_rate(max(Counter(each[:12] for each in known).values(), default=1))
    chosen = list(_not_too_many(known, most_in_a_cell(MOST_FALSE)))
    count = len(chosen) + STAND_INS
    depth = int(math.log2(count / rate))
    coarse = {_coarse(grain, depth, each) for each in chosen}
    coarse |= {each >> (64 - depth) for each in _stand_ins(grain)}
    hashes, size = _measures(count, rate * EXTRA)
    bits = bytearray((size + 7) // 8)
    for each in coarse:
        for place in _places(each, key)[:hashes]:
            place %= size  # a million and more of them
            bits[place >> 3] |= 1 << (place & 7)
    return Sieve(grain, depth, key, hashes, size, bytes(bits))


def false_rate(crowd: int) -> float:
    """How many of those that are not known must say yes, where `crowd` share a cell."""
    expected = ((3 + math.sqrt(9 + 4 * FALSE_FOR_TRUE * crowd)) / 2) ** 2
    return min(MOST_FALSE, expected / max(1, SERIALS - crowd))


def most_in_a_cell(rate: float) -> int:
    """How many of one cell can be known at this rate, with the promise kept."""
    crowd = 1
    while false_rate(crowd + 1) < rate:
        crowd += 1
    return crowd


def _not_too_many(niks: Collection[str], most: int) -> Iterator[str]:
    """All, but of each cell no more than `most`, and always the same ones."""
    taken: Counter[str] = Counter()
    for each in sorted(niks):
        cell = each[:12]
        if taken[cell] < most:
            taken[cell] += 1
            yield each


def _measures(count: int, rate: float) -> tuple[int, int]:
    """Hashes and bits of a Bloom filter of so many that errs at this rate, or as large as it may.

    With k hashes a filter of m bits and n members has the share 1 - exp(-k n / m) of its bits set,
    and errs at the k-th power of that.
    """
    hashes = min(_MOST_HASHES, round(-math.log2(rate)))
    size = math.ceil(-hashes * count / math.log1p(-(rate ** (1 / hashes))))
    if size > MOST_BYTES * 8:
        size = MOST_BYTES * 8
        hashes = max(1, round(size / count * math.log(2)))
    return hashes, size


def _coarse(grain: bytes, depth: int, nik: str) -> int:
    """One of 2 ** depth numbers; a shallower one is the beginning of a deeper one."""
    digest = blake2b(nik.encode(), digest_size=8, key=grain).digest()
    return int.from_bytes(digest, "big") >> (64 - depth)


def _stand_ins(grain: bytes) -> tuple[int, ...]:
    """As `_coarse` would make them of somebody, at its deepest."""
    stream = shake_256(b"stand-ins" + grain).digest(STAND_INS * 8)
    return struct.unpack(f">{STAND_INS}Q", stream)


def _places(coarse: int, key: bytes) -> tuple[int, ...]:
    """Where in a filter of any size a coarse number stands, for up to `_MOST_HASHES` of it."""
    return _EIGHT.unpack(blake2b(coarse.to_bytes(8, "big"), key=key).digest())
