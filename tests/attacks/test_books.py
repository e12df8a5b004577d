"""Somebody has the data key and edits the books past their triggers."""

import hashlib

import pytest

from app.domain.record import canonical
from app.service.check import Check


@pytest.fixture
def held(lempake):
    """Two people in the books of Lempake, not approved yet: the second one's id."""
    lempake.register(1)
    return lempake.register(2)


def rewritten(session, registration_id, **other):
    """The content of somebody's revision with other words, and its hash."""
    with session.books.reading() as unit:
        record = dict(unit.registrations.current(registration_id).record) | other
    content = canonical(record)
    return content, hashlib.sha256(content.encode()).hexdigest()


def test_honest_books_are_whole(lempake, held, codes, stick, city, back):
    lempake.correct(held, address="Jl. Lain No. 2")
    lempake.send(stick)
    city.receive(stick)
    city.seal(back)
    lempake.receive(back)
    assert codes(lempake.session) == codes(city.session) == []


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE registration SET nik = '6472815507900099' WHERE id = 2",
        "UPDATE registration SET name = 'ORANG LAIN' WHERE id = 2",
        "UPDATE registration SET birth_date = '1950-01-01' WHERE id = 2",
        "UPDATE heir SET name = 'ORANG LAIN' WHERE registration_id = 2",
        "DELETE FROM heir WHERE registration_id = 2",
        "UPDATE revision SET content = 'bukan JSON' WHERE registration_id = 2",
    ],
)
def test_a_register_that_says_something_else_than_was_kept_is_told(
    lempake, held, tamper, codes, edit
):
    tamper(lempake.session, edit)
    (problem,) = Check(lempake.session)()
    assert (problem.code, problem.facts) == ("check.revisions", (("count", 1),))


def test_a_content_rewritten_together_with_every_hash_is_betrayed_by_the_trail(
    lempake, held, tamper, codes
):
    content, digest = rewritten(lempake.session, held, name="ORANG LAIN")
    tamper(
        lempake.session,
        ("UPDATE revision SET content = ?, hash = ? WHERE registration_id = 2", (content, digest)),
        ("UPDATE registration SET name = 'ORANG LAIN', revision_hash = ? WHERE id = 2", (digest,)),
    )
    assert codes(lempake.session) == ["check.revisions"]


def test_somebody_taken_out_of_the_register_is_missed(lempake, held, tamper, codes):
    tamper(lempake.session, "DELETE FROM registration WHERE id = 2")
    assert codes(lempake.session) == ["check.revisions"]


def test_a_trail_that_was_garbled_as_well_does_not_stop_the_check(lempake, held, tamper, codes):
    tamper(lempake.session, "UPDATE audit SET detail = '[' WHERE act = 'registration.kept'")
    assert codes(lempake.session) == ["check.audit"]


def test_what_was_changed_after_it_was_approved_does_not_leave(lempake, held, tamper, stick):
    lempake.approve()
    content, digest = rewritten(lempake.session, held, name="ORANG LAIN")
    tamper(
        lempake.session,
        ("UPDATE revision SET content = ?, hash = ? WHERE registration_id = 2", (content, digest)),
        ("UPDATE registration SET name = 'ORANG LAIN', revision_hash = ? WHERE id = 2", (digest,)),
    )
    report = lempake.seal(stick)
    assert [each.code for each in report.held_back] == ["seal.record_unproven"]


def test_a_row_of_another_station_made_ones_own_is_not_taken_by_the_city(
    lempake, second, city, held, tamper, stick, back
):
    """Whoever edits the second PC says that the first one's people are its own."""
    lempake.send(stick)
    city.receive(stick)
    city.seal(back)
    second.receive(back)
    tamper(second.session, "UPDATE registration SET own = 1, station = '2'")
    second.correct(held, address="Jl. Orang Lain No. 9")
    second.send(stick)
    city.receive(stick)
    with city.session.books.reading() as unit:
        counting = unit.registrations.current(held)
    assert (counting.number, city.asides()) == (1, [("revision", "not_owner")])
