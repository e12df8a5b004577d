"""Data luar: files of other offices come in, after showing what they would do."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from tests.city.lists import separated
from tests.office_pages.test_people import texts
from tests.office_pages.test_receiving import shown

from app.office.elsewhere.take import AskKind
from app.service.city.checks import TakeChecks
from app.service.city.elsewhere import TakeElsewhere

SITI = {"nik": "6472814107900041", "name": "SITI AMINAH", "birth_date": "01-07-1990"}


@pytest.fixture
def people(lempake, city, stick):
    """Twelve people of Lempake in the city's books."""
    ids = [lempake.register(each) for each in range(1, 12)]
    ids.append(lempake.register(40, **SITI))
    lempake.send(stick)
    city.receive(stick)
    return ids


@pytest.fixture
def page(people, clerk):
    return clerk.go_to("elsewhere")


@pytest.fixture
def told(city, people, tmp_path):
    """Dukcapil does not know Siti."""
    take = TakeChecks(city.session)
    path = separated(tmp_path / "hasil.csv", ("NIK", "Hasil"), (SITI["nik"], "Tidak Padan"))
    take.keep(take.open(path, "dukcapil", date(2026, 10, 1)))


def read(clerk, page, keys, path, profile, as_of=""):
    """Choose a file and say what it is; the dry run is in sight then."""
    say_what(clerk, keys, path, profile, as_of)
    clerk.wait(lambda: page.preview.isVisible())


def say_what(clerk, keys, path, profile, as_of=""):
    clerk.files.paths = [path]
    clerk.press(keys)
    asked = clerk.dialog(AskKind)
    asked.profile.set_text(profile)
    if as_of:
        asked.as_of.set_text(as_of)
    asked.go_on.setFocus()
    clerk.press("Return")


def test_a_list_is_looked_at_kept_and_let_go(clerk, city, page, tmp_path):
    path = separated(
        tmp_path / "provinsi.csv",
        ["NIK", "Nama", "Tanggal Lahir"],
        SITI.values(),
        ["6472811008850081", "BUDI SANTOSO", "10-08-1985"],
        ["", "", "10-08-1985"],
    )
    read(clerk, page, "Ctrl+N", path, "province", "01-10-2026")
    assert page.preview.title.text() == "APBD Provinsi Kalimantan Timur, data per 01-10-2026"
    assert shown(page.preview.rows)[0][:2] == ["4", "Tidak dipakai"]
    assert not TakeElsewhere(city.session).lines()
    clerk.press("Ctrl+S")
    clerk.wait(lambda: page.lists.model.rowCount() == 1)
    assert shown(page.lists)[0][0] == "APBD Provinsi Kalimantan Timur"
    assert shown(page.lists)[0][2:] == ["2", "1 orang"]
    assert "1 orang mungkin ada di pendaftaran" in page.notices.told()[0]
    clerk.press("F9")
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    next(each for each in box.buttons() if each.text() == "Hapus daftar").click()
    clerk.wait(lambda: page.lists.model.rowCount() == 0)


def test_answers_come_in_and_whom_all_rules_pass_is_accepted(clerk, city, page, people, tmp_path):
    for profile, title, answer in (
        ("dukcapil", "Hasil", "Padan"),
        ("civil_servant", "Hasil", "Bukan ASN"),
        ("insured", "Hasil", "Tidak Terdaftar"),
        ("desil", "Desil", "2"),
    ):
        path = separated(tmp_path / "hasil.csv", ("NIK", title), (SITI["nik"], answer))
        read(clerk, page, "Ctrl+H", path, profile)
        clerk.press("Ctrl+S")
        clerk.wait(lambda: not page.preview.isVisible() and page.buttons["list"].isEnabled())
    clerk.press("F5")
    clerk.wait(lambda: len(page.rules.passed) > 0)
    assert list(page.rules.passed) == [people[-1]]
    clerk.press("F6")
    clerk.wait(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    next(each for each in box.buttons() if each.text() == "Loloskan").click()
    clerk.wait(lambda: any("1 orang lolos" in each for each in page.notices.told()))
    with city.session.books.reading() as unit:
        assert unit.decisions.of(people[-1])[-1].state == "accepted"


def test_a_person_shows_each_rule_with_who_says_so_and_since_when(clerk, page, people, told):
    page = clerk.go_to("people")
    page.open_person(people[-1])
    clerk.wait(lambda: page.case.registration_id == people[-1])
    said = texts(page.case)
    assert "NIK padan dengan Dukcapil: gagal" in said
    assert "NIK tidak padan dengan Dukcapil." in said
    assert "Disdukcapil, 01-10-2026" in said
    assert "E5  Bukan ASN/TNI/Polri/PU: belum dicek" in said


def test_escape_keeps_nothing_and_a_file_that_is_none_is_said(clerk, city, page, tmp_path):
    path = separated(tmp_path / "daftar.csv", ["NIK", "Nama"], [SITI["nik"], SITI["name"]])
    read(clerk, page, "Ctrl+N", path, "baznas")
    clerk.press("Escape")
    clerk.wait(lambda: page.lists.isVisible())
    assert not TakeElsewhere(city.session).lines()
    wrong = tmp_path / "rusak.xlsx"
    wrong.write_bytes(b"PK\x03\x04 bukan apa-apa")
    say_what(clerk, "Ctrl+H", wrong, "desil")
    clerk.wait(lambda: len(page.notices.told()) > 0)
    assert page.lists.isVisible()
