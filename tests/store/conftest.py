"""Books for the tests of the store, and disks that are full."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.books import HOME, KEY, PersonMaker, person_of
from tests.disks import read_only_disk, small_disk  # noqa: F401 - fixtures
from tests.postgres import kinds

from app.domain.revision import Revision
from app.store import upgrade
from app.store.books import Books
from app.store.books_on_server import OnServer
from app.store.place import Place, Server

ON_A_SERVER_TOO = {"test_audit", "test_engine", "test_guards", "test_registrations", "test_search"}
"""Tests that hold wherever the books are; those marked `file_only` look into the file itself."""


def pytest_generate_tests(metafunc):
    if "place" in metafunc.fixturenames:
        too = () if "database" in metafunc.fixturenames else ON_A_SERVER_TOO
        metafunc.parametrize("place", kinds(metafunc, too), indirect=True)


@pytest.fixture
def database(tmp_path) -> Path:
    return tmp_path / "books.db"


@pytest.fixture
def place(request) -> Place:
    """Where new books are to be made, or on a server are already."""
    if request.param == "server":
        server: Server = request.getfixturevalue("server")
        return server
    return request.getfixturevalue("tmp_path") / "books.db"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory) -> Path:
    """New books in a file, made once: to be copied."""
    made = tmp_path_factory.mktemp("empty") / "books.db"
    upgrade.make(made, KEY)
    return made


@pytest.fixture
def books(request, place):
    """New books, without anybody in them."""
    if isinstance(place, Path):
        shutil.copyfile(request.getfixturevalue("empty_file"), place)
        made = Books(place, KEY)
    else:
        made = OnServer(place, KEY)
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
