"""Sticks come and go, and are told from the computer's own disks."""

import sys
import threading
from pathlib import Path

import pytest

from app.kit.sticks import Stick, Sticks, is_stick, sticks_here

BIRU = Stick(Path("/media/lurah/BIRU"), "BIRU", "vfat", 8_000_000_000, 5_000_000_000)
TUA = Stick(Path("/media/lurah/TUA"), "", "exfat", 2_000_000_000, 10)


class Hub:
    """Where sticks are plugged in, and what was told of it."""

    def __init__(self, qtbot, jobs):
        self.there, self.told = [], []
        self._qtbot = qtbot
        self.sticks = Sticks(jobs, lambda: list(self.there))
        self.sticks.plugged.connect(lambda stick: self.told.append(("in", stick.name)))
        self.sticks.unplugged.connect(lambda stick: self.told.append(("out", stick.name)))

    def look(self, *told):
        """Look once; what was told since the last look must be this."""
        self.sticks.look()
        self._qtbot.waitUntil(lambda: not self.sticks._is_looking)
        assert self.told == list(told)
        self.told.clear()


@pytest.fixture
def hub(qtbot, jobs):
    return Hub(qtbot, jobs)


def test_a_stick_is_told_once_when_it_comes_and_once_when_it_goes(hub):
    hub.look()
    hub.there.append(BIRU)
    hub.look(("in", "BIRU"))
    hub.look()
    hub.there.append(TUA)
    hub.look(("in", "TUA"))
    hub.there.remove(BIRU)
    hub.look(("out", "BIRU"))
    assert hub.sticks.now() == (TUA,)


def test_a_stick_that_fills_is_the_same_and_another_in_its_place_is_not(hub):
    hub.there.append(BIRU)
    hub.look(("in", "BIRU"))
    hub.there[:] = [Stick(BIRU.path, "BIRU", "vfat", BIRU.size, 3)]
    hub.look()
    assert hub.sticks.now()[0].free == 3
    hub.there[:] = [Stick(BIRU.path, "MERAH", "vfat", BIRU.size, 3)]
    hub.look(("out", "BIRU"), ("in", "MERAH"))


def test_the_looking_goes_on_by_itself_until_it_is_stopped(hub, qtbot, monkeypatch):
    hub.sticks._timer.setInterval(1)
    hub.sticks.start()
    hub.there.append(BIRU)
    qtbot.waitUntil(lambda: hub.told == [("in", "BIRU")])
    hub.sticks.stop()
    assert not hub.sticks._timer.isActive()


def test_a_look_that_never_ends_is_not_begun_twice_and_freezes_nothing(qtbot, jobs):
    gate, looks = threading.Event(), []

    def hanging():
        looks.append(threading.current_thread())
        gate.wait()
        return [BIRU]

    sticks = Sticks(jobs, hanging)
    for _ in range(5):
        sticks.look()
    qtbot.waitUntil(lambda: len(looks) == 1)
    assert looks[0] is not threading.main_thread()
    with qtbot.waitSignal(sticks.plugged):
        gate.set()
    assert len(looks) == 1


def test_a_look_that_fails_is_written_down_and_the_next_one_is_made(qtbot, jobs, caplog):
    answers = [OSError("drive not ready"), [BIRU]]

    def look():
        answer = answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        return answer

    sticks = Sticks(jobs, look)
    sticks.look()
    qtbot.waitUntil(lambda: not sticks._is_looking)
    assert "OSError" in caplog.text
    assert "drive not ready" not in caplog.text
    caplog.clear()
    with qtbot.waitSignal(sticks.plugged):
        sticks.look()


def test_a_stick_knows_its_place_and_file_system(tmp_path):
    assert Stick(tmp_path, "", "vfat", 1, 1).place().is_fat()
    assert Stick(tmp_path, "", "vfat", 1, 1).name == tmp_path.name


def block(root, name, *, bus="pci0000:00/0000:00:17.0/ata1", removable="0", of="", kind=""):
    """A block device as sysfs shows it; `of` is the disk it is a partition of."""
    devices, classes = root / "devices", root / "class"
    classes.mkdir(parents=True, exist_ok=True)
    disk = devices / bus / "block" / (of or name)
    disk.mkdir(parents=True, exist_ok=True)
    (disk / "removable").write_text(f"{removable}\n")
    if kind:
        (disk / "device").mkdir(exist_ok=True)
        (disk / "device" / "type").write_text(f"{kind}\n")
    folder = disk / name if of else disk
    folder.mkdir(exist_ok=True)
    if of:
        (folder / "partition").write_text("1\n")
    (classes / name).symlink_to(folder)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="sysfs is of Linux")
def test_sticks_are_told_from_built_in_disks(tmp_path):
    usb = "pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/host2/target2:0:0/2:0:0:0"
    block(tmp_path, "sda")
    block(tmp_path, "sda1", of="sda")
    block(tmp_path, "sdb1", of="sdb", bus=usb, removable="1")
    block(tmp_path, "sdc1", of="sdc", bus=usb)  # an external disk calls itself not removable
    block(tmp_path, "mmcblk0p1", of="mmcblk0", bus="platform/mmc0", kind="SD")
    block(tmp_path, "mmcblk1p1", of="mmcblk1", bus="platform/mmc1", kind="MMC")
    block(tmp_path, "sr0", bus="pci0000:00/0000:00:17.0/ata2", removable="1")
    secret = block(tmp_path, "dm-0", bus="virtual")
    (secret / "slaves").mkdir()
    (secret / "slaves" / "sdb1").symlink_to(tmp_path / "class" / "sdb1")
    own = block(tmp_path, "dm-1", bus="virtual")
    (own / "slaves").mkdir()
    (own / "slaves" / "sda1").symlink_to(tmp_path / "class" / "sda1")
    table = {
        ("/media/lurah/BIRU", "/dev/sdb1"): True,
        ("/mnt/usb", "/dev/sdc1"): True,
        ("/media/lurah/KARTU", "/dev/mmcblk0p1"): True,
        ("/media/lurah/RAHASIA", "/dev/dm-0"): True,
        ("/", "/dev/sdb1"): False,  # the system runs from a stick
        ("/home", "/dev/sdb1"): False,
        ("/mnt/data", "/dev/sda1"): False,
        ("/mnt/data", "/dev/dm-1"): False,
        ("/mnt/data", "/dev/mmcblk1p1"): False,
        ("/mnt/data", "/dev/sdz9"): False,
        ("/mnt/server", "server:/export"): False,
        ("/run/user/1000", "tmpfs"): False,
    }
    assert {asked: is_stick(*asked, blocks=tmp_path / "class") for asked in table} == table


def test_the_computers_own_disks_are_not_offered():
    assert Path("/") not in {stick.path for stick in sticks_here()}
