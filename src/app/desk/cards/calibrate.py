"""Setting a printer straight: a page to print, four distances to measure, for each side."""

import logging
from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QWidget

from app.desk.cards.uses import KeepsCalibrations
from app.domain.card import CROSSES, Calibration, Measured, Offset
from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs, Lane
from app.kit.notices import Notices
from app.kit.printers import Order, Printers
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording.catalogue import sentence
from app.wording.papers import CALIBRATION_MEASURES, millimetres

log = logging.getLogger(__name__)

T = TypeVar("T")
Side = Literal["front", "back"]

MEASURES = {"A": "left", "B": "top", "C": "width", "D": "height"}
"""By the letter on the page: the member of `Measured`."""
WIDTH = 520


class CalibrationDialog(QDialog):
    """Prints the page and takes what was measured; how it is reckoned is not its business."""

    calibrated = Signal()

    def __init__(
        self,
        order: Order,
        calibrations: KeepsCalibrations,
        printers: Printers,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """`order` names printer, paper and colour as the cards will be printed."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Setel letak cetakan"))
        self.setFixedWidth(WIDTH)
        self._order = order
        self._calibrations = calibrations
        self._printers = printers
        self._jobs = jobs
        self.notices = Notices()
        self.now = parts.words("", "muted", wrap=True)
        self.side = ChoiceField(
            "side",
            self.tr("Sisi yang diukur"),
            [Option("front", self.tr("Depan")), Option("back", self.tr("Belakang"))],
        )
        self.side.set_text("front")
        wanted = CROSSES[order.paper]
        self.measures = {
            letter: TextField(
                MEASURES[letter],
                f"{letter}  {what}",
                placeholder=self.tr("seharusnya {length}").format(
                    length=millimetres(getattr(wanted, MEASURES[letter]))
                ),
                max_length=8,
            )
            for letter, what in CALIBRATION_MEASURES.items()
        }
        self._make_deeds()
        self._lay_out()
        self._do(self._of, self._show, "read")

    @Slot()
    def print_page(self) -> None:
        """Print the page as the printer is set now."""
        calibrations, printers, order = self._calibrations, self._printers, self._order

        def work() -> None:
            printers.print(calibrations.page(order.printer, order.paper), order)

        self._do(work, self._page_printed, "papers")

    @Slot()
    def take(self) -> None:
        """Take the four distances for the chosen side."""
        found = self._measured()
        if found is None:
            return
        calibrations, order = self._calibrations, self._order
        side: Side = "back" if self.side.text() == "back" else "front"
        self._do(lambda: calibrations.measure(order.printer, order.paper, side, found), self._taken)

    @Slot()
    def forget(self) -> None:
        """Begin again from a printer that does nothing wrong."""
        calibrations, order = self._calibrations, self._order
        self._do(lambda: calibrations.forget(order.printer, order.paper), self._taken)

    # Inside

    def _of(self) -> Calibration:
        return self._calibrations.of(self._order.printer, self._order.paper)

    def _measured(self) -> Measured | None:
        """What was typed; None, and the fields marked, where it is no length."""
        lengths: dict[str, float] = {}
        for letter, field in self.measures.items():
            try:
                lengths[MEASURES[letter]] = float(field.text().replace(",", "."))
                field.show_problems([])
            except ValueError:
                field.show_problems([Problem("calibration.shape", field.name)])
        if len(lengths) < len(self.measures):
            wrong = next(field for field in self.measures.values() if field.problems())
            wrong.editor.setFocus()
            self.adjustSize()
            return None
        return Measured(**lengths)

    def _do(self, work: Callable[[], T], done: Callable[[T], None], lane: Lane = "books") -> None:
        self._jobs.start(self, work, done, self._not_done, lane)

    def _show(self, calibration: Calibration) -> None:
        sides = (
            (self.tr("depan"), calibration.front),
            (self.tr("belakang"), calibration.back),
        )
        self.now.setText(
            self.tr("Sekarang: {sides}.").format(
                sides="; ".join(f"{name} {self._offset(offset)}" for name, offset in sides)
            )
        )

    def _offset(self, offset: Offset) -> str:
        if offset == Offset():
            return self.tr("belum disetel")
        across = self.tr("kanan") if offset.dx >= 0 else self.tr("kiri")
        along = self.tr("turun") if offset.dy >= 0 else self.tr("naik")
        return self.tr("digeser {x} ke {across}, {y} {along}").format(
            x=millimetres(abs(offset.dx)), across=across, y=millimetres(abs(offset.dy)), along=along
        )

    def _taken(self, calibration: Calibration) -> None:
        self._show(calibration)
        for field in self.measures.values():
            field.set_text("")
            field.show_problems([])
        self.notices.tell(
            self.tr("Setelan tersimpan. Cetak halaman ini sekali lagi untuk memastikan."), "good"
        )
        self.adjustSize()
        self.calibrated.emit()

    def _page_printed(self, _nothing: None) -> None:
        self.notices.tell(
            self.tr("Halaman dikirim ke {printer}.").format(printer=self._order.printer), "good"
        )
        self.measures["A"].editor.setFocus()

    def _not_done(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("printer not calibrated: %s", type(error).__name__)
            problems = (Problem("printing.failed"),)
        for each in problems:
            self.notices.tell(sentence(each), "stop")

    def _make_deeds(self) -> None:
        self.print_button = ActionButton(
            action(self, self.tr("Cetak halaman penyetelan"), "Ctrl+P", self.print_page)
        )
        self.take_button = ActionButton(
            action(self, self.tr("Simpan ukuran"), "Ctrl+S", self.take), role="primary"
        )
        self.forget_button = QPushButton(self.tr("Hapus setelan"), self)
        self.forget_button.setAutoDefault(False)
        self.forget_button.clicked.connect(self.forget)

    def _lay_out(self) -> None:
        close = QPushButton(self.tr("Tutup   Esc"), self)
        close.setAccessibleName(self.tr("Tutup"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        print_row = parts.row()
        print_row.addWidget(self.print_button)
        print_row.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID * 3)
        grid.setVerticalSpacing(GRID * 2)
        for place, field in enumerate(self.measures.values()):
            grid.addWidget(field, place // 2, place % 2)
        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.forget_button)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.take_button)
        column = parts.column(margin=GRID * 5, gap=GRID * 3)
        column.addWidget(parts.words(self._order.printer, "title", wrap=True))
        column.addWidget(self.now)
        column.addWidget(self.notices)
        column.addWidget(
            parts.words(self.tr("1  Cetak halaman dan biarkan ukurannya 100 %"), "strong")
        )
        column.addLayout(print_row)
        column.addWidget(
            parts.words(self.tr("2  Ukur empat jarak itu dengan penggaris, dalam mm"), "strong")
        )
        column.addWidget(self.side)
        column.addLayout(grid)
        column.addStretch(1)
        column.addLayout(foot)
        self.setLayout(column)
