"""The steps of Impor daftar RT that `look.py` draws, on a real office of made-up people."""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from PySide6.QtWidgets import QWidget  # noqa: E402
from tests import rt_list  # noqa: E402

from app.desk.lists.page import COLUMNS, DONE, RESULTS, START, ListsPage  # noqa: E402
from app.domain.draft import Draft  # noqa: E402
from app.domain.reference import Reference  # noqa: E402
from app.keys.locked import Cost  # noqa: E402
from app.kit.files import SystemFiles  # noqa: E402
from app.kit.frame import Frame  # noqa: E402
from app.kit.jobs import Jobs  # noqa: E402
from app.service.lists import ImportList  # noqa: E402
from app.service.made_up import People  # noqa: E402
from app.service.session import Session  # noqa: E402
from app.service.setup import log_in, set_up_desk  # noqa: E402

RESOURCES = ROOT / "resources"
PLACE = "64.72.05.1003"
NAME, PASSWORD = "Rahmawati", "payung-lihat"


def _office(folder: Path) -> Session:
    reference = Reference.load(RESOURCES)
    set_up_desk(
        folder, reference, place=PLACE, station=1, name=NAME, password=PASSWORD,
        cost=Cost(memory_kib=64, passes=1, lanes=1),
    )  # fmt: skip
    return log_in(folder, RESOURCES, reference, name=NAME, password=PASSWORD)


def _bad(drafts: list[Draft]) -> list[Draft]:
    """A list as it comes: some lack something, one stands twice, one is nobody."""
    for place in range(0, len(drafts), 7):
        drafts[place] = replace(drafts[place], not_ill="", workplace="")
    drafts[3] = replace(drafts[3], nik="6,47281E+15")
    drafts[5] = replace(drafts[5], birth_date="31-02-1985")
    drafts[9] = replace(drafts[9], nik=drafts[8].nik)
    drafts[12] = replace(drafts[12], name="", nik="")
    return drafts


def page_at(step: int, *, few_columns: bool = False, fresh: bool = False) -> Callable[[], QWidget]:
    def make() -> QWidget:
        from looks import NUMBERS, frame_with

        folder = Path(tempfile.mkdtemp(prefix="payung-look-"))
        session = _office(folder / "data")
        lists = ImportList(session)
        people = People(RESOURCES, session.reference, PLACE, session.today(), 4)
        jobs = Jobs()
        frame: Frame = frame_with(NUMBERS)
        page = ListsPage(jobs, lists, SystemFiles())
        frame._pages["people"] = page
        frame.stack.addWidget(page)
        page.heading_changed.connect(frame._show_heading)
        frame.kept_alive = (session, jobs)
        if fresh:
            frame.show_page("people")
            return frame
        first = [rt_list.line(n, d, session.reference) for n, d in enumerate(people.drafts(80), 1)]
        earlier = lists.check(lists.open(rt_list.write_csv(folder / "RT 012.csv", first)))
        third = [rt_list.line(n, d, session.reference) for n, d in enumerate(people.drafts(60), 1)]
        gone = lists.check(lists.open(rt_list.write_csv(folder / "RT 003.csv", third)))
        assert earlier is not None
        assert gone is not None
        lists.undo(lists.commit(gone, "RT 003 salah lembar").batch.id)
        lists.commit(earlier, "RT 012 Oktober")
        drafts = _bad(list(people.drafts(120)))
        rows = [rt_list.line(n, each, session.reference) for n, each in enumerate(drafts, 1)]
        rows[20:30] = first[:10]
        rows[20][9] = "Jl. Baru No. 1"
        titles = list(rt_list.TITLES)
        if few_columns:
            titles[2], titles[15] = "Orangnya", "Tempatnya"
            rows, titles = [row[:17] for row in rows], titles[:17]
        opened = lists.open(rt_list.write_csv(folder / "Usulan RT 07 November.csv", rows, titles))
        assert opened is not None
        frame.show_page("people")
        page.start.show_batches(lists.batches())
        if step >= COLUMNS:
            page._opened((opened, ("Formulir RT Lempake",)))
        if step >= RESULTS:
            checked = lists.check(page.columns.opened or opened)
            assert checked is not None
            page._checked(checked)
            page.results.table.selectRow(3)
            if step >= DONE:
                page._taken_in(lists.commit(checked, "Usulan RT 07 November"))
        return frame

    return make


LOOKS: dict[str, Callable[[], QWidget]] = {
    "lists": page_at(START),
    "lists_empty": page_at(START, fresh=True),
    "lists_columns": page_at(COLUMNS),
    "lists_columns_few": page_at(COLUMNS, few_columns=True),
    "lists_results": page_at(RESULTS),
    "lists_done": page_at(DONE),
}
