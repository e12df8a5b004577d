"""How well and how fast people registered twice are found, next to an exact NIK and to Splink 5.

    python tests/benchmarks/bench_match.py [--rows 20000 200000] [--seed 1]
        [--splink-python /path/to/python]

The files are those of `people_errors.py`. `payung match` runs as a command in a process of its own;
its seconds and megabytes are of the whole process, Python's start included. Splink gets the same
rows after our own normalisation and runs its documented default training, in a process of its own
with the Python of `--splink-python` (or PAYUNG_SPLINK_PYTHON) that has it installed. Its figures
are at the thresholds 0.5, 0.95 and 0.999, and at the best one, which nobody knows beforehand.

At the end the subsets of fields, a batch of 500 against a kept index, and two files side by side.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.benchmarks import people_errors

from app.matching.city.engine import SAME, Index, match, match_between
from app.matching.city.people import People
from app.matching.city.reading import Reader
from app.matching.city.words import tokens

Pair = frozenset[str]
SUBSETS = (
    "nik name birth_date", "name birth_date mother_name sex", "name birth_date",
    "name birth_date phone", "name birth_date address rt kelurahan", "nik name",
)  # fmt: skip
LIMITS = {20_000: 2.0, 200_000: 15.0, 1_000_000: 120.0}
"""Seconds that the issue allows."""


def rates(found: set[Pair], true: set[Pair]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs."""
    hit = len(found & true)
    precision, recall = hit / max(len(found), 1), hit / max(len(true), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def shown(name: str, found: set[Pair], true: set[Pair], rest: str = "") -> float:
    precision, recall, f1 = rates(found, true)
    print(f"  {name:44} P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {len(found):7} {rest}")
    return f1


def same_nik(made: people_errors.Made) -> set[Pair]:
    holders = defaultdict(list)
    for row, nik in zip(made.columns["id"], made.columns["nik"], strict=True):
        if nik:
            holders[nik].append(row)
    return {frozenset(pair) for rows in holders.values() for pair in combinations(rows, 2)}


def by_command(file: Path) -> tuple[dict[str, set[Pair]], float, str]:
    """The pairs of `payung match` per verdict; its seconds, and what it cost in words."""
    script = (
        "import resource, sys; from app.__main__ import main; status = main();"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr);"
        "sys.exit(status)"
    )
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, "--json", "match", str(file)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - began
    pairs: dict[str, set[Pair]] = {"same": set(), "review": set()}
    for each in json.loads(done.stdout)["pairs"]:
        pairs[each["verdict"]].add(frozenset((each["left"], each["right"])))
    cpu, megabytes = done.stderr.split()[-2:]
    return pairs, seconds, f"{seconds:7.1f} s ({float(cpu):.1f} s CPU) {megabytes:>6} MB"


def normalised(people: People, target: Path) -> None:
    """The same rows with our normalisation, for the rival."""
    table = Reader().read(people)
    dates = zip(table.year.tolist(), table.month.tolist(), table.day.tolist(), strict=True)
    columns: dict[str, Iterable[str]] = {
        "id": people.ids,
        "birth_date": [f"{y:04}-{m:02}-{d:02}" if y and m and d else "" for y, m, d in dates],
        "sex": ["" if not sex else str(sex) for sex in table.sex.tolist()],
    }
    for name in ("name", "mother_name", "birth_place", "kelurahan"):
        columns[name] = [" ".join(tokens(text)) if text else "" for text in people.columns[name]]
    columns["address"] = [" ".join(text.upper().split()) for text in people.columns["address"]]
    for name, number in (("nik", table.nik), ("phone", table.phone), ("kk", table.kk)):
        written = number.signs.view(f"S{number.signs.shape[1]}").ravel()
        columns[name] = [each.decode() for each in written.tolist()]
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))


def by_splink(python: str, people: People, folder: Path) -> tuple[list[tuple[Pair, float]], str]:
    """The pairs of Splink with their probabilities; its seconds and megabytes."""
    source, target = folder / "normalised.csv", folder / "splink.csv"
    normalised(people, source)
    rival = Path(__file__).with_name("splink_rival.py")
    done = subprocess.run(  # noqa: S603
        [python, str(rival), str(source), str(target)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return [], f"Splink failed: {done.stderr.strip().splitlines()[-1]}"
    cost = json.loads(done.stdout.strip().splitlines()[-1])
    with target.open(encoding="utf-8") as file:
        found = [
            (frozenset((row["id_l"], row["id_r"])), float(row["match_probability"]))
            for row in csv.DictReader(file)
        ]
    return found, (f"{cost['seconds']:7.1f} s ({cost['cpu']:.1f} s CPU) {cost['megabytes']:6} MB")


def best(found: list[tuple[Pair, float]], true: set[Pair]) -> set[Pair]:
    """The pairs from the threshold on that gives the best F1 afterwards."""
    ordered = sorted(found, key=lambda each: -each[1])
    hit, top, at = 0, 0.0, 0
    for count, (pair, _) in enumerate(ordered, 1):
        hit += pair in true
        f1 = 2 * hit / (count + len(true))
        if f1 > top:
            top, at = f1, count
    return {pair for pair, _ in ordered[:at]}


def whole(rows: int, seed: int, splink: str) -> bool:
    """One file: ours, the exact NIK, Splink. Whether the limits of the issue are kept."""
    made = people_errors.make(rows, seed)
    true = {frozenset(pair) for pair in made.pairs()}
    people = People(made.columns["id"], {n: c for n, c in made.columns.items() if n != "id"})
    print(f"\n{rows} rows, seed {seed}, {len(true)} true pairs")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "people.csv"
        made.write(file)
        pairs, seconds, cost = by_command(file)
        f1 = shown("payung match, same", pairs["same"], true, cost)
        shown("payung match, same and review", pairs["same"] | pairs["review"], true)
        shown("exact NIK", same_nik(made), true)
        keeps = f1 >= 0.97 and rates(pairs["same"], true)[0] >= 0.99
        keeps &= seconds <= LIMITS.get(rows, LIMITS[1_000_000])
        if not splink:
            print("  SPLINK IS NOT MEASURED: name a Python that has it with --splink-python")
            return keeps
        found, cost = by_splink(splink, people, Path(name))
        if not found:
            print(f"  {cost}")
            return False
        for threshold in (0.5, 0.95, 0.999):
            chosen = {pair for pair, chance in found if chance >= threshold}
            rival = shown(f"Splink 5, threshold {threshold}", chosen, true, cost)
            keeps &= f1 >= rival + 0.04
        shown("Splink 5, the best threshold afterwards", best(found, true), true)
    return keeps


def some_fields(rows: int, seed: int) -> None:
    made = people_errors.make(rows, seed)
    true = {frozenset(pair) for pair in made.pairs()}
    print(f"\n{rows} rows, some fields only: same, then with review")
    for names in SUBSETS:
        found = match(People(made.columns["id"], {n: made.columns[n] for n in names.split()}))
        pairs = [(frozenset((p.left, p.right)), p.verdict) for p in found.pairs()]
        shown(names, {pair for pair, verdict in pairs if verdict == SAME}, true)
        shown("", {pair for pair, _ in pairs}, true)


def a_batch(rows: int, seed: int) -> None:
    made = people_errors.make(rows, seed)
    batch = range(rows - 500, rows)
    old, new = (_some(made, part) for part in (range(rows - 500), batch))
    ids = set(new.ids)
    true = {frozenset(pair) for pair in made.pairs() if ids & set(pair)}
    print(f"\n500 rows against {rows - 500}")
    began = time.perf_counter()
    index = Index(old)
    print(f"  the index is made in {time.perf_counter() - began:.1f} s")
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        found = index.find(new)
        seconds.append(time.perf_counter() - began)
    same = {frozenset((p.left, p.right)) for p in found.pairs() if p.verdict == SAME}
    shown("one batch", same, true, f"{sorted(seconds)[2]:7.2f} s")
    began = time.perf_counter()
    found = match_between(old, new)
    cost = f"{time.perf_counter() - began:7.1f} s"
    same = {frozenset((p.left, p.right)) for p in found.pairs() if p.verdict == SAME}
    shown("--left, --right", same, {p for p in true if len(p & ids) == 1}, cost)


def _some(made: people_errors.Made, rows: Sequence[int]) -> People:
    columns = {name: [column[row] for row in rows] for name, column in made.columns.items()}
    return People(columns.pop("id"), columns)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; 1 when one is worse than the issue asks."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--splink-python", default=os.environ.get("PAYUNG_SPLINK_PYTHON", ""))
    asked = parser.parse_args(arguments or None)
    keeps = [whole(rows, asked.seed, asked.splink_python) for rows in asked.rows]
    some_fields(min(*asked.rows, 20_000), asked.seed)
    a_batch(min(max(asked.rows), 200_000), asked.seed)
    return 0 if all(keeps) else 1


if __name__ == "__main__":
    sys.exit(main())
