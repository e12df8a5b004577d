"""What a file would do, before anything is kept: figures, and the rows that need a look."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.kit import parts
from app.kit.lines import LineList
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.elsewhere.columns import Looked, count, row_columns
from app.wording.catalogue import day
from app.wording.elsewhere import ANSWERS, ROW_RESULTS

if TYPE_CHECKING:
    from app.service.city.checks import CheckedAnswers
    from app.service.city.elsewhere import CheckedElsewhere


class PreviewPane(QWidget):
    """Shows a dry run; what is shown is kept, or let go."""

    keep_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = parts.words("", "heading")
        self.says = parts.words("", wrap=True)
        self.rows: LineList[Looked] = LineList(row_columns(), self.tr("Baris yang perlu dilihat"))
        self.rows.empty.say(
            "circle-check",
            self.tr("Semua baris dapat dipakai."),
            self.tr("Simpan supaya berlaku."),
        )
        self._keep = action(self, self.tr("Simpan"), "Ctrl+S", self.keep_asked.emit)
        self._leave = action(self, self.tr("Batal"), "Esc", self.left.emit)
        self.keep = ActionButton(self._keep, role="primary", parent=self)
        self.keep.setObjectName("keep")
        self.leave = ActionButton(self._leave, parent=self)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.keep)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.title)
        column.addWidget(self.says)
        column.addWidget(self.rows, 1)
        column.addLayout(foot)
        self.setLayout(column)

    def show_list(self, found: "CheckedElsewhere") -> None:
        """A funder's list."""
        says = [
            self.tr("{rows} baris, {people} orang dapat dipakai.").format(
                rows=count(found.rows), people=count(len(found.people))
            )
        ]
        if found.is_known:
            says.append(self.tr("Berkas ini sudah berlaku; menyimpannya tidak mengubah apa pun."))
        elif found.before is not None:
            says.append(
                self.tr(
                    "Menggantikan daftar per {day} yang berisi {n} orang: {new} orang baru, {gone}"
                    " tidak ada lagi. Keputusan yang sudah dibuat tetap berlaku."
                ).format(
                    new=count(found.new),
                    day=day(found.before.as_of),
                    n=count(found.before.people),
                    gone=count(found.gone),
                )
            )
        rows = [
            Looked(
                each.row,
                self.tr("Tidak dipakai")
                if each.is_left_out
                else self.tr("Dipakai, sebagian kosong"),
                each.problem,
                each.is_left_out,
            )
            for each in found.problems
        ]
        title = self.tr("{label}, data per {day}").format(
            label=found.profile.label, day=day(found.as_of)
        )
        self._show(title, says, rows, can_keep=bool(found.people))

    def show_answers(self, found: "CheckedAnswers") -> None:
        """Answers of another office."""
        counts = {each.value: number for each, number in found.counts.items()}
        says = [
            "  ·  ".join(
                f"{ROW_RESULTS[code]}: {count(number)}" for code, number in counts.items() if number
            )
        ]
        if found.answers:
            said = ", ".join(
                f"{ANSWERS[value]}: {count(number)}"
                for value, number in sorted(found.answers.items(), key=lambda each: -each[1])
            )
            says.append(self.tr("Isinya: {said}.").format(said=said))
        rows = [
            Looked(each.row, ROW_RESULTS[each.result.value], each.problem, is_left_out=True)
            for each in found.rows
            if each.problem is not None
        ]
        self._show(found.profile.label, says, rows, can_keep=counts["new"] > 0)

    def _show(
        self, title: str, says: Sequence[str], rows: Sequence[Looked], *, can_keep: bool
    ) -> None:
        self.title.setText(title)
        self.says.setText("\n".join(says))
        self.rows.show_lines(rows, lambda each: each)
        self._keep.setEnabled(can_keep)
        (self.keep if can_keep else self.leave).setFocus()
