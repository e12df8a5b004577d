"""Who of a whole file was written down twice, and who only looks like it."""

import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.benchmarks import people_errors

from app.matching.city import clusters
from app.matching.city.engine import SAME, Index, match, match_between
from app.matching.city.people import FIELDS, People

ROWS = 2000


@pytest.fixture(scope="module")
def made():
    return people_errors.make(ROWS, 5)


@pytest.fixture(scope="module")
def city(made):
    """People enough for frequencies and weights, into which a test mixes its own."""
    return {name: list(column) for name, column in made.columns.items()}


@pytest.fixture
def among(city):
    """Search the city with some more rows in it; what was found among those."""

    def search(*rows, only=FIELDS):
        columns = {name: [*city[name], *(row.get(name, "") for row in rows)] for name in only}
        ids = [*city["id"], *(f"own{at}" for at in range(len(rows)))]
        return {
            (pair.left, pair.right): pair
            for pair in match(People(ids, columns)).pairs()
            if pair.left.startswith("own") and pair.right.startswith("own")
        }

    return search


PERSON = {
    "nik": "6472895708850001", "name": "ROKAYAH MASTURAH", "birth_date": "17-08-1985",
    "birth_place": "SANGATTA", "mother_name": "JUMANTEN BINTI SALEH", "sex": "P",
    "address": "JL. GERILYA NO. 88", "rt": "014", "kelurahan": "LEMPAKE",
    "phone": "081299001122", "kk": "6472890102150033",
}  # fmt: skip


def rates(found, true):
    same = {frozenset((p.left, p.right)) for p in found.pairs() if p.verdict == SAME}
    hit = len(same & true)
    return hit / max(len(same), 1), hit / len(true)


def f1(found, true):
    precision, recall = rates(found, true)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def pairs_of(made):
    return {frozenset(pair) for pair in made.pairs()}


def test_those_registered_twice_are_found_and_hardly_anybody_else(made, city):
    found = match(People(city["id"], {name: city[name] for name in FIELDS}))
    precision, recall = rates(found, pairs_of(made))
    assert precision >= 0.99
    assert recall >= 0.97


@pytest.mark.parametrize(
    ("fields", "least"),
    [
        ("nik name birth_date", 0.96),
        ("name birth_date mother_name sex birth_place", 0.94),
        ("name birth_date mother_name", 0.92),
        ("name birth_date phone kk address", 0.90),
        ("name birth_date", 0.85),
    ],
)
def test_no_field_is_taken_for_granted(made, city, fields, least):
    found = match(People(city["id"], {name: city[name] for name in fields.split()}))
    assert f1(found, pairs_of(made)) >= least


@pytest.mark.parametrize(
    "other",
    [
        {"nik": "6472895708580001"},  # two digits of the NIK swapped
        {"nik": "", "name": "Hj. Rukayah Mastoerah"},
        {"birth_date": "08-17-1985", "name": "ROKAYAH M"},
        {"nik": "", "birth_date": "01-01-1985"},
        {"nik": "", "mother_name": "", "phone": ""},
        {"nik": "", "address": "GG. DAMAI 3", "rt": "002", "kelurahan": "BUKUAN", "kk": ""},
        {"name": "MASTURAH ROKAYAH", "phone": "", "kk": "", "mother_name": ""},
    ],
)
def test_one_person_written_down_differently_is_the_same(among, other):
    (pair,) = among(PERSON, PERSON | other).values()
    assert pair.verdict == SAME
    assert pair.score > 0.8


@pytest.mark.parametrize(
    "other",
    [
        # twins: numbered one after the other, named alike or not
        {"nik": "6472895708850002", "name": "ROKIAH MASTURAH"},
        {"nik": "6472891708850002", "name": "RIDUAN", "sex": "L"},
        {"nik": "", "name": "SALMAH MASTURAH"},  # one NIK is missing: a person looks
        # sisters
        {"nik": "6472895502880004", "name": "SALMAH", "birth_date": "15-02-1988"},
        # a neighbour of the same name
        {"nik": "6472905111860003", "birth_date": "11-11-1986", "mother_name": "SITI ASIAH",
         "phone": "", "kk": "6472890505190001", "address": "JL. GERILYA NO. 3"},
        # the NIK of one typed onto another
        {"name": "BAMBANG", "birth_date": "02-03-1971", "mother_name": "TUMINI", "sex": "L",
         "address": "JL. PAHLAWAN 5", "kelurahan": "BUKUAN", "phone": "", "kk": ""},
        # born the same day in the same kecamatan
        {"nik": "6472895708850003", "name": "YULIANA", "mother_name": "HARTINI", "phone": "",
         "address": "JL. PAHLAWAN 5", "kelurahan": "BUKUAN", "kk": "", "birth_place": "BLITAR"},
    ],
)  # fmt: skip
def test_two_people_who_share_much_are_kept_apart(among, other):
    assert all(pair.verdict != SAME for pair in among(PERSON, PERSON | other).values())


def test_a_twin_is_not_joined_to_her_sister_by_the_sisters_second_row(among):
    twin = PERSON | {"nik": "6472895708850002", "name": "ROKIAH MASTURAH"}
    found = among(PERSON, PERSON | {"phone": ""}, twin, twin | {"rt": ""})
    same = {key for key, pair in found.items() if pair.verdict == SAME}
    assert same == {("own0", "own1"), ("own2", "own3")}


def test_the_reasons_say_what_is_shared_and_what_is_not(among):
    other = PERSON | {"nik": "", "birth_date": "08-17-1985", "sex": "L", "phone": "081299001123"}
    (pair,) = among(
        PERSON | {"birth_date": "07-08-1985"}, other | {"birth_date": "08-07-1985"}
    ).values()
    assert set(pair.reasons) == {
        "name_same", "birth_swapped", "mother_same", "sex_differs", "address_same", "kk_same",
        "phone_near",
    }  # fmt: skip


def test_one_file_has_one_answer(city):
    people = People(city["id"], {name: city[name] for name in FIELDS})
    assert list(match(people).pairs()) == list(match(people).pairs())


def test_in_a_file_without_duplicates_none_is_found(made, city):
    first = {person: row for row, person in enumerate(made.person.tolist())}.values()
    columns = {name: [city[name][row] for row in first] for name in FIELDS}
    found = match(People([city["id"][row] for row in first], columns))
    assert sum(pair.verdict == SAME for pair in found.pairs()) <= 3


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_file_of_nobody_or_one_has_no_pairs(rows):
    columns = {name: [PERSON[name]] * min(rows, 1) + [""] * max(rows - 1, 0) for name in FIELDS}
    assert len(match(People([f"p{at}" for at in range(rows)], columns))) == 0


def test_between_two_files_only_rows_of_both_are_paired(made, city):
    half = ROWS // 2
    left, right = (
        People(city["id"][part], {name: city[name][part] for name in FIELDS})
        for part in (slice(0, half), slice(half, None))
    )
    on_the_left = set(left.ids)
    found = match_between(left, right)
    assert all((p.left in on_the_left) and (p.right not in on_the_left) for p in found.pairs())
    true = {pair for pair in pairs_of(made) if len(pair & on_the_left) == 1}
    assert f1(found, true) >= 0.97


def test_a_batch_is_looked_up_in_an_index_as_in_the_whole_file(made, city):
    old, new = (
        People(city["id"][part], {name: city[name][part] for name in FIELDS})
        for part in (slice(0, ROWS - 200), slice(ROWS - 200, None))
    )
    index = Index(old)
    ids = set(new.ids)
    true = {pair for pair in pairs_of(made) if pair & ids}
    found = index.find(new)
    assert f1(found, true) >= 0.97
    assert all({pair.left, pair.right} & ids for pair in found.pairs())
    assert list(index.find(new).pairs()) == list(found.pairs())  # the batch was not taken in


CYRILLIC = (
    "Иванов Петров Сидоров Кузнецов Смирнов Попов Волков Козлов Лебедев Морозов",
    "Александр Дмитрий Сергей Наталья Ольга Екатерина Владимир Людмила",
)
ARABIC = (
    "الحسن المصري الخطيب البغدادي الحلبي الشامي النجار الحداد",
    "أحمد محمد علي فاطمة عائشة إبراهيم يوسف خديجة",
)
CHINESE = ("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙", "小明 建国 秀英 丽华 志强 晓东 美玲 文博")
ENGLISH = (
    "Smith Jones Taylor Brown Wilson Evans Thomas Johnson Walker Wright",
    "Oliver George Harry Amelia Isla Jessica Charlotte Jack Emily",
)


@pytest.mark.parametrize(
    "names", [CYRILLIC, ARABIC, CHINESE, ENGLISH], ids=["ru", "ar", "zh", "en"]
)
def test_any_alphabet_is_compared(names):
    chance = random.Random(1)
    families, given_names = (words.split() for words in names)
    joint = "" if names is CHINESE else " "

    def person(at):
        return {
            "name": chance.choice(families) + joint + chance.choice(given_names),
            "birth_date": str(date(1940, 1, 1) + timedelta(chance.randint(0, 24_000))),
            "address": f"{chance.choice(families)} {chance.randint(1, 200)}",
            "phone": str(chance.randint(10**8, 10**9)),
        }

    def again(row):
        word = row["name"]
        at = chance.randrange(len(word) - 1)
        slips = [
            {"name": word[:at] + word[at + 1] + word[at] + word[at + 2 :]},
            {"phone": ""}, {"address": ""}, {"birth_date": row["birth_date"][:8] + "09"},
        ]  # fmt: skip
        return row | chance.choice(slips)

    first = [person(at) for at in range(800)]
    rows = first + [again(row) for row in first[:200]]
    columns = {name: [row[name] for row in rows] for name in first[0]}
    ids = [f"{at}" for at in range(len(rows))]
    true = {frozenset((f"{at}", f"{800 + at}")) for at in range(200)}
    assert f1(match(People(ids, columns)), true) >= 0.95


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.floats(-9, 9)), max_size=20))
@settings(max_examples=50, deadline=None)
def test_groups_never_overlap_and_hold_together(drawn):
    pairs = {(min(a, b), max(a, b)): odd for a, b, odd in drawn if a != b}
    known = sorted(pairs)
    left, right, odds = columns_of(known, pairs)
    sure = odds > 0

    def compare(one, other):
        return columns_of(list(zip(one.tolist(), other.tolist(), strict=True)), pairs)[2]

    groups = clusters.join(left[sure], right[sure], odds[sure], compare)
    rows = [row for group in groups for row in group]
    assert len(rows) == len(set(rows))
    for group in groups:
        within = [(a, b) for a in group for b in group if a < b]
        assert sum(min(pairs.get(pair, -8.0), 8.0) for pair in within) > 0


def columns_of(known, pairs):
    return (
        np.array([one for one, _ in known], np.int64),
        np.array([other for _, other in known], np.int64),
        np.array([pairs.get(pair, -8.0) for pair in known], float),
    )
