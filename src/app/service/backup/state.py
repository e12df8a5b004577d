"""How the office stands with its backups, for Beranda, the line below and the page."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.backup import DRILL_LATE, Habits, is_drill_due, is_due, is_late
from app.domain.refusal import Level, Problem
from app.service.backup.make import LAST, TRIED
from app.service.backup.places import SETTING
from app.service.lost_log import lost_log
from app.service.session import Session

DRILLED = "backup.drilled"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the last backup and of the last drill."""

    habits: Habits
    last: datetime | None
    folder: Path | None
    """Where the last good one is."""
    is_due: bool
    is_late: bool
    is_drill_due: bool
    has_changed: bool
    """Whether anything was written since."""
    drilled: datetime | None
    drill: Problem | None
    """What the last drill found wrong; None when it was green, or there was none."""
    problems: tuple[Problem, ...]
    """What to see to, the worst first; empty where all is well."""


class BackupState:
    """Reads how things stand; makes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> Standing:
        now = self._session.clock()
        with self._session.books.reading() as unit:
            habits = Habits.from_plain(unit.settings.get(SETTING, {}))
            last = unit.settings.get(LAST, {})
            tried = unit.settings.get(TRIED)
            drilled = unit.settings.get(DRILLED, {})
            head = unit.audit.head()[0]
            log = lost_log(unit, now)
        at = _moment(last.get("at"))
        drilled_at = _moment(drilled.get("at"))
        found = _found(drilled.get("problem"))
        return Standing(
            habits=habits,
            last=at,
            folder=Path(last["folder"]) if last else None,
            is_due=is_due(at, now),
            is_late=is_late(at, now, habits),
            is_drill_due=at is not None and is_drill_due(drilled_at, now),
            has_changed=head > last.get("seq", 0),
            drilled=drilled_at,
            drill=found,
            problems=(
                *((log,) if log else ()),
                *_problems(now, habits, at, last, tried, drilled_at, found),
            ),
        )


def _problems(
    now: datetime,
    habits: Habits,
    at: datetime | None,
    last: dict[str, object],
    tried: dict[str, object] | None,
    drilled: datetime | None,
    drill: Problem | None,
) -> tuple[Problem, ...]:
    problems = []
    if drill is not None:
        problems.append(Problem("drill.red"))
    if at is None:
        problems.append(Problem("backup.never"))
    elif is_late(at, now, habits):
        day = at.astimezone().date().isoformat()
        problems.append(Problem("backup.late", facts=(("day", day),)))
    if tried is not None:
        found = _found(tried)
        assert found is not None  # noqa: S101  # a value that is there has its code
        problems.append(Problem(found.code, level=Level.WARN, facts=found.facts))
    if at is not None and not habits.folder and last.get("is_local"):
        problems.append(Problem("backup.same_disk", level=Level.WARN))
    if drilled is not None and drill is None and now - drilled > DRILL_LATE:
        problems.append(Problem("drill.late", level=Level.WARN))
    return tuple(problems)


def _found(plain: object) -> Problem | None:
    if not isinstance(plain, dict):
        return None
    return Problem(plain["code"], facts=tuple(plain.get("facts", {}).items()))


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
