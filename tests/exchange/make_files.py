"""A batch, a reply and a key card of made-up people and stations, with keys that are known.

python -m tests.exchange.make_files FOLDER

Made once for `golden/`, which is never made again: a file of version 1 is read forever. age draws
a new key for each file, so the bytes differ every time; what is inside does not.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.exchange.holders import CITY, DESK, ESCROW_RECIPIENT, envelope, keycard, revision

from app.domain.sealed import AuditHead, Covers, Item, Kind, Life
from app.exchange.writing import write_keycard, write_sealed

BATCH, REPLY, KEYCARD = "batch.payung", "reply.payung", "keycard.payung"


def batch_items() -> Iterator[Item]:
    yield Item("operator", {"id": "op-1", "name": "RATNA CONTOH", "role": "lurah"})
    yield revision(1, "SITI CONTOH")
    yield revision(2, "Nūr’aini 蒲公英 CONTOH")  # noqa: RUF001 - letters of all lengths
    yield Item("card", {"number": "6472051003-1-000001-K", "copy": 1})


def reply_items() -> Iterator[Item]:
    yield Item("receipt", {"file": "01938c2e-8b00-7000-8000-000000000001", "sequence": 1})
    yield Item("result", {"number": "6472051003-1-000001-K", "outcome": "taken"})
    yield Item("decision", {"number": "6472051003-1-000002-K", "state": "needs_fixing"})


def batch_envelope():  # type: ignore[no-untyped-def]
    return envelope(
        sequence=2,
        previous="5a" * 32,
        life=Life(1, "0123456789abcdef" * 2),
        covers=Covers(4, 7),
        read=3,
        reach_files=1,
        ask=True,
        audit_head=AuditHead(41, "e1" * 32),
    )


def reply_envelope():  # type: ignore[no-untyped-def]
    return envelope(
        kind=Kind.REPLY, id="01938c2e-8b00-7000-8000-000000000002", covers=Covers(1, 3), read=7
    )


def city_card():  # type: ignore[no-untyped-def]
    return keycard(CITY, office_name="Kota Samarinda", escrow=ESCROW_RECIPIENT)


def make(folder: Path) -> None:
    """Write the three; a file that is there already is not written over."""
    write_sealed(
        folder / BATCH, batch_envelope(), batch_items(), DESK, [CITY.public], [ESCROW_RECIPIENT]
    )
    write_sealed(
        folder / REPLY, reply_envelope(), reply_items(), CITY, [DESK.public], [ESCROW_RECIPIENT]
    )
    write_keycard(folder / KEYCARD, city_card(), CITY)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
