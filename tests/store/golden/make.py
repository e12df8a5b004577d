"""Makes the golden books of the newest step: `PYTHONPATH=src:. python tests/store/golden/make.py`.

Run once, with the program of that release, and never again: what it wrote is what offices have on
their disks. The key is `tests.books.KEY`, the people are made up.
"""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.books import AT, HOME, KEY, corrected, person_of

from app.domain.decisions import Decision, Event, EventKind
from app.domain.ledger import ImportBatch, PrintedCard
from app.domain.merge import Name
from app.domain.revision import KeptDraft
from app.domain.states import DecisionState
from app.domain.vouching import Link
from app.store.books import Books
from app.store.upgrade import HEAD

SITI = person_of(
    1,
    name="SITI NORHAYATI",
    mother_name="MASITAH",
    kk="6472810101150001",
    phone="+6281200000001",
    heirs=[
        {"name": "HERMAN", "relation": "husband", "birth_date": "1980-07-04"},
        {"name": "ANI", "relation": "child", "birth_date": "2015-02-01", "nik": "6472814102150001"},
    ],
)
BUDI, UTUH = person_of(2, name="BUDI SANTOSO"), person_of(3, name="UTUH", nik=None, heirs=[])
BATCH = ImportBatch("batch", "RT 007", "0" * 64, {"new": 1}, "00", AT, None)
CARD = PrintedCard(
    registration_id=SITI.registration_id,
    copy=1,
    status="waiting",
    status_as_of=AT.date(),
    revision_hash=SITI.hash,
    sheet="a4",
    reason="",
    made_by="00",
    made_at=AT,
    printed_at=None,
)
DRAFT = KeptDraft(
    id="draft",
    person_id="person",
    registration_id=SITI.registration_id,
    based_on=corrected(SITI, rt="012").hash,
    content={"name": "SITI NORHAYATI", "nik": "64728"},
    field="nik",
    operator="00",
    import_id=None,
    saved_at=AT,
)

STATION = "6472051003/1"
LINK = Link(STATION, "01", bytes(31) + b"\1", "approver", AT, bytes(32), bytes(64))
DECISION = Decision(
    id="decision", registration_id=BUDI.registration_id, seq=7, state=DecisionState.ACCEPTED,
    about=Name(1, BUDI.hash), fixes=(), reason="", by="00", at=AT,
)  # fmt: skip
WITHDRAWN = Event(
    "event", EventKind.WITHDRAWN, UTUH.registration_id, {"reason": "pindah"}, STATION, "00", AT
)


def make(database: Path) -> None:
    """Write books with one of everything."""
    with closing(Books.make(database, KEY)) as books:
        with books.transaction() as unit:
            unit.settings.put("home", {"office": HOME.office, "station": HOME.station})
            unit.settings.know_operator("00", "admin", "administrator", bytes(32))
            unit.registrations.take_numbers("serial.0", 3)
            unit.imports.put(BATCH)
            unit.registrations.add(SITI, HOME)
            unit.registrations.add(BUDI, HOME)
            unit.registrations.add(UTUH, HOME, BATCH.id)
            unit.registrations.add_revision(corrected(SITI, rt="012"))
            unit.drafts.put(DRAFT)
            unit.drafts.put(replace(DRAFT, id="new", registration_id=None, based_on=None))
            unit.cards.put([CARD])
            unit.cards.mark_printed([(SITI.registration_id, 1)], AT + timedelta(minutes=5))
            unit.verdicts.put(
                BUDI.person_id, UTUH.person_id, "different", "beda orang", operator="00", at=AT
            )
            unit.decisions.add(DECISION)
            unit.decisions.happened(WITHDRAWN)
            unit.vouching.add([LINK])
            unit.vouching.pin(STATION, bytes(32), by="00", at=AT)
            for each in (SITI, BUDI, UTUH):
                unit.audit.note("registration.kept", each.registration_id, operator="00", at=AT)
        books.settle()


if __name__ == "__main__":
    target = Path(__file__).with_name(f"{HEAD}.db")
    assert not target.exists(), "golden books are made once"
    make(target)
