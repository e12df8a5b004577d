"""Bars per RT."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.kit.charts import Bars, Group


@pytest.fixture
def bars(qtbot):
    made = Bars(("terdaftar", "kartu tercetak"))
    qtbot.addWidget(made)
    made.resize(600, 300)
    numbers = {"001": (31, 22), "002": (1200, 0), "003": (0, 0)}
    made.show_groups([Group(rt, f"RT {rt}", values) for rt, values in numbers.items()])
    made.show()
    return made


def test_a_click_picks_the_rt(bars, qtbot):
    picked = []
    bars.picked.connect(picked.append)
    width = bars._width()
    for number in range(3):
        place = QPoint(int(width * number + width / 2), 100)
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(599, 100))  # beside all of them
    assert picked == ["001", "002", "003"]


def test_the_keys_pick_an_rt_too(bars, qtbot):
    picked = []
    bars.picked.connect(picked.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(bars, key)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return):
        qtbot.keyClick(bars, key)
    assert picked == ["002", "001"]


def test_a_screen_reader_hears_the_numbers(bars, qtbot):
    assert bars.accessibleDescription().startswith("RT 001: 31 terdaftar, 22 kartu tercetak. ")
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    qtbot.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == "RT 002: 1.200 terdaftar, 0 kartu tercetak"


def test_fewer_rts_than_before_and_none_at_all_are_drawn_too(bars, qtbot):
    for _ in range(3):
        qtbot.keyClick(bars, Qt.Key.Key_Right)
    bars.show_groups([Group("009", "RT 009", (0, 0))])
    assert not bars.grab().isNull()
    bars.show_groups([])
    assert not bars.grab().isNull()
    assert bars.place_at(QPointF(3, 3)) == -1
