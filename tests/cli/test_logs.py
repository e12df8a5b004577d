"""What stands on the console when something went wrong that nobody foresaw."""

import logging
import sys

import pytest

from app.__main__ import main
from app.service import setup

NIK = "6472814107900001"


@pytest.fixture
def plain():
    """The log as it is elsewhere, afterwards."""
    yield
    logging.lastResort.setFormatter(None)


def test_an_error_tells_its_place_and_not_what_it_held(plain, folder, monkeypatch, capsys):
    def fail(*_, **__):
        raise LookupError(NIK)

    monkeypatch.setattr(setup, "log_in", fail)
    monkeypatch.setenv("PAYUNG_PASSWORD", "x")
    monkeypatch.setattr(sys, "argv", ["payung", "--data", str(folder), "search", "siti"])
    with monkeypatch.context() as alone:  # no test listens to the log, as in the program itself
        alone.setattr(logging.getLogger(), "handlers", [])
        assert main() == 3
    _, said = capsys.readouterr()
    assert "LookupError at" in said
    assert "test_logs.py" in said
    assert NIK not in said
    assert "Traceback" not in said
