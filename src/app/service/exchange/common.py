"""What all deeds of the exchange need to know of the office they are done in."""

from collections.abc import Callable, Sequence

from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.stations import Peer, station_name
from app.keys.station import PublicKeys
from app.keys.trust import Entry
from app.service.session import Session
from app.store.books import Unit
from app.store.merging import Here

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

LIFE = "life"
"""Setting: the id of the incarnation these books were last written in."""

ASKING = "asking"
"""Setting: the life in which these books, out of a backup, ask the city for what it holds."""

REVOKED = "revoked"
"""Setting: when the city revoked the key of this very station, or none."""


def nothing_said(_done: int, _total: int) -> None:
    """For who does not want to be told how far it is."""


def never() -> bool:
    """For who does not cancel."""
    return False


def own_name(session: Session) -> str:
    """What the books call the station that they are of: office/number."""
    return station_name(session.station.public.office, session.station.public.station)


def is_city(session: Session) -> bool:
    """Whether these are the books of a city."""
    return session.is_city


def here(session: Session) -> Here:
    """Where receiving is done."""
    return Here(own_name(session), session.station.incarnation.number, is_city(session))


def keys_of(peer: Peer) -> PublicKeys:
    """The public keys of another station."""
    return PublicKeys(peer.office, peer.station, peer.signing_key, peer.sealing_key, peer.since)


def trusted(unit: Unit) -> tuple[Entry, ...]:
    """Whose files count here, and whose no longer."""
    return tuple(Entry(keys_of(each), each.revoked_at) for each in unit.peers.all())


def the_city(unit: Unit) -> Peer:
    """The city that answers this desk, or `Refusal` with `seal.no_city`."""
    city = unit.peers.city()
    if city is None:
        raise Refusal(Problem("exchange.no_city"))
    return city


def sisters(session: Session, unit: Unit) -> Sequence[Peer]:
    """The other stations of this office that the city's trust list knows; none at a city."""
    own = session.station.public
    return [
        each
        for each in unit.peers.holding()
        if not each.is_city and each.office == own.office and each.station != own.station
    ]


def demand_city(session: Session) -> None:
    """`Refusal` where only a city may do this."""
    if not is_city(session):
        raise Refusal(Problem("exchange.city_only"))


def demand_desk(session: Session) -> None:
    """`Refusal` where only a kelurahan may do this."""
    if is_city(session):
        raise Refusal(Problem("exchange.desk_only"))


def demand_administrator(session: Session) -> None:
    """`NotAllowed` for everybody else."""
    session.require(Right.ENROL)
