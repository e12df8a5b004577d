"""Finding people: the search beside a plain one in Python, and its index beside a new one."""

import time
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.books import HOME, KEY, corrected, person_of

from app.domain.people import MISSING, Query, Sort
from app.store import bulk, first, narrowing, search
from app.store.books import Books
from app.store.books_on_server import OnServer
from app.store.search import fold

FOLDED = [
    ("SITI NUR'AINI", ["siti", "nuraini"]),
    ("Nur\u2019aini Nur\u2018aini Nur\u02bcaini Nur`aini", ["nuraini"] * 4),
    ("H. ABD. RAHMAN, S.Pd", ["h", "abd", "rahman", "s", "pd"]),
    ("MÉLANI ÖZGÜR", ["melani", "ozgur"]),
    ("6472051003-1-000124-K", ["64720510031000124k"]),
    ("000124-K", ["000124k"]),
    ("SITI\tNORHAYATI\nBT", ["siti", "norhayati", "bt"]),
    ("a\0b\x02c", ["abc"]),
    ('"a" (b) * AND-', ["a", "b", "and"]),
    ("\ufb01tri STRAẞE", ["fitri", "strasse"]),
    ("İDRİS ΝΊΚΟΣ", ["idris", "νικοσ"]),
    ("x_y % z", ["x_y", "z"]),
    ("\u2014 \u2013 -", []),
    ("\U0001f600 \ud800", []),
]

NAMES = (
    "SITI NORHAYATI",
    "SITI NUR'AINI",
    "M. NUR AINI",
    "ABD. RAHMAN",
    "ABDURRAHMAN",
    "SANAH",
    "O",
    "MELANI ÖZGÜR",
    "AND OR NOT NEAR",
    "X_Y-Z",
    "NG WIE",
    "字字字 字",
)
HOSTILE = (
    *("AND", "OR", "NOT", "NEAR", "NEAR(siti nur, 2)", "siti*", "^siti", "words:siti", "{words}:o"),
    *"\"'%_*-()^:{}[];,.+\\/\0\x02\x1f\t\n\u00a0\u200d",
    *(
        "''",
        '""',
        '"siti',
        "--",
        "/*",
        "é",
        "ß",
        "ﬁ",
        "\u0131",
        "İ",
        "ς",
        "字",
        "\U0001f600",
        "\ud800",
    ),
)

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")  # none is received
names = st.one_of(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from((*"ABNIUTS '.-ÉÇ", "字", "_")), min_size=1, max_size=12).map("".join),
    st.text(letters, min_size=1, max_size=12),
)
pieces = st.builds(
    lambda text, start, length: text[start : start + length],
    st.sampled_from((*NAMES, "6472810101900007", "6472051003-1-000007-K", "1-000003")),
    st.integers(0, 12),
    st.integers(1, 9),
)
words = st.builds(
    lambda parts, between: between.join(parts),
    st.lists(st.one_of(pieces, st.sampled_from(HOSTILE), st.text(max_size=6)), max_size=5),
    st.sampled_from((" ", "", "  ", "-", "\t")),
)
BORN = (date(1900, 1, 1), date(2030, 1, 1))
STATES = ("draft", "complete", "approved")
CARDS = ("unprinted", "printed")

everybody = st.builds(
    lambda serial, **fields: (serial, fields),
    serial=st.integers(1, 60),
    name=names,
    rt=st.sampled_from(("001", "007", "012")),
    birth_date=st.sampled_from(("1990-01-01", "1985-08-17", "1970-12-31")),
    state=st.sampled_from(STATES),
    phone=st.sampled_from((None, "+6281200000001")),
    nik=st.sampled_from((None, ...)),
)
queries = st.builds(
    Query,
    words=words,
    states=st.sampled_from(((), ("complete",), ("complete", "approved"), ("sealed",))),
    rt=st.sampled_from(("", "", "007", "099")),
    missing=st.lists(st.sampled_from(MISSING), max_size=2, unique=True).map(tuple),
    import_id=st.sampled_from(("", "", "", "nowhere")),
    card=st.sampled_from(("", "", "unprinted", "printed")),
    sort=st.sampled_from(tuple(Sort)),
    descending=st.booleans(),
)
WAYS = (  # from how many on it is not few, it is common, rows are not looked up one by one
    (10**6, 10**6, 10**6),  # what is asked for is rare: read it, then put it in order
    (10**6, 10**6, 0),  # not so rare: by name, or some way along the order
    (0, 10**6, 0),  # common: walk the order, look each up in the answer of the index
    (0, 0, 0),  # very common, and only the first ones wanted: look at each name
    (8, 20, 3),  # some of each
)


class Undone(Exception):
    """Ends a transaction without keeping it."""


@pytest.fixture(scope="module", params=["file", "server"])
def empty_books(request, tmp_path_factory):
    """Make new books, in a file or on a server."""
    made = []

    def make(kind=request.param):
        if kind == "server":
            made.append(OnServer(request.getfixturevalue("cluster").fresh(), KEY))
        else:
            made.append(Books.make(tmp_path_factory.mktemp("search") / "books.db", KEY))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture(scope="module")
def shelf(empty_books):
    """Books that every example leaves as empty as it found them."""
    return empty_books()


@pytest.fixture(scope="module")
def full_shelf(empty_books):
    """Books with a hundred people who share many words."""
    books = empty_books()
    fill(books)
    return books


@pytest.fixture(scope="module")
def full_file(tmp_path_factory):
    """The same in a file."""
    books = Books.make(tmp_path_factory.mktemp("full") / "books.db", KEY)
    fill(books)
    yield books
    books.close()


def fill(books):
    with books.transaction() as unit:
        for serial in range(1, 101):
            name = f"{NAMES[serial % 12]} {NAMES[serial % 5]}"[: 10 + serial % 20].strip()
            unit.registrations.add(
                person_of(
                    serial,
                    name=name,
                    rt=f"{serial % 4:03}",
                    state=STATES[serial % 3],
                    birth_date=f"19{60 + serial % 30}-0{1 + serial % 9}-11",
                    nik=None if serial % 9 == 0 else f"647281010190{serial:04}",
                    phone="+62812" if serial % 2 else None,
                ),
                HOME,
            )
            if serial % 3 == 0:
                unit.registrations.set_card(person_of(serial).registration_id, "printed")


def plain_search(rows, query):
    """The ids that `query` asks for, by looking at everybody."""
    asked = fold(query.words[:200])
    missing = sum(1 << MISSING.index(each) for each in query.missing)

    def is_found(row):
        known = [word for text in (row.name, row.nik or "", row.number) for word in fold(text)]
        return (
            all(
                any(each.startswith(word) if len(word) < 3 else word in each for each in known)
                for word in asked
            )
            and (not query.states or row.state in query.states)
            and query.rt in ("", row.rt)
            and row.missing & missing == missing
            and query.import_id in ("", row.import_id)
            and query.card in ("", row.card)
        )

    keys = {
        Sort.NAME: lambda row: (row.name.encode(), row.id),
        Sort.RT: lambda row: (row.rt, row.name.encode(), row.id),
        Sort.CHANGED: lambda row: (row.changed_at, row.id),
        Sort.BIRTH: lambda row: (row.birth_date, row.id),
    }
    found = sorted(filter(is_found, rows), key=keys[query.sort], reverse=query.descending)
    return [row.id for row in found]


def rows_of(unit):
    return unit.connection.exec_driver_sql("SELECT * FROM registration").all()


def assert_found(unit, query):
    expected = plain_search(rows_of(unit), query)
    for few, many, looked_up in WAYS if unit.connection.dialect.name == "sqlite" else WAYS[:1]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(narrowing, "FEW", few)
            patch.setattr(first, "MANY", many)
            patch.setattr(first, "LOOKED_UP", looked_up)
            assert list(unit.people.ids(query)) == expected
            assert unit.people.count(query) == len(expected)
            for limit in (1, 3, 500):
                assert list(unit.people.first(query, limit)) == expected[:limit]


def indexed(unit):
    """Every entry of the index."""
    run = unit.connection.exec_driver_sql
    run("CREATE VIRTUAL TABLE temp.entry USING fts5vocab(main, person_search, instance)")
    entries = sorted(tuple(row) for row in run("SELECT term, doc, offset FROM temp.entry"))
    run("DROP TABLE temp.entry")
    return entries


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_words_are_folded(text, expected):
    assert fold(text) == expected


@given(text=st.text(max_size=30))
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(" ".join(fold(text))) == fold(text)


@given(query=queries)
def test_every_question_has_the_answer_of_a_plain_search(full_shelf, query):
    with full_shelf.reading() as unit:
        assert_found(unit, query)


@settings(max_examples=min(settings.default.max_examples, 300))  # each writes and takes back
@given(crowd=st.lists(everybody, max_size=12, unique_by=lambda each: each[0]), query=queries)
def test_whoever_is_registered_is_found_by_what_a_plain_search_finds(shelf, crowd, query):
    with pytest.raises(Undone), shelf.transaction() as unit:  # noqa: PT012
        for serial, fields in crowd:
            if fields["nik"] is ...:
                fields = {name: value for name, value in fields.items() if name != "nik"}
            unit.registrations.add(person_of(serial, **fields), HOME)
        assert_found(unit, query)
        for serial, fields in crowd[:3]:
            assert_found(unit, Query(words=fields["name"]))
            whole = unit.people.ids(Query(words=person_of(serial).registration_number))
            assert len(whole) == 1
        raise Undone


def test_nothing_typed_is_grammar(full_shelf):
    with full_shelf.reading() as unit:
        for hostile in HOSTILE:
            assert_found(unit, Query(words=hostile))
            assert_found(unit, Query(words=f"siti {hostile}"))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("n", {"NORHAYATI", "NUR AINI"}),
        ("nu", {"NUR AINI"}),
        ("ai", {"NUR AINI"}),
        ("ti", set()),
        ("hay", {"NORHAYATI"}),
        ("i", set()),
        ("ati nor", {"NORHAYATI"}),
        ("nur nor", set()),
        ("0001", {"NORHAYATI"}),
        ("1-000002", {"NUR AINI"}),
        ("64", {"NORHAYATI", "NUR AINI"}),
        ("", {"NORHAYATI", "NUR AINI"}),
        ("?!", {"NORHAYATI", "NUR AINI"}),
    ],
)
def test_short_words_are_found_at_the_start_and_longer_ones_anywhere(books, keep, typed, names):
    keep(person_of(1, name="NORHAYATI"), person_of(2, name="NUR AINI"))
    with books.reading() as unit:
        found = unit.people.lines(unit.people.ids(Query(words=typed))).values()
        assert {line.name for line in found} == names


@pytest.mark.parametrize(
    "typed", ["a" * 100_000, "si " * 20_000, '" ' * 50_000, "ab cd ef " * 9000, "字" * 50_000]
)
def test_very_much_typed_is_answered_at_once(full_shelf, typed):
    with full_shelf.reading() as unit:
        began = time.monotonic()
        assert_found(unit, Query(words=typed))
        assert time.monotonic() - began < 5


def test_each_way_is_taken(full_file, monkeypatch):
    """All ways have one answer, so only their statements tell them apart."""
    with full_file.reading() as unit:

        def asked(**query):
            select = unit.people._select(Query(words="siti", **query))
            said = str(select.compile(dialect=unit.connection.dialect))
            return said.partition("WHERE")[2].replace("registration.", "")

        monkeypatch.setattr(narrowing, "FEW", 1000)
        assert "AND id IN (SELECT person_search" in asked()
        assert "ORDER BY +name, +id" in asked()
        monkeypatch.setattr(narrowing, "FEW", 0)
        assert "+id IN (SELECT person_search" in asked()
        assert "ORDER BY name, id" in asked()
        assert "+state IN" in asked(states=("complete",))
        monkeypatch.setattr(narrowing, "FEW", 5)
        rare = asked(states=("sealed",))  # nobody is in that state
        assert " state IN" in rare
        assert "+id IN (SELECT person_search" in rare
        assert "ORDER BY +name, +id" in rare


@pytest.fixture
def ways(monkeypatch):
    """The ways by which the first ones of a query were found, each with how many."""
    taken = []

    def spy(name):
        way = getattr(first.First, name)

        def spied(self, *args):
            found = way(self, *args)
            if found:
                taken.append(name)
            return found

        monkeypatch.setattr(first.First, name, spied)

    for name in ("_looked_up", "_by_name", "_walked"):
        spy(name)

    def ways(unit, query, limit):
        taken.clear()
        unit.people.first(query, limit)
        return list(taken)

    return ways


def test_the_first_are_found_by_the_way_that_reads_least(full_file, ways, monkeypatch):
    siti, sanah = Query(words="siti"), Query(words="sanah")
    with full_file.reading() as unit:
        assert ways(unit, siti, 5) == ["_looked_up"]
        monkeypatch.setattr(first, "LOOKED_UP", 4)
        assert ways(unit, sanah, 5) == ["_by_name"]  # they all begin with it
        assert ways(unit, siti, 5) == ["_walked"]
        assert ways(unit, replace(sanah, sort=Sort.BIRTH), 2) == ["_walked"]
        assert ways(unit, replace(siti, born=BORN), 5) == ["_looked_up"]
        assert ways(unit, siti, 500) == ["_looked_up"]  # there are not so many
        monkeypatch.setattr(first, "MANY", 0)
        monkeypatch.setattr(narrowing, "FEW", 0)
        assert ways(unit, siti, 5) == []  # nearly everybody: nothing but the order is read


@pytest.mark.parametrize("words", ["sanah", "melani", "siti", "s", "abd"])
def test_who_begins_with_the_word_stands_between_the_others_both_ways(full_shelf, words):
    with full_shelf.reading() as unit:
        assert_found(unit, Query(words=words))
        assert_found(unit, Query(words=words, descending=True))
        assert_found(unit, Query(words=words, rt="001", descending=True))


def test_plain_names_and_others_are_told_apart_by_letters_alone(books, keep):
    keep(
        person_of(1, name="D'SANAH"), person_of(2, name="A.SANAH"), person_of(3, name="ANAH S"),
        person_of(4, name="ROSANAH"), person_of(5, name="ŞANAH"),
    )  # fmt: skip
    with books.reading() as unit:
        for words in ("s", "sa", "san", "a", "d", "anah", "ds", "k", "0000"):
            assert_found(unit, Query(words=words))


def test_a_correction_is_found_by_its_new_words_and_not_by_the_old(books, keep):
    first = person_of(1, name="NORHAYATI", nik=None)
    keep(first, person_of(2))
    with books.transaction() as unit:
        assert unit.registrations.add_revision(
            corrected(first, name="NURHAYATI", nik="6472810101907777")
        )
    with books.reading() as unit:
        assert unit.people.ids(Query(words="norhayati")) == []
        assert len(unit.people.ids(Query(words="nurhayati"))) == 1
        assert len(unit.people.ids(Query(words="7777"))) == 1


def test_who_was_taken_back_is_not_found(books, keep):
    keep(person_of(1, name="NORHAYATI"), person_of(2))
    with books.transaction() as unit:
        unit.registrations.discard([person_of(1).registration_id])
        assert unit.people.ids(Query(words="orang")) == unit.people.ids(Query()) == [2]
        assert unit.people.ids(Query(words="norhayati")) == []


@pytest.mark.file_only
def test_the_index_kept_is_the_index_made_anew(books, keep):
    crowd = [person_of(serial, name=NAMES[serial % 12]) for serial in range(1, 30)]
    keep(*crowd)
    with books.transaction() as unit:
        unit.registrations.discard([each.registration_id for each in crowd[:5]])
        for each in crowd[5:15]:
            assert unit.registrations.add_revision(corrected(each, name="NAMA BARU"))
        for serial in range(40, 45):
            unit.registrations.add(person_of(serial), HOME)
        bulk.load(unit.connection, (person_of(serial) for serial in range(50, 60)), HOME)
        kept = indexed(unit)
        search.rebuild(unit.connection)
        assert indexed(unit) == kept
    assert len({doc for _, doc, _ in kept}) == 39


def test_lines_are_those_that_still_exist(books, keep):
    keep(person_of(1, name="NORHAYATI", phone=None), person_of(2))
    with books.transaction() as unit:
        unit.registrations.discard([person_of(2).registration_id])
    with books.reading() as unit:
        lines = unit.people.lines([1, 2, 999])
        assert set(lines) == {1}
        line = lines[1]
    assert (line.name, line.nik_masked, line.rt) == ("NORHAYATI", "6472••••••••0001", "007")
    assert line.missing == ("kk", "phone", "mother_name", "desil")
    assert "NORHAYATI" not in repr(line)
    assert "6472" not in repr(Query(words="6472810101900001"))


def test_the_rt_in_use_stand_in_order(full_shelf):
    with full_shelf.reading() as unit:
        assert unit.people.rts() == ["000", "001", "002", "003"]


def test_a_search_is_not_disturbed_by_books_opened_again(tmp_path):
    database = tmp_path / "again.db"
    with closing(Books.make(database, KEY)) as books, books.transaction() as unit:
        unit.registrations.add(person_of(1, name="NORHAYATI"), HOME)
    with closing(Books(database, KEY)) as books, books.reading() as unit:
        assert unit.people.ids(Query(words="hayat")) == [1]
