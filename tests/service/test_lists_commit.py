"""A checked list taken in: what comes in, what stays out, and what a power cut leaves."""

import json
import threading
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.rt_list import FIRST_ROW

from app.domain.number import parse
from app.domain.people import Query
from app.domain.record import SALT, content_hash, unsalted
from app.domain.refusal import Refusal
from app.service.drafts import Drafts
from app.service.lists import ImportList, Result, commit
from app.service.people import People
from app.service.register import Register


class PowerCut(Exception):
    """Nobody catches it: the program is gone in the middle."""


@pytest.fixture
def one_by_one(monkeypatch):
    """Pieces of one row, so that three rows are many pieces."""
    monkeypatch.setattr(commit, "PIECE", 1)


def codes(refusal):
    return [each.code for each in refusal.value.problems]


def test_a_complete_row_is_a_registration_like_any_other(session, take_in, people, books):
    take_in(people)
    revision = books.current("SITI NORHAYATI")
    assert parse(revision.registration_number).serial == 1
    assert (revision.number, revision.state, revision.made_by) == (
        1, "complete", session.operator.id,
    )  # fmt: skip
    assert revision.record["heirs"] == [
        {"birth_date": "1980-07-04", "name": "HERMAN", "relation": "husband", "sex": "male"}
    ]
    assert People(session).ids(Query(words="norhay"))


def test_the_hash_of_a_row_says_nothing_of_it_once_it_is_purged(take_in, people, books):
    """Whoever knows all of a resident could else try words until the hash fits."""
    take_in(people)
    them = [books.current(name) for name in ("SITI NORHAYATI", "ANI LESTARI")]
    assert all(each.hash == content_hash(each.record) for each in them)
    assert all(each.hash != content_hash(unsalted(each.record)) for each in them)
    assert len({each.record[SALT] for each in them}) == 2
    again = take_in([*people[:1], replace(people[2], phone="081277770001")], "RT lain.csv").batch
    assert (again.registered, again.drafts, again.left_out) == (0, 1, 1)  # Siti is still the same


def test_all_rows_are_accounted_for_none_disappears(session, take_in, people, incomplete, books):
    nobody = replace(people[0], name="", nik="")
    taken = take_in([people[0], incomplete, people[0], nobody, people[2]])
    batch = taken.batch
    assert (batch.rows, batch.done, batch.registered, batch.drafts, batch.left_out) == (
        5, 5, 2, 1, 2,
    )  # fmt: skip
    assert len(books.registered()) == 2
    assert len(books.drafts()) == 1
    assert (taken.before.registered, taken.after.registered) == (0, 2)
    assert (taken.before.drafts, taken.after.drafts) == (0, 1)
    assert not batch.is_unfinished


def test_a_row_with_problems_is_a_draft_that_every_operator_sees(
    session, take_in, incomplete, books
):
    take_in([incomplete])
    draft = books.drafts()["BUDI SANTOSO"]
    assert draft.field == "birth_date"  # whoever opens it begins at what is wrong
    (line,) = Drafts(session).mine()
    assert line.from_list
    opened = Drafts(session).resume(line.id)
    assert opened.draft.birth_date == "31-02-1985"
    kept = Register(session)(
        replace(opened.draft, birth_date="03-08-1985", not_ill="yes"), opened.id
    )
    assert kept.revision == 1
    assert books.drafts() == {}


def test_other_values_come_in_as_a_correction_and_never_over_the_registration(
    session, take_in, people, books
):
    kept = Register(session)(people[0])
    take_in([replace(people[0], address="Jl. Baru No. 1", phone="")])
    assert books.current("SITI NORHAYATI").record["address"] == people[0].address
    draft = books.drafts()["SITI NORHAYATI"]
    assert (draft.registration_id, draft.based_on) == (
        kept.registration_id, books.current("SITI NORHAYATI").hash,
    )  # fmt: skip
    assert draft.content["address"] == "Jl. Baru No. 1"
    assert draft.content["phone"] == "+6281200000001"  # an empty cell takes nothing away
    opened = Drafts(session).resume(draft.id)
    assert Register(session)(opened.draft, opened.id).revision == 2


def test_the_same_list_once_more_changes_nothing(take_in, lists, check, people, incomplete, books):
    rows = [people[0], incomplete, replace(people[2], nik="")]
    first = take_in(rows)
    before = books.registered(), books.drafts()
    checked = check(rows)
    assert [each.result for each in checked.rows] == [Result.SAME] * 3
    assert (checked.earlier.id, checked.earlier.name) == (first.batch.id, "RT 07")
    with pytest.raises(Refusal) as refusal:
        lists.commit(checked, "sekali lagi")
    assert codes(refusal) == ["import.nothing"]
    assert (books.registered(), books.drafts()) == before
    assert len(lists.batches()) == 1


def test_the_same_correction_once_more_is_the_same(session, take_in, check, people):
    Register(session)(people[0])
    changed = replace(people[0], address="Jl. Baru No. 1")
    take_in([changed])
    assert [each.result for each in check([changed]).rows] == [Result.SAME]


def test_a_mended_list_takes_the_place_of_the_drafts_it_brought(
    take_in, check, people, incomplete, books
):
    take_in([incomplete])
    mended = check([people[1]], "RT 07 diperbaiki.csv")
    assert [each.result for each in mended.rows] == [Result.NEW]
    assert (mended.after.registered, mended.after.drafts) == (1, 0)
    taken = take_in([people[1]], "RT 07 diperbaiki.csv")
    assert (taken.batch.registered, taken.after.drafts) == (1, 0)
    assert books.drafts() == {}


def test_a_draft_that_a_clerk_has_worked_on_is_left_alone(session, take_in, people, incomplete):
    take_in([incomplete])
    (line,) = Drafts(session).mine()
    opened = Drafts(session).resume(line.id)
    Drafts(session).keep(opened, replace(opened.draft, workplace="Pasar Segiri"), "workplace")
    taken = take_in([people[1]], "RT 07 diperbaiki.csv")
    assert (taken.batch.registered, taken.batch.drafts) == (0, 1)
    assert Drafts(session).resume(line.id).draft.workplace == "Pasar Segiri"


def test_a_draft_taken_up_between_check_and_commit_is_left_alone(
    session, lists, take_in, check, people, incomplete
):
    take_in([incomplete])
    checked = check([people[1]], "RT 07 diperbaiki.csv")
    (line,) = Drafts(session).mine()
    opened = Drafts(session).resume(line.id)
    Drafts(session).keep(opened, replace(opened.draft, workplace="Pasar Segiri"), "workplace")
    taken = lists.commit(checked, "diperbaiki")
    assert (taken.batch.registered, taken.batch.drafts) == (0, 1)
    assert Drafts(session).resume(line.id).draft.workplace == "Pasar Segiri"


def test_a_nik_taken_between_check_and_commit_makes_a_draft(session, lists, check, people, books):
    checked = check(people)
    Register(session)(people[0])
    taken = lists.commit(checked, "RT 07")
    assert (taken.batch.registered, taken.batch.drafts) == (2, 1)
    assert books.drafts()["SITI NORHAYATI"].registration_id is None


def test_a_correction_is_made_of_the_revision_that_is_current_at_the_commit(
    session, lists, check, people, books
):
    kept = Register(session)(people[0])
    checked = check([replace(people[0], address="Jl. Baru No. 1", workplace="")])
    Register(session)(replace(people[0], workplace="Pasar Segiri"), correcting=kept.registration_id)
    lists.commit(checked, "RT 07")
    draft = books.drafts()["SITI NORHAYATI"]
    assert draft.based_on == books.current("SITI NORHAYATI").hash
    assert draft.content["workplace"] == "Pasar Segiri"


def test_a_batch_needs_a_name(lists, check, people, books):
    with pytest.raises(Refusal) as refusal:
        lists.commit(check(people), "  ")
    assert codes(refusal) == ["import.name"]
    assert books.registered() == {}


@pytest.mark.usefixtures("one_by_one")
def test_a_cancelled_import_keeps_what_is_in_and_says_how_far_it_came(lists, check, people, books):
    asked = iter([False, False, True])
    taken = lists.commit(check(people), "RT 07", cancelled=lambda: next(asked))
    assert (taken.batch.done, taken.batch.rows, taken.batch.registered) == (2, 3, 2)
    assert taken.batch.is_unfinished
    assert len(books.registered()) == 2


def test_stopped_before_the_first_row_there_is_no_batch(lists, check, people, books):
    with pytest.raises(Refusal) as refusal:
        lists.commit(check(people), "RT 07", cancelled=lambda: True)
    assert codes(refusal) == ["cancelled"]
    assert (books.registered(), lists.batches()) == ({}, ())


@pytest.mark.usefixtures("one_by_one")
def test_after_a_power_cut_the_same_file_goes_on_in_the_same_batch(
    lists, check, people, incomplete, books, open_office, session, write
):
    rows = [people[0], incomplete, people[2]]

    def cut(done, total):
        if done == 2:
            raise PowerCut

    with pytest.raises(PowerCut):
        lists.commit(check(rows), "RT 07", progress=cut)
    session.close()

    again = ImportList(open_office())
    (batch,) = again.batches()
    assert batch.is_unfinished
    assert (batch.done, batch.registered, batch.drafts) == (2, 1, 1)
    checked = again.check(again.open(write(rows)))
    assert checked.earlier.is_unfinished
    assert [each.result for each in checked.rows] == [Result.SAME, Result.SAME, Result.NEW]
    again.commit(checked, "nama lain")
    (batch,) = again.batches()
    assert (batch.name, batch.is_unfinished) == ("RT 07", False)
    assert (batch.rows, batch.registered, batch.drafts, batch.left_out) == (3, 2, 1, 0)


@pytest.mark.usefixtures("one_by_one")
def test_a_piece_comes_in_whole_or_not_at_all(lists, check, people, books, monkeypatch):
    def burst(*args, **kwargs):
        raise PowerCut

    checked = check(people)
    monkeypatch.setattr(commit.bulk, "load", burst)
    with pytest.raises(PowerCut):
        lists.commit(checked, "RT 07")
    monkeypatch.undo()
    assert (books.registered(), lists.batches()) == ({}, ())


@pytest.mark.usefixtures("one_by_one")
def test_a_save_comes_in_between_two_pieces(session, lists, check, people, draft):
    saved = []

    def save():
        typed = {"nik": "6472815001900009", "birth_date": "10-01-1990"}
        saved.append(Register(session)(draft(name="ORANG LAIN", mother_name="X Y", **typed)))

    def progress(done, total):
        if done == 1:
            other = threading.Thread(target=save)
            other.start()
            other.join()

    lists.commit(check(people), "RT 07", progress=progress)
    assert saved
    assert saved[0].revision == 1


def test_the_trail_holds_counts_and_the_hash_of_the_file_and_nobody(take_in, people, books):
    taken = take_in(people)
    begun, committed = [detail for act, detail in books.acts() if act.startswith("import.")]
    assert json.loads(begun).keys() == {"file", "rows"}
    said = json.loads(committed)
    assert (said["rows"], said["registered"], said["drafts"]) == (3, 3, 0)
    assert len(said["file"]) == 64
    assert taken.batch.made_by == "admin"
    assert not any(name in begun + committed for name in ("SITI", "6472814107900001", "RT 07"))


def test_the_rows_keep_the_order_of_the_list(take_in, people, books):
    take_in(people)
    numbers = [
        parse(books.current(name).registration_number).serial
        for name in ("SITI NORHAYATI", "BUDI SANTOSO", "ANI LESTARI")
    ]
    assert numbers == [1, 2, 3]


def test_a_list_of_hundreds_is_taken_in_by_pieces_that_hold_the_books_shortly(
    session, lists, tmp_path, reference
):
    from tests.rt_list import line, write_csv

    from app.service.made_up import People as MadeUp

    made_up = MadeUp(session.resources, reference, "64.72.05.1003", session.today(), 5)
    rows = [line(number, draft, reference) for number, draft in enumerate(made_up.drafts(450), 1)]
    checked = lists.check(lists.open(write_csv(tmp_path / "RT.csv", rows)))
    reached = []
    began = time.monotonic()
    taken = lists.commit(checked, "RT", progress=lambda done, total: reached.append(done))
    assert reached == [0, 100, 200, 300, 400, 450]
    assert taken.batch.registered + taken.batch.drafts + taken.batch.left_out == 450
    assert taken.after.registered == checked.after.registered
    assert time.monotonic() - began < 30
    assert checked.rows[-1].number == FIRST_ROW + 449


@pytest.fixture
def sizes(monkeypatch, lists, check, people):
    """Take in twelve rows with pieces of one, of three at leisure; how great each piece was."""
    monkeypatch.setattr(commit, "PIECE", 1)
    monkeypatch.setattr(commit, "QUIET", 2)
    monkeypatch.setattr(commit, "AT_LEISURE", 3)

    def sizes(meanwhile=lambda done: None):
        rows = [replace(people[1], nik=f"64728103088510{each:02}") for each in range(12)]
        reached = []

        def progress(done, total):
            reached.append(done)
            meanwhile(done)

        taken = lists.commit(check(rows), "RT 07", progress)
        assert taken.batch.registered + taken.batch.drafts == 12
        return [after - before for before, after in pairwise(reached)]

    return sizes


def test_pieces_are_greater_while_nobody_else_writes(sizes):
    assert sizes() == [1, 1, 1, 3, 3, 3]


def test_as_soon_as_somebody_else_writes_the_pieces_are_small_again(sizes, session):
    def save(done):
        if done == 6:  # while the next one, a great one, is ready
            with session.books.transaction() as unit:
                unit.settings.put("bench.touched", done)

    assert sizes(save) == [1, 1, 1, 3, 3, 1, 1, 1]


def test_a_list_leaves_the_log_as_it_is_for_all_others(session, take_in, people):
    def pages():
        with session.books.transaction() as unit:
            unit.settings.put("bench.touched", 1)
            return unit.connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one()

    file = session.folder / "books.db"
    take_in(people)
    assert pages() == 1000
    before = file.read_bytes()
    with session.books.many():
        assert pages() == 8000
        assert file.read_bytes() == before
    assert file.read_bytes() != before  # the next save has not to bring all of it in
    with pytest.raises(PowerCut), session.books.many():
        raise PowerCut
    assert pages() == 1000
