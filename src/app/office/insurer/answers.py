"""The insurer's answers before they are taken: what becomes of each row, and what differs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.insurer import TAKEN, Judged, Outcome
from app.kit import parts
from app.kit.lines import LineList
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.insurer.columns import row_columns, said_of
from app.wording.catalogue import long_day
from app.wording.insurer import counted

if TYPE_CHECKING:
    from app.service.city.insurer.answers import Checked

_ORDER = {
    each: place
    for place, each in enumerate(
        (
            Outcome.CONTRADICTING, Outcome.UNLISTED, Outcome.UNKNOWN, Outcome.UNREADABLE,
            Outcome.REFUSED, Outcome.NUMBERED, Outcome.ACCEPTED, Outcome.TWICE,
            Outcome.UNANSWERED, Outcome.SAME,
        )
    )
}  # fmt: skip
"""What somebody has to look at first."""


class AnswersPane(QWidget):
    """Shows every row with its result. Rows against what is held can be agreed to, one by one."""

    take_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agreed: set[int] = set()
        self.checked: Checked | None = None
        self.file = parts.words("", "title")
        self.counts = parts.words("", wrap=True)
        self.rows: LineList[Judged] = LineList(row_columns(self.agreed), self.tr("Baris jawaban"))
        self.rows.chosen_changed.connect(self._show_chosen)
        self.rows.opened.connect(self.agree)
        self.detail = parts.words("", wrap=True)
        self.detail.setMinimumHeight(GRID * 10)
        self._take = action(self, self.tr("Masukkan"), "F5", self.take_asked.emit)
        self._agree = action(self, self.tr("Setujui baris ini"), "F6", self.agree)
        back = action(self, self.tr("Kembali"), "Esc", self.back_asked.emit)
        self.take = ActionButton(self._take, role="primary", parent=self)
        self.agree_button = ActionButton(self._agree, parent=self)
        self.back = ActionButton(back, parent=self)
        self.take.setObjectName("take")
        self.agree_button.setObjectName("agree")
        foot = parts.row(gap=GRID * 2)
        for button in (self.take, self.agree_button, self.back):
            foot.addWidget(button)
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.file)
        column.addWidget(self.counts)
        column.addWidget(self.rows, 1)
        column.addWidget(self.detail)
        column.addLayout(foot)
        self.setLayout(column)

    def show_checked(self, checked: "Checked") -> None:
        """Show what a file would do; nothing of it is agreed to yet."""
        self.checked = checked
        self.agreed.clear()
        self.file.setText(checked.name)
        said = [
            self.tr("{n} baris: {counts}.").format(
                n=self.locale().toString(len(checked.rows)), counts=counted(checked.counts)
            )
        ]
        if checked.earlier is not None:
            when = long_day(checked.earlier.at.astimezone().date())
            said.append(self.tr("Berkas ini sudah pernah dimasukkan, {day}.").format(day=when))
        if not checked.takes:
            said.append(self.tr("Tidak ada yang baru di dalamnya."))
        self.counts.setText(" ".join(said))
        ordered = sorted(
            checked.rows,
            key=lambda each: (_ORDER[each.outcome], not each.differences, each.row.place),
        )
        self.rows.show_lines(ordered, lambda each: each.row.place)
        self._show_what_can_be_done()
        self.rows.table.setFocus()

    @Slot()
    def agree(self) -> None:
        """Take the chosen row although something stands against it, or no longer."""
        chosen = self.rows.chosen()
        if chosen is None or not chosen.may_agree:
            return
        self.agreed ^= {chosen.row.place}
        self.rows.model.refresh()
        self._show_what_can_be_done()

    @Slot()
    def _show_chosen(self) -> None:
        chosen = self.rows.chosen()
        self.detail.setText(said_of(chosen) if chosen else "")
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        chosen = self.rows.chosen()
        self._agree.setEnabled(chosen is not None and chosen.may_agree)
        is_agreed = chosen is not None and chosen.row.place in self.agreed
        self._agree.setText(
            self.tr("Jangan setujui baris ini") if is_agreed else self.tr("Setujui baris ini")
        )
        rows = self.checked.rows if self.checked else ()
        count = sum(each.outcome in TAKEN for each in rows) + len(self.agreed)
        is_new = bool(rows) and (self.checked is None or self.checked.earlier is None)
        self._take.setEnabled(bool(count) or is_new)
        self._take.setText(self.tr("Masukkan {n} jawaban").format(n=self.locale().toString(count)))
