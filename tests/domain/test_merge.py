"""Which revision is current: the same for every order, repetition and mixture."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.merge import (
    Handover,
    Name,
    Settlement,
    Version,
    arrange,
    city_rank,
    owner,
    station_rank,
)
from app.domain.refusal import Refusal

HERE, THERE = "6472051003/1", "6472051003/2"


def name(number: int, letter: str) -> Name:
    return Name(number, letter * 64)


def version(text: str, *ancestors: str, origin: str = HERE, life: int = 0) -> Version:
    """`2b` descending from `1a`."""
    named = [name(int(each[0]), each[1]) for each in (text, *ancestors)]
    return Version(named[0], frozenset(named[1:]), origin, life)


A1 = version("1a")
B2 = version("2b", "1a")
C3 = version("3c", "2b", "1a")


@pytest.mark.parametrize(
    ("versions", "current", "aside"),
    [
        ([A1], "1a", {}),
        ([A1, B2, C3], "3c", {}),
        ([A1, C3], "3c", {}),  # the one between was never approved
        ([C3], "3c", {}),
        ([A1, B2, version("2f", "1a", life=1)], "2b", {"2f": "same_number"}),
        # the older life goes on, whatever the hashes say
        ([A1, version("2f", "1a"), version("2b", "1a", life=1)], "2f", {"2b": "same_number"}),
        ([A1, version("2f", "1a"), version("2b", "1a")], "2b", {"2f": "same_number"}),
        # also after both have gone on
        (
            [
                A1,
                version("2f", "1a"),
                version("3f", "2f", "1a"),
                version("2b", "1a", life=1),
                version("3a", "2b", "1a", life=1),
            ],
            "3f",
            {"3a": "same_number"},
        ),
        ([A1, C3, version("2d", "1a", life=1)], "3c", {"2d": "not_descended"}),
        ([A1, version("1f", life=1)], "1a", {"1f": "same_number"}),
        # back to an old content is another revision
        ([A1, B2, version("3a", "2b", "1a")], "3a", {}),
        # two ways to one content are both gone
        ([version("3d", "2b", "1a"), version("3d", "2c", "1a"), B2, version("2c", "1a")], "3d", {}),
        ([A1, version("2b", "1a", origin=THERE)], "1a", {"2b": "not_owner"}),
    ],
)
def test_what_is_current_and_what_a_person_must_see(versions, current, aside):
    for order in permutations(versions[:6]):
        found = arrange(order, HERE)
        assert found.current.name == name(int(current[0]), current[1])
        assert {f"{each.number}{each.hash[0]}": why for each, why in found.aside.items()} == aside


def test_what_the_old_owner_made_after_a_handover_is_set_aside():
    given_away = Handover(7, THERE, frozenset({A1.name}))
    late = version("2b", "1a")
    new = version("2c", "1a", origin=THERE)
    for order in permutations([A1, late, new]):
        found = arrange(order, HERE, [given_away])
        assert found.current == new
        assert found.aside == {late.name: "not_owner"}
    assert owner(HERE, [given_away]) == THERE


def test_what_the_city_held_before_a_handover_goes_on():
    given_away = Handover(7, THERE, frozenset({A1.name, B2.name}))
    assert arrange([A1, B2], HERE, [given_away]).current == B2


def test_the_last_handover_counts():
    there = Handover(7, THERE, frozenset({A1.name}))
    back = Handover(9, HERE, frozenset({A1.name}))
    for order in ([there, back], [back, there]):
        assert arrange([A1, B2], HERE, order).current == B2


def test_a_settlement_ends_the_question_and_a_later_one_turns_it():
    other = version("2f", "1a", life=1)
    first = Settlement(city_rank(5), other.name, frozenset({B2.name}))
    later = Settlement(city_rank(8), B2.name, frozenset({other.name}))
    assert arrange([A1, B2, other], HERE, (), [first]).current == other
    assert arrange([A1, B2, other], HERE, (), [first]).aside == {}
    for order in ([first, later], [later, first]):
        found = arrange([A1, B2, other], HERE, (), order)
        assert (found.current, found.aside) == (B2, {})


def test_the_word_of_the_city_stands_over_that_of_the_station():
    other = version("2f", "1a", life=1)
    station = Settlement(station_rank(1, 99), other.name, frozenset({B2.name}))
    city = Settlement(city_rank(1), B2.name, frozenset({other.name}))
    assert arrange([A1, B2, other], HERE, (), [station, city]).current == B2
    assert arrange([A1, B2, other], HERE, (), [station]).current == other


@pytest.mark.parametrize(
    "text", ["", "1", "1:", "x:" + "a" * 64, "1:" + "g" * 64, "-1:" + "a" * 64]
)
def test_what_names_no_revision_is_refused(text):
    with pytest.raises(Refusal):
        Name.parse(text)


@st.composite
def sets(draw):
    """Any history of a registration: forks of several lives and stations, handovers, words."""
    versions: dict[Name, Version] = {}
    for _ in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from([None, *versions.values()]))
        number = parent.name.number + 1 if parent else 1
        ancestors = frozenset({parent.name, *parent.ancestors}) if parent else frozenset()
        made = Version(
            name(number, draw(st.sampled_from("abcdef"))),
            ancestors,
            draw(st.sampled_from([HERE, THERE])),
            draw(st.integers(0, 2)),
        )
        versions.setdefault(made.name, made)
    names = st.sampled_from(sorted(versions))
    handovers = [
        Handover(seq, draw(st.sampled_from([HERE, THERE])), frozenset(draw(st.sets(names))))
        for seq in range(draw(st.integers(0, 2)))
    ]
    settlements = [
        Settlement(
            draw(st.sampled_from([city_rank(seq), station_rank(0, seq)])),
            draw(names),
            frozenset(draw(st.sets(names, max_size=2))),
        )
        for seq in range(draw(st.integers(0, 3)))
    ]
    return list(versions.values()), handovers, settlements


@given(sets(), st.randoms(use_true_random=False))
def test_no_order_and_no_repetition_changes_anything(made, chance):
    versions, handovers, settlements = made
    expected = arrange(versions, HERE, handovers, settlements)
    assert expected.current in versions
    assert expected.current.name not in expected.aside
    for _ in range(5):
        again = [versions + chance.sample(versions, 1), list(handovers), list(settlements)]
        for each in again:
            chance.shuffle(each)
        assert arrange(again[0], HERE, again[1], again[2]) == expected


@given(sets())
def test_nothing_is_lost_without_a_question(made):
    """Whatever is neither current nor asked about is below something that is, or was settled."""
    versions, handovers, _ = made
    found = arrange(versions, HERE, handovers)
    shown = {found.current.name, *found.aside}
    below = {each for one in versions if one.name in shown for each in one.ancestors}
    assert {each.name for each in versions} <= shown | below
