"""Made-up people, the same ones for the same seed: for the demonstration, tests and measuring.

Their NIK name kecamatan that never existed (81 to 99 of Samarinda), so none can be anybody's.
"""

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.domain.draft import NO, YES, Draft, HeirDraft
from app.domain.reference import Reference

YOUNGEST, OLDEST = 19, 63


class People:
    """An endless supply of drafts that the rules accept."""

    def __init__(
        self, resources: Path, reference: Reference, place: str, today: date, seed: int = 1
    ) -> None:
        words = tomllib.loads((resources / "demo" / "people.toml").read_text(encoding="utf-8"))
        self._words: Mapping[str, list[str]] = words
        self._reference = reference
        self._place = place
        self._today = today
        self._chance = random.Random(seed)  # noqa: S311  # the same people every time
        self._serials: dict[str, int] = {}
        self._jobs = [each.code for each in reference.occupations if not each.code.startswith("99")]

    def drafts(self, count: int) -> Iterator[Draft]:
        """`count` people, each with a family or without."""
        for _ in range(count):
            yield self._one()

    def _one(self) -> Draft:
        pick, chance = self._chance.choice, self._chance.random
        sex = pick(("male", "female"))
        born = self._born(YOUNGEST, OLDEST)
        married = chance() < 0.7
        place = self._reference.places
        has_desil = chance() < 0.8
        heirs = self._family(sex, born, married)
        return Draft(
            nik=self._nik(born, sex),
            name=self._name(sex),
            birth_place="Samarinda",
            birth_date=_typed(born),
            sex=sex,
            mother_name=self._name("female"),
            kk=self._kk() if chance() < 0.9 else "",
            marital_status="married" if married else "single",
            address=f"{pick(self._words['street'])} No. {self._chance.randint(1, 150)}",
            rw="000",  # Samarinda has no RW; its KTP say 000
            rt=f"{self._chance.randint(1, 30):03}",
            kecamatan=place.kecamatan_of(self._place),
            kelurahan=self._place,
            phone=f"08{self._chance.randint(10**8, 10**10 - 1)}" if chance() < 0.85 else "",
            occupation=pick(self._jobs),
            workplace=f"{pick(self._words['workplace'])} {place.name(self._place)}",
            income=str(self._chance.randrange(800_000, 3_000_000, 50_000)),
            was_member=NO,
            social_source="dtsen" if has_desil else "rt",
            desil=str(self._chance.randint(1, 4)) if has_desil else "",
            desil_date=_typed(self._today - timedelta(days=60)) if has_desil else "",
            still_working=YES,
            not_ill=YES,
            not_civil_servant=YES,
            not_covered_elsewhere=YES,
            purpose_told=YES,
            no_family="" if heirs else YES,
            heirs=heirs,
        )

    def _family(self, sex: str, born: date, married: bool) -> tuple[HeirDraft, ...]:
        chance = self._chance.random
        family: list[HeirDraft] = []
        if married:
            other = "female" if sex == "male" else "male"
            family.append(
                self._heir("wife" if sex == "male" else "husband", other, 20, 62, "marriage_book")
            )
            for _ in range(self._chance.randint(0, 3)):
                its = self._chance.choice(("male", "female"))
                family.append(self._heir("child", its, 1, 17, "family_card"))
        elif chance() < 0.8:
            family.append(self._heir("mother", "female", 64, 85, "family_card"))
        if family:
            guardian = self._name("female")
            family = [
                each if each.relation != "child" else replace(each, guardian=guardian)
                for each in family
            ]
            family[0] = replace(family[0], claimant=YES)
        return tuple(family)

    def _heir(self, relation: str, sex: str, youngest: int, oldest: int, proof: str) -> HeirDraft:
        born = self._born(youngest, oldest)
        return HeirDraft(
            name=self._name(sex),
            relation=relation,
            birth_date=_typed(born),
            sex=sex,
            nik=self._nik(born, sex) if self._chance.random() < 0.8 else "",
            proof=proof if self._chance.random() < 0.85 else "",
        )

    def _name(self, sex: str) -> str:
        pick = self._chance.choice
        last = self._words["last" if sex == "male" else "last_female"]
        many = self._chance.random()
        parts = [pick(self._words[sex])]
        if many > 0.06:  # some have one name only
            parts.append(pick(self._words[sex] if many < 0.45 else last))
        if many > 0.72:
            parts.append(pick(last))
        return " ".join(parts).upper()

    def _born(self, youngest: int, oldest: int) -> date:
        days = self._chance.randint(int(youngest * 365.25), int(oldest * 365.25))
        return self._today - timedelta(days=days)

    def _nik(self, born: date, sex: str) -> str:
        day = born.day + (40 if sex == "female" else 0)
        start = f"6472{self._chance.randint(81, 99)}{day:02}{born:%m%y}"
        serial = self._serials[start] = self._serials.get(start, 0) + 1
        return f"{start}{serial:04}"

    def _kk(self) -> str:
        made = self._today - timedelta(days=self._chance.randint(100, 5000))
        return f"6472{self._chance.randint(81, 99)}{made:%d%m%y}{self._chance.randint(1, 9999):04}"


def _typed(day: date) -> str:
    return day.strftime("%d-%m-%Y")
