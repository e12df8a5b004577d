"""What waits at the city for a station: shown and handed to who proves to be it, to nobody else."""

import http.client
import json
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from tests.mailroom import CITY, LEMPAKE, SELILI, STRANGER, entries, sealed, serving

from app.domain.sealed import Kind
from app.exchange.address import read_address
from app.exchange.fetch import Fetch
from app.exchange.http import converse
from app.exchange.mailbox import Mailbox
from app.exchange.upload import CHALLENGE, Hindrance, Outgoing, Upload
from app.server import access
from app.server.access import Access
from app.server.refused import Refused


@pytest.fixture
def data(tmp_path):
    return tmp_path / "city"


@pytest.fixture
def reply(tmp_path):
    """A reply of the city to Lempake, of more than one piece."""
    return sealed(
        tmp_path / "replies", 1_300_000, sender=CITY, to=(LEMPAKE,), kind=Kind.REPLY, sequence=3
    )


def ask(server, path, method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request(
            method, path, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def signed(server, station, who=None):
    challenge = json.loads(ask(server, "/challenge")[2])["challenge"]
    signature = station.sign(CHALLENGE + challenge.encode()).hex()
    return f"Payung {(who or station).kid}.{challenge}.{signature}"


def fetch(server, station, into, has=lambda _hash: False):
    talk = Fetch(station.kid, station.sign, into, has)
    return converse(talk, read_address(server.url)), talk


def test_a_reply_comes_to_the_station_it_is_for_and_to_no_other(data, reply, tmp_path):
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    with serving(data) as server:
        lost, talk = fetch(server, LEMPAKE, tmp_path / "incoming")
        assert (lost, talk.hindrance) == (None, None)
        assert [path.read_bytes() for path in talk.fetched] == [reply.read_bytes()]
        assert talk.fetched[0].name == f"{sha256(reply.read_bytes()).hexdigest()}.payung"
        assert talk.done == talk.all == reply.stat().st_size
        _, other = fetch(server, SELILI, tmp_path / "selili")
        assert (other.fetched, other.hindrance) == ([], None)
        _, stranger = fetch(server, STRANGER, tmp_path / "stranger")
        assert stranger.hindrance == Hindrance("access.unknown", needs_help=True)


def test_what_is_known_already_is_not_fetched_again(data, reply, tmp_path):
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    digest = sha256(reply.read_bytes()).hexdigest()
    with serving(data) as server:
        _, talk = fetch(server, LEMPAKE, tmp_path / "incoming", lambda known: known == digest)
        assert (talk.fetched, talk.all) == ([], 0)
        fetch(server, LEMPAKE, tmp_path / "incoming")
        # not yet in the books, but on the disk: nothing travels
        _, again = fetch(server, LEMPAKE, tmp_path / "incoming")
        assert len(again.fetched) == 1


def test_a_reply_goes_on_where_it_was_cut_and_leftovers_of_old_ones_go(data, reply, tmp_path):
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    whole = reply.read_bytes()
    digest = sha256(whole).hexdigest()
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    (incoming / f"{digest}.part").write_bytes(whole[:700_000])
    (incoming / f"{'0' * 64}.part").write_bytes(b"of a reply that is gone")
    with serving(data) as server:
        talk = Fetch(LEMPAKE.kid, LEMPAKE.sign, incoming, lambda _hash: False)
        asked = []

        class Heard:
            hindrance = None

            def next_request(self):
                request = talk.next_request()
                asked.append(request.headers.get("Range") if request else None)
                return request

            answered, cut = staticmethod(talk.answered), staticmethod(talk.cut)

        assert converse(Heard(), read_address(server.url)) is None
        assert asked[2].startswith("bytes=700000-")
    assert [path.name for path in incoming.iterdir()] == [f"{digest}.payung"]
    assert talk.fetched[0].read_bytes() == whole


def test_a_reply_that_came_damaged_is_thrown_away_and_fetched_anew(data, reply, tmp_path):
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    whole = reply.read_bytes()
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    (incoming / f"{sha256(whole).hexdigest()}.part").write_bytes(b"?" + whole[1:700_000])
    with serving(data) as server:
        _, talk = fetch(server, LEMPAKE, incoming)
        assert (talk.fetched, talk.hindrance) == ([], Hindrance("reply.damaged"))
        assert not list(incoming.iterdir())
        _, talk = fetch(server, LEMPAKE, incoming)
        assert talk.fetched[0].read_bytes() == whole


def test_a_reply_is_handed_out_from_any_byte_on(data, reply):
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    whole, path = reply.read_bytes(), f"/replies/{reply.name}"
    size = len(whole)
    with serving(data) as server:
        proof = signed(server, LEMPAKE)
        status, headers, body = ask(server, path, Authorization=proof)
        assert (status, body) == (200, whole)
        assert headers["ETag"] == f'"{sha256(whole).hexdigest()}"'
        for asked, first, last in (
            ("bytes=0-9", 0, 9),
            (f"bytes={size - 5}-", size - 5, size - 1),
            (f"bytes=100-{size * 2}", 100, size - 1),
        ):
            status, headers, body = ask(server, path, Authorization=proof, Range=asked)
            assert (status, body) == (206, whole[first : last + 1])
            assert headers["Content-Range"] == f"bytes {first}-{last}/{size}"
        for asked in (f"bytes={size}-", "bytes=9-5", "bytes=-5", "bytes=0-1,3-4", "lines=1-2"):
            assert ask(server, path, Authorization=proof, Range=asked)[0] == 416


def test_nothing_is_handed_out_without_a_fresh_proof(data, reply):
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    Mailbox(data).publish(entries(CITY, LEMPAKE, SELILI, revoked=[SELILI]))
    with serving(data, publish=False) as server:
        good = signed(server, LEMPAKE)
        kid, challenge, signature = good.split()[1].split(".")
        flipped = f"{int(challenge[0], 16) ^ 1:x}{challenge[1:]}"
        table = [
            ("", 401, "access.challenge"),
            ("Bearer abc", 401, "access.challenge"),
            ("Payung a.b", 401, "access.challenge"),
            (f"Payung {kid}.{flipped}.{signature}", 401, "access.challenge"),
            (f"Payung {kid}.{'00' * 8}.{signature}", 401, "access.challenge"),
            (f"Payung {kid}.zz.{signature}", 401, "access.challenge"),
            (f"Payung {kid}.{challenge}.{'00' * 64}", 401, "access.signature"),
            (f"Payung {kid}.{challenge}.zz", 401, "access.signature"),
            (signed(server, SELILI, who=LEMPAKE), 401, "access.signature"),
            (signed(server, SELILI), 403, "access.revoked"),
            (signed(server, STRANGER), 403, "access.unknown"),
        ]
        for proof, status, code in table:
            for path in ("/replies", f"/replies/{reply.name}"):
                answer = ask(server, path, Authorization=proof)
                assert (answer[0], answer[1]["Payung-Error"]) == (status, code), proof
        assert ask(server, "/replies", Authorization=good)[0] == 200


def test_a_challenge_ends_and_another_process_knows_it_meanwhile(data, monkeypatch):
    mailbox = Mailbox(data)
    mailbox.publish(entries(CITY, LEMPAKE))
    one, other = Access(mailbox), Access(mailbox)
    one.prepare()
    other.prepare()
    challenge = one.challenge()
    proof = f"Payung {LEMPAKE.kid}.{challenge}.{LEMPAKE.sign(CHALLENGE + challenge.encode()).hex()}"
    assert other.demand(proof) == LEMPAKE.kid
    later = time.time() + access.HOLDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    with pytest.raises(Refused) as refused:
        other.demand(proof)
    assert refused.value.code == "access.challenge"


def test_only_replies_by_their_own_names_are_handed_out(data, reply, tmp_path):
    mailbox = Mailbox(data)
    mailbox.put_reply(reply, [LEMPAKE.kid, SELILI.kid])
    mine = mailbox.outbox / LEMPAKE.kid
    (mine / "link.payung").symlink_to(data / "mailbox" / "stations.json")
    (mine / "half.payung.part").write_bytes(b"half")
    (mine / ".hidden.payung").write_bytes(b"hidden")
    (mine / "folder.payung").mkdir()
    with serving(data) as server:
        proof = signed(server, LEMPAKE)
        told = json.loads(ask(server, "/replies", Authorization=proof)[2])["replies"]
        assert [each["name"] for each in told] == [reply.name]
        for name in (
            "link.payung", "half.payung.part", ".hidden.payung", "folder.payung", "none.payung",
            f"..%2F{SELILI.kid}%2F{reply.name}", f"../{SELILI.kid}/{reply.name}",
            "..%5C..%5Cstations.json", "%00.payung", "x" * 5000 + ".payung",
        ):  # fmt: skip
            assert ask(server, f"/replies/{name}", Authorization=proof)[0] == 404, name
        mailbox.drop_reply(LEMPAKE.kid, reply.name)
        assert ask(server, f"/replies/{reply.name}", Authorization=proof)[0] == 404
        assert (mailbox.outbox / SELILI.kid / reply.name).exists()


def test_replies_are_put_whole_and_once(data, reply):
    mailbox = Mailbox(data)
    mailbox.put_reply(reply, [LEMPAKE.kid])
    there = mailbox.outbox / LEMPAKE.kid / reply.name
    before = there.stat().st_mtime_ns
    mailbox.put_reply(reply, [LEMPAKE.kid])
    assert there.stat().st_mtime_ns == before
    assert mailbox.replies(LEMPAKE.kid)[0].sha256 == sha256(reply.read_bytes()).hexdigest()
    for name in ("surat.txt", "../x.payung", "a b.payung"):
        with pytest.raises(ValueError, match="name"):
            mailbox.drop_reply(LEMPAKE.kid, name)


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event in {"open", "os.listdir",
    "os.scandir", "sqlite3.connect"} else None)
from app.__main__ import main
status = main()
with open(LOG, "w") as file:
    file.write("\\n".join(opened))
sys.exit(status)
"""


def test_the_server_opens_nothing_but_the_mailbox(data, reply, tmp_path):
    """Slots, station keys and books lie beside the mailbox, and are never so much as listed."""
    data.mkdir()
    for name in ("slots.json", "station.json", "trust.json", "books.db", "books.lock"):
        (data / name).write_bytes(b"secret")
    Mailbox(data).put_reply(reply, [LEMPAKE.kid])
    log = tmp_path / "opened"
    script = tmp_path / "watched.py"
    script.write_text(WATCHED.replace("LOG", repr(str(log))))
    file = sealed(tmp_path / "desk", 100_000)
    with serving(data, program=[sys.executable, str(script)]) as server:
        upload = Upload(Outgoing.of(file))
        assert converse(upload, read_address(server.url)) is None
        assert upload.is_stored
        assert fetch(server, LEMPAKE, tmp_path / "incoming")[1].fetched
        assert server.stop() == 0
    opened = log.read_text().splitlines()
    inside = [path for path in opened if path.startswith(str(data))]
    assert any("/mailbox/part/" in path for path in inside)
    assert all(Path(path).is_relative_to(data / "mailbox") for path in inside)
    assert not any("/PySide6/" in path for path in opened)
