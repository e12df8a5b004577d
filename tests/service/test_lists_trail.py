"""People of a list whom no lurah has seen yet: the audit trail knows what was taken in."""

import hashlib

import pytest
from tests.attacks.conftest import codes, tamper  # noqa: F401 - fixtures

from app.domain.record import canonical
from app.service.check import Check
from app.service.lists import undo


@pytest.fixture
def taken(take_in, people):
    return take_in(people)


def test_a_person_of_a_list_rewritten_with_every_hash_is_told(
    session,
    taken,
    books,
    tamper,  # noqa: F811
):
    content = canonical(dict(books.current("ANI LESTARI").record) | {"name": "ORANG LAIN"})
    digest = hashlib.sha256(content.encode()).hexdigest()
    tamper(
        session,
        ("UPDATE revision SET content = ?, hash = ? WHERE registration_id = 3", (content, digest)),
        ("UPDATE registration SET name = 'ORANG LAIN', revision_hash = ? WHERE id = 3", (digest,)),
    )
    (problem,) = Check(session)()
    assert (problem.code, problem.facts) == ("check.revisions", (("count", 1),))


def test_a_person_of_a_list_taken_out_is_missed(session, taken, tamper, codes):  # noqa: F811
    tamper(session, "DELETE FROM registration WHERE id = 2")
    assert codes(session) == ["check.revisions"]


def test_a_list_that_was_undone_is_missed_by_nobody(
    session,
    lists,
    taken,
    take_in,
    people,
    codes,  # noqa: F811
    monkeypatch,
):
    monkeypatch.setattr(undo, "PIECE", 1)
    assert codes(session) == []
    lists.undo(taken.batch.id, cancelled=iter([False, True]).__next__)
    assert codes(session) == []
    lists.undo(taken.batch.id)
    take_in(people)
    assert codes(session) == []


def test_the_trail_names_nobody_of_a_list(taken, books):
    (told,) = [detail for act, detail in books.acts() if act == "registration.listed"]
    assert not any(word in told for word in ("SITI", "ANI", "6472"))


def test_what_a_garbled_trail_says_of_a_list_does_not_stop_the_check(
    session,
    taken,
    tamper,  # noqa: F811
    codes,  # noqa: F811
):
    tamper(
        session, """UPDATE audit SET detail = '{"revisions":5}' WHERE act = 'registration.listed'"""
    )
    assert codes(session) == ["check.audit"]
