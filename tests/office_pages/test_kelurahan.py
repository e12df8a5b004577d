"""Kelurahan: how each stands, and whose files are taken."""

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from tests.office_pages.test_receiving import shown

from app.office.kelurahan.dialogs import EnrolStation, HandOverQuestion
from app.service.exchange.enrol import Enrol


def row_of(page, name):
    """The line of a kelurahan, as it is shown."""
    return next(line for line in shown(page.kelurahan) if line[0] == name)


@pytest.fixture
def page(clerk):
    page = clerk.go_to("kelurahan")
    clerk.wait(lambda: page.kelurahan.model.rowCount() > 50)
    return page


def test_a_kelurahan_shows_its_pcs_its_last_file_and_how_long_it_is_silent(
    clerk, city, lempake, second, stick, clock
):
    lempake.register(1)
    lempake.register(2)
    lempake.send(stick)
    city.receive(stick)
    clock.go_on(days=15)
    page = clerk.go_to("kelurahan")
    clerk.wait(lambda: page.kelurahan.model.rowCount() > 50)
    _, stations, people, waiting, last, lost, silent = row_of(page, "Lempake")
    assert (stations, people, waiting, lost, silent) == ("1, 2", "2", "2", "tidak", "15 hari")
    assert last.startswith("No. 1, ")
    assert row_of(page, "Baqa")[1] == "belum ada"
    assert page.kelurahan.chosen().name == "Lempake"  # who is connected comes first
    assert "Sidik kunci" in page.about.text()


def test_a_lost_file_is_missed_until_it_comes(clerk, city, lempake, tmp_path, page):
    sticks = []
    for serial in (1, 2):
        lempake.register(serial)
        sticks.append(tmp_path / f"s{serial}")
        sticks[-1].mkdir()
        lempake.send(sticks[-1])
        city.receive(sticks[-1])
        back = tmp_path / f"b{serial}"
        back.mkdir()
        city.seal(back)
        lempake.receive(back)
    page.refresh()
    clerk.wait(lambda: row_of(page, "Lempake")[4].startswith("No. 2"))
    assert row_of(page, "Lempake")[5] == "tidak"


def test_a_pc_is_enrolled_once_two_people_have_compared_its_fingerprint(
    clerk, city, offices, tmp_path, page
):
    desk = offices("64.72.05.1003")
    card, told = Enrol(desk.session).write(tmp_path)
    clerk.files.paths = [card]
    clerk.press("Ctrl+N")
    asked = clerk.dialog(EnrolStation)
    assert asked.fingerprint.text() == told.fingerprint
    assert not Enrol(city.session).all()
    clerk.press("Return")
    clerk.wait(lambda: [each.office for each in Enrol(city.session).all()] == ["6472051003"])
    clerk.wait(lambda: row_of(page, "Lempake")[1] == "1")
    folder = tmp_path / "for-lempake"
    folder.mkdir()
    clerk.files.paths = [folder]
    clerk.press("Ctrl+K")
    clerk.wait(lambda: any(folder.glob("kunci-*.payung")))


def test_a_changed_key_is_said_before_it_replaces_the_old_one(
    clerk, city, lempake, offices, tmp_path, page
):
    lempake.close()
    lempake.folder.rename(tmp_path / "dead")
    new = offices("64.72.05.1003")
    card, _ = Enrol(new.session).write(tmp_path)
    clerk.files.paths = [card]
    clerk.press("Ctrl+N")
    asked = clerk.dialog(EnrolStation)
    assert "ganti" in asked.go_on.text()
    clerk.press("Return")
    clerk.wait(lambda: len(Enrol(city.session).all()) == 2)
    lempake.session = new.session


def test_what_is_not_a_key_card_is_refused_in_words(clerk, tmp_path, page):
    (tmp_path / "foto.payung").write_bytes(b"nothing of ours")
    clerk.files.paths = [tmp_path / "foto.payung"]
    clerk.press("Ctrl+N")
    clerk.wait(lambda: bool(page.notices.told()))


def test_a_lost_pc_is_revoked_after_a_question(clerk, city, lempake):
    page = clerk.go_to("kelurahan")
    clerk.wait(lambda: page.stations.chosen() is not None)
    clerk.press("F8")
    clerk.dialog(QMessageBox)
    clerk.press("Escape")  # the safe answer
    assert Enrol(city.session).all()[0].holds
    clerk.wait(lambda: QApplication.activeModalWidget() is None)
    clerk.press("F8")
    box = clerk.dialog(QMessageBox)
    next(each for each in box.buttons() if "Cabut" in each.text()).setFocus()
    clerk.press("Space")
    clerk.wait(lambda: not Enrol(city.session).all()[0].holds)
    clerk.wait(lambda: "dicabut" in shown(page.stations)[0][1])


def test_the_registrations_of_a_dead_pc_go_to_another(clerk, city, lempake, second, stick):
    siti = lempake.register()
    lempake.send(stick)
    city.receive(stick)
    page = clerk.go_to("kelurahan")
    clerk.wait(lambda: page.stations.chosen() is not None)
    clerk.press("F9")
    asked = clerk.dialog(HandOverQuestion)
    asked.answer()
    assert asked.reason.sentences() == ("Tulis alasan pengalihan.",)
    clerk.type("PC 1 rusak")
    clerk.press("Return")
    clerk.press("Return")
    clerk.wait(lambda: any("dialihkan" in each for each in page.notices.told()))
    with city.session.books.reading() as unit:
        assert unit.registrations.owner(siti) == second.name


def test_a_pc_whose_card_named_no_administrator_is_told(
    clerk, city, offices, tmp_path, monkeypatch
):
    desk = offices("64.72.05.1003")
    with monkeypatch.context() as older:
        older.setattr("app.service.exchange.enrol.administrator_key", lambda _session: None)
        card, _ = Enrol(desk.session).write(tmp_path)
    Enrol(city.session).take(card)
    page = clerk.go_to("kelurahan")
    clerk.wait(lambda: "Kunci administrator belum dicatat" in page.about.text())
    card, _ = Enrol(desk.session).write(tmp_path)
    Enrol(city.session).take(card)
    page.refresh()
    clerk.wait(lambda: "Kunci administrator" not in page.about.text())
    assert "Sidik kunci" in page.about.text()
