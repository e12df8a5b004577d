"""Lines over the months, and a line for each kelurahan: chosen by keys, picked, told."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.kit.curves import Curve, Curves, Level, Levels

MONTHS = ("Sep", "Okt", "Nov")


def shown(qtbot, chart):
    qtbot.addWidget(chart)
    chart.resize(600, 200)
    chart.show()
    chart.heard = []
    chart.picked.connect(chart.heard.append)
    return chart


@pytest.fixture
def curves(qtbot):
    made = Curves()
    made.show_curves(MONTHS, [Curve("terdaftar", (2, 1200, 7)), Curve("dibiayai", (1, 3, 5))])
    return shown(qtbot, made)


@pytest.fixture
def levels(qtbot):
    made = Levels(lambda level: f"{level.name}: {level.part} dari {level.whole}")
    made.show_levels([Level(name.lower(), name, 1, 2) for name in ("Lempake", "Sidodadi")])
    return shown(qtbot, made)


def rest_on(chart, place):
    """The mouse comes to rest."""
    QApplication.sendEvent(chart, QHelpEvent(QHelpEvent.Type.ToolTip, place, place))


def test_the_last_month_is_chosen_first_and_others_by_keys(qtbot, curves):
    assert curves.accessibleDescription() == "Nov: terdaftar 7, dibiayai 5"
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Enter):
        qtbot.keyClick(curves, key)
    assert curves.accessibleDescription() == "Okt: terdaftar 1.200, dibiayai 3"
    qtbot.keyClick(curves, Qt.Key.Key_Down)  # leads nowhere here
    assert curves.heard == [1]


def test_a_click_picks_the_nearest_month_and_nothing_beside_the_lines(qtbot, curves):
    for x in (curves._x(2) - 3, curves._x(0) + 3, curves.width() - 3):
        qtbot.mouseClick(curves, Qt.MouseButton.LeftButton, pos=QPoint(round(x), 100))
    qtbot.mouseClick(curves, Qt.MouseButton.RightButton, pos=QPoint(round(curves._x(1)), 100))
    assert curves.heard == [2, 0]
    assert curves.accessibleDescription().startswith("Sep: ")


def test_a_kelurahan_is_chosen_up_and_down_and_brought_into_sight(qtbot, levels):
    places = []
    levels.chosen_changed.connect(lambda place: places.append(round(place.y())))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Up):
        qtbot.keyClick(levels, key)
    assert levels.accessibleDescription() == "Lempake: 1 dari 2"
    assert levels.heard == ["sidodadi"]
    assert places == [26, 26, 0]


def test_where_the_mouse_rests_is_told_and_below_all_of_them_nothing_is(qtbot, levels):
    rest_on(levels, QPoint(40, 30))
    assert QToolTip.text() == "Sidodadi: 1 dari 2"
    rest_on(levels, QPoint(40, 190))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_without_months_and_kelurahan_no_key_does_anything(qtbot, curves, levels):
    curves.show_curves((), ())
    levels.show_levels(())
    for chart in (curves, levels):
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Return):
            qtbot.keyClick(chart, key)
        assert chart.accessibleDescription() == ""
        assert chart.heard == []
        assert not chart.grab().isNull()
