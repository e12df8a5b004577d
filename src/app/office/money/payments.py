"""What the page asks of payments: which months, what the proof is, why one is taken back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.domain.dates import read_date
from app.domain.months import Month, span
from app.domain.paid import Payment
from app.domain.programme import Programme
from app.domain.refusal import Problem, Refusal
from app.kit import parts
from app.kit.failures import said_by
from app.kit.fields import ChoiceField, DateField, Option, TextField
from app.kit.jobs import Jobs, Latest
from app.kit.settings.question import Question
from app.kit.settings.reason import ReasonQuestion, Wording
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID, set_look
from app.office.money.people import PeopleDialog
from app.office.money.uses import MoneyUses
from app.wording import money as wording
from app.wording.catalogue import day, rupiah, sentence

if TYPE_CHECKING:
    from app.service.city.pay import Preview


class PayQuestion(Question):
    """Reckons a payment while the months are chosen, and asks for its proof and day."""

    unforeseen = "money.not_done"

    def __init__(
        self,
        programme: Programme,
        months: tuple[Month, Month],
        uses: MoneyUses,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """`months` are the first and the last to begin with."""
        super().__init__(jobs, parent)
        self._programme = programme
        self._uses = uses
        self._questions = jobs
        self._asked = Latest(jobs, self)
        self.preview: Preview | None = None
        self.tell(
            self.tr("Bayar iuran"),
            self.tr(
                "{name}: untuk semua yang ditetapkan SK dan bulannya belum dibayar. Catat setelah"
                " uangnya benar-benar dibayarkan."
            ).format(name=programme.name),
            self.tr("Catat pembayaran"),
        )
        options = [
            Option(each.text, wording.month(each), keys=(wording.month_typed(each),))
            for each in span(programme.first_month, programme.last_month)
        ]
        self.first = ChoiceField("first_month", self.tr("Dari bulan"), options)
        self.last = ChoiceField("last_month", self.tr("Sampai bulan"), options)
        for field, month in zip((self.first, self.last), months, strict=True):
            field.set_text(month.text)
            field.changed.connect(self.reckon)
        self.add(self.first, self.last)
        self.body.addLayout(self._reckoning())
        self._see = action(self, self.tr("Lihat yang menunggu dana"), "Ctrl+L", self._show_waiting)
        self._see.setVisible(False)
        self.waiting = ActionButton(self._see, role="link", parent=self)
        self.body.addWidget(self.waiting)
        self.proof = TextField("proof", self.tr("Nomor bukti (SP2D)"), max_length=100)
        self.paid_on = DateField("paid_on", self.tr("Tanggal dibayar"))
        self.paid_on.set_text(day(uses.today()))
        self.add(self.proof, self.paid_on)
        self.follow(self.waiting)
        self.last.setFocus()
        self.reckon()

    @Slot()
    def reckon(self) -> None:
        """Reckon anew what would be paid."""
        self.preview = None
        self.go_on.setEnabled(False)
        try:
            first, last = Month.parse(self.first.text()), Month.parse(self.last.text())
        except Refusal:
            return
        preview, programme = self._uses.pay.preview, self._programme
        self._asked.ask(lambda: preview(programme.id, first, last), self._show, self._not_reckoned)

    def problems(self) -> Sequence[Problem]:
        found = [] if self.proof.text() else [Problem("pay.proof", "proof")]
        try:
            read_date(self.paid_on.text())
        except Refusal as refusal:
            found += [each.at("paid_on") for each in refusal.problems]
        return found

    def work(self) -> Callable[[], object]:
        assert self.preview is not None  # noqa: S101  # without one the button is off
        return partial(
            self._uses.pay,
            self._programme.id,
            self.preview.first,
            self.preview.last,
            read_date(self.paid_on.text()),
            self.proof.text(),
            expected=self.preview.total,
        )

    # Inside

    def _show(self, found: "Preview") -> None:
        self.preview = found
        self.last.show_problems(())
        for label, said in zip(
            self.figures,
            (
                wording.count(len(found.shares)),
                rupiah(found.total),
                rupiah(found.left_after),
            ),
            strict=True,
        ):
            label.setText(said)
        waiting = len(found.waiting)
        self._see.setVisible(bool(waiting))
        self._see.setText(
            self.tr("{n} orang menunggu dana, menurut urutan lolosnya").format(
                n=wording.count(waiting)
            )
        )
        self.go_on.setEnabled(bool(found.shares))
        set_look(self.note, "mark", "" if found.shares else "warn")
        self.note.setText(self._noted(found))
        self.fit()

    def _noted(self, found: "Preview") -> str:
        if not found.shares:
            return sentence(found.why_nobody)
        shorter = {each.months for each in found.shares}
        said = []
        if len(shorter) > 1:
            said.append(self.tr("Yang ditetapkan belakangan dibayar untuk bulan sejak SK-nya."))
        if found.paid_already:
            said.append(
                self.tr("{n} orang sudah dibayar untuk bulan ini.").format(
                    n=wording.count(found.paid_already)
                )
            )
        if found.passed_over:
            said.append(sentence(found.passed_over))
        return " ".join(said)

    def _not_reckoned(self, error: Exception) -> None:
        for label in self.figures:
            label.setText("")
        self._see.setVisible(False)
        problems = said_by(error) or (Problem("money.not_read"),)
        set_look(self.note, "mark", "stop")
        self.note.setText(sentence(problems[0]))
        self.fit()

    @Slot()
    def _show_waiting(self) -> None:
        if self.preview is None or not self.preview.waiting:
            return
        ids = [each.registration_id for each in self.preview.waiting]
        PeopleDialog(
            self.tr("Menunggu dana, menurut urutan"),
            lambda: self._uses.people.these(ids),
            self._uses.people,
            self._uses.offices,
            self._questions,
            self,
            leads_on=False,
        ).open()

    def _reckoning(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID)
        self.figures: list[QLabel] = []
        for place, words in enumerate(
            (self.tr("Orang"), self.tr("Jumlah"), self.tr("Sisa pagu sesudahnya"))
        ):
            figure = parts.words("", "heading")
            figure.setAccessibleName(words)
            self.figures.append(figure)
            grid.addWidget(parts.words(words, "muted"), 0, place)
            grid.addWidget(figure, 1, place)
            grid.setColumnStretch(place, 1)
        self.note = parts.words(self.tr("Sedang dihitung …"), "muted-line", wrap=True)
        grid.addWidget(self.note, 2, 0, 1, 3)
        return grid


def why_reversed(payment: Payment, uses: MoneyUses, jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why a payment is taken back, and then it is."""
    says = Wording(
        title=parent.tr("Tarik kembali pembayaran"),
        purpose=parent.tr(
            "Bukti {proof}: {total} kembali ke pagu, dan {n} orang tidak lagi dibayar untuk"
            " {months}. Kedua catatan tetap ada."
        ).format(
            proof=payment.proof,
            total=rupiah(payment.total),
            n=wording.count(payment.people),
            months=wording.months(payment.first, payment.last),
        ),
        deed=parent.tr("Tarik kembali"),
        missing="pay.reason",
        unforeseen="money.not_done",
    )
    return ReasonQuestion(says, partial(uses.pay.reverse, payment.id), jobs, parent)
