"""The lurah approves, with the password again, and never of what is the lurah's own."""

from dataclasses import replace

import pytest
from tests.office import CHEAP, LURAH, LURAH_PASSWORD, SITI, as_lurah

from app.domain.refusal import Problem
from app.keys.failure import NotUnlocked
from app.keys.slots import SlotFile
from app.service.dossier import ShowRegistration
from app.service.exchange.approve import Approve
from app.service.exchange.proof import Proof
from app.service.operators import Operators
from app.service.register import Register
from app.service.session import NotAllowed

VERIFIER, VERIFIER_PASSWORD = "Pak Anang", "payung-verifikator"


@pytest.fixture
def promoted(lempake):
    """A clerk who registers, and becomes verifier afterwards with the very same account."""

    def promoted(deed):
        session = lempake.session
        slots = SlotFile(session.folder, CHEAP)
        operators = Operators(replace(session, slots=slots))
        operators.add(VERIFIER, VERIFIER_PASSWORD, "clerk")
        clerk = replace(session, opened=slots.unlock(VERIFIER, VERIFIER_PASSWORD), slots=slots)
        made = deed(clerk)
        slots.reset_password(
            session.opened.data_key, clerk.operator.id, VERIFIER_PASSWORD, role="approver"
        )
        return replace(clerk, opened=slots.unlock(VERIFIER, VERIFIER_PASSWORD)), made

    return promoted


def codes(done):
    return [problem.code for _, problem in done.refused]


def test_an_administrator_approves_nothing_whatever_the_password(lempake):
    lempake.register(1)
    deed = Approve(lempake.session)
    with pytest.raises(NotAllowed) as refused:
        deed(deed.waiting(), "payung-uji")
    assert refused.value.problem == deed.not_allowed() == Problem("right.approve")
    assert len(deed.waiting()) == 1


@pytest.mark.parametrize("password", ["", "payung-uji", LURAH_PASSWORD + " "])
def test_without_the_lurahs_own_password_nothing_is_signed(lempake, password):
    lempake.register(1)
    deed = Approve(as_lurah(lempake.session))
    assert deed.not_allowed() is None
    with pytest.raises(NotUnlocked):
        deed(deed.waiting(), password)
    assert len(deed.waiting()) == 1


def test_five_wrong_ones_make_the_sixth_wait_also_at_the_signature(lempake):
    lempake.register(1)
    deed = Approve(as_lurah(lempake.session))
    for _ in range(5):
        with pytest.raises(NotUnlocked):
            deed(deed.waiting(), "bukan kata sandi")
    with pytest.raises(NotUnlocked) as closed:
        deed(deed.waiting(), LURAH_PASSWORD)
    assert closed.value.code == "unlock.wait_seconds"


def test_nobody_approves_what_is_ones_own_and_the_others_are_not_held_up(lempake, promoted):
    others = lempake.register(1)
    verifier, own = promoted(lambda clerk: Register(clerk)(SITI).registration_id)
    deed = Approve(verifier)
    done = deed([own, others], VERIFIER_PASSWORD)
    assert (done.approved, codes(done)) == (1, ["approval.own_work"])
    assert deed.waiting() == [own]
    assert lempake.approve() == 1  # the lurah may


@pytest.mark.parametrize("last", ["theirs", "the office's"])
def test_a_correction_of_ones_own_counts_until_somebody_has_approved_it(lempake, promoted, last):
    uid = lempake.register(1)

    def correct(clerk):
        draft = ShowRegistration(clerk)(uid).draft
        Register(clerk)(replace(draft, rt="009"), correcting=uid)
        if last != "theirs":
            lempake.correct(uid, rt="010")

    verifier, _ = promoted(correct)
    assert codes(Approve(verifier)([uid], VERIFIER_PASSWORD)) == ["approval.own_work"]
    assert lempake.approve() == 1
    lempake.correct(uid, rt="011")
    assert Approve(verifier)([uid], VERIFIER_PASSWORD).approved == 1


def test_seal_and_city_want_an_approvers_key(lempake, promoted, monkeypatch, city, stick):
    """A program that lets an administrator sign, with the administrator's own genuine key."""
    promoted(lambda clerk: Register(clerk)(SITI))
    admin = lempake.session
    with monkeypatch.context() as patched:
        patched.setattr(Approve, "demand_password", lambda *_: None)
        assert Approve(admin)(Approve(admin).waiting(), "").approved == 1
    assert [each.code for each in lempake.seal(stick).held_back] == ["seal.record_unproven"]
    with monkeypatch.context() as patched:
        patched.setattr(Proof, "stands_for", lambda *_: True)
        lempake.seal(stick)
    city.receive(stick)
    assert city.asides() == [("record", "approval")]


def test_the_lurah_who_was_removed_has_approved_all_the_same(lempake, city, stick):
    lempake.register(1)
    lempake.approve()
    session = replace(lempake.session, slots=SlotFile(lempake.folder, CHEAP))
    Operators(session).remove(LURAH)
    assert lempake.seal(stick).records == 1
    city.receive(stick)
    assert len(city.names()) == 1
