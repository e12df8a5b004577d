"""Receipts and data sheets: looked at, printed, put into files, and written down before."""

import json

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from tests import printed

from app.desk.preview import PreviewDialog
from app.service.printing import PrintDataSheet, PrintReceipt
from app.service.register import Register
from app.store import tables


@pytest.fixture
def open_receipt(qtbot, session, paper, chosen, jobs):
    """Open the receipts of these people, and wait until the first is there."""

    def open_receipt(*ids):
        dialog = receipts(PrintReceipt(session), ids, paper, chosen, jobs)
        return seen(qtbot, dialog)

    return open_receipt


def receipts(use, ids, printers, files, jobs):
    return PreviewDialog("Bukti pendaftaran", "bukti", use, ids, printers, files, jobs)


def seen(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.pane.document.pageCount() > 0)
    qtbot.waitUntil(lambda: dialog.printer.printer() is not None)
    return dialog


@pytest.fixture
def siti(session, draft):
    return Register(session)(draft()).registration_id


def words(dialog):
    return printed.text(dialog.pane._source.data().data())


def acts(session):
    with session.books.reading() as unit:
        rows = unit.connection.execute(sa.select(tables.audit).order_by(tables.audit.c.seq))
        return [(row.act, row.subject, json.loads(row.detail)) for row in rows]


def test_a_receipt_is_looked_at_and_printed_with_one_key(
    qtbot, open_receipt, siti, press, paper, session
):
    dialog = open_receipt(siti)
    assert "SITI NORHAYATI" in words(dialog)
    assert not any(act == "receipt.printed" for act, _, _ in acts(session))
    assert dialog.print_button.hasFocus()
    with qtbot.waitSignal(dialog.went_out):
        press("Return")
    assert "SITI NORHAYATI" in printed.text(paper.sent[0])
    assert acts(session)[-1] == ("receipt.printed", siti, {"to": "printer"})
    assert "Dikirim ke printer EPSON L3210" in dialog.notices.told()[0]


def test_a_receipt_is_saved_under_its_number_and_no_name(
    qtbot, open_receipt, siti, press, chosen, session, tmp_path
):
    dialog = open_receipt(siti)
    chosen.paths = [tmp_path]
    with qtbot.waitSignal(dialog.went_out):
        press("Ctrl+S")
    (name,) = chosen.names
    assert name.startswith("bukti-6472051003-1-000001-")
    assert "SITI NORHAYATI" in printed.text(tmp_path / name)
    assert acts(session)[-1] == ("receipt.printed", siti, {"to": "file"})


def test_the_receipts_of_several_are_turned_over_and_printed_together(
    qtbot, open_receipt, people, press, paper, session
):
    ids = people(3)
    dialog = open_receipt(*ids)
    assert dialog.where.text() == "1 dari 3"
    first = words(dialog)
    press("Alt+Right")
    qtbot.waitUntil(lambda: dialog.pane.document.pageCount() > 0 and words(dialog) != first)
    assert dialog.where.text() == "2 dari 3"
    with qtbot.waitSignal(dialog.went_out) as gone:
        press("Ctrl+P")
    assert gone.args == [3]
    assert len(paper.sent) == 3
    assert [each[1] for each in acts(session) if each[0] == "receipt.printed"] == list(ids)


def test_the_receipts_of_several_go_into_one_folder(
    qtbot, open_receipt, people, press, chosen, tmp_path
):
    dialog = open_receipt(*people(2))
    chosen.paths = [tmp_path]
    with qtbot.waitSignal(dialog.went_out):
        press("Ctrl+S")
    files = sorted(each.name for each in tmp_path.glob("*.pdf"))
    assert len(files) == 2
    assert all(each.startswith("bukti-") for each in files)


def test_a_data_sheet_is_a_look_at_the_registration_and_says_everything(
    qtbot, session, siti, paper, chosen, jobs, press
):
    use = PrintDataSheet(session)
    dialog = seen(qtbot, PreviewDialog("Data pribadi", "data", use, [siti], paper, chosen, jobs))
    assert "MASITAH" in words(dialog)
    assert acts(session)[-1] == ("registration.viewed", siti, {"specific": True})
    with qtbot.waitSignal(dialog.went_out):
        press("Ctrl+P")
    assert acts(session)[-1] == ("datasheet.printed", siti, {"to": "printer"})
    assert paper.orders[0].title == "Data pribadi"


def test_a_printer_that_does_not_take_it_is_told_and_can_be_tried_again(
    qtbot, open_receipt, siti, press, paper
):
    paper.jams_at = 1
    dialog = open_receipt(siti)
    press("Ctrl+P")
    qtbot.waitUntil(lambda: bool(dialog.notices.told()))
    assert "Printer tidak menerima cetakan" in dialog.notices.told()[0]
    paper.jams_at = 0
    with qtbot.waitSignal(dialog.went_out):
        press("Ctrl+P")


def test_a_place_that_cannot_be_written_to_is_told(
    qtbot, open_receipt, siti, press, chosen, tmp_path
):
    dialog = open_receipt(siti)
    chosen.paths = [tmp_path / "gone" / "bukti.pdf"]
    press("Ctrl+S")
    qtbot.waitUntil(lambda: bool(dialog.notices.told()))
    assert "tidak bisa menulis ke tempat itu" in dialog.notices.told()[0]


def test_a_registration_that_is_gone_is_told_in_the_place_of_the_paper(
    qtbot, session, paper, chosen, jobs
):
    dialog = receipts(PrintReceipt(session), ["nobody"], paper, chosen, jobs)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "tidak ditemukan" in dialog.pane.words.text())
    assert not dialog.print_button.isEnabled()
    assert not dialog.save_button.isEnabled()


def test_a_closed_preview_leaves_nothing_behind(qtbot, session, siti, paper, chosen, jobs, qapp):
    dialog = receipts(PrintReceipt(session), [siti], paper, chosen, jobs)
    gone = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.open()
    dialog.reject()
    qtbot.waitUntil(lambda: bool(gone))
