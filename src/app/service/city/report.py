"""The monthly report as a paper, and the numbers behind it as a spreadsheet."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.five import Five
from app.domain.months import Month
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.city.dashboard import Dashboard, OfKelurahan, ShowDashboard
from app.service.printing.file import keep_paper
from app.service.printing.letterhead import letterhead
from app.service.session import Session
from app.wording import report as wording

if TYPE_CHECKING:  # reportlab: only where something is drawn
    from app.papers.report import Report


@needs(Right.SEE)
class PrintReport:
    """The report of the city or of one kelurahan, as of today or of the end of a month.

    It names nobody, so it is no export of residents.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def draw(self, month: Month | None = None, office: str = "") -> bytes:
        """The report as a PDF. `Refusal` with `report.office` for none of the city's.

        Raises `PapersFailure`.
        """
        from app.papers.report import write_report

        session = self._session
        shown = ShowDashboard(session)(month)
        report = self._of_kelurahan(shown, office) if office else self._of_city(shown)
        with session.books.reading() as unit:
            head = letterhead(session, unit)
        out = BytesIO()
        write_report(report, out, head, session.resources)
        return out.getvalue()

    def keep(self, target: Path, pdf: bytes, office: str = "") -> None:
        """Put it into a file, whole or not at all. Raises `PapersFailure`."""
        self._note(office, "pdf")
        keep_paper(target, pdf)

    def sheet(self, target: Path, month: Month | None = None) -> int:
        """The numbers of every kelurahan as xlsx; how many lines. Raises `SheetsFailure`."""
        from app.sheets.export import Column, export

        shown = ShowDashboard(self._session)(month)
        titles = [wording.KELURAHAN, *(name for name, _ in wording.FIVE.values())]
        columns = [Column(each, 24 if place == 0 else 14) for place, each in enumerate(titles)]
        columns += [Column(wording.TARGET, 10), Column(wording.NOTE, 44)]
        rows = [
            [each.name, *_numbers(each.five), each.target, _note(each)] for each in shown.kelurahan
        ]
        self._note("", "xlsx")
        return export(target, columns, rows, sheet=wording.BY_KELURAHAN)

    def _note(self, office: str, kind: str) -> None:
        session = self._session
        with session.books.transaction() as unit:
            unit.audit.note(
                "report.printed",
                office or "-",
                operator=session.operator.id,
                at=session.clock(),
                detail={"to": kind},
            )

    def _of_city(self, shown: Dashboard) -> "Report":
        from app.papers.report import Money, Place, Report

        budget = shown.budget
        return Report(
            place=self._session.reference.city.name,
            is_city=True,
            as_of=shown.as_of,
            five=shown.whole,
            over_time=shown.over_time,
            places=[
                Place(each.name, each.five, each.target, _note(each)) for each in shown.kelurahan
            ],
            money=Money(
                ceiling=budget.programme.ceiling,
                spent=budget.spent,
                per_month=budget.per_month,
                whole=budget.whole,
                rest=budget.rest,
                losses=[(each.day, each.people) for each in budget.losses],
            )
            if budget
            else None,
            duplicates=shown.duplicates,
            late=wording.late(each.standing for each in shown.late),
        )

    def _of_kelurahan(self, shown: Dashboard, office: str) -> "Report":
        from app.papers.report import Report

        wanted = office.replace(".", "")
        found = next((each for each in shown.kelurahan if each.office == wanted), None)
        if found is None:
            raise Refusal(Problem("report.office", "office"))
        return Report(
            place=f"Kelurahan {found.name}",
            is_city=False,
            as_of=shown.as_of,
            five=found.five,
            over_time=found.over_time,
        )


def _note(each: OfKelurahan) -> str:
    return wording.note(each.standing, each.missing, each.silent_days)


def _numbers(five: Five) -> list[int]:
    return [five.registered, five.checked, five.funded, five.active, five.in_hand]
