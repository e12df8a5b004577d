"""Sealing people with their heirs, beside bare zstd, age and fsync of the very same bytes.

python tests/benchmarks/bench_seal_format.py [--people 5000]
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.benchmarks.people_200k import PLACE, RESOURCES, record_of  # noqa: I001  # src is on the path now
from tests.benchmarks.floors import LIMITS, tell, timed

import pyrage
import zstandard

from app.domain.approval import Approval, subject
from app.domain.ids import new_id
from app.domain.items.approvals import write_approval
from app.domain.items.revisions import SentRevision, write_revision
from app.domain.record import canonical
from app.domain.reference import Reference
from app.domain.sealed import Item, ItemKind
from app.exchange import body
from app.exchange.reading import read_sealed
from app.exchange.writing import write_sealed
from app.service.made_up import People
from tests.exchange.holders import CITY, DESK, ESCROW_RECIPIENT, SISTER, TRUSTED, envelope

TODAY = date(2026, 11, 22)
STAMP = {"by": "0" * 32, "at": "2026-11-22T02:30:00+00:00"}
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
DAY = 40
"""People approved together: a day's work."""
ROUNDS = 7


def people(count: int) -> tuple[list[SentRevision], list[Approval]]:
    """Revisions and who approved them, as a desk's books hold them; signatures do not pack."""
    made_up = People(RESOURCES, Reference.load(RESOURCES), PLACE, TODAY)
    revisions = []
    for serial, draft in enumerate(made_up.drafts(count), 1):
        text = canonical(record_of(draft, STAMP, date(2026, 12, 1)))
        revisions.append(
            SentRevision(
                registration_id=new_id(NOW),
                person_id=new_id(NOW),
                registration_number=f"6472051003-1-{serial:06}-K",
                number=1,
                parent="",
                lineage=(),
                hash=sha256(text.encode()).hexdigest(),
                content=text,
                record={},
                life=0,
                by=STAMP["by"],
                at=NOW,
                origin="6472051003/1",
                approval_id=new_id(NOW),
            )
        )
    approvals = [
        Approval(
            new_id(NOW),
            STAMP["by"],
            os.urandom(32),
            tuple(subject(each.registration_id, 1, each.hash) for each in revisions[start:][:DAY]),
            os.urandom(64),
            NOW,
            "6472051003/1",
        )
        for start in range(0, count, DAY)
    ]
    return revisions, approvals


def items(revisions: Sequence[SentRevision], approvals: Sequence[Approval]) -> Iterator[Item]:
    """What a batch carries of them."""
    for approval in approvals:
        yield Item(ItemKind.APPROVAL, write_approval(approval))
    for each in revisions:
        yield Item(ItemKind.REVISION, write_revision(each))


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
    books = people(count)
    to = [CITY.public, SISTER.public]
    with tempfile.TemporaryDirectory(prefix="payung-") as folder:
        numbers = iter(range(1000))

        def new() -> Path:
            return Path(folder) / f"{next(numbers)}.payung"

        def seal() -> Path:
            target = new()
            write_sealed(target, envelope(), items(*books), DESK, to, [ESCROW_RECIPIENT])
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
                assert sum(1 for _ in read_sealed(file, CITY, TRUSTED).items()) >= count

        seal_once = seal()
        reading = min(timed(read) for _ in range(ROUNDS))
        size = seal_once.stat().st_size / count
    ours_s, floor_s = min(ours), min(floor)  # the least disturbed of each
    kept = [
        tell(
            "seal_format.times_bare",
            ours_s / floor_s,
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
        f"{count} people: sealed in {ours_s:.3f} s, bare {floor_s:.3f} s, "
        f"read twice over in {reading:.3f} s"
    )
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
