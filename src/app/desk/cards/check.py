"""Periksa kartu: a scanned card is genuine or not, with its status and the day that is from."""

import logging
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.desk.cards.uses import ChecksCard
from app.domain.card import CardCheck
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.jobs import Jobs, Latest
from app.kit.page import Page
from app.kit.theme import GRID, set_look, set_role
from app.wording.catalogue import long_day, sentence
from app.wording.papers import STATUS, card_check
from app.wording.printing import CHECK_NOTES, CHECKED

log = logging.getLogger(__name__)

MOST = 9  # checks that are remembered on the screen
PICTURE = 72
SAID_WIDTH = 520
HISTORY_WIDTH = 320

Tone = tuple[str, str, str]  # name of an icon, its colour, and the mark of the words beside it

WAITING: Tone = ("scan-qr-code", colours.FAINT, "")
GENUINE: Tone = ("shield-check", colours.GOOD, "good")
VOID: Tone = ("triangle-alert", colours.WARN, "warn")
FALSE: Tone = ("octagon-x", colours.STOP, "stop")
UNSURE: Tone = ("circle-question-mark", colours.WARN, "warn")
TONES = {
    "card.genuine": GENUINE,
    "card.void": VOID,
    "card.superseded": VOID,
    "card.signature": FALSE,
    "card.damaged": FALSE,
    "card.foreign": FALSE,
}
"""By reason; whatever cannot be known here is unsure."""


class CheckPage(Page):
    """Takes what a scanner types and says what the card is. It changes nothing."""

    registration_asked = Signal(str)  # registration number: show this person

    def __init__(
        self,
        jobs: Jobs,
        check: ChecksCard,
        reference: Reference,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent=parent)
        self.set_heading(
            self.tr("Periksa kartu"), self.tr("Tanpa jaringan: asli atau tidak, dan statusnya")
        )
        self._check = check
        self._now = now
        self._asked = Latest(jobs, self)
        self.input = QLineEdit()
        self.result = ResultPane(reference)
        self.history = HistoryPane()
        self._lay_out()
        self.input.returnPressed.connect(self._entered)
        self.result.registration_asked.connect(self.registration_asked)

    @Slot(str)
    def check(self, text: str) -> None:
        """Check this text, as if it had been scanned here."""
        check = self._check
        self._asked.ask(lambda: check(text), self._found, self._not_found)

    def come_into_sight(self) -> None:
        self.input.setFocus()

    @Slot()
    def _entered(self) -> None:
        text = self.input.text()
        self.input.clear()  # the next card can be scanned at once
        if text.strip():
            self.check(text)

    def _found(self, found: CardCheck) -> None:
        self.result.show_check(found)
        self.history.add(found, self._now())

    def _not_found(self, error: Exception) -> None:
        log.error("card not checked: %s", type(error).__name__)
        self.result.show_failure()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A scanner types wherever the cursor is: on this page it always means the input."""
        if event.text().isprintable() and event.text() and not self.input.hasFocus():
            self.input.setFocus()
            self.input.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.input.setObjectName("card_text")
        self.input.setMaxLength(2000)
        label = parts.words(self.tr("Pindai kode di sisi depan kartu"), "label")
        label.setBuddy(self.input)
        self.input.setAccessibleName(label.text())
        self.input.setPlaceholderText(
            self.tr("arahkan pemindai ke kode, atau tempel teksnya lalu Enter")
        )
        self.input.addAction(
            icons.icon("scan-qr-code", colours.MUTED), QLineEdit.ActionPosition.LeadingPosition
        )
        top = parts.card(self)
        column = parts.column(gap=GRID)
        column.addWidget(label)
        column.addWidget(self.input)
        parts.fill(top, column)
        body = parts.row(gap=GRID * 3)
        body.addWidget(self.result, 1)
        body.addWidget(self.history)
        whole = parts.column(gap=GRID * 3)
        whole.addWidget(top)
        whole.addLayout(body, 1)
        self.setLayout(whole)


class ResultPane(QFrame):
    """What the last check found, large enough to be read from across the desk."""

    registration_asked = Signal(str)

    def __init__(self, reference: Reference, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._places = reference.places
        self._number = ""
        self.picture = QLabel()
        self.picture.setFixedSize(PICTURE, PICTURE)
        self.headline = parts.words("", "count", wrap=True)
        self.status = parts.words("", "title", wrap=True)
        self.said = parts.words("", wrap=True)
        self.said.setFixedWidth(SAID_WIDTH)
        self.facts = {
            name: (parts.words(words, "muted-line"), parts.words("", "strong", wrap=True))
            for name, words in (
                ("name", self.tr("Nama pada kartu")),
                ("number", self.tr("Nomor")),
                ("place", self.tr("Kelurahan")),
            )
        }
        self.open_button = QPushButton(self.tr("Buka data orang ini"))
        self.open_button.clicked.connect(self._open)
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Before the first card."""
        self._show(
            WAITING,
            self.tr("Belum ada kartu yang dipindai"),
            self.tr(
                "Hasilnya tampak di sini: asli atau tidak, status orangnya, dan tanggal status itu."
            ),
        )

    def show_failure(self) -> None:
        """The check itself did not work: that says nothing about the card."""
        self._show(UNSURE, self.tr("Tidak dapat diperiksa"), sentence(Problem("card.not_checked")))

    def show_check(self, found: CardCheck) -> None:
        """Say what was found: in words, with an icon, and never by colour alone."""
        said = CHECK_NOTES.get(found.reason) or card_check(found)
        self._show(TONES.get(found.reason, UNSURE), CHECKED[found.reason], said)
        if found.status is None or found.status_as_of is None:
            return
        place = self._places.get(found.location)
        self._number = found.number
        self.status.setText(
            self.tr("{status}\nper {day}").format(
                status=STATUS[found.status], day=long_day(found.status_as_of)
            )
        )
        for name, value in (
            ("name", found.name),
            ("number", found.card.replace("/", self.tr(", kartu ke-"))),
            ("place", place.name if place else found.location),
        ):
            self.facts[name][1].setText(value)
        for part in self._of_person:
            part.show()
        self.setAccessibleName(f"{CHECKED[found.reason]}. {card_check(found)}")

    def _show(self, tone: Tone, headline: str, said: str) -> None:
        icon, colour, mark = tone
        self.picture.setPixmap(icons.pixmap(icon, colour, PICTURE))
        self.headline.setText(headline)
        set_look(self.headline, "mark", mark)
        self.said.setText(said)
        self.setAccessibleName(f"{headline}. {said}")
        self._number = ""
        for part in self._of_person:
            part.hide()

    @Slot()
    def _open(self) -> None:
        self.registration_asked.emit(self._number)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 5)
        grid.setVerticalSpacing(GRID * 2)
        grid.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(self.facts.values()):
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.addWidget(self.open_button, len(self.facts), 1, Qt.AlignmentFlag.AlignLeft)
        table = QWidget()
        table.setLayout(grid)
        line = parts.rule()
        self._of_person: tuple[QWidget, ...] = (self.status, line, table)
        texts = parts.column(gap=GRID * 3)
        for part in (self.headline, self.status, self.said, line, table):
            texts.addWidget(part)
        texts.addStretch(1)
        whole = parts.row(margin=GRID * 8, gap=GRID * 6)
        whole.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(texts, 1)
        self.setLayout(whole)


class HistoryPane(QFrame):
    """The last checks, newest first. They are on the screen only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.setFixedWidth(HISTORY_WIDTH)
        self._column = parts.column(gap=GRID * 3)
        self._column.addStretch(1)
        self._lines: list[QWidget] = []
        self.nothing = parts.words(self.tr("Kosong sejak halaman ini dibuka."), "muted")
        whole = parts.column(margin=GRID * 4, gap=GRID * 3)
        whole.addWidget(parts.words(self.tr("Pemeriksaan terakhir"), "heading"))
        whole.addWidget(self.nothing)
        whole.addLayout(self._column, 1)
        self.setLayout(whole)

    def add(self, found: CardCheck, at: datetime) -> None:
        """Put this check on top; the oldest makes room."""
        self.nothing.hide()
        line = self._line(found, at)
        self._lines.insert(0, line)
        self._column.insertWidget(0, line)
        while len(self._lines) > MOST:
            gone = self._lines.pop()
            gone.hide()
            gone.deleteLater()

    def newest(self) -> QWidget | None:
        """The line on top."""
        return self._lines[0] if self._lines else None

    def told(self) -> tuple[str, ...]:
        """What stands there, newest first."""
        return tuple(line.accessibleName() for line in self._lines)

    def _line(self, found: CardCheck, at: datetime) -> QWidget:
        icon, colour, _ = TONES.get(found.reason, UNSURE)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, colour, 20))
        who = found.name or CHECKED[found.reason]
        detail = CHECKED[found.reason] if found.name else ""
        texts = parts.column(gap=0)
        texts.addWidget(parts.words(who, "strong"))
        time = f"{at:%H.%M}"
        texts.addWidget(parts.words(f"{detail}  ·  {time}" if detail else time, "muted"))
        row = parts.row(gap=GRID * 3)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        line = QWidget()
        line.setLayout(row)
        line.setAccessibleName(f"{who}: {CHECKED[found.reason]}, {time}")
        return line
