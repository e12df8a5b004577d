"""What the insurer refused goes back to the kelurahan as a question."""

from collections.abc import Collection
from dataclasses import dataclass

from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.insurer import Stage, stage_of
from app.domain.remark import one_line
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.city.insurer.profile import profile_of
from app.service.exchange.common import demand_city, own_name
from app.service.session import Session

QUESTION = "insurer"
"""What the kelurahan is asked about when the insurer refused somebody."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many kelurahan were asked about their refused people."""

    asked: int
    already: int
    """Asked about the same refusal before, or not refused."""


@needs(Right.DECIDE)
class AskAboutRefused:
    """Asks the home kelurahan to mend what the insurer refused; a correction is sent again.

    Somebody who is paid for cannot be "needs fixing" any more: the question goes as an event with
    the next reply, with the field where the profile can tell it from the reason.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, registration_ids: Collection[str], code: str = "", note: str = "") -> Asked:
        """Ask about each of these who is refused and was not asked about since."""
        session = self._session
        demand_city(session)
        profile = profile_of(session, code)
        note = one_line(note, "note")
        now = session.clock()
        ids = list(dict.fromkeys(registration_ids))
        with session.books.transaction() as unit:
            people = unit.insurer.by_ids(ids)
            answers, sent = unit.insurer.answers(ids), unit.insurer.sent(ids)
            asked = unit.insurer.asked(QUESTION)
            events = []
            for uid, held in people.items():
                answer = answers.get(uid)
                stage = stage_of(held, sent.get(uid), answer)
                if answer is None or stage is not Stage.REFUSED or answer.event_id in asked:
                    continue
                fix = profile.fix(answer.reason)
                events.append(
                    Event(
                        id=new_id(now),
                        kind=EventKind.ASKED,
                        registration_id=uid,
                        content={
                            "question": QUESTION,
                            "text": " ".join(filter(None, (answer.reason, note))),
                            "about": [],
                            "fixes": [{"field": fix.field, "code": fix.code}] if fix else [],
                            "answer": answer.event_id,
                        },
                        origin=own_name(session),
                        by=session.operator.id,
                        at=now,
                    )
                )
            refs = unit.decisions.happened_each(events)
            first = unit.journal.next(session.station.incarnation.number)
            unit.journal.put(
                [
                    (seq, "event", ref, people[each.registration_id].office, "", "")
                    for seq, (ref, each) in enumerate(zip(refs, events, strict=True), first)
                ]
            )
            unit.audit.note_each(
                "insurer.asked",
                [(each.registration_id, {"answer": each.content["answer"]}) for each in events],
                operator=session.operator.id,
                at=now,
            )
        return Asked(len(events), len(ids) - len(events))
