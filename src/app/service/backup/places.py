"""Where backups are put: the folder or stick that an administrator chose, else beside the books."""

import uuid
from dataclasses import replace
from pathlib import Path

from app.domain.backup import Habits
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.keys.files import open_plain, write_durably
from app.service.backup.failure import BackupFailure, writing
from app.service.session import Session

SETTING = "backup.habits"
LOCAL = "cadangan"
"""The folder of backups in the data folder itself: better than none, lost with the disk."""

MARK = "payung-cadangan.txt"
_MARK_CAP, _PLACE = 200, 32


class Habit:
    """How and where this office makes its backups."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> Habits:
        """What is set now."""
        with self._session.books.reading() as unit:
            return Habits.from_plain(unit.settings.get(SETTING, {}))

    def put(self, habits: Habits) -> Habits:
        """Let other habits hold. The folder is marked, so that its stick is known again.

        Refusals: `backup.keep`, `backup.late_days`, `backup.inside` (the data folder itself);
        `BackupFailure` where nothing can be written there.
        """
        session = self._session
        session.require(Right.BACKUP)
        if problems := habits.problems():
            raise Refusal(*problems)
        if habits.folder:
            folder = Path(habits.folder)
            demand_outside(session.folder, folder)
            habits = replace(habits, place=_marked(folder))
        with session.books.transaction() as unit:
            unit.settings.put(SETTING, habits.to_plain())
            unit.audit.note(
                "backup.habits",
                "-",
                operator=session.operator.id,
                at=session.clock(),
                # where, but not by what name: a folder may be named after a person
                detail={"place": habits.place, "keep": habits.keep, "late": habits.late_days},
            )
        return habits


def demand_outside(data: Path, folder: Path) -> None:
    """`Refusal` for a folder that is lost together with the data folder."""
    inside, outside = folder.absolute().resolve(), data.resolve()
    if inside == outside or outside in inside.parents:
        raise Refusal(Problem("backup.inside", "folder"))


def local(data: Path) -> Path:
    """The folder beside the books."""
    return data / LOCAL


def chosen(habits: Habits) -> Path | None:
    """The folder that was chosen, or None where nobody chose one.

    `BackupFailure` with `backup.gone` when it is not there, or is another stick's: under a stick
    that was pulled out may lie an empty folder of the computer's own disk.
    """
    if not habits.folder:
        return None
    folder = Path(habits.folder)
    try:
        with open_plain(folder / MARK) as file:
            said = file.read(_MARK_CAP).decode("utf-8", "replace")
    except OSError:
        raise BackupFailure("backup.gone") from None
    if said.split()[-1:] != [habits.place]:
        raise BackupFailure("backup.gone")
    return folder


def _marked(folder: Path) -> str:
    """The name of this place, written into it where it had none."""
    mark = folder / MARK
    with writing():
        if mark.exists():
            with open_plain(mark) as file:
                held = file.read(_MARK_CAP)
            said = held.decode("utf-8", "replace").split()
            if said and len(said[-1]) == _PLACE:
                # still to be seen: whether anything can be written here now
                write_durably(mark, held)
                return said[-1]
        place = uuid.uuid4().hex
        write_durably(mark, f"Cadangan Payung; jangan dihapus. {place}\n".encode())
        return place
