"""The early warning says nothing false of the known, and much that is false of all others."""

import random
from collections import Counter
from time import process_time

import pytest

from app.domain import sieve
from app.domain.sieve import FALSE_FOR_TRUE, MOST_FALSE, SERIALS, Sieve, false_rate, most_in_a_cell

GRAIN = bytes(range(32))


def people(count: int, seed: int = 5) -> set[str]:
    """Made-up NIK of ten kecamatan; one in 66 is born on 1 January, as papers without a day say."""
    rng = random.Random(seed)
    found: set[str] = set()
    while len(found) < count:
        day, month = (1, 1) if rng.random() < 0.015 else (rng.randint(1, 28), rng.randint(1, 12))
        day += 40 * rng.randint(0, 1)
        place, year, serial = rng.randint(81, 90), rng.randint(62, 99), rng.randint(1, 60)
        found.add(f"6472{place}{day:02}{month:02}{year}{serial:04}")
    return found


def crowded(known: set[str]) -> tuple[str, int]:
    """The twelve digits that most of them share, and how many do."""
    return Counter(each[:12] for each in known).most_common(1)[0]


def all_serials(cell: str) -> list[str]:
    return [f"{cell}{serial:04}" for serial in range(1, SERIALS + 1)]


@pytest.mark.parametrize("count", [1, 40, 19_000])
def test_everybody_known_is_found(count):
    known = people(count)
    made = sieve.make(known, GRAIN, b"k" * 32)
    assert all(each in made for each in known)


@pytest.mark.parametrize("count", [1, 40, 19_000])
@pytest.mark.parametrize("key", [b"k" * 32, b"j" * 32, b"h" * 32])
def test_who_tries_all_serials_of_a_date_and_kecamatan_finds_20_false_for_each_true(count, key):
    known = people(count)
    cell, crowd = crowded(known)
    made = sieve.make(known, GRAIN, key)
    said = [each for each in all_serials(cell) if each in made]
    assert len(said) - crowd >= FALSE_FOR_TRUE * crowd


def test_whoever_keeps_the_sieves_of_many_replies_is_no_wiser():
    known = people(3_000)
    cell, crowd = crowded(known)
    kept = [sieve.make(known, GRAIN, bytes([number]) * 32) for number in range(12)]
    said = [each for each in all_serials(cell) if all(each in one for one in kept)]
    assert len(said) - crowd >= FALSE_FOR_TRUE * crowd


@pytest.mark.parametrize("share", [2, 7, 400])
def test_whoever_kept_a_sieve_from_when_the_city_was_smaller_is_hardly_wiser(share):
    known = people(19_000)
    few = set(sorted(known)[::share])
    cell, crowd = crowded(few)
    old, new = (
        sieve.make(each, GRAIN, bytes([place]) * 32) for place, each in enumerate((few, known))
    )
    said = [each for each in all_serials(cell) if each in old and each in new]
    assert len(said) - crowd >= FALSE_FOR_TRUE * crowd


def test_the_false_alarms_of_a_clerk_at_work_stay_rare():
    known = people(19_000)
    made = sieve.make(known, GRAIN, b"k" * 32)
    strangers = people(20_000, seed=6) - known
    assert sum(each in made for each in strangers) / len(strangers) < 0.03


def test_the_rate_follows_the_most_crowded_cell_and_ends_where_it_would_warn_of_all():
    assert [round(false_rate(each) * 1000) for each in (1, 4, 12)] == [4, 11, 29]
    assert false_rate(5_000) == MOST_FALSE
    most = most_in_a_cell(MOST_FALSE)
    assert false_rate(most) < MOST_FALSE
    cell = "647281010190"
    known = {f"{cell}{serial:04}" for serial in range(1, 401)}
    made = sieve.make(known, GRAIN, b"k" * 32)
    said = [each for each in all_serials(cell) if each in made]
    assert len(said) >= (FALSE_FOR_TRUE + 1) * most
    assert sum(each in made for each in known) < 150  # the rest the city finds


def test_a_key_is_of_one_sieve_and_the_length_does_not_say_how_few_there_are():
    one, other = (sieve.make(people(3), GRAIN) for _ in range(2))
    assert one.key != other.key
    assert one.bits != other.bits
    assert one.size == sieve.make(people(3, seed=8), GRAIN).size
    assert len(one.bits) > 1_000


def test_the_size_for_19_000_and_200_000_and_the_time():
    assert len(sieve.make(people(19_000), GRAIN, b"k" * 32).bits) < 60_000
    known = people(200_000)
    begun = process_time()
    made = sieve.make(known, GRAIN, b"k" * 32)
    assert process_time() - begun < 2.5
    assert len(made.bits) < 300_000
    assert all(each in made for each in sorted(known)[::50])


def test_it_travels_and_what_is_none_is_refused():
    made = sieve.make(people(40), GRAIN, b"k" * 32)
    plain = made.to_plain()
    assert Sieve.from_plain(plain) == made
    for wrong in (
        {"bits": plain["bits"][:-8]}, {"bits": "?"}, {"size": -1}, {"size": True}, {"hashes": 99},
        {"depth": 0}, {"grain": ""}, {"key": 7}, {"size": 2**40},
    ):  # fmt: skip
        with pytest.raises(ValueError, match="sieve"):
            Sieve.from_plain(plain | wrong)
    with pytest.raises(ValueError, match="sieve"):
        Sieve.from_plain({})
