"""Lupa kata sandi: which way back there is for whom, and how far a request is."""

import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.comeback.questions import AskCity, Back, ByPaper, TakeAnswers
from app.kit.comeback.uses import ComebackUses
from app.kit.failures import said_by
from app.kit.jobs import Jobs
from app.kit.recovery import PaperUses
from app.kit.settings.dialogs import NewRecovery
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_look
from app.wording.catalogue import long_day, sentence

if TYPE_CHECKING:
    from app.service.recover import Asking, Pending, Ways

log = logging.getLogger(__name__)

WIDTH = 640


class LostPassword(QDialog):
    """Leads whoever cannot log in to the way that is theirs."""

    came_back = Signal(str)
    """The name of an administrator whose new password holds."""

    def __init__(self, uses: ComebackUses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._jobs = jobs
        self._ways: Ways | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Lupa kata sandi?"))
        self.setFixedWidth(WIDTH)
        self.deeds = {
            name: action(self, words, keys, do)
            for name, words, keys, do in (
                ("paper", self.tr("Ketik kode …"), "Ctrl+K", self.by_paper),
                ("ask", self.tr("Buat permintaan …"), "Ctrl+P", self.ask_city),
                ("take", self.tr("Masukkan jawaban …"), "Ctrl+J", self.take_answers),
            )
        }
        self.buttons = {
            name: ActionButton(deed, role="primary" if name == "paper" else "", parent=self)
            for name, deed in self.deeds.items()
        }
        for deed in self.deeds.values():
            deed.setEnabled(False)  # until it is known what there is
        self.administrators = parts.words("", "muted", wrap=True)
        self.by_city = parts.words("", "muted", wrap=True)
        self.waiting = parts.words("", "strong")
        self.fingerprint = parts.words("", "title")
        self.call = parts.words("", "muted", wrap=True)
        self.pending = QWidget()
        self.message = parts.words("", wrap=True)
        self.message.hide()
        close = QPushButton(self.tr("Tutup   Esc"), self)
        close.setAccessibleName(self.tr("Tutup"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.setLayout(self._laid(close))
        self.pending.hide()
        jobs.start(self, uses.recover.ways, self.show_ways, self._not_done, "read")

    def show_ways(self, ways: "Ways") -> None:
        """Say who does what here."""
        self._ways = ways
        self.administrators.setText(
            self.tr(
                "Minta administrator kantor ini: {names}. Ia masuk, membuka Pengaturan, lalu"
                " menekan “Kata sandi baru …” di sebelah nama Anda. Tidak ada data yang hilang."
            ).format(names=", ".join(ways.administrators))
        )
        self.by_city.setText(sentence(ways.by_city) if ways.by_city else self._city_words())
        self.deeds["paper"].setEnabled(True)
        self.deeds["ask"].setEnabled(ways.by_city is None)
        self.deeds["take"].setEnabled(ways.pending is not None)
        self._show_pending(ways.pending)
        self.buttons["take" if ways.pending else "paper"].setFocus()
        self._fit()

    @Slot()
    def by_paper(self) -> None:
        """Ask for the code on the paper."""
        if self._ways is not None:
            asked = ByPaper(self._ways.administrators, self._uses, self._jobs, self)
            asked.kept.connect(self._make_paper)
            asked.open()

    @Slot()
    def ask_city(self) -> None:
        """Ask where the request goes."""
        if self._ways is not None:
            asked = AskCity(self._ways.administrators, self._uses, self._jobs, self)
            asked.kept.connect(self._asked)
            asked.open()

    @Slot()
    def take_answers(self) -> None:
        """Ask for the answers."""
        if self._ways is not None and self._ways.pending is not None:
            asked = TakeAnswers(self._ways.pending, self._uses, self._jobs, self)
            asked.kept.connect(self._make_paper)
            asked.open()

    @Slot(object)
    def _asked(self, asking: "Asking") -> None:
        facts = (("file", asking.path.name),)
        self._tell((Problem("comeback.asked", facts=facts),), "good")
        self._jobs.start(self, self._uses.recover.ways, self.show_ways, self._not_done, "read")

    @Slot(object)
    def _make_paper(self, back: Back) -> None:
        """The paper was used, or is lost: offer another one before the login."""
        uses = self._uses
        paper = PaperUses(
            keep=partial(uses.recover.keep_paper, back.name, back.password),
            paper=uses.recovery_paper,
            printers=uses.printers,
        )
        asked = NewRecovery(uses.recover.new_paper(), paper, self._jobs, self)
        name = back.name
        asked.finished.connect(lambda _: self._end(name))
        asked.open()

    def _end(self, name: str) -> None:
        self.came_back.emit(name)
        self.accept()

    def _not_done(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("no way back: %s", type(error).__name__)
            problems = (Problem("comeback.failed"),)
        self._tell(problems, "stop")

    def _tell(self, problems: Sequence[Problem], mark: str) -> None:
        set_look(self.message, "mark", mark)
        self.message.setText(sentence(problems[0]))
        self.message.show()
        self._fit()

    def _show_pending(self, pending: "Pending | None") -> None:
        self.pending.setVisible(pending is not None)
        if pending is None:
            return
        self.waiting.setText(
            self.tr("Permintaan {day} menunggu jawaban").format(day=long_day(pending.made))
        )
        self.fingerprint.setText(pending.fingerprint.replace(" ", "   "))
        self.fingerprint.setAccessibleName(
            self.tr("Sidik permintaan {fingerprint}").format(fingerprint=pending.fingerprint)
        )
        self.call.setText(
            self.tr(
                "Telepon {city}, bacakan sidik ini kelompok demi kelompok. Kedua pemegang kunci"
                " menjawab sendiri-sendiri; bawa kedua berkas jawabannya ke sini. Kata sandi yang"
                " dipilih {name} saat itu dipakai lagi."
            ).format(city=self._uses.city, name=pending.operator)
        )

    def _city_words(self) -> str:
        return self.tr(
            "Dua pemegang kunci di {city} membuka bersama-sama; salah satu saja tidak bisa. Berkas"
            " permintaan dibawa ke sana, dan sidiknya dibacakan lewat telepon."
        ).format(city=self._uses.city)

    def _laid(self, close: QPushButton) -> QVBoxLayout:
        card = parts.card(self)
        inside = parts.column(gap=GRID * 3)
        inside.addLayout(_line(self.tr("Petugas dan lurah"), self.administrators))
        inside.addWidget(parts.rule())
        paper = parts.words(
            self.tr("Kodenya ada di amplop tertutup di lemari terkunci."), "muted", wrap=True
        )
        inside.addLayout(
            _line(self.tr("Administrator, dengan kode di kertas"), paper, self.buttons["paper"])
        )
        inside.addWidget(parts.rule())
        inside.addLayout(
            _line(self.tr("Administrator, tanpa kertas"), self.by_city, self.buttons["ask"])
        )
        waits = parts.column(gap=GRID * 2)
        waits.addWidget(parts.rule())
        head = parts.row(gap=GRID * 4)
        said = parts.column(gap=GRID)
        said.addWidget(self.waiting)
        said.addWidget(self.fingerprint)
        head.addLayout(said, 1)
        head.addWidget(self.buttons["take"], 0, Qt.AlignmentFlag.AlignVCenter)
        waits.addLayout(head)
        waits.addWidget(self.call)
        self.pending.setLayout(waits)
        inside.addWidget(self.pending)
        parts.fill(card, inside)
        foot = parts.row()
        foot.addStretch(1)
        foot.addWidget(close)
        column = parts.column(margin=GRID * 5, gap=GRID * 3)
        column.addWidget(parts.words(self.tr("Lupa kata sandi?"), "title"))
        column.addWidget(card)
        column.addWidget(self.message)
        column.addLayout(foot)
        return column

    def _fit(self) -> None:
        """Be as high as what is said needs now: Qt does not ask text that wraps."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(WIDTH))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._fit()


def _line(title: str, about: QWidget, button: QWidget | None = None) -> QVBoxLayout:
    texts = parts.column(gap=2)
    texts.addWidget(parts.words(title, "strong"))
    texts.addWidget(about)
    row = parts.row(gap=GRID * 4)
    row.addLayout(texts, 1)
    if button is not None:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    line = parts.column()
    line.addLayout(row)
    return line
