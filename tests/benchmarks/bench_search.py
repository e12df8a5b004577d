"""A keystroke to rows, and the duplicate check while typing, at 200,000 people.

    python tests/benchmarks/bench_search.py [--people 200000] [--rounds 20]

The floor of the search is reading 100 lines by their ids; that of the duplicate check is one
look-up of a NIK. The mix is fixed: one letter, nobody found, common names, sorted, filtered.

Besides, the search is measured while `ImportList` checks and keeps a list of 4,000 in another
thread, on a copy of the office. (Before, pieces were written and rolled back without end: that used
more of the processor than any import, and never made a reader read its pages anew.) "Cold" is a
search after somebody wrote, which deciphers all it reads: so it is at every key while a list is
kept.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests import rt_list
from tests.benchmarks import bench_import, people_200k  # puts src on the path
from tests.benchmarks.floors import LIMITS, median, quantile, tell, timed

from app.domain.people import Query, Sort
from app.service.duplicates import FindDuplicates
from app.service.lists import ImportList
from app.service.made_up import People as MadeUp
from app.service.people import People

MIX = (
    Query(words="s"), Query(words="m"), Query(words="q"), Query(words="6"), Query(words="si"),
    Query(words="64"), Query(words="zzq"), Query(words="tidakada"), Query(words="siti"),
    Query(words="muhammad"), Query(words="muhammad rah"), Query(words="nor"), Query(words="rahm"),
    Query(words="000123"), Query(words="6472510"), Query(words="1-000124"),
    Query(words="s", sort=Sort.RT), Query(words="s", sort=Sort.CHANGED, descending=True),
    Query(words="muhammad", sort=Sort.BIRTH), Query(words="a", descending=True),
    Query(words="s", rt="007"), Query(words="siti", rt="007"),
    Query(words="s", states=("complete",)), Query(words="s", states=("approved",)),
    Query(words="s", missing=("kk",)), Query(words="s", missing=("nik",)),
    Query(), Query(rt="007"), Query(missing=("proof",)), Query(missing=("kk", "phone")),
    Query(card="unprinted", descending=True), Query(states=("approved",), sort=Sort.RT),
)  # fmt: skip

LIST = 4000
KEYS = 0.02
"""Seconds between two keys: nobody types as quickly."""


def searches(people: People, rounds: int) -> list[float]:
    """Seconds of every search of the mix, `rounds` times over."""
    for query in MIX:
        people.first(query)
    return [timed(lambda: people.first(query)) for _ in range(rounds) for query in MIX]


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; 1 when one is over its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=people_200k.PEOPLE)
    parser.add_argument("--rounds", type=int, default=20)
    asked = parser.parse_args(arguments)
    people_200k.tell_load()
    session = people_200k.office(asked.people)
    sys.setswitchinterval(0.00001)  # as the window does
    people = People(session)
    ids = people.ids(Query())[:100]
    floor = 1000 * median([timed(lambda: people.lines(ids)) for _ in range(200)])
    kept = []

    times = searches(people, asked.rounds)
    p99 = 1000 * quantile(times, 0.99)
    kept.append(tell("search p99", p99, floor, "ms", LIMITS["search.p99_ms"]))

    times = [each for query in MIX for each in cold(session, people, query, 3)]
    tell("search p99, cold", 1000 * quantile(times, 0.99), floor, "ms", float("inf"))

    find = FindDuplicates(session)
    drafts = list(
        MadeUp(
            people_200k.RESOURCES, session.reference, people_200k.PLACE, session.today(), 7
        ).drafts(300)
    )
    with session.books.reading() as unit:
        one = [timed(lambda: unit.registrations.holder_of_nik(draft.nik)) for draft in drafts]
    times = [timed(lambda: find(draft)) for draft in drafts]
    p99 = 1000 * quantile(times, 0.99)
    look_up = 1000 * median(one)
    kept.append(tell("duplicate check p99", p99, look_up, "ms", LIMITS["duplicates.p99_ms"]))
    session.close()

    with tempfile.TemporaryDirectory(prefix="payung-bench-search-") as folder:
        checking, keeping = during_import(Path(folder), asked.people)
    print(f"{len(checking)} searches while it is checked, {len(keeping)} while it is kept")
    limit = LIMITS["search_during_import.p99_ms"]
    for name, times in (("checked", checking), ("kept", keeping)):
        p99 = 1000 * quantile(times, 0.99)
        kept.append(tell(f"search p99 while a list is {name}", p99, floor, "ms", limit))
        print(f"    p50 {1000 * median(times):.1f} ms, p95 {1000 * quantile(times, 0.95):.1f} ms")
    return 0 if all(kept) else 1


def cold(session: people_200k.Session, people: People, query: Query, count: int) -> Iterator[float]:
    """Seconds of a search that finds none of its pages in memory."""
    for number in range(count):
        with session.books.transaction() as unit:
            unit.settings.put("bench.touched", number)
        yield timed(lambda: people.first(query))


def during_import(folder: Path, count: int) -> tuple[list[float], list[float]]:
    """Seconds of the mix while a list is checked, and while it is kept, until both are over."""
    session = bench_import.office(folder / "office", count)
    drafts = bench_import.drafts(session, LIST, 3)
    lists = ImportList(session)
    opened = lists.open(rt_list.write_people(folder / "RT.xlsx", drafts, session.reference))
    assert opened is not None
    people = People(session)
    searches(people, 1)
    keeping = threading.Event()

    def bring_in() -> None:
        checked = lists.check(opened)
        assert checked is not None
        keeping.set()
        lists.commit(checked, "ukur")

    importing = threading.Thread(target=bring_in)
    times: tuple[list[float], list[float]] = ([], [])
    importing.start()
    for query in cycle(MIX):
        took = timed(lambda query=query: people.first(query))  # type: ignore[misc]
        if not importing.is_alive():
            break
        times[keeping.is_set()].append(took)
        time.sleep(KEYS)
    session.close()
    return times


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
