"""Backups: whole, proven, kept long enough, and told where they are not."""

import errno
import json
import os
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from tests.books import KEY
from tests.disks import fill, read_only_disk, small_disk  # noqa: F401 - fixtures
from tests.service.backups import *  # noqa: F403 - fixtures
from tests.service.backups import BUDI, damage, in_sight, people_in

from app.domain.backup import Habits, Why, is_drill_due, is_due, is_late, surplus
from app.domain.refusal import Refusal
from app.service.backup import make
from app.service.backup.failure import BackupFailure
from app.service.backup.make import Backup, Writer
from app.service.backup.manifest import FILE, Manifest, backups_in
from app.service.backup.places import LOCAL, MARK, Habit
from app.service.backup.state import BackupState
from app.service.operators import Operators
from app.service.register import Register
from app.service.session import NotAllowed

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def failure(of, *words, **named):
    with pytest.raises(BackupFailure) as failed:
        of(*words, **named)
    return failed.value.code


def refused(of, *words):
    with pytest.raises(Refusal) as refusal:
        of(*words)
    return [each.code for each in refusal.value.problems]


def codes(session):
    return [each.code for each in BackupState(session)().problems]


# -- the rules


def test_each_day_is_due_once_also_after_a_night_of_sleep():
    assert is_due(None, NOON)
    assert not is_due(NOON, NOON + timedelta(hours=3))
    assert is_due(NOON, NOON + timedelta(hours=22))


def test_a_backup_out_of_the_future_does_not_count():
    ahead = NOON + timedelta(days=400)
    assert is_due(ahead, NOON)
    assert is_late(ahead, NOON, Habits())
    assert is_drill_due(ahead, NOON)
    assert not is_due(NOON + timedelta(minutes=5), NOON)


def test_a_weekend_is_not_too_long_and_four_days_are():
    friday = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert not is_late(friday, friday + timedelta(days=2, hours=16), Habits())
    assert is_late(friday, friday + timedelta(days=3, minutes=1), Habits())
    assert is_late(None, friday, Habits())


def test_of_each_day_the_newest_stays_and_only_so_many_days():
    days = [
        (NOON - timedelta(days=day, hours=hour), 0, f"{day}-{hour}")
        for day in range(5)
        for hour in (0, 1)
    ]
    assert surplus(days, 3) == ("0-1", "1-1", "2-1", "3-0", "3-1", "4-0", "4-1")
    assert surplus([], 3) == ()


def test_the_backup_that_was_restored_is_not_driven_out_by_the_next():
    assert surplus([(NOON, 0, "restored"), (NOON, 1, "next"), (NOON, 0, "a")], 3) == ("a",)


@pytest.mark.parametrize("habits", [Habits(keep=1), Habits(keep=366), Habits(late_days=0)])
def test_habits_that_would_cost_the_backups_are_refused(session, habits):
    assert len(refused(Habit(session).put, habits)) == 1
    assert Habit(session)() == Habits()


# -- making one


def test_a_backup_holds_all_that_makes_an_office_and_says_what(backed, made, stick):
    manifest = Manifest.read(made.folder)
    names = {each.name for each in manifest.files}
    assert names >= {"books.db", "office.txt", "slots.json", "station.json"}
    assert sorted(each.name for each in made.folder.iterdir()) == sorted(
        [*(each.name for each in manifest.files), FILE]
    )
    assert (manifest.office, manifest.station, manifest.life) == ("6472051003", 1, 0)
    assert manifest.is_marked_by(backed.opened.data_key)
    assert not manifest.is_marked_by(KEY)
    assert (manifest.figures.people, manifest.figures.revisions) == (1, 1)
    assert people_in(made.folder / "books.db", backed.opened.data_key) == 1


def test_whatever_lies_beside_the_books_goes_with_them_and_what_is_half_written_does_not(backed):
    (backed.folder / "aside").mkdir()
    for name in ("later.json", "half.json.part", "aside/file.payung", "aside/x.part", ".hidden"):
        (backed.folder / name).write_text("x")
    (backed.folder / "link").symlink_to("/etc/passwd")
    names = {each.name for each in Manifest.read(Backup(backed)().folder).files}
    assert {"later.json", "aside/file.payung"} <= names
    assert not names & {"half.json.part", "aside/x.part", ".hidden", "link", "books.lock"}


def test_nothing_of_a_person_stands_in_a_backup_in_clear(made):
    for path in made.folder.iterdir():
        whole = path.read_bytes()
        assert b"NORHAYATI" not in whole
        assert b"6472814107900001" not in whole


def test_saving_goes_on_while_a_backup_is_made(backed, draft, monkeypatch):
    monkeypatch.setattr("app.store.upgrade.PAGES", 8)
    told = []

    def progress(done, total):
        if not told:
            Register(backed)(draft(**BUDI))
        told.append((done, total))

    made = Backup(backed)(progress=progress)
    assert made.figures.people == 1  # of the moment it began
    assert told[-1][0] == told[-1][1]
    assert all(done <= total for done, total in told)
    with backed.books.reading() as unit:
        assert sum(unit.counts.by_state().values()) == 2


def test_a_cancelled_backup_leaves_nothing(backed, stick):
    assert refused(lambda: Backup(backed)(cancelled=lambda: True)) == ["cancelled"]
    assert in_sight(stick) == []


def test_what_a_cut_left_is_taken_away_by_the_next(backed, stick):
    cut = stick / "payung-6472051003-1-20261121T060500Z.part"
    other = stick / "payung-6472051009-1-20261121T060500Z.part"
    for folder in (cut, other):
        folder.mkdir()
        (folder / "books.db").write_bytes(b"half")
    Backup(backed)()
    assert not cut.exists()
    assert other.exists()


def test_two_backups_in_one_second_are_two(backed, stick):
    first, second = Backup(backed)(), Backup(backed)()
    assert first.folder != second.folder
    assert in_sight(stick) == [second.folder.name]  # the newest of the day


def test_older_ones_go_only_after_the_new_one_was_proven(backed, stick, clock, monkeypatch):
    Habit(backed).put(Habits(str(stick), keep=2))
    for _ in range(3):
        clock.go_on(days=1)
        Backup(backed)()
    held = in_sight(stick)
    assert len(held) == 2
    clock.go_on(days=1)

    def pulled_out(*_):
        raise OSError(errno.EIO, "")

    with monkeypatch.context() as broken:
        broken.setattr(Writer, "_prove", pulled_out)
        broken.setattr(make, "local", lambda _: stick)
        assert failure(Backup(backed)) == "backup.pulled_out"
    assert in_sight(stick) == held
    Backup(backed)()
    assert in_sight(stick)[0] == held[1]


def test_what_is_not_ours_is_never_cleared(backed, stick, clock):
    Habit(backed).put(Habits(str(stick), keep=2))
    (stick / "foto.jpg").write_bytes(b"foto")
    other = stick / "payung-6472051009-1-20200101T000000Z"
    other.mkdir()
    (other / "books.db").write_bytes(b"x")
    for _ in range(4):
        clock.go_on(days=1)
        Backup(backed)()
    assert (stick / "foto.jpg").exists()
    assert (other / "books.db").exists()


def test_a_clock_that_was_set_back_does_not_cost_the_backup_just_made(backed, stick, clock):
    Habit(backed).put(Habits(str(stick), keep=2))
    for _ in range(2):
        clock.go_on(days=1)
        Backup(backed)()
    clock.go_on(days=-30)
    made = Backup(backed)()
    assert made.folder.exists()


# -- what the world does


def test_a_stick_that_is_gone_is_told_and_the_backup_lies_beside_the_books(backed, stick):
    stick.rename(stick.with_name("away"))
    stick.mkdir()  # the empty folder under a stick that was pulled out
    made = Backup(backed)()
    assert made.problem.code == "backup.gone"
    assert made.folder.parent == backed.folder / LOCAL
    assert in_sight(stick) == []
    assert codes(backed) == ["backup.gone"]
    shutil.rmtree(stick)
    stick.with_name("away").rename(stick)
    assert Backup(backed)().problem is None
    assert codes(backed) == []


def test_another_stick_in_the_same_slot_is_not_the_chosen_one(backed, stick):
    (stick / MARK).write_text("Cadangan Payung; jangan dihapus. " + "0" * 32)
    assert Backup(backed)().problem.code == "backup.gone"
    assert in_sight(stick) == []


def test_without_a_second_folder_that_is_said(session):
    made = Backup(session)()
    assert made.folder.parent == session.folder / LOCAL
    assert made.problem is None
    assert codes(session) == ["backup.same_disk"]


def test_a_full_stick_leaves_the_backups_that_are_there(small_disk, session, clock):  # noqa: F811
    Habit(session).put(Habits(str(small_disk)))
    Backup(session)()
    clock.go_on(days=1)
    held = in_sight(small_disk)
    fill(small_disk)
    made = Backup(session)()
    assert made.problem.code == "backup.full"
    assert made.folder.parent == session.folder / LOCAL
    assert in_sight(small_disk) == held


def test_a_stick_that_fills_up_in_the_middle_is_told_the_same(small_disk, session, monkeypatch):  # noqa: F811
    Habit(session).put(Habits(str(small_disk)))
    room = fill(small_disk)
    os.truncate(room, room.stat().st_size - 200_000)
    monkeypatch.setattr(Writer, "_demand_room", lambda *_: None)
    assert Backup(session)().problem.code == "backup.full"
    assert in_sight(small_disk) == []


def test_a_stick_that_cannot_be_written_is_told(small_disk, read_only_disk, session):  # noqa: F811
    Habit(session).put(Habits(str(small_disk)))
    read_only_disk()
    assert Backup(session)().problem.code == "backup.read_only"


def test_damaged_books_make_no_backup(backed, made, stick, open_office, clock):
    backed.close()
    database = backed.folder / "books.db"
    damage(database, backed.opened.data_key, "import_batch")
    clock.go_on(days=1)
    session = open_office()
    assert failure(Backup(session)) == "backup.unsound"
    assert in_sight(stick) == [made.folder.name]
    assert "backup.unsound" in codes(session)


def test_nowhere_to_write_is_a_failure_that_is_remembered(session, monkeypatch):
    def no_room(*_):
        raise BackupFailure("backup.full")

    monkeypatch.setattr(Writer, "_demand_room", no_room)
    assert failure(Backup(session)) == "backup.full"
    assert codes(session) == ["backup.never", "backup.full"]


# -- habits, rights, and how things stand


def test_the_data_folder_is_no_second_folder(session, tmp_path):
    for folder in (session.folder, session.folder / "cadangan", tmp_path / "data" / ".." / "data"):
        assert refused(Habit(session).put, Habits(str(folder))) == ["backup.inside"]


def test_a_folder_that_is_not_there_cannot_be_chosen(session, tmp_path):
    assert failure(Habit(session).put, Habits(str(tmp_path / "nowhere"))) == "backup.gone"


def test_choosing_a_folder_again_keeps_its_mark(session, stick):
    first = Habit(session).put(Habits(str(stick)))
    assert Habit(session).put(Habits(str(stick), keep=7)).place == first.place


def test_an_administrator_says_where_backups_go_and_anybody_makes_one(backed, open_office, stick):
    Operators(backed).add("Rina", "payung-rina", "clerk")
    backed.close()
    clerk = open_office("Rina", "payung-rina")
    with pytest.raises(NotAllowed):
        Habit(clerk).put(Habits())
    with pytest.raises(NotAllowed):
        Backup(clerk)(to=stick)
    assert Backup(clerk)(Why.DAILY).folder.parent == stick


def test_a_backup_is_late_after_so_many_days_and_good_again_when_made(backed, made, clock):
    assert BackupState(backed)().problems == ()
    clock.go_on(days=4)
    standing = BackupState(backed)()
    assert (standing.is_due, standing.is_late) == (True, True)
    assert [each.code for each in standing.problems] == ["backup.late"]
    Backup(backed)()
    assert not BackupState(backed)().is_late


def test_closing_needs_no_backup_when_nothing_was_written_since(backed, made, draft):
    assert not BackupState(backed)().has_changed
    Register(backed)(draft(**BUDI))
    assert BackupState(backed)().has_changed


def test_a_backup_is_in_the_audit_trail_with_what_it_held(backed, made):
    with backed.books.reading() as unit:
        entry = [each for each in unit.audit._rows() if each["act"] == "backup.made"][-1]
    assert entry["subject"] == made.folder.name
    assert json.loads(entry["detail"])["head"] == made.figures.audit_hash


# -- reading the list of one


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda plain: plain.update(version=2), "backup.newer"),
        (lambda plain: plain.update(people=-1), "backup.damaged"),
        (lambda plain: plain["files"][0].update(name="../books.db"), "backup.damaged"),
        (lambda plain: plain["files"][0].update(name="/etc/passwd"), "backup.damaged"),
        (lambda plain: plain["files"][0].update(name="C:books.db"), "backup.damaged"),
        (lambda plain: plain["files"][0].update(name="a/b/c"), "backup.damaged"),
        (lambda plain: plain.update(more=1), "backup.damaged"),
        (lambda plain: plain.update(why="?"), "backup.damaged"),
    ],
)
def test_a_list_that_is_not_understood_is_no_backup(made, stick, change, code):
    path = made.folder / FILE
    plain = json.loads(path.read_text())
    change(plain)
    path.write_text(json.dumps(plain))
    assert failure(Manifest.read, made.folder) == code
    assert backups_in(stick, "6472051003", 1) == []


def test_a_folder_without_a_list_is_no_backup(tmp_path):
    assert failure(Manifest.read, tmp_path) == "backup.none"


def test_a_number_edited_in_the_list_is_noticed_by_who_has_the_key(backed, made):
    path = made.folder / FILE
    path.write_text(path.read_text().replace('"people": 1', '"people": 2'))
    assert not Manifest.read(made.folder).is_marked_by(backed.opened.data_key)
