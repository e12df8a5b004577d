"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.refusal import Problem
from app.kit.jobs import Cancelled, Progress
from app.kit.printers import Printers
from app.kit.recovery import PaperUses

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.about import About
    from app.service.operators import Account


class ChangesAccounts(Protocol):
    """`service.operators.Operators`. Nearly all of it is slow, or waits for the disk."""

    def all(self) -> "Sequence[Account]": ...
    def not_allowed(self) -> Problem | None: ...
    def roles(self) -> Sequence[str]: ...
    def add(self, name: str, password: str, role: str) -> "Account": ...
    def remove(self, name: str) -> None: ...
    def reset(self, name: str, password: str) -> None: ...
    def change_password(self, old: str, new: str) -> None: ...
    def new_recovery(self) -> str: ...
    def keep_recovery(self, shown: str, typed: str) -> None: ...


class LocksScreen(Protocol):
    """`service.idle.IdleLock`: minutes until the screen locks itself."""

    def __call__(self) -> int: ...
    def put(self, minutes: int) -> None: ...


@dataclass(frozen=True, slots=True)
class SettingsUses:
    """The deeds of this page, all called off the GUI thread."""

    accounts: ChangesAccounts
    about: "Callable[[], About]"
    check: Callable[[Progress, Cancelled], Sequence[Problem]]
    recovery_paper: Callable[[str], bytes]  # a PDF with this code, for the printer
    printers: Printers
    lock: LocksScreen
    minutes: Sequence[int]  # what can be chosen

    @property
    def paper(self) -> PaperUses:
        """What a new recovery code needs."""
        return PaperUses(self.accounts.keep_recovery, self.recovery_paper, self.printers)
