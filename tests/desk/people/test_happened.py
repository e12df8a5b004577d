"""What happened to somebody, and cards given into their hands: written down at the desk."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from app.desk.people.happened import AskHanded, AskHappened
from app.service.handing import HandCards
from app.store.tables import registration


@pytest.fixture
def printed(session, three):
    """Two of the three have a printed card."""
    ids = [three["SITI NORHAYATI"], three["AHMAD YANI"]]
    with session.books.transaction() as unit:
        unit.connection.execute(
            registration.update().where(registration.c.uid.in_(ids)).values(card="printed")
        )
    return ids


def card_of(session, registration_id):
    with session.books.reading() as unit:
        return unit.registrations.cards([registration_id])[registration_id]


def question(qtbot, kind):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


def test_a_death_is_reported_from_the_persons_page_and_waits_for_the_city(
    show, three, session, qtbot
):
    clerk = show()
    uid = three["SITI NORHAYATI"]
    clerk.page.open_person(uid)
    qtbot.waitUntil(lambda: clerk.page.dossier.registration_id == uid)
    clerk.page.dossier.buttons["report"].click()
    asked = question(qtbot, AskHappened)
    asked.answer()
    assert asked.kind.problems()[0].code == "event.kind_missing"
    asked.kind.set_text("died")
    asked.reason.set_text("Surat kematian RT 007")
    with qtbot.waitSignal(clerk.page.changed):
        asked.answer()
    with session.books.reading() as unit:
        (event,) = unit.decisions.events(uid)
    assert (event.kind, event.content["reason"]) == ("died", "Surat kematian RT 007")


def test_cards_of_several_people_are_handed_over_at_once(show, printed, three, session, qtbot):
    clerk = show()
    clerk.sees("AHMAD YANI", "NORJANAH", "SITI NORHAYATI")
    clerk.page.found.table.setFocus()
    clerk.press("Ctrl+A")
    clerk.press("F8")
    asked = question(qtbot, AskHanded)
    with qtbot.waitSignal(clerk.page.changed):
        asked.answer()
    assert [card_of(session, each) for each in printed] == ["handed_over"] * 2
    assert card_of(session, three["NORJANAH"]) == "unprinted"
    assert any("belum dicetak" in each for each in clerk.told())


def test_a_card_that_came_back_is_only_printed_again(session, printed, clock):
    hand = HandCards(session)
    assert hand(printed, "husband", session.today()).handed == 2
    assert [each.code for _, each in hand(printed, "self", session.today()).refused] == [
        "hand.already"
    ] * 2
    clock.go_on(minutes=1)
    hand.back(printed[0], "salah orang")
    assert card_of(session, printed[0]) == "printed"
    assert card_of(session, printed[1]) == "handed_over"


@pytest.mark.parametrize(
    ("to", "on", "code"),
    [("lurah", date(2026, 11, 22), "hand.to"), ("self", date(2026, 11, 23), "hand.day")],
)
def test_what_no_handing_over_can_be_is_refused(session, printed, to, on, code):
    from app.domain.refusal import Refusal

    with pytest.raises(Refusal) as caught:
        HandCards(session)(printed, to, on)
    assert [each.code for each in caught.value.problems] == [code]
