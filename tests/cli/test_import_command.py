"""Lists taken in from the command line."""

import json
import os
import signal
import threading
from dataclasses import replace

import pytest
from tests.office import PASSWORD
from tests.rt_list import FIRST_ROW, line, write_csv

from app.cli import run
from app.service.lists import ImportList, commit

BUDI = {
    "nik": "6472810308850002", "name": "BUDI SANTOSO", "sex": "male", "birth_date": "03-08-1985",
    "mother_name": "SUMIATI", "heirs": (), "no_family": "yes", "marital_status": "single",
    "phone": "081200000002", "kk": "",
}  # fmt: skip


@pytest.fixture
def payung(folder, monkeypatch, capsys):
    """Run a command on the office; its exit status and what it told as JSON."""
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)

    def payung(*words):
        status = run(["--data", str(folder), "--json", *map(str, words)])
        return status, json.loads(capsys.readouterr().out)

    return payung


@pytest.fixture
def rt_07(tmp_path, draft, reference):
    """A list of an RT: one complete, one without statements, one twice, and nobody."""
    people = [
        draft(),
        draft(**BUDI, not_ill=""),
        draft(name="ORANG LAIN"),
        draft(name="", nik=""),
    ]
    rows = [line(number, each, reference) for number, each in enumerate(people, 1)]
    return write_csv(tmp_path / "RT 07.csv", rows)


def test_a_column_that_nothing_is_taken_from_is_named(payung, tmp_path):
    rows = [
        ["No", "N I K", "Nama", "Alamat", "Hobi"],
        ["1", "6472814107900001", "SITI", "Jl. Poros 3", "memancing"],
    ]
    file = tmp_path / "RT 08.csv"
    file.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    _, told = payung("import", file)
    assert told["unused_columns"] == ["Hobi"]
    assert ("nik", "field.missing") not in {
        (each["field"], each["code"]) for each in told["problems"]
    }


def counted(told):
    return {name: told[name] for name in ("rows", "new", "changed", "same", "warned", "refused")}


COUNTS = {"rows": 4, "new": 1, "changed": 0, "same": 0, "warned": 1, "refused": 2}


def test_a_dry_run_says_what_would_become_of_each_row_and_changes_nothing(payung, rt_07):
    status, told = payung("import", rt_07)
    assert status == 0
    assert counted(told) == COUNTS
    assert "batch" not in told
    twice = next(each for each in told["problems"] if each["code"] == "import.twice")
    assert (twice["row"], twice["result"], twice["field"], twice["level"]) == (
        FIRST_ROW + 2, "refused", "nik", "stop",
    )  # fmt: skip
    assert f"baris {FIRST_ROW}" in twice["sentence"]
    assert payung("search", "siti")[1]["count"] == 0


def test_no_problem_holds_anything_of_a_person(payung, rt_07):
    told = json.dumps(payung("import", rt_07)[1]["problems"], ensure_ascii=False)
    assert not any(each in told for each in ("SITI", "BUDI", "64728", "1985"))


def test_a_committed_list_is_a_batch_with_counts_before_and_after(payung, rt_07):
    status, told = payung("import", rt_07, "--commit")
    assert status == 0
    assert counted(told) == COUNTS
    assert told["batch"] | {"id": ""} == {
        "id": "", "name": "RT 07", "rows": 4, "done": 4, "registered": 1, "drafts": 1,
        "left_out": 2,
    }  # fmt: skip
    assert told["before"] == {"registered": 0, "drafts": 0}
    assert told["after"] == {"registered": 1, "drafts": 1}
    assert payung("search", "siti")[1]["count"] == 1


def test_the_same_list_once_more_changes_nothing_and_says_that_it_was_there(payung, rt_07):
    payung("import", rt_07, "--commit")
    status, told = payung("import", rt_07, "--commit")
    assert (status, told["same"], told["earlier"]) == (0, 2, "RT 07")
    assert "batch" not in told


def test_a_list_of_which_nothing_can_be_taken_is_refused(payung, tmp_path, draft, reference):
    nobody = write_csv(tmp_path / "x.csv", [line(1, draft(name="", nik=""), reference)])
    status, told = payung("import", nobody, "--commit")
    assert (status, told["refused"]) == (1, 1)


def test_a_person_reads_the_rows_that_need_a_look(folder, rt_07, monkeypatch, capsys):
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)
    assert run(["--data", str(folder), "import", str(rt_07), "--commit"]) == 0
    said = capsys.readouterr().out
    assert "4 baris: baru 1, berubah 0, sama 0, perlu diperiksa 1, ditolak 2" in said
    assert f"Baris {FIRST_ROW + 1}  Perlu diperiksa" in said
    assert "Daftar RT 07 masuk: 1 terdaftar, 1 draf, 2 tidak masuk." in said


def test_the_copy_with_reasons_is_written_beside(payung, rt_07, tmp_path):
    assert payung("import", rt_07, "--copy", tmp_path / "salinan.xlsx")[0] == 0
    assert (tmp_path / "salinan.xlsx").stat().st_size > 1000


def test_a_kept_mapping_is_used_by_its_name(open_office, payung, tmp_path):
    titles = ["Urutan", "Nomor penduduk", "Orangnya"]
    path = write_csv(tmp_path / "a.csv", [["1", "6472814107900001", "SITI"]], titles)
    session = open_office()
    lists = ImportList(session)
    opened = lists.open(path)
    opened = lists.with_header(opened, opened.sheets[0], 3)
    opened = lists.with_target(lists.with_target(opened, 1, "nik"), 2, "name")
    lists.keep_profile(opened, "Formulir RT")
    session.close()
    assert payung("import", path, "--profile", "Formulir RT")[1]["warned"] == 1
    status, told = payung("import", path, "--profile", "Lain")
    assert (status, told["error"]) == (1, "import.profile_unknown")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 1, "sheets.empty"),
        (b"%PDF-1.7\n\x00\x01", 1, "sheets.foreign"),
        (b"PK\x03\x04 cut off", 1, "sheets.truncated"),
        (b"<html><table></table></html>", 1, "sheets.web_page"),
        (b"a;b;c\n1;2;3\n", 1, "import.no_header"),
        (None, 3, "sheets.missing"),
    ],
)
def test_a_bad_file_gives_one_sentence_and_a_fitting_status(
    payung, tmp_path, content, status, code
):
    path = tmp_path / "daftar.xlsx"
    if content is not None:
        path.write_bytes(content)
    said, told = payung("import", path)
    assert (said, told["error"]) == (status, code)
    assert len(told["problems"]) == 1


def test_a_copy_that_cannot_be_written_fails_and_takes_nothing_in(payung, rt_07, tmp_path):
    status, told = payung("import", rt_07, "--commit", "--copy", tmp_path / "no" / "x.xlsx")
    assert (status, told["error"]) == (3, "sheets.not_written")
    assert payung("search", "siti")[1]["count"] == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no signal to itself")
def test_ctrl_c_ends_between_two_pieces_and_says_how_far_it_came(
    payung, rt_07, monkeypatch, tmp_path, draft, reference
):
    monkeypatch.setattr(commit, "PIECE", 1)
    load = commit.bulk.load

    def pressed(*args, **kwargs):
        signal.raise_signal(signal.SIGINT)
        return load(*args, **kwargs)

    monkeypatch.setattr(commit.bulk, "load", pressed)
    people = [draft(), replace(draft(), **BUDI)]
    rows = [line(number, each, reference) for number, each in enumerate(people, 1)]
    path = write_csv(tmp_path / "dua.csv", rows)
    status, told = payung("import", path, "--commit")
    assert (status, told["batch"]["done"], told["batch"]["registered"]) == (3, 1, 1)
    monkeypatch.setattr(commit.bulk, "load", load)
    status, told = payung("import", path, "--commit")
    assert (status, told["batch"]["done"], told["batch"]["registered"]) == (0, 2, 2)
    assert threading.current_thread() is threading.main_thread()
