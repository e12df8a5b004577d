"""Months as contributions are counted."""

from datetime import date

import pytest

from app.domain.months import Month, runs, span
from app.domain.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "month"),
    [("2026-01", Month(2026, 1)), ("12-2026", Month(2026, 12)), (" 2026-07 ", Month(2026, 7))],
)
def test_a_month_is_read_both_ways_round(text, month):
    assert Month.parse(text) == month


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "1826-01", "januari", "26-01"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(Refusal) as caught:
        Month.parse(text)
    assert caught.value.problems[0].code == "month.shape"


def test_months_go_over_the_years_end():
    assert Month(2026, 11).plus(3) == Month(2027, 2)
    assert Month(2026, 1).plus(-1) == Month(2025, 12)
    assert Month(2026, 11).until(Month(2027, 2)) == 3
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert [each.text for each in span(Month(2026, 12), Month(2027, 1))] == ["2026-12", "2027-01"]
    assert span(Month(2027, 1), Month(2026, 12)) == []


def test_runs_are_months_without_a_gap():
    months = [Month(2026, each) for each in (5, 1, 2, 3, 2, 7)]
    assert runs(months) == [
        (Month(2026, 1), Month(2026, 3)),
        (Month(2026, 5), Month(2026, 5)),
        (Month(2026, 7), Month(2026, 7)),
    ]
