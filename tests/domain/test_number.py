"""The registration number and its check character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.number import RegistrationNumber, check_character, parse
from app.domain.refusal import Refusal

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = st.builds(
    RegistrationNumber.of,
    st.text(SIGNS, min_size=4, max_size=12),
    st.integers(1, 999),
    st.integers(0, 50),
    st.integers(1, 999_999),
)


def codes(text: str) -> list[str]:
    with pytest.raises(Refusal) as refusal:
        parse(text)
    return [problem.code for problem in refusal.value.problems]


def test_the_check_character_is_that_of_iso_7064():
    assert check_character("A12425GABC1234002") == "M"  # the example of the GRid standard


def test_a_number_as_printed():
    assert RegistrationNumber("6472051003", 1, 124).text == "6472051003-1-000124-3"


@pytest.mark.parametrize(
    "typed",
    [
        "6472051003-1-000124-3",
        " 6472051003-1-000124-3 ",
        "6472051003 1 000124 3",
        "6472051003 - 1 - 000124 - 3",
        "6472051003\u20131\u2013000124\u20133",
    ],
)
def test_a_number_is_read_as_people_write_it(typed):
    assert parse(typed) == RegistrationNumber("6472051003", 1, 124)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("6472051003-1-000125-3", "number.check"),
        ("6472051003-1-000142-3", "number.check"),
        ("6472051003-2-000124-3", "number.check"),
        ("6472051003-1-0000124-3", "number.check"),  # one zero more is another text
        ("6472051003-1-000124", "number.shape"),
        ("64720510031000124-3", "number.shape"),
        ("6472051003-0-000124-3", "number.shape"),
        ("6472051003-1-000000-3", "number.shape"),
        ("647-1-000124-3", "number.shape"),
        ("6472051003-1-124-3", "number.shape"),
        ("", "number.shape"),
    ],
)
def test_a_mistyped_number_is_refused(typed, code):
    assert codes(typed) == [code]


def test_books_restored_from_a_backup_give_no_number_again():
    before = RegistrationNumber.of("LMPK", 1, 0, 999_999)
    after = RegistrationNumber.of("LMPK", 1, 1, 1)
    assert (before.serial, after.serial) == (999_999, 1_000_001)
    assert (after.incarnation, after.running) == (1, 1)


@pytest.mark.parametrize(("incarnation", "running"), [(0, 0), (0, 1_000_000), (-1, 5)])
def test_an_incarnation_never_counts_into_the_next(incarnation, running):
    with pytest.raises(Refusal, match=r"number\.exhausted"):
        RegistrationNumber.of("LMPK", 1, incarnation, running)


@given(NUMBERS)
@settings(max_examples=60)
def test_a_number_printed_is_read_back(number):
    assert parse(number.text) == number
    assert parse(number.text.lower()) == number


@given(NUMBERS, st.data())
@settings(max_examples=60)
def test_one_wrong_sign_is_always_noticed(number, data):
    text = number.text
    at = data.draw(st.sampled_from([at for at, sign in enumerate(text) if sign != "-"]))
    other = data.draw(st.sampled_from([sign for sign in SIGNS if sign != text[at]]))
    assert codes(text[:at] + other + text[at + 1 :])
