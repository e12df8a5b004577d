"""Kartu: who has no card, the preview, and cards on their way to paper."""

import pytest
from PySide6.QtCore import Qt
from tests import printed

from app.desk.cards import options
from app.desk.cards.table import CARD, NAME
from app.domain.card import Measured, Sheet, Sides
from app.service.printing import CheckCard, cards
from app.service.register import Register


def shown(page):
    """The names in the list."""
    model = page.table.model()
    return [model.index(row, NAME).data() for row in range(model.rowCount())]


def told(page):
    return " ".join(page.notices.told())


def idle(page):
    return not page.progress.is_running and bool(page.notices.told())


def unprinted(uses):
    return uses.cards.plan().registration_ids


# What is shown


def test_everybody_without_a_card_is_listed_with_how_many_sheets_it_will_take(show, people):
    people(12)
    page = show()
    assert len(shown(page)) == 12
    assert "12 kartu, 2 lembar A4" in page.count.text()
    assert page.print_button.accessibleName() == "Cetak 12 kartu"
    assert page.table.hasFocus()


def test_the_numbers_in_the_list_are_masked(show, session, draft):
    Register(session)(draft())
    page = show()
    model = page.table.model()
    row = " ".join(str(model.index(0, column).data()) for column in range(model.columnCount()))
    assert "SITI NORHAYATI" in row
    assert "6472••••••••0001" in row
    assert "6472814107900001" not in row


def test_one_rt_can_be_printed(qtbot, show, people, uses):
    people(30)
    page = show()
    rt = page.table.model().index(0, 2).data()
    page.rt.combo.setFocus()
    page.rt.set_text(rt)
    page.rt.changed.emit("rt")
    wanted = len(uses.cards.plan(rt=rt).registration_ids)
    qtbot.waitUntil(lambda: len(shown(page)) == wanted)
    assert 0 < wanted < 30


def test_the_preview_shows_whoever_is_chosen_and_nothing_in_it_is_signed(
    qtbot, show, people, session
):
    people(12)
    page = show()
    qtbot.waitUntil(lambda: page.pane.document.pageCount() == 2)
    page.table.selectRow(3)
    qtbot.waitUntil(lambda: "1 kartu" in page.count.text())
    page.options.sheet.set_text(Sheet.CR80)
    page.options.sheet.changed.emit("sheet")
    qtbot.waitUntil(lambda: page.pane.document.pagePointSize(0).width() < 300)
    data = page.pane._source.data().data()
    assert shown(page)[3] in printed.text(data)
    (code,) = printed.scan(data)
    assert not CheckCard(session)(code).valid


def test_nobody_without_a_card_is_said_with_the_way_to_a_reprint(show, press, qtbot):
    page = show()
    assert page.empty.isVisible()
    assert "sudah punya kartu" in page.empty.sentence.text()
    with qtbot.waitSignal(page.people_asked):
        press("Return")


def test_a_city_that_wants_no_cards_yet_is_told_before_anybody_tries(
    show, people, session, uses, monkeypatch
):
    from app.domain.refusal import Problem

    people(2)
    monkeypatch.setattr(uses.cards, "hindrance", lambda: Problem("card.forbidden"))
    page = show()
    assert page.empty.isVisible()
    assert "Cetak bukti pendaftaran saja" in page.empty.hint.text()


# To the printer


def test_cards_are_printed_with_keys_and_the_scanned_codes_are_genuine(
    qtbot, show, people, press, paper, session, uses
):
    people(3)
    page = show()
    page.options.sides.set_text(Sides.BOTH)
    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    assert "3 kartu dikirim ke EPSON L3210" in told(page)
    codes = paper.codes()
    check = CheckCard(session)
    assert len(codes) == 3
    assert all(check(code).valid for code in codes)
    assert unprinted(uses) == ()
    qtbot.waitUntil(page.empty.isVisible)
    (order,) = paper.orders
    assert (order.paper, order.colour, order.both_sides) == (Sheet.A4, True, True)
    assert paper.threads == {"papers"}


def test_only_those_chosen_are_printed_in_the_order_of_the_list(
    qtbot, show, people, press, paper, uses
):
    everybody = people(5)
    page = show()
    page.options.sides.set_text(Sides.FRONTS)
    page.table.selectRow(1)
    press("Shift+Down")
    assert page.print_button.accessibleName() == "Cetak 2 kartu"
    names = shown(page)[1:3]
    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    words = printed.text(paper.sent[0])
    assert words.index(names[0]) < words.index(names[1])
    assert unprinted(uses) == (everybody[0], *everybody[3:])


def test_a_printer_that_turns_paper_is_let_and_one_without_colour_gets_grey(
    qtbot, show, people, press, paper
):
    people(1)
    page = show()
    assert page.options.is_turned_by_hand()
    page.options.printer.set_text("Zebra ZC300")
    page.options.printer.changed.emit("printer")
    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    (order,) = paper.orders
    assert (order.printer, order.colour, order.both_sides) == ("Zebra ZC300", False, True)


def test_a_stack_is_turned_by_hand_between_its_fronts_and_its_backs(
    qtbot, show, people, press, paper, uses
):
    people(2)
    page = show()
    press("Ctrl+P")
    qtbot.waitUntil(page.turning.isVisible)
    assert [len(printed.scan(pdf)) for pdf in paper.sent] == [2]
    assert len(unprinted(uses)) == 2
    assert page.turning.button.hasFocus()
    with qtbot.waitSignal(page.printed):
        press("Return")
    assert [len(printed.scan(pdf)) for pdf in paper.sent] == [2, 0]
    assert not page.turning.isVisible()
    assert unprinted(uses) == ()


def test_who_does_not_turn_the_stack_finds_the_people_still_without_a_card(
    qtbot, show, people, press, uses
):
    people(2)
    page = show()
    press("Ctrl+P")
    qtbot.waitUntil(page.turning.isVisible)
    with qtbot.waitSignal(page.printed):
        page.progress.cancel_button.click()
    assert "dibatalkan" in told(page)
    assert len(unprinted(uses)) == 2


def test_a_printer_that_jams_costs_one_stack_and_is_told(
    qtbot, show, people, press, paper, uses, monkeypatch
):
    monkeypatch.setattr(cards, "STACKS", {Sheet.A4: 2})
    people(5)
    paper.jams_at = 2
    page = show()
    page.options.sides.set_text(Sides.FRONTS)
    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    assert "Printer tidak menerima cetakan" in told(page)
    assert len(unprinted(uses)) == 3
    qtbot.waitUntil(lambda: len(shown(page)) == 3)


def test_cancelling_between_stacks_says_how_many_are_done(
    qtbot, show, people, press, paper, uses, monkeypatch
):
    monkeypatch.setattr(cards, "STACKS", {Sheet.A4: 2})
    people(5)
    page = show()
    page.options.sides.set_text(Sides.FRONTS)
    paper.gate.clear()
    press("Ctrl+P")
    qtbot.waitUntil(lambda: paper.asked)
    page.progress.cancel()
    paper.gate.set()
    with qtbot.waitSignal(page.printed):
        pass
    assert "2 dari 5 kartu tercetak" in told(page)
    assert len(unprinted(uses)) == 3


def test_a_clerk_can_save_while_cards_are_printed(
    qtbot, show, people, press, paper, session, draft
):
    people(2)
    page = show()
    page.options.sides.set_text(Sides.FRONTS)
    paper.gate.clear()
    press("Ctrl+P")
    qtbot.waitUntil(lambda: paper.asked)
    kept = []
    page._jobs.start(page, lambda: Register(session)(draft()), kept.append, kept.append, "books")
    qtbot.waitUntil(lambda: bool(kept))
    assert kept[0].number
    assert page.progress.is_running
    paper.gate.set()
    with qtbot.waitSignal(page.printed):
        pass


def test_without_a_printer_cards_can_still_be_saved(show, people, paper):
    people(1)
    paper.printers = ()
    page = show(known=lambda page: bool(page.options.printer.sentences()))
    assert "Belum ada printer" in page.options.printer.sentences()[0]
    assert not page.print_button.isEnabled()
    assert page.save_button.isEnabled()


def test_the_printers_calibration_moves_the_cards(qtbot, show, people, press, paper, uses):
    import zxingcpp

    people(1)
    measured = Measured(left=25.0, top=20.0, width=170.0, height=257.0)
    uses.calibrations.measure("EPSON L3210", Sheet.A4, "front", measured)
    page = show()
    page.options.sides.set_text(Sides.FRONTS)
    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    (code,) = zxingcpp.read_barcodes(printed.image(paper.sent[0]))
    assert code.position.top_left.x / 300 * 25.4 == pytest.approx(78.7 - 5, abs=0.5)


# Into a file


def test_cards_are_saved_as_a_pdf_and_counted_as_printed(
    qtbot, show, people, press, uses, chosen, tmp_path, session
):
    people(3)
    page = show()
    chosen.paths = [tmp_path / "kartu.pdf"]
    with qtbot.waitSignal(page.printed):
        press("Ctrl+S")
    assert chosen.names == [f"kartu-{session.today()}.pdf"]
    assert "3 kartu tersimpan di kartu.pdf" in told(page)
    assert len(printed.scan(tmp_path / "kartu.pdf")) == 3
    assert unprinted(uses) == ()


def test_a_file_that_cannot_be_written_is_told_and_nobody_counts_as_printed(
    qtbot, show, people, press, uses, chosen, tmp_path
):
    people(1)
    page = show()
    chosen.paths = [tmp_path / "gone" / "kartu.pdf"]
    with qtbot.waitSignal(page.printed):
        press("Ctrl+S")
    assert "tidak bisa menulis ke tempat itu" in told(page)
    assert len(unprinted(uses)) == 1


# Another card for who has one


def test_people_chosen_in_peserta_get_another_card_with_a_reason(
    qtbot, show, people, press, paper, uses, session, tmp_path
):
    everybody = people(3)
    uses.cards(tmp_path / "first.pdf", everybody[:1])
    page = show()
    page.options.sides.set_text(Sides.FRONTS)
    page.choose(everybody[:2])
    qtbot.waitUntil(lambda: page.heading.text() == "Dipilih dari Peserta")
    assert len(shown(page)) == 2
    assert page.table.model().index(0, CARD).data() == "kartu ke-1"
    assert page.options.reason.isVisible()

    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    (said,) = page.options.reason.sentences()
    assert "1 orang sudah pernah mendapat kartu" in said
    assert page.options.reason.combo.hasFocus()
    assert paper.sent == []

    press("K")  # Kartu hilang
    assert page.options.reason.text() == "lost"
    page.table.setFocus()
    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    with session.books.reading() as unit:
        assert [line.reason for line in unit.cards.of(everybody[0])] == ["", "Kartu hilang"]
        assert [line.reason for line in unit.cards.of(everybody[1])] == [""]


def test_a_reason_of_ones_own_is_typed(qtbot, show, people, press, paper, uses, session, tmp_path):
    everybody = people(1)
    uses.cards(tmp_path / "first.pdf", everybody)
    page = show()
    page.options.sides.set_text(Sides.FRONTS)
    page.choose(everybody)
    qtbot.waitUntil(page.options.reason.isVisible)
    page.options.reason.set_text(options.OTHER)
    page.options.reason.changed.emit("reason")
    assert page.options.other_reason.line.hasFocus()
    qtbot.keyClicks(page.options.other_reason.line, "tercelup air")
    with qtbot.waitSignal(page.printed):
        press("Ctrl+P")
    with session.books.reading() as unit:
        assert unit.cards.of(everybody[0])[1].reason == "tercelup air"


def test_who_chose_people_goes_back_to_everybody_without_a_card(qtbot, show, people):
    everybody = people(4)
    page = show()
    page.choose(everybody[2:3])
    qtbot.waitUntil(lambda: len(shown(page)) == 1)
    qtbot.mouseClick(page.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(shown(page)) == 4)
    assert page.heading.text() == "Belum punya kartu"
    assert not page.options.reason.isVisible()
