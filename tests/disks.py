"""Disks that are full or cannot be written: fixtures that a room's conftest imports."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest


@pytest.fixture
def small_disk(tmp_path, monkeypatch):
    """A disk of two megabytes, where this system lets us have one.

    So small a disk stops new registrations before it is full; that limit has its own tests.
    """
    monkeypatch.setattr("app.service.exchange.limits.judge", lambda load, bounds: ())
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not (mount and unmount) or _fails(mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk):
        pytest.skip("no disk can be mounted here")
    yield disk
    assert not _fails(unmount, "-l", disk)


@pytest.fixture
def read_only_disk(small_disk):
    """Makes that disk one that cannot be written from now on."""

    def close() -> None:
        mount = shutil.which("mount")
        assert mount
        assert not _fails(mount, "-o", "remount,ro", small_disk)

    return close


def _fails(*command: str | Path) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode != 0  # noqa: S603


def fill(disk: Path) -> Path:
    """Leave not a byte free; the file that takes the room."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        for block in (4096, 1):
            with suppress(OSError):
                while file.write(b"." * block):
                    pass
    return filler
