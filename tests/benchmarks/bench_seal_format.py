"""Sealing people with their heirs, beside bare zstd, age and fsync of the very same bytes.

python tests/benchmarks/bench_seal_format.py [--people 5000]
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.benchmarks.people_200k import PLACE, RESOURCES, record_of  # noqa: I001  # src is on the path now
from tests.benchmarks.floors import LIMITS, median, tell, timed

import pyrage
import zstandard

from app.domain.record import content_hash
from app.domain.reference import Reference
from app.domain.sealed import Item
from app.exchange import body
from app.exchange.reading import read_sealed
from app.exchange.writing import write_sealed
from app.service.made_up import People
from tests.exchange.holders import CITY, DESK, ESCROW_RECIPIENT, SISTER, TRUSTED, envelope

TODAY = date(2026, 11, 22)
STAMP = {"by": "0" * 32, "at": "2026-11-22T02:30:00+00:00"}
ROUNDS = 5


def people(count: int) -> Iterator[Item]:
    """Approved revisions as a batch carries them; hashes and signatures do not pack."""
    made_up = People(RESOURCES, Reference.load(RESOURCES), PLACE, TODAY)
    for serial, draft in enumerate(made_up.drafts(count), 1):
        record = record_of(draft, STAMP, date(2026, 12, 1))
        content = {
            "id": f"01938c2e-8b00-7000-8000-{os.urandom(6).hex()}",
            "number": f"6472051003-1-{serial:06}-K",
            "revision": 1,
            "lineage": [],
            "hash": content_hash(record),
            "made": STAMP,
            "approval": {**STAMP, "signature": os.urandom(64).hex()},
            "record": record,
        }
        yield Item("revision", content)


def bare(target: Path, text: bytes) -> None:
    """The floor: the same bytes through the same three, in one piece."""
    packed = zstandard.ZstdCompressor(10).compress(text)
    keys = (CITY.public.sealing_key, SISTER.public.sealing_key, ESCROW_RECIPIENT)
    sealed = pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(key) for key in keys])
    with target.open("wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())


def main() -> int:
    """Print the figures; 0 if all are within their limits."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=5000)
    count = parser.parse_args().people
    items = list(people(count))
    to = [CITY.public, SISTER.public]
    with tempfile.TemporaryDirectory(prefix="payung-") as folder:
        numbers = iter(range(1000))

        def new() -> Path:
            return Path(folder) / f"{next(numbers)}.payung"

        def seal() -> Path:
            target = new()
            write_sealed(target, envelope(), items, DESK, to, [ESCROW_RECIPIENT])
            return target

        with seal().open("rb") as file:
            opened = read_sealed(file, CITY, TRUSTED)
        text = b"".join(body.lines(opened._packed, opened.header.body.expanded))
        ours, floor = [], []
        for _ in range(ROUNDS):
            ours.append(timed(seal))
            floor.append(timed(lambda: bare(new(), text)))

        def read() -> None:
            with seal_once.open("rb") as file:
                assert sum(1 for _ in read_sealed(file, CITY, TRUSTED).items()) == count

        seal_once = seal()
        reading = median([timed(read) for _ in range(ROUNDS)])
        size = seal_once.stat().st_size / count
    floor_s = median(floor)
    kept = [
        tell(
            "seal_format.times_bare",
            median(ours) / floor_s,
            1.0,
            "",
            LIMITS["seal_format.times_bare"],
        ),
        tell(
            "seal_format.bytes_each",
            size,
            len(text) / count,
            "B",
            LIMITS["seal_format.bytes_each"],
        ),
        tell(
            "seal_format.read_times_bare",
            reading / floor_s,
            1.0,
            "",
            LIMITS["seal_format.read_times_bare"],
        ),
    ]
    print(
        f"{count} people: sealed in {median(ours):.3f} s, bare {floor_s:.3f} s, "
        f"read twice over in {reading:.3f} s"
    )
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
