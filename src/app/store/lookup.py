"""Who in the register might be the person being typed: a short list for `matching` to judge."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.domain.likeness import Candidate, Known, Probe
from app.store.people import as_line
from app.store.tables import registration, verdict

MANY = 4000
"""Filler birth dates (1 January ...) gather people; more of one day than this are not compared."""

_SHORT = 200

_AT_ONCE = 5000
"""Values in one condition: every database takes so many."""

_KNOWN = (
    registration.c.uid,
    registration.c.number,
    registration.c.nik,
    registration.c.kk,
    registration.c.phone,
    registration.c.name_key,
    registration.c.mother_key,
    registration.c.birth_date,
    registration.c.sex,
)
"""In the order of `Known`."""


class Lookup:
    """The short list, by indexed ways only. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def candidates(self, probe: Probe) -> Sequence[Candidate]:
        """Everyone who shares enough with `probe` to be looked at, without a judgement."""
        row = registration.c
        ways: list[tuple[sa.ColumnElement[bool], int]] = []
        if probe.niks:
            ways.append((row.nik.in_(sorted(probe.niks)), _SHORT))
        if probe.birth_dates:
            ways.append((row.birth_date.in_([day.isoformat() for day in probe.birth_dates]), MANY))
        if probe.name_key:
            ways.append((row.name_key == probe.name_key, _SHORT))
        if probe.phone:
            ways.append((row.phone == probe.phone, _SHORT))
        if probe.kk:
            ways.append((row.kk == probe.kk, _SHORT))
        found = {}
        for way, limit in ways:
            query = sa.select(registration).where(way, row.active).limit(limit)
            for each in self._connection.execute(query):
                found[each.id] = each
        return [
            Candidate(
                person_id=each.person_id,
                line=as_line(each),
                nik=each.nik or "",
                kk=each.kk or "",
                phone=each.phone or "",
                name_key=each.name_key,
                mother_key=each.mother_key,
                birth_date=date.fromisoformat(each.birth_date),
                sex=each.sex,
            )
            for each in found.values()
            if each.uid != probe.besides
        ]

    def count(self) -> int:
        """How many there are, of whatever kind."""
        query = sa.select(sa.func.count()).select_from(registration)
        return self._connection.execute(query).scalar_one()

    def everyone(self) -> Sequence[Known]:
        """All of the register: what a list that meets most of it is compared with."""
        return self._known(sa.select(*_KNOWN).where(registration.c.active))

    def niks(self) -> frozenset[str]:
        """Every active NIK of the register: a list is compared with all of them at once."""
        query = sa.select(registration.c.nik).where(registration.c.active, registration.c.nik != "")
        cursor = self._connection.execute(query).cursor
        return frozenset(nik for (nik,) in cursor.fetchall()) if cursor else frozenset()

    def sharing(self, niks: Collection[str], days: Collection[date]) -> Sequence[Known]:
        """Everyone with one of these NIK or born on one of these days, each once, for a list."""
        row = registration.c
        found: dict[str, Known] = {}
        for column, values in (
            (row.nik, sorted(niks)),
            (row.birth_date, sorted(day.isoformat() for day in days)),
        ):
            for some in _pieces(values):
                # By the ids of the found, which SQLite puts in order: thousands of rows at random
                # would decrypt nearly a page for each, and the same ones again and again.
                ids = sa.select(row.id).where(column.in_(some))
                query = sa.select(*_KNOWN).where(row.id.in_(ids), row.active)
                found |= {each.registration_id: each for each in self._known(query)}
        return list(found.values())

    def _known(self, query: sa.Select[Any]) -> list[Known]:
        days: dict[str, date] = {}  # one of each: people share them
        cursor = self._connection.execute(query).cursor
        return [
            Known(
                uid, number, nik or "", kk or "", phone or "", name_key, mother_key,
                days.get(born) or days.setdefault(born, date.fromisoformat(born)), sex,
            )
            for uid, number, nik, kk, phone, name_key, mother_key, born, sex in (
                cursor.fetchall() if cursor else ()
            )
        ]  # fmt: skip

    def judged_different(self, person_id: str) -> frozenset[str]:
        """The persons of whom somebody has said that they are not this one."""
        query = (
            sa.select(verdict.c.first_person, verdict.c.second_person, verdict.c.verdict)
            .where(
                sa.or_(verdict.c.first_person == person_id, verdict.c.second_person == person_id)
            )
            .order_by(verdict.c.made_at, verdict.c.id)
        )
        last = {(row[0], row[1]): row[2] for row in self._connection.execute(query)}
        different = [pair for pair, said in last.items() if said == "different"]
        return frozenset(each for pair in different for each in pair) - {person_id}


def _pieces(values: Sequence[str]) -> Sequence[Sequence[str]]:
    return [values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
