"""What was purged lives on in copies: which, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.domain.backup import Habits, Purged
from app.service.backup import swap
from app.service.backup.places import SETTING
from app.service.front import BOOKS
from app.service.session import Session
from app.store.books import Books, Unit

PURGES = "backup.purges"


@dataclass(frozen=True, slots=True)
class Copies:
    """Where people who were purged can still be read."""

    before: date
    """The day of the purge: backups made earlier hold them."""
    keep: int
    """Of so many days backups are kept."""
    until: date
    """The day from which the last of them is gone, by the next backup."""
    beside: tuple[str, ...]
    """Folders in the data folder that somebody has to take away: from before a restore."""


def purges(unit: Unit) -> tuple[Purged, ...]:
    """The purges whose people may still be in backups."""
    return tuple(Purged.from_plain(each) for each in unit.settings.get(PURGES, []))


def note_purge(unit: Unit, at: datetime) -> None:
    """Write down that somebody was purged, in the transaction that does it."""
    habits = Habits.from_plain(unit.settings.get(SETTING, {}))
    new = Purged.at_moment(at, habits.keep)
    others = [each for each in purges(unit) if each.until != new.until]  # one a day is enough
    _put(unit, (*others, new))


def fulfilled(books: Books, today: date) -> None:
    """The backups were thinned just now: forget the purges whose day had come."""
    with books.reading() as unit:
        held = purges(unit)
    if any(each.until <= today for each in held):
        with books.transaction() as unit:
            _put(unit, [each for each in purges(unit) if each.until > today])


def copies(session: Session, unit: Unit) -> Copies | None:
    """Where the purged can still be read; None when nowhere that this office knows of."""
    held = purges(unit)
    beside = tuple(sorted(each.name for each in session.folder.glob(f"{swap.BEFORE}*")))
    if not held:
        return None
    last = max(held, key=lambda each: each.at)
    return Copies(
        before=last.at.astimezone().date(),
        keep=Habits.from_plain(unit.settings.get(SETTING, {})).keep,
        until=max(each.until for each in held),
        beside=beside,
    )


def copies_of_upgrades(data: Path) -> Iterable[Path]:
    """The copies that were made beside the books before an upgrade."""
    return data.glob(f"{Path(BOOKS).stem}-before-*")


def _put(unit: Unit, held: Iterable[Purged]) -> None:
    plain = [each.to_plain() for each in held]
    if plain:
        unit.settings.put(PURGES, plain)
    else:
        unit.settings.remove(PURGES)
