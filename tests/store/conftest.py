"""Books for the tests of the store, and disks that are full."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.books import HOME, KEY, PersonMaker, person_of
from tests.disks import read_only_disk, small_disk  # noqa: F401 - fixtures

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
