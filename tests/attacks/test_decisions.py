"""Somebody with the data key decides in the city's name."""

import pytest

from app.domain.states import DecisionState
from app.service.exchange.decide import Decide


@pytest.fixture
def accepted(city, lempake, stick, back):
    """Somebody whom the city accepted; both sides know."""
    somebody = lempake.register(1)
    lempake.send(stick)
    city.receive(stick)
    Decide(city.session)([somebody], DecisionState.ACCEPTED)
    city.seal(back)
    lempake.receive(back)
    return somebody


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE registration SET decision = 'funded'",
        "UPDATE decision SET state = 'funded'",
    ],
)
def test_a_decision_that_the_city_did_not_make_is_told(
    city, lempake, accepted, tamper, codes, edit
):
    for office in (city, lempake):
        assert codes(office.session) == []
        tamper(office.session, edit)
        assert codes(office.session) == ["check.decisions"]
