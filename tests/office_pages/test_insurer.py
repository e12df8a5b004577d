"""BPJS: the list is seen before it is written, and answers before they are taken."""

import csv

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from tests.chosen import Chosen
from tests.city.conftest import accept, at_work, received, reviewer, treasurer  # noqa: F401
from tests.city.test_insurer import KPJ, held, paid  # noqa: F401  # fixtures
from tests.office_pages.conftest import Clerk

from app.domain.insurer import Stage
from app.kit.settings.reason import ReasonQuestion
from app.kit.sticks import Sticks
from app.launch.office import City
from app.office.insurer.questions import AskList
from app.service.city.insurer.answers import TakeAnswers
from app.service.city.insurer.out import ListForInsurer
from app.service.city.insurer.shown import ShowInsurer


@pytest.fixture
def at_desk(qtbot, jobs):
    """Somebody of the city in front of the page BPJS."""
    windows = []

    def at_desk(session):
        files = Chosen()
        window = City(session, jobs, Sticks(jobs, list), files)
        windows.append(window)
        window.frame.show()
        qtbot.waitExposed(window.frame)
        window.begin()
        window.frame.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        clerk = Clerk(qtbot, window, files, [], None)
        page = clerk.go_to("insurer")
        clerk.wait(lambda: len(page.views.model.lines) == 6)
        return clerk, page

    yield at_desk
    for window in windows:
        window.leave()
        window.frame.close()
        for gone in (window.frame, window):
            gone.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def choose(clerk, page, name):
    """Walk down the left list to a heap."""
    page.views.table.setFocus()
    names = [each.name for each in page.views.model.lines]
    clerk.press("Home")
    clerk.press("Down", names.index(name))


def counts(page):
    return {each.name: each.count for each in page.views.model.lines}


def answer(tmp_path, *rows):
    file = tmp_path / "jawab.csv"
    with file.open("w", newline="") as text:
        csv.writer(text).writerows((("NIK", "Nama", "Status", "KPJ", "Keterangan"), *rows))
    return file


def test_the_list_is_looked_at_then_written(at_desk, lempake, paid, treasurer, tmp_path):  # noqa: F811
    paid(lempake, (1, 2))
    paid(lempake, (3,), workplace="Pasar " * 20 + "Lempake")
    clerk, page = at_desk(treasurer)
    assert counts(page)["waiting"] == 3
    clerk.press("Ctrl+N")
    question = clerk.dialog(AskList)
    assert question.whom.text() == "new"
    clerk.press("Return", 4)
    clerk.wait(lambda: page.out.isVisible())
    assert page.out.count.text() == "2 orang masuk daftar, 1 tidak dapat"
    assert "belum dikonfirmasi" in page.out.about.text()
    shown = page.out.left_out.model
    assert "Lokasi Bekerja" in shown.index(0, 2).data()
    clerk.files.paths = [tmp_path / "kirim.xlsx"]
    clerk.press("F5")
    clerk.wait(lambda: counts(page).get("sent") == 2)
    assert load_workbook(tmp_path / "kirim.xlsx").active.max_row == 3
    assert "2 orang ditulis" in page.notices.told()[0]
    choose(clerk, page, "files")
    assert page.files.model.index(0, 0).data() == "kirim.xlsx"


def test_answers_are_seen_row_by_row_and_then_taken(
    at_desk,
    lempake,
    paid,  # noqa: F811
    treasurer,  # noqa: F811
    reviewer,  # noqa: F811
    tmp_path,
):
    ids = paid(lempake, (1, 2, 3))
    ListForInsurer(treasurer)(tmp_path / "kirim.xlsx", "new_members")
    one, two, three = held(reviewer, ids)
    clerk, page = at_desk(treasurer)
    answers = answer(
        tmp_path,
        (one.nik, one.name, "OK", KPJ, ""),
        (two.nik, two.name, "Gagal", "", "Nama ibu kandung tidak cocok"),
        (three.nik, "BAMBANG SURYADI", "OK", "00123456781", ""),
    )
    clerk.files.paths = [answers]
    clerk.press("Ctrl+O")
    clerk.wait(lambda: page.answers.isVisible())
    model = page.answers.rows.model
    assert [model.index(row, 1).data() for row in range(3)] == [
        "Bertentangan", "Ditolak", "Diberi KPJ",
    ]  # fmt: skip
    assert "BAMBANG SURYADI" in page.answers.detail.text()
    assert page.answers.take.text().startswith("Masukkan 2 jawaban")
    clerk.press("F6")
    assert model.index(0, 1).data() == "Disetujui"
    assert page.answers.take.text().startswith("Masukkan 3 jawaban")
    clerk.press("F5")
    assert clerk.dialog(ReasonQuestion).windowTitle() == "Masukkan 1 baris yang bertentangan"
    clerk.type("KTP diperiksa")
    clerk.press("Return", 2)
    clerk.wait(lambda: counts(page).get("numbered") == 2)
    assert [each.kpj for each in held(reviewer, ids)] == [KPJ, "", "00123456781"]
    clerk.press("Ctrl+O")
    clerk.wait(lambda: page.answers.isVisible())
    assert "sudah pernah dimasukkan" in page.answers.counts.text()
    assert not page.answers.take.isEnabled()
    clerk.press("Escape")
    assert not page.answers.isVisible()
    choose(clerk, page, "files")
    page.files.table.setFocus()
    clerk.press("Home")
    clerk.press("Return")
    clerk.wait(lambda: page.rows.isVisible())
    assert [page.rows.model.index(row, 1).data() for row in range(3)] == [
        "Diberi KPJ", "Ditolak", "Diberi KPJ",
    ]  # fmt: skip
    clerk.press("End")
    assert "KTP diperiksa" in page.detail.text()
    clerk.press("Escape")
    assert page.files.isVisible()


def test_the_refused_go_back_to_their_kelurahan(
    at_desk,
    lempake,
    paid,  # noqa: F811
    treasurer,  # noqa: F811
    reviewer,  # noqa: F811
    tmp_path,
):
    ids = paid(lempake, (1,))
    ListForInsurer(treasurer)(tmp_path / "kirim.xlsx", "new_members")
    one = held(reviewer, ids)[0]
    file = answer(tmp_path, (one.nik, one.name, "Gagal", "", "NIK tidak ada"))
    TakeAnswers(treasurer)(TakeAnswers(treasurer).check(file))
    clerk, page = at_desk(reviewer)
    assert not page.buttons["send"].isEnabled()
    choose(clerk, page, Stage.REFUSED.value)
    assert "NIK tidak ada" in page.people.model.index(0, 5).data()
    clerk.press("F8")
    clerk.wait(lambda: ShowInsurer(reviewer).standings()[0].is_asked)
    clerk.wait(lambda: "sudah ditanya" in (page.people.model.index(0, 5).data() or ""))
    page.people.table.setFocus()
    clerk.press("Return")
    clerk.wait(
        lambda: page.window().windowTitle() is not None and clerk.frame.current() == "people"
    )


def test_who_waits_too_long_is_said_at_the_top(at_desk, lempake, paid, treasurer, clock, tmp_path):  # noqa: F811
    clerk, page = at_desk(treasurer)
    assert page.people.empty.isVisible()
    assert "Anggaran" in page.people.empty.hint.text()
    paid(lempake, (1,))
    ListForInsurer(treasurer)(tmp_path / "kirim.xlsx", "new_members")
    clock.go_on(days=15)
    page.refresh()
    clerk.wait(page.late.isVisible)
    assert "1 orang dikirim lebih dari 14 hari" in page.late.text()
    choose(clerk, page, Stage.SENT.value)
    assert page.people.model.index(0, 4).data() == "15"
