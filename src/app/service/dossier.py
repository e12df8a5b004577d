"""Everything the office holds about one registration, to be looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.draft import Draft
from app.domain.ledger import PrintedCard
from app.domain.people import missing_in
from app.domain.record import unsalted
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Override, Registration
from app.domain.revision import Revision
from app.domain.rights import Right
from app.domain.specific import MASK, SOMETHING, Veil, veil
from app.service.allowed import needs
from app.service.session import Session


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """A field that two revisions do not agree on; "" where one does not have it."""

    field: str  # `name`, `heirs.0.birth_date`
    old: str
    new: str


@dataclass(frozen=True, slots=True, repr=False)
class RevisionLine:
    """One revision in the history, with what it changed."""

    number: int
    hash: str
    made_by: str  # the operator's name
    made_at: datetime
    state: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Dossier:
    """A registration with its history, as whoever asked may see it."""

    registration_id: str
    person_id: str
    number: str
    state: str
    draft: Draft  # as a clerk would have typed it; `MASK` in each field of `hidden`
    overrides: tuple[Override, ...]  # those that touch what is hidden are left out
    lacking: tuple[str, ...]  # of `domain.people.MISSING`
    revisions: tuple[RevisionLine, ...]
    cards: Sequence[PrintedCard]
    hidden: frozenset[str] = frozenset()
    """Fields that are masked for the role of whoever asked, filled in or not."""


@needs(Right.SEE)
class ShowRegistration:
    """Opens a registration to look at it; the look is written down, and whether it was masked.

    Specific data (children, health, income) is shown to roles with `Right.SPECIFIC` only.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, registration_id: str) -> Dossier:
        """The dossier, or `Refusal` with `registration.unknown`."""
        with self._session.books.transaction() as unit:
            history = unit.registrations.history(registration_id)
            if not history:
                raise Refusal(Problem("registration.unknown"))
            may = self._session.may(Right.SPECIFIC)
            unit.audit.note(
                "registration.viewed",
                registration_id,
                operator=self._session.operator.id,
                at=self._session.clock(),
                detail={"specific": may},
            )
            names = unit.settings.operator_names()
            cards = unit.cards.of(registration_id)
        current = history[-1]
        held = Registration.from_record(current.record)
        dossier = Dossier(
            registration_id=registration_id,
            person_id=current.person_id,
            number=current.registration_number,
            state=current.state,
            draft=held.to_draft(),
            overrides=held.overrides,
            lacking=missing_in(current.record),
            revisions=tuple(reversed(_lines(history, names))),
            cards=cards,
        )
        return dossier if may else self._veiled(dossier, [each.record for each in history])

    def by_number(self, number: str) -> str:
        """The id behind a registration number, or `Refusal`."""
        with self._session.books.reading() as unit:
            found = unit.registrations.by_number(number)
        if found is None:
            raise Refusal(Problem("registration.unknown"))
        return found

    def _veiled(self, dossier: Dossier, records: Sequence[Mapping[str, Any]]) -> Dossier:
        rules, today = self._session.reference.heirs, self._session.today()
        now, ever = veil(records[-1:], rules, today), veil(records, rules, today)
        return replace(
            dossier,
            draft=now.draft(dossier.draft),
            overrides=tuple(
                each for each in dossier.overrides if not now.touches(each.problem.field)
            ),
            revisions=tuple(
                replace(each, differences=veiled(each.differences, ever))
                for each in dossier.revisions
            ),
            hidden=now.hidden(),
        )


def _lines(history: Sequence[Revision], names: Mapping[str, str]) -> list[RevisionLine]:
    lines = []
    before: Mapping[str, str] | None = None
    for each in history:
        now = flat(each.record)
        lines.append(
            RevisionLine(
                number=each.number,
                hash=each.hash,
                made_by=names.get(each.made_by, ""),
                made_at=each.made_at,
                state=each.state,
                differences=() if before is None else differences(before, now),
            )
        )
        before = now
    return lines


def differences(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Difference, ...]:
    """The fields on which two flat records do not agree, in the order of the first naming."""
    fields = dict.fromkeys((*old, *new))
    return tuple(
        Difference(field, old.get(field, ""), new.get(field, ""))
        for field in fields
        if old.get(field, "") != new.get(field, "")
    )


def veiled(found: Sequence[Difference], over: Veil) -> tuple[Difference, ...]:
    """Differences for a role that may not see specific data.

    All that is hidden becomes one of `SOMETHING`, the last: which field it was, and whether it
    was filled, says too much.
    """
    shown = [each for each in found if not over.hides(each.field)]
    if len(shown) < len(found):
        shown.append(Difference(SOMETHING, MASK, MASK))
    return tuple(shown)


def flat(record: Mapping[str, Any]) -> dict[str, str]:
    """A record as text by field, heirs as `heirs.0.name`; who and when of statements left out."""
    texts: dict[str, str] = {}
    for field, value in unsalted(record).items():
        if field == "statements":
            texts.update({code: str(each["answer"]) for code, each in value.items()})
        elif field == "heirs":
            for position, heir in enumerate(value):
                texts.update({f"heirs.{position}.{name}": str(text) for name, text in heir.items()})
        elif field == "reasons":
            continue
        else:
            texts[field] = str(value)
    return texts
