"""What goes to the insurer and what comes back: answers, and how each is to be taken."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from app.domain.kpj import Kpj, kpj_problems
from app.domain.merge import Name
from app.domain.names import name_key
from app.domain.refusal import Problem, Refusal

SOURCES = (
    "nik", "name", "birth_place", "birth_date", "sex", "mother_name", "address", "rt", "rw",
    "kelurahan", "kecamatan", "city", "kk", "phone", "email", "occupation", "workplace",
    "work_hours", "wage_base", "number", "kpj", "first_month", "last_month", "months",
    "programme",
)  # fmt: skip
"""What a column of the list can show of a person. Income, health and family are none of these."""

DAYS = frozenset({"birth_date", "first_month", "last_month"})
"""Those of them that are days: months are told by their first and last day."""

ANSWERS = ("nik", "number", "name", "birth_date", "result", "kpj", "start", "reason")
"""What a column of an answer can hold."""

PATIENCE = 14
"""Days in which no answer means nothing yet: numbers appear after 7 to 14 (DOMAIN, 9.3)."""


class Said(StrEnum):
    """What the insurer says of one person."""

    ACCEPTED = "accepted"  # taken, the number follows
    NUMBERED = "numbered"
    REFUSED = "refused"


class Outcome(StrEnum):
    """What becomes of one row of an answer; each row has exactly one."""

    NUMBERED = "numbered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    SAME = "same"  # known already
    UNANSWERED = "unanswered"  # our own row, with nothing said yet
    UNKNOWN = "unknown"  # nobody here has this NIK
    UNLISTED = "unlisted"  # registered here, but on no list that went out
    TWICE = "twice"  # an earlier row of the file says the same
    CONTRADICTING = "contradicting"  # against what is held, or against another row
    UNREADABLE = "unreadable"


TAKEN = {
    Outcome.NUMBERED: Said.NUMBERED,
    Outcome.ACCEPTED: Said.ACCEPTED,
    Outcome.REFUSED: Said.REFUSED,
}
"""The outcomes that change something."""


class Stage(StrEnum):
    """Where somebody stands between the city and the insurer."""

    WAITING = "waiting"  # paid for, to be sent; also refused once and corrected since
    SENT = "sent"
    ACCEPTED = "accepted"
    NUMBERED = "numbered"
    REFUSED = "refused"


class SendReason(StrEnum):
    """Why a list leaves the books. Codes and not free text: the trail never names a person."""

    NEW_MEMBERS = "new_members"
    CORRECTED = "corrected"
    ASKED_BY_INSURER = "asked_by_insurer"
    OTHER = "other"


def read_send_reason(code: str) -> SendReason:
    """The reason with this code; `Refusal` with `insurer.send_reason` where none was given."""
    try:
        return SendReason(code)
    except ValueError:
        raise Refusal(Problem("insurer.send_reason", "reason")) from None


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Row:
    """One row of an answer as it was read."""

    place: int  # counted through the file, from 1
    sheet: str
    number_in_sheet: int  # as Excel numbers it
    nik: str = ""
    number: str = ""
    name: str = ""
    birth_date: date | None = None
    said: Said | None = None
    kpj: str = ""
    start: date | None = None
    reason: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def statement(self) -> tuple[str, str, str, str]:
        """What it says, without of whom."""
        start = self.start.isoformat() if self.start else ""
        return (self.said.value if self.said else ""), self.kpj, start, self.reason


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Held:
    """Somebody of the register, as an answer is compared with it."""

    registration_id: str
    number: str
    office: str
    nik: str
    name: str
    birth_date: date
    kelurahan: str
    kpj: str
    decision: str
    active: bool
    about: Name


@dataclass(frozen=True, slots=True)
class Answer:
    """The insurer's last word on a registration."""

    event_id: str
    said: Said
    kpj: str
    start: str
    reason: str
    at: datetime

    @property
    def statement(self) -> tuple[str, str, str, str]:
        return self.said.value, self.kpj, self.start, self.reason


@dataclass(frozen=True, slots=True)
class SentOut:
    """The last time somebody stood on a list to the insurer."""

    at: datetime
    name: str
    """The revision that was sent: `Name.text`."""


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """All that rows are judged by."""

    by_nik: Mapping[str, Sequence[Held]]
    by_number: Mapping[str, Held]
    holders: Mapping[str, Collection[str]]
    """By KPJ: the registrations that hold it."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    sent: Mapping[str, SentOut] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """A field that the insurer has otherwise than we."""

    field: str
    held: str
    said: str


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """A row, whom it is about, and what becomes of it."""

    row: Row
    outcome: Outcome
    held: Held | None = None
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    may_agree: bool = False
    """Whether a person may take it nevertheless, with a reason."""


def stage_of(held: Held, sent: SentOut | None, answer: Answer | None) -> Stage:
    """Where somebody stands; whoever was refused and corrected since waits to be sent again."""
    if held.kpj:
        return Stage.NUMBERED
    is_answered = answer is not None and (sent is None or answer.at >= sent.at)
    if answer is None or not is_answered:
        return Stage.SENT if sent else Stage.WAITING
    if answer.said is Said.REFUSED:
        is_corrected = sent is not None and sent.name != held.about.text
        return Stage.WAITING if is_corrected else Stage.REFUSED
    return Stage.ACCEPTED


def judge(rows: Sequence[Row], known: Known) -> Sequence[Judged]:
    """What becomes of each row, in their order."""
    found = [_person(row, known) for row in rows]
    about: dict[str, list[Row]] = {}
    numbers: dict[str, set[str]] = {}
    for row, person in zip(rows, found, strict=True):
        if isinstance(person, Held) and row.said is not None:
            about.setdefault(person.registration_id, []).append(row)
            if row.kpj and row.said is Said.NUMBERED:
                numbers.setdefault(row.kpj, set()).add(person.registration_id)
    judged = []
    for row, person in zip(rows, found, strict=True):
        if isinstance(person, Judged):
            judged.append(person)
        else:
            same_person = about.get(person.registration_id, [])
            judged.append(_judge(row, person, known, same_person, numbers))
    return judged


def _person(row: Row, known: Known) -> Held | Judged:
    """Whom a row is about, or what is wrong with it."""
    if row.problems:
        return Judged(row, Outcome.UNREADABLE, problems=row.problems)
    by_number = known.by_number.get(row.number) if row.number else None
    by_nik = known.by_nik.get(row.nik, ()) if row.nik else ()
    if by_number is not None and by_nik:
        if all(each.registration_id != by_number.registration_id for each in by_nik):
            return Judged(
                row, Outcome.CONTRADICTING, by_number, (Problem("insurer.two_people", "nik"),)
            )
        return by_number
    if by_number is not None:
        if row.nik and row.nik != by_number.nik:
            # sent by the number, and answered for a NIK that nobody here has: a correction of one
            problem = Problem("insurer.other_nik", "nik")
            return Judged(row, Outcome.CONTRADICTING, by_number, (problem,), may_agree=True)
        return by_number
    if len(by_nik) > 1:
        listed = [each for each in by_nik if each.registration_id in known.sent]
        if len(listed) != 1:
            return Judged(row, Outcome.CONTRADICTING, None, (Problem("insurer.several", "nik"),))
        by_nik = listed
    if not by_nik:
        return Judged(row, Outcome.UNKNOWN, problems=(Problem("insurer.unknown", "nik"),))
    return by_nik[0]


def _judge(
    row: Row,
    held: Held,
    known: Known,
    same_person: Sequence[Row],
    numbers: Mapping[str, Collection[str]],
) -> Judged:
    uid = held.registration_id
    differences, is_other = compare(row, held)

    def become(outcome: Outcome, *problems: Problem, may_agree: bool = False) -> Judged:
        return Judged(row, outcome, held, problems, differences, may_agree)

    def against(code: str, name: str, *, may_agree: bool = True) -> Judged:
        return become(Outcome.CONTRADICTING, Problem(code, name), may_agree=may_agree)

    if row.said is None:
        return become(Outcome.UNANSWERED)
    if any(each.statement != row.statement for each in same_person):
        return against("insurer.twice_other", "nik")
    if same_person[0].place != row.place:
        return become(Outcome.TWICE)
    answer, sent = known.answers.get(uid), known.sent.get(uid)
    if _is_known(row, held, answer, sent):
        return become(Outcome.SAME)
    if is_other:
        return against("insurer.other_person", "name")
    if row.said is Said.NUMBERED:
        if len(numbers[row.kpj]) > 1:
            return against("insurer.number_twice", "kpj", may_agree=False)
        if set(known.holders.get(row.kpj, ())) - {uid}:
            return against("insurer.number_taken", "kpj", may_agree=False)
        if held.kpj and held.kpj != row.kpj:
            return against("insurer.other_number", "kpj")
    if row.said is Said.REFUSED and held.kpj:
        return against("insurer.refused_numbered", "result")
    if sent is None:
        return become(Outcome.UNLISTED, Problem("insurer.unlisted"), may_agree=True)
    warnings = kpj_problems(Kpj(row.kpj)) if row.said is Said.NUMBERED else ()
    return become(Outcome(row.said.value), *warnings)


def _is_known(row: Row, held: Held, answer: Answer | None, sent: SentOut | None) -> bool:
    if row.said is Said.ACCEPTED and held.kpj:
        return True  # the number says more
    if answer is None or answer.statement != row.statement:
        return False
    # Said again of somebody who was sent again is an answer to the second list.
    return bool(held.kpj) or sent is None or answer.at >= sent.at


def compare(row: Row, held: Held) -> tuple[tuple[Difference, ...], bool]:
    """What differs, and whether the row seems to be about somebody else with this NIK."""
    differences = []
    other_name, other_day = "", False
    if row.name and (other_name := _how_other(row.name, held.name)):
        differences.append(Difference("name", held.name, row.name))
    if row.birth_date and row.birth_date != held.birth_date:
        other_day = True
        differences.append(
            Difference("birth_date", held.birth_date.isoformat(), row.birth_date.isoformat())
        )
    is_other = other_name == "other" or (other_name == "spelled" and other_day)
    return tuple(differences), is_other


_ALIKE = 0.7  # Siti Norhayati and Siti Nurhayati, never two sisters


def _how_other(said: str, held: str) -> str:
    """Nothing for one name, "spelled" for one written otherwise, "other" for two."""
    one, two = name_key(said), name_key(held)
    if one == two:
        return ""
    parts, others = set(one.split()), set(two.split())
    if parts <= others or others <= parts:
        return "spelled"
    return "spelled" if SequenceMatcher(None, one, two).ratio() >= _ALIKE else "other"


# -- the files


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom a list is for; only people who are paid for come into question.

    By itself those without a number who wait to be sent; `again` those too who were sent and not
    answered, or refused. `decree`, `payment` and `ids` name people outright, numbered ones too.
    """

    again: bool = False
    decree: str = ""
    payment: str = ""
    ids: frozenset[str] = frozenset()

    @property
    def is_named(self) -> bool:
        return bool(self.decree or self.payment or self.ids)


@dataclass(frozen=True, slots=True)
class InsurerFile:
    """A list that went out, or an answer that came in."""

    id: str
    direction: str
    name: str
    file_hash: str
    profile: str
    counts: Mapping[str, int]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class InsurerLine:
    """One row of such a file, and what became of it."""

    row: int
    registration_id: str
    result: str
    kpj: str = ""
    start: str = ""
    reason: str = ""
    content: Mapping[str, Any] | None = None
