"""The NIK: DOMAIN 5.1, and the bugs of the parsers named there."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.nik import Nik, births, neighbours, nik_problems, read_nik
from app.domain.refusal import Level, Problem, Refusal

TODAY = date(2026, 11, 22)
REGIONS = {"64": "Kalimantan Timur", "64.72": "Kota Samarinda", "64.72.81": "Samarinda Contoh"}


def refused(text: str) -> Problem:
    with pytest.raises(Refusal) as refusal:
        read_nik(text)
    (problem,) = refusal.value.problems
    return problem


def asked(digits: str, birth: date | None = None, sex: str = "") -> list[tuple[str, str, Level]]:
    nik = Nik(digits, date_confirmed=True)
    found = nik_problems(nik, birth, sex, REGIONS.get, "64.72")
    return [(problem.code, problem.field, problem.level) for problem in found]


@pytest.mark.parametrize(
    "typed",
    [
        "6472811708850001",
        "  6472811708850001\t",
        "6472 8117 0885 0001",
        "64.7281.170885.0001",  # as SIAK exports it (OpenSID 1817)
        "'6472811708850001",
        "\u20196472811708850001",
        '"6472811708850001"',
        "6472-8117-0885-0001",
        "647281\u2013170885\u20130001",
        "\u200b6472811708850001\ufeff",  # pasted from a chat
        "6472811708850001\u00a0",
    ],
)
def test_a_nik_is_read_as_people_write_it(typed):
    assert read_nik(typed) == Nik("6472811708850001")


@pytest.mark.parametrize(
    ("typed", "code", "level"),
    [
        ("", "nik.missing", Level.STOP),
        ("-", "nik.missing", Level.STOP),
        ("0", "nik.missing", Level.STOP),  # OpenSID 5249: "NIK 0" taken for one and the same
        ("647281170885001", "nik.shape", Level.STOP),
        ("64728117088500012", "nik.shape", Level.STOP),
        ("6472811708850\u0661\u0661\u0661", "nik.signs", Level.STOP),  # not ASCII digits
        ("647281170885000\uff11", "nik.signs", Level.STOP),
        ("647281170885000x", "nik.signs", Level.STOP),  # 16 signs: not "type 16"
        ("NIK 6472811708850001", "nik.signs", Level.STOP),
        ("0000000000000000", "nik.filler", Level.STOP),
        ("1111111111111111", "nik.filler", Level.STOP),
        ("1234567890123456", "nik.filler", Level.STOP),
        ("6,47E+15", "nik.mangled", Level.STOP),
        ("6.472811708850001E+15", "nik.mangled", Level.STOP),
        ("6472811708850001.0", "nik.mangled", Level.STOP),
        ("64728117O885OOO1", "nik.letters", Level.STOP),
        ("6472810008850001", "nik.date", Level.WARN),  # day 0
        ("6472813208850001", "nik.date", Level.WARN),
        ("6472814008850001", "nik.date", Level.WARN),  # 40: not a woman born on day 0
        ("6472817208850001", "nik.date", Level.WARN),
        ("6472818108850001", "nik.date", Level.WARN),  # stdnum: `day % 40` makes 81 day 1
        ("6472819908850001", "nik.date", Level.WARN),  # stdnum: 99 becomes day 19
        ("6472811700850001", "nik.date", Level.WARN),  # month 0
        ("6472811713850001", "nik.date", Level.WARN),
        ("6472813104850001", "nik.date", Level.WARN),  # 31 April
        ("6472812902850001", "nik.date", Level.WARN),  # no leap year in 1985, none in 2085
        ("6472817002840001", "nik.date", Level.WARN),  # a woman's 30 February
    ],
)
def test_each_wrong_nik_is_refused_by_its_own_code(typed, code, level):
    problem = refused(typed)
    assert (problem.code, problem.field, problem.level) == (code, "nik", level)


def test_letters_that_look_like_digits_are_pointed_out_and_never_replaced():
    assert refused("647281I7O8850001").facts == (("letters", "I, O"), ("digits", "1, 0"))


def test_a_date_that_never_was_is_taken_when_dukcapil_confirms_the_nik():
    nik = Nik("6472993208850001", date_confirmed=True)
    assert not nik.has_date
    assert births(nik, TODAY) == ()
    assert asked("6472993208850001", date(1985, 8, 17)) == [("nik.kecamatan", "nik", Level.NOTE)]


def test_confirming_the_date_forgives_neither_shape_nor_filler():
    for digits in ("64728132088500", "7777777777777777"):
        with pytest.raises(Refusal):
            Nik(digits, date_confirmed=True)


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("6472811708850001", [date(1985, 8, 17)]),
        ("6472814208850001", [date(1985, 8, 2)]),  # nusantara-valid 3: "42" became "2", zero lost
        ("6472815008850001", [date(1985, 8, 10)]),  # satpam 51: 50 is a woman's 10
        ("6472817108850001", [date(1985, 8, 31)]),
        ("6472811010100001", [date(1910, 10, 10), date(2010, 10, 10)]),  # "010" and "20010"
        ("6472811708050001", [date(1905, 8, 17), date(2005, 8, 17)]),  # stdnum: always 1905
        ("6472811708260001", [date(1926, 8, 17), date(2026, 8, 17)]),  # the same year as today
        ("6472812211260001", [date(1926, 11, 22), date(2026, 11, 22)]),  # born today
        ("6472812311260001", [date(1926, 11, 23)]),  # tomorrow: nobody's birthday yet
        ("6472812902000001", [date(2000, 2, 29)]),  # 1900 was no leap year
        ("6472812902280001", [date(1928, 2, 29)]),
        ("6472810101990001", [date(1999, 1, 1)]),
    ],
)
def test_every_century_that_a_nik_can_mean_is_given_and_none_is_picked(digits, said):
    assert list(births(Nik(digits), TODAY)) == said


@pytest.mark.parametrize(
    ("digits", "birth", "sex", "found"),
    [
        ("6472811708850001", date(1985, 8, 17), "male", []),
        ("6472815708850001", date(1985, 8, 17), "female", []),
        ("6472811708050001", date(1905, 8, 17), "male", []),  # both centuries match
        ("6472811708050001", date(2005, 8, 17), "male", []),
        ("6472811708850001", None, "", []),
        ("6472991708850001", None, "", [("nik.kecamatan", "nik", Level.NOTE)]),  # stdnum: passes
        ("6499811708850001", None, "", [("nik.region", "nik", Level.NOTE)]),
        ("0101011708850001", None, "", [("nik.province", "nik", Level.WARN)]),
        ("6472811708850000", None, "", [("nik.serial", "nik", Level.WARN)]),  # stdnum: accepts it
        (
            "6472811708850001",
            date(1986, 8, 17),
            "male",
            [("nik.birth_date", "birth_date", Level.WARN)],
        ),
        (
            "6472815508850001",  # 55 read for 45
            date(1985, 8, 5),
            "female",
            [("nik.birth_date", "birth_date", Level.WARN), ("nik.day_tens", "nik", Level.NOTE)],
        ),
        ("6472811708850001", date(1985, 8, 17), "female", [("nik.sex", "sex", Level.WARN)]),
        ("6472815708850001", date(1985, 8, 17), "male", [("nik.sex", "sex", Level.WARN)]),
    ],
)
def test_what_is_odd_beside_the_other_fields_warns_and_never_stops(digits, birth, sex, found):
    assert asked(digits, birth, sex) == found


def test_a_nik_from_elsewhere_says_from_where():
    # 64.99: a city that there is not, in a province that there is
    (problem,) = nik_problems(Nik("6499811708850001"), None, "", REGIONS.get, "64.72")
    assert problem.facts == (("region", "Kalimantan Timur"),)


def test_the_parts_of_a_nik():
    nik = Nik("6472815708850012")
    parts = (nik.province, nik.city, nik.region, nik.sex, nik.day, nik.month, nik.year2, nik.serial)
    assert parts == ("64", "64.72", "64.72.81", "female", 17, 8, 85, "0012")
    assert nik.masked == "6472\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u20220012"


def test_nothing_that_could_reach_a_log_shows_a_nik():
    nik = Nik("6472811708850001")
    shown = f"{nik!r} {nik!s}"
    for wrong in ("647281170885001", "6472813208850001", "647281170885000O"):
        with pytest.raises(Refusal) as refusal:
            read_nik(wrong)
        shown += f"{refusal.value} {refusal.value.problems!r}"
    assert "6472" not in shown


def test_neighbours_are_all_one_slip_away_and_no_more():
    near = neighbours("6472811708850001")
    assert "6472811708850002" in near
    assert "6472811780850001" in near
    assert "6472811708850001" not in near
    # 16 x 9 other digits; 11 of the 15 pairs of neighbours are two different digits
    assert len(near) == 16 * 9 + 11


@given(st.dates(date(1900, 1, 1), TODAY), st.booleans(), st.integers(1, 9999))
@settings(max_examples=60)
def test_the_day_somebody_was_born_is_always_among_what_the_nik_says(birth, woman, serial):
    day = birth.day + 40 * woman
    nik = read_nik(f"647281{day:02}{birth.month:02}{birth.year % 100:02}{serial:04}")
    assert birth in births(nik, TODAY)
    assert nik.sex == ("female" if woman else "male")


@given(st.text(max_size=24))
@settings(max_examples=100)
def test_whatever_is_typed_is_a_nik_or_a_refusal(text):
    try:
        nik = read_nik(text)
    except Refusal:
        return
    assert len(nik.digits) == 16
