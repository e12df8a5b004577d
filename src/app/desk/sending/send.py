"""Kirim: what is ready, where to, and what became of it on the stick."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from app.domain.refusal import Problem
from app.exchange.stick import State, advice
from app.kit import colours, icons, parts
from app.kit.empty import Empty
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.shortcuts import ActionButton, action
from app.kit.sticks import Stick
from app.kit.theme import GRID
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.exchange.stick import Carried
    from app.service.exchange.seal import Sent
    from app.service.exchange.standing import Standing

PICTURE_SIZE = 32
NUMBERS_WIDTH = 300
MB = 1_000_000

STATE_PICTURES: dict[State, tuple[str, str]] = {
    State.VERIFIED: ("circle-check", colours.GOOD),
    State.COPIED_NOT_VERIFIED: ("triangle-alert", colours.WARN),
    State.CANCELLED: ("circle-x", colours.MUTED),
}
FAILED = ("octagon-x", colours.STOP)


class SendPane(QWidget):
    """Says "terkirim" only of what was read back from where it was put."""

    send_asked = Signal(object)  # the Path of the stick
    folder_asked = Signal()
    cover_asked = Signal(str)  # id of a sealed file

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sticks: Sequence[Stick] = ()
        self._carried_to: Path | None = None
        self._file_id = ""
        self._is_connected = False
        self._count = QLocale().toString
        self.ready = parts.words("", "count")
        self.to_approve = parts.words("", "count")
        self.on_the_way = parts.words("", "count")
        self.model: ListModel[Stick] = ListModel(self._columns(), self._lines, self)
        self.table = ListView(self.model)
        self.table.setAccessibleName(self.tr("Stik yang terpasang"))
        self.table.opened.connect(self._opened)
        self.no_stick = Empty()
        self._send = action(self, self.tr("Segel dan kirim"), "F2", self._ask)
        self._folder = action(self, self.tr("Ke folder lain …"), "Ctrl+O", self.folder_asked.emit)
        self._cover = action(self, self.tr("Cetak berita acara …"), "F6", self._ask_cover)
        self.send_button = ActionButton(self._send, role="primary", parent=self)
        self.folder_button = ActionButton(self._folder, parent=self)
        self.cover_button = ActionButton(self._cover, parent=self)
        self.picture = parts.words("")
        self.title = parts.words("", "heading", wrap=True)
        self.said = parts.words("", wrap=True)
        self.advice = parts.words("", "heading", wrap=True)
        self.advice_picture = parts.words("")
        self.result = self._result_card()
        self._lay_out()
        self.show_sticks(())
        self.forget_result()

    # What is shown

    def show_standing(self, standing: "Standing") -> None:
        """Show how many wait for what."""
        waiting = standing.waiting
        self.ready.setText(self._count(waiting.ready))
        self.to_approve.setText(self._count(waiting.to_approve))
        self.on_the_way.setText(self._count(waiting.on_the_way))
        self._is_connected = standing.city is not None
        self._say_empty()
        self._show_deeds()

    def show_sticks(self, sticks: Sequence[Stick]) -> None:
        """Show the sticks that are plugged in; the cursor stays on the one it was on."""
        chosen = self.stick()
        self._sticks = sticks
        self.model.show_ids(range(len(sticks)))
        self._say_empty()
        if sticks:
            paths = [each.path for each in sticks]
            self.table.selectRow(paths.index(chosen.path) if chosen in sticks and chosen else 0)
        self._show_deeds()

    def unplugged(self, stick: Stick) -> None:
        """A stick has gone; where it bore what was sent, say what is next."""
        if stick.path == self._carried_to and not self.result.isHidden():
            self.advice.setText(
                self.tr(
                    "Stik sudah dicabut. Serahkan ke kantor kota; “diterima” baru tampil setelah "
                    "balasan kota masuk."
                )
            )

    def show_nothing_new(self) -> None:
        """There is nothing that the city does not have."""
        self._file_id = ""
        self._show_result(
            ("info", colours.MUTED),
            self.tr("Tidak ada yang baru untuk dikirim."),
            [self.tr("Semua yang disetujui sudah dikirim dan sudah diterima kota.")],
            "",
        )

    def show_sent(self, sent: "Sequence[Sent]", held_back: Sequence[Problem], place: str) -> None:
        """Say what became of the file, in the one sentence of its state, and what to do now."""
        carried = [each.carried for each in sent if each.carried is not None]
        worst = next((each for each in carried if not each.is_sent), carried[0])
        letters = [each for each in sent if each.to]
        file = next((each.file for each in sent if not each.to), None)
        self._carried_to = None
        self._file_id = (file or letters[0].file).id if worst.is_sent else ""
        title = (
            self.tr("Kiriman {n} terkirim ke {place}: {people} pendaftaran, {other} catatan lain")
            if worst.is_sent
            else self.tr("Kiriman {n} belum terkirim: {people} pendaftaran, {other} catatan lain")
        )
        if file is None:
            title = (
                self.tr("Kabar untuk PC lain tersalin ke {place}")
                if worst.is_sent
                else self.tr("Kabar untuk PC lain belum tersalin")
            )
        people = file.counts.get("revision", 0) if file else 0
        lines = [sentence(worst.problem)]
        if worst.because is not None and worst.because is not State.COPIED_NOT_VERIFIED:
            lines.append(sentence(Problem(f"stick.{worst.because}", facts=worst.problem.facts)))
        lines += [self._letter(each) for each in letters if worst.is_sent]
        lines += [sentence(each) for each in held_back]
        self._show_result(
            STATE_PICTURES.get(worst.state, FAILED),
            title.format(
                n=file.sequence if file else 0,
                place=place,
                people=self._count(people),
                other=self._count(file.records - people if file else 0),
            ),
            lines,
            self._advice(carried, worst.state),
            good=worst.is_sent,
        )

    def _letter(self, sent: "Sent") -> str:
        """What another computer of this office is told; the city has no part in it."""
        counts = sent.file.counts
        return self.tr(
            "Untuk PC {n} di kantor ini: {waiting} menunggu persetujuan, {signed} persetujuan. "
            "Pasang stik ini di sana."
        ).format(
            n=sent.to,
            waiting=self._count(counts.get("waiting", 0)),
            signed=self._count(counts.get("approval", 0)),
        )

    def _advice(self, carried: "Sequence[Carried]", state: State) -> str:
        """Whether the stick may go now; of one that took nothing there is only to say what next."""
        if state in (State.VERIFIED, State.COPIED_NOT_VERIFIED):
            return sentence(advice(carried))
        return self.tr("Kiriman tetap tersimpan di komputer ini; F2 mengulang.")

    def carried_to(self, folder: Path) -> None:
        """The stick that bears what was sent."""
        self._carried_to = folder

    def forget_result(self) -> None:
        self.result.hide()
        self._file_id = ""
        self._show_deeds()

    def stick(self) -> Stick | None:
        """The stick the cursor is on."""
        index = self.table.currentIndex()
        there = index.isValid() and index.row() < len(self._sticks)
        return self._sticks[index.row()] if there else None

    def go_to(self) -> None:
        """Put the cursor where the work is."""
        (self.table if self._sticks else self.folder_button).setFocus()

    # Inside

    def _columns(self) -> tuple[Column[Stick], ...]:
        def state(stick: Stick) -> str:
            return self.tr("tidak dapat ditulisi") if stick.is_read_only else self.tr("siap")

        def picture(stick: Stick) -> tuple[str, str]:
            if stick.is_read_only:
                return "triangle-alert", colours.WARN
            return "hard-drive", colours.ACCENT

        return (
            Column(self.tr("Stik"), lambda stick: stick.name, picture=picture),
            Column(
                self.tr("Ruang kosong"),
                lambda stick: self.tr("{n} MB").format(n=self._count(stick.free // MB)),
                right=True,
                width=130,
            ),
            Column(self.tr("Keadaan"), state, width=170),
        )

    def _lines(self, rows: Sequence[int]) -> dict[int, Stick]:
        return {row: self._sticks[row] for row in rows if row < len(self._sticks)}

    def _say_empty(self) -> None:
        if self._is_connected:
            self.no_stick.say(
                "hard-drive",
                self.tr("Belum ada stik yang terpasang."),
                self.tr(
                    "Pasang stik USB; ia muncul di sini dengan sendirinya. Kiriman juga dapat "
                    "ditaruh di folder lain dengan Ctrl+O."
                ),
            )
        else:
            self.no_stick.say(
                "key-round",
                self.tr("Kantor ini belum kenal dengan kota."),
                self.tr(
                    "Kiriman disegel dengan kunci kota. Tekan Ctrl+5 dan tukar kartu kunci dahulu; "
                    "mendaftar dan mencetak dapat jalan terus."
                ),
            )
        self._stack.setCurrentIndex(0 if self._sticks and self._is_connected else 1)

    def _ask(self) -> None:
        if stick := self.stick():
            self.send_asked.emit(stick.path)

    @Slot(int)
    def _opened(self, _row: int) -> None:
        self._send.trigger()

    def _ask_cover(self) -> None:
        if self._file_id:
            self.cover_asked.emit(self._file_id)

    def _show_deeds(self) -> None:
        self._send.setEnabled(self._is_connected and bool(self._sticks))
        self._folder.setEnabled(self._is_connected)
        self._cover.setVisible(bool(self._file_id))

    def _show_result(
        self,
        picture: tuple[str, str],
        title: str,
        lines: Sequence[str],
        now: str,
        *,
        good: bool = True,
    ) -> None:
        self.picture.setPixmap(icons.pixmap(*picture, PICTURE_SIZE))
        self.title.setText(title)
        self.said.setText("\n".join(lines))
        self.advice.setText(now)
        safe = ("shield-check", colours.GOOD) if good else ("triangle-alert", colours.WARN)
        self.advice_picture.setPixmap(icons.pixmap(*safe))
        for part in (self.advice, self.advice_picture):
            part.setVisible(bool(now))
        self.result.show()
        self.result.setAccessibleName(" ".join((title, *lines, now)))
        self._show_deeds()

    def _result_card(self) -> QFrame:
        words = parts.column(gap=GRID)
        for label in (self.title, self.said):
            words.addWidget(label)
        now = parts.row(gap=GRID * 2)
        now.addWidget(self.advice_picture, 0, Qt.AlignmentFlag.AlignTop)
        now.addWidget(self.advice, 1)
        words.addLayout(now)
        words.addSpacing(GRID)
        foot = parts.row()
        foot.addWidget(self.cover_button)
        foot.addStretch(1)
        words.addLayout(foot)
        row = parts.row(gap=GRID * 4)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        card = parts.card()
        parts.fill(card, row)
        return card

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.no_stick)
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(parts.words(self.tr("Dikirim dengan"), "heading"))
        inside.addWidget(self._stack, 1)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.send_button)
        foot.addWidget(self.folder_button)
        foot.addStretch(1)
        inside.addLayout(foot)
        where = parts.card()
        parts.fill(where, inside)
        upper = parts.row(gap=GRID * 3)
        upper.addWidget(self._numbers())
        upper.addWidget(where, 1)
        whole = parts.column(gap=GRID * 3)
        whole.addLayout(upper, 1)
        whole.addWidget(self.result)
        self.setLayout(whole)

    def _numbers(self) -> QFrame:
        inside = parts.column(gap=GRID * 4)
        for number, title, hint in (
            (self.ready, self.tr("siap dikirim"), self.tr("disetujui, masih di komputer ini")),
            (self.to_approve, self.tr("menunggu persetujuan"), self.tr("belum ikut kiriman")),
            (self.on_the_way, self.tr("dalam perjalanan"), self.tr("terkirim, belum dibalas kota")),
        ):
            one = parts.column(gap=0)
            one.addWidget(number)
            one.addWidget(parts.words(title, "strong"))
            one.addWidget(parts.words(hint, "muted"))
            inside.addLayout(one)
        inside.addStretch(1)
        card = parts.card()
        card.setFixedWidth(NUMBERS_WIDTH)
        parts.fill(card, inside)
        return card
