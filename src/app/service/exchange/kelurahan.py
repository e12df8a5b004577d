"""How the city stands with each of its kelurahan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.files import TakenFile
from app.domain.rights import Right
from app.domain.standing import Standing, standing
from app.domain.states import DecisionState
from app.domain.stations import Peer
from app.service.allowed import needs
from app.service.exchange.common import demand_city, keys_of
from app.service.session import Session


@dataclass(frozen=True, slots=True)
class Station:
    """One PC of a kelurahan that was ever enrolled, by its newest key."""

    office: str
    number: int
    fingerprint: str
    since: datetime  # of enrolment
    revoked_at: datetime | None
    last_file: int  # its number in the series; 0 for none
    last_file_at: datetime | None  # when it was sealed there
    heard_at: datetime | None  # when a file of it was taken in here
    missing: tuple[int, ...]  # files that never came, and that no later one makes up for
    has_administrator: bool = False  # its approvers are believed by an administrator's key only

    @property
    def holds(self) -> bool:
        """Whether its files are taken."""
        return self.revoked_at is None


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """One kelurahan of the city, with or without stations."""

    office: str
    name: str
    stations: tuple[Station, ...]
    people: int
    waiting: int  # received, and not decided on
    silent_days: int | None  # since the last file, or since enrolment; None without a station

    @property
    def last(self) -> Station | None:
        """The station that was heard of last."""
        heard = [each for each in self.stations if each.heard_at is not None]
        return max(heard, key=lambda each: each.heard_at or each.since, default=None)

    @property
    def standing(self) -> Standing:
        """Whether it sends, and if not, why somebody should call there."""
        return standing(
            is_enrolled=any(each.holds for each in self.stations),
            has_sent=self.last is not None,
            silent_days=self.silent_days,
        )

    @property
    def missing(self) -> int:
        """How many files are missing."""
        return sum(len(each.missing) for each in self.stations)


@needs(Right.SEE)
class ShowKelurahan:
    """Lists all kelurahan of the city. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> tuple[Kelurahan, ...]:
        """All of them, by name; also those where nothing is enrolled yet."""
        session = self._session
        demand_city(session)
        now = session.clock()
        with session.books.reading() as unit:
            peers = [each for each in unit.peers.all() if not each.is_city]
            newest = unit.files.newest()
            heard = {each.name: each.heard_at for each in unit.peers.correspondents()}
            decided = unit.counts.by_decision()
            pinned = unit.vouching.pinned()
            missing = {
                each.station_name: unit.files.missing(each.station_name).values() for each in peers
            }
        stations: dict[str, dict[int, Station]] = {}
        for each in sorted(peers, key=lambda one: (one.holds, one.since)):
            name = each.station_name
            lost = tuple(number for them in missing[name] for number in them)
            made = replace(
                _station(each, newest.get(name), heard.get(name), lost),
                has_administrator=name in pinned,
            )
            stations.setdefault(each.office, {})[each.station] = made
        names = {
            place.code.replace(".", ""): place.name
            for place in session.reference.places.kelurahan()
        }
        for peer in peers:  # of another profile: shown by the name on its key card
            names.setdefault(peer.office, peer.name)
        found = []
        for office, name in names.items():
            known = stations.get(office, {})
            mine = {state: n for (code, state), n in decided.items() if code == office}
            found.append(
                Kelurahan(
                    office=office,
                    name=name,
                    stations=tuple(known[number] for number in sorted(known)),
                    people=sum(mine.values()),
                    waiting=mine.get(DecisionState.RECEIVED, 0),
                    silent_days=_silent(known.values(), now),
                )
            )
        return tuple(sorted(found, key=lambda each: each.name))


def _station(
    peer: Peer, file: TakenFile | None, heard_at: datetime | None, missing: tuple[int, ...]
) -> Station:
    return Station(
        office=peer.office,
        number=peer.station,
        fingerprint=keys_of(peer).fingerprint(),
        since=peer.enrolled_at,
        revoked_at=peer.revoked_at,
        last_file=file.sequence if file else 0,
        last_file_at=file.made_at if file else None,
        heard_at=heard_at,
        missing=missing,
    )


def _silent(stations: Iterable[Station], now: datetime) -> int | None:
    holding = [each for each in stations if each.holds]
    last = max((each.heard_at or each.since for each in holding), default=None)
    return None if last is None else max(0, (now - last).days)
