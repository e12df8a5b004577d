"""What these windows ask of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.refusal import Problem
from app.kit.files import Files

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.custody import Answered, Asked


class HoldsKeys(Protocol):
    """`service.custody.Custody`. All of it is slow, or waits for the disk."""

    def names(self) -> Sequence[str]: ...
    def add(self, name: str, password: str) -> None: ...
    def look(self, path: Path) -> "Asked": ...
    def answer(
        self, path: Path, to: Path, *, name: str, password: str, fingerprint: str
    ) -> "Answered": ...


@dataclass(frozen=True, slots=True)
class CustodyUses:
    """The deeds of these windows, all but the choosing called off the GUI thread."""

    custody: HoldsKeys
    not_allowed: Problem | None
    """Why whoever is logged in may not name custodians."""
    office_name: Callable[[str], str]
    files: Files
