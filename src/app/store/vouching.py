"""Links between the keys of a station, and the key of its administrator that needs none."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.vouching import Link
from app.store.tables import anchor, link, operator_key


class Vouching:
    """Who vouches for whom, inside one transaction. A link stays; another one follows it."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, links: Collection[Link]) -> Sequence[Link]:
        """Keep links whose signatures are proven; those that were not here yet."""
        mine = {each.signature: each for each in links}
        held = {each.signature for station in {one.station for one in links}
                for each in self.of(station)}  # fmt: skip
        new = [each for signature, each in mine.items() if signature not in held]
        if new:
            self._connection.execute(
                link.insert(),
                [
                    {
                        "station": each.station,
                        "operator": each.operator,
                        "public_key": each.public_key,
                        "role": each.role,
                        "at": each.at.isoformat(),
                        "by": each.by,
                        "signature": each.signature,
                    }
                    for each in new
                ],
            )
        return new

    def of(self, station: str) -> Sequence[Link]:
        """All links of a station, in the order they came."""
        query = sa.select(link).where(link.c.station == station).order_by(link.c.id)
        return [_as_link(row) for row in self._connection.execute(query)]

    def told_of(self, links: Collection[Link]) -> Sequence[int]:
        """The rows of these own keys, for the journal; of those that it has a use for."""
        keys = sorted({each.public_key for each in links})
        query = sa.select(operator_key.c.id).where(
            operator_key.c.origin == "", operator_key.c.public_key.in_(keys)
        )
        return self._connection.execute(query.order_by(operator_key.c.id)).scalars().all()

    def role_then(self, operator_id: str, public_key: bytes) -> str:
        """The role that the books know of an own key; "" for none."""
        query = sa.select(operator_key.c.role).where(
            operator_key.c.origin == "",
            operator_key.c.operator == operator_id,
            operator_key.c.public_key == public_key,
        )
        return self._connection.execute(query).scalar() or ""

    def pinned(self) -> Mapping[str, bytes]:
        """The pinned administrator's key, by station."""
        query = sa.select(anchor.c.station, anchor.c.public_key)
        return {row.station: row.public_key for row in self._connection.execute(query)}

    def pin(self, station: str, public_key: bytes, *, by: str, at: datetime) -> None:
        """From now on what counts at this station leads to this key, and to none before it."""
        values = {"public_key": public_key, "pinned_at": at.isoformat(), "pinned_by": by}
        mine = anchor.c.station == station
        if not self._connection.execute(anchor.update().where(mine), values).rowcount:
            self._connection.execute(anchor.insert(), {"station": station, **values})


def _as_link(row: Any) -> Link:
    return Link(
        station=row.station,
        operator=row.operator,
        public_key=row.public_key,
        role=row.role,
        at=datetime.fromisoformat(row.at),
        by=row.by,
        signature=row.signature,
    )
