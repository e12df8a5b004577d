"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.desk.people.city import Answers
from app.desk.people.happened import Hands, Reports
from app.domain.draft import Draft
from app.domain.examination import Examination
from app.domain.people import Query
from app.kit.files import Files
from app.kit.people.uses import ReadsPeople

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.citys_word import CitysWord
    from app.service.dossier import Dossier
    from app.service.drafts import DraftLine


class ListsDrafts(Protocol):
    """`service.drafts.Drafts`."""

    def mine(self) -> "tuple[DraftLine, ...]": ...
    def drop(self, draft_id: str) -> None: ...


class ShowsRegistration(Protocol):
    """`service.dossier.ShowRegistration`."""

    def __call__(self, registration_id: str) -> "Dossier": ...


class ShowsCitysWord(Protocol):
    """`service.citys_word.ShowCitysWord`."""

    def __call__(self, registration_id: str) -> "CitysWord": ...


class ExportsPeople(Protocol):
    """`service.export.ExportPeople`."""

    def __call__(
        self,
        query: Query,
        target: Path,
        reason: str,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> int | None: ...


@dataclass(frozen=True, slots=True)
class PeopleUses:
    """The deeds of this page, called off the GUI thread but for `examine` and `people.lines`."""

    people: ReadsPeople
    drafts: ListsDrafts
    show_registration: ShowsRegistration
    export: ExportsPeople
    examine: Callable[[Draft], Examination]  # where the family stands by law
    citys_word: ShowsCitysWord
    answer: Answers
    report: Reports
    hand: Hands
    files: Files
