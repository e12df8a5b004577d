"""The program does not run out of None."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

import app.kit  # noqa: F401 - it keeps the constants

SHARED_BY_MANY = 1_000_000_000  # more references than a day of typing takes away


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the constants are immortal there")
def test_windows_cannot_use_up_the_constants(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    for _ in range(1_000):
        window.parentWidget()
        window.setEnabled(True)
    for constant in (None, True, False):
        assert sys.getrefcount(constant) > SHARED_BY_MANY
