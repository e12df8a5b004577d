"""Amounts of rupiah as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.money import read_rupiah
from app.domain.refusal import Refusal
from app.wording.catalogue import rupiah


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1400000", 1_400_000),
        ("1.400.000", 1_400_000),
        ("1 400 000", 1_400_000),
        ("1,400,000", 1_400_000),
        ("Rp1.400.000", 1_400_000),
        ("Rp. 1.400.000,00", 1_400_000),
        ("rp 1.400.000,-", 1_400_000),
        ("1400000.0", 1_400_000),
        ("1,400,000.00", 1_400_000),
        ("1.400,00", 1_400),
        ("750.000", 750_000),
        ("0", 0),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, amount):
    assert read_rupiah(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "sejuta",
        "1,4",
        "1.4",
        "1,400",
        "1.40.000",
        "1.400.00",
        "1.400.000.0",
        "1,400,000,00",
        "1.400 000",
        "-5",
        "1400000.5",
        "9" * 13,
    ],
)
def test_what_could_be_two_amounts_is_refused(typed):
    with pytest.raises(Refusal, match=r"money\.shape"):
        read_rupiah(typed)


@given(st.integers(0, 10**12 - 1))
@settings(max_examples=40)
def test_an_amount_as_the_program_shows_it_is_read_back(amount):
    assert read_rupiah(rupiah(amount)) == amount
