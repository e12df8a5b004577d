"""Looking for the same person while she is typed, over the whole register."""

from datetime import date

import pytest

from app.domain.likeness import Strength
from app.domain.refusal import Refusal
from app.service.duplicates import MOST, FindDuplicates, Judge, near_dates, probe_of
from app.service.register import Register

BUDI = {
    "nik": "6472811708850001",
    "name": "BUDI SANTOSO",
    "sex": "male",
    "birth_date": "17-08-1985",
    "mother_name": "RUKAYAH",
    "kk": "6472810101150099",
    "phone": "081200000099",
    "marital_status": "single",
    "no_family": "yes",
    "heirs": (),
}
NOBODY = {
    "nik": "",
    "name": "",
    "birth_date": "",
    "mother_name": "",
    "kk": "",
    "phone": "",
}


@pytest.fixture
def find(session):
    return FindDuplicates(session)


@pytest.fixture
def budi(session, draft):
    """Budi, registered."""
    return Register(session)(draft(**BUDI))


@pytest.mark.parametrize(
    ("typed", "strength"),
    [
        ({"nik": "6472811708850001"}, Strength.SAME),
        ({"nik": "6472 8117 0885 0001", "name": "ORANG LAIN"}, Strength.SAME),
        ({"nik": "6472811708850001", "birth_date": "x", "kk": "x", "phone": "x"}, Strength.SAME),
        ({"nik": "6472811708850010", "name": "Budi Santoso"}, Strength.STRONG),
        ({"nik": "6472811708580001", "birth_date": "17/08/1985"}, Strength.STRONG),
        ({"name": "budi santosa", "birth_date": "17-8-1985"}, Strength.MEDIUM),
        ({"name": "santoso budi", "birth_date": "17 Agustus 1985"}, Strength.STRONG),
        (
            {"name": "BUDI SANTOSO", "birth_date": "17-08-1986", "mother_name": "RUKAYAH"},
            Strength.MEDIUM,
        ),
        (
            {"name": "BUDI SANTOSO", "birth_date": "17-08-1984", "mother_name": "RUKAYA"},
            Strength.MEDIUM,
        ),
        ({"name": "BUDI SANTOSO", "phone": "0812-0000-0099"}, Strength.WEAK),
        ({"name": "BUDI SANTOSO", "kk": "6472.8101.0115.0099"}, Strength.WEAK),
        ({"phone": "081200000099"}, None),
        ({"kk": "6472810101150099", "phone": "081200000099"}, None),
        ({"name": "ANI", "phone": "081200000099"}, None),
        ({"birth_date": "17-08-1985"}, None),
        ({"name": "BUDI SANTOSO"}, None),
        ({}, None),
    ],
)
def test_whoever_is_typed_is_looked_for_as_far_as_typed(find, budi, draft, typed, strength):
    found = find(draft(**(NOBODY | typed)))
    assert [each.strength for each in found] == ([strength] if strength else [])
    assert {each.number for each in found} == ({budi.number} if strength else set())


def test_a_day_and_month_typed_the_wrong_way_round_is_found(session, find, draft):
    Register(session)(draft(**BUDI | {"nik": "6472810304850001", "birth_date": "03-04-1985"}))
    swapped = NOBODY | {"name": "BUDI SANTOSO", "mother_name": "RUKAYAH"}
    (found,) = find(draft(**swapped | {"birth_date": "04-03-1985"}))
    assert (found.strength, found.reasons[1]) == (Strength.MEDIUM, "birth_swapped")


def test_a_registration_is_not_compared_with_itself(find, budi, draft):
    assert find(draft(**BUDI), besides=budi.registration_id) == ()


def test_twins_are_asked_about_and_both_registered(session, find, budi, draft):
    twin = draft(**BUDI | {"nik": "6472811708850002", "name": "BUDIMAN SANTOSO"})
    (found,) = find(twin)
    assert found.strength is Strength.TWIN
    assert Register(session)(twin).number != budi.number


def test_a_verdict_is_about_these_two_only_and_never_hides_the_same_nik(session, find, budi, draft):
    alike = draft(**BUDI | {"nik": ""})
    (suspect,) = find(alike, person_id="new")
    Judge(session)("new", suspect.person_id, "Sudah dilihat KTP keduanya")
    assert find(alike, person_id="new") == ()
    assert len(find(alike, person_id="another")) == 1
    assert len(find(alike)) == 1
    (same,) = find(draft(**BUDI), person_id="new")
    assert same.strength is Strength.SAME


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "judge.reason_missing"), ("  \n", "judge.reason_missing"), ("x" * 1001, "text.long")],
)
def test_a_verdict_needs_a_reason_that_a_file_can_carry(session, reason, code):
    with pytest.raises(Refusal) as refused:
        Judge(session)("one", "other", reason)
    assert [problem.code for problem in refused.value.problems] == [code]
    with session.books.reading() as unit:
        assert unit.lookup.judged_different("one") == frozenset()


def test_no_more_suspects_than_can_be_looked_at(session, find, draft):
    register = Register(session)
    reasons = {"duplicate.strong": "Nama yang sering dipakai di sini"}
    for serial in range(1, MOST + 4):
        register(draft(**BUDI | {"nik": f"647281170885{serial:04}", "reasons": reasons}))
    found = find(draft(**BUDI | {"nik": ""}))
    assert len(found) == MOST


@pytest.mark.parametrize(
    ("day", "near"),
    [
        (date(1985, 3, 4), {(1985, 3, 4), (1985, 4, 3), (1984, 3, 4), (1986, 3, 4)}),
        (date(1985, 8, 17), {(1985, 8, 17), (1984, 8, 17), (1986, 8, 17)}),
        (date(1984, 2, 29), {(1984, 2, 29)}),
        (date(1, 1, 1), {(1, 1, 1), (2, 1, 1)}),
        (date(9999, 12, 31), {(9999, 12, 31), (9998, 12, 31)}),
    ],
)
def test_the_days_a_slip_away(day, near):
    assert near_dates(day) == {date(*each) for each in near}


def test_what_is_being_compared_is_never_shown(draft):
    assert "6472" not in repr(probe_of(draft()))
