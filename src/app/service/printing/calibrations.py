"""What each printer of the office does wrong, and the page by which that is measured."""

from dataclasses import asdict, replace
from io import BytesIO
from typing import Any, Literal

from app.domain.card import CROSSES, Calibration, Measured, Offset, Sheet
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.printing.letterhead import letterhead
from app.service.session import Session

Side = Literal["front", "back"]


@needs(Right.PRINT)
class Calibrations:
    """Keeps an offset per printer, kind of paper and side."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, printer: str, sheet: Sheet) -> Calibration:
        """The calibration of a printer; a printer nobody measured does nothing wrong."""
        with self._session.books.reading() as unit:
            plain = unit.settings.get(_name(printer, sheet), {})
        return Calibration(**{side: Offset(**offset) for side, offset in plain.items()})

    def page(self, printer: str, sheet: Sheet) -> bytes:
        """The page to measure, as a PDF made with the calibration as it is now."""
        from app.papers.calibration import write_calibration

        session = self._session
        with session.books.reading() as unit:
            head = letterhead(session, unit)
        out = BytesIO()
        write_calibration(out, sheet, self.of(printer, sheet), head, session.resources)
        return out.getvalue()

    def measure(self, printer: str, sheet: Sheet, side: Side, found: Measured) -> Calibration:
        """Correct one side by what was measured on the page; `Refusal` with `calibration.far`."""
        now = self.of(printer, sheet)
        try:
            offset = getattr(now, side).corrected(CROSSES[sheet], found)
        except ValueError:
            raise Refusal(Problem("calibration.far", side)) from None
        return self._keep(printer, sheet, replace(now, **{side: offset}))

    def forget(self, printer: str, sheet: Sheet) -> Calibration:
        """From now on the printer counts as one nobody measured."""
        return self._keep(printer, sheet, Calibration())

    def _keep(self, printer: str, sheet: Sheet, calibration: Calibration) -> Calibration:
        session = self._session
        plain: dict[str, Any] = asdict(calibration)
        with session.books.transaction() as unit:
            unit.settings.put(_name(printer, sheet), plain)
            unit.audit.note(
                "printer.calibrated",
                "",  # people give printers the names of people
                operator=session.operator.id,
                at=session.clock(),
                detail={"sheet": sheet},
            )
        return calibration


def _name(printer: str, sheet: Sheet) -> str:
    return f"printer.{sheet}.{printer}"
