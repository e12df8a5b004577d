"""What the clerk writes down of somebody besides corrections: what happened, and the card."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from app.domain.dates import read_date
from app.domain.decisions import EventKind
from app.domain.refusal import Problem, Refusal
from app.kit.fields import ChoiceField, DateField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.settings.question import Question
from app.wording.catalogue import day
from app.wording.names import EVENTS, RELATIONS

if TYPE_CHECKING:
    from app.service.handing import Handed

WORKER = "self"

ORDER = (
    EventKind.DIED,
    EventKind.MOVED_AWAY,
    EventKind.FORMAL_JOB,
    EventKind.WITHDRAWN,
    EventKind.ENTERED_WRONGLY,
)


class Reports(Protocol):
    """`service.exchange.report.ReportEvent`."""

    def __call__(self, registration_id: str, kind: EventKind, reason: str) -> None: ...


class Hands(Protocol):
    """`service.handing.HandCards`."""

    def __call__(self, registration_ids: tuple[str, ...], to: str, on: date) -> "Handed": ...


class AskHappened(Question):
    """What happened to somebody, and how the office knows; the city answers it."""

    unforeseen = "hand.failed"

    def __init__(
        self, registration_id: str, name: str, report: Reports, jobs: Jobs, parent: QWidget
    ) -> None:
        super().__init__(jobs, parent)
        self._id, self._report = registration_id, report
        self.tell(
            self.tr("Laporkan kejadian"),
            self.tr(
                "{name}. Kota membacanya pada kiriman berikut dan memutuskan. Tidak ada data yang"
                " dihapus. Yang mundur atau salah didaftar langsung tidak diproses lagi."
            ).format(name=name),
            self.tr("Laporkan"),
        )
        self.kind = ChoiceField(
            "kind", self.tr("Apa yang terjadi"), [Option(each, EVENTS[each]) for each in ORDER]
        )
        self.reason = TextField(
            "reason", self.tr("Keterangan: kapan, dan dari siapa diketahui"), max_length=300
        )
        self.add(self.kind)
        self.add(self.reason)
        self.follow()
        self.kind.setFocus()

    def problems(self) -> tuple[Problem, ...]:
        if not self.kind.text():
            return (Problem("event.kind_missing", "kind"),)
        if not self.reason.text().strip():
            return (Problem("event.reason_missing", "reason"),)
        return ()

    def work(self) -> Callable[[], object]:
        return partial(self._report, self._id, EventKind(self.kind.text()), self.reason.text())


class AskHanded(Question):
    """To whom cards were given, and on what day."""

    unforeseen = "hand.failed"

    def __init__(
        self,
        registration_ids: tuple[str, ...],
        hand: Hands,
        today: date,
        jobs: Jobs,
        parent: QWidget,
    ) -> None:
        super().__init__(jobs, parent)
        self._ids, self._hand = registration_ids, hand
        self.tell(
            self.tr("Kartu diserahkan"),
            self.tr(
                "{n} kartu. Catat setelah kartunya benar-benar diterima dan tanda terimanya"
                " ditandatangani."
            ).format(n=self.locale().toString(len(registration_ids))),
            self.tr("Catat"),
        )
        receivers = [Option(WORKER, self.tr("Pekerja sendiri"))]
        receivers += [Option(code, words) for code, words in RELATIONS.items() if code != "will"]
        self.to = ChoiceField("to", self.tr("Diterima oleh"), receivers)
        self.to.set_text(WORKER)
        self.on = DateField("on", self.tr("Tanggal"), reasons=False)
        self.on.set_text(day(today))
        self.add(self.to, self.on)
        self.follow()
        self.to.setFocus()

    def problems(self) -> tuple[Problem, ...]:
        if not self.to.text():
            return (Problem("hand.to", "to"),)
        try:
            read_date(self.on.text())
        except Refusal as refusal:
            return tuple(Problem(each.code, "on", each.level) for each in refusal.problems)
        return ()

    def work(self) -> Callable[[], object]:
        return partial(self._hand, self._ids, self.to.text(), read_date(self.on.text()))
