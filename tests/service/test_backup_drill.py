"""The drill: a backup is only as good as what comes back out of it; and one before each upgrade."""

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from tests.books import KEY
from tests.service.backups import *  # noqa: F403 - fixtures
from tests.service.backups import flip, in_sight

from app.domain.backup import Why
from app.domain.refusal import Refusal
from app.service.backup import drill as drilling
from app.service.backup.drill import FOLDER, Drill
from app.service.backup.failure import BackupFailure
from app.service.backup.make import Backup, Writer
from app.service.backup.manifest import FILE, Manifest
from app.service.backup.state import BackupState
from app.store import upgrade

GOLDEN = Path(__file__).parents[1] / "store" / "golden"


def codes(problems):
    return [each.code for each in problems]


def changed(made, key, **figures):
    """The same backup with another list, marked by who has the key."""
    manifest = Manifest.read(made.folder)
    (made.folder / FILE).unlink()
    replace(manifest, figures=replace(manifest.figures, **figures)).keep(made.folder, key)


def test_a_good_backup_is_green_and_nothing_of_the_drill_stays(backed, made, folder):
    drilled = Drill(backed)()
    assert (drilled.is_green, drilled.people, drilled.made_at) == (True, 1, made.made_at)
    assert not (folder / FOLDER).exists()
    standing = BackupState(backed)()
    assert (standing.drill, standing.problems) == (None, ())
    assert standing.drilled == backed.clock()
    with backed.books.reading() as unit:
        assert [each["act"] for each in unit.audit._rows()][-1] == "backup.drilled"


def test_an_office_without_anybody_is_green(session):
    Backup(session)()
    assert Drill(session)().is_green


def test_a_damaged_backup_is_red_until_a_drill_is_green(backed, made, clock):
    flip(made.folder / "books.db")
    drilled = Drill(backed)()
    assert codes(drilled.problems) == ["backup.damaged"]
    assert codes(BackupState(backed)().problems) == ["drill.red"]
    clock.go_on(days=1)
    Backup(backed)()
    assert Drill(backed)().is_green
    assert codes(BackupState(backed)().problems) == []


def test_a_backup_that_holds_something_else_than_it_says_is_red(backed, made):
    changed(made, backed.opened.data_key, people=7)
    assert codes(Drill(backed)().problems) == ["drill.counts"]


def test_a_list_that_nobody_of_this_office_made_is_red(backed, made):
    changed(made, KEY)
    assert codes(Drill(backed)().problems) == ["backup.damaged"]


def test_somebody_who_is_not_found_and_a_card_that_is_not_genuine_are_red(
    backed, made, monkeypatch
):
    with monkeypatch.context() as blind:
        blind.setattr(drilling.People, "ids", lambda *_: [])
        assert codes(Drill(backed)().problems) == ["drill.search"]
    monkeypatch.setattr(drilling.Station, "open", lambda *_: other_station(backed))
    assert codes(Drill(backed)().problems) == ["drill.card"]


def other_station(session):
    """The keys of this office, but for the one that signs."""

    class Other:
        public, incarnation = session.station.public, session.station.incarnation

        def sign(self, message):
            return bytes(64)

    return Other()


def test_without_a_backup_there_is_nothing_to_try(session):
    assert codes(Drill(session)().problems) == ["drill.nothing"]


def test_a_cancelled_drill_leaves_no_trace_and_a_cut_one_does_not_hinder(backed, made, folder):
    with pytest.raises(Refusal):
        Drill(backed)(cancelled=lambda: True)
    assert not (folder / FOLDER).exists()
    assert BackupState(backed)().drilled is None
    (folder / FOLDER).mkdir()
    (folder / FOLDER / "books.db").write_bytes(b"half")
    assert Drill(backed)().is_green


def test_a_month_is_due_again(backed, made, clock):
    assert BackupState(backed)().is_drill_due
    Drill(backed)()
    assert not BackupState(backed)().is_drill_due
    clock.go_on(days=31)
    assert BackupState(backed)().is_drill_due


# -- before an upgrade


@pytest.fixture
def aged(session, stick, folder):
    """The office with the books of release 0001, under its own key; closed."""
    key = session.opened.data_key
    session.close()
    database = folder / "books.db"
    shutil.copyfile(GOLDEN / "0001.db", database)
    with closing(sqlcipher.connect(database, isolation_level=None)) as old:
        old.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        old.execute("PRAGMA journal_mode=DELETE")
        old.execute(f"PRAGMA rekey=\"x'{key.hex()}'\"")
    return key


def version(database, key):
    with closing(sqlcipher.connect(database)) as books:
        books.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        return books.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def test_before_an_upgrade_the_whole_office_is_backed_up(aged, open_office, folder):
    session = open_office()
    (name,) = in_sight(folder / "cadangan")
    backup = folder / "cadangan" / name
    assert Manifest.read(backup).why is Why.UPGRADE
    assert version(backup / "books.db", aged) == "0001"
    assert Manifest.read(backup).figures.people == 3
    assert BackupState(session)().last == session.clock()
    session.close()
    open_office()
    assert in_sight(folder / "cadangan") == [name]  # only once


def test_without_room_for_a_backup_nothing_is_upgraded(aged, open_office, folder, monkeypatch):
    def full(*_):
        raise BackupFailure("backup.full")

    with monkeypatch.context() as disk:
        disk.setattr(Writer, "_demand_room", full)
        with pytest.raises(BackupFailure):
            open_office()
    assert version(folder / "books.db", aged) == "0001"
    open_office().close()
    assert version(folder / "books.db", aged) == upgrade.HEAD
