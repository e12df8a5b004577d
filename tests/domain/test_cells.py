"""Identifiers that went through a spreadsheet: DOMAIN 5.5."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.cells import read_number_cell
from app.domain.nik import read_nik
from app.domain.refusal import Level, Refusal


@pytest.mark.parametrize(
    ("value", "text", "code", "level"),
    [
        (None, "", None, None),
        ("", "", None, None),
        (float("nan"), "", None, None),
        ("6472811708850001", "6472811708850001", None, None),
        ("6472811708850010", "6472811708850010", None, None),  # as text, a last 0 is a 0
        ("001", "001", None, None),
        # a numeric cell
        (6472811708850001, "6472811708850001", "cell.number", Level.NOTE),
        (6472811708850001.0, "6472811708850001", "cell.number", Level.NOTE),
        (6472811708850000, "647281170885000", "cell.rounded", Level.STOP),
        (6472811708850010.0, "647281170885001", "cell.rounded", Level.STOP),
        (9876543210987653.0, "987654321098765", "cell.rounded", Level.STOP),  # over 2**53
        (9876543210987654.0, "987654321098765", "cell.rounded", Level.STOP),
        (6.47e15, "647000000000000", "cell.rounded", Level.STOP),
        (0, "0", None, None),
        (0.0, "0", None, None),
        (-5, "", "cell.kind", Level.STOP),
        (1.5, "", "cell.kind", Level.STOP),
        (float("inf"), "", "cell.kind", Level.STOP),
        (True, "", "cell.kind", Level.STOP),
        (date(1985, 8, 17), "", "cell.kind", Level.STOP),
        # a number that became text on its way
        ("6472811708850001.0", "6472811708850001", "cell.number", Level.NOTE),
        ("26133068531,00", "26133068531", "cell.number", Level.NOTE),
        ("6472811708850000.0", "647281170885000", "cell.rounded", Level.STOP),
        ("6.47E+15", "6.47E+15", "cell.scientific", Level.STOP),
        ("6,47281E+15", "6,47281E+15", "cell.scientific", Level.STOP),
        ("6e15", "6e15", "cell.scientific", Level.STOP),
        # what people and programs put around and between
        ("'6472811708850001", "6472811708850001", "cell.apostrophe", Level.NOTE),
        ("\u20186472811708850001", "6472811708850001", "cell.apostrophe", Level.NOTE),
        ('"6472811708850001"', "6472811708850001", "cell.apostrophe", Level.NOTE),
        ("64.7281.170885.0001", "6472811708850001", "cell.separators", Level.NOTE),
        ("6472 8117 0885 0001", "6472811708850001", "cell.separators", Level.NOTE),
        # letters are the reader's to refuse
        ("64728117O8850001", "64728117O8850001", None, None),
    ],
)
def test_what_the_spreadsheet_did_is_noticed_and_named(value, text, code, level):
    said, problem = read_number_cell(value)
    assert said == text
    assert (problem and problem.code, problem and problem.level) == (code, level)


@pytest.mark.parametrize(
    ("value", "length", "code"),
    [
        (2345678901, 11, "cell.zeros"),  # 02345678901
        ("2345678901.0", 11, "cell.zeros"),
        (101011708850001, 16, "cell.zeros"),
        (12345678901, 11, "cell.number"),
        ("2345678901", 11, None),  # text: whoever typed it dropped it
    ],
)
def test_zeros_lost_in_front_are_noticed_and_not_put_back(value, length, code):
    said, problem = read_number_cell(value, length)
    assert said == str(value).removesuffix(".0")
    assert (problem and problem.code) == code


@given(st.integers(10**15, 10**16 - 1))
@settings(max_examples=60)
def test_a_nik_that_excel_rounded_never_passes_for_a_whole_one(number):
    said, problem = read_number_cell(float(number // 10 * 10))
    assert problem is not None
    assert problem.code == "cell.rounded"
    with pytest.raises(Refusal):
        read_nik(said)
