"""The first start of an office, and every later one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.domain.backup import Why
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.keys.files import sync_folder, write_durably
from app.keys.locked import STANDARD, Cost
from app.keys.recovery import RecoveryCode
from app.keys.slots import FILE as SLOTS
from app.keys.slots import SlotFile
from app.keys.station import FILE as STATION
from app.keys.station import Station
from app.service import renew
from app.service.backup import swap
from app.service.backup.make import before_upgrade, remember
from app.service.door import Door
from app.service.front import BOOKS, NAME, READY, is_cut_short, is_set_up
from app.service.ground import demand_own_disk
from app.service.lost_log import note_lost_log
from app.service.session import Clock, Session, now
from app.store.books_on_server import make_books, open_books
from app.store.engine import StoreFailure, guard
from app.store.owner import Owner
from app.store.place import SERVER, Server, place_of
from app.store.server import SET_UP, bring_in, demand_free, ready, settle
from app.store.upgrade import is_due

STAGING = "setup.part"


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds the recovery code
class SetUp:
    """What a new office has to write down."""

    fingerprint: str
    recovery: RecoveryCode


def set_up_desk(
    folder: Path,
    reference: Reference,
    *,
    place: str,
    station: int,
    name: str,
    password: str,
    recovery: RecoveryCode | None = None,
    cost: Cost = STANDARD,
) -> SetUp:
    """Make the books of a kelurahan, its keys and its first administrator.

    `place` is the kelurahan's code (64.72.05.1003), `station` the number of this PC in it. All is
    made beside and moved in place, the key slots last: a set-up cut short leaves nothing that
    counts as an office, and can be done again. Refusals: `setup.exists`, `office.unknown`,
    `station.number`, and those of names and passwords.
    """
    if place not in {each.code for each in reference.places.kelurahan()}:
        raise Refusal(Problem("office.unknown", "office"))
    if not 1 <= station <= 99:
        raise Refusal(Problem("station.number", "station"))
    office = _Office(place, station, "desk", f"Kelurahan {reference.places.name(place)}")
    return _set_up(folder, office, name, password, recovery, cost)


def set_up_city(
    folder: Path,
    reference: Reference,
    *,
    name: str,
    password: str,
    recovery: RecoveryCode | None = None,
    cost: Cost = STANDARD,
    server: Server | None = None,
) -> SetUp:
    """Make the books of the city office, its keys and its first administrator.

    Its code is the city's of the profile; its station is 0, which no kelurahan can have. With a
    `server` the books are made there, in a database that has none (`database.taken`), and the
    folder remembers where. Refusals and cuts as with `set_up_desk`.
    """
    office = _Office(reference.places.city, 0, "city", reference.city.name)
    return _set_up(folder, office, name, password, recovery, cost, server)


@dataclass(frozen=True, slots=True)
class _Office:
    """What is to be set up."""

    place: str
    station: int
    role: str
    title: str


def _set_up(
    folder: Path,
    new: _Office,
    name: str,
    password: str,
    recovery: RecoveryCode | None,
    cost: Cost,
    server: Server | None = None,
) -> SetUp:
    demand_own_disk(folder)
    swap.settle(folder)
    if is_set_up(folder):
        raise Refusal(Problem("setup.exists"))
    if server is not None:
        demand_free(server)
    office = new.place.replace(".", "")  # assigned; from here on only an opaque code
    staging = folder / STAGING
    with guard():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # of who works here alone
        _clear(folder)
        staging.mkdir()
    opened, code = SlotFile.create(staging, name, password, recovery=recovery, cost=cost)
    keys = Station.create(staging, opened.data_key, office, new.station)
    books = make_books(ready(server, SET_UP) if server else staging / BOOKS, opened.data_key)
    with books.transaction() as unit:
        unit.settings.put("home", {"office": office, "station": str(new.station)})
        unit.settings.put("place", new.place)
        unit.settings.put("role", new.role)
        unit.settings.put("life", keys.incarnation.id)
        who = opened.operator
        unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)
        unit.audit.note(
            "office.set_up",
            office,
            operator=opened.operator.id,
            at=now(),
            detail={"station": new.station},
        )
    books.settle()
    books.close()
    with guard():
        (staging / NAME).write_text(new.title, encoding="utf-8")
        if server is not None:
            write_durably(staging / SERVER, server.url.encode())
        _move_in(folder, staging)
        if server is not None:
            bring_in(server, SET_UP)
    return SetUp(keys.fingerprint(), code)


def _clear(folder: Path) -> None:
    """Take away what a set-up that was cut short has left."""
    if is_cut_short(folder):
        (folder / BOOKS).unlink(missing_ok=True)  # first: without what lies ready it is an office
        (folder / SERVER).unlink(missing_ok=True)
    for left in (folder / STAGING, folder / READY):
        if left.exists():
            shutil.rmtree(left)


def _move_in(folder: Path, staging: Path) -> None:
    lies = staging.replace(folder / READY)
    for file in (BOOKS, SERVER, STATION, NAME, SLOTS):
        if (lies / file).exists():
            (lies / file).replace(folder / file)
            sync_folder(folder)  # never the slots before the books they open
    lies.rmdir()


def log_in(
    folder: Path,
    resources: Path,
    reference: Reference,
    *,
    name: str,
    password: str,
    clock: Clock = now,
) -> Session:
    """Unlock the office for one operator.

    Raises `NotUnlocked` for a wrong name or password, and for a try too soon after many;
    `KeysFailure` and `StoreFailure` for what the world does (`store.open_elsewhere` when another
    program has the books), `Refusal` with `store.newer` for books of a newer program,
    `setup.missing` where there is no office.
    """
    demand_own_disk(folder)
    swap.settle(folder)
    if not is_set_up(folder):
        raise Refusal(Problem("setup.missing"))
    renew.settle(folder)
    slots = SlotFile.read(folder)
    door = Door(folder, clock)
    opened = door.open(slots, name, password)
    station = Station.open(folder, opened.data_key)
    place = place_of(folder)
    if isinstance(place, Path) and not place.exists():
        raise StoreFailure("store.missing")
    owner = Owner(folder)
    owner.claim()
    lacks_log = owner.was_cut and not (folder / f"{BOOKS}-wal").exists()
    try:
        kept = None
        if isinstance(place, Server):
            lacks_log = False  # it minds its own
            settle(place, opened.data_key)
        if is_due(place, opened.data_key):
            kept = before_upgrade(folder, opened.data_key, station, clock())
        books = open_books(place, opened.data_key)
        if kept is not None:
            remember(books, folder, kept, Why.UPGRADE, opened.operator.id)
        door.tell(books)
        with books.reading() as unit:  # from here on there is a log beside the books
            unit.settings.home()
        owner.opened()
        if lacks_log:
            note_lost_log(books, opened.operator.id, clock())
    except BaseException:
        owner.release()
        raise
    return Session(
        folder=folder,
        resources=resources,
        reference=reference,
        books=books,
        opened=opened,
        slots=slots,
        station=station,
        owner=owner,
        clock=clock,
    )
