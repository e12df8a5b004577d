"""All registered people as plain columns, for whoever compares everybody with everybody."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.states import DecisionState
from app.store.tables import registration, revision

_PLAIN = ("nik", "name", "birth_date", "sex", "rt", "kelurahan", "phone", "kk")
_IN_CONTENT = ("birth_place", "mother_name", "address")


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds residents
class Columns:
    """One row per registration; "" where nothing is known."""

    ids: Sequence[str]
    names: Sequence[str]  # number:hash of the revision
    persons: Sequence[str]
    columns: Mapping[str, Sequence[str]]


class Everyone:
    """Reads every active registration that is not merged into another. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def columns(self) -> Columns:
        """What can be compared of everybody, in the order of the register."""
        current = sa.and_(
            revision.c.registration_id == registration.c.id,
            revision.c.number == registration.c.revision,
            revision.c.hash == registration.c.revision_hash,
        )
        query = (
            sa.select(
                registration.c.uid,
                registration.c.person_id,
                registration.c.revision,
                registration.c.revision_hash,
                *(registration.c[each] for each in _PLAIN),
                revision.c.content,
            )
            .join(revision, current)
            .where(
                registration.c.active,
                registration.c.decision != DecisionState.MERGED_INTO.value,
            )
            .order_by(registration.c.id)
        )
        ids: list[str] = []
        names: list[str] = []
        persons: list[str] = []
        columns: dict[str, list[str]] = {each: [] for each in (*_PLAIN, *_IN_CONTENT)}
        plain = [columns[each] for each in _PLAIN]
        inner = [(columns[each], each) for each in _IN_CONTENT]
        rows = self._connection.execution_options(yield_per=2000).execute(query)
        for uid, person, number, digest, *values, content in rows:
            ids.append(uid)
            persons.append(person)
            names.append(f"{number}:{digest}")
            for column, value in zip(plain, values, strict=True):
                column.append(value or "")
            record = json.loads(content)
            for column, name in inner:
                column.append(str(record.get(name) or ""))
        return Columns(ids, names, persons, columns)
