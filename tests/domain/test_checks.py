"""Answers of other offices about a resident."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from app.domain.checks import CheckKind, NikState, Told, newest, nik_state

DAY = date(2026, 10, 1)
ANSWER = Told(CheckKind.DUKCAPIL, "matched", "Disdukcapil", DAY)


def test_an_answer_reads_back_as_it_was_kept():
    content = ANSWER.content("1:abc")
    assert content["result"] == "passed"
    assert Told.from_content(content) == ANSWER


@pytest.mark.parametrize(
    "changed",
    [
        {"check": "bintang"}, {"value": "mungkin"}, {"value": None}, {"as_of": "kemarin"},
        {"as_of": 7},
    ],
)  # fmt: skip
def test_what_a_newer_program_says_or_a_purge_left_is_no_answer(changed):
    assert Told.from_content(ANSWER.content("") | changed) is None
    assert Told.from_content({}) is None


def test_the_newest_day_counts_in_any_order():
    days = [
        Told(CheckKind.DUKCAPIL, value, "Disdukcapil", DAY + timedelta(days=day))
        for day, value in enumerate(("matched", "dead", "unmatched"))
    ]
    desil = Told(CheckKind.DESIL, "3", "DTSEN", DAY)
    for each in permutations([*days, desil]):
        assert newest(each) == {CheckKind.DUKCAPIL: days[-1], CheckKind.DESIL: desil}


def test_how_a_nik_stands_with_dukcapil():
    assert nik_state(None) is nik_state({}) is NikState.NOT_CHECKED
    assert nik_state({CheckKind.DUKCAPIL: ANSWER}) is NikState.MATCHED
