"""What the page asks of decrees: number and day of a new one, why one is cancelled, which file."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.dates import read_date
from app.domain.decree_list import FullReason, read_full_reason
from app.domain.decrees import Decree
from app.domain.programme import Programme
from app.domain.refusal import Problem, Refusal
from app.kit import parts
from app.kit.fields import ChoiceField, DateField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.lines import LineList
from app.kit.listmodel import Column
from app.kit.settings.question import Question
from app.kit.settings.reason import ReasonQuestion, Wording
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.office.money.people import PeopleDialog
from app.office.money.uses import MoneyUses
from app.wording import decree as papers
from app.wording import money as wording
from app.wording.catalogue import day

if TYPE_CHECKING:
    from app.service.city.decree import Proposal

TABLE_HEIGHT = 200
MASKED, FULL = "masked", "full"


@dataclass(frozen=True, slots=True)
class OfficeCount:
    """How many of a kelurahan a decree would name, and how many have to wait for a place."""

    name: str
    named: int
    beyond: int


def by_office(proposal: "Proposal", offices: Mapping[str, str]) -> Sequence[OfficeCount]:
    """The proposal counted by kelurahan, in the order of their names."""
    named = Counter(each.office for each in proposal.named)
    beyond = Counter(each.office for each in proposal.beyond)
    lines = [
        OfficeCount(offices.get(office, office), named[office], beyond[office])
        for office in {**named, **beyond}
    ]
    return sorted(lines, key=lambda each: each.name)


class DecreeQuestion(Question):
    """Shows whom a decree would name, and asks for its number and day as it was signed."""

    unforeseen = "money.not_done"

    def __init__(
        self,
        programme: Programme,
        proposal: "Proposal",
        uses: MoneyUses,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._programme = programme
        self._uses = uses
        self._questions = jobs
        self._proposal = proposal
        self.tell(
            self.tr("Usulan SK: {n} orang").format(n=wording.count(len(proposal.named))),
            self.tr(
                "Semua yang lolos pemeriksaan dan belum ada di SK {name}. Tulis nomor dan tanggal"
                " setelah SK ditandatangani."
            ).format(name=programme.name),
            self.tr("Catat SK"),
        )
        self.offices: LineList[OfficeCount] = LineList(
            (
                Column(self.tr("Kelurahan"), lambda line: line.name),
                Column(
                    self.tr("Masuk SK"), lambda line: wording.count(line.named), right=True,
                    width=96,
                ),
                Column(
                    self.tr("Di luar jatah"), lambda line: wording.count(line.beyond), right=True,
                    width=112,
                ),
            ),
            self.tr("Orang tiap kelurahan"),
            width=400,
        )  # fmt: skip
        self.offices.setFixedHeight(TABLE_HEIGHT)
        self.offices.empty.say(
            "users",
            self.tr("Belum ada yang dapat dimasukkan ke SK."),
            self.tr("Loloskan dahulu pendaftarannya di halaman Peserta."),
        )
        self.offices.show_lines(by_office(proposal, uses.offices), lambda each: each.name)
        self.body.addWidget(self.offices)
        see = action(
            self, self.tr("Lihat nama yang masuk"), "Ctrl+L", partial(self._show, beyond=False)
        )
        see_beyond = action(
            self, self.tr("Lihat yang di luar jatah"), "Ctrl+J", partial(self._show, beyond=True)
        )
        see.setVisible(bool(proposal.named))
        see_beyond.setVisible(bool(proposal.beyond))
        self.names = ActionButton(see, role="link", parent=self)
        self.beyond = ActionButton(see_beyond, role="link", parent=self)
        links = parts.row(gap=GRID * 3)
        links.addWidget(self.names)
        links.addWidget(self.beyond)
        links.addStretch(1)
        self.body.addLayout(links)
        self.number = TextField("number", self.tr("Nomor SK"), max_length=100)
        self.signed_on = DateField("signed_on", self.tr("Tanggal SK"))
        self.signed_on.set_text(day(uses.today()))
        self.add(self.number, self.signed_on)
        self.follow(self.names, self.beyond)
        self.go_on.setEnabled(bool(proposal.named))
        if proposal.named:
            self.number.setFocus()
        else:
            self.cancel.setFocus()

    def problems(self) -> Sequence[Problem]:
        found = [] if self.number.text() else [Problem("decree.number", "number")]
        try:
            read_date(self.signed_on.text())
        except Refusal as refusal:
            found += [each.at("signed_on") for each in refusal.problems]
        return found

    def work(self) -> Callable[[], object]:
        signed_on = read_date(self.signed_on.text())
        return partial(self._uses.decrees, self._programme.id, self.number.text(), signed_on)

    def _show(self, *, beyond: bool) -> None:
        people = self._proposal.beyond if beyond else self._proposal.named
        title = self.tr("Di luar jatah") if beyond else self.tr("Yang masuk SK")
        if not people:
            return
        ids = [each.registration_id for each in people]
        PeopleDialog(
            title,
            lambda: self._uses.people.these(ids),
            self._uses.people,
            self._uses.offices,
            self._questions,
            self,
            leads_on=False,
        ).open()


def why_cancelled(decree: Decree, uses: MoneyUses, jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why a decree is cancelled, and then it is."""
    says = Wording(
        title=parent.tr("Batalkan SK"),
        purpose=parent.tr(
            "Nomor {number}: {n} orang kembali menjadi lolos pemeriksaan dan dapat masuk SK"
            " lain. SK yang dibatalkan tetap tercatat."
        ).format(number=decree.number, n=wording.count(decree.people)),
        deed=parent.tr("Batalkan SK"),
        missing="decree.reason",
        unforeseen="money.not_done",
    )
    return ReasonQuestion(says, partial(uses.decrees.cancel, decree.id), jobs, parent)


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """Which file of a decree's list was asked for; `reason` is "" where the NIK are masked."""

    kind: str  # ".pdf" or ".xlsx"
    reason: str

    @property
    def is_full(self) -> bool:
        return bool(self.reason)


class PrintDecree(Question):
    """Which file, with masked or whole NIK, and what whole ones are for. It only asks."""

    def __init__(self, decree: Decree, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        self.tell(
            self.tr("Daftar penerima"),
            self.tr(
                "{decree}: nama, NIK, kelurahan, dan RT {n} orang, tanpa tanggal lahir"
                " dan ahli waris. Berkas ini tidak tersegel: siapa pun yang memegangnya dapat"
                " membacanya. Pembuatannya dicatat atas nama Anda."
            ).format(decree=papers.named(decree.number), n=wording.count(decree.people)),
            self.tr("Pilih tempat menyimpan …"),
        )
        self.kind = ChoiceField(
            "kind",
            self.tr("Berkas"),
            [
                Option(".pdf", self.tr("PDF untuk dicetak")),
                Option(".xlsx", self.tr("Excel")),
            ],
        )
        self.nik = ChoiceField(
            "nik",
            self.tr("NIK"),
            [
                Option(MASKED, self.tr("Disamarkan")),
                Option(FULL, self.tr("Lengkap")),
            ],
        )
        self.reason = ChoiceField(
            "reason",
            self.tr("Untuk apa NIK lengkap"),
            [Option(each.value, papers.REASONS[each]) for each in FullReason],
        )
        self.kind.set_text(".pdf")
        self.nik.set_text(MASKED)
        self.nik.changed.connect(self._nik_changed)
        self.add(self.kind, self.nik)
        self.add(self.reason)
        self.follow()
        self._nik_changed()
        self.kind.setFocus()

    def problems(self) -> Sequence[Problem]:
        found = [
            Problem("form.empty", field.name) for field in (self.kind, self.nik) if not field.text()
        ]
        if self.nik.text() == FULL:
            try:
                read_full_reason(self.reason.text())
            except Refusal as refusal:
                found += refusal.problems
        return found

    def work(self) -> Callable[[], object]:
        reason = self.reason.text() if self.nik.text() == FULL else ""
        return partial(WantedPaper, self.kind.text(), reason)

    def _nik_changed(self) -> None:
        self.reason.setEnabled(self.nik.text() == FULL)
