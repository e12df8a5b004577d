"""Typing that is not finished: kept as it is typed, found again after anything."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.draft import Draft
from app.domain.ids import new_id
from app.domain.people import mask
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration
from app.domain.revision import KeptDraft, Revision
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.citys_word import demand_unmerged
from app.service.session import Session


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class OpenDraft:
    """A draft on a clerk's screen."""

    id: str
    person_id: str  # who it is about; a new person's, until the register says otherwise
    draft: Draft
    field: str  # where the cursor was
    registration_id: str | None  # what it corrects, if anything
    based_on: str | None  # hash of the revision it was begun from
    number: str  # registration number of what it corrects, or ""
    saved_at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class DraftLine:
    """One unfinished draft as lists show it."""

    id: str
    name: str
    nik_masked: str
    number: str
    from_list: bool
    saved_at: datetime


@needs(Right.REGISTER, mine=Right.SEE, interrupted=Right.SEE, put_down=Right.SEE)
class Drafts:
    """The drafts of the operator at work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._in_hand = f"draft.in_hand:{session.operator.id}"

    def open(self, registration_id: str | None = None) -> OpenDraft:
        """An empty draft, or the correction of a registration; a correction begun is resumed.

        Nothing is kept before something is typed: an untouched form leaves no ghost. To open a
        correction is a look at all that is held, and written down as one.

        `Refusal`: `registration.unknown`, `registration.merged` (it goes on as another one).
        """
        now = self._session.clock()
        if registration_id is None:
            fresh = new_id(now)
            return OpenDraft(fresh, fresh, Draft(), "", None, None, "", now)
        with self._session.books.transaction() as unit:
            current = unit.registrations.current(registration_id)
            if current is None:
                raise Refusal(Problem("registration.unknown"))
            demand_unmerged(self._session, unit, registration_id)
            begun = unit.drafts.of_registration(registration_id, self._session.operator.id)
            unit.audit.note(
                "registration.viewed",
                registration_id,
                operator=self._session.operator.id,
                at=now,
                detail={"specific": True},
            )
        if begun is not None:
            return self._opened(begun, current.registration_number)
        return OpenDraft(
            id=new_id(now),
            person_id=current.person_id,
            draft=Registration.from_record(current.record).to_draft(),
            field="",
            registration_id=registration_id,
            based_on=current.hash,
            number=current.registration_number,
            saved_at=now,
        )

    def keep(self, opened: OpenDraft, draft: Draft, field: str) -> OpenDraft:
        """Keep what is typed so far; it is on disk when this returns."""
        kept = replace(opened, draft=draft, field=field, saved_at=self._session.clock())
        with self._session.books.transaction() as unit:
            held = unit.drafts.get(opened.id)
            corrects = opened.registration_id
            if corrects and unit.registrations.current(corrects) is None:
                # its list was taken back meanwhile; what is typed stays, as somebody new
                kept = replace(kept, registration_id=None, based_on=None, number="")
            unit.drafts.put(
                KeptDraft(
                    id=kept.id,
                    person_id=kept.person_id,
                    registration_id=kept.registration_id,
                    based_on=kept.based_on,
                    content=draft.to_plain(),
                    field=field,
                    operator=self._session.operator.id,
                    import_id=held.import_id if held else None,
                    saved_at=kept.saved_at,
                )
            )
            if unit.settings.get(self._in_hand) != kept.id:
                unit.settings.put(self._in_hand, kept.id)
        return kept

    def interrupted(self) -> str | None:
        """The draft that was in hand when the program ended without `put_down`; None if none."""
        with self._session.books.reading() as unit:
            draft_id = unit.settings.get(self._in_hand)
            return draft_id if draft_id and unit.drafts.get(draft_id) else None

    def put_down(self) -> None:
        """The work ends in good order: what is not finished waits in the list till it is asked."""
        with self._session.books.transaction() as unit:
            unit.settings.remove(self._in_hand)

    def mine(self) -> tuple[DraftLine, ...]:
        """The operator's drafts and those that came in by lists, last touched first."""
        with self._session.books.reading() as unit:
            kept = unit.drafts.of(self._session.operator.id)
            corrected = unit.registrations.currents(
                [each.registration_id for each in kept if each.registration_id]
            )
        return tuple(_line(each, corrected.get(each.registration_id or "")) for each in kept)

    def resume(self, draft_id: str) -> OpenDraft:
        """A kept draft, to go on at the field where the clerk was."""
        with self._session.books.reading() as unit:
            kept = unit.drafts.get(draft_id)
            if kept is None:
                raise Refusal(Problem("draft.unknown"))
            number = ""
            if kept.registration_id is not None:
                current = unit.registrations.current(kept.registration_id)
                number = current.registration_number if current else ""
        return self._opened(kept, number)

    def drop(self, draft_id: str) -> None:
        """Throw a draft away."""
        with self._session.books.transaction() as unit:
            unit.drafts.drop(draft_id)
            unit.audit.note(
                "draft.dropped",
                draft_id,
                operator=self._session.operator.id,
                at=self._session.clock(),
            )

    def _opened(self, kept: KeptDraft, number: str) -> OpenDraft:
        return OpenDraft(
            id=kept.id,
            person_id=kept.person_id,
            draft=Draft.from_plain(kept.content),
            field=kept.field,
            registration_id=kept.registration_id,
            based_on=kept.based_on,
            number=number,
            saved_at=kept.saved_at,
        )


def _line(kept: KeptDraft, corrected: Revision | None) -> DraftLine:
    return DraftLine(
        id=kept.id,
        name=str(kept.content.get("name", "")),
        nik_masked=mask(str(kept.content.get("nik", ""))),
        number=corrected.registration_number if corrected else "",
        from_list=kept.import_id is not None,
        saved_at=kept.saved_at,
    )
