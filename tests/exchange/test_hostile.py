"""Files that somebody prepared, by the thousand, and the memory that any file may cost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.exchange import hostile

from app.wording.sentences.exchange import SENTENCES

ROOT = Path(__file__).parents[2]
FULL = os.environ.get("PAYUNG_FULL") == "1"
MOST_MB = 150
WHERE = ("inside", "outside", "card")
REASONS = {code for code in SENTENCES if code.startswith("seal.")}
"""All there are for a file that is no good as a file; what its records lack comes after."""

WEIGHED = """
import json, os, sys
from pathlib import Path
from app.domain.sealed import Item
from app.exchange.reading import read_sealed
from app.exchange.writing import write_sealed
from tests.exchange.holders import CITY, DESK, ESCROW_RECIPIENT, TRUSTED, envelope, revision
from tests.exchange.hostile import peak_mb

target, count = Path(sys.argv[1]), int(sys.argv[2])

def approved(serial):
    one = revision(serial, f"WARGA CONTOH {serial}")
    heirs = one.content["record"]["heirs"] * 4
    record = {**one.content["record"], "heirs": heirs, "remark": os.urandom(200).hex()}
    return Item("revision", {**one.content, "record": record, "signature": os.urandom(64).hex()})

write_sealed(target, envelope(), map(approved, range(1, count + 1)), DESK, [CITY.public],
             [ESCROW_RECIPIENT])
with target.open("rb") as file:
    opened = read_sealed(file, CITY, TRUSTED)
taken = sum(1 for _ in opened.items())
json.dump({"taken": taken, "peak_mb": peak_mb(), "size": target.stat().st_size}, sys.stdout)
"""


def run(*words):
    """What a Python of its own says as JSON; its memory is nobody else's."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *words],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
    )
    return json.loads(done.stdout)


@pytest.mark.heavy
def test_no_hostile_file_is_taken_and_none_costs_more_than_its_share():
    count = 10_000 if FULL else 600
    found = run("-m", "tests.exchange.hostile", str(count), "22")
    table = found["table"]
    print(hostile.told(table))  # noqa: T201  # `pytest -rP` shows which reason was reached how often
    assert found["taken"] == []
    made = {where: sum(of.get(where, 0) for of in table.values()) for where in WHERE}
    assert made == {"inside": count // 2, "outside": count // 2, "card": count // 20}
    assert {*table} == REASONS  # each of them, and nothing unnamed
    if found["peak_mb"] is None:
        pytest.skip("this system does not say how much memory one program had")
    assert found["peak_mb"] < MOST_MB


@pytest.mark.heavy
def test_fifty_thousand_people_are_sealed_and_opened_in_little_memory(tmp_path):
    count = 50_000 if FULL else 5_000
    found = run("-c", WEIGHED, str(tmp_path / "many.payung"), str(count))
    assert found["taken"] == count
    assert found["size"] > 200 * count  # what cannot be packed was not
    if found["peak_mb"] is None:
        pytest.skip("this system does not say how much memory one program had")
    assert found["peak_mb"] < MOST_MB


@pytest.mark.parametrize("make", sorted({each.__name__ for each in hostile.OUTSIDE}))
def test_every_way_to_spoil_a_file_spoils_it(make):
    """A generator that changes nothing would prove nothing."""
    chance = hostile.Chance(1)
    spoiled = [getattr(hostile, make)(hostile.GOOD[0], chance) for _ in range(5)]
    assert hostile.GOOD[0] not in spoiled


@pytest.mark.parametrize("good", hostile.GOOD)
def test_what_is_spoiled_was_good(good):
    assert hostile.outcome(good) == "taken"
    assert hostile.card_outcome(hostile.CARD) == "taken"
