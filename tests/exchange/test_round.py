"""A round to the mailbox: what stands in the way of one file, and what of all."""

import pytest
from tests.mailroom import LEMPAKE, sealed

from app.exchange.fetch import Fetch
from app.exchange.round import Outcome, Round
from app.exchange.upload import Hindrance, Outgoing, Response

MAILBOX = {"payung-mailbox": "1"}
STORED = Response(201, MAILBOX | {"payung-state": "stored"})


@pytest.fixture
def files(tmp_path):
    return [Outgoing.of(sealed(tmp_path / "outbox", 500, sequence=each)) for each in (1, 2, 3)]


@pytest.fixture
def fetch(tmp_path):
    return Fetch(LEMPAKE.kid, LEMPAKE.sign, tmp_path / "incoming", lambda _hash: False)


def no(status, error, **headers):
    return Response(status, MAILBOX | {"payung-error": error} | headers)


def asked(round_, answers):
    """What is asked, while the answers last."""
    paths = []
    for answer in [*answers, None]:
        request = round_.next_request()
        if request is None:
            break
        paths.append((request.method, request.path))
        if answer is not None:
            round_.answered(answer)
    return paths


POST, CHALLENGE = ("POST", "/files"), ("GET", "/challenge")


@pytest.mark.parametrize(
    ("answer", "goes_on"),
    [
        (no(423, "upload.busy"), [POST, POST, POST, CHALLENGE]),
        (no(403, "seal.unknown_sender"), [POST, POST, POST, CHALLENGE]),
        (no(507, "mailbox.full"), [POST, CHALLENGE]),
        (no(503, "mailbox.disk"), [POST]),
        (Response(302), [POST]),
        (Response(200, {}, b"<html>"), [POST]),
    ],
)
def test_a_no_ends_what_it_concerns_and_the_rest_goes_on(files, fetch, answer, goes_on):
    assert asked(Round(files, fetch), [answer, STORED, STORED]) == goes_on


def test_the_outcome_tells_what_is_there_what_is_refused_and_what_waits(files, fetch):
    round_ = Round(files, fetch)
    assert (round_.waiting, round_.outcome()) == (3, Outcome())
    asked(round_, [STORED, no(422, "seal.recipient"), no(423, "upload.busy")])
    outcome = round_.outcome()
    assert outcome.stored == (files[0].id,)
    assert outcome.refused == ((files[1].id, "seal.recipient"),)
    assert outcome.hindrance == Hindrance("upload.busy")
    assert round_.waiting == 2
    cut = Hindrance("network.offline")
    assert round_.outcome(cut).hindrance == cut


def test_the_progress_is_of_files_and_replies(files, fetch):
    round_ = Round(files, fetch)
    whole = sum(each.size for each in files)
    assert round_.progress == (0, whole)
    asked(round_, [STORED])
    assert round_.progress == (files[0].size, whole)
    assert Round(files).progress == (0, whole)


def test_nothing_to_send_and_nobody_to_fetch_for_asks_nothing():
    assert Round([]).next_request() is None
