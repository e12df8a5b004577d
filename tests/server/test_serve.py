"""`payung serve` as a command: its certificate, its refusals, and its end."""

import json
import os
import socket
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives import serialization
from tests.mailroom import LEMPAKE, SOURCES, certificate, sealed, serving

from app.cli import run
from app.exchange.address import read_address
from app.exchange.http import converse
from app.exchange.mailbox import Mailbox
from app.exchange.round import Round
from app.exchange.upload import Hindrance, Outgoing, Upload


@pytest.fixture
def data(tmp_path):
    return tmp_path / "city"


@pytest.fixture
def pinned(tmp_path):
    return certificate(tmp_path)


@pytest.fixture
def told(capsys):
    """What a command that cannot begin answers: its exit status and the one object on stdout."""

    def told(*words):
        status = run(["serve", *map(str, words), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return told


def test_over_tls_a_file_comes_in_although_the_server_is_killed_in_the_middle(
    data, tmp_path, pinned
):
    cert, key, pin = pinned
    path = sealed(tmp_path / "desk", 2_000_000)
    file = Outgoing.of(path)
    with serving(data, "--cert", str(cert), "--key", str(key)) as server:
        address = read_address(server.url, pin)
        assert address.scheme == "https"
        upload = Upload(file)

        def kill_in_the_middle():
            if upload.sent > file.size // 2 and server.process.poll() is None:
                server.kill()

        assert converse(upload, address, kill_in_the_middle) == Hindrance("network.offline")
        assert not Mailbox(data).waiting()

        server.start()
        later = Round([file])
        assert converse(later, address) is None
        assert later.outcome().stored == (file.id,)
    assert [each.read_bytes() for each in Mailbox(data).waiting()] == [path.read_bytes()]


def test_nothing_is_said_to_a_mailbox_with_another_certificate(data, tmp_path, pinned):
    cert, key, pin = pinned
    file = Outgoing.of(sealed(tmp_path / "desk"))
    wrong = f"{int(pin[0], 16) ^ 1:x}{pin[1:]}"
    with serving(data, "--cert", str(cert), "--key", str(key)) as server:
        for fingerprint in (wrong, ""):  # without a pin the system does not know it either
            address = read_address(server.url, fingerprint)
            hindrance = converse(Upload(file), address)
            assert hindrance == Hindrance("network.certificate", needs_help=True)
        assert not list(Mailbox(data).part.iterdir())
        plain = read_address(server.url.replace("https", "http"))
        assert converse(Upload(file), plain).code in ("network.cut", "network.strange")


def test_a_round_goes_on_with_the_next_file_and_brings_replies_though_one_is_refused(
    data, tmp_path
):
    files = [
        Outgoing.of(sealed(tmp_path / "a", sequence=1)),
        Outgoing.of(sealed(tmp_path / "b", sequence=2, to=(LEMPAKE,))),
        Outgoing.of(sealed(tmp_path / "c", sequence=3)),
    ]
    with serving(data) as server:
        trip = Round(files)
        assert converse(trip, read_address(server.url)) is None
    outcome = trip.outcome()
    assert outcome.stored == (files[0].id, files[2].id)
    assert outcome.refused == ((files[1].id, "seal.recipient"),)
    assert outcome.hindrance is None


def test_without_a_certificate_the_mailbox_opens_to_this_machine_alone(data, told):
    for host in ("0.0.0.0", "::", "192.0.2.1", "payung.kota.go.id"):  # noqa: S104
        status, answer = told("--data", data, "--port", 0, "--host", host)
        assert (status, answer["error"]) == (3, "serve.plain")


def test_a_certificate_that_cannot_be_used_is_told_in_words(data, told, tmp_path, pinned):
    cert, key, _ = pinned
    locked, none = tmp_path / "locked.pem", tmp_path / "none.pem"
    private = serialization.load_pem_private_key(key.read_bytes(), None)
    locked.write_bytes(
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"rahasia"),
        )
    )
    start = ("--data", data, "--port", 0)
    for words, code in (
        (("--cert", cert), "serve.half_certificate"),
        (("--key", key), "serve.half_certificate"),
        (("--cert", key, "--key", key), "serve.certificate"),
        (("--cert", none, "--key", key), "serve.certificate"),
        (("--cert", cert, "--key", locked), "serve.certificate"),
    ):
        status, answer = told(*start, *words)
        assert (status, answer["error"]) == (3, code)
        assert answer["problems"][0]["sentence"]


def test_a_port_in_use_is_told_in_words(data, told):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in (taken.getsockname()[1], 99999):
            status, answer = told("--data", data, "--port", port)
            assert (status, answer["error"]) == (3, "serve.port")


def test_with_json_the_mailbox_says_one_object_when_it_is_closed(data):
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "app", "--json", "serve", "--data", str(data), "--port", "0"],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    url = process.stderr.readline().split()[-1]
    process.terminate()
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert json.loads(out) == {"url": url}
