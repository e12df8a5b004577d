"""A registration: how it is made, written down, and read again."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.draft import STATEMENTS, TEXT_FIELDS, Draft, HeirDraft
from app.domain.nik import Nik
from app.domain.refusal import Level, Problem, Refusal
from app.domain.registration import Registration, Stamp, content_hash

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SITI = Stamp("01-siti", NOW)
BUDI = Stamp("02-budi", NOW + timedelta(days=40))

GOLDEN = "b4de22b9ec8cb933c59d52c49aa44c9b86cbd288de729c8f02873b2e675902eb"
"""The hash of the shared draft. It may never change: revisions sealed years ago carry theirs."""


@pytest.fixture(scope="module")
def registered(reference, typed):
    def make(stamp=SITI, previous=None, today=TODAY, **changed):
        return Registration.from_draft(typed(**changed), reference, today, stamp, previous)

    return make


def again(registration: Registration) -> Registration:
    """Through the books and back."""
    return Registration.from_record(json.loads(json.dumps(registration.to_record())))


def test_a_registration_holds_values_and_not_what_was_typed(registered):
    made = registered()
    assert made.nik == Nik("6472995708850001")
    assert (made.name, made.rt, made.phone) == ("SITI AMINAH", "012", "+6281254321098")
    assert (made.birth_date, made.income, made.was_member) == (date(1985, 8, 17), 1_500_000, False)
    assert made.kecamatan == "64.72.05"  # said by the kelurahan
    assert made.effective_date == date(2026, 12, 1)
    assert made.heirs[0].birth_date == date(1980, 2, 1)


def test_all_problems_are_refused_at_once(registered):
    with pytest.raises(Refusal) as refusal:
        registered(nik="123", kk="6472992311260001", name="", sex="male", heirs=())
    found = {(each.code, each.field) for each in refusal.value.problems}
    assert found == {
        ("nik.shape", "nik"),
        ("kk.future", "kk"),
        ("field.missing", "name"),
        ("field.missing", "heirs"),
    }


def test_a_warning_without_a_reason_is_refused_as_a_warning(registered):
    with pytest.raises(Refusal) as refusal:
        registered(sex="male")
    assert [(each.code, each.level) for each in refusal.value.problems] == [("nik.sex", Level.WARN)]


def test_a_reason_is_kept_with_who_gave_it_and_for_what(registered):
    made = registered(
        sex="male", reasons={"nik.sex": " salah cetak KTP ", "kk.date": "lama sekali"}
    )
    (override,) = made.overrides  # the second one is about nothing
    assert (override.reason, override.stamp) == ("salah cetak KTP", SITI)
    assert made.overridden() == (Problem("nik.sex", "sex", Level.WARN),)


def test_the_reason_given_to_the_search_for_duplicates_is_kept_too(registered):
    made = registered(reasons={"duplicate.strong": "saudara kembar"})
    (override,) = made.overrides
    assert (override.problem.code, override.reason) == ("duplicate.strong", "saudara kembar")
    assert made.overridden() == ()  # its facts are the register's to say


def test_nobody_needs_a_nik_to_be_registered(registered):
    made = registered(nik="", nik_status="none_yet")
    assert made.nik is None
    assert "nik" not in made.to_record()
    assert again(made) == made


def test_the_rightful_owner_of_a_taken_nik_can_say_so(registered):
    assert registered(nik_status="disputed").is_disputed
    assert not registered().is_disputed


def test_a_nik_confirmed_by_dukcapil_survives_the_books(registered):
    made = registered(nik="6472997208850001", reasons={"nik.date": "dipastikan Dukcapil"})
    assert again(made) == made


def test_unchanged_answers_and_reasons_keep_their_stamp(registered):
    reasons = {"eligibility.civil_servant": "sudah pensiun", "nik.sex": "salah cetak"}
    first = registered(not_civil_servant="no", sex="male", reasons=reasons)
    second = registered(
        BUDI,
        first,
        not_civil_servant="no",
        sex="male",
        not_covered_elsewhere="no",
        reasons=reasons | {"nik.sex": "salah ketik", "eligibility.covered_elsewhere": "sudah usai"},
    )
    stamps = {each.code: each.stamp for each in second.statements}
    assert stamps == dict.fromkeys(STATEMENTS, SITI) | {"not_covered_elsewhere": BUDI}
    assert {each.problem.code: each.stamp for each in second.overrides} == {
        "nik.sex": BUDI,
        "eligibility.civil_servant": SITI,
        "eligibility.covered_elsewhere": BUDI,
    }


def test_a_reason_does_not_pass_on_to_what_the_nik_says_now(registered):
    reasons = {"nik.birth_date": "sudah dibetulkan di KK"}
    first = registered(nik="6472995808850001", reasons=reasons)
    second = registered(BUDI, first, nik="6472995908850001", reasons=reasons)
    assert [each.stamp for each in second.overrides] == [BUDI]
    assert [each.problem.facts for each in second.overrides] == [(("said", "19-08-85"),)]


def test_a_record_is_flat_and_leaves_out_what_is_empty(registered):
    record = registered(sex="male", reasons={"nik.sex": "salah cetak"}).to_record()
    assert record["birth_date"] == "1985-08-17"
    assert (record["income"], record["desil"], record["was_member"]) == (1_500_000, 2, "no")
    assert record["kk"] == "6472991708150001"
    assert record["heirs"] == [
        {
            "name": "UTUH",
            "relation": "husband",
            "birth_date": "1980-02-01",
            "sex": "male",
            "nik": "6472990102800001",
            "proof": "marriage_book",
            "claimant": "yes",
        }
    ]
    assert record["statements"]["not_ill"] == {
        "answer": "yes",
        "by": "01-siti",
        "at": "2026-11-22T09:30:00+00:00",
    }
    assert record["reasons"] == [
        {
            "code": "nik.sex",
            "field": "sex",
            "reason": "salah cetak",
            "by": "01-siti",
            "at": "2026-11-22T09:30:00+00:00",
        }
    ]
    assert not {"email", "wage_base", "nik_status", "no_family", "domicile"} & set(record)
    assert "" not in record.values()


def test_the_hash_of_a_record_never_changes(registered):
    record = registered().to_record()
    assert content_hash(record) == GOLDEN
    assert content_hash(dict(reversed(record.items()))) == GOLDEN
    assert content_hash(json.loads(json.dumps(record))) == GOLDEN


def test_another_content_has_another_hash(registered):
    assert content_hash(registered(rw="001").to_record()) != GOLDEN


def test_a_moment_is_one_whatever_the_time_zone_it_was_told_in():
    samarinda = timezone(timedelta(hours=8))
    assert Stamp("a", datetime(2026, 11, 22, 17, 30, 0, 999, samarinda)) == Stamp("a", NOW)


@pytest.mark.parametrize("by", ["", "01-siti"])
def test_a_stamp_without_a_name_or_a_time_zone_is_a_bug(by):
    with pytest.raises(ValueError, match="a stamp needs"):
        Stamp(by, NOW if not by else NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("name", None),
        ("name", 5),
        ("nik", "123"),
        ("birth_date", "17-08-1985"),
        ("sex", "other"),
        ("income", "1500000"),
        ("was_member", True),
        ("heirs", [{"relation": "uncle"}]),
        ("heirs", [{"relation": "child"}]),
        ("heirs", ["name"]),
        ("statements", {}),
        ("statements", None),
        ("reasons", [{"code": "nik.sex"}]),
    ],
)
def test_a_damaged_record_is_refused_and_nothing_of_it_is_told(registered, member, value):
    record = registered().to_record() | {member: value}
    with pytest.raises(Refusal, match=r"^record\.unreadable$") as refusal:
        Registration.from_record(record)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_members_of_a_newer_program_do_not_hinder_reading(registered):
    made = registered()
    assert Registration.from_record(made.to_record() | {"photo": "x"}) == made


def test_a_correction_starts_with_what_a_clerk_would_have_typed(registered):
    draft = registered(reasons={}).to_draft()
    assert draft.birth_date == "17-08-1985"
    assert draft.effective_date == "01-12-2026"
    assert (draft.still_working, draft.was_member, draft.income) == ("yes", "no", "1500000")
    assert draft.heirs[0].birth_date == "01-02-1980"


def test_a_correction_months_later_changes_nothing_by_itself(registered, reference):
    first = registered(sex="male", reasons={"nik.sex": "salah cetak"})
    later = date(2027, 5, 3)
    assert Registration.from_draft(first.to_draft(), reference, later, BUDI, first) == first


def test_a_registration_is_never_printed(registered):
    made = registered()
    shown = f"{made!r} {made.heirs!r} {made.to_draft()!r}"
    assert "SITI" not in shown
    assert "6472" not in shown


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30
)
OPTIONAL = {
    "marital_status": st.sampled_from(["", "married"]),
    "email": st.sampled_from(["", "siti@contoh.id"]),
    "address": TEXT.filter(str.strip).map(lambda text: f"Jl. {text}"),
    "ktp_occupation": TEXT,
    "work_hours": TEXT,
    "disability": TEXT,
    "occupation_detail": TEXT,
    "wage_base": st.integers(0, 10**9).map(str),
    "income": st.integers(0, 10**9).map("Rp{:,}".format).map(lambda text: text.replace(",", ".")),
    "desil": st.sampled_from(["", "1", "4"]),
    "phone": st.sampled_from(["", "0812 5432 1098", "+62 541 741234"]),
    "kk": st.sampled_from(["", "0", "6472991708150001"]),
    "rt": st.integers(0, 999).map(str),
    "kecamatan": st.sampled_from(["", "64.72.05"]),
    "effective_date": st.dates(date(2026, 1, 1), date(2027, 6, 1)).map("{:%d-%m-%Y}".format),
    "old_kpj": st.sampled_from(["", "68771816332", "05K12345678"]),
    "was_member": st.sampled_from(["yes", "no"]),
    "not_civil_servant": st.sampled_from(["yes", "no"]),
    "mother_name": st.sampled_from(["SANAH", "NUR'AINI", "A"]),
}
HEIRS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Anang", "Utuh", "NUR'AINI", "A"]),
            "relation": st.sampled_from(["child", "sibling", "other"]),
            "birth_date": st.dates(date(1950, 1, 1), TODAY).map("{:%d/%m/%Y}".format),
        },
        optional={
            "proof": st.sampled_from(["", "family_card"]),
            "school": st.sampled_from(["", "primary"]),
            "address": TEXT,
            "claimant": st.sampled_from(["", "no"]),
        },
    ),
    max_size=3,
)


@given(st.fixed_dictionaries({}, optional=OPTIONAL), HEIRS)
@settings(max_examples=60, deadline=None)
def test_what_is_registered_comes_back_the_same_from_books_and_form(
    registered, typed, reference, changed, heirs
):
    family = tuple(HeirDraft(**each) for each in heirs) or typed().heirs
    reasons = {
        "kpj.letters": "kartu lama",
        "kpj.though_never": "kartu lama",
        "eligibility.civil_servant": "sudah pensiun",
    }
    made = registered(**changed, heirs=family, reasons=reasons)
    assert again(made) == made
    assert content_hash(again(made).to_record()) == content_hash(made.to_record())
    assert Registration.from_draft(made.to_draft(), reference, TODAY, BUDI, made) == made


def test_every_field_of_the_form_reaches_the_record(registered):
    filled = {
        "email": "siti@contoh.id",
        "domicile": "Jl. Lain 2",
        "other_region": "Kutai Kartanegara",
        "occupation_detail": "sayur",
        "ktp_occupation": "Mengurus rumah tangga",
        "work_hours": "07-12",
        "wage_base": "1.000.000",
        "was_member": "yes",
        "old_kpj": "68771816332",
        "disability": "daksa",
        "effective_date": "01-01-2027",
        "kecamatan": "64.72.05",
        "nik_status": "disputed",
    }
    made = registered(**filled, reasons={"eligibility.outside_city": "sedang pindah"})
    written = set(made.to_record()) | set(made.to_record()["statements"])
    # the two that contradict what is filled in here
    assert set(TEXT_FIELDS) - written == {"mother_unknown", "no_family"}
    for changed in (
        {"mother_name": "", "mother_unknown": "tidak dikenal"},
        {"heirs": (), "no_family": "yes"},
    ):
        made = registered(**changed)
        assert set(changed) - {"mother_name", "heirs"} <= set(made.to_record())
        assert again(made) == made


def test_an_untouched_draft_makes_no_registration(reference):
    with pytest.raises(Refusal):
        Registration.from_draft(Draft(), reference, TODAY, SITI)


def test_an_odd_phone_is_kept_as_written(registered):
    made = registered(phone="0541-12", reasons={"phone.shape": "nomor kantor"})
    assert made.phone == "0541-12"
    assert again(made) == made


def test_two_families_differ(registered):
    assert registered() != replace(registered(), heirs=())
