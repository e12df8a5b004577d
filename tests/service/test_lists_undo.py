"""A list taken out again, as long as nobody has worked on anything it brought."""

import json
from dataclasses import replace

import pytest

from app.domain.people import Query
from app.domain.refusal import Refusal
from app.service.drafts import Drafts
from app.service.lists import undo
from app.service.register import Register


def codes(refusal):
    return [each.code for each in refusal.value.problems]


@pytest.fixture
def one_by_one(monkeypatch):
    """Pieces of one, so that three people are many pieces."""
    monkeypatch.setattr(undo, "PIECE", 1)


@pytest.fixture
def taken(take_in, people, incomplete):
    """Siti and Ani registered, Budi a draft."""
    return take_in([people[0], incomplete, people[2]])


def test_all_that_came_in_goes_out_again(session, lists, taken, books):
    gone = lists.undo(taken.batch.id)
    assert (gone.registered, gone.drafts) == (2, 1)
    assert (books.registered(), books.drafts()) == ({}, {})
    assert gone.batch.undone_at == session.clock()
    with session.books.reading() as unit:
        assert len(unit.people.ids(Query(words="siti"))) == 0


def test_who_was_there_before_stays(session, lists, take_in, people, books):
    Register(session)(people[1])
    gone = lists.undo(take_in([people[0], people[1]]).batch.id)
    assert gone.registered == 1
    assert set(books.registered()) == {"BUDI SANTOSO"}


def test_after_the_undo_the_same_list_may_come_again_with_new_numbers(
    lists, taken, take_in, people, books
):
    lists.undo(taken.batch.id)
    again = take_in(people)
    assert again.batch.registered == 3
    assert again.batch.id != taken.batch.id
    # the numbers given before are never given again
    assert books.current("SITI NORHAYATI").registration_number.split("-")[2] == "000003"


def test_it_is_undone_once(lists, taken):
    lists.undo(taken.batch.id)
    with pytest.raises(Refusal) as refusal:
        lists.undo(taken.batch.id)
    assert codes(refusal) == ["import.undone"]
    with pytest.raises(Refusal) as refusal:
        lists.undo("nobody knows it")
    assert codes(refusal) == ["import.unknown"]


def _correct(session, books, people):
    Register(session)(
        replace(people[0], workplace="Pasar Segiri"),
        correcting=books.registered()["SITI NORHAYATI"],
    )


def _begin_correction(session, books, people):
    opened = Drafts(session).open(books.registered()["SITI NORHAYATI"])
    Drafts(session).keep(opened, replace(opened.draft, workplace="Pasar Segiri"), "workplace")


def _print(session, books, people):
    uid = books.registered()["SITI NORHAYATI"]
    with session.books.transaction() as unit:
        unit.registrations.set_card(uid, "printed")


def _type_into_draft(session, books, people):
    opened = Drafts(session).resume(books.drafts()["BUDI SANTOSO"].id)
    Drafts(session).keep(opened, replace(opened.draft, workplace="Pasar Segiri"), "workplace")


def _finish_draft(session, books, people):
    Register(session)(people[1], books.drafts()["BUDI SANTOSO"].id)


@pytest.mark.parametrize(
    "work", [_correct, _begin_correction, _print, _type_into_draft, _finish_draft]
)
def test_what_somebody_worked_on_keeps_the_whole_list_in(
    session, lists, taken, people, books, work
):
    work(session, books, people)
    before = books.registered(), books.drafts()
    with pytest.raises(Refusal) as refusal:
        lists.undo(taken.batch.id)
    assert codes(refusal) == ["import.worked_on"]
    assert dict(refusal.value.problems[0].facts) == {"count": 1}
    assert (books.registered(), books.drafts()) == before
    assert lists.batches()[0].undone_at is None


def test_a_draft_that_a_clerk_threw_away_does_not_hold_the_rest(session, lists, taken, books):
    Drafts(session).drop(books.drafts()["BUDI SANTOSO"].id)
    lists.undo(taken.batch.id)
    assert books.registered() == {}


@pytest.mark.usefixtures("one_by_one")
def test_a_cancelled_undo_can_be_gone_on_with(lists, taken, books):
    asked = iter([False, False, True])
    gone = lists.undo(taken.batch.id, cancelled=lambda: next(asked))
    batch = gone.batch
    assert (batch.registered, batch.drafts, batch.taken_out, batch.left_out) == (1, 0, 2, 0)
    assert batch.undone_at is None
    assert batch.is_partly_undone
    assert lists.undo(taken.batch.id).batch.undone_at is not None
    assert (books.registered(), books.drafts()) == ({}, {})


@pytest.mark.usefixtures("one_by_one")
def test_who_is_quicker_than_the_undo_keeps_his_work(session, lists, taken, books, people):
    def quick(done, total):
        if done == 1:
            _correct(session, books, people)

    with pytest.raises(Refusal) as refusal:
        lists.undo(taken.batch.id, progress=quick)
    assert codes(refusal) == ["import.worked_on"]
    assert set(books.registered()) == {"SITI NORHAYATI"}
    (batch,) = lists.batches()
    assert (batch.registered, batch.taken_out, batch.undone_at) == (1, 2, None)


def test_drafts_that_the_list_took_the_place_of_come_back(
    lists, take_in, people, incomplete, books
):
    take_in([incomplete])
    before = books.drafts()["BUDI SANTOSO"]
    mended = take_in([people[1]], "diperbaiki.csv")
    lists.undo(mended.batch.id)
    assert books.registered() == {}
    assert books.drafts()["BUDI SANTOSO"] == before


def test_drafts_of_a_list_that_was_undone_meanwhile_do_not_come_back(
    lists, take_in, people, incomplete, books
):
    first = take_in([incomplete, people[2]])
    mended = take_in([people[1]], "diperbaiki.csv")
    lists.undo(first.batch.id)
    lists.undo(mended.batch.id)
    assert (books.registered(), books.drafts()) == ({}, {})


def test_the_trail_says_that_it_was_undone_by_counts_only(lists, taken, books):
    lists.undo(taken.batch.id)
    act, detail = books.acts()[-1]
    assert act == "import.undone"
    assert json.loads(detail).keys() == {"file", "registered", "drafts"}
