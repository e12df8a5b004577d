"""Some of what was approved is keyed again from the papers, by somebody else."""

from dataclasses import replace

import pytest
from tests.office import CHEAP, LURAH_PASSWORD, SITI, as_lurah

from app.domain.draft import Draft
from app.domain.refusal import Refusal
from app.domain.sample import ErrorRate, Stage, compare, draw
from app.keys.slots import SlotFile
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.exchange.approve import Approve
from app.service.operators import Operators
from app.service.sample import CheckAgain, SampleStanding
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
    return ShowRegistration(session)(uid).draft


def as_clerk(session):
    """A petugas at work on the same books."""
    slots = SlotFile(session.folder, CHEAP)
    Operators(replace(session, slots=slots)).add("Rina", "payung-rina", "clerk")
    return replace(session, slots=slots, opened=slots.unlock("Rina", "payung-rina"))


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
    assert found.fields == 14 + 3  # of the worker, and of a husband without a NIK
    assert check.waiting() == ()
    with pytest.raises(Refusal) as again:
        check(drawn, paper_of(lurah, drawn))
    assert codes(again) == ["sample.not_drawn"]


def test_where_both_differ_is_counted_for_who_keyed_first(lempake, lurah, drawn):
    other = replace(paper_of(lurah, drawn), mother_name="MASITOH", rt="008", phone="")
    found = CheckAgain(lurah)(drawn, other)
    assert set(found.wrong) == {"mother_name", "rt", "phone"}
    (rate,) = CheckAgain(lurah).rates()
    assert (rate.operator, rate.records, rate.wrong, rate.undecided) == ("admin", 1, 3, 3)
    assert rate.percent == pytest.approx(300 / rate.fields)


def test_the_paper_says_who_slipped_and_only_the_first_one_is_counted(lempake, lurah, drawn):
    check = CheckAgain(lurah)
    check(drawn, replace(paper_of(lurah, drawn), mother_name="MASITOH", rt="008"))
    (left,) = check.to_do()
    assert (left.stage, left.wrong) == (Stage.DIFFERS, ("mother_name", "rt"))
    assert check.judge(drawn, {"mother_name": False, "rt": True}) == ("mother_name",)
    (rate,) = check.rates()
    assert (rate.wrong, rate.undecided) == (1, 0)
    (left,) = check.to_do()
    assert (left.stage, left.wrong) == (Stage.TO_CORRECT, ("mother_name",))
    lempake.correct(drawn, mother_name="MASITOH")
    assert check.to_do() == ()


def test_each_difference_is_decided_and_once_and_never_by_who_keyed_first(lempake, lurah, drawn):
    check, own = CheckAgain(lurah), CheckAgain(lempake.session)
    check(drawn, replace(paper_of(lurah, drawn), mother_name="MASITOH", rt="008"))
    for said, expected in (
        ({"rt": True}, [("sample.undecided", "mother_name")]),
        ({"rt": True, "mother_name": True, "rw": True}, [("sample.verdict", "")]),
    ):
        with pytest.raises(Refusal) as refusal:
            check.judge(drawn, said)
        assert [(each.code, each.field) for each in refusal.value.problems] == expected
    with pytest.raises(Refusal) as refusal:
        own.judge(drawn, {"rt": True, "mother_name": True})
    assert codes(refusal) == ["sample.own"]
    check.judge(drawn, {"rt": True, "mother_name": True})
    for deed in (lambda: check.judge(drawn, {"rt": False}), lambda: check.differences(drawn)):
        with pytest.raises(Refusal) as refusal:
            deed()
        assert codes(refusal) == ["sample.not_differing"]
    assert check.to_do() == ()  # the books were right: nothing is to be corrected


def test_whoever_goes_on_later_sees_the_books_but_not_what_was_typed(lempake, lurah, drawn):
    CheckAgain(lurah)(drawn, replace(paper_of(lurah, drawn), mother_name="MASITOH"))
    (pair,) = CheckAgain(lurah).differences(drawn).pairs
    assert (pair.field, pair.held, pair.typed) == ("mother_name", "MASITAH", None)


def test_an_empty_form_does_not_use_the_sample_up(lempake, lurah, drawn):
    with pytest.raises(Refusal) as refusal:
        CheckAgain(lurah)(drawn, Draft(rt="007"))
    assert {each.field for each in refusal.value.problems} == {"name", "birth_date"}
    assert len(CheckAgain(lurah).waiting()) == 1


def test_a_correction_begins_with_what_the_second_one_typed(lempake, lurah, drawn):
    typed = replace(paper_of(lurah, drawn), mother_name="MASITOH", rt="008")
    CheckAgain(lempake.session).correct(drawn, typed, ("mother_name",))
    opened = Drafts(lempake.session).open(drawn)
    assert (opened.draft.mother_name, opened.draft.rt) == ("MASITOH", "007")
    assert opened.field == "mother_name"
    with pytest.raises(NotAllowed):  # the lurah corrects nothing
        CheckAgain(lurah).correct(drawn, typed, ("mother_name",))


def test_how_many_of_how_many_wait(lempake, lurah, drawn):
    lempake.register(2)
    Approve(lurah)(Approve(lurah).waiting(), LURAH_PASSWORD)
    CheckAgain(lurah)(drawn, paper_of(lurah, drawn))
    assert CheckAgain(lurah).standing() == SampleStanding(100, 2, 1)


def test_a_clerk_does_not_read_who_is_wrong_how_often(lempake, lurah, drawn):
    rina = as_clerk(lempake.session)
    assert CheckAgain(lurah).rates_not_allowed() is None
    assert CheckAgain(rina).rates_not_allowed() is not None
    with pytest.raises(NotAllowed):
        CheckAgain(rina).rates()


def test_the_rates_of_each_month_stand_for_themselves(lempake, lurah, drawn, clock):
    CheckAgain(lurah)(drawn, replace(paper_of(lurah, drawn), rt="008"))
    other = lempake.register(2)
    Approve(lurah)([other], LURAH_PASSWORD)
    clock.go_on(days=31)
    CheckAgain(lurah)(other, paper_of(lurah, other))
    found = CheckAgain(lurah).rates(by_month=True)
    assert [(each.month, each.records, each.wrong) for each in found] == [
        ("2026-12", 1, 0),
        ("2026-11", 1, 1),
    ]
    (all_of_them,) = CheckAgain(lurah).rates()
    assert (all_of_them.records, all_of_them.wrong) == (2, 1)


@pytest.mark.parametrize(
    ("fields", "wrong", "percent", "is_enough"),
    [
        (0, 0, 0.0, False),
        (2, 1, 50.0, False),
        (99, 1, 100 / 99, False),
        (100, 1, 1.0, True),
        (1700, 17, 1.0, True),
    ],
)
def test_a_percentage_says_something_only_from_a_hundred_fields_on(
    fields, wrong, percent, is_enough
):
    rate = ErrorRate("Rina", 1, fields, wrong)
    assert rate.percent == pytest.approx(percent)
    assert rate.is_enough is is_enough


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
        ({"phone": "-"}, ("phone",)),
        ({"email": "siti@contoh.id", "income": "1"}, ()),  # stand on no paper
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
