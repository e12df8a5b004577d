"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress
from app.kit.sticks import Sticks

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.exchange.receive import Received
    from app.service.exchange.seal import SealReport


class TakesFiles(Protocol):
    """`service.exchange.receive.Receive`."""

    def __call__(
        self, paths: Sequence[Path], progress: Progress, cancelled: Cancelled
    ) -> "Received": ...


class TakesMail(Protocol):
    """`service.exchange.post.TakeMail`."""

    def waiting(self) -> int: ...
    def __call__(self, progress: Progress, cancelled: Cancelled) -> "Received": ...


class SealsReplies(Protocol):
    """`service.exchange.seal.Seal`."""

    def __call__(
        self, folder: Path | None, progress: Progress, cancelled: Cancelled
    ) -> "SealReport": ...


class CatchesUp(Protocol):
    """`service.exchange.index.CatchUpSearch`."""

    def behind(self) -> int: ...
    def __call__(self, progress: Progress, cancelled: Cancelled) -> int: ...


class WatchesMail(Protocol):
    """`service.exchange.mailroom.ByItself`."""

    def __call__(self) -> bool: ...
    def put(self, wished: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class ReceivingUses:
    """The deeds of this page, all called off the GUI thread."""

    receive: TakesFiles
    mail: TakesMail
    by_itself: WatchesMail
    seal: SealsReplies
    search: CatchesUp
    office_name: Callable[[str], str]  # "Lempake" for 6472051003
    files: Files
    sticks: Sticks
