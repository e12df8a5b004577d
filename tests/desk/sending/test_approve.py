"""Setujui: ticking with keys, approving many, and what is said of those that may not be."""

import pytest
from tests.office import approve

from app.desk.sending.page import APPROVE, SEND
from app.service.exchange.approve import Approve


def test_who_waits_is_listed_with_what_is_missing_and_nothing_is_ticked(lempake, sit_down):
    lempake.register(1, phone="")
    lempake.register(2)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    rows = clerk.rows(clerk.page.approve.table)
    assert sorted(row[-1] for row in rows) == ["No. HP", "lengkap"]
    assert clerk.page.approve.ticked() == ()
    assert not clerk.page.approve.approve_button.isEnabled()
    assert "2 menunggu, 0 dicentang" in clerk.page.approve.count.text()
    assert clerk.page.tabs[APPROVE].text() == "Setujui (2)"


def test_one_is_ticked_with_the_space_bar_and_approved_alone(lempake, sit_down):
    for serial in (1, 2, 3):
        lempake.register(serial)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    clerk.press("Down")
    clerk.press("Space")
    (chosen,) = clerk.page.approve.ticked()
    clerk.sign()
    clerk.until_told("1 orang disetujui.")
    clerk.idle()
    assert chosen not in Approve(lempake.session).waiting()
    assert len(clerk.rows(clerk.page.approve.table)) == 2
    assert clerk.page.tabs[SEND].text() == "Kirim (1)"


def test_many_are_chosen_and_ticked_at_once_and_unticked_again(lempake, sit_down):
    for serial in (1, 2, 3):
        lempake.register(serial)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    clerk.press("Ctrl+A")
    clerk.press("Space")
    assert len(clerk.page.approve.ticked()) == 3
    clerk.press("Space")
    assert clerk.page.approve.ticked() == ()
    clerk.press("Ctrl+T")
    clerk.sign()
    clerk.until_told("3 orang disetujui.")
    clerk.until(clerk.page.approve.empty.isVisible)


def test_ticks_stay_with_their_people_when_the_list_is_read_anew(lempake, sit_down):
    lempake.register(1)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    clerk.press("Space")
    ticked = clerk.page.approve.ticked()
    for serial in range(2, 6):
        lempake.register(serial)
    clerk.idle()
    assert len(clerk.rows(clerk.page.approve.table)) == 5
    assert clerk.page.approve.ticked() == ticked


def test_who_was_approved_elsewhere_meanwhile_is_counted_and_said_why(lempake, sit_down):
    lempake.register(1)
    lempake.register(2)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    clerk.press("Ctrl+T")
    approve(lempake.session, Approve(lempake.session).waiting()[:1])
    clerk.sign()
    clerk.until_told("1 orang disetujui. 1 tidak.")
    assert "tidak menunggu persetujuan" in clerk.told()


def test_enter_shows_the_person_before_anybody_signs(qtbot, lempake, sit_down):
    person = lempake.register(1)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    with qtbot.waitSignal(clerk.page.person_asked) as asked:
        clerk.press("Return")
    assert asked.args == [person]


def test_a_wrong_password_signs_nothing_and_is_asked_for_again(lempake, sit_down):
    lempake.register(1)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    clerk.press("Space")
    clerk.sign("bukan kata sandi")
    clerk.until(lambda: "salah" in clerk.question().message.text())
    assert len(Approve(lempake.session).waiting()) == 1
    question = clerk.question()
    question.password.editor.clear()
    clerk.press("Return", question.go_on)
    clerk.until(lambda: question.password.editor.hasFocus())
    clerk.press("Escape", question)
    assert clerk.page.approve.ticked()


def test_who_may_not_approve_sees_who_waits_and_who_is_to_do_it(lempake, sit_down):
    lempake.register(1)
    clerk = sit_down(lempake)
    clerk.press("Ctrl+1", clerk.page)
    clerk.idle()
    pane = clerk.page.approve
    assert len(clerk.rows(pane.table)) == 1
    assert "Hanya lurah atau verifikator" in pane.said.text()
    assert not pane.approve_button.isVisible()
    clerk.press("Space", pane.table)
    assert pane.ticked() == ()


@pytest.fixture
def sister(city, lempake, second, tmp_path):
    """The other computer of the office, which knows this one by the city's trust list."""
    trust = tmp_path / "trust"
    trust.mkdir()
    city.seal(trust)
    for office in (lempake, second):
        office.receive(trust)
    return second


def test_what_another_computer_registered_is_shown_with_it_and_approved_here(
    lempake, sister, sit_down, stick
):
    theirs = sister.register(1)
    lempake.register(2)
    sister.seal(stick)
    lempake.receive(stick)
    clerk = sit_down(lempake, APPROVE, lurah=True)
    rows = clerk.rows(clerk.page.approve.table)
    assert sorted(row[-2] for row in rows) == ["PC 1", "PC 2"]
    assert clerk.page.tabs[APPROVE].text() == "Setujui (2)"
    clerk.press("Ctrl+T")
    clerk.sign()
    clerk.until_told("2 orang disetujui.")
    clerk.until(clerk.page.approve.empty.isVisible)
    assert lempake.states()[theirs] == "approved"


def test_an_approval_for_another_computer_is_carried_there_and_said_so(
    lempake, sister, sit_down, stick, back
):
    theirs = sister.register(1)
    sister.seal(stick)
    lempake.receive(stick)
    approve(lempake.session)
    clerk = sit_down(lempake, SEND)
    clerk.plug(back)
    clerk.press("F2")
    clerk.until(lambda: not clerk.page.send.result.isHidden())
    assert (
        "PC 2 di kantor ini: 0 menunggu persetujuan, 1 persetujuan" in clerk.page.send.said.text()
    )
    sister.receive(back)
    assert sister.states()[theirs] == "approved"
    clerk.idle()
    rows = clerk.rows(clerk.page.sent.table)
    assert ("PC 2", "sudah di stik") in {(row[1], row[6]) for row in rows}
