"""What nobody should type, typed as commands: refused in one sentence, and the books as before."""

import json
import os

import pytest
from tests.city.conftest import WORD
from tests.city.lists import separated
from tests.office import ADMIN, PASSWORD

from app.cli import run as start


@pytest.fixture
def payung(city, treasurer, reviewer, monkeypatch, capsys):
    """Give a command as somebody of the city; exit status, and the code of the refusal or ""."""
    city.close()

    def run(*words, who="Penelaah"):
        monkeypatch.setitem(os.environ, "PAYUNG_PASSWORD", PASSWORD if who == ADMIN else WORD)
        status = start(["--data", str(city.folder), "--operator", who, "--json", *map(str, words)])
        return status, json.loads(capsys.readouterr().out).get("error", "")

    return run


@pytest.fixture
def numbers(received, lempake, city):
    """Registration numbers of three people in the city's books."""
    ids = received(lempake, range(1, 4))
    with city.session.books.reading() as unit:
        people = unit.queue.these(ids)
    return [people[each].number for each in ids]


@pytest.mark.parametrize("year", ["-1", "0", "10000", "9" * 20])
def test_a_programme_of_no_year_is_refused(payung, year):
    asked = ("budget", "--year", year, "--ceiling", "1000000")
    assert payung(*asked, who="Bendahara") == (1, "programme.year")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("64.72.05.1003=٣", "programme.target"),
        ("64.72.05.1003=" + "9" * 30, "programme.target"),
        ("64.72.99.9999=3", "programme.place"),
        ("=5", "programme.place"),
    ],
)
def test_places_are_numbers_for_kelurahan_of_this_city(payung, place, code):
    asked = ("budget", "--ceiling", "1000000", "--target", "fixed", "--place", place)
    assert payung(*asked, who="Bendahara") == (1, code)


@pytest.mark.parametrize("asked", [("--people", "-4"), ("--months", "-3"), ("--people", "9" * 400)])
def test_what_if_counts_people_and_months_that_can_be(payung, asked):
    assert payung("budget", "--year", "2026", *asked, who="Bendahara") == (2, "usage")


@pytest.mark.parametrize("to", ["/", "64.72.05.1004/", "64.72.05.1004/x", "64.72.05.1004/²"])
def test_a_station_that_is_none_is_refused(numbers, payung, to):
    asked = ("move", numbers[0], "--reason", "pindah", "--to", to)
    assert payung(*asked, who=ADMIN) == (1, "handover.station")
    pair = f"{numbers[0]}+{numbers[1]}"
    assert payung("settle", pair, "same", "--keeps", to) == (1, "handover.station")


def test_nothing_is_written_that_no_reply_could_carry(numbers, payung):
    money, long = {"who": "Bendahara"}, "a" * 10_000
    too_long = (1, "text.long")
    year = ("budget", "--ceiling", "3000000000", "--year", "2026")
    assert payung(*year, "--name", long, **money) == too_long
    assert payung(*year, **money)[0] == 0
    assert payung("decide", numbers[0], "rejected", "--reason", long) == too_long
    pair = f"{numbers[0]}+{numbers[1]}"
    assert payung("settle", pair, "different", "--reason", long) == too_long
    assert payung("settle", pair, "ask", "--question", long) == too_long
    assert payung("decide", "--all", "accepted") == (0, "")
    assert payung("decree", "--number", long, "--on", "01-11-2026") == too_long
    assert payung("decree", "--number", "=SK\n\u202e1\x07", "--on", "01-11-2026")[0] == 0
    assert payung("decree", "--cancel", "=SK 1", "--reason", long) == too_long
    assert payung("pay", "--first", "2026-11", "--proof", long, **money) == too_long
    assert payung("pay", "--first", "2026-11", "--proof", "SP2D", **money)[0] == 0
    assert payung("pay", "--reverse", "SP2D", "--reason", long, **money) == too_long
    assert payung("check", who=ADMIN) == (0, "")


def test_no_paper_is_written_over_the_books(numbers, payung, city, tmp_path):
    books = city.folder / "books.db"
    assert payung("report", "--out", books) == (1, "out.data")
    assert payung("cards", "--out", books, who=ADMIN) == (1, "out.data")
    assert payung("report", "--out", "") == (1, "decree.file")
    assert payung("report", "--out", tmp_path / "laporan.exe") == (1, "decree.file")
    assert payung("check", who=ADMIN) == (0, "")


def test_an_answer_that_means_nothing_is_told_with_its_row(numbers, payung, tmp_path):
    file = separated(tmp_path / "hasil.csv", ("NIK", "Hasil"), ("6472814107900001", "=1+1"))
    assert payung("checks", file, "--profile", "dukcapil") == (1, "")  # no row of it can be taken


def test_a_programme_of_next_year_does_not_take_what_is_meant_for_this_one(numbers, payung, city):
    money = {"who": "Bendahara"}
    this = city.session.today().year
    for year in (this, this + 1):
        asked = ("budget", "--ceiling", "3000000000", "--year", year)
        assert payung(*asked, **money) == (0, "")
    assert payung("decide", "--all", "accepted") == (0, "")
    assert payung("decree", "--number", "SK 1") == (0, "")
    assert payung("pay", "--first", f"{this}-12", "--proof", "SP2D 1", **money) == (0, "")
    assert payung("pay", "--first", f"{this + 1}-01", "--proof", "SP2D 2", **money)[1] == (
        "pay.nobody"  # no decree of that year names them yet
    )
