"""What the city sees of two that may be one, before somebody says a word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.decisions import Event
from app.domain.draft import Draft
from app.domain.ids import new_id
from app.domain.pairs import Candidate, PairKind, Weight, Why, may_be_twins, ordered, suggested
from app.domain.states import DecisionState
from app.service.city.find_pairs import FindPairs
from app.service.city.review import Review
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.exchange.decide import Decide

LONG_AGO = datetime(2026, 3, 1, tzinfo=UTC)
ONE = {
    "nik": "6472814107900041",
    "name": "SITI AMINAH",
    "birth_date": "01-07-1990",
    "mother_name": "RUSMIATI",
}


@pytest.fixture
def two(received, lempake, sidodadi, city, clock):
    """One person registered at two kelurahan, as a search found them a while ago."""
    (here,) = received(lempake, [1], **ONE)
    clock.go_on(minutes=5)
    (there,) = received(sidodadi, [2], **{**ONE, "nik": "6472814107900014"})
    propose(city, here, there)
    return here, there


def propose(city, one, other, score=0.9):
    first, second = ordered(one, other)
    with city.session.books.transaction() as unit:
        unit.pairs.add(
            [
                Candidate(
                    PairKind.REGISTRATION, first, second, score, "review", ("nik_near",),
                    ("", ""), LONG_AGO,
                )
            ]
        )  # fmt: skip


def answered(city, registration_id):
    """The answer of the kelurahan has come in."""
    with city.session.books.transaction() as unit:
        (asked,) = [e for e in unit.decisions.events(registration_id) if e.kind == "asked"]
        content = {"to": asked.id, "answer": "same", "text": ""}
        event = Event(new_id(LONG_AGO), "answered", registration_id, content, "", "", LONG_AGO)
        unit.decisions.happened(event)


def sides(view):
    return view.first, view.second


def weight(name, *, months=0, decision="received", cards=0, day=1):
    return Weight(name, months, decision, cards, datetime(2026, 1, day, tzinfo=UTC))


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (weight("a", months=1, day=2), weight("b", decision="decreed", cards=1), ("a", Why.PAID)),
        (weight("a", cards=1), weight("b", decision="funded", day=2), ("b", Why.DECREED)),
        (weight("a"), weight("b", cards=1, day=2), ("b", Why.CARD)),
        (weight("a", day=2), weight("b"), ("b", Why.OLDER)),
        (weight("b"), weight("a"), ("a", Why.OLDER)),
    ],
)
def test_the_one_stays_of_which_most_would_have_to_be_undone(one, other, answer):
    assert suggested(one, other) == answer
    assert suggested(other, one) == answer


def test_two_of_one_day_and_one_mother_with_other_names_may_be_twins():
    one = Draft(name="SITI", birth_date="01-07-1990", mother_name="Rusmiati", kk="1")
    other = Draft(name="SITA", birth_date="01-07-1990", mother_name="RUSMIATI", kk="2")
    assert may_be_twins(one, other)
    assert may_be_twins(Draft(name="A", birth_date="1", kk="7"), Draft(birth_date="1", kk="7"))
    assert not may_be_twins(one, Draft(name="SITI", birth_date="01-07-1990", kk="1"))
    spelled = Draft(name="SITTI", birth_date="01-07-1990", mother_name="RUSMIATI")
    assert not may_be_twins(one, spelled)
    assert not may_be_twins(Draft(name="A", kk="7"), Draft(name="B", kk="7"))
    assert not may_be_twins(Draft(name="A", birth_date="1"), Draft(name="B", birth_date="1"))


def test_both_stand_side_by_side_with_who_has_them_and_which_came_first(
    two, reviewer, lempake, sidodadi
):
    view = Review(reviewer).show(*two)
    by_id = {each.line.registration_id: each for each in (view.first, view.second)}
    assert [by_id[each].owner for each in two] == [lempake.name, sidodadi.name]
    assert view.suggested == (two[0], Why.OLDER)
    assert by_id[two[0]].since < by_id[two[1]].since
    assert "nik" in {each.field for each in view.differences}
    assert view.evidence.reasons == ("nik_near",)


def test_what_a_desk_said_of_the_two_is_shown_and_who_decided(two, reviewer, city):
    persons = [each.dossier.person_id for each in sides(Review(reviewer).show(*two))]
    with city.session.books.transaction() as unit:
        row = unit.verdicts.put(*persons, "different", "kembar", operator="seseorang", at=LONG_AGO)
        (said,) = unit.verdicts.between(*persons)
        assert row
        assert said.origin == ""
    assert Review(reviewer).show(*two).verdicts == []  # said here, and among the words
    with city.session.books.transaction() as unit:
        unit.verdicts.receive(replace(said, by="petugas", reason="saudara", origin="6472051003/1"))
    SettlePair(reviewer).ask(*two, "Apakah sama?")
    view = Review(reviewer).show(*two)
    assert [each.reason for each in view.verdicts] == ["saudara"]
    assert view.names[view.words[-1].by] == "Penelaah"


def test_a_pair_waits_since_it_was_found_first(two, reviewer, clock):
    review = Review(reviewer)
    assert review.searched_at() is None
    told = []
    clock.go_on(days=1)
    FindPairs(reviewer)(lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert review.searched_at() - clock.now < timedelta(minutes=1)
    (line,) = review.open()
    assert line.found_at == LONG_AGO


def test_who_was_asked_stands_last_until_the_answer_is_there(
    two, received, lempake, reviewer, city
):
    (third,) = received(lempake, [3])
    propose(city, two[0], third, score=0.99)
    review, settle = Review(reviewer), SettlePair(reviewer)
    pairs = [tuple(ordered(*two)), tuple(ordered(two[0], third))]

    def listed():
        return [
            pairs.index((each.first.registration_id, each.second.registration_id))
            for each in review.open()
        ]

    assert listed() == [1, 0]
    settle.ask(two[0], third, "Apakah sama?", ["6472051003"])
    assert listed() == [0, 1]
    answered(city, third)
    assert listed() == [1, 0]
    assert review.open()[0].is_answered


def test_a_pair_with_one_who_was_rejected_waits_no_longer(two, reviewer):
    Decide(reviewer)([two[1]], DecisionState.REJECTED, reason="bukan pekerja rentan")
    assert (Review(reviewer).count(), Review(reviewer).open()) == (0, [])
    Decide(reviewer).take_back([two[1]], "keliru")
    assert Review(reviewer).count() == 1


def test_those_that_were_merged_are_listed_with_the_newest_word_first(
    two, received, lempake, reviewer, clock
):
    (third,) = received(lempake, [3])
    settle = SettlePair(reviewer)
    settle.ask(*two, "Apakah sama?")
    settle.same(Merge(third, two[0]), "sama")
    clock.go_on(hours=1)
    settle.same(Merge(third, two[1]), "sama juga")
    assert [word.reason for word, *_ in Review(reviewer).merged()] == ["sama juga", "sama"]
    Decide(reviewer)([third], DecisionState.ACCEPTED)
    settle.take_back(third, two[0], "bukan")
    ((_, stays, goes),) = Review(reviewer).merged()
    assert (stays.registration_id, goes.registration_id) == (third, two[1])
