"""What a desk knows of where its people and its files are."""

import pytest
from tests.office import as_lurah

from app.domain.answers import Kind
from app.domain.decisions import Fix
from app.domain.states import DecisionState
from app.service.exchange.answers import ShowAnswers
from app.service.exchange.decide import Decide
from app.service.exchange.enrol import Enrol
from app.service.exchange.sent import Reached, ShowSent
from app.service.exchange.standing import ShowStanding
from app.service.recover import note_recovered


@pytest.fixture
def standing(lempake):
    return ShowStanding(lempake.session)


def numbers(standing):
    waiting = standing().waiting
    return waiting.to_approve, waiting.ready, waiting.on_the_way


def answer(city, people, state, fixes=(), reason=""):
    assert Decide(city.session)(people, state, fixes, reason).decided == len(people)


def test_who_waits_for_whom_follows_each_step_and_only_the_city_says_received(
    lempake, city, stick, back, standing
):
    for serial in (1, 2, 3):
        lempake.register(serial)
    assert numbers(standing) == (3, 0, 0)
    lempake.approve()
    assert numbers(standing) == (0, 3, 0)
    lempake.seal()  # it lies on this computer, so it is not sent
    assert numbers(standing) == (0, 3, 0)
    assert [each.reached for each in ShowSent(lempake.session)()] == [Reached.SEALED]
    lempake.seal(stick)
    assert numbers(standing) == (0, 0, 3)
    assert [each.reached for each in ShowSent(lempake.session)()] == [Reached.CARRIED]
    assert (standing().last_reply, standing().received_upto) == (None, 0)
    city.receive(stick)
    city.seal(back)
    lempake.receive(back)
    assert numbers(standing) == (0, 0, 0)
    (file,) = ShowSent(lempake.session)()
    assert (file.reached, file.people) == (Reached.FILED, 3)
    assert standing().received_upto == 1
    assert standing().last_reply is not None


def test_answers_are_listed_by_what_they_ask_for(lempake, city, stick, back):
    people = [lempake.register(serial) for serial in range(1, 5)]
    lempake.send(stick)
    city.receive(stick)
    answer(city, people[:1], DecisionState.ACCEPTED)
    answer(city, people[1:2], DecisionState.REJECTED, reason="Sudah dibiayai pemberi kerja.")
    answer(city, people[2:3], DecisionState.NEEDS_FIXING, (Fix("kk", "differs_from_kk"),))
    city.seal(back)
    lempake.receive(back)
    shown = ShowAnswers(lempake.session)
    lines = shown.lines(shown.ids())
    found = [lines[each] for each in shown.ids()]
    assert [(each.registration_id, each.kind) for each in found] == [
        (people[2], Kind.TO_FIX),
        (people[1], Kind.REJECTED),
        (people[0], Kind.ACCEPTED),
    ]
    assert found[0].fixes == (Fix("kk", "differs_from_kk"),)
    assert found[1].reason == "Sudah dibiayai pemberi kerja."
    assert shown.counts() == {Kind.TO_FIX: 1, Kind.REJECTED: 1, Kind.ACCEPTED: 1}
    assert len(shown.ids(Kind.REJECTED)) == 1


def test_a_fix_that_was_made_waits_for_the_city_and_asks_for_no_more_work(
    lempake, city, stick, back
):
    person = lempake.register()
    lempake.send(stick)
    city.receive(stick)
    answer(city, [person], DecisionState.NEEDS_FIXING, (Fix("kk", "missing"),))
    city.seal(back)
    lempake.receive(back)
    lempake.correct(person, kk="6472810101157777")
    shown = ShowAnswers(lempake.session)
    assert shown.counts() == {Kind.FIXED: 1}
    lempake.send(stick)
    city.receive(stick)
    city.seal(back)
    lempake.receive(back)
    assert shown.counts() == {}  # received anew; the city has not looked at it again


def test_what_a_cut_left_on_a_stick_is_cleaned_and_nothing_else(lempake, stick):
    lempake.register()
    lempake.approve()
    (sent,) = lempake.seal().sent
    (stick / f"{sent.file.name}.part").write_bytes(b"half")
    (stick / "foto.jpg.part").write_bytes(b"somebody's")
    assert ShowSent(lempake.session).clean(stick) == 1
    assert [each.name for each in stick.iterdir()] == ["foto.jpg.part"]


def test_an_administrator_who_came_back_is_told_to_write_a_key_card(
    lempake, city, tmp_path, standing
):
    def warned():
        return [each.code for each in standing().warnings]

    with lempake.session.books.transaction() as unit:
        note_recovered(unit, "id", lempake.session.clock, "paper", "life")
    assert warned() == ["exchange.new_administrator"]
    Enrol(as_lurah(lempake.session)).write(tmp_path)  # nobody but an administrator signs
    assert warned() == ["exchange.new_administrator"]
    Enrol(lempake.session).write(tmp_path)
    assert warned() == []
