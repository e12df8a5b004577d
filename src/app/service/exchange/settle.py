"""Settling what was set aside: a person has looked at both versions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from app.domain.asides import Aside, AsideKind
from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.merge import Name
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.specific import SOMETHING, Veil, veil
from app.domain.stations import shown_station
from app.service.allowed import needs
from app.service.dossier import Difference, differences, flat, veiled
from app.service.exchange.common import here, is_city, own_name
from app.service.exchange.receive import ASIDE_FOLDER, Receive, Received
from app.service.session import Session
from app.store.books import Unit
from app.store.merging import Merging


class Choice(StrEnum):
    """What a person can say."""

    HELD = "held"  # the one that is current goes on
    INCOMING = "incoming"  # the one that was set aside goes on
    DISMISS = "dismiss"  # nothing to do: it was looked at


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class BothVersions:
    """A question, with what differs between the two versions."""

    aside: Aside
    number: str  # the registration's
    name: str
    differences: tuple[Difference, ...]  # old = held, new = set aside
    held: Mapping[str, str] = field(default_factory=dict)  # by field; empty where there is none
    incoming: Mapping[str, str] = field(default_factory=dict)
    is_masked: bool = False  # specific data is hidden from the role of whoever asked


@needs(Right.SEE)
class SettleAside:
    """What waits for a person, and the person's answer. Both versions stay in the books."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self) -> Sequence[Aside]:
        """What nobody has settled, oldest first."""
        with self._session.books.reading() as unit:
            asides = unit.asides.open()
        if self._session.may(Right.SPECIFIC):
            return asides
        return [replace(each, content="") for each in asides]

    def count(self) -> int:
        """How many questions wait."""
        with self._session.books.reading() as unit:
            return unit.asides.count()

    def show(self, aside_id: int) -> BothVersions:
        """Both versions side by side; the look is written down, and whether it was masked.

        Specific data is shown to roles with `Right.SPECIFIC` only.
        """
        may = self._session.may(Right.SPECIFIC)
        with self._session.books.transaction() as unit:
            aside = _demand(unit, aside_id)
            history = unit.registrations.history(aside.registration_id)
            unit.audit.note(
                "aside.viewed",
                aside.registration_id or aside.file,
                operator=self._session.operator.id,
                at=self._session.clock(),
                detail={"specific": may},
            )
        by_name = {Name(each.number, each.hash).text: each for each in history}
        held, incoming = by_name.get(aside.held), by_name.get(aside.incoming)
        shown = held or incoming or (history[-1] if history else None)
        one = held.record if held else {}
        other = incoming.record if incoming else _kept(aside)
        differ = held is not None and incoming is not None
        both = BothVersions(
            aside,
            shown.registration_number if shown else "",
            str(shown.record.get("name", "")) if shown else "",
            differences(flat(one), flat(other)) if differ else (),
            flat(one),
            flat(other),
        )
        if may:
            return both
        over = veil([one, other], self._session.reference.heirs, self._session.today())
        return _veiled(both, over)

    def __call__(self, aside_id: int, choice: Choice) -> Received | None:
        """Answer a question; every other office that has both versions learns the answer.

        `Refusal`: `aside.unknown`, `aside.choice` (not for this kind), `aside.not_owner` (what
        was made by who no longer owned it cannot go on; its owner may type it). A file that goes
        on after all is received now: what came of it.
        """
        self._session.require(Right.DECIDE if self._session.is_city else Right.REGISTER)
        with self._session.books.transaction() as unit:
            aside = _demand(unit, aside_id)
            received = None
            if aside.kind is AsideKind.REVISION and choice is not Choice.DISMISS:
                self._choose(unit, aside, choice)
            elif aside.kind is AsideKind.FILE and choice is Choice.INCOMING:
                unit.files.dismiss(aside.file)
            elif choice is not Choice.DISMISS:
                raise Refusal(Problem("aside.choice"))
            unit.asides.settle(
                [aside.id], choice.value, by=self._session.operator.id, at=self._session.clock()
            )
            unit.audit.note(
                "aside.settled",
                aside.registration_id or aside.file,
                operator=self._session.operator.id,
                at=self._session.clock(),
                detail={"choice": choice.value, "reason": aside.reason},
            )
        if aside.kind is AsideKind.FILE and choice is Choice.INCOMING:
            path = self._session.folder / ASIDE_FOLDER / f"{aside.file}.payung"
            received = Receive(self._session)([path])
        return received

    def _choose(self, unit: Unit, aside: Aside, choice: Choice) -> None:
        session = self._session
        owner = unit.registrations.owner(aside.registration_id)
        if not is_city(session) and owner != own_name(session):
            raise Refusal(Problem("approval.not_own"))
        if aside.reason == "not_owner":
            raise Refusal(Problem("aside.not_owner"))
        chosen, over = aside.held, aside.incoming
        if choice is Choice.INCOMING:
            chosen, over = over, chosen
        life = session.station.incarnation.number
        now = session.clock()
        event = Event(
            id=new_id(now),
            kind=EventKind.SETTLED,
            registration_id=aside.registration_id,
            content={"seq": unit.journal.next(life), "chosen": chosen, "over": [over]},
            origin=own_name(session),
            by=session.operator.id,
            at=now,
        )
        row = unit.decisions.happened(event)
        office = shown_station(owner)[0] if owner and is_city(session) else None
        unit.journal.add(life, "event", [row] if row else [], office)
        Merging(unit.connection, here(session), now).rearrange(aside.registration_id)


def _veiled(both: BothVersions, over: Veil) -> BothVersions:
    """The same for a role that may not see specific data."""
    found = veiled(both.differences, over)
    # a row for what may not be named, so that it is seen to differ
    unnamed = {each.field: each.old for each in found if each.field == SOMETHING}
    held, incoming = (
        over.texts(texts) | unnamed if texts else texts for texts in (both.held, both.incoming)
    )
    return replace(
        both,
        aside=replace(both.aside, content=""),
        differences=found,
        held=held,
        incoming=incoming,
        is_masked=True,
    )


def _kept(aside: Aside) -> Mapping[str, Any]:
    """The record that could not be taken in, as far as it can be read."""
    try:
        record = json.loads(json.loads(aside.content)["content"])
    except (ValueError, KeyError, TypeError):
        return {}
    return record if isinstance(record, dict) and _is_sound(record) else {}


def _is_sound(record: Mapping[str, Any]) -> bool:
    """Whether its parts are of the shape that `flat` reads: it came from outside."""
    statements, heirs = record.get("statements", {}), record.get("heirs", [])
    return (
        isinstance(statements, dict)
        and all(isinstance(each, dict) and "answer" in each for each in statements.values())
        and isinstance(heirs, list)
        and all(isinstance(each, dict) for each in heirs)
    )


def _demand(unit: Unit, aside_id: int) -> Aside:
    aside = unit.asides.get(aside_id)
    if aside is None or aside.settled_at is not None:
        raise Refusal(Problem("aside.unknown"))
    return aside
