"""What the city asks before it says a word: who stays, why, or what to ask the kelurahan."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.domain.elsewhere import Outcome
from app.domain.pairs import PairWord
from app.domain.refusal import Problem
from app.domain.stations import shown_station, station_name
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.settings.question import Question
from app.kit.settings.reason import ReasonQuestion, Wording
from app.office.pairs.columns import Named
from app.office.pairs.uses import Settles
from app.wording import pairs as wording

if TYPE_CHECKING:
    from app.service.city.review import PairView, Side
    from app.service.exchange.kelurahan import Kelurahan

LONGEST = 300
BOTH = "both"


Says = Callable[[str], object]
"""The word itself, given its reason; done off the GUI thread."""


class PairQuestion(Question):
    """A question about the pair in sight, with a reason."""

    unforeseen = "city.not_done"

    def _ask_reason(self, label: str = "") -> None:
        self.reason = TextField("reason", label or self.tr("Alasan"), max_length=LONGEST)
        self.add(self.reason)
        self.follow()

    def problems(self) -> Sequence[Problem]:
        if self.reason.text().strip():
            return ()
        return (Problem("settle.reason", "reason"),)


class AskSame(PairQuestion):
    """Which registration goes on, which kelurahan has it from then on, and why they are one."""

    def __init__(
        self,
        view: "PairView",
        kelurahan: "Sequence[Kelurahan]",
        office_name: Named,
        settle: Settles,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._settle = settle.same
        self._office_name = office_name
        self._stations = _stations(view, kelurahan)
        wanted, why = view.suggested
        sides = (view.first, view.second)
        self._sides: Mapping[str, Side] = {each.line.registration_id: each for each in sides}
        number = self._sides[wanted].line.number
        self.tell(
            self.tr("Orang yang sama"),
            self.tr(
                "Yang lain ditampilkan sebagai digabung; isi dan riwayat keduanya tetap tersimpan,"
                " dan penggabungan dapat ditarik kembali. Diusulkan No. {number}: {why}."
            ).format(number=number, why=wording.WHY[why]),
            self.tr("Gabungkan"),
        )
        self.stays = ChoiceField(
            "stays",
            self.tr("Pendaftaran yang diteruskan"),
            [Option(each.line.registration_id, self._named(each)) for each in sides],
        )
        self.keeper = ChoiceField("keeper", self.tr("Selanjutnya dilayani oleh"), [])
        self.stays.set_text(wanted)
        self._offer_keepers()
        self.stays.changed.connect(self._offer_keepers)
        self.add(self.stays)
        self.add(self.keeper)
        self._ask_reason()
        self.reason.setFocus()

    @Slot()
    def _offer_keepers(self) -> None:
        """The kelurahan that has it comes first; to another it would be handed over."""
        side = self._sides.get(self.stays.text())
        if side is None:
            return
        mine, _ = shown_station(side.owner)
        others = [each for each in self._stations if shown_station(each)[0] != mine]
        self.keeper.set_options(
            [Option(each, self._station(each)) for each in (side.owner, *others)]
        )
        self.keeper.set_text(side.owner)
        self.keeper.setVisible(bool(others))
        QTimer.singleShot(0, self, self.fit)

    def problems(self) -> Sequence[Problem]:
        found = list(super().problems())
        if not self.stays.text():
            found.append(Problem("settle.stays", "stays"))
        elif not self.keeper.text():
            found.append(Problem("handover.station", "keeper"))
        return found

    def work(self) -> Callable[[], object]:
        settle, reason = self._settle, self.reason.text()
        stays = self.stays.text()
        (goes,) = set(self._sides) - {stays}
        is_other = self.keeper.text() != self._sides[stays].owner
        office, station = shown_station(self.keeper.text())

        def same() -> object:
            from app.service.city.settle_pairs import Merge  # brings SQLAlchemy: off this thread

            merge = Merge(stays, goes, office, station) if is_other else Merge(stays, goes)
            return settle(merge, reason)

        return same

    def _named(self, side: "Side") -> str:
        office, _ = shown_station(side.owner)
        return self.tr("Kel. {office}  ·  No. {number}").format(
            office=self._office_name(office), number=side.line.number
        )

    def _station(self, name: str) -> str:
        office, number = shown_station(name)
        return self.tr("Kel. {name}, PC {number}").format(
            name=self._office_name(office), number=number
        )


def why_different(say: Says, jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why they are two people, and then they are."""
    says = Wording(
        title=parent.tr("Bukan orang yang sama"),
        purpose=parent.tr(
            "Diingat seterusnya dan disampaikan ke kedua kelurahan: pasangan ini tidak"
            " ditanyakan lagi. Dapat ditarik kembali."
        ),
        deed=parent.tr("Bukan orang yang sama"),
        missing="settle.reason",
        label=parent.tr("Alasan, misalnya: kembar, dua KTP"),
        unforeseen="city.not_done",
    )
    return ReasonQuestion(says, say, jobs, parent)


class AskKelurahan(PairQuestion):
    """What the kelurahan is asked, and which of them."""

    def __init__(
        self,
        ask: Callable[[str, Sequence[str]], object],
        offices: Sequence[Option],
        prepared: Sequence[str],
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """Of the `prepared` sentences the first is proposed."""
        super().__init__(jobs, parent)
        self._ask = ask
        self._sentences = prepared
        self.tell(
            self.tr("Tanya kelurahan"),
            self.tr(
                "Pertanyaan ikut balasan berikutnya. Kelurahan melihat nomor pendaftaran yang"
                " lain, bukan datanya. Pasangan ini menunggu di akhir antrean sampai dijawab."
            ),
            self.tr("Tanyakan"),
        )
        options = list(offices)
        if len(offices) > 1:
            options.insert(0, Option(BOTH, self.tr("Kedua kelurahan")))
        self.offices = ChoiceField("offices", self.tr("Yang ditanya"), options)
        self.offices.set_text(options[0].value)
        self.prepared = ChoiceField(
            "prepared",
            self.tr("Pertanyaan siap pakai"),
            [Option(str(place), each) for place, each in enumerate(prepared)],
        )
        self.prepared.changed.connect(self._take_prepared)
        self.question = TextField("question", self.tr("Pertanyaan"), max_length=LONGEST)
        self.add(self.offices)
        self.add(self.prepared)
        self.add(self.question)
        self.prepared.set_text("0")
        self._take_prepared()
        self.follow()
        self.prepared.setFocus()

    @Slot()
    def _take_prepared(self) -> None:
        if chosen := self.prepared.text():
            self.question.set_text(self._sentences[int(chosen)])

    def problems(self) -> Sequence[Problem]:
        if self.question.text().strip():
            return ()
        return (Problem("settle.question", "question"),)

    def work(self) -> Callable[[], object]:
        chosen = self.offices.text()
        offices = () if chosen in (BOTH, "") else (chosen,)
        return partial(self._ask, self.question.text(), offices)


def why_taken_back(last: PairWord, say: Says, jobs: Jobs, parent: QWidget) -> ReasonQuestion:
    """Why the last word is taken back, and then it is."""
    if "stays" in last.detail:
        purpose = parent.tr(
            "Keduanya menjadi dua pendaftaran lagi, dengan keadaan sebelum digabung sejauh"
            " masih berlaku. Kelurahan mengetahuinya dari balasan berikutnya."
        )
    else:
        purpose = parent.tr(
            "Pasangan ini kembali menunggu, dengan keadaan sebelumnya sejauh masih berlaku."
            " Keputusan tadi tetap tercatat di riwayat."
        )
    says = Wording(
        title=parent.tr("Tarik kembali: {word}").format(word=wording.SAID[last.said].lower()),
        purpose=purpose,
        deed=parent.tr("Tarik kembali"),
        missing="settle.reason",
        unforeseen="city.not_done",
    )
    return ReasonQuestion(says, say, jobs, parent)


class AskFunded(PairQuestion):
    """Who goes on paying for somebody who would be paid for twice."""

    def __init__(
        self,
        ends: Says,
        keeps: Says,
        funder: str,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(jobs, parent)
        self._says = {Outcome.ENDED.value: ends, Outcome.KEPT.value: keeps}
        self.tell(
            self.tr("Orang yang sama, dibiayai dua pihak"),
            self.tr(
                "Ada dalam daftar {funder}. Yang mana pun dipilih dapat ditarik kembali; kelurahan"
                " mengetahuinya dari balasan berikutnya."
            ).format(funder=funder),
            self.tr("Catat"),
        )
        self.outcome = ChoiceField(
            "outcome",
            self.tr("Siapa yang selanjutnya membayar"),
            [Option(each.value, wording.OUTCOMES[each]) for each in Outcome],
        )
        self.add(self.outcome)
        self._ask_reason(self.tr("Alasan: dengan siapa disepakati"))
        self.outcome.setFocus()

    def problems(self) -> Sequence[Problem]:
        if not self.outcome.text():
            return (Problem("elsewhere.outcome", "outcome"),)
        return super().problems()

    def work(self) -> Callable[[], object]:
        return partial(self._says[self.outcome.text()], self.reason.text())


def _stations(view: "PairView", kelurahan: "Sequence[Kelurahan]") -> Sequence[str]:
    """The PCs of the two kelurahan whose files are taken."""
    offices = {shown_station(each.owner)[0] for each in (view.first, view.second) if each.owner}
    return [
        station_name(each.office, station.number)
        for each in kelurahan
        if each.office in offices
        for station in each.stations
        if station.holds
    ]
