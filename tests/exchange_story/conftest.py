"""A city and its kelurahan, each with books of its own, and sticks to carry files between them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.disks import small_disk  # noqa: F401 - a fixture
from tests.office import ADMIN, LEMPAKE, PASSWORD, RESOURCES, SITI, Clock, approve, found_anew
from tests.postgres import kinds

from app.domain.draft import Draft
from app.service.dossier import ShowRegistration
from app.service.exchange.enrol import Enrol
from app.service.exchange.receive import Receive, Received
from app.service.exchange.seal import Seal, SealReport
from app.service.register import Register
from app.service.session import Session
from app.service.setup import log_in

SIDODADI = "64.72.05.1004"


_NAMES = (
    "NORHAYATI", "AMINAH", "RAHMAWATI", "LESTARI", "FATIMAH", "KUSUMA", "WULANDARI", "HERLINA",
    "JUMIATI", "SUSANTI", "MAIMUNAH",
)  # fmt: skip


ON_A_SERVER_TOO = {"test_round_trip"}


def pytest_generate_tests(metafunc):
    if "books_kind" in metafunc.fixturenames:
        metafunc.parametrize("books_kind", kinds(metafunc, ON_A_SERVER_TOO))


class Office:
    """One office at work: what a person there does, in one word each."""

    def __init__(self, folder: Path, reference, clock: Clock) -> None:
        self.folder = folder
        self._reference = reference
        self._clock = clock
        self.session = self._open()

    def _open(self) -> Session:
        return log_in(
            self.folder, RESOURCES, self._reference, name=ADMIN, password=PASSWORD,
            clock=self._clock,
        )  # fmt: skip

    def reopen(self) -> None:
        """The program ends and starts again."""
        self.session.close()
        self.session = self._open()

    def close(self) -> None:
        self.session.close()

    def copy_books(self) -> Path:
        """A backup: the books as they are now, in a folder beside."""
        self.session.books.settle()
        backup = self.folder.with_name(f"{self.folder.name}-backup")
        shutil.rmtree(backup, ignore_errors=True)
        backup.mkdir()
        shutil.copy2(self.folder / "books.db", backup)
        return backup

    def put_back(self, backup: Path) -> None:
        """The PC broke; the backup is all there is. The keys were on it as well."""
        self.session.close()
        for left in self.folder.glob("books.db*"):
            left.unlink()
        shutil.rmtree(self.folder / "outbox", ignore_errors=True)
        shutil.copy2(backup / "books.db", self.folder)
        self.session = self._open()

    @property
    def name(self) -> str:
        public = self.session.station.public
        return f"{public.office}/{public.station}"

    def register(self, serial: int = 1, **typed: object) -> str:
        """Register somebody; the id. Each serial is another person."""
        person = {
            "nik": f"647281{40 + serial % 28 + 1}0790{serial:04}",
            "birth_date": f"{serial % 28 + 1:02}-07-1990",
            "name": f"SITI {_NAMES[serial % len(_NAMES)]} {_NAMES[serial // 3 % len(_NAMES)]}",
            "phone": f"0812{serial:08}",
            "kk": f"647281010115{serial:04}",
        }
        return Register(self.session)(replace(SITI, **person | typed)).registration_id

    def correct(self, registration_id: str, **typed: object) -> None:
        """Correct what is current."""
        dossier = ShowRegistration(self.session)(registration_id)
        draft: Draft = replace(dossier.draft, **typed)
        Register(self.session)(draft, correcting=registration_id)

    def approve(self) -> int:
        return approve(self.session).approved

    def seal(self, to: Path | None = None) -> SealReport:
        return Seal(self.session)(to)

    def receive(self, *paths: Path) -> Received:
        return Receive(self.session)(paths)

    def send(self, stick: Path) -> SealReport:
        """All that is new goes on the stick."""
        self.approve()
        return self.seal(stick)

    def states(self) -> dict[str, str]:
        """By registration id: the state of the current revision."""
        with self.session.books.reading() as unit:
            ids = unit.people.ids(_everybody())
            lines = unit.people.lines(ids)
        return {each.registration_id: each.state for each in lines.values()}

    def names(self) -> dict[str, str]:
        """By registration id: the name that is current."""
        with self.session.books.reading() as unit:
            lines = unit.people.lines(unit.people.ids(_everybody()))
        return {each.registration_id: each.name for each in lines.values()}

    def history(self, registration_id: str) -> list[tuple[int, str, str]]:
        """Number, hash and state of every revision."""
        with self.session.books.reading() as unit:
            history = unit.registrations.history(registration_id)
        return [(each.number, each.hash, each.state) for each in history]

    def asides(self) -> list[tuple[str, str]]:
        """Kind and reason of what waits for a person."""
        with self.session.books.reading() as unit:
            return [(each.kind.value, each.reason) for each in unit.asides.open()]


def _everybody():
    from app.domain.people import Query

    return Query()


def enrol(city: Office, desk: Office, folder: Path) -> None:
    """City and desk exchange their key cards."""
    folder.mkdir(exist_ok=True)
    card, _ = Enrol(city.session).write(folder)
    Enrol(desk.session).take(card)
    card, _ = Enrol(desk.session).write(folder)
    Enrol(city.session).take(card)


@pytest.fixture
def found_city(found_here_or_there) -> Callable[[Path], None]:
    return found_here_or_there


@pytest.fixture
def offices(
    tmp_path, reference, clock, found_city, ready_office
) -> Iterator[Callable[..., Office]]:
    """Set up an office; a city without a place."""
    made: list[Office] = []
    asked: set[tuple[str | None, object]] = set()

    def office(place: str | None = LEMPAKE, station: int = 1) -> Office:
        folder = tmp_path / f"{place or 'kota'}-{station}"
        if (place, place and station) in asked:  # in another computer's place: with other keys
            found_anew(folder, reference, place, station)
        elif place is None:
            found_city(folder)
        else:
            ready_office(folder, place, station)
        asked.add((place, place and station))
        made.append(Office(folder, reference, clock))
        return made[-1]

    yield office
    for each in made:
        each.close()


@pytest.fixture
def city(offices) -> Office:
    return offices(None)


@pytest.fixture
def lempake(offices, city, tmp_path) -> Office:
    """A desk that city and desk have enrolled with one another."""
    desk = offices(LEMPAKE)
    enrol(city, desk, tmp_path / "cards")
    return desk


@pytest.fixture
def second(offices, city, tmp_path) -> Office:
    """A second PC of the same kelurahan, known to the city."""
    desk = offices(LEMPAKE, 2)
    enrol(city, desk, tmp_path / "cards")
    return desk


@pytest.fixture
def sidodadi(offices, city, tmp_path) -> Office:
    """Another kelurahan."""
    desk = offices(SIDODADI)
    enrol(city, desk, tmp_path / "cards")
    return desk


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def back(tmp_path) -> Path:
    """The stick that the city's answers travel on."""
    folder = tmp_path / "back"
    folder.mkdir()
    return folder
