"""Two data folders and a server: the round trip over HTTPS by `payung` commands alone."""

import io
import json
import os
import socket
import threading
from contextlib import contextmanager, redirect_stdout, suppress
from unittest.mock import patch

import pytest
from tests.mailroom import certificate, serving
from tests.office import ADMIN, LURAH, LURAH_PASSWORD, PASSWORD

from app import cli
from app.exchange.mailbox import Mailbox

PEOPLE = 1000
"""Whose batch is of some hundred kilobytes: more than a line swallows at once."""

CUT_AFTER = 150_000


def payung(data, password, name):
    """`payung --json` on one data folder, as somebody; its exit status and its answer."""

    def run(*words):
        said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        secrets = {"PAYUNG_PASSWORD": password, "PAYUNG_NEW_PASSWORD": LURAH_PASSWORD}
        asked = ["--json", "--data", str(data), "--operator", name, *map(str, words)]
        with patch.dict(os.environ, secrets), redirect_stdout(said):
            status = cli.run(asked)
        said.seek(0)
        return status, json.loads(said.read())

    return run


@pytest.fixture
def desk(tmp_path):
    """An office of many made-up people."""
    desk = payung(tmp_path / "desk", "payung-demo", "demo")
    assert desk("demo", "--people", PEOPLE)[0] == 0
    return desk


@pytest.fixture
def city(tmp_path, desk):
    """The city; both have enrolled one another."""
    city = payung(tmp_path / "city", PASSWORD, ADMIN)
    assert city("init", "city")[0] == 0
    for one, other in ((city, desk), (desk, city)):
        written = one("enrol", "--to", tmp_path)[1]
        taken = other("enrol", written["file"], "--fingerprint", written["fingerprint"])
        assert taken[0] == 0
    return city


@contextmanager
def wire(port, after, then):
    """A line to `port`; once `after` bytes have gone up, `then` happens. Yields its own port."""
    gone = 0

    def pump(source, target, *, up):
        nonlocal gone
        with suppress(OSError):
            while data := source.recv(1 << 14):
                target.sendall(data)
                gone += len(data) if up else 0
                if up and gone >= after:
                    then()
                    listening.close()  # so that nobody waits at a door behind which nobody is
                    break
        for each in (source, target):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def run():
        with suppress(OSError):
            near, _ = listening.accept()
            with near, socket.create_connection(("127.0.0.1", port)) as far:
                down = threading.Thread(target=pump, args=(far, near), kwargs={"up": False})
                down.start()
                pump(near, far, up=True)
                down.join()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=run)
        thread.start()
        yield listening.getsockname()[1]
    thread.join(30)


def test_a_batch_travels_over_https_though_the_server_is_killed_in_the_middle_of_it(
    desk, city, tmp_path
):
    assert desk("operator", "add", LURAH, "--role", "lurah")[0] == 0
    lurah = payung(tmp_path / "desk", LURAH_PASSWORD, LURAH)
    assert lurah("approve", "--all") == (0, {"approved": PEOPLE, "refused": []})
    assert desk("sync")[1]["error"] == "network.no_address"
    assert desk("sync", "--url", "http://payung.kota.go.id")[1]["error"] == "network.plain"

    cert, key, pin = certificate(tmp_path)
    door = ("--cert", str(cert), "--key", str(key))
    mailbox = Mailbox(tmp_path / "city")
    with serving(tmp_path / "city", *door, publish=False) as server:
        came = threading.Event()

        def kill():
            """Once some of it is there; the rest is held back by the line meanwhile."""
            for _ in range(3000):
                if any(path.stat().st_size > CUT_AFTER / 3 for path in mailbox.part.glob("*.part")):
                    break
                came.wait(0.01)
            server.kill()

        with wire(server.port, CUT_AFTER, kill) as port:
            status, told = desk("sync", "--url", f"https://127.0.0.1:{port}", "--pin", pin)
        assert (status, told["sent"], told["waiting"]) == (3, 0, 1)
        assert told["reason"]["code"] in ("network.cut", "network.offline")
        half = next(mailbox.part.glob("*.part")).stat().st_size
        assert CUT_AFTER / 3 < half < CUT_AFTER
        assert not mailbox.waiting()

        server.start()
        status, told = desk("sync", "--url", server.url, "--pin", pin)
        assert (status, told["sent"], told["waiting"]) == (0, 1, 0)
        (stored,) = mailbox.waiting()
        assert stored.stat().st_size > half

        assert desk("search", "a")[1]["results"][0]["state"] == "sealed"
        assert city("receive")[1]["taken"] == PEOPLE
        assert city("seal", "--to", tmp_path)[0] == 0
        status, told = desk("sync")  # the address is remembered
        assert (status, told["fetched"]) == (0, 1)
        assert desk("search", "a")[1]["results"][0]["state"] == "filed"
    here, there = desk("search", "a")[1]["count"], city("search", "a")[1]["count"]
    assert here == there
