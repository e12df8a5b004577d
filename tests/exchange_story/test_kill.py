"""`kill -9` at every step of sealing and receiving: the truth is shown, and the work finished."""

import os
import shutil

import pytest
from tests.exchange_story.aftermath import (
    DEEDS,
    World,
    a_world,  # noqa: F401 - a fixture
    finishes,
    shows_the_truth,
)
from tests.faults import edges, killed_at, spread

from app.service.exchange import receive

FULL = os.environ.get("PAYUNG_FULL") == "1"
SOME = 5

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a child for each kill is made by fork"),
]


@pytest.mark.parametrize("name", DEEDS)
def test_whoever_is_killed_shows_the_truth_and_finishes(name, world, tmp_path, monkeypatch):
    monkeypatch.setattr(receive, "CHUNK", 3)  # a file is several transactions, as a large one is
    prepare, who, deed = DEEDS[name]
    prepare(world)
    world.close()

    def killed(at: int, there: World) -> tuple[list[str], bool]:
        def ready():
            office = there.office(who)
            return lambda: deed(office, there)

        return killed_at(at, ready)

    steps, was_killed = killed(0, world.copy(tmp_path / "whole"))
    assert not was_killed
    assert {"commit", "end"} <= set(steps)
    for number in range(1, len(steps) + 1) if FULL else spread(edges(steps), SOME):
        there = world.copy(tmp_path / f"killed-{number}")
        done, was_killed = killed(number, there)
        try:
            assert was_killed
            assert len(done) == number
            shows_the_truth(there)
            finishes(there)
        except AssertionError as error:
            raise AssertionError(f"killed at step {number}: {done[-3:]}") from error
        finally:
            there.close()
        shutil.rmtree(there.folder)
