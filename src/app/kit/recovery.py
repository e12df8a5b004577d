"""The paper recovery code: shown to be written down, printed, and typed back."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.printers import Order, Printer, Printers
from app.kit.theme import GRID, set_look, set_role
from app.wording.catalogue import sentence

log = logging.getLogger(__name__)

IN_A_ROW = 4
GROUP = 5
WIDTH = 400


@dataclass(frozen=True, slots=True)
class PaperUses:
    """What a new paper needs: both deeds are called off the GUI thread."""

    keep: Callable[[str, str], object]
    """With the code shown and the code typed back: from now on it is the paper code."""
    paper: Callable[[str], bytes]
    """A PDF with this code, for the printer."""
    printers: Printers


class CodeShown(QWidget):
    """A code in numbered groups: a slip in typing is told by the number of its group."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = parts.card(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID * 6)
        self._grid.setVerticalSpacing(0)
        column = parts.column()
        column.addLayout(self._grid)
        parts.fill(card, column)
        whole = parts.column(gap=GRID * 2)
        whole.addWidget(card)
        whole.addWidget(
            parts.words(
                self.tr("Yang bulat selalu angka nol (0), yang tegak selalu angka satu (1)."),
                "muted",
            )
        )
        self.setLayout(whole)
        self.code = ""
        self.groups: list[QLabel] = []

    def show_code(self, code: str) -> None:
        """Show a code once; it cannot be copied but by hand."""
        self.code = code
        self.groups = [parts.words(group, "title") for group in code.split("-")]
        for place, group in enumerate(self.groups):
            row, column = divmod(place, IN_A_ROW)
            number = parts.words(str(place + 1), "label")
            number.setContentsMargins(0, GRID * 2 if row else 0, 0, 0)
            self._grid.addWidget(number, row * 2, column)
            self._grid.addWidget(group, row * 2 + 1, column)
            self._grid.setColumnStretch(column, 1)
        self.setAccessibleName(self.tr("Kode pemulihan: {code}").format(code=code))


class CodeField(TextField):
    """Takes the code from the paper and shows it in the groups it has there, as it is typed."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(
            "recovery_code", label, tidy=in_groups, upper=True, max_length=80, parent=parent
        )
        self.line.textEdited.connect(self._group)

    @Slot(str)
    def _group(self, typed: str) -> None:
        # not while somebody mends the middle: the cursor would jump
        if self.line.cursorPosition() == len(typed):
            self.set_text(typed)


class PrintCode(QDialog):
    """Asks for the printer and sends the paper there. It lies in no file of ours."""

    printed = Signal(str)  # name of the printer that has it now

    def __init__(
        self,
        printers: Printers,
        paper: Callable[[], bytes],
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._printers = printers
        self._paper = paper
        self._jobs = jobs
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Cetak kode pemulihan"))
        self.setFixedWidth(WIDTH)
        self.printer = ChoiceField("printer", self.tr("Printer"), parent=self)
        self.message = parts.words(self.tr("Mencari printer …"), wrap=True)
        self.message.setProperty("mark", "note")
        self.go_on = QPushButton(self.tr("Cetak   Enter"), self)
        self.go_on.setAccessibleName(self.tr("Cetak"))
        set_role(self.go_on, "primary")
        self.go_on.setDefault(True)
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self.press)
        cancel = QPushButton(self.tr("Batal   Esc"), self)
        cancel.setAccessibleName(self.tr("Batal"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = parts.row(gap=GRID * 2)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.go_on)
        column = parts.column(margin=GRID * 5, gap=GRID * 3)
        column.addWidget(self.printer)
        column.addWidget(
            parts.words(
                self.tr("Ambil sendiri kertasnya dari printer, segera setelah tercetak."),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(self.message)
        column.addLayout(foot)
        self.setLayout(column)
        QWidget.setTabOrder(self.printer.editor, self.go_on)
        jobs.start(self, printers.found, self._found, self._failed, "papers")

    def press(self) -> None:
        """Make the paper and send it."""
        printer = self.printer.text()
        if not printer or not self.go_on.isEnabled():
            return
        self._say(self.tr("Mencetak …"))
        self.go_on.setEnabled(False)
        order = Order(printer, self.tr("Kode pemulihan"), colour=False)
        paper, printers = self._paper, self._printers
        self._jobs.start(
            self,
            lambda: printers.print(paper(), order),
            lambda _: self._done(printer),
            self._failed,
            "papers",
        )

    def _found(self, printers: Sequence[Printer]) -> None:
        self.printer.set_options([Option(each.name, each.name) for each in printers])
        if not printers:
            self._say(sentence(Problem("recovery.no_printer")), "warn")
            return
        self.printer.set_text(printers[0].name)
        self._say("")
        self.go_on.setEnabled(True)
        self.go_on.setFocus()

    def _done(self, printer: str) -> None:
        self.printed.emit(printer)
        self.accept()

    def _failed(self, error: Exception) -> None:
        problems = said_by(error)
        if not problems:
            log.error("recovery paper not printed: %s", type(error).__name__)
            problems = (Problem("printing.failed"),)
        self._say(sentence(problems[0]), "stop")
        self.go_on.setEnabled(bool(self.printer.text()))

    def _say(self, text: str, mark: str = "note") -> None:
        set_look(self.message, "mark", mark)
        self.message.setText(text)


def in_groups(typed: str) -> str:
    """What was typed, in groups of five as on the paper; left alone where it is no code."""
    letters = "".join(typed.replace("-", " ").split())
    if not (letters.isascii() and letters.isalnum()):
        return typed.strip()
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))
