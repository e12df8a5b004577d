"""Disks that fill up, files that cannot be read, sticks that go: told, and finished afterwards."""

import errno
import os
import shutil

import pytest
from tests.disks import fill
from tests.exchange_story.aftermath import (
    CITY,
    DEEDS,
    DESK,
    a_world,  # noqa: F401 - a fixture
    finishes,
    made,
    sealed,
    shows_the_truth,
)
from tests.faults import SteppedFile, broken_from, spread

from app.exchange.failure import ExchangeFailure
from app.exchange.found import open_found
from app.exchange.place import Place
from app.exchange.stick import State
from app.keys.failure import KeysFailure
from app.service.exchange import receive
from app.store.engine import StoreFailure

FULL = os.environ.get("PAYUNG_FULL") == "1"
SOME = 2


@pytest.mark.heavy
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
@pytest.mark.parametrize("name", DEEDS)
def test_a_disk_that_fails_from_some_step_on_is_told_and_nothing_is_lost(
    name, number, world, tmp_path, monkeypatch
):
    monkeypatch.setattr(receive, "CHUNK", 3)
    prepare, who, deed = DEEDS[name]
    prepare(world)
    world.close()

    def tried(there, at):
        with broken_from(at, number) as steps:
            try:
                report = deed(there.office(who), there)
            except (ExchangeFailure, StoreFailure, KeysFailure):
                return steps, False
        return steps, all(
            each.carried.is_sent if hasattr(each, "carried") else not each.is_world
            for each in getattr(report, "sent", None) or report.files
        )

    whole = world.copy(tmp_path / "whole")
    whole.office(who)
    steps, is_well = tried(whole, None)
    whole.close()
    assert is_well
    points = range(1, len(steps) + 1)
    for at in points if FULL else spread(points, SOME):
        there = world.copy(tmp_path / f"broken-{at}")
        there.office(who)
        try:
            _, is_well = tried(there, at)
            assert not is_well
            shows_the_truth(there)
            finishes(there)  # with the very program that met the trouble
        except Exception as error:
            raise AssertionError(f"broken from step {at}: {steps[at - 1 :][:3]}") from error
        finally:
            there.close()
        shutil.rmtree(there.folder)


@pytest.mark.parametrize("who", [DESK, CITY])
def test_books_on_a_real_disk_that_is_full_lose_nothing(who, world, small_disk):
    if who == CITY:
        sealed(world)
    world.close()
    there = small_disk / who
    shutil.copytree(world.folder / who, there)
    office = world.opened[who] = world.open_(there)
    filler = fill(small_disk)
    with pytest.raises((ExchangeFailure, StoreFailure)) as told:
        DEEDS["the desk seals" if who == DESK else "the city receives"][2](office, world)
    assert told.value.problem.code in ("exchange.own_file", "exchange.disk_full", "store.disk_full")
    filler.unlink()
    shows_the_truth(world)
    finishes(world)
    world.close()


def test_a_real_stick_that_is_full_is_told_and_finished_on_another(world, small_disk):
    desk = world.office(DESK)
    filler = fill(small_disk)
    (sent,) = desk.seal(small_disk).sent
    assert sent.carried.state is State.FULL
    assert sent.file.carried_at is None
    assert [path.name for path in small_disk.iterdir()] == [filler.name]
    shows_the_truth(world)
    finishes(world)
    world.close()


def test_a_stick_gone_between_copy_and_reading_back_was_not_sent_on(world, tmp_path, monkeypatch):
    desk = world.office(DESK)
    pocket = tmp_path / "pocket"
    settle_names = Place.settle_names

    def pulled(place):
        shutil.move(place.path, pocket)
        settle_names(place)

    with monkeypatch.context() as patch:
        patch.setattr(Place, "settle_names", pulled)
        (sent,) = desk.seal(world.stick).sent
    assert (sent.carried.state, sent.carried.because) == (
        State.COPIED_NOT_VERIFIED,
        State.PULLED_OUT,
    )
    assert made(desk)[0].carried_at is None
    assert set(desk.states().values()) == {"sealed"}
    shutil.move(pocket, world.stick)
    (again,) = desk.seal(world.stick).sent
    assert (again.carried.state, again.is_new, again.file.id) == (
        State.VERIFIED,
        False,
        sent.file.id,
    )
    assert made(desk)[0].carried_at is not None
    shows_the_truth(world)
    finishes(world)


@pytest.mark.parametrize("whole", [0, 4], ids=["from its beginning", "in its middle"])
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_taken(
    city, lempake, sidodadi, stick, monkeypatch, whole
):
    for desk in (lempake, sidodadi):
        desk.register()
        desk.send(stick)
    bad = next(path for path in stick.iterdir() if "6472051004" in path.name)
    reads = []

    def read(name):
        reads.append(name)
        if len(reads) > whole:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def opened(file):
        return SteppedFile(open_found(file), read) if file.path == bad else open_found(file)

    with monkeypatch.context() as patch:
        patch.setattr(receive, "open_found", opened)
        received = city.receive(stick)
    assert len(reads) > whole
    assert (received.taken, [each.name for each in received.refused]) == (1, [bad.name])
    assert received.refused[0].is_world
    assert city.receive(stick).taken == 1
