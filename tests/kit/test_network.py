"""The background way to the mailbox: what waits is told, and goes when there is a network."""

import socket
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtNetwork import QNetworkProxy
from tests.mailroom import CITY, LEMPAKE, STRANGER, certificate, sealed, serving

from app.domain.refusal import Problem, Refusal
from app.domain.sealed import Kind
from app.exchange.address import Address, read_address
from app.exchange.fetch import Fetch
from app.exchange.mailbox import Mailbox
from app.exchange.round import Round
from app.exchange.upload import LARGEST_ANSWER, Outgoing
from app.kit import network
from app.kit.network import BACK_OFF, EVERY, Courier, Phase, Status
from app.kit.trip import RECONNECTS, way_out
from app.wording.catalogue import sentence

NOW = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)
MARKED = b"HTTP/1.1 200 OK\r\nPayung-Mailbox: 1\r\n"


class Desk:
    """What an office has to send, and what came for it."""

    def __init__(self, folder):
        self.folder = folder
        self.where: Address | None = None
        self.files = []
        self.outcomes = []
        self.error: Exception | None = None
        self.fetches = True

    def address(self):
        return self.where

    def round(self):
        if self.error is not None:
            raise self.error
        fetch = Fetch(LEMPAKE.kid, LEMPAKE.sign, self.folder / "incoming", lambda _hash: False)
        return Round([Outgoing.of(path) for path in self.files], fetch if self.fetches else None)

    def ended(self, outcome):
        self.outcomes.append(outcome)
        return f"{len(outcome.fetched)} replies"

    @property
    def outcome(self):
        return self.outcomes[-1]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def courier(qtbot, jobs, desk):
    courier = Courier(desk, jobs, lambda: NOW)
    courier.heard, courier.reports = [], []
    courier.changed.connect(courier.heard.append)
    courier.brought.connect(courier.reports.append)
    yield courier
    courier.stop()


@pytest.fixture
def go(qtbot, courier):
    """One round, to its end; how things stand then."""

    def go() -> Status:
        courier.go()
        qtbot.waitUntil(lambda: not courier._is_busy, timeout=30_000)
        return courier.status

    return go


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A mailbox that listens, and a reply for Lempake in it."""
    data = tmp_path_factory.mktemp("city")
    reply = sealed(
        data / "replies", 900_000, sender=CITY, to=(LEMPAKE,), kind=Kind.REPLY, sequence=2
    )
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    with serving(data) as server:
        server.reply = reply
        yield server


@contextmanager
def answering(*answers):
    """Somebody who says these bytes, one connection each; yields the port and what was heard."""
    heard = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def run():
            for answer in answers:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    heard.append(connection.recv(4096))
                    with suppress(OSError):  # hung up on
                        connection.sendall(answer)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def test_what_waits_is_sent_and_replies_come_in_the_same_round(courier, go, desk, city):
    path = sealed(desk.folder / "outbox", 1_400_000, sequence=11)
    desk.files, desk.where = [path], read_address(city.url)
    status = go()
    assert status.phase is Phase.RESTING
    assert (status.queue, status.reason, status.last_at) == (0, None, NOW)
    assert status.next_at - NOW > timedelta(seconds=EVERY / 2)
    assert desk.outcome.stored == (Outgoing.of(path).id,)
    assert [each.read_bytes() for each in desk.outcome.fetched] == [city.reply.read_bytes()]
    assert courier.reports == ["1 replies"]
    working = [each for each in courier.heard if each.phase is Phase.WORKING]
    assert working[0].queue == 1
    assert [each.done for each in working] == sorted(each.done for each in working)
    whole = path.stat().st_size + city.reply.stat().st_size
    assert (working[-1].done, working[-1].whole) == (whole, whole)
    assert path.read_bytes() in [each.read_bytes() for each in Mailbox(city.data).waiting()]


def test_without_an_address_nobody_goes_anywhere(go, desk):
    assert go() == Status(Phase.OFF)
    assert not desk.outcomes


def test_offline_is_a_state_with_a_reason_and_another_try(courier, go, desk):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    desk.files = [sealed(desk.folder / "outbox")]
    desk.where = read_address(f"http://127.0.0.1:{port}")
    for turn in range(len(BACK_OFF) + 1):
        status = go()
        assert (status.phase, status.queue) == (Phase.WAITING, 1)
        assert status.reason.code == "network.offline"
        assert sentence(status.reason)
        waited = (status.next_at - NOW).total_seconds()
        expected = BACK_OFF[min(turn, len(BACK_OFF) - 1)]
        assert 0.75 * expected <= waited <= 1.25 * expected
        assert courier._timer.isActive()
    assert desk.outcome.stored == ()


def test_a_server_killed_in_the_middle_is_met_again_where_it_was(courier, go, desk, tmp_path):
    path = sealed(desk.folder / "outbox", 3_000_000, sequence=12)
    desk.files, desk.fetches = [path], False
    with serving(tmp_path / "data") as server:
        desk.where = read_address(server.url)

        def kill(status):
            if status.done > path.stat().st_size // 2 and server.process.poll() is None:
                server.kill()

        courier.changed.connect(kill)
        status = go()
        assert (status.phase, status.queue) == (Phase.WAITING, 1)
        assert status.reason.code in ("network.cut", "network.offline")
        came = next(Mailbox(server.data).part.glob("*.part")).stat().st_size
        assert came > path.stat().st_size // 2

        courier.changed.disconnect(kill)
        server.start()
        courier.heard.clear()
        assert go().phase is Phase.RESTING
        begun = [each.done for each in courier.heard if each.phase is Phase.WORKING]
        assert begun[1] == came  # after the first question
    assert [each.read_bytes() for each in Mailbox(tmp_path / "data").waiting()] == [
        path.read_bytes()
    ]


def test_over_tls_only_the_pinned_certificate_is_spoken_to(go, desk, tmp_path):
    cert, key, pin = certificate(tmp_path)
    wrong = f"{int(pin[0], 16) ^ 1:x}{pin[1:]}"
    path = sealed(desk.folder / "outbox", sequence=13)
    desk.files, desk.fetches = [path], False
    with serving(tmp_path / "data", "--cert", str(cert), "--key", str(key)) as server:
        for fingerprint in (wrong, ""):
            desk.where = read_address(server.url, fingerprint)
            status = go()
            assert status.reason.code == "network.certificate", fingerprint
            assert (status.next_at - NOW).total_seconds() >= 0.75 * EVERY
            assert not list(Mailbox(server.data).part.iterdir())
        desk.where = read_address(server.url, pin)
        assert go().phase is Phase.RESTING
        assert len(Mailbox(server.data).waiting()) == 1


def test_a_file_that_is_refused_does_not_hold_the_others(go, desk, city):
    good = sealed(desk.folder / "outbox", sequence=14)
    bad = sealed(desk.folder / "other", sender=STRANGER)
    desk.files, desk.where = [bad, good], read_address(city.url)
    status = go()
    assert (status.phase, status.queue) == (Phase.WAITING, 1)
    assert status.reason.code == "seal.unknown_sender"
    assert desk.outcome.stored == (Outgoing.of(good).id,)


def test_a_hotels_login_page_is_not_followed_and_gets_nothing(go, desk):
    desk.files = [sealed(desk.folder / "outbox")]
    with answering(MARKED) as (elsewhere, heard_elsewhere):
        for first in ("302 Found", "307 Temporary Redirect", "308 Permanent Redirect"):
            answer = (
                f"HTTP/1.1 {first}\r\nLocation: http://127.0.0.1:{elsewhere}/login\r\n"
                "Content-Length: 0\r\n\r\n"
            )
            with answering(answer.encode()) as (port, _):
                desk.where = read_address(f"http://127.0.0.1:{port}")
                assert go().reason.code == "network.redirect"
        assert not heard_elsewhere


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        (b"", {"network.cut", "network.offline"}),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", {"network.strange"}),
        (MARKED + b"Content-Length: 100\r\n\r\nhalf", {"network.cut"}),
        (b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", {"network.busy"}),
        (b"SSH-2.0-OpenSSH_9.2\r\n", {"network.strange", "network.cut", "network.offline"}),
        (MARKED + b"\r\n" + b"x" * (3 * LARGEST_ANSWER), {"network.strange"}),
    ],
)
def test_who_is_no_mailbox_is_named_and_left_alone(go, desk, answer, codes):
    desk.files = [sealed(desk.folder / "outbox")]
    with answering(*[answer] * (2 * RECONNECTS + 2)) as (port, _):
        desk.where = read_address(f"http://127.0.0.1:{port}")
        status = go()
    assert status.phase is Phase.WAITING
    assert status.reason.code in codes
    assert desk.outcome.stored == ()


def test_what_the_office_itself_says_no_to_is_told(go, desk, caplog):
    desk.where = Address("http", "127.0.0.1", 1)
    desk.error = Refusal(Problem("exchange.no_city"))
    assert go().reason.code == "exchange.no_city"
    desk.error = KeyError("ANI LESTARI")
    assert go().reason == Problem("network.failed")
    assert "KeyError" in caplog.text
    assert "ANI" not in caplog.text
    caplog.clear()


def test_a_file_gone_from_the_own_disk_ends_the_round_in_words(courier, go, desk, city):
    path = sealed(desk.folder / "outbox", 1_400_000, sequence=15)
    desk.files, desk.where = [path], read_address(city.url)
    courier.changed.connect(lambda status: status.done and path.unlink(missing_ok=True))
    status = go()
    assert (status.phase, status.reason.code) == (Phase.WAITING, "exchange.own_file")


def test_a_round_that_is_broken_off_says_so(courier, go, desk, city):
    desk.files = [sealed(desk.folder / "outbox", 1_400_000, sequence=16)]
    desk.where = read_address(city.url)
    courier.changed.connect(lambda status: status.done and courier.cancel())
    assert go().reason.code == "network.cancelled"


def test_after_the_start_it_goes_by_itself_and_only_one_at_a_time(
    qtbot, courier, desk, city, monkeypatch
):
    monkeypatch.setattr(network, "FIRST", 0.01)
    desk.where = read_address(city.url)
    courier.start()
    qtbot.waitUntil(lambda: courier._is_busy)
    for _ in range(5):
        courier.go()
    qtbot.waitUntil(lambda: courier.status.phase is Phase.RESTING, timeout=30_000)
    assert len(desk.outcomes) == 1
    courier.stop()
    assert not courier._timer.isActive()


def test_the_way_out_of_the_office_is_never_used_for_this_machine(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://10.9.9.9:3128")
    monkeypatch.setenv("https_proxy", "http://10.9.9.9:3128")
    for url in ("http://127.0.0.1:8080", "https://127.0.0.1:8443", "https://[::1]:1"):
        assert way_out(read_address(url)).type() == QNetworkProxy.ProxyType.NoProxy
