"""Back in by commands, where no password is known any more; and who holds the city's shares."""

import json
import os

import pytest
from tests.office import ADMIN, LEMPAKE, PASSWORD, SITI

from app.cli import run
from app.keys.locked import STANDARD

DONE, REFUSED, USAGE, FAILED, LOCKED = range(5)
NEW, FIRST, OTHER = "sandi yang baru sekali", "sandi-ani-1", "bukan yang itu"


@pytest.fixture
def payung(monkeypatch, capsys):
    """Run a command on a data folder with these variables; its exit status and what it told."""

    def payung(folder, *words, **environment):
        for name in ("PASSWORD", "NEW_PASSWORD", "CUSTODIAN_PASSWORD", "RECOVERY_CODE"):
            monkeypatch.delenv(f"PAYUNG_{name}", raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(f"PAYUNG_{name.upper()}", value)
        status = run(["--json", "--data", os.fspath(folder), *map(str, words)])
        out, err = capsys.readouterr()
        assert err == ""
        return status, json.loads(out)

    return payung


@pytest.fixture(autouse=True)
def cheap():
    """Each command opens or closes a slot or two; what that costs is measured elsewhere."""
    usual = STANDARD.memory_kib, STANDARD.passes
    for name, value in (("memory_kib", 64), ("passes", 1)):
        object.__setattr__(STANDARD, name, value)
    yield
    for name, value in zip(("memory_kib", "passes"), usual, strict=True):
        object.__setattr__(STANDARD, name, value)


@pytest.fixture
def desk(tmp_path, payung):
    status, told = payung(
        tmp_path / "desk", "init", "desk", "--office", LEMPAKE, "--operator", ADMIN,
        password=PASSWORD,
    )  # fmt: skip
    assert status == DONE
    return tmp_path / "desk", told["recovery_code"]


def test_the_paper_code_brings_the_only_administrator_back(payung, desk):
    folder, code = desk
    status, told = payung(folder, "operator", "recover", recovery_code=code, new_password=NEW)
    assert (status, told) == (DONE, {"recovered": True, "operator": ADMIN})
    assert payung(folder, "check", password=PASSWORD)[0] == LOCKED
    assert payung(folder, "check", password=NEW)[0] == DONE


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"new_password": NEW}, REFUSED, "recovery.missing"),
        ({"recovery_code": "AAAAA", "new_password": NEW}, REFUSED, "recovery.length"),
        ({"recovery_code": "x"}, REFUSED, "password.missing"),
    ],
)
def test_what_is_missing_is_named(payung, desk, given, status, code):
    told = payung(desk[0], "operator", "recover", **given)
    assert (told[0], told[1]["error"]) == (status, code)


def test_a_forgotten_password_is_reset_by_the_administrator(payung, desk):
    folder, _ = desk
    payung(folder, "operator", "add", "ani", password=PASSWORD, new_password=FIRST)
    ours = ("--operator", ADMIN)
    status, _ = payung(
        folder, *ours, "operator", "reset", "ani", password=PASSWORD, new_password=NEW
    )
    assert status == DONE
    assert payung(folder, "check", "--operator", "ani", password=FIRST)[0] == LOCKED
    assert payung(folder, "check", "--operator", "ani", password=NEW)[0] == DONE
    _, told = payung(folder, *ours, "operator", "reset", ADMIN, password=PASSWORD, new_password=NEW)
    assert told["error"] == "operator.own_reset"


def test_a_sample_is_keyed_again_by_commands(payung, desk, tmp_path):
    folder, _ = desk
    paper, ours = tmp_path / "siti.json", {"password": PASSWORD}
    paper.write_text(json.dumps(SITI.to_plain()), encoding="utf-8")
    admin, lurah = ("--operator", ADMIN), ("--operator", "lurah")
    theirs = {"password": FIRST}
    payung(folder, "operator", "add", "lurah", "--role", "lurah", **ours, new_password=FIRST)
    assert payung(folder, *admin, "sample", "share", "100", **ours) == (DONE, {"percent": 100})
    _, kept = payung(folder, *admin, "register", paper, **ours)
    assert payung(folder, *lurah, "approve", "--all", **theirs)[1]["approved"] == 1
    _, told = payung(folder, *lurah, "sample", "list", **theirs)
    assert [each["number"] for each in told["waiting"]] == [kept["number"]]
    paper.write_text(json.dumps(SITI.to_plain() | {"rt": "008"}), encoding="utf-8")
    status, told = payung(folder, *lurah, "sample", "key", kept["number"], paper, **theirs)
    assert (status, told["wrong"]) == (DONE, ["rt"])
    _, told = payung(folder, *lurah, "sample", "rates", **theirs)
    assert [(each["operator"], each["wrong"]) for each in told["rates"]] == [(ADMIN, 1)]


def test_two_custodians_bring_a_desk_back_by_commands(payung, desk, tmp_path):
    folder, _ = desk
    city, stick = tmp_path / "kota", tmp_path / "stick"
    stick.mkdir()
    open_, held = {"password": PASSWORD}, {"hasan": "perahu di tepian", "dewi": "jembatan lama"}
    assert payung(city, "init", "city", **open_)[0] == DONE
    for name, password in held.items():
        _, told = payung(city, "custodian", "add", name, **open_, new_password=password)
    assert told == {"custodians": ["hasan", "dewi"]}
    _, card = payung(city, "enrol", "--to", stick, **open_)
    assert payung(folder, "enrol", card["file"], **open_)[0] == DONE

    _, asked = payung(folder, "operator", "recover", "--ask", stick, new_password=NEW)
    _, seen = payung(city, "custodian", "look", asked["file"], **open_)
    assert seen["fingerprint"] == asked["fingerprint"]
    answers = []
    for name, password in held.items():
        status, told = payung(
            city, "custodian", "answer", asked["file"], "--name", name, "--to", stick,
            "--fingerprint", asked["fingerprint"], **open_, custodian_password=password,
        )  # fmt: skip
        assert status == DONE
        answers.append(told["file"])
    back = ("operator", "recover", "--answers", *answers)
    assert payung(folder, *back, new_password=OTHER)[0] == LOCKED
    assert payung(folder, *back, new_password=NEW) == (DONE, {"recovered": True})
    assert payung(folder, "check", password=NEW)[0] == DONE
