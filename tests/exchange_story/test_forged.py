"""Somebody with the data key, but without the lurah's password, approves in the lurah's name."""

import json
from uuid import uuid4

import pytest

from app.domain.approval import message, subject
from app.domain.refusal import Problem
from app.keys import signing
from app.service.check import Check
from app.service.exchange.common import own_name
from app.service.exchange.proof import Proof

SEED = bytes(range(32))


@pytest.fixture
def forge(lempake, clock):
    """Write an approval into the books as the data key allows it; whose key it shows is given."""

    def forge(uid, public_key, seed=SEED, named=None):
        session = lempake.session
        with session.books.transaction() as unit:
            (found,) = unit.approvals.candidates([uid])
            now, who = clock(), session.operator.id
            subjects = (subject(uid, found.number, named or found.hash),)
            new = str(uuid4())
            unit.connection.exec_driver_sql(
                "INSERT INTO approval VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    new,
                    who,
                    public_key,
                    json.dumps(subjects),
                    signing.sign(seed, message(who, now, subjects)),
                    now.isoformat(),
                    own_name(session),
                ),
            )
            unit.approvals.approve(new, unit.approvals.lineages([found.row]))
            unit.journal.catch_up(0)
            unit.journal.add(0, "revision", [found.row])

    return forge


def plant(session, public_key):
    """Make the books say that this key is the operator's."""
    with session.books.transaction() as unit:
        who = session.operator
        unit.settings.know_operator(who.id, who.name, who.role, public_key)
        unit.journal.catch_up(0)


def check(session):
    return [problem.code for problem in Check(session)()]


def test_a_signature_by_another_key_is_not_the_lurahs(lempake, city, forge, stick):
    forged, honest = lempake.register(1), lempake.register(2)
    forge(forged, lempake.session.operator.signing_key)
    report = lempake.send(stick)
    (told,) = report.held_back
    assert (told.code, report.records) == ("seal.record_unproven", 1)
    city.receive(stick)
    assert set(city.names()) == {honest}
    assert check(lempake.session) == ["check.approvals"]
    assert Check(lempake.session)()[0].facts == (("count", 1),)


def test_a_key_planted_in_the_books_is_not_the_lurahs(lempake, forge, stick):
    planted = signing.public_key(SEED)
    forged = lempake.register(1)
    plant(lempake.session, planted)
    forge(forged, planted)
    report = lempake.seal(stick)
    assert [problem.code for problem in report.held_back] == ["seal.record_unproven"]
    assert check(lempake.session) == ["check.approvals"]


def test_an_honest_signature_for_another_revision_does_not_stand_for_this_one(
    lempake, forge, stick
):
    session, forged = lempake.session, lempake.register(1)
    forge(forged, session.operator.signing_key, seed=session.opened.seed, named="0" * 64)
    assert [problem.code for problem in lempake.seal(stick).held_back] == ["seal.record_unproven"]


def test_what_was_held_back_does_not_fill_the_journal(lempake, forge, stick):
    lempake.register(2)
    lempake.send(stick)
    forge(lempake.register(1), lempake.session.operator.signing_key)
    lempake.seal(stick)
    with lempake.session.books.reading() as unit:
        before = unit.journal.head()
    for _ in range(3):
        assert lempake.seal(stick).held_back
    with lempake.session.books.reading() as unit:
        assert unit.journal.head() == before


def test_the_city_does_not_believe_it_either(lempake, city, forge, stick, monkeypatch):
    forge(lempake.register(1), lempake.session.operator.signing_key)
    with monkeypatch.context() as patched:  # a program without the proof, with the station's key
        patched.setattr(Proof, "stands_for", lambda *_: True)
        assert lempake.seal(stick).records == 1
    city.receive(stick)
    assert city.names() == {}
    assert city.asides() == [("record", "approval")]


def test_whoever_was_reset_or_removed_has_signed_all_the_same(lempake, city, stick):
    lempake.register(1)
    lempake.approve()
    session = lempake.session
    slots, me = session.slots, session.operator
    slots.reset_password(session.opened.data_key, me.id, "sandi yang baru sekali")
    assert lempake.seal(stick).held_back == ()
    assert Check(session)() == ()


def test_a_forged_approval_in_the_citys_books_is_found(lempake, city, stick):
    lempake.register(1)
    lempake.send(stick)
    city.receive(stick)
    assert check(city.session) == []
    with city.session.books.transaction() as unit:
        run = unit.connection.exec_driver_sql
        found = run("SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='approval'")
        for (name,) in found.fetchall():
            run(f"DROP TRIGGER {name}")
        run("UPDATE approval SET signature = zeroblob(64)")
    assert Check(city.session)() == (Problem("check.approvals", facts=(("count", 1),)),)
