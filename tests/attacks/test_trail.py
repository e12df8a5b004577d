"""The trail is written anew, or an old backup put back, by somebody who has the data key."""

import shutil

import pytest

from app.domain.refusal import Problem
from app.service.exchange.beside import beside
from app.store.audit import START, _hash


@pytest.fixture
def sent_once(city, lempake, stick):
    """Lempake has sent somebody, and the city has seen the head of its trail."""
    lempake.register(1)
    lempake.send(stick)
    city.receive(stick)
    return stick


def hashed_anew(session, **other):
    """Statements that change the second entry and every hash from there on."""
    with session.books.reading() as unit:
        entries = [dict(row) for row in unit.audit._rows()]
    statements, previous = [], START
    for entry in entries:
        if entry["seq"] == 2:
            entry |= other
        entry["previous"] = previous
        del entry["hash"]
        previous = _hash(entry)
        statements.append(
            (
                "UPDATE audit SET operator = ?, previous = ?, hash = ? WHERE seq = ?",
                (entry["operator"], entry["previous"], previous, entry["seq"]),
            )
        )
    return statements


def test_a_trail_hashed_anew_from_its_beginning_is_seen_by_the_city(
    city, lempake, sent_once, tamper, codes
):
    tamper(lempake.session, *hashed_anew(lempake.session, operator="somebody-else"))
    with lempake.session.books.reading() as unit:
        assert unit.audit.first_broken() is None  # by itself it looks whole
    lempake.register(2)
    lempake.send(sent_once)
    city.receive(sent_once)
    assert ("audit", "trail_rewritten") in city.asides()


def test_a_trail_hashed_anew_is_told_at_the_desk_by_its_own_sealed_file(lempake, sent_once, tamper):
    """Also where the heads that the books remember of their files were rewritten with it."""
    session = lempake.session
    assert beside(session) == ()
    tamper(session, *hashed_anew(session, operator="somebody-else"))
    told = (Problem("check.audit_head", facts=(("entry", signed_at(session)),)),)
    assert beside(session) == told
    with session.books.reading() as unit:
        digest = unit.audit.hash_at(signed_at(session))
    tamper(session, ("UPDATE sealed SET audit_hash = ?", (digest,)))
    assert beside(session) == told


def test_a_trail_cut_before_the_last_seal_is_told_when_the_file_is_gone(lempake, sent_once, tamper):
    session = lempake.session
    shutil.rmtree(lempake.folder / "outbox")
    seq = signed_at(session)
    tamper(session, ("DELETE FROM audit WHERE seq >= ?", (seq,)))
    assert beside(session) == (Problem("check.audit_head", facts=(("entry", seq),)),)


def signed_at(session):
    """The entry that was the head of the trail at the last seal."""
    with session.books.reading() as unit:
        return unit.files.made()[0].audit_seq


def test_an_old_backup_put_back_is_seen_by_the_city(city, lempake, sent_once):
    """The books and the outbox of yesterday: as if what was done since had never been."""
    folder = lempake.folder
    lempake.session.books.settle()
    shutil.copytree(folder, folder.with_name("yesterday"))
    lempake.register(2)
    lempake.send(sent_once)
    city.receive(sent_once)
    lempake.close()
    shutil.rmtree(folder)
    folder.with_name("yesterday").rename(folder)
    lempake.reopen()
    lempake.register(3)
    lempake.send(sent_once)
    city.receive(sent_once)
    assert {kind for kind, _ in city.asides()} & {"audit", "file"}
