"""Fetching replies from whoever answers: only what was offered by its hash is believed."""

import json
from hashlib import sha256

import pytest
from tests.mailroom import LEMPAKE

from app.exchange import fetch as module
from app.exchange.failure import ExchangeFailure
from app.exchange.fetch import Fetch
from app.exchange.upload import CHALLENGE, Hindrance, Response
from app.keys import signing

MAILBOX = {"payung-mailbox": "1"}
REPLY = bytes(range(256)) * 40
HASH = sha256(REPLY).hexdigest()
OFFER = {"name": "payung-6472-0-000001.payung", "size": len(REPLY), "sha256": HASH}
STRANGE = Hindrance("network.strange")


@pytest.fixture
def fetch(tmp_path):
    return Fetch(LEMPAKE.kid, LEMPAKE.sign, tmp_path / "incoming", lambda _hash: False)


def told(value, status=200, error=""):
    headers = MAILBOX | ({"payung-error": error} if error else {})
    return Response(status, headers, json.dumps(value).encode())


CHALLENGED = told({"challenge": "ab" * 40})


def piece(first, last, of=REPLY):
    return Response(
        206,
        MAILBOX | {"content-range": f"bytes {first}-{last}/{len(of)}"},
        of[first : last + 1],
    )


def offered(fetch, *offers):
    """Up to the point where the first reply is asked for."""
    fetch.next_request()
    fetch.answered(CHALLENGED)
    fetch.next_request()
    fetch.answered(told({"replies": list(offers)}))
    return fetch.next_request()


def test_the_challenge_is_signed_for_this_and_nothing_else(fetch):
    assert fetch.next_request().path == "/challenge"
    fetch.answered(CHALLENGED)
    scheme, proof = fetch.next_request().headers["Authorization"].split()
    kid, challenge, signature = proof.split(".")
    assert (scheme, kid, challenge) == ("Payung", LEMPAKE.kid, "ab" * 40)
    message = CHALLENGE + challenge.encode()
    assert signing.verify(LEMPAKE.public.signing_key, bytes.fromhex(signature), message)


def test_a_reply_comes_in_pieces_and_is_kept_by_its_hash(fetch, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "PIECE", 4096)
    request = offered(fetch, OFFER)
    asked = []
    while request is not None:
        first, last = map(int, request.headers["Range"].removeprefix("bytes=").split("-"))
        asked.append((first, last))
        fetch.answered(piece(first, last))
        request = fetch.next_request()
    assert asked == [(0, 4095), (4096, 8191), (8192, len(REPLY) - 1)]
    assert fetch.fetched == [tmp_path / "incoming" / f"{HASH}.payung"]
    assert fetch.fetched[0].read_bytes() == REPLY
    assert (fetch.done, fetch.all, fetch.hindrance) == (len(REPLY), len(REPLY), None)


def test_a_mailbox_that_knows_no_ranges_may_give_all_at_once(fetch):
    offered(fetch, OFFER)
    fetch.answered(Response(200, MAILBOX, REPLY))
    assert fetch.next_request() is None
    assert fetch.fetched[0].read_bytes() == REPLY


def test_a_proof_that_ended_on_the_way_is_made_anew(fetch):
    offered(fetch, OFFER)
    fetch.answered(piece(0, 99))
    fetch.answered(told({}, 401, "access.challenge"))
    assert fetch.next_request().path == "/challenge"
    fetch.answered(CHALLENGED)
    assert fetch.next_request().headers["Range"].startswith("bytes=100-")


def test_a_reply_gone_meanwhile_is_passed_over(fetch):
    second = b"second"
    other = {**OFFER, "size": len(second), "sha256": sha256(second).hexdigest()}
    offered(fetch, OFFER, other)
    fetch.answered(piece(0, 9))
    fetch.answered(told({}, 404, "reply.gone"))
    fetch.next_request()
    fetch.answered(piece(0, len(second) - 1, second))
    assert fetch.next_request() is None
    assert [path.read_bytes() for path in fetch.fetched] == [second]
    assert not list(fetch.fetched[0].parent.glob("*.part"))


@pytest.mark.parametrize(
    "body",
    [b"", b"no json", b"[1]", b'{"replies": 5}', b"[" * 100_000, b'{"replies": [5]}',
     json.dumps({"replies": [OFFER] * 1001}).encode()],
)  # fmt: skip
def test_a_list_that_is_none_ends_it(fetch, body):
    fetch.answered(CHALLENGED)
    fetch.answered(Response(200, MAILBOX, body))
    assert (fetch.next_request(), fetch.hindrance, fetch.fetched) == (None, STRANGE, [])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "../../.bashrc"), ("name", "a/b.payung"), ("name", "x..payung"), ("name", 5),
        ("name", "autorun.inf"), ("name", "a\nb.payung"),
        ("size", -1), ("size", 0), ("size", True), ("size", 10**12), ("size", "9"),
        ("sha256", "../../x"), ("sha256", HASH.upper()), ("sha256", HASH[:-1]), ("sha256", None),
    ],
)  # fmt: skip
def test_an_offer_that_is_not_one_is_not_taken_up(fetch, field, value, tmp_path):
    assert offered(fetch, {**OFFER, field: value}) is None
    assert fetch.hindrance == STRANGE
    assert not (tmp_path / "incoming").exists()


@pytest.mark.parametrize(
    "answer",
    [
        piece(1, 99),
        piece(0, 99, REPLY + b"x"),
        Response(206, MAILBOX | {"content-range": "bytes 0-99/10240"}, b"short"),
        Response(206, MAILBOX | {"content-range": "bytes 0-4/10240"}, b"longer than said"),
        Response(200, MAILBOX, b""),
        Response(200, MAILBOX, REPLY * 2),
        Response(200, {}, REPLY),
    ],
)
def test_a_piece_that_was_not_asked_for_is_not_kept(fetch, answer):
    offered(fetch, OFFER)
    fetch.answered(answer)
    assert (fetch.next_request(), fetch.hindrance, fetch.done) == (None, STRANGE, 0)


@pytest.mark.parametrize("status", [401, 403])
def test_who_may_not_fetch_is_told_why(fetch, status):
    fetch.answered(CHALLENGED)
    fetch.answered(told({}, status, "access.revoked"))
    assert fetch.next_request() is None
    assert fetch.hindrance == Hindrance("access.revoked", needs_help=True)


def test_a_mailbox_that_never_believes_the_proof_is_left_alone(fetch):
    for _ in range(20):
        request = fetch.next_request()
        if request is None:
            break
        is_asking = request.path == "/challenge"
        fetch.answered(CHALLENGED if is_asking else told({}, 401, "access.challenge"))
    assert fetch.hindrance == STRANGE


@pytest.mark.parametrize("challenge", [None, 5, "", "abc", "XY" * 40, "ab" * 1000])
def test_only_a_challenge_is_signed(fetch, challenge):
    fetch.answered(told({"challenge": challenge}))
    assert (fetch.next_request(), fetch.hindrance) == (None, STRANGE)


def test_a_full_disk_of_ours_is_named(fetch, monkeypatch, tmp_path):
    offered(fetch, OFFER)

    class Full:
        def __init__(self, *_words): ...

        def __enter__(self):
            raise OSError(28, "No space left on device")

        def __exit__(self, *_words): ...

    monkeypatch.setattr(type(tmp_path), "open", Full)
    with pytest.raises(ExchangeFailure) as failed:
        fetch.answered(piece(0, 99))
    assert failed.value.code == "network.own_disk"
