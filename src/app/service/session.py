"""One operator at work on the unlocked books of an office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # heavy: the login window must not wait for them
    from app.domain.reference import Reference
    from app.keys.slots import Opened, Operator, SlotFile
    from app.keys.station import Station
    from app.store.books import Books
    from app.store.owner import Owner

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment in UTC, to the second, as the books write it."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds keys
class Session:
    """Who is logged in, on which books, by which rules; every use case is given one."""

    folder: Path
    resources: Path
    reference: "Reference"
    books: "Books"
    opened: "Opened"
    slots: "SlotFile"
    station: "Station"
    owner: "Owner"
    clock: Clock = now

    @property
    def operator(self) -> "Operator":
        return self.opened.operator

    def today(self) -> date:
        """The day in the office, by the office's own clock."""
        return self.clock().astimezone().date()

    def close(self) -> None:
        """Put the books in order and let go of them."""
        self.books.close()
        self.owner.release()
