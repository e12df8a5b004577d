"""The receipt a worker takes home, and the copy of everything held about one person.

Each is gathered (from the books), drawn (without them), and noted before it leaves: a line in the
audit trail that no paper followed harms nobody, a paper that nobody wrote down does.
"""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.domain.dates import read_date
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, HeirDraft
from app.domain.examination import Examination, examine
from app.domain.heirs import Relation, rank
from app.domain.people import mask
from app.domain.reading import NikStatus
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.dossier import ShowRegistration
from app.service.printing.file import keep_paper
from app.service.printing.letterhead import letterhead
from app.service.session import Session
from app.wording.shown import reads

if TYPE_CHECKING:  # reportlab: only where something is drawn
    from app.papers.datasheet import DataSheet, SheetHeir
    from app.papers.receipt import Receipt

To = Literal["printer", "file"]
"""Where a paper goes."""


@needs(Right.PRINT)
class PrintReceipt:
    """The proof of registration (bukti pendaftaran) of one registration."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def gather(self, registration_id: str) -> "Receipt":
        """What stands on it, as of the day of the registration; `registration.unknown`."""
        from app.papers.receipt import Receipt

        session, reference = self._session, self._session.reference
        with session.books.reading() as unit:
            history = unit.registrations.history(registration_id)
            clerks = unit.settings.operator_names()
        if not history:
            raise Refusal(Problem("registration.unknown"))
        first, current = history[0], history[-1]
        held = Registration.from_record(current.record)
        day = first.made_at.astimezone().date()
        told_on = next(each.stamp.at for each in held.statements if each.code == "purpose_told")
        purpose = reference.purpose.on(told_on.astimezone().date())
        place = reference.places.get(held.kelurahan)
        return Receipt(
            number=current.registration_number,
            name=held.name,
            nik_masked=mask(held.nik.digits if held.nik else None),
            kelurahan=place.name if place else held.other_region,
            rt=held.rt,
            occupation=_occupation(held, session),
            registered_on=day,
            start=held.effective_date,
            statements=tuple(
                (each.code, "yes" if each.answer else "no") for each in held.statements
            ),
            checks=tuple(
                (each.rule, each.result.value)
                for each in self._examined(registration_id, held, day).checks
            ),
            purpose_title=purpose.title,
            purpose=purpose.paragraphs,
            purpose_version=purpose.version,
            clerk=clerks.get(first.made_by, ""),
        )

    def _examined(self, registration_id: str, held: Registration, day: date) -> Examination:
        """What the rules say, and the books: they hold a NIK once, unless it is disputed."""
        draft, reference = held.to_draft(), self._session.reference
        if held.nik is None:
            return examine(draft, reference, day)
        with self._session.books.reading() as unit:
            taken = unit.registrations.is_disputed(registration_id, held.nik.digits)
        if taken:
            draft = replace(draft, nik_status=NikStatus.DISPUTED.value)
        return examine(draft, reference, day, duplicate=taken)

    def draw(self, receipt: "Receipt") -> bytes:
        """The receipt as a PDF. Raises `PapersFailure`."""
        from app.papers.receipt import write_receipt

        with self._session.books.reading() as unit:
            head = letterhead(self._session, unit)
        out = BytesIO()
        write_receipt(receipt, out, head, self._session.resources)
        return out.getvalue()

    def note(self, registration_id: str, to: To) -> None:
        """Write down that it leaves now."""
        _note(self._session, "receipt.printed", registration_id, to)

    def keep(self, target: Path, pdf: bytes) -> None:
        """Put it into a file, whole or not at all. Raises `PapersFailure`."""
        keep_paper(target, pdf)


@needs(Right.PRINT)
class PrintDataSheet:
    """All that is held about one person, for that person (UU 27/2022)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._show = ShowRegistration(session)

    def gather(self, registration_id: str) -> "DataSheet":
        """What stands on it. To see it is a look at the registration, and written down as one."""
        from app.papers.datasheet import DataSheet, SheetRevision

        session = self._session
        dossier = self._show(registration_id)
        draft, read = dossier.draft, reads(session.reference)
        return DataSheet(
            number=dossier.number,
            name=draft.name,
            fields=tuple(
                (name, read(name, text)) for name in TEXT_FIELDS if (text := getattr(draft, name))
            ),
            heirs=tuple(self._heir(each, read_date(draft.effective_date)) for each in draft.heirs),
            revisions=tuple(
                SheetRevision(
                    number=each.number,
                    made_at=each.made_at.astimezone(),
                    made_by=each.made_by,
                    state=each.state,
                    changed=tuple(change.field for change in each.differences),
                )
                for each in dossier.revisions
            ),
            printed_on=session.today(),
            printed_by=session.operator.name,
        )

    def draw(self, sheet: "DataSheet") -> bytes:
        """The sheet as a PDF. Raises `PapersFailure`."""
        from app.papers.datasheet import write_data_sheet

        with self._session.books.reading() as unit:
            head = letterhead(self._session, unit)
        out = BytesIO()
        write_data_sheet(sheet, out, head, self._session.resources)
        return out.getvalue()

    def note(self, registration_id: str, to: To) -> None:
        """Write down that it leaves now."""
        _note(self._session, "datasheet.printed", registration_id, to)

    def keep(self, target: Path, pdf: bytes) -> None:
        """Put it into a file, whole or not at all. Raises `PapersFailure`."""
        keep_paper(target, pdf)

    def _heir(self, draft: HeirDraft, start: date) -> "SheetHeir":
        from app.papers.datasheet import SheetHeir

        reference = self._session.reference
        read = reads(reference)
        return SheetHeir(
            fields=tuple(
                (name, read(f"heirs.{name}", text))
                for name in HEIR_FIELDS
                if (text := getattr(draft, name))
            ),
            rank=rank(Relation(draft.relation), reference.heirs, start) if draft.relation else None,
        )


def _occupation(held: Registration, session: Session) -> str:
    known = session.reference.occupations.by_code.get(held.occupation)
    name = known.name if known else held.occupation
    return f"{name} ({held.occupation_detail})" if held.occupation_detail else name


def _note(session: Session, act: str, registration_id: str, to: To) -> None:
    with session.books.transaction() as unit:
        unit.audit.note(
            act,
            registration_id,
            operator=session.operator.id,
            at=session.clock(),
            detail={"to": to},
        )
