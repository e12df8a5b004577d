"""A file's rows as the columns that levels in SQL ask for, and what was learned of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.city import engine
from app.matching.city.blocking import Hashes, Rows, propose, used_keys
from app.matching.city.comparing import Comparer, is_filler
from app.matching.city.learning import Model
from app.matching.city.people import People
from app.matching.city.reading import Name, Number, Reader, Table
from app.matching.city.words import STREET_WIDTH

Column = NDArray[Any]

SHARED = {
    "name": "birth", "mother": "name", "birth": "name", "birth_place": "name", "phone": "name",
    "kk": "name",
}  # fmt: skip
"""The fields of which a shared value weighs by its rarity, and the field `beside` each of them."""

TOGETHER, APART = "together", "apart"
"""Whether two rows share the value beside as well: then they may be one person, who counts once."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds residents
class Prepared:
    """What Splink is given: columns, keys of rows, and per shared value how rare it is."""

    columns: dict[str, list[Any]]
    key_rows: Rows
    keys: Hashes
    rarities: dict[str, tuple[list[int], list[float]]]
    model: Model

    def __len__(self) -> int:
        return len(self.columns["row"])


def prepare(people: People) -> Prepared:
    """Read a file, learn its weights, and write both for Splink; rows are numbered from 0."""
    reader = Reader()
    table = reader.read(people)
    comparer = Comparer(table, reader)
    model = engine.learned(propose(table, reader), comparer, table)
    values: dict[str, Column] = {
        "name": table.name.key, "mother": table.mother.key, "birth": table.birth,
        "birth_place": table.birth_place, "phone": table.phone.key, "kk": table.kk.key,
    }  # fmt: skip
    columns: dict[str, list[Any]] = {"row": list(range(len(table)))}
    rarities = {}
    for field, value in values.items():
        _, first, codes = np.unique(value, return_index=True, return_inverse=True)
        columns[f"{field}_value"] = _known(codes, value != 0)
        for kind, own in ((TOGETHER, False), (APART, True)):
            rarity = comparer.values[field].rarity_of(first, np.full(len(first), own))
            shares = np.exp(rarity.astype(np.float64))
            rarities[f"{field}_{kind}"] = (list(range(len(first))), shares.tolist())
            columns[f"{field}_{kind}"] = columns[f"{field}_value"]
    columns |= _names("name", table.name, reader) | _names("mother", table.mother, reader)
    columns |= _births(table) | _niks(table.nik) | _places(table, comparer)
    columns |= {"phone": _texts(table.phone), "kk": _texts(table.kk)}
    columns["sex"] = _known(table.sex, table.sex > 0)
    columns["birth_place"] = _known(
        [reader.places.words[at] for at in table.birth_place.tolist()], table.birth_place > 0
    )
    return Prepared(columns, *used_keys(table, reader), rarities, model)


def _known(values: Iterable[Any], is_known: NDArray[np.bool_]) -> list[Any]:
    every = values.tolist() if isinstance(values, np.ndarray) else values
    return [value if known else None for value, known in zip(every, is_known.tolist(), strict=True)]


def _codes(values: Column) -> list[int | None]:
    return _known(np.unique(values, return_inverse=True)[1], values != 0)


def _names(field: str, name: Name, reader: Reader) -> dict[str, list[Any]]:
    word = reader.names.vocabulary.words
    texts = [" ".join(word[at] for at in row if at) for row in name.words.tolist()]
    return {
        f"{field}_words": _known(texts, name.words[:, 0] > 0),
        f"{field}_written": _codes(name.written),
    }


def _births(table: Table) -> dict[str, list[Any]]:
    whole = (table.month > 0) & (table.day > 0)
    filler = is_filler(table.day.astype(np.int32), table.month.astype(np.int32))
    return {
        "year": [f"{year:04}" for year in table.year.tolist()],
        "month": [f"{month:04}" for month in table.month.tolist()],
        "day": [f"{day:04}" for day in table.day.tolist()],
        "whole_date": whole.tolist(),
        "vague_date": (filler | ~whole).tolist(),
    }


def _texts(number: Number) -> list[str | None]:
    signs = np.ascontiguousarray(number.signs)
    written = signs.view(f"S{signs.shape[1]}").ravel()
    return _known([each.decode("ascii") for each in written.tolist()], number.key != 0)


def _niks(nik: Number) -> dict[str, list[Any]]:
    usual = (nik.length == 16) & (nik.key != 0)
    texts = _texts(nik)
    serial = nik.signs[:, 12:16].astype(np.int64) @ np.array([1000, 100, 10, 1])
    return {
        "nik": texts,
        "nik_start": _known([f"{text[:6]}{text[7:12]}" if text else "" for text in texts], usual),
        "nik_day": _known(nik.signs[:, 6], usual),
        "nik_serial": _known(serial, usual),
    }


def _places(table: Table, comparer: Comparer) -> dict[str, list[Any]]:
    weights = -comparer.streets[table.street]
    columns: dict[str, list[Any]] = {
        "house": _codes(table.house),
        "rt": _codes(table.rt),
        "kelurahan": _codes(table.kelurahan),
        "street_weight": weights.sum(1).tolist(),
    }
    for at in range(STREET_WIDTH):
        columns[f"street_{at}"] = table.street[:, at].tolist()
        columns[f"street_weight_{at}"] = weights[:, at].tolist()
    return columns
