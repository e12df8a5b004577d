"""The dry run of a list: a result for every row, and why."""

import os
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import pytest
from tests.rt_list import FIRST_ROW

from app.domain.nik import neighbours
from app.domain.refusal import Level, Refusal
from app.service.drafts import Drafts
from app.service.lists import Result, examined, likeness
from app.service.lists.likeness import slips
from app.service.register import Register
from app.sheets.failure import SheetsFailure


def _die(*_):
    os._exit(1)


def results(checked):
    return [each.result for each in checked.rows]


def why(checked, place=0):
    return {(each.code, each.field) for each in checked.rows[place].problems}


def hard(checked, place=0):
    return {each.code for each in checked.rows[place].problems if each.level is not Level.NOTE}


def test_people_whom_the_rules_accept_are_new(check, people):
    checked = check(people)
    assert results(checked) == [Result.NEW] * 3
    assert [each.number for each in checked.rows] == [FIRST_ROW, FIRST_ROW + 1, FIRST_ROW + 2]
    assert checked.rows[0].name == "SITI NORHAYATI"
    assert checked.rows[0].nik_masked == "6472••••••••0001"


def test_a_dry_run_writes_nothing(check, people, books):
    before = books.acts()
    check(people)
    assert (books.registered(), books.drafts(), books.acts()) == ({}, {}, before)


def test_a_row_with_problems_is_warned_and_says_every_one_of_them(check, incomplete):
    checked = check([incomplete])
    assert results(checked) == [Result.WARNED]
    assert {("date.impossible", "birth_date"), ("field.missing", "not_ill")} <= why(checked)


def test_what_excel_did_to_a_nik_is_named_and_never_registered(check, people):
    checked = check([replace(people[0], nik="6,47281E+15")])
    assert results(checked) == [Result.WARNED]
    assert "cell.scientific" in hard(checked)
    # what is wrong with the field is said once: it is not missing as well
    assert ("field.missing", "nik") not in why(checked)


def test_a_row_that_cannot_be_anybody_is_refused(check, people):
    nobody = replace(people[0], name="", nik="")
    checked = check([people[1], nobody])
    assert results(checked) == [Result.NEW, Result.REFUSED]
    assert why(checked, 1) == {("import.nobody", "")}


@pytest.mark.parametrize("missing", ["name", "nik"])
def test_a_row_with_a_name_or_a_nik_is_somebody(check, people, missing):
    assert results(check([replace(people[0], **{missing: ""})])) == [Result.WARNED]


def test_of_one_nik_in_the_list_the_first_row_is_taken_and_the_later_say_which(check, people):
    other = replace(people[1], nik=people[0].nik)
    checked = check([people[0], other, people[2], people[0]])
    assert results(checked) == [Result.NEW, Result.REFUSED, Result.NEW, Result.REFUSED]
    for place in (1, 3):
        (problem,) = checked.rows[place].problems
        assert (problem.code, problem.field) == ("import.twice", "nik")
        assert dict(problem.facts) == {"row": FIRST_ROW}


def test_two_rows_that_are_the_same_without_a_nik_are_one(check, people):
    unknown = replace(people[0], nik="")
    checked = check([unknown, unknown])
    assert results(checked) == [Result.WARNED, Result.REFUSED]
    assert why(checked, 1) == {("import.row_twice", "")}


def test_somebody_registered_is_the_same_however_the_list_writes_it(session, check, people):
    Register(session)(people[0])
    written = replace(people[0], name="siti  norhayati", address="jl poros lempake gg mawar no 14")
    checked = check([written])
    assert results(checked) == [Result.SAME]
    assert why(checked) == {("import.same", "")}


def test_an_empty_or_unreadable_cell_says_nothing_against_the_register(session, check, people):
    Register(session)(people[0])
    silent = replace(people[0], address="", phone="-", income="", birth_date="99-99-1990", heirs=())
    assert results(check([silent])) == [Result.SAME]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"address": "Jl. Baru No. 1"}, "address"),
        ({"income": "2500000"}, "income"),
        ({"still_working": "no"}, "still_working"),
        ({"mother_name": "MASITOH"}, "mother_name"),
    ],
)
def test_other_values_for_somebody_registered_are_a_change_in_that_field(
    session, check, people, said, field
):
    Register(session)(people[0])
    checked = check([replace(people[0], **said)])
    assert results(checked) == [Result.CHANGED]
    assert why(checked) == {("import.changed", field)}


def test_a_changed_or_further_member_of_the_family_is_a_change(session, check, people):
    Register(session)(people[0])
    (husband,) = people[0].heirs
    older = replace(husband, birth_date="05-07-1980")
    child = replace(husband, name="AISYAH", relation="child", birth_date="01-02-2015", sex="female")
    assert why(check([replace(people[0], heirs=(older,))])) == {
        ("import.changed", "heirs.0.birth_date")
    }
    assert why(check([replace(people[0], heirs=(husband, child))])) == {("import.changed", "heirs")}


def test_two_of_a_family_with_one_name_are_told_apart(session, check, people):
    (husband,) = people[0].heirs
    children = tuple(
        replace(
            husband, name="AISYAH", relation="child", birth_date=born, sex="female", claimant=""
        )
        for born in ("01-02-2015", "03-04-2017")
    )
    family = replace(people[0], heirs=(husband, *children))
    Register(session)(family)
    assert results(check([family])) == [Result.SAME]


def test_a_nik_that_belongs_to_somebody_else_comes_in_for_a_clerk_to_look(session, check, people):
    number = Register(session)(people[0]).number
    checked = check([replace(people[1], nik=people[0].nik)])
    assert results(checked) == [Result.WARNED]
    found = next(each for each in checked.rows[0].problems if each.code == "import.nik_of_another")
    assert (found.level, found.field, dict(found.facts)) == (Level.STOP, "nik", {"number": number})


def test_somebody_very_like_a_registered_person_is_warned_about(session, check, people):
    number = Register(session)(people[0]).number
    checked = check([replace(people[0], nik="6472814107900007")])
    assert results(checked) == [Result.WARNED]
    found = next(each for each in checked.rows[0].problems if each.code == "import.alike")
    assert dict(found.facts) == {"number": number}


def test_somebody_very_like_a_row_above_is_warned_about(check, people):
    checked = check([people[0], people[1], replace(people[0], nik="6472814107900007")])
    assert results(checked) == [Result.NEW, Result.NEW, Result.WARNED]
    found = next(each for each in checked.rows[2].problems if each.code == "import.alike_above")
    assert dict(found.facts) == {"row": FIRST_ROW}


def test_somebody_registered_without_a_nik_is_known_again_by_all_that_is_said(
    session, check, people
):
    without = replace(people[0], nik="", nik_status="none_yet")
    Register(session)(without)
    row = replace(without, nik="belum ada", nik_status="")
    assert results(check([row])) == [Result.SAME]
    assert results(check([replace(row, address="Jl. Lain")])) == [Result.WARNED]


def test_a_slip_of_the_finger_means_here_what_it_means_while_typing():
    for nik in ("6472814107900001", "0000000000000010", "9999999999999999"):
        assert {f"{number:016}" for number in slips(nik)} == neighbours(nik)


def test_a_draft_that_is_there_is_not_doubled(session, check, people):
    drafts = Drafts(session)
    drafts.keep(drafts.open(), replace(people[0], rw="000"), "name")
    checked = check([people[0]])
    assert results(checked) == [Result.WARNED]
    assert "import.draft_beside" in hard(checked)


def test_the_counts_are_those_of_the_rows_and_say_what_the_books_will_hold(
    session, check, people, incomplete
):
    Register(session)(people[2])
    checked = check([people[0], incomplete, people[2], replace(people[0], name="LAIN")])
    assert checked.counts == {
        Result.NEW: 1, Result.CHANGED: 0, Result.SAME: 1, Result.WARNED: 1, Result.REFUSED: 1,
    }  # fmt: skip
    assert (checked.before.registered, checked.before.drafts) == (1, 0)
    assert (checked.after.registered, checked.after.drafts) == (2, 1)


def test_rows_below_the_header_that_are_nobody_are_counted_beside(check, people):
    total = ["", "Jumlah", "1"]
    checked = check([people[0], [""] * 5, total])
    assert len(checked.rows) == 1
    assert checked.beside == {"continued": 0, "headings": 0, "footers": 1, "empty": 1}


def test_a_list_without_a_single_person_is_refused(check):
    with pytest.raises(Refusal) as refusal:
        check([])
    assert [each.code for each in refusal.value.problems] == ["import.no_rows"]


def test_reasons_are_counted_by_rows_the_most_frequent_first(check, people):
    rows = [replace(each, not_ill="") for each in people] + [replace(people[0], nik="1", name="X")]
    (first, *_) = check(rows).reasons()
    assert first == ("field.missing", "not_ill", 3)


def test_a_cancelled_check_comes_to_nothing(lists, write, people):
    assert lists.check(lists.open(write(people)), cancelled=lambda: True) is None


def test_a_check_tells_how_far_it_is(lists, write, people):
    told = []
    lists.check(lists.open(write(people)), progress=lambda *counts: told.append(counts))
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)


def told(checked):
    return [(each.number, each.result, each.problems, each.registration) for each in checked.rows]


@pytest.fixture
def mixed(people, draft):
    """Somebody new, somebody to finish, somebody who cannot be, and one twice."""
    return [*people, draft(nik="1"), draft(nik="", name=""), people[0]]


@pytest.fixture
def in_two_processes(monkeypatch):
    monkeypatch.setattr(examined, "MANY", 1)
    monkeypatch.setattr(examined, "CHUNK", 1)


def test_two_processes_find_what_one_does(check, mixed, in_two_processes, monkeypatch):
    shared = check(mixed)
    monkeypatch.setattr(examined, "MANY", 100)
    assert told(shared) == told(check(mixed, "lagi.csv"))


def test_a_list_is_checked_where_no_other_process_starts(
    check, mixed, in_two_processes, monkeypatch
):
    def refuse(*_):
        raise OSError

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    assert len(check(mixed).rows) == len(mixed)


def test_what_the_other_process_owes_when_it_dies_is_done_here(
    check, mixed, in_two_processes, monkeypatch
):
    monkeypatch.setattr(examined, "examined", _die)
    assert len(check(mixed).rows) == len(mixed)


def test_a_small_list_is_compared_with_a_great_register_by_parts(
    check, people, session, draft, monkeypatch
):
    for each in people[1:]:
        Register(session)(each)
    rows = [people[0], people[1], draft(nik=next(iter(neighbours(people[2].nik)))), people[2]]
    whole = check(rows)
    monkeypatch.setattr(likeness, "SHARED", 0)
    assert told(check(rows, "lagi.csv")) == told(whole)
    assert results(whole)[1] is Result.SAME


def test_nothing_that_is_made_of_a_row_prints_a_person(check, people):
    checked = check(people)
    shown = repr((checked, checked.rows, checked.opened, checked.rows[0].registration))
    assert not re.search(r"SITI|BUDI|64728", shown)


def test_a_file_that_is_no_list_is_named(lists, tmp_path):
    path = tmp_path / "surat.xlsx"
    path.write_bytes(b"%PDF-1.7\n\x00\x01\x02")
    with pytest.raises(SheetsFailure) as failure:
        lists.open(path)
    assert failure.value.code == "sheets.foreign"
