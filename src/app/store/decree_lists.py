"""The people of a decree as its list prints them, read in blocks."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.decree_list import ListedPerson
from app.store.tables import decree, decree_line, registration, revision

_BLOCK = 500


def listed(connection: sa.Connection, decree_id: str) -> Iterator[ListedPerson]:
    """Everybody a decree names, in its order, each by the revision it was decreed on."""
    # the lines of a block first: joined before they are cut off, each block reads everybody
    lines = (
        sa.select(decree_line.c.position, decree_line.c.registration, decree_line.c.name)
        .join(decree, decree.c.id == decree_line.c.decree_id)
        .where(decree.c.uid == decree_id, decree_line.c.position > sa.bindparam("after"))
        .order_by(decree_line.c.position)
        .limit(_BLOCK)
        .subquery()
    )
    named = sa.cast(revision.c.number, sa.String) + ":" + revision.c.hash
    query = (
        sa.select(lines.c.position, registration.c.purged_at, revision.c.content)
        .outerjoin(registration, registration.c.uid == lines.c.registration)
        .outerjoin(
            revision,
            sa.and_(revision.c.registration_id == registration.c.id, named == lines.c.name),
        )
        .order_by(lines.c.position)
    )
    after = 0
    while rows := connection.execute(query, {"after": after}).all():
        for row in rows:
            yield _as_listed(row)
        after = rows[-1].position


def _as_listed(row: Any) -> ListedPerson:
    if not row.content or row.purged_at:
        return ListedPerson(row.position, "", "", "", "")
    record = json.loads(row.content)
    return ListedPerson(
        position=row.position,
        name=record["name"],
        nik=record.get("nik") or "",
        kelurahan=record.get("kelurahan") or record.get("other_region") or "",
        rt=record.get("rt") or "",
    )
