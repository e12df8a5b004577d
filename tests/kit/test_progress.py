"""Long work in sight."""

import threading

import pytest

from app.kit.progress import ProgressPane, TimeLeft


@pytest.fixture
def clock():
    return {"now": 100.0}


@pytest.fixture
def pane(qtbot, jobs, clock):
    pane = ProgressPane(jobs, clock=lambda: clock["now"])
    qtbot.addWidget(pane)
    return pane


def test_it_says_what_how_many_and_how_long_and_goes_when_it_is_done(qtbot, pane, clock):
    step, ended = threading.Event(), []

    def work(progress, _cancelled):
        progress(250, 1000)
        step.wait()
        return 1000

    pane.run("Mencetak kartu", "kartu", work, ended.append, ended.append)
    assert not pane.isHidden()
    clock["now"] += 30
    qtbot.waitUntil(lambda: pane.bar.maximum() == 1000)
    assert pane.what.text() == "Mencetak kartu"
    assert pane.how_many.text() == "250 dari 1.000 kartu  ·  sekitar 2 menit lagi"
    assert pane.bar.value() == 250
    step.set()
    qtbot.waitUntil(lambda: ended == [1000])
    assert pane.isHidden()
    assert not pane.is_running


def test_it_can_be_stopped_and_says_that_it_stops(qtbot, pane):
    ended, started = [], threading.Event()

    def work(_progress, cancelled):
        started.set()
        while not cancelled():
            pass
        return "stopped"

    pane.run("Impor", "baris", work, ended.append, ended.append)
    started.wait()
    pane.cancel_button.click()
    assert pane.how_many.text() == "dihentikan, sebentar"
    assert not pane.cancel_button.isEnabled()
    qtbot.waitUntil(lambda: ended == ["stopped"])


def test_what_goes_wrong_takes_the_bar_away_and_is_told_once(qtbot, pane):
    ended = []

    def broken(_progress, _cancelled):
        raise OSError("disk full")

    pane.run("Impor", "baris", broken, ended.append, ended.append)
    qtbot.waitUntil(lambda: len(ended) == 1)
    assert isinstance(ended[0], OSError)
    assert pane.isHidden()


def test_a_second_piece_of_work_has_to_wait(qtbot, pane):
    gate = threading.Event()
    ended = []
    pane.run("Satu", "x", lambda _p, _c: gate.wait(), ended.append, ended.append)
    with pytest.raises(RuntimeError):
        pane.run("Dua", "x", lambda _p, _c: None, ended.append, ended.append)
    gate.set()
    qtbot.waitUntil(lambda: len(ended) == 1)


@pytest.mark.parametrize(
    ("done", "total", "after", "left"),
    [(0, 100, 30, None), (50, 100, 1, None), (50, 100, 10, 10), (100, 100, 10, 0), (5, 3, 10, 0)],
)
def test_nobody_claims_to_know_the_time_before_it_can_be_known(done, total, after, left):
    assert TimeLeft(100.0).seconds(done, total, 100.0 + after) == left


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (4, "sebentar lagi"),
        (28, "sekitar 30 detik lagi"),
        (95, "sekitar 2 menit lagi"),
        (7300, "sekitar 2 jam lagi"),
    ],
)
def test_time_is_said_as_a_person_says_it(pane, seconds, said):
    assert pane.time_left(seconds) == said
