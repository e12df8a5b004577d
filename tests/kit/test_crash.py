"""The last net."""

import sys
import threading

import pytest
from PySide6.QtCore import QTimer

from app.kit.crash import CrashNet


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return []


def fail():
    raise LookupError("6472819107900001")


def test_an_error_is_told_once_and_logged_each_time(told, caplog):
    net = CrashNet(told.append)
    for _ in range(3):
        try:
            fail()
        except LookupError as error:
            net.caught(type(error), error, error.__traceback__)
    assert len(told) == 1
    assert told[0].startswith("LookupError test_crash.py:")
    assert caplog.text.count("unforeseen LookupError") == 3
    caplog.clear()


def test_neither_the_clerk_nor_the_log_reads_what_the_error_held(told, caplog):
    net = CrashNet(told.append)
    try:
        fail()
    except LookupError as error:
        net.caught(type(error), error, error.__traceback__)
    assert "6472819107900001" not in told[0] + caplog.text
    caplog.clear()


def test_an_error_on_another_thread_is_caught_too(told, caplog):
    CrashNet(told.append).spread()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert len(told) == 1
    caplog.clear()


def test_an_error_in_a_timer_is_caught_and_the_program_goes_on(qtbot, told, caplog):
    CrashNet(told.append).spread()
    with qtbot.capture_exceptions() as caught:
        hook = sys.excepthook
        sys.excepthook = CrashNet(told.append).caught
        QTimer.singleShot(0, fail)
        qtbot.waitUntil(lambda: len(told) == 1)
        sys.excepthook = hook
    assert caught == []
    caplog.clear()


def test_leaving_the_program_is_no_error(told, monkeypatch):
    left = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *seen: left.append(seen[0]))
    CrashNet(told.append).caught(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (told, left) == ([], [KeyboardInterrupt])
