"""Books for the tests of the store, and disks that are full."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.books import HOME, KEY, PersonMaker, person_of

from app.domain.revision import Revision
from app.store.books import Books


@pytest.fixture
def database(tmp_path) -> Path:
    return tmp_path / "books.db"


@pytest.fixture
def books(database):
    """New books, without anybody in them."""
    made = Books.make(database, KEY)
    yield made
    made.close()


@pytest.fixture
def person() -> PersonMaker:
    """Make the first revision of somebody; name only what the test is about."""
    return person_of


@pytest.fixture
def keep(books):
    """Put people into the books."""

    def keep(*people: Revision) -> None:
        with books.transaction() as unit:
            for each in people:
                unit.registrations.add(each, HOME)

    return keep


@pytest.fixture
def copied(tmp_path):
    """A copy of a live file, made by another process.

    Opening the live file here, and closing it, would drop SQLite's locks on it (hazard 2).
    """

    def copy(file: Path) -> Path:
        target = tmp_path / f"copy-of-{file.name}"
        code = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
        subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-S", "-c", code, os.fspath(file), os.fspath(target)],
            check=True,
        )
        return target

    return copy


@pytest.fixture
def small_disk(tmp_path):
    """A disk of one megabyte, where this system lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not (mount and unmount) or _fails(mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk):
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
