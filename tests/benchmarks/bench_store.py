"""One Save, and loading in bulk, beside raw SQLCipher doing the same rows.

python tests/benchmarks/bench_store.py [--people 200000] [--saves 200]
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.benchmarks import people_200k  # noqa: I001  # puts src on the path
from tests.benchmarks.floors import LIMITS, median, tell, timed

import sqlcipher3.dbapi2 as sqlcipher

from app.service.made_up import People
from app.service.register import Register
from app.store.registrations import heir_rows, registration_row, revision_row

Tables = dict[str, list[tuple[Any, ...]]]


def raw(path: Path) -> Any:
    """A SQLCipher file with the settings of the books and nothing else."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{'00' * 32}'\"")
    for setting in ("cache_size=-65536", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def rows_of(them: Iterable[people_200k.Revision], home: Any) -> Tables:
    """The rows that the books would hold, as tuples by table."""
    tables: Tables = {"person": [], "registration": [], "revision": [], "heir": []}
    for number, each in enumerate(them, 1):
        tables["person"].append((each.person_id, each.made_at.isoformat()))
        tables["registration"].append((number, *registration_row(each, home, None).values()))
        tables["revision"].append(tuple(revision_row(number, each).values()))
        tables["heir"].extend(tuple(row.values()) for row in heir_rows(number, each.record))
    return tables


def make(connection: Any, tables: Tables) -> None:
    for name, rows in tables.items():
        columns = ", ".join(f"c{number}" for number in range(len(rows[0])))
        connection.execute(f"CREATE TABLE {name} ({columns})")


def put(connection: Any, tables: Tables) -> None:
    """All the rows in one durable commit."""
    connection.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        if rows:
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608
    connection.execute("COMMIT")


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; 1 when one is over its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=people_200k.PEOPLE)
    parser.add_argument("--saves", type=int, default=200)
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="payung-bench-store-"))
    try:
        kept = [save(folder / "save", asked.saves), bulk(folder / "bulk", asked.people)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(kept) else 1


def save(folder: Path, saves: int) -> bool:
    """One registration after the other, in turn with a raw commit of the same rows."""
    session = people_200k.make_session(folder)
    register = Register(session)
    home = people_200k.Session  # the rows need an office and a station
    with session.books.reading() as unit:
        home = unit.settings.home()
    drafts = list(
        People(
            people_200k.RESOURCES, session.reference, people_200k.PLACE, session.today(), 3
        ).drafts(saves + 10)
    )
    floor_rows = [rows_of([each], home) for each in people_200k.revisions(session, saves, seed=5)]
    floor = raw(folder / "raw.db")
    make(floor, {**floor_rows[0], "heir": [tuple(range(7))]})
    for draft in drafts[saves:]:
        register(draft)
    ours, theirs = [], []
    for draft, rows in zip(drafts, floor_rows, strict=False):
        ours.append(timed(lambda: register(draft)))
        theirs.append(timed(lambda: put(floor, rows)))
    session.close()
    times, base = 1000 * median(ours), 1000 * median(theirs)
    return tell("save p50", times, base, "ms", LIMITS["save.p50_times_raw"] * base)


def bulk(folder: Path, people: int) -> bool:
    """Everybody at once into empty books, and the same rows raw without any index."""
    session = people_200k.make_session(folder)
    them = list(people_200k.revisions(session, people))
    ours = timed(lambda: people_200k.load(session, them))
    with session.books.reading() as unit:
        tables = rows_of(them, unit.settings.home())
    session.close()
    floor = raw(folder / "raw.db")
    make(floor, tables)
    theirs = timed(lambda: put(floor, tables))
    return tell("bulk load", ours, theirs, "s", LIMITS["bulk.times_raw"] * theirs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
