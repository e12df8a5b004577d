"""The deeds at the foot of a page."""

import pytest
from PySide6.QtWidgets import QPushButton

from app.kit.foot import Foot


@pytest.mark.parametrize(("part", "rows"), [(1.1, 1), (0.9, 2), (0.7, 2)])
def test_no_word_is_cut_off_where_the_window_is_narrow(qtbot, part, rows):
    deeds = [QPushButton(f"Perbuatan yang ke-{number}") for number in range(6)]
    last = QPushButton("Kembali")
    whole = [*deeds, last]
    needed = sum(each.sizeHint().width() + 8 for each in whole)
    for each in whole:
        each.setMinimumWidth(40)  # else the buttons would keep the window from being narrow
    foot = Foot(deeds, last)
    qtbot.addWidget(foot)
    foot.resize(needed + 100, 90)
    foot.show()
    foot.resize(int(needed * part), 90)
    qtbot.waitUntil(lambda: len({each.y() for each in whole}) == rows)
    assert all(each.width() >= each.sizeHint().width() for each in whole)
    assert last.geometry().right() == foot.rect().right()
