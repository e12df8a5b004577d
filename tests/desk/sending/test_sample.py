"""Contoh: a second person keys a few of what was approved again, from the paper alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox
from tests.office import CHEAP, LURAH_PASSWORD, PASSWORD, SITI, as_lurah

from app.desk.sending.page import SAMPLE
from app.desk.sending.sample.pane import FORM, LIST, RATES, VERDICT
from app.desk.sending.sample.share import ChooseShare, ShareSheet
from app.domain.registration import Registration
from app.domain.sample import ErrorRate
from app.keys.slots import SlotFile
from app.service.drafts import Drafts
from app.service.exchange.approve import Approve
from app.service.operators import Operators
from app.service.sample import CheckAgain

SIBLING = "SITI AMINAH NORHAYATI"  # what `register(1)` calls her


@pytest.fixture
def drawn(lempake):
    """Somebody whom chance has drawn: here, everybody."""
    CheckAgain(lempake.session).put_percent(100)
    uid = lempake.register(1, name=SIBLING)
    Approve(as_lurah(lempake.session))([uid], LURAH_PASSWORD)
    return uid


@pytest.fixture
def rina(lempake):
    """Another petugas at the same books."""
    slots = SlotFile(lempake.session.folder, CHEAP)
    Operators(replace(lempake.session, slots=slots)).add("Rina", PASSWORD, "clerk")
    return replace(lempake.session, slots=slots, opened=slots.unlock("Rina", PASSWORD))


def papers(lempake, uid):
    with lempake.session.books.reading() as unit:
        return unit.registrations.current(uid).record


def paper_of(lempake, uid):
    """What stands on the paper: the same as in the books, until a test says otherwise."""
    return Registration.from_record(papers(lempake, uid)).to_draft()


def open_form(clerk):
    """Enter on the only one of the list."""
    pane = clerk.page.sample
    clerk.until(lambda: bool(pane.list.model.lines))
    clerk.press("Return", pane.list.table)
    clerk.until(lambda: pane._stack.currentIndex() == FORM)
    return pane


def key_in(clerk, record, **otherwise):
    """Every field as it stands on the paper, Enter after each."""
    pane = clerk.page.sample
    for name in [each for each in pane.form.fields if not each.startswith("heirs.")]:
        field = pane.form.fields[name]
        assert field.editor.hasFocus(), name
        text = str(otherwise.get(name, record.get(name, "")))
        if isinstance(field.editor, QLineEdit) and name != "occupation":
            if name == "birth_date":
                text = "-".join(reversed(text.split("-"))) if text[4] == "-" else text
            QTest.keyClicks(field.editor, text)
        else:
            field.set_text(text)
        clerk.press("Return", field.editor)
    for name, text in (
        ("name", "HERMAN"), ("relation", "husband"), ("birth_date", "04071980"), ("nik", ""),
    ):  # fmt: skip
        field = pane.form.fields[f"heirs.0.{name}"]
        assert field.editor.hasFocus(), name
        if name == "relation":
            field.set_text(text)
        else:
            QTest.keyClicks(field.editor, text)
        clerk.press("Return", field.editor)


def compare(clerk):
    pane = clerk.page.sample
    assert pane.form.compare_button.hasFocus()
    clerk.press("Return", pane.form.compare_button)
    clerk.until(lambda: pane._stack.currentIndex() == VERDICT)


def said(widget):
    return [each.text() for each in widget.findChildren(QLabel)]


def test_the_list_says_how_many_of_how_many_wait(sit_down, lempake, drawn, rina):
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = clerk.page.sample
    clerk.until(lambda: bool(pane.list.model.lines))
    assert pane.line.text() == "Contoh yang diketik ulang: 1 dari 1 menunggu"
    assert clerk.page.tabs[SAMPLE].text() == "Contoh (1)"
    (row,) = clerk.rows(pane.list.table)
    assert row[:2] == ["ketik ulang", SIBLING]
    assert not pane.rates_button.isVisible()  # who is wrong how often is not a clerk's to read


def test_the_form_shows_nothing_of_what_was_typed_first(sit_down, lempake, drawn, rina):
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = open_form(clerk)
    record = papers(lempake, drawn)
    shown = " ".join([each.text() for each in pane.form.findChildren(QLineEdit)] + said(pane.form))
    for name in ("nik", "name", "mother_name", "address", "kk", "phone"):
        assert record[name] not in shown
    assert all(not field.text() for field in pane.form.fields.values())


def test_enter_leads_through_and_all_the_same_is_said_so(sit_down, lempake, drawn, rina):
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = open_form(clerk)
    key_in(clerk, papers(lempake, drawn))
    compare(clerk)
    assert "Semua 17 bagian sama" in pane.verdict.said.text()
    assert "berbeda" not in said(pane.verdict)
    assert not pane.verdict.keep_button.isVisible()
    clerk.press("Return", pane.verdict.back_button)
    clerk.until(lambda: pane.list.model.lines == ())
    assert pane._stack.currentIndex() == LIST
    assert pane.line.text() == "Contoh yang diketik ulang: 0 dari 1 menunggu"
    assert pane.list.empty.sentence.text() == "Semua contoh sudah diketik ulang."


def test_both_values_stand_side_by_side_and_the_paper_decides(sit_down, lempake, drawn, rina):
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = open_form(clerk)
    key_in(clerk, papers(lempake, drawn), mother_name="MASITOH", rt="008")
    compare(clerk)
    shown = said(pane.verdict)
    for words in ("MASITAH", "MASITOH", "007", "008", "berbeda", "sama"):
        assert words in shown
    assert list(pane.verdict.answers) == ["mother_name", "rt"]
    assert pane.verdict.answers["mother_name"].editor.hasFocus()
    clerk.press("T")
    clerk.press("F2")  # the other one has no answer yet
    clerk.until(lambda: bool(pane.verdict.answers["rt"].sentences()))
    clerk.press("Y", pane.verdict.answers["rt"].editor)
    clerk.press("F2")
    clerk.until_told("1 bagian tercatat salah")
    clerk.until(lambda: [row[0] for row in clerk.rows(pane.list.table)] == ["perbaiki"])
    (rate,) = CheckAgain(as_lurah(lempake.session)).rates()
    assert (rate.operator, rate.fields, rate.wrong) == ("admin", 17, 1)


def test_one_key_leads_from_a_difference_to_the_correction(sit_down, lempake, drawn, rina, qtbot):
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = open_form(clerk)
    key_in(clerk, papers(lempake, drawn), mother_name="MASITOH")
    compare(clerk)
    clerk.press("T", pane.verdict.answers["mother_name"].editor)
    with qtbot.waitSignal(clerk.page.sample_fix_asked) as asked:
        clerk.press("F4")
    assert asked.args == [drawn, ("mother_name",)]
    opened = Drafts(rina).open(drawn)
    assert (opened.draft.mother_name, opened.field) == ("MASITOH", "mother_name")


def test_what_a_correction_waits_for_is_opened_from_the_list(sit_down, lempake, drawn, rina, qtbot):
    CheckAgain(rina)(drawn, replace(SITI, name=SIBLING, mother_name="MASITOH"))
    found = CheckAgain(rina).to_do()[0].wrong
    CheckAgain(rina).judge(drawn, dict.fromkeys(found, False))
    clerk = sit_down(lempake, SAMPLE, session=rina)
    clerk.until(lambda: bool(clerk.page.sample.list.model.lines))
    with qtbot.waitSignal(clerk.page.sample_fix_asked) as asked:
        clerk.press("F2")
    assert asked.args == [drawn, found]


def test_whoever_goes_on_later_sees_what_is_in_the_books_only(sit_down, lempake, drawn, rina):
    CheckAgain(rina)(drawn, replace(paper_of(lempake, drawn), mother_name="MASITOH"))
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = clerk.page.sample
    clerk.until(lambda: bool(pane.list.model.lines))
    assert clerk.rows(pane.list.table)[0][0] == "cocokkan kertas"
    clerk.press("Return", pane.list.table)
    clerk.until(lambda: pane._stack.currentIndex() == VERDICT)
    assert {"MASITAH", "tidak disimpan"} <= set(said(pane.verdict))


def test_who_typed_it_is_told_to_leave_it_to_somebody_else(sit_down, lempake, drawn):
    clerk = sit_down(lempake, SAMPLE)  # the administrator, who registered her
    pane = clerk.page.sample
    clerk.until(lambda: bool(pane.list.model.lines))
    assert clerk.rows(pane.list.table)[0][-1] == "Anda yang mencatat"
    clerk.press("Return", pane.list.table)
    clerk.until_told("Biarkan orang lain mengetik ulang")
    assert pane._stack.currentIndex() == LIST


def test_what_is_typed_outlives_a_look_at_the_list(sit_down, lempake, drawn, rina):
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = open_form(clerk)
    QTest.keyClicks(pane.form.fields["nik"].editor, "6472814107900001")
    clerk.press("Escape")
    clerk.until(lambda: pane._stack.currentIndex() == LIST)
    clerk.press("Return", pane.list.table)
    assert pane.form.fields["nik"].text() == "6472814107900001"
    assert pane.form.fields["name"].editor.hasFocus()


def test_pressed_too_early_it_asks_what_is_empty_on_the_paper(sit_down, lempake, drawn, rina):
    clerk = sit_down(lempake, SAMPLE, session=rina)
    pane = open_form(clerk)
    QTest.keyClicks(pane.form.fields["nik"].editor, "6472814107900001")
    clerk.press("F2")
    box = next(each for each in pane.form.findChildren(QMessageBox) if each.isVisible())
    assert "Nama ibu kandung" in box.informativeText()
    box.buttons()[0].click()  # all the same: the rules say that a name must be there
    clerk.until(lambda: bool(pane.form.fields["name"].sentences()))
    assert len(CheckAgain(rina).waiting()) == 1


def test_the_lurah_sees_who_was_wrong_how_often_and_corrects_nothing(sit_down, lempake, drawn):
    lurah = as_lurah(lempake.session)
    CheckAgain(lurah)(drawn, replace(paper_of(lempake, drawn), rt="008"))
    clerk = sit_down(lempake, SAMPLE, session=lurah)
    pane = clerk.page.sample
    clerk.until(lambda: bool(pane.rates.list.model.lines))
    clerk.press("F6")
    assert pane._stack.currentIndex() == RATES
    whole, month = clerk.rows(pane.rates.list.table)
    assert whole == ["admin", "1", "17", "1", "1", "terlalu sedikit"]
    assert month == ["    November 2026", *whole[1:]]
    clerk.press("Escape")
    clerk.press("Return", pane.list.table)
    clerk.until(lambda: pane._stack.currentIndex() == VERDICT)
    assert not pane.verdict.correct_button.isVisible()


def test_a_percentage_stands_beside_its_numbers_from_a_hundred_fields_on(sit_down, lempake, drawn):
    clerk = sit_down(lempake, SAMPLE, lurah=True)
    pane = clerk.page.sample
    clerk.until(lambda: bool(pane.list.model.lines))
    pane.rates.show_rates([ErrorRate("Rina", 40, 680, 17)], [])
    assert clerk.rows(pane.rates.list.table) == [["Rina", "40", "680", "17", "0", "2,5 %"]]


def test_an_office_without_a_sample_says_why_there_is_none(sit_down, lempake):
    CheckAgain(lempake.session).put_percent(0)
    clerk = sit_down(lempake, SAMPLE, lurah=True)
    pane = clerk.page.sample
    clerk.until(lambda: bool(pane.share.text()))
    assert pane.list.empty.sentence.text() == "Belum ada contoh yang terpilih."
    assert "Pengaturan" in pane.list.empty.hint.text()
    clerk.press("F6")
    assert pane.rates.list.empty.isVisible()


@pytest.fixture
def show_share(qtbot, jobs):
    def show(session):
        sheet = ShareSheet(CheckAgain(session), jobs)
        qtbot.addWidget(sheet)
        with qtbot.waitExposed(sheet):
            sheet.show()
        qtbot.waitUntil(lambda: bool(sheet.share.text()))
        return sheet

    return show


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "Tidak ada yang diketik ulang"),
        ("12", "12 persen dari yang disetujui, dipilih secara acak"),
    ],
)
def test_the_administrator_chooses_the_share(qtbot, show_share, lempake, typed, said):
    sheet = show_share(lempake.session)
    assert sheet.share.text().startswith("5 persen")
    sheet._choose.trigger()
    asked = sheet.findChild(ChooseShare)
    QTest.keyClicks(asked.percent.editor, typed)  # the old number is selected
    with qtbot.waitSignal(sheet.told):
        QTest.keyClick(asked.go_on, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sheet.share.text() == said)
    assert CheckAgain(lempake.session).percent() == int(typed)


@pytest.mark.parametrize("typed", ["101", "banyak", "-1"])
def test_a_share_that_cannot_be_is_said_at_its_field(qtbot, show_share, lempake, typed):
    sheet = show_share(lempake.session)
    sheet._choose.trigger()
    asked = sheet.findChild(ChooseShare)
    asked.percent.set_text("")
    QTest.keyClicks(asked.percent.editor, typed[:3])
    QTest.keyClick(asked.go_on, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked.percent.sentences()))
    asked.reject()
    assert CheckAgain(lempake.session).percent() == 5


def test_the_lurah_reads_the_share_and_cannot_choose_it(show_share, lempake):
    assert not show_share(as_lurah(lempake.session)).choose_button.isVisible()
