"""Cards given into somebody's hands: to the worker, or to the family; and taken back as a word."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.domain.decisions import Event, EventKind
from app.domain.heirs import Relation
from app.domain.ids import new_id
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.domain.rights import Right
from app.domain.states import CardState
from app.service.allowed import needs
from app.service.exchange.common import demand_desk, own_name
from app.service.session import Session

WORKER = "self"
"""Who receives the card, where it is not a relation of `domain.heirs`."""


@dataclass(frozen=True, slots=True)
class Handed:
    """How many cards went out, and whose could not, by registration id."""

    handed: int
    refused: tuple[tuple[str, Problem], ...]


@needs(Right.PRINT)
class HandCards:
    """Writes down that cards were handed over; the city learns it with the next batch."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, registration_ids: Collection[str], to: str, on: date) -> Handed:
        """Cards of these people were handed over on that day, each to `to`.

        Who has no printed card, or holds it already, does not hold the others up: `hand.unprinted`,
        `hand.already`, `registration.unknown` by registration. `Refusal`: `hand.to`, `hand.day`.
        """
        session = self._session
        demand_desk(session)
        if to != WORKER and to not in set(Relation):
            raise Refusal(Problem("hand.to", "to"))
        if on > session.today():
            raise Refusal(Problem("hand.day", "on"))
        return self._say(registration_ids, EventKind.CARD_HANDED, {"to": to, "on": on.isoformat()})

    def back(self, registration_id: str, reason: str) -> None:
        """It was not handed over after all, or came back.

        `Refusal`: `hand.reason`, `text.long`, `hand.not_out`, `registration.unknown`.
        """
        reason = one_line(reason)
        if not reason:
            raise Refusal(Problem("hand.reason", "reason"))
        said = {"reason": reason, "on": self._session.today().isoformat()}
        done = self._say([registration_id], EventKind.CARD_BACK, said)
        if done.refused:
            raise Refusal(done.refused[0][1])

    def _say(
        self, registration_ids: Collection[str], kind: EventKind, content: dict[str, str]
    ) -> Handed:
        session = self._session
        now = session.clock()
        refused: list[tuple[str, Problem]] = []
        done = []
        with session.books.transaction() as unit:
            cards = unit.registrations.cards(registration_ids)
            for uid in dict.fromkeys(registration_ids):
                problem = _hindrance(cards.get(uid), kind)
                if problem is not None:
                    refused.append((uid, problem))
                    continue
                event = Event(
                    id=new_id(now),
                    kind=kind,
                    registration_id=uid,
                    content=content,
                    origin=own_name(session),
                    by=session.operator.id,
                    at=now,
                )
                row = unit.decisions.happened(event)
                unit.journal.add(session.station.incarnation.number, "event", [row] if row else [])
                done.append(uid)
            unit.audit.note_each(
                "card.handed" if kind is EventKind.CARD_HANDED else "card.back",
                [(uid, {"to": content.get("to", "")}) for uid in done],
                operator=session.operator.id,
                at=now,
            )
        return Handed(len(done), tuple(refused))


def _hindrance(card: str | None, kind: EventKind) -> Problem | None:
    if card is None:
        return Problem("registration.unknown")
    is_out = card == CardState.HANDED_OVER
    if kind is EventKind.CARD_BACK:
        return None if is_out else Problem("hand.not_out")
    if is_out:
        return Problem("hand.already")
    return Problem("hand.unprinted") if card == CardState.UNPRINTED else None
