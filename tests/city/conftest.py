"""A city with people of several kelurahan in its books, and everybody who works there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.exchange_story.conftest import (  # noqa: F401  # fixtures
    Office,
    back,
    city,
    lempake,
    offices,
    second,
    sidodadi,
    stick,
)
from tests.office import CHEAP
from tests.postgres import FULL, kinds

from app.domain.rights import RECEIVER, REVIEWER, TREASURER
from app.domain.states import DecisionState
from app.keys.slots import SlotFile
from app.service.exchange.decide import Decide
from app.service.operators import Operators
from app.service.session import Session

WORD = "payung-kota-uji"


ON_A_SERVER_TOO = {"test_pairs", "test_find_pairs", "test_dashboard"}


def pytest_generate_tests(metafunc):
    if "books_kind" in metafunc.fixturenames:
        metafunc.parametrize("books_kind", kinds(metafunc, ON_A_SERVER_TOO, or_all=FULL))


@pytest.fixture
def found_city(found_here_or_there) -> Callable[[Path], None]:
    return found_here_or_there


@pytest.fixture
def at_work(city) -> Iterator[Callable[[str], Session]]:  # noqa: F811
    """Somebody of the city at work, by the role; the account is made the first time."""

    def as_role(role: str) -> Session:
        name = {TREASURER: "Bendahara", REVIEWER: "Penelaah", RECEIVER: "Penerima"}[role]
        slots = SlotFile(city.folder, CHEAP)
        if name not in {each.name for each in slots.operators()}:
            Operators(replace(city.session, slots=slots)).add(name, WORD, role)
        return replace(city.session, slots=slots, opened=slots.unlock(name, WORD))

    return as_role


@pytest.fixture
def treasurer(at_work) -> Session:
    return at_work(TREASURER)


@pytest.fixture
def reviewer(at_work) -> Session:
    return at_work(REVIEWER)


@pytest.fixture
def received(city, stick):  # noqa: F811
    """Register people at a desk and bring them to the city; their ids."""

    def bring(desk: Office, serials, **typed) -> list[str]:
        ids = [desk.register(each, **typed) for each in serials]
        desk.send(stick)
        city.receive(stick)
        return ids

    return bring


@pytest.fixture
def accept(reviewer):
    """The city accepts registrations, in this order."""

    def accept(ids) -> None:
        done = Decide(reviewer)(ids, DecisionState.ACCEPTED)
        assert done.decided == len(ids)

    return accept
