"""Stations with known keys, and what they would seal; every person in it is made up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyrage import x25519

from app.domain.record import content_hash
from app.domain.sealed import AuditHead, Covers, Envelope, Item, Kind, Life
from app.exchange.keycard import Keycard
from app.keys import signing
from app.keys.station import PublicKeys
from app.keys.trust import Entry

GOLDEN = Path(__file__).parent / "golden"
SINCE = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """Whoever holds these keys. A `keys.station.Station` with nothing on the disk."""

    public: PublicKeys
    seed: bytes
    age_identity: str

    def sign(self, message: bytes) -> bytes:
        return signing.sign(self.seed, message)

    def identity(self) -> x25519.Identity:
        return x25519.Identity.from_str(self.age_identity)

    @property
    def entry(self) -> Entry:
        return Entry(self.public)


def holder(office: str, station: int, name: str, identity: str) -> Holder:
    """A holder whose signing key is drawn from `name`."""
    seed = sha256(name.encode()).digest()
    recipient = str(x25519.Identity.from_str(identity).to_public())
    return Holder(
        PublicKeys(office, station, signing.public_key(seed), recipient, SINCE), seed, identity
    )


_KEYS: dict[str, str] = json.loads((GOLDEN / "keys.json").read_text("utf-8"))

CITY = holder("6472000000", 0, "city", _KEYS["city"])
DESK = holder("6472051003", 1, "desk", _KEYS["desk"])
SISTER = holder("6472051003", 2, "sister", _KEYS["sister"])
ELSEWHERE = holder("6472081001", 1, "elsewhere", _KEYS["elsewhere"])
ESCROW = _KEYS["escrow"]
ESCROW_RECIPIENT = str(x25519.Identity.from_str(ESCROW).to_public())
TRUSTED = tuple(each.entry for each in (CITY, DESK, SISTER))


def envelope(**given: Any) -> Envelope:
    """The first batch of the desk; name only what the test is about."""
    first: dict[str, Any] = {
        "kind": Kind.BATCH,
        "id": "01938c2e-8b00-7000-8000-000000000001",
        "sequence": 1,
        "previous": None,
        "life": Life(0, "0f" * 16),
        "covers": Covers(1, 3),
        "read": 0,
        "reach_files": 1,
        "audit_head": AuditHead(7, "ab" * 32),
        "made_at": MADE,
        "program": "0.1.0",
    }
    return Envelope(**{**first, **given})


def revision(serial: int = 1, name: str = "SITI CONTOH") -> Item:
    """An approved revision as a desk sends it."""
    record = {
        "nik": f"647281410790{serial:04}",
        "name": name,
        "birth_date": "1990-07-01",
        "income": 1_400_000,
        "heirs": [{"name": "HERMAN CONTOH", "relation": "husband", "birth_date": "1980-07-04"}],
    }
    content = {
        "number": f"6472051003-1-{serial:06}-K",
        "revision": 1,
        "hash": content_hash(record),
        "lineage": [],
        "record": record,
    }
    return Item("revision", content)


def items(count: int = 3) -> Iterator[Item]:
    return map(revision, range(1, count + 1))


def keycard(of: Holder, **given: Any) -> Keycard:
    """The key card of this holder; name only what the test is about."""
    usual: dict[str, Any] = {
        "id": "01938c2e-8b00-7000-8000-0000000000aa",
        "keys": of.public,
        "life": Life(0, "0f" * 16),
        "office_name": "Kelurahan Lempake",
        "made_at": MADE,
        "program": "0.1.0",
    }
    return Keycard(**{**usual, **given})
