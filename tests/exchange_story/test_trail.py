"""The city sees that a kelurahan's audit trail was cut or written anew."""

import pytest


@pytest.fixture
def sent_once(city, lempake, stick, back):
    """Lempake has sent somebody, and knows that it arrived."""
    lempake.register(1)
    lempake.send(stick)
    city.receive(stick)
    return stick


def tamper(office, *statements):
    """What somebody does who has the data key and no scruples."""
    with office.session.books.transaction() as unit:
        for name in ("audit_is_final", "audit_stays"):
            unit.connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        for each in statements:
            unit.connection.exec_driver_sql(each)


def send(city, desk, stick, serial):
    desk.register(serial)
    desk.send(stick)
    city.receive(stick)


def test_a_trail_that_goes_on_is_nothing_to_look_at(city, lempake, sent_once):
    for serial in (2, 3):
        send(city, lempake, sent_once, serial)
    assert city.asides() == []


def test_a_trail_that_was_cut_is_set_aside_for_a_person(city, lempake, sent_once):
    tamper(lempake, "DELETE FROM audit")
    send(city, lempake, sent_once, 2)
    assert ("audit", "trail_shorter") in city.asides()


def test_a_trail_that_was_cut_and_grew_again_is_told_as_rewritten(city, lempake, sent_once):
    tamper(lempake, "DELETE FROM audit WHERE seq > 3")
    for serial in range(2, 12):
        lempake.register(serial)
    lempake.send(sent_once)
    city.receive(sent_once)
    assert ("audit", "trail_rewritten") in city.asides()


def test_the_same_file_asks_once(city, lempake, sent_once):
    tamper(lempake, "DELETE FROM audit")
    send(city, lempake, sent_once, 2)
    city.receive(sent_once)
    assert [each for each in city.asides() if each[0] == "audit"] == [("audit", "trail_shorter")]


def test_an_older_file_that_comes_late_is_no_shorter_trail(city, lempake, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for serial, folder in ((1, first), (2, second)):
        folder.mkdir()
        lempake.register(serial)
        lempake.send(folder)
        lempake.session.clock.go_on(hours=1)
    city.receive(second)
    city.receive(first)
    assert city.asides() == []
