"""Two that may be one: merged, parted, asked about; nothing of either is ever lost."""

import random

import pytest

from app.domain.decisions import EventKind
from app.domain.refusal import Refusal
from app.domain.rights import RECEIVER
from app.domain.states import DecisionState, EndReason
from app.service.city.settle_pairs import Merge, SettlePair
from app.service.exchange.decide import Decide
from app.service.exchange.report import ReportEvent
from app.service.session import NotAllowed

SAME = "orang yang sama"


def decision(session, registration_id):
    with session.books.reading() as unit:
        return unit.queue.these([registration_id])[registration_id].decision


def current(session, registration_id):
    with session.books.reading() as unit:
        return unit.registrations.history(registration_id, only_current=True)[-1].record["address"]


def refused(deed, *given, **named):
    with pytest.raises(Refusal) as caught:
        deed(*given, **named)
    return [each.code for each in caught.value.problems]


@pytest.fixture
def two(received, lempake, sidodadi):
    """One person registered at two kelurahan."""
    (here,) = received(lempake, [1])
    (there,) = received(sidodadi, [2])
    return here, there


def test_one_stays_and_the_other_is_shown_as_merged_and_comes_back_as_it_was(two, accept, reviewer):
    here, there = two
    accept([there])
    settle = SettlePair(reviewer)
    word = settle.same(Merge(stays=here, goes=there), SAME)
    assert decision(reviewer, there) == "merged_into"
    assert decision(reviewer, here) == "received"
    with reviewer.books.reading() as unit:
        assert unit.decisions.merged() == {there: here}
    assert refused(settle.same, Merge(stays=here, goes=there)) == ["settle.merged"]
    assert refused(settle.different, here, there, "lain") == ["settle.merged"]
    assert refused(settle.take_back, here, there, " ") == ["settle.reason"]
    settle.take_back(there, here, "ternyata kembar")
    assert decision(reviewer, there) == "accepted"
    assert [each.said for each in settle.words(here, there)] == ["same", "taken_back"]
    assert settle.words(here, there)[1].detail == {"word": word.id}
    assert refused(settle.take_back, here, there, "lagi") == ["settle.nothing"]


def test_what_was_on_its_way_when_they_were_merged_waits_and_counts_once_they_are_parted(
    two, lempake, city, reviewer, stick
):
    here, there = two
    lempake.correct(here, address="Jl. Baru No. 1")
    lempake.send(stick)
    SettlePair(reviewer).same(Merge(stays=there, goes=here), SAME)
    city.receive(stick)
    assert current(reviewer, here) == "Jl. Poros Lempake Gg. Mawar No. 14"
    assert ("revision", "merged") in city.asides()
    SettlePair(reviewer).take_back(here, there, "bukan")
    assert current(reviewer, here) == "Jl. Baru No. 1"
    assert city.asides() == []


def test_the_kelurahan_that_keeps_the_person_gets_the_registration_and_gives_it_back(
    two, lempake, sidodadi, city, reviewer
):
    here, there = two
    settle = SettlePair(reviewer)
    settle.same(Merge(stays=here, goes=there, office="6472051004"), "pindah ke Sidodadi")
    with reviewer.books.reading() as unit:
        assert unit.registrations.owner(here) == sidodadi.name
    settle.take_back(here, there, "bukan")
    with reviewer.books.reading() as unit:
        assert unit.registrations.owner(here) == lempake.name
    gone = refused(settle.same, Merge(stays=here, goes=there, office="6472051005"))
    assert gone == ["handover.station"]
    assert decision(reviewer, there) == "received"


def test_chains_of_merges_come_apart_link_by_link(received, lempake, reviewer):
    a, b, c = received(lempake, range(1, 4))
    settle = SettlePair(reviewer)
    settle.same(Merge(stays=b, goes=a))
    settle.same(Merge(stays=c, goes=b))
    assert refused(settle.same, Merge(stays=a, goes=c)) == ["settle.merged"]
    settle.take_back(b, c, "bukan")
    assert [decision(reviewer, each) for each in (a, b, c)] == [
        "merged_into",
        "received",
        "received",
    ]
    settle.take_back(a, b, "bukan")
    assert decision(reviewer, a) == "received"


@pytest.mark.parametrize("state", [DecisionState.REJECTED, DecisionState.ENDED])
def test_cover_is_not_lost_in_one_that_does_not_stand(state, two, accept, reviewer):
    here, there = two
    accept([there])
    decide, settle = Decide(reviewer), SettlePair(reviewer)
    if state is DecisionState.ENDED:
        decide([here], state, end=EndReason.RESIGNED)
    else:
        decide([here], state, reason="bukan pekerja")
    with pytest.raises(Refusal) as caught:
        settle.same(Merge(stays=here, goes=there), SAME)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == ("settle.stays_fallen", "stays")
    assert settle.words(here, there) == []
    assert decision(reviewer, there) == "accepted"
    decide.take_back([here], "keliru")
    settle.same(Merge(stays=here, goes=there), SAME)


def test_nobody_is_merged_into_one_that_was_withdrawn(two, lempake, city, reviewer, stick):
    here, there = two
    ReportEvent(lempake.session)(here, EventKind.WITHDRAWN, "diminta warga")
    lempake.send(stick)
    city.receive(stick)
    settle = SettlePair(reviewer)
    assert refused(settle.same, Merge(stays=here, goes=there)) == ["settle.stays_fallen"]
    settle.same(Merge(stays=there, goes=here), SAME)
    assert decision(reviewer, here) == "merged_into"


def test_what_was_merged_by_way_of_others_is_not_said_to_be_two(received, lempake, reviewer):
    a, b, c, d = received(lempake, range(1, 5))
    settle = SettlePair(reviewer)
    settle.same(Merge(stays=b, goes=a))
    settle.same(Merge(stays=c, goes=b))
    settle.same(Merge(stays=c, goes=d))
    for one, other in ((a, b), (a, c), (a, d)):
        assert refused(settle.different, one, other, "lain") == ["settle.merged"]
        assert refused(settle.ask, one, other, "Satu orang?") == ["settle.merged"]
    settle.take_back(b, c, "bukan")
    settle.different(a, c, "lain")


def test_what_a_word_on_a_pair_decided_is_taken_back_there_alone(two, reviewer):
    here, there = two
    settle, decide = SettlePair(reviewer), Decide(reviewer)
    settle.same(Merge(stays=here, goes=there), SAME)
    settle.take_back(here, there, "bukan")
    done = decide.take_back([there], "keliru")
    assert [problem.code for _, problem in done.refused] == ["decision.nothing"]
    assert decision(reviewer, there) == "received"
    with reviewer.books.reading() as unit:
        assert unit.decisions.merged() == {}


def test_not_the_same_is_told_to_both_desks_for_ever(two, lempake, sidodadi, city, reviewer, back):
    here, there = two
    settle = SettlePair(reviewer)
    assert refused(settle.different, here, there, "") == ["settle.reason"]
    settle.different(here, there, "kembar, dua KTP")
    city.seal(back)
    for desk in (lempake, sidodadi):
        desk.receive(back)
        with desk.session.books.reading() as unit:
            persons = reviewer.books
            with persons.reading() as at_city:
                ids = at_city.registrations.persons([here, there])
            assert unit.lookup.judged_different(ids[here]) == {ids[there]}
    settle.take_back(here, there, "keliru")
    city.seal(back)
    lempake.receive(back)
    with lempake.session.books.reading() as unit:
        assert unit.lookup.judged_different(ids[here]) == frozenset()


def test_a_question_reaches_the_kelurahan_it_is_for(two, lempake, sidodadi, city, reviewer, back):
    here, there = two
    SettlePair(reviewer).ask(here, there, "Apakah orang ini pindah?", ["6472051003"])
    city.seal(back)
    lempake.receive(back)
    sidodadi.receive(back)
    with lempake.session.books.reading() as unit:
        (event,) = unit.decisions.events(here)
    assert event.kind == "asked"
    assert event.content["text"] == "Apakah orang ini pindah?"
    with sidodadi.session.books.reading() as unit:
        assert unit.decisions.events(there) == []
    assert refused(SettlePair(reviewer).ask, here, there, " ") == ["settle.question"]


def test_only_a_reviewer_settles(two, at_work):
    here, there = two
    with pytest.raises(NotAllowed):
        SettlePair(at_work(RECEIVER)).same(Merge(stays=here, goes=there))


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_words_decisions_and_late_batches_explains_itself(
    seed, received, lempake, sidodadi, city, reviewer, stick
):
    """Merges, un-merges, decisions, corrections and deliveries in any order."""
    dice = random.Random(seed)
    ids = received(lempake, range(1, 4)) + received(sidodadi, range(5, 8))
    settle, decide = SettlePair(reviewer), Decide(reviewer)
    typed = {}
    for turn in range(25):
        one, other = dice.sample(ids, 2)
        try:
            match dice.randrange(7):
                case 0 | 1:
                    settle.same(Merge(stays=one, goes=other), "uji")
                case 2 | 3:
                    settle.take_back(one, other, "uji")
                case 4:
                    settle.different(one, other, "uji")
                case 5:
                    decide([one], DecisionState.ACCEPTED)
                case 6:
                    desk = lempake if one in ids[:3] else sidodadi
                    typed[one] = f"Jl. Ubah No. {turn}"
                    desk.correct(one, address=typed[one])
                    desk.send(stick)
                    if dice.random() < 0.5:
                        city.receive(stick)
        except Refusal:
            pass
    city.receive(stick)
    with reviewer.books.reading() as unit:
        merged = unit.decisions.merged()
    for loser in merged:  # whoever is merged is so by a standing word, and leads to one who stays
        seen = {loser}
        while (loser := merged.get(loser, "")) in merged:
            assert loser not in seen
            seen.add(loser)
    for each in list(merged):
        settle.take_back(each, merged[each], "selesai")
    assert not city.asides()
    for uid, address in typed.items():
        assert current(reviewer, uid) == address
    assert {decision(reviewer, each) for each in ids} <= {"received", "accepted"}
