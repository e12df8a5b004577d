"""What every test stands on: no screen, no home but a temporary one, no message unheard."""

import gc
import logging
import os
import tempfile
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.office", "tests.postgres"]

home = tempfile.TemporaryDirectory(prefix="payung-test-")

# Set before anything imports Qt or asks where a user's data lie.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ |= dict.fromkeys(["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"], home.name)
os.environ |= {
    f"XDG_{kind}": str(Path(home.name) / kind.lower())
    for kind in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")
}
os.environ |= {  # platformdirs asks Windows itself unless it is told
    f"WIN_PD_OVERRIDE_{folder}": home.name
    for folder in ("APPDATA", "LOCAL_APPDATA", "COMMON_APPDATA", "PERSONAL")
}
Path(os.environ["XDG_RUNTIME_DIR"]).mkdir(mode=0o700)
for name in ("PAYUNG_DATA", "PAYUNG_PASSWORD"):
    os.environ.pop(name, None)

# The same examples on every run and machine: a failure seen once can be seen again.
hypothesis.settings.register_profile(
    "quick", max_examples=50, derandomize=True, deadline=None, database=None
)
hypothesis.settings.register_profile(
    "full", hypothesis.settings.get_profile("quick"), max_examples=2000
)
hypothesis.settings.load_profile("full" if os.environ.get("PAYUNG_FULL") == "1" else "quick")


def pytest_unconfigure():
    gc.unfreeze()  # or libraries complain at the end of what nobody collected
    home.cleanup()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Windows of a test are collected on this thread, and before the next test.

    As in the program (see `app.kit.collector`): a worker that collects a window ends the process.
    Whatever lives on is not looked at again, or each look would take as long as a test.
    """
    gc.disable()
    result = yield
    gc.collect()
    gc.freeze()
    return result


@pytest.fixture(autouse=True)
def no_stray_log(caplog):
    """A log record of level WARNING or more that no test asked for is a failure.

    A test that expects one reads `caplog` and then clears it.
    """
    yield
    stray = [
        f"{record.name}: {record.getMessage()}"
        for record in caplog.get_records("call")
        if record.levelno >= logging.WARNING and not _is_of_a_dropped_server(record)
    ]
    assert not stray, f"log records nobody expected: {stray}"


def _is_of_a_dropped_server(record: logging.LogRecord) -> bool:
    """A test's database on the server is dropped under connections that are only let go of."""
    said = record.getMessage()
    return (record.name == "psycopg" and said.startswith("error ignored terminating")) or (
        record.name.startswith("sqlalchemy.pool") and "AdminShutdown" in str(record.exc_info)
    )
