"""The other stations: their keys, and how far the exchange with each has come."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.stations import CITY, Correspondent, Peer
from app.store.tables import correspondent, peer


class Peers:
    """The stations enrolled here, inside one transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def all(self) -> Sequence[Peer]:
        """Every key ever known, by office and station, the oldest first."""
        query = sa.select(peer).order_by(peer.c.office, peer.c.station, peer.c.since)
        return [_as_peer(row) for row in self._connection.execute(query)]

    def find(self, kid: str) -> Peer | None:
        row = self._connection.execute(sa.select(peer).where(peer.c.kid == kid)).one_or_none()
        return _as_peer(row) if row else None

    def row_id(self, kid: str) -> int:
        """The row of a key, for the journal."""
        query = sa.select(peer.c.id).where(peer.c.kid == kid)
        return int(self._connection.execute(query).scalar_one())

    def by_row(self, row_id: int) -> Peer:
        """The key that a line of the journal is about."""
        return _as_peer(self._connection.execute(sa.select(peer).where(peer.c.id == row_id)).one())

    def put(self, new: Peer) -> None:
        """Know a key, in place of what was known of it."""
        values = {
            **asdict(new),
            "since": new.since.isoformat(),
            "revoked_at": _text(new.revoked_at),
            "enrolled_at": new.enrolled_at.isoformat(),
        }
        kid = values.pop("kid")
        changed = self._connection.execute(peer.update().where(peer.c.kid == kid), values)
        if not changed.rowcount:
            self._connection.execute(peer.insert(), {"kid": kid, **values})

    def holding(self) -> Sequence[Peer]:
        """The keys that hold, one of each station."""
        return [each for each in self.all() if each.holds]

    def city(self) -> Peer | None:
        """The city whose answers count here, if it is enrolled."""
        query = sa.select(peer).where(peer.c.station == CITY, peer.c.revoked_at.is_(None))
        row = self._connection.execute(query.order_by(peer.c.since.desc())).first()
        return _as_peer(row) if row else None

    def correspondent(self, name: str) -> Correspondent:
        """How far the exchange with a station is; at the beginning with one never heard of."""
        row = self._connection.execute(
            sa.select(correspondent).where(correspondent.c.name == name)
        ).one_or_none()
        return _as_correspondent(row) if row else Correspondent(name)

    def correspondents(self) -> Sequence[Correspondent]:
        """Every station there was an exchange with."""
        query = sa.select(correspondent).order_by(correspondent.c.name)
        return [_as_correspondent(row) for row in self._connection.execute(query)]

    def keep(self, new: Correspondent) -> None:
        """Write down how far the exchange is."""
        values: dict[str, Any] = {
            **asdict(new),
            "heard_at": _text(new.heard_at),
            "made_at": _text(new.made_at),
        }
        name = values.pop("name")
        changed = self._connection.execute(
            correspondent.update().where(correspondent.c.name == name), values
        )
        if not changed.rowcount:
            self._connection.execute(correspondent.insert(), {"name": name, **values})


def _as_peer(row: Any) -> Peer:
    return Peer(
        kid=row.kid,
        office=row.office,
        station=row.station,
        name=row.name,
        signing_key=row.signing_key,
        sealing_key=row.sealing_key,
        escrow=row.escrow,
        since=datetime.fromisoformat(row.since),
        revoked_at=_moment(row.revoked_at),
        enrolled_at=datetime.fromisoformat(row.enrolled_at),
        enrolled_by=row.enrolled_by,
    )


def _as_correspondent(row: Any) -> Correspondent:
    return Correspondent(
        name=row.name,
        held=row.held,
        acked=row.acked,
        life=row.life,
        life_id=row.life_id,
        asks=row.asks,
        heard_at=_moment(row.heard_at),
        made_at=_moment(row.made_at),
        audit_seq=row.audit_seq,
        audit_hash=row.audit_hash,
    )


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
