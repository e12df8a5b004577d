"""A question to the person: a few fields and one deed, which takes its time."""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.domain.refusal import Problem
from app.kit import parts
from app.kit.failures import said_by
from app.kit.fields import Field, follow_paper
from app.kit.jobs import Jobs
from app.kit.theme import GRID, set_look, set_role
from app.wording.catalogue import sentence

log = logging.getLogger(__name__)

WIDTH = 480


class Question(QDialog):
    """Asks, and does it off the GUI thread.

    What stands against it is said at the fields, and what was typed stays.
    """

    kept = Signal(object)  # what the deed returned

    unforeseen = "settings.failed"
    """Code of what is said when nobody foresaw what went wrong."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._is_busy = False
        self.fields: dict[str, Field] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.title = parts.words("", "title")
        self.purpose = parts.words("", "muted-line", wrap=True)
        self.message = parts.words("", wrap=True)
        self.message.hide()
        self.go_on = QPushButton(self)
        set_role(self.go_on, "primary")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.answer)
        self.cancel = QPushButton(self.tr("Batal   Esc"), self)
        self.cancel.setAccessibleName(self.tr("Batal"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.body = parts.column(gap=GRID * 3)
        self.foot = parts.row(gap=GRID * 2)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.go_on)
        column = parts.column(margin=GRID * 5, gap=GRID * 3)
        head = parts.column(gap=GRID)
        head.addWidget(self.title)
        head.addWidget(self.purpose)
        column.addLayout(head)
        column.addLayout(self.body)
        column.addWidget(self.message)
        column.addLayout(self.foot)
        self.setLayout(column)

    def tell(self, title: str, purpose: str, deed: str) -> None:
        """What this is about, and what the button does."""
        self.setWindowTitle(title)
        self.title.setText(title)
        self.purpose.setText(purpose)
        self.go_on.setText(f"{deed}   Enter")
        self.go_on.setAccessibleName(deed)

    def add(self, *fields: Field) -> None:
        """Put fields beside each other below what is there."""
        row = parts.row(gap=GRID * 3)
        for field in fields:
            self.fields[field.name] = field
            row.addWidget(field, 1)
        self.body.addLayout(row)

    def follow(self, *last: QWidget) -> None:
        """Let Enter lead through the fields to the deed, and Tab on to `last`."""
        follow_paper([*self.fields.values(), self.go_on, self.cancel, *last])

    def problems(self) -> Sequence[Problem]:
        """What can be said without asking anybody."""
        return ()

    def work(self) -> Callable[[], object]:
        """The deed, with all it needs; done off the GUI thread."""
        raise NotImplementedError

    @Slot()
    def answer(self) -> None:
        """Do it, unless something stands against it."""
        if self._is_busy:
            return
        problems = self.problems()
        self.say(problems)
        if not problems:
            self._set_busy(busy=True)
            self._jobs.start(self, self.work(), self._kept, self._not_kept)

    def say(self, problems: Sequence[Problem]) -> None:
        """Mark the fields, put the cursor on the first; what belongs to none stands below."""
        for name, field in self.fields.items():
            field.show_problems([each for each in problems if each.field == name])
        marked = next((each.field for each in problems if each.field in self.fields), None)
        if marked is not None:
            self.fields[marked].setFocus()
        self._tell("" if marked is not None or not problems else sentence(problems[0]), "stop")

    def fit(self) -> None:
        """Be as high as what is said needs now: Qt does not ask text that wraps."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(WIDTH))

    def _kept(self, answer: object) -> None:
        self._set_busy(busy=False)
        self.kept.emit(answer)
        self.accept()

    def _not_kept(self, error: Exception) -> None:
        self._set_busy(busy=False)
        problems = said_by(error)
        if not problems:
            log.error("not kept: %s", type(error).__name__)
            problems = (Problem(self.unforeseen),)
        self.go_on.setFocus()  # so that Enter tries again, unless a field is marked
        self.say(problems)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        for widget in (*self.fields.values(), self.go_on, self.cancel):
            widget.setEnabled(not busy)
        self._tell(self.tr("Sebentar …") if busy else "", "note")

    def _tell(self, text: str, mark: str) -> None:
        set_look(self.message, "mark", mark)
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.fit()

    def reject(self) -> None:
        if not self._is_busy:  # what has begun is not called off by closing its window
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.fit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self._is_busy:
            event.ignore()
        else:
            super().closeEvent(event)
