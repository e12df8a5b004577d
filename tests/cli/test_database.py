"""A city on a PostgreSQL server by commands: the address is said once, and never a password."""

import json
import os

import pytest
from tests.office import LEMPAKE, PASSWORD

from app.cli import run
from app.store.place import SERVER

DONE, REFUSED, USAGE, FAILED, LOCKED = range(5)


@pytest.fixture
def payung(tmp_path, monkeypatch, capsys):
    """Run a command; its exit status and the one JSON object that it told."""
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)
    monkeypatch.setenv("PAYUNG_DATA", os.fspath(tmp_path / "data"))

    def payung(*words):
        status = run(["--json", *map(str, words)])
        return status, json.loads(capsys.readouterr().out)

    return payung


def code_of(answer):
    status, told = answer
    assert told["problems"][0]["sentence"]
    return status, told["error"]


def test_a_city_is_made_on_a_server_and_goes_on_there(payung, empty_server, tmp_path):
    status, told = payung("--database", empty_server.url, "init", "city")
    assert (status, told["office"]) == (DONE, "6472")
    assert (tmp_path / "data" / SERVER).read_text() == empty_server.url
    assert payung("search", "siti") == (DONE, {"results": [], "count": 0})
    assert payung("--database", empty_server.url, "check") == (DONE, {"ok": True, "problems": []})

    (tmp_path / "backups").mkdir()
    status, made = payung("backup", "--to", tmp_path / "backups")
    assert (status, made["ok"]) == (DONE, True)
    assert payung("restore", made["backup"])[0] == DONE
    assert payung("check") == (DONE, {"ok": True, "problems": []})

    other = ("--data", tmp_path / "other")
    again = payung(*other, "--database", empty_server.url, "init", "city")
    assert code_of(again) == (REFUSED, "database.taken")
    assert not (tmp_path / "other" / SERVER).exists()


def test_an_address_that_cannot_be_is_refused_before_anything_is_made(payung, tmp_path):
    address = "postgresql://payung:rahasia@localhost/payung"
    answer = payung("--database", address, "init", "city")
    assert code_of(answer) == (REFUSED, "database.password")
    assert "rahasia" not in json.dumps(answer)
    url = "postgresql://localhost:1/payung"
    desk = ("init", "desk", "--office", LEMPAKE)
    assert code_of(payung("--database", url, *desk)) == (REFUSED, "database.city_only")
    assert code_of(payung("--database", url, "demo")) == (REFUSED, "database.city_only")
    assert code_of(payung("--database", "siti", "init", "city")) == (REFUSED, "database.url")
    assert code_of(payung("--database", url, "init", "city")) == (FAILED, "server.gone")
    assert not list(tmp_path.rglob(SERVER))


def test_other_books_than_the_folder_has_are_not_opened(payung, tmp_path):
    assert payung("init", "city")[0] == DONE
    url = "postgresql://localhost:1/payung"
    assert code_of(payung("--database", url, "search", "siti")) == (REFUSED, "database.other")
    assert code_of(payung("--database", url)) == (REFUSED, "database.other")  # for the window
    assert payung("search", "siti")[0] == DONE
