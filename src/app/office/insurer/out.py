"""A list before it is written: how many stand on it, and who cannot and why."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.lines import LineList
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.insurer.columns import left_out_columns
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.city.insurer.out import Listed, ListPreview


class OutPane(QWidget):
    """Shows the preview; one key writes it, one leaves it."""

    save_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = parts.words("", "title")
        self.about = parts.words("", "muted-line", wrap=True)
        self.left_out: LineList[Listed] = LineList(
            left_out_columns(), self.tr("Tidak dapat masuk daftar")
        )
        self.left_out.empty.say(
            "circle-check",
            self.tr("Semua orang masuk daftar."),
            self.tr("Tidak ada isian wajib yang kosong, dan tidak ada yang terlalu panjang."),
        )
        self._save = action(self, self.tr("Simpan daftar …"), "F5", self.save_asked.emit)
        back = action(self, self.tr("Kembali"), "Esc", self.back_asked.emit)
        self.save = ActionButton(self._save, role="primary", parent=self)
        self.save.setObjectName("save_list")
        self.back = ActionButton(back, parent=self)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.save)
        foot.addWidget(self.back)
        foot.addStretch(1)
        column = parts.column(gap=GRID * 3)
        column.addWidget(self.count)
        column.addWidget(self.about)
        column.addWidget(self.left_out, 1)
        column.addLayout(foot)
        self.setLayout(column)

    def show_preview(self, preview: "ListPreview") -> None:
        """Show what the list would be."""
        count = self.locale().toString
        listed, left = len(preview.listed), len(preview.left_out)
        if left:
            self.count.setText(
                self.tr("{n} orang masuk daftar, {m} tidak dapat").format(
                    n=count(listed), m=count(left)
                )
            )
        else:
            self.count.setText(self.tr("{n} orang masuk daftar").format(n=count(listed)))
        said = []
        if left:
            said.append(
                self.tr("Yang tidak dapat masuk tetap menunggu; minta kelurahan membetulkannya.")
            )
        if preview.not_paid:
            said.append(
                self.tr("{n} orang yang disebut belum dibayar, jadi tidak ikut.").format(
                    n=count(preview.not_paid)
                )
            )
        if not preview.profile.confirmed:
            said.append(sentence(Problem("insurer.unconfirmed")))
        self.about.setText(" ".join(said))
        self.about.setVisible(bool(said))
        self.left_out.show_lines(preview.left_out, lambda each: each.held.registration_id)
        self._save.setEnabled(bool(listed))
        (self.left_out.table if left else self.save).setFocus()
