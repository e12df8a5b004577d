"""A stick that somebody prepared: nothing on it is waited for, followed or copied without end."""

import json
import os
import shutil
import signal

import pytest
from tests.office import ADMIN, PASSWORD, RESOURCES

from app.domain.backup import Habits
from app.exchange.failure import ExchangeFailure
from app.keys.custody import Answer, Request
from app.keys.failure import KeysFailure
from app.service.backup.failure import BackupFailure
from app.service.backup.make import Backup
from app.service.backup.manifest import FILE, Manifest
from app.service.backup.places import MARK, Habit
from app.service.backup.restore import Restore
from app.service.exchange.enrol import Enrol

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, devices and links")

TRAPS = {
    "a pipe": os.mkfifo,
    "a link to a pipe": lambda path: (
        os.mkfifo(path.with_name("pipe")),
        path.symlink_to(path.with_name("pipe")),
    ),
    "a device without end": lambda path: path.symlink_to("/dev/zero"),
    "a folder": lambda path: path.mkdir(),
}


@pytest.fixture(params=list(TRAPS))
def trap(request):
    """Lay something that is no file; whoever waits for it is woken and fails."""

    def woken(*_):
        raise AssertionError("somebody waits for a stick")

    before = signal.signal(signal.SIGALRM, woken)
    signal.alarm(20)
    yield TRAPS[request.param]
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def test_no_key_card_is_waited_for(session, tmp_path, trap):
    trap(tmp_path / "kunci.payungkey")
    with pytest.raises(ExchangeFailure):
        Enrol(session).take(tmp_path / "kunci.payungkey")


@pytest.mark.parametrize("kind", [Request, Answer])
def test_no_paper_of_the_custodians_is_waited_for(tmp_path, trap, kind):
    trap(tmp_path / "minta.json")
    with pytest.raises(KeysFailure):
        kind.load(tmp_path / "minta.json")


@pytest.fixture
def backup(session, tmp_path):
    """A backup of the office on a stick; the office is closed."""
    (tmp_path / "stick").mkdir()
    made = Backup(session)(to=tmp_path / "stick").folder
    session.close()
    return made


@pytest.fixture
def restore(folder, reference, clock):
    return Restore(folder, RESOURCES, reference, clock)


def test_no_file_of_a_backup_is_waited_for_or_copied_without_end(backup, restore, tmp_path, trap):
    for name in ("books.db", "slots.json", FILE):
        (backup / name).rename(tmp_path / "kept")
        trap(backup / name)
        with pytest.raises(BackupFailure) as told:
            restore.prepare(backup, ADMIN, PASSWORD)
        assert told.value.code in ("backup.damaged", "backup.none")
        shutil.rmtree(backup / name) if (backup / name).is_dir() else (backup / name).unlink()
        (backup / "pipe").unlink(missing_ok=True)
        (tmp_path / "kept").rename(backup / name)


def test_a_file_of_a_backup_is_copied_no_further_than_its_list_says(backup, restore):
    with (backup / "books.db").open("ab") as file:
        file.truncate(1 << 40)  # a hole: it takes no room on the stick, and all of ours
    with pytest.raises(BackupFailure) as told:
        restore.prepare(backup, ADMIN, PASSWORD)
    assert told.value.code == "backup.damaged"


def test_a_list_of_a_backup_reaches_out_of_no_folder(backup, restore, tmp_path):
    written = json.loads((backup / FILE).read_text("utf-8"))
    for name in ("../slots.json", "/etc/passwd", "aside/../../x", "C:x", "a\\b", "a/b/c", "", "."):
        written["files"][0]["name"] = name
        (backup / FILE).write_text(json.dumps(written), "utf-8")
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(BackupFailure):
            Manifest.read(backup)
        with pytest.raises(BackupFailure):
            restore.prepare(backup, ADMIN, PASSWORD)
        assert sorted(tmp_path.rglob("*")) == before


def test_the_mark_of_a_place_for_backups_is_not_waited_for(session, tmp_path, trap):
    (tmp_path / "stick").mkdir()
    trap(tmp_path / "stick" / MARK)
    with pytest.raises(BackupFailure):
        Habit(session).put(Habits(str(tmp_path / "stick")))
