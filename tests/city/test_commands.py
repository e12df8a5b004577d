"""The city's deeds as commands: one JSON object each, one exit status."""

import json
import os

import pytest
from tests.city.conftest import WORD
from tests.office import ADMIN, PASSWORD

from app.cli import run as start


@pytest.fixture
def payung(city, treasurer, reviewer, monkeypatch, capsys):
    """Give a command as somebody of the city; exit status and what it told."""
    city.close()

    def run(*words, who="Penelaah"):
        monkeypatch.setitem(os.environ, "PAYUNG_PASSWORD", PASSWORD if who == ADMIN else WORD)
        status = start(["--data", str(city.folder), "--operator", who, "--json", *words])
        return status, json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def numbers(received, lempake, sidodadi, city):
    """Registration numbers of four people in the city's books, two of each kelurahan."""
    ids = received(lempake, range(1, 3)) + received(sidodadi, range(5, 7))
    with city.session.books.reading() as unit:
        people = unit.queue.these(ids)
    return [people[each].number for each in ids]


def test_a_programme_goes_from_decision_to_payment_and_back_by_commands(numbers, payung):
    money = {"who": "Bendahara"}
    status, told = payung("budget", "--ceiling", "Rp 3.000.000.000", "--year", "2026", **money)
    assert (status, told["ceiling"], told["spent"]) == (0, 3_000_000_000, 0)
    status, told = payung("budget", "--people", "19000", "--months", "12", **money)
    assert (told["cost"], told["people_for_all_months"]) == (3_830_400_000, 14_880)
    assert told["months_for_all"] == 9
    assert payung("decide", "--all", "accepted") == (0, {"decided": 4, "refused": []})
    status, told = payung("decree", "--number", "SK 100/2026", "--on", "02-11-2026")
    assert (status, told["people"]) == (0, 4)
    asked = ("pay", "--first", "2026-11", "--last", "2026-12")
    status, told = payung(*asked, "--dry", **money)
    assert (status, told["people"], told["total"]) == (0, 4, 134_400)
    status, told = payung(*asked, "--proof", "SP2D 7", **money)
    assert (status, told["total"], told["waiting"]) == (0, 134_400, 0)
    status, told = payung("budget", **money)
    assert (told["spent"], told["by_state"]) == (134_400, {"funded": 4})
    status, told = payung("pay", "--reverse", "SP2D 7", "--reason", "salah", **money)
    assert (status, told["total"]) == (0, -134_400)
    status, told = payung("decree", "--cancel", "SK 100/2026", "--reason", "salah")
    assert (status, told["cancelled"]) == (0, True)
    status, told = payung("decide", numbers[0], "back", "--reason", "keliru")
    assert (status, told["decided"]) == (0, 1)


def test_a_decree_is_told_with_the_word_sk_once(numbers, payung, city, capsys):
    payung("budget", "--ceiling", "3000000000", who="Bendahara")
    payung("decide", "--all", "accepted")
    asked = ["--data", str(city.folder), "--operator", "Penelaah", "decree"]
    assert start([*asked, "--number", "SK 1", "--on", "02-11-2026"]) == 0
    assert capsys.readouterr().out == "SK 1: 4 orang.\n"
    assert start([*asked, "--cancel", "SK 1", "--reason", "salah"]) == 0
    assert capsys.readouterr().out == "SK 1 dibatalkan.\n"


def test_two_are_settled_and_parted_by_commands(numbers, payung):
    pair = f"{numbers[0]}+{numbers[2]}"
    status, told = payung("settle", pair, "same", "--stays", numbers[2], "--reason", "sama")
    assert (status, told["word"]) == (0, "same")
    status, told = payung("decide", numbers[0], "accepted")
    assert (status, told["refused"][0]["code"]) == (1, "decision.merged")
    assert payung("settle", pair, "back", "--reason", "kembar")[0] == 0
    assert payung("decide", numbers[0], "accepted")[0] == 0
    assert payung("settle", pair, "different")[1]["error"] == "settle.reason"
    assert payung("settle", numbers[0], "same")[1]["error"] == "settle.pair"
    status, told = payung("duplicates", "--find")
    assert (status, told) == (0, {"pairs": []})


def test_whoever_may_not_is_refused_with_status_4(numbers, payung):
    assert payung("pay", "--first", "2026-11", "--proof", "SP2D")[0] == 1  # there is no programme
    assert payung("budget", "--ceiling", "1000000")[0] == 4
    assert payung("decide", "--all", "accepted", who="Bendahara")[0] == 4
    assert payung("move", numbers[0], "--to", "64.72.05.1004", "--reason", "pindah")[0] == 4


def test_a_registration_is_moved_with_a_reason(numbers, payung):
    words = ("move", numbers[0], "--to", "64.72.05.1004")
    assert payung(*words, who=ADMIN)[1]["error"] == "handover.reason_missing"
    status, told = payung(*words, "--reason", "pindah", who=ADMIN)
    assert (status, told) == (0, {"moved": 1, "owned": 0})


def test_whom_a_rule_keeps_out_is_accepted_by_name_and_with_a_reason(
    numbers, payung, tmp_path, capsys, city
):
    answers = tmp_path / "dukcapil.csv"
    answers.write_text(f"Nomor Pendaftaran;Hasil\n{numbers[1]};Meninggal\n")
    assert payung("checks", str(answers), "--profile", "dukcapil", "--commit")[0] == 0
    status, told = payung("decide", "--all", "accepted")
    assert (status, told["decided"]) == (1, 3)
    (kept_out,) = told["refused"]
    assert (kept_out["code"], kept_out["rule"]) == ("decide.not_eligible", "NIK")
    asked = ["--data", str(city.folder), "--operator", "Penelaah", "decide", "--all", "accepted"]
    assert start(asked) == 1
    assert "1: Ketentuan “NIK padan dengan Dukcapil” tidak terpenuhi" in capsys.readouterr().out
    reason = ("--reason", "KTP asli diperiksa")
    assert payung("decide", numbers[1], "accepted", *reason) == (0, {"decided": 1, "refused": []})
