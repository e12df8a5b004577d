"""The places of a city, and a place found by whatever spelling a list has for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from app.domain.dated import Validity
from app.domain.words import words


@dataclass(frozen=True, slots=True)
class Place:
    """A city, kecamatan or kelurahan by its Kemendagri code."""

    code: str
    name: str
    kind: str  # "kota", "kecamatan", "kelurahan"
    parent: str
    postal_code: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Self:
        return cls(row["kode"], row["nama"], row["tingkat"], row["induk"], row["kodepos"])


@dataclass(frozen=True, slots=True)
class Spelling:
    """How the places of a city are also written."""

    words: Mapping[str, str]  # SEI: SUNGAI
    aliases: Mapping[str, str]  # a name in use: the code of its place
    kelurahan_prefixes: tuple[str, ...]
    kecamatan_prefixes: tuple[str, ...]
    city_names: tuple[str, ...]


class Places:
    """The places of one city, and the regions of the nation a NIK can name."""

    def __init__(
        self,
        places: Iterable[Place],
        validity: Validity,
        spelling: Spelling,
        regions: Mapping[str, str],
    ) -> None:
        listed = tuple(places)
        self._by_code = {each.code: each for each in listed}
        if len(self._by_code) != len(listed):
            raise ValueError("a place stands twice")
        (home,) = (each for each in listed if each.kind == "kota")
        self.validity = validity
        self.city = home.code
        self.city_name = home.name
        self._regions = dict(regions)
        self._kecamatan = tuple(each for each in listed if each.kind == "kecamatan")
        self._kelurahan = tuple(each for each in listed if each.kind == "kelurahan")
        for each in (*self._kecamatan, *self._kelurahan):
            if each.parent not in self._by_code:
                raise ValueError(f"{each.code} lies in an unknown place")
        self._words = {key: value.split() for key, value in spelling.words.items()}
        self._kelurahan_prefixes = frozenset(spelling.kelurahan_prefixes)
        self._kecamatan_prefixes = frozenset(spelling.kecamatan_prefixes)
        self._city_keys = frozenset(self._key(words(each)) for each in spelling.city_names)
        self._kelurahan_keys = self._index(self._kelurahan, spelling.aliases)
        self._kecamatan_keys = self._index(self._kecamatan, spelling.aliases)

    def kecamatan(self) -> tuple[Place, ...]:
        return self._kecamatan

    def kelurahan(self, kecamatan: str = "") -> tuple[Place, ...]:
        """Those of one kecamatan, or all."""
        return tuple(each for each in self._kelurahan if kecamatan in ("", each.parent))

    def get(self, code: str) -> Place | None:
        return self._by_code.get(code)

    def name(self, code: str) -> str:
        return self._by_code[code].name

    def postal_code(self, code: str) -> str:
        return self._by_code[code].postal_code

    def kecamatan_of(self, kelurahan: str) -> str:
        """The code of the kecamatan that a kelurahan lies in."""
        return self._by_code[kelurahan].parent

    def region_name(self, code: str) -> str | None:
        """The name of exactly this region: province 64, city 64.72 or kecamatan 64.72.05.

        None = not in any list we hold; outside this city only provinces are held.
        """
        place = self._by_code.get(code)
        return place.name if place else self._regions.get(code)

    def find(self, text: str, kecamatan: str = "") -> str | None:
        """The code of the kelurahan that `text` means; None where none or several could be.

        "Kel. Lempake, Kec. Samarinda Utara" says the kecamatan itself; where the two do not
        agree the answer is None. `kecamatan` is a code from another column of the same list.
        """
        if (code := self._as_code(text)) in self._by_code:
            return code if self._by_code[code].kind == "kelurahan" else None
        named, said = self._split(text)
        if said is None:
            return None
        wanted = {each for each in (kecamatan, said) if each}
        found = {
            code
            for code in self._meant(named, self._kelurahan_keys)
            if wanted <= {self.kecamatan_of(code)}
        }
        return found.pop() if len(found) == 1 else None

    def find_kecamatan(self, text: str) -> str | None:
        """The code of the kecamatan that `text` means; None where none or several could be."""
        if (code := self._as_code(text)) in self._by_code:
            return code if self._by_code[code].kind == "kecamatan" else None
        named = tuple(each for each in words(text) if each not in self._kecamatan_prefixes)
        found = self._meant(named, self._kecamatan_keys)
        return next(iter(found)) if len(found) == 1 else None

    def _split(self, text: str) -> tuple[tuple[str, ...], str | None]:
        """The words of the kelurahan, and the code of the kecamatan said after it.

        "" = none was said; None = one was said that we do not know.
        """
        head, *tail = [words(part) for part in text.split(",") if words(part)] or [()]
        for index, word in enumerate(head):
            if index and word in self._kecamatan_prefixes:
                head, tail = head[:index], [head[index:], *tail]
                break
        while head and head[0] in self._kelurahan_prefixes:
            head = head[1:]
        said = ""
        for part in tail:
            if self._key(part) in self._city_keys:
                continue
            code = self.find_kecamatan(" ".join(part))
            if code is None or said not in ("", code):
                return head, None
            said = code
        return head, said

    def _meant(self, named: tuple[str, ...], index: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """The places of that name; the city's own name after it says nothing more."""
        for length in range(len(named), 0, -1):
            found = index.get(self._key(named[:length]))
            if found and (length == len(named) or self._key(named[length:]) in self._city_keys):
                return found
        return frozenset()

    def _as_code(self, text: str) -> str:
        """64.72.05.1003, also where the points are lost; "" for what is no code."""
        digits = text.replace(".", "").strip()
        if not (digits.isascii() and digits.isdigit()):
            return ""
        parts = (digits[:2], digits[2:4], digits[4:6], digits[6:])
        return ".".join(each for each in parts if each)

    def _key(self, named: Iterable[str]) -> str:
        """The name without its spaces (Dadimulya, Dadi Mulya), each word in its usual form."""
        return "".join(part for word in named for part in self._words.get(word, [word]))

    def _index(
        self, places: tuple[Place, ...], aliases: Mapping[str, str]
    ) -> dict[str, frozenset[str]]:
        index: dict[str, set[str]] = {}
        codes = {each.code for each in places}
        names = [(each.name, each.code) for each in places]
        for name, code in (*names, *aliases.items()):
            if code not in self._by_code:
                raise ValueError(f"an alias names {code}, which is no place")
            if code in codes:
                index.setdefault(self._key(words(name)), set()).add(code)
        return {key: frozenset(found) for key, found in index.items()}
