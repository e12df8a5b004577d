"""Kota: whether office and city know one another, and the way over the network."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QWidget

from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.network import Phase, Status
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import long_day, sentence

if TYPE_CHECKING:
    from app.exchange.address import Address
    from app.service.exchange.standing import Standing

ASKING = "exchange.asking"
CLOCK = "clock."


class CityPane(QWidget):
    """Two sheets: the keys, and the network. Whoever has no network needs the first only."""

    write_asked = Signal()
    take_asked = Signal()
    address_asked = Signal()
    stop_asked = Signal()
    nothing_asked = Signal()
    clock_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address: Address | None = None
        self._count = QLocale().toString
        self.own = parts.words("", "code")
        self.city_picture = QLabel()
        self.city = parts.words("", "strong", wrap=True)
        self.city_hint = parts.words("", "muted-line", wrap=True)
        self.city_print = parts.words("", "code")
        self.where = parts.words("", "strong", wrap=True)
        self.pin = parts.words("", "muted", wrap=True)
        self.state = parts.words("", wrap=True)
        self.state_hint = parts.words("", "muted-line", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Kemajuan sinkronisasi"))
        self._write = action(self, self.tr("Tulis kartu kunci …"), "Ctrl+T", self.write_asked.emit)
        self._take = action(self, self.tr("Masukkan kunci kota …"), "Ctrl+M", self.take_asked.emit)
        self._settle = action(self, self.tr("Ubah alamat …"), "Ctrl+U", self.address_asked.emit)
        self._stop = action(self, self.tr("Hentikan"), "Ctrl+H", self.stop_asked.emit)
        self._nothing = action(
            self, self.tr("Kota tidak menyimpan apa pun …"), "Ctrl+K", self.nothing_asked.emit
        )
        self._clock = action(self, self.tr("Jam sudah benar …"), "Ctrl+J", self.clock_asked.emit)
        self.take_button = ActionButton(self._take, role="primary", parent=self)
        self.write_button = ActionButton(self._write, parent=self)
        self.address_button = ActionButton(self._settle, parent=self)
        self.stop_button = ActionButton(self._stop, parent=self)
        self.nothing_button = ActionButton(self._nothing, parent=self)
        self.clock_button = ActionButton(self._clock, parent=self)
        whole = parts.row(gap=GRID * 3)
        whole.addWidget(self._keys_card(), 1)
        whole.addWidget(self._network_card(), 1)
        self.setLayout(whole)
        for deed in (self._nothing, self._clock):
            deed.setVisible(False)

    def show_standing(self, standing: "Standing") -> None:
        """Show both keys as they are read out by phone."""
        self.own.setText(standing.fingerprint)
        self.own.setAccessibleName(
            self.tr("Sidik kunci komputer ini: {digits}").format(digits=standing.fingerprint)
        )
        city = standing.city
        picture = ("circle-check", colours.GOOD) if city else ("circle-dashed", colours.MUTED)
        self.city_picture.setPixmap(icons.pixmap(*picture))
        self.city_print.setVisible(city is not None)
        if city is None:
            self.city.setText(self.tr("Belum kenal dengan kota"))
            self.city_hint.setText(
                self.tr(
                    "1. Tulis kartu kunci komputer ini ke stik dan serahkan ke kantor kota.\n"
                    "2. Bawa pulang kartu kunci kota, lalu masukkan di sini.\n"
                    "3. Cocokkan kedua sidik kunci lewat telepon."
                )
            )
        else:
            self.city.setText(self.tr("Terhubung dengan {name}").format(name=city.name))
            self.city_hint.setText(
                self.tr("Kuncinya dipercaya sejak {day}. Sidik kunci kota:").format(
                    day=long_day(city.since.astimezone().date())
                )
            )
            self.city_print.setText(city.fingerprint)
        codes = [each.code for each in standing.warnings]
        self._nothing.setVisible(ASKING in codes)
        self._clock.setVisible(any(code.startswith(CLOCK) for code in codes))

    def show_address(self, address: "Address | None") -> None:
        """Show where the mailbox is."""
        self._address = address
        self.where.setText(str(address) if address else self.tr("Alamat belum diisi"))
        pin = address.pin.hex() if address else ""
        grouped = " ".join(pin[start : start + 8] for start in range(0, len(pin), 8))
        self.pin.setText(self.tr("Sidik sertifikat: {pin}").format(pin=grouped) if pin else "")
        self.pin.setVisible(bool(pin))

    def show_status(self, status: Status) -> None:
        """Show what the way to the mailbox is busy with, and why it waits."""
        is_working = status.phase is Phase.WORKING
        self._stop.setEnabled(is_working)
        self.bar.setVisible(is_working)
        self.bar.setRange(0, max(status.whole, 1))
        self.bar.setValue(status.done)
        self.state.setText(status_words(status, self._address is not None))
        hints = []
        if status.queue:
            hints.append(
                self.tr("{n} berkas belum sampai di kotak surat.").format(
                    n=self._count(status.queue)
                )
            )
        if is_working and status.whole:
            hints.append(
                self.tr("{done} dari {all} kB").format(
                    done=self._count(status.done // 1000), all=self._count(status.whole // 1000)
                )
            )
        if status.next_at is not None and self._address is not None and not is_working:
            hints.append(self.tr("Dicoba lagi pukul {time}.").format(time=_time(status.next_at)))
        if status.last_at is not None:
            hints.append(self.tr("Terakhir berhasil {moment}.").format(moment=_at(status.last_at)))
        self.state_hint.setText(" ".join(hints))

    def go_to(self) -> None:
        """Put the cursor where the work is."""
        self.take_button.setFocus()

    # Inside

    def _keys_card(self) -> QFrame:
        city = parts.row(gap=GRID * 2)
        city.addWidget(self.city_picture)
        city.addWidget(self.city, 1)
        buttons = parts.row(gap=GRID * 2)
        for button in (self.take_button, self.write_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rare = parts.row(gap=GRID * 2)
        for button in (self.nothing_button, self.clock_button):
            rare.addWidget(button)
        rare.addStretch(1)
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(parts.words(self.tr("Kunci"), "heading"))
        inside.addLayout(city)
        inside.addWidget(self.city_hint)
        inside.addWidget(self.city_print)
        inside.addWidget(parts.rule())
        inside.addWidget(
            parts.words(
                self.tr("Sidik kunci komputer ini, untuk dibacakan kepada petugas kota:"),
                "muted-line",
                wrap=True,
            )
        )
        inside.addWidget(self.own)
        inside.addStretch(1)
        inside.addLayout(rare)
        inside.addLayout(buttons)
        card = parts.card()
        parts.fill(card, inside)
        return card

    def _network_card(self) -> QFrame:
        buttons = parts.row(gap=GRID * 2)
        for button in (self.address_button, self.stop_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside = parts.column(gap=GRID * 3)
        inside.addWidget(parts.words(self.tr("Jaringan"), "heading"))
        inside.addWidget(
            parts.words(
                self.tr(
                    "Berkas yang sama seperti di stik, lewat kotak surat kota. Tanpa jaringan "
                    "pekerjaan jalan terus; kiriman menunggu atau dibawa dengan stik."
                ),
                "muted-line",
                wrap=True,
            )
        )
        for widget in (self.where, self.pin, parts.rule(), self.state, self.bar, self.state_hint):
            inside.addWidget(widget)
        inside.addStretch(1)
        inside.addLayout(buttons)
        card = parts.card()
        parts.fill(card, inside)
        return card


def status_words(status: Status, has_address: bool) -> str:
    """The way to the mailbox in one line."""
    if status.reason is not None:
        return sentence(status.reason)
    if not has_address:
        return sentence(Problem("sending.stick_only"))
    if status.phase is Phase.WORKING:
        return sentence(Problem("sending.working"))
    if status.last_at is not None:
        return sentence(Problem("sending.synced", facts=(("time", _at(status.last_at)),)))
    return sentence(Problem("sending.not_yet_synced"))


def _time(moment: datetime) -> str:
    return moment.astimezone().strftime("%H.%M")


def _at(moment: datetime) -> str:
    return moment.astimezone().strftime("%d-%m-%Y %H.%M")
