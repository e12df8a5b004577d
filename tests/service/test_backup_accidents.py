"""Accidents of the data folder: each told in one sentence that says what to do, nothing lost."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD, RESOURCES
from tests.service.backups import *  # noqa: F403 - fixtures
from tests.service.backups import damage

from app.domain.refusal import Level
from app.exchange import medium
from app.exchange.medium import is_on_stick, is_share
from app.service.backup.make import Backup
from app.service.backup.restore import Restore
from app.service.backup.state import BackupState
from app.service.check import Check
from app.service.exchange.beside import beside
from app.service.setup import log_in, set_up_desk
from app.store.engine import StoreFailure
from app.store.owner import Owner
from app.wording.catalogue import sentence

SRC = Path(__file__).parents[2] / "src"


def failure(of, *words, **named):
    with pytest.raises(StoreFailure) as failed:
        of(*words, **named)
    return failed.value


def codes(problems):
    return [each.code for each in problems]


# -- where the books may lie

MOUNTS = r"""
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 21 8:17 / /media/lempake/DATA\040KU rw - vfat /dev/sdb1 rw
41 21 0:50 / /mnt/kantor rw - cifs //server/kantor rw
42 41 8:2 / /mnt/kantor/disk rw - ext4 /dev/sda2 rw
43 21 0:60 / /mnt/awan rw - fuse.rclone awan: rw
44 21 0:61 / /srv/nfs rw - nfs4 server:/x rw
45 44 0:62 / /srv/nfs rw - ext4 /dev/sda2 rw
""".lstrip()


@pytest.fixture
def mounts(tmp_path):
    file = tmp_path / "mountinfo"
    file.write_text(MOUNTS)
    return file


@pytest.fixture
def blocks(tmp_path):
    """A fixed disk and a stick, as sysfs tells them."""
    folder = tmp_path / "block"
    for name, removable in (("sda", "0"), ("sdb", "1")):
        for number in ("1", "2"):
            part = tmp_path / "devices" / name / f"{name}{number}"
            part.mkdir(parents=True)
            (part / "partition").write_text(number)
        (tmp_path / "devices" / name / "removable").write_text(removable)
        folder.mkdir(exist_ok=True)
        for number in ("1", "2"):
            (folder / f"{name}{number}").symlink_to(tmp_path / "devices" / name / f"{name}{number}")
    return folder


@pytest.mark.parametrize(
    ("folder", "share", "stick"),
    [
        ("/home/lempake/payung", False, False),
        ("/media/lempake/DATA KU/payung", False, True),
        ("/mnt/kantor", True, False),
        ("/mnt/kantor/payung", True, False),
        ("/mnt/kantor/disk/payung", False, False),
        ("/mnt/kantor2/payung", False, False),
        ("/mnt/awan/payung", True, False),
        ("/srv/nfs/payung", False, False),  # another disk is mounted over it
    ],
)
def test_shares_and_sticks_are_told_from_the_own_disk(mounts, blocks, folder, share, stick):
    assert is_share(Path(folder), mounts) is share
    assert is_on_stick(Path(folder), mounts, blocks) is stick


def test_what_the_system_does_not_tell_is_the_own_disk(tmp_path):
    assert not is_share(tmp_path, tmp_path / "nothing")
    assert not is_on_stick(tmp_path, tmp_path / "nothing")


@pytest.mark.parametrize(("kind", "code"), [("cifs", "store.on_share"), ("vfat", "store.on_stick")])
def test_books_are_neither_made_nor_opened_on_a_share_or_a_stick(
    folder, tmp_path, reference, monkeypatch, kind, code, blocks
):
    table = tmp_path / "mountinfo"
    table.write_text(f"40 21 8:17 / {tmp_path} rw - {kind} /dev/sdb1 rw\n")
    monkeypatch.setattr("app.service.ground.is_share", lambda at: is_share(at, table))
    monkeypatch.setattr("app.service.ground.is_on_stick", lambda at: is_on_stick(at, table, blocks))
    entry = {"name": ADMIN, "password": PASSWORD}
    assert failure(log_in, folder, RESOURCES, reference, **entry).code == code
    new = tmp_path / "new"
    made = {"place": LEMPAKE, "station": 1, "cost": CHEAP, **entry}
    assert failure(set_up_desk, new, reference, **made).code == code
    assert not new.exists()
    assert sentence(failure(log_in, folder, RESOURCES, reference, **entry).problem)


def test_a_drive_of_windows_is_asked_for_its_kind(monkeypatch):
    kinds = {"Z:\\": 4, "E:\\": 2, "C:\\": 3}
    monkeypatch.setattr(medium.sys, "platform", "win32")
    monkeypatch.setattr(medium, "_drive_type", lambda folder: kinds[str(folder)])
    assert [is_share(Path(drive)) for drive in kinds] == [True, False, False]
    assert [is_on_stick(Path(drive)) for drive in kinds] == [False, True, False]
    assert is_share(Path("\\\\server\\kantor"))


# -- two programs


def test_the_second_program_is_told_who_has_the_books(session, folder, reference):
    said = failure(log_in, folder, RESOURCES, reference, name=ADMIN, password=PASSWORD)
    facts = dict(said.problem.facts)
    assert facts["pid"] == str(os.getpid())
    words = sentence(said.problem)
    assert facts["user"] in words
    assert facts["since"] in words


def test_words_that_cannot_be_read_are_still_a_sentence(session, folder):
    (folder / "books.lock").write_bytes(b"\0nonsense")
    assert "?" in sentence(failure(Owner(folder).claim).problem)


# -- the log beside the books

WRITE = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [sys.argv[2], sys.argv[3]]
from tests.office import ADMIN, PASSWORD, RESOURCES, SITI
from app.domain.reference import Reference
from app.service.register import Register
from app.service.setup import log_in
reference = Reference.load(RESOURCES)
session = log_in(Path(sys.argv[1]), RESOURCES, reference, name=ADMIN, password=PASSWORD)
Register(session)(SITI)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="session")
def killed_once(tmp_path_factory, new_office):
    """An office whose program was killed right after a save."""
    data = tmp_path_factory.mktemp("killed") / "data"
    shutil.copytree(new_office, data)
    command = [sys.executable, "-c", WRITE, data, SRC, SRC.parent]
    ended = subprocess.run(list(map(str, command)), check=False)  # noqa: S603
    assert ended.returncode == -signal.SIGKILL
    return data


@pytest.fixture
def killed(folder, killed_once):
    shutil.rmtree(folder)
    return shutil.copytree(killed_once, folder)


def test_after_a_kill_the_save_is_there_and_nothing_is_said(killed, open_office):
    session = open_office()
    with session.books.reading() as unit:
        assert sum(unit.counts.by_state().values()) == 1
    assert "books.log_missing" not in codes(BackupState(session)().problems)


def test_a_missing_log_is_noticed_told_and_written_down(killed, open_office, clock):
    (killed / "books.db-wal").unlink()
    session = open_office()
    assert "books.log_missing" in codes(BackupState(session)().problems)
    (note,) = beside(session)  # `payung check` says it as well, of books that are whole
    assert (note.code, note.level) == ("books.log_missing", Level.NOTE)
    with session.books.reading() as unit:
        assert "books.log_missing" in {each["act"] for each in unit.audit._rows()}
    session.close()
    again = open_office()  # told for a week, not at each opening anew
    assert codes(BackupState(again)().problems).count("books.log_missing") == 1
    clock.go_on(days=8)
    assert "books.log_missing" not in codes(BackupState(again)().problems)


def test_books_that_were_closed_need_no_log(session, open_office, folder):
    session.close()
    assert not (folder / "books.db-wal").exists()
    assert "books.log_missing" not in codes(BackupState(open_office())().problems)


# -- a damaged page


def test_a_damaged_page_is_named_with_what_stands_on_it_and_the_rest_still_opens(
    backed, made, open_office
):
    page = damage_closed(backed, "import_batch")
    session = open_office()
    found = Check(session)()
    assert codes(found) == ["check.pages", "check.table"]
    assert dict(found[0].facts) == {"pages": str(page)}
    assert "Cadangan" in sentence(found[0])
    for _ in range(2):  # one page does not shut out all the others
        with pytest.raises(StoreFailure), session.books.reading() as unit:
            unit.imports.all()
        with session.books.reading() as unit:
            assert sum(unit.counts.by_state().values()) == 1


def damage_closed(session, table):
    session.close()
    return damage(session.folder / "books.db", session.opened.data_key, table)


def test_damaged_books_are_brought_back_from_the_backup(
    backed, made, open_office, folder, reference, clock
):
    damage_closed(backed, "revision")
    restore = Restore(folder, RESOURCES, reference, clock)
    restore.swap(restore.prepare(made.folder, ADMIN, PASSWORD))
    session = open_office()
    assert Check(session)() == ()
    with session.books.reading() as unit:
        assert sum(unit.counts.by_state().values()) == 1


# -- a clock that jumps


def test_a_clock_that_jumps_ahead_and_back_leaves_the_backups_and_makes_one(backed, made, clock):
    clock.go_on(days=400)
    ahead = Backup(backed)()
    clock.go_on(days=-400)
    standing = BackupState(backed)()
    assert (standing.is_due, standing.is_late) == (True, True)
    again = Backup(backed)()
    assert again.folder.exists()
    assert ahead.folder.exists()
    assert not BackupState(backed)().is_late
