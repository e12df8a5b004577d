"""How often who was wrong: always with the numbers it was counted from."""

from collections.abc import Callable, Sequence
from itertools import groupby

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QWidget

from app.domain.sample import ENOUGH, ErrorRate
from app.kit import parts
from app.kit.lines import LineList
from app.kit.listmodel import Column
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import MONTHS


class RatesSheet(QWidget):
    """All of an operator first, then month by month, the newest first."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = QLocale().toString
        self.list: LineList[ErrorRate] = LineList(
            self._columns(), self.tr("Salah ketik tiap petugas")
        )
        self.list.empty.say(
            "chart-column",
            self.tr("Belum ada yang diketik ulang."),
            self.tr(
                "Setelah contoh pertama diketik ulang, di sini tampil berapa bagian yang salah"
                " dari berapa yang diperiksa, untuk tiap petugas."
            ),
        )
        self.said = parts.words(
            self.tr(
                "Satu bagian adalah satu isian yang diketik ulang. Persen baru ditulis sejak {n}"
                " bagian diperiksa; sebelumnya terlalu sedikit untuk menilai. Yang belum"
                " dicocokkan dengan kertas ikut dihitung sebagai salah."
            ).format(n=self._count(ENOUGH)),
            "muted",
            wrap=True,
        )
        back = action(self, self.tr("Kembali ke daftar"), "Esc", self.left.emit)
        self.back_button = ActionButton(back, parent=self)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        content = parts.column(gap=GRID * 3)
        content.addWidget(parts.words(self.tr("Salah ketik tiap petugas"), "heading"))
        content.addWidget(self.list, 1)
        content.addWidget(self.said)
        content.addLayout(foot)
        card = parts.card()
        parts.fill(card, content)
        whole = parts.column()
        whole.addWidget(card)
        self.setLayout(whole)

    def show_rates(self, whole: Sequence[ErrorRate], by_month: Sequence[ErrorRate]) -> None:
        """Show these; of an operator the whole, then the months."""
        months = {
            who: list(some)
            for who, some in groupby(
                sorted(by_month, key=lambda each: each.operator), lambda each: each.operator
            )
        }
        lines = [line for each in whole for line in (each, *months.get(each.operator, ()))]
        self.list.show_lines(lines, lambda each: (each.operator, each.month))

    def go_to(self) -> None:
        """Put the cursor on the first line; else on the way back."""
        (self.list.table if self.list.model.lines else self.back_button).setFocus()

    # Inside

    def _columns(self) -> tuple[Column[ErrorRate], ...]:
        def number(words: str, show: Callable[[ErrorRate], int]) -> Column[ErrorRate]:
            return Column(words, lambda line: self._count(show(line)), right=True, width=110)

        return (
            Column(self.tr("Petugas"), self._who),
            number(self.tr("Orang"), lambda line: line.records),
            number(self.tr("Diperiksa"), lambda line: line.fields),
            number(self.tr("Salah"), lambda line: line.wrong),
            Column(
                self.tr("Belum dicocokkan"),
                lambda line: self._count(line.undecided),
                right=True,
                width=140,
            ),
            Column(self.tr("Persen salah"), self._percent, right=True, width=180),
        )

    def _who(self, line: ErrorRate) -> str:
        if not line.month:
            return line.operator
        year, month = line.month.split("-")
        return f"    {MONTHS[int(month) - 1]} {year}"

    def _percent(self, line: ErrorRate) -> str:
        if not line.is_enough:
            return self.tr("terlalu sedikit")
        return self.tr("{n} %").format(n=QLocale().toString(line.percent, "f", 1))
