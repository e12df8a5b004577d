"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.decisions import Decision, Fix
from app.domain.draft import Draft
from app.domain.examination import Examination
from app.domain.people import Query
from app.domain.states import DecisionState, EndReason
from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress
from app.kit.people.uses import ReadsPeople
from app.office.kelurahan.uses import HandsOver

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.city.eligible import Standing
    from app.service.dossier import Dossier
    from app.service.exchange.decide import Decided
    from app.service.exchange.kelurahan import Kelurahan


class ShowsRegistration(Protocol):
    """`service.dossier.ShowRegistration`."""

    def __call__(self, registration_id: str) -> "Dossier": ...


class Decides(Protocol):
    """`service.exchange.decide.Decide`."""

    def __call__(
        self,
        registration_ids: Collection[str],
        state: DecisionState,
        fixes: tuple[Fix, ...],
        reason: str,
        progress: Progress,
        cancelled: Cancelled,
        *,
        end: EndReason | None = None,
    ) -> "Decided": ...
    def take_back(
        self,
        registration_ids: Collection[str],
        reason: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> "Decided": ...
    def history(self, registration_id: str) -> Sequence[Decision]: ...


class ExportsPeople(Protocol):
    """`service.export.ExportPeople`."""

    def __call__(
        self, query: Query, target: Path, reason: str, progress: Progress, cancelled: Cancelled
    ) -> int | None: ...


@dataclass(frozen=True, slots=True)
class CityPeopleUses:
    """The deeds of this page, called off the GUI thread but for `examine` and `people.lines`."""

    people: ReadsPeople
    show_registration: ShowsRegistration
    decide: Decides
    standing: "Callable[[str], Standing]"  # how the rules stand, with all that the city knows
    examine: Callable[[Draft], Examination]  # where the family stands by law
    hand_over: HandsOver
    kelurahan: "Callable[[], tuple[Kelurahan, ...]]"
    export: ExportsPeople
    files: Files
    today: Callable[[], date]
