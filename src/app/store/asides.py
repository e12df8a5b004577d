"""What was set aside, until a person has settled it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.asides import Aside, AsideKind
from app.store.tables import aside


class Asides:
    """Open and settled questions, inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def put(
        self,
        kind: AsideKind,
        key: str,
        reason: str,
        *,
        origin: str,
        at: datetime,
        registration_id: str = "",
        held: str = "",
        incoming: str = "",
        content: str = "",
        file: str = "",
    ) -> int | None:
        """Ask once: the row of a new question, None where `key` was asked already."""
        whole = f"{kind}:{key}"
        if self._connection.execute(sa.select(aside.c.id).where(aside.c.key == whole)).first():
            return None
        return int(
            self._connection.execute(
                aside.insert().returning(aside.c.id),
                {
                    "key": whole,
                    "kind": kind.value,
                    "reason": reason,
                    "registration": registration_id,
                    "held": held,
                    "incoming": incoming,
                    "content": content,
                    "origin": origin,
                    "file": file,
                    "at": at.isoformat(),
                },
            ).scalar_one()
        )

    def arrange(
        self,
        registration_id: str,
        held: str,
        reasons: Mapping[str, str],
        *,
        origins: Mapping[str, str],
        at: datetime,
    ) -> Sequence[str]:
        """Make the open questions on a registration's revisions those of `reasons`.

        By name of the revision. A question that the newest arrangement answers is closed by it,
        and asked again if a later one opens it. The names that were not asked before.
        """
        mine = sa.and_(
            aside.c.kind == AsideKind.REVISION.value, aside.c.registration == registration_id
        )
        rows = {row.incoming: row for row in self._connection.execute(sa.select(aside).where(mine))}
        for name, row in rows.items():
            if name in reasons:
                values: dict[str, str | None] = {"reason": reasons[name], "held": held}
                if row.outcome == "arranged":
                    values |= {"settled_at": None, "settled_by": None, "outcome": None}
                self._connection.execute(
                    aside.update().where(aside.c.id == row.id).values(**values)
                )
            elif row.settled_at is None:
                self._connection.execute(
                    aside.update()
                    .where(aside.c.id == row.id)
                    .values(settled_at=at.isoformat(), settled_by="", outcome="arranged")
                )
        new = [name for name in reasons if name not in rows]
        for name in new:
            self.put(
                AsideKind.REVISION,
                f"{registration_id}:{name}",
                reasons[name],
                origin=origins[name],
                at=at,
                registration_id=registration_id,
                held=held,
                incoming=name,
            )
        return new

    def open(self) -> Sequence[Aside]:
        """What nobody has settled, oldest first."""
        query = sa.select(aside).where(aside.c.settled_at.is_(None)).order_by(aside.c.id)
        return [_as_domain(row) for row in self._connection.execute(query)]

    def waiting(self, reason: str) -> Sequence[Aside]:
        """What nobody has settled of what was set aside for this reason, oldest first."""
        query = sa.select(aside).where(aside.c.settled_at.is_(None), aside.c.reason == reason)
        return [_as_domain(row) for row in self._connection.execute(query.order_by(aside.c.id))]

    def all(self) -> Sequence[Aside]:
        """Everything ever set aside."""
        return [
            _as_domain(row)
            for row in self._connection.execute(sa.select(aside).order_by(aside.c.id))
        ]

    def get(self, aside_id: int) -> Aside | None:
        row = self._connection.execute(sa.select(aside).where(aside.c.id == aside_id)).one_or_none()
        return _as_domain(row) if row else None

    def count(self) -> int:
        """How many wait for a person."""
        query = sa.select(sa.func.count()).where(aside.c.settled_at.is_(None))
        return self._connection.execute(query).scalar_one()

    def settle(self, ids: Collection[int], outcome: str, *, by: str, at: datetime) -> None:
        """Somebody has looked."""
        self._connection.execute(
            aside.update()
            .where(aside.c.id.in_(ids), aside.c.settled_at.is_(None))
            .values(settled_at=at.isoformat(), settled_by=by, outcome=outcome)
        )


def _as_domain(row: Any) -> Aside:
    return Aside(
        id=row.id,
        kind=AsideKind(row.kind),
        reason=row.reason,
        registration_id=row.registration,
        held=row.held,
        incoming=row.incoming,
        content=row.content,
        origin=row.origin,
        file=row.file,
        at=datetime.fromisoformat(row.at),
        settled_at=datetime.fromisoformat(row.settled_at) if row.settled_at else None,
        settled_by=row.settled_by or "",
        outcome=row.outcome or "",
    )
