"""Books on a PostgreSQL server beside books in a file: the same people, ids, order and copies."""

import random
import sys
import threading
from contextlib import closing
from datetime import date

import psycopg
import pytest
import sqlalchemy as sa
from tests.books import AT, HOME, KEY, person_of

from app.domain.people import Query, Sort
from app.domain.refusal import Refusal
from app.store import bulk, extras, search, upgrade
from app.store.books import Books
from app.store.books_on_server import OnServer
from app.store.copying import copy_books, onto_server
from app.store.engine import StoreFailure, connect, guard
from app.store.figures import figures
from app.store.server import let_in
from app.store.tables import metadata, operator_key, person, registration, setting

PEOPLE = 1_000
GIVEN = (
    "SITI", "NUR", "ABD.", "MUHAMMAD", "M.", "H.", "HJ.", "DEWI", "NG", "O", "MÉLANI", "D'AMORE",
    "IDRİS", "字字", "SRI", "X_Y", "100%",
)  # fmt: skip
FAMILY = (
    "NORHAYATI", "AINI", "RAHMAN", "RAHMAWATI", "SANAH", "ROSANAH", "WIE", "NURDIN", "ÖZGÜR",
    "LESTARI", "YULIA", "STRAẞE", "AZIZAH", "SANDI", "A\\B", "SITI AMINAH",
)  # fmt: skip
SEARCHES = (
    *("siti", "s", "si", "sit", "iti", "ti", "n", "nu", "nur", "ur", "nur aini", "aini nur"),
    *("norhayati", "hay", "hayati siti", "rah", "rahma", "rahman", "abd rahman", "abd. rahman"),
    *("m rahman", "m.", "h sanah", "sanah", "san", "sa", "a", "o", "w", "ng wie", "wie ng"),
    *("melani", "MÉLANI", "özgür", "ozgur", "idris", "strasse", "ẞ", "字", "字字", "damore"),
    *("d'amore", "d amore", "x_y", "_", "x y", "100%", "%", "100", "a\\b", "\\", "ab", "b"),
    *("6472", "64", "6472810101900042", "0042", "42", "2", "000042", "1-000042", "00", ""),
    *("6472051003", "siti 6472", "siti 0042", "nobody", "siti nobody", "'; drop table x", '"siti"'),
)


def crowd():
    """Made-up people with names of all kinds, the same on every run."""
    chance = random.Random(5)
    for serial in range(1, PEOPLE + 1):
        words = [chance.choice(GIVEN), *chance.choices((*GIVEN, *FAMILY), k=chance.randrange(3))]
        yield person_of(
            serial,
            name=" ".join([*words, chance.choice(FAMILY)]),
            nik=None if serial % 17 == 0 else f"647281010190{serial:04}",
            rt=f"{chance.randrange(12):03}",
            birth_date=f"19{chance.randrange(50, 99)}-0{chance.randrange(1, 10)}-11",
            state=chance.choice(("draft", "complete", "approved")),
        )


@pytest.fixture(scope="module")
def crowded(cluster, tmp_path_factory):
    """The same people in a file and on a server."""
    in_file = Books.make(tmp_path_factory.mktemp("beside") / "books.db", KEY)
    on_server = OnServer(cluster.fresh(), KEY)
    for books in (in_file, on_server):
        with books.transaction() as unit:
            bulk.load(unit.connection, crowd(), HOME)
    yield in_file, on_server
    in_file.close()
    on_server.close()


def ids(books, query):
    with books.reading() as unit:
        found = list(unit.people.ids(query))
        assert list(unit.people.first(query, 20)) == found[:20]
        assert unit.people.count(query) == len(found)
        return found


def rows(connection):
    """All that is in the books but what each place has for itself."""
    found = {}
    for table in metadata.sorted_tables:
        key = list(table.primary_key.columns)
        lines = connection.execute(sa.select(table).order_by(*key)).all()
        found[table.name] = [tuple(each) for each in lines if each[0] != "books.keys"]
    return found


# -- the same search


def test_a_fixed_list_of_searches_has_the_same_ids_in_the_same_order(crowded):
    in_file, on_server = crowded
    assert len(SEARCHES) > 60
    counts = []
    for words in SEARCHES:
        found = ids(in_file, Query(words=words))
        assert ids(on_server, Query(words=words)) == found, words
        counts.append(len(found))
    assert counts.count(0) < 12
    assert sum(0 < count < 50 for count in counts) > 10
    assert sum(count > 100 for count in counts) > 10


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_is_the_same_order(crowded, sort, descending):
    in_file, on_server = crowded
    for narrowed in (
        {},
        {"words": "siti"},
        {"states": ("complete",), "words": "n"},
        {"rt": "007", "missing": ("nik",)},
        {"born": (date(1960, 1, 1), date(1970, 1, 1))},
        {"office": "6472051003", "card": "unprinted"},
    ):
        query = Query(sort=sort, descending=descending, **narrowed)
        assert ids(on_server, query) == ids(in_file, query)


def test_the_search_uses_its_index(crowded):
    """Of a few people the whole register is read sooner, so that way is forbidden here."""
    _, on_server = crowded
    with on_server.reading() as unit:
        for way in ("seqscan", "indexscan"):
            unit.connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        for words in ("hayat", "si", "7", "hayat si"):
            part = search.in_words(search.asked(words))
            said = (
                sa.select(registration.c.id)
                .where(*part)
                .compile(unit.connection, compile_kwargs={"literal_binds": True})
            )
            plan = unit.connection.exec_driver_sql(f"EXPLAIN {said}").scalars().all()
            assert any("registration_search" in line for line in plan), plan


# -- the same rows


def test_a_row_without_an_id_is_given_the_one_after_the_highest(server, tmp_path):
    for books in (OnServer(server, KEY), Books.make(tmp_path / "books.db", KEY)):
        with books.transaction() as unit:
            for serial in (1, 2, 3):
                unit.registrations.add(person_of(serial), HOME)
            unit.registrations.discard([person_of(3).registration_id])
            unit.registrations.add(person_of(4), HOME)
            bulk.load(unit.connection, [person_of(5)], HOME)
            unit.registrations.add(person_of(6), HOME)
            given = unit.connection.execute(sa.select(registration.c.id)).scalars().all()
            assert sorted(given) == [1, 2, 3, 4, 5]
            keys = [{"operator": str(each), "public_key": bytes(32), "name": "A", "role": "clerk",
                     "origin": ""} for each in range(3)]  # fmt: skip
            unit.connection.execute(operator_key.insert(), keys)
            unit.connection.execute(
                operator_key.insert().from_select(
                    ["operator", "public_key", "name", "role", "origin"],
                    sa.select(person.c.id, sa.literal(b"x"), person.c.id, person.c.id, person.c.id),
                )
            )
            numbered = sa.select(operator_key.c.id).order_by(operator_key.c.id)
            given = unit.connection.execute(numbered).scalars().all()
            assert given == list(range(1, len(given) + 1))
        books.close()


def test_a_sum_of_whole_numbers_is_whole(crowded):
    with crowded[1].reading() as unit:
        total = unit.connection.execute(sa.select(sa.func.sum(registration.c.id))).scalar_one()
    assert type(total) is int
    assert total == PEOPLE * (PEOPLE + 1) // 2


def test_every_text_is_compared_byte_by_byte_and_no_column_is_too_narrow(server):
    with psycopg.connect(server.url) as other:
        found = other.execute(
            "SELECT DISTINCT data_type, collation_name FROM information_schema.columns"
            " WHERE table_schema = 'payung' AND table_name <> 'alembic_version'"
        ).fetchall()
    assert set(found) == {
        *(("text", "C"), ("bigint", None), ("bytea", None), ("boolean", None)),
        ("double precision", None),
    }


def test_every_guard_is_there(server):
    with psycopg.connect(server.url) as other:
        found = other.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").fetchall()
    assert {name for (name,) in found} == set(extras.TRIGGERS)


def test_a_later_step_may_bring_a_column_that_a_guard_stands_on(server):
    guard_ = extras.TRIGGERS["card_reason_only_goes"]
    engine = connect(server, KEY)
    with engine.begin() as connection:
        do = connection.exec_driver_sql
        do("DROP TRIGGER card_reason_only_goes ON card")
        do("ALTER TABLE card ALTER COLUMN reason TYPE varchar(9)")
        do(extras._for_server("card_reason_only_goes", guard_))
        extras.install(connection)
        reason = next(
            each for each in sa.inspect(connection).get_columns("card") if each["name"] == "reason"
        )
        assert isinstance(reason["type"], sa.Text)
        assert reason["type"].collation == "C"
    engine.dispose()


# -- one writer, and readers who see one moment


def test_one_writes_at_a_time(server):
    first, second = OnServer(server, KEY), OnServer(server, KEY)
    order = []
    is_in = threading.Event()

    def write():
        is_in.wait()
        with second.transaction() as unit:
            order.append("second")
            unit.settings.put("b", unit.settings.get("a"))

    other = threading.Thread(target=write)
    other.start()
    with first.transaction() as unit:
        is_in.set()
        unit.settings.put("a", 1)
        other.join(0.2)
        order.append("first")
    other.join()
    with first.reading() as unit:
        assert (order, unit.settings.get("b")) == (["first", "second"], 1)
    first.close()
    second.close()


def test_who_waits_too_long_for_the_writer_is_told(server, monkeypatch):
    monkeypatch.setattr("app.store.server.BUSY_MS", 50)
    first, second = OnServer(server, KEY), OnServer(server, KEY)

    def write():
        with second.transaction():
            pass

    with first.transaction(), pytest.raises(StoreFailure) as failed:
        write()
    assert failed.value.code == "store.busy"
    first.close()
    second.close()


# -- what the server says


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("53100", "store.disk_full"),
        ("53300", "store.busy"),
        ("40P01", "store.busy"),
        ("25006", "store.read_only"),
        ("42501", "server.rights"),
        ("28P01", "server.password"),
        ("3D000", "server.database"),
        ("08006", "server.gone"),
        ("57P01", "server.gone"),
        ("XX001", "store.damaged"),
        ("58030", "store.failed"),
    ],
)
def test_the_number_of_an_error_tells_what_the_world_did(number, code):
    error = psycopg.errors.lookup(number)("said in some words")
    with pytest.raises(StoreFailure) as failed, guard():
        raise sa.exc.DBAPIError("SELECT", None, error)
    assert failed.value.code == code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ('FATAL:  password authentication failed for user "payung"', "server.password"),
        ("fe_sendauth: no password supplied", "server.password"),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "server.password"),
        ('FATAL:  database "payung" does not exist', "server.database"),
        ("FATAL:  sorry, too many clients already", "store.busy"),
        ("Connection refused", "server.gone"),
    ],
)
def test_what_the_server_says_at_the_door_is_told(said, code):
    error = psycopg.OperationalError(f"connection failed: {said}")
    with pytest.raises(StoreFailure) as failed, guard():
        raise sa.exc.OperationalError("", None, error)
    assert failed.value.code == code


@pytest.mark.parametrize("number", ["23505", "42P01", "22001", "23000"])
def test_a_bug_is_not_the_servers_fault(number):
    bug = sa.exc.DBAPIError("SELECT", None, psycopg.errors.lookup(number)("x"))
    with pytest.raises(sa.exc.DBAPIError), guard():
        raise bug


# -- copies


def test_a_copy_is_all_that_is_there_and_goes_back_as_it_was(crowded, tmp_path, empty_server):
    _, on_server = crowded
    told = []
    with on_server.reading() as unit:
        copy_books(unit.connection, tmp_path / "copy.db", KEY, lambda *step: told.append(step))
        kept, numbers = rows(unit.connection), figures(unit.connection)
    assert [each.name for each in tmp_path.iterdir()] == ["copy.db"]
    assert told[-1][0] == told[-1][1] > PEOPLE
    with closing(Books(tmp_path / "copy.db", KEY)) as copy:
        assert ids(copy, Query(words="siti")) == ids(on_server, Query(words="siti"))
        with copy.reading() as unit:
            assert rows(unit.connection) == kept
            assert figures(unit.connection) == numbers
    onto_server(tmp_path / "copy.db", KEY, empty_server)
    with closing(OnServer(empty_server, KEY)) as back, back.transaction() as unit:
        assert rows(unit.connection) == kept
        unit.registrations.add(person_of(PEOPLE + 1), HOME)
        assert unit.people.count(Query()) == PEOPLE + 1


def test_a_copy_that_nobody_wants_leaves_nothing(crowded, tmp_path):
    with crowded[1].reading() as unit, pytest.raises(Refusal):
        copy_books(unit.connection, tmp_path / "copy.db", KEY, cancelled=lambda: True)
    assert not list(tmp_path.iterdir())


def test_books_of_an_earlier_release_are_copied_and_upgraded_with_all_in_them(
    empty_server, tmp_path
):
    """As they were before the program was renewed: without the last steps, and with people."""
    upgrade.make(empty_server, KEY)  # for the schema
    with psycopg.connect(empty_server.url, autocommit=True) as other:
        other.execute("DROP SCHEMA payung CASCADE")
        other.execute("CREATE SCHEMA payung")
    engine = connect(empty_server, KEY, create=True)
    upgrade.run_steps(engine, "0004")
    with engine.begin() as connection:
        let_in(connection, KEY)
        connection.execute(person.insert(), {"id": "p", "made_at": AT.isoformat()})
        connection.execute(setting.insert(), {"name": "place", "value": '"64.72.05.1003"'})
    assert upgrade.is_due(empty_server, KEY)
    with engine.connect() as connection:
        copy_books(connection, tmp_path / "before.db", KEY)
    engine.dispose()
    for books in (Books(tmp_path / "before.db", KEY), OnServer(empty_server, KEY)):
        with books.transaction() as unit:
            assert unit.settings.get("place") == "64.72.05.1003"
            unit.registrations.add(person_of(1, name="NORHAYATI"), HOME)
        assert ids(books, Query(words="hayat")) == [1]
        books.close()
    assert not upgrade.is_due(empty_server, KEY)


def test_without_the_driver_it_is_said_that_this_program_is_the_kelurahans(server, monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreFailure) as failed:
        connect(server, KEY)
    assert failed.value.code == "server.driver"
