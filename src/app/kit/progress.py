"""Long work in sight: what, how many, how long still, and a way to stop it."""

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from app.kit import parts
from app.kit.jobs import Cancelled, Jobs, Lane, LongWork, Progress
from app.kit.theme import GRID

T = TypeVar("T")

SETTLED = 2.0  # seconds of work before its speed says anything


class TimeLeft:
    """How long work will still take, from how fast it went so far."""

    def __init__(self, began: float) -> None:
        self._began = began

    def seconds(self, done: int, total: int, now: float) -> float | None:
        """None as long as nobody can know."""
        spent = now - self._began
        if done <= 0 or spent < SETTLED:
            return None
        return spent / done * max(total - done, 0)


class ProgressPane(QWidget):
    """One piece of long work at a time, shown while it runs and gone afterwards."""

    began = Signal()
    ended = Signal()

    def __init__(
        self,
        jobs: Jobs,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._work: LongWork | None = None
        self._unit = ""
        self._left = TimeLeft(0.0)

        self.what = parts.words("", "strong")
        self.how_many = parts.words("", "muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.cancel_button = QPushButton(self.tr("Batalkan"), self)
        self.cancel_button.clicked.connect(self.cancel)

        texts = parts.column(gap=GRID)
        head = parts.row(gap=GRID * 3)
        head.addWidget(self.what)
        head.addStretch(1)
        head.addWidget(self.how_many)
        texts.addLayout(head)
        texts.addWidget(self.bar)
        row = parts.row(gap=GRID * 4)
        row.addLayout(texts, 1)
        row.addWidget(self.cancel_button)
        self.setLayout(row)
        self.hide()

    def run(
        self,
        what: str,
        unit: str,
        work: Callable[[Progress, Cancelled], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        lane: Lane = "books",
    ) -> None:
        """Start long work and show it: `what` ("Mencetak kartu"), counted in `unit` ("kartu")."""
        if self._work:
            raise RuntimeError("one piece of long work at a time")
        self._unit = unit
        self._left = TimeLeft(self._clock())
        self.what.setText(what)
        self.how_many.setText(self.tr("sedang disiapkan"))
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(what)
        self.cancel_button.setEnabled(True)

        def ended(callback: Callable[[T], None]) -> Callable[[T], None]:
            def deliver(value: T) -> None:
                self._finish()
                callback(value)

            return deliver

        def failed_too(error: Exception) -> None:
            self._finish()
            failed(error)

        self._work = self._jobs.start_long(self, work, ended(done), failed_too, self._tell, lane)
        self.show()
        self.began.emit()

    @property
    def is_running(self) -> bool:
        return self._work is not None

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop; it ends after the record it is at."""
        if self._work:
            self._work.cancel()
            self.cancel_button.setEnabled(False)
            self.how_many.setText(self.tr("dihentikan, sebentar"))

    def _tell(self, done: int, total: int) -> None:
        if not self._work or self._work.is_cancelled:
            return
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        counts = self.tr("{done} dari {total} {unit}").format(
            done=self.locale().toString(done), total=self.locale().toString(total), unit=self._unit
        )
        seconds = self._left.seconds(done, total, self._clock())
        rest = "" if seconds is None else f"  ·  {self.time_left(seconds)}"
        self.how_many.setText(counts + rest)

    def time_left(self, seconds: float) -> str:
        """Seconds as a person says them."""
        if seconds < 10:
            return self.tr("sebentar lagi")
        if seconds < 60:
            return self.tr("sekitar {n} detik lagi").format(n=round(seconds / 10) * 10)
        if seconds < 3600:
            return self.tr("sekitar {n} menit lagi").format(n=round(seconds / 60))
        return self.tr("sekitar {n} jam lagi").format(n=round(seconds / 3600))

    def _finish(self) -> None:
        self._work = None
        self.hide()
        self.ended.emit()
