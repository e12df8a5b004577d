"""The sample: a few of what was approved are keyed again from the papers, by somebody else."""

from collections.abc import Collection
from dataclasses import dataclass
from random import SystemRandom

from app.domain.draft import Draft
from app.domain.people import PersonLine
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration
from app.domain.revision import Revision
from app.domain.rights import Right
from app.domain.sample import USUAL, Compared, ErrorRate, compare, demand_percent, draw
from app.service.allowed import needs
from app.service.session import Session
from app.store.books import Unit
from app.store.samples import DRAWN, KEYED

_PERCENT = "sample.percent"
_CHANCE = SystemRandom().random


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a name
class ToKeyAgain:
    """Somebody whose papers are to be taken out of the cabinet once more."""

    line: PersonLine
    is_mine: bool
    """Made by whoever is logged in, who therefore is not the one to key it."""


@needs(Right.CHECK_AGAIN, percent=Right.SEE, put_percent=Right.SETTINGS, rates=Right.AUDIT)
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

    def waiting(self) -> tuple[ToKeyAgain, ...]:
        """Who was drawn and not keyed yet, the oldest first."""
        with self._session.books.reading() as unit:
            found = []
            for drawn in unit.samples.waiting():
                revision = _revision(unit, drawn.registration_id, drawn.hash)
                lines = unit.people.lines(unit.registrations.row_ids([drawn.registration_id]))
                if revision is not None and lines:
                    mine = revision.made_by == self._session.operator.id
                    found.append(ToKeyAgain(next(iter(lines.values())), mine))
            return tuple(found)

    def __call__(self, registration_id: str, typed: Draft) -> Compared:
        """Compare what was typed with the revision that was drawn; once for each.

        `Refusal`: `sample.not_drawn`, `sample.own` (a second person keys it).
        """
        session = self._session
        with session.books.transaction() as unit:
            drawn = [e for e in unit.samples.waiting() if e.registration_id == registration_id]
            revision = _revision(unit, registration_id, drawn[0].hash) if drawn else None
            if revision is None:
                raise Refusal(Problem("sample.not_drawn"))
            if revision.made_by == session.operator.id:
                raise Refusal(Problem("sample.own"))
            held = Registration.from_record(revision.record).to_draft()
            found = compare(held, typed, session.today())
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

    def rates(self) -> tuple[ErrorRate, ...]:
        """The error rate of each operator of whom something was keyed again, by name."""
        with self._session.books.reading() as unit:
            names, keyed = unit.settings.operator_names(), unit.samples.keyed()
        found = {}
        for maker in {each.maker for each in keyed}:
            theirs = [each for each in keyed if each.maker == maker]
            fields = sum(each.fields for each in theirs)
            wrong = sum(each.wrong for each in theirs)
            found[maker] = ErrorRate(names.get(maker, ""), len(theirs), fields, wrong)
        return tuple(sorted(found.values(), key=lambda each: each.operator))


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
