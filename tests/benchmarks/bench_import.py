"""A list of 20,000 people opened, checked and kept, beside a bare insert of the same rows.

python tests/benchmarks/bench_import.py [--rows 20000] [--people 0]

`--people`: how many are in the register before. Told besides: how long one piece holds the books,
and what a save and a search take while the import runs.
"""

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests import rt_list
from tests.benchmarks import people_200k  # puts src on the path
from tests.benchmarks.bench_store import make, put, raw, rows_of
from tests.benchmarks.floors import LIMITS, median, quantile, tell, timed

from app.domain.draft import Draft
from app.domain.people import Query
from app.domain.reference import Reference
from app.service.lists import ImportList, Result
from app.service.made_up import People as MadeUp
from app.service.people import People
from app.service.register import Register
from app.service.setup import log_in

SHOWN = 0.05
"""Seconds between two keys, or two saves, of somebody who works meanwhile."""


def office(folder: Path, people: int) -> people_200k.Session:
    """Empty books, or a copy of those that hold `people`."""
    if not people:
        return people_200k.make_session(folder)
    held = people_200k.office(people)
    where = held.folder
    held.close()
    shutil.copytree(where, folder)
    reference = Reference.load(people_200k.RESOURCES)
    return log_in(
        folder, people_200k.RESOURCES, reference,
        name=people_200k.NAME, password=people_200k.PASSWORD,
    )  # fmt: skip


def drafts(session: people_200k.Session, count: int, seed: int) -> Iterator[Draft]:
    """People like those of the register, whose NIK are neither theirs nor next to each other."""
    made_up = MadeUp(
        people_200k.RESOURCES, session.reference, people_200k.PLACE, session.today(), seed
    )
    for each in made_up.drafts(count):
        serial = (4321 + seed + int(each.nik[12:]) * 11) % 10_000
        yield replace(each, nik=f"{each.nik[:12]}{serial:04}")


class Meanwhile(threading.Thread):
    """Somebody who goes on working: how long each deed of theirs took, in milliseconds."""

    def __init__(self, deeds: Iterator[object]) -> None:
        super().__init__()
        self._deeds = deeds
        self._is_over = threading.Event()
        self.times: list[float] = []

    def run(self) -> None:
        while not self._is_over.wait(SHOWN):
            self.times.append(1000 * timed(lambda: next(self._deeds)))

    def end(self) -> list[float]:
        self._is_over.set()
        self.join()
        return self.times


def saves(session: people_200k.Session) -> Iterator[object]:
    register = Register(session)
    for each in list(drafts(session, 2000, seed=77)):
        reasons = {"duplicate.strong": "orang lain, sudah dicocokkan"}
        try:
            yield register(replace(each, reasons=reasons))
        except Exception as error:  # noqa: BLE001  # a taken NIK is an answer as well
            yield error


def searches(session: people_200k.Session) -> Iterator[object]:
    people = People(session)
    while True:
        for words in ("s", "siti", "muhammad rah", "000123", "zzq"):
            yield people.first(Query(words=words))


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; 1 when one is over its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--people", type=int, default=0)
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="payung-bench-import-"))
    try:
        return measure(folder, asked.rows, asked.people)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path, rows: int, people: int) -> int:
    people_200k.tell_load()
    session = office(folder / "office", people)
    sys.setswitchinterval(0.00001)  # as the window does
    path = rt_list.write_people(folder / "RT.xlsx", drafts(session, rows, 3), session.reference)
    lists = ImportList(session)
    pieces: list[float] = []
    last = [0.0]

    def told(done: int, total: int) -> None:
        now = time.perf_counter()
        pieces.append(1000 * (now - last[0]))
        last[0] = now

    began, cpu = time.perf_counter(), time.process_time()
    opened = lists.open(path)
    assert opened is not None
    was_opened = time.perf_counter()
    checked = lists.check(opened)
    assert checked is not None
    was_checked = last[0] = time.perf_counter()
    taken = lists.commit(checked, "ukur", told)
    ended = time.perf_counter()
    print(f"processor: {time.process_time() - cpu:.1f} s, without that of the other processes")
    print(
        f"{rows} rows: opened {was_opened - began:.1f} s, checked {was_checked - was_opened:.1f} s,"
        f" kept {ended - was_checked:.1f} s; {taken.batch.registered} registered,"
        f" {taken.batch.drafts} drafts; a piece p50 {median(pieces[1:]):.0f} ms,"
        f" longest {max(pieces[1:]):.0f} ms"
    )
    assert taken.batch.registered + taken.batch.drafts + taken.batch.left_out == rows

    with session.books.reading() as unit:
        ids = unit.registrations.of_import(taken.batch.id)
        held = [
            each
            for start in range(0, len(ids), 500)
            for each in unit.registrations.currents(ids[start : start + 500]).values()
        ]
        tables = rows_of(held, unit.settings.home())
    floor = raw(folder / "raw.db")
    make(floor, tables)
    bare = timed(lambda: put(floor, tables))
    limit = LIMITS["import_20000.seconds"] * max(rows, 2000) / 20_000
    kept = [tell("import", ended - began, bare, "s", limit)]

    again = lists.check(opened)
    assert again is not None
    assert again.counts[Result.SAME] == rows
    undone = timed(lambda: lists.undo(taken.batch.id))
    print(f"undone in {undone:.1f} s")

    save = saves(session)
    save_alone = [1000 * timed(lambda: next(save)) for _ in range(40)]
    find = searches(session)
    find_alone = [1000 * timed(lambda: next(find)) for _ in range(200)]
    saving, finding = Meanwhile(save), Meanwhile(searches(session))
    checked = lists.check(opened)
    assert checked is not None
    saving.start()
    finding.start()
    lists.commit(checked, "ukur")
    save_times, find_times = saving.end(), finding.end()
    print(
        f"a save while it is kept: p50 {median(save_times):.0f} ms,"
        f" p99 {quantile(save_times, 0.99):.0f} ms (alone p50 {median(save_alone):.0f} ms)"
    )
    limit = LIMITS["search_during_import.p99_ms"]
    p99 = quantile(find_times, 0.99)
    kept.append(tell("search p99 during import", p99, median(find_alone), "ms", limit))
    session.close()
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
