"""One operator at work on the unlocked books of an office."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.refusal import Problem
from app.domain.rights import Right, refusal_code, rights

if TYPE_CHECKING:  # heavy: the login window must not wait for them
    from app.domain.reference import Reference
    from app.keys.slot import Operator
    from app.keys.slots import Opened, SlotFile
    from app.keys.station import Station
    from app.store.books import Books
    from app.store.owner import Owner

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment in UTC, to the second, as the books write it."""
    return datetime.now(UTC).replace(microsecond=0)


class NotAllowed(Exception):
    """Whoever is logged in may not do this. Nothing was changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.problem = Problem(code)


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

    @property
    def is_city(self) -> bool:
        """Whether these are the books of a city; its station is 0, which no kelurahan has."""
        return self.station.public.station == 0

    def may(self, right: Right) -> bool:
        """Whether whoever is logged in has this right here."""
        return right in rights(self.operator.role, city=self.is_city)

    def why_not(self, right: Right) -> Problem | None:
        """What whoever is logged in is told who has not this right; None for who has."""
        return None if self.may(right) else Problem(refusal_code(right))

    def require(self, right: Right) -> None:
        """`NotAllowed` for whoever has not this right; every deed begins with it."""
        if not self.may(right):
            raise NotAllowed(refusal_code(right))

    def today(self) -> date:
        """The day in the office, by the office's own clock."""
        return self.clock().astimezone().date()

    def close(self) -> None:
        """Put the books in order and let go of them."""
        from app.store.engine import StoreFailure

        with suppress(StoreFailure):  # what cannot be brought into the file stays in the log
            self.books.settle()
            self.owner.settled()
        self.books.close()
        self.owner.release()
