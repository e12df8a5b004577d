"""Setting a printer straight, side by side."""

import pytest
from tests import printed

from app.desk.cards.calibrate import CalibrationDialog
from app.domain.card import Offset, Sheet
from app.kit.printers import Order


@pytest.fixture
def dialog(qtbot, uses, jobs):
    dialog = CalibrationDialog(
        Order("EPSON L3210", "Penyetelan", Sheet.A4), uses.calibrations, uses.printers, jobs
    )
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.now.text()))
    return dialog


def type_in(qtbot, dialog, *lengths):
    for field, length in zip(dialog.measures.values(), lengths, strict=True):
        field.line.clear()
        qtbot.keyClicks(field.line, length)


def test_what_is_measured_is_kept_for_this_printer_and_side(qtbot, dialog, uses):
    assert "depan belum disetel; belakang belum disetel" in dialog.now.text()
    type_in(qtbot, dialog, "21", "19,5", "170", "257.0")
    with qtbot.waitSignal(dialog.calibrated):
        dialog.take_button.click()
    assert uses.calibrations.of("EPSON L3210", Sheet.A4).front == Offset(dx=-1.0, dy=0.5)
    assert "depan digeser 1,0 mm ke kiri, 0,5 mm turun; belakang belum disetel" in dialog.now.text()
    assert [field.text() for field in dialog.measures.values()] == [""] * 4

    dialog.side.set_text("back")
    type_in(qtbot, dialog, "19", "20", "170", "257")
    with qtbot.waitSignal(dialog.calibrated):
        dialog.take_button.click()
    kept = uses.calibrations.of("EPSON L3210", Sheet.A4)
    assert (kept.front.dx, kept.back.dx) == (-1.0, 1.0)


def test_what_is_no_length_is_marked_on_its_own_field(qtbot, dialog, uses):
    type_in(qtbot, dialog, "20", "dua", "170", "257")
    dialog.take()
    assert dialog.measures["B"].sentences() == ("Tulis jarak dalam milimeter, misalnya 19,5.",)
    assert dialog.measures["B"].line.hasFocus()
    assert dialog.measures["A"].sentences() == ()
    assert uses.calibrations.of("EPSON L3210", Sheet.A4).front == Offset()


def test_a_measure_that_cannot_be_right_is_told(qtbot, dialog):
    type_in(qtbot, dialog, "20", "20", "17", "257")
    dialog.take()
    qtbot.waitUntil(lambda: bool(dialog.notices.told()))
    assert "tidak mungkin benar" in dialog.notices.told()[0]
    assert dialog.measures["C"].text() == "17"


def test_the_page_is_printed_on_the_printer_that_is_measured(qtbot, dialog, paper):
    dialog.print_button.click()
    qtbot.waitUntil(lambda: bool(paper.sent))
    assert "Halaman penyetelan printer" in printed.text(paper.sent[0])
    assert paper.orders[0].printer == "EPSON L3210"


def test_a_setting_is_taken_away_again(qtbot, dialog, uses):
    type_in(qtbot, dialog, "21", "20", "170", "257")
    with qtbot.waitSignal(dialog.calibrated):
        dialog.take()
    with qtbot.waitSignal(dialog.calibrated):
        dialog.forget_button.click()
    assert uses.calibrations.of("EPSON L3210", Sheet.A4).front == Offset()
