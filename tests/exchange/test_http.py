"""Python's own HTTP against strangers: whatever answers, nothing is believed that is no mailbox."""

import socket
import threading
from contextlib import contextmanager

import pytest

from app.exchange.address import Address, read_address
from app.exchange.http import RECONNECTS, converse
from app.exchange.upload import LARGEST_ANSWER, Hindrance, Request, Response

MARKED = b"HTTP/1.1 200 OK\r\nPayung-Mailbox: 1\r\n"


class Asking:
    """A talk of one question, asked until there is an answer."""

    hindrance = None

    def __init__(self):
        self.answer: Response | None = None
        self.cuts = 0

    def next_request(self):
        return None if self.answer else Request("GET", "/health")

    def answered(self, response):
        self.answer = response

    def cut(self):
        self.cuts += 1


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
                    connection.settimeout(10)
                    said = connection.recv(4096)
                    while said[:3] in (b"GET", b"CON") and b"\r\n\r\n" not in said:
                        said += connection.recv(4096)
                    heard.append(said)
                    try:
                        connection.sendall(answer)
                    except OSError:
                        return

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def here(port):
    return read_address(f"http://127.0.0.1:{port}")


def test_an_answer_comes_with_its_headers_in_small_letters():
    with answering(MARKED + b"Content-Length: 2\r\n\r\nok") as (port, heard):
        talk = Asking()
        assert converse(talk, here(port)) is None
    assert (talk.answer.status, talk.answer.body) == (200, b"ok")
    assert talk.answer.is_of_a_mailbox
    assert heard[0].startswith(b"GET /health HTTP/1.1\r\n")


def test_the_mailbox_may_stand_behind_a_path_of_a_proxy():
    with answering(MARKED + b"Content-Length: 0\r\n\r\n") as (port, heard):
        converse(Asking(), read_address(f"http://127.0.0.1:{port}/surat"))
    assert heard[0].startswith(b"GET /surat/health HTTP/1.1\r\n")


def test_a_redirection_is_not_followed():
    with answering(MARKED) as (elsewhere, heard_elsewhere):
        answer = f"HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:{elsewhere}/\r\n"
        with answering(answer.encode() + b"Content-Length: 0\r\n\r\n") as (port, _):
            talk = Asking()
            converse(talk, here(port))
    assert talk.answer.status == 307
    assert not heard_elsewhere


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", "network.cut"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "network.strange"),
        (b"HTTP/1.1 abc\r\n\r\n", "network.strange"),
        (MARKED + b"Content-Length: 100\r\n\r\nhalf", "network.cut"),
        (MARKED + b"X: " + b"y" * 70_000 + b"\r\n\r\n", "network.strange"),
        (MARKED + b"".join(b"X-%d: y\r\n" % n for n in range(200)) + b"\r\n", "network.strange"),
        (MARKED + b"\r\n" + b"x" * (LARGEST_ANSWER + 2), "network.strange"),
    ],
)
def test_what_is_no_answer_is_tried_again_and_then_named(answer, code):
    with answering(*[answer] * (RECONNECTS + 1)) as (port, heard):
        talk = Asking()
        assert converse(talk, here(port)) == Hindrance(code)
    assert len(heard) == talk.cuts == RECONNECTS + 1
    assert talk.answer is None


def test_a_line_cut_once_is_made_anew():
    good = MARKED + b"Content-Length: 2\r\n\r\nok"
    with answering(b"", MARKED + b"Content-Length: 9\r\n\r\nhal", good) as (port, _):
        talk = Asking()
        assert converse(talk, here(port)) is None
    assert (talk.cuts, talk.answer.body) == (2, b"ok")


def test_nobody_there_is_a_normal_state_with_a_name():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert converse(Asking(), here(port)) == Hindrance("network.offline")
    nowhere = Address("https", "tidak-ada.invalid", 443)
    assert converse(Asking(), nowhere, proxies={}) == Hindrance("network.offline")


def test_who_speaks_no_tls_is_not_spoken_to(tmp_path):
    with answering(*[b"HTTP/1.1 400 Bad\r\n\r\n"] * 3) as (port, heard):
        hindrance = converse(Asking(), read_address(f"https://127.0.0.1:{port}"))
    assert hindrance == Hindrance("network.tls")
    assert not any(b"GET" in said for said in heard)


def test_the_way_out_of_the_office_is_used_for_tls_and_never_for_this_machine():
    refusing = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    with answering(*[refusing] * 3) as (proxy, heard):
        proxies = {"https": f"http://127.0.0.1:{proxy}", "http": f"http://127.0.0.1:{proxy}"}
        city = read_address("https://payung.kota.go.id")
        assert converse(Asking(), city, proxies=proxies) == Hindrance("network.proxy")
        assert all(said.startswith(b"CONNECT payung.kota.go.id:443 ") for said in heard)
        before = len(heard)
        with answering(MARKED + b"Content-Length: 0\r\n\r\n") as (port, _):
            assert converse(Asking(), here(port), proxies=proxies) is None
        assert len(heard) == before


def test_a_wish_to_stop_is_heard_between_two_questions():
    hindrance = converse(Asking(), here(1), cancelled=lambda: True)
    assert hindrance == Hindrance("network.cancelled")
