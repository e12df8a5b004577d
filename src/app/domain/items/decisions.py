"""The city's decisions, and events of both, on their way."""

from dataclasses import replace
from typing import Any

from app.domain.decisions import Decision, Event, EventKind, Fix
from app.domain.items.members import (
    Content,
    read_id,
    read_list,
    read_moment,
    read_number,
    read_text,
    read_texts,
    whole,
)
from app.domain.merge import Name
from app.domain.sealed import HIGHEST
from app.domain.states import DecisionState


def write_decision(decision: Decision) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": decision.id,
        "registration": decision.registration_id,
        "seq": decision.seq,
        "state": decision.state.value,
        "about": decision.about.text,
        "fixes": [{"field": each.field, "code": each.code} for each in decision.fixes],
        "reason": decision.reason,
        "by": decision.by,
        "at": decision.at.isoformat(),
        **({"detail": dict(decision.detail)} if decision.detail else {}),
    }


def read_decision(content: Content) -> Decision:
    """The way back, or `item.unreadable`."""
    return whole(
        lambda: Decision(
            id=read_id(content["id"]),
            registration_id=read_id(content["registration"]),
            seq=read_number(content["seq"], 1, HIGHEST),
            state=DecisionState(content["state"]),
            about=Name.parse(content["about"]),
            fixes=tuple(
                Fix(read_text(each["field"], 100), read_text(each["code"], 40))
                for each in read_list(content["fixes"])
            ),
            reason=read_text(content["reason"], 2000),
            by=read_text(content["by"], 64),
            at=read_moment(content["at"]),
            detail=read_texts(content.get("detail", {})),
        )
    )


def write_event(event: Event) -> dict[str, Any]:
    """The members of this item."""
    return {
        "id": event.id,
        "kind": event.kind,
        "registration": event.registration_id,
        "content": dict(event.content),
        "origin": event.origin,
        "by": event.by,
        "at": event.at.isoformat(),
    }


def read_event(content: Content) -> Event:
    """The way back, or `item.unreadable`."""

    def read() -> Event:
        inner = content["content"]
        if not isinstance(inner, dict):
            raise TypeError
        return Event(
            id=read_id(content["id"]),
            kind=read_text(content["kind"], 40),
            registration_id=read_id(content["registration"]),
            content=inner,
            origin=read_text(content["origin"], 20),
            by=read_text(content["by"], 64),
            at=read_moment(content["at"]),
        )

    event = whole(read)
    if event.kind in (EventKind.SETTLED, EventKind.HANDOVER):
        from app.domain.decisions import handover_of, settlement_of

        shape = handover_of if event.kind == EventKind.HANDOVER else settlement_of
        whole(lambda: shape(event))
    return event


def from_station(event: Event, origin: str) -> Event:
    """An event as told by `origin`, whatever it says of itself."""
    return replace(event, origin=origin)
