"""The door of the office: who is let in, and what happens to whoever tries too often."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.keys.attempts import UNKNOWN, Attempts
from app.keys.failure import NotUnlocked
from app.keys.operator_rules import folded
from app.service.session import Clock

if TYPE_CHECKING:
    from app.keys.slots import Opened, SlotFile
    from app.store.books import Books


class Door:
    """Takes names and passwords. Five wrong ones of an operator, and each next has to wait."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._attempts = Attempts(folder, clock)

    def open(self, slots: "SlotFile", name: str, password: str) -> "Opened":
        """Let somebody in, or `NotUnlocked`: wrong, or how long to wait."""
        wanted = folded(name)
        who = next((each.id for each in slots.operators() if folded(each.name) == wanted), UNKNOWN)
        with self.trying(who):
            return slots.unlock(name, password)

    @contextmanager
    def trying(self, operator: str) -> Iterator[None]:
        """A block in which a password of this operator is tried; `NotUnlocked` is a wrong one."""
        self._attempts.begin(operator)
        try:
            yield
        except NotUnlocked:
            raise self._attempts.wrong(operator) from None
        self._attempts.right(operator)

    def forgive(self, operator: str) -> None:
        """Let an operator with a new password try at once."""
        self._attempts.forgive(operator)

    def tell(self, books: "Books") -> None:
        """Write into the audit trail who was not let in while the books were shut.

        A name that nobody has is not told: it is somebody's slip, at times the password itself.
        """
        failures, forgotten = self._attempts.untold()
        if not failures:
            return
        with books.transaction() as unit:
            if forgotten:
                unit.audit.note(
                    "login.failures_forgotten",
                    UNKNOWN,
                    operator=UNKNOWN,
                    at=failures[0].at,
                    detail={"count": forgotten},
                )
            for each in failures:
                unit.audit.note("login.failed", each.operator, operator=each.operator, at=each.at)
        self._attempts.told()
