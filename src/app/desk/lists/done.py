"""What became of the list: how many are in, how many wait for a clerk, how many stayed out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.kit import colours, icons, parts
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID

if TYPE_CHECKING:
    from app.service.lists import TakenIn

PICTURE_SIZE = 32
WIDTH = 620


class DonePane(QWidget):
    """Never a bare "success": the numbers of the list, and those of the office before and after."""

    drafts_asked = Signal()
    people_asked = Signal(object)  # BatchLine
    copy_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: TakenIn | None = None
        self._count = QLocale().toString
        self.picture = parts.words("")
        self.title = parts.words("", "title", wrap=True)
        self.hint = parts.words("", "muted-line", wrap=True)
        self.registered = parts.words("", "count")
        self.drafts = parts.words("", "count")
        self.left_out = parts.words("", "count")
        self.office = parts.words("", wrap=True)
        self._drafts = action(self, self.tr("Selesaikan draf"), "F2", self.drafts_asked.emit)
        self._people = action(self, self.tr("Lihat yang terdaftar"), "F4", self._ask_people)
        self._copy = action(
            self, self.tr("Unduh salinan dengan alasan …"), "F6", self.copy_asked.emit
        )
        self._back = action(self, self.tr("Selesai"), "Esc", self.back_asked.emit)
        self.drafts_button = ActionButton(self._drafts, role="primary", parent=self)
        self.people_button = ActionButton(self._people, parent=self)
        self.copy_button = ActionButton(self._copy, parent=self)
        self.back_button = ActionButton(self._back, parent=self)
        self._lay_out()

    def show_taken(self, taken: "TakenIn") -> None:
        """Show what became of a list."""
        self._taken = taken
        batch, count = taken.batch, self._count
        unfinished = batch.is_unfinished
        picture = ("triangle-alert", colours.WARN) if unfinished else ("circle-check", colours.GOOD)
        self.picture.setPixmap(icons.pixmap(*picture, PICTURE_SIZE))
        self.title.setText(
            self.tr("“{name}” terhenti").format(name=batch.name)
            if unfinished
            else self.tr("“{name}” sudah masuk").format(name=batch.name)
        )
        self.hint.setText(
            self.tr(
                "{done} dari {rows} baris sudah dikerjakan dan tersimpan. Pilih lagi berkas yang "
                "sama untuk melanjutkan, atau batalkan daftar ini di halaman Impor."
            ).format(done=count(batch.done), rows=count(batch.rows))
            if unfinished
            else self.tr("{rows} baris, semuanya tercatat di bawah ini.").format(
                rows=count(batch.rows)
            )
        )
        self.registered.setText(count(batch.registered))
        self.drafts.setText(count(batch.drafts))
        self.left_out.setText(count(batch.left_out))
        self.office.setText(
            self.tr(
                "Di kantor ini terdaftar {before}, sekarang {after}. Draf {drafts_before}, "
                "sekarang {drafts_after}."
            ).format(
                before=count(taken.before.registered),
                after=count(taken.after.registered),
                drafts_before=count(taken.before.drafts),
                drafts_after=count(taken.after.drafts),
            )
        )
        self._drafts.setVisible(batch.drafts > 0)
        self._people.setVisible(batch.registered > 0)

    def go_to(self) -> None:
        """Put the cursor on what is next."""
        button = self.drafts_button if self._drafts.isVisible() else self.back_button
        button.setFocus()

    def _ask_people(self) -> None:
        if self._taken is not None:
            self.people_asked.emit(self._taken.batch)

    def _lay_out(self) -> None:
        head = parts.row(gap=GRID * 3)
        head.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        titles = parts.column(gap=GRID)
        titles.addWidget(self.title)
        titles.addWidget(self.hint)
        head.addLayout(titles, 1)
        inside = parts.column(gap=GRID * 4)
        inside.addLayout(head)
        inside.addWidget(parts.rule())
        inside.addLayout(self._numbers())
        inside.addWidget(parts.rule())
        inside.addWidget(self.office)
        inside.addSpacing(GRID)
        buttons = parts.row(gap=GRID * 2)
        for button in (self.drafts_button, self.people_button, self.copy_button, self.back_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        card = parts.card(margin=GRID * 6)
        card.setMinimumWidth(WIDTH)
        parts.fill(card, inside)
        whole = parts.column()
        whole.addStretch(2)
        whole.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)
        self.setLayout(whole)

    def _numbers(self) -> QHBoxLayout:
        numbers = parts.row(gap=GRID * 8)
        for number, title, hint in (
            (self.registered, self.tr("terdaftar"), self.tr("lengkap, sudah bernomor")),
            (self.drafts, self.tr("draf"), self.tr("menunggu dilengkapi petugas")),
            (self.left_out, self.tr("tidak masuk"), self.tr("sudah ada, atau ditolak")),
        ):
            one = parts.column(gap=0)
            one.addWidget(number)
            one.addWidget(parts.words(title, "strong"))
            one.addWidget(parts.words(hint, "muted"))
            numbers.addLayout(one, 1)
        return numbers
