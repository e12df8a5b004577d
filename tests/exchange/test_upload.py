"""Sending a file, as questions and answers: every answer a mailbox or a stranger can give."""

import pytest
from tests.mailroom import sealed

from app.exchange import upload as module
from app.exchange.failure import ExchangeFailure
from app.exchange.upload import Hindrance, Outgoing, Response, Upload

MAILBOX = {"payung-mailbox": "1"}


@pytest.fixture
def path(tmp_path):
    return sealed(tmp_path / "outbox", 10_000)


@pytest.fixture
def file(path):
    return Outgoing.of(path)


def told(status=204, error="", **headers):
    """An answer of the mailbox."""
    named = {name.replace("_", "-"): str(value) for name, value in headers.items()}
    return Response(status, MAILBOX | named | ({"payung-error": error} if error else {}))


def at(offset):
    return told(upload_offset=offset, payung_state="open")


STORED = told(payung_state="stored")


def asked(upload):
    request = upload.next_request()
    return None if request is None else (request.method, request.headers.get("Upload-Offset"))


def test_a_file_goes_up_in_pieces_that_follow_one_another(path, file, monkeypatch):
    monkeypatch.setattr(module, "PIECE", 4000)
    upload, whole = Upload(file), path.read_bytes()
    first = upload.next_request()
    assert (first.method, first.path, first.body) == ("POST", "/files", file.front)
    assert first.headers["Upload-Length"] == str(len(whole))
    upload.answered(at(len(file.front)))
    came = file.front
    while (request := upload.next_request()) is not None:
        assert (request.method, request.path) == ("PATCH", f"/files/{file.id}")
        assert int(request.headers["Upload-Offset"]) == len(came) == upload.sent
        assert len(request.body) <= 4000
        came += request.body
        upload.answered(STORED if len(came) == len(whole) else at(len(came)))
    assert came == whole
    assert (upload.is_stored, upload.sent, upload.hindrance) == (True, len(whole), None)


def test_what_the_mailbox_has_already_is_not_sent(file):
    upload = Upload(file)
    upload.next_request()
    upload.answered(STORED)
    assert (upload.next_request(), upload.is_stored) == (None, True)
    late = Upload(file)
    late.next_request()
    late.answered(at(file.size - 10))
    assert len(late.next_request().body) == 10


def test_after_a_cut_the_mailbox_is_asked_how_far_it_is(file):
    upload = Upload(file)
    upload.cut()
    assert asked(upload) == ("POST", None)  # nothing was begun for all we know: beginning is safe
    upload.answered(at(len(file.front)))
    upload.next_request()
    upload.cut()
    assert asked(upload) == ("HEAD", None)
    upload.cut()
    assert asked(upload) == ("HEAD", None)
    upload.answered(at(len(file.front) + 100))
    assert asked(upload) == ("PATCH", str(len(file.front) + 100))
    upload.cut()
    upload.answered(STORED)
    assert upload.is_stored


def test_a_file_whole_but_not_yet_looked_over_is_asked_for_again(file):
    upload = Upload(file)
    upload.answered(at(file.size))
    assert asked(upload) == ("HEAD", None)
    upload.answered(STORED)
    assert upload.is_stored


def test_the_mailbox_says_where_to_go_on_and_may_have_thrown_all_away(file):
    upload = Upload(file)
    upload.answered(at(len(file.front)))
    upload.answered(told(409, "upload.offset", upload_offset=len(file.front) + 7))
    assert asked(upload) == ("PATCH", str(len(file.front) + 7))
    upload.answered(told(404, "upload.gone"))
    assert asked(upload) == ("POST", None)
    upload.answered(told(409, "upload.offset", payung_state="stored"))
    assert upload.is_stored


def test_a_file_damaged_on_the_way_is_sent_once_more_and_then_given_up(file):
    upload = Upload(file)
    upload.answered(at(len(file.front)))
    upload.answered(told(460, "upload.damaged"))
    assert asked(upload) == ("POST", None)
    upload.answered(at(len(file.front)))
    upload.answered(told(460, "upload.damaged"))
    assert upload.next_request() is None
    assert upload.hindrance == Hindrance("upload.damaged", needs_help=True)


@pytest.mark.parametrize(
    ("response", "hindrance"),
    [
        (told(403, "seal.revoked"), Hindrance("seal.revoked", needs_help=True)),
        (told(413, "seal.size"), Hindrance("seal.size", needs_help=True)),
        (told(423, "upload.busy", retry_after=5), Hindrance("upload.busy", after=5)),
        (told(507, "mailbox.full", retry_after=3600), Hindrance("mailbox.full", after=3600)),
        (told(503, "mailbox.disk", retry_after=10**9), Hindrance("mailbox.disk", after=86400)),
        (told(503), Hindrance("network.busy")),
        (told(500), Hindrance("network.busy")),
        (told(404), Hindrance("network.strange")),
        (told(201), Hindrance("network.strange")),
        (at("-5"), Hindrance("network.strange")),
        (at(10**9), Hindrance("network.strange")),
        (at(3), Hindrance("network.strange")),
        (at("1" * 5000), Hindrance("network.strange")),
        (Response(200), Hindrance("network.strange")),
        (Response(204, {"payung-state": "stored"}), Hindrance("network.strange")),
        (Response(302, {"location": "http://wifi.local/login"}), Hindrance("network.redirect")),
        (Response(407), Hindrance("network.proxy")),
        (Response(502), Hindrance("network.busy")),
        (Response(413), Hindrance("network.strange")),
    ],
)
def test_every_other_answer_has_a_name_and_ends_it_for_now(file, response, hindrance):
    upload = Upload(file)
    upload.next_request()
    upload.answered(response)
    assert upload.next_request() is None
    assert upload.hindrance == hindrance
    assert not upload.is_stored


@pytest.mark.parametrize(
    "answers",
    [["gone"], ["same"], ["begun", "gone"], ["whole"]],
)
def test_a_mailbox_that_goes_in_circles_is_left_alone(file, answers):
    kinds = {
        "gone": told(404, "upload.gone"),
        "same": told(409, "upload.offset", upload_offset=len(file.front)),
        "begun": at(len(file.front)),
        "whole": at(file.size),
    }
    upload = Upload(file)
    for turn in range(40):
        if upload.next_request() is None:
            break
        upload.answered(kinds[answers[turn % len(answers)]])
    assert upload.next_request() is None
    assert upload.hindrance.code in ("network.strange", "upload.gone")


def test_only_a_whole_sealed_file_is_sent(path, file, tmp_path):
    cut, text = tmp_path / "cut.payung", tmp_path / "text.payung"
    cut.write_bytes(path.read_bytes()[:-1])
    text.write_text("hello")
    for each in (cut, text, tmp_path / "none.payung"):
        with pytest.raises(ExchangeFailure) as failed:
            Outgoing.of(each)
        assert failed.value.code == "exchange.own_file"
    upload = Upload(file)
    upload.answered(at(len(file.front)))
    path.unlink()
    with pytest.raises(ExchangeFailure):
        upload.next_request()
