"""Take a registration into the books, or a correction of one."""

from dataclasses import dataclass

from app.domain.draft import Draft
from app.domain.ids import new_id
from app.domain.likeness import Strength, Suspect
from app.domain.record import content_hash, salted, unsalted
from app.domain.refusal import Level, Problem, Refusal
from app.domain.registration import Registration, Stamp, examine
from app.domain.revision import Revision
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.citys_word import demand_unmerged
from app.service.duplicates import FindDuplicates
from app.service.exchange.common import own_name
from app.service.exchange.limits import Limits
from app.service.numbers import take_numbers
from app.service.session import Session
from app.store.books import Unit


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in the books now. The problems are those that were overridden, and notes."""

    registration_id: str
    number: str
    revision: int
    problems: tuple[Problem, ...]


@needs(Right.REGISTER)
class Register:
    """Makes a draft a complete registration, or the next revision of one."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._find = FindDuplicates(session)

    def __call__(
        self,
        draft: Draft,
        draft_id: str | None = None,
        *,
        correcting: str | None = None,
        import_id: str | None = None,
    ) -> Kept:
        """Keep it, on disk when this returns; or raise `Refusal` and keep nothing.

        With a `draft_id` the draft's own origin decides what is corrected and from which
        revision, and the draft goes when the registration is kept. `correcting` is a
        registration's id, for a caller without a draft. Refusals besides those of the rules:
        `nik.taken`, `duplicate.strong` (a reason under that code, or a verdict, lets it pass),
        `revision.stale` (somebody changed it meanwhile), `registration.unknown`,
        `registration.merged`, `registration.not_own` (another station's to correct),
        `draft.unknown` (that draft is registered or dropped already), and the limits of
        `exchange.limits` for somebody new.
        """
        session = self._session
        now = session.clock()
        with session.books.reading() as unit:
            held = unit.drafts.get(draft_id) if draft_id else None
            target = held.registration_id if held and held.registration_id else correcting
            current = unit.registrations.current(target) if target else None
            owned = target is None or unit.registrations.owner(target) == own_name(session)
            if target:
                demand_unmerged(session, unit, target)
        if draft_id and held is None:
            raise Refusal(Problem("draft.unknown"))
        if target and current is None:
            raise Refusal(Problem("registration.unknown"))
        if current is None:
            Limits(session).demand_open()
        elif not owned:
            raise Refusal(Problem("registration.not_own"))
        previous = Registration.from_record(current.record) if current else None
        examined = examine(draft, session.reference, session.today())
        registration = Registration.from_examination(
            examined, Stamp(session.operator.id, now), previous
        )
        person_id = current.person_id if current else held.person_id if held else new_id(now)
        suspects = self._find(draft, besides=target, person_id=person_id)
        self._refuse_unasked(registration, suspects)

        record = salted(
            registration.to_record(), current.record if current else None, own_name(session)
        )
        with session.books.transaction() as unit:
            self._make_way(unit, registration, target)
            if current is None:
                revision = self._first(unit, record, person_id)
                unit.registrations.add(
                    revision, unit.settings.home(), import_id or (held.import_id if held else None)
                )
            else:
                parent = held.based_on if held and held.based_on else current.hash
                revision = self._next(current, record, parent)
                if not unit.registrations.add_revision(revision):
                    raise Refusal(Problem("revision.stale"))
            if held is not None:
                unit.drafts.drop(held.id)
            unit.audit.note(
                "registration.kept",
                revision.registration_id,
                operator=session.operator.id,
                at=now,
                detail={"revision": revision.number, "hash": revision.hash},
            )
        return Kept(
            revision.registration_id,
            revision.registration_number,
            revision.number,
            (
                *registration.overridden(),
                *(each for each in examined.problems if each.level is Level.NOTE),
            ),
        )

    def _refuse_unasked(self, registration: Registration, suspects: tuple[Suspect, ...]) -> None:
        """Nobody is registered twice without a person having looked."""
        strong = [each for each in suspects if each.strength is Strength.STRONG]
        answered = {each.problem.code for each in registration.overrides}
        if strong and "duplicate.strong" not in answered:
            facts = (("number", strong[0].number),)
            raise Refusal(Problem("duplicate.strong", "name", Level.WARN, facts))

    def _make_way(self, unit: Unit, registration: Registration, target: str | None) -> None:
        """One active NIK in a register, except where both sides are marked as disputed."""
        if registration.nik is None:
            return
        holder = unit.registrations.holder_of_nik(registration.nik.digits, besides=target)
        if holder is None:
            return
        other = unit.registrations.current(holder)
        number = other.registration_number if other else ""
        is_disputed = registration.is_disputed or (
            target is not None and unit.registrations.is_disputed(target, registration.nik.digits)
        )
        if not is_disputed:
            raise Refusal(Problem("nik.taken", "nik", facts=(("number", number),)))
        unit.registrations.dispute(holder)
        unit.audit.note(
            "nik.disputed", holder, operator=self._session.operator.id, at=self._session.clock()
        )

    def _first(self, unit: Unit, record: dict[str, object], person_id: str) -> Revision:
        (number,) = take_numbers(self._session, unit)
        now = self._session.clock()
        return Revision(
            registration_id=new_id(now),
            person_id=person_id,
            registration_number=number.text,
            number=1,
            parent=None,
            hash=content_hash(record),
            record=record,
            state="complete",
            incarnation=number.incarnation,
            made_by=self._session.operator.id,
            made_at=now,
        )

    def _next(self, current: Revision, record: dict[str, object], parent: str) -> Revision:
        if unsalted(record) == unsalted(current.record):
            raise Refusal(Problem("revision.same"))
        return Revision(
            registration_id=current.registration_id,
            person_id=current.person_id,
            registration_number=current.registration_number,
            number=current.number + 1,
            parent=parent,
            hash=content_hash(record),
            record=record,
            state="complete",
            incarnation=self._session.station.incarnation.number,
            made_by=self._session.operator.id,
            made_at=self._session.clock(),
        )
