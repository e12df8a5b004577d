"""The list of a decree as PDF or xlsx: NIK masked to be announced, whole only for a reason.

The file is there whole or not at all, and never without its line in the audit trail.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.card import without_whole_numbers
from app.domain.decree_list import FullReason, ListedPerson, read_full_reason
from app.domain.decrees import Decree
from app.domain.people import mask
from app.domain.programme import Programme
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import demand_city
from app.service.printing.file import Unfinished, paper_file
from app.service.printing.letterhead import letterhead
from app.service.session import Session
from app.store.books import Unit
from app.wording import decree as wording

if TYPE_CHECKING:  # reportlab: only where something is drawn
    from app.papers.decree import DecreeList

PDF, XLSX = ".pdf", ".xlsx"

_WIDTHS = (7, 40, 20, 24, 6)  # characters, in the order of `wording.COLUMNS`
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z]+")


def file_name(decree: Decree, kind: str, *, full: bool) -> str:
    """What the file is called, where nobody says otherwise: by the decree, never by a person."""
    number = _NOT_IN_NAMES.sub("-", wording.named(decree.number)).strip("-")
    return f"{number}-{'lengkap' if full else 'disamarkan'}{kind}"


@needs(Right.EXPORT)
class DecreePapers:
    """Writes the list of people a decree names, each as the decree found them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(
        self,
        decree_id: str,
        target: Path,
        *,
        full: bool = False,
        reason: str = "",
        progress: Callable[[int, int], None] = lambda done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int | None:
        """How many stand in the file now; None when it was stopped. `target` names its kind.

        With `full` the NIK are whole, and `reason` is one of `FullReason`. `Refusal`:
        `decree.unknown`, `decree.file`, `decree.full_reason`. `PapersFailure` or `SheetsFailure`
        where the disk says no.
        """
        session = self._session
        demand_city(session)
        given = read_full_reason(reason) if full else None
        kind = target.suffix.lower()
        if kind not in (PDF, XLSX):
            raise Refusal(Problem("decree.file", "out"))
        with session.books.reading() as unit:
            decree = unit.decrees.get(decree_id)
            if decree is None:
                raise Refusal(Problem("decree.unknown"))
            write = self._pdf if kind == PDF else self._sheet
            return write(unit, decree, target, given, progress, cancelled)

    def _pdf(
        self,
        unit: Unit,
        decree: Decree,
        target: Path,
        reason: FullReason | None,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> int | None:
        from app.papers.decree import write_decree

        session = self._session
        with paper_file(target) as out:
            written = write_decree(
                self._list(unit, decree, reason),
                self._people(unit, decree, reason),
                out,
                letterhead(session, unit),
                session.resources,
                lambda count: progress(count, decree.people),
                cancelled,
            )
            if written.cancelled:
                raise Unfinished
            self._note(decree, PDF, reason)
            return written.people
        return None

    def _sheet(
        self,
        unit: Unit,
        decree: Decree,
        target: Path,
        reason: FullReason | None,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> int | None:
        from app.sheets.export import Column, export
        from app.sheets.failure import Cancelled

        head = self._list(unit, decree, reason)
        caption = [
            f"{wording.heading(head.city)}. {wording.number(head.number)}."
            f" {wording.signed(head.signed_on)}.",
            f"{wording.about(head.programme, head.year)}: {wording.people(head.people)}.",
            f"{wording.FULL if reason else wording.MASKED} {head.made}",
        ]
        if head.cancelled_on:
            caption.insert(0, wording.cancelled(head.cancelled_on))
        columns = [
            Column(title, width) for title, width in zip(wording.COLUMNS, _WIDTHS, strict=True)
        ]
        try:
            return export(
                target,
                columns,
                self._rows(unit, decree, reason),
                caption=caption,
                sheet=wording.SHEET,
                progress=lambda count: progress(count, decree.people),
                cancelled=cancelled,
            )
        except Cancelled:
            return None

    def _rows(
        self, unit: Unit, decree: Decree, reason: FullReason | None
    ) -> Iterator[tuple[int | str, ...]]:
        for each in self._people(unit, decree, reason):
            erased = not each.name
            nik = each.nik or ("" if erased else wording.NO_NIK)
            yield (each.position, each.name or wording.ERASED, nik, each.kelurahan, each.rt)
        # after the last row and before the file takes its place: neither without the other
        self._note(decree, XLSX, reason)

    def _people(
        self, unit: Unit, decree: Decree, reason: FullReason | None
    ) -> Iterable[ListedPerson]:
        """As they are printed: places by name, and NIK whole only where there is a reason."""
        places = self._session.reference.places
        for each in unit.decrees.listed(decree.id):
            place = places.get(each.kelurahan)
            yield replace(
                each,
                kelurahan=place.name if place else each.kelurahan,
                nik=each.nik if reason else mask(each.nik),
                name=each.name if reason else without_whole_numbers(each.name),
            )

    def _list(self, unit: Unit, decree: Decree, reason: FullReason | None) -> "DecreeList":
        from app.papers.decree import DecreeList

        session = self._session
        city = session.reference.city
        programme = _programme_then(unit, decree)
        today = session.today()
        gone = decree.cancelled_at
        return DecreeList(
            number=decree.number,
            signed_on=decree.signed_on,
            city=city.name,
            place=city.short_name,
            programme=programme.name if programme else "",
            year=programme.year if programme else decree.signed_on.year,
            legal_basis=programme.legal_basis if programme else "",
            people=decree.people,
            is_full=reason is not None,
            made=wording.made(session.operator.name, today, reason),
            cancelled_on=gone.astimezone().date() if gone else None,
        )

    def _note(self, decree: Decree, kind: str, reason: FullReason | None) -> None:
        session = self._session
        with session.books.transaction() as unit:
            unit.audit.note(
                "decree.printed",
                decree.id,
                operator=session.operator.id,
                at=session.clock(),
                detail={
                    "people": decree.people,
                    "kind": kind.lstrip("."),
                    "full": reason is not None,
                    "reason": reason.value if reason else "",
                },
            )


def _programme_then(unit: Unit, decree: Decree) -> Programme | None:
    """The programme as it stood when the decree was written down."""
    states = [
        state for state, _, _, at in unit.programmes.history(decree.programme) if at <= decree.at
    ]
    return states[-1] if states else None
