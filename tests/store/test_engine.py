"""How the books are opened, and what is told when the world does not let us."""

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from tests.books import HOME, KEY
from tests.disks import fill

from app.store import engine
from app.store.books import Books
from app.store.engine import StoreFailure, guard
from app.store.tables import setting

SRC = Path(__file__).parents[2] / "src" / "app"

IN_FORCE = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was told as saved outlives a power cut
    "cache_size": -65536,
    "busy_timeout": 10_000,
    "temp_store": 2,
}


def failure(of, *words):
    with pytest.raises(StoreFailure) as failed:
        of(*words)
    return failed.value.code


def everything(books):
    with books.reading() as unit:
        for table in ("setting", "person", "registration", "revision", "heir", "audit"):
            unit.connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()  # noqa: S608
        return unit.integrity.damaged_pages()


def sqlite_error(name):
    error = sqlcipher.OperationalError("said in some words")
    error.sqlite_errorname = name
    return error


def trouble(database):
    """What is told of a file by opening it, reading it and checking it."""
    try:
        with closing(Books(database, KEY)) as books:
            return "damaged pages" if everything(books) else ""
    except StoreFailure as failed:
        return failed.code


@pytest.mark.file_only
@pytest.mark.parametrize(("name", "only_reads"), [("_writer", 0), ("_reader", 1)])
def test_every_connection_of_the_pool_has_the_settings(books, name, only_reads):
    pool = getattr(books, name)
    with ExitStack() as held:
        size = pool.pool.size() + 2
        for _ in range(size):  # all at once, so that each is another one
            connection = held.enter_context(closing(pool.raw_connection()))
            found = {
                setting: connection.driver_connection.execute(f"PRAGMA {setting}").fetchone()[0]
                for setting in (*IN_FORCE, "query_only")
            }
            assert found == {**IN_FORCE, "query_only": only_reads}


def test_a_reader_cannot_write(books):
    def write():
        with books.reading() as unit:
            unit.settings.put("place", "64.72.05.1003")

    assert failure(write) == "store.read_only"
    with books.reading() as unit:
        assert unit.settings.get("place") is None


def test_a_view_of_the_books_does_not_change_under_its_reader(books, keep, person):
    with books.reading() as unit:
        assert unit.counts.by_state() == {}
        keep(person(1))
        assert unit.counts.by_state() == {}


def test_nothing_of_a_resident_can_be_read_in_the_files(database, keep, person, copied):
    keep(person(1, name="NURHAYATI BINTANG"))
    for file in (database, database.with_name("books.db-wal")):
        raw = copied(file).read_bytes()
        assert len(raw) > 10_000 or file == database
        for word in ("NURHAYATI", "nurhayati", "6472810101900001", "SQLite format"):
            assert word.encode() not in raw


def test_another_key_opens_nothing(books, database, copied):
    books.close()
    assert failure(Books, copied(database), bytes(32)) == "store.locked_key"


def test_an_ordinary_database_program_reads_nothing(books, database, copied):
    books.close()
    with (
        closing(sqlite3.connect(copied(database))) as plain,
        pytest.raises(sqlite3.DatabaseError, match="not a database"),
    ):
        plain.execute("SELECT * FROM sqlite_master")


def test_nothing_else_in_the_program_ever_opens_the_books():
    """Two SQLite libraries on one file in one process lose the log (hazard 2)."""
    forbidden = re.compile(r"\b(import sqlite3|from sqlite3|QtSql|QSqlDatabase|aiosqlite)\b")
    ours = re.compile(r"\bsqlcipher3?\b.*\bconnect\(|\bsqlcipher\.connect\(|sa\.create_engine\(")
    for file in SRC.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not forbidden.search(text), file
        if ours.search(text):
            assert file.relative_to(SRC).as_posix() == "store/engine.py"


def test_the_text_of_an_sql_error_carries_no_resident(books, keep, person):
    keep(person(1, name="NURHAYATI"))
    with pytest.raises(sa.exc.IntegrityError) as failed, books.transaction() as unit:
        unit.registrations.add(person(2, name="NURHAYATI", nik="6472810101900001"), HOME)
    assert "6472810101900001" not in str(failed.value)
    assert "NURHAYATI" not in str(failed.value)


def test_what_fails_half_way_keeps_nothing(books, keep, person):
    keep(person(1))

    def write():
        with books.transaction() as unit:
            unit.registrations.add(person(2), HOME)
            unit.registrations.add(person(1), HOME)

    with pytest.raises(sa.exc.IntegrityError):
        write()
    with books.reading() as unit:
        assert unit.counts.by_state() == {"complete": 1}


def test_books_that_are_not_there_are_missing_and_none_are_made(database):
    assert failure(Books, database, KEY) == "store.missing"
    assert list(database.parent.iterdir()) == []


def test_a_folder_pulled_out_is_told_and_does_not_come_back_empty(books, database, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    database.rename(away / database.name)

    def read():
        with books.reading() as unit:
            unit.counts.by_state()

    assert failure(read) == "store.missing"
    assert not database.exists()


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (b"", "store.damaged"),
        (b"Bukan buku data" * 1000, "store.locked_key"),
        (b"SQLite format 3\0" + bytes(4096), "store.locked_key"),
    ],
)
def test_a_foreign_or_emptied_file_is_refused_and_left_alone(database, what, code):
    database.write_bytes(what)
    assert failure(Books, database, KEY) == code
    if what:
        assert database.read_bytes() == what


def test_an_ordinary_database_is_not_taken_for_books(database):
    with closing(sqlite3.connect(database)) as plain:
        plain.execute("CREATE TABLE registration (id INTEGER)")
    assert failure(Books, database, KEY) == "store.locked_key"


def test_a_folder_in_place_of_the_books_is_missing_books(database):
    database.mkdir()
    assert failure(Books, database, KEY) == "store.missing"


def test_a_flipped_byte_is_found_on_whatever_page_it_lies(books, database, keep, person):
    keep(*(person(serial) for serial in range(1, 40)))
    books.close()
    whole = database.read_bytes()
    pages = len(whole) // 4096
    assert trouble(database) == ""
    for page in (0, *range(1, pages, 6)):
        other = database.with_name(f"page-{page}.db")
        raw = bytearray(whole)
        raw[page * 4096 + 1234] ^= 1
        other.write_bytes(raw)
        told = {"store.damaged", "damaged pages"} if page else {"store.locked_key"}
        assert trouble(other) in told


@pytest.mark.parametrize("left", [100, 4096, 0.5, -4096, -1])
def test_a_truncated_file_is_told_as_damaged(books, database, keep, person, left):
    keep(*(person(serial) for serial in range(1, 40)))
    books.close()
    whole = database.read_bytes()
    database.write_bytes(whole[: int(left * len(whole)) if isinstance(left, float) else left])
    told = trouble(database)
    assert told == "damaged pages" if left == -1 else told in {"store.damaged", "store.locked_key"}


@pytest.mark.file_only
def test_a_full_disk_is_told_and_what_was_kept_before_stays(books):
    with books.transaction() as unit:
        unit.settings.put("place", "64.72.05.1003")
    raw = books._writer.raw_connection()
    pages = raw.driver_connection.execute("PRAGMA page_count").fetchone()[0]
    raw.driver_connection.execute(f"PRAGMA max_page_count={pages}")
    raw.close()

    def write():
        with books.transaction() as unit:
            unit.connection.execute(setting.insert(), {"name": "much", "value": "." * 100_000})

    assert failure(write) == "store.disk_full"
    with books.transaction() as unit:  # and the books go on where there is room again
        assert unit.settings.get("place") == "64.72.05.1003"
        assert unit.settings.get("much") is None
        unit.settings.put("place", "x")


def test_a_real_full_disk_loses_nothing_that_was_told_as_kept(small_disk):
    database = small_disk / "books.db"
    books = Books.make(database, KEY)
    kept = []

    def write():
        for number in range(1000):
            with books.transaction() as unit:
                unit.settings.put(f"{number:04}", "." * 3000)
            kept.append(f"{number:04}")

    assert failure(write) == "store.disk_full"
    assert 20 < len(kept) < 1000
    fill(small_disk)
    books.close()  # what does not fit into the file stays in the log
    (small_disk / "filler").unlink()
    with closing(Books(database, KEY)) as again, again.reading() as unit:
        assert unit.settings.names("") == kept


def test_books_can_be_neither_made_nor_opened_on_a_full_disk(small_disk):
    database = small_disk / "books.db"
    Books.make(database, KEY).close()
    room = fill(small_disk)
    assert failure(Books.make, small_disk / "new.db", KEY) == "store.disk_full"
    for free in (0, 4096, 20_000):
        os.truncate(room, room.stat().st_size - free)
        assert failure(Books, database, KEY) == "store.disk_full"
    room.unlink()
    Books(database, KEY).close()


def test_a_folder_that_cannot_be_written_is_told(small_disk, read_only_disk):
    database = small_disk / "books.db"
    Books.make(database, KEY).close()
    read_only_disk()
    assert failure(Books, database, KEY) == "store.read_only"
    assert failure(Books.make, small_disk / "new.db", KEY) == "store.read_only"


HOLD = """
import sys
from pathlib import Path
from app.store.engine import connect
with connect(Path(sys.argv[1]), bytes(range(32))).begin():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_books_that_another_program_is_writing_are_told_as_busy(books, database, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    books.close()
    late = Books(database, KEY)
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLD, os.fspath(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.fspath(SRC.parent)},
    ) as other:
        assert other.stdout.readline() == b"held\n"

        def write():
            with late.transaction() as unit:
                unit.settings.put("place", "x")

        assert failure(write) == "store.busy"
        other.stdin.close()
    late.close()


def test_closed_books_stay_closed(books):
    books.close()
    books.close()

    def write():
        with books.transaction():
            pass

    def read():
        with books.reading():
            pass

    assert {failure(write), failure(read), failure(books.settle)} == {"store.closed"}


def test_after_settling_the_file_alone_is_the_books(books, database, keep, person, copied):
    keep(person(1))
    books.settle()
    with closing(Books(copied(database), KEY)) as alone, alone.reading() as unit:
        assert unit.counts.by_state() == {"complete": 1}


@pytest.mark.file_only
def test_settling_says_when_a_reader_is_in_the_way(books, keep, person, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    keep(person(1))
    books._writer.dispose()
    with books.reading() as unit:
        unit.counts.by_state()
        keep(person(2))
        assert failure(books.settle) == "store.busy"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(28, ""), "store.disk_full"),
        (PermissionError(13, ""), "store.read_only"),
        (OSError(30, ""), "store.read_only"),
        (NotADirectoryError(20, ""), "store.read_only"),
        (OSError(5, ""), "store.failed"),
        (OSError("nothing known"), "store.failed"),
        (sqlite_error("SQLITE_IOERR_WRITE"), "store.failed"),
        (sqlite_error("SQLITE_CORRUPT_VTAB"), "store.damaged"),
        (sqlcipher.OperationalError("database or disk is full"), "store.disk_full"),
    ],
)
def test_what_the_system_says_becomes_one_of_our_codes(error, code):
    def meet():
        with guard():
            raise error

    assert failure(meet) == code


@pytest.mark.parametrize(
    "bug",
    [ValueError("x"), sqlite_error("SQLITE_CONSTRAINT_UNIQUE"), sqlcipher.ProgrammingError("x")],
)
def test_a_bug_is_not_told_as_the_world(bug):
    with pytest.raises(type(bug)), guard():
        raise bug


def test_a_wrong_statement_of_ours_is_not_told_as_the_world(books):
    def ask():
        with books.reading() as unit:
            unit.connection.exec_driver_sql("SELECT * FROM persons")

    with pytest.raises(sa.exc.DBAPIError, match=r"no such table|does not exist"):
        ask()
