"""The people behind a number: a list in a window of its own, each leading to the person."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.domain.paid import PaidLine
from app.domain.people import PersonLine
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.jobs import Jobs, Latest
from app.kit.listmodel import ListModel, ListView
from app.kit.theme import GRID, set_look
from app.office.money.columns import people_columns
from app.office.money.uses import FindsPeople
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.city.money_people import Listed

SIZE = (860, 520)


class PeopleDialog(QDialog):
    """Shows some people, NIK masked. Enter leads to one of them."""

    opened = Signal(str)  # registration id

    def __init__(
        self,
        title: str,
        ask: "Callable[[], Listed]",
        people: FindsPeople,
        offices: Mapping[str, str],
        jobs: Jobs,
        parent: QWidget | None = None,
        *,
        with_money: bool = False,
        leads_on: bool = True,
    ) -> None:
        """`leads_on` says whether somebody can be opened: not from within a question."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(*SIZE)
        self._paid: Mapping[int, PaidLine] = {}
        self.title = parts.words(title, "title")
        self.said = parts.words(self.tr("Sebentar …"), "muted-line")
        self.model: ListModel[PersonLine] = ListModel(
            people_columns(offices, lambda: self._paid, with_money=with_money), people.lines, self
        )
        self.table = ListView(self.model)
        self.table.setAccessibleName(title)
        if leads_on:
            self.table.opened.connect(self._open)
        close = QPushButton(self.tr("Tutup   Esc"), self)
        close.setAccessibleName(self.tr("Tutup"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        foot = parts.row(gap=GRID * 2)
        if leads_on:
            foot.addWidget(parts.words(self.tr("Enter membuka orangnya di Peserta"), "muted"))
        foot.addStretch(1)
        foot.addWidget(close)
        column = parts.column(margin=GRID * 5, gap=GRID * 3)
        head = parts.column(gap=GRID)
        head.addWidget(self.title)
        head.addWidget(self.said)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.setLayout(column)
        self.table.setFocus()
        self._asked = Latest(jobs, self)
        self._asked.ask(ask, self._show, self._not_read)

    def _show(self, found: "Listed") -> None:
        self._paid = found.paid
        self.model.show_ids(found.ids)
        count = self.locale().toString(len(found.ids))
        self.said.setText(self.tr("{n} orang").format(n=count))
        if found.ids:
            self.table.selectRow(0)

    def _not_read(self, error: Exception) -> None:
        problems = said_by(error) or (Problem("money.not_read"),)
        set_look(self.said, "mark", "stop")
        self.said.setText(sentence(problems[0]))

    @Slot(int)
    def _open(self, row: int) -> None:
        line = self.model.line(row)
        if line is not None:
            self.opened.emit(line.registration_id)
            self.accept()
