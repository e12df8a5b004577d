"""The window of the first start: one step after the other, nothing made before the last."""

import logging
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QWidget

from app.desk.wizard.steps import (
    AdministratorStep,
    DoneStep,
    OfficeStep,
    RecoveryStep,
    Step,
    TypeBackStep,
)
from app.desk.wizard.uses import Answers, Uses
from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.brand import Umbrella
from app.kit.failures import said_by
from app.kit.jobs import Jobs
from app.kit.recovery import PrintCode
from app.kit.theme import GRID, set_look, set_role
from app.wording.catalogue import sentence

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 860, 560
LIST_WIDTH = 232


class Wizard(QWidget):
    """Asks step by step, then makes the office at once: a wizard left half-way leaves nothing."""

    finished = Signal()  # the office is made and the person has seen its fingerprint

    def __init__(self, uses: Uses, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._jobs = jobs
        self.setWindowTitle(self.tr("Payung: mulai pertama kali"))
        self.resize(WIDTH, HEIGHT)
        self.setMinimumSize(WIDTH, HEIGHT)

        self.office = OfficeStep(uses)
        self.administrator = AdministratorStep(uses)
        self.recovery = RecoveryStep(uses)
        self.type_back = TypeBackStep(uses, lambda: self.recovery.code, self._chosen)
        self.done = DoneStep()
        self.steps: tuple[Step, ...] = (
            self.office,
            self.administrator,
            self.recovery,
            self.type_back,
            self.done,
        )
        self.stack = QStackedWidget()
        for step in self.steps:
            self.stack.addWidget(step)
        self._list = StepList([step.title.text() for step in self.steps])
        self.message = parts.words("", wrap=True)
        self.message.setProperty("mark", "stop")
        self.back = QPushButton(self.tr("Kembali"))
        self.next = QPushButton()
        set_role(self.next, "primary")
        for button in (self.back, self.next):
            button.setAutoDefault(True)  # Enter presses them, as the words on them say
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)

        foot = parts.row(gap=GRID * 2)
        foot.addWidget(self.message, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        right = parts.column(gap=GRID * 2)
        right.setContentsMargins(GRID * 8, GRID * 7, GRID * 8, GRID * 6)
        right.addWidget(self.stack, 1)
        right.addLayout(foot)
        whole = parts.row()
        whole.addWidget(self._list)
        whole.addLayout(right, 1)
        self.setLayout(whole)
        QWidget.setTabOrder(self.next, self.back)
        self.administrator.show_button.put_last(self.back)
        self.recovery.print_asked.connect(self.print_code)
        self._turn_to(0)

    def current(self) -> Step:
        """The step in sight."""
        return self.steps[self.stack.currentIndex()]

    @Slot()
    def go_on(self) -> None:
        """Take the step if nothing stands against it; the last question makes the office."""
        step = self.current()
        problems = step.problems()
        shown = step.show_problems(problems)
        self.message.setText("" if shown or not problems else sentence(problems[0]))
        if problems:
            return
        if step is self.done:
            self.finished.emit()
        elif step is self.type_back:
            self._make()
        else:
            self._turn_to(self.stack.currentIndex() + 1)

    @Slot()
    def go_back(self) -> None:
        self._turn_to(self.stack.currentIndex() - 1)

    @Slot()
    def print_code(self) -> None:
        """Ask for a printer; the wizard waits behind the question."""
        paper = partial(self._uses.recovery_paper, self.answers())
        asked = PrintCode(self._uses.printers, paper, self._jobs, self)
        asked.printed.connect(self.recovery.tell_printed)
        asked.finished.connect(lambda _: self.next.setFocus())
        asked.open()

    def answers(self) -> Answers:
        """What was said so far."""
        return Answers(
            role=self.office.text("role"),
            place=self.office.text("office"),
            station=self.office.station_number(),
            name=self.administrator.text("name"),
            password=self.administrator.text("password"),
            recovery=self.recovery.code,
        )

    def _chosen(self) -> str:
        administrator = self.tr("administrator {name}").format(name=self.administrator.text("name"))
        return f"{self.office.chosen()}  ·  {administrator}"

    def _make(self) -> None:
        work = partial(self._uses.make, self.answers())
        self._set_busy(True)
        self._jobs.start(self, work, self._made, self._not_made)

    def _made(self, fingerprint: str) -> None:
        self._set_busy(False)
        for field in (self.administrator.password, self.administrator.again):
            field.set_text("")  # not needed any more, so not kept
        self.done.fingerprint.setText(fingerprint)
        if self.office.is_city:
            self.done.tell_city()
        self._turn_to(self.steps.index(self.done))

    def _not_made(self, error: Exception) -> None:
        self._set_busy(False)
        problems = said_by(error)
        if not problems:
            log.error("office not made: %s", type(error).__name__)
            problems = (Problem("wizard.failed"),)
        for number, step in enumerate(self.steps):
            if any(problem.field in step.fields for problem in problems):
                self._turn_to(number)
                step.show_problems(problems)
                return
        self.message.setText(sentence(problems[0]))
        self.next.setFocus()  # so that Enter tries again

    def _set_busy(self, busy: bool) -> None:
        self.message.setText(self.tr("Membuat kunci dan buku kantor...") if busy else "")
        for widget in (self.stack, self.back, self.next):
            widget.setEnabled(not busy)

    def _turn_to(self, number: int) -> None:
        step = self.steps[number]
        self.stack.setCurrentIndex(number)
        self._list.mark(number)
        self.message.clear()
        self.back.setVisible(number > 0 and step is not self.done)
        words = {
            self.type_back: self.tr("Buat kantor ini"),
            self.done: self.tr("Masuk ke Payung"),
        }
        self.next.setText(f"{words.get(step, self.tr('Lanjut'))}   Enter")
        self.next.setAccessibleName(words.get(step, self.tr("Lanjut")))
        self.next.setFocus()
        step.come_into_sight()


class StepList(QFrame):
    """Where one is: done, here, still to come."""

    def __init__(self, titles: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "navigation")
        self.setFixedWidth(LIST_WIDTH)
        column = parts.column(gap=GRID * 3)
        column.setContentsMargins(GRID * 6, GRID * 7, GRID * 4, GRID * 6)
        head = parts.row(gap=GRID * 2)
        head.addWidget(Umbrella(side=32))
        head.addWidget(parts.words("Payung", "brand"), 1)
        column.addLayout(head)
        column.addSpacing(GRID * 3)
        self._rows: list[tuple[QLabel, QLabel]] = []
        for title in titles:
            row = parts.row(gap=GRID * 2)
            icon, words = QLabel(), parts.words(title, wrap=True)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            column.addLayout(row)
            self._rows.append((icon, words))
        column.addStretch(1)
        self.setLayout(column)

    def mark(self, here: int) -> None:
        for number, (icon, words) in enumerate(self._rows):
            if number < here:
                picture, colour, role = "circle-check", colours.GOOD, "muted-line"
            elif number == here:
                picture, colour, role = "arrow-right", colours.ACCENT, "strong"
            else:
                picture, colour, role = "circle-dashed", colours.MUTED, "muted-line"
            icon.setPixmap(icons.pixmap(picture, colour))
            set_look(words, "role", role)
