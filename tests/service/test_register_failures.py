"""What stands in the way of a registration, and what is in the books afterwards."""

import threading

import pytest
from tests.disks import fill
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD, RESOURCES

from app.domain.draft import Draft
from app.domain.refusal import Refusal
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.register import Register
from app.service.setup import log_in, set_up_desk
from app.store.engine import StoreFailure

TABLES = ("person", "registration", "revision", "heir", "counter", "audit", "draft")
OTHER = {
    "nik": "6472811708850001",
    "name": "BUDI SANTOSO",
    "sex": "male",
    "birth_date": "17-08-1985",
    "mother_name": "RUKAYAH",
    "kk": "",
    "phone": "",
    "marital_status": "single",
    "no_family": "yes",
    "heirs": (),
}


def everything(session):
    with session.books.reading() as unit:
        run = unit.connection.exec_driver_sql
        return {table: run(f"SELECT * FROM {table}").fetchall() for table in TABLES}  # noqa: S608


def codes(deed, *words, **named):
    with pytest.raises(Refusal) as refused:
        deed(*words, **named)
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    "step",
    [
        "app.store.registrations.Registrations.take_numbers",
        "app.store.registrations.Registrations.add",
        "app.store.search.put",
        "app.store.drafts.Drafts.drop",
        "app.store.audit.Audit.note",
    ],
)
def test_a_registration_that_fails_at_any_step_keeps_nothing(session, draft, monkeypatch, step):
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(), draft(), "phone")
    before = everything(session)

    def fail(*_, **__):
        raise StoreFailure("store.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(StoreFailure):
            Register(session)(draft(), opened.id)
    assert everything(session) == before
    assert Register(session)(draft(), opened.id).revision == 1


def test_a_correction_that_fails_keeps_the_revision_before(session, draft, monkeypatch):
    kept = Register(session)(draft())
    before = everything(session)

    def fail(*_, **__):
        raise StoreFailure("store.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr("app.store.search.put", fail)
        with pytest.raises(StoreFailure):
            Register(session)(draft(rt="012"), correcting=kept.registration_id)
    assert everything(session) == before


def test_a_full_disk_is_told_and_the_same_save_works_when_there_is_room(
    small_disk, reference, draft
):
    folder = small_disk / "data"
    set_up_desk(
        folder, reference, place=LEMPAKE, station=1, name=ADMIN, password=PASSWORD, cost=CHEAP
    )
    session = log_in(folder, RESOURCES, reference, name=ADMIN, password=PASSWORD)
    try:
        drafts, register = Drafts(session), Register(session)
        opened = drafts.keep(drafts.open(), draft(), "name")
        room = fill(small_disk)

        def go_on_typing():
            for _ in range(100):  # what the log has room for is still kept
                drafts.keep(opened, draft(address="Jl. Panjang " * 60), "address")

        with pytest.raises(StoreFailure) as failed:
            go_on_typing()
        assert failed.value.code == "store.disk_full"
        with pytest.raises(StoreFailure):
            register(draft(), opened.id)
        room.unlink()
        assert register(draft(), opened.id).revision == 1
    finally:
        session.close()


def test_a_draft_that_is_gone_is_not_registered_a_second_time(session, draft):
    drafts = Drafts(session)
    nameless = draft(nik="", nik_status="none_yet", reasons={"duplicate.strong": "kembaran nama"})
    opened = drafts.keep(drafts.open(), nameless, "name")
    Register(session)(nameless, opened.id)
    assert codes(Register(session), nameless, opened.id) == ["draft.unknown"]
    with session.books.reading() as unit:
        assert unit.counts.by_state() == {"complete": 1}


def test_correcting_what_is_not_there_is_refused(session, draft):
    assert codes(Register(session), draft(), correcting="nobody") == ["registration.unknown"]


def test_a_correction_back_to_the_old_words_is_the_third_revision(session, draft):
    register = Register(session)
    kept = register(draft())
    for number, rt in enumerate(("012", "007", "001"), 2):
        assert register(draft(rt=rt), correcting=kept.registration_id).revision == number
    dossier = ShowRegistration(session)(kept.registration_id)
    assert [each.number for each in dossier.revisions] == [4, 3, 2, 1]
    assert dossier.draft.rt == "001"
    assert len({each.hash for each in dossier.revisions}) == 4  # each made from another


def test_a_correction_may_not_take_the_nik_of_somebody_else(session, draft):
    register = Register(session)
    first = register(draft())
    second = register(draft(**OTHER))
    reasons = {"nik.birth_date": "KTP lama", "nik.sex": "KTP lama"}
    other = {**OTHER, "nik": "6472814107900001", "reasons": reasons}
    refused = codes(register, draft(**other), correcting=second.registration_id)
    assert refused == ["nik.taken"]
    assert register(draft(rt="012"), correcting=first.registration_id).revision == 2


def test_both_sides_of_a_dispute_can_be_corrected(session, draft):
    register = Register(session)
    first = register(draft())
    disputed = {"name": "ORANG LAIN", "mother_name": "LAIN", "nik_status": "disputed"}
    second = register(draft(**disputed))
    assert register(draft(rt="012"), correcting=first.registration_id).revision == 2
    assert register(draft(**disputed, rt="012"), correcting=second.registration_id).revision == 2
    third = draft(name="KETIGA", mother_name="TIGA")
    assert codes(register, third) == ["nik.taken"]


def test_two_at_once_never_register_one_nik_twice(session, draft):
    """Two forms of one program: two threads, one writer."""
    results, start = [], threading.Barrier(4)

    def save(address):
        start.wait()
        try:
            results.append(Register(session)(draft(address=address)).number)
        except Refusal as refused:
            results.append(refused.problems[0].code)

    threads = [threading.Thread(target=save, args=(f"Jl. {number}",)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len([each for each in results if each.startswith("6472051003-")]) == 1
    assert set(results) - {"nik.taken", "duplicate.strong"} == {
        each for each in results if each.startswith("6472051003-")
    }
    with session.books.reading() as unit:
        assert unit.counts.by_state() == {"complete": 1}


def test_a_look_is_written_down_and_one_at_nothing_is_not(session, draft):
    kept = Register(session)(draft())
    show = ShowRegistration(session)
    show(kept.registration_id)
    assert codes(show, "nobody") == ["registration.unknown"]
    with session.books.reading() as unit:
        acts = unit.connection.exec_driver_sql("SELECT act, subject FROM audit ORDER BY seq").all()
    assert acts[-1] == ("registration.viewed", kept.registration_id)
    assert "nobody" not in {subject for _, subject in acts}


def test_nothing_of_a_person_stands_in_the_audit_trail(session, draft):
    kept = Register(session)(draft())
    drafts = Drafts(session)
    opened = drafts.keep(drafts.open(kept.registration_id), draft(rt="012"), "rt")
    Register(session)(draft(rt="012"), opened.id)
    ShowRegistration(session)(kept.registration_id)
    drafts.drop(drafts.keep(drafts.open(), Draft(name="SITI"), "name").id)
    with session.books.reading() as unit:
        entries = unit.connection.exec_driver_sql("SELECT * FROM audit").fetchall()
    trail = str(entries)
    for word in ("SITI", "NORHAYATI", "6472814107900001", "MASITAH", "HERMAN", "0812"):
        assert word not in trail
