"""Taking a registration into the books."""

import pytest

from app.domain.number import parse
from app.domain.refusal import Level, Refusal
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.duplicates import FindDuplicates, Judge
from app.service.register import Register


@pytest.fixture
def register(session):
    return Register(session)


def codes(refusal):
    return {problem.code for problem in refusal.value.problems}


def test_a_complete_draft_gets_a_number_of_this_office_and_is_there_after_reopening(
    session, register, draft, open_office
):
    kept = register(draft())
    number = parse(kept.number)
    assert (number.office, number.station, number.serial) == ("6472051003", 1, 1)
    session.close()
    dossier = ShowRegistration(open_office())(kept.registration_id)
    assert dossier.draft.name == "SITI NORHAYATI"
    assert dossier.draft.heirs[0].name == "HERMAN"


def test_an_incomplete_draft_is_refused_with_every_problem_and_keeps_nothing(
    session, register, draft
):
    with pytest.raises(Refusal) as refusal:
        register(draft(nik="123", heirs=()))
    assert {problem.field for problem in refusal.value.problems} >= {"nik", "heirs"}
    with session.books.reading() as unit:
        assert unit.counts.by_state() == {}


def test_numbers_run_on_and_are_never_given_twice(register, draft):
    first = register(draft())
    with pytest.raises(Refusal):
        register(draft())  # the same NIK
    second = register(
        draft(nik="6472810308850002", name="BUDI", sex="male", birth_date="03-08-1985", heirs=(),
              no_family="yes", marital_status="single", phone="", kk="")
    )  # fmt: skip
    assert [parse(each.number).serial for each in (first, second)] == [1, 2]


def test_the_same_nik_is_refused_and_names_the_registration_that_has_it(register, draft):
    first = register(draft())
    with pytest.raises(Refusal) as refusal:
        register(draft(name="ORANG LAIN", mother_name="LAIN"))
    (problem,) = refusal.value.problems
    assert (problem.code, problem.field, problem.level) == ("nik.taken", "nik", Level.STOP)
    assert dict(problem.facts)["number"] == first.number


def test_the_rightful_owner_of_a_nik_may_come_second_and_both_stay_disputed(
    session, register, draft
):
    first = register(draft())
    second = register(draft(name="ORANG LAIN", mother_name="LAIN", nik_status="disputed"))
    assert second.number != first.number
    # a correction of the first does not end the dispute
    corrected = register(draft(address="Jl. Baru"), correcting=first.registration_id)
    assert corrected.revision == 2


@pytest.mark.parametrize("key", ["duplicate.strong", "duplicate.strong@name"])
def test_somebody_very_alike_is_asked_about_before_a_second_registration(register, draft, key):
    first = register(draft())
    alike = draft(nik="6472814107900007")  # two digits off, the same name and day
    with pytest.raises(Refusal) as refusal:
        register(alike)
    assert codes(refusal) == {"duplicate.strong"}
    reasons = {key: "Sepupu dengan nama dan tanggal lahir sama"}
    kept = register(draft(nik="6472814107900007", reasons=reasons))
    assert kept.number != first.number


@pytest.mark.parametrize("reason", ["-", " . ", "x"])
def test_a_dash_is_no_reason_to_register_somebody_very_alike(register, draft, reason):
    register(draft())
    with pytest.raises(Refusal) as refusal:
        register(draft(nik="6472814107900007", reasons={"duplicate.strong": reason}))
    assert codes(refusal) == {"duplicate.strong"}


def test_what_was_overridden_and_the_notes_are_told_with_the_number(register, draft):
    kept = register(draft(phone="0812", reasons={"phone.shape": "nomor lama"}, kk=""))
    told = {(each.code, each.field): each.level for each in kept.problems}
    assert told["phone.shape", "phone"] is Level.WARN
    assert told["kk.missing", "kk"] is Level.NOTE


def test_a_verdict_of_different_persons_is_remembered(session, register, draft):
    first = register(draft())
    alike = draft(nik="6472814107900007")
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(), alike, "name")
    (suspect,) = FindDuplicates(session)(alike, person_id=opened.person_id)
    assert suspect.number == first.number
    Judge(session)(opened.person_id, suspect.person_id, "Dua orang, sudah dilihat KTP keduanya")
    assert FindDuplicates(session)(alike, person_id=opened.person_id) == ()
    assert register(alike, opened.id).number != first.number


def test_a_correction_makes_a_new_revision_and_the_history_says_what_changed(
    session, register, draft
):
    kept = register(draft())
    corrected = register(draft(address="Jl. Baru No. 2"), correcting=kept.registration_id)
    assert (corrected.number, corrected.revision) == (kept.number, 2)
    newest, oldest = ShowRegistration(session)(kept.registration_id).revisions
    assert [(each.field, each.new) for each in newest.differences] == [
        ("address", "Jl. Baru No. 2")
    ]
    assert oldest.differences == ()


def test_two_windows_never_overwrite_each_other_silently(session, register, draft):
    kept = register(draft())
    drafts = Drafts(session)
    mine = drafts.keep(drafts.open(kept.registration_id), draft(address="Jl. Saya"), "address")
    register(draft(address="Jl. Orang Lain"), correcting=kept.registration_id)
    with pytest.raises(Refusal) as refusal:
        register(draft(address="Jl. Saya"), mine.id)
    assert codes(refusal) == {"revision.stale"}
    assert drafts.resume(mine.id).draft.address == "Jl. Saya"  # what was typed is still there


def test_a_correction_that_changes_nothing_makes_no_revision(register, draft):
    kept = register(draft())
    with pytest.raises(Refusal) as refusal:
        register(draft(), correcting=kept.registration_id)
    assert codes(refusal) == {"revision.same"}


def test_the_draft_goes_when_the_registration_is_kept(session, register, draft):
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(), draft(), "phone")
    register(draft(), opened.id)
    assert drafts.mine() == ()


def test_an_opened_form_that_was_never_typed_into_leaves_no_ghost(session):
    drafts = Drafts(session)
    drafts.open()
    assert drafts.mine() == ()


def test_a_draft_comes_back_as_it_was_at_the_field_where_the_clerk_was(session, draft, open_office):
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(), draft(nik="64728"), "nik")
    session.close()
    back = Drafts(open_office()).resume(opened.id)
    assert (back.draft.nik, back.field) == ("64728", "nik")


def test_everything_done_is_in_an_unbroken_audit_trail(session, register, draft):
    kept = register(draft())
    register(draft(address="Jl. Baru"), correcting=kept.registration_id)
    with session.books.reading() as unit:
        assert unit.audit.first_broken() is None
        assert unit.audit.head()[0] == 3  # set up, kept, corrected
