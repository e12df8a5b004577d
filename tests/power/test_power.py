"""The power goes at any moment: what was told as kept is there, all else is whole or absent."""

import hashlib
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from tests import rt_list
from tests.exchange_story.conftest import city, enrol, lempake, offices  # noqa: F401 - fixtures
from tests.office import ADMIN, PASSWORD, RESOURCES, SITI
from tests.power import replay, story

from app.domain.people import Query
from app.domain.states import DecisionState
from app.service.backup.failure import BackupFailure
from app.service.backup.lay import lay_out
from app.service.backup.manifest import Manifest
from app.service.check import Check
from app.service.drafts import Drafts
from app.service.exchange.decide import Decide
from app.service.lists.batches import REGISTERED
from app.service.setup import log_in

STORY = Path(__file__).with_name("story.py")
FULL = os.environ.get("PAYUNG_FULL") == "1"
CUTS = 10**6 if FULL else 40
KILLS = 500 if FULL else 8
CHANCES = 200 if FULL else 10
TOLD = 14
"""What the story tells from beginning to end."""
LISTED = ("BUDIMAN", "SURYADI", "WAHYUNI", "RUSDIANA", "IBRAHIM")

pytestmark = pytest.mark.heavy
recorded = pytest.mark.skipif(
    not replay.can_record(), reason="the calls of a program cannot be recorded here (strace)"
)


@pytest.fixture
def root(lempake, city, tmp_path, reference):  # noqa: F811
    """An office that has somebody in its books, with an empty stick and a list; nobody at work."""
    root, before = tmp_path / "root", tmp_path / "before"
    before.mkdir()
    for name in ("stick", "reply", "safe"):
        (root / name).mkdir(parents=True)
    somebody = lempake.register(90)
    lempake.send(before)
    city.receive(before)
    Decide(city.session)([somebody], DecisionState.ACCEPTED)
    city.seal(root / "reply")
    lempake.close()
    city.close()
    shutil.copytree(lempake.folder, root / "data")
    rows = [rt_list.line(number, listed(number), reference) for number in range(1, len(LISTED) + 1)]
    rt_list.write_csv(root / "list.csv", rows)
    return root


def listed(number):
    """Somebody of the list, like nobody else."""
    return replace(
        SITI,
        nik=f"64728141{number + 1:02}75{number + 60:04}",
        name=LISTED[number - 1],
        birth_date=f"01-{number + 1:02}-1975",
        sex="female",
        mother_name=f"IBU {LISTED[-number]}",
        kk=f"647281010118{number:04}",
        phone="",
    )


def calls_of(root, tmp_path, *flaws):
    """The disk as it was before, and what the program did to it."""
    disk = replay.Disk(root)
    command = [sys.executable, str(STORY), str(root), *flaws]
    return disk, replay.record(command, root, tmp_path / "trace")


def broken(folder, told, reference):
    """What was promised and is not true of the folder that is left."""
    try:
        session = log_in(folder / "data", RESOURCES, reference, name=ADMIN, password=PASSWORD)
    except Exception as error:  # noqa: BLE001 - whatever keeps the clerk out
        return [f"not opened: {error!r}"]
    try:
        wrong = [each.code for each in Check(session)()]
        with session.books.reading() as unit:
            for kind, *words in told:
                if kind == "kept" and unit.registrations.by_number(words[0]) is None:
                    wrong.append("a registration is lost")
                if kind == "imported" and unit.imports.registered(words[0]) != int(words[1]):
                    wrong.append("a list is lost")
                if kind == "approved" and _approved(unit) < int(words[0]):
                    wrong.append("an approval is lost")
                if kind == "answered" and not any(
                    each.state == "taken" for each in unit.files.received()
                ):
                    wrong.append("an answer is lost")
                if kind == "sent" and not _is_whole(folder / "stick" / words[0], unit):
                    wrong.append("a sealed file is lost")
            wrong += [
                "a list is half there"
                for each in unit.imports.all()
                if unit.imports.registered(each.id) != each.counts[REGISTERED]
            ]
        wrong += [
            "a backup is lost"
            for kind, *words in told
            if kind == "backup" and not _is_sound(folder / "safe" / words[0], folder, session)
        ]
        begun = {each.id: each.name for each in Drafts(session).mine()}
        last = {words[0]: " ".join(words[1:]) for kind, *words in told if kind == "draft"}
        wrong += ["a draft is lost" for draft in last if draft not in begun]
        wrong += [
            "a draft is older than was told"
            for draft, name in last.items()
            if draft in begun and not _is_at_least(begun[draft], name)
        ]
        return wrong
    finally:
        session.close()


def _is_whole(file, unit):
    """Whether the stick holds all of a file that the books know."""
    known = {each.name: each.sha256 for each in unit.files.made()}
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == known.get(file.name)


def _approved(unit):
    """How many of the story somebody else has approved."""
    lines = unit.people.lines(unit.people.ids(Query())).values()
    return sum(each.state in ("approved", "sealed") for each in lines)


def _is_sound(backup, folder, session):
    """Whether everything that the backup lists can be laid out from it."""
    try:
        manifest = Manifest.read(backup)
        lay_out(backup, manifest, folder / "laid", lambda _done, _all: None, lambda: False)
    except BackupFailure:
        return False
    return manifest.is_marked_by(session.opened.data_key)


def _is_at_least(name, told):
    """Whether a draft holds what was told, or what was typed after it."""
    order = ["BEGITU", "BARU 1", "BARU 2", "BARU 3", "BARU 4"]
    place = next(at for at, each in enumerate(order) if name.endswith(each))
    return place >= order.index(told)


@pytest.fixture
def ground(tmp_path):
    """Where what is left of a disk is laid out: in memory if possible, a real disk syncs slowly."""
    memory = Path("/dev/shm")  # noqa: S108 - only a folder of our own in it
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else tmp_path))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def harm(disk, calls, ground, reference, points, lucks):
    """Play the calls; at each of these points cut the power, and say what is broken then."""
    told, found_wrong = [], []
    for number, call in enumerate(calls):
        disk.do(call)
        if call.name == "told":
            told += [line.split() for line in call.data.decode().splitlines()]
        for luck in lucks.get(number, ()) if number in points else ():
            left = ground / "left"
            disk.lay_out(left, luck)
            wrong = broken(left, told, reference)
            if wrong:
                found_wrong.append((number, call.name, Path(call.path).name, wrong))
            shutil.rmtree(left)
    return found_wrong


def moments(calls, count, seed):
    """After every promise, and a spread of the other calls."""
    promises = [number for number, call in enumerate(calls) if call.name == "told"]
    rest = [number for number in range(len(calls)) if number not in promises]
    some = random.Random(seed).sample(rest, min(count, len(rest)))
    return sorted({*promises, *some})


@recorded
def test_after_a_power_cut_everything_told_as_kept_is_there(root, tmp_path, ground, reference):
    disk, calls = calls_of(root, tmp_path)
    assert sum(call.name == "told" for call in calls) == TOLD
    assert {"write", "sync", "rename"} <= {call.name for call in calls}
    points = moments(calls, CUTS, seed=1)
    lucks = {number: [None] for number in points}
    for number in random.Random(2).sample(points, min(CHANCES, len(points))):
        lucks[number] = [None, random.Random(number)]
    assert harm(disk, calls, ground, reference, set(points), lucks) == []


@recorded
@pytest.mark.parametrize(
    ("flaw", "lost"),
    [
        (
            "--synchronous-off",
            {
                "a registration is lost",
                "a draft is lost",
                "a list is lost",
                "an approval is lost",
            },
        ),
        ("--no-folder-sync", {"a sealed file is lost", "a backup is lost"}),
        ("--tell-early", {"a registration is lost"}),
    ],
)
def test_a_careless_program_is_found_out(root, tmp_path, ground, reference, flaw, lost):
    disk, calls = calls_of(root, tmp_path, flaw)
    points = moments(calls, 0, seed=1)
    lucks = {number: [None] for number in points}
    found = harm(disk, calls, ground, reference, set(points), lucks)
    assert {each for *_, wrong in found for each in wrong} >= lost


def killed_after(seconds, root):
    """Do the story in a child that is killed then; what it had told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writing, 1)
        try:
            story.main(root)
        finally:
            os._exit(0)
    os.close(writing)
    said, end = b"", time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            break
        piece = os.read(reading, 65536)
        said += piece
        if not piece:
            break
    os.kill(child, signal.SIGKILL)
    while piece := os.read(reading, 65536):
        said += piece
    os.close(reading)
    os.waitpid(child, 0)
    return [line.split() for line in said.decode().splitlines()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child for each kill is made by fork")
def test_killed_at_any_moment_everything_told_as_kept_is_there(root, ground, reference):
    def trial(seconds):
        there = ground / "there"
        shutil.copytree(root, there)
        told = killed_after(seconds, there)
        wrong = broken(there, told, reference)
        shutil.rmtree(there)
        return told, wrong

    began = time.monotonic()
    told, wrong = trial(60)  # to its end: so long it takes here
    assert [each[1:] for each in told if each[0] == "approved"] == [["9"]]  # listed ones too
    whole = time.monotonic() - began
    assert (len(told), wrong) == (TOLD, [])
    luck = random.Random(5)
    reached = Counter()
    for _ in range(KILLS):
        seconds = luck.uniform(0, whole)
        told, wrong = trial(seconds)
        reached[told[-1][0] if told else "nothing"] += 1
        assert wrong == [], f"killed after {seconds:.3f} s of {whole:.3f}"
    # Few kills may fall together where the first trial was slower than those after it.
    assert len(reached) > (3 if FULL else 1), "the kills were spread over the day"
    spread = dict(reached)
    print(f"{KILLS} kills within {whole:.2f} s, by what was told last: {spread}")  # noqa: T201
