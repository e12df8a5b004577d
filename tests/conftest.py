"""What every test stands on."""

import logging
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

import pytest


@pytest.fixture(autouse=True)
def no_stray_log(caplog):
    """A log record of level WARNING or more that no test asked for is a failure.

    A test that expects one reads `caplog` and then clears it.
    """
    yield
    stray = [
        f"{record.name}: {record.getMessage()}"
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING
    ]
    assert not stray, f"log records nobody expected: {stray}"
