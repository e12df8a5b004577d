"""The list of 200,000 people: how soon it is there, and how soon its end is.

    python tests/benchmarks/bench_list.py [--people 200000] [--rounds 15]

*Open* is from asking for everybody to the first rows on the screen; *whole* until their number is
known and the scroll bar is true (150 ms of it are the pause that the page waits for); *end* is from
the End key to the last rows. The floor is the same table with as many rows made up on the spot.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from tests.benchmarks import people_200k  # puts src on the path
from tests.benchmarks.floors import LIMITS, median, tell

from app.desk.people.page import PeoplePage
from app.desk.people.uses import PeopleUses
from app.domain.examination import examine
from app.domain.people import Query, Sort
from app.kit import theme
from app.kit.files import SystemFiles
from app.kit.jobs import Jobs
from app.kit.people.finder import PAUSE_MS
from app.kit.people.table import choose_row
from app.service.answer import AnswerCity
from app.service.citys_word import ShowCitysWord
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.exchange.report import ReportEvent
from app.service.export import ExportPeople
from app.service.handing import HandCards
from app.service.people import People
from app.service.session import Session

ASKED = (
    Query(), Query(sort=Sort.RT), Query(sort=Sort.CHANGED, descending=True),
    Query(words="muhammad"), Query(missing=("phone",)), Query(sort=Sort.BIRTH),
)  # fmt: skip


class MadeUp(QAbstractTableModel):
    """Rows that cost nothing to read."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__()
        self._rows, self._columns = rows, columns

    def rowCount(self, parent: object = None) -> int:  # noqa: N802
        return self._rows

    def columnCount(self, parent: object = None) -> int:  # noqa: N802
        return self._columns

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return "SITI NORHAYATI" if role == Qt.ItemDataRole.DisplayRole else None


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is true."""
    while not done():
        QApplication.processEvents()


def paint(widget: QWidget) -> None:
    """Bring what is to be seen onto the screen."""
    widget.repaint()
    QApplication.processEvents()


def page_on(session: Session, jobs: Jobs) -> PeoplePage:
    """The page as `launch` makes it, in sight."""
    uses = PeopleUses(
        people=People(session),
        drafts=Drafts(session),
        show_registration=ShowRegistration(session),
        export=ExportPeople(session),
        examine=lambda draft: examine(draft, session.reference, session.today()),
        citys_word=ShowCitysWord(session),
        answer=AnswerCity(session),
        report=ReportEvent(session),
        hand=HandCards(session),
        files=SystemFiles(),
    )
    page = PeoplePage(jobs, session.reference, uses, session.today)
    page.resize(1146, 700)
    page.show()
    page.come_into_sight()
    until(lambda: page.found.count is not None)
    return page


def measured(page: PeoplePage, query: Query) -> tuple[float, float, float]:
    """Milliseconds to the first rows, to the whole answer, and from the End key to the end."""
    came: list[float] = []
    found, table = page.found, page.found.table
    listening = found.finder.first_found.connect(lambda _: came.append(time.perf_counter()))
    began = time.perf_counter()
    page.show_query(query)
    until(lambda: bool(came))
    paint(table.viewport())
    first = time.perf_counter() - began
    found.finder.first_found.disconnect(listening)
    until(lambda: found.count is not None)
    whole = time.perf_counter() - began
    choose_row(table, 0)
    QApplication.processEvents()
    began = time.perf_counter()
    QTest.keyClick(table, Qt.Key.Key_End)
    paint(table.viewport())
    end = time.perf_counter() - began
    last = table.visualRect(found.model.index(found.model.rowCount() - 1, 0))
    if not table.viewport().rect().contains(last.center()):
        raise AssertionError("the last row is not in sight")
    return 1000 * first, 1000 * whole, 1000 * end


def floor_of(rows: int, columns: int, rounds: int) -> tuple[float, float]:
    """The same of a table whose rows cost nothing: to open it, and to its end."""
    opened, ended = [], []
    for _ in range(rounds):
        table = QTableView()
        table.verticalHeader().setDefaultSectionSize(32)
        table.resize(1146, 515)
        table.show()
        began = time.perf_counter()
        model = MadeUp(rows, columns)
        table.setModel(model)
        paint(table.viewport())
        opened.append(1000 * (time.perf_counter() - began))
        began = time.perf_counter()
        table.scrollToBottom()
        paint(table.viewport())
        ended.append(1000 * (time.perf_counter() - began))
        table.close()
    return median(opened), median(ended)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; 1 when one is over its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=people_200k.PEOPLE)
    parser.add_argument("--rounds", type=int, default=15)
    asked = parser.parse_args(arguments)
    sys.setswitchinterval(0.00001)  # as the window does
    application = QApplication.instance() or theme.application()
    theme.dress(application, people_200k.RESOURCES)
    session = people_200k.office(asked.people)
    jobs = Jobs()
    page = page_on(session, jobs)
    columns = len(page.found.model.columns)
    floor_open, floor_end = floor_of(asked.people, columns, asked.rounds)
    times = [measured(page, query) for _ in range(asked.rounds) for query in ASKED]
    first, whole, end = zip(*times, strict=True)
    kept = [
        tell("list open", median(first), floor_open, "ms", LIMITS["list_open.ms"]),
        tell("list end", median(end), floor_end, "ms", LIMITS["list_end.ms"]),
    ]
    print(f"the slowest of {len(times)}: open {max(first):.0f} ms, end {max(end):.0f} ms")
    print(f"whole answer known after {median(whole):.0f} ms, {PAUSE_MS} of them a pause for keys")
    page.close()
    jobs.close()
    session.close()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
