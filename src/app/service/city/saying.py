"""Many words of the city at once, each a decision of its own that the kelurahan learns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.decisions import Decision, Fix
from app.domain.ids import new_id
from app.domain.queue import Waiting
from app.domain.remark import LONGEST_SAID, demand_short
from app.domain.states import DecisionState
from app.service.session import Session
from app.store.books import Unit


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of one registration."""

    of: Waiting
    state: DecisionState
    detail: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    fixes: tuple[Fix, ...] = ()


def say(session: Session, unit: Unit, words: Sequence[Word]) -> None:
    """Write the words down, in one transaction of the caller, who has looked whether they may be.

    One decision, one line of the journal for its office, and one audit entry each. `Refusal`:
    `text.long` for a reason that no reply would carry.
    """
    if not words:
        return
    for each in words:
        demand_short(each.reason.strip(), "reason", LONGEST_SAID)
    now = session.clock()
    life = session.station.incarnation.number
    first = unit.journal.next(life)
    decisions = [
        Decision(
            id=new_id(now),
            registration_id=each.of.registration_id,
            seq=seq,
            state=each.state,
            about=each.of.about,
            fixes=each.fixes,
            reason=each.reason.strip(),
            by=session.operator.id,
            at=now,
            detail=each.detail,
        )
        for seq, each in enumerate(words, first)
    ]
    rows = unit.decisions.add_each(decisions)
    unit.journal.put(
        [
            (made.seq, "decision", row, each.of.office, "", "")
            for made, row, each in zip(decisions, rows, words, strict=True)
        ]
    )
    unit.audit.note_each(
        "registration.decided",
        [
            (
                each.of.registration_id,
                {
                    "from": each.of.decision,
                    "to": each.state.value,
                    "fixes": [f"{fix.field}:{fix.code}" for fix in each.fixes],
                    **each.detail,
                },
            )
            for each in words
        ],
        operator=session.operator.id,
        at=now,
    )
