"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.insurer import Choice, InsurerFile
from app.domain.refusal import Problem
from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.city.insurer.answers import Checked
    from app.service.city.insurer.ask import Asked
    from app.service.city.insurer.out import ListPreview
    from app.service.city.insurer.shown import FileRow, Layout, Standing

SEND, ASK = "send", "ask"


class Shows(Protocol):
    """`service.city.insurer.shown.ShowInsurer`."""

    def layouts(self) -> "Sequence[Layout]": ...
    def standings(self) -> "Sequence[Standing]": ...
    def files(self) -> Sequence[InsurerFile]: ...
    def rows(self, file_id: str) -> "Sequence[FileRow]": ...


class MakesLists(Protocol):
    """`service.city.insurer.out.ListForInsurer`."""

    def preview(self, choice: Choice, code: str, cancelled: Cancelled) -> "ListPreview": ...
    def __call__(
        self,
        target: Path,
        reason: str,
        choice: Choice,
        code: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> "tuple[InsurerFile, ListPreview]": ...


class TakesAnswers(Protocol):
    """`service.city.insurer.answers.TakeAnswers`."""

    def check(self, path: Path, code: str, cancelled: Cancelled) -> "Checked": ...
    def __call__(
        self, checked: "Checked", agreed: Collection[int], reason: str
    ) -> InsurerFile | None: ...


class AsksBack(Protocol):
    """`service.city.insurer.ask.AskAboutRefused`."""

    def __call__(self, registration_ids: Collection[str]) -> "Asked": ...


@dataclass(frozen=True, slots=True)
class InsurerUses:
    """The deeds of this page, called off the GUI thread.

    What is in `not_allowed` this person may not, for the reason it holds: `SEND`, `ASK`.
    """

    show: Shows
    send: MakesLists
    take: TakesAnswers
    ask: AsksBack
    files: Files
    place_name: Callable[[str], str]
    today: Callable[[], date]
    not_allowed: Mapping[str, Problem]
