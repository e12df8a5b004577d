"""Two programs with two data folders: the whole round trip by `payung` commands alone."""

import io
import json
import os
import sys
from contextlib import redirect_stdout
from dataclasses import asdict, replace
from pathlib import Path
from unittest.mock import patch

import pytest
from tests import printed
from tests.office import LEMPAKE, LURAH, LURAH_PASSWORD, PASSWORD, SITI

from app.cli import run

ROOT = Path(__file__).parents[2]


class Program:
    """`payung` on one data folder; the books are closed after each command."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self._environment = {
            **os.environ,
            "PAYUNG_PASSWORD": PASSWORD,
            "PYTHONPATH": str(ROOT / "src"),
        }

    def __call__(self, *words: object) -> dict[str, object]:
        """The JSON of a command that must end well."""
        status, told = self.try_(*words)
        assert status == 0, told
        return told

    def try_(self, *words: object) -> tuple[int, dict[str, object]]:
        said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        with patch.dict(os.environ, self._environment), redirect_stdout(said):
            status = run(self.words(*words)[3:])
        said.seek(0)
        return status, json.loads(said.read())

    def approve(self, *words: object) -> dict[str, object]:
        """What the lurah approves of; the first time the account is made."""
        if LURAH not in {each["name"] for each in self("operator", "list")["operators"]}:
            self._environment["PAYUNG_NEW_PASSWORD"] = LURAH_PASSWORD
            self("operator", "add", LURAH, "--role", "lurah")
        self._environment["PAYUNG_PASSWORD"] = LURAH_PASSWORD
        try:
            return self("approve", *words, "--operator", LURAH)
        finally:
            self._environment["PAYUNG_PASSWORD"] = PASSWORD

    def words(self, *words: object) -> list[str]:
        asked = ["--data", str(self.data), "--operator", "admin", "--json", *map(str, words)]
        return [sys.executable, "-m", "app", *asked]


@pytest.fixture
def desk(tmp_path):
    return Program(tmp_path / "lempake")


@pytest.fixture
def kota(tmp_path):
    return Program(tmp_path / "kota")


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "siti.json"
    path.write_text(json.dumps(asdict(SITI)), encoding="utf-8")
    return path


def introduce(desk, kota, folder):
    """Both sides are made and enrol one another."""
    folder.mkdir()
    desk("init", "desk", "--office", LEMPAKE)
    kota("init", "city")
    for one, other in ((desk, kota), (kota, desk)):
        written = one("enrol", "--to", folder)
        taken = other("enrol", written["file"])
        assert taken["fingerprint"] == written["fingerprint"]
        assert taken["office"] == written["office"]


def test_a_registration_goes_to_the_city_and_comes_back_filed(desk, kota, paper, tmp_path):
    introduce(desk, kota, tmp_path / "cards")
    stick = tmp_path / "stick"
    stick.mkdir()
    number = desk("register", paper)["number"]
    assert desk("approve")["waiting"][0]["number"] == number
    assert desk.approve("--all") == {"approved": 1, "refused": []}
    sealed = desk("seal", "--to", stick)
    assert sealed["records"] == 1
    (file,) = sealed["files"]
    assert file["state"] == "verified"
    assert printed.scan(Path(file["cover"])) == [file["id"]]
    assert {path.name for path in stick.iterdir()} == {file["name"], Path(file["cover"]).name}
    received = kota("receive", stick)
    assert [received[each] for each in ("taken", "known", "set_aside")] == [1, 0, 0]
    assert (received["refused"], received["missing"]) == ([], [])
    assert kota("search", "siti")["results"][0]["number"] == number
    assert kota("receive", stick)["known"] == 1
    answers = tmp_path / "answers"
    answers.mkdir()
    assert len(kota("seal", "--to", answers)["files"]) == 1
    assert desk("search", "siti")["results"][0]["state"] == "sealed"
    desk("receive", answers)
    assert desk("search", "siti")["results"][0]["state"] == "filed"
    assert desk("seal", "--to", stick)["records"] == 0
    for one in (desk, kota):
        assert one("check")["ok"]


def test_what_may_not_be_done_is_told_with_its_status(desk, kota, paper, tmp_path):
    desk("init", "desk", "--office", LEMPAKE)
    status, told = desk.try_("seal", "--to", tmp_path)
    assert (status, told["error"]) == (1, "exchange.no_city")
    kota("init", "city")
    status, told = kota.try_("approve", "--all")
    assert (status, told["error"]) == (1, "exchange.desk_only")
    status, told = desk.try_("approve", "--all")
    assert (status, told["error"]) == (4, "right.approve")
    status, told = desk.try_("enrol", paper)
    assert (status, told["error"]) == (1, "seal.magic")
    status, told = desk.try_("enrol", tmp_path / "nothing.payung")
    assert (status, told["error"]) == (3, "exchange.unreadable")
    status, told = desk.try_("receive", tmp_path / "nothing")
    assert (status, told["refused"][0]["code"]) == (3, "exchange.unreadable")
    status, told = desk.try_("init", "desk")
    assert status == 2


def test_a_stranger_is_refused_and_the_rest_is_taken(desk, kota, paper, tmp_path):
    introduce(desk, kota, tmp_path / "cards")
    stranger = Program(tmp_path / "stranger")
    stranger("init", "desk", "--office", "64.72.05.1004")
    stranger("enrol", kota("enrol", "--to", tmp_path / "cards")["file"])
    stick = tmp_path / "stick"
    stick.mkdir()
    for each in (desk, stranger):
        each("register", paper)
        each.approve("--all")
        each("seal", "--to", stick)
    status, told = kota.try_("receive", stick)
    assert (status, told["taken"]) == (1, 1)
    assert [each["code"] for each in told["refused"]] == ["seal.unknown_sender"]


def test_a_station_with_a_new_key_is_taken_in_only_when_told(desk, kota, tmp_path):
    introduce(desk, kota, tmp_path / "cards")
    again = Program(tmp_path / "again")
    again("init", "desk", "--office", LEMPAKE)
    other = tmp_path / "other"
    other.mkdir()
    card = again("enrol", "--to", other)
    status, told = kota.try_("enrol", card["file"])
    assert (status, told["error"]) == (1, "enrol.changed")
    status, told = kota.try_("enrol", card["file"], "--replace", "--fingerprint", "1234")
    assert (status, told["error"]) == (1, "enrol.fingerprint")
    kota("enrol", card["file"], "--replace", "--fingerprint", card["fingerprint"])
    stick = tmp_path / "stick"
    stick.mkdir()
    desk("register", _paper_of(tmp_path, replace(SITI)))
    desk.approve("--all")
    desk("seal", "--to", stick)
    status, told = kota.try_("receive", stick)
    assert (status, told["refused"][0]["code"]) == (1, "seal.revoked")


def _paper_of(folder, draft):
    path = folder / "draft.json"
    path.write_text(json.dumps(asdict(draft)), encoding="utf-8")
    return path
