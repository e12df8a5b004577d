"""What was purged is still in copies: which those are, until when, and that they go."""

from datetime import timedelta

import pytest
from tests.office import SITI
from tests.service.backups import *  # noqa: F403 - fixtures
from tests.service.backups import in_sight

from app.domain.backup import Habits, Purged, outlived
from app.domain.decisions import EventKind
from app.service.backup.make import Backup
from app.service.backup.places import LOCAL, Habit
from app.service.exchange.report import ReportEvent
from app.service.purge import Purge
from app.service.register import Register


@pytest.fixture
def purged(session, stick, clock):
    """Siti withdrew, a backup was made six years later, and on the next day she was purged."""
    kept = Register(session)(SITI)
    ReportEvent(session)(kept.registration_id, EventKind.WITHDRAWN, "pindah kerja")
    clock.go_on(days=365 * 6)
    Habit(session).put(Habits(str(stick), keep=3))
    Backup(session)()
    clock.go_on(days=1)
    return Purge(session)()


def test_the_purge_tells_which_backups_hold_them_and_until_when(session, purged):
    copies = purged.copies
    assert (purged.people, copies.keep, copies.beside) == (1, 3, ())
    assert copies.before == session.today()
    assert copies.until == session.today() + timedelta(days=3)
    assert Purge(session).due().copies == copies


def test_where_nobody_was_purged_no_copy_is_spoken_of(session):
    assert Purge(session).due().copies is None
    assert Purge(session)().copies is None


def test_on_that_day_the_last_of_them_is_gone_however_few_were_made(session, purged, stick, clock):
    (old,) = in_sight(stick)
    clock.go_on(days=2)
    Backup(session)()
    assert old in in_sight(stick)  # two of three days: by themselves they would all stay
    clock.go_on(days=1)
    assert purged.copies.until == session.today()
    assert Purge(session).due().copies is not None  # no backup has been made yet
    Backup(session)()
    assert old not in in_sight(stick)
    assert len(in_sight(stick)) == 2
    assert Purge(session).due().copies is None


def test_a_stick_that_is_away_on_that_day_is_seen_to_when_it_is_back(session, purged, stick, clock):
    (old,) = in_sight(stick)
    clock.go_on(days=4)
    away = stick.rename(stick.with_name("away"))
    assert Backup(session)().problem is not None
    assert Purge(session).due().copies is not None
    away.rename(stick)
    clock.go_on(days=1)
    Backup(session)()
    assert old not in in_sight(stick)
    assert Purge(session).due().copies is None


def test_backups_beside_the_books_from_before_a_folder_was_chosen_go_too(
    session, stick, clock, folder
):
    kept = Register(session)(SITI)
    ReportEvent(session)(kept.registration_id, EventKind.WITHDRAWN, "pindah kerja")
    clock.go_on(days=365 * 6)
    Backup(session)()
    assert len(in_sight(folder / LOCAL)) == 1
    Habit(session).put(Habits(str(stick), keep=3))
    clock.go_on(days=1)
    Purge(session)()
    clock.go_on(days=3)
    Backup(session)()
    assert in_sight(folder / LOCAL) == []


def test_a_second_purge_does_not_put_the_first_one_off(session, purged, stick, clock):
    (old,) = in_sight(stick)
    clock.go_on(days=1)
    with session.books.transaction() as unit:
        from app.service.backup.purges import note_purge

        note_purge(unit, session.clock())
        note_purge(unit, session.clock() + timedelta(minutes=1))  # the next one of that day
    clock.go_on(days=2)
    Backup(session)()
    assert old not in in_sight(stick)
    assert Purge(session).due().copies.until == session.today() + timedelta(days=1)


def test_a_copy_from_before_an_upgrade_goes_when_a_backup_proves_the_upgrade(
    session, purged, folder
):
    copy = folder / "books-before-0003-20260101000000.db"
    copy.write_bytes(b"old")
    (folder / "books-lain.db").write_bytes(b"not ours")
    Backup(session)()
    assert not copy.exists()
    assert (folder / "books-lain.db").exists()


def test_the_copy_stays_while_no_backup_could_be_made(session, folder, stick, monkeypatch):
    from app.service.backup.failure import BackupFailure
    from app.service.backup.make import Writer

    def full(*_):
        raise BackupFailure("backup.full")

    copy = folder / "books-before-0003-20260101000000.db"
    copy.write_bytes(b"old")
    monkeypatch.setattr(Writer, "_demand_room", full)
    with pytest.raises(BackupFailure):
        Backup(session)()
    assert copy.exists()


def test_what_lies_beside_from_before_a_restore_is_named(session, purged, folder):
    (folder / "sebelum-pemulihan-20260101T000000Z").mkdir()
    assert Purge(session).due().copies.beside == ("sebelum-pemulihan-20260101T000000Z",)


def test_nothing_is_over_before_its_day(clock):
    purge = Purged.at_moment(clock(), 3)
    made = [(clock(), 0, "before"), (clock() + timedelta(seconds=1), 0, "after")]
    assert Purged.from_plain(purge.to_plain()) == purge
    assert outlived(made, [purge], purge.until - timedelta(days=1)) == ()
    assert outlived(made, [purge], purge.until) == ("before",)
    assert outlived(made, [], purge.until) == ()
