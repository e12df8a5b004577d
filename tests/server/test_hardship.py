"""The mailbox in hard times: silent and slow clients, full disks, leftovers."""

import errno
import http.client
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from tests.mailroom import CITY, LEMPAKE, entries, sealed

from app.exchange.address import read_address
from app.exchange.front import Front
from app.exchange.http import converse
from app.exchange.mailbox import Mailbox
from app.exchange.trail import Trail
from app.exchange.upload import Outgoing, Upload
from app.server import patience, uploads
from app.server.refused import Refused
from app.server.uploads import FORGET_AFTER, Piece, Uploads
from app.server.web import web


@contextmanager
def open_door(mailbox, **times):
    """The mailbox in this very process, with less patience than in life; yields its port."""
    place = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        web(mailbox, Trail(mailbox.trail), **times),
        http=patience.Impatient, ws="none", lifespan="off",
        log_config=None, access_log=False, headers=[("Payung-Mailbox", "1")],
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]})
    thread.start()
    try:
        yield place.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        place.close()


@pytest.fixture
def mailbox(tmp_path):
    mailbox = Mailbox(tmp_path / "city")
    mailbox.publish(entries(CITY, LEMPAKE))
    return mailbox


@pytest.fixture
def small_mailbox(tmp_path):
    """A mailbox on a disk of its own, of two mebibytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    words = [mount, "-t", "tmpfs", "-o", "size=2m", "payung-test", str(folder)]
    done = mount and subprocess.run(words, check=False, capture_output=True)  # noqa: S603
    if not done or done.returncode:
        pytest.skip("LOUDLY: no file system of limited size may be mounted here")
    mailbox = Mailbox(folder)
    mailbox.publish(entries(CITY, LEMPAKE))
    yield mailbox
    subprocess.run([shutil.which("umount"), "-l", str(folder)], check=True)  # noqa: S603


@pytest.fixture
def file(tmp_path):
    return Outgoing.of(sealed(tmp_path / "desk", 1_500_000))


def send(port, file):
    upload = Upload(file)
    return converse(upload, read_address(f"http://127.0.0.1:{port}")), upload


def begin(port, file):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(file.size)}
    connection.request("POST", "/files", file.front, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def half_a_piece(port, file):
    """Somebody who sends some bytes of a piece, and then no more."""
    slow = socket.create_connection(("127.0.0.1", port))
    slow.settimeout(20)
    start = len(file.front)
    slow.sendall(
        f"PATCH /files/{file.id} HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\n"
        f"Content-Type: application/offset+octet-stream\r\nUpload-Offset: {start}\r\n"
        f"Content-Length: {file.size - start}\r\n\r\n".encode()
        + b"x" * 1000
    )
    return slow


@pytest.mark.parametrize("times", [{"gap": 0.3}, {"piece_time": 0.3}])
def test_who_sends_too_slowly_is_given_up_and_may_go_on_later(mailbox, file, times):
    with open_door(mailbox, **times) as port:
        begin(port, file)
        with half_a_piece(port, file) as slow:
            assert b" 408 " in slow.recv(1000)
        (part,) = mailbox.part.glob("*.part")
        assert part.stat().st_size == len(file.front) + 1000
        assert not list(mailbox.part.glob("*.lock"))


@pytest.mark.parametrize("said", [b"", b"GET /health HT", b"GET /health HTTP/1.1\r\nHost: x\r\n"])
def test_who_asks_for_nothing_is_not_waited_for(mailbox, monkeypatch, said):
    monkeypatch.setattr(patience, "PATIENCE", 0.3)
    with open_door(mailbox) as port, socket.create_connection(("127.0.0.1", port)) as silent:
        silent.settimeout(20)
        silent.sendall(said)
        assert silent.recv(100) == b""


def test_who_was_answered_may_ask_again_for_a_while(mailbox, monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE", 0.3)
    with open_door(mailbox) as port, socket.create_connection(("127.0.0.1", port)) as asking:
        asking.settimeout(20)
        for _ in range(3):
            asking.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            came = b""
            while not came.endswith(b"}"):
                came += asking.recv(4096)
        assert asking.recv(100) == b""


def test_a_full_disk_is_told_before_anything_is_begun(small_mailbox, file):
    with open_door(small_mailbox) as port:
        answer = begin(port, file)
        assert (answer.status, answer.headers["Payung-Error"]) == (507, "mailbox.full")
        assert int(answer.headers["Retry-After"]) > 0
        assert not list(small_mailbox.part.glob("*.part"))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/health")
        health = connection.getresponse()
        assert (health.status, json.loads(health.read())["ok"]) == (507, False)
        connection.close()


def test_a_disk_that_fills_up_in_the_middle_keeps_what_came(small_mailbox, file, monkeypatch):
    monkeypatch.setattr(uploads, "RESERVE", -(1 << 30))  # it said there was room
    ballast = small_mailbox.folder / "ballast"
    ballast.write_bytes(b"x" * 1_200_000)
    with open_door(small_mailbox) as port:
        _, upload = send(port, file)
        assert (upload.hindrance.code, upload.is_stored) == ("mailbox.full", False)
        (part,) = small_mailbox.part.glob("*.part")
        came = part.stat().st_size
        assert len(file.front) < came < file.size
        ballast.unlink()
        _, upload = send(port, file)
        assert upload.is_stored
    assert small_mailbox.waiting()[0].read_bytes() == file.path.read_bytes()


def test_a_disk_that_fails_is_told_as_such(mailbox, file, monkeypatch):
    def broken(_piece, _data):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Piece, "take", broken)
    with open_door(mailbox) as port:
        _, upload = send(port, file)
    assert upload.hindrance.code == "mailbox.disk"
    assert not upload.hindrance.needs_help


def test_stations_that_cannot_be_read_let_nobody_in(mailbox, file):
    (mailbox.folder / "stations.json").write_text("{")
    with open_door(mailbox) as port:
        answer = begin(port, file)
    assert (answer.status, answer.headers["Payung-Error"]) == (503, "mailbox.stations")


def test_before_anybody_is_enrolled_nobody_is_let_in(tmp_path, file):
    empty = Mailbox(tmp_path / "new")
    empty.prepare()
    with open_door(empty) as port:
        assert begin(port, file).headers["Payung-Error"] == "seal.unknown_sender"


def test_what_nobody_went_on_with_for_a_month_is_thrown_away(mailbox, file, tmp_path):
    other = Outgoing.of(sealed(tmp_path / "desk", sequence=2))
    old, new = (mailbox.part / f"{each.id}.{LEMPAKE.kid}.part" for each in (file, other))
    lock = mailbox.part / f"{'0' * 64}.lock"
    for path in (old, new, lock):
        path.write_bytes(b"half")
    long_ago = time.time() - FORGET_AFTER - 60
    for path in (old, lock):
        os.utime(path, (long_ago, long_ago))
    Uploads(mailbox, Trail(mailbox.trail)).sweep()
    assert list(mailbox.part.iterdir()) == [new]


def test_a_piece_takes_no_more_than_was_declared(mailbox, file):
    inbox = Uploads(mailbox, Trail(mailbox.trail))
    with file.path.open("rb") as opened:
        front = Front.read(opened)
    begun = inbox.begin(front, file.size)
    with pytest.raises(Refused) as refused, inbox.writing(file.id, begun.offset) as piece:
        piece.take(b"x" * (file.size - begun.offset + 1))
    assert refused.value.code == "request.large"
    assert inbox.state(file.id).offset == begun.offset
