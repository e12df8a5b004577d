"""Andaikan: so many people for so many months against the ceiling, reckoned at each key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.fields import TextField
from app.kit.jobs import Jobs, Latest
from app.kit.theme import GRID, set_look
from app.office.money.uses import LooksAtMoney
from app.wording import money as wording

if TYPE_CHECKING:
    from app.domain.programme import WhatIf
    from app.service.city.budget import BudgetView

DIGITS = 7


class WhatIfPane(QWidget):
    """Two numbers to type, and in sentences what they cost and what the money would buy."""

    def __init__(
        self,
        budget: LooksAtMoney,
        jobs: Jobs,
        failed: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._budget = budget
        self._failed = failed
        self._asked = Latest(jobs, self)
        self._programme, self._whole = "", 0
        self.people = TextField(
            "people", self.tr("Orang   Ctrl+G"), tidy=_grouped, bare=_plain, max_length=DIGITS + 2
        )
        self.months = TextField("months", self.tr("Bulan"), max_length=2)
        for field in (self.people, self.months):
            field.changed.connect(self.reckon)
            field.setMinimumHeight(field.sizeHint().height())  # the lists below give way
        self.sum = parts.words("", "strong", wrap=True)
        self.verdict = parts.words("", "strong", wrap=True)
        self.buys = parts.words("", wrap=True)
        row = parts.row(gap=GRID * 3)
        row.addWidget(self.people, 2)
        row.addWidget(self.months, 1)
        column = parts.column(gap=GRID * 2)
        column.addLayout(row)
        for label in (self.sum, self.verdict, self.buys):
            column.addWidget(label)
        self.setLayout(column)

    def show_budget(self, budget: "BudgetView") -> None:
        """Begin with everybody in care and all months; what was typed for a programme stays."""
        self._whole = budget.programme.months
        if budget.programme.id != self._programme:
            self._programme = budget.programme.id
            self.people.set_text(str(budget.people))
            self.months.set_text(str(budget.programme.months))
        self.reckon()

    def go_to(self) -> None:
        """Put the cursor on the people."""
        self.people.line.setFocus()
        self.people.line.selectAll()

    @Slot()
    def reckon(self) -> None:
        """Reckon what is typed now."""
        people, months = self.people.text(), self.months.text()
        bad = [each for each in (self.people, self.months) if not _is_number(each.text())]
        for field in (self.people, self.months):
            field.show_problems([Problem("money.number", field.name)] if field in bad else ())
        if bad or not self._programme:
            self._asked.forget()
            return
        what_if, programme = self._budget.what_if, self._programme
        self._asked.ask(
            lambda: what_if(programme, int(people), int(months)), self._show, self._failed
        )

    def _show(self, found: "WhatIf") -> None:
        self.sum.setText(wording.reckoning(found))
        set_look(self.verdict, "mark", "good" if found.is_enough else "stop")
        self.verdict.setText(wording.verdict(found))
        self.buys.setText(wording.buys(found, self._whole))
        self.setAccessibleDescription(f"{self.verdict.text()} {self.buys.text()}")


def _plain(text: str) -> str:
    return text.strip().replace(".", "").replace(" ", "")


def _grouped(text: str) -> str:
    digits = _plain(text)
    return wording.count(int(digits)) if _is_number(digits) else text.strip()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS
