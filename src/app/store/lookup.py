"""Who in the register might be the person being typed: a short list for `matching` to judge."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app.domain.likeness import Candidate, Probe
from app.store.people import as_line
from app.store.tables import registration, verdict

MANY = 4000
"""Filler birth dates (1 January ...) gather people; more of one day than this are not compared."""

_SHORT = 200


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

    def judged_different(self, person_id: str) -> frozenset[str]:
        """The persons of whom somebody has said that they are not this one."""
        query = sa.select(verdict.c.first_person, verdict.c.second_person).where(
            sa.or_(verdict.c.first_person == person_id, verdict.c.second_person == person_id),
            verdict.c.verdict == "different",
        )
        pairs = self._connection.execute(query).all()
        return frozenset(each for pair in pairs for each in pair) - {person_id}
