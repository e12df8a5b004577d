"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.desk.sending.sample.uses import ChecksAgain
from app.domain.answers import Answer, Kind
from app.domain.asides import Aside
from app.domain.people import PersonLine
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress
from app.kit.network import Courier
from app.kit.sticks import Sticks

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.exchange.address import Address
    from app.service.exchange.approve import Approved
    from app.service.exchange.enrol import Introduction
    from app.service.exchange.receive import Received
    from app.service.exchange.seal import SealReport, Sent
    from app.service.exchange.sent import SentFile
    from app.service.exchange.settle import Choice
    from app.service.exchange.standing import Standing


class Approves(Protocol):
    """`service.exchange.approve.Approve`; `lines` is called on the GUI thread, for what is seen."""

    def not_allowed(self) -> Problem | None: ...
    def demand_password(self, password: str) -> None: ...
    def waiting(self) -> Sequence[str]: ...
    def lines(self, registration_ids: Sequence[str]) -> Sequence[PersonLine]: ...
    def __call__(
        self,
        registration_ids: Sequence[str],
        password: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> "Approved": ...


class Seals(Protocol):
    """`service.exchange.seal.Seal`."""

    def __call__(
        self, folder: Path | None, progress: Progress, cancelled: Cancelled
    ) -> "SealReport": ...
    def carry(
        self, sent: "Sequence[Sent]", folder: Path, progress: Progress, cancelled: Cancelled
    ) -> "tuple[Sent, ...]": ...


class ShowsSent(Protocol):
    """`service.exchange.sent.ShowSent`."""

    def __call__(self) -> "tuple[SentFile, ...]": ...
    def clean(self, folder: Path) -> int: ...


class ShowsAnswers(Protocol):
    """`service.exchange.answers.ShowAnswers`; `lines` is called on the GUI thread."""

    def ids(self, kind: Kind | None = None) -> Sequence[int]: ...
    def lines(self, ids: Sequence[int]) -> Mapping[int, Answer]: ...


class Enrols(Protocol):
    """`service.exchange.enrol.Enrol`."""

    def write(self, folder: Path) -> "tuple[Path, Introduction]": ...
    def look(self, path: Path) -> "Introduction": ...
    def take(
        self, path: Path, fingerprint: str = "", *, replace_key: bool = False
    ) -> "Introduction": ...


class HasMailbox(Protocol):
    """`service.exchange.correspond.Correspond`."""

    def address(self) -> "Address | None": ...
    def settle(self, url: str, pin: str = "") -> "Address | None": ...


class ShowsAsides(Protocol):
    """`service.exchange.settle.SettleAside`."""

    def open(self) -> Sequence[Aside]: ...
    def __call__(self, aside_id: int, choice: "Choice") -> "Received | None": ...


@dataclass(frozen=True, slots=True)
class SendingUses:
    """The deeds of the page Kiriman."""

    standing: "Callable[[], Standing]"
    approve: Approves
    seal: Seals
    sent: ShowsSent
    receive: "Callable[[Sequence[Path], Progress, Cancelled], Received]"
    answers: ShowsAnswers
    enrol: Enrols
    mailbox: HasMailbox
    courier: Courier
    sticks: Sticks
    files: Files
    nothing_to_ask: Callable[[], object]
    """An administrator says that the city holds nothing of books out of a backup."""
    clock_is_right: Callable[[], object]
    sample: ChecksAgain
    asides: ShowsAsides
    reference: Reference
