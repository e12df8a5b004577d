"""What the tests of the rules share."""

from pathlib import Path

import pytest

from app.domain.reference import Reference

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The data as they are shipped, for Samarinda."""
    return Reference.load(RESOURCES)
