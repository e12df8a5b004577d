"""No. KK, KPJ and telephone: DOMAIN 5.2 to 5.4."""

from datetime import date

import pytest

from app.domain.kk import Kk, kk_problems, read_kk
from app.domain.kpj import Kpj, kpj_problems, read_kpj
from app.domain.nik import Nik
from app.domain.phone import read_phone
from app.domain.refusal import Level, Refusal

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("read", "typed", "code"),
    [
        (read_kk, "647281170815001", "kk.shape"),
        (read_kk, "64728117081500011", "kk.shape"),
        (read_kk, "6472811708150A01", "kk.signs"),
        (read_kk, "647281170815OOO1", "kk.letters"),
        (read_kk, "0000000000000000", "kk.filler"),
        (read_kpj, "0001234567890", "kpj.health"),  # 13 digits
        (read_kpj, "1234567890", "kpj.shape"),
        (read_kpj, "123456789012", "kpj.shape"),
        (read_kpj, "6472811708850001", "kpj.shape"),
        (read_kpj, "1305\u00c4123456", "kpj.shape"),
        (read_kpj, "00000000000", "kpj.filler"),
    ],
)
def test_each_wrong_number_is_refused_by_its_own_code(read, typed, code):
    with pytest.raises(Refusal) as refusal:
        read(typed)
    assert [(each.code, each.level) for each in refusal.value.problems] == [(code, Level.STOP)]


@pytest.mark.parametrize("typed", ["", " ", "0", "-", "000", "0.0", "\u2014"])
@pytest.mark.parametrize("read", [read_kk, read_kpj])
def test_a_filler_for_none_is_none_and_no_number_shared_by_all(read, typed):
    assert read(typed) is None  # OpenSID 5258, 3276: "KK 0" merged families


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("6472811708150001", date(2015, 8, 17)),
        ("6472812211260001", TODAY),
        ("6472811708990001", date(1999, 8, 17)),
        ("6472811708690001", date(2069, 8, 17)),
        ("6472815708150001", None),  # no 40 is ever added on a family card
        ("6472813102150001", None),
    ],
)
def test_the_day_a_family_card_was_recorded(digits, day):
    assert Kk(digits).recorded_on == day


@pytest.mark.parametrize(
    ("digits", "found"),
    [
        ("6472811708150001", []),
        ("6472811708850001", [("kk.same_as_nik", Level.STOP)]),
        ("6472815708150001", [("kk.date", Level.WARN)]),
        ("6472812311260001", [("kk.future", Level.STOP)]),
        ("6472812211260001", []),
    ],
)
def test_what_is_wrong_about_a_family_card(digits, found):
    problems = kk_problems(Kk(digits), Nik("6472811708850001"), TODAY)
    assert [(problem.code, problem.level) for problem in problems] == found


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("68771816332", "68771816332"),
        ("02345678901", "02345678901"),
        ("26133068531.0", "26133068531"),
        ('"26133068531"', "26133068531"),
        ("261 3306 8531", "26133068531"),
        ("05k12345678", "05K12345678"),
    ],
)
def test_a_kpj_is_read_as_people_write_it(typed, text):
    assert read_kpj(typed) == Kpj(text)


def test_a_kpj_with_letters_is_looked_at_twice():
    assert [each.level for each in kpj_problems(Kpj("05K12345678"))] == [Level.WARN]
    assert kpj_problems(Kpj("05112345678")) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "081254321098",
        "+6281254321098",
        "6281254321098",
        "006281254321098",
        "+62 812-5432-1098",
        "+62081254321098",
        "0812.5432.1098",
        "(0812) 5432 1098",
        "81254321098",  # the zero a spreadsheet dropped
        "81254321098.0",
        "'081254321098",
    ],
)
def test_a_phone_is_one_number_however_it_is_written(typed):
    assert read_phone(typed) == "+6281254321098"


def test_a_line_at_home_is_a_phone_too():
    assert read_phone("0541 741234") == "+62541741234"


@pytest.mark.parametrize(
    ("typed", "code", "level"),
    [
        ("", "phone.missing", Level.NOTE),
        ("-", "phone.missing", Level.NOTE),
        ("0812", "phone.shape", Level.WARN),
        ("08125432109876", "phone.shape", Level.WARN),
        ("0812543210ab", "phone.shape", Level.WARN),
        ("541741234", "phone.shape", Level.WARN),
        ("081254321098/085212345678", "phone.shape", Level.WARN),
    ],
)
def test_an_odd_phone_is_no_reason_to_stop(typed, code, level):
    with pytest.raises(Refusal) as refusal:
        read_phone(typed)
    assert [(each.code, each.level) for each in refusal.value.problems] == [(code, level)]


def test_nothing_that_could_reach_a_log_shows_a_number():
    shown = repr((Kk("6472811708150001"), Kpj("68771816332")))
    assert "6472" not in shown
    assert "6877" not in shown
