"""An office of made-up people, to look around in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.ids import new_id
from app.domain.number import RegistrationNumber
from app.domain.record import content_hash, salted
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.domain.registration import Registration, Stamp
from app.domain.revision import Revision
from app.domain.rights import ADMINISTRATOR, APPROVER
from app.service.front import DEMO, is_set_up, operator_names
from app.service.made_up import People
from app.service.numbers import take_numbers
from app.service.operators import Operators
from app.service.session import Session, now
from app.service.setup import log_in, set_up_desk
from app.store import bulk
from app.store.engine import guard

NAME, PASSWORD = "demo", "payung-demo"  # printed for everybody to read
LURAH, LURAH_PASSWORD = "lurah", "payung-lurah"
PLACE = "64.72.05.1003"
EMPTY = "Kantor contoh, belum terisi.\n"
FILLED = "Kantor contoh; semua orangnya rekaan.\n"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """What is needed to log in."""

    name: str
    password: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """Who can log in, and how many people were made up now."""

    accounts: tuple[DemoAccount, ...]
    people: int


ACCOUNTS = (
    DemoAccount(NAME, PASSWORD, ADMINISTRATOR),
    DemoAccount(LURAH, LURAH_PASSWORD, APPROVER),  # nobody approves what they have typed
)


def make_demo(
    folder: Path, resources: Path, reference: Reference, *, people: int, seed: int
) -> DemoOffice:
    """Make the office, or leave the one that is there; `Refusal` where a real office is.

    One that was cut while it was being filled is filled.
    """
    if not 0 <= people <= 1_000_000:
        raise Refusal(Problem("demo.people"))
    mark = folder / DEMO
    with guard():
        if not is_set_up(folder):
            set_up_desk(folder, reference, place=PLACE, station=1, name=NAME, password=PASSWORD)
            mark.write_text(EMPTY, encoding="utf-8")
        if not mark.exists():
            raise Refusal(Problem("demo.real_office"))
        if mark.read_text(encoding="utf-8") != EMPTY:
            return DemoOffice(_accounts(folder), 0)
        session = log_in(folder, resources, reference, name=NAME, password=PASSWORD)
        try:
            if len(_accounts(folder)) < len(ACCOUNTS):
                Operators(session).add(LURAH, LURAH_PASSWORD, APPROVER)
            with session.books.reading() as unit:
                is_empty = not unit.counts.by_state()
            if is_empty:
                fill(session, people, seed)
        finally:
            session.close()
        mark.write_text(FILLED, encoding="utf-8")
    return DemoOffice(_accounts(folder), people)


def _accounts(folder: Path) -> tuple[DemoAccount, ...]:
    """Those of `ACCOUNTS` that are there: an older demonstration has no lurah."""
    there = operator_names(folder)
    return tuple(each for each in ACCOUNTS if each.name in there)


def fill(session: Session, people: int, seed: int) -> None:
    """Put `people` made-up people into the books of `session`, all or none."""
    with session.books.transaction() as unit:
        home = unit.settings.home()
        place = str(unit.settings.get("place"))
        made_up = People(session.resources, session.reference, place, session.today(), seed)
        numbers = take_numbers(session, unit, people)
        bulk.load(unit.connection, revisions(session, made_up, numbers), home)
        unit.audit.note(
            "demo.filled",
            home.office,
            operator=session.operator.id,
            at=now(),
            detail={"people": people},
        )


def revisions(
    session: Session, made_up: People, numbers: Sequence[RegistrationNumber]
) -> Iterator[Revision]:
    """First revisions of made-up people, one for each number."""
    stamp = Stamp(session.operator.id, session.clock())
    for number, draft in zip(numbers, made_up.drafts(len(numbers)), strict=True):
        registration = Registration.from_draft(draft, session.reference, session.today(), stamp)
        record = salted(registration.to_record())
        yield Revision(
            registration_id=new_id(stamp.at),
            person_id=new_id(stamp.at),
            registration_number=number.text,
            number=1,
            parent=None,
            hash=content_hash(record),
            record=record,
            state="complete",
            incarnation=number.incarnation,
            made_by=stamp.by,
            made_at=stamp.at,
        )
