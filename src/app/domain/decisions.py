"""What the city decides of a registration, and what else happens to one besides revisions."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.domain.merge import Handover, Name, Settlement, city_rank, owner, station_rank
from app.domain.refusal import Problem, Refusal
from app.domain.states import DecisionState, EndReason, Track, allowed
from app.domain.stations import CITY, shown_station


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing the kelurahan has to mend: a field of the form, and a code that says what."""

    field: str
    code: str


FIX_CODES = (
    "unreadable", "differs_from_ktp", "differs_from_kk", "missing", "not_plausible",
    "proof_missing", "other",
)  # fmt: skip
"""What can be wrong with a field; each has its sentence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One word of the city on a registration; the one with the highest `seq` counts."""

    id: str
    registration_id: str
    seq: int  # in the city's journal
    state: DecisionState
    about: Name
    """The revision it was made on."""
    fixes: tuple[Fix, ...]
    reason: str
    by: str
    at: datetime
    detail: Mapping[str, str] = field(default_factory=dict)
    """Ids and codes that belong to the state: `into` of a merge, `decree`, `end` of `EndReason`."""


BY_HAND = frozenset(
    {
        DecisionState.RECEIVED,  # looked at again: an appeal
        DecisionState.NEEDS_FIXING,
        DecisionState.REJECTED,
        DecisionState.ACCEPTED,
        DecisionState.ENDED,
    }
)
"""What a person says of a registration; the others follow from decrees, payments and pairs."""

_BY_DECREE = frozenset(
    {DecisionState.DECREED, DecisionState.FUNDED, DecisionState.WAITING_FOR_FUNDS}
)


def demand_step(
    before: str,
    decision: DecisionState,
    fixes: tuple[Fix, ...] = (),
    reason: str = "",
    end: EndReason | None = None,
) -> None:
    """`Refusal` unless somebody of the city may decide so now, and says why where it must.

    Why somebody is rejected, and why an end is taken back: also by another word than that.
    """
    problems = []
    other_fields = before == decision == DecisionState.NEEDS_FIXING
    if before == DecisionState.MERGED_INTO:
        problems.append(Problem("decision.merged", "decision"))
    elif before in _BY_DECREE and decision is not DecisionState.ENDED:
        problems.append(Problem("decision.decreed", "decision"))
    elif decision not in BY_HAND or (
        not other_fields and not allowed(Track.DECISION, before or None, decision)
    ):
        problems.append(Problem("decision.not_allowed", "decision"))
    if decision is DecisionState.ENDED and end is None:
        problems.append(Problem("decision.end_missing", "end"))
    if decision is DecisionState.NEEDS_FIXING and not fixes:
        problems.append(Problem("decision.fixes_missing", "fixes"))
    is_back = before == DecisionState.ENDED and decision is not DecisionState.ENDED
    if (is_back or decision is DecisionState.REJECTED) and not reason.strip():
        problems.append(Problem("decision.reason_missing", "reason"))
    if any(each.code not in FIX_CODES or not _is_field(each.field) for each in fixes):
        problems.append(Problem("decision.fix_unknown", "fixes"))
    if problems:
        raise Refusal(*problems)


def _is_field(name: str) -> bool:
    """Whether the form has such a field; `heirs.2.nik` for one of the third family member."""
    heir = re.fullmatch(r"heirs\.[0-9]{1,2}\.(\w+)", name)
    return heir.group(1) in HEIR_FIELDS if heir else name in TEXT_FIELDS or name == "heirs"


class EventKind(StrEnum):
    """What can happen to a registration."""

    WITHDRAWN = "withdrawn"  # the worker takes the consent back
    DIED = "died"
    MOVED_AWAY = "moved_away"
    FORMAL_JOB = "formal_job"
    ENTERED_WRONGLY = "entered_wrongly"  # should not have been registered: what deletion is here
    SETTLED = "settled"  # of several revisions one goes on
    HANDOVER = "handover"  # the city gives it to another station
    CHECKED = "checked"  # what Dukcapil, the insurer or DTSEN say of the resident
    INSURER = "insurer"  # the insurer's answer: accepted, number, refused
    ASKED = "asked"  # the city asks the kelurahan something
    ANSWERED = "answered"  # the kelurahan's answer
    CARD_HANDED = "card_handed"  # into the hands of the worker, or of the family
    CARD_BACK = "card_back"  # it was not, after all, or came back


REPORTED = frozenset(
    {
        EventKind.WITHDRAWN,
        EventKind.DIED,
        EventKind.MOVED_AWAY,
        EventKind.FORMAL_JOB,
        EventKind.ENTERED_WRONGLY,
    }
)
"""What a kelurahan learns first, and the city answers."""


BY_STATION = REPORTED | {
    EventKind.SETTLED,
    EventKind.ANSWERED,
    EventKind.CARD_HANDED,
    EventKind.CARD_BACK,
}
"""What a kelurahan may say."""

OF_CARDS = frozenset({EventKind.CARD_HANDED, EventKind.CARD_BACK})
"""Any station of the office that has the registration may say these: where the card lay."""

ENDING = frozenset({EventKind.WITHDRAWN, EventKind.ENTERED_WRONGLY})
"""After these a registration is no longer active; its history stays."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; never changed, never taken back but by another."""

    id: str
    kind: str
    registration_id: str
    content: Mapping[str, Any]
    origin: str
    """The station that says so."""
    by: str
    at: datetime


def handover_of(event: Event) -> Handover:
    """A handing-over as the merge sees it."""
    content = event.content
    return Handover(
        int(content["seq"]),
        content["to"],
        frozenset(Name.parse(each) for each in content["base"]),
        frozenset(content["events"]),
    )


def counting(events: Collection[Event], first_owner: str) -> Sequence[Event]:
    """Those that count of all that is known: the city's, and what an owner said as such.

    Who had given it away already, and had not heard of it, says nothing that counts; whatever
    came in first.
    """
    city = [each for each in events if shown_station(each.origin)[1] == CITY]
    handovers = [handover_of(each) for each in city if each.kind == EventKind.HANDOVER]
    last = max(handovers, key=lambda each: each.seq, default=None)
    reigning = owner(first_owner, handovers)
    return [
        each
        for each in events
        if each in city or each.origin == reigning or (last is not None and each.id in last.events)
    ]


def settlement_of(event: Event) -> Settlement:
    """A settlement as the merge sees it; the city's word before the station's."""
    content = event.content
    seq = int(content["seq"])
    rank = city_rank(seq) if event.origin.endswith("/0") else station_rank(0, seq)
    return Settlement(
        rank,
        Name.parse(content["chosen"]),
        frozenset(Name.parse(each) for each in content["over"]),
    )
