"""A city and a desk whom something befell: what must be so then, and how the work is finished."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from tests.exchange_story.conftest import Office

from app.domain.decisions import EventKind, Fix
from app.domain.states import DecisionState
from app.service.check import Check
from app.service.exchange.ask import Ask
from app.service.exchange.decide import Decide
from app.service.exchange.receive import Receive
from app.service.exchange.report import ReportEvent

CITY, DESK = "kota-1", "64.72.05.1003-1"


@dataclass
class World:
    """A city, a desk and the sticks between them, in a folder that can be copied."""

    folder: Path
    open_: Callable[[Path], Office]
    opened: dict[str, Office] = field(default_factory=dict)

    @property
    def stick(self) -> Path:
        return self.folder / "stick"

    @property
    def back(self) -> Path:
        return self.folder / "back"

    def office(self, name: str) -> Office:
        if name not in self.opened:
            self.opened[name] = self.open_(self.folder / name)
        return self.opened[name]

    def offices(self) -> tuple[Office, Office]:
        """Desk and city, both at work."""
        return self.office(DESK), self.office(CITY)

    def close(self) -> None:
        for office in self.opened.values():
            office.close()
        self.opened.clear()

    def copy(self, to: Path) -> "World":
        shutil.copytree(self.folder, to)
        return World(to, self.open_)


@pytest.fixture(name="world")
def a_world(city, lempake, tmp_path, reference, clock):
    """A desk with work to seal: new people, a correction, somebody who died."""
    folder = tmp_path / "world"
    for name in ("stick", "back"):
        (folder / name).mkdir(parents=True)
    people = [lempake.register(serial) for serial in (1, 2, 3)]
    lempake.send(folder / "stick")
    lempake.correct(people[0], phone="081299999999")
    ReportEvent(lempake.session)(people[1], EventKind.DIED, "surat kematian")
    lempake.register(4)
    lempake.approve()
    for office in (city, lempake):
        office.close()
        shutil.copytree(office.folder, folder / office.folder.name)
    made = World(folder, lambda at: Office(at, reference, clock))
    yield made
    made.close()


def decide(office: Office) -> None:
    first, second, *_ = sorted(office.names())
    Decide(office.session)([first], DecisionState.ACCEPTED)
    Decide(office.session)(
        [second], DecisionState.NEEDS_FIXING, fixes=(Fix("phone", "unreadable"),)
    )


# How the world gets to where a deed begins, who does it, and the deed.


def sealed(world: World) -> None:
    world.office(DESK).seal(world.stick)


def taken(world: World) -> None:
    sealed(world)
    city = world.office(CITY)
    city.receive(world.stick)
    decide(city)


def answered(world: World) -> None:
    taken(world)
    world.office(CITY).seal(world.back)


DEEDS = {
    "the desk seals": (lambda world: None, DESK, lambda office, world: office.seal(world.stick)),
    "the city receives": (sealed, CITY, lambda office, world: office.receive(world.stick)),
    "the city seals": (taken, CITY, lambda office, world: office.seal(world.back)),
    "the desk receives": (answered, DESK, lambda office, world: office.receive(world.back)),
}


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def made(office: Office):
    with office.session.books.reading() as unit:
        return list(unit.files.made())


def shows_the_truth(world: World) -> None:
    """What books and sticks say right after the start is so, and nothing half has a whole name."""
    desk, city = offices = world.offices()
    for office in offices:
        assert Check(office.session)() == ()
    files = {file.name: file for office in offices for file in made(office)}
    on_sticks = {path.name: path for path in (*world.stick.iterdir(), *world.back.iterdir())}
    for name, path in on_sticks.items():
        if not name.endswith(".part"):
            assert digest(path) == files[name].sha256
    for name, file in files.items():
        assert file.carried_at is None or name in on_sticks
    with city.session.books.reading() as unit:
        held = {(each.sender, each.sequence) for each in unit.files.received()}
    filed = {id_ for id_, state in desk.states().items() if state == "filed"}
    assert filed <= set(city.names())
    assert not filed or held
    assert set(city.names()) <= set(desk.names())


def finishes(world: World) -> None:
    """The same commands again bring all to its end; no number was given twice, nothing is twice."""
    desk, city = world.offices()
    had_news = "filed" in desk.states().values()
    desk.send(world.stick)
    assert had_news or len(made(desk)) == 2  # a file that was made is given out, and no third
    city.receive(world.stick)
    assert revisions(city) == revisions(desk)
    if not any(decisions(city).values()):
        decide(city)
    city.seal(world.back)
    desk.receive(world.back)
    for office in (desk, city):
        assert Check(office.session)() == ()
        assert office.asides() == []
        assert office.session.station.incarnation.number == 0  # nobody took it for a backup
        assert not Ask(office.session).is_open()
        sequences = [file.sequence for file in made(office)]
        assert sequences == list(range(len(sequences), 0, -1))
    assert Receive(city.session).missing() == ()
    assert set(desk.states().values()) == {"filed"}
    assert len(desk.names()) == 4
    assert city.names() == desk.names()
    assert decisions(city) == decisions(desk)
    again = city.receive(world.stick)
    assert (again.taken, again.set_aside, again.refused) == (0, 0, ())
    left = {path.suffix for path in world.folder.rglob("*") if path.is_file()}
    assert not left & {".part", ".new"}


def revisions(office: Office) -> dict[str, list[tuple[int, str]]]:
    return {id_: [each[:2] for each in office.history(id_)] for id_ in sorted(office.names())}


def decisions(office: Office) -> dict[str, str]:
    with office.session.books.reading() as unit:
        return {id_: unit.registrations.standing(id_).decision for id_ in sorted(office.names())}
