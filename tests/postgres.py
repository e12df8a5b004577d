"""A PostgreSQL server for the tests: one cluster per test session, a fresh database per test.

Debian's server is enough; it refuses to run as root, so there it runs as `postgres`. It listens on
a socket in its own temporary folder only. Where none can be had, `missing` says why.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from tests.books import KEY
from tests.office import ADMIN, CHEAP, PASSWORD

from app.service.setup import set_up_city
from app.store import upgrade
from app.store.place import SERVER, Server

TEMPLATE = "payung_template"
_USER = "postgres"
_FAST = " ".join(
    f"-c {each}"
    for each in (
        *("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=200"),
        *("wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB", "autovacuum=off"),
    )
)


def missing() -> str:
    """Why there is no server for the tests; empty where there is one."""
    if sys.platform == "win32":
        return "di Windows tidak dites"
    if _programs() is None:
        return "PostgreSQL tidak terpasang (Debian: postgresql, postgresql-contrib)"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "tanpa runuser, root tidak dapat menjalankan PostgreSQL"
    return ""


def _programs() -> Path | None:
    """Where the newest server's programs lie: Debian keeps them out of the path."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda each: int(each.parts[-3])).parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


class Cluster:
    """A running server; `fresh` databases are copies of one that has the program's tables."""

    def __init__(self) -> None:
        # short, for the path of a socket is; and open to the account that the server runs as
        self._folder = Path(tempfile.mkdtemp(prefix="payung-pg-", dir="/tmp"))
        self._numbers = count(1)
        self._has_template = False
        if os.geteuid() == 0:
            shutil.chown(self._folder, _USER, _USER)
        self._run("initdb", "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        words, log = f"-k {self._folder} {_FAST}", os.fspath(self._folder / "log")
        self._run("pg_ctl", "-w", "-s", "-l", log, "-o", words, "start")
        # Ends with us, also when we are killed: then nobody holds the other end of its pipe.
        ends = 'cat; "$0" -D "$1/data" -m immediate -s -w stop; rm -rf "$1"'
        self._end = subprocess.Popen(  # noqa: S603
            _as_user("sh", "-c", ends, _program("pg_ctl"), os.fspath(self._folder)),
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, cwd="/",
        )  # fmt: skip

    def end(self) -> None:
        """Whoever is connected is thrown out."""
        assert self._end.stdin is not None
        self._end.stdin.close()
        self._end.wait(60)
        shutil.rmtree(self._folder, ignore_errors=True)  # empty; but the folder around it is ours

    def do(self, statement: str) -> None:
        """As the one who rules the server."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as ruler:
            ruler.execute(statement)

    def url(self, database: str, user: str = _USER) -> str:
        return f"postgresql://{user}@/{database}?host={self._folder}"

    def empty(self) -> Server:
        """A database without anything in it."""
        return self._new("template0")

    def fresh(self) -> Server:
        """A database with new, empty books under `KEY`."""
        if not self._has_template:
            self.do(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
            upgrade.make(Server(self.url(TEMPLATE)), KEY)
            self._has_template = True
        return self._new(TEMPLATE)

    def copy_of(self, server: Server) -> Server:
        """A database like this one, which nobody has open."""
        return self._new(name_of(server))

    def drop(self, server: Server) -> None:
        self.do(f"DROP DATABASE {name_of(server)} WITH (FORCE)")

    def _new(self, template: str) -> Server:
        name = f"payung_{next(self._numbers)}"
        self.do(f"CREATE DATABASE {name} TEMPLATE {template}")
        return Server(self.url(name))

    def _run(self, program: str, *words: str) -> None:
        command = _as_user(_program(program), "-D", os.fspath(self._folder / "data"), *words)
        with (self._folder / "said").open("ab") as said:  # a pipe would stay open in the server
            subprocess.run(  # noqa: S603
                command, check=True, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                cwd=self._folder,
            )  # fmt: skip


def _program(name: str) -> str:
    programs = _programs()
    assert programs is not None
    return os.fspath(programs / name)


def _as_user(*command: str) -> list[str]:
    """PostgreSQL does not run as root."""
    return ["runuser", "-u", _USER, "--", *command] if os.geteuid() == 0 else [*command]


FULL = os.environ.get("PAYUNG_FULL") == "1"


def kinds(metafunc, on_a_server_too: Collection[str], *, or_all: bool = False) -> list[str]:
    """Where the books of a test are: in a file, and where it stands in these files, or in any with
    `or_all`, on a server too.
    """
    module = metafunc.module.__name__.rpartition(".")[2]
    is_file = metafunc.definition.get_closest_marker("file_only") is not None
    both = (or_all or module in on_a_server_too) and not is_file
    return ["file", "server"] if both else ["file"]


def name_of(server: Server) -> str:
    return server.url.partition("@/")[2].partition("?")[0]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server of this test session; whoever needs it is skipped where there is none."""
    if why := missing():
        pytest.skip(f"tanpa server PostgreSQL: {why}")
    try:
        made = Cluster()
    except subprocess.CalledProcessError as failed:
        pytest.skip(f"tanpa server PostgreSQL: {Path(failed.cmd[0]).name} gagal di komputer ini")
    yield made
    made.end()


@pytest.fixture
def server(cluster) -> Iterator[Server]:
    """A database with new, empty books."""
    made = cluster.fresh()
    yield made
    cluster.drop(made)


@pytest.fixture(scope="session")
def founded(cluster, reference, tmp_path_factory) -> tuple[Path, Server]:
    """A city that was set up on the server, to be copied."""
    folder, server = tmp_path_factory.mktemp("founded") / "kota", cluster.empty()
    set_up_city(folder, reference, name=ADMIN, password=PASSWORD, cost=CHEAP, server=server)
    return folder, server


@pytest.fixture
def found_on_server(cluster, founded) -> Iterator[Callable[[Path], None]]:
    """Put a copy of that city into a folder; its books are a copy on the server as well."""
    made: list[Server] = []

    def found(folder: Path) -> None:
        made.append(cluster.copy_of(founded[1]))
        shutil.copytree(founded[0], folder)
        (folder / SERVER).write_text(made[-1].url)

    yield found
    for each in made:
        cluster.drop(each)


@pytest.fixture
def found_here_or_there(request, books_kind) -> Callable[[Path], None]:
    """Set up a city whose books are in a file, or on a server: the office is the same."""
    if books_kind == "server":
        return request.getfixturevalue("found_on_server")
    return request.getfixturevalue("found_in_file")


@pytest.fixture
def empty_server(cluster) -> Iterator[Server]:
    """A database that nobody has used."""
    made = cluster.empty()
    yield made
    cluster.drop(made)
