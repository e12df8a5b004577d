"""The city's mailbox as a real process: what comes in is whole, or goes on where it was cut."""

import http.client
import json
import socket
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tests.mailroom import CITY, LEMPAKE, SELILI, STRANGER, entries, sealed, serving

from app.exchange.address import read_address
from app.exchange.http import converse
from app.exchange.mailbox import Mailbox
from app.exchange.upload import Hindrance, Outgoing, Upload

PIECE = "application/offset+octet-stream"


@pytest.fixture
def data(tmp_path) -> Path:
    return tmp_path / "city"


@pytest.fixture
def outbox(tmp_path) -> Path:
    return tmp_path / "desk"


@contextmanager
def line(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    yield connection
    connection.close()


def ask(server, method, path, body=b"", **headers):
    """One question on a connection of its own."""
    with line(server) as connection:
        connection.request(
            method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        answer.read_body = answer.read()
        return answer


def begin(server, file, **headers):
    return ask(
        server, "POST", "/files", file.front,
        **{"Tus_Resumable": "1.0.0", "Upload_Length": str(file.size), **headers},
    )  # fmt: skip


def patch(server, file, offset, body, **headers):
    return ask(
        server, "PATCH", f"/files/{file.id}", body,
        **{"Tus_Resumable": "1.0.0", "Content_Type": PIECE,
           "Upload_Offset": str(offset), **headers},
    )  # fmt: skip


def asking(file, at):
    """The first lines of a request that sends all of a file from `at` on."""
    return (
        f"PATCH /files/{file.id} HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\n"
        f"Content-Type: {PIECE}\r\nUpload-Offset: {at}\r\n"
        f"Content-Length: {file.size - at}\r\n\r\n"
    ).encode()


def offset(server, file):
    return int(ask(server, "HEAD", f"/files/{file.id}").headers["Upload-Offset"])


def inbox(data):
    return [path.read_bytes() for path in Mailbox(data).waiting()]


def parts(data):
    return list(Mailbox(data).part.glob("*.part"))


def send(server, file):
    upload = Upload(file)
    return converse(upload, read_address(server.url)), upload


def test_a_sealed_file_comes_in_whole_and_is_called_stored(data, outbox):
    path = sealed(outbox, 1_500_000)
    with serving(data) as server:
        lost, upload = send(server, Outgoing.of(path))
        assert (lost, upload.hindrance, upload.is_stored) == (None, None, True)
    assert inbox(data) == [path.read_bytes()]
    assert not parts(data)


def test_the_same_file_sent_again_is_stored_already_also_after_it_was_taken(data, outbox):
    file = Outgoing.of(sealed(outbox))
    with serving(data) as server:
        send(server, file)
        for _ in range(2):
            again = begin(server, file)
            assert (again.status, again.headers["Payung-State"]) == (201, "stored")
            head = ask(server, "HEAD", f"/files/{file.id}")
            assert head.headers["Payung-State"] == "stored"
            late = patch(server, file, len(file.front), b"more")
            assert (late.status, late.headers["Payung-State"]) == (409, "stored")
            for waiting in Mailbox(data).waiting():
                Mailbox(data).taken(waiting)
        assert send(server, file)[1].is_stored
    assert not inbox(data)


def test_an_upload_cut_by_a_kill_of_the_server_goes_on_where_it_was(data, outbox):
    path = sealed(outbox, 1_000_000)
    file = Outgoing.of(path)
    whole = path.read_bytes()
    half = len(whole) // 2
    with serving(data) as server:
        begin(server, file)
        sending = socket.create_connection(("127.0.0.1", server.port))
        sending.sendall(asking(file, len(file.front)) + whole[len(file.front) : half])
        part = wait_for(lambda: parts(data) and parts(data)[0].stat().st_size > half // 2)
        assert part
        server.kill()
        sending.close()
        came = parts(data)[0].stat().st_size
        assert len(file.front) < came <= half

        server.start()
        assert offset(server, file) == came
        assert not inbox(data)
        asked = []
        upload = Upload(file)

        class Counted:
            hindrance = None

            def next_request(self):
                request = upload.next_request()
                if request:
                    asked.append(request)
                return request

            answered, cut = staticmethod(upload.answered), staticmethod(upload.cut)

        assert converse(Counted(), read_address(server.url)) is None
        assert upload.is_stored
        sent = sum(len(each.body) for each in asked if each.method == "PATCH")
        assert sent == len(whole) - came  # nothing that had come was sent again
    assert inbox(data) == [whole]


def wait_for(holds, times=2000):
    """Until it holds; without a sleep that is too short on one machine and too long on another."""
    gate = threading.Event()
    for _ in range(times):
        if holds():
            return True
        gate.wait(0.01)
    return False


def test_a_client_that_hangs_up_in_the_middle_loses_nothing_that_came(data, outbox):
    path = sealed(outbox, 300_000)
    file, whole = Outgoing.of(path), path.read_bytes()
    with serving(data) as server:
        begin(server, file)
        start = len(file.front)
        with socket.create_connection(("127.0.0.1", server.port)) as sending:
            sending.sendall(asking(file, start) + whole[start : start + 100_000])
        assert wait_for(lambda: parts(data)[0].stat().st_size == start + 100_000)
        assert wait_for(lambda: not list(Mailbox(data).part.glob("*.lock")))
        assert offset(server, file) == start + 100_000
        assert send(server, file)[1].is_stored
    assert inbox(data) == [whole]


def test_a_file_that_was_whole_when_the_server_was_cut_is_stored_by_the_next_question(data, outbox):
    path = sealed(outbox)
    file = Outgoing.of(path)
    mailbox = Mailbox(data)
    mailbox.publish(entries(CITY, LEMPAKE))
    (mailbox.part / f"{file.id}.{LEMPAKE.kid}.part").write_bytes(path.read_bytes())
    with serving(data) as server:
        head = ask(server, "HEAD", f"/files/{file.id}")
        assert head.headers["Payung-State"] == "stored"
    assert inbox(data) == [path.read_bytes()]


def test_a_part_cut_while_it_was_begun_is_begun_anew(data, outbox):
    path = sealed(outbox)
    file = Outgoing.of(path)
    mailbox = Mailbox(data)
    mailbox.publish(entries(CITY, LEMPAKE))
    (mailbox.part / f"{file.id}.{LEMPAKE.kid}.part").write_bytes(file.front[:10])
    with serving(data) as server:
        assert ask(server, "HEAD", f"/files/{file.id}").status == 404
        assert send(server, file)[1].is_stored
    assert inbox(data) == [path.read_bytes()]


def test_what_may_not_come_in_is_refused_before_any_of_its_body(data, outbox, tmp_path):
    good = Outgoing.of(sealed(outbox))
    revoked = Outgoing.of(sealed(tmp_path / "selili", sender=SELILI))
    unknown = Outgoing.of(sealed(tmp_path / "stranger", sender=STRANGER))
    elsewhere = Outgoing.of(sealed(tmp_path / "elsewhere", to=(SELILI,)))
    forged = bytearray(good.front)
    forged[-1] ^= 1
    Mailbox(data).publish(entries(CITY, LEMPAKE, SELILI, revoked=[SELILI]))
    length = str(good.size)
    table = [
        (unknown.front, {"Upload_Length": str(unknown.size)}, 403, "seal.unknown_sender"),
        (revoked.front, {"Upload_Length": str(revoked.size)}, 403, "seal.revoked"),
        (elsewhere.front, {"Upload_Length": str(elsewhere.size)}, 422, "seal.recipient"),
        (bytes(forged), {"Upload_Length": length}, 403, "seal.signature"),
        (good.front, {"Upload_Length": str(good.size + 1)}, 400, "upload.length"),
        (good.front, {}, 400, "upload.length"),
        (good.front, {"Upload_Length": "-1"}, 400, "upload.length"),
        (good.front, {"Upload_Length": "1" * 20}, 400, "upload.length"),
        (good.front + b"x", {"Upload_Length": length}, 400, "upload.length"),
        (good.front[:50], {"Upload_Length": length}, 422, "seal.short"),
        (b"PAYG\0\2" + good.front[6:], {"Upload_Length": length}, 422, "seal.version"),
        (b"hello, I am no sealed file", {"Upload_Length": length}, 422, "seal.magic"),
        (b"", {"Upload_Length": length}, 422, "seal.short"),
        (b"x" * 70_000, {"Upload_Length": length}, 413, "seal.size"),
        (good.front, {"Upload_Length": length, "Tus_Resumable": "0.9"}, 412, "request.tus"),
    ]
    with serving(data, publish=False) as server:
        for body, headers, status, code in table:
            answer = ask(server, "POST", "/files", body, **{"Tus_Resumable": "1.0.0", **headers})
            assert (answer.status, answer.headers["Payung-Error"]) == (status, code)
            assert json.loads(answer.read_body)["error"] == code
            assert answer.headers["Payung-Mailbox"]
        assert not parts(data)
        assert not inbox(data)
        assert send(server, good)[1].is_stored
        _, refused = send(server, unknown)
        assert refused.hindrance == Hindrance("seal.unknown_sender", needs_help=True)


def test_a_body_that_is_announced_too_large_is_refused_before_it_is_sent(data, outbox):
    file = Outgoing.of(sealed(outbox))
    with serving(data) as server:
        begin(server, file)
        for first in (
            "POST /files HTTP/1.1\r\nUpload-Length: 100\r\n",
            f"PATCH /files/{file.id} HTTP/1.1\r\nUpload-Offset: {len(file.front)}\r\n"
            f"Content-Type: {PIECE}\r\n",
        ):
            with socket.create_connection(("127.0.0.1", server.port)) as knocking:
                rest = "Host: x\r\nTus-Resumable: 1.0.0\r\nContent-Length: 99999999\r\n\r\n"
                knocking.sendall((first + rest).encode())
                knocking.settimeout(10)
                assert b" 413 " in knocking.recv(1000).partition(b"\r\n")[0]


def test_a_piece_must_begin_where_the_last_one_ended(data, outbox):
    path = sealed(outbox)
    file, whole = Outgoing.of(path), path.read_bytes()
    start = len(file.front)
    with serving(data) as server:
        unknown = patch(server, file, start, b"x")
        assert (unknown.status, unknown.headers["Payung-Error"]) == (404, "upload.gone")
        begin(server, file)
        for wrong in (0, start - 1, start + 1, len(whole)):
            answer = patch(server, file, wrong, b"x")
            assert (answer.status, answer.headers["Upload-Offset"]) == (409, str(start))
        assert patch(server, file, start, whole[start:] + b"x").status == 413
        assert patch(server, file, start, b"x", Content_Type="text/plain").status == 415
        assert patch(server, file, start, b"", Tus_Resumable="2.0.0").status == 412
        assert ask(server, "HEAD", "/files/../stations.json").status == 404
        assert ask(server, "HEAD", f"/files/{'*' * 64}").status == 404
        assert offset(server, file) == start
        assert patch(server, file, start, whole[start : start + 10]).status == 204
        assert patch(server, file, start + 10, whole[start + 10 :]).status == 204
    assert inbox(data) == [whole]


def test_a_file_that_is_not_what_its_header_promises_is_thrown_away(data, outbox):
    path = sealed(outbox)
    file, whole = Outgoing.of(path), path.read_bytes()
    start = len(file.front)
    with serving(data) as server:
        begin(server, file)
        bad = whole[start:-1] + bytes([whole[-1] ^ 1])
        answer = patch(server, file, start, bad)
        assert (answer.status, answer.headers["Payung-Error"]) == (460, "upload.damaged")
        assert not parts(data)
        assert not inbox(data)
        assert send(server, file)[1].is_stored

    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    Mailbox(data).inbox.joinpath(f"{file.id}.payung").unlink()
    with serving(data) as server:
        _, upload = send(server, Outgoing.of(path))
        assert upload.hindrance == Hindrance("upload.damaged", needs_help=True)
        assert not upload.is_stored


def test_one_file_is_taken_from_one_connection_at_a_time(data, outbox):
    path = sealed(outbox, 300_000)
    file, whole = Outgoing.of(path), path.read_bytes()
    start = len(file.front)
    with serving(data) as server, serving(data) as other:
        begin(server, file)
        with socket.create_connection(("127.0.0.1", server.port)) as first:
            first.sendall(asking(file, start) + whole[start : start + 1000])
            assert wait_for(lambda: list(Mailbox(data).part.glob("*.lock")))
            for process in (server, other):
                answer = patch(process, file, start, whole[start:])
                assert (answer.status, answer.headers["Payung-Error"]) == (423, "upload.busy")
                assert int(answer.headers["Retry-After"]) > 0
            first.sendall(whole[start + 1000 :])
            first.settimeout(10)
            assert b" 204 " in first.recv(1000)
    assert inbox(data) == [whole]


def test_two_processes_share_one_inbox_and_either_goes_on_for_the_other(data, outbox, tmp_path):
    path = sealed(outbox, 600_000)
    file, whole = Outgoing.of(path), path.read_bytes()
    start = len(file.front)
    with serving(data) as first, serving(data) as second:
        begin(first, file)
        at = start
        for turn, server in enumerate([second, first] * 3):
            piece = whole[at : at + 50_000]
            answer = patch(server, file, at, piece)
            at += len(piece)
            assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(at)), turn
        assert send(second, file)[1].is_stored

        files = [Outgoing.of(sealed(tmp_path / "many", 100_000, sequence=n)) for n in range(1, 9)]
        outcomes = []
        senders = [
            threading.Thread(target=lambda f=f, s=s: outcomes.append(send(s, f)[1]))
            for f in files
            for s in (first, second)
        ]
        for each in senders:
            each.start()
        for each in senders:
            each.join()
        assert all(each.is_stored or each.hindrance.code == "upload.busy" for each in outcomes)
        for each in files:
            assert send(first, each)[1].is_stored
    assert sorted(inbox(data)) == sorted([whole, *(each.path.read_bytes() for each in files)])


def test_a_station_revoked_in_the_middle_sends_no_more(data, outbox):
    path = sealed(outbox)
    file, whole = Outgoing.of(path), path.read_bytes()
    start = len(file.front)
    with serving(data) as server:
        begin(server, file)
        patch(server, file, start, whole[start : start + 100])
        Mailbox(data).publish(entries(CITY, LEMPAKE, revoked=[LEMPAKE]))
        answer = patch(server, file, start + 100, whole[start + 100 :])
        assert (answer.status, answer.headers["Payung-Error"]) == (403, "seal.revoked")
    assert not inbox(data)


def test_a_station_that_begins_and_never_ends_is_stopped(data, outbox):
    files = [Outgoing.of(sealed(outbox, 1000, sequence=number)) for number in range(1, 22)]
    with serving(data) as server:
        assert {begin(server, each).status for each in files[:20]} == {201}
        last = begin(server, files[20])
        assert (last.status, last.headers["Payung-Error"]) == (429, "upload.many")
        assert begin(server, files[0]).status == 201


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="memory is read from /proc")
def test_a_large_file_costs_the_server_no_memory(data, outbox):
    path = sealed(outbox, 24_000_000)
    file = Outgoing.of(path)
    assert file.size > 20_000_000
    with serving(data) as server:
        send(server, Outgoing.of(sealed(outbox, 1_000_000, sequence=2)))
        before = server.memory()
        begin(server, file)
        answer = patch(server, file, len(file.front), path.read_bytes()[len(file.front) :])
        assert (answer.status, answer.headers["Payung-State"]) == (204, "stored")
        assert server.memory() - before < 8_000_000


def test_health_is_told_to_anyone_and_says_nothing_of_the_office(data):
    with serving(data) as server:
        told = server.health()
        assert told.pop("version")
        assert told == {"mailbox": "payung", "ok": True}


def test_nonsense_is_answered_and_the_server_lives(data):
    with serving(data) as server:
        for nonsense in (
            b"\x16\x03\x01\x00\xa5\x01\x00",
            b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 100_000,
            b"POST /files HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nUpload-Length: 5\r\n"
            b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            b"PUT /files HTTP/1.1\r\nHost: x\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", server.port)) as knocking:
                knocking.sendall(nonsense)
                knocking.settimeout(10)
                with suppress(ConnectionResetError):
                    assert b" 4" in knocking.recv(100)[:20]
        assert server.health()["ok"]
        assert server.stop() == 0
