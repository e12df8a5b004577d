"""Who becomes a custodian; and the answer of two of them to a desk where nobody gets in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.passwords import PasswordField, typed_twice
from app.kit.settings.dialogs import offer_to_show
from app.kit.settings.question import Question
from app.office.custody.uses import CustodyUses
from app.wording.catalogue import sentence

if TYPE_CHECKING:
    from app.service.custody import Answered, Asked

BOTH = 2
DIGITS = 4


class AddCustodian(Question):
    """Somebody who holds a share from now on, with a password of their own."""

    def __init__(self, uses: CustodyUses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self.tell(
            self.tr("Pemegang kunci baru"),
            self.tr(
                "Orangnya mengetik sendiri kata sandinya, lain dari kata sandi untuk masuk. Tanpa"
                " kata sandi ini bagiannya tidak dapat dibuka oleh siapa pun."
            ),
            self.tr("Angkat"),
        )
        self.name = TextField("name", self.tr("Nama lengkap"), max_length=60)
        self.password = PasswordField("password", self.tr("Kata sandi pemegang kunci"))
        self.again = PasswordField("again", self.tr("Sekali lagi"))
        self.add(self.name)
        self.add(self.password, self.again)
        offer_to_show(self, self.password, self.again)

    def problems(self) -> Sequence[Problem]:
        return typed_twice(self.password, self.again)

    def work(self) -> Callable[[], object]:
        name, password, add = self.name.text(), self.password.text(), self._uses.custody.add

        def work() -> str:
            add(name, password)
            return name

        return work


class AnswerDesk(Question):
    """One custodian after the other answers; the window stays until both have.

    The fingerprint of the request is not shown: it has to come by phone.
    """

    answered = Signal(object)
    """The `Answered` of one of them."""

    def __init__(
        self,
        request: Path,
        asked: "Asked",
        names: Sequence[str],
        uses: CustodyUses,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._uses = uses
        self._request = request
        self._done: dict[str, Path] = {}
        self.tell(
            self.tr("Jawab permintaan kunci"),
            self.tr(
                "Kelurahan {office}, PC nomor {station}, minta dibukakan. Telepon kantor itu di"
                " nomor yang Anda kenal, pastikan siapa yang bicara, lalu ketik sidik yang"
                " dibacakannya."
            ).format(office=uses.office_name(asked.office), station=asked.station),
            self.tr("Jawab"),
        )
        self.fingerprint = TextField(
            "fingerprint", self.tr("Sidik yang dibacakan lewat telepon"), tidy=by_fours
        )
        self.name = ChoiceField(
            "name", self.tr("Pemegang kunci"), [Option(each, each) for each in names]
        )
        self.password = PasswordField("password", self.tr("Kata sandi pemegang kunci"))
        self.add(self.fingerprint)
        self.add(self.name, self.password)
        offer_to_show(self, self.password)
        self.fingerprint.setFocus()

    def problems(self) -> Sequence[Problem]:
        return () if self.name.text() else (Problem("custody.choose", "name"),)

    def work(self) -> Callable[[], object]:
        return partial(
            self._uses.custody.answer,
            self._request,
            self._request.parent,
            name=self.name.text(),
            password=self.password.text(),
            fingerprint=self.fingerprint.text(),
        )

    def _kept(self, answer: object) -> None:
        answered = cast("Answered", answer)
        self._done[answered.path.name] = answered.path
        self.answered.emit(answered)
        if len(self._done) == BOTH:
            super()._kept(answered)
            return
        self._set_busy(busy=False)
        self.name.set_text("")
        self.password.set_text("")
        self.cancel.setText(self.tr("Nanti saja   Esc"))
        self.cancel.setAccessibleName(self.tr("Nanti saja"))
        facts = (("file", answered.path.name),)
        self._tell(sentence(Problem("custody.one_answer", facts=facts)), "good")
        self.name.setFocus()


def by_fours(typed: str) -> str:
    """A fingerprint as it is read out, in groups of four."""
    digits = "".join(typed.split())
    if not digits.isdigit():
        return typed.strip()
    return " ".join(digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS))
