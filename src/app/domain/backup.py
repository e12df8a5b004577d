"""Backups: when one is due, when the last is too old, which are kept, and what each holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from app.domain.refusal import Level, Problem

SLACK = timedelta(minutes=10)
"""So far the clock may lie behind the last backup; further, the backup bears a false day."""

DRILL_EVERY = timedelta(days=30)
DRILL_LATE = timedelta(days=60)


class Why(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    CLOSING = "closing"
    UPGRADE = "upgrade"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Habits:
    """How this office makes backups. An administrator may say others."""

    folder: str = ""
    """The second folder or stick; "" while nobody has chosen one."""
    place: str = ""
    """What the mark in that folder says: another stick in the same slot is not the same."""
    keep: int = 14
    late_days: int = 3

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The habits of a setting; what it does not name is as it always is."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in plain.items() if name in known})

    def to_plain(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def problems(self) -> tuple[Problem, ...]:
        """What these habits cannot be."""
        found = []
        if not 2 <= self.keep <= 365:  # the newest alone might be the one that is not needed
            found.append(Problem("backup.keep", "keep"))
        if not 1 <= self.late_days <= 30:
            found.append(Problem("backup.late_days", "late_days"))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Figures:
    """What books hold, in numbers that two of them can be compared by."""

    people: int
    revisions: int
    audit_seq: int
    audit_hash: str
    newest: datetime | None
    """When the newest revision was made."""


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether this day in the office has no backup yet.

    By the day and not by hours: a PC that slept through the night is due when it wakes. A backup
    that seems to come from the future was made by a wrong clock, and does not count for today.
    """
    if last is None or last > now + SLACK:
        return True
    return last.astimezone().date() < now.astimezone().date()


def is_late(last: datetime | None, now: datetime, habits: Habits) -> bool:
    """Whether the last good backup is too old, or none was ever made."""
    if last is None or last > now + SLACK:
        return True
    return now - last > timedelta(days=habits.late_days)


def surplus(made: Sequence[tuple[datetime, int, str]], keep: int) -> tuple[str, ...]:
    """The names that may go, of (moment, life of the books, name).

    Of each day the newest is kept, of `keep` days the latest: days and not pieces, so that ten made
    in one morning do not drive out a fortnight. Each life for itself, or the first backup after a
    restore would drive out the one that was restored.
    """
    newest: dict[tuple[date, int], tuple[datetime, str]] = {}
    for moment, life, name in made:
        day = (moment.astimezone().date(), life)
        newest[day] = max(newest.get(day, (moment, name)), (moment, name))
    kept = {name for _, name in sorted(newest.values(), reverse=True)[:keep]}
    return tuple(sorted(name for _, _, name in made if name not in kept))


@dataclass(frozen=True, slots=True)
class Purged:
    """Residents were purged at a moment; the backups made before it hold them still."""

    at: datetime
    until: date
    """From this day on the next backup lets none of those stay, however few are left."""

    @classmethod
    def at_moment(cls, at: datetime, keep: int) -> Self:
        """With `keep` days of backups, one a day, they would all be gone by then by themselves."""
        return cls(at, at.astimezone().date() + timedelta(days=keep))

    @classmethod
    def from_plain(cls, plain: Mapping[str, str]) -> Self:
        return cls(datetime.fromisoformat(plain["at"]), date.fromisoformat(plain["until"]))

    def to_plain(self) -> dict[str, str]:
        return {"at": self.at.isoformat(), "until": self.until.isoformat()}


def outlived(
    made: Sequence[tuple[datetime, int, str]], purged: Sequence[Purged], today: date
) -> tuple[str, ...]:
    """The names, of (moment, life, name), that hold purged residents longer than was said."""
    over = [each.at for each in purged if each.until <= today]
    return tuple(sorted(name for moment, _, name in made if over and moment <= max(over)))


def is_drill_due(drilled: datetime | None, now: datetime) -> bool:
    """Whether it is time to prove again that the newest backup can be restored."""
    return drilled is None or drilled > now + SLACK or now - drilled >= DRILL_EVERY


@dataclass(frozen=True, slots=True)
class Loss:
    """What putting a backup in the place of the present books would take away."""

    backup: Figures
    present: Figures | None
    """None where the books that are here now cannot be read."""
    people: int = 0
    revisions: int = 0
    numbers: tuple[str, ...] = ()
    """Registration numbers of some who would be missing, the newest first."""
    is_same_line: bool = True
    """Whether the backup is an earlier state of the very books that are here."""
    is_first: bool = False
    """Whether there was no office here: on a new PC nothing can be lost."""

    def problems(self) -> tuple[Problem, ...]:
        """The same, as sentences."""
        if self.is_first:
            return ()
        if self.present is None:
            return (Problem("restore.present_unreadable", level=Level.WARN),)
        found = []
        if not self.is_same_line:
            found.append(Problem("restore.other_line", level=Level.WARN))
        if self.people:
            found.append(_warn("restore.loses_people", self.people))
        if self.revisions:
            found.append(_warn("restore.loses_revisions", self.revisions))
        entries = self.present.audit_seq - self.backup.audit_seq
        if entries > 0:
            found.append(_warn("restore.loses_entries", entries))
        return tuple(found) or (Problem("restore.loses_nothing", level=Level.NOTE),)


def _warn(code: str, count: int) -> Problem:
    return Problem(code, level=Level.WARN, facts=(("count", count),))
