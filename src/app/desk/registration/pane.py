"""The live pane: what the program has to say while the clerk types, in words."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.kit import colours
from app.kit.theme import set_look, set_role

WORD_WIDTH = 80


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it may name a person
class Finding:
    """One thing to say: the state in one word, what it is about, and where it leads."""

    word: str
    text: str
    detail: str = ""
    mark: str = "note"  # stop, warn, note, good: a colour beside the word, never instead
    target: str = ""  # what Enter or a click on it is about; "" = leads nowhere
    in_tab_order: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Findings:
    """The findings under one heading; without any it says `quiet`, or is not shown."""

    title: str
    lines: tuple[Finding, ...] = ()
    quiet: str = ""
    hint: str = ""  # a shortcut, shown beside the title while there are lines


class Pane(QFrame):
    """Shows findings, and says which one was chosen.

    It is told all findings at every key, so rows are kept and only what changed is drawn.
    """

    chosen = Signal(str, str)  # name of the section, target

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._sections: dict[str, _Section] = {}
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        heading, said = QLabel(title), QLabel(hint)
        set_role(heading, "heading")
        set_role(said, "muted")
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(said)
        inside = QWidget()
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, 8, 0)
        self._body.setSpacing(12)
        self._body.addStretch()
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 8, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(area)

    def tell(self, section: str, findings: Findings) -> None:
        """Show `findings` in the section of that name; a new name stands below the others."""
        if section not in self._sections:
            made = _Section(section)
            made.chosen.connect(self.chosen)
            self._sections[section] = made
            self._body.insertWidget(self._body.count() - 1, made)
        self._sections[section].tell(findings)

    def words(self, section: str) -> tuple[tuple[str, str, str], ...]:
        """What stands in a section now: word, text and detail of each line."""
        return self._sections[section].words() if section in self._sections else ()

    def first(self, section: str) -> str:
        """The target of a section's first line that leads somewhere, or ""."""
        return self._sections[section].first() if section in self._sections else ""


class _Section(QWidget):
    chosen = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._said: Findings | None = None
        self._rows: list[_Row] = []
        self._title, self._hint, self._quiet = QLabel(), QLabel(), QLabel()
        set_role(self._title, "strong")
        set_role(self._hint, "muted")
        set_role(self._quiet, "muted")
        self._quiet.setWordWrap(True)
        head = QHBoxLayout()
        self._title.setWordWrap(True)
        head.addWidget(self._title, 1)
        head.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addLayout(head)
        self._layout.addWidget(self._quiet)

    def tell(self, findings: Findings) -> None:
        if findings == self._said:
            return
        self._said = findings
        self._title.setText(findings.title)
        self._hint.setText(findings.hint if findings.lines else "")
        self._quiet.setText(findings.quiet)
        self._quiet.setVisible(not findings.lines and bool(findings.quiet))
        while len(self._rows) < len(findings.lines):
            self._rows.append(self._new_row())
        for row, finding in zip(self._rows, findings.lines, strict=False):
            row.tell(finding)
        for spare in self._rows[len(findings.lines) :]:
            spare.hide()
        self.setVisible(bool(findings.lines or findings.quiet))

    def words(self) -> tuple[tuple[str, str, str], ...]:
        lines = self._said.lines if self._said else ()
        return tuple((line.word, line.text, line.detail) for line in lines)

    def first(self) -> str:
        lines = self._said.lines if self._said else ()
        return next((line.target for line in lines if line.target), "")

    def _new_row(self) -> "_Row":
        row = _Row(self)
        row.pressed.connect(self._choose)
        self._layout.addWidget(row)
        return row

    def _choose(self, target: str) -> None:
        self.chosen.emit(self._name, target)


class _Row(QFrame):
    pressed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._finding = Finding("", "")
        self._word, self._text, self._detail = QLabel(), QLabel(), QLabel()
        self._word.setFixedWidth(WORD_WIDTH)
        self._word.setContentsMargins(0, 2, 0, 0)  # smaller than the text beside it: same line
        self._word.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        set_role(self._detail, "muted")
        for label in (self._word, self._text, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)  # a typed name is never markup
            label.setWordWrap(True)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._text)
        beside.addWidget(self._detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 1)
        layout.setSpacing(4)
        layout.addWidget(self._word)
        layout.addLayout(beside, 1)

    def tell(self, finding: Finding) -> None:
        self._finding = finding
        self._word.setText(finding.word)
        set_look(self._word, "mark", finding.mark)
        self._text.setText(finding.text)
        self._detail.setText(finding.detail)
        self._detail.setVisible(bool(finding.detail))
        leads = bool(finding.target)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if leads and finding.in_tab_order else Qt.FocusPolicy.NoFocus
        )
        self.setAccessibleName(f"{finding.word}: {finding.text}. {finding.detail}")
        self.show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._finding.target and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self._finding.target)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._finding.target and event.key() in enter:
            self.pressed.emit(self._finding.target)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.ACCENT), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
