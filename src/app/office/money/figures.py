"""The key figures of a programme, each in plain digits."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.kit import parts
from app.kit.theme import GRID, set_look
from app.wording import money as wording
from app.wording.catalogue import rupiah

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from app.service.city.budget import BudgetView

CEILING, SPENT, LEFT, PEOPLE, PER_MONTH, PAID = (
    "ceiling", "spent", "left", "people", "per_month", "paid_months",
)  # fmt: skip


ROOMY = 1100
"""Pixels from which all digits of a ceiling have room in large letters."""


class Figures(QWidget):
    """Ceiling, spent and left with a bar; people, price and months beside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers: dict[str, QLabel] = {}
        self.details: dict[str, QLabel] = {}
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        row = parts.row(gap=GRID * 3)
        row.addWidget(self._money(), 5)
        for name, words in (
            (PEOPLE, self.tr("orang dalam program")),
            (PER_MONTH, self.tr("per orang per bulan")),
            (PAID, self.tr("bulan terbayar")),
        ):
            sheet = parts.card(margin=GRID * 3)
            parts.fill(sheet, self._figure(name, words))
            row.addWidget(sheet, 2)
        self.setLayout(row)

    def show_budget(self, budget: "BudgetView") -> None:
        """Show these figures."""
        programme = budget.programme
        share = budget.spent * 1000 // programme.ceiling if programme.ceiling else 0
        percent = self.locale().toString(share / 10, "f", 1)
        months = [each.month for each in budget.months]
        states = budget.by_state
        waiting = states.get("waiting_for_funds", 0)
        for name, number, detail in (
            (CEILING, rupiah(programme.ceiling), wording.FUNDS[programme.fund]),
            (SPENT, rupiah(budget.spent), self.tr("{n} % dari pagu").format(n=percent)),
            (LEFT, rupiah(budget.left), self.tr("belum dibayarkan")),
            (
                PEOPLE,
                wording.count(budget.people),
                self.tr("{n} dibiayai, {w} menunggu dana").format(
                    n=wording.count(states.get("funded", 0)), w=wording.count(waiting)
                ),
            ),
            (
                PER_MONTH,
                rupiah(budget.per_month),
                wording.months(programme.first_month, programme.last_month),
            ),
            (
                PAID,
                self.tr("{n} dari {all}").format(n=len(months), all=programme.months),
                self.tr("sampai {month}").format(month=wording.month(months[-1]))
                if months
                else self.tr("belum ada pembayaran"),
            ),
        ):
            self.numbers[name].setText(number)
            self.details[name].setText(detail)
        self.bar.setValue(share)
        self.bar.setAccessibleName(self.tr("{n} % pagu terpakai").format(n=percent))

    def _money(self) -> QFrame:
        figures = parts.row(gap=GRID * 4)
        for name, words in (
            (CEILING, self.tr("pagu")),
            (SPENT, self.tr("terpakai")),
            (LEFT, self.tr("sisa")),
        ):
            figures.addLayout(self._figure(name, words), 1)
        column = parts.column(gap=GRID * 2)
        column.addLayout(figures)
        column.addWidget(self.bar)
        sheet = parts.card(margin=GRID * 3)
        parts.fill(sheet, column)
        return sheet

    def _figure(self, name: str, words: str) -> QVBoxLayout:
        number = parts.words("", "title")
        number.setObjectName(name)
        number.setAccessibleName(words)
        detail = parts.words("", "muted", wrap=True)
        self.numbers[name] = number
        self.details[name] = detail
        column = parts.column(gap=0)
        column.addWidget(number)
        column.addWidget(parts.words(words, "strong"))
        column.addWidget(detail)
        column.addStretch(1)  # in one line with its neighbours, however often they wrap
        return column

    def resizeEvent(self, event: "QResizeEvent") -> None:  # noqa: N802
        super().resizeEvent(event)
        for number in self.numbers.values():
            set_look(number, "role", "title" if event.size().width() >= ROOMY else "heading")
