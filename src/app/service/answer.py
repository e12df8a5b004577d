"""The kelurahan answers what the city asked of somebody."""

from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.questions import demand_answer, questions_of
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import own_name
from app.service.session import Session

LONGEST = 500


@needs(Right.REGISTER)
class AnswerCity:
    """Answers a question; the answer goes with the next file and is never changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, registration_id: str, question_id: str, code: str, text: str = "") -> None:
        """Keep the answer.

        `Refusal`: `answer.unknown`, `answer.answered`, `answer.code`, `answer.text` (the city has
        to know why), `answer.not_own` where another station has the registration, `text.long`.
        """
        session = self._session
        said = " ".join(text.split())
        if len(said) > LONGEST:
            facts = (("length", len(said)), ("longest", LONGEST))
            raise Refusal(Problem("text.long", "text", facts=facts))
        now = session.clock()
        with session.books.transaction() as unit:
            asked = questions_of(unit.decisions.events(registration_id))
            demand_answer(
                next((each for each in asked if each.id == question_id), None), code, said
            )
            if unit.registrations.owner(registration_id) != own_name(session):
                raise Refusal(Problem("answer.not_own"))
            event = Event(
                id=new_id(now),
                kind=EventKind.ANSWERED,
                registration_id=registration_id,
                content={"to": question_id, "answer": code, "text": said},
                origin=own_name(session),
                by=session.operator.id,
                at=now,
            )
            row = unit.decisions.happened(event)
            life = session.station.incarnation.number
            unit.journal.add(life, "event", [row] if row else [])
            unit.audit.note(
                "question.answered",
                registration_id,
                operator=session.operator.id,
                at=now,
                detail={"question": question_id, "answer": code},
            )
