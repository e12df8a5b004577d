"""Make a backup of the whole office, prove it, and only then let older ones go."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import __version__
from app.domain.backup import Figures, Why, surplus
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
from app.service.backup.places import Habit, chosen, local
from app.service.front import BOOKS
from app.service.session import Session
from app.store.figures import beside, figures
from app.store.upgrade import copy_pages

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
        try:
            made = self._somewhere(why, to, progress, cancelled)
        except BackupFailure as failure:
            self._tell(failure.problem)
            raise
        self._keep(made, why)
        return made

    def _somewhere(
        self, why: Why, to: Path | None, progress: Progress, cancelled: Cancelled
    ) -> Made:
        if to is not None:
            if not to.is_dir():
                raise BackupFailure("backup.gone")
            return self._in(to, why, progress, cancelled)
        own = local(self._session.folder)
        problem: Problem | None = None
        try:
            if folder := chosen(Habit(self._session)()):
                return self._in(folder, why, progress, cancelled)
        except BackupFailure as failure:
            problem = failure.problem
            if failure.code == "backup.unsound":  # the books themselves: no other folder helps
                raise
        with writing():
            own.mkdir(mode=0o700, exist_ok=True)
        made = self._in(own, why, progress, cancelled)
        return Made(made.folder, made.made_at, made.figures, made.removed, problem)

    def _in(self, folder: Path, why: Why, progress: Progress, cancelled: Cancelled) -> Made:
        session = self._session
        public, made_at = session.station.public, session.clock()
        name = _free_name(folder, name_of(public.office, public.station, made_at))
        part = folder / (name + PART)
        try:
            with writing():
                _clear_cut(folder, name_of(public.office, public.station, made_at))
                self._demand_room(folder)
                part.mkdir(mode=0o700)
                manifest = self._write(part, why, made_at, progress, cancelled)
                self._prove(part, manifest)
                part.replace(folder / name)
                sync_folder(folder)
        except BaseException:
            with writing():
                clear(part)
            raise
        removed = self._thin(folder, name)
        return Made(folder / name, made_at, manifest.figures, removed)

    def _demand_room(self, folder: Path) -> None:
        needed = books_size(self._session.folder) + SLACK
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise BackupFailure("backup.full")

    def _write(
        self, part: Path, why: Why, made_at: datetime, progress: Progress, cancelled: Cancelled
    ) -> Manifest:
        session = self._session
        data_key = session.opened.data_key
        with session.books.reading() as unit:
            before = unit.audit.head()[0]
            # two thirds of the work: the bytes are written once and read back once
            copy_pages(
                unit.connection,
                part / BOOKS,
                data_key,
                lambda done, total: progress(2 * done, 3 * max(total, 1)),
                cancelled,
            )
        names = (BOOKS, *belongings(session.folder))
        steps = Steps(progress, cancelled, 3 * (part / BOOKS).stat().st_size)
        steps(2 * (part / BOOKS).stat().st_size)
        for each in names[1:]:
            copy_file(session.folder / each, part / each, lambda _size: None)
        if (part / ASIDE).exists():
            sync_folder(part / ASIDE)
        with beside(part / BOOKS, data_key, alone=True) as copy:
            held = figures(copy)
        if held.audit_seq < before:
            raise BackupFailure("backup.unsound")
        manifest = Manifest(
            made_at=made_at,
            why=why,
            office=session.station.public.office,
            station=session.station.public.station,
            life=session.station.incarnation.number,
            program=__version__,
            figures=held,
            files=tuple(listed(part, each, steps) for each in names),
        )
        manifest.keep(part, data_key)
        return manifest

    def _prove(self, part: Path, manifest: Manifest) -> None:
        """It is what it says, and it opens: the books were read page by page when copied."""
        data_key = self._session.opened.data_key
        read = Manifest.read(part)
        if not read.is_marked_by(data_key) or read.files != manifest.files:
            raise BackupFailure("backup.unsound")
        Station.open(part, data_key)
        SlotFile.read(part)

    def _thin(self, folder: Path, newest: str) -> int:
        """Let older ones go, of this station only."""
        public, keep = self._session.station.public, Habit(self._session)().keep
        with writing():
            found = backups_in(folder, public.office, public.station)
            gone = surplus([(each.made_at, each.life, path.name) for each, path in found], keep)
            for name in gone:
                if name == newest:  # a clock that was set back must not cost the one just made
                    continue
                # under another name first: a cut must not leave half of one that looks whole
                doomed = (folder / name).replace(folder / (name + PART))
                clear(doomed)
        return len(set(gone) - {newest})

    def _keep(self, made: Made, why: Why) -> None:
        session = self._session
        with session.books.transaction() as unit:
            unit.settings.put(
                LAST,
                {
                    "at": made.made_at.isoformat(),
                    "folder": str(made.folder),
                    "why": why.value,
                    "seq": made.figures.audit_seq + 1,  # and the line about this backup
                    "is_local": made.folder.parent == local(session.folder),
                },
            )
            if made.problem is None:
                unit.settings.remove(TRIED)
            else:
                _put_tried(unit.settings.put, made.problem)
            unit.audit.note(
                "backup.made",
                made.folder.name,
                operator=session.operator.id,
                at=session.clock(),
                detail={
                    "why": why.value,
                    "people": made.figures.people,
                    "seq": made.figures.audit_seq,
                    "head": made.figures.audit_hash,
                },
            )

    def _tell(self, problem: Problem) -> None:
        with self._session.books.transaction() as unit:
            _put_tried(unit.settings.put, problem)


def _put_tried(put: Callable[[str, object], None], problem: Problem) -> None:
    put(TRIED, {"code": problem.code, "facts": dict(problem.facts)})


def _free_name(folder: Path, name: str) -> str:
    """A name that nothing has there yet; two in one second are told apart."""
    number, free = 1, name
    while (folder / free).exists():
        number += 1
        free = f"{name}-{number}"
    return free


def _clear_cut(folder: Path, name: str) -> None:
    """Take away what backups of this station left that were cut. Raises OSError."""
    start = name.rpartition("-")[0] + "-"
    for path in folder.iterdir():
        if path.name.startswith(start) and path.name.endswith(PART) and path.is_dir():
            clear(path)
