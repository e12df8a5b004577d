"""The page Kiriman of a desk: its use cases, the sticks, and the way to the city's mailbox."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.desk.sending.page import SendingPage
from app.desk.sending.uses import SendingUses
from app.domain.refusal import Problem
from app.kit.failures import said_by
from app.kit.files import Files
from app.kit.jobs import Cancelled, Jobs, Latest, Progress
from app.kit.network import Courier
from app.kit.sticks import Look, Sticks
from app.service.exchange.answers import ShowAnswers
from app.service.exchange.approve import Approve
from app.service.exchange.ask import Ask
from app.service.exchange.correspond import Brought, Correspond
from app.service.exchange.enrol import Enrol
from app.service.exchange.index import CatchUpSearch
from app.service.exchange.limits import WatchClock
from app.service.exchange.receive import Receive, Received
from app.service.exchange.seal import Seal
from app.service.exchange.sent import ShowSent
from app.service.exchange.settle import SettleAside
from app.service.exchange.standing import ShowStanding, Standing
from app.service.sample import CheckAgain
from app.service.session import Session

EVERY_MS = 10 * 60 * 1000
"""Between two looks at the clock and the limits, where nothing else asks for one."""


class Sending(QObject):
    """Knows at all times how the desk stands with its city, whether its page is open or not."""

    standing_read = Signal(object)  # a `Standing`
    changed = Signal()  # the books hold something else now

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        files: Files,
        parent: QObject | None = None,
        *,
        look: Look | None = None,
    ) -> None:
        """Another `look` is for tests: which sticks there are."""
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._files = files
        self._clock: Problem | None = None
        self._reading = Latest(jobs, self)
        self._show = ShowStanding(session)
        self.page: SendingPage | None = None
        self.sticks = Sticks(jobs, look, self)
        self.courier = Courier(Correspond(session), jobs, session.clock, self)
        self.courier.brought.connect(self._brought)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look how things stand, and go to the mailbox now and then from here on."""
        self._timer.start()
        self.look()
        self.courier.start()

    def leave(self) -> None:
        """The program is closing."""
        self._timer.stop()
        self.sticks.stop()
        self.courier.stop()

    @Slot()
    def look(self) -> None:
        """Look at the clock, then read how things stand."""
        watch = WatchClock(self._session)
        self._jobs.start(self, watch, self._watched, lambda _error: self.refresh())

    @Slot()
    def refresh(self) -> None:
        """Read anew how things stand."""
        self._reading.ask(self._standing, self.standing_read.emit, _not_read)

    def build(self) -> SendingPage:
        """The page."""
        session = self._session
        self.page = SendingPage(
            self._jobs,
            SendingUses(
                standing=self._standing,
                approve=Approve(session),
                seal=Seal(session),
                sent=ShowSent(session),
                receive=self._receive,
                answers=ShowAnswers(session),
                enrol=Enrol(session),
                mailbox=Correspond(session),
                courier=self.courier,
                sticks=self.sticks,
                files=self._files,
                nothing_to_ask=Ask(session).there_is_nothing,
                clock_is_right=self._clock_is_right,
                sample=CheckAgain(session),
                asides=SettleAside(session),
                reference=session.reference,
            ),
        )
        self.page.standing_read.connect(self.standing_read)
        self.page.changed.connect(self.changed)
        return self.page

    def _standing(self) -> Standing:
        found, clock = self._show(), self._clock
        return replace(found, warnings=(clock, *found.warnings)) if clock else found

    def _receive(self, paths: Sequence[Path], progress: Progress, cancelled: Cancelled) -> Received:
        received = Receive(self._session)(paths, progress, cancelled)
        CatchUpSearch(self._session)(cancelled=cancelled)
        return received

    def _clock_is_right(self) -> None:
        WatchClock(self._session).is_right()
        self._clock = None

    def _watched(self, problem: Problem | None) -> None:
        self._clock = problem
        self.refresh()

    @Slot(object)
    def _brought(self, brought: Brought) -> None:
        if self.page is not None:
            self.page.show_brought(brought)
        else:
            self.refresh()
            self.changed.emit()


def _not_read(error: Exception) -> None:
    """What is shown stays; whoever opens the page is told."""
    if not said_by(error):
        raise error
