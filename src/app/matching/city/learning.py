"""What each level of likeness says, learned from the file itself without labels.

Fellegi and Sunter (1969): a pair of one person has level `l` of a field with chance m(l), a pair of
strangers with chance u(l); the logarithms of m/u add up over the fields, and with the share of true
pairs among all pairs they give the chance that two rows are one person. u is known without labels:
nearly all pairs of a file are strangers, so it is counted on random pairs, and for shared values it
is how common the value is. m, and the share of true pairs, are found by expectation maximisation
(Dempster, Laird and Rubin 1977; Winkler 1988) over the proposed pairs, every other pair counting as
strangers. Weak priors stand for what any register shows, and carry small files.

Three more kinds of pairs keep people apart, where fields of a household are known. Members of one
family share mother, KK, phone and address as one person does, but name, birth and NIK as strangers;
twins share the birth date as well, and their NIK are numbered one after the other. Without these
kinds the shared household would speak for one person four times over. Namesakes are neighbours who
share name and quarter and nothing else.

The fields of one NIK are no news where the birth date is shared already: what a close NIK says is
counted on strangers born the same, or nearly the same, day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.matching.city.comparing import (
    AT,
    BY_VALUE,
    COMPARISONS,
    Birth,
    Compared,
    Comparer,
    Digits,
    Identity,
    Likeness,
    Place,
    Same,
)
from app.matching.city.reading import Table

Doubles = NDArray[np.float64]
Levels = Mapping[Any, float]  # of one comparison: the chance of each level

STEPS = 25
STRENGTH = 25.0
"""How many true pairs the priors count for."""

RANDOM_PAIRS, RANDOM_BIRTHS = 40_000, 100_000

MOST_APART = {"name": (Likeness.PART, 0.4), "birth": (Birth.OTHER_DAY, 0.5)}
"""At most so many of one person's pairs are as far apart as this level, or farther: where chance
pairs abound, maximisation would else take a heap of them for people."""

TWINS = 0.0005
"""Pairs of twins for every row, at the least: they are everywhere, though not always seen."""

MOST_TWINS = 0.15
"""Of the pairs of one family; where no family is seen, there are no twins either."""

NEXT_BY_A_SLIP = 0.25
"""How many slips in the serial of a NIK change it by one or two, for any other slip in it."""

DEEPEST = 1e-7  # no level is rarer among strangers than this

_ONE_PERSON: Mapping[str, Levels] = {
    "name": {
        Likeness.DIFFER: 0.006, Likeness.HINT: 0.006, Likeness.PART: 0.012,
        Likeness.SUBSET_NEAR: 0.01, Likeness.SUBSET: 0.08, Likeness.INITIAL: 0.03,
        Likeness.LIKE: 0.02, Likeness.NEAR: 0.12, Likeness.SAME: 0.2, Likeness.EXACT: 0.54,
    },
    "mother": {
        Likeness.DIFFER: 0.03, Likeness.HINT: 0.006, Likeness.PART: 0.012,
        Likeness.SUBSET_NEAR: 0.01, Likeness.SUBSET: 0.1, Likeness.INITIAL: 0.03,
        Likeness.LIKE: 0.02, Likeness.NEAR: 0.12, Likeness.SAME: 0.2, Likeness.EXACT: 0.5,
    },
    "birth": {
        Birth.DIFFER: 0.002, Birth.YEAR: 0.002, Birth.OTHER_YEAR: 0.003,
        Birth.OTHER_MONTH: 0.003, Birth.OTHER_DAY: 0.006, Birth.FILLER: 0.02,
        Birth.SLIP_YEAR: 0.014, Birth.SLIP_MONTH: 0.007, Birth.SLIP_DAY: 0.014,
        Birth.SWAPPED: 0.015, Birth.EXACT: 0.91,
    },
    "nik": {
        Identity.DIFFER: 0.015, Identity.LOOSE: 0.005, Identity.NEXT: 0.002, Identity.SERIAL: 0.013,
        Identity.NEAR: 0.05, Identity.EXACT: 0.91,
    },
    "sex": {Same.DIFFER: 0.01, Same.EXACT: 0.99},
    "birth_place": {Digits.DIFFER: 0.05, Digits.NEAR: 0.05, Digits.EXACT: 0.9},
    "place": {
        Place.DIFFER: 0.25, Place.KELURAHAN: 0.02, Place.PART: 0.13, Place.STREET: 0.2,
        Place.HOUSE: 0.4,
    },
    "phone": {Digits.DIFFER: 0.3, Digits.NEAR: 0.03, Digits.EXACT: 0.67},
    "kk": {Digits.DIFFER: 0.2, Digits.NEAR: 0.03, Digits.EXACT: 0.77},
}  # fmt: skip

_OF_MOTHER = ("mother", "birth_place")  # twins have the same one; others of a family may not
_OF_HOUSE = ("place", "phone", "kk")
_HOUSEHOLD = (*_OF_MOTHER, *_OF_HOUSE)
_FAMILY_NAME = {Likeness.DIFFER: 0.72, Likeness.HINT: 0.05, Likeness.PART: 0.2}
_FAMILY_NIK = 0.003  # somebody else's NIK was typed, of the same KK
_TWIN_NAME = {
    Likeness.DIFFER: 0.55, Likeness.HINT: 0.1, Likeness.PART: 0.22, Likeness.SUBSET_NEAR: 0.01,
    Likeness.SUBSET: 0.01, Likeness.INITIAL: 0.003, Likeness.LIKE: 0.03, Likeness.NEAR: 0.1,
    Likeness.SAME: 1e-3, Likeness.EXACT: 1e-4,
}  # fmt: skip
_TWIN_BIRTH = {Birth.EXACT: 0.96}
_TWIN_NIK = {
    Identity.NEXT: 0.8, Identity.SERIAL: 0.06, Identity.NEAR: 0.02, Identity.LOOSE: 0.05,
    Identity.DIFFER: 0.07, Identity.EXACT: 0.004,
}  # fmt: skip
_FAMILY: Mapping[str, Levels] = {
    "mother": {Likeness.DIFFER: 0.6, Likeness.EXACT: 0.25, Likeness.SAME: 0.07},
    "birth_place": {Digits.DIFFER: 0.5, Digits.NEAR: 0.03, Digits.EXACT: 0.47},
    "place": {Place.DIFFER: 0.05, Place.KELURAHAN: 0.02, Place.PART: 0.13, Place.STREET: 0.25,
              Place.HOUSE: 0.55},
    "phone": {Digits.DIFFER: 0.83, Digits.NEAR: 0.01, Digits.EXACT: 0.16},
    "kk": {Digits.DIFFER: 0.1, Digits.NEAR: 0.03, Digits.EXACT: 0.87},
}  # fmt: skip


_NAMESAKE_PLACE = {Place.DIFFER: 0.01, Place.KELURAHAN: 0.1, Place.PART: 0.4,
                   Place.STREET: 0.4, Place.HOUSE: 0.1}  # fmt: skip


def _table(name: str, shares: Levels, rest: float = 0.0005) -> Doubles:
    """Chances of all levels of a comparison, adding up to one; level 0, missing, has none."""
    chances = np.full(len(COMPARISONS[name]), rest)
    for level, share in shares.items():
        chances[level] = share
    chances[0] = 0
    table: Doubles = chances / chances.sum()
    return table


@dataclass(slots=True, repr=False)
class Model:
    """What every level says; `chance` turns likeness into the chance of one person."""

    one_person: dict[str, Doubles]  # m per comparison and level
    strangers: dict[str, Doubles]  # u, where no shared value tells it better
    nik_by_birth: Doubles  # u of the NIK where the birth date is shared, close, or neither
    family: dict[str, Doubles]
    share_one: float  # of all pairs of rows
    share_family: float
    share_twins: float
    share_namesakes: float

    def weights(self, compared: Compared) -> Doubles:
        """Fellegi and Sunter's sum of ln(m/u) per pair, against strangers alone."""
        strangers = [self._strangers_at(name, compared) for name in COMPARISONS]
        weights: Doubles = self._one(compared) - np.sum(strangers, axis=0)
        return weights

    def log_odds(self, compared: Compared) -> Doubles:
        """The logarithm of the odds that two rows are one person, and no other kind of pair."""
        kinds = self.kinds(compared)
        odds: Doubles = kinds[0] - np.logaddexp.reduce(kinds[1:])
        return odds

    def doubts(self, compared: Compared) -> Doubles:
        """The chances that two rows are strangers, and that they are of one family or namesakes."""
        shares = self.shares(compared)
        return np.stack([shares[1], shares[2:].sum(0)])

    def shares(self, compared: Compared) -> Doubles:
        """The chance that a pair is of each kind."""
        kinds = self.kinds(compared)
        shares: Doubles = np.exp(kinds - np.logaddexp.reduce(kinds))
        return shares

    def kinds(self, compared: Compared) -> Doubles:
        """The logarithm of the share of each kind of pair with this likeness.

        The kinds: one person, strangers, family, twins, namesakes.
        """
        of = {name: self._strangers_at(name, compared) for name in COMPARISONS}
        stranger = np.sum(list(of.values()), axis=0)
        shared = _summed(compared, self.family, _HOUSEHOLD)
        names, niks = compared.levels[AT["name"]], compared.levels[AT["nik"]]
        by_chance = shared + of["sex"]
        family_name = np.where(
            names <= Likeness.PART, _logs(_table("name", _FAMILY_NAME))[names], of["name"]
        )
        family_nik = np.where(niks == Identity.EXACT, np.log(_FAMILY_NIK), of["nik"])
        twin_birth = _logs(_table("birth", _TWIN_BIRTH))[compared.levels[AT["birth"]]]
        twins = _summed(compared, self.one_person, _OF_MOTHER) + of["sex"]
        twins += _summed(compared, self.family, _OF_HOUSE)
        twins += _logs(_table("name", _TWIN_NAME))[names] + twin_birth
        twins += _logs(_table("nik", _TWIN_NIK))[niks]
        namesakes = stranger - of["name"] - of["place"] - of["sex"]
        namesakes += _summed(compared, self.one_person, ("name", "sex"))
        namesakes += _logs(_table("place", _NAMESAKE_PLACE))[compared.levels[AT["place"]]]
        return np.stack([
            np.log(self.share_one) + self._one(compared),
            stranger,
            np.log(self.share_family) + by_chance + family_name + family_nik + of["birth"],
            np.log(self.share_twins) + twins,
            np.log(self.share_namesakes) + namesakes,
        ])  # fmt: skip

    def _one(self, compared: Compared) -> Doubles:
        return _summed(compared, self.one_person, COMPARISONS)

    def _strangers_at(self, name: str, compared: Compared) -> Doubles:
        levels = compared.levels[AT[name]]
        if name == "nik":
            niks: Doubles = _logs(self.nik_by_birth)[_birth_group(compared), levels]
            return niks
        found: Doubles = _logs(self.strangers[name])[levels]
        if name in BY_VALUE:
            found = np.where(levels >= BY_VALUE[name], compared.rarity[AT[name]], found)
        return found


@dataclass(frozen=True, slots=True, repr=False)
class Sample:
    """Some pairs of a kind, and how many one of them stands for."""

    compared: Compared
    weight: float


def learn(sample: Sample, housed: Sample, comparer: Comparer, table: Table, pairs: float) -> Model:
    """The model of a file, from its proposed pairs and from those who share a household.

    `pairs` is the number of all pairs there are.
    """
    count = max(len(table), 2)
    strangers, nik_by_birth = _strangers(comparer, table)
    nik_by_birth[:, Identity.EXACT] = 0.003 / count
    model = Model(
        one_person={name: _table(name, shares) for name, shares in _ONE_PERSON.items()},
        strangers=strangers,
        nik_by_birth=nik_by_birth,
        family={name: _table(name, shares) for name, shares in _FAMILY.items()},
        share_one=0.1 / count,
        share_family=0.2 / count,
        share_twins=0.002 / count,
        share_namesakes=0.005 / count,
    )
    before = 0.0
    for _ in range(STEPS):
        _maximise_all(model, sample, housed, pairs)
        model.share_twins = max(model.share_twins, TWINS * count / pairs)
        if abs(model.share_one - before) < 1e-4 * model.share_one:
            break
        before = model.share_one
    return model


def _maximise_all(model: Model, sample: Sample, housed: Sample, pairs: float) -> None:
    """One step: what every pair seems to be, and then what every kind seems to look like."""
    proposed = sample.compared
    one, stranger, family, twins, namesakes = model.shares(proposed) * sample.weight
    _maximise(model.one_person, _ONE_PERSON, proposed, one, COMPARISONS)
    _hold_apart(model.one_person)
    _hold_next(model.one_person)
    _maximise(model.family, _FAMILY, proposed, family, _OF_MOTHER)
    _maximise(model.family, _FAMILY, proposed, family + twins, _OF_HOUSE)
    model.share_one = float((one.sum() + 0.5) / pairs)
    # how many are of the other kinds shows where nobody could take them for one person
    name, birth, nik = (proposed.levels[AT[each]] for each in ("name", "birth", "nik"))
    is_other_name = name <= Likeness.HINT
    is_other_birth = np.isin(birth, (Birth.DIFFER, Birth.YEAR))
    kin = max(family[is_other_name].sum(), _kin(model, housed))
    model.share_family = _share(kin, _other_name(_FAMILY_NAME), pairs)
    seen = _share(twins[is_other_name].sum(), _other_name(_TWIN_NAME), pairs)
    model.share_twins = min(seen, MOST_TWINS * model.share_family)
    model.share_namesakes = _share(namesakes[is_other_birth].sum(), 1.0, pairs)
    # all pairs with one NIK are among the proposed: how often strangers share one is seen
    seen = float(stranger[nik == Identity.EXACT].sum())
    model.nik_by_birth[:, Identity.EXACT] = (seen + 0.5) / pairs


def _kin(model: Model, housed: Sample) -> float:
    """How many of those who share a household, or the mother, have names that say: two people."""
    levels = housed.compared.levels
    is_housed = (
        (levels[AT["place"]] == Place.HOUSE)
        | (levels[AT["kk"]] == Digits.EXACT)
        | (levels[AT["phone"]] == Digits.EXACT)
    )
    one, _, family, twins, _ = model.shares(housed.compared)
    # strangers of one house are a family, but many mothers have one name
    kin = np.where(is_housed, 1 - one, family + twins)
    is_other_name = np.isin(levels[AT["name"]], (Likeness.DIFFER, Likeness.HINT))
    return float(kin[is_other_name].sum() * housed.weight)


def _hold_apart(tables: dict[str, Doubles]) -> None:
    for name, (level, most) in MOST_APART.items():
        far = tables[name][: level + 1]
        if (share := far.sum()) > most:
            tables[name][level + 1 :] *= (1 - most) / (1 - share)
            far *= most / share


def _hold_next(tables: dict[str, Doubles]) -> None:
    """Of the slips in a serial, few make it the next one: the rest of those pairs are twins."""
    nik = tables["nik"]
    nik[Identity.NEXT] = min(nik[Identity.NEXT], NEXT_BY_A_SLIP * nik[Identity.SERIAL])
    nik /= nik.sum()


def _share(seen: float, part: float, pairs: float) -> float:
    """The share of a kind among all pairs, from those of its pairs that show it plainly."""
    return float((seen + 0.05) / part / pairs)


def _other_name(table: Levels) -> float:
    return table[Likeness.DIFFER] + table[Likeness.HINT]


def _maximise(
    tables: dict[str, Doubles], priors: Mapping[str, Levels], compared: Compared,
    share: Doubles, names: Iterable[str],
) -> None:  # fmt: skip
    for name in names:
        levels = compared.levels[AT[name]]
        seen = np.bincount(levels, share, minlength=len(tables[name]))
        seen[0] = 0
        both = seen + STRENGTH * _table(name, priors[name])
        tables[name] = both / both.sum()


def _strangers(comparer: Comparer, table: Table) -> tuple[dict[str, Doubles], Doubles]:
    """u: counted on random pairs, without those that look like one person."""
    chance = np.random.default_rng(1)
    count = len(table)
    many = min(RANDOM_PAIRS, 10 * count)
    left, right = chance.integers(0, count, (2, many))
    compared = _without_likely(comparer.compare(left, right), left != right)
    strangers = {name: _counted(name, compared.levels[AT[name]]) for name in COMPARISONS}
    if table.year.any():  # near dates are rare, and their shares weigh much
        left, right = chance.integers(0, count, (2, RANDOM_BIRTHS))
        strangers["birth"] = _counted("birth", comparer.births(left, right)[left != right])
    group = _counted("nik", compared.levels[AT["nik"]])
    by_birth = np.stack([group, group, group])
    if not table.nik.key.any():
        return strangers, by_birth
    year, month, day = (p.astype(np.int64) for p in (table.year, table.month, table.day))
    whole = table.birth
    for at, keys in ((1, (year * 100 + month, month * 100 + day, year * 100 + day)), (2, (whole,))):
        likes = [_neighbours(key, whole > 0, chance, many // (4 * len(keys))) for key in keys]
        left, right = np.concatenate([a for a, _ in likes]), np.concatenate([b for _, b in likes])
        if not len(left):
            continue
        near = comparer.compare(left, right)
        near = Compared(
            near.levels[:, near.levels[AT["name"]] == Likeness.DIFFER],
            near.rarity[:, near.levels[AT["name"]] == Likeness.DIFFER],
        )
        here = _birth_group(near) == at
        by_birth[at] = _counted("nik", near.levels[AT["nik"]][here])
    return strangers, by_birth


def _neighbours(
    key: NDArray[np.int64], there: NDArray[np.bool_], chance: np.random.Generator, many: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Random pairs of rows that have one key."""
    rows = np.flatnonzero(there)
    rows = chance.permutation(rows)
    rows = rows[np.argsort(key[rows], kind="stable")]
    same = np.flatnonzero(key[rows[1:]] == key[rows[:-1]])
    same = chance.permutation(same)[:many]
    return rows[same], rows[same + 1]


def _without_likely(compared: Compared, apart: NDArray[np.bool_]) -> Compared:
    """Without pairs that agree on two of what tells people apart: a few are one person."""
    agreed = (
        (compared.levels[AT["name"]] >= Likeness.SUBSET_NEAR).astype(int)
        + (compared.levels[AT["birth"]] >= Birth.OTHER_YEAR)
        + (compared.levels[AT["nik"]] >= Identity.NEXT)
        + (compared.levels[AT["phone"]] >= Digits.NEAR)
        + (compared.levels[AT["mother"]] >= Likeness.SUBSET_NEAR)
    )
    kept = apart & (agreed < 2)
    return Compared(compared.levels[:, kept], compared.rarity[:, kept])


def _counted(name: str, levels: NDArray[np.int8]) -> Doubles:
    seen = np.bincount(levels, minlength=len(COMPARISONS[name])).astype(float)
    seen[0] = 0
    seen[1:] += 0.5
    seen[1] += 1
    share: Doubles = np.maximum(seen / seen.sum(), DEEPEST)
    share[0] = 0
    return share


def _birth_group(compared: Compared) -> NDArray[np.int64]:
    birth = compared.levels[AT["birth"]]
    return np.where(birth == Birth.EXACT, 2, np.where(birth >= Birth.OTHER_YEAR, 1, 0))


def _logs(chances: Doubles) -> Doubles:
    """Logarithms; a missing field says nothing."""
    logs: Doubles = np.log(np.maximum(chances, 1e-12))
    logs[..., 0] = 0
    return logs


def _summed(
    compared: Compared, tables: dict[str, Doubles],
    names: Iterable[str],
) -> Doubles:  # fmt: skip
    total = np.zeros(compared.levels.shape[1])
    for name in names:
        total += _logs(tables[name])[compared.levels[AT[name]]]
    return total
