"""Make a backup of the whole office, prove it, and only then let older ones go."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app import __version__
from app.domain.backup import Figures, Habits, Purged, Why, outlived, surplus
from app.domain.refusal import Problem
from app.domain.rights import Right
from app.keys.files import sync_folder
from app.keys.slots import SlotFile
from app.keys.station import Station
from app.service.backup.contents import (
    ASIDE,
    Steps,
    belongings,
    books_size,
    clear,
    copy_file,
    listed,
)
from app.service.backup.failure import BackupFailure, writing
from app.service.backup.manifest import Manifest, backups_in, name_of
from app.service.backup.places import SETTING, chosen, local
from app.service.backup.purges import copies_of_upgrades, fulfilled, purges
from app.service.front import BOOKS
from app.service.session import Session
from app.store.audit import Audit
from app.store.books import Books, Unit
from app.store.copying import copy_books
from app.store.figures import beside, figures
from app.store.place import place_of
from app.store.settings import Settings

LAST, TRIED = "backup.last", "backup.tried"
PART = ".part"
SLACK = 1 << 20
"""What a backup costs beside its bytes: names, and clusters begun."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was read back whole."""

    folder: Path
    made_at: datetime
    figures: Figures
    removed: int
    """Older ones that it replaced."""
    problem: Problem | None = None
    """Why it is not in the folder that was chosen; it lies beside the books then."""


class Backup:
    """Makes backups. Saving goes on meanwhile; a cut leaves all that was there before."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(
        self,
        why: Why = Why.ASKED,
        to: Path | None = None,
        progress: Progress = lambda _done, _total: None,
        cancelled: Cancelled = lambda: False,
    ) -> Made:
        """A new backup, in the chosen folder or in `to`, opened and compared after writing.

        When the chosen folder is gone or full it is made beside the books, and that is told with
        it. `BackupFailure` when there is none; what went wrong is kept for Beranda. Another folder
        than the chosen one needs the right to it.
        """
        session = self._session
        if to is not None:
            session.require(Right.BACKUP)
        with session.books.reading() as unit:
            habits = Habits.from_plain(unit.settings.get(SETTING, {}))
            purged = purges(unit)
        writer = Writer(
            session.folder,
            session.opened.data_key,
            session.station,
            session.clock(),
            habits,
            self._copy,
            purged,
        )
        try:
            made = (
                writer.into(to, why, progress, cancelled)
                if to
                else writer(why, progress, cancelled)
            )
        except BackupFailure as failure:
            with session.books.transaction() as unit:
                _put_tried(unit, failure.problem)
            raise
        remember(session.books, session.folder, made, why, session.operator.id)
        if to is None and made.problem is None:
            fulfilled(session.books, session.today())
        _drop_upgraded(session.folder)
        return made

    def _copy(self, target: Path, progress: Progress, cancelled: Cancelled) -> int:
        with self._session.books.reading() as unit:
            copy_books(unit.connection, target, self._session.opened.data_key, progress, cancelled)
            return unit.audit.head()[0]


class Writer:
    """Writes the backup of one moment; it needs the keys of the office, and nobody at work in it.

    `copy` puts a copy of the books at a path, and answers how far their audit trail goes.
    """

    def __init__(
        self,
        data: Path,
        data_key: bytes,
        station: Station,
        made_at: datetime,
        habits: Habits,
        copy: Callable[[Path, Progress, Cancelled], int],
        purged: Sequence[Purged] = (),
    ) -> None:
        self._data = data
        self._data_key = data_key
        self._station = station
        self._made_at = made_at
        self._habits = habits
        self._copy = copy
        self._purged = purged

    def __call__(
        self,
        why: Why,
        progress: Progress = lambda _done, _total: None,
        cancelled: Cancelled = lambda: False,
    ) -> Made:
        """In the chosen folder, or beside the books where that cannot be."""
        problem: Problem | None = None
        try:
            if folder := chosen(self._habits):
                return self.into(folder, why, progress, cancelled)
        except BackupFailure as failure:
            problem = failure.problem
            if failure.code == "backup.unsound":  # the books themselves: no other folder helps
                raise
        own = local(self._data)
        with writing():
            own.mkdir(mode=0o700, exist_ok=True)
        return replace(self.into(own, why, progress, cancelled), problem=problem)

    def into(self, folder: Path, why: Why, progress: Progress, cancelled: Cancelled) -> Made:
        """In this folder."""
        if not folder.is_dir():
            raise BackupFailure("backup.gone")
        public = self._station.public
        name = _free_name(folder, name_of(public.office, public.station, self._made_at))
        part = folder / (name + PART)
        try:
            with writing():
                _clear_cut(folder, name_of(public.office, public.station, self._made_at))
                self._demand_room(folder)
                part.mkdir(mode=0o700)
                manifest = self._write(part, why, progress, cancelled)
                self._prove(part, manifest)
                part.replace(folder / name)
                sync_folder(folder)
        except BaseException:
            with writing():
                clear(part)
            raise
        removed = self._thin(folder, name)
        return Made(folder / name, self._made_at, manifest.figures, removed)

    def _demand_room(self, folder: Path) -> None:
        needed = books_size(self._data) + SLACK
        if shutil.disk_usage(folder).free < needed:
            raise BackupFailure("backup.full")

    def _write(self, part: Path, why: Why, progress: Progress, cancelled: Cancelled) -> Manifest:
        # two thirds of the work: the bytes are written once and read back once
        reached = self._copy(
            part / BOOKS, lambda done, total: progress(2 * done, 3 * max(total, 1)), cancelled
        )
        names = (BOOKS, *belongings(self._data))
        steps = Steps(progress, cancelled, 3 * (part / BOOKS).stat().st_size)
        steps(2 * (part / BOOKS).stat().st_size)
        for each in names[1:]:
            copy_file(self._data / each, part / each, lambda _size: None)
        if (part / ASIDE).exists():
            sync_folder(part / ASIDE)
        with beside(part / BOOKS, self._data_key, alone=True) as copy:
            held = figures(copy)
        if held.audit_seq != reached:
            raise BackupFailure("backup.unsound")
        manifest = Manifest(
            made_at=self._made_at,
            why=why,
            office=self._station.public.office,
            station=self._station.public.station,
            life=self._station.incarnation.number,
            program=__version__,
            figures=held,
            files=tuple(listed(part, each, steps) for each in names),
        )
        manifest.keep(part, self._data_key)
        return manifest

    def _prove(self, part: Path, manifest: Manifest) -> None:
        """It is what it says, and it opens: the books were read page by page when copied."""
        read = Manifest.read(part)
        if not read.is_marked_by(self._data_key) or read.files != manifest.files:
            raise BackupFailure("backup.unsound")
        Station.open(part, self._data_key)
        SlotFile.read(part)

    def _thin(self, folder: Path, newest: str) -> int:
        """Let older ones go, of this station only; how many of them lay in `folder`."""
        with writing():
            found = self._made(folder)
            gone = {*surplus(found, self._habits.keep), *self._outlived(found)}
            # a clock that was set back must not cost the one just made
            gone.discard(newest)
            _clear_all(folder, gone)
            own = local(self._data)
            if self._purged and folder != own and own.is_dir():
                # from the days before a folder was chosen, or when its stick was not there
                _clear_all(own, self._outlived([*self._made(own), *found]))
        return len(gone)

    def _made(self, folder: Path) -> list[tuple[datetime, int, str]]:
        public = self._station.public
        found = backups_in(folder, public.office, public.station)
        return [(each.made_at, each.life, path.name) for each, path in found]

    def _outlived(self, made: Sequence[tuple[datetime, int, str]]) -> Sequence[str]:
        return outlived(made, self._purged, self._made_at.astimezone().date())


def before_upgrade(data: Path, data_key: bytes, station: Station, made_at: datetime) -> Made:
    """A backup of books that this program is about to upgrade, and that nobody has open."""
    with beside(place_of(data), data_key) as connection:
        habits = Habits.from_plain(Settings(connection).get(SETTING, {}))

    def copy(target: Path, progress: Progress, cancelled: Cancelled) -> int:
        with beside(place_of(data), data_key) as connection:
            copy_books(connection, target, data_key, progress, cancelled)
            return Audit(connection).head()[0]

    return Writer(data, data_key, station, made_at, habits, copy)(Why.UPGRADE)


def remember(books: Books, data: Path, made: Made, why: Why, operator: str) -> None:
    """Write down that there is a backup, and what it held."""
    with books.transaction() as unit:
        unit.settings.put(
            LAST,
            {
                "at": made.made_at.isoformat(),
                "folder": str(made.folder),
                "why": why.value,
                "seq": made.figures.audit_seq + 1,  # and the line about this backup
                "is_local": made.folder.parent == local(data),
            },
        )
        if made.problem is None:
            unit.settings.remove(TRIED)
        else:
            _put_tried(unit, made.problem)
        unit.audit.note(
            "backup.made",
            made.folder.name,
            operator=operator,
            at=made.made_at,
            detail={
                "why": why.value,
                "people": made.figures.people,
                "seq": made.figures.audit_seq,
                "head": made.figures.audit_hash,
            },
        )


def _put_tried(unit: Unit, problem: Problem) -> None:
    unit.settings.put(TRIED, {"code": problem.code, "facts": dict(problem.facts)})


def _free_name(folder: Path, name: str) -> str:
    """A name that nothing has there yet; two in one second are told apart."""
    number, free = 1, name
    while (folder / free).exists():
        number += 1
        free = f"{name}-{number}"
    return free


def _clear_all(folder: Path, names: Iterable[str]) -> None:
    """Take these backups away, those that are there. Raises OSError."""
    for name in names:
        if (folder / name).exists():
            # under another name first: a cut must not leave half of one that looks whole
            clear((folder / name).replace(folder / (name + PART)))


def _drop_upgraded(data: Path) -> None:
    """Take the copies away that were made beside the books before an upgrade.

    The backup just read back proves that the upgraded books are sound, and there is one of before
    the upgrade; a copy that nobody thins out would hold for ever who is purged later.
    """
    for copy in copies_of_upgrades(data):
        with suppress(OSError):  # it is tried again at the next
            copy.unlink()


def _clear_cut(folder: Path, name: str) -> None:
    """Take away what backups of this station left that were cut. Raises OSError."""
    start = name.rpartition("-")[0] + "-"
    for path in folder.iterdir():
        if path.name.startswith(start) and path.name.endswith(PART) and path.is_dir():
            clear(path)
