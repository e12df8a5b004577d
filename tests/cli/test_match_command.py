"""`payung match`: plain files in, pairs out; no office is needed."""

import builtins
import json
import sys

import pytest
from tests.benchmarks import people_errors

from app.cli import run

DONE, REFUSED, USAGE, FAILED = range(4)


@pytest.fixture
def payung(capsys, monkeypatch):
    monkeypatch.delenv("PAYUNG_PASSWORD", raising=False)

    def payung(*words):
        status = run(["--json", "match", *map(str, words)])
        out, err = capsys.readouterr()
        assert err == ""
        return status, json.loads(out)

    return payung


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """One file of made-up people, and its halves."""
    folder = tmp_path_factory.mktemp("files")
    made = people_errors.make(1200, 3)
    made.write(folder / "all.csv")
    head, *rows = (folder / "all.csv").read_text("utf-8").splitlines()
    (folder / "left.csv").write_text("\n".join([head, *rows[:600]]), "utf-8")
    (folder / "right.csv").write_text("\n".join([head, *rows[600:]]), "utf-8")
    return folder, {tuple(sorted(pair)) for pair in made.pairs()}


def same(told):
    return {
        tuple(sorted((pair["left"], pair["right"])))
        for pair in told["pairs"]
        if pair["verdict"] == "same"
    }


def test_the_pairs_of_one_file_are_told_with_score_and_reasons(payung, files):
    folder, true = files
    status, told = payung(folder / "all.csv")
    assert status == DONE
    assert len(same(told) & true) >= 0.95 * len(true)
    for pair in told["pairs"]:
        assert set(pair) == {"left", "right", "score", "verdict", "reasons"}
        assert pair["verdict"] in ("same", "review")
        assert 0 <= pair["score"] <= 1
        assert pair["reasons"]


def test_two_files_are_paired_with_one_another(payung, files):
    folder, true = files
    status, told = payung("--left", folder / "left.csv", "--right", folder / "right.csv")
    assert status == DONE
    assert all(p["left"] < "R0000600" <= p["right"] for p in told["pairs"])
    across = {pair for pair in true if pair[0] < "R0000600" <= pair[1]}
    assert len(same(told) & across) >= 0.95 * len(across)


def test_a_person_reads_the_reasons_in_words(files, capsys):
    assert run(["match", str(files[0] / "all.csv")]) == DONE
    first = capsys.readouterr().out.splitlines()[0]
    assert " sama 1.000 " in first
    assert "NIK sama, nama" in first


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("name,birth_date\nSITI,1-1-1980\n", "match.no_id"),
        ("id,other\n1,2\n", "match.no_field"),
        ("id,name\n1,SITI\n1,BUDI\n", "match.id_twice"),
        ("id,name\n1,SITI\n ,BUDI\n", "match.id_empty"),
        ("id,name\n1," + "A" * 200_000, "sheets.cell_too_long"),
        ("", "sheets.empty"),
        ("\x00\x00\x00", "sheets.empty"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused(payung, tmp_path, content, code):
    (tmp_path / "a.csv").write_text(content, "utf-8")
    status, told = payung(tmp_path / "a.csv")
    assert (status, told["error"]) == (REFUSED, code)
    assert len(told["problems"]) == 1
    assert "{" not in told["problems"][0]["sentence"]


def test_a_file_with_a_header_only_has_no_pairs(payung, tmp_path):
    (tmp_path / "a.csv").write_text("id,name\n", "utf-8")
    assert payung(tmp_path / "a.csv") == (DONE, {"pairs": []})


def test_a_file_that_is_not_there_is_the_worlds_fault(payung, tmp_path):
    status, told = payung(tmp_path / "none.csv")
    assert (status, told["error"]) == (FAILED, "sheets.missing")


@pytest.mark.parametrize("words", [[], ["--left", "a.csv"], ["a.csv", "--right", "b.csv"]])
def test_one_file_or_two_have_to_be_named(payung, words):
    status, told = payung(*words)
    assert (status, told["error"]) == (USAGE, "match.which")


@pytest.mark.parametrize("lacks", ["numpy", "app.matching.city"])
def test_the_desks_program_says_that_the_citys_is_needed(payung, files, monkeypatch, lacks):
    really = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith(lacks):
            raise ModuleNotFoundError(name=name)
        return really(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    for loaded in [name for name in sys.modules if name.startswith("app.matching.city")]:
        monkeypatch.delitem(sys.modules, loaded)
    status, told = payung(files[0] / "all.csv")
    assert (status, told["error"]) == (FAILED, "match.not_installed")
    assert "program untuk kota" in told["problems"][0]["sentence"]
