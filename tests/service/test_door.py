"""Wrong passwords: the door slows down, remembers, and tells the audit."""

import os
from datetime import timedelta

import pytest
from tests.office import ADMIN, PASSWORD

from app.domain.refusal import Problem, Refusal
from app.keys import attempts
from app.keys.attempts import FILE, wait_after
from app.keys.failure import NotUnlocked
from app.service.operators import Operators
from app.wording.catalogue import sentence

WRONG = "bukan kata sandi"


@pytest.fixture
def computer(monkeypatch, clock):
    """The computer's own count of seconds; `wait` lets both clocks go on."""

    class Computer:
        count = 1000.0

        def wait(self, seconds):
            self.count += seconds
            clock.go_on(seconds=seconds)

    computer = Computer()
    monkeypatch.setattr(attempts, "ticks", lambda: computer.count)
    return computer


@pytest.fixture
def refused(open_office, computer):
    """The problem told to somebody who is not let in."""

    def refused(name=ADMIN, password=WRONG):
        with pytest.raises(NotUnlocked) as closed:
            open_office(name, password)
        return closed.value.problem

    return refused


def seconds(problem):
    return dict(problem.facts).get("seconds", 0) or dict(problem.facts)["minutes"] * 60


def failures(session):
    with session.books.reading() as unit:
        return [
            (row["subject"], row["at"])
            for row in unit.audit._rows()
            if row["act"] == "login.failed"
        ]


def test_the_fifth_wrong_one_shuts_the_door_and_even_the_right_one_waits(refused):
    assert [refused().code for _ in range(4)] == ["unlock.wrong"] * 4
    told = refused()
    assert told == Problem("unlock.wait_seconds", facts=(("seconds", 30),))
    assert "30 detik" in sentence(told)
    assert refused(password=PASSWORD) == told


def test_the_wait_grows_to_an_hour_and_ends(refused, computer, open_office):
    for _ in range(5):
        refused()
    waits = []
    for _ in range(9):
        computer.wait(waits[-1] if waits else 30)
        waits.append(seconds(refused()))
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    computer.wait(3599)
    assert seconds(refused(password=PASSWORD)) == 1
    computer.wait(1)
    open_office().close()
    assert refused().code == "unlock.wrong"  # from the beginning


def test_a_program_that_is_started_again_remembers(refused, folder):
    for _ in range(5):
        refused()
    assert (folder / FILE).exists()
    assert seconds(refused()) == 30  # each login here reads the file anew, as a new program does


@pytest.mark.parametrize("hours", [-24, -1, 1, 24])
def test_setting_the_clock_shortens_nothing(refused, computer, clock, hours):
    for _ in range(5):
        refused()
    computer.wait(20)
    clock.go_on(hours=hours)
    assert seconds(refused(password=PASSWORD)) >= 10
    computer.wait(9)
    assert seconds(refused(password=PASSWORD)) >= 1


def test_a_computer_that_is_started_anew_waits_by_the_clock(refused, computer, clock, open_office):
    for _ in range(5):
        refused()
    computer.count = 3.0
    clock.go_on(seconds=10)
    assert seconds(refused(password=PASSWORD)) == 20
    clock.go_on(seconds=20)
    assert open_office()


def test_one_who_forgot_shuts_nobody_else_out(refused, open_office):
    open_office_as = open_office()
    Operators(open_office_as).add("Budi", "warung pak haji", "clerk")
    open_office_as.close()
    for _ in range(6):
        refused("Budi")
    assert open_office().operator.name == ADMIN


def test_names_that_nobody_has_are_slowed_down_together(refused):
    told = [refused(f"orang {place}").code for place in range(5)]
    assert told == ["unlock.wrong"] * 4 + ["unlock.wait_seconds"]
    assert refused("orang lain").code == "unlock.wait_seconds"
    assert refused().code == "unlock.wrong"


def test_the_audit_is_told_at_the_next_opening_when_and_of_whom(
    refused, clock, open_office, folder
):
    times = []
    for name in (ADMIN, "kata sandi saya", ADMIN):
        times.append(clock().isoformat())
        refused(name)
        clock.go_on(minutes=1)
    session = open_office()
    me = session.operator.id
    assert failures(session) == list(zip((me, "", me), times, strict=True))
    session.close()
    again = open_office()
    assert len(failures(again)) == 3  # told once, and the right one is no failure
    assert "kata sandi saya" not in (folder / FILE).read_text("utf-8")


def test_pulling_the_plug_while_it_is_looked_at_saves_no_try(refused, monkeypatch, open_office):
    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("app.keys.slots.SlotFile.unlock", killed)
        for _ in range(5):
            with pytest.raises(Killed):
                open_office(ADMIN, WRONG)
    assert refused().code == "unlock.wait_seconds"


def test_a_garbled_file_is_five_tries_and_a_missing_one_is_none(refused, folder, computer):
    (folder / FILE).write_bytes(b"{")
    assert seconds(refused(password=PASSWORD)) == 30
    (folder / FILE).unlink()
    assert refused().code == "unlock.wrong"


def test_a_garbled_file_shuts_nobody_out_for_ever(refused, folder, computer, open_office):
    (folder / FILE).write_bytes(b"{")
    refused(password=PASSWORD)
    computer.wait(31)
    assert open_office()


@pytest.mark.skipif(os.name == "nt", reason="a folder of another user")
def test_a_disk_that_is_full_shuts_nobody_out(open_office, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "full")

    monkeypatch.setattr("app.keys.keyfile.write_durably", full)
    assert open_office()


def test_the_old_password_is_not_guessed_at_its_change_either(open_office, computer, clock):
    operators = Operators(open_office())
    for _ in range(4):
        with pytest.raises(Refusal):
            operators.change_password(WRONG, "empat kata lain")
    for password in (WRONG, PASSWORD):
        with pytest.raises(NotUnlocked) as closed:
            operators.change_password(password, "empat kata lain")
        assert closed.value.code == "unlock.wait_seconds"
    clock.go_on(minutes=1)
    assert timedelta(seconds=wait_after(5)) < timedelta(minutes=1)


def test_waits_in_words_are_as_long_as_they_say():
    assert [wait_after(tries) for tries in (0, 4, 5, 6, 11, 12, 10**6)] == [
        0, 0, 30, 60, 1920, 3600, 3600,
    ]  # fmt: skip
