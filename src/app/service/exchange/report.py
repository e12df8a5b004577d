"""What the kelurahan learns first: withdrawn, died, moved away, a formal job, entered wrongly."""

from app.domain.decisions import REPORTED, Event, EventKind
from app.domain.ids import new_id
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import demand_desk, here, own_name
from app.service.session import Session
from app.store.merging import Merging


@needs(Right.REGISTER)
class ReportEvent:
    """Writes down what happened to somebody, for the city to answer. Nothing is deleted.

    Who withdraws, or was entered wrongly, is no longer active here from now on.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, registration_id: str, kind: EventKind, reason: str) -> None:
        """Write it down, on disk when this returns.

        `Refusal`: `registration.unknown`, `approval.not_own`, `event.kind`,
        `event.reason_missing`, `text.long`.
        """
        session = self._session
        demand_desk(session)
        if kind not in REPORTED:
            raise Refusal(Problem("event.kind"))
        reason = one_line(reason)
        if not reason:
            raise Refusal(Problem("event.reason_missing", "reason"))
        now = session.clock()
        with session.books.transaction() as unit:
            owner = unit.registrations.owner(registration_id)
            if owner is None:
                raise Refusal(Problem("registration.unknown"))
            if owner != own_name(session):
                raise Refusal(Problem("approval.not_own"))
            event = Event(
                id=new_id(now),
                kind=kind,
                registration_id=registration_id,
                content={"reason": reason},
                origin=own_name(session),
                by=session.operator.id,
                at=now,
            )
            row = unit.decisions.happened(event)
            unit.journal.add(session.station.incarnation.number, "event", [row] if row else [])
            Merging(unit.connection, here(session), now).rearrange(registration_id)
            unit.audit.note(
                "registration.event",
                registration_id,
                operator=session.operator.id,
                at=now,
                detail={"kind": kind.value},
            )
