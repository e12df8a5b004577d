"""What the city asks before it decides: what is to be mended, or why not."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.domain.decisions import FIX_CODES, Fix
from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS
from app.domain.export import ExportReason
from app.domain.refusal import Problem
from app.domain.states import EndReason
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.people.named import named
from app.kit.settings.question import Question
from app.kit.settings.reason import ReasonQuestion, Wording
from app.wording import names
from app.wording import people as wording
from app.wording.catalogue import sentence

MOST_SAID = 4  # hindrances of one question; the page tells them all
MOST = 8  # fields of one question; who has more to mend is better called


def fix_fields(members: int = 0) -> list[Option]:
    """The fields that can be wrong, also those of so many family members."""
    fields = [*TEXT_FIELDS, "heirs"]
    for position in range(members):
        fields.extend(f"heirs.{position}.{name}" for name in HEIR_FIELDS)
    return [Option(each, named(each)) for each in fields]


class AskFix(Question):
    """Which fields the kelurahan is to mend, and what is wrong with each. It only asks."""

    def __init__(
        self, people: int, members: int, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self.tell(
            self.tr("Minta perbaikan untuk {n} orang").format(n=self.locale().toString(people)),
            self.tr(
                "Ketik beberapa huruf isian lalu apa yang salah. Baris baru muncul sendiri;"
                " yang kosong dilewati."
            ),
            self.tr("Minta perbaikan"),
        )
        self._fields = fix_fields(members)
        self._codes = [
            Option(each, sentence(Problem(f"fix.{each}")).rstrip(".")) for each in FIX_CODES
        ]
        self.rows: list[tuple[ChoiceField, ChoiceField]] = []
        self.reason = TextField("reason", self.tr("Keterangan, bila perlu"), max_length=300)
        self._add_row()
        self._lead()
        self.rows[0][0].setFocus()

    def fixes(self) -> tuple[Fix, ...]:
        """What was chosen so far, each field once."""
        chosen = {field.text(): code.text() for field, code in self.rows if field.text()}
        return tuple(Fix(field, code) for field, code in chosen.items())

    def problems(self) -> Sequence[Problem]:
        without = [
            Problem("decision.fix_code_missing", code.name)
            for field, code in self.rows
            if field.text() and not code.text()
        ]
        if without:
            return without
        return () if self.fixes() else (Problem("decision.fixes_missing", "field"),)

    def work(self) -> Callable[[], object]:
        return partial(tuple, (self.fixes(), self.reason.text()))

    @Slot()
    def _row_filled(self) -> None:
        field, _ = self.rows[-1]
        if field.text() and len(self.rows) < MOST:
            self._add_row()
            self._lead()
            QTimer.singleShot(0, self, self.fit)

    def _add_row(self) -> None:
        number = len(self.rows)
        suffix = str(number + 1) if number else ""
        field = ChoiceField(f"field{suffix}", self.tr("Isian"), self._fields)
        code = ChoiceField(f"code{suffix}", self.tr("Yang salah"), self._codes)
        field.changed.connect(self._row_filled)
        self.rows.append((field, code))
        self.add(field, code)

    def _lead(self) -> None:
        """Enter leads row by row to the reason, and on to the deed."""
        self.body.addWidget(self.reason)  # from where it was to the end
        self.fields.pop("reason", None)
        self.fields["reason"] = self.reason
        self.follow()


def why_rejected(people: int, jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why these are rejected. It only asks."""
    says = Wording(
        title=parent.tr("Tolak {n} orang").format(n=parent.locale().toString(people)),
        purpose=parent.tr(
            "Kelurahan membaca alasan ini dan menyampaikannya kepada orangnya. Keputusan dapat"
            " ditarik kembali."
        ),
        deed=parent.tr("Tolak"),
        missing="decision.reason_missing",
    )
    return ReasonQuestion(says, str, jobs, parent)


def why_all_the_same(refused: Sequence[str], jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why it is decided so all the same; `refused` says of each person what is in the way."""
    count = parent.locale().toString
    lines = [
        parent.tr("{n} orang: {why}").format(n=count(people), why=why)
        for why, people in Counter(refused).most_common(MOST_SAID)
    ]
    says = Wording(
        title=parent.tr("{n} orang memerlukan alasan").format(n=count(len(refused))),
        purpose="\n".join([*lines, parent.tr("Esc membiarkan mereka seperti semula.")]),
        deed=parent.tr("Putuskan dengan alasan"),
        missing="decision.reason_missing",
    )
    return ReasonQuestion(says, str, jobs, parent)


class AskEnd(Question):
    """Why a membership ends. It only asks."""

    def __init__(self, people: int, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        self.tell(
            self.tr("Akhiri kepesertaan {n} orang").format(n=self.locale().toString(people)),
            self.tr(
                "Mulai sekarang tidak dibayar lagi. Kelurahan mengetahuinya dari balasan"
                " berikutnya; keputusan ini dapat ditarik kembali."
            ),
            self.tr("Akhiri"),
        )
        self.end = ChoiceField(
            "end",
            self.tr("Sebab"),
            [Option(each.value, names.END_REASONS[each]) for each in EndReason],
        )
        self.reason = TextField("reason", self.tr("Keterangan, bila perlu"), max_length=300)
        self.add(self.end)
        self.add(self.reason)
        self.follow()
        self.end.setFocus()

    def problems(self) -> Sequence[Problem]:
        return () if self.end.text() else (Problem("decision.end_missing", "end"),)

    def work(self) -> Callable[[], object]:
        return partial(tuple, (EndReason(self.end.text()), self.reason.text()))


def why_taken_back(people: int, jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why the last decision counts no longer. It only asks."""
    says = Wording(
        title=parent.tr("Tarik keputusan terakhir tentang {n} orang").format(
            n=parent.locale().toString(people)
        ),
        purpose=parent.tr(
            "Yang sebelumnya berlaku lagi. SK, pembayaran, dan penggabungan ditarik di"
            " halamannya sendiri."
        ),
        deed=parent.tr("Tarik keputusan"),
        missing="settle.reason",
    )
    return ReasonQuestion(says, str, jobs, parent)


class AskMove(Question):
    """Which PC of which kelurahan has these people from now on, and why. It only asks."""

    def __init__(
        self, people: int, stations: Sequence[Option], jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(jobs, parent)
        self.tell(
            self.tr("Pindahkan {n} orang").format(n=self.locale().toString(people)),
            self.tr(
                "Pendaftarannya, dengan seluruh riwayat, menjadi milik PC yang dipilih. Kedua"
                " kelurahan mengetahuinya dari balasan berikutnya."
            ),
            self.tr("Pindahkan"),
        )
        self.station = ChoiceField("station", self.tr("Ke kelurahan"), stations)
        self.reason = TextField("reason", self.tr("Alasan"), max_length=200)
        self.add(self.station)
        self.add(self.reason)
        self.follow()
        self.station.setFocus()

    def problems(self) -> Sequence[Problem]:
        found = []
        if not self.station.text():
            found.append(Problem("handover.station", "station"))
        if not self.reason.text().strip():
            found.append(Problem("handover.reason_missing", "reason"))
        return found

    def work(self) -> Callable[[], object]:
        return partial(tuple, (self.station.text(), self.reason.text()))


class AskExport(Question):
    """What a plain list of these people is for. It only asks."""

    def __init__(self, people: int, asked: str, jobs: Jobs, parent: QWidget | None = None) -> None:
        """The list is `asked` in words."""
        super().__init__(jobs, parent)
        self.tell(
            self.tr("{n} orang ke berkas Excel").format(n=self.locale().toString(people)),
            self.tr(
                "{asked}. Berkas ini tidak tersegel: siapa pun yang memegangnya dapat membacanya."
                " NIK disamarkan. Pembuatannya dicatat atas nama Anda."
            ).format(asked=asked[:1].upper() + asked[1:]),
            self.tr("Pilih tempat …"),
        )
        self.reason = ChoiceField(
            "reason",
            self.tr("Untuk apa daftar ini dibuat"),
            [Option(each.value, wording.EXPORT_REASONS[each]) for each in ExportReason],
        )
        self.add(self.reason)
        self.follow()
        self.reason.setFocus()

    def problems(self) -> Sequence[Problem]:
        return () if self.reason.text() else (Problem("export.reason", "reason"),)

    def work(self) -> Callable[[], object]:
        return partial(str, self.reason.text())
