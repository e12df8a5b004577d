"""Windows in the program's own look, and a way off the GUI thread."""

from pathlib import Path

import pytest

from app.kit import localize, theme
from app.kit.jobs import Jobs

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(autouse=True)
def dressed(qapp):
    """The program's look, as `launch` gives it."""
    if not qapp.styleSheet():
        localize.speak(qapp, RESOURCES)
        theme.dress(qapp, RESOURCES)


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()
