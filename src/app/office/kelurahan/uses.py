"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.exchange.enrol import Introduction
    from app.service.exchange.handover import HandedOver
    from app.service.exchange.kelurahan import Kelurahan


class Enrols(Protocol):
    """`service.exchange.enrol.Enrol`."""

    def write(self, folder: Path) -> "tuple[Path, Introduction]": ...
    def look(self, path: Path) -> "Introduction": ...
    def take(
        self, path: Path, fingerprint: str = "", *, replace_key: bool = False
    ) -> "Introduction": ...
    def revoke(self, office: str, station: int) -> None: ...


class HandsOver(Protocol):
    """`service.exchange.handover.HandOver`."""

    def owned_by(self, office: str, station: int) -> Sequence[str]: ...
    def __call__(
        self,
        registration_ids: Collection[str],
        office: str,
        station: int,
        reason: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> "HandedOver": ...


@dataclass(frozen=True, slots=True)
class KelurahanUses:
    """The deeds of this page, all called off the GUI thread."""

    show: "Callable[[], tuple[Kelurahan, ...]]"
    enrol: Enrols
    hand_over: HandsOver
    files: Files
