"""Every level of every comparison as a condition in SQL, with its learned weights, for Splink.

Only such SQL is written as DuckDB and Spark both read the same way. Conditions stand in the order
in which they are asked, the closest first; a field that one of two rows lacks says nothing.
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from itertools import product
from typing import Any

import numpy as np

from app.matching.city.comparing import BY_VALUE, Birth, Digits, Identity, Likeness, Place, Same
from app.matching.city.learning import Model
from app.matching.city.words import STREET_WIDTH
from app.matching.linkage.prepared import APART, SHARED, TOGETHER

LIKENESS, SLIPS = "payung_likeness", "payung_slips"
"""What `likeness` is called where SQL can call it."""

LEAST = 1e-12  # as in the engine: no chance is smaller

Asked = Iterable[tuple[IntEnum, str]]  # levels and their conditions, the last one "ELSE"
Comparison = dict[str, Any]


def comparisons(model: Model) -> list[Comparison]:
    """All comparisons of the city's engine, as Splink's settings have them."""
    return [
        _comparison(model, "name", _lacks("name_words"), _name("name")),
        _comparison(model, "birth", "year_l = '0000' or year_r = '0000'", _BIRTH),
        _nik(model),
        _comparison(model, "mother", _lacks("mother_words"), _name("mother")),
        _comparison(model, "sex", _lacks("sex"), _SEX),
        _comparison(model, "birth_place", _lacks("birth_place"), _BIRTH_PLACE),
        _comparison(model, "place", _NO_PLACE, _PLACE),
        _comparison(model, "phone", _lacks("phone"), _digits("phone")),
        _comparison(model, "kk", _lacks("kk"), _digits("kk")),
    ]


def _comparison(model: Model, field: str, lacks: str, asked: Asked) -> Comparison:
    levels = [_nothing(lacks)]
    one, strangers = model.one_person[field], model.strangers[field]
    for level, condition in asked:
        m, u = float(one[level]), float(strangers[level])
        if _is_whole(field, level):
            beside = SHARED[field]
            both = f"{beside}_value_l = {beside}_value_r"
            levels += [
                _level(f"({condition}) and {both}", m, u, f"{field}_{TOGETHER}"),
                _level(condition, m, u, f"{field}_{APART}"),
            ]
        else:
            levels.append(_level(condition, m, u))
    return {"output_column_name": field, "comparison_levels": levels}


def _is_whole(field: str, level: IntEnum) -> bool:
    """Whether a whole value is shared, so that its rarity is known."""
    least = Likeness.SAME if field in ("name", "mother") else BY_VALUE.get(field)
    return least is not None and level >= least


def _nik(model: Model) -> Comparison:
    """What a close NIK says depends on the birth date: its digits are in it."""
    levels = [_nothing(_lacks("nik"))]
    for (level, condition), (group, born) in product(_NIK, _BORN.items()):
        asked = born if condition == "ELSE" else f"({condition}) and {born}"
        m, u = model.one_person["nik"][level], model.nik_by_birth[group, level]
        levels.append(_level(asked, float(m), float(u)))
    levels[-1]["sql_condition"] = "ELSE"
    return {"output_column_name": "nik", "comparison_levels": levels}


def _nothing(condition: str) -> dict[str, Any]:
    return {"sql_condition": condition, "is_null_level": True}


def _level(condition: str, m: float, u: float, rarity: str = "") -> dict[str, Any]:
    level: dict[str, Any] = {
        "sql_condition": condition,
        "m_probability": float(np.clip(m, LEAST, 1)),
        "u_probability": float(np.clip(u, LEAST, 1)),
    }
    if rarity:
        level |= {"tf_adjustment_column": rarity, "disable_tf_exact_match_detection": True}
    return level


def _lacks(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


def _any(conditions: Iterable[str]) -> str:
    return "(" + " or ".join(f"({each})" for each in conditions) + ")"


def _apart(column: str, width: int) -> str:
    """In how many places two texts of one length differ."""
    return " + ".join(
        f"case when substr({column}_l, {at}, 1) = substr({column}_r, {at}, 1) then 0 else 1 end"
        for at in range(1, width + 1)
    )


# --- the fields -----------------------------------------------------------------------------------


def _name(field: str) -> Iterator[tuple[IntEnum, str]]:
    yield Likeness.EXACT, f"{_same(f'{field}_value')} and {_same(f'{field}_written')}"
    yield Likeness.SAME, _same(f"{field}_value")
    for level in sorted(Likeness, reverse=True):
        if Likeness.DIFFER < level < Likeness.SAME:
            yield level, f"{LIKENESS}({field}_words_l, {field}_words_r) = {level.value}"
    yield Likeness.DIFFER, "ELSE"


def _slips(column: str, most: int) -> str:
    return f"{SLIPS}({column}_l, {column}_r) <= {most}"


def _digits(column: str) -> Asked:
    return (
        (Digits.EXACT, _same(column)),
        (Digits.NEAR, _slips(column, 1)),
        (Digits.DIFFER, "ELSE"),
    )


def _one_digit(part: str) -> str:
    """One digit of four is another, or the last two are in the other order."""
    turned = (
        f"substr({part}_l, 4, 1) = substr({part}_r, 3, 1)"
        f" and substr({part}_r, 4, 1) = substr({part}_l, 3, 1)"
        f" and substr({part}_l, 1, 2) = substr({part}_r, 1, 2)"
    )
    return f"(({_apart(part, 4)}) = 1 or ({turned}))"


_YEAR, _MONTH, _DAY = _same("year"), _same("month"), _same("day")
_WHOLE = "whole_date_l and whole_date_r"
_VAGUE = "(vague_date_l or vague_date_r)"
_NEXT_YEAR = "abs(cast(year_l as int) - cast(year_r as int)) <= 1"
_OTHER_YEAR = f"{_WHOLE} and {_MONTH} and {_DAY} and not ({_YEAR})"
_OTHER_MONTH = f"{_WHOLE} and {_YEAR} and {_DAY} and not ({_MONTH})"
_OTHER_DAY = f"{_WHOLE} and {_YEAR} and {_MONTH} and not ({_DAY})"
_SWAPPED = f"{_WHOLE} and {_YEAR} and month_l = day_r and day_l = month_r"

_BIRTH: Asked = (
    (Birth.EXACT, f"{_WHOLE} and {_YEAR} and {_MONTH} and {_DAY}"),
    (Birth.SWAPPED, _SWAPPED),
    (Birth.SLIP_YEAR, f"{_OTHER_YEAR} and ({_one_digit('year')} or {_NEXT_YEAR})"),
    (Birth.SLIP_MONTH, f"{_OTHER_MONTH} and {_one_digit('month')} and not {_VAGUE}"),
    (Birth.SLIP_DAY, f"{_OTHER_DAY} and {_one_digit('day')} and not {_VAGUE}"),
    (Birth.FILLER, f"{_YEAR} and {_VAGUE}"),
    (Birth.OTHER_YEAR, _OTHER_YEAR),
    (Birth.OTHER_MONTH, _OTHER_MONTH),
    (Birth.OTHER_DAY, _OTHER_DAY),
    (Birth.YEAR, _NEXT_YEAR),
    (Birth.DIFFER, "ELSE"),
)

_CLOSE = _any((_OTHER_YEAR, _OTHER_MONTH, _OTHER_DAY, _SWAPPED, f"{_YEAR} and {_VAGUE}"))
_GROUP = (
    "case when birth_value_l = birth_value_r then 2"
    f" when year_l <> '0000' and year_r <> '0000' and {_CLOSE} then 1 else 0 end"
)
_BORN = {group: f"({_GROUP}) = {group}" for group in (2, 1, 0)}  # the same day, close, or neither

_SERIAL_APART = "abs(nik_serial_l - nik_serial_r)"
_DAY_APART = "abs(nik_day_l - nik_day_r)"
_ONLY_SERIAL = (
    f"nik_start_l = nik_start_r and ({_DAY_APART} = 0 or ({_DAY_APART} = 4"
    f" and {_SERIAL_APART} > 0))"
)
_NIK: Asked = (
    (Identity.EXACT, _same("nik")),
    (Identity.NEXT, f"{_ONLY_SERIAL} and {_SERIAL_APART} > 0 and {_SERIAL_APART} <= 2"),
    (Identity.SERIAL, _ONLY_SERIAL),
    (Identity.NEAR, _slips("nik", 1)),
    (
        Identity.LOOSE,
        f"nik_start_l is not null and nik_start_r is not null and ({_apart('nik', 16)}) <= 4",
    ),
    (Identity.DIFFER, "ELSE"),
)

_SEX: Asked = ((Same.EXACT, _same("sex")), (Same.DIFFER, "ELSE"))

_BIRTH_PLACE: Asked = (
    (Digits.EXACT, _same("birth_place")),
    (Digits.NEAR, _slips("birth_place", 2)),
    (Digits.DIFFER, "ELSE"),
)

_SHARED_STREET = " + ".join(
    f"case when street_{one}_l > 0 and street_{one}_l in"
    f" ({', '.join(f'street_{other}_r' for other in range(STREET_WIDTH))})"
    f" then street_weight_{one}_l else cast(0 as float) end"
    for one in range(STREET_WIDTH)
)


def _street(share: float) -> str:
    """Whether two addresses share so much of the shorter one's words, each by its rarity."""
    return (
        "(street_0_l > 0 and street_0_r > 0 and"
        f" ({_SHARED_STREET}) >= cast({share} as float) * least(street_weight_l, street_weight_r))"
    )


_MOST, _PART_OF_STREET = _street(0.75), _street(0.4)
_HOUSE, _QUARTER = _same("house"), _same("kelurahan")
_RT = f"({_QUARTER} and {_same('rt')})"
_NO_PLACE = f"(street_0_l = 0 or street_0_r = 0) and ({_lacks('kelurahan')})"
_PLACE: Asked = (
    (Place.HOUSE, f"{_MOST} and {_HOUSE}"),
    (Place.STREET, f"{_MOST} and ({_lacks('house')} or {_RT})"),
    (Place.PART, f"{_RT} or {_MOST} or ({_PART_OF_STREET} and {_HOUSE})"),
    (Place.KELURAHAN, _QUARTER),
    (Place.DIFFER, "ELSE"),
)
