"""Approval: somebody has looked at a revision and signs for it; only then it may be sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.domain.approval import TOGETHER, Approval, message, subject
from app.domain.ids import new_id
from app.domain.people import PersonLine
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import RevisionState
from app.service.allowed import needs
from app.service.door import Door
from app.service.exchange.common import (
    Cancelled,
    Progress,
    demand_desk,
    never,
    nothing_said,
    own_name,
    sisters,
)
from app.service.sample import draw_sample
from app.service.session import Session
from app.service.vouch import carry_links
from app.store.approvals import Candidate
from app.store.books import Unit


@dataclass(frozen=True, slots=True)
class Approved:
    """What was approved, and what was not and why, by registration id."""

    approved: int
    refused: tuple[tuple[str, Problem], ...]


@needs(Right.SEE)
class Approve:
    """Signs for revisions with the lurah's own key, one by one or many at once.

    It takes the password again: whoever finds the lurah's screen open approves nothing. Nobody
    approves what is one's own. Some of what is approved is drawn to be keyed again; see `sample`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def not_allowed(self) -> Problem | None:
        """Why whoever is logged in approves nothing; None for an approver."""
        return self._session.why_not(Right.APPROVE)

    def demand_password(self, password: str) -> None:
        """`NotUnlocked` unless it is the password of whoever is logged in; see `door`."""
        session = self._session
        session.require(Right.APPROVE)
        with Door(session.folder, session.clock).trying(session.operator.id):
            session.slots.unlock(session.operator.name, password)

    def waiting(self) -> Sequence[str]:
        """The ids of registrations whose current revision waits for approval, by RT and name.

        Also of those that another station of this office has: anybody who may approve may do it at
        any of them, and the approval goes back there.
        """
        with self._session.books.reading() as unit:
            stations = [each.station for each in sisters(self._session, unit)]
            return unit.approvals.waiting(self._session.station.public.office, stations)

    def lines(self, registration_ids: Sequence[str]) -> Sequence[PersonLine]:
        """Who they are, with what each still lacks: the approver sees it before the city does."""
        with self._session.books.reading() as unit:
            lines = unit.people.lines(unit.registrations.row_ids(registration_ids))
        found = {each.registration_id: each for each in lines.values()}
        return [found[each] for each in registration_ids if each in found]

    def __call__(
        self,
        registration_ids: Collection[str],
        password: str,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> Approved:
        """Approve the current revision of each; those that may not be do not hold the others.

        The password is asked for once for all of them. What was approved until it is cancelled
        stays approved. Why not: `approval.not_complete` (nothing new since it was approved),
        `approval.own_work` (whoever is logged in registered or corrected it), `approval.not_own`
        (of another office, or of a station not enrolled any more), `approval.stale` (changed
        this very moment), `registration.unknown`.
        """
        demand_desk(self._session)
        self.demand_password(password)
        asked = list(dict.fromkeys(registration_ids))
        refused: list[tuple[str, Problem]] = []
        approved = 0
        for start in range(0, len(asked), TOGETHER):
            if cancelled():
                break
            some = asked[start : start + TOGETHER]
            with self._session.books.transaction() as unit:
                approved += self._approve(unit, some, refused)
            progress(min(start + TOGETHER, len(asked)), len(asked))
        return Approved(approved, tuple(refused))

    def by_numbers(self, numbers: Collection[str]) -> Sequence[str]:
        """The ids behind registration numbers, or `Refusal`."""
        with self._session.books.reading() as unit:
            found = [(number, unit.registrations.by_number(number)) for number in numbers]
        unknown = [number for number, uid in found if uid is None]
        if unknown:
            facts = (("number", unknown[0]),)
            raise Refusal(Problem("registration.unknown", facts=facts))
        return [uid for _, uid in found if uid]

    def _approve(self, unit: Unit, asked: Sequence[str], refused: list[tuple[str, Problem]]) -> int:
        session = self._session
        found = unit.approvals.candidates(asked)
        here = {each.registration_id for each in found}
        refused.extend((uid, Problem("registration.unknown")) for uid in asked if uid not in here)
        near = {each.station_name for each in sisters(session, unit)}
        ready: dict[str, list[Candidate]] = {}
        for each in found:
            problem = self._hindrance(each, near)
            if problem is None:
                ready.setdefault(each.owner, []).append(each)
            else:
                refused.append((each.registration_id, problem))
        for some in ready.values():  # a signature for each station: none learns of the others'
            self._sign(unit, some)
        return sum(map(len, ready.values()))

    def _sign(self, unit: Unit, ready: Sequence[Candidate]) -> None:
        """Approve of revisions of one station. What is another's, that one sends to the city."""
        session = self._session
        now = session.clock()
        subjects = tuple(subject(each.registration_id, each.number, each.hash) for each in ready)
        approval = Approval(
            id=new_id(now),
            operator=session.operator.id,
            public_key=session.operator.signing_key,
            subjects=subjects,
            signature=session.opened.sign(message(session.operator.id, now, subjects)),
            at=now,
            origin=own_name(session),
        )
        carry_links(session, unit)
        unit.journal.catch_up(session.station.incarnation.number)  # who signs, before what
        unit.approvals.add([approval])
        rows = [each.row for each in ready]
        unit.approvals.approve(approval.id, unit.approvals.lineages(rows))
        if ready[0].own:
            unit.journal.add(session.station.incarnation.number, "revision", rows)
            draw_sample(
                session, unit, [(each.registration_id, each.number, each.hash) for each in ready]
            )
        unit.audit.note(
            "revisions.approved",
            approval.id,
            operator=session.operator.id,
            at=now,
            detail={"count": len(ready), "of": ready[0].owner},
        )

    def _hindrance(self, candidate: Candidate, near: Collection[str]) -> Problem | None:
        """Why a revision may not be approved."""
        facts = (("number", candidate.registration_number),)
        if not candidate.own and candidate.owner not in near:
            return Problem("approval.not_own", facts=facts)
        if candidate.state != RevisionState.COMPLETE:
            return Problem("approval.not_complete", facts=facts)
        if self._session.operator.id in candidate.makers:
            return Problem("approval.own_work", facts=facts)
        return None
