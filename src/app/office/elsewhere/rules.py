"""How those who wait for a decision stand with the rules, and who can be accepted at once."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.kit import colours, icons, parts
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.elsewhere.columns import count
from app.wording.elsewhere import VERDICTS

if TYPE_CHECKING:
    from app.service.city.eligible import Standing

WIDTH = 280

_PICTURES = {
    "passed": ("circle-check", colours.GOOD),
    "open": ("circle-dashed", colours.MUTED),
    "failed": ("circle-x", colours.STOP),
}


class RulesPane(QFrame):
    """Three numbers, worked out when asked for: with a whole city it takes a while."""

    count_asked = Signal()
    accept_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passed: Sequence[str] = ()
        self._numbers: dict[str, QLabel] = {}
        self._lines = QWidget()
        lines = parts.column(gap=GRID * 2)
        self._lines.setLayout(lines)
        for verdict, picture in _PICTURES.items():
            lines.addLayout(self._line(verdict, picture))
        self._lines.hide()
        self.hint = parts.words(
            self.tr(
                "Ketentuan E1 sampai E9 dan NIK dihitung lagi untuk semua yang belum diputuskan,"
                " dengan hasil Dukcapil, BPJS, BKN, dan DTSEN yang sudah dimasukkan."
            ),
            "muted",
            wrap=True,
        )
        self._count = action(self, self.tr("Hitung"), "F5", self.count_asked.emit)
        self._accept = action(self, self.tr("Loloskan …"), "F6", self.accept_asked.emit)
        self.count = ActionButton(self._count, parent=self)
        self.count.setObjectName("count")
        self.accept = ActionButton(self._accept, parent=self)
        self.accept.setObjectName("accept")
        self._accept.setEnabled(False)
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(parts.words(self.tr("Kelayakan"), "heading"))
        inside.addWidget(self.hint)
        inside.addWidget(self._lines)
        inside.addWidget(self.count)
        inside.addWidget(self.accept)
        inside.addStretch(1)
        card = parts.card()
        parts.fill(card, inside)
        whole = parts.column()
        whole.addWidget(card)
        self.setLayout(whole)
        self.setFixedWidth(WIDTH)

    def show_standings(self, found: "Sequence[Standing]", *, may_accept: bool) -> None:
        """How everybody stands."""
        counts = Counter(each.verdict.value for each in found)
        self.passed = [each.registration_id for each in found if each.verdict.value == "passed"]
        for verdict, label in self._numbers.items():
            label.setText(count(counts[verdict]))
            label.setAccessibleName(f"{VERDICTS[verdict]}: {counts[verdict]}")
        self._lines.show()
        words = self.tr("Loloskan {n} orang …").format(n=count(len(self.passed)))
        self._accept.setText(words if self.passed else self.tr("Loloskan …"))
        self._accept.setEnabled(may_accept and bool(self.passed))

    def forget(self) -> None:
        """What was worked out is no longer right."""
        self.passed = ()
        self._lines.hide()
        self._accept.setText(self.tr("Loloskan …"))
        self._accept.setEnabled(False)

    def _line(self, verdict: str, picture: tuple[str, str]) -> QHBoxLayout:
        icon = QLabel()
        icon.setPixmap(icons.pixmap(*picture))
        number = parts.words("", "strong")
        number.setObjectName(verdict)
        self._numbers[verdict] = number
        row = parts.row(gap=GRID * 2)
        row.addWidget(icon)
        row.addWidget(parts.words(VERDICTS[verdict]))
        row.addStretch(1)
        row.addWidget(number)
        return row
