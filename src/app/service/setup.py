"""The first start of an office, and every later one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.keys.locked import STANDARD, Cost
from app.keys.recovery import RecoveryCode
from app.keys.slots import FILE as SLOTS
from app.keys.slots import SlotFile
from app.keys.station import FILE as STATION
from app.keys.station import Station
from app.service.front import BOOKS, NAME, is_set_up
from app.service.session import Clock, Session, now
from app.store.books import Books
from app.store.engine import StoreFailure
from app.store.owner import Owner

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
    looks like an office. Refusals: `setup.exists`, `office.unknown`, `station.number`, and those
    of names and passwords.
    """
    if is_set_up(folder):
        raise Refusal(Problem("setup.exists"))
    if place not in {each.code for each in reference.places.kelurahan()}:
        raise Refusal(Problem("office.unknown", "office"))
    if not 1 <= station <= 99:
        raise Refusal(Problem("station.number", "station"))
    office = place.replace(".", "")  # assigned; from here on only an opaque code
    staging = folder / STAGING
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if staging.exists():
            shutil.rmtree(staging)
        staging.mkdir()
    except OSError:
        raise StoreFailure("store.read_only") from None
    opened, code = SlotFile.create(staging, name, password, recovery=recovery, cost=cost)
    keys = Station.create(staging, opened.data_key, office, station)
    books = Books(staging / BOOKS, opened.data_key)
    at = now()
    with books.transaction() as unit:
        unit.settings.put("home", {"office": office, "station": str(station)})
        unit.settings.put("place", place)
        unit.settings.put("role", "desk")
        who = opened.operator
        unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)
        unit.audit.note(
            "office.set_up", office, operator=opened.operator.id, at=at, detail={"station": station}
        )
    books.close()
    try:
        (staging / NAME).write_text(f"Kelurahan {reference.places.name(place)}", encoding="utf-8")
        for leftover in ("-wal", "-shm"):
            (staging / f"{BOOKS}{leftover}").unlink(missing_ok=True)
        for file in (BOOKS, STATION, NAME, SLOTS):
            (staging / file).replace(folder / file)
        staging.rmdir()
    except OSError:
        raise StoreFailure("store.failed") from None
    return SetUp(keys.fingerprint(), code)


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

    Raises `NotUnlocked` for a wrong name or password, `KeysFailure` and `StoreFailure` for what the
    world does (`store.open_elsewhere` when another program has the books), `Refusal` with
    `store.newer` for books of a newer program, `setup.missing` where there is no office.
    """
    if not is_set_up(folder):
        raise Refusal(Problem("setup.missing"))
    slots = SlotFile.read(folder)
    opened = slots.unlock(name, password)
    station = Station.open(folder, opened.data_key)
    if not (folder / BOOKS).exists():
        raise StoreFailure("store.missing")
    owner = Owner(folder)
    owner.claim()
    try:
        books = Books(folder / BOOKS, opened.data_key)
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
