"""Anggaran: a year's money from the ceiling to the payment, by the keys of a keyboard."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.city.conftest import accept, at_work, received, reviewer, treasurer  # noqa: F401
from tests.city.test_money import SIGNED, YEAR
from tests.exchange_story.conftest import Office
from tests.office_pages.test_receiving import shown

from app.domain.months import Month
from app.domain.programme import TargetKind
from app.domain.rights import RECEIVER, REVIEWER, TREASURER
from app.kit.settings.reason import ReasonQuestion
from app.office.money.decrees import DecreeQuestion, PrintDecree
from app.office.money.page import DECREES, OUTLOOK, PAYMENTS
from app.office.money.payments import PayQuestion
from app.office.money.people import PeopleDialog
from app.office.money.programme import HistoryDialog, ProgrammeQuestion
from app.service.city.decree import Decrees
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes
from app.service.city.settle_pairs import Merge, SettlePair

NOV, DEC = Month(2026, 11), Month(2026, 12)


@pytest.fixture
def year(treasurer):  # noqa: F811
    """The programme of 2026, Rp3 billion."""
    return Programmes(treasurer).keep(YEAR)


@pytest.fixture
def people(received, lempake, accept):  # noqa: F811
    """Three people the city accepted."""
    ids = received(lempake, range(1, 4))
    accept(ids)
    return ids


@pytest.fixture
def decreed(year, people, reviewer):  # noqa: F811
    return Decrees(reviewer)(year.id, "SK 100/2026", SIGNED)


@pytest.fixture
def as_role(city: Office, at_work, request):  # noqa: F811
    """The page as somebody of this role sees it."""

    def open_page(role):
        city.session = at_work(role)
        clerk = request.getfixturevalue("clerk")
        page = clerk.go_to("money")
        clerk.wait(lambda: page.stack.currentIndex() == 1)
        return clerk, page

    return open_page


def fill(question, **typed):
    for name, text in typed.items():
        question.fields[name].set_text(text)


def test_without_a_programme_the_page_says_who_can_set_one_up(clerk):
    page = clerk.go_to("money")
    clerk.wait(lambda: "Belum ada program." in page.nothing.sentence.text())
    assert not page.deeds["new"].isEnabled()  # an administrator has no say in money
    assert "pengelola anggaran" in page.nothing.hint.text()


def test_a_treasurer_types_a_ceiling_as_people_write_it(city, at_work, request):  # noqa: F811
    city.session = at_work(TREASURER)
    clerk = request.getfixturevalue("clerk")
    page = clerk.go_to("money")
    clerk.wait(lambda: page.begin.hasFocus())
    clerk.press("Return")
    asked = clerk.dialog(ProgrammeQuestion)
    assert asked.year.text() == "2026"
    assert asked.first.text() == "01-2026"
    asked.answer()
    assert asked.ceiling.sentences()
    asked.ceiling.setFocus()
    clerk.type("Rp 3.000.000.000,-")
    asked.answer()
    clerk.wait(lambda: page.stack.currentIndex() == 1)
    assert page.figures.numbers["ceiling"].text() == "Rp3.000.000.000"
    assert page.figures.numbers["per_month"].text() == "Rp16.800"
    assert page.figures.numbers["paid_months"].text() == "0 dari 12"
    assert "tersimpan" in page.notices.told()[0]


def test_the_page_opens_on_the_programme_that_runs_now(year, treasurer, as_role):  # noqa: F811
    months = {"first_month": Month(2027, 1), "last_month": Month(2027, 12)}
    Programmes(treasurer).keep(replace(year, id="", year=2027, **months))
    _, page = as_role(TREASURER)
    assert page.programme.year == 2026
    assert page.programmes.count() == 2


def test_a_change_wants_a_reason_and_stands_in_the_history(year, as_role):
    clerk, page = as_role(TREASURER)
    clerk.press("Ctrl+E")
    asked = clerk.dialog(ProgrammeQuestion)
    fill(asked, ceiling="1000000000")
    asked.answer()
    clerk.wait(lambda: bool(asked.reason.sentences()))
    fill(asked, reason="refocusing")
    asked.target.setFocus()
    clerk.type("Jatah")
    clerk.press("Ctrl+J")
    clerk.press("4")
    clerk.type("0")
    clerk.press("Return")
    clerk.wait(lambda: asked.places.total() == 40)
    assert "40 tempat" in asked.total.text()
    assert asked.table.currentIndex().row() == 1
    asked.answer()
    clerk.wait(lambda: page.figures.numbers["ceiling"].text() == "Rp1.000.000.000")
    clerk.press("Ctrl+H")
    lines = shown(clerk.dialog(HistoryDialog).lines)
    assert [(line[1], line[2], line[4]) for line in lines] == [
        ("Bendahara", "Rp1.000.000.000", "refocusing"),
        ("Bendahara", "Rp3.000.000.000", "pertama kali diatur"),
    ]
    assert page.programme.target is TargetKind.FIXED
    assert sum(page.programme.offices.values()) == 40


def test_places_by_need_follow_from_the_money_that_is_typed(year, people, as_role):
    clerk, _ = as_role(TREASURER)
    clerk.press("Ctrl+E")
    asked = clerk.dialog(ProgrammeQuestion)
    assert not asked.table.isVisible()
    asked.target.setFocus()
    clerk.type("Menurut")
    clerk.wait(lambda: asked.places.places() == {"6472051003": 3})
    assert not asked.places.flags(asked.places.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    asked.ceiling.setFocus()
    asked.ceiling.line.selectAll()
    clerk.type(str(2 * 12 * 16_800))
    clerk.wait(lambda: asked.places.places() == {"6472051003": 2})
    assert asked.total.text().startswith("2 tempat")


def test_what_if_is_answered_at_each_key_in_a_sentence(year, as_role):
    clerk, page = as_role(RECEIVER)
    clerk.press("Ctrl+G")
    clerk.wait(lambda: page.what_if.people.line.hasFocus())
    clerk.type("19000")
    clerk.wait(lambda: "Rp3.830.400.000" in page.what_if.sum.text())
    assert page.what_if.verdict.text() == "Kurang Rp830.400.000."
    assert page.what_if.buys.text() == (
        "Rp3.000.000.000 cukup untuk 19.000 orang selama 9 bulan,"
        " atau 14.880 orang selama 12 bulan."
    )
    clerk.press("Return")
    clerk.type("x")
    assert page.what_if.months.sentences()
    page.what_if.months.line.selectAll()
    clerk.type("9")
    clerk.wait(lambda: page.what_if.verdict.text() == "Cukup. Tidak terpakai Rp127.200.000.")


def test_a_decree_is_proposed_signed_shown_and_cancelled(year, people, as_role):
    clerk, page = as_role(REVIEWER)
    clerk.press("Ctrl+2")
    assert page.parts.currentIndex() == DECREES
    clerk.wait(lambda: page.stack.currentIndex() == 1)
    assert "Usulkan SK" in page.decrees.empty.hint.text()
    clerk.press("Ctrl+U")
    asked = clerk.dialog(DecreeQuestion)
    assert "3 orang" in asked.title.text()
    assert shown(asked.offices) == [["Lempake", "3", "0"]]
    clerk.press("Return")  # from the empty number on to the day, then to the deed
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: bool(asked.number.sentences()))
    clerk.type("SK 100/2026")
    clerk.press("Return")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: len(shown(page.decrees)) == 1)
    assert shown(page.decrees)[0][::2] == ["SK 100/2026", "3"]
    clerk.wait(lambda: QApplication.activeModalWidget() is None)
    clerk.press("F9")
    asked = clerk.dialog(ReasonQuestion)
    assert asked.windowTitle() == "Batalkan SK"
    clerk.type("salah nama")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: "salah nama" in shown(page.decrees)[0][3])
    assert not page.deeds["cancel"].isEnabled()


def test_a_fixed_target_shows_who_is_beyond_it(received, lempake, accept, treasurer, as_role):  # noqa: F811
    Programmes(treasurer).keep(replace(YEAR, target=TargetKind.FIXED, offices={"6472051003": 1}))
    accept(received(lempake, range(1, 4)))
    clerk, _ = as_role(REVIEWER)
    clerk.press("Ctrl+2")
    clerk.press("Ctrl+U")
    asked = clerk.dialog(DecreeQuestion)
    assert shown(asked.offices) == [["Lempake", "1", "2"]]
    clerk.press("Ctrl+J")
    beyond = clerk.dialog(PeopleDialog)
    clerk.wait(lambda: beyond.model.rowCount() == 2)


def test_a_payment_is_reckoned_kept_looked_at_and_taken_back(decreed, as_role):
    clerk, page = as_role(TREASURER)
    clerk.press("Ctrl+3")
    assert page.parts.currentIndex() == PAYMENTS
    clerk.press("Ctrl+B")
    asked = clerk.dialog(PayQuestion)
    clerk.wait(lambda: asked.figures[1].text() == "Rp50.400")
    assert asked.first.text() == "2026-11"
    asked.last.setFocus()
    clerk.type("12-2026")
    clerk.wait(lambda: asked.figures[1].text() == "Rp100.800")
    assert [each.text() for each in asked.figures] == ["3", "Rp100.800", "Rp2.999.899.200"]
    asked.answer()
    assert asked.proof.sentences()
    asked.proof.setFocus()
    clerk.type("SP2D 7")
    asked.answer()
    clerk.wait(lambda: len(shown(page.payments)) == 1)
    assert shown(page.payments)[0][:3] == ["November - Desember 2026", "3", "Rp100.800"]
    clerk.wait(lambda: page.figures.numbers["paid_months"].text() == "2 dari 12")
    clerk.press("Ctrl+L")
    dialog = clerk.dialog(PeopleDialog)
    clerk.wait(lambda: dialog.model.rowCount() == 3)
    line = [dialog.model.index(0, column).data() for column in range(6)]
    assert line[4:] == ["2", "Rp33.600"]
    assert "••••" in line[1]
    clerk.press("Escape")
    clerk.wait(lambda: QApplication.activeModalWidget() is None)
    clerk.press("F9")
    assert clerk.dialog(ReasonQuestion).windowTitle() == "Tarik kembali pembayaran"
    clerk.type("salah rekening")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: len(shown(page.payments)) == 2)
    states = [line[5] for line in shown(page.payments)]
    assert states[0] == "penarikan kembali: salah rekening"
    assert states[1].startswith("ditarik kembali ")
    state = page.payments.model.columns[5]
    marks = [state.picture(each)[0] for each in page.payments.model.lines]
    assert marks == ["rotate-ccw", "circle-x"]
    assert not page.deeds["reverse"].isEnabled()


def test_a_sum_that_changed_is_not_kept(received, lempake, accept, year, reviewer, as_role):  # noqa: F811
    ids = received(lempake, range(1, 5))
    accept(ids[:3])
    Decrees(reviewer)(year.id, "SK 100/2026", SIGNED)
    clerk, page = as_role(TREASURER)
    clerk.press("Ctrl+3")
    clerk.press("Ctrl+B")
    asked = clerk.dialog(PayQuestion)
    clerk.wait(lambda: asked.figures[0].text() == "3")
    accept(ids[3:])
    Decrees(reviewer)(year.id, "SK 101/2026", SIGNED)
    fill(asked, proof="SP2D 7")
    asked.answer()
    clerk.wait(lambda: "berubah sejak dihitung" in asked.message.text())
    asked.reckon()
    clerk.wait(lambda: asked.figures[0].text() == "4")
    assert not shown(page.payments)


def test_the_waiting_are_listed_in_order(received, lempake, accept, treasurer, reviewer, as_role):  # noqa: F811
    year = Programmes(treasurer).keep(replace(YEAR, ceiling=2 * 16_800))
    ids = received(lempake, range(1, 4))
    accept([ids[2]])
    accept(ids[:2])
    Decrees(reviewer)(year.id, "SK 1", SIGNED)
    clerk, _ = as_role(TREASURER)
    clerk.press("Ctrl+3")
    clerk.press("Ctrl+B")
    asked = clerk.dialog(PayQuestion)
    clerk.wait(lambda: asked.waiting.isVisible())
    assert asked.waiting.text().startswith("1 orang menunggu dana")
    clerk.press("Ctrl+L")
    dialog = clerk.dialog(PeopleDialog)
    clerk.wait(lambda: dialog.model.rowCount() == 1)
    assert dialog.model.line(0).registration_id == ids[1]


def test_a_day_of_loss_leads_to_its_people_and_on_to_one(decreed, people, treasurer, as_role):  # noqa: F811
    Pay(treasurer)(decreed.programme, NOV, DEC, date(2026, 11, 10), "SP2D 1")
    clerk, page = as_role(RECEIVER)
    assert page.parts.currentIndex() == OUTLOOK
    clerk.wait(lambda: shown(page.losses) == [["01-04-2027", "3"]])
    assert [line[1:] for line in shown(page.months)] == [["3", "Rp50.400"]] * 2
    assert "tidak akan terpakai" in page.outlook.text()
    page.losses.setFocus()
    clerk.press("Ctrl+L")
    dialog = clerk.dialog(PeopleDialog)
    clerk.wait(lambda: dialog.model.rowCount() == 3)
    wanted = dialog.model.line(0).registration_id
    clerk.press("Return")
    clerk.wait(lambda: clerk.frame.current() == "people")
    case = clerk.frame.page("people").case
    clerk.wait(lambda: case.registration_id == wanted)


def test_the_list_of_a_decree_is_written_masked_or_for_a_reason(decreed, as_role, tmp_path):
    clerk, page = as_role(TREASURER)
    clerk.press("Ctrl+2")
    clerk.wait(lambda: page.decrees.chosen() is not None)
    clerk.files.paths = [tmp_path / "daftar.pdf"]
    clerk.press("Ctrl+K")
    asked = clerk.dialog(PrintDecree)
    assert not asked.reason.isEnabled()
    asked.answer()
    clerk.wait(lambda: (tmp_path / "daftar.pdf").exists())
    assert clerk.files.names == ["SK-100-2026-disamarkan.pdf"]
    clerk.wait(lambda: QApplication.activeModalWidget() is None)
    clerk.files.paths = [tmp_path / "daftar.xlsx"]
    clerk.wait(lambda: not page.progress.is_running)
    clerk.press("Ctrl+K")
    asked = clerk.dialog(PrintDecree)
    fill(asked, kind=".xlsx", nik="full")
    asked.answer()
    assert asked.reason.sentences()
    fill(asked, reason="insurer")
    asked.answer()
    clerk.wait(lambda: (tmp_path / "daftar.xlsx").exists())
    assert clerk.files.names[-1] == "SK-100-2026-lengkap.xlsx"


def test_who_was_paid_for_twice_is_said_and_shown(decreed, people, treasurer, reviewer, as_role):  # noqa: F811
    Pay(treasurer)(decreed.programme, NOV, NOV, date(2026, 11, 10), "SP2D 1")
    SettlePair(reviewer).same(Merge(people[0], people[1]), "orang yang sama")
    clerk, page = as_role(TREASURER)
    clerk.wait(lambda: page.buttons["twice"].isVisible())
    assert page.buttons["twice"].text().startswith("1 orang dibayar dua kali")
    clerk.press("Ctrl+D")
    dialog = clerk.dialog(PeopleDialog)
    clerk.wait(lambda: dialog.model.rowCount() == 1)
    assert dialog.model.line(0).registration_id == people[0]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (TREASURER, {"new", "change", "pay", "print"}),
        (REVIEWER, {"propose", "cancel", "print"}),
        (RECEIVER, set()),
    ],
)
def test_each_role_has_its_deeds_and_is_told_why_not_the_others(decreed, as_role, role, may):
    clerk, page = as_role(role)
    clerk.wait(lambda: page.decrees.chosen() is not None)
    deeds = {"new", "change", "pay", "propose", "cancel", "print"}
    assert {name for name in deeds if page.deeds[name].isEnabled()} == may
    for name in deeds - may:
        assert page.buttons[name].toolTip()
