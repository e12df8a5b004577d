"""Sealing and receiving, beside what the bare libraries take for the same bytes and rows.

python tests/benchmarks/bench_sync.py [--people 5000] [--offices 59]
"""

import argparse
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from tests.benchmarks import people_200k  # noqa: I001  # puts src on the path
from tests.benchmarks.floors import LIMITS, tell, timed
from tests.office import approve

import pyrage
import sqlcipher3.dbapi2 as sqlcipher
import zstandard

from app.domain.approval import TOGETHER, Approval, message, subject
from app.domain.ids import new_id
from app.domain.items.approvals import write_approval
from app.domain.items.operators import SentOperator, write_operator
from app.domain.items.revisions import SentRevision, write_revision
from app.domain.number import RegistrationNumber
from app.domain.record import canonical
from app.domain.reference import Reference
from app.domain.sealed import AuditHead, Covers, Envelope, Item, ItemKind, Kind, Life
from app.domain.stations import Peer
from app.exchange.writing import write_sealed
from app.keys import signing
from app.keys.station import Station
from app.service.exchange.common import keys_of
from app.service.exchange.enrol import Enrol
from app.service.exchange.receive import Receive
from app.service.exchange.seal import Seal
from app.service.made_up import People
from app.service.session import Session
from app.service.setup import log_in, set_up_city

CODES = [f"647205{1000 + each}" for each in range(1, 200)]


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; 1 when one is over its limit."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--offices", type=int, default=59)
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="payung-bench-sync-"))
    try:
        kept = [
            *seal(folder / "seal", asked.people),
            *receive(folder / "receive", asked.people, asked.offices),
        ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if all(kept) else 1


def city_in(folder: Path) -> Session:
    """A new city office in `folder`, unlocked."""
    reference = Reference.load(people_200k.RESOURCES)
    name, password = people_200k.NAME, people_200k.PASSWORD
    set_up_city(folder, reference, name=name, password=password)
    return opened(folder)


def opened(folder: Path) -> Session:
    """The books of an office, just unlocked: nothing of them is in memory yet."""
    reference = Reference.load(people_200k.RESOURCES)
    name, password = people_200k.NAME, people_200k.PASSWORD
    return log_in(folder, people_200k.RESOURCES, reference, name=name, password=password)


# -- sealing


def seal(folder: Path, people: int) -> list[bool]:
    """Approve and seal everybody; beside reading the rows, zstd, age and fsync."""
    desk, city = people_200k.make_session(folder / "desk"), city_in(folder / "city")
    card, _ = Enrol(city).write(folder)
    Enrol(desk).take(card)
    people_200k.load(desk, list(people_200k.revisions(desk, people)))
    approve(desk)
    desk.close()
    desk = opened(folder / "desk")
    before = _memory_begins()
    ours = timed(lambda: Seal(desk)())
    grown = _memory_mb("VmHWM") - before
    (sent,) = Seal(desk)().sent
    with desk.books.reading() as unit:
        city_key = unit.peers.city()
        text = b"".join(_lines(unit))
    desk.close()
    desk = opened(folder / "desk")
    recipient = pyrage.x25519.Recipient.from_str(city_key.sealing_key)

    def bare() -> None:
        with desk.books.reading() as unit:
            for rows in _ROWS:
                list(unit.connection.exec_driver_sql(rows))
        packed = zstandard.ZstdCompressor(10).compress(text)
        sink = io.BytesIO()
        pyrage.encrypt_io(io.BytesIO(packed), sink, [recipient])
        with (folder / "bare").open("wb") as file:
            file.write(sink.getvalue())
            file.flush()
            os.fsync(file.fileno())

    floor = timed(bare)
    desk.close()
    city.close()
    each = sent.file.size / people
    return [
        tell("seal", ours, floor, "s", LIMITS["seal.times_bare"] * floor),
        tell("seal memory", grown, 0, "MB", LIMITS["seal.memory_mb"]),
        tell("bytes a person", each, len(text) / people, "B", LIMITS["seal.bytes_each"]),
    ]


_ROWS = (
    "SELECT * FROM journal",
    "SELECT * FROM approval",
    "SELECT revision.*, registration.uid, registration.person_id, registration.number"
    " FROM revision JOIN registration ON registration.id = revision.registration_id",
)
"""All rows that the file is made of."""


def _lines(unit: Any) -> Iterator[bytes]:
    for item in unit.parcel.of_station(0, 1 << 53, "x/1", lambda _each: True):
        yield canonical({"t": item.kind, **item.content}).encode() + b"\n"


# -- receiving


class Desk:
    """A kelurahan that was never set up: its key, and files as its program would make them."""

    def __init__(self, folder: Path, code: str) -> None:
        self.folder = folder
        self.code = code
        self.folder.mkdir()
        self.station = Station.create(folder, os.urandom(32), code, 1)
        self.seed = os.urandom(32)

    def peer(self) -> Peer:
        public = self.station.public
        now = datetime.now(UTC)
        return Peer(
            kid=public.kid.hex(),
            office=public.office,
            station=1,
            name=self.code,
            signing_key=public.signing_key,
            sealing_key=public.sealing_key,
            escrow=None,
            since=public.since,
            revoked_at=None,
            enrolled_at=now,
            enrolled_by="bench",
        )

    def write(
        self, target: Path, city: Peer, records: Sequence[tuple[str, dict[str, Any]]]
    ) -> None:
        """One batch of these people."""
        life = self.station.incarnation
        write_sealed(
            target,
            Envelope(
                kind=Kind.BATCH,
                id=new_id(datetime.now(UTC)),
                sequence=1,
                previous=None,
                life=Life(life.number, life.id),
                covers=Covers(1, len(records)),
                read=0,
                reach_files=1,
                audit_head=AuditHead(0, "0" * 64),
                made_at=datetime.now(UTC),
                program="bench",
            ),
            self._items(records),
            self.station,
            [keys_of(city)],
        )

    def _items(self, records: Sequence[tuple[str, dict[str, Any]]]) -> Iterator[Item]:
        now = datetime.now(UTC).replace(microsecond=0)
        who = uuid4().hex
        key = signing.public_key(self.seed)
        yield Item(ItemKind.OPERATOR, write_operator(SentOperator(who, "LURAH", "approver", key)))
        sent = [self._sent(number, text, now, who) for number, (text, _) in enumerate(records, 1)]
        for start in range(0, len(sent), TOGETHER):
            some = sent[start : start + TOGETHER]
            subjects = tuple(subject(e.registration_id, e.number, e.hash) for e in some)
            signed = signing.sign(self.seed, message(who, now, subjects))
            approval = Approval(new_id(now), who, key, subjects, signed, now, f"{self.code}/1")
            yield Item(ItemKind.APPROVAL, write_approval(approval))
            for each in some:
                yield Item(
                    ItemKind.REVISION, write_revision(replace(each, approval_id=approval.id))
                )

    def _sent(self, running: int, text: str, now: datetime, who: str) -> SentRevision:
        from hashlib import sha256

        return SentRevision(
            registration_id=new_id(now),
            person_id=new_id(now),
            registration_number=RegistrationNumber(self.code, 1, running).text,
            number=1,
            parent="",
            lineage=(),
            hash=sha256(text.encode()).hexdigest(),
            content=text,
            record={},
            life=0,
            by=who,
            at=now,
            origin=f"{self.code}/1",
            approval_id="",
        )


def receive(folder: Path, people: int, offices: int) -> list[bool]:
    """A city takes the first batches of all its kelurahan."""
    folder.mkdir()
    city = city_in(folder / "city")
    with city.books.reading() as unit:
        known = unit.settings.home()
    public = city.station.public
    own = replace(Desk(folder / "x", "9999").peer(), signing_key=public.signing_key)
    own = replace(
        own, office=known.office, station=0, sealing_key=public.sealing_key, kid=public.kid.hex()
    )
    stick = folder / "stick"
    stick.mkdir()
    records = _records(city, people)
    desks = [Desk(folder / code, code) for code in CODES[:offices]]
    with city.books.transaction() as unit:
        for desk in desks:
            unit.peers.put(desk.peer())
    for desk in desks:
        desk.write(stick / f"{desk.code}.payung", own, records)
    took = Receive(city)
    before = _memory_begins()
    ours = timed(lambda: took([stick]))
    grown = _memory_mb("VmHWM") - before
    whole = people * offices
    with city.books.reading() as unit:
        held = unit.people.count(_everybody())
    assert held == whole, (held, whole)
    floor = _bare(city, folder / "bare.db")
    city.close()
    print(f"received {whole} people, {whole / ours:.0f} a second")
    return [
        tell("receive", ours, floor, "s", LIMITS["receive.times_bare"] * floor),
        tell("receive memory", grown, 0, "MB", LIMITS["receive.memory_mb"]),
    ]


def _everybody() -> Any:
    from app.domain.people import Query

    return Query()


def _records(city: Session, people: int) -> list[tuple[str, dict[str, Any]]]:
    """The same people for each office, as text; each has its own ids and numbers there."""
    stamp = {"by": "0" * 32, "at": city.clock().isoformat()}
    made = People(people_200k.RESOURCES, city.reference, people_200k.PLACE, city.today(), 3)
    effective = people_200k.first_of_next_month(city.today())
    found = []
    for draft in made.drafts(people):
        record = people_200k.record_of(draft, stamp, effective)
        found.append((canonical(record), record))
    return found


_TABLES = ("person", "registration", "revision", "heir", "journal", "approval")


def _bare(city: Session, path: Path) -> float:
    """Seconds to put the very rows that are in the books now into a bare SQLCipher file.

    By 1,000 rows in one durable commit each; reading them is no part of it.
    """
    target = sqlcipher.connect(str(path), isolation_level=None)
    target.execute(f"PRAGMA key=\"x'{'00' * 32}'\"")
    for setting in ("cache_size=-65536", "journal_mode=WAL", "synchronous=FULL"):
        target.execute(f"PRAGMA {setting}")
    took = 0.0
    with city.books.reading() as unit:
        for name in _TABLES:
            cursor = unit.connection.exec_driver_sql(f"SELECT * FROM {name}").cursor  # noqa: S608
            columns = [each[0] for each in cursor.description]
            target.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            statement = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608

            def put(rows: Sequence[Any], statement: str = statement) -> None:
                target.execute("BEGIN IMMEDIATE")
                target.executemany(statement, rows)
                target.execute("COMMIT")

            while rows := cursor.fetchmany(1000):
                took += timed(lambda: put(rows))
    target.close()
    return took


def _memory_begins() -> float:
    """What is taken now; from here on the highest mark is of what comes."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory_mb("VmRSS")


def _memory_mb(mark: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(mark)) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
