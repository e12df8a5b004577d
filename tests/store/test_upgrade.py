"""Books of an older program: brought up to date whole, or left as they were."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.books import HOME, KEY, corrected
from tests.disks import fill

from app.domain.people import Query
from app.domain.refusal import Refusal
from app.store import extras, upgrade
from app.store.books import Books
from app.store.engine import StoreFailure
from app.store.tables import metadata

SRC = Path(__file__).parents[2] / "src"

HEAD = upgrade.HEAD
NEXT = "9998"

STEP = f"""
import os
import sqlalchemy as sa
from alembic import op

revision = {NEXT!r}
down_revision = {HEAD!r}


def upgrade():
    with op.batch_alter_table("registration", recreate="always") as table:
        table.add_column(sa.Column("mood", sa.String(), server_default="calm", nullable=False))
"""


@pytest.fixture
def steps(tmp_path, monkeypatch):
    """A newer program with one step more, which rebuilds the table that others hang on."""
    folder = tmp_path / "steps"
    shutil.copytree(upgrade.STEPS, folder)

    def add(after: str = ""):
        step = STEP + "".join(f"    {line}\n" for line in after.splitlines())
        (folder / "versions" / "r9998_next.py").write_text(step, encoding="utf-8")
        monkeypatch.setattr(upgrade, "STEPS", folder)
        monkeypatch.setattr(upgrade, "HEAD", NEXT)

    return add


@pytest.fixture
def peopled(books, keep, person, database):
    """Books of this program, with a history in them; closed."""
    first = person(1, name="SITI NORHAYATI")
    keep(first, person(2), person(3))
    with books.transaction() as unit:
        assert unit.registrations.add_revision(corrected(first, rt="012"))
        unit.settings.put("home", {"office": HOME.office, "station": HOME.station})
    books.close()
    return database


def contents(books):
    """All that stands in the books, for comparing."""
    with books.reading() as unit:
        run = unit.connection.exec_driver_sql
        names = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        shadow = [each for each in names if not each.startswith(("person_search", "sqlite_"))]
        tables = {name: run(f"SELECT * FROM {name}").fetchall() for name in shadow}  # noqa: S608
        kinds = run("SELECT type, name FROM sqlite_master WHERE type <> 'table'").fetchall()
        tables["found"] = unit.people.ids(Query(words="norhayati"))
        return tables, set(kinds)


def open_books(database):
    with closing(Books(database, KEY)) as books:
        return contents(books)


def copies(database):
    return sorted(database.parent.glob("books-before-*"))


def test_the_newest_step_is_the_one_the_program_knows():
    assert ScriptDirectory(os.fspath(upgrade.STEPS)).get_current_head() == HEAD


def test_a_step_imports_nothing_of_ours():
    for step in upgrade.STEPS.rglob("*.py"):
        assert "app" not in step.read_text(encoding="utf-8").split("import", 1)[-1].split(), step


def test_the_steps_end_at_the_tables_of_the_code(books):
    def ours(name, kind, *_):
        return not (kind == "table" and name.startswith("person_search"))

    with books.reading() as unit:
        context = MigrationContext.configure(
            unit.connection,
            opts={"include_name": ours, "compare_type": True},
        )
        assert compare_metadata(context, metadata) == []


def test_partial_indexes_are_those_of_the_code(books):
    """compare_metadata does not look at the condition of an index."""
    conditions = {
        index.name: str(where)
        for table in metadata.tables.values()
        for index in table.indexes
        if (where := index.dialect_options["sqlite"]["where"]) is not None
    }
    assert "uq_registration_active_nik" in conditions
    with books.reading() as unit:
        made = unit.connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
        )
        assert {name: sql.partition(" WHERE ")[2] for name, sql in made} == conditions


def test_every_guard_stands_in_new_books(books):
    with books.reading() as unit:
        found = unit.connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).scalars()
        assert set(found) == set(extras.TRIGGERS)


def test_books_that_are_up_to_date_need_no_alembic(peopled):
    code = (
        "import sys; from pathlib import Path; from app.store.books import Books;"
        f"Books(Path(sys.argv[1]), {KEY!r}).close(); assert 'alembic' not in sys.modules"
    )
    subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, os.fspath(peopled)],
        check=True,
        env={**os.environ, "PYTHONPATH": os.fspath(SRC)},
    )


def test_opening_books_that_are_up_to_date_makes_no_copy(peopled):
    before = open_books(peopled)
    assert open_books(peopled) == before
    assert copies(peopled) == []


def test_rebuilding_the_register_keeps_families_histories_and_guards(peopled, steps):
    (before, kinds) = open_books(peopled)
    steps()
    (after, kinds_after) = open_books(peopled)
    assert kinds_after == kinds
    assert after.pop("alembic_version") == [(NEXT,)]
    assert [row[-1] for row in after["registration"]] == ["calm"] * 3
    after["registration"] = [row[:-1] for row in after["registration"]]
    assert before.pop("alembic_version") == [(HEAD,)]
    assert after == before
    assert len(before["heir"]) == 3
    assert len(before["revision"]) == 4


def test_the_guards_work_and_children_follow_after_a_rebuild(peopled, steps, person):
    steps()
    with closing(Books(peopled, KEY)) as books:
        with books.transaction() as unit:
            unit.registrations.discard([person(1).registration_id])
        tables, _ = contents(books)
        assert len(tables["heir"]) == 2  # foreign keys are in force again
        assert len(tables["revision"]) == 2


def test_a_copy_from_before_the_upgrade_opens_with_the_same_key(peopled, steps, monkeypatch):
    before = open_books(peopled)
    with monkeypatch.context() as newer:
        newer.setattr(upgrade, "HEAD", HEAD)
        steps()
        open_books(peopled)
    monkeypatch.setattr(upgrade, "HEAD", HEAD)
    (copy,) = copies(peopled)
    assert copy.name.startswith(f"books-before-{HEAD}-")
    assert open_books(copy) == before


def test_an_upgrade_happens_once(peopled, steps):
    steps()
    first = open_books(peopled)
    assert open_books(peopled) == first
    assert len(copies(peopled)) == 1


def test_books_of_a_newer_program_are_refused_and_untouched(peopled):
    with closing(Books(peopled, KEY)) as books, books.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    whole = peopled.read_bytes()
    with pytest.raises(Refusal) as refused:
        Books(peopled, KEY)
    assert [problem.code for problem in refused.value.problems] == ["store.newer"]
    assert peopled.read_bytes() == whole
    assert [each.name for each in peopled.parent.iterdir()] == ["books.db"]


@pytest.mark.parametrize(
    ("trouble", "raised"),
    [
        ("raise RuntimeError('in the middle')", RuntimeError),
        ("op.execute('DELETE FROM person')", StoreFailure),  # leaves registrations of nobody
        ("op.execute('DELETE FROM audit_trail')", Exception),
    ],
)
def test_an_upgrade_that_fails_in_the_middle_leaves_the_books_as_they_were(
    peopled, steps, monkeypatch, trouble, raised
):
    before = open_books(peopled)
    steps(trouble)
    with pytest.raises(raised):
        Books(peopled, KEY)
    monkeypatch.setattr(upgrade, "HEAD", HEAD)
    assert open_books(peopled) == before


def test_an_upgrade_killed_in_the_middle_leaves_the_books_as_they_were(
    peopled, tmp_path, steps, monkeypatch
):
    before = open_books(peopled)
    steps(f"os.kill(os.getpid(), {int(signal.SIGKILL)})")
    code = (
        "import sys; from pathlib import Path; from app.store import upgrade;"
        f"upgrade.STEPS = Path(sys.argv[2]); upgrade.HEAD = {NEXT!r};"
        f"upgrade.upgrade(Path(sys.argv[1]), {KEY!r})"
    )
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, os.fspath(peopled), os.fspath(tmp_path / "steps")],
        env={**os.environ, "PYTHONPATH": os.fspath(SRC)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    monkeypatch.setattr(upgrade, "HEAD", HEAD)
    assert open_books(peopled) == before


def test_a_full_disk_stops_the_upgrade_before_it_begins(small_disk, person, steps, monkeypatch):
    database = small_disk / "books.db"
    with closing(Books.make(database, KEY)) as books, books.transaction() as unit:
        unit.registrations.add(person(1), HOME)
    before = open_books(database)
    room = fill(small_disk)
    os.truncate(room, room.stat().st_size - 200_000)
    steps()
    with pytest.raises(StoreFailure) as failed:
        Books(database, KEY)
    assert failed.value.code == "store.disk_full"
    room.unlink()
    monkeypatch.setattr(upgrade, "HEAD", HEAD)
    assert sorted(each.name for each in small_disk.iterdir()) == ["books.db"]
    assert open_books(database) == before


def test_damaged_books_are_not_upgraded(peopled, steps):
    raw = bytearray(peopled.read_bytes())
    raw[len(raw) // 2] ^= 1
    peopled.write_bytes(raw)
    steps()
    with pytest.raises(StoreFailure) as failed:
        Books(peopled, KEY)
    assert failed.value.code == "store.damaged"
    assert peopled.read_bytes() == raw
    assert copies(peopled) == []


def test_a_copy_that_is_not_sound_is_not_kept(books, database, tmp_path):
    """Pages that are whole can hold what the tables forbid: here a setting without a value."""
    books.close()
    with closing(sqlcipher.connect(database, isolation_level=None)) as raw:
        for statement in (
            f"PRAGMA key=\"x'{KEY.hex()}'\"",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'TEXT NOT NULL', 'TEXT')",
            "PRAGMA writable_schema=RESET",
            "INSERT INTO setting VALUES ('place', NULL)",
            "PRAGMA writable_schema=ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'value TEXT', 'value TEXT NOT NULL')",
        ):
            raw.execute(statement)
    with closing(Books(database, KEY)) as unsound, pytest.raises(StoreFailure) as failed:
        upgrade.backup(unsound._writer, tmp_path / "copy.db", KEY)
    assert failed.value.code == "store.damaged"
    assert not list(tmp_path.glob("copy.db*"))


def test_a_backup_of_books_at_work_is_whole_and_leaves_one_file(books, keep, person, tmp_path):
    keep(person(1), person(2))
    target = tmp_path / "copies" / "copy.db"
    target.parent.mkdir()
    upgrade.backup(books._writer, target, KEY)
    assert [each.name for each in target.parent.iterdir()] == ["copy.db"]
    keep(person(3))
    with closing(Books(target, KEY)) as copy, copy.reading() as unit:
        assert unit.counts.by_state() == {"complete": 2}


KILL = """
import os, signal, sys
from pathlib import Path
from app.store import upgrade
database, point = Path(sys.argv[1]), sys.argv[2]


def end(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


if point == "copying":
    upgrade.sync_folder = end
elif point == "copied":
    upgrade.run_steps = end
else:
    from alembic import command
    from app.store import extras
    if point == "stepped":
        extras.install = end
    elif point == "guarded":
        install = extras.install
        extras.install = lambda connection: (install(connection), end())
    else:
        import alembic.operations
        alembic.operations.Operations.add_column = end
        alembic.operations.Operations.create_table = end
upgrade.upgrade(database, bytes.fromhex(sys.argv[3]))
"""


@pytest.mark.parametrize("point", ["copying", "copied", "stepping", "stepped", "guarded"])
def test_books_of_the_first_release_survive_a_kill_at_any_point_of_their_upgrade(tmp_path, point):
    """Families, drafts and cards are children of what the steps touch; all are there afterwards."""
    whole, database = tmp_path / "whole.db", tmp_path / "books.db"
    for copy in (whole, database):
        shutil.copyfile(Path(__file__).with_name("golden") / "0001.db", copy)
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", KILL, os.fspath(database), point, KEY.hex()],
        env={**os.environ, "PYTHONPATH": os.fspath(SRC)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    (expected, kinds), (found, found_kinds) = open_books(whole), open_books(database)
    assert found_kinds == kinds
    assert found == expected
    assert len(found["heir"]) == 3
    assert {len(found[each]) for each in ("draft", "card")} == {1, 2}
