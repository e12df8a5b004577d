"""A city whose books are on a PostgreSQL server: what is another story there than in a file."""

import shutil
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from tests.exchange_story.conftest import Office
from tests.office import ADMIN, CHEAP, PASSWORD, RESOURCES

from app.domain.people import Query
from app.domain.refusal import Refusal
from app.keys.slots import SlotFile
from app.service import renew, setup
from app.service.backup import swap
from app.service.backup.drill import Drill
from app.service.backup.make import Backup
from app.service.backup.restore import Restore
from app.service.check import Check
from app.service.operators import Operators
from app.service.setup import set_up_city
from app.store.engine import StoreFailure
from app.store.place import SERVER, Server, place_of

pytestmark = pytest.mark.usefixtures("cluster")


@pytest.fixture
def found_city(found_on_server):
    """Here always on a server."""
    return found_on_server


@pytest.fixture
def cut(monkeypatch):
    """The power goes where the program comes to this point."""

    def gone(*_):
        raise KeyboardInterrupt

    @contextmanager
    def cut(module, point):
        with monkeypatch.context() as patch:
            patch.setattr(module, point, gone)
            with pytest.raises(KeyboardInterrupt):
                yield

    return cut


def failure(of, *words):
    with pytest.raises(StoreFailure) as failed:
        of(*words)
    return failed.value


def refusal(of, *words, **named):
    with pytest.raises(Refusal) as refused:
        of(*words, **named)
    return [each.code for each in refused.value.problems]


def held(office):
    """Everybody by number, and how far the trail goes."""
    with office.session.books.reading() as unit:
        lines = unit.people.lines(unit.people.ids(Query())).values()
        return {each.number: each.name for each in lines}


def found(office, words):
    with office.session.books.reading() as unit:
        return [
            each.name for each in unit.people.lines(unit.people.ids(Query(words=words))).values()
        ]


def do(server, *statements):
    with psycopg.connect(server.url, options="-c search_path=payung", autocommit=True) as other:
        for each in statements:
            other.execute(each)


def schemas(server):
    with psycopg.connect(server.url) as other:
        names = other.execute("SELECT nspname FROM pg_namespace").fetchall()
    return {name for (name,) in names if not name.startswith(("pg_", "information", "public"))}


# -- where they are


def test_the_folder_remembers_the_server_and_holds_no_books(city):
    server = place_of(city.folder)
    assert isinstance(server, Server)
    assert not list(city.folder.glob("books.db*"))
    assert schemas(server) == {"payung"}
    city.reopen()
    assert Check(city.session)() == ()


def test_a_database_that_is_an_office_already_is_not_made_another(city, tmp_path, reference):
    asked = {"name": ADMIN, "password": PASSWORD, "cost": CHEAP, "server": place_of(city.folder)}
    assert refusal(set_up_city, tmp_path / "other", reference, **asked) == ["database.taken"]
    city.reopen()
    assert not (tmp_path / "other" / SERVER).exists()


def test_the_folder_of_another_city_is_not_let_in(city, offices, cluster, tmp_path, reference):
    other = tmp_path / "other"
    set_up_city(other, reference, name=ADMIN, password=PASSWORD, cost=CHEAP)
    (other / SERVER).write_text(place_of(city.folder).url)
    city.close()
    assert failure(Office, other, reference, city._clock).code == "store.locked_key"


def test_a_set_up_that_was_cut_is_done_again_or_ended_at_the_first_login(
    cluster, empty_server, tmp_path, reference, clock, cut
):
    folder = tmp_path / "kota"
    asked = {"name": ADMIN, "password": PASSWORD, "cost": CHEAP, "server": empty_server}

    for point in ("_move_in", "bring_in"):
        with cut(setup, point):
            set_up_city(folder, reference, **asked)
        assert schemas(empty_server) == {"payung_setup"}
    office = Office(folder, reference, clock)
    assert schemas(empty_server) == {"payung"}
    office.close()


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("postgresql:///x", None),
        ("postgres://payung@db.kota:5433/payung?sslmode=verify-full", None),
        ("postgresql://payung:rahasia@db/payung", "database.password"),
        ("postgresql://db/payung?user=a&password=rahasia", "database.password"),
        ("postgresql://db", "database.url"),
        ("mysql://db/payung", "database.url"),
        ("sqlite:///books.db", "database.url"),
        ("postgresql://[/x", "database.url"),
        ("postgresql://db/pay\nung", "database.url"),
        ("", "database.url"),
    ],
)
def test_an_address_is_one_of_a_server_and_holds_no_password(url, code):
    if code is None:
        assert Server.parse(url).url == url
    else:
        assert refusal(Server.parse, url) == [code]


# -- whose they are


def test_a_second_process_is_told_who_has_the_books(city, tmp_path, reference, clock):
    shutil.copytree(city.folder, tmp_path / "copied")
    told = failure(Office, tmp_path / "copied", reference, clock)
    assert told.code == "store.open_elsewhere"
    facts = dict(told.problem.facts)
    assert int(facts["pid"]) > 0
    assert "@" in facts["user"]
    assert facts["since"] != "?"
    city.close()
    Office(tmp_path / "copied", reference, clock).close()


def test_who_was_removed_opens_nothing_with_the_old_key(city, tmp_path):
    operators = Operators(replace(city.session, slots=SlotFile(city.folder, CHEAP)))
    operators.add("Budi", PASSWORD + "-budi", "reviewer")
    shutil.copytree(city.folder, tmp_path / "before")
    operators.remove("Budi")
    with city.session.books.reading() as unit:
        assert unit.audit.last("operator.removed") > 0
    city.close()
    old = {"name": "Budi", "password": PASSWORD + "-budi"}
    with pytest.raises(StoreFailure) as failed:
        setup.log_in(tmp_path / "before", RESOURCES, city._reference, **old)
    assert failed.value.code == "store.locked_key"
    city.session = city._open()


@pytest.mark.parametrize("point", ["decide", "finish"])
def test_a_removal_that_is_cut_locks_nobody_out(city, point, cut):
    operators = Operators(replace(city.session, slots=SlotFile(city.folder, CHEAP)))
    operators.add("Budi", PASSWORD + "-budi", "reviewer")

    with cut(renew, point):
        operators.remove("Budi")
    city.reopen()
    gone = "Budi" not in {each.name for each in city.session.slots.operators()}
    assert gone == (point == "finish")
    assert Check(city.session)() == ()


# -- what the world does


def test_a_connection_that_was_lost_fails_once_and_nothing_is_half_kept(city):
    server = place_of(city.folder)

    def interrupted():
        with city.session.books.transaction() as unit:
            unit.settings.put("half", 1)
            do(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
               " WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
            unit.settings.put("half", 2)

    assert failure(interrupted).code == "server.gone"
    with city.session.books.transaction() as unit:
        assert unit.settings.get("half") is None
        unit.settings.put("whole", 1)


def test_what_is_wrong_with_the_server_is_told(city, cluster):
    server = place_of(city.folder)
    codes = {
        "postgresql://localhost:1/payung": "server.gone",
        cluster.url("nowhere"): "server.database",
        cluster.url("postgres", user="nobody"): "server.password",
        cluster.url("postgres"): "store.missing",
    }
    city.close()
    for url, code in codes.items():
        (city.folder / SERVER).write_text(url)
        assert failure(city._open).code == code
    (city.folder / SERVER).write_text(server.url)
    city.session = city._open()


def test_books_of_a_newer_program_are_refused(city):
    server = place_of(city.folder)
    city.close()
    do(server, "UPDATE alembic_version SET version_num = '9999'")
    assert refusal(city._open) == ["store.newer"]
    do(server, "UPDATE alembic_version SET version_num = '0006'")
    city.session = city._open()


def test_what_somebody_altered_past_the_triggers_is_found(city, lempake, received):
    received(lempake, range(1, 3))
    do(place_of(city.folder), "ALTER TABLE revision DISABLE TRIGGER ALL",
       "UPDATE revision SET content = replace(content, 'SITI', 'TITI') WHERE id = 1")  # fmt: skip
    assert [each.code for each in Check(city.session)()] == ["check.revisions"]


# -- backups


@pytest.fixture
def backup(city, lempake, received, tmp_path):
    """A backup with three people in it; two came later."""
    received(lempake, range(1, 4))
    (tmp_path / "backups").mkdir()
    made = Backup(city.session)(to=tmp_path / "backups")
    city.kept = held(city)
    received(lempake, range(4, 6))
    return made.folder


def test_a_backup_is_an_ordinary_one_and_the_drill_is_green(city, backup):
    assert (backup / "books.db").exists()
    assert not (backup / SERVER).exists()
    assert Drill(city.session)().problems == ()


def test_a_backup_is_put_back_on_the_server_and_the_former_books_are_kept(
    city, backup, reference, clock
):
    city.close()
    restoring = Restore(city.folder, RESOURCES, reference, clock)
    prepared = restoring.prepare(backup, ADMIN, PASSWORD)
    assert prepared.loss.people == 2
    restoring.swap(prepared)
    assert schemas(place_of(city.folder)) == {"payung", prepared.old}
    city.session = city._open()
    assert held(city) == city.kept
    assert found(city, next(iter(city.kept.values()))[:4])
    assert Check(city.session)() == ()


def test_a_restore_that_was_cut_after_its_decision_is_ended_at_the_next_opening(
    city, backup, reference, clock, cut
):
    city.close()
    restoring = Restore(city.folder, RESOURCES, reference, clock)
    prepared = restoring.prepare(backup, ADMIN, PASSWORD)

    with cut(swap, "bring_in"):
        restoring.swap(prepared)
    city.session = city._open()
    assert held(city) == city.kept


def test_what_was_prepared_and_is_not_wanted_leaves_nothing(city, backup, reference, clock):
    restoring = Restore(city.folder, RESOURCES, reference, clock)
    restoring.prepare(backup, ADMIN, PASSWORD)
    restoring.forget()
    assert schemas(place_of(city.folder)) == {"payung"}
    assert len(held(city)) == 5


def test_a_backup_goes_from_server_to_file_and_from_file_to_another_server(
    city, backup, empty_server, tmp_path, reference, clock
):
    folder = tmp_path / "in-a-file"
    restoring = Restore(folder, RESOURCES, reference, clock)
    restoring.swap(restoring.prepare(backup, ADMIN, PASSWORD))
    office = Office(folder, reference, clock)
    assert (folder / "books.db").exists()
    assert held(office) == city.kept
    again = Backup(office.session)(to=backup.parent).folder
    office.close()

    elsewhere = Restore(folder, RESOURCES, reference, clock, server=empty_server)
    elsewhere.swap(elsewhere.prepare(again, ADMIN, PASSWORD))
    assert not (folder / "books.db").exists()
    assert place_of(folder) == empty_server
    office = Office(folder, reference, clock)
    assert held(office) == city.kept
    assert found(office, next(iter(city.kept.values())))
    assert Check(office.session)() == ()
    office.close()
