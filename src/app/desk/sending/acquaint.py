"""The deeds of the part Kota: keys written and believed, the mailbox, and what to confirm."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk.sending.dialogs import MailboxAddress, TakeKey
from app.desk.sending.uses import SendingUses
from app.domain.refusal import Problem
from app.kit.failures import said_by
from app.kit.jobs import Jobs
from app.kit.notices import Notices, ask
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.exchange.address import Address
    from app.service.exchange.enrol import Introduction

log = logging.getLogger(__name__)


class Acquaintance(QObject):
    """Lets office and city come to know one another; asks in front of `window`."""

    changed = Signal()  # the books hold something else now
    address_settled = Signal(object)  # the Address, or None

    def __init__(self, window: QWidget, notices: Notices, jobs: Jobs, uses: SendingUses) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._jobs = jobs
        self._uses = uses

    @Slot()
    def write_key(self) -> None:
        title = self.tr("Tulis kartu kunci ke")
        self._uses.files.to_folder(self._window, title, self._write_key_to)

    def _write_key_to(self, folder: Path) -> None:
        enrol = self._uses.enrol
        self._jobs.start(
            self,
            lambda: enrol.write(folder),
            self._key_written,
            partial(self._tell, code="sending.not_enrolled"),
        )

    def _key_written(self, answer: "tuple[Path, Introduction]") -> None:
        path, said = answer
        self._notices.tell(
            self.tr(
                "Kartu kunci tertulis: {file}. Serahkan ke kantor kota dan bacakan sidik kuncinya: "
                "{digits}."
            ).format(file=path.name, digits=said.fingerprint),
            "good",
        )
        if said.administrator:
            self._notices.tell(
                self.tr("Sidik administrator, bila kota memintanya: {digits}.").format(
                    digits=said.administrator
                ),
                "note",
            )

    @Slot()
    def take_key(self) -> None:
        title = self.tr("Kartu kunci kota")
        self._uses.files.to_open_sealed(self._window, title, self._look_at_key)

    def _look_at_key(self, paths: Sequence[Path]) -> None:
        enrol, path = self._uses.enrol, paths[0]
        self._jobs.start(
            self,
            lambda: enrol.look(path),
            partial(self._ask_about_key, path),
            partial(self._tell, code="sending.not_enrolled"),
            "read",
        )

    def _ask_about_key(self, path: Path, said: "Introduction") -> None:
        if said.standing == "known":
            self._notices.tell(sentence(Problem("enrol.already")), "note")
            return
        if said.standing == "revoked":
            self._notices.tell(sentence(Problem("enrol.revoked")), "stop")
            return
        dialog = TakeKey(path, said, self._uses.enrol, self._jobs, self._window)
        dialog.kept.connect(self._key_taken)
        dialog.open()

    @Slot(object)
    def _key_taken(self, said: "Introduction") -> None:
        self._notices.tell(
            self.tr("{name} dikenal. Kiriman sekarang dapat disegel untuknya.").format(
                name=said.name
            ),
            "good",
        )
        self.changed.emit()
        self._uses.courier.go()

    def ask_address(self, now: "Address | None") -> None:
        """Ask where the mailbox is."""
        dialog = MailboxAddress(now, self._uses.mailbox, self._jobs, self._window)
        dialog.kept.connect(self._address_kept)
        dialog.open()

    @Slot(object)
    def _address_kept(self, address: "Address | None") -> None:
        self.address_settled.emit(address)
        self._uses.courier.go()

    @Slot()
    def ask_nothing(self) -> None:
        ask(
            self._window,
            self.tr("Lanjutkan tanpa jawaban kota?"),
            self.tr(
                "Pilih ini hanya bila kota memastikan tidak menyimpan apa pun dari komputer ini. "
                "Yang hilang dari cadangan tidak akan kembali."
            ),
            self.tr("Kota tidak menyimpan apa pun"),
            partial(self._do, self._uses.nothing_to_ask),
        )

    @Slot()
    def ask_clock(self) -> None:
        ask(
            self._window,
            self.tr("Jam komputer sudah benar?"),
            self.tr("Cocokkan tanggal dan jam di bawah dengan jam tangan Anda."),
            self.tr("Sudah benar"),
            partial(self._do, self._uses.clock_is_right),
        )

    def _do(self, deed: Callable[[], object]) -> None:
        self._jobs.start(
            self,
            deed,
            lambda _answer: self.changed.emit(),
            partial(self._tell, code="sending.not_done"),
        )

    def _tell(self, error: Exception, code: str) -> None:
        said = said_by(error)
        if not said:
            log.error("%s: %s", code, type(error).__name__)
        for problem in said or (Problem(code),):
            self._notices.tell(sentence(problem), "stop")
