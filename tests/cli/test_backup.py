"""Backups by command: made, compared, put back, tried out."""

import shutil

import pytest
from tests.cli import test_commands as commands
from tests.cli.test_commands import DONE, FAILED, LOCKED, code_of
from tests.office import ADMIN, CHEAP, PASSWORD
from tests.service.backups import *  # noqa: F403 - fixtures
from tests.service.backups import BUDI, flip

from app.keys.recovery import RecoveryCode
from app.keys.slots import SlotFile
from app.service.backup import swap

payung, paper = commands.payung, commands.paper


@pytest.fixture
def stick(tmp_path):
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def backup(payung, paper, folder, stick):
    """A backup with one person, made by command."""
    payung("register", paper())
    status, told = payung("backup", "--to", stick)
    assert (status, told["ok"], told["problems"], told["people"]) == (DONE, True, [], 1)
    return told["backup"]


def test_a_backup_is_put_back_and_checked(payung, paper, backup):
    plain = {**BUDI, "heirs": []}
    payung("register", paper(**plain))
    status, told = payung("restore", backup, "--compare")
    assert (status, told["lost"]["people"], told["old"]) == (DONE, 1, None)
    assert payung("search", "budi")[1]["count"] == 1
    status, told = payung("restore", backup)
    assert (status, told["ok"], told["people"]) == (DONE, True, 1)
    assert told["old"].startswith(swap.BEFORE)
    assert {each["code"] for each in told["problems"]} >= {"restore.loses_people"}
    assert payung("search", "budi")[1]["count"] == 0
    assert payung("check") == (DONE, {"ok": True, "problems": []})


def test_the_newest_of_a_folder_is_meant_by_the_folder(payung, backup, stick):
    assert payung("restore", stick)[0] == DONE


def test_a_damaged_backup_changes_nothing(payung, backup, stick):
    flip(next(stick.iterdir()) / "books.db")
    assert code_of(payung("restore", backup)) == (FAILED, "backup.damaged")
    assert payung("search", "hayati")[1]["count"] == 1


def test_a_wrong_password_and_another_path_restore_nothing(payung, backup, monkeypatch, tmp_path):
    assert code_of(payung("restore", tmp_path)) == (FAILED, "backup.none")
    monkeypatch.setenv("PAYUNG_PASSWORD", "bukan-ini")
    assert code_of(payung("restore", backup)) == (LOCKED, "restore.wrong")


def test_a_place_that_is_not_there_is_the_worlds_fault(payung, folder, tmp_path):
    assert code_of(payung("backup", "--to", tmp_path / "nowhere")) == (FAILED, "backup.gone")


def test_the_office_is_restored_on_a_new_pc_by_its_own_password(payung, backup, tmp_path):
    other = tmp_path / "other"
    assert payung("restore", backup, "--data", other, "--operator", ADMIN)[0] == DONE
    assert payung("search", "hayati", "--data", other)[1]["count"] == 1


def test_the_newest_backup_is_tried_out(payung, backup, stick):
    status, told = payung("backup", "--drill")
    assert (status, told["ok"], told["people"]) == (DONE, True, 1)
    flip(next(stick.iterdir()) / "books.db")
    status, told = payung("backup", "--drill")
    assert (status, told["ok"]) == (FAILED, False)
    assert told["problems"][0]["code"] == "backup.damaged"
    shutil.rmtree(next(stick.iterdir()))
    status, told = payung("backup", "--drill")
    assert told["problems"][0]["code"] == "drill.nothing"


def test_a_cut_restore_is_ended_by_whatever_command_comes_next(payung, backup, folder, monkeypatch):
    with monkeypatch.context() as power:
        power.setattr(swap, "finish", lambda _: None)  # the power went right after the decision
        payung("restore", backup)
    (folder / "slots.json").replace(folder / "gone.json")
    (folder / "books.db").unlink()  # so much of it was moved out
    assert (folder / swap.READY).exists()
    assert payung("search", "hayati")[1]["count"] == 1


def test_the_paper_restores_where_the_password_is_lost(
    payung, backup, folder, tmp_path, monkeypatch
):
    code = RecoveryCode.make()
    slots = SlotFile(folder, CHEAP)
    slots.replace_recovery(slots.unlock(ADMIN, PASSWORD).data_key, code)
    _, told = payung("backup", "--to", tmp_path / "stick")
    monkeypatch.delenv("PAYUNG_PASSWORD")
    monkeypatch.setenv("PAYUNG_NEW_PASSWORD", "tiga kata baru")
    monkeypatch.setenv("PAYUNG_RECOVERY_CODE", RecoveryCode.make().text)
    assert code_of(payung("restore", told["backup"], "--paper")) == (LOCKED, "restore.paper")
    monkeypatch.setenv("PAYUNG_RECOVERY_CODE", code.text)
    assert payung("restore", told["backup"], "--paper")[0] == DONE
    monkeypatch.setenv("PAYUNG_PASSWORD", "tiga kata baru")
    assert payung("check")[0] == DONE
