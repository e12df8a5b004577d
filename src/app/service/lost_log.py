"""A log that should lie beside the books and does not: what was last saved may be missing."""

from datetime import datetime, timedelta

from app.domain.refusal import Level, Problem
from app.store.books import Books, Unit

SETTING = "books.log_missing"
TOLD_FOR = timedelta(days=7)


def note_lost_log(books: Books, operator: str, at: datetime) -> None:
    """Write down that the log was gone when the books were opened after a cut.

    The books open without it as they were some saves ago, and nothing in them shows that.
    """
    with books.transaction() as unit:
        unit.settings.put(SETTING, at.isoformat())
        unit.audit.note(SETTING, "-", operator=operator, at=at)


def lost_log(unit: Unit, now: datetime) -> Problem | None:
    """What is said of it, for a week; None where it did not happen."""
    said = unit.settings.get(SETTING)
    if said is None:
        return None
    at = datetime.fromisoformat(said)
    if now - at > TOLD_FOR:
        return None
    day = at.astimezone().date().isoformat()
    return Problem("books.log_missing", level=Level.WARN, facts=(("day", day),))
