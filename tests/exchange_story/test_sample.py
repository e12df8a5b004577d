"""Some of what was approved is keyed again from the papers, by somebody else."""

from dataclasses import replace

import pytest
from tests.office import LURAH_PASSWORD, SITI, as_lurah

from app.domain.draft import Draft
from app.domain.refusal import Refusal
from app.domain.sample import compare, draw
from app.service.dossier import ShowRegistration
from app.service.exchange.approve import Approve
from app.service.sample import CheckAgain
from app.service.session import NotAllowed


@pytest.fixture
def lurah(lempake):
    return as_lurah(lempake.session)


@pytest.fixture
def drawn(lempake, lurah):
    """Somebody whom chance has drawn: here, everybody."""
    CheckAgain(lempake.session).put_percent(100)
    uid = lempake.register(1)
    Approve(lurah)([uid], LURAH_PASSWORD)
    return uid


def paper_of(session, uid):
    """What stands on the paper: the same as in the books, until a test says otherwise."""
    return ShowRegistration(session)(uid).registration.to_draft()


def codes(refusal):
    return [problem.code for problem in refusal.value.problems]


def test_about_five_of_a_hundred_are_drawn_one_by_one_or_all_at_once(lempake):
    assert CheckAgain(lempake.session).percent() == 5
    numbers = [n / 1000 for n in range(1000)]
    assert len(draw(numbers, 5, iter(numbers).__next__)) == 50
    assert draw(numbers, 0, lambda: 0.0) == []
    assert draw([1], 100, lambda: 0.999) == [1]


def test_what_was_drawn_waits_and_is_keyed_once(lempake, lurah, drawn):
    check = CheckAgain(lurah)
    (waiting,) = check.waiting()
    assert (waiting.line.registration_id, waiting.is_mine) == (drawn, False)
    found = check(drawn, paper_of(lurah, drawn))
    assert found.wrong == ()
    assert found.fields > 20
    assert check.waiting() == ()
    with pytest.raises(Refusal) as again:
        check(drawn, paper_of(lurah, drawn))
    assert codes(again) == ["sample.not_drawn"]


def test_where_both_differ_is_counted_for_who_keyed_first(lempake, lurah, drawn):
    other = replace(paper_of(lurah, drawn), mother_name="MASITOH", rt="008", phone="")
    found = CheckAgain(lurah)(drawn, other)
    assert set(found.wrong) == {"mother_name", "rt", "phone"}
    (rate,) = CheckAgain(lurah).rates()
    assert (rate.operator, rate.records, rate.wrong) == ("admin", 1, 3)
    assert rate.percent == pytest.approx(300 / rate.fields)


def test_nobody_keys_ones_own_again(lempake, drawn):
    (waiting,) = CheckAgain(lempake.session).waiting()
    assert waiting.is_mine
    with pytest.raises(Refusal) as refusal:
        CheckAgain(lempake.session)(drawn, Draft())
    assert codes(refusal) == ["sample.own"]


def test_a_correction_after_the_draw_does_not_change_what_is_compared(lempake, lurah, drawn):
    before = paper_of(lurah, drawn)
    lempake.correct(drawn, rt="011")
    assert CheckAgain(lurah)(drawn, before).wrong == ()


def test_nothing_of_a_resident_is_written_into_the_trail(lempake, lurah, drawn):
    CheckAgain(lurah)(drawn, replace(paper_of(lurah, drawn), name="ORANG LAIN"))
    with lurah.books.reading() as unit:
        (keyed,) = [row for row in unit.audit._rows() if row["act"] == "sample.keyed"]
    assert '"wrong":["name"]' in keyed["detail"]
    assert "ORANG" not in keyed["detail"]


def test_an_office_may_choose_none_and_only_its_administrator_chooses(lempake, lurah):
    with pytest.raises(NotAllowed):
        CheckAgain(lurah).put_percent(0)
    with pytest.raises(Refusal):
        CheckAgain(lempake.session).put_percent(101)
    CheckAgain(lempake.session).put_percent(0)
    uid = lempake.register(1)
    Approve(lurah)([uid], LURAH_PASSWORD)
    assert CheckAgain(lurah).waiting() == ()


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": "siti  norhayati", "birth_date": "1/7/1990"}, ()),
        ({"nik": "6472 8141 0790 0001"}, ()),
        ({"birth_date": "02-07-1990"}, ("birth_date",)),
        ({"birth_date": "kapan"}, ("birth_date",)),
        ({"heirs": ()}, tuple),
    ],
)
def test_how_something_is_typed_is_no_difference_but_what_it_says_is(
    reference, clock, typed, wrong
):
    found = compare(SITI, replace(SITI, **typed), clock.today())
    if wrong is tuple:
        assert all(name.startswith("heirs.0.") for name in found.wrong)
        assert found.wrong
    else:
        assert found.wrong == wrong
