"""Decrees: the accepted are named in a list of the mayor's, in the order of their acceptance."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.decrees import Decree, Named
from app.domain.ids import new_id
from app.domain.programme import Programme, TargetKind
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.remark import LONGEST_NUMBER, one_line
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.before import FUNDED, NAMED, standing
from app.service.city.programmes import demand_programme
from app.service.city.saying import Word, say
from app.service.exchange.common import demand_city
from app.service.session import Session
from app.store.books import Unit

_COVERED = frozenset(
    {
        DecisionState.ACCEPTED,
        DecisionState.DECREED,
        DecisionState.FUNDED,
        DecisionState.WAITING_FOR_FUNDS,
    }
)
"""Who is in the programme's care: whoever an earlier year named has to be named anew."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whom a decree would name, and who has to wait for want of a place in a target."""

    named: Sequence[Waiting]
    beyond: Sequence[Waiting]


@needs(Right.DECIDE, all=Right.SEE, people=Right.SEE, propose=Right.SEE)
class Decrees:
    """The decrees of the city. One that was wrong is cancelled, with a reason, and stays."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[Decree]:
        """Every decree, the newest first."""
        with self._session.books.reading() as unit:
            return unit.decrees.all()

    def people(self, decree_id: str) -> Sequence[Named]:
        """Who is named in one, in its order."""
        with self._session.books.reading() as unit:
            return unit.decrees.people(decree_id)

    def propose(self, programme_id: str) -> Proposal:
        """Everybody accepted whom no decree for these months names, by each kelurahan's places."""
        programme = demand_programme(self._session, programme_id)
        with self._session.books.reading() as unit:
            return _proposal(unit, programme)

    def __call__(
        self,
        programme_id: str,
        number: str,
        signed_on: date,
        registration_ids: Collection[str] | None = None,
    ) -> Decree:
        """Write the decree down as it was signed: of the proposed, or of these.

        `Refusal`: `decree.number` (none, or there is one of that number), `decree.day` (not yet),
        `decree.nobody`, `decree.not_accepted` with how many of these were not.
        """
        session = self._session
        demand_city(session)
        programme = demand_programme(session, programme_id)
        if signed_on > session.today():
            raise Refusal(Problem("decree.day", "signed_on"))
        number = one_line(number, "number", LONGEST_NUMBER)
        now = session.clock()
        with session.books.transaction() as unit:
            standing = [each for each in unit.decrees.all() if each.cancelled_at is None]
            if not number or number in {each.number for each in standing}:
                raise Refusal(Problem("decree.number", "number"))
            named = _chosen(unit, programme, registration_ids)
            made = Decree(
                id=new_id(now),
                programme=programme.id,
                number=number,
                signed_on=signed_on,
                people=len(named),
                by=session.operator.id,
                at=now,
            )
            unit.decrees.add(made, [(each.registration_id, each.about.text) for each in named])
            detail = {
                "decree": made.id,
                "programme": programme.id,
                "number": made.number,
                "signed_on": signed_on.isoformat(),
            }
            # Whoever is paid for stays so: next year's decree takes nobody's cover of this year.
            say(
                session,
                unit,
                [
                    Word(each, FUNDED if each.decision == FUNDED else DecisionState.DECREED, detail)
                    for each in named
                ],
            )
            unit.audit.note(
                "decree.made",
                made.id,
                operator=session.operator.id,
                at=now,
                detail={"people": made.people, "programme": programme.id},
            )
        return made

    def cancel(self, decree_id: str, reason: str) -> Decree:
        """The decree counts no longer; whoever it names is what other decrees and payments say.

        `Refusal`: `decree.unknown`, `decree.cancelled`, `decree.reason`, `decree.paid` while a
        payment for it stands.
        """
        session = self._session
        demand_city(session)
        if not reason.strip():
            raise Refusal(Problem("decree.reason", "reason"))
        now = session.clock()
        with session.books.transaction() as unit:
            held = unit.decrees.get(decree_id)
            if held is None:
                raise Refusal(Problem("decree.unknown"))
            if held.cancelled_at is not None:
                raise Refusal(Problem("decree.cancelled"))
            ids = [each.registration_id for each in unit.decrees.people(decree_id)]
            if _is_paid(unit, ids, held):
                raise Refusal(Problem("decree.paid"))
            unit.decrees.cancel(decree_id, one_line(reason), by=session.operator.id, at=now)
            people = unit.queue.these(ids)
            stands = standing(unit, ids)
            words = [
                Word(people[uid], stands[uid], {"cancelled": decree_id}, reason)
                for uid in ids
                if people[uid].decision in NAMED
            ]
            say(session, unit, words)
            unit.audit.note(
                "decree.cancelled",
                decree_id,
                operator=session.operator.id,
                at=now,
                detail={"people": len(words)},
            )
            cancelled = unit.decrees.get(decree_id)
        assert cancelled is not None  # noqa: S101  # it was there a line above
        return cancelled


def _is_paid(unit: Unit, registration_ids: Sequence[str], decree: Decree) -> bool:
    """Whether money of the decree's programme stands for somebody it names."""
    months = unit.payments.all(decree.programme)
    standing = [
        each for each in months if not (each.reverses or unit.payments.is_reversed(each.id))
    ]
    named = set(registration_ids)
    return any(
        line.registration_id in named for each in standing for line in unit.payments.lines(each.id)
    )


def _chosen(
    unit: Unit, programme: Programme, registration_ids: Collection[str] | None
) -> Sequence[Waiting]:
    proposal = _proposal(unit, programme)
    if registration_ids is None:
        named = proposal.named
    else:
        asked = list(dict.fromkeys(registration_ids))
        can = {each.registration_id: each for each in (*proposal.named, *proposal.beyond)}
        named = [can[uid] for uid in asked if uid in can]
        if len(named) < len(asked):
            facts = (("count", len(asked) - len(named)),)
            raise Refusal(Problem("decree.not_accepted", facts=facts))
    if not named:
        raise Refusal(Problem("decree.nobody"))
    return named


def _proposal(unit: Unit, programme: Programme) -> Proposal:
    rivals = [each.id for each in unit.programmes.all() if _overlap(each, programme)]
    named_already = unit.decrees.named(rivals)
    alive = unit.queue.in_order(_COVERED)
    waiting = [each for each in alive if each.registration_id not in named_already]
    if programme.target is not TargetKind.FIXED:
        return Proposal(waiting, ())
    left = dict(programme.offices)
    own = unit.decrees.named([programme.id])
    for each in alive:
        if each.registration_id in own:
            left[each.office] = left.get(each.office, 0) - 1
    named, beyond = [], []
    for each in waiting:
        if left.get(each.office, 0) > 0:
            left[each.office] -= 1
            named.append(each)
        else:
            beyond.append(each)
    return Proposal(named, beyond)


def _overlap(one: Programme, other: Programme) -> bool:
    """Whether two programmes cover a month both; each does so with itself."""
    return one.first_month <= other.last_month and other.first_month <= one.last_month
