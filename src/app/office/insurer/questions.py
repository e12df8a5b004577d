"""What is asked before a list is made, and before a row is taken against what is held."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.domain.insurer import Choice, SendReason
from app.domain.refusal import Problem
from app.kit.fields import ChoiceField, Option
from app.kit.jobs import Jobs
from app.kit.settings.question import Question
from app.kit.settings.reason import ReasonQuestion, Wording
from app.office.insurer.uses import MakesLists
from app.wording.insurer import SEND_REASONS

if TYPE_CHECKING:
    from app.service.city.insurer.shown import Layout

NEW, AGAIN, CHOSEN = "new", "again", "chosen"


class AskList(Question):
    """For whom, by which layout and why; it answers with the preview and what was asked."""

    unforeseen = "city.not_done"

    def __init__(
        self,
        layouts: "Sequence[Layout]",
        chosen: frozenset[str],
        send: MakesLists,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """`chosen` are the people who are chosen in the list behind it."""
        super().__init__(jobs, parent)
        self._chosen = chosen
        self._send = send
        self.tell(
            self.tr("Buat daftar untuk BPJS Ketenagakerjaan"),
            self.tr(
                "Daftar ini keluar tanpa segel, dengan NIK utuh: alasannya dicatat bersama nama"
                " Anda. Sebelum ditulis, siapa yang tidak dapat masuk ditampilkan dahulu."
            ),
            self.tr("Tampilkan dahulu"),
        )
        whom = [
            Option(NEW, self.tr("Yang belum dikirim")),
            Option(AGAIN, self.tr("Semua yang dibayar dan belum ber-KPJ")),
        ]
        if chosen:
            count = self.locale().toString(len(chosen))
            whom.append(Option(CHOSEN, self.tr("{n} orang yang dipilih").format(n=count)))
        self.whom = ChoiceField("whom", self.tr("Siapa"), whom)
        self.whom.set_text(NEW)
        self.profile = ChoiceField(
            "profile",
            self.tr("Susunan kolom"),
            [Option(each.code, each.name) for each in layouts],
        )
        self.profile.set_text(layouts[0].code if layouts else "")
        self.reason = ChoiceField(
            "reason",
            self.tr("Alasan"),
            [Option(each.value, words) for each, words in SEND_REASONS.items()],
        )
        self.reason.set_text(SendReason.NEW_MEMBERS.value)
        for field in (self.whom, self.profile, self.reason):
            self.add(field)
        self.follow()
        self.whom.setFocus()

    def problems(self) -> Sequence[Problem]:
        found = []
        if not self.profile.text():
            found.append(Problem("insurer.profile_unknown", "profile"))
        if not self.reason.text():
            found.append(Problem("insurer.send_reason", "reason"))
        return found

    def work(self) -> Callable[[], object]:
        ids = self._chosen if self.whom.text() == CHOSEN else frozenset()
        choice = Choice(again=self.whom.text() == AGAIN, ids=ids)
        return partial(self._look, choice, self.profile.text(), self.reason.text())

    def _look(self, choice: Choice, code: str, reason: str) -> object:
        return self._send.preview(choice, code, lambda: False), choice, code, reason


def why_agreed(rows: int, jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why rows are taken although something stands against them. It only asks."""
    says = Wording(
        title=parent.tr("Masukkan {n} baris yang bertentangan").format(
            n=parent.locale().toString(rows)
        ),
        purpose=parent.tr(
            "Jawaban BPJS ini akan berlaku menggantikan yang tercatat. Yang lama tetap ada"
            " dalam riwayat, bersama alasan dan nama Anda."
        ),
        deed=parent.tr("Masukkan"),
        missing="insurer.reason",
    )
    return ReasonQuestion(says, str, jobs, parent)
