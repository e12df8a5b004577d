"""What these windows ask of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.refusal import Problem
from app.kit.files import Files
from app.kit.printers import Printers

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.recover import Asking, Ways


class Recovers(Protocol):
    """`service.recover.Recover`. All but `new_paper` is slow, or waits for the disk."""

    def ways(self) -> "Ways": ...
    def by_paper(self, code: str, name: str, password: str) -> None: ...
    def ask(self, name: str, password: str, to: Path) -> "Asking": ...
    def take(self, answers: Sequence[Path], password: str) -> None: ...
    def new_paper(self) -> str: ...
    def keep_paper(self, name: str, password: str, shown: str, typed: str) -> None: ...


@dataclass(frozen=True, slots=True)
class ComebackUses:
    """The deeds of these windows."""

    recover: Recovers
    slips: Callable[[str], Sequence[Problem]]
    """What is wrong with a code while it is being typed; quick."""
    recovery_paper: Callable[[str], bytes]
    printers: Printers
    files: Files
    city: str
    """Who is called."""
