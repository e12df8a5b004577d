"""What became of received files, file by file."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from app.kit import colours, icons, parts
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_role
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.exchange.receive import FileReport, Received

MOST = 100
HIGHEST = 190
OWN = "seal.own"
OTHERS = ("seal.recipient", "seal.keycard")
"""A stick carries these for other offices, and back: nothing to worry anybody."""

PICTURES = {
    "taken": ("circle-check", colours.GOOD),
    "known": ("circle-check", colours.MUTED),
    "set_aside": ("triangle-alert", colours.WARN),
    "cut": ("triangle-alert", colours.WARN),
    "refused": ("octagon-x", colours.STOP),
}


class ReportCard(QFrame):
    """The numbers of one receiving, and a line for each file that is for this office."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._count = QLocale().toString
        self._own = ("", 0)
        self.title = parts.words("", "heading", wrap=True)
        self._files = QWidget()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self._area.setAccessibleName(self.tr("Berkas yang dibaca"))
        close = ActionButton(
            action(self, self.tr("Tutup laporan"), "Esc", self.close_report), parent=self
        )
        set_role(close, "quiet")
        head = parts.row(gap=GRID * 3)
        head.addWidget(self.title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column = parts.column(margin=GRID * 4, gap=GRID * 2)
        column.addLayout(head)
        column.addWidget(self._area)
        self.setLayout(column)
        self.hide()

    def close_report(self) -> None:
        self.hide()
        self.closed.emit()

    def said(self) -> str:
        """All that stands there, as it is read aloud."""
        labels = self._files.findChildren(QLabel)
        return " ".join((self.title.text(), *(each.text() for each in labels if each.text())))

    def know(self, office: str, station: int) -> None:
        """Which station this is: what a stick holds of its own making is passed over."""
        self._own = (office, station)

    def show_received(self, received: "Received") -> None:
        """Show what became of all of them."""
        self.title.setText(self._numbers(received))
        inside = QWidget()
        column = parts.column(gap=GRID * 2)
        inside.setLayout(column)
        mine = [each for each in received.files if not self._passes(each)]
        for each in mine[:MOST]:
            column.addWidget(self._line(each))
        for words in self._passed(received, len(mine)):
            column.addWidget(parts.words(words, "muted", wrap=True))
        column.addStretch(1)
        self._files = inside
        self._area.setWidget(inside)
        self.show()
        width = max(self.width() - GRID * 12, 400)
        self._area.setFixedHeight(min(HIGHEST, inside.heightForWidth(width) + GRID))

    def _numbers(self, received: "Received") -> str:
        count = self._count
        refused = sum(not self._passes(each) for each in received.refused)
        if not (received.files or received.is_cancelled):
            return self.tr("Tidak ada kiriman Payung di sana.")
        words = self.tr(
            "{taken} catatan masuk, {known} sudah ada, {aside} disisihkan, {refused} berkas ditolak"
        ).format(
            taken=count(received.taken),
            known=count(received.known),
            aside=count(received.set_aside),
            refused=count(refused),
        )
        return (
            self.tr("Dihentikan: {words}").format(words=words) if received.is_cancelled else words
        )

    def _line(self, report: "FileReport") -> QWidget:
        if report.office:
            sender = self.tr("Kiriman {n} dari {office}").format(
                n=report.sequence, office=self._sender(report)
            )
        else:
            sender = report.name
        outcomes = {
            "taken": self.tr("masuk: {n} catatan").format(n=self._count(report.taken)),
            "known": self.tr("sudah pernah diterima"),
            "set_aside": self.tr("disisihkan"),
            "cut": self.tr("baru sebagian masuk"),
            "refused": self.tr("ditolak"),
        }
        inside = QWidget()
        row = parts.row(gap=GRID * 2)
        icon = QLabel()
        icon.setPixmap(icons.pixmap(*PICTURES[report.outcome]))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        texts = parts.column(gap=2)
        words = f"{sender}  ·  {outcomes[report.outcome]}"
        if report.outcome == "taken" and report.set_aside:
            words += self.tr(", {n} disisihkan").format(n=self._count(report.set_aside))
        texts.addWidget(parts.words(words, wrap=True))
        if report.problem is not None:
            texts.addWidget(parts.words(sentence(report.problem), "muted", wrap=True))
        row.addLayout(texts, 1)
        inside.setLayout(row)
        return inside

    def _passes(self, report: "FileReport") -> str:
        """Why a file concerns nobody here; "" where it does."""
        code = report.problem.code if report.problem is not None else ""
        if code == OWN or (code and (report.office, report.station) == self._own):
            return OWN
        return code if code in OTHERS else ""

    def _sender(self, report: "FileReport") -> str:
        if report.station == 0:
            return self.tr("kota")
        return self.tr("PC {n} kantor {office}").format(n=report.station, office=report.office)

    def _passed(self, received: "Received", mine: int) -> Sequence[str]:
        said = []
        passed = Counter(filter(None, map(self._passes, received.files)))
        for code, words in (
            (OWN, self.tr("{n} kiriman komputer ini sendiri dilewati.")),
            ("seal.recipient", self.tr("{n} berkas untuk kantor lain dilewati.")),
            ("seal.keycard", self.tr("{n} kartu kunci dilewati; masukkan di bagian Kota.")),
        ):
            if number := passed[code]:
                said.append(words.format(n=self._count(number)))
        if received.passed_over:
            words = self.tr("{n} berkas tidak dibuka karena bukan berkas biasa.")
            said.append(words.format(n=self._count(received.passed_over)))
        if mine > MOST:
            said.append(self.tr("dan {n} berkas lagi").format(n=self._count(mine - MOST)))
        return said
