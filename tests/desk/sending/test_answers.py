"""Balasan: taking replies in, and from what the city wants mended straight to the field."""

import pytest

from app.desk.sending.page import ANSWERS
from app.domain.decisions import Fix
from app.domain.states import DecisionState
from app.service.exchange.decide import Decide


@pytest.fixture
def answered(lempake, city, stick, back):
    """Three people were sent; the city has accepted, asked for a fix, and rejected."""
    people = [lempake.register(serial) for serial in (1, 2, 3)]
    lempake.send(stick)
    city.receive(stick)
    decide = Decide(city.session)
    decide(people[:1], DecisionState.ACCEPTED)
    fixes = (Fix("kk", "differs_from_kk"), Fix("heirs.0.birth_date", "missing"))
    decide(people[1:2], DecisionState.NEEDS_FIXING, fixes)
    decide(people[2:], DecisionState.REJECTED, reason="Sudah dibiayai pemberi kerja.")
    city.seal(back)
    return people


def receive(clerk):
    clerk.press("F2")
    clerk.until(clerk.page.answers.report.isVisible)
    clerk.idle()
    return clerk.page.answers.report.said()


def test_a_stick_is_taken_in_with_one_key_and_each_person_is_answered(
    lempake, answered, back, sit_down
):
    clerk = sit_down(lempake, ANSWERS)
    assert "Belum ada jawaban kota." in clerk.page.answers.empty.sentence.text()
    assert not clerk.page.answers.receive_button.isEnabled()
    clerk.plug(back)
    said = receive(clerk)
    assert "Kiriman 1 dari kota" in said
    assert "0 berkas ditolak" in said
    assert clerk.page.answers.table.hasFocus()
    rows = clerk.rows(clerk.page.answers.table)
    assert [row[3] for row in rows] == ["Perlu perbaikan", "Ditolak", "Lolos pemeriksaan"]
    assert rows[0][4] == "No. KK: berbeda dari Kartu Keluarga; Keluarga 1, Tgl lahir: belum diisi"
    assert rows[1][4] == "Sudah dibiayai pemberi kerja."
    assert clerk.page.tabs[ANSWERS].text() == "Balasan (1)"
    assert "sudah pernah diterima" in receive(clerk)


def test_own_files_and_those_of_others_on_the_same_stick_worry_nobody(
    lempake, answered, second, city, stick, back, sit_down
):
    for each in stick.iterdir():
        each.rename(back / each.name)
    city.seal(back)
    clerk = sit_down(lempake, ANSWERS)
    clerk.plug(back)
    said = receive(clerk)
    assert "1 kiriman komputer ini sendiri dilewati." in said
    assert "1 berkas untuk kantor lain dilewati." in said
    assert "0 berkas ditolak" in said


def test_a_file_that_is_none_is_refused_in_words_and_holds_nothing_up(
    lempake, answered, back, sit_down
):
    (back / "rusak.payung").write_bytes(b"bukan kiriman")
    clerk = sit_down(lempake, ANSWERS)
    clerk.files.paths = [back]
    clerk.press("Ctrl+O")
    clerk.until(clerk.page.answers.report.isVisible)
    said = clerk.page.answers.report.said()
    assert "1 berkas ditolak" in said
    assert "Berkas ini bukan kiriman Payung." in said
    clerk.idle()
    assert len(clerk.rows(clerk.page.answers.table)) == 3
    clerk.press("Escape")
    assert not clerk.page.answers.report.isVisible()
    assert clerk.page.answers.table.hasFocus()


def test_enter_on_a_fix_asks_for_the_form_and_on_others_for_the_person(
    qtbot, lempake, answered, back, sit_down
):
    lempake.receive(back)
    clerk = sit_down(lempake, ANSWERS)
    with qtbot.waitSignal(clerk.page.fix_asked) as asked:
        clerk.press("Return")
    (answer,) = asked.args
    assert (answer.registration_id, answer.fixes[0].field) == (answered[1], "kk")
    clerk.press("Down")
    with qtbot.waitSignal(clerk.page.person_asked) as asked:
        clerk.press("Return")
    assert asked.args == [answered[2]]


def test_one_kind_of_answers_can_be_looked_at_alone(lempake, answered, back, sit_down):
    lempake.receive(back)
    clerk = sit_down(lempake, ANSWERS)
    clerk.page.answers.kind.setFocus()
    clerk.press("D")  # Ditolak
    clerk.until(lambda: len(clerk.rows(clerk.page.answers.table)) == 1)
    assert clerk.rows(clerk.page.answers.table)[0][3] == "Ditolak"


def test_another_station_of_the_office_hears_the_same_and_may_not_correct(
    lempake, answered, second, city, stick, back, sit_down
):
    second.receive(stick)
    city.seal(back)
    clerk = sit_down(second, ANSWERS)
    clerk.plug(back)
    receive(clerk)
    rows = clerk.rows(clerk.page.answers.table)
    assert len(rows) == 3
    clerk.page.answers.table.setFocus()
    clerk.press("Return")
    clerk.until_told("milik komputer lain")
