"""The sample: a few of what was approved are keyed again from the papers, by somebody else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from random import SystemRandom

from app.domain.draft import Draft
from app.domain.people import PersonLine
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration
from app.domain.revision import Revision
from app.domain.rights import Right
from app.domain.sample import (
    USUAL,
    Compared,
    ErrorRate,
    Pair,
    Stage,
    compare,
    demand_keyed,
    demand_percent,
    demand_verdict,
    draw,
    taken_over,
    texts_of,
)
from app.service.allowed import needs
from app.service.drafts import Drafts
from app.service.session import Session
from app.store.books import Unit
from app.store.samples import DRAWN, JUDGED, KEYED, Keyed

_PERCENT = "sample.percent"
_CHANCE = SystemRandom().random


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a name
class ToKeyAgain:
    """Somebody whose papers are to be taken out of the cabinet once more."""

    line: PersonLine
    is_mine: bool
    """Made by whoever is logged in, who therefore is not the one to key or judge it."""
    stage: Stage = Stage.WAITING
    wrong: tuple[str, ...] = ()
    """Where the two differ; when it is to be corrected, where the books are wrong."""


@dataclass(frozen=True, slots=True)
class SampleStanding:
    """How many of how many wait, and how many the office draws of a hundred."""

    percent: int
    drawn: int
    waiting: int


@needs(
    Right.CHECK_AGAIN,
    percent=Right.SEE,
    may_put_percent=Right.SEE,
    may_correct=Right.SEE,
    rates_not_allowed=Right.SEE,
    put_percent=Right.SETTINGS,
    rates=Right.AUDIT,
    correct=Right.REGISTER,
)
class CheckAgain:
    """Takes what a second person keys from the paper, and counts where the two differ.

    What is in the books stays as it is: who was right, the paper says, and a correction is made
    as any other.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def percent(self) -> int:
        """Of a hundred that are approved, so many are drawn; 0 for none."""
        with self._session.books.reading() as unit:
            return percent_of(unit)

    def may_put_percent(self) -> bool:
        """Whether whoever is logged in may choose another share."""
        return self._session.may(Right.SETTINGS)

    def put_percent(self, percent: int) -> None:
        """The office's own choice."""
        demand_percent(percent)
        session = self._session
        with session.books.transaction() as unit:
            unit.settings.put(_PERCENT, percent)
            unit.audit.note(
                "sample.percent_set",
                "",
                operator=session.operator.id,
                at=session.clock(),
                detail={"percent": percent},
            )

    def standing(self) -> SampleStanding:
        """How far the sample is."""
        waiting = len(self.waiting())  # whoever was purged since waits no more
        with self._session.books.reading() as unit:
            return SampleStanding(percent_of(unit), len(unit.samples.drawn()), waiting)

    def waiting(self) -> tuple[ToKeyAgain, ...]:
        """Who was drawn and not keyed yet, the oldest first."""
        with self._session.books.reading() as unit:
            found = (
                self._line(unit, each.registration_id, each.hash) for each in unit.samples.waiting()
            )
            return tuple(each for each in found if each is not None)

    def to_do(self) -> tuple[ToKeyAgain, ...]:
        """All with which something is left to do: first who waits to be keyed, then the rest."""
        waiting = self.waiting()
        with self._session.books.reading() as unit:
            rest = (self._left(unit, each) for each in unit.samples.keyed() if each.wrong)
            return (*waiting, *(each for each in rest if each is not None))

    def __call__(self, registration_id: str, typed: Draft) -> Compared:
        """Compare what was typed with the revision that was drawn; once for each.

        `Refusal`: `sample.not_drawn`, `sample.own` (a second person keys it), `sample.empty`.
        """
        session = self._session
        with session.books.transaction() as unit:
            drawn = [e for e in unit.samples.waiting() if e.registration_id == registration_id]
            revision = _revision(unit, registration_id, drawn[0].hash) if drawn else None
            if revision is None:
                raise Refusal(Problem("sample.not_drawn"))
            self._demand_other(revision)
            demand_keyed(typed)
            found = compare(_draft(revision), typed, session.today())
            unit.audit.note(
                KEYED,
                registration_id,
                operator=session.operator.id,
                at=session.clock(),
                detail={
                    "hash": revision.hash,
                    "of": revision.made_by,
                    "fields": found.fields,
                    "wrong": list(found.wrong),
                },
            )
        return found

    def differences(self, registration_id: str) -> Compared:
        """Where the two differ, for whoever goes on later: what was typed the second time is
        nowhere kept. The look is written down; `Refusal` as `judge`.
        """  # noqa: D205
        session = self._session
        with session.books.transaction() as unit:
            keyed, revision = self._undecided(unit, registration_id)
            unit.audit.note(
                "registration.viewed",
                registration_id,
                operator=session.operator.id,
                at=session.clock(),
            )
        texts = texts_of(_draft(revision))
        pairs = tuple(Pair(name, texts.get(name, ""), None, False) for name in keyed.wrong)
        return Compared(keyed.fields, keyed.wrong, pairs)

    def judge(self, registration_id: str, books_right: Mapping[str, bool]) -> tuple[str, ...]:
        """What the paper says of each difference, once; the fields where the books are wrong.

        `Refusal`: `sample.not_differing`, `sample.own` (not by who made it), `sample.undecided`
        (at each field that was left out), `sample.verdict` (a field that does not differ).
        """
        session = self._session
        with session.books.transaction() as unit:
            keyed, revision = self._undecided(unit, registration_id)
            demand_verdict(keyed.wrong, books_right)
            books_wrong = tuple(name for name in keyed.wrong if not books_right[name])
            unit.audit.note(
                JUDGED,
                registration_id,
                operator=session.operator.id,
                at=session.clock(),
                detail={
                    "hash": revision.hash,
                    "of": revision.made_by,
                    "books_wrong": list(books_wrong),
                },
            )
        return books_wrong

    def may_correct(self) -> bool:
        """Whether whoever is logged in may make the correction too; an approver may not."""
        return self._session.may(Right.REGISTER)

    def correct(self, registration_id: str, typed: Draft, fields: Collection[str]) -> None:
        """Begin a correction in which these fields are as they were typed the second time."""
        drafts = Drafts(self._session)
        opened = drafts.open(registration_id)
        first = next(iter(fields), opened.field)
        drafts.keep(opened, taken_over(opened.draft, typed, fields), first)

    def rates_not_allowed(self) -> Problem | None:
        """Why whoever is logged in does not see who is wrong how often; None for who does."""
        return self._session.why_not(Right.AUDIT)

    def rates(self, *, by_month: bool = False) -> tuple[ErrorRate, ...]:
        """The error rate of each operator of whom something was keyed again, by name.

        By month the newest comes first.
        """
        with self._session.books.reading() as unit:
            names, keyed = unit.settings.operator_names(), unit.samples.keyed()
        groups: dict[tuple[str, str], list[Keyed]] = {}
        for each in keyed:
            month = each.at.astimezone().strftime("%Y-%m") if by_month else ""
            groups.setdefault((month, each.maker), []).append(each)
        found = [
            ErrorRate(
                names.get(maker, ""),
                len(some),
                sum(each.fields for each in some),
                sum(len(_against(each)) for each in some),
                sum(len(each.wrong) for each in some if each.books_wrong is None),
                month,
            )
            for (month, maker), some in groups.items()
        ]
        found.sort(key=lambda each: each.operator)
        return tuple(sorted(found, key=lambda each: each.month, reverse=True))

    # Inside

    def _demand_other(self, revision: Revision) -> None:
        if revision.made_by == self._session.operator.id:
            raise Refusal(Problem("sample.own"))

    def _undecided(self, unit: Unit, registration_id: str) -> tuple[Keyed, Revision]:
        for each in unit.samples.keyed():
            if each.registration_id == registration_id and each.wrong and each.books_wrong is None:
                revision = _revision(unit, registration_id, each.hash)
                if revision is not None:
                    self._demand_other(revision)
                    return each, revision
        raise Refusal(Problem("sample.not_differing"))

    def _left(self, unit: Unit, keyed: Keyed) -> ToKeyAgain | None:
        """What is left to do with one where the two differ."""
        line = self._line(unit, keyed.registration_id, keyed.hash)
        if line is None:
            return None
        if keyed.books_wrong is None:
            return replace(line, stage=Stage.DIFFERS, wrong=keyed.wrong)
        current = unit.registrations.current(keyed.registration_id)
        if not keyed.books_wrong or current is None or current.hash != keyed.hash:
            return None  # the books were right, or somebody has corrected them since
        return replace(line, stage=Stage.TO_CORRECT, wrong=keyed.books_wrong)

    def _line(self, unit: Unit, registration_id: str, digest: str) -> ToKeyAgain | None:
        revision = _revision(unit, registration_id, digest)
        lines = unit.people.lines(unit.registrations.row_ids([registration_id]))
        if revision is None or not lines:
            return None
        mine = revision.made_by == self._session.operator.id
        return ToKeyAgain(next(iter(lines.values())), mine)


def percent_of(unit: Unit) -> int:
    """How many of a hundred this office draws."""
    return int(unit.settings.get(_PERCENT, USUAL))


def draw_sample(session: Session, unit: Unit, approved: Collection[tuple[str, int, str]]) -> int:
    """Draw of what is approved in this transaction: id, number and hash of each; how many."""
    drawn = draw(list(approved), percent_of(unit), _CHANCE)
    for uid, number, digest in drawn:
        unit.audit.note(
            DRAWN,
            uid,
            operator=session.operator.id,
            at=session.clock(),
            detail={"revision": number, "hash": digest},
        )
    return len(drawn)


def _revision(unit: Unit, registration_id: str, digest: str) -> Revision | None:
    history = unit.registrations.history(registration_id)
    return next((each for each in history if each.hash == digest and each.record), None)


def _draft(revision: Revision) -> Draft:
    return Registration.from_record(revision.record).to_draft()


def _against(keyed: Keyed) -> tuple[str, ...]:
    """What counts against who keyed first."""
    return keyed.wrong if keyed.books_wrong is None else keyed.books_wrong
