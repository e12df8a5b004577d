"""What the page asks of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.refusal import Problem
from app.domain.states import DecisionState
from app.kit.files import Files
from app.kit.jobs import Cancelled, Progress

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.city.checks import CheckedAnswers, KeptAnswers
    from app.service.city.eligible import Standing, Verdict
    from app.service.city.elsewhere import CheckedElsewhere, ElsewhereLine, KeptElsewhere
    from app.service.exchange.decide import Decided


class HasProfile(Protocol):
    """How a kind of file is read."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


class TakesLists(Protocol):
    """`service.city.elsewhere.TakeElsewhere`."""

    def profiles(self) -> Sequence[HasProfile]: ...
    def open(
        self, path: Path, profile: str, as_of: date, cancelled: Cancelled
    ) -> "CheckedElsewhere | None": ...
    def keep(self, checked: "CheckedElsewhere", cancelled: Cancelled) -> "KeptElsewhere": ...
    def lines(self) -> "Sequence[ElsewhereLine]": ...
    def drop(self, list_id: str) -> int: ...


class TakesAnswers(Protocol):
    """`service.city.checks.TakeChecks`."""

    def profiles(self) -> Sequence[HasProfile]: ...
    def open(
        self, path: Path, profile: str, as_of: date, cancelled: Cancelled
    ) -> "CheckedAnswers | None": ...
    def keep(
        self, checked: "CheckedAnswers", progress: Progress, cancelled: Cancelled
    ) -> "KeptAnswers": ...


class AsksRules(Protocol):
    """`service.city.eligible.Eligible`."""

    def all(
        self,
        verdict: "Verdict | None" = None,
        *,
        progress: Progress,
        cancelled: Cancelled,
    ) -> "Sequence[Standing]": ...


class Decides(Protocol):
    """`service.exchange.decide.Decide`."""

    def __call__(
        self,
        registration_ids: Collection[str],
        state: DecisionState,
        *,
        progress: Progress,
        cancelled: Cancelled,
    ) -> "Decided": ...


@dataclass(frozen=True, slots=True)
class ElsewhereUses:
    """The deeds of this page, called off the GUI thread but for `today`."""

    lists: TakesLists
    answers: TakesAnswers
    rules: AsksRules
    decide: Decides
    files: Files
    today: Callable[[], date]
    not_allowed: Problem | None  # why nothing can be taken in or decided by whoever is logged in
