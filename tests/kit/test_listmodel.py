"""A list of any length."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from app.kit import colours
from app.kit.listmodel import BLOCK, MOST_BLOCKS, Column, ListModel, ListView


@dataclass(frozen=True)
class Warga:
    number: int
    name: str
    sick: bool = False


COLUMNS = (
    Column("No.", lambda line: str(line.number), sort="number", right=True, width=60),
    Column("Nama", lambda line: line.name, sort="name"),
    Column(
        "Keadaan",
        lambda line: "sakit" if line.sick else "sehat",
        picture=lambda line: ("circle-alert", colours.WARN) if line.sick else ("check", "#1c7a3e"),
    ),
)


class Counted:
    """People that count how often they are read; some may be gone."""

    def __init__(self):
        self.reads = []
        self.gone = set()

    def __call__(self, ids):
        self.reads.append(len(ids))
        return {n: Warga(n, f"Warga {n:03}", n % 2 == 0) for n in ids if n not in self.gone}


@pytest.fixture
def read():
    return Counted()


@pytest.fixture
def model(read, qapp):
    return ListModel(COLUMNS, read)


def shown(model, row, column=1):
    return model.data(model.index(row, column))


def test_an_answer_counts_all_and_reads_only_the_blocks_that_are_shown(model, read):
    model.show_ids(range(1, 251))
    assert (model.rowCount(), read.reads) == (250, [])
    assert [shown(model, row) for row in (150, 100, 199)] == ["Warga 151", "Warga 101", "Warga 200"]
    assert read.reads == [BLOCK]
    assert shown(model, 249) == "Warga 250"
    assert read.reads == [BLOCK, 50]
    assert model.ids() == range(1, 251)


def test_qt_finds_no_fault_with_the_model(model, read, qtmodeltester):
    read.gone = {2}
    qtmodeltester.check(model)
    model.show_ids([3, 1, 2])
    model.refresh()
    model.show_ids([])


def test_a_line_that_is_gone_can_be_seen_and_not_chosen(model, read):
    read.gone = {2}
    model.show_ids([1, 2, 3])
    assert [shown(model, row) for row in range(3)] == ["Warga 001", "—", "Warga 003"]
    choosable = [bool(model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsSelectable)
                 for row in range(3)]  # fmt: skip
    assert choosable == [True, False, True]
    assert model.line(1) is None


def test_scrolling_through_everything_keeps_memory_flat(model, read):
    model.show_ids(range(1, (MOST_BLOCKS + 10) * BLOCK + 1))
    for row in range(0, model.rowCount(), BLOCK):
        shown(model, row)
    assert len(model._blocks) == MOST_BLOCKS


def test_what_was_changed_is_read_anew_on_the_same_rows(model, read):
    model.show_ids([1, 2])
    shown(model, 0)
    read.gone = {1}
    model.refresh()
    assert shown(model, 0) == "—"
    assert model.rowCount() == 2


def test_a_state_is_shown_by_an_icon_and_a_word(model):
    model.show_ids([1, 2])
    assert shown(model, 1, 2) == "sakit"
    assert not model.data(model.index(1, 2), Qt.ItemDataRole.DecorationRole).isNull()
    assert model.data(model.index(1, 1), Qt.ItemDataRole.DecorationRole) is None


def test_the_store_sorts_and_not_the_window(model):
    asked = []
    model.sort_asked.connect(lambda *how: asked.append(how))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.sort(2)  # cannot be sorted by
    model.sort(-1)
    assert asked == [("name", True)]


def test_enter_opens_the_line_the_cursor_is_on(model, qtbot):
    view = ListView(model)
    qtbot.addWidget(view)
    model.show_ids([1, 2, 3])
    view.show()
    opened = []
    view.opened.connect(opened.append)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    view.selectRow(1)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Enter)
    assert opened == [1, 2]


def test_a_click_on_a_title_asks_for_that_order(model, qtbot):
    view = ListView(model)
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    asked = []
    model.sort_asked.connect(lambda *how: asked.append(how))
    header = view.horizontalHeader()
    place = header.sectionViewportPosition(1) + 10
    qtbot.mouseClick(
        header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft()
        + type(header.viewport().rect().topLeft())(place, 5)
    )  # fmt: skip
    assert asked == [("name", False)]


def test_what_is_needed_least_leaves_where_the_window_is_narrow(qtbot):
    columns = (
        COLUMNS[1],
        Column("Nomor", lambda line: str(line.number), width=200, spare=1),
        Column("PC", lambda line: "1", width=100, spare=2),
        Column("Hilang", lambda line: "tidak", width=60),
    )
    view = ListView(ListModel(columns, Counted()))
    qtbot.addWidget(view)
    view.show()

    def hidden(width):
        view.resize(width, 300)
        return [each for each in range(len(columns)) if view.isColumnHidden(each)]

    assert hidden(600) == []
    assert hidden(450) == [2]
    assert hidden(300) == [1, 2]
    assert hidden(600) == []
