"""The one door through which the program speaks to the person in front of it.

What belongs to a field is said at the field. Everything else comes through here: a bar above the
page that takes no key away, and, only where something cannot be undone, a question in a box.
"""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QMessageBox, QPushButton, QWidget

from app.kit import colours, icons, parts
from app.kit.theme import GRID, set_role

Tone = Literal["good", "note", "warn", "stop"]

PICTURES: dict[Tone, tuple[str, str]] = {
    "good": ("circle-check", colours.GOOD),
    "note": ("info", colours.MUTED),
    "warn": ("triangle-alert", colours.WARN),
    "stop": ("octagon-x", colours.STOP),
}
PASSING: tuple[Tone, ...] = ("good", "note")  # these go by themselves; the others are closed
SECONDS = 8
MOST = 3  # bars at once; the oldest makes room


class Notices(QFrame):
    """The bars above the page, newest on top."""

    _unforeseen = Signal(str)  # from any thread

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = parts.column(gap=GRID)
        self.setLayout(self._column)
        self._bars: list[NoticeBar] = []
        self.hide()
        self._unforeseen.connect(self._tell_unforeseen, Qt.ConnectionType.QueuedConnection)

    def tell(
        self,
        sentence: str,
        tone: Tone = "note",
        deed: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Say one sentence; `deed` is the word on a button that does what the sentence suggests."""
        for bar in self._bars:
            if bar.sentence.text() == sentence:
                self.take_away(bar)
                break
        while len(self._bars) >= MOST:
            self.take_away(self._bars[-1])
        bar = NoticeBar(sentence, tone, deed, do, self)
        bar.closed.connect(self._closed)
        self._bars.insert(0, bar)
        self._column.insertWidget(0, bar)
        self.show()

    def told(self) -> tuple[str, ...]:
        """What stands there now, newest first."""
        return tuple(bar.sentence.text() for bar in self._bars)

    def tell_unforeseen(self, place: str) -> None:
        """Say that the program itself was wrong; for `CrashNet`, from any thread."""
        self._unforeseen.emit(place)

    def take_away(self, bar: "NoticeBar") -> None:
        self._bars.remove(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self._bars))

    @Slot(str)
    def _tell_unforeseen(self, place: str) -> None:
        self.tell(
            self.tr(
                "Ada yang tidak berjalan semestinya di program ini. Yang sudah tersimpan tetap "
                "aman; lanjutkan, dan sampaikan catatan ini ke petugas kota: {place}"
            ).format(place=place),
            "warn",
        )

    @Slot(QObject)
    def _closed(self, bar: "NoticeBar") -> None:
        if bar in self._bars:
            self.take_away(bar)


class NoticeBar(QFrame):
    """One sentence with its icon, perhaps a deed, and a cross."""

    closed = Signal(QObject)

    def __init__(
        self,
        sentence: str,
        tone: Tone,
        deed: str,
        do: Callable[[], object] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "notice")
        self.setProperty("mark", tone)
        row = parts.row(gap=GRID * 2)
        row.setContentsMargins(GRID * 3, GRID, GRID, GRID)
        self.setLayout(row)
        icon = parts.words("")
        icon.setPixmap(icons.pixmap(*PICTURES[tone]))
        row.addWidget(icon)
        self.sentence = parts.words(sentence, wrap=True)
        row.addWidget(self.sentence, 1)
        self.deed: QPushButton | None = None
        if do is not None:
            self.deed = QPushButton(deed, self)
            set_role(self.deed, "link")
            self.deed.setAutoDefault(True)
            self.deed.clicked.connect(lambda: do())
            self.deed.clicked.connect(self._close)
            row.addWidget(self.deed)
        self.cross = QPushButton(self)
        set_role(self.cross, "quiet")
        self.cross.setIcon(icons.icon("x", colours.MUTED))
        self.cross.setAccessibleName(self.tr("Tutup pemberitahuan"))
        self.cross.setToolTip(self.tr("Tutup"))
        self.cross.clicked.connect(self._close)
        row.addWidget(self.cross)
        self.setAccessibleName(sentence)
        if tone in PASSING:
            QTimer.singleShot(SECONDS * 1000, self, self._close)

    @Slot()
    def _close(self) -> None:
        self.closed.emit(self)


def ask(
    parent: QWidget,
    question: str,
    consequence: str,
    deed: str,
    do: Callable[[], object],
    *,
    keep: str = "",
) -> QMessageBox:
    """Ask before what cannot be undone; `do` runs only if the clerk presses `deed`.

    The box does not hold the program up: timers, saving and answers go on behind it. The safe
    answer is the one that Enter and Esc give.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIconPixmap(icons.pixmap("circle-question-mark", colours.ACCENT, 32))
    box.setWindowTitle("Payung")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(consequence)
    yes = box.addButton(deed, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(keep or box.tr("Batal"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    yes.clicked.connect(lambda: do())
    box.open()
    return box
