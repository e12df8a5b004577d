"""The same files by network: nobody carries a stick, and each side knows the same at the end."""

import pytest
from tests.mailroom import certificate, serving

from app.domain.refusal import Refusal
from app.exchange.http import converse
from app.exchange.mailbox import Mailbox
from app.exchange.round import Outcome
from app.service.exchange.correspond import Correspond
from app.service.exchange.enrol import Enrol
from app.service.exchange.post import TakeMail
from app.service.exchange.seal import Seal


def empty(city):
    """The city takes what came, and offers its replies."""
    received = TakeMail(city.session)()
    Seal(city.session)()
    return received


def sync(desk, told=lambda: None):
    """One round of the desk to the mailbox."""
    errand = Correspond(desk.session)
    trip = errand.round()
    return errand.ended(trip.outcome(converse(trip, errand.address(), told)))


@pytest.fixture
def mailbox(city, lempake, tmp_path):
    """The city's mailbox, open over TLS, and Lempake told where it is."""
    cert, key, pin = certificate(tmp_path)
    with serving(city.folder, "--cert", str(cert), "--key", str(key), publish=False) as server:
        Correspond(lempake.session).settle(server.url, pin)
        yield server


def test_a_registration_is_filed_by_network_as_by_stick(city, lempake, mailbox):
    siti = lempake.register()
    lempake.approve()
    post = sync(lempake)
    assert len(post.outcome.stored) == 1
    assert (post.outcome.hindrance, post.received) == (None, None)
    assert lempake.states() == {siti: "sealed"}  # the mailbox has it; nobody has read it
    assert empty(city).taken == 1
    assert city.names() == lempake.names()
    post = sync(lempake)
    assert [each.outcome for each in post.received.files] == ["taken"]
    assert lempake.states() == {siti: "filed"}


def test_what_both_have_does_not_travel_again(city, lempake, mailbox):
    lempake.register()
    lempake.approve()
    sync(lempake)
    empty(city)
    sync(lempake)
    assert sync(lempake).outcome.fetched == ()
    assert empty(city).taken == 0  # the desk signed for the reply, and that is all
    assert sync(lempake).outcome == Outcome()
    assert not Mailbox(city.folder).waiting()
    assert not list((lempake.folder / "incoming").iterdir())


def test_the_same_file_by_stick_and_by_network_is_taken_once(city, lempake, mailbox, stick):
    lempake.register()
    lempake.send(stick)
    sync(lempake)
    assert city.receive(stick).taken == 1
    received = empty(city)
    assert (received.taken, received.known) == (0, 1)
    assert len(city.names()) == 1


def test_the_server_killed_in_the_middle_costs_nothing(city, lempake, mailbox):
    for serial, name in enumerate(("ANI LESTARI", "BUDI SANTOSO", "CITRA DEWI"), 1):
        lempake.register(serial, name=name)
    lempake.approve()
    killed = []

    def kill():
        if not killed:
            mailbox.kill()
            killed.append(True)

    assert sync(lempake, kill).outcome.hindrance.code == "network.offline"
    mailbox.start()
    assert len(sync(lempake).outcome.stored) == 1
    assert empty(city).taken == 3


def test_a_station_revoked_by_the_city_learns_it_at_the_mailbox(city, lempake, mailbox):
    lempake.register()
    lempake.approve()
    Enrol(city.session).revoke("6472051003", 1)
    outcome = sync(lempake).outcome
    assert [code for _, code in outcome.refused] == ["seal.revoked"]
    assert outcome.stored == ()
    assert set(lempake.states().values()) == {"sealed"}
    assert not Mailbox(city.folder).waiting()


def test_replies_wait_for_their_own_station_only(offices, city, lempake, mailbox, tmp_path):
    other = offices("64.72.05.1004")
    for one, another in ((city, other), (other, city)):
        Enrol(another.session).take(Enrol(one.session).write(tmp_path)[0])
    lempake.register()
    lempake.approve()
    sync(lempake)
    empty(city)
    waiting = {
        desk.name: [
            reply.name
            for reply in Mailbox(city.folder).replies(desk.session.station.public.kid.hex())
        ]
        for desk in (lempake, other)
    }
    assert len(waiting[lempake.name]) == 1
    assert not set(waiting[lempake.name]) & set(waiting[other.name])


def test_only_a_good_address_is_kept(lempake):
    errand = Correspond(lempake.session)
    assert errand.address() is None
    for wrong in ("http://payung.kota.go.id", "ftp://x", "https://a b"):
        with pytest.raises(Refusal):
            errand.settle(wrong)
    assert errand.address() is None
    errand.settle("payung.kota.go.id", "AB:" * 31 + "AB")
    assert str(errand.address()) == "https://payung.kota.go.id:443"
    assert errand.address().pin == bytes([0xAB]) * 32
    errand.settle("")
    assert errand.address() is None


def test_a_city_goes_to_no_mailbox(city):
    with pytest.raises(Refusal):
        Correspond(city.session).round()
