"""Dead objects are collected on the GUI thread, and only there."""

import gc
import threading
import weakref

import pytest

from app.kit.collector import Collector
from app.kit.jobs import Jobs


class Ring:
    """An object that only the collector can let go of."""

    def __init__(self):
        self.itself = self


@pytest.fixture
def collector():
    was_on = gc.isenabled()
    gc.enable()
    collector = Collector()
    yield collector
    collector.deleteLater()
    (gc.enable if was_on else gc.disable)()


@pytest.fixture
def collected():
    """The threads in which a collection began."""
    threads = []

    def note(phase, _info):
        if phase == "start":
            threads.append(threading.current_thread())

    gc.callbacks.append(note)
    yield threads
    gc.callbacks.remove(note)


def many_rings():
    for _ in range(20_000):
        Ring()


def test_no_worker_collects_however_much_it_makes(qtbot, collector, collected):
    jobs, over = Jobs(), []
    jobs.start(collector, many_rings, over.append, over.append)
    qtbot.waitUntil(lambda: over == [None], timeout=5_000)
    jobs.close()
    assert {thread.name for thread in collected} <= {threading.main_thread().name}


def test_what_died_is_gone_soon(qtbot, collector):
    ring = weakref.ref(Ring())
    many_rings()
    qtbot.waitUntil(lambda: ring() is None, timeout=5_000)


def test_what_outlived_the_young_goes_with_the_older(qtbot, collector):
    ring = Ring()
    gc.collect(1)  # now it is among the oldest
    ring = weakref.ref(ring)
    for _ in range(200):
        many_rings()
        collector.collect()
    assert ring() is None
