"""A real office for tests: its folder, its books unlocked, and drafts that the rules accept."""

import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.draft import YES, Draft, HeirDraft
from app.domain.reference import Reference
from app.keys.locked import Cost
from app.keys.slots import SlotFile
from app.service.exchange.approve import Approve, Approved
from app.service.operators import Operators
from app.service.session import Session
from app.service.setup import log_in, set_up_city, set_up_desk

RESOURCES = Path(__file__).parents[1] / "resources"
LEMPAKE = "64.72.05.1003"
ADMIN, PASSWORD = "admin", "payung-uji"
LURAH, LURAH_PASSWORD = "Hj. Norhayati", "payung-lurah"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)

DraftMaker = Callable[..., Draft]

HUSBAND = HeirDraft(
    name="HERMAN",
    relation="husband",
    birth_date="04-07-1980",
    sex="male",
    proof="marriage_book",
    claimant=YES,
)

SITI = Draft(
    nik="6472814107900001",
    name="SITI NORHAYATI",
    birth_place="Samarinda",
    birth_date="01-07-1990",
    sex="female",
    mother_name="MASITAH",
    kk="6472810101150001",
    marital_status="married",
    address="Jl. Poros Lempake Gg. Mawar No. 14",
    rt="007",
    rw="000",
    kecamatan="64.72.05",
    kelurahan=LEMPAKE,
    phone="081200000001",
    occupation="0203",
    workplace="Pasar Lempake",
    income="1400000",
    was_member="no",
    social_source="dtsen",
    desil="2",
    desil_date="01-09-2026",
    still_working=YES,
    not_ill=YES,
    not_civil_servant=YES,
    not_covered_elsewhere=YES,
    purpose_told=YES,
    heirs=(HUSBAND,),
)
"""A worker the rules accept. Born 1 July 1990; kecamatan 81 never existed."""


class Clock:
    """The office's clock; it moves when a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **time: float) -> None:
        self.now += timedelta(**time)

    def today(self) -> date:
        return self.now.astimezone().date()


def as_lurah(session: Session) -> Session:
    """The lurah at work on the same books; the first time the account is made."""
    slots = SlotFile(session.folder, CHEAP)
    if LURAH not in {each.name for each in slots.operators()}:
        Operators(replace(session, slots=slots)).add(LURAH, LURAH_PASSWORD, "approver")
    return replace(session, slots=slots, opened=slots.unlock(LURAH, LURAH_PASSWORD))


def approve(session: Session, registration_ids: Collection[str] | None = None) -> Approved:
    """The lurah approves of these, or of all that wait."""
    deed = Approve(as_lurah(session))
    asked = deed.waiting() if registration_ids is None else registration_ids
    return deed(asked, LURAH_PASSWORD)


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference.load(RESOURCES)


@pytest.fixture
def clock() -> Clock:
    return Clock()


SetUp = Callable[..., Path]


@pytest.fixture(scope="session")
def ready_office(tmp_path_factory, reference) -> SetUp:
    """Set up an office in a folder, a city without a place.

    The second time by copying the first: the steps of the schema are long, and tests are many.
    """
    shelf = tmp_path_factory.mktemp("offices")
    ready: dict[tuple[str | None, int], Path] = {}

    def set_up(folder: Path, place: str | None = LEMPAKE, station: int = 1) -> Path:
        first = ready.get((place, station))
        if first is None:
            first = ready[place, station] = shelf / f"{place or 'kota'}-{station}"
            found_anew(first, reference, place, station)
        shutil.copytree(first, folder)
        return folder

    return set_up


def found_anew(folder: Path, reference: Reference, place: str | None, station: int = 1) -> None:
    """Set up an office with keys that no other one has."""
    account = {"name": ADMIN, "password": PASSWORD, "cost": CHEAP}
    if place is None:
        set_up_city(folder, reference, **account)
    else:
        set_up_desk(folder, reference, place=place, station=station, **account)


@pytest.fixture
def folder(tmp_path, ready_office) -> Path:
    """The data folder of Kelurahan Lempake, just set up."""
    return ready_office(tmp_path / "data")


@pytest.fixture
def found_in_file(ready_office) -> Callable[[Path], None]:
    """Set up a city in a folder, its books in a file there."""
    return lambda folder: ready_office(folder, None)


@pytest.fixture
def found_city(found_in_file) -> Callable[[Path], None]:
    """Set up a city in a folder; a folder of tests may do it on a server."""
    return found_in_file


@pytest.fixture
def open_office(folder, reference, clock):
    """Log in to the office, as often as a test likes; what is left open is closed."""
    opened: list[Session] = []

    def open_office(name: str = ADMIN, password: str = PASSWORD) -> Session:
        session = log_in(folder, RESOURCES, reference, name=name, password=password, clock=clock)
        opened.append(session)
        return session

    yield open_office
    for session in opened:
        session.close()


@pytest.fixture
def session(open_office) -> Session:
    """The administrator at work."""
    return open_office()


@pytest.fixture
def draft() -> DraftMaker:
    """Make a draft that the rules accept; name only what the test is about."""

    def make(**typed: object) -> Draft:
        return replace(SITI, **typed)

    return make
