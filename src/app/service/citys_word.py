"""All that the city has said of one person, as far as this office was told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.card import CardStatus, card_status
from app.domain.checks import Told
from app.domain.decisions import Decision
from app.domain.membership import Membership
from app.domain.number import parse
from app.domain.questions import Question, questions_of
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.cover import Cover
from app.service.session import Session
from app.store.books import Unit


@dataclass(frozen=True, slots=True)
class InDecree:
    """The decree that names somebody."""

    number: str
    signed_on: date | None  # None where a city of an older program did not say


@dataclass(frozen=True, slots=True)
class Into:
    """The registration that another one was merged into."""

    registration_id: str
    number: str
    kelurahan: str


@dataclass(frozen=True, slots=True)
class CitysWord:
    """What the city decided and paid, and what it asks."""

    decision: str  # "" before the first word
    decisions: Sequence[Decision]  # oldest first
    membership: Membership
    told_at: datetime | None
    """When the newest reply was made: nothing later is known. None at the city itself."""
    kpj: str = ""
    decree: InDecree | None = None
    place: int | None = None
    """In the queue of those who wait for money."""
    into: Into | None = None
    questions: Sequence[Question] = ()
    told: Sequence[Told] = ()
    """What other offices answered the city, of each check what counts."""


@dataclass(frozen=True, slots=True)
class OnCard:
    """What a card may say of somebody's cover, and the day that is from."""

    status: CardStatus
    as_of: date
    start: date | None
    """First day of the cover; None while it has not begun."""


@needs(Right.SEE)
class ShowCitysWord:
    """Reads what the city has said of somebody. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, registration_id: str) -> CitysWord:
        session = self._session
        with session.books.reading() as unit:
            held = unit.queue.these([registration_id]).get(registration_id)
            decisions = unit.decisions.of(registration_id)
            state = held.decision if held else ""
            last = decisions[-1] if decisions else None
            told = unit.checks.counting([registration_id])
            return CitysWord(
                decision=state,
                decisions=decisions,
                membership=Cover(session, unit).memberships([registration_id], session.today())[
                    registration_id
                ],
                told_at=told_at(session, unit),
                kpj=unit.insured.numbers([registration_id]).get(registration_id, ""),
                decree=_decree(decisions),
                place=_place(last) if state == DecisionState.WAITING_FOR_FUNDS else None,
                into=merged_into(session, unit, registration_id),
                questions=questions_of(unit.decisions.events(registration_id)),
                told=tuple(told.get(registration_id, {}).values()),
            )


def told_at(session: Session, unit: Unit) -> datetime | None:
    """When the newest reply that is here was made; None where none is, and at the city itself."""
    city = None if session.is_city else unit.peers.city()
    return unit.peers.correspondent(city.station_name).made_at if city else None


def merged_into(session: Session, unit: Unit, registration_id: str) -> Into | None:
    """Which registration goes on for this one; None where it goes on itself."""
    last = unit.decisions.last_of([registration_id]).get(registration_id)
    if last is None or last.state is not DecisionState.MERGED_INTO:
        return None
    number = last.detail.get("number", "")
    try:
        office = parse(number).office
    except Refusal:
        office = ""
    places = session.reference.places
    code = places.find(office) if office else None
    return Into(last.detail.get("into", ""), number, places.name(code) if code else office)


def demand_unmerged(session: Session, unit: Unit, registration_id: str) -> None:
    """`Refusal` with `registration.merged` for one that goes on as another."""
    into = merged_into(session, unit, registration_id)
    if into is not None:
        facts = (("number", into.number), ("kelurahan", into.kelurahan))
        raise Refusal(Problem("registration.merged", facts=facts))


def on_cards(
    session: Session, unit: Unit, registration_ids: Collection[str]
) -> Mapping[str, OnCard]:
    """What the cards of some may say: no more than the newest reply did, and its day."""
    told = told_at(session, unit)
    unknown = OnCard(CardStatus.REGISTERED, session.today(), None)
    if told is None:
        return dict.fromkeys(registration_ids, unknown)
    day = told.astimezone().date()
    people = unit.queue.these(registration_ids)
    covers = Cover(session, unit).memberships(registration_ids, day)
    numbers = unit.insured.numbers(registration_ids)
    found = {}
    for uid in registration_ids:
        cover = covers[uid]
        decision = people[uid].decision if uid in people else ""
        status = card_status(decision, cover.state, has_number=uid in numbers)
        start = None if status.is_waiting else cover.start
        found[uid] = unknown if status is CardStatus.REGISTERED else OnCard(status, day, start)
    return found


def _decree(decisions: Sequence[Decision]) -> InDecree | None:
    """The last one that names somebody, and was not cancelled since."""
    cancelled = {each.detail.get("cancelled") for each in decisions}
    for each in reversed(decisions):
        decree = each.detail.get("decree")
        if decree and "number" in each.detail and decree not in cancelled:
            day = each.detail.get("signed_on", "")
            return InDecree(each.detail["number"], date.fromisoformat(day) if day else None)
    return None


def _place(last: Decision | None) -> int | None:
    text = last.detail.get("place", "") if last else ""
    return int(text) if text.isdigit() else None
