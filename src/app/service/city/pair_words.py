"""What every word on a pair is made of, whether of two registrations or of a list's person."""

from collections.abc import Mapping, Sequence

from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.pairs import PairKind, PairWord, Said
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.service.exchange.common import own_name
from app.service.session import Session
from app.store.books import Unit


def demand_reason(reason: str) -> None:
    """`Refusal` with `settle.reason` without one."""
    if not one_line(reason):
        raise Refusal(Problem("settle.reason", "reason"))


def read_question(text: str) -> str:
    """The question on one line; `Refusal` with `settle.question` without one."""
    question = one_line(text, "question")
    if not question:
        raise Refusal(Problem("settle.question", "question"))
    return question


def last_standing(unit: Unit, first: str, second: str) -> PairWord:
    """The word that can be taken back; `Refusal` with `settle.nothing` where none stands."""
    last = unit.pairs.last_word(first, second)
    if last is None or last.said is Said.TAKEN_BACK:
        raise Refusal(Problem("settle.nothing"))
    return last


def put_word(
    session: Session,
    unit: Unit,
    kind: PairKind,
    pair: tuple[str, str],
    said: Said,
    reason: str,
    detail: Mapping[str, str],
) -> PairWord:
    """Write a word down, with who, when and why; the audit trail names the first of the pair."""
    now = session.clock()
    first, second = pair
    word = PairWord(
        id=new_id(now),
        kind=kind,
        first=first,
        second=second,
        said=said,
        reason=one_line(reason),
        by=session.operator.id,
        at=now,
        detail=detail,
    )
    unit.pairs.say(word)
    unit.audit.note(
        f"pair.{said.value}",
        first,
        operator=word.by,
        at=now,
        detail={"other": second, "word": word.id, **detail},
    )
    return word


def put_question(
    session: Session, unit: Unit, of: Waiting, question: str, about: Sequence[str], word: PairWord
) -> None:
    """Let the kelurahan of this registration be asked what the word asks, with the next reply."""
    event = Event(
        id=new_id(word.at),
        kind=EventKind.ASKED,
        registration_id=of.registration_id,
        content={"question": question, "text": word.reason, "about": about, "pair": word.id},
        origin=own_name(session),
        by=word.by,
        at=word.at,
    )
    row = unit.decisions.happened(event)
    life = session.station.incarnation.number
    unit.journal.add(life, "event", [row] if row else [], of.office)
