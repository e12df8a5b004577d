"""`payung insurer`: the list out, the answers in, and who is still waited for."""

import csv
from contextlib import contextmanager

import pytest
from tests.city.test_insurer import KPJ, held, paid  # noqa: F401  # fixture

from app.cli import commands, parser
from app.cli.answers import Status
from app.service.city.insurer.shown import ShowInsurer


@pytest.fixture
def command(monkeypatch):
    """Give a command to the city's open books."""

    def command(session, *words):
        @contextmanager
        def here(_asked):
            yield session

        monkeypatch.setattr(commands, "session", here)
        return commands.answer(parser.make().parse_args(["insurer", *map(str, words)]))

    return command


@pytest.fixture
def answers(tmp_path):
    def answers(*rows):
        file = tmp_path / "jawab.csv"
        with file.open("w", newline="") as text:
            csv.writer(text).writerows((("NIK", "Nama", "Status", "KPJ", "Keterangan"), *rows))
        return file

    return answers


def test_out_and_in_by_command(command, answers, lempake, paid, treasurer, reviewer, tmp_path):  # noqa: F811
    ids = paid(lempake, (1, 2))
    target = tmp_path / "kirim.xlsx"
    said = command(treasurer, "out", "--to", target)
    assert (said.status, said.told["people"], said.told["confirmed"]) == (Status.DONE, 2, False)
    assert target.exists()
    again = command(treasurer, "out", "--to", target)
    assert (again.status, again.told["error"]) == (Status.REFUSED, "insurer.nobody_to_send")
    one, two = held(reviewer, ids)
    file = answers(
        (one.nik, one.name, "Berhasil", KPJ, ""),
        (two.nik, two.name, "Gagal", "", "NIK salah"),
        ("6472810101809999", "ORANG LAIN", "Berhasil", "00123456780", ""),
    )
    dry = command(treasurer, "in", file, "--dry")
    assert (dry.told["taken"], held(reviewer, ids)[0].kpj) == (False, "")
    said = command(treasurer, "in", file)
    counts = {name: count for name, count in said.told["counts"].items() if count}
    assert counts == {"numbered": 1, "refused": 1, "unknown": 1}
    assert (said.status, said.told["rows"]) == (Status.DONE, 3)
    assert held(reviewer, ids)[0].kpj == KPJ
    known = command(treasurer, "in", file)
    assert (known.told["known"], known.told["taken"], known.told["same"]) == (True, False, 2)
    listed = command(reviewer, "list")
    assert (listed.told["numbered"], listed.told["refused"], listed.told["late"]) == (1, 1, 0)
    assert command(reviewer, "ask", "--all").told == {"asked": 1, "already": 0}


def test_a_row_is_agreed_to_by_its_number_and_a_reason(
    command,
    answers,
    lempake,
    paid,  # noqa: F811
    treasurer,
    reviewer,
    tmp_path,
):
    ids = paid(lempake, (1,))
    command(treasurer, "out", "--to", tmp_path / "kirim.xlsx")
    file = answers((held(reviewer, ids)[0].nik, "BAMBANG SURYADI", "OK", KPJ, ""))
    said = command(treasurer, "in", file)
    assert (said.status, said.told["contradicting"]) == (Status.REFUSED, 1)
    assert said.told["differences"][0]["field"] == "name"
    assert command(treasurer, "in", file, "--agree", 2).status is Status.REFUSED
    said = command(treasurer, "in", file, "--agree", 2, "--reason", "KTP diperiksa")
    assert (said.status, said.told["numbered"]) == (Status.DONE, 1)
    assert held(reviewer, ids)[0].kpj == KPJ


def test_who_may_not_and_what_is_no_list(command, lempake, paid, treasurer, reviewer, tmp_path):  # noqa: F811
    paid(lempake, (1,))
    target = tmp_path / "kirim.xlsx"
    assert command(reviewer, "out", "--to", target).status is Status.LOCKED
    assert command(treasurer, "out", "--to", tmp_path / "x" / "y.xlsx").status is Status.FAILED
    assert command(treasurer, "out", "--to", target, "--profile", "tiada").told["error"] == (
        "insurer.profile_unknown"
    )
    assert command(treasurer, "in", tmp_path / "tiada.xlsx").status is Status.FAILED
    assert ShowInsurer(reviewer).files() == []
