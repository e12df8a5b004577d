"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.lists import (
        BatchLine,
        CheckedList,
        ListColumn,
        OpenedList,
        TakenIn,
        Undone,
    )


class TakesLists(Protocol):
    """`service.lists.ImportList`.

    `with_header`, `with_target`, `columns`, `targets` and `lacking` read no books and are called
    on the GUI thread.
    """

    def open(self, path: Path, cancelled: Cancelled) -> "OpenedList | None": ...
    def with_header(self, opened: "OpenedList", sheet: str, row: int) -> "OpenedList": ...
    def with_target(self, opened: "OpenedList", column: int, target: str) -> "OpenedList": ...
    def columns(self, opened: "OpenedList") -> "tuple[ListColumn, ...]": ...
    def targets(self, opened: "OpenedList") -> tuple[str, ...]: ...
    def lacking(self, opened: "OpenedList") -> tuple[str, ...]: ...
    def profiles(self) -> tuple[str, ...]: ...
    def with_profile(self, opened: "OpenedList", name: str) -> "OpenedList": ...
    def keep_profile(self, opened: "OpenedList", name: str) -> "OpenedList": ...
    def check(
        self, opened: "OpenedList", progress: Progress, cancelled: Cancelled
    ) -> "CheckedList | None": ...
    def copy(
        self, checked: "CheckedList", target: Path, progress: Progress, cancelled: Cancelled
    ) -> bool: ...
    def commit(
        self, checked: "CheckedList", name: str, progress: Progress, cancelled: Cancelled
    ) -> "TakenIn": ...
    def batches(self) -> "tuple[BatchLine, ...]": ...
    def undo(self, batch_id: str, progress: Progress, cancelled: Cancelled) -> "Undone": ...


class ChoosesFiles(Protocol):
    """Asks the clerk for a file; `chosen` is called with it, or never."""

    def to_open(self, parent: QWidget, chosen: Callable[[Path], object]) -> None: ...
    def to_save(self, parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None: ...
