"""Answers of Dukcapil, the insurer, BKN and DTSEN, taken in from a file, by person and day."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from app.domain.checks import Told
from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.names import name_tokens
from app.domain.queue import Waiting
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import (
    Cancelled,
    Progress,
    demand_city,
    never,
    nothing_said,
    own_name,
)  # fmt: skip
from app.service.session import Session
from app.sheets.failure import Cancelled as ReadingCancelled
from app.sheets.outside import AnswerRow, CheckProfile, answers_of, check_profiles
from app.sheets.read import read
from app.store.checks import Registered

_CHUNK = 200


class RowResult(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"  # known already
    UNKNOWN = "unknown"  # fits nobody in the register
    UNCLEAR = "unclear"  # fits several, or somebody of another name
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of the file, by the number that Excel shows."""

    row: int
    result: RowResult
    number: str = ""  # of the registration it is about
    problem: Problem | None = None
    told: Told | None = None
    registration_id: str = ""


@dataclass(frozen=True, slots=True)
class CheckedAnswers:
    """What a file would do, before anything is written."""

    profile: CheckProfile
    rows: tuple[CheckedRow, ...]

    @property
    def counts(self) -> Mapping[RowResult, int]:
        """How many rows of each result."""
        found = Counter(each.result for each in self.rows)
        return {each: found[each] for each in RowResult}

    @property
    def answers(self) -> Mapping[str, int]:
        """How many of each answer among those that would be kept or are known."""
        return Counter(each.told.value for each in self.rows if each.told is not None)


@dataclass(frozen=True, slots=True)
class KeptAnswers:
    """What was written."""

    kept: int
    rest: int  # rows not reached, when it was cancelled


@needs(Right.DECIDE, profiles=Right.SEE)
class TakeChecks:
    """Takes in what other offices say of residents; every answer goes to the home kelurahan."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def profiles(self) -> Sequence[CheckProfile]:
        """How such files can be read, by what they are called."""
        found = check_profiles(self._session.resources).values()
        return sorted(found, key=lambda each: each.label)

    def open(
        self, path: Path, profile: str, as_of: date, cancelled: Cancelled = never
    ) -> CheckedAnswers | None:
        """Read a file and say what each row would do. Writes nothing; None when cancelled.

        `as_of` counts for rows that name no day. `SheetsFailure` where the file cannot be used;
        `Refusal`: `checks.profile`, `checks.day`, `checks.no_header`, `import.no_rows`.
        """
        session = self._session
        demand_city(session)
        chosen = check_profiles(session.resources).get(profile)
        if chosen is None:
            raise Refusal(Problem("checks.profile", "profile"))
        if as_of > session.today():
            raise Refusal(Problem("checks.day", "as_of"))
        try:
            workbook = read(path, cancelled=cancelled)
        except ReadingCancelled:
            return None
        if cancelled():
            return None
        rows = answers_of(workbook, chosen)
        with session.books.reading() as unit:
            people = unit.checks.registered(
                niks={each.nik for each in rows if each.nik},
                numbers={each.number for each in rows if each.number},
            )
            known = unit.checks.valid([each.id for each in people])
        judge = _Judge(chosen, as_of, session.today(), people, known)
        return CheckedAnswers(chosen, tuple(judge(each) for each in rows))

    def keep(
        self,
        checked: CheckedAnswers,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> KeptAnswers:
        """Write down what is new; cut anywhere, the same file goes on where it was left."""
        session = self._session
        demand_city(session)
        new = [each for each in checked.rows if each.result is RowResult.NEW]
        done = kept = 0
        for start in range(0, len(new), _CHUNK):
            if cancelled():
                break
            some = new[start : start + _CHUNK]
            kept += self._keep(some)
            done += len(some)
            progress(done, len(new))
        return KeptAnswers(kept, len(new) - done)

    def _keep(self, rows: Sequence[CheckedRow]) -> int:
        session = self._session
        with session.books.transaction() as unit:
            ids = [each.registration_id for each in rows]
            people, known = unit.queue.these(ids), unit.checks.valid(ids)
            said: list[tuple[Waiting, Told]] = []
            for each in rows:
                of, told = people.get(each.registration_id), each.told
                # else it is gone, or was written since the dry run
                if of and told and told not in known.get(of.registration_id, ()):
                    said.append((of, told))
            first = unit.journal.next(session.station.incarnation.number)
            lines = [
                (seq, "event", unit.decisions.happened(self._event(*each)) or 0, each[0].office)
                for seq, each in enumerate(said, first)
            ]
            unit.journal.put([(*each, "", "") for each in lines])
            unit.audit.note_each(
                "registration.checked",
                [
                    (of.registration_id, {"check": told.check.value, "result": told.result})
                    for of, told in said
                ],
                operator=session.operator.id,
                at=session.clock(),
            )
        return len(said)

    def _event(self, of: Waiting, told: Told) -> Event:
        session = self._session
        now = session.clock()
        return Event(
            id=new_id(now),
            kind=EventKind.CHECKED,
            registration_id=of.registration_id,
            content=told.content(of.about.text),
            origin=own_name(session),
            by=session.operator.id,
            at=now,
        )


class _Judge:
    """Says of each row of one file whom it is about."""

    def __init__(
        self,
        profile: CheckProfile,
        as_of: date,
        today: date,
        people: Sequence[Registered],
        known: Mapping[str, Sequence[Told]],
    ) -> None:
        self._profile = profile
        self._as_of = as_of
        self._today = today
        self._by_nik: dict[str, list[Registered]] = {}
        self._by_number: dict[str, Registered] = {}
        for each in people:
            self._by_number[each.number] = each
            if each.nik:
                self._by_nik.setdefault(each.nik, []).append(each)
        self._known = {uid: set(told) for uid, told in known.items()}

    def __call__(self, row: AnswerRow) -> CheckedRow:
        if row.problem is not None or row.value is None:
            return CheckedRow(row.row, RowResult.UNREADABLE, row.number, row.problem)
        as_of = date.fromisoformat(row.as_of) if row.as_of else self._as_of
        if as_of > self._today:
            return CheckedRow(
                row.row, RowResult.UNREADABLE, row.number, Problem("checks.day", "date")
            )
        found = self._about(row)
        if isinstance(found, Problem):
            unknown = found.code == "checks.unknown"
            result = RowResult.UNKNOWN if unknown else RowResult.UNCLEAR
            return CheckedRow(row.row, result, row.number, found)
        told = Told(self._profile.check, row.value, self._profile.source, as_of)
        known = self._known.setdefault(found.id, set())
        result = RowResult.SAME if told in known else RowResult.NEW
        known.add(told)
        return CheckedRow(row.row, result, found.number, None, told, found.id)

    def _about(self, row: AnswerRow) -> Registered | Problem:
        """By number before NIK; a NIK that several have is told apart by the name."""
        if row.number:
            one = self._by_number.get(row.number)
            if one is None:
                return Problem("checks.unknown", "number")
            if row.nik and row.nik != one.nik:
                return Problem("checks.other_nik", "nik")
            found = [one]
        else:
            found = self._by_nik.get(row.nik, [])
        if not found:
            return Problem("checks.unknown", "nik")
        named = [each for each in found if _is_alike(row.name, each.name)]
        if not named:
            return Problem("checks.other_name", "name")
        if len(named) > 1:
            return Problem("checks.several", "nik", facts=(("count", len(named)),))
        return named[0]


def _is_alike(said: str, held: str) -> bool:
    """Whether a name may be the other; nobody says a name where the file has none."""
    return not said or not held or bool(set(name_tokens(said)) & set(name_tokens(held)))
