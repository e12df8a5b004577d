"""PySide6 must not use up None."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

from app.kit.lasting import CONSTANTS, PLENTY, keep_constants


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="constants are immortal since 3.12")
def test_a_long_day_of_typing_does_not_use_up_none(qtbot):
    keep_constants()
    widget = QWidget()
    qtbot.addWidget(widget)
    for _ in range(50_000):
        widget.update()
    assert all(sys.getrefcount(each) > PLENTY // 2 for each in CONSTANTS)
