"""The whole year as one story, by commands only: kelurahan send, the city settles, decrees, pays,
the insurer answers, and the desks show the number. `PAYUNG_FULL=1` has all 59 kelurahan.
"""

import json
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook, load_workbook
from tests.city.lists import separated
from tests.office import CHEAP, SITI

from app.cli import run as start
from app.service.setup import set_up_city, set_up_desk

COUNT = 59 if os.environ.get("PAYUNG_FULL") == "1" else 3
WORD = "payung-uji-tahun"
TWICE = {"nik": "6472815508850041", "name": "RUSMIATI", "birth_date": "15-08-1985"}
"""Registered at the first kelurahan and, with two digits of the NIK swapped, at the second."""
ELSEWHERE = {"nik": "6472816003880042", "name": "JUMIATI", "birth_date": "20-03-1988"}
"""Paid for by the province already."""

_NAMES = (
    "NORHAYATI", "AMINAH", "RAHMAWATI", "LESTARI", "FATIMAH", "KUSUMA", "WULANDARI", "HERLINA",
    "SUSANTI", "MAIMUNAH", "MARDIANA", "SALMAH",
)  # fmt: skip


class Office:
    """One office and the commands that are given there."""

    def __init__(self, folder, capsys, monkeypatch):
        self.folder = folder
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *words, who="admin", status=0):
        self._monkeypatch.setitem(os.environ, "PAYUNG_PASSWORD", WORD)
        self._monkeypatch.setitem(os.environ, "PAYUNG_NEW_PASSWORD", WORD)
        asked = ["--data", str(self.folder), "--operator", who, "--json", *map(str, words)]
        found = start(asked)
        said = self._capsys.readouterr().out
        assert found == status, said
        return json.loads(said)


def person(serial, **more):
    """A worker, another one for each serial."""
    return asdict(
        replace(
            SITI,
            **{
                "nik": f"64728141{serial % 12 + 1:02}88{serial:04}",
                "birth_date": f"01-{serial % 12 + 1:02}-1988",
                "name": f"{_NAMES[serial % 12]} {_NAMES[serial // 12 % 12]}",
                "mother_name": f"{_NAMES[(serial + 5) % 12]} {_NAMES[(serial // 7) % 12]}",
                "phone": f"0813{serial:08}",
                "kk": f"647281010115{serial:04}",
                "address": f"Jl. Damai No. {serial}",
                **more,
            },
        )
    )


def plain(made):
    """As the file of `payung register` has it."""
    return {name: value for name, value in made.items() if value not in ("", (), None)}


@pytest.fixture
def desks(reference, tmp_path, capsys, monkeypatch):
    """The city and its kelurahan, each with a lurah; their keys exchanged by commands."""
    kota = Office(tmp_path / "kota", capsys, monkeypatch)
    set_up_city(kota.folder, reference, name="admin", password=WORD, cost=CHEAP)
    kota("operator", "add", "Penelaah", "--role", "reviewer")
    kota("operator", "add", "Bendahara", "--role", "treasurer")
    cards = tmp_path / "kartu"
    cards.mkdir()
    city_card = kota("enrol", "--to", cards)["file"]
    made = []
    for place in list(reference.places.kelurahan())[:COUNT]:
        desk = Office(tmp_path / place.code, capsys, monkeypatch)
        set_up_desk(
            desk.folder, reference, place=place.code, station=1, name="admin", password=WORD,
            cost=CHEAP,
        )  # fmt: skip
        desk("operator", "add", "Lurah", "--role", "approver")
        desk("enrol", city_card)
        kota("enrol", desk("enrol", "--to", cards)["file"])
        made.append(desk)
    return kota, made


def register(desk, tmp_path, *people):
    """Register people, let the lurah approve."""
    numbers = []
    for each in people:
        file = tmp_path / "orang.json"
        file.write_text(json.dumps(plain(each)), encoding="utf-8")
        numbers.append(desk("register", file)["number"])
    desk("approve", "--all", who="Lurah")
    return numbers


def answered(listed, tmp_path):
    """The insurer's answer to a list: a number for everybody but the last, whom it refuses."""
    rows = list(load_workbook(listed).active.iter_rows(values_only=True))
    book = Workbook()
    sheet = book.active
    sheet.append(["NIK", "Nama", "Status", "KPJ", "Keterangan"])
    given = {}
    for serial, row in enumerate(rows[1:], 1):
        nik, name = row[0], row[1]
        is_last = serial == len(rows) - 1
        kpj = "" if is_last else f"260{serial:08}"
        given[nik] = kpj
        sheet.append(
            [
                nik,
                name,
                "Gagal" if is_last else "Berhasil",
                kpj,
                "NIK tidak padan" if is_last else "",
            ]
        )
    target = tmp_path / "jawaban.xlsx"
    book.save(target)
    return target, given


def test_a_year_from_the_first_form_to_the_number_on_the_desk(desks, tmp_path):
    kota, made = desks
    stick, back = tmp_path / "stick", tmp_path / "balasan"
    stick.mkdir()
    back.mkdir()

    # the kelurahan register and send
    registered = {}
    for place, desk in enumerate(made):
        people = [person(10 * place + each) for each in range(1, 4)]
        if place == 0:
            people += [person(9001, **TWICE, mother_name="SALMAH")]
        if place == 1:
            people += [
                person(9002, **{**TWICE, "nik": "6472815508850014"}, mother_name="SALMAH"),
                person(9003, **ELSEWHERE),
            ]
        registered[place] = register(desk, tmp_path, *people)
        desk("seal", "--to", stick)
    count = sum(map(len, registered.values()))
    assert kota("receive", stick)["taken"] == count

    # the city settles
    pairs = kota("duplicates", "--find", who="Penelaah")["pairs"]
    twice = f"{registered[0][3]}+{registered[1][3]}"
    assert twice in {each["pair"] for each in pairs} | {
        "+".join(reversed(each["pair"].split("+"))) for each in pairs
    }
    kota(
        "settle", twice, "same", "--stays", registered[0][3], "--reason", "KK sama", who="Penelaah"
    )
    listed = separated(
        tmp_path / "provinsi.csv", ["NIK", "Nama", "Tanggal Lahir"], ELSEWHERE.values()
    )
    kota("elsewhere", listed, "--profile", "province", "--commit", who="Penelaah")
    (pair,) = kota("elsewhere", "pairs", who="Penelaah")["pairs"]
    kota(
        "elsewhere", "settle", pair["number"], pair["elsewhere"], "--say", "end",
        "--reason", "dibayar provinsi", who="Penelaah",
    )  # fmt: skip
    decided = kota("decide", "--all", "accepted", who="Penelaah")["decided"]
    assert decided == count - 2

    # decree and money
    kota(
        "budget", "--year", str(datetime.now(UTC).year), "--ceiling", "3000000000", who="Bendahara"
    )
    assert kota("decree", "--number", "SK 1", who="Penelaah")["people"] == decided
    month = f"{datetime.now(UTC):%Y-%m}"
    paid = kota("pay", "--first", month, "--proof", "SP2D 1", who="Bendahara")
    assert paid["total"] == decided * 16_800

    # the insurer
    out = tmp_path / "peserta.xlsx"
    assert kota("insurer", "out", "--to", out, who="Bendahara")["people"] == decided
    file, given = answered(out, tmp_path)
    first = kota("insurer", "in", file, who="Bendahara")["counts"]
    assert (first["numbered"], first["refused"]) == (decided - 1, 1)
    before = kota("check")
    kota("insurer", "in", file, who="Bendahara")
    assert before["ok"]

    # the replies go out, and every desk shows its people's numbers
    kota("seal", "--to", back)
    for desk in made:
        (own,) = back.glob(f"*-untuk-{desk.folder.name.replace('.', '')}-1-*.payung")
        desk("receive", own)
        assert desk("check")["ok"]
    kpj = given[person(1)["nik"]]
    found = made[0]("search", kpj)["results"]
    assert [each["number"] for each in found] == [registered[0][0]]
    assert kota("budget", who="Bendahara")["by_state"] == {"funded": decided}
    assert kota("report", "--out", tmp_path / "laporan.pdf")["file"]
