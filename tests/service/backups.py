"""What the tests of backups have in common: an office with people, and how to harm a backup."""

import shutil
from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD

from app.domain.backup import Habits
from app.service.backup.make import Backup
from app.service.backup.places import Habit
from app.service.register import Register
from app.service.setup import set_up_desk
from app.store.books import Books

BUDI = {
    "nik": "6472810308850002", "name": "BUDI SANTOSO", "sex": "male", "birth_date": "03-08-1985",
    "mother_name": "SUMIATI", "heirs": (), "no_family": "yes", "marital_status": "single",
    "phone": "081200000002", "kk": "",
}  # fmt: skip


@pytest.fixture(scope="session")
def new_office(tmp_path_factory, reference):
    """An office that was just set up, to be copied: making one anew costs half a second."""
    data = tmp_path_factory.mktemp("office") / "data"
    set_up_desk(
        data, reference, place=LEMPAKE, station=1, name=ADMIN, password=PASSWORD, cost=CHEAP
    )
    return data


@pytest.fixture
def folder(tmp_path, new_office):
    """The data folder of Kelurahan Lempake."""
    return shutil.copytree(new_office, tmp_path / "data")


@pytest.fixture
def stick(tmp_path):
    """The second folder."""
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def backed(session, stick, draft):
    """An office with one person, and the stick chosen for its backups."""
    Register(session)(draft())
    Habit(session).put(Habits(str(stick)))
    return session


@pytest.fixture
def made(backed):
    """A good backup of that office."""
    return Backup(backed)()


def flip(path, place=None):
    """Let one byte of a file be another."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 if place is None else place] ^= 1
    path.write_bytes(raw)


def damage(database, key, table):
    """Flip a byte in the first page of a table of books that are closed."""
    with closing(sqlcipher.connect(database)) as books:
        books.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = books.execute(query, [table]).fetchone()
    flip(database, (page - 1) * 4096 + 200)
    return page


def people_in(database, key):
    """How many people stand in these books."""
    with closing(Books(database, key)) as books, books.reading() as unit:
        return sum(unit.counts.by_state().values())


def in_sight(folder):
    """The names in a folder that are not the mark of the place."""
    return sorted(each.name for each in folder.iterdir() if each.name.startswith("payung-6"))
