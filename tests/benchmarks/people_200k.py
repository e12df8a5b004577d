"""The books that the figures of scale are measured on: 200,000 made-up people, in a folder.

The records are made as `Registration.to_record` makes them, but not examined one by one, which
would take minutes; tests/service/test_made_up.py holds the two to each other.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from app.domain.dates import first_of_next_month, read_date
from app.domain.draft import HEIR_FIELDS, STATEMENTS, TEXT_FIELDS, Draft
from app.domain.ids import new_id
from app.domain.phone import read_phone
from app.domain.record import content_hash
from app.domain.reference import Reference
from app.domain.revision import Revision
from app.service.made_up import People
from app.service.numbers import take_numbers
from app.service.session import Session
from app.service.setup import log_in, set_up_desk
from app.store import bulk

RESOURCES = ROOT / "resources"
PLACE, NAME, PASSWORD = "64.72.05.1003", "ukur", "payung-ukur"
PEOPLE = 200_000
_DAYS = {"birth_date", "desil_date", "rt_letter_date"}
_NUMBERS = {"income", "desil", "wage_base"}


def tell_load() -> None:
    """Say how busy the machine is: beside others at work only the ratios to the floors count."""
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    print(f"load {load:.1f} on {cores} cores{': not quiet, look at the ratios' * (load > 0.5)}")


def record_of(draft: Draft, stamp: dict[str, str], effective: date) -> dict[str, Any]:
    """The record of a made-up draft, without asking the rules."""
    record: dict[str, Any] = {}
    for name in TEXT_FIELDS:
        text = getattr(draft, name)
        if text and name not in STATEMENTS:
            record[name] = _value(name, text)
    record["phone"] = read_phone(draft.phone) if draft.phone else ""
    record["effective_date"] = effective.isoformat()
    if draft.heirs:
        record["heirs"] = [
            {name: _value(name, text) for name in HEIR_FIELDS if (text := getattr(heir, name))}
            for heir in draft.heirs
        ]
    record["statements"] = {name: {"answer": getattr(draft, name), **stamp} for name in STATEMENTS}
    return {name: value for name, value in record.items() if value != "" and value != "none"}


def _value(name: str, text: str) -> Any:
    if name in _DAYS:
        return read_date(text).isoformat()
    return int(text) if name in _NUMBERS else text


def make_session(folder: Path) -> Session:
    """A new office in `folder`, unlocked."""
    reference = Reference.load(RESOURCES)
    set_up_desk(folder, reference, place=PLACE, station=1, name=NAME, password=PASSWORD)
    return log_in(folder, RESOURCES, reference, name=NAME, password=PASSWORD)


def revisions(session: Session, count: int, seed: int = 7) -> Iterator[Revision]:
    """First revisions of `count` made-up people."""
    at = session.clock()
    stamp = {"by": session.operator.id, "at": at.isoformat()}
    effective = first_of_next_month(session.today())
    made_up = People(RESOURCES, session.reference, PLACE, session.today(), seed)
    with session.books.transaction() as unit:
        numbers = take_numbers(session, unit, count)
    for number, draft in zip(numbers, made_up.drafts(count), strict=True):
        record = record_of(draft, stamp, effective)
        yield Revision(
            registration_id=new_id(at),
            person_id=new_id(at),
            registration_number=number.text,
            number=1,
            parent=None,
            hash=content_hash(record),
            record=record,
            state="complete",
            incarnation=number.incarnation,
            made_by=session.operator.id,
            made_at=at,
        )


def load(session: Session, them: Sequence[Revision]) -> None:
    """Put them into the books."""
    with session.books.transaction() as unit:
        bulk.load(unit.connection, them, unit.settings.home())


def office(people: int = PEOPLE) -> Session:
    """An office with `people` people; made once per count and kept in the temporary folder."""
    where = Path(os.environ.get("PAYUNG_BENCH", tempfile.gettempdir())) / f"payung-bench-{people}"
    if not (where / "whole").exists():
        import shutil

        shutil.rmtree(where, ignore_errors=True)
        session = make_session(where)
        load(session, list(revisions(session, people)))
        session.close()
        (where / "whole").touch()
    return log_in(where, RESOURCES, Reference.load(RESOURCES), name=NAME, password=PASSWORD)
