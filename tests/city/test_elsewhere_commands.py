"""Other funders' lists and other offices' answers as commands."""

import json
import os

import pytest
from tests.city.conftest import WORD
from tests.city.lists import separated

from app.cli import run as start


@pytest.fixture
def payung(city, reviewer, monkeypatch, capsys):
    """Give a command as the reviewer; exit status and what it told."""
    monkeypatch.setitem(os.environ, "PAYUNG_PASSWORD", WORD)

    def run(*words):
        city.close()
        asked = ["--data", str(city.folder), "--operator", "Penelaah", "--json", *map(str, words)]
        status = start(asked)
        return status, json.loads(capsys.readouterr().out)

    return run


def test_a_list_comes_in_is_settled_and_let_go_by_commands(received, lempake, payung, tmp_path):
    siti = {"nik": "6472814107900041", "name": "SITI AMINAH", "birth_date": "01-07-1990"}
    received(lempake, range(1, 12))
    received(lempake, [40], **siti)
    path = separated(
        tmp_path / "provinsi.csv",
        ["NIK", "Nama", "Tanggal Lahir"],
        siti.values(),
        ["6472811008850081", "BUDI SANTOSO", "10-08-1985"],
        ["", "", "10-08-1985"],
    )
    status, told = payung("elsewhere", path, "--profile", "province")
    assert (status, told["rows"], told["people"], "list" in told) == (0, 3, 2, False)
    assert [each["code"] for each in told["problems"]] == ["elsewhere.nobody"]
    asked = ("elsewhere", path, "--profile", "province", "--as-of", "01-10-2026", "--commit")
    assert payung(*asked)[1]["found"] == 1
    assert payung(*asked)[1]["taken"] is False
    assert payung("elsewhere", "find") == (0, {"people": 2, "found": 1, "said": 0})
    status, told = payung("elsewhere", "pairs")
    (pair,) = told["pairs"]
    settle = ("elsewhere", "settle", pair["number"], pair["elsewhere"], "--say")
    assert payung(*settle, "different")[0] == 1  # no reason
    assert payung(*settle, "end", "--reason", "dibayar provinsi")[1]["said"] == "same"
    (line,) = payung("elsewhere", "list")[1]["lists"]
    assert (line["people"], line["open"], line["as_of"]) == (2, 0, "2026-10-01")
    assert payung("elsewhere", "drop", "province") == (0, {"people": 2})
    assert payung("elsewhere", "drop", "province")[0] == 1
    assert payung("elsewhere", tmp_path / "tidak-ada.csv", "--profile", "province")[0] == 3


def test_answers_come_in_and_the_rules_are_told_by_commands(received, lempake, payung, tmp_path):
    received(lempake, range(1, 3), nik="", nik_status="none_yet")
    received(lempake, [3])
    rows = (("6472814407900003", "Padan"), ("6472814407909999", "Padan"))
    path = separated(tmp_path / "hasil.csv", ("NIK", "Hasil"), *rows)
    status, told = payung("checks", path, "--profile", "dukcapil")
    assert (status, told["new"], told["unknown"]) == (0, 1, 1)
    assert payung("checks", path, "--profile", "dukcapil", "--commit")[1]["kept"] == 1
    assert payung("checks", path, "--profile", "dukcapil", "--commit")[1]["kept"] == 0
    status, told = payung("checks", "--verdict", "open")
    assert (told["passed"], told["failed"], told["open"]) == (0, 0, 3)
    assert {each["nik"] for each in told["people"]} == {"", "matched"}
    assert payung("checks", path, "--profile", "bintang")[0] == 1
