"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.backup import Habits
from app.domain.refusal import Problem
from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.backup.drill import Drilled
    from app.service.backup.make import Made
    from app.service.backup.restore import Prepared
    from app.service.backup.state import Standing


class RestoresBackups(Protocol):
    """`service.backup.restore.Restore`, and how the office is closed for it."""

    def prepare(
        self, backup: Path, name: str, password: str, progress: Progress, cancelled: Cancelled
    ) -> "Prepared": ...
    def prepare_by_paper(
        self,
        backup: Path,
        name: str,
        code: str,
        password: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> "Prepared": ...
    def swap(self, prepared: "Prepared") -> None: ...
    def forget(self) -> None: ...


@dataclass(frozen=True, slots=True)
class BackupUses:
    """The deeds of this page, all but the choosing called off the GUI thread."""

    state: "Callable[[], Standing]"
    make: "Callable[[Progress, Cancelled], Made]"
    drill: "Callable[[Progress, Cancelled], Drilled]"
    put_habits: Callable[[Habits], Habits]
    not_allowed: Problem | None
    """Why whoever is logged in may not say where backups go, nor put one back."""
    restore: RestoresBackups
    files: Files
    operator: str
    """Whose name stands in the question for a password."""
