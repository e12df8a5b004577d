"""The choice of a printer, asked of the system while the window is already there."""

import logging

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.refusal import Level, Problem
from app.kit.fields import ChoiceField, Option
from app.kit.jobs import Jobs, Latest
from app.kit.printers import Printer, Printers

log = logging.getLogger(__name__)


class PrinterField(ChoiceField):
    """The printers of this PC; the usual one is chosen until the clerk chooses another."""

    known = Signal()  # the answer of the system is here, or another printer was chosen

    def __init__(self, printers: Printers, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("printer", "", parent=parent)
        self.label.setText(self.tr("Printer"))
        self.editor.setAccessibleName(self.tr("Printer"))
        self._printers = printers
        self._asked = Latest(jobs, self, "papers")
        self._found: dict[str, Printer] = {}
        self.changed.connect(self.known)

    def look(self) -> None:
        """Ask the system which printers there are; a network printer may take its time."""
        if not self._found:
            self.combo.setPlaceholderText(self.tr("mencari printer …"))
        self._asked.ask(self._printers.found, self._show, self._not_found)

    def printer(self) -> Printer | None:
        """The chosen one; None while none is known."""
        return self._found.get(self.text())

    def _show(self, found: tuple[Printer, ...]) -> None:
        chosen = self.text()
        self._found = {each.name: each for each in found}
        self.set_options([Option(each.name, each.name) for each in found])
        if chosen not in self._found and found:
            self.set_text(found[0].name)
        self.combo.setPlaceholderText(self.tr("tidak ada printer"))
        self.show_problems([] if found else [Problem("printer.none", "printer", Level.NOTE)])
        self.known.emit()

    def _not_found(self, error: Exception) -> None:
        log.error("printers not found: %s", type(error).__name__)
        self._show(())
