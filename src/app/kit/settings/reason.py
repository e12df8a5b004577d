"""A question to the person that asks for one thing: why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit.fields import TextField
from app.kit.jobs import Jobs
from app.kit.settings.question import Question


@dataclass(frozen=True, slots=True)
class Wording:
    """What a question for a reason says."""

    title: str
    purpose: str
    deed: str
    missing: str
    """Code of what is said where no reason is given."""
    label: str = ""
    """Above the field, where it is to say more than that a reason is wanted."""
    unforeseen: str = Question.unforeseen


class ReasonQuestion(Question):
    """Why something is done. What is done with the reason is its caller's."""

    def __init__(
        self,
        says: Wording,
        do: Callable[[str], object],
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """`do` is given the reason, off the GUI thread; `str` where it is only asked for."""
        super().__init__(jobs, parent)
        self.unforeseen = says.unforeseen
        self._missing = says.missing
        self._do = do
        self.tell(says.title, says.purpose, says.deed)
        self.reason = TextField("reason", says.label or self.tr("Alasan"), max_length=300)
        self.add(self.reason)
        self.follow()
        self.reason.setFocus()

    def problems(self) -> Sequence[Problem]:
        return () if self.reason.text().strip() else (Problem(self._missing, "reason"),)

    def work(self) -> Callable[[], object]:
        return partial(self._do, self.reason.text())
