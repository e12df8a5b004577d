"""What the city decided, and what else happened to registrations."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.decisions import ENDING, OF_CARDS, Decision, Event, EventKind, Fix
from app.domain.insurer import Said
from app.domain.merge import Name
from app.domain.record import canonical
from app.domain.states import CardState, DecisionState
from app.store import search
from app.store.approvals import pieces
from app.store.tables import decision, event, registration
from app.store.tuples import insert


class Decisions:
    """Decisions and events inside one transaction: lines are added, never changed."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, new: Decision) -> bool:
        """Keep a decision and let it count if no later one does; False when it is here already."""
        if self._row(decision, new.id) is not None:
            return False
        self._connection.execute(decision.insert(), _values(new))
        self.count(new.registration_id, new.state, new.seq, new.at, new.fixes)
        return True

    def add_each(self, new: Sequence[Decision]) -> Sequence[int]:
        """Keep new decisions of this city, made one after the other; their rows, in order."""
        row = self._connection.execute(sa.select(sa.func.max(decision.c.id))).scalar() or 0
        rows = range(row + 1, row + 1 + len(new))
        insert(
            self._connection,
            decision,
            [{"id": place, **_values(each)} for place, each in zip(rows, new, strict=True)],
        )
        counting = (
            registration.update()
            .where(
                registration.c.uid == sa.bindparam("of"),
                registration.c.decision_seq <= sa.bindparam("said"),
            )
            .values(
                decision=sa.bindparam("word"),
                decision_seq=sa.bindparam("said"),
                decision_as_of=sa.bindparam("as_of"),
                fixes=sa.bindparam("mend"),
            )
        )
        if new:
            self._connection.execute(
                counting,
                [
                    {
                        "of": each.registration_id,
                        "said": each.seq,
                        "word": each.state.value,
                        "as_of": each.at.isoformat(),
                        "mend": canonical_fixes(each.fixes),
                    }
                    for each in new
                ],
            )
        return rows

    def count(
        self,
        registration_id: str,
        state: str,
        seq: int,
        as_of: datetime,
        fixes: tuple[Fix, ...] = (),
    ) -> None:
        """The state that the city said in its line `seq`; what a later line said stays."""
        self._connection.execute(
            registration.update()
            .where(registration.c.uid == registration_id, registration.c.decision_seq <= seq)
            .values(
                decision=state,
                decision_seq=seq,
                decision_as_of=as_of.isoformat(),
                fixes=canonical_fixes(fixes),
            )
        )

    def answered(self, registration_id: str, state: str, seq: int, as_of: datetime) -> None:
        """What the city said of a revision it received; the fields to mend stay to be mended."""
        values: dict[str, Any] = {
            "decision": state,
            "decision_seq": seq,
            "decision_as_of": as_of.isoformat(),
        }
        if state != DecisionState.NEEDS_FIXING:
            values["fixes"] = "[]"
        self._connection.execute(
            registration.update()
            .where(registration.c.uid == registration_id, registration.c.decision_seq < seq)
            .values(**values)
        )

    def begin_anew(self) -> None:
        """Another journal of a city begins: whatever it says counts after all that is known."""
        self._connection.execute(registration.update().values(decision_seq=0))

    def of(self, registration_id: str) -> Sequence[Decision]:
        """Every decision on a registration, as the city made them."""
        query = (
            sa.select(decision)
            .where(decision.c.registration == registration_id)
            .order_by(decision.c.seq)
        )
        return [_as_decision(row) for row in self._connection.execute(query)]

    def last_of(self, registration_ids: Collection[str]) -> Mapping[str, Decision]:
        """The decision that counts, by registration."""
        found: dict[str, Decision] = {}
        for some in pieces(sorted(registration_ids)):
            query = sa.select(decision).where(decision.c.registration.in_(some))
            for row in self._connection.execute(query.order_by(decision.c.seq)):
                found[row.registration] = _as_decision(row)
        return found

    def merged(self) -> Mapping[str, str]:
        """By registration that was merged: the one that stays in its place.

        By the decisions alone: a desk is told of one that it does not hold, where it has the
        other, and what was paid for the first counts for the second.
        """
        last = (
            sa.select(decision.c.registration, sa.func.max(decision.c.seq).label("seq"))
            .where(
                decision.c.registration.in_(
                    sa.select(decision.c.registration).where(
                        decision.c.state == DecisionState.MERGED_INTO.value
                    )
                )
            )
            .group_by(decision.c.registration)
            .subquery()
        )
        query = (
            sa.select(decision.c.registration, decision.c.detail)
            .join(
                last,
                sa.and_(
                    last.c.registration == decision.c.registration, last.c.seq == decision.c.seq
                ),
            )
            .where(decision.c.state == DecisionState.MERGED_INTO.value)
        )
        return {uid: json.loads(detail)["into"] for uid, detail in self._connection.execute(query)}

    def row(self, decision_id: str) -> int:
        """The row of a decision, for the journal."""
        return int(self._row(decision, decision_id) or 0)

    def by_row(self, row_id: int) -> Decision:
        """The decision that a line of the journal is about."""
        query = sa.select(decision).where(decision.c.id == row_id)
        return _as_decision(self._connection.execute(query).one())

    # -- events

    def happened(self, new: Event) -> int | None:
        """Keep an event; its row, or None when it is here already."""
        if self._row(event, new.id) is not None:
            return None
        values = {
            "uid": new.id,
            "kind": new.kind,
            "registration": new.registration_id,
            "content": canonical(new.content),
            "origin": new.origin,
            "made_by": new.by,
            "made_at": new.at.isoformat(),
        }
        row = int(
            self._connection.execute(event.insert().returning(event.c.id), values).scalar_one()
        )
        if new.kind == EventKind.INSURER:
            self.number([new.registration_id])
        elif new.kind in OF_CARDS:
            self._let_card_count(new.registration_id)
        return row

    def happened_each(self, new: Sequence[Event]) -> Sequence[int]:
        """Keep new events made here, none of which arranges revisions; their rows, in order."""
        row = self._connection.execute(sa.select(sa.func.max(event.c.id))).scalar() or 0
        rows = range(row + 1, row + 1 + len(new))
        insert(
            self._connection,
            event,
            [
                {
                    "id": place,
                    "uid": each.id,
                    "kind": each.kind,
                    "registration": each.registration_id,
                    "content": canonical(each.content),
                    "origin": each.origin,
                    "made_by": each.by,
                    "made_at": each.at.isoformat(),
                }
                for place, each in zip(rows, new, strict=True)
            ],
        )
        self.number({each.registration_id for each in new if each.kind == EventKind.INSURER})
        return rows

    def _let_card_count(self, registration_id: str) -> None:
        """Where the card is, by the last word on it, whatever order the words came in."""
        query = (
            sa.select(event.c.kind)
            .where(event.c.registration == registration_id, event.c.kind.in_(sorted(OF_CARDS)))
            .order_by(event.c.made_at.desc(), event.c.uid.desc())
            .limit(1)
        )
        is_out = self._connection.execute(query).scalar_one() == EventKind.CARD_HANDED
        state = CardState.HANDED_OVER if is_out else CardState.PRINTED
        self._connection.execute(
            registration.update()
            .where(registration.c.uid == registration_id)
            .values(card=state.value)
        )

    def number(self, registration_ids: Collection[str]) -> None:
        """Let the insurer's last word on each say whether there is a number.

        Whatever order the words came in, and also where they came before the registration. A
        refusal said after a number takes it away; that somebody is accepted says nothing of it.
        """
        for some in pieces(sorted(registration_ids)):
            query = (
                sa.select(event.c.registration, event.c.content)
                .where(event.c.registration.in_(some), event.c.kind == EventKind.INSURER.value)
                .order_by(event.c.made_at, event.c.uid)
            )
            numbers: dict[str, str | None] = {}
            for uid, content in self._connection.execute(query):
                said = json.loads(content)
                if said.get("result") in _OF_NUMBER:
                    numbers[uid] = said.get("kpj") or None
            self._put_numbers(numbers)

    def _put_numbers(self, numbers: Mapping[str, str | None]) -> None:
        """The number of each, and the words that find whoever has it."""
        columns = (registration.c.uid, registration.c.id, registration.c.kpj, registration.c.words)
        query = sa.select(*columns).where(registration.c.uid.in_(numbers))
        changed = []
        for uid, row_id, before, words in self._connection.execute(query):
            if before != numbers[uid]:
                bare = words.removesuffix(search.with_kpj("", before))
                changed.append((row_id, numbers[uid], search.with_kpj(bare, numbers[uid])))
        if not changed:
            return
        self._connection.execute(
            registration.update()
            .where(registration.c.id == sa.bindparam("of"))
            .values(kpj=sa.bindparam("said"), words=sa.bindparam("found_by")),
            [{"of": row, "said": kpj, "found_by": words} for row, kpj, words in changed],
        )
        search.put(self._connection, [(row, words) for row, _, words in changed])

    def events(self, registration_id: str) -> Sequence[Event]:
        """All that happened to a registration, as it came in here."""
        query = sa.select(event).where(event.c.registration == registration_id)
        return [_as_event(row) for row in self._connection.execute(query.order_by(event.c.id))]

    def arranging(self, registration_ids: Collection[str]) -> Mapping[str, Sequence[Event]]:
        """By registration: the events that say what is current, and whether it is active."""
        found: dict[str, list[Event]] = {}
        if self._connection.execute(sa.select(event.c.id).limit(1)).first() is None:
            return found
        for some in pieces(sorted(registration_ids)):
            query = sa.select(event).where(
                event.c.registration.in_(some),
                event.c.kind.in_(sorted({EventKind.SETTLED, EventKind.HANDOVER, *ENDING})),
            )
            for row in self._connection.execute(query):
                found.setdefault(row.registration, []).append(_as_event(row))
        return found

    def event_by_row(self, row_id: int) -> Event:
        """The event that a line of the journal is about."""
        query = sa.select(event).where(event.c.id == row_id)
        return _as_event(self._connection.execute(query).one())

    def _row(self, table: sa.Table, uid: str) -> int | None:
        return self._connection.execute(sa.select(table.c.id).where(table.c.uid == uid)).scalar()


_OF_NUMBER = frozenset({Said.NUMBERED.value, Said.REFUSED.value})
"""The words of the insurer that say whether there is a number."""


def _values(new: Decision) -> dict[str, Any]:
    return {
        "uid": new.id,
        "registration": new.registration_id,
        "seq": new.seq,
        "state": new.state.value,
        "revision": new.about.number,
        "hash": new.about.hash,
        "fixes": canonical_fixes(new.fixes),
        "reason": new.reason,
        "made_by": new.by,
        "made_at": new.at.isoformat(),
        "detail": canonical(new.detail),
    }


def canonical_fixes(fixes: Collection[Fix]) -> str:
    """Fields to mend, as the books keep them."""
    return json.dumps([{"field": each.field, "code": each.code} for each in fixes])


def fixes_from(text: str) -> tuple[Fix, ...]:
    """The way back."""
    return tuple(Fix(each["field"], each["code"]) for each in json.loads(text))


def _as_decision(row: Any) -> Decision:
    return Decision(
        id=row.uid,
        registration_id=row.registration,
        seq=row.seq,
        state=DecisionState(row.state),
        about=Name(row.revision, row.hash),
        fixes=fixes_from(row.fixes),
        reason=row.reason,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        detail=json.loads(row.detail),
    )


def _as_event(row: Any) -> Event:
    return Event(
        id=row.uid,
        kind=row.kind,
        registration_id=row.registration,
        content=json.loads(row.content),
        origin=row.origin,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
    )
