"""A backup put back: laid out beside, compared, swapped; nothing that was there is lost."""

import dataclasses
import json
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from tests.books import KEY
from tests.disks import fill, small_disk  # noqa: F401 - fixtures
from tests.office import ADMIN, PASSWORD, RESOURCES, SITI, Clock
from tests.service.backups import *  # noqa: F403 - fixtures
from tests.service.backups import BUDI, flip, people_in

from app.domain.people import Query
from app.domain.refusal import Problem, Refusal
from app.keys.failure import NotUnlocked
from app.service.backup import contents, swap
from app.service.backup.failure import BackupFailure
from app.service.backup.make import Backup
from app.service.backup.manifest import FILE, Manifest
from app.service.backup.restore import Restore
from app.service.check import Check
from app.service.exchange.ask import Ask
from app.service.operators import Operators
from app.service.people import People
from app.service.register import Register
from app.service.session import NotAllowed
from app.service.setup import log_in, set_up_desk
from app.wording.catalogue import sentence

ENTRY = (ADMIN, PASSWORD)
GOLDEN = Path(__file__).parents[1] / "store" / "golden"


@pytest.fixture
def restore(folder, reference, clock):
    return Restore(folder, RESOURCES, reference, clock)


@pytest.fixture(scope="session")
def gone_on_once(tmp_path_factory, new_office, reference):
    """A backup of Siti; then Budi was registered and the office closed. To be copied."""
    place, clock = tmp_path_factory.mktemp("gone-on"), Clock()
    shutil.copytree(new_office, place / "data")
    (place / "stick").mkdir()
    session = log_in(
        place / "data", RESOURCES, reference, name=ADMIN, password=PASSWORD, clock=clock
    )
    Register(session)(SITI)
    made = Backup(session)(to=place / "stick")
    clock.go_on(hours=1)
    Register(session)(dataclasses.replace(SITI, **BUDI))
    session.close()
    return place, made


@pytest.fixture
def gone_on(gone_on_once, folder, stick, clock):
    """One more was registered after the backup; the office is closed."""
    place, made = gone_on_once
    shutil.rmtree(folder)
    shutil.copytree(place / "data", folder)
    shutil.copytree(place / "stick", stick, dirs_exist_ok=True)
    clock.go_on(hours=1)
    return dataclasses.replace(made, folder=stick / made.folder.name)


def codes(prepared):
    return [each.code for each in prepared.problems()]


def failure(of, *words):
    with pytest.raises(BackupFailure) as failed:
        of(*words)
    return failed.value.problem


def names(session):
    with session.books.reading() as unit:
        lines = unit.people.lines(unit.people.ids(Query())).values()
        return {line.name for line in lines}


def test_a_backup_put_back_is_the_office_and_what_was_there_is_kept(
    restore, gone_on, open_office, folder
):
    prepared = restore.prepare(gone_on.folder, *ENTRY)
    restore.swap(prepared)
    session = open_office()
    assert names(session) == {"SITI NORHAYATI"}
    assert Check(session)() == ()
    assert people_in(folder / prepared.old / "books.db", session.opened.data_key) == 2
    left = {each.name for each in folder.iterdir()}
    assert not left & {swap.PART, swap.READY}


def test_what_would_be_lost_is_told_before(restore, gone_on):
    prepared = restore.prepare(gone_on.folder, *ENTRY)
    lost = prepared.loss
    assert (lost.people, lost.revisions) == (1, 1)
    assert len(lost.numbers) == 1
    assert lost.present.newest > lost.backup.newest
    assert codes(prepared) == [
        "restore.loses_people", "restore.loses_revisions", "restore.loses_entries",
    ]  # fmt: skip


def test_nothing_is_lost_when_the_backup_holds_all(restore, backed, made):
    backed.close()
    prepared = restore.prepare(made.folder, *ENTRY)
    assert (prepared.loss.people, prepared.loss.revisions) == (0, 0)
    assert prepared.loss.is_same_line


def test_preparing_changes_nothing_and_can_be_forgotten(restore, gone_on, folder, open_office):
    before = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    restore.prepare(gone_on.folder, *ENTRY)
    restore.forget()
    after = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    changed = {each.name for each in after if after[each] != before.get(each)}
    assert changed <= {"attempts.json", "books.db-shm", "books.db-wal"}
    assert names(open_office()) == {"SITI NORHAYATI", "BUDI SANTOSO"}


def test_it_can_be_prepared_while_the_office_is_open(restore, backed, made, draft):
    Register(backed)(draft(**BUDI))
    assert restore.prepare(made.folder, *ENTRY).loss.people == 1
    assert names(backed) == {"SITI NORHAYATI", "BUDI SANTOSO"}


def test_restored_books_live_anew_and_ask_the_city_before_they_seal(restore, gone_on, open_office):
    restore.swap(restore.prepare(gone_on.folder, *ENTRY))
    session = open_office()
    assert session.station.incarnation.number == 1
    assert Ask(session).is_open()
    with session.books.reading() as unit:
        acts = {each["act"]: json.loads(each["detail"]) for each in unit.audit._rows()}
    assert acts["backup.restored"]["people"] == 1
    assert acts["backup.restored"]["head"] == gone_on.figures.audit_hash


def test_a_backup_restored_twice_never_repeats_a_number(restore, gone_on, open_office, draft):
    given = set()
    for life in (1, 2, 3):
        restore.swap(restore.prepare(gone_on.folder, *ENTRY))
        session = open_office()
        assert session.station.incarnation.number == life
        given.add(Register(session)(draft(**BUDI)).number)
        session.close()
    assert len(given) == 3


def test_another_line_is_told(restore, gone_on, open_office):
    restore.swap(restore.prepare(gone_on.folder, *ENTRY))
    session = open_office()
    later = Backup(session)()
    session.close()
    assert gone_on.folder.exists()
    restore.swap(restore.prepare(gone_on.folder, *ENTRY))
    prepared = restore.prepare(later.folder, *ENTRY)
    assert "restore.other_line" in codes(prepared)


def test_damaged_books_are_replaced_unread(restore, gone_on, folder, open_office):
    (folder / "books.db").write_bytes(b"nonsense" * 4096)
    prepared = restore.prepare(gone_on.folder, *ENTRY)
    assert codes(prepared) == ["restore.present_unreadable"]
    restore.swap(prepared)
    assert names(open_office()) == {"SITI NORHAYATI"}
    assert (folder / prepared.old / "books.db").read_bytes().startswith(b"nonsense")


def test_an_empty_folder_of_a_new_pc_becomes_the_office(backed, made, tmp_path, reference, clock):
    other = tmp_path / "new" / "payung"
    restore = Restore(other, RESOURCES, reference, clock)
    prepared = restore.prepare(made.folder, *ENTRY)
    assert codes(prepared) == [], "nothing was here that could be damaged"
    restore.swap(prepared)
    assert people_in(other / "books.db", backed.opened.data_key) == 1


@pytest.mark.skipif(os.name == "nt", reason="there the user's own folder shuts others out")
def test_what_comes_back_is_for_nobody_else_on_the_computer(
    backed, made, tmp_path, reference, clock
):
    """A folder that somebody made by hand for the restore is open to look into."""
    (tmp_path / "baru").mkdir(mode=0o755)
    restore = Restore(tmp_path / "baru", RESOURCES, reference, clock)
    restore.swap(restore.prepare(made.folder, *ENTRY))
    for name in ("books.db", "slots.json", "station.json"):
        assert (tmp_path / "baru" / name).stat().st_mode & 0o077 == 0, name


def test_lost_slots_come_back_with_the_backup(restore, gone_on, folder, open_office):
    (folder / "slots.json").unlink()
    (folder / "station.json").unlink()
    restore.swap(restore.prepare(gone_on.folder, *ENTRY))
    assert names(open_office()) == {"SITI NORHAYATI"}


def test_sealed_files_and_those_set_aside_go_with_their_books(restore, backed, folder, clock):
    (folder / "aside").mkdir()
    (folder / "aside" / "then.payung").write_text("then")
    made = Backup(backed)()
    (folder / "outbox").mkdir()
    (folder / "outbox" / "later.payung").write_text("later")
    (folder / "aside" / "later.payung").write_text("later")
    backed.close()
    prepared = restore.prepare(made.folder, *ENTRY)
    restore.swap(prepared)
    assert [each.name for each in (folder / "aside").iterdir()] == ["then.payung"]
    assert not (folder / "outbox").exists()
    assert (folder / prepared.old / "outbox" / "later.payung").exists()


# -- who, and which


def test_a_wrong_password_of_the_backup_restores_nothing(restore, gone_on, folder):
    with pytest.raises(NotUnlocked):
        restore.prepare(gone_on.folder, ADMIN, "bukan-ini")
    assert not (folder / swap.PART).exists()


def test_only_an_administrator_of_the_backup_restores(restore, backed, folder):
    Operators(backed).add("Rina", "payung-rina", "clerk")
    made = Backup(backed)()
    backed.close()
    with pytest.raises(NotAllowed):
        restore.prepare(made.folder, "Rina", "payung-rina")
    assert not (folder / swap.PART).exists()


def test_after_a_new_key_an_old_backup_asks_for_the_password_of_its_day(
    restore, backed, made, clock
):
    """Somebody was removed, so the books have another key, and the password was changed."""
    clock.go_on(days=3)
    operators = Operators(backed)
    operators.add("Rina", "payung-rina", "clerk")
    operators.remove("Rina")
    operators.change_password(PASSWORD, "kata-lain-lagi")
    backed.close()
    with pytest.raises(NotUnlocked) as refused:
        restore.prepare(made.folder, ADMIN, "kata-lain-lagi")
    assert refused.value.problem == Problem("restore.wrong", facts=(("day", "2026-11-22"),))
    said = sentence(refused.value.problem)
    assert "22-11-2026, hari cadangan ini dibuat" in said
    assert "juga bila sesudahnya diganti" in said
    prepared = restore.prepare(made.folder, *ENTRY)
    assert codes(prepared) == ["restore.present_unreadable"]
    assert "kata sandi dari hari cadangan" in sentence(prepared.problems()[0])


def test_whoever_is_wrong_too_often_waits_here_too(restore, gone_on):
    for _ in range(4):
        with pytest.raises(NotUnlocked) as refused:
            restore.prepare(gone_on.folder, ADMIN, "bukan-ini")
        assert refused.value.code == "restore.wrong"
    with pytest.raises(NotUnlocked) as refused:
        restore.prepare(gone_on.folder, ADMIN, "bukan-ini")
    assert refused.value.code == "unlock.wait_seconds"


def test_a_password_changed_since_is_still_that_of_the_backup(restore, backed, made, draft):
    Operators(backed).change_password(PASSWORD, "kata-lain-lagi")
    Register(backed)(draft(**BUDI))
    backed.close()
    assert restore.prepare(made.folder, *ENTRY).loss.people == 1


def test_the_backup_of_another_office_is_refused(gone_on, tmp_path, reference, clock):
    other = tmp_path / "other"
    set_up_desk(
        other, reference, place="64.72.05.1004", station=1, name=ADMIN, password=PASSWORD,
        cost=CHEAP,  # noqa: F405
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        Restore(other, RESOURCES, reference, clock).prepare(gone_on.folder, *ENTRY)
    assert [each.code for each in refused.value.problems] == ["restore.other_office"]


def test_any_path_that_a_person_may_point_at_is_understood(restore, gone_on, stick):
    for path in (gone_on.folder, gone_on.folder / FILE, gone_on.folder / "books.db", stick):
        assert restore.prepare(path, *ENTRY).manifest.made_at == gone_on.made_at
    for path in (stick / "nothing", stick.parent):
        assert failure(restore.prepare, path, *ENTRY).code == "backup.none"


@pytest.mark.parametrize("name", ["books.db", "slots.json", "station.json", "office.txt"])
def test_a_flipped_byte_anywhere_in_a_backup_is_named(restore, gone_on, folder, name):
    flip(gone_on.folder / name)
    problem = failure(restore.prepare, gone_on.folder, *ENTRY)
    assert (problem.code, problem.facts) == ("backup.damaged", (("file", name),))
    assert not (folder / swap.PART).exists()


@pytest.mark.parametrize("name", ["books.db", "station.json"])
def test_a_file_missing_from_a_backup_is_named(restore, gone_on, name):
    (gone_on.folder / name).unlink()
    problem = failure(restore.prepare, gone_on.folder, *ENTRY)
    assert (problem.code, problem.facts) == ("backup.damaged", (("file", name),))


def test_a_list_without_books_or_made_by_somebody_else_is_damaged(restore, gone_on):
    path = gone_on.folder / FILE
    plain = json.loads(path.read_text())
    path.write_text(json.dumps({**plain, "people": 7}))
    assert failure(restore.prepare, gone_on.folder, *ENTRY).facts == (("file", FILE),)
    path.write_text(json.dumps({**plain, "files": plain["files"][1:]}))
    assert failure(restore.prepare, gone_on.folder, *ENTRY).facts == (("file", "books.db"),)


def test_a_backup_of_a_newer_program_is_refused(restore, backed, stick, folder):
    with backed.books.transaction() as unit:
        unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    made = Backup(backed)()
    backed.close()
    with pytest.raises(Refusal) as refused:
        restore.prepare(made.folder, *ENTRY)
    assert [each.code for each in refused.value.problems] == ["store.newer"]
    assert not (folder / swap.PART).exists()


def test_a_full_disk_restores_nothing(gone_on, small_disk, reference, clock):  # noqa: F811
    fill(small_disk)
    restore = Restore(small_disk / "payung", RESOURCES, reference, clock)
    problem = None
    try:
        restore.prepare(gone_on.folder, *ENTRY)
    except Exception as error:  # noqa: BLE001 - the folder itself may not be made
        problem = getattr(error, "code", "")
    assert problem in ("restore.full", "store.disk_full", "backup.full")


def test_a_restore_can_be_cancelled_at_any_point(restore, gone_on, folder):
    for stop in (0, 3, 6):
        asked = iter(range(stop))
        with pytest.raises(Refusal) as refused:
            restore.prepare(
                gone_on.folder, *ENTRY, cancelled=lambda asked=asked: next(asked, None) is None
            )
        assert [each.code for each in refused.value.problems] == ["cancelled"]
        assert not (folder / swap.PART).exists()


# -- cut at every step


class Killed(BaseException):
    """The power is gone."""


def test_a_swap_cut_at_any_step_leaves_the_old_office_or_the_new(
    restore, gone_on, folder, open_office, tmp_path, monkeypatch
):
    prepared = restore.prepare(gone_on.folder, *ENTRY)
    start = tmp_path / "start"
    shutil.copytree(folder, start)
    rename, sync, take = Path.replace, swap.sync_folder, contents.shutil.rmtree
    seen = []
    for step in range(100):
        shutil.rmtree(folder)
        shutil.copytree(start, folder)
        left = [step]

        def tick(left=left):
            if not left[0]:
                raise Killed
            left[0] -= 1

        with monkeypatch.context() as power:
            power.setattr(Path, "replace", lambda *a, tick=tick: (tick(), rename(*a))[1])
            power.setattr(swap, "sync_folder", lambda *a, tick=tick: (tick(), sync(*a))[1])
            power.setattr(
                contents.shutil, "rmtree", lambda *a, tick=tick, **n: (tick(), take(*a, **n))[1]
            )
            try:
                restore.swap(prepared)
            except Killed:
                pass
            else:
                break
        session = open_office()
        found = names(session)
        seen.append(len(found))
        assert Check(session)() == ()
        if len(found) == 1:  # the new: then the old is whole beside it
            assert people_in(folder / prepared.old / "books.db", session.opened.data_key) == 2
        assert not (folder / swap.READY).exists()
        session.close()
    assert seen == sorted(seen, reverse=True)  # first the old counts, from one step on the new
    assert {1, 2} == set(seen)
    assert len(seen) > 8


def test_a_cut_preparation_does_not_hinder_the_next(restore, gone_on, folder, open_office):
    part = folder / swap.PART
    part.mkdir()
    (part / "books.db").write_bytes(b"half")
    assert len(names(open_office())) == 2
    assert restore.prepare(gone_on.folder, *ENTRY).loss.backup.people == 1


# -- a backup of an older release


def test_a_backup_of_an_older_release_is_brought_up_to_date_when_it_is_put_back(
    restore, backed, made, folder
):
    key, database = backed.opened.data_key, made.folder / "books.db"
    backed.close()
    shutil.copyfile(GOLDEN / "0001.db", database)
    with closing(sqlcipher.connect(database)) as old:
        old.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
        old.execute("PRAGMA journal_mode=DELETE")
        old.execute(f"PRAGMA rekey=\"x'{key.hex()}'\"")
    manifest = Manifest.read(made.folder)
    (made.folder / FILE).unlink()
    files = tuple(contents.listed(made.folder, each.name, abs) for each in manifest.files)
    dataclasses.replace(manifest, files=files).keep(made.folder, key)
    restore.swap(restore.prepare(made.folder, *ENTRY))
    assert people_in(folder / "books.db", key) == 3
    assert not list(folder.glob("books-before-*"))


# -- with the paper of its day


@pytest.fixture
def papered(folder, session, stick, draft):
    """A backup whose paper code is known; the office is closed, its passwords are lost."""
    accounts = Operators(session)
    code = accounts.new_recovery()
    accounts.keep_recovery(code, code)
    accounts.add("Rina", "payung-rina", "clerk")
    Register(session)(draft())
    made = Backup(session)(to=stick)
    Register(session)(draft(**BUDI))
    session.close()
    return made.folder, code


def test_the_paper_opens_a_backup_and_the_administrator_gets_a_new_password(
    papered, restore, folder, open_office
):
    backup, code = papered
    slots = (backup / "slots.json").read_bytes()
    prepared = restore.prepare_by_paper(backup, ADMIN, code.lower(), "tiga kata baru")
    assert prepared.loss.people == 1  # the present books are compared by the same paper
    assert prepared.found == ()
    restore.swap(prepared)
    assert (backup / "slots.json").read_bytes() == slots
    with pytest.raises(NotUnlocked):
        open_office()
    session = open_office(ADMIN, "tiga kata baru")
    assert len(People(session).ids(Query())) == 1
    with session.books.reading() as unit:
        acts = [row["act"] for row in unit.audit._rows()]
    assert acts[-4:-1] == ["operator.recovered", "books.begun_again", "backup.restored"]
    assert Check(session)() == ()


@pytest.mark.parametrize(
    ("name", "spoilt", "password", "said"),
    [
        (ADMIN, "Z", "tiga kata baru", "recovery.length"),
        ("Rina", "", "tiga kata baru", "recovery.not_administrator"),
        (ADMIN, "", "pendek", "password.short"),
    ],
)
def test_a_slip_with_the_paper_restores_nothing(
    papered, restore, folder, name, spoilt, password, said
):
    backup, code = papered
    with pytest.raises(Refusal) as refusal:
        restore.prepare_by_paper(backup, name, code + spoilt, password)
    assert [each.code for each in refusal.value.problems] == [said]
    assert not (folder / swap.PART).exists()
