"""Sinkronkan: the same files over the network, and a cancel in the middle of a stick."""

from tests.mailroom import serving

from app.desk.sending.page import ANSWERS, SEND
from app.domain.decisions import Fix
from app.domain.states import DecisionState
from app.exchange.place import Place
from app.kit.network import Phase
from app.service.exchange.correspond import Correspond
from app.service.exchange.decide import Decide
from app.service.exchange.post import TakeMail
from app.service.exchange.sent import Reached, ShowSent


def test_one_key_sends_what_is_approved_and_brings_what_the_city_answered(lempake, city, sit_down):
    person = lempake.register(1)
    lempake.approve()
    with serving(city.folder, publish=False) as server:
        Correspond(lempake.session).settle(server.url)
        clerk = sit_down(lempake, ANSWERS)
        courier = clerk.sending.courier
        clerk.press("F9", clerk.page)
        clerk.until(lambda: courier.status.phase is Phase.RESTING)
        clerk.idle()
        assert "Sinkron dengan kotak surat kota" in clerk.page.network.text()
        (file,) = ShowSent(lempake.session)()
        assert file.reached is Reached.CARRIED  # nobody has read it yet
        TakeMail(city.session)()
        Decide(city.session)([person], DecisionState.NEEDS_FIXING, (Fix("kk", "missing"),))
        city.seal()
        clerk.press("F9", clerk.page)
        clerk.until_told("Balasan kota masuk lewat jaringan.")
    clerk.until(lambda: len(clerk.rows(clerk.page.answers.table)) == 1)
    assert "Kiriman 1 dari kota" in clerk.page.answers.report.said()
    assert ShowSent(lempake.session)()[0].reached is Reached.FILED


def test_a_cancel_in_the_middle_leaves_nothing_half_done(lempake, stick, sit_down, monkeypatch):
    lempake.register(1)
    lempake.approve()
    clerk = sit_down(lempake, SEND)
    clerk.plug(stick)
    create = Place.create

    def cancelled_meanwhile(place, name):
        clerk.page.progress._work.cancel()
        return create(place, name)

    monkeypatch.setattr(Place, "create", cancelled_meanwhile)
    clerk.press("F2")
    clerk.until(clerk.page.send.result.isVisible)
    assert "Penyalinan dihentikan" in clerk.page.send.said.text()
    assert not list(stick.iterdir())
    clerk.idle()
    assert clerk.page.send.ready.text() == "1"
