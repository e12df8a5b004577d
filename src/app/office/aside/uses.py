"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from app.domain.asides import Aside

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.exchange.receive import Received
    from app.service.exchange.settle import BothVersions, Choice


class Settles(Protocol):
    """`service.exchange.settle.SettleAside`. All of it is called off the GUI thread."""

    def open(self) -> Sequence[Aside]: ...
    def show(self, aside_id: int) -> "BothVersions": ...
    def __call__(self, aside_id: int, choice: "Choice") -> "Received | None": ...
