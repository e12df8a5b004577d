"""A list of people as a plain spreadsheet: the named exception to "nothing leaves unsealed"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.domain.export import ExportReason, read_reason
from app.domain.people import PersonLine, Query
from app.domain.reference import Reference
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.exchange.common import is_city
from app.service.session import Session
from app.store.books import Unit
from app.wording import names
from app.wording import people as wording
from app.wording.catalogue import long_day

BLOCK = 500
"""People that are in memory at once."""

WIDTHS = {
    "name": 32, "nik": 18, "birth_date": 12, "sex": 12, "kelurahan": 20, "rt": 6,
    "occupation": 28, "number": 24, "state": 16, "card": 16, "missing": 32, "changed_at": 17,
}  # fmt: skip
"""Characters by column, in the order of the sheet."""

AT_CITY = {("decision" if name == "state" else name): width for name, width in WIDTHS.items()}
"""The same for the city, whose own word is what counts there."""


@needs(Right.EXPORT)
class ExportPeople:
    """Writes the answer to a query as xlsx, NIK masked, and writes down that it was done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(
        self,
        query: Query,
        target: Path,
        reason: str,
        progress: Callable[[int, int], None] = lambda done, total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int | None:
        """How many people stand in the file now; None when it was cancelled.

        The file is there whole or not at all, and never without its entry in the audit trail.
        `Refusal` with `export.reason` where `reason` is none; `SheetsFailure` with the `problem`
        where the disk says no.
        """
        from app.sheets.export import Column, export  # XlsxWriter: only when it is used
        from app.sheets.failure import Cancelled

        given = read_reason(reason)
        widths = AT_CITY if is_city(self._session) else WIDTHS
        columns = [Column(wording.COLUMNS[name], width) for name, width in widths.items()]
        with self._session.books.reading() as unit:
            ids = unit.people.ids(query)
            total = len(ids)
            try:
                return export(
                    target,
                    columns,
                    self._rows(unit, ids, query, given),
                    caption=self._caption(unit, query, total, given),
                    sheet=wording.SHEET,
                    progress=lambda done: progress(done, total),
                    cancelled=cancelled,
                )
            except Cancelled:
                return None

    def _rows(
        self, unit: Unit, ids: Sequence[int], query: Query, reason: ExportReason
    ) -> Iterator[list[str | date]]:
        names_of_columns = tuple(AT_CITY if is_city(self._session) else WIDTHS)
        for start in range(0, len(ids), BLOCK):
            block = ids[start : start + BLOCK]
            lines = unit.people.lines(block)
            for each in block:
                yield _cells(lines[each], self._session.reference, names_of_columns)
        # after the last row and before the file takes its place: neither without the other
        self._note(query, len(ids), reason)

    def _note(self, query: Query, count: int, reason: ExportReason) -> None:
        session = self._session
        with session.books.transaction() as unit:
            unit.audit.note(
                "people.exported",
                query.import_id,
                operator=session.operator.id,
                at=session.clock(),
                detail={
                    "count": count,
                    "reason": reason.value,
                    "states": list(query.states),
                    "decisions": list(query.decisions),
                    "office": query.office,
                    "rt": query.rt,
                    "missing": list(query.missing),
                    "card": query.card,
                    "searched": bool(query.words),  # never the words: they may be a NIK
                },
            )

    def _named(self, query: Query) -> Query:
        """The query as a person reads it: the kelurahan by its name."""
        places = self._session.reference.places.kelurahan()
        names_of = {each.code.replace(".", ""): each.name for each in places}
        return replace(query, office=names_of.get(query.office, query.office))

    def _caption(
        self, unit: Unit, query: Query, count: int, reason: ExportReason
    ) -> tuple[str, str, str]:
        session = self._session
        place = unit.settings.get("place", "")
        known = session.reference.places.get(place)
        now = session.clock().astimezone()
        title = wording.CITY_SHEET_TITLE if is_city(session) else wording.SHEET_TITLE
        return (
            title.format(office=known.name if known else place),
            wording.SHEET_MADE.format(
                clerk=session.operator.name,
                day=long_day(now.date()),
                time=now.strftime("%H.%M"),
                reason=wording.EXPORT_REASONS[reason],
            ),
            wording.SHEET_ASKED.format(count=count, asked=wording.asked(self._named(query))),
        )


def _cells(line: PersonLine, reference: Reference, columns: Sequence[str]) -> list[str | date]:
    place = reference.places.get(line.kelurahan)
    job = reference.occupations.by_code.get(line.occupation)
    shown: dict[str, str | date] = {
        "name": line.name,
        "nik": line.nik_masked or wording.NO_NIK,
        "birth_date": line.birth_date,
        "sex": names.SEXES.get(line.sex, line.sex),
        "kelurahan": place.name if place else line.kelurahan,
        "rt": line.rt,
        "occupation": job.name if job else line.occupation,
        "number": line.number,
        "state": names.REVISION_STATES.get(line.state, line.state),
        "decision": names.DECISION_STATES.get(line.decision, line.decision),
        "card": names.CARD_STATES.get(line.card, line.card),
        "missing": wording.missing(line.missing),
        "changed_at": line.changed_at.astimezone().replace(tzinfo=None),  # Excel knows no zones
    }
    return [shown[name] for name in columns]
