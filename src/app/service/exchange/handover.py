"""The city gives registrations to another station: of a dead PC, or of who moved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.domain.rights import Right
from app.domain.stations import shown_station, station_name
from app.service.allowed import needs
from app.service.city.telling import tell_parts
from app.service.exchange.common import (
    Cancelled,
    Progress,
    demand_city,
    here,
    never,
    nothing_said,
    own_name,
)
from app.service.session import Session
from app.store.books import Unit
from app.store.merging import Merging

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many were given, and how many the station owned already."""

    given: int
    owned: int


@needs(Right.ENROL, owned_by=Right.SEE)
class HandOver:
    """Gives registrations a new owner, with every revision the city holds of them.

    What the old owner made and the city has not seen is set aside when it comes, nowhere lost.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def owned_by(self, office: str, station: int) -> Sequence[str]:
        """The ids of all that a station owns."""
        with self._session.books.reading() as unit:
            return unit.registrations.owned_by(office, str(station))

    def __call__(
        self,
        registration_ids: Collection[str],
        office: str,
        station: int,
        reason: str,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> HandedOver:
        """From now on the station owns them. What was given until it is cancelled stays given.

        `Refusal`: `handover.station` (not enrolled, or revoked), `handover.reason_missing`,
        `registration.unknown`.
        """
        demand_city(self._session)
        if not reason.strip():
            raise Refusal(Problem("handover.reason_missing", "reason"))
        demand_station(self._session, office, station)
        to = station_name(office, station)
        asked = list(dict.fromkeys(registration_ids))
        given = owned = 0
        for start in range(0, len(asked), _CHUNK):
            if cancelled():
                break
            with self._session.books.transaction() as unit:
                for uid in asked[start : start + _CHUNK]:
                    is_new = give(self._session, unit, uid, to, one_line(reason))
                    given, owned = given + is_new, owned + (not is_new)
            progress(min(start + _CHUNK, len(asked)), len(asked))
        return HandedOver(given, owned)


def demand_station(session: Session, office: str, station: int) -> None:
    """`Refusal` with `handover.station` unless the station is enrolled and holds its key."""
    with session.books.reading() as unit:
        holding = {(each.office, each.station) for each in unit.peers.holding()}
    if (office, station) not in holding or station == 0:
        raise Refusal(Problem("handover.station", "station"))


def give(session: Session, unit: Unit, uid: str, to: str, reason: str) -> bool:
    """Give one registration to a station, inside the caller's transaction; False if it has it.

    `Refusal`: `registration.unknown`.
    """
    before = unit.registrations.owner(uid)
    if before is None:
        raise Refusal(Problem("registration.unknown"))
    if before == to:
        return False
    life = session.station.incarnation.number
    now = session.clock()
    merging = Merging(unit.connection, here(session), now)
    revisions, events = merging.base(uid)
    old_office, _ = shown_station(before)
    new_office, _ = shown_station(to)
    if new_office != old_office:  # it holds nothing of it yet
        unit.journal.copy(life, uid, new_office)
        tell_parts(session, unit, uid, new_office)
    event = Event(
        id=new_id(now),
        kind=EventKind.HANDOVER,
        registration_id=uid,
        content={
            "seq": unit.journal.next(life),
            "from": before,
            "to": to,
            "base": [name.text for name in revisions],
            "events": events,
            "reason": reason,
        },
        origin=own_name(session),
        by=session.operator.id,
        at=now,
    )
    row = unit.decisions.happened(event)
    for office in dict.fromkeys((old_office, new_office)):
        unit.journal.add(life, "event", [row] if row else [], office)
    merging.rearrange(uid)
    unit.audit.note(
        "registration.handed_over",
        uid,
        operator=session.operator.id,
        at=now,
        detail={"from": before, "to": to},
    )
    return True
