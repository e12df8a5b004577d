"""Who vouches for whom: administrators' signatures under the roles of the accounts of a station.

A *link* says that a key is an operator's and has a role from a moment on, or none any more. It
counts if the key that signed it was an administrator's then. The first one whose key needs no
link is pinned by the city, which took it from the station's key card.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import NamedTuple

from app.domain.record import canonical
from app.domain.rights import ADMINISTRATOR

ENDED = ""
"""The role of a key that its owner was taken away: the account is gone or has another key."""

_LABEL = b"payung account\0"


@dataclass(frozen=True, slots=True)
class Link:
    """An administrator's word for somebody's key."""

    station: str
    """Office and number of the station whose account it is."""
    operator: str
    public_key: bytes
    role: str
    at: datetime
    by: bytes
    """The administrator's public key."""
    signature: bytes = b""

    def message(self) -> bytes:
        """What the administrator signs."""
        said = {
            "at": self.at.isoformat(),
            "id": self.operator,
            "key": self.public_key.hex(),
            "role": self.role,
            "station": self.station,
        }
        return _LABEL + canonical(said).encode()


class Roles:
    """The roles that keys have by the links which lead to a pinned key."""

    def __init__(self, pinned: bytes, links: Collection[Link]) -> None:
        """The links are of one station, and their signatures are proven."""
        self._held: dict[bytes, list[_Step]] = {
            pinned: [_Step(datetime.min.replace(tzinfo=UTC), ADMINISTRATOR, "")]
        }
        in_order = sorted(links, key=lambda each: (each.at, each.public_key, each.role, each.by))
        for _, same in groupby(in_order, key=lambda each: each.at):
            self._count(list(same))

    def of(self, operator: str, public_key: bytes, at: datetime) -> str | None:
        """The role of an operator's key at a moment; None where nobody vouches for it.

        The role a key began with holds for what is said to be older: a clock may have been wrong.
        """
        held = [each for each in self._held.get(public_key, ()) if each.operator == operator]
        return _at(held, at) if held else None

    def is_administrator(self, public_key: bytes, at: datetime) -> bool:
        """Whether a key may vouch for others at a moment."""
        held = self._held.get(public_key)
        return held is not None and _at(held, at) == ADMINISTRATOR

    def _count(self, same: Sequence[Link]) -> None:
        """Let count what was signed within one second: first what gives, in whatever order."""
        left = [each for each in same if each.role != ENDED]
        while now := [each for each in left if self.is_administrator(each.by, each.at)]:
            self._add(now)
            left = [each for each in left if each not in now]
        ends = (each for each in same if each.role == ENDED)
        self._add([each for each in ends if self.is_administrator(each.by, each.at)])

    def _add(self, links: Sequence[Link]) -> None:
        for each in links:
            step = _Step(each.at, each.role, each.operator)
            self._held.setdefault(each.public_key, []).append(step)


class _Step(NamedTuple):
    at: datetime
    role: str
    operator: str


def _at(held: Sequence[_Step], at: datetime) -> str:
    """The last role there was at a moment; one that ends in that very second still is."""
    role = held[0].role
    for each in held:
        if each.at < at or (each.at == at and each.role != ENDED):
            role = each.role
    return role
