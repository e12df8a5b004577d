"""Where everybody stands between the city and the insurer, and the files that went to and fro."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.decisions import Fix
from app.domain.insurer import (
    PATIENCE,
    Answer,
    InsurerFile,
    InsurerLine,
    Said,
    SentOut,
    Stage,
    stage_of,
)
from app.domain.people import mask
from app.domain.refusal import Problem
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.city.insurer.ask import QUESTION
from app.service.city.insurer.profile import profile_of, usual
from app.service.exchange.common import demand_city
from app.service.session import Session
from app.sheets.profile import profiles


@dataclass(frozen=True, slots=True)
class Layout:
    """A profile that can be chosen."""

    code: str
    name: str
    confirmed: bool


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Standing:
    """Where one person stands between the city and the insurer."""

    registration_id: str
    number: str
    name: str
    nik: str
    """Masked."""
    kelurahan: str
    office: str
    stage: Stage
    since: date | None
    """When it was sent or answered; None for who waits to be sent for the first time."""
    days: int
    kpj: str
    reason: str
    fix: Fix | None
    """What a refusal is about, where the profile knows."""
    is_asked: bool
    """Whether the kelurahan was asked about this very refusal."""
    reply: tuple[str, str] | None
    """What it replied: a code and its own words; None while it has not."""

    @property
    def is_late(self) -> bool:
        """Whether an answer should be there by now."""
        return self.stage in (Stage.SENT, Stage.ACCEPTED) and self.days > PATIENCE


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class FileRow:
    """One row of a file that went out or came in, for the eye."""

    row: int
    result: str
    name: str
    number: str
    registration_id: str
    """Empty where it is about nobody here, or about somebody merged or purged since."""
    kpj: str
    reason: str
    problems: tuple[Problem, ...]
    """What stood against it."""
    differs: Mapping[str, str]
    """By field: what the insurer has there."""
    agreed: str
    """Why somebody took it nevertheless."""


@needs(Right.SEE)
class ShowInsurer:
    """What waits to be sent, what was sent without an answer, what was answered, and the files."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def layouts(self) -> Sequence[Layout]:
        """The profiles there are, the one that is taken where none is named first."""
        found = profiles(self._session.resources)
        first = usual(self._session, found)
        ordered = sorted(found.values(), key=lambda each: (each.code != first, each.name))
        return [Layout(each.code, each.name, each.confirmed) for each in ordered]

    def standings(self, code: str = "") -> Sequence[Standing]:
        """Everybody who is paid for, or was ever sent, by kelurahan and name."""
        session = self._session
        demand_city(session)
        profile = profile_of(session, code)
        today = session.today()
        with session.books.reading() as unit:
            people = unit.insurer.concerned()
            sent, answers = unit.insurer.sent(), unit.insurer.answers()
            asked = unit.insurer.asked(QUESTION)
        found = []
        for each in people:
            uid = each.registration_id
            stage = stage_of(each, sent.get(uid), answers.get(uid))
            answer = answers.get(uid)
            moment = _since(stage, sent.get(uid), answer)
            since = moment.astimezone().date() if moment else None
            refused = answer is not None and answer.said is Said.REFUSED and not each.kpj
            reason = answer.reason if answer and refused else ""
            found.append(
                Standing(
                    registration_id=uid,
                    number=each.number,
                    name=each.name,
                    nik=mask(each.nik),
                    kelurahan=each.kelurahan,
                    office=each.office,
                    stage=stage,
                    since=since,
                    days=(today - since).days if since else 0,
                    kpj=each.kpj,
                    reason=reason,
                    fix=profile.fix(reason) if reason else None,
                    is_asked=answer is not None and answer.event_id in asked,
                    reply=asked.get(answer.event_id) if answer else None,
                )
            )
        return found

    def files(self) -> Sequence[InsurerFile]:
        """Every list that went out and every answer that came in, the newest first."""
        with self._session.books.reading() as unit:
            return unit.insurer.files()

    def lines(self, file_id: str) -> Sequence[InsurerLine]:
        """The rows of a file, and what became of each."""
        with self._session.books.reading() as unit:
            return unit.insurer.lines(file_id)

    def rows(self, file_id: str) -> Sequence[FileRow]:
        """The same with the people they are about, as they are called now."""
        with self._session.books.reading() as unit:
            lines = unit.insurer.lines(file_id)
            people = unit.insurer.by_ids({each.registration_id for each in lines})
        found = []
        for each in lines:
            held = people.get(each.registration_id)
            content = each.content or {}
            found.append(
                FileRow(
                    row=each.row,
                    result=each.result,
                    name=held.name if held else str(content.get("name", "")),
                    number=held.number if held else str(content.get("number", "")),
                    registration_id=held.registration_id if held else "",
                    kpj=each.kpj,
                    reason=each.reason,
                    problems=tuple(
                        Problem(problem["code"], facts=tuple(problem["facts"].items()))
                        for problem in content.get("problems", ())
                    ),
                    differs=dict(content.get("differs", {})),
                    agreed=str(content.get("agreed", "")),
                )
            )
        return found


def _since(stage: Stage, sent: SentOut | None, answer: Answer | None) -> datetime | None:
    if stage in (Stage.SENT, Stage.ACCEPTED):
        return sent.at if sent else None
    if stage in (Stage.NUMBERED, Stage.REFUSED):
        return answer.at if answer else None
    return None
