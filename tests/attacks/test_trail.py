"""The trail is written anew, or an old backup put back, by somebody who has the data key."""

import shutil

import pytest

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
