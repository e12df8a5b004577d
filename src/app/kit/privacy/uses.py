"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.refusal import Problem
from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.exchange.sent import SentFile
    from app.service.purge import Due, PurgeReport


class Purges(Protocol):
    """`service.purge.Purge`."""

    def due(self) -> "Due": ...
    def __call__(self, progress: Progress, cancelled: Cancelled) -> "PurgeReport": ...


@dataclass(frozen=True, slots=True)
class PrivacyUses:
    """The deeds of this page, all called off the GUI thread."""

    purge: Purges
    sent: "Callable[[], Sequence[SentFile]]"
    list_lost: Callable[[str, Path, Progress, Cancelled], int | None]
    may_purge: Problem | None
    """Why whoever is logged in may not; None who may."""
    may_list: Problem | None
    files: Files
