"""Drafts examined by the hundred, as lists bring them: what is needed of each, and no more.

Light to import and to send: another process may do it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from app.domain.draft import Draft
from app.domain.examination import examine
from app.domain.likeness import Probe
from app.domain.names import name_key
from app.domain.nik import Nik
from app.domain.reading import Reading
from app.domain.reference import Reference
from app.domain.refusal import Level, Problem
from app.domain.registration import Registration, Stamp


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Examined:
    """What the rules say of a row."""

    probe: Probe  # without the NIK near to its own, and the days
    hindrances: tuple[Problem, ...]  # what keeps it from being complete
    notes: tuple[Problem, ...]
    registration: Registration | None  # of one that nothing hinders


@dataclass(frozen=True, slots=True)
class Examiner:
    """Examines by the rules of one day."""

    reference: Reference
    today: date
    stamp: Stamp

    def __call__(self, drafts: Sequence[Draft]) -> list[Examined]:
        return [self._examined(each) for each in drafts]

    def _examined(self, draft: Draft) -> Examined:
        found = examine(draft, self.reference, self.today)
        hindrances = found.hindrances
        return Examined(
            _probe_of(draft, found.reading),
            hindrances,
            tuple(each for each in found.problems if each.level is Level.NOTE),
            None if hindrances else Registration.from_examination(found, self.stamp),
        )


def examined(folder: Path, today: date, stamp: Stamp, drafts: Sequence[Draft]) -> list[Examined]:
    """The same with the rules of `folder`, which are read once."""
    return Examiner(_reference(folder), today, stamp)(drafts)


_reference = lru_cache(maxsize=1)(Reference.load)


def _probe_of(draft: Draft, reading: Reading) -> Probe:
    values = reading.values
    nik: Nik | None = values.get("nik")
    kk = values.get("kk")
    return Probe(
        nik=nik.digits if nik else "",
        name_key=name_key(draft.name),
        mother_key=name_key(draft.mother_name),
        birth_date=values.get("birth_date"),
        sex=str(values.get("sex", "")),
        kk=kk.digits if kk else "",
        phone=values.get("phone", ""),
    )
