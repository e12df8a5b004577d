"""Work off the GUI thread."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from app.kit.jobs import Jobs, Latest


def test_an_answer_comes_back_on_the_gui_thread(qtbot, jobs):
    asker, gate, threads = QObject(), threading.Event(), []

    def note(_=None):
        gate.wait()
        threads.append(threading.current_thread())

    jobs.start(asker, note, note, threads.append)
    gate.set()  # only now: work that ended before `start` did would answer at once
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_what_goes_wrong_is_told_on_the_gui_thread_too(qtbot, jobs):
    asker, heard = QObject(), []

    def broken():
        raise OSError("disk full")

    jobs.start(
        asker, broken, heard.append, lambda error: heard.append((error, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert isinstance(heard[0][0], OSError)
    assert heard[0][1] is threading.main_thread()


def test_an_answer_for_a_closed_window_is_dropped(qtbot, jobs):
    closed, still_open = QObject(), QObject()
    gate, heard = threading.Event(), []
    jobs.start(closed, gate.wait, heard.append, heard.append)
    delete(closed)
    gate.set()
    jobs.start(still_open, lambda: "later", heard.append, heard.append)
    qtbot.waitUntil(lambda: heard == ["later"])


def test_the_books_are_written_by_one_thread_in_the_order_asked_for(qtbot, jobs):
    asker, written = QObject(), []
    for number in range(50):
        jobs.start(
            asker,
            lambda number=number: written.append((number, threading.get_ident())),
            lambda _: None,
            lambda _: None,
        )
    qtbot.waitUntil(lambda: len(written) == 50)
    assert [number for number, _ in written] == list(range(50))
    assert len({thread for _, thread in written}) == 1


class Widgetlike:
    """Notes on which thread it goes: a widget's last reference must not go on a worker."""

    def __init__(self, went):
        self._went = went

    def __del__(self):
        self._went.append(threading.current_thread())


@pytest.mark.parametrize("fails", [False, True])
def test_whatever_a_job_holds_goes_on_the_gui_thread(qtbot, jobs, fails):
    asker, went, heard = QObject(), [], []

    def ask():
        held_by_work, held_by_done, held_by_failed = (Widgetlike(went) for _ in range(3))

        def work():
            if fails:
                raise OSError(held_by_work)
            return held_by_work

        jobs.start(
            asker,
            work,
            lambda _: heard.append(bool(held_by_done)),
            lambda _: heard.append(bool(held_by_failed)),
        )

    for _ in range(200):
        ask()
    qtbot.waitUntil(lambda: len(heard) == 200)
    qtbot.waitUntil(lambda: gc.collect() >= 0 and len(went) == 600)
    assert set(went) == {threading.main_thread()}


@pytest.mark.parametrize("busy", ["books", "papers"])
def test_a_search_does_not_wait_for_other_work(qtbot, jobs, busy):
    asker, gate, heard = QObject(), threading.Event(), []
    jobs.start(asker, gate.wait, lambda _: heard.append(busy), heard.append, busy)
    jobs.start(asker, lambda: "found", heard.append, heard.append, "read")
    qtbot.waitUntil(lambda: heard == ["found"])
    gate.set()
    qtbot.waitUntil(lambda: heard == ["found", busy])


def test_closing_the_program_finishes_every_save_that_was_asked_for(qapp):
    jobs, asker, kept = Jobs(), QObject(), []
    gate = threading.Event()
    jobs.start(asker, gate.wait, kept.append, kept.append)
    for number in range(5):
        jobs.start(asker, lambda number=number: kept.append(number), lambda _: None, kept.append)
    gate.set()
    jobs.close()
    assert kept == [0, 1, 2, 3, 4]


def test_closing_the_program_cuts_long_work_short(qapp):
    jobs, asker, ended = Jobs(), QObject(), []

    def work(_progress, cancelled):
        while not cancelled():
            pass
        ended.append("cut")

    jobs.start_long(asker, work, ended.append, ended.append, lambda _done, _total: None)
    jobs.close()
    assert ended == ["cut"]


def test_long_work_tells_how_far_it_is_and_stops_when_told(qtbot, jobs):
    asker, told, ended = QObject(), [], []
    started = threading.Event()

    def work(progress, cancelled):
        progress(1, 1000)
        started.set()
        while not cancelled():
            pass
        return "stopped at 1"

    handle = jobs.start_long(
        asker, work, ended.append, ended.append, lambda *counts: told.append(counts)
    )
    started.wait()
    handle.cancel()
    qtbot.waitUntil(lambda: ended == ["stopped at 1"])
    assert told == [(1, 1000)]
    assert handle.is_cancelled


def test_progress_of_many_records_is_told_only_as_often_as_one_can_read(qtbot, jobs):
    asker, told, ended = QObject(), [], []

    def work(progress, _cancelled):
        for done in range(1, 20_001):
            progress(done, 20_000)
        return "all"

    jobs.start_long(asker, work, ended.append, ended.append, lambda *counts: told.append(counts))
    qtbot.waitUntil(lambda: ended == ["all"])
    assert told[0] == (1, 20_000)
    assert told[-1] == (20_000, 20_000)
    assert len(told) < 200


def test_only_the_answer_to_the_last_question_counts(qtbot, jobs):
    asker, heard = QObject(), []
    gates = {word: threading.Event() for word in ("s", "si", "sit")}
    begun = []
    latest = Latest(jobs, asker)

    def search(word):
        begun.append(word)
        gates[word].wait()
        return word

    latest.ask(lambda: search("s"), heard.append, heard.append)
    latest.ask(lambda: search("si"), heard.append, heard.append)
    qtbot.waitUntil(lambda: len(begun) >= 1)
    latest.ask(lambda: search("sit"), heard.append, heard.append)
    for word in ("sit", "si", "s"):  # the newest is answered first, the stale ones after it
        gates[word].set()
    qtbot.waitUntil(lambda: heard == ["sit"])
    jobs.start(asker, lambda: "end", heard.append, heard.append, "read")
    qtbot.waitUntil(lambda: "end" in heard)
    assert heard == ["sit", "end"]


def test_a_stale_question_is_not_even_worked_on(qtbot, jobs):
    asker, worked, heard = QObject(), [], []
    gate = threading.Event()
    for _ in range(2):  # both readers busy
        jobs.start(asker, gate.wait, lambda _: None, heard.append, "read")
    latest = Latest(jobs, asker)
    for word in ("a", "ab", "abc"):
        latest.ask(lambda word=word: worked.append(word) or word, heard.append, heard.append)
    gate.set()
    qtbot.waitUntil(lambda: heard == ["abc"])
    assert worked == ["abc"]


def test_a_question_that_was_withdrawn_gets_no_answer(qtbot, jobs):
    asker, heard = QObject(), []
    gate = threading.Event()
    latest = Latest(jobs, asker)
    latest.ask(gate.wait, heard.append, heard.append)
    latest.forget()
    gate.set()
    jobs.start(asker, lambda: "end", heard.append, heard.append, "read")
    qtbot.waitUntil(lambda: heard == ["end"])


def test_questions_that_wait_when_the_program_closes_go_in_silence(jobs, caplog):
    asker, heard = QObject(), []
    begun, gate = threading.Semaphore(0), threading.Event()

    def busy():
        begun.release()
        gate.wait()

    for _ in range(2):
        jobs.start(asker, busy, heard.append, heard.append, "read")
    for _ in range(2):
        begun.acquire()
    jobs.start(asker, lambda: "waiting", heard.append, heard.append, "read")
    threading.Timer(0.05, gate.set).start()
    jobs.close()
    assert heard == []
    assert not caplog.records
