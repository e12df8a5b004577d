"""A city, three desks in two kelurahan, and what lies on sticks between them."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.exchange_model.mail import Post
from tests.exchange_story.conftest import LEMPAKE, SIDODADI, Office, enrol
from tests.office import ADMIN, CHEAP, PASSWORD, Clock

from app.domain.merge import Name
from app.service.exchange.correspond import Brought, Correspond
from app.service.exchange.post import TakeMail
from app.service.exchange.receive import Receive, Received
from app.service.exchange.seal import Seal, Sent
from app.service.setup import set_up_city, set_up_desk

CITY = "6472/0"
DESKS = ("6472051003/1", "6472051003/2", "6472051004/1")
_PLACES = ((LEMPAKE, 1), (LEMPAKE, 2), (SIDODADI, 1))


@dataclass(frozen=True, slots=True)
class Carried:
    """A sealed file on a stick of its own."""

    path: Path
    id: str
    sender: str

    @property
    def is_letter(self) -> bool:
        """Whether it is between two stations of one office."""
        return self.sender != CITY and "-untuk-" in self.path.name


def lay_ground(folder: Path, reference) -> None:
    """Set the offices up, once for all stories: each knows the other, nobody is registered."""
    clock = Clock()
    who = {"name": ADMIN, "password": PASSWORD, "cost": CHEAP}
    set_up_city(folder / "0", reference, **who)
    for number, (place, station) in enumerate(_PLACES, 1):
        set_up_desk(folder / str(number), reference, place=place, station=station, **who)
    city, *desks = (Office(folder / str(number), reference, clock) for number in range(4))
    for desk in desks:
        enrol(city, desk, folder / "cards")
    (folder / "trust").mkdir()
    city.seal(folder / "trust")
    for office in (*desks, city):
        office.receive(folder / "trust")
        office.close()
    shutil.rmtree(folder / "trust")


class World:
    """The offices of one story, in folders of their own."""

    def __init__(self, ground: Path, folder: Path, reference) -> None:
        self.folder = folder
        self.clock = Clock()
        left = shutil.ignore_patterns("stick-*")
        shutil.copytree(ground, folder, dirs_exist_ok=True, ignore=left)
        offices = [Office(folder / str(number), reference, self.clock) for number in range(4)]
        self.city, *desks = offices
        self.desks = {desk.name: desk for desk in desks}
        assert (self.city.name, tuple(self.desks)) == (CITY, DESKS)
        self.sticks: list[Carried] = []
        self.post = Post(self.city.folder)
        self._counted = 0

    def close_offices(self) -> None:
        """Everybody goes home; what they did is on the disk."""
        self.post.close()
        for office in (self.city, *self.desks.values()):
            office.close()

    def close(self) -> None:
        self.close_offices()
        shutil.rmtree(self.folder, ignore_errors=True)

    def office(self, name: str) -> Office:
        return self.city if name == CITY else self.desks[name]

    def stick(self) -> Path:
        """An empty stick."""
        self._counted += 1
        stick = self.folder / f"stick-{self._counted}"
        stick.mkdir()
        return stick

    def seal(self, office: Office) -> list[Carried]:
        """Seal onto an empty stick; the files lie there from now on."""
        stick = self.stick()
        found = [
            Carried(stick / each.path.name, each.file.header_hash, office.name)
            for each in Seal(office.session)(stick).sent
        ]
        self.sticks += found
        return found

    def lose(self, one: Carried) -> None:
        self.sticks.remove(one)
        one.path.unlink()

    def round(self, desk: Office, hardships: list[str]) -> tuple[list[Sent], Brought]:
        """One errand of a desk at the mailbox; what it had to send, and what it brought."""
        errand = Correspond(desk.session)
        trip = errand.round()
        sent = list(Seal(desk.session).waiting())
        brought = errand.ended(trip.outcome(self.post.carry(trip, hardships)))
        return sent, brought

    def empty_mailbox(self) -> Received:
        """The city takes what came, and offers its replies."""
        received = TakeMail(self.city.session)()
        Seal(self.city.session)()
        return received


def standing(office: Office, registration_id: str) -> tuple[Name, str]:
    """The revision that an office shows, and what the city said of the registration."""
    with office.session.books.reading() as unit:
        found = unit.registrations.standing(registration_id)
    return Name(found.number, found.hash), found.decision


def owned(office: Office) -> list[str]:
    """The registrations that a desk believes to be its own."""
    number, station = office.name.split("/")
    with office.session.books.reading() as unit:
        return sorted(unit.registrations.owned_by(number, station))


def names(office: Office, registration_id: str, states: Iterable[str]) -> set[Name]:
    """The revisions of these states that an office holds."""
    history = office.history(registration_id)
    return {Name(number, digest) for number, digest, state in history if state in states}


def is_active(office: Office, registration_id: str) -> bool:
    with office.session.books.reading() as unit:
        return bool(
            unit.connection.exec_driver_sql(
                "SELECT active FROM registration WHERE uid = ?", (registration_id,)
            ).scalar_one()
        )


def receive(office: Office, paths: Iterable[Path], cut_after: int | None = None) -> Received:
    """Take files; cancelled after so many questions whether to go on."""
    asked = iter(range(cut_after)) if cut_after is not None else None
    return Receive(office.session)(
        list(paths), cancelled=lambda: asked is not None and next(asked, None) is None
    )
