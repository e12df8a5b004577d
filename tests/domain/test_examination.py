"""What the rules say of a draft while it is typed."""

import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.draft import HEIR_FIELDS, STATEMENTS, TEXT_FIELDS, Draft, HeirDraft
from app.domain.eligibility import Result
from app.domain.examination import examine
from app.domain.reading import NikStatus, SocialSource
from app.domain.refusal import Level

TODAY = date(2026, 11, 22)
STOP, WARN, NOTE = Level.STOP, Level.WARN, Level.NOTE
UTUH = HeirDraft(name="Utuh", relation="husband", birth_date="01-02-1980", claimant="yes")
NIK_OF_UTUH = "6472990102800001"
ANANG = HeirDraft(name="Anang", relation="child", birth_date="01-02-2001")


def family(**changed):
    return {"heirs": (replace(UTUH, **changed),)}


@pytest.fixture(scope="module")
def said(reference, typed):
    """What is said of a draft that differs in the named fields: (code, field, level) of each."""

    def ask(**changed):
        problems = examine(typed(**changed), reference, TODAY).problems
        return {(each.code, each.field, each.level) for each in problems}

    return ask


@pytest.fixture(scope="module")
def quiet(said):
    """What is said of the untouched draft: what the tests below are not about."""
    return said()


def test_a_right_draft_is_complete_and_nothing_has_to_be_answered(reference, typed):
    examined = examine(typed(), reference, TODAY)
    assert examined.is_complete
    assert examined.missing == ()
    assert {each.level for each in examined.problems} <= {NOTE}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        # the NIK, beside the rest
        ({"nik": "647299570885000"}, ("nik.shape", "nik", STOP)),
        ({"nik": "7777777777777777"}, ("nik.filler", "nik", STOP)),
        ({"nik": "6472997208850001"}, ("nik.date", "nik", WARN)),
        ({"nik": "6,47E+15"}, ("nik.mangled", "nik", STOP)),
        ({"nik": "0101015708850001"}, ("nik.province", "nik", WARN)),
        # a known province, and a city in it that there is not: nobody holds such a NIK
        ({"nik": "6499815708850001"}, ("nik.region", "nik", NOTE)),
        ({"nik": "6472995708850000"}, ("nik.serial", "nik", WARN)),
        ({"birth_date": "18-08-1985"}, ("nik.birth_date", "birth_date", WARN)),
        ({"sex": "male"}, ("nik.sex", "sex", WARN)),
        ({"nik_status": "none_yet"}, ("nik.though_none", "nik_status", STOP)),
        ({"nik": "", "nik_status": "in_process"}, ("nik.none_yet", "nik", NOTE)),
        ({"nik_status": "lost"}, ("choice.unknown", "nik_status", STOP)),
        # other numbers
        ({"kk": ""}, ("kk.missing", "kk", NOTE)),
        ({"kk": "0"}, ("kk.missing", "kk", NOTE)),
        ({"kk": "6472995708850001"}, ("kk.same_as_nik", "kk", STOP)),
        ({"kk": "6472992311260001"}, ("kk.future", "kk", STOP)),
        ({"kk": "6472993102150001"}, ("kk.date", "kk", WARN)),
        ({"phone": ""}, ("phone.missing", "phone", NOTE)),
        ({"phone": "12"}, ("phone.shape", "phone", WARN)),
        ({"email": "siti@"}, ("email.shape", "email", WARN)),
        ({"was_member": "yes"}, ("kpj.missing", "old_kpj", NOTE)),
        ({"was_member": "yes", "old_kpj": "0001234567890"}, ("kpj.health", "old_kpj", STOP)),
        ({"was_member": "yes", "old_kpj": "05K12345678"}, ("kpj.letters", "old_kpj", WARN)),
        ({"old_kpj": "68771816332"}, ("kpj.though_never", "was_member", WARN)),
        # names and days
        ({"name": "-"}, ("name.filler", "name", STOP)),
        ({"name": "S1ti"}, ("name.signs", "name", WARN)),
        ({"mother_name": "-"}, ("mother.filler", "mother_name", STOP)),
        (
            {"mother_name": "", "mother_unknown": "-"},
            ("mother.reason", "mother_unknown", STOP),
        ),
        ({"mother_unknown": "yatim piatu"}, ("mother.though_unknown", "mother_unknown", STOP)),
        ({"birth_date": "17-08-85"}, ("date.century", "birth_date", STOP)),
        ({"birth_date": "17-08-2085"}, ("date.future", "birth_date", STOP)),
        ({"rt_letter_date": "23-11-2026"}, ("date.future", "rt_letter_date", STOP)),
        ({"desil_date": "23-11-2026"}, ("date.future", "desil_date", STOP)),
        ({"desil_date": ""}, ("desil.undated", "desil_date", NOTE)),
        # places
        ({"kelurahan": "64.72.99.1001"}, ("choice.unknown", "kelurahan", STOP)),
        ({"kelurahan": "64.72.05"}, ("choice.unknown", "kelurahan", STOP)),
        ({"kecamatan": "64.72.01"}, ("place.mismatch", "kelurahan", STOP)),
        ({"rt": "dua"}, ("rt.shape", "rt", STOP)),
        ({"rw": "1234"}, ("rt.shape", "rw", STOP)),
        # work and money
        ({"income": "1,5"}, ("money.shape", "income", STOP)),
        ({"wage_base": "sejuta"}, ("money.shape", "wage_base", STOP)),
        ({"desil": "11"}, ("desil.shape", "desil", STOP)),
        ({"desil": "0"}, ("desil.shape", "desil", STOP)),
        ({"desil": "7"}, ("eligibility.desil_too_high", "desil", WARN)),
        ({"was_member": "ya"}, ("choice.unknown", "was_member", STOP)),
        ({"workplace": "a" * 201}, ("text.long", "workplace", STOP)),
        # who may be registered
        ({"other_region": "Kutai"}, ("eligibility.outside_city", "other_region", WARN)),
        ({"birth_date": "17-08-2010"}, ("eligibility.too_young", "birth_date", STOP)),
        ({"birth_date": "30-11-1961"}, ("eligibility.too_old", "birth_date", STOP)),
        ({"still_working": "no"}, ("eligibility.not_working", "still_working", STOP)),
        ({"not_ill": "no"}, ("eligibility.ill", "not_ill", STOP)),
        (
            {"not_civil_servant": "no"},
            ("eligibility.civil_servant", "not_civil_servant", WARN),
        ),
        (
            {"not_covered_elsewhere": "no"},
            ("eligibility.covered_elsewhere", "not_covered_elsewhere", WARN),
        ),
        ({"purpose_told": "no"}, ("purpose.untold", "purpose_told", STOP)),
        # the family
        ({"no_family": "yes"}, ("heirs.though_no_family", "no_family", STOP)),
        (family(relation="uncle"), ("choice.unknown", "heirs.0.relation", STOP)),
        (family(birth_date=""), ("heirs.birth_date_missing", "heirs.0.birth_date", WARN)),
        (family(birth_date="01-02-2080"), ("date.future", "heirs.0.birth_date", STOP)),
        (family(birth_date="01-02-1880"), ("birth.old", "heirs.0.birth_date", WARN)),
        (family(name="-"), ("name.filler", "heirs.0.name", STOP)),
        (family(phone="12"), ("phone.shape", "heirs.0.phone", WARN)),
        (family(nik="12"), ("nik.shape", "heirs.0.nik", STOP)),
        (family(nik="6472990202800001"), ("nik.birth_date", "heirs.0.birth_date", WARN)),
        (family(nik="6472994102800001", sex="male"), ("nik.sex", "heirs.0.sex", WARN)),
        (family(nik="6472995708850001"), ("heirs.nik_of_worker", "heirs.0.nik", STOP)),
        (family(nik="6472991708150001"), ("kk.same_as_nik", "heirs.0.nik", STOP)),
        (
            {"heirs": (replace(UTUH, nik=NIK_OF_UTUH), replace(ANANG, nik=NIK_OF_UTUH))},
            ("heirs.nik_twice", "heirs.1.nik", STOP),
        ),
        ({"heirs": (HeirDraft(), UTUH)}, ("heirs.proof_missing", "heirs.1.proof", NOTE)),
        ({"marital_status": "single"}, ("heirs.spouse_unexpected", "marital_status", WARN)),
    ],
)  # fmt: skip
def test_each_rule_speaks_at_its_field_and_on_its_level(said, quiet, changed, found):
    assert found in said(**changed) - quiet


@pytest.mark.parametrize(
    "changed",
    [
        {"rt_letter_date": "22-11-2026", "desil_date": "22-11-2026"},  # today is not the future
        {"kk": "6472992211260001"},
        {"workplace": "a" * 200},
        {"rt": "RT 012", "rw": "000"},
        {"kecamatan": "64.72.05"},
        {"desil": "04"},
        {"name": "A"},
        {"was_member": "yes", "old_kpj": "02345678901"},
    ],
)
def test_what_is_right_is_not_spoken_of(said, quiet, changed):
    assert said(**changed) == quiet


def test_a_problem_that_is_noticed_in_two_ways_is_said_once(reference, typed):
    examined = examine(typed(heirs=(replace(UTUH, birth_date=""),)), reference, TODAY)
    places = [(each.code, each.field) for each in examined.problems]
    assert len(places) == len(set(places))


def test_an_empty_form_is_not_wrong_but_says_what_is_missing(reference):
    examined = examine(Draft(), reference, TODAY)
    assert {each.level for each in examined.problems} == {NOTE}
    assert examined.missing == (
        "nik", "name", "birth_place", "birth_date", "sex", "mother_name", "address", "rt",
        "kelurahan", "occupation", "workplace", "income", "was_member",
        *STATEMENTS, "heirs",
    )  # fmt: skip
    assert {each.result for each in examined.checks} == {Result.NOT_CHECKED}


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"nik": ""}, ("nik",)),
        ({"nik": "-"}, ("nik",)),
        ({"nik": "", "nik_status": "none_yet"}, ()),
        ({"nik": "", "nik_status": "in_process"}, ()),
        ({"nik": "", "nik_status": "disputed"}, ("nik",)),
        ({"nik": "123"}, ()),  # wrong, not missing
        ({"mother_name": ""}, ("mother_name",)),
        ({"mother_name": "", "mother_unknown": "tidak dikenal sejak lahir"}, ()),
        ({"birth_date": "-"}, ("birth_date",)),
        ({"kelurahan": ""}, ("kelurahan",)),
        ({"kelurahan": "", "other_region": "Kutai"}, ("domicile",)),
        ({"occupation": "9901"}, ("occupation_detail",)),
        ({"workplace": " ", "rt": ""}, ("rt", "workplace")),
        ({"still_working": ""}, ("still_working",)),
        ({"heirs": ()}, ("heirs",)),
        ({"heirs": (HeirDraft(),)}, ("heirs",)),
        ({"heirs": (), "no_family": "yes"}, ()),
        ({"heirs": (), "no_family": "no"}, ("heirs",)),
        (family(name="", relation=""), ("heirs.0.name", "heirs.0.relation")),
        ({"heirs": (HeirDraft(), replace(UTUH, relation=""))}, ("heirs.1.relation",)),
        ({"kk": "", "phone": "", "desil": "", "social_source": "", "marital_status": ""}, ()),
    ],
)
def test_what_is_missing_before_it_is_complete(reference, typed, changed, missing):
    assert examine(typed(**changed), reference, TODAY).missing == missing


@pytest.mark.parametrize(
    ("reasons", "is_complete"),
    [
        ({}, False),
        ({"nik.date": "NIK terverifikasi Dukcapil"}, True),
        ({"nik.date@nik": "NIK terverifikasi Dukcapil"}, True),
        ({"nik.date@heirs.0.nik": "NIK terverifikasi Dukcapil"}, False),
        ({"nik.date": "-"}, False),  # that is no reason
        ({"nik.date": "ok"}, False),
        ({"nik.serial": "NIK terverifikasi Dukcapil"}, False),
    ],
)
def test_an_impossible_date_in_a_nik_needs_a_reason(reference, typed, reasons, is_complete):
    examined = examine(typed(nik="6472997208850001", reasons=reasons), reference, TODAY)
    assert examined.is_complete is is_complete
    assert [each.code for each in examined.unanswered] == ([] if is_complete else ["nik.date"])


def test_a_reason_for_the_worker_says_nothing_of_an_heir(reference, typed):
    odd = replace(UTUH, nik="6472990202800001")
    examined = examine(
        typed(heirs=(odd,), reasons={"nik.birth_date": "sudah dibetulkan"}), reference, TODAY
    )
    assert [each.field for each in examined.unanswered] == ["heirs.0.birth_date"]
    examined = examine(
        typed(heirs=(odd,), reasons={"nik.birth_date@heirs.0.birth_date": "sudah dibetulkan"}),
        reference,
        TODAY,
    )
    assert examined.is_complete


def test_no_reason_overrides_a_stop(reference, typed):
    reasons = {"eligibility.too_young": "sudah bekerja", "kk.future": "sudah bekerja"}
    draft = typed(birth_date="17-08-2010", kk="6472992311260001", reasons=reasons)
    stops = {each.code for each in examine(draft, reference, TODAY).hindrances}
    assert {"eligibility.too_young", "kk.future"} <= stops


def test_a_reason_waives_a_check_that_may_be_waived(reference, typed):
    draft = typed(
        other_region="Kutai Kartanegara",
        domicile="Jl. Merdeka 1",
        reasons={"eligibility.outside_city@other_region": "KTP sedang dipindah"},
    )
    examined = examine(draft, reference, TODAY)
    assert examined.checks[0].result is Result.WAIVED
    assert examined.is_complete


@pytest.mark.parametrize(
    ("birth_date", "effective_date", "age", "codes"),
    [
        ("01-12-1961", "", 65, {"eligibility.too_old"}),  # 65 on the day the cover begins
        ("02-12-1961", "", 64, set()),
        ("02-12-1961", "02-12-2026", 65, {"eligibility.too_old"}),
        ("01-12-2008", "", 18, set()),
        ("02-12-2008", "", 17, {"eligibility.too_young"}),
        ("02-12-2008", "02-12-2026", 18, set()),
        ("29-02-2008", "", 18, set()),
    ],
)
def test_the_age_counts_on_the_day_the_cover_begins(
    reference, typed, birth_date, effective_date, age, codes
):
    draft = typed(nik="", nik_status="none_yet", birth_date=birth_date)
    examined = examine(replace(draft, effective_date=effective_date), reference, TODAY)
    assert examined.age == age
    assert {each.code for each in examined.hindrances} == codes


def test_cover_begins_on_the_first_of_next_month_unless_typed(reference, typed):
    assert examine(typed(), reference, TODAY).effective_date == date(2026, 12, 1)
    other = typed(effective_date="15-01-2027")
    assert examine(other, reference, TODAY).effective_date == date(2027, 1, 15)


def test_a_day_of_which_no_law_is_known_is_said_and_fails_nothing(reference, typed):
    examined = examine(typed(effective_date="01-01-1999"), reference, TODAY)
    assert "reference.no_rule" in {each.code for each in examined.hindrances}
    assert examined.standings == (None,)


def test_what_the_nik_says_stands_beside_the_form(reference, typed):
    # a kecamatan that there is, for its name; the serial 0000 is given to nobody
    says = examine(typed(nik="6472055708050000"), reference, TODAY).nik_says
    assert says is not None
    assert says.births == (date(1905, 8, 17), date(2005, 8, 17))  # asked, never picked
    assert (says.region_name, says.sex) == ("Samarinda Utara", "female")
    assert examine(typed(nik="123"), reference, TODAY).nik_says is None


def test_standings_stand_in_the_rows_of_the_form(reference, typed):
    parent = HeirDraft(name="Sanah", relation="mother", birth_date="01-01-1960")
    draft = typed(heirs=(parent, HeirDraft(), UTUH))
    standings = examine(draft, reference, TODAY).standings
    assert [each and each.rank for each in standings] == [2, None, 1]


def test_the_codes_of_the_form_are_those_of_the_draft():
    assert {each.value for each in NikStatus} == {"", "none_yet", "in_process", "disputed"}
    assert {each.value for each in SocialSource} == {"rt", "dtks", "dtsen", "census", "other"}


def test_examining_is_quick_enough_for_each_key(reference, typed):
    draft = typed(heirs=(UTUH, ANANG, ANANG, ANANG))
    took = []
    for _ in range(30):
        start = time.perf_counter()
        examine(draft, reference, TODAY)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.001  # the quickest: others may be at work on this machine


@given(
    st.fixed_dictionaries(
        {}, optional={name: st.text(max_size=20) for name in TEXT_FIELDS}
    ),
    st.lists(
        st.fixed_dictionaries({}, optional={name: st.text(max_size=20) for name in HEIR_FIELDS}),
        max_size=2,
    ),
    st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=2),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_nothing_that_is_typed_makes_the_examination_fail(reference, texts, heirs, reasons):
    draft = Draft(**texts, heirs=tuple(HeirDraft(**each) for each in heirs), reasons=reasons)
    assert not examine(draft, reference, TODAY).is_complete


def test_a_wrong_family_card_number_is_not_called_missing_as_well(reference, typed):
    said = examine(typed(kk="12"), reference, TODAY)
    assert [each.code for each in said.problems if each.field == "kk"] == ["kk.shape"]
