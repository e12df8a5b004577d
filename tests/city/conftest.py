"""A city with people of several kelurahan in its books, and everybody who works there."""

import os
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
from tests.office import ADMIN, CHEAP, PASSWORD

from app.domain.rights import RECEIVER, REVIEWER, TREASURER
from app.domain.states import DecisionState
from app.keys.slots import SlotFile
from app.service.exchange.decide import Decide
from app.service.operators import Operators
from app.service.session import Session
from app.service.setup import set_up_city

WORD = "payung-kota-uji"


ON_A_SERVER_TOO = {"test_pairs", "test_find_pairs", "test_dashboard"}
"""Which are tried on a server too in a quick run; `test --full` tries all of them there."""


def pytest_generate_tests(metafunc):
    if "books_kind" in metafunc.fixturenames:
        module = metafunc.module.__name__.rpartition(".")[2]
        both = module in ON_A_SERVER_TOO or os.environ.get("PAYUNG_FULL") == "1"
        metafunc.parametrize("books_kind", ["file", "server"] if both else ["file"])


@pytest.fixture
def found_city(request, reference, books_kind) -> Callable[[Path], None]:
    """The city's books are in a file, or on a server: the office is the same."""
    if books_kind == "server":
        return request.getfixturevalue("found_on_server")

    def found(folder: Path) -> None:
        set_up_city(folder, reference, name=ADMIN, password=PASSWORD, cost=CHEAP)

    return found


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
