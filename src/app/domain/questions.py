"""What the city asks a kelurahan of somebody, and what the kelurahan answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.decisions import Event, EventKind, Fix
from app.domain.refusal import Problem, Refusal

PAIR, ELSEWHERE = "pair", "elsewhere"
"""Of two who may be one person; of somebody whom another funder may pay for."""

_OF_A_PAIR = ("same", "different", "unknown")
_OF_ALL_ELSE = ("mended", "right", "unknown")
_SAYS_ENOUGH = frozenset({"same", "mended"})
"""After any other answer the city has to know why."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: free words may name somebody
class Answered:
    """What the kelurahan answered."""

    code: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """One question of the city, with its answer if there is one."""

    id: str
    registration_id: str
    code: str
    text: str
    about: tuple[str, ...]
    """Numbers of other registrations that it is about, or the other funder."""
    fixes: tuple[Fix, ...]
    at: datetime
    answered: Answered | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The codes that can be answered."""
        return _OF_A_PAIR if self.code in (PAIR, ELSEWHERE) else _OF_ALL_ELSE


def questions_of(events: Collection[Event]) -> Sequence[Question]:
    """The questions among all that happened to a registration, the newest first.

    The first answer counts; whatever cannot be read of an event counts as not said.
    """
    answers: dict[str, Answered] = {}
    for each in sorted(events, key=lambda each: (each.at, each.id)):
        if each.kind == EventKind.ANSWERED:
            said = _texts(each.content)
            answers.setdefault(
                said.get("to", ""), Answered(said.get("answer", ""), said.get("text", ""), each.at)
            )
    found = [
        Question(
            id=each.id,
            registration_id=each.registration_id,
            code=_texts(each.content).get("question", ""),
            text=_texts(each.content).get("text", ""),
            about=tuple(one for one in _list(each.content.get("about")) if isinstance(one, str)),
            fixes=tuple(
                Fix(str(one["field"]), str(one["code"]))
                for one in _list(each.content.get("fixes"))
                if isinstance(one, dict) and {"field", "code"} <= one.keys()
            ),
            at=each.at,
            answered=answers.get(each.id),
        )
        for each in events
        if each.kind == EventKind.ASKED
    ]
    return sorted(found, key=lambda each: (each.at, each.id), reverse=True)


def demand_answer(question: Question | None, code: str, text: str) -> None:
    """`Refusal` unless this is an answer to a question that is still open."""
    if question is None:
        raise Refusal(Problem("answer.unknown"))
    if question.answered is not None:
        raise Refusal(Problem("answer.answered"))
    if code not in question.answers:
        raise Refusal(Problem("answer.code", "answer"))
    if code not in _SAYS_ENOUGH and not text.strip():
        raise Refusal(Problem("answer.text", "text"))


def _texts(content: Mapping[str, Any]) -> dict[str, str]:
    return {name: each for name, each in content.items() if isinstance(each, str)}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
