"""Other stations and the city: their keys as this one knows them, and how far the exchange is."""

from dataclasses import dataclass
from datetime import datetime

CITY = 0
"""The station number of a city."""

PER_LIFE = 1_000_000_000
"""Lines of a journal in one life (incarnation) of the books; the next life begins beyond them.

So a line that a restored backup writes is never taken for one that it forgot.
"""


def station_name(office: str, station: int | str) -> str:
    """How the books name a station: 6472051003/1."""
    return f"{office}/{station}"


def shown_station(name: str) -> tuple[str, int]:
    """Office and number behind a name."""
    office, _, station = name.partition("/")
    return office, int(station)


@dataclass(frozen=True, slots=True)
class Peer:
    """One key of another station, and whether it still holds."""

    kid: str
    office: str
    station: int
    name: str  # "Kelurahan Lempake"
    signing_key: bytes
    sealing_key: str
    escrow: str | None
    since: datetime
    revoked_at: datetime | None
    enrolled_at: datetime
    enrolled_by: str

    @property
    def station_name(self) -> str:
        return station_name(self.office, self.station)

    @property
    def is_city(self) -> bool:
        return self.station == CITY

    @property
    def holds(self) -> bool:
        """Whether files signed with it are taken."""
        return self.revoked_at is None


@dataclass(frozen=True, slots=True)
class Correspondent:
    """How far the exchange with one other station has come, both ways."""

    name: str
    held: int = 0
    """The last line of its journal up to which all is here."""
    acked: int = 0
    """The last line of ours up to which it signed that it has all."""
    life: int = 0
    life_id: str = ""
    asks: str = ""
    """The life in which it asks for all we hold of it; "" when it does not."""
    heard_at: datetime | None = None
    made_at: datetime | None = None
    audit_seq: int = 0
    audit_hash: str = ""
