"""The commands of an office: what each tells as JSON, and its exit status."""

import inspect
import json
import os
import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.disks import fill
from tests.office import ADMIN, LEMPAKE, PASSWORD, SITI

from app import __version__
from app.cli import commands, run
from app.cli.answers import Answer
from app.service.register import Register
from app.service.session import Session
from app.wording.sentences import ALL

SRC = Path(__file__).parents[2] / "src"
DONE, REFUSED, USAGE, FAILED, LOCKED = range(5)


@pytest.fixture
def payung(tmp_path, monkeypatch, capsys):
    """Run a command; its exit status and the one JSON object that it told."""
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)
    monkeypatch.setenv("PAYUNG_DATA", os.fspath(tmp_path / "data"))

    def payung(*words):
        status = run(["--json", *map(str, words)])
        out, err = capsys.readouterr()
        assert err == ""
        assert out.count("\n") == 1
        return status, json.loads(out)

    return payung


@pytest.fixture
def said(payung, capsys):
    """Run a command as a person does; its exit status, and what stands on out and err."""

    def said(*words):
        status = run([*map(str, words)])
        return status, *capsys.readouterr()

    return said


@pytest.fixture
def paper(tmp_path):
    """Write a registration down as a file for the command."""

    def write(**typed):
        file = tmp_path / "siti.json"
        file.write_text(json.dumps(SITI.to_plain() | typed), encoding="utf-8")
        return file

    return write


def code_of(answer):
    status, told = answer
    assert told["error"] == told["problems"][0]["code"]
    assert {"code", "field", "level", "sentence"} == set(told["problems"][0])
    assert told["problems"][0]["sentence"]
    return status, told["error"]


# -- an office from nothing


def test_a_desk_is_made_and_can_be_worked_at(payung, paper):
    status, told = payung("init", "desk", "--office", LEMPAKE, "--station", "1")
    assert status == DONE
    assert (told["office"], told["operator"]) == ("6472051003", "admin")
    assert len(told["fingerprint"].split()) == 5
    assert told["recovery_code"]
    status, told = payung("register", paper())
    assert (status, told["revision"]) == (DONE, 1)
    number = told["number"]
    assert payung("search", "hayati")[1]["results"][0]["number"] == number
    assert payung("check") == (DONE, {"ok": True, "problems": []})


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--office", "64.72.05.9999"), "office.unknown"),
        (("--office", LEMPAKE, "--station", "0"), "station.number"),
        (("--office", LEMPAKE, "--operator", " "), "operator.name_missing"),
    ],
)
def test_what_cannot_be_an_office_is_refused(payung, tmp_path, words, code):
    assert code_of(payung("init", "desk", *words)) == (REFUSED, code)
    assert code_of(payung("search", "x")) == (FAILED, "setup.missing")


def test_an_office_is_not_made_twice(payung, folder):
    assert code_of(payung("init", "desk", "--office", LEMPAKE)) == (REFUSED, "setup.exists")


def test_a_demonstration_prints_its_login(payung, tmp_path):
    status, told = payung("demo", "--people", "5", "--data", tmp_path / "demo")
    assert status == DONE
    assert told == {
        "operator": "demo",
        "password": "payung-demo",
        "accounts": [
            {"operator": "demo", "password": "payung-demo", "role": "administrator"},
            {"operator": "lurah", "password": "payung-lurah", "role": "approver"},
        ],
        "people": 5,
        "data": os.fspath(tmp_path / "demo"),
    }
    assert payung("demo", "--people", "9", "--data", tmp_path / "demo")[1]["people"] == 0


def test_the_lurah_of_a_demonstration_approves_what_its_clerk_made(payung, tmp_path, monkeypatch):
    data = ("--data", tmp_path / "demo")
    assert payung("demo", "--people", "3", *data)[0] == DONE
    monkeypatch.setenv("PAYUNG_PASSWORD", "payung-demo")
    assert payung(*data, "search", "a")[0] == DONE  # no name: the first account is meant
    monkeypatch.setenv("PAYUNG_PASSWORD", "payung-lurah")
    lurah = payung(*data, "--operator", "lurah", "approve", "--all")
    assert lurah == (DONE, {"approved": 3, "refused": []})


@pytest.mark.parametrize("people", ["-1", "1000001"])
def test_so_many_are_not_made_up(payung, tmp_path, people):
    answer = payung("demo", "--people", people, "--data", tmp_path / "demo")
    assert code_of(answer) == (REFUSED, "demo.people")


def test_nobody_is_made_up_in_a_real_office(payung, folder):
    assert code_of(payung("demo")) == (REFUSED, "demo.real_office")


# -- registering and finding


def test_a_registration_is_corrected_by_its_number(payung, folder, paper):
    number = payung("register", paper())[1]["number"]
    status, told = payung("register", paper(rt="012"), "--correct", number.lower())
    assert (status, told["number"], told["revision"]) == (DONE, number, 2)
    again = payung("register", paper(rt="012"), "--correct", number)
    assert code_of(again) == (REFUSED, "revision.same")


def test_the_example_of_the_readme_is_registered_as_it_stands(payung, folder, tmp_path):
    text = (SRC.parent / "README.md").read_text("utf-8")
    file = tmp_path / "contoh.json"
    file.write_text(text.partition("```json\n")[2].partition("```")[0], encoding="utf-8")
    status, told = payung("register", file)
    assert (status, told["revision"]) == (DONE, 1)
    assert {each["level"] for each in told["problems"]} <= {"note"}


def test_each_line_says_which_field_it_is_about(said, folder, paper):
    status, out, err = said("register", paper(rt="", heirs=[{"name": "HERMAN"}]))
    assert (status, err) == (REFUSED, "")
    empty = ALL["field.missing"]
    assert f"RT: {empty}" in out.splitlines()
    assert f"Ahli waris 1: Hubungan: {empty}" in out.splitlines()


@pytest.mark.parametrize("name", ["telepon", "2026-99-99"])
def test_a_member_that_nobody_knows_is_named(payung, folder, paper, name):
    heirs = [heir | {"hubungan": "suami"} for heir in SITI.to_plain()["heirs"]]
    status, told = payung("register", paper(heirs=heirs, **{name: "0812"}))
    assert status == DONE
    strange = [each for each in told["problems"] if each["code"] == "file.unknown_field"]
    assert [each["level"] for each in strange] == ["note", "note"]
    assert all(any(word in each["sentence"] for each in strange) for word in (name, "hubungan"))


def test_books_that_do_not_open_are_not_ok(payung, folder):
    (folder / "books.db").write_bytes(b"no books at all" * 1000)
    status, told = payung("check")
    assert (status, told["ok"]) == (FAILED, False)
    assert told["problems"]


def test_a_desk_without_its_kelurahan_is_told_what_is_missing(payung):
    assert code_of(payung("init", "desk")) == (USAGE, "office.missing")


def test_help_is_indonesian(said):
    status, out, _ = said("init", "--help")
    assert status == DONE
    assert "positional" not in out
    assert "options" not in out


def test_what_was_overridden_is_told_with_the_registration(payung, folder, paper):
    reasons = {"nik.birth_date": "KTP lama, akta 2 Juli"}
    status, told = payung("register", paper(birth_date="02-07-1990", reasons=reasons))
    assert status == DONE
    warned = [problem["code"] for problem in told["problems"] if problem["level"] == "warn"]
    assert warned == ["nik.birth_date"]
    assert {problem["level"] for problem in told["problems"]} == {"warn", "note"}


def test_every_problem_of_a_registration_is_told_at_once(payung, folder, paper):
    status, told = payung("register", paper(nik="123", phone="12", name=""))
    assert status == REFUSED
    fields = {problem["field"] for problem in told["problems"]}
    assert {"nik", "phone", "name"} <= fields
    assert all(problem["sentence"] for problem in told["problems"])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("6472051003-1-000009-X", "number.check"),
        ("nomor", "number.shape"),
        ("6472051003-1-000009-3", "registration.unknown"),
    ],
)
def test_a_number_that_is_not_here_corrects_nobody(payung, folder, paper, number, code):
    if code == "registration.unknown":
        from app.domain.number import RegistrationNumber

        number = RegistrationNumber.of("6472051003", 1, 0, 9).text
    assert code_of(payung("register", paper(), "--correct", number)) == (REFUSED, code)


def test_the_same_nik_is_refused_with_status_1(payung, folder, paper):
    payung("register", paper())
    again = payung("register", paper(name="ORANG LAIN", mother_name="LAIN"))
    assert code_of(again) == (REFUSED, "nik.taken")


BAD_FILES = [
    (b"", "file.not_json"),
    (b"\0\0\0", "file.not_json"),
    (b"{", "file.not_json"),
    (b'{"name": "SITI', "file.not_json"),
    (b'{"name": "S\xe9TI"}', "file.not_json"),
    (b'{"a": 1} {"b": 2}', "file.not_json"),
    (b"[" * 100_000, "file.not_json"),
    (b'{"a": ' * 5000 + b"1" + b"}" * 5000, "file.not_json"),
    (b'{"nik": ' + b"9" * 5000 + b"}", "file.not_json"),
    (b'{"name": "' + b"A" * (1 << 20) + b'"}', "file.too_large"),
    (b'{"name": "' + b"A" * 1001 + b'"}', "file.not_registration"),
    (b"[]", "file.not_registration"),
    (b"7", "file.not_registration"),
    (b"null", "file.not_registration"),
    (b'{"name": null}', "file.not_registration"),
    (b'{"income": 1.5}', "file.not_registration"),
    (b'{"income": NaN}', "file.not_registration"),
    (b'{"name": {"first": "SITI"}}', "file.not_registration"),
    (b'{"heirs": {"name": "HERMAN"}}', "file.not_registration"),
    (b'{"heirs": ["HERMAN"]}', "file.not_registration"),
    (b'{"heirs": [{"name": ["HERMAN"]}]}', "file.not_registration"),
    (b'{"heirs": [' + b",".join([b"{}"] * 51) + b"]}", "file.not_registration"),
    (b'{"reasons": ["nik.date"]}', "file.not_registration"),
    (b'{"reasons": {"nik.date": 1.5}}', "file.not_registration"),
    (b"PK\x03\x04" + bytes(500), "file.not_json"),
]


@pytest.fixture
def desk_of(payung, folder):
    return payung


def test_a_file_that_is_no_registration_is_told_in_one_sentence(desk_of, tmp_path):
    file = tmp_path / "bad.json"
    for content, code in BAD_FILES:
        file.write_bytes(content)
        assert code_of(desk_of("register", file)) == (REFUSED, code), content[:40]


def test_a_file_that_cannot_be_read_is_told_with_status_3(desk_of, tmp_path):
    for file in (tmp_path, tmp_path / "none.json", tmp_path / ("n" * 300), f"{__file__}/x"):
        assert code_of(desk_of("register", file)) == (FAILED, "file.unreadable")


@pytest.mark.skipif(os.name == "nt", reason="there is no such device")
def test_a_device_without_end_is_read_no_further_than_allowed(desk_of):
    assert code_of(desk_of("register", "/dev/zero")) == (REFUSED, "file.too_large")


def test_a_file_with_a_mark_at_its_start_and_numbers_as_numbers_is_read(payung, folder, paper):
    file = paper(nik=6472814107900001, income=1400000, unknown="of a newer program")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert payung("register", file)[0] == DONE


def test_searching_tells_masked_lines_and_how_many(payung, folder, paper):
    number = payung("register", paper())[1]["number"]
    status, told = payung("search", "siti", "nor")
    assert status == DONE
    (line,) = told["results"]
    assert told["count"] == 1
    assert set(line) == {
        "registration_id",
        "number",
        "name",
        "nik",
        "birth_date",
        "kelurahan",
        "rt",
        "state",
    }
    assert (line["number"], line["nik"]) == (number, "6472••••••••0001")
    assert payung("search", "nobody") == (DONE, {"results": [], "count": 0})
    assert payung("search", "--", '"--json', "*")[0] == DONE


def test_books_that_are_not_whole_end_a_check_with_status_3(payung, folder, session):
    with session.books.transaction() as unit:
        run_ = unit.connection.exec_driver_sql
        run_("DROP TRIGGER audit_is_final")
        run_("UPDATE audit SET act = 'x'")
    session.close()
    status, told = payung("check")
    assert (status, told["ok"]) == (FAILED, False)
    assert [problem["code"] for problem in told["problems"]] == ["check.audit"]


# -- who may


def test_only_the_right_password_opens(payung, folder, monkeypatch):
    monkeypatch.setenv("PAYUNG_PASSWORD", "salah-sekali")
    assert code_of(payung("search", "x")) == (LOCKED, "unlock.wrong")


def test_without_a_password_nothing_opens(payung, folder, monkeypatch):
    monkeypatch.delenv("PAYUNG_PASSWORD")
    assert code_of(payung("search", "x")) == (LOCKED, "unlock.password_missing")
    monkeypatch.setattr(sys, "stdin", None)  # a program without a console
    assert code_of(payung("search", "x")) == (LOCKED, "unlock.password_missing")


def test_somebody_nobody_knows_is_not_let_in(payung, folder):
    assert code_of(payung("search", "x", "--operator", "lain")) == (LOCKED, "unlock.wrong")


def test_accounts_are_made_listed_and_taken_away(payung, folder, monkeypatch):
    monkeypatch.setenv("PAYUNG_NEW_PASSWORD", "sandi-ani-1")
    status, told = payung("operator", "add", "ani", "--role", "clerk")
    assert status == DONE
    assert [(each["name"], each["role"]) for each in told["operators"]] == [
        (ADMIN, "administrator"),
        ("ani", "clerk"),
    ]
    assert code_of(payung("search", "x")) == (LOCKED, "unlock.operator")
    assert payung("--operator", ADMIN, "operator", "list")[1] == told
    monkeypatch.setenv("PAYUNG_PASSWORD", "sandi-ani-1")
    assert payung("search", "x", "--operator", "ani")[0] == DONE
    for deed in (("add", "budi"), ("remove", "admin")):
        answer = payung("operator", *deed, "--operator", "ani")
        assert code_of(answer) == (LOCKED, "right.administrator")
    monkeypatch.setenv("PAYUNG_PASSWORD", PASSWORD)
    status, told = payung("operator", "remove", "ANI", "--operator", ADMIN)
    assert (status, len(told["operators"])) == (DONE, 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("add", "ani", "--role", "king"), "operator.role"),
        (("add", "Admin"), "operator.name_taken"),
        (("add", "\udcff"), "operator.name_shape"),
        (("add", "n" * 61), "operator.name_long"),
        (("remove", "lain"), "operator.unknown"),
        (("remove", ADMIN), "operator.last_administrator"),
    ],
)
def test_an_account_that_cannot_be_is_refused(payung, folder, monkeypatch, words, code):
    monkeypatch.setenv("PAYUNG_NEW_PASSWORD", "sandi-ani-1")
    assert code_of(payung("operator", *words)) == (REFUSED, code)


def test_where_nobody_gives_a_first_password_one_is_made_and_told_once(payung, folder, monkeypatch):
    status, told = payung("operator", "add", "ani", "--role", "petugas")
    assert (status, told["operators"][-1]["role"]) == (DONE, "clerk")
    assert "password" not in payung("--operator", ADMIN, "operator", "list")[1]
    monkeypatch.setenv("PAYUNG_PASSWORD", told["password"])
    assert payung("search", "x", "--operator", "ani")[0] == DONE


def test_a_password_too_short_is_refused(payung, folder, monkeypatch):
    monkeypatch.setenv("PAYUNG_NEW_PASSWORD", "123")
    assert code_of(payung("operator", "add", "ani")) == (REFUSED, "password.short")


# -- the world


def test_books_open_in_a_window_are_not_opened_by_a_command(payung, session):
    assert code_of(payung("search", "x")) == (FAILED, "store.open_elsewhere")


@pytest.mark.parametrize(
    ("file", "content", "code"),
    [
        ("books.db", None, "store.missing"),
        ("books.db", b"", "store.damaged"),
        ("books.db", b"x" * 9000, "store.locked_key"),
        ("slots.json", None, "keys.missing"),
        ("slots.json", b"", "keys.damaged"),
        ("slots.json", b"{}", "keys.damaged"),
        ("station.json", None, "keys.missing"),
        ("station.json", b"[]", "keys.damaged"),
    ],
)
def test_an_office_with_a_bad_file_is_told(payung, folder, file, content, code):
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    assert code_of(payung("search", "x")) == (FAILED, code)


def test_truncated_books_are_told(payung, folder):
    whole = (folder / "books.db").read_bytes()
    (folder / "books.db").write_bytes(whole[: len(whole) // 2])
    assert code_of(payung("search", "x")) == (FAILED, "store.damaged")


def test_books_of_a_newer_program_are_refused(payung, folder, session):
    with session.books.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    session.close()
    assert code_of(payung("search", "x")) == (REFUSED, "store.newer")


def test_a_full_disk_is_told_and_nothing_is_half_kept(
    payung, folder, paper, small_disk, monkeypatch
):
    assert payung("init", "desk", "--office", LEMPAKE, "--data", small_disk / "d")[0] == DONE
    room = fill(small_disk)
    answer = payung("register", paper(), "--data", small_disk / "d")
    assert code_of(answer) == (FAILED, "store.disk_full")
    room.unlink()
    assert payung("register", paper(), "--data", small_disk / "d")[1]["revision"] == 1


def test_a_folder_that_cannot_be_written_is_told(payung, tmp_path, small_disk, read_only_disk):
    read_only_disk()
    answer = payung("init", "desk", "--office", LEMPAKE, "--data", small_disk / "d")
    assert code_of(answer) == (FAILED, "store.read_only")
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        answer = payung("init", "desk", "--office", LEMPAKE, "--data", folder)
        assert code_of(answer) == (FAILED, "store.read_only")
        assert code_of(payung("search", "x", "--data", folder)) == (FAILED, "setup.missing")


def test_what_nobody_foresaw_is_logged_and_still_one_answer(payung, folder, monkeypatch, caplog):
    def fail(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr(Register, "__call__", fail)
    monkeypatch.setattr("app.service.people.People.ids", fail)
    assert code_of(payung("search", "x")) == (FAILED, "command.failed")
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]
    caplog.clear()


@pytest.mark.parametrize(
    ("stop", "code"), [(KeyboardInterrupt, "interrupted"), (EOFError, "cancelled")]
)
def test_a_command_that_is_stopped_says_so(payung, folder, monkeypatch, stop, code):
    def give_up(*_):
        raise stop

    monkeypatch.setattr("app.service.people.People.ids", give_up)
    assert code_of(payung("search", "x")) == (FAILED, code)


# -- the words


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("register",),
        ("search",),
        ("init",),
        ("init", "province"),
        ("init", "desk", "--office"),
        ("init", "desk", "--office", LEMPAKE, "--station", "satu"),
        ("demo", "--people", "banyak"),
        ("demo", "--peo", "3"),
        ("operator",),
        ("operator", "dance"),
        ("search", "x", "--nonsense"),
        ("check", "now"),
        ("--data",),
    ],
)
def test_wrong_words_are_status_2_and_one_json_object(payung, words):
    assert code_of(payung(*words)) == (USAGE, "usage")


def test_an_abbreviated_option_is_no_option(said):
    status, out, err = said("--js", "search", "x")
    assert (status, out) == (USAGE, "")
    assert err.startswith("Pemakaian:")


@pytest.mark.parametrize("words", [(), ("init",), ("operator",), ("operator", "add"), ("cards",)])
def test_help_is_told_also_as_json(payung, said, words):
    status, told = payung(*words, "-h")
    assert status == DONE
    assert told["help"].startswith("Pemakaian:")
    assert said(*words, "--help") == (DONE, told["help"] + "\n", "")


def test_the_version_is_told(payung, said):
    assert payung("--version") == (DONE, {"version": __version__})
    assert said("--version") == (DONE, f"Payung {__version__}\n", "")


def test_a_person_reads_sentences_and_trouble_on_its_own_channel(said, folder, paper, monkeypatch):
    status, out, err = said("register", paper())
    assert (status, err) == (DONE, "")
    assert out.startswith("Tersimpan: 6472051003-1-000001-")
    status, out, err = said("register", paper())
    assert (status, err) == (REFUSED, "")
    assert out == ALL["nik.taken"].format(number="6472051003-1-000001-P") + "\n" or "NIK" in out
    monkeypatch.setenv("PAYUNG_PASSWORD", "salah-sekali")
    assert said("check") == (LOCKED, "", ALL["unlock.wrong"] + "\n")


def test_the_folder_may_be_named_before_the_command_after_it_or_by_the_environment(
    payung, folder, tmp_path, monkeypatch
):
    assert payung("search", "x")[0] == DONE  # PAYUNG_DATA
    assert payung("--data", tmp_path / "other", "search", "x")[1]["error"] == "setup.missing"
    monkeypatch.delenv("PAYUNG_DATA")
    assert payung("--data", folder, "search", "x")[0] == DONE
    assert payung("search", "x", "--data", folder)[0] == DONE
    assert payung("operator", "list", "--data", folder, "--operator", ADMIN)[0] == DONE
    # the user's own folder, where nothing is yet
    assert payung("search", "x")[1]["error"] == "setup.missing"


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            ("--json", "--data", "--operator", "--correct", "--role", "--office", "--", "-h", "add")
        ),
        st.text(max_size=8),
    ),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    command=st.sampled_from(("init", "operator", "register", "search", "check", "verify-card")),
    words=WORDS,
)
def test_no_words_ever_end_in_a_traceback(payung, tmp_path, monkeypatch, command, words):
    monkeypatch.chdir(tmp_path)
    status, told = payung(command, *words)
    assert status in range(5)
    assert told.get("error") != "command.failed"


def test_every_command_that_is_offered_leads_to_what_it_does(payung):
    offered = re.findall(r"^ {4}([a-z-]+) ", payung("-h")[1]["help"], re.MULTILINE)
    assert sorted(offered) == sorted([*commands.IN_OFFICE, *commands.BY_ITSELF])
    for command in commands.IN_OFFICE:  # found by its name, so no tool would miss it
        asked = inspect.signature(commands.deed(command), eval_str=True)
        assert [each.annotation for each in asked.parameters.values()] == [Namespace, Session]
        assert asked.return_annotation is Answer


# -- the real program


def program(*words, env=None, **how):
    environment = {**os.environ, "PYTHONPATH": os.fspath(SRC), "PAYUNG_PASSWORD": PASSWORD}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "app", *map(str, words)],
        env=environment | (env or {}),
        check=False,
        **({"capture_output": True} | how),
    )


def test_the_program_ends_with_the_status_of_the_command(folder, tmp_path):
    for words, env, status in (
        (("search", "x"), {}, DONE),
        (("register", tmp_path / "none"), {}, FAILED),
        (("operator", "add", b"\xff".decode("utf-8", "surrogateescape")), {}, REFUSED),
        (("search", "x"), {"PAYUNG_PASSWORD": "salah-sekali"}, LOCKED),
        (("search",), {}, USAGE),
    ):
        ended = program("--json", "--data", folder, *words, env=env)
        assert (ended.returncode, ended.stderr) == (status, b"")
        assert isinstance(json.loads(ended.stdout), dict)


def test_a_command_loads_no_window(folder):
    code = (
        "import sys; from app.cli import run;"
        "status = run(['--json', 'search', 'x']);"
        "assert not [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))];"
        "sys.exit(status)"
    )
    env = {"PYTHONPATH": os.fspath(SRC), "PAYUNG_PASSWORD": PASSWORD}
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        env={**os.environ, **env, "PAYUNG_DATA": os.fspath(folder)},
        check=False,
        capture_output=True,
    )
    assert (ended.returncode, ended.stderr) == (DONE, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_nobody_listening_is_status_3_and_no_complaint(folder):
    read, write = os.pipe()
    os.close(read)
    for out in (write, os.open("/dev/full", os.O_WRONLY)):
        ended = program(
            "--data", folder, "search", "x", capture_output=False, stdout=out, stderr=-1
        )
        os.close(out)
        assert (ended.returncode, ended.stderr) == (FAILED, b"")


CITYS = {
    "decide": ("--all", "accepted"),
    "settle": ("1+2", "same"),
    "move": ("1", "--to", "64.72.05.1004/1", "--reason", "pindah"),
    "decree": ("--number", "SK 1", "--on", "01-11-2026"),
    "pay": ("--first", "2026-11", "--proof", "SP2D"),
    "insurer": ("out", "--to", "x.xlsx"),
    "report": ("--out", "x.pdf"),
    "elsewhere": ("list",),
    "checks": ("x.csv", "--profile", "dukcapil"),
}


def test_what_only_a_city_does_is_told_so_at_a_desk(payung, folder):
    assert CITYS.keys() < commands.OF_THE_CITY.keys()
    for command in commands.OF_THE_CITY:
        answer = payung("--data", folder, command, *CITYS.get(command, ()))
        assert code_of(answer) == (REFUSED, "exchange.city_only"), command
