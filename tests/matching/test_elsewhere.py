"""People of other countries and files of few fields, found without labels and without tuning."""

import random

import numpy as np
import pytest
from tests.matching import elsewhere

from app.matching.city import chance
from app.matching.city.blocking import Pairs
from app.matching.city.comparing import Comparer
from app.matching.city.engine import SAME, Index, match, match_between
from app.matching.city.people import FIELDS, People
from app.matching.city.reading import Reader


def quality(found, true):
    """Precision and F1 of the pairs called the same."""
    same = {frozenset((pair.left, pair.right)) for pair in found.pairs() if pair.verdict == SAME}
    hit = len(same & true)
    return hit / max(len(same), 1), 2 * hit / max(len(same) + len(true), 1)


@pytest.fixture(scope="module")
def patients():
    return elsewhere.with_addresses(1200, 1)


@pytest.fixture(scope="module")
def customers():
    return elsewhere.with_scrambled_words(500, 2)


@pytest.mark.parametrize(
    ("fields", "least"),
    [
        ("nik name birth_date address kelurahan", 0.99),
        ("name birth_date address kelurahan", 0.97),
        ("name birth_date", 0.82),
        ("name address kelurahan", 0.85),
        ("nik name", 0.92),
        ("nik", 0.66),
    ],
)
def test_patients_are_found_by_whatever_is_known_of_them(patients, fields, least):
    precision, f1 = quality(match(patients.only(fields)), patients.true)
    assert precision >= 0.985
    assert f1 >= least


@pytest.mark.parametrize(
    ("fields", "least"),
    [
        ("name birth_date birth_place phone", 0.97),
        ("name birth_date birth_place", 0.96),
        ("name birth_date", 0.93),
    ],
)
def test_several_rows_with_letters_in_disorder_are_one_customer(customers, fields, least):
    precision, f1 = quality(match(customers.only(fields)), customers.true)
    assert precision >= 0.985
    assert f1 >= least


def test_names_and_birth_dates_alone_are_enough_where_chance_is_rare():
    german = elsewhere.with_one_slip(500, 1)
    precision, f1 = quality(match(german.people), german.true)
    assert precision >= 0.98
    assert f1 >= 0.9


def test_where_names_and_birth_dates_meet_by_chance_too_a_person_is_asked():
    """4,000 people of 1,600 names: a date that is nearly the same says little."""
    german = elsewhere.with_one_slip(4000, 1)
    found = match(german.people)
    precision, _ = quality(found, german.true)
    assert precision >= 0.99
    told = {frozenset((pair.left, pair.right)) for pair in found.pairs()}
    assert len(told & german.true) >= 0.93 * len(german.true)
    assert len(told) <= 1.1 * len(german.true)


@pytest.mark.parametrize("words", [elsewhere.THAI, elsewhere.HINDI], ids=["th", "hi"])
def test_vowels_written_around_a_letter_do_not_cut_the_word(words):
    made = elsewhere.with_vowels_around(700, 4, words)
    precision, f1 = quality(match(made.people), made.true)
    assert precision >= 0.98
    assert f1 >= 0.96


def test_two_lists_without_an_id_in_common_are_laid_side_by_side(patients):
    whole, half = patients.only("name birth_date address kelurahan"), len(patients.people) // 2
    left, right = (
        People(whole.ids[part], {name: each[part] for name, each in whole.columns.items()})
        for part in (slice(0, half), slice(half, None))
    )
    on_the_left = set(left.ids)
    across = {pair for pair in patients.true if len(pair & on_the_left) == 1}
    precision, f1 = quality(match_between(left, right), across)
    assert precision >= 0.985
    assert f1 >= 0.96


def test_two_lists_need_not_have_the_same_fields(patients):
    left, right = patients.only("nik name birth_date"), patients.only("name birth_date address")
    found = {(pair.left, pair.right): pair.verdict for pair in match_between(left, right).pairs()}
    again = Index(left).find(People([f"new {row}" for row in right.ids], right.columns))
    itself = {(pair.left, pair.right): pair.verdict for pair in again.pairs()}
    some = left.ids[:200]
    assert sum(found.get((row, row)) == SAME for row in some) >= 180
    assert sum(itself.get((row, f"new {row}")) == SAME for row in some) >= 180


def test_as_many_are_found_by_chance_as_are_found_among_strangers(patients):
    """Dealt out names meet as often as those of a file in which nobody stands twice."""
    strangers = elsewhere.with_one_slip(3000, 5).only("name birth_date")
    reader = Reader()
    table = reader.read(strangers)
    nobody = Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))

    def likeness(both, left, right):
        compared = Comparer(both, reader).compare(left, right)
        return compared.levels[:2].sum(0, dtype=float)

    counted = chance.count(table, reader, None, nobody, likeness)
    # a given name, a family name and the birth date within a digit: few pairs of 4.5 million
    assert 0 < counted.from_odds(np.array([14.0]))[0] < 200
    assert counted.from_odds(np.array([0.0]))[0] > 10_000
    assert list(np.diff(counted.from_odds(np.arange(20.0))) <= 0) == [True] * 19


def test_chance_is_counted_only_where_names_can_be_parted_from_the_rest(patients):
    def table(fields):
        return Reader().read(patients.only(fields))

    assert chance.can_be_counted(table("name birth_date"))
    assert not chance.can_be_counted(table("name"))
    assert not chance.can_be_counted(table("nik birth_date"))


ODD = {
    "constant": lambda at: "SAMA",
    "empty": lambda at: "",
    "one letter": lambda at: "ABCDEFGH"[at % 8],
    "long": lambda at: f"{'AB CD ' * 300}{at}",
    "signs": lambda at: chr((45, 0x301, 0x1F600, 0x200F, 0, 10, 0xE31)[at % 7]) * (at % 5),
    "numbers": lambda at: str(10**30 + at),
}


@pytest.mark.parametrize("rows", [0, 1, 30])
@pytest.mark.parametrize("kind", ODD)
def test_no_file_is_too_odd_to_be_searched(kind, rows):
    columns = {name: [ODD[kind](at) for at in range(rows)] for name in FIELDS}
    people = People([f"id {at}" for at in range(rows)], columns)
    nobody = Index(People([], {}))
    for found in (
        match(people), match_between(people, people), Index(people).find(people),
        nobody.find(people),
    ):  # fmt: skip
        assert all(0 <= pair.score <= 1 for pair in found.pairs())


def test_in_a_register_without_duplicates_the_batch_is_still_found(patients):
    whole = patients.only("nik name birth_date address kelurahan")
    twice = {row for pair in patients.true for row in pair}
    once = [at for at, row in enumerate(whole.ids) if row not in twice]

    def some(rows, prefix=""):
        columns = {name: [each[at] for at in rows] for name, each in whole.columns.items()}
        return People([prefix + whole.ids[at] for at in rows], columns)

    batch = random.Random(1).sample(once, 30)
    found = Index(some(once)).find(some(batch, "new "))
    same = {(pair.left, pair.right) for pair in found.pairs() if pair.verdict == SAME}
    assert same == {(whole.ids[at], f"new {whole.ids[at]}") for at in batch}
