"""Somebody tries passwords, or edits what counts the tries."""

import json
from contextlib import suppress

import pytest
from tests.office import ADMIN, CHEAP, PASSWORD

from app.keys.attempts import FILE, Attempts
from app.keys.failure import NotUnlocked
from app.keys.locked import STANDARD
from app.keys.recovery import RecoveryCode
from app.keys.slots import FILE as SLOTS
from app.keys.slots import SlotFile

EDITS = [
    {"tries": 4},
    {"tries": (1 << 31) - 1},
    {"since": "2099-01-01T00:00:00+00:00"},
    {"since": "0001-01-01T00:00:00+00:00"},
    {"ticks": (1 << 53) - 1},
    {"tries": -1},
    {"since": "9999-12-31T23:59:59-23:59"},
    {"operator": "x" * 33},
]
AN_HOUR = 3600


@pytest.fixture
def tried(folder, clock):
    """Five wrong ones of the administrator: the content of the file that says so."""
    (me,) = SlotFile(folder, CHEAP).operators()
    attempts = Attempts(folder, clock)
    for _ in range(5):
        attempts.begin(me.id)
    return json.loads((folder / FILE).read_text("utf-8"))


def test_a_new_office_makes_every_guess_cost_what_is_promised(tmp_path):
    """OWASP asks for 19 MiB twice; each lock of the file is far above it."""
    SlotFile.create(tmp_path, ADMIN, PASSWORD, recovery=RecoveryCode.make())
    written = json.loads((tmp_path / SLOTS).read_text("utf-8"))
    for lock in (written["operators"][0]["lock"], written["recovery"]["lock"]):
        assert lock["argon2id"] == STANDARD.as_json()
        assert lock["argon2id"]["memory_kib"] >= 64 * 1024
        assert lock["argon2id"]["passes"] >= 3


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_no_edit_of_the_tries_shuts_anybody_out_for_more_than_an_hour(
    folder, clock, tried, open_office, edit, monkeypatch
):
    tried["waits"][0] |= edit
    (folder / FILE).write_text(json.dumps(tried), "utf-8")
    count = 0.0  # the computer was started anew
    monkeypatch.setattr("app.keys.attempts.ticks", lambda: count)
    with suppress(NotUnlocked):  # told to wait, or let in at once
        open_office().close()
    clock.go_on(seconds=AN_HOUR)
    count += AN_HOUR
    open_office().close()


def test_a_clock_set_back_after_a_slip_does_not_make_the_next_one_wait(folder, clock, open_office):
    """The power went in the middle of a login, and the battery of the clock is empty."""
    (me,) = SlotFile(folder, CHEAP).operators()
    Attempts(folder, clock).begin(me.id)
    clock.go_on(days=-400)
    open_office().close()
