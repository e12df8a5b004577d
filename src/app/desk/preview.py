"""A paper on the screen before it leaves: looked at, printed, or put into a file.

The PDF lies in memory only. QtPdf comes with the first paper, not with the program.
"""

import logging
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QPushButton, QStackedLayout, QWidget

from app.domain.refusal import Problem
from app.kit import colours, parts
from app.kit.failures import said_by
from app.kit.files import Files
from app.kit.jobs import Jobs, Lane
from app.kit.notices import Notices
from app.kit.printer_field import PrinterField
from app.kit.printers import Order, Printers
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import sentence

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 720, 760
TITLE_BAR = 60  # what a desktop takes above and below
PRINTER_WIDTH = 220

T = TypeVar("T")
Step = tuple[Lane, Callable[[], Any]]
Steps = Generator[Step, Any, T]


def follow(
    jobs: Jobs,
    asker: QObject,
    steps: Steps[T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> None:
    """Do a deed whose parts belong on different lanes: each part it yields is done on its own.

    What a part returns is what the `yield` gives; `done` gets what the deed returns.
    """

    def go_on(answer: object) -> None:
        try:
            lane, work = steps.send(answer)
        except StopIteration as end:
            done(end.value)
        else:
            jobs.start(asker, work, go_on, failed, lane)

    go_on(None)


class PdfPane(QWidget):
    """Shows the pages of a PDF below each other, or a line of words where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self._source = QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        ground = self.view.palette()
        ground.setColor(QPalette.ColorRole.Dark, QColor(colours.GROUND))  # around the pages
        self.view.setPalette(ground)
        self.view.setAccessibleName(self.tr("Pratinjau"))
        self.words = parts.words("", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.words)
        self._stack.addWidget(self.view)

    def show_pdf(self, pdf: bytes) -> None:
        """Show this one from its first page."""
        self.document.close()
        self._source.close()
        self._source.setData(QByteArray(pdf))
        self._source.open(QBuffer.OpenModeFlag.ReadOnly)
        self.document.load(self._source)
        self._stack.setCurrentWidget(self.view)

    def say(self, words: str) -> None:
        """Show words and no paper."""
        self.document.close()
        self.words.setText(words)
        self._stack.setCurrentWidget(self.words)


class Numbered(Protocol):
    """What every gathered paper says of itself."""

    @property
    def number(self) -> str: ...


class PrintsPaper(Protocol):
    """`service.printing.PrintReceipt` or `PrintDataSheet`."""

    def gather(self, registration_id: str) -> Any: ...
    def draw(self, gathered: Any) -> bytes: ...
    def note(self, registration_id: str, to: Any) -> None: ...
    def keep(self, target: Path, pdf: bytes) -> None: ...


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class Made:
    """One paper, drawn."""

    number: str
    pdf: bytes


class PreviewDialog(QDialog):
    """Shows the paper of one person or of several, and lets it go out once it was written down."""

    went_out = Signal(int)  # how many papers

    def __init__(
        self,
        title: str,
        stem: str,
        use: PrintsPaper,
        registration_ids: Sequence[str],
        printers: Printers,
        files: Files,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """`stem` begins the names of files; the rest is the registration number."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(WIDTH, min(HEIGHT, self.screen().availableGeometry().height() - TITLE_BAR))
        self._title = title
        self._stem = stem
        self._use = use
        self._ids = tuple(registration_ids)
        self._printers = printers
        self._files = files
        self._jobs = jobs
        self._made: dict[str, Made] = {}
        self._shown = 0
        self._is_busy = False
        self.notices = Notices()
        self.pane = PdfPane()
        self.printer = PrinterField(printers, jobs)
        self.printer.known.connect(self._show_deeds)
        self._make_deeds()
        self._lay_out()
        self.printer.look()
        self.show_paper(0)

    def show_paper(self, place: int) -> None:
        """Show the paper of one of them."""
        self._shown = place
        self.where.setText(self.tr("{n} dari {all}").format(n=place + 1, all=len(self._ids)))
        self.pane.say(self.tr("Sedang disiapkan …"))
        self._show_deeds()
        follow(self._jobs, self, self._make(self._ids[place]), self._show, self._not_made)

    @Slot()
    def print(self) -> None:
        """Send all of them to the printer."""
        printer = self.printer.printer()
        if printer is None or self._is_busy:
            return
        # text and lines: sharper in grey, and nobody's colour ink is spent on it
        order = Order(printer.name, self._title, colour=False, both_sides=printer.turns_paper)
        self._begin(self._print(order), self._printed)

    @Slot()
    def save(self) -> None:
        """Ask where to, and put the paper there: a file, or a folder for those of several."""
        made = self._made.get(self._ids[0])
        if made is None or self._is_busy:
            return
        if len(self._ids) == 1:
            name = self._file_name(made)
            self._files.to_save(self, self.tr("Simpan PDF"), name, self._place_chosen)
        else:
            title = self.tr("Simpan semua ke folder")
            self._files.to_save_several(self, title, self._place_chosen)

    # Inside

    def _make(self, registration_id: str) -> Steps[Made]:
        if registration_id not in self._made:
            gathered: Numbered = yield "books", partial(self._use.gather, registration_id)
            pdf = yield "papers", partial(self._use.draw, gathered)
            self._made[registration_id] = Made(gathered.number, pdf)
        return self._made[registration_id]

    def _print(self, order: Order) -> Steps[int]:
        for each in self._ids:
            made = yield from self._make(each)
            yield "books", partial(self._use.note, each, "printer")
            yield "papers", partial(self._printers.print, made.pdf, order)
        return len(self._ids)

    def _save(self, place: Path) -> Steps[Path]:
        for each in self._ids:
            made = yield from self._make(each)
            target = place if len(self._ids) == 1 else place / self._file_name(made)
            yield "books", partial(self._use.note, each, "file")
            yield "papers", partial(self._use.keep, target, made.pdf)
        return place

    def _file_name(self, made: Made) -> str:
        return f"{self._stem}-{made.number}.pdf"

    def _place_chosen(self, place: Path) -> None:
        self._begin(self._save(place), self._saved)

    def _begin(self, steps: Steps[T], done: Callable[[T], None]) -> None:
        self._is_busy = True
        self._show_deeds()

        def ended(value: T) -> None:
            self._is_busy = False
            self._show_deeds()
            done(value)

        follow(self._jobs, self, steps, ended, self._not_out)

    def _show(self, made: Made) -> None:
        if self._made.get(self._ids[self._shown]) is made:
            self.pane.show_pdf(made.pdf)
        self._show_deeds()
        self.print_button.setFocus()

    def _printed(self, count: int) -> None:
        self.notices.tell(
            self.tr("Dikirim ke printer {name}.").format(name=self.printer.text()), "good"
        )
        self.went_out.emit(count)

    def _saved(self, place: Path) -> None:
        self.notices.tell(self.tr("Tersimpan: {place}").format(place=place), "good")
        self.went_out.emit(len(self._ids))

    def _not_made(self, error: Exception) -> None:
        self.pane.say(self._said(error))

    def _not_out(self, error: Exception) -> None:
        self._is_busy = False
        self._show_deeds()
        self.notices.tell(self._said(error), "stop")

    def _said(self, error: Exception) -> str:
        problems = said_by(error)
        if not problems:
            log.error("paper not made: %s", type(error).__name__)
            problems = (Problem("printing.failed"),)
        return " ".join(sentence(each) for each in problems)

    @Slot()
    def _show_deeds(self) -> None:
        made = self._ids[self._shown] in self._made
        self._print_deed.setEnabled(
            made and not self._is_busy and self.printer.printer() is not None
        )
        self._save_deed.setEnabled(made and not self._is_busy)
        self._back_deed.setEnabled(self._shown > 0)
        self._next_deed.setEnabled(self._shown + 1 < len(self._ids))

    def _make_deeds(self) -> None:
        several = len(self._ids) > 1
        self._print_deed = action(
            self, self.tr("Cetak semua") if several else self.tr("Cetak"), "Ctrl+P", self.print
        )
        self._save_deed = action(self, self.tr("Simpan PDF …"), "Ctrl+S", self.save)
        self._back_deed = action(
            self, self.tr("Sebelumnya"), "Alt+Left", lambda: self.show_paper(self._shown - 1)
        )
        self._next_deed = action(
            self, self.tr("Berikutnya"), "Alt+Right", lambda: self.show_paper(self._shown + 1)
        )
        for each in (self._back_deed, self._next_deed):
            each.setVisible(several)

    def _lay_out(self) -> None:
        self.print_button = ActionButton(self._print_deed, role="primary")
        self.save_button = ActionButton(self._save_deed)
        close = QPushButton(self.tr("Tutup   Esc"), self)
        close.setAccessibleName(self.tr("Tutup"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.where = parts.words("", "muted-line")
        self.where.setVisible(len(self._ids) > 1)
        turn = parts.row(gap=GRID * 2)
        for part in (ActionButton(self._back_deed), ActionButton(self._next_deed), self.where):
            turn.addWidget(part)
        turn.addStretch(1)
        foot = parts.row(gap=GRID * 2)
        self.printer.setFixedWidth(PRINTER_WIDTH)
        foot.addWidget(self.printer)
        foot.addStretch(1)
        for button in (close, self.save_button, self.print_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = parts.column(margin=GRID * 4, gap=GRID * 3)
        column.addWidget(self.notices)
        column.addLayout(turn)
        column.addWidget(self.pane, 1)
        column.addLayout(foot)
        self.setLayout(column)
