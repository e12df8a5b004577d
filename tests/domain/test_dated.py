from datetime import date

import pytest

from app.domain.dated import (
    Validity,
    age_on,
    birthday,
    holding,
    months_after,
    require_no_overlap,
    the_one,
)
from app.domain.refusal import Refusal


@pytest.mark.parametrize(
    ("born", "years", "reached"),
    [
        ("1961-11-22", 65, "2026-11-22"),
        ("1960-02-29", 64, "2024-02-29"),
        ("1960-02-29", 65, "2025-03-01"),  # no 29 February that year
        ("2008-02-29", 18, "2026-03-01"),
        ("2000-02-29", 100, "2100-03-01"),  # 2100 is no leap year
    ],
)
def test_a_birthday_is_reached_on_its_day(born, years, reached):
    assert birthday(date.fromisoformat(born), years) == date.fromisoformat(reached)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("1961-11-22", "2026-11-21", 64),
        ("1961-11-22", "2026-11-22", 65),
        ("1960-02-29", "2025-02-28", 64),
        ("1960-02-29", "2025-03-01", 65),
        ("1960-02-29", "2024-02-28", 63),
        ("1960-02-29", "2024-02-29", 64),
        ("2026-11-22", "2026-11-22", 0),
        ("2026-11-23", "2026-11-22", -1),
    ],
)
def test_an_age_is_the_full_years_lived(born, on, age):
    assert age_on(date.fromisoformat(born), date.fromisoformat(on)) == age


@pytest.mark.parametrize(
    ("start", "months", "after"),
    [
        ("2026-11-01", 3, "2027-02-01"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-08-31", 4, "2026-12-31"),
        ("2026-11-15", 1, "2026-12-15"),
        ("2026-03-31", 12, "2027-03-31"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_months_are_counted_by_the_calendar(start, months, after):
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(after)


def valid(start: str, end: str | None = None, basis: str = "a law") -> Validity:
    return Validity(date.fromisoformat(start), date.fromisoformat(end) if end else None, basis)


class Thing:
    def __init__(self, validity: Validity) -> None:
        self.validity = validity


def test_a_datum_holds_on_its_first_and_its_last_day():
    thing = Thing(valid("2026-04-01", "2026-12-31"))

    def holds(day: str) -> bool:
        return holding([thing], date.fromisoformat(day)) == (thing,)

    assert not holds("2026-03-31")
    assert holds("2026-04-01")
    assert holds("2026-12-31")
    assert not holds("2027-01-01")


def test_a_day_before_all_data_is_refused_not_guessed():
    with pytest.raises(Refusal) as refused:
        the_one([Thing(valid("2026-04-01"))], date(2026, 3, 31))
    (problem,) = refused.value.problems
    assert (problem.code, problem.facts) == ("reference.no_rule", (("day", "2026-03-31"),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (valid("2026-01-01"), valid("2027-01-01")),
        (valid("2027-01-01"), valid("2026-01-01")),
        (valid("2026-01-01", "2026-06-30"), valid("2026-06-30", "2026-12-31")),
        (valid("2026-06-30", "2026-12-31"), valid("2026-01-01", "2026-06-30")),
        (valid("2026-01-01", "2026-12-31"), valid("2026-03-01", "2026-04-01")),
    ],
)
def test_two_data_of_one_key_never_hold_on_one_day(one, other):
    with pytest.raises(ValueError, match="same day"):
        require_no_overlap([("key", one), ("key", other)])
    require_no_overlap([("key", one), ("another", other)])


def test_a_datum_may_follow_another_without_a_gap():
    require_no_overlap([("key", valid("2026-07-01")), ("key", valid("2026-01-01", "2026-06-30"))])


@pytest.mark.parametrize(
    ("start", "end", "basis"),
    [("2026-04-01", "2026-03-31", "a law"), ("2026-04-01", None, "")],
)
def test_a_datum_that_ends_before_it_begins_or_has_no_law_is_none(start, end, basis):
    with pytest.raises(ValueError, match="datum"):
        valid(start, end, basis)


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        (date(9999, 12, 31), 18, date.max),
        (date(9985, 1, 1), 15, date.max),
        (date(9981, 6, 1), 18, date(9999, 6, 1)),
        (date(1, 1, 1), -65, date.min),
    ],
)
def test_a_birthday_never_lies_beyond_the_calendar(born, years, day):
    assert birthday(born, years) == day
