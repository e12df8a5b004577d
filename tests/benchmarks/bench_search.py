"""A keystroke to rows, and the duplicate check while typing, at 200,000 people.

    python tests/benchmarks/bench_search.py [--people 200000] [--rounds 20]

The floor of the search is reading 100 lines by their ids; that of the duplicate check is one
look-up of a NIK. The mix is fixed: one letter, nobody found, common names, sorted, filtered.
"""

import argparse
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.benchmarks import people_200k  # puts src on the path
from tests.benchmarks.floors import LIMITS, median, quantile, tell, timed

from app.domain.people import Query, Sort
from app.service.duplicates import FindDuplicates
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
    session = people_200k.office(asked.people)
    sys.setswitchinterval(0.00001)  # as the window does
    people = People(session)
    ids = people.ids(Query())[:100]
    floor = 1000 * median([timed(lambda: people.lines(ids)) for _ in range(200)])
    kept = []

    times = searches(people, asked.rounds)
    p99 = 1000 * quantile(times, 0.99)
    kept.append(tell("search p99", p99, floor, "ms", LIMITS["search.p99_ms"]))

    stop = threading.Event()
    importing = threading.Thread(target=keep_importing, args=(session, stop))
    importing.start()
    try:
        times = searches(people, asked.rounds)
    finally:
        stop.set()
        importing.join()
    p99 = 1000 * quantile(times, 0.99)
    limit = LIMITS["search_during_import.p99_ms"]
    kept.append(tell("search p99 during import", p99, floor, "ms", limit))

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
    floor = 1000 * median(one)
    kept.append(tell("duplicate check p99", p99, floor, "ms", LIMITS["duplicates.p99_ms"]))
    session.close()
    return 0 if all(kept) else 1


def keep_importing(session: people_200k.Session, stop: threading.Event) -> None:
    """Write chunks as an import does, and take each out again, until told to stop."""
    them = list(people_200k.revisions(session, 2000, seed=99))

    class TakenOut(Exception):
        pass

    while not stop.is_set():
        for start in range(0, len(them), 200):
            try:
                with session.books.transaction() as unit:
                    people_200k.bulk.load(
                        unit.connection,
                        [_fresh(each) for each in them[start : start + 200]],
                        unit.settings.home(),
                    )
                    raise TakenOut
            except TakenOut:
                pass


def _fresh(revision: people_200k.Revision) -> people_200k.Revision:
    from dataclasses import replace

    record = {**revision.record, "nik": f"0181{revision.record['nik'][4:]}"}
    return replace(revision, record=record)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
