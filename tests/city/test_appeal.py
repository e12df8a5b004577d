"""Whoever was rejected may appeal: a correction of the kelurahan is looked at again."""

from app.domain.states import DecisionState
from app.service.exchange.decide import Decide


def decision(session, registration_id):
    with session.books.reading() as unit:
        return unit.queue.these([registration_id])[registration_id].decision


def test_a_correction_after_a_rejection_is_looked_at_again(
    received, lempake, city, reviewer, stick, back
):
    (uid,) = received(lempake, [1])
    Decide(reviewer)([uid], DecisionState.REJECTED, reason="bukan pekerja rentan")
    city.seal(back)
    lempake.receive(back)
    lempake.correct(uid, workplace="Pasar Segiri")
    lempake.send(stick)
    city.receive(stick)
    assert decision(reviewer, uid) == "received"
    states = [each.state for each in Decide(reviewer).history(uid)]
    assert states == ["rejected"]  # what was said stays said


def test_a_rejection_is_taken_back_with_a_reason(received, lempake, reviewer):
    (uid,) = received(lempake, [1])
    deed = Decide(reviewer)
    deed([uid], DecisionState.REJECTED, reason="bukan pekerja rentan")
    assert deed.take_back([uid], "keliru").decided == 1
    assert decision(reviewer, uid) == "received"
    assert [each.state for each in deed.history(uid)] == ["rejected", "received"]
