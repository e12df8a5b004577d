"""An operator goes: the books get a new key, and no cut leaves them without one."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.office import ADMIN, CHEAP, PASSWORD

from app.domain.people import Query
from app.domain.refusal import Problem, Refusal
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.slots import SlotFile
from app.keys.station import Station
from app.service import renew
from app.service.check import Check
from app.service.operators import Operators
from app.service.people import People
from app.service.register import Register
from app.store.books import Books
from app.store.engine import StoreFailure

CLERK, CLERK_PASSWORD = "Budi Santoso", "warung pak haji"
OTHER, OTHER_PASSWORD = "Ani Lestari", "hujan di hulu"


@pytest.fixture
def staffed(open_office, folder, draft):
    """An office with two clerks and one registration; nobody is logged in."""
    session = replace(open_office(), slots=SlotFile(folder, CHEAP))
    Operators(session).add(CLERK, CLERK_PASSWORD, "clerk")
    Operators(session).add(OTHER, OTHER_PASSWORD, "clerk")
    Register(session)(draft())
    session.close()
    return folder


@pytest.fixture
def old_copy(staffed, tmp_path):
    """What Budi copied before he went."""
    return Path(shutil.copytree(staffed, tmp_path / "copy"))


def acts(session):
    with session.books.reading() as unit:
        return [row["act"] for row in unit.audit._rows()]


def test_whoever_is_gone_opens_no_books_written_since(old_copy, staffed, open_office):
    session = open_office()
    Operators(session).remove(CLERK)
    session.close()
    old_key = SlotFile.read(old_copy).unlock(CLERK, CLERK_PASSWORD).data_key
    with pytest.raises(StoreFailure) as failure:
        Books(staffed / "books.db", old_key)
    assert failure.value.code == "store.locked_key"
    with pytest.raises(KeysFailure):
        Station.open(staffed, old_key)
    # with his old slot file laid over the new one as well
    shutil.copy(old_copy / "slots.json", staffed / "slots.json")
    with pytest.raises((KeysFailure, StoreFailure)):
        open_office(CLERK, CLERK_PASSWORD)


def test_everybody_else_comes_in_as_before_and_so_does_the_paper(staffed, open_office):
    slots = SlotFile(staffed, CHEAP)
    opened = slots.unlock(ADMIN, PASSWORD)
    from app.keys.recovery import RecoveryCode

    code = RecoveryCode.make()
    slots.replace_recovery(opened.data_key, code)
    session = open_office()
    Operators(session).remove(CLERK)
    new_key = session.opened.data_key
    assert new_key != opened.data_key
    session.close()
    for name, password in ((OTHER, OTHER_PASSWORD), (ADMIN, PASSWORD)):
        session = open_office(name, password)
        assert session.opened.edited == ()
        assert len(People(session).ids(Query())) == 1
        session.close()
    assert slots.unlock_with_recovery(code.text) == new_key
    with pytest.raises(NotUnlocked):
        open_office(CLERK, CLERK_PASSWORD)


def test_a_second_one_may_go_and_a_password_change_closes_the_new_key(staffed, open_office):
    session = replace(open_office(), slots=SlotFile(staffed, CHEAP))
    Operators(session).remove(CLERK)
    Operators(session).remove(OTHER)
    Operators(session).change_password(PASSWORD, "empat kata yang lain")
    session.close()
    again = open_office(ADMIN, "empat kata yang lain")
    assert Check(again)() == ()
    assert acts(again).count("operator.removed") == 2


def test_the_administrator_works_on_in_the_very_same_session(staffed, open_office, draft):
    session = open_office()
    Operators(session).remove(CLERK)
    Register(session)(
        draft(nik="6472810308850002", name="BUDI", birth_date="03-08-1985", sex="male",
              mother_name="SUMIATI", heirs=(), no_family="yes", marital_status="single",
              phone="081200000002", kk="")
    )  # fmt: skip
    assert len(People(session).ids(Query())) == 2
    assert Check(session)() == ()
    assert not [path.name for path in staffed.iterdir() if path.name.startswith("renew")]


def test_an_edited_slot_of_somebody_who_stays_gets_no_new_key(staffed, open_office):
    session = open_office()
    path = staffed / "slots.json"
    before = path.read_text("utf-8")
    path.write_text(before.replace('"role": "clerk"', '"role": "approver"'), "utf-8")
    with pytest.raises(KeysFailure) as failure:
        Operators(session).remove(CLERK)
    assert failure.value.code == "keys.edited"
    path.write_text(before, "utf-8")
    assert "operator.removed" not in acts(session)
    assert Check(session)() == ()


def test_a_reader_who_does_not_end_keeps_the_old_key(staffed, open_office, monkeypatch):
    monkeypatch.setattr("app.store.books.PATIENCE", 0.01)
    session = open_office()
    with session.books.reading(), pytest.raises(StoreFailure) as failure:
        Operators(session).remove(CLERK)
    assert failure.value.code == "store.busy"
    assert [each.name for each in Operators(session).all()] == [ADMIN, CLERK, OTHER]
    assert len(People(session).ids(Query())) == 1


def test_the_last_administrator_stays_and_so_does_the_key(staffed, open_office):
    session = open_office()
    with pytest.raises(Refusal) as refusal:
        Operators(session).remove(ADMIN)
    assert refusal.value.problems == (Problem("operator.last_administrator"),)
    assert not (staffed / renew.PART).exists()


@pytest.mark.skipif(os.name == "nt", reason="kills a fork")
@pytest.mark.parametrize("step", range(1, 10))
def test_a_power_cut_at_any_rename_leaves_books_that_open(staffed, open_office, step):
    """Killed at the rename `step`: before what it would have done."""
    if not (child := os.fork()):
        _remove_and_die(open_office, step)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in {9, 0}
    session = open_office(OTHER, OTHER_PASSWORD)
    assert len(People(session).ids(Query())) == 1
    assert Check(session)() == ()
    names = {each.name for each in Operators(session).all()}
    assert (CLERK in names) == ("operator.removed" not in acts(session))
    session.close()
    if CLERK in names:
        assert open_office(CLERK, CLERK_PASSWORD)
    else:
        with pytest.raises(NotUnlocked):
            open_office(CLERK, CLERK_PASSWORD)
    assert not [path.name for path in staffed.iterdir() if path.name.startswith("renew")]


def _remove_and_die(open_office, step):
    left = [step]

    def dying(real):
        def call(*given):
            left[0] -= 1
            if not left[0]:
                os._exit(9)
            return real(*given)

        return call

    try:
        session = open_office()
        os.replace = dying(os.replace)
        Path.replace = dying(Path.replace)
        Operators(session).remove(CLERK)
    finally:
        os._exit(0)
