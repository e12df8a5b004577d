"""Folders and the mailbox watched: what comes is taken once, until somebody says it is enough."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.office import PASSWORD

from app.exchange.failure import ExchangeFailure
from app.exchange.mailbox import Mailbox
from app.service.exchange.watch import Watched

SOURCES = Path(__file__).parents[2] / "src"
by_signals = pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that asks to end")
LONG = 60  # seconds; a command that takes longer hangs


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def watched(inbox):
    return Watched([inbox])


def look(watched):
    return [path.name for path in watched.at_rest()]


# what a watched folder gives out, and when


def test_a_file_is_given_out_once_it_has_come_to_rest(watched, inbox):
    (inbox / "a.payung").write_bytes(b"half")
    assert look(watched) == []  # nobody knows yet whether more will come
    (inbox / "a.payung").write_bytes(b"half and half")
    assert look(watched) == []
    assert look(watched) == ["a.payung"]
    assert look(watched) == []


def test_a_file_that_changes_afterwards_is_given_out_again(watched, inbox):
    (inbox / "a.payung").write_bytes(b"half")
    assert [look(watched), look(watched)] == [[], ["a.payung"]]
    with (inbox / "a.payung").open("ab") as file:
        file.write(b" and half")
    assert [look(watched), look(watched), look(watched)] == [[], ["a.payung"], []]


def test_a_file_in_the_place_of_another_of_the_same_size_is_another(watched, inbox):
    (inbox / "a.payung").write_bytes(b"one")
    assert [look(watched), look(watched)] == [[], ["a.payung"]]
    (inbox / "b").write_bytes(b"two")
    (inbox / "b").replace(inbox / "a.payung")
    assert [look(watched), look(watched)] == [[], ["a.payung"]]


def test_what_is_no_sealed_file_is_never_given_out(watched, inbox):
    for name in ("a.payung.part", "note.pdf", ".hidden.payung"):
        (inbox / name).write_bytes(b"x")
    assert [look(watched), look(watched)] == [[], []]


def test_what_the_disk_kept_from_being_read_is_given_out_again(watched, inbox):
    (inbox / "a.payung").write_bytes(b"a")
    (inbox / "b.payung").write_bytes(b"b")
    look(watched)
    look(watched)
    watched.forget(["b.payung"])
    assert look(watched) == ["b.payung"]


def test_a_stick_may_go_and_come_back(watched, inbox):
    (inbox / "a.payung").write_bytes(b"a")
    look(watched)
    look(watched)
    gone = inbox.rename(inbox.with_name("gone"))
    assert look(watched) == []
    gone.rename(inbox)
    assert [look(watched), look(watched)] == [[], ["a.payung"]]  # it may be another stick


def test_a_file_can_be_watched_by_its_name(inbox):
    watched = Watched([inbox / "a.payung"])
    assert look(watched) == []
    (inbox / "a.payung").write_bytes(b"a")
    assert [look(watched), look(watched)] == [[], ["a.payung"]]


def test_a_path_that_is_not_there_is_told_at_once(inbox):
    with pytest.raises(ExchangeFailure):
        Watched([inbox, inbox / "mistyped"]).demand()


# the command, as a process


def payung(data, *words):
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "app", "--data", str(data), "--json", *map(str, words)],
        env={**os.environ, "PAYUNG_PASSWORD": PASSWORD, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@contextmanager
def watching(city, *paths):
    """`receive --watch` on the books of the city, which nobody else has meanwhile."""
    city.close()
    process = payung(city.folder, "receive", *paths, "--watch")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
        city.session = city._open()


def until(process, holds):
    """Wait for what the process is to do."""
    end = time.monotonic() + LONG
    while not holds():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.05)


def ended(process, by):
    process.send_signal(by)
    out, errors = process.communicate(timeout=LONG)
    assert errors == b""
    return process.returncode, json.loads(out)


def answered(desk, city, back, registration_id, states):
    """Whether the desk knows by the city's replies of its revisions in these states."""

    def holds():
        for reply in city.folder.joinpath("outbox").glob("*.payung"):
            shutil.copy(reply, back)
        desk.receive(back)
        return [state for _, _, state in desk.history(registration_id)] == states

    return holds


def refusals(city):
    with city.session.books.reading() as unit:
        return sum(row["act"] == "file.refused" for row in unit.audit._rows())


def lay(file, folder, name=None):
    """Put a file into a folder as a careful program does."""
    name = name or file.name
    part = shutil.copy(file, folder / f"{name}.part")
    Path(part).rename(folder / name)


@by_signals
def test_files_that_arrive_are_taken_one_after_another(city, lempake, stick, back, inbox):
    siti = lempake.register()
    (first,) = lempake.send(stick).sent
    lempake.correct(siti, phone="081299999999")
    (second,) = lempake.send(stick).sent
    one, two = ((stick / each.file.name).read_bytes() for each in (first, second))
    (inbox / "copying.payung.part").write_bytes(one[:1000])
    (inbox / "broken.payung").write_bytes(one[:-1])
    (inbox / "late.payung").write_bytes(two[:1000])
    with watching(city, inbox) as process:
        lay(stick / first.file.name, inbox)
        until(process, answered(lempake, city, back, siti, ["filed", "sealed"]))
        with (inbox / "late.payung").open("ab") as late:
            late.write(two[1000:])
        until(process, answered(lempake, city, back, siti, ["filed", "filed"]))
        other = payung(city.folder, "search", "siti")
        told = json.loads(other.communicate(timeout=LONG)[0])
        assert (other.returncode, told["error"]) == (3, "store.open_elsewhere")
        status, told = ended(process, signal.SIGTERM)
    assert (status, told["taken"], told["missing"]) == (1, 2, [])
    assert [(each["file"], each["code"]) for each in told["refused"]] == [
        ("broken.payung", "seal.short")
    ]
    assert sorted(each["file"] for each in told["files"]) == [
        "broken.payung", "late.payung", first.file.name
    ]  # fmt: skip
    assert refusals(city) == 2
    revisions = [[each[:2] for each in office.history(siti)] for office in (city, lempake)]
    assert revisions[0] == revisions[1]
    assert len(revisions[0]) == 2


@by_signals
def test_the_mailbox_is_watched_until_ctrl_c(city, lempake, back):
    siti = lempake.register()
    lempake.approve()
    (sent,) = lempake.seal().sent
    mailbox = Mailbox(city.folder)
    mailbox.prepare()
    lay(sent.path, mailbox.inbox, f"{sent.file.header_hash}.payung")
    with watching(city) as process:
        until(process, answered(lempake, city, back, siti, ["filed"]))
        status, told = ended(process, signal.SIGINT)
    assert (status, told["taken"], told["refused"]) == (0, 1, [])
    assert not mailbox.waiting()
    assert mailbox.replies(lempake.session.station.public.kid.hex())


def test_a_mistyped_folder_is_not_waited_for(city, inbox):
    with watching(city, inbox / "mistyped") as process:
        out, _ = process.communicate(timeout=LONG)
    assert process.returncode == 3
    assert json.loads(out)["error"] == "exchange.unreadable"
