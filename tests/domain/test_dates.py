"""Days as people write them."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.dates import first_of_next_month, read_date, write_date
from app.domain.refusal import Refusal


@pytest.mark.parametrize(
    "typed",
    [
        "17-08-1985",
        "17/08/1985",
        "17.08.1985",
        "17 08 1985",
        "17-8-1985",
        "17081985",
        "1985-08-17",
        "1985/8/17",
        "1985-08-17 00:00:00",  # a spreadsheet's day as text
        "1985-08-17T00:00:00",
        "17 Agustus 1985",
        "17 agustus 1985",
        "17 Agt 1985",
        "17-Agu-1985",
        "17 AUG 1985",
        "17Agustus1985",
        " 17 - 08 - 1985 ",
        "17\u201308\u20131985",
    ],
)
def test_a_day_is_read_in_every_usual_way_of_writing_it(typed):
    assert read_date(typed) == date(1985, 8, 17)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date.missing"),
        (" - ", "date.missing"),
        ("0000-00-00", "date.missing"),
        ("17-08-85", "date.century"),
        ("170885", "date.century"),
        ("17 Agustus 85", "date.century"),
        ("31-04-1985", "date.impossible"),
        ("29-02-1985", "date.impossible"),
        ("00-08-1985", "date.impossible"),
        ("17-00-1985", "date.impossible"),
        ("32-08-1985", "date.impossible"),
        ("17-08-0985", "date.impossible"),
        ("19850817", "date.impossible"),  # year first without dashes: day 19 of month 85
        ("8/17/1985", "date.american"),
        ("8/13/1985", "date.american"),
        ("1985-17-08", "date.american"),
        ("31276", "date.serial"),
        ("31276.0", "date.serial"),
        ("17-08", "date.shape"),
        ("17-08-985", "date.shape"),
        ("Agustus 1985", "date.shape"),
        ("17 Agustuss 1985", "date.shape"),
        ("17-08-1985 13:45", "date.shape"),
        ("1\u0667-08-1985", "date.shape"),  # not ASCII digits
        ("kemarin", "date.shape"),
    ],
)
def test_each_wrong_day_is_refused_by_its_own_code(typed, code):
    with pytest.raises(Refusal) as refusal:
        read_date(typed)
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_29_february_is_a_day_in_leap_years_only():
    assert read_date("29-02-2000") == date(2000, 2, 29)
    with pytest.raises(Refusal):
        read_date("29-02-1900")


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_cover_starts_on_the_first_of_next_month(today, first):
    assert first_of_next_month(today) == first


@given(st.dates(date(1850, 1, 1), date(2120, 1, 1)))
@settings(max_examples=60)
def test_a_day_written_is_read_back(day):
    assert read_date(write_date(day)) == day
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=24))
@settings(max_examples=100)
def test_whatever_is_typed_is_a_day_or_a_refusal(text):
    with contextlib.suppress(Refusal):
        assert isinstance(read_date(text), date)
