"""How the exchange with the city stands, in one look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.answers import Kind, Waiting
from app.domain.refusal import Level, Problem
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.ask import is_asking
from app.service.exchange.common import REVOKED, keys_of
from app.service.exchange.enrol import VOUCHED
from app.service.exchange.limits import Limits
from app.service.recover import RECOVERED
from app.service.session import Session
from app.store.answers import Answers


@dataclass(frozen=True, slots=True)
class City:
    """The city this office is connected with."""

    name: str
    fingerprint: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What waits, what is known of the other side, and what stands in the way."""

    city: City | None
    office: str
    station: int
    fingerprint: str
    """Of this very station, to be read out by phone."""
    waiting: Waiting
    answers: Mapping[Kind, int]
    last_reply: datetime | None
    received_upto: int
    """The newest of our files that the city has signed for; 0 for none."""
    asides: int
    warnings: tuple[Problem, ...]


@needs(Right.SEE)
class ShowStanding:
    """Reads how a desk stands with its city."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> Standing:
        session = self._session
        warnings = list(Limits(session)())
        with session.books.reading() as unit:
            peer = unit.peers.city()
            made = unit.files.made()
            left = max((each.last for each in made if each.carried_at or each.filed_at), default=0)
            answers = Answers(unit.connection)
            heard = unit.peers.correspondent(peer.station_name).heard_at if peer else None
            if unit.settings.get(REVOKED):
                warnings.insert(0, Problem("exchange.revoked"))
            if peer and unit.audit.last(RECOVERED) > unit.audit.last(VOUCHED):
                warnings.append(Problem("exchange.new_administrator", level=Level.WARN))
            if is_asking(session, unit):
                warnings.insert(0, Problem("exchange.asking", level=Level.WARN))
            return Standing(
                city=City(peer.name, keys_of(peer).fingerprint(), peer.enrolled_at)
                if peer
                else None,
                office=session.station.public.office,
                station=session.station.public.station,
                fingerprint=session.station.fingerprint(),
                waiting=answers.waiting(left),
                answers=answers.counts(),
                last_reply=heard,
                received_upto=max((each.sequence for each in made if each.filed_at), default=0),
                asides=len(unit.asides.open()),
                warnings=tuple(warnings),
            )
