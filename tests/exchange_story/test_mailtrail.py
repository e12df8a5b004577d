"""The mailbox's processes write down what they do; the city sees when that was tampered with."""

import json
import os
import socket

import pytest
from tests.exchange.test_trail import entries, harm, lines_of
from tests.mailroom import serving
from tests.office import PASSWORD

from app.cli import run
from app.domain.refusal import Level
from app.exchange.address import read_address
from app.exchange.http import converse
from app.exchange.mailbox import Mailbox
from app.exchange.trail import Act, Trail
from app.exchange.trail_reading import Mark, chains, read_whole
from app.exchange.upload import Outgoing, Upload
from app.service.check import Check
from app.service.exchange.ask import begin_again
from app.service.exchange.mailtrail import MailTrail
from app.service.exchange.overview import CountCity
from app.service.exchange.post import TakeMail
from app.wording.catalogue import sentence


def noted(city, act):
    """Subject and detail of the entries of this act in the city's own chain."""
    with city.session.books.reading() as unit:
        return [
            (row["subject"], json.loads(row["detail"]))
            for row in unit.audit._rows()
            if row["act"] == act
        ]


def check(city):
    return Check(city.session, MailTrail(city.session).check)()


def told(problems):
    return [(each.code, each.level) for each in problems]


def sealed_by(desk):
    """A new file of this desk, ready to be sent."""
    desk.register(len(desk.names()) + 1)
    desk.approve()
    (sent,) = desk.seal().sent
    return Outgoing.of(sent.path)


def send(server, file):
    upload = Upload(file)
    converse(upload, read_address(server.url))
    return upload


@pytest.fixture
def folder(city):
    return Mailbox(city.folder).trail


@pytest.fixture
def followed(city, folder):
    """A process of the mailbox whose chain the city has looked at; it is still at work."""
    trail = Trail(folder)
    for each in "abc":
        trail.note(Act.STORED, durably=True, file=each * 64)
    TakeMail(city.session)()
    yield trail
    trail.close()


@pytest.fixture
def chain(folder, followed):
    """Its file, and how far it was."""
    (id_,) = chains(folder)
    return folder / f"{id_}.ndjson", read_whole(folder, Mark(id_)).mark


def test_two_processes_share_an_inbox_and_the_city_follows_both(city, lempake, folder):
    with serving(city.folder, publish=False) as one, serving(city.folder, publish=False) as other:
        first = sealed_by(lempake)
        assert send(one, first).is_stored
        assert send(other, first).is_stored  # it knows of it, and says so
        one.kill()
        assert TakeMail(city.session)().taken == 1
        assert {chain for chain, _ in noted(city, "audit.checkpoint")} == set(chains(folder))
        second = sealed_by(lempake)
        assert send(other, second).is_stored
        with socket.create_connection(("127.0.0.1", other.port)) as line:
            line.sendall(b"GET /replies HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 401")
        assert TakeMail(city.session)().taken == 1
        assert other.stop() == 0
    assert check(city) == ()
    TakeMail(city.session)()
    assert check(city) == ()
    acts = [[line["act"] for line in lines] for lines in entries(folder).values()]
    assert sorted(acts) == [
        ["chain.opened", "file.known", "file.stored", "key.refused", "chain.closed"],
        ["chain.opened", "file.stored"],
    ]
    stored = [each for lines in entries(folder).values() for each in lines]
    assert {each["detail"]["file"] for each in stored if each["act"] == "file.stored"} == {
        first.id, second.id
    }  # fmt: skip
    assert noted(city, "mail.untold") == []
    text = b"".join((folder / f"{each}.ndjson").read_bytes() for each in chains(folder))
    for name in (*lempake.names().values(), "64728141", "6472810101"):
        assert name.encode() not in text


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("changed", "check.trail_changed"), ("removed", "check.trail_changed"),
        ("anew", "check.trail_changed"), ("cut", "check.trail_shorter"),
        ("gone", "check.trail_gone"),
    ],
)  # fmt: skip
def test_a_trail_that_was_tampered_with_is_named(city, chain, how, code):
    path, mark = chain
    assert check(city) == ()
    harm(path, mark, how)
    assert told(check(city)) == [(code, Level.STOP)]
    (problem,) = check(city)
    assert dict(problem.facts)["chain"] == mark.chain[:8]
    if how != "changed":  # of the same length: only the whole proof sees it
        assert [each.level for each in CountCity(city.session)().warnings] == [Level.STOP]
        for _ in range(2):
            TakeMail(city.session)()
        assert [subject for subject, _ in noted(city, "audit.chain_broken")] == [mark.chain]
    assert len(noted(city, "audit.checkpoint")) == 1


def test_the_whole_folder_of_trails_taken_away_is_named(city, chain, folder):
    path, _ = chain
    path.unlink()
    folder.rmdir()
    assert told(check(city)) == [("check.trail_gone", Level.STOP)]


def test_of_many_that_are_gone_a_few_are_named_and_the_rest_counted(city, folder):
    for _ in range(8):
        trail = Trail(folder)
        trail.note(Act.STORED, durably=True, file="a" * 64)
        trail.close()
    TakeMail(city.session)()
    for path in folder.iterdir():
        path.unlink()
    assert [each.code for each in check(city)] == ["check.trail_gone"] * 5 + ["check.trail_more"]
    warnings = CountCity(city.session)().warnings
    assert [sentence(each) for each in warnings][1].startswith("7 jejak kotak surat lain")


def test_a_cut_trail_that_its_process_writes_on_is_named(city, followed, chain):
    path, _ = chain
    os.truncate(path, path.stat().st_size - len(lines_of(path)[-1]))
    followed.note(Act.STORED, durably=True, file="d" * 64)
    followed.note(Act.STORED, durably=True, file="e" * 64)
    assert told(check(city)) == [("check.trail_changed", Level.STOP)]


def test_the_command_names_it_and_a_note_alone_is_no_failure(city, chain, capsys, monkeypatch):
    path, mark = chain
    laid(city)
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)

    def command():
        city.close()
        try:
            status = run(["--data", str(city.folder), "--json", "check"])
        finally:
            city.session = city._open()
        answer = json.loads(capsys.readouterr().out)
        return status, answer["ok"], [each["code"] for each in answer["problems"]]

    assert command() == (0, True, ["check.trail_untold"])
    harm(path, mark, "removed")
    assert command() == (3, False, ["check.trail_changed", "check.trail_untold"])


def laid(city):
    """A file that somebody put into the inbox by hand."""
    mailbox = Mailbox(city.folder)
    mailbox.prepare()
    path = mailbox.inbox / f"{'f' * 64}.payung"
    path.write_bytes(b"x")
    return path


def test_a_file_that_no_trail_tells_of_is_noted_and_taken_as_any(city, lempake, followed):
    file = sealed_by(lempake)
    mailbox = Mailbox(city.folder)
    (mailbox.inbox / f"{file.id}.payung").write_bytes(file.path.read_bytes())
    assert told(check(city)) == [("check.trail_untold", Level.NOTE)]
    assert TakeMail(city.session)().taken == 1
    assert noted(city, "mail.untold") == [(file.id, {})]
    assert check(city) == ()


def test_a_file_that_waited_since_an_earlier_look_is_told_of(city, followed, folder):
    file = laid(city)
    followed.note(Act.STORED, durably=True, file=file.stem)
    MailTrail(city.session).follow(())
    MailTrail(city.session).follow({file.stem})
    assert noted(city, "mail.untold") == []


def test_a_chain_left_behind_with_an_old_computer_is_only_a_note(city, chain):
    chain[0].unlink()
    begin_again(city.session, "restore")
    assert told(check(city)) == [("check.trail_gone", Level.NOTE)]


def test_a_half_line_is_counted_and_stops_nothing(city, chain):
    path, _ = chain
    path.write_bytes(path.read_bytes() + b'{"act":"file.sto')
    assert told(check(city)) == [("check.trail_torn", Level.NOTE)]
    TakeMail(city.session)()
    assert noted(city, "audit.chain_broken") == []


def test_nothing_is_called_stored_while_the_trail_cannot_be_written(city, lempake, folder):
    Mailbox(city.folder).prepare()
    folder.write_bytes(b"in the way")
    file = sealed_by(lempake)
    with serving(city.folder, publish=False) as server:
        assert not send(server, file).is_stored
        folder.unlink()
        assert send(server, file).is_stored
    (lines,) = entries(folder).values()
    assert [each["act"] for each in lines] == ["chain.opened", "file.known"]


def test_a_desk_has_no_trails(lempake):
    assert MailTrail(lempake.session).check() == ()
