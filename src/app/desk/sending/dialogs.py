"""What the page asks: who signs, is this really the city's key, and where is its mailbox."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.desk.sending.uses import Approves, Enrols, HasMailbox
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.fields import TextField, TickField
from app.kit.jobs import Jobs
from app.kit.passwords import PasswordField
from app.kit.settings.question import Question

if TYPE_CHECKING:
    from app.exchange.address import Address
    from app.service.exchange.enrol import Introduction


class SignApprovals(Question):
    """The lurah's password once more, for all that are ticked: a screen left open signs nothing."""

    def __init__(
        self, people: int, approve: Approves, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self._approve = approve
        self.tell(
            self.tr("Setujui {n} orang").format(n=self.locale().toString(people)),
            self.tr(
                "Ketik kata sandi Anda sekali lagi. Dengan itu setiap pendaftaran ditandatangani"
                " atas nama Anda."
            ),
            self.tr("Setujui"),
        )
        self.password = PasswordField("password", self.tr("Kata sandi Anda"))
        self.add(self.password)
        self.follow()

    def problems(self) -> Sequence[Problem]:
        if not self.password.text():
            return (Problem("sending.password_missing", "password"),)
        return ()

    def work(self) -> Callable[[], object]:
        return partial(_proven, self._approve, self.password.text())


def _proven(approve: Approves, password: str) -> str:
    approve.demand_password(password)
    return password


class TakeKey(Question):
    """Nobody's key is believed before two people have compared its numbers by phone."""

    def __init__(
        self,
        path: Path,
        said: "Introduction",
        enrol: Enrols,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._path = path
        self._is_changed = said.standing == "changed"
        self._enrol = enrol
        self.tell(
            self.tr("Kunci baru dari {name}").format(name=said.name)
            if self._is_changed
            else self.tr("Kenalkan {name}").format(name=said.name),
            self.tr(
                "Kota sudah dikenal dengan kunci lain. Lanjutkan hanya bila petugas kota "
                "memastikan lewat telepon bahwa kuncinya memang diganti. Kunci lama lalu tidak "
                "berlaku lagi."
            )
            if self._is_changed
            else self.tr(
                "Telepon kantor kota dengan nomor yang sudah Anda kenal, bukan nomor yang ikut di "
                "stik. Minta petugas membacakan sidik kuncinya, lalu cocokkan semua angka ini."
            ),
            self.tr("Percayai kunci ini"),
        )
        self.shown = parts.words(said.fingerprint, "code")
        self.shown.setAccessibleName(
            self.tr("Sidik kunci: {digits}").format(digits=said.fingerprint)
        )
        self.body.addWidget(self.shown)
        self.compared = TickField(
            "compared", self.tr("Semua angka sama dengan yang dibacakan lewat telepon")
        )
        self.add(self.compared)
        self.follow()
        self.compared.setFocus()

    def problems(self) -> Sequence[Problem]:
        return () if self.compared.text() else (Problem("enrol.not_compared", "compared"),)

    def work(self) -> "Callable[[], Introduction]":
        return partial(self._enrol.take, self._path, replace_key=self._is_changed)


class MailboxAddress(Question):
    """Where the city's mailbox is, and the only certificate that is believed there."""

    def __init__(
        self,
        now: "Address | None",
        mailbox: HasMailbox,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._mailbox = mailbox
        self.tell(
            self.tr("Kotak surat kota"),
            self.tr(
                "Alamat dan sidik sertifikat diberikan petugas kota. Kosongkan alamat bila kiriman "
                "hanya dibawa dengan stik."
            ),
            self.tr("Simpan"),
        )
        self.url = TextField("url", self.tr("Alamat"), placeholder="https://", max_length=200)
        self.pin = TextField("pin", self.tr("Sidik sertifikat (boleh kosong)"), max_length=120)
        if now is not None:
            self.url.set_text(str(now))
            self.pin.set_text(now.pin.hex())
        self.add(self.url)
        self.add(self.pin)
        self.follow()
        self.url.setFocus()

    def work(self) -> "Callable[[], Address | None]":
        return partial(self._mailbox.settle, self.url.text(), self.pin.text())
