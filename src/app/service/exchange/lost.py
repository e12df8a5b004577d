"""Whose data lay in a file or on a stick that is lost: what a breach letter is written from.

UU 27/2022 Pasal 46: the residents and the authority are told within 3 times 24 hours whose data, of
what kind, when and how. The file is sealed, so what was lost opens without the city's key for
nobody; the letter says that too.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from app.domain.heirs import standing
from app.domain.people import mask
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.session import Session
from app.store.books import Unit
from app.wording import people as wording
from app.wording.catalogue import long_day

_BLOCK = 300


@needs(Right.EXPORT)
class ListLost:
    """Writes the list of one sealed file that was made here, NIK masked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(
        self,
        file_id: str,
        target: Path,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int | None:
        """How many residents stand in the xlsx file now; None when it was cancelled.

        `Refusal`: `cover.unknown` for a file that these books did not make. `SheetsFailure` where
        the disk says no. The list is there whole or not at all, and never without its entry in the
        audit trail.
        """
        from app.sheets.export import Column, export  # XlsxWriter: only when it is used
        from app.sheets.failure import Cancelled

        session = self._session
        session.require(Right.EXPORT)
        with session.books.reading() as unit:
            file = next((each for each in unit.files.made() if each.id == file_id), None)
            if file is None:
                raise Refusal(Problem("cover.unknown"))
            ids = unit.files.residents(file)
            try:
                return export(
                    target,
                    [Column(title, width) for title, width in wording.LOST_COLUMNS.items()],
                    self._rows(unit, file_id, ids),
                    caption=(
                        wording.LOST_TITLE.format(file=file.name),
                        wording.LOST_MADE.format(
                            day=long_day(file.made_at.astimezone().date()), count=len(ids)
                        ),
                        wording.LOST_SEALED,
                    ),
                    sheet=wording.LOST_SHEET,
                    progress=lambda done: progress(done, len(ids)),
                    cancelled=cancelled,
                )
            except Cancelled:
                return None

    def _rows(
        self, unit: Unit, file_id: str, ids: Sequence[str]
    ) -> Iterator[list[str | date | int | None]]:
        session = self._session
        today = session.today()
        for start in range(0, len(ids), _BLOCK):
            block = ids[start : start + _BLOCK]
            held = unit.registrations.currents(block)
            for each in block:
                who = Registration.from_record(held[each].record)
                family = standing(who.heirs, session.reference.heirs, today)
                yield [
                    held[each].registration_number,
                    who.name,
                    mask(who.nik.digits if who.nik else None) or wording.NO_NIK,
                    who.birth_date,
                    who.address,
                    who.rt,
                    who.phone,
                    len(who.heirs),
                    sum(each.minor for each in family),
                ]
        # after the last row and before the file takes its place: neither without the other
        with session.books.transaction() as unit:
            unit.audit.note(
                "file.lost_listed",
                file_id,
                operator=session.operator.id,
                at=session.clock(),
                detail={"count": len(ids)},
            )
