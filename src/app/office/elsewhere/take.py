"""What the page asks before it reads a file: which kind it is, and of which day."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.domain.dates import read_date, write_date
from app.domain.refusal import Problem, Refusal
from app.kit.fields import ChoiceField, DateField, Option
from app.kit.jobs import Jobs
from app.kit.settings.question import Question
from app.office.elsewhere.uses import HasProfile


class Chosen(NamedTuple):
    """What was answered."""

    profile: str
    as_of: date


class AskKind(Question):
    """Which profile and which day. It only asks."""

    def __init__(
        self,
        title: str,
        purpose: str,
        profiles: Sequence[HasProfile],
        today: date,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self.tell(title, purpose, self.tr("Baca berkas"))
        self._today = today
        self.profile = ChoiceField(
            "profile",
            self.tr("Jenis berkas"),
            [Option(each.code, each.label) for each in profiles],
        )
        self.as_of = DateField("as_of", self.tr("Data per tanggal"))
        self.as_of.set_text(write_date(today))
        self.add(self.profile)
        self.add(self.as_of)
        self.follow()
        self.profile.setFocus()

    def problems(self) -> Sequence[Problem]:
        found = []
        if not self.profile.text():
            found.append(Problem("elsewhere.profile", "profile"))
        try:
            day = read_date(self.as_of.text())
        except Refusal as refusal:
            found += [each.at("as_of") for each in refusal.problems]
        else:
            if day > self._today:
                found.append(Problem("elsewhere.day", "as_of"))
        return found

    def work(self) -> Callable[[], object]:
        return partial(Chosen, self.profile.text(), read_date(self.as_of.text()))
