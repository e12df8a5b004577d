"""Kota: two offices come to know one another, and the way over the network."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.sending.dialogs import MailboxAddress, TakeKey
from app.desk.sending.page import APPROVE, CITY
from app.domain.limits import Limits as Bounds
from app.domain.refusal import Level, Problem
from app.kit.network import Phase, Status
from app.service.exchange.correspond import Correspond
from app.service.exchange.enrol import Enrol
from app.service.exchange.limits import Limits
from app.service.exchange.seal import prepare
from app.service.exchange.standing import ShowStanding


@pytest.fixture
def alone(offices):
    """A desk that knows no city yet."""
    return offices()


@pytest.fixture
def card(city, tmp_path):
    """The city's key card, on a stick."""
    folder = tmp_path / "dari-kota"
    folder.mkdir()
    path, _ = Enrol(city.session).write(folder)
    return path


def question(kind):
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind)]
    return next((each for each in found if each.isVisible()), None)


def test_a_desk_that_knows_no_city_opens_here_and_says_the_steps(alone, sit_down):
    clerk = sit_down(alone)
    assert clerk.page._stack.currentIndex() == CITY
    assert "Belum kenal dengan kota" in clerk.page.city.city.text()
    assert clerk.page.city.own.text() == alone.session.station.fingerprint()
    assert "Tulis kartu kunci" in clerk.page.city.city_hint.text()


def test_the_own_key_card_is_written_with_keys(alone, city, tmp_path, sit_down):
    clerk = sit_down(alone, CITY)
    folder = tmp_path / "stik"
    folder.mkdir()
    clerk.files.paths = [folder]
    clerk.press("Ctrl+T")
    clerk.until_told("Kartu kunci tertulis")
    (written,) = folder.iterdir()
    said = Enrol(city.session).look(written)
    assert said.fingerprint == alone.session.station.fingerprint()
    assert said.fingerprint in clerk.told()


def test_the_citys_key_is_trusted_only_after_it_was_compared_by_phone(alone, city, card, sit_down):
    clerk = sit_down(alone, CITY)
    clerk.files.paths = [card]
    clerk.press("Ctrl+M")
    clerk.until(lambda: question(TakeKey) is not None)
    dialog = question(TakeKey)
    assert dialog.shown.text() == city.session.station.fingerprint()
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    assert "Cocokkan dahulu" in dialog.compared._marks[0].sentence.text()
    assert ShowStanding(alone.session)().city is None
    QTest.keyClick(dialog.compared.editor, Qt.Key.Key_Space)
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    clerk.until_told("dikenal. Kiriman sekarang dapat disegel")
    clerk.idle()
    assert "Terhubung dengan" in clerk.page.city.city.text()
    assert clerk.page.city.city_print.text() == city.session.station.fingerprint()
    clerk.sit_down_again()
    clerk.press("Ctrl+M", clerk.page)
    clerk.until_told("sudah dipercaya")


def test_another_key_of_a_city_that_is_known_says_what_that_means(
    lempake, offices, tmp_path, sit_down
):
    path, said = Enrol(offices(None, 2).session).write(tmp_path)  # the city lost its computer
    clerk = sit_down(lempake, CITY)
    clerk.files.paths = [path]
    clerk.press("Ctrl+M")
    clerk.until(lambda: question(TakeKey) is not None)
    dialog = question(TakeKey)
    assert "Kota sudah dikenal dengan kunci lain" in dialog.purpose.text()
    QTest.keyClick(dialog.compared.editor, Qt.Key.Key_Space)
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    clerk.until(lambda: clerk.page.city.city_print.text() == said.fingerprint)


def test_a_file_that_is_no_key_card_is_refused_in_words(alone, tmp_path, sit_down):
    clerk = sit_down(alone, CITY)
    clerk.files.paths = [tmp_path / "x.payung"]
    clerk.files.paths[0].write_bytes(b"bukan kartu")
    clerk.press("Ctrl+M")
    clerk.until_told("bukan kiriman Payung")


def test_the_mailbox_is_settled_with_keys_and_plain_http_is_refused(lempake, sit_down):
    clerk = sit_down(lempake, APPROVE)
    assert "Kiriman dibawa dengan stik" in clerk.page.network.text()
    clerk.press("F9", clerk.page)
    clerk.until(lambda: question(MailboxAddress) is not None)
    dialog = question(MailboxAddress)
    QTest.keyClicks(dialog.url.editor, "http://kota.example")
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    clerk.until(lambda: bool(dialog.url._marks))
    assert "berawalan https" in dialog.url._marks[0].sentence.text()
    dialog.url.editor.selectAll()
    QTest.keyClicks(dialog.url.editor, "http://127.0.0.1:9")  # nobody listens there
    QTest.keyClick(dialog.go_on, Qt.Key.Key_Return)
    clerk.until(lambda: clerk.page.city.where.text() == "http://127.0.0.1:9")
    assert str(Correspond(lempake.session).address()) == "http://127.0.0.1:9"
    clerk.until(lambda: clerk.sending.courier.status.phase is Phase.WAITING)
    assert "tidak ada jaringan ke kota" in clerk.page.network.text()
    assert "Dicoba lagi pukul" in clerk.page.city.state_hint.text()


def test_queue_progress_and_reason_are_shown(lempake, sit_down, clock):
    Correspond(lempake.session).settle("https://127.0.0.1:9")
    clerk = sit_down(lempake, CITY)
    city = clerk.page.city
    clerk.page._show_status(Status(Phase.WORKING, 2, 300_000, 900_000))
    assert city.bar.isVisible()
    assert city.stop_button.isEnabled()
    assert "2 berkas belum sampai" in city.state_hint.text()
    assert "300 dari 900 kB" in city.state_hint.text()
    reason = Problem("network.certificate", level=Level.WARN)
    later = clock() + timedelta(minutes=4)
    clerk.page._show_status(Status(Phase.WAITING, 2, reason=reason, next_at=later))
    assert not city.bar.isVisible()
    assert "bukan milik kota yang dikenal" in city.state.text()
    assert f"{later.astimezone():%H.%M}" in city.state_hint.text()
    clerk.page._show_status(Status(Phase.RESTING, last_at=clock()))
    assert "Sinkron dengan kotak surat kota" in clerk.page.network.text()


def test_limits_and_a_wrong_clock_stand_above_every_part(qtbot, lempake, clock, sit_down):
    for serial in (1, 2, 3):
        lempake.register(serial)
    Limits(lempake.session).put(Bounds(waiting_warn=2, waiting_stop=9))
    clerk = sit_down(lempake, APPROVE)
    assert any("belum diterima kota" in each for each in clerk.page.warnings.said())
    with qtbot.waitSignal(clerk.sending.standing_read):
        clerk.sending.look()
    clock.go_on(days=-3)
    with qtbot.waitSignal(clerk.sending.standing_read):
        clerk.sending.look()
    clerk.idle()
    assert any("Jam komputer mundur" in each for each in clerk.page.warnings.said())
    assert clerk.page.city._clock.isVisible()
    clerk.page.acquaint._do(clerk.page._uses.clock_is_right)
    clerk.until(lambda: not any("Jam" in each for each in clerk.page.warnings.said()))


def test_books_out_of_a_backup_say_that_they_wait_for_the_city(lempake, sit_down):
    from app.service.exchange.ask import begin_again

    begin_again(lempake.session, "restore")
    prepare(lempake.session)
    clerk = sit_down(lempake, CITY)
    assert any("menunggu jawaban kota" in each for each in clerk.page.warnings.said())
    assert clerk.page.city.nothing_button.isVisible()
    clerk.press("Ctrl+K", clerk.page)
    box = QApplication.activeModalWidget()
    (yes,) = [each for each in box.buttons() if each.text() == "Kota tidak menyimpan apa pun"]
    QTest.keyClick(yes, Qt.Key.Key_Space)
    clerk.until(lambda: not clerk.page.warnings.said())
