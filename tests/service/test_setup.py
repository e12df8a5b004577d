"""The first start of an office, cut short at every step, and who may log in afterwards."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.disks import fill
from tests.office import ADMIN, CHEAP, LEMPAKE, PASSWORD, RESOURCES

from app.domain.refusal import Refusal
from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.recovery import RecoveryCode
from app.keys.slots import SlotFile
from app.service.front import BOOKS, NAME, is_set_up, office_name, operator_names
from app.service.setup import log_in, set_up_desk
from app.store.engine import StoreFailure

SRC = Path(__file__).parents[2] / "src"
FILES = {"books.db", "station.json", "office.txt", "slots.json"}
LOCK, ATTEMPTS = "books.lock", "attempts.json"
"""What the first login leaves beside them: who has the books, and how often it was tried."""


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def set_up(data, reference):
    def set_up(**other):
        given = {
            "place": LEMPAKE,
            "station": 1,
            "name": ADMIN,
            "password": PASSWORD,
            "cost": CHEAP,
        } | other
        return set_up_desk(data, reference, **given)

    return set_up


@pytest.fixture
def enter(data, reference):
    def enter(name=ADMIN, password=PASSWORD):
        return log_in(data, RESOURCES, reference, name=name, password=password)

    return enter


def refusal(deed, *words, **named):
    with pytest.raises(Refusal) as refused:
        deed(*words, **named)
    return [problem.code for problem in refused.value.problems]


def failure(deed, *words, **named):
    with pytest.raises((StoreFailure, KeysFailure)) as failed:
        deed(*words, **named)
    return failed.value.code


def test_an_office_is_its_four_files_and_knows_its_name(data, set_up):
    set_up()
    assert {each.name for each in data.iterdir()} == FILES
    assert office_name(data) == "Kelurahan Lempake"
    assert operator_names(data) == (ADMIN,)
    assert is_set_up(data)


def test_the_paper_code_opens_the_books_and_the_fingerprint_is_the_station(set_up, enter, data):
    made = set_up()
    session = enter()
    try:
        assert session.station.public.fingerprint() == made.fingerprint
        key = SlotFile.read(data).unlock_with_recovery(made.recovery.text)
        assert key == session.opened.data_key
        assert made.recovery.text not in repr(made)
    finally:
        session.close()


def test_the_code_typed_back_in_the_wizard_is_the_code(set_up, data):
    code = RecoveryCode.make()
    assert set_up(recovery=code).recovery is code
    assert len(SlotFile.read(data).unlock_with_recovery(code.text)) == 32


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"place": "64.72.05.9999"}, ["office.unknown"]),
        ({"place": ""}, ["office.unknown"]),
        ({"place": "64.72.05"}, ["office.unknown"]),
        ({"station": 0}, ["station.number"]),
        ({"station": 100}, ["station.number"]),
        ({"name": ""}, ["operator.name_missing"]),
        ({"password": "123"}, ["password.short"]),
    ],
)
def test_what_cannot_be_an_office_is_refused_and_leaves_no_office(set_up, data, given, codes):
    assert refusal(set_up, **given) == codes
    assert not is_set_up(data)
    set_up()


def test_an_office_that_is_there_is_never_set_up_again(set_up, data):
    set_up()
    before = {each.name: each.read_bytes() for each in data.iterdir()}
    assert refusal(set_up, name="lain") == ["setup.exists"]
    assert {each.name: each.read_bytes() for each in data.iterdir()} == before


@pytest.mark.parametrize("lost", ["slots.json", "station.json", "office.txt", "books.db"])
def test_an_office_that_lost_a_file_is_still_an_office(set_up, enter, data, lost):
    set_up()
    (data / lost).unlink()
    assert refusal(set_up) == ["setup.exists"]
    told = {
        "slots.json": "keys.missing",
        "station.json": "keys.missing",
        "books.db": "store.missing",
    }
    if lost in told:
        assert failure(enter) == told[lost]
        assert not (data / lost).exists()
    else:
        assert office_name(data) == ""
        enter().close()


@pytest.mark.parametrize("cut", range(7))
def test_a_set_up_whose_files_cannot_be_moved_leaves_no_office_and_can_be_repeated(
    set_up, enter, data, monkeypatch, cut
):
    moves = []
    move = Path.replace

    def fail_at(self, target):
        if Path(target).parent in (data, data.parent):
            moves.append(Path(target).name)
            if len(moves) == cut:
                raise PermissionError(13, "held by another program")
        return move(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail_at)
        if 1 <= cut <= 5:
            assert failure(set_up) == "store.read_only"
            assert not is_set_up(data)
        else:
            set_up()
            assert len(moves) == 5
    if 1 <= cut <= 5:
        set_up()
    enter().close()
    assert {each.name for each in data.iterdir()} == FILES | {LOCK, ATTEMPTS}


CUT = """
import os, signal, sys
from pathlib import Path
from app.domain.reference import Reference
from app.keys.locked import Cost
from app.service.setup import set_up_desk

folder, resources, cut = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
moves, move, remove = [0], Path.replace, Path.rmdir

def step(call):
    def wrapped(self, *words):
        if self.is_relative_to(folder):
            moves[0] += 1
            if moves[0] == cut:
                os.kill(os.getpid(), signal.SIGKILL)
        return call(self, *words)
    return wrapped

Path.replace, Path.rmdir = step(move), step(remove)
set_up_desk(folder, Reference.load(resources), place="64.72.05.1003", station=1, name="admin",
            password="payung-uji", cost=Cost(memory_kib=64, passes=1, lanes=1))
"""


@pytest.mark.parametrize("cut", [1, 2, 4, 5, 6])
def test_a_set_up_that_is_killed_leaves_no_office_or_a_whole_one(set_up, enter, data, cut):
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", CUT, os.fspath(data), os.fspath(RESOURCES), str(cut)],
        env={**os.environ, "PYTHONPATH": os.fspath(SRC)},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    if cut < 6:  # the key slots have not moved
        assert not is_set_up(data)
        set_up()
    enter().close()


def test_a_repeated_set_up_cut_while_clearing_can_be_repeated_again(set_up, enter, data):
    set_up()
    # as a set-up leaves it that was cut before the last move
    ready = data / "setup.ready"
    ready.mkdir()
    (data / "slots.json").rename(ready / "slots.json")
    assert not is_set_up(data)
    (data / BOOKS).unlink()  # the first thing that clearing does
    assert not is_set_up(data)
    set_up()
    enter().close()
    assert not ready.exists()


def test_books_brought_back_by_hand_are_not_cleared_away(set_up, data):
    set_up()
    (data / "slots.json").unlink()
    (data / "setup.part").mkdir()  # of a set-up that was cut while it was still making
    (data / "setup.part" / "slots.json").write_text("{}")
    assert refusal(set_up) == ["setup.exists"]
    ready = (data / "setup.part").rename(data / "setup.ready")
    (ready / BOOKS).write_bytes(b"ready, not moved yet")
    assert refusal(set_up) == ["setup.exists"]
    assert (data / BOOKS).stat().st_size > 10_000


def test_a_file_in_place_of_the_folder_is_told(set_up, data):
    data.write_text("")
    assert failure(set_up) == "store.read_only"


def test_a_full_disk_leaves_no_office_and_can_be_repeated(reference, small_disk):
    folder = small_disk / "data"
    room = fill(small_disk)
    os.truncate(room, room.stat().st_size - 100_000)

    def set_up():
        set_up_desk(
            folder, reference, place=LEMPAKE, station=1, name=ADMIN, password=PASSWORD, cost=CHEAP
        )

    assert failure(set_up) in {"store.disk_full", "keys.disk_full"}
    assert not is_set_up(folder)
    room.unlink()
    set_up()
    assert is_set_up(folder)


def test_only_the_right_password_opens(set_up, enter, data):
    set_up()
    for name, password in ((ADMIN, "salah-sekali"), ("lain", PASSWORD), ("", ""), (ADMIN, "")):
        with pytest.raises(NotUnlocked):
            enter(name, password)
    assert not (data / LOCK).exists()


def test_there_is_nothing_to_log_in_to_where_nothing_was_set_up(enter):
    assert refusal(enter) == ["setup.missing"]


def test_a_second_opening_is_refused_and_the_first_goes_on(set_up, enter):
    set_up()
    first = enter()
    assert failure(enter) == "store.open_elsewhere"
    with first.books.reading() as unit:
        assert unit.settings.get("place") == LEMPAKE
    first.close()
    enter().close()


def test_books_that_do_not_open_are_let_go_of(set_up, enter, data):
    set_up()
    whole = (data / BOOKS).read_bytes()
    (data / BOOKS).write_bytes(b"x" * 5000)
    assert failure(enter) == "store.locked_key"
    (data / BOOKS).write_bytes(whole)
    enter().close()


def test_the_name_over_the_login_is_read_with_caution(data, set_up):
    set_up()
    (data / NAME).write_bytes(b"\xff\xfe")
    assert office_name(data) == ""
    (data / NAME).write_text("K" * 5000)
    assert len(office_name(data)) == 100


def test_a_session_shows_no_keys(set_up, enter):
    set_up()
    session = enter()
    assert session.opened.data_key.hex() not in repr(session)
    assert "Session" in repr(session)
    session.close()
    session.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folder from others itself")
def test_nobody_else_on_the_computer_may_look_into_the_data_folder(folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
