"""How the cards are to be printed: paper, sides, printer, colour, and why somebody gets another."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.card import Layout, Sheet, Sides
from app.domain.refusal import Problem
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.printer_field import PrinterField
from app.kit.printers import Order, Printers
from app.kit.theme import GRID
from app.wording.printing import OTHER_REASON, REPRINT_REASONS

BY_HAND = "by_hand"
"""Both sides on a printer that cannot turn paper: what `Sides` does not know."""
COLOUR, GREY = "colour", "grey"
OTHER = "other"


class PrintOptions(QWidget):
    """Holds the choices; what they lead to is for the page."""

    changed = Signal()

    def __init__(self, printers: Printers, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = ChoiceField(
            "sheet",
            self.tr("Kertas"),
            [
                Option(Sheet.A4, self.tr("A4, 10 kartu selembar")),
                Option(Sheet.CR80, self.tr("Kartu kosong CR80")),
            ],
        )
        self.sides = ChoiceField(
            "sides",
            self.tr("Sisi"),
            [
                Option(Sides.BOTH, self.tr("Dua sisi otomatis")),
                Option(BY_HAND, self.tr("Dua sisi, balik sendiri")),
                Option(Sides.FRONTS, self.tr("Depan saja")),
            ],
        )
        self.printer = PrinterField(printers, jobs)
        self.colour = ChoiceField(
            "colour",
            self.tr("Warna"),
            [Option(COLOUR, self.tr("Berwarna")), Option(GREY, self.tr("Hitam putih"))],
        )
        self.reason = ChoiceField(
            "reason",
            self.tr("Alasan cetak ulang"),
            [
                *(Option(code, words) for code, words in REPRINT_REASONS.items()),
                Option(OTHER, OTHER_REASON),
            ],
        )
        self.other_reason = TextField("other_reason", self.tr("Alasannya"), reasons=False)
        self.sheet.set_text(Sheet.A4)
        self.sides.set_text(BY_HAND)
        self.colour.set_text(COLOUR)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 3)
        grid.setVerticalSpacing(GRID * 2)
        for place, field in enumerate((self.sheet, self.sides, self.printer, self.colour)):
            grid.addWidget(field, place // 2, place % 2)
        grid.addWidget(self.reason, 2, 0, 1, 2)
        grid.addWidget(self.other_reason, 3, 0, 1, 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        self.setLayout(grid)
        for field in (self.sheet, self.sides):
            field.changed.connect(self.changed)
        self.reason.changed.connect(self._reason_chosen)
        self.printer.known.connect(self._printer_known)
        self.ask_reason(reprints=0)

    def layout_wanted(self) -> Layout:
        """What the cards are laid out as."""
        sides = self.sides.text()
        return Layout(Sheet(self.sheet.text()), Sides.BOTH if sides == BY_HAND else Sides(sides))

    def is_turned_by_hand(self) -> bool:
        return self.sides.text() == BY_HAND

    def order(self, title: str) -> Order | None:
        """How the chosen printer is to print; None while there is none."""
        printer = self.printer.printer()
        if printer is None:
            return None
        return Order(
            printer.name,
            title,
            paper=Sheet(self.sheet.text()),
            colour=self.colour.text() == COLOUR,
            both_sides=self.sides.text() == Sides.BOTH,
        )

    def reason_given(self) -> str:
        """Why those who had a card get another; "" where nothing is said."""
        code = self.reason.text()
        return self.other_reason.text() if code == OTHER else REPRINT_REASONS.get(code, "")

    def ask_reason(self, reprints: int) -> None:
        """Ask for a reason where somebody had a card before."""
        self.reason.setVisible(reprints > 0)
        self._show_reason()

    def refuse_reason(self, problem: Problem) -> None:
        """Mark what is wrong with the reason, and put the cursor there."""
        shown = self.other_reason if self.other_reason.isVisibleTo(self) else self.reason
        shown.show_problems([problem])
        shown.editor.setFocus()

    @Slot()
    def _reason_chosen(self) -> None:
        self.reason.show_problems([])
        self._show_reason()
        if self.other_reason.isVisibleTo(self):
            self.other_reason.editor.setFocus()

    def _show_reason(self) -> None:
        asked = self.reason.isVisibleTo(self) and self.reason.text() == OTHER
        self.other_reason.setVisible(asked)

    @Slot()
    def _printer_known(self) -> None:
        printer = self.printer.printer()
        if printer is not None:
            if self.sides.text() != Sides.FRONTS:
                self.sides.set_text(Sides.BOTH if printer.turns_paper else BY_HAND)
            if not printer.has_colour:
                self.colour.set_text(GREY)
        self.changed.emit()
