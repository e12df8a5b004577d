"""The login: who works here now.

The first thing a clerk sees, so what it needs only later is imported later (see `theme`).
"""

import logging
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from app.kit import colours, parts
from app.kit.brand import Umbrella
from app.kit.jobs import Jobs
from app.kit.theme import GRID, set_look, set_role

log = logging.getLogger(__name__)

PICTURES = {"stop": ("octagon-x", colours.STOP), "warn": ("triangle-alert", colours.WARN)}
WIDTH, HEIGHT = 440, 480


class Login(QWidget):
    """Takes a name and a password to `unlock`; which of the two was wrong it cannot know."""

    unlocked = Signal(object)  # what `unlock` returned
    forgotten = Signal()
    """Somebody cannot log in; told only after `offer_help`."""

    def __init__(
        self,
        office: str,
        operators: Sequence[str],
        unlock: Callable[[str, str], object],
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        """`unlock` is slow on purpose (Argon2id); it runs off the GUI thread."""
        super().__init__(parent)
        self._unlock = unlock
        self._jobs = jobs
        self.setWindowTitle("Payung")
        self.setFixedSize(WIDTH, HEIGHT)

        self.operator = QComboBox(self)
        self.operator.setObjectName("operator")
        self.operator.addItems(list(operators))
        self.password = QLineEdit(self)
        self.password.setObjectName("password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.installEventFilter(self)
        self.icon = QLabel(self)
        self.message = parts.words("", wrap=True)
        self.button = QPushButton(self.tr("Masuk   Enter"), self)
        self.button.setAccessibleName(self.tr("Masuk"))
        set_role(self.button, "primary")
        self.forgot = QPushButton(self.tr("Lupa kata sandi?   Ctrl+L"), self)
        self.forgot.setAccessibleName(self.tr("Lupa kata sandi?"))
        self.forgot.setAutoDefault(True)  # Enter presses it when the cursor is here
        set_role(self.forgot, "link")
        self.forgot.hide()

        column = parts.column(margin=GRID * 4)
        column.addStretch(1)
        column.addWidget(self._card(office))
        column.addStretch(1)
        self.setLayout(column)

        self.button.clicked.connect(self.enter)
        self.forgot.clicked.connect(self.forgotten)
        self.password.returnPressed.connect(self.enter)
        self.password.textEdited.connect(self._typed)
        self.password.setFocus()

    def explain(self, text: str) -> None:
        """Say why the login is here, until something is typed."""
        self._say(text, "note")

    def offer_help(self) -> None:
        """Let those be helped who know no password; `forgotten` tells that somebody asks."""
        self.forgot.setShortcut("Ctrl+L")
        self.forgot.show()

    @Slot(str)
    def welcome_back(self, name: str) -> None:
        """Somebody has a new password now: only it is left to be typed."""
        from app.domain.refusal import Problem  # only now: rare
        from app.wording.catalogue import sentence

        self.operator.setCurrentText(name)
        self.password.clear()
        self.explain(sentence(Problem("comeback.back", facts=(("name", name),))))
        self.password.setFocus()

    @Slot()
    def enter(self) -> None:
        """Try the name and the password; the window stays alive meanwhile."""
        if not self.button.isEnabled():
            return
        name, password = self.operator.currentText(), self.password.text()
        if not password:
            self._say(self.tr("Ketik kata sandi."), "stop")
            self.password.setFocus()
            return
        self._set_busy(True)
        self._say(self.tr("Membuka buku..."), "note")
        self._jobs.start(self, lambda: self._unlock(name, password), self._opened, self._not_opened)

    def _opened(self, session: object) -> None:
        self.password.clear()
        self.unlocked.emit(session)

    def _not_opened(self, error: Exception) -> None:
        from app.kit.failures import said_by  # only now: most logins succeed
        from app.wording.catalogue import sentence

        problems = said_by(error)
        if problems:
            self._say(sentence(problems[0]), "stop")
        else:
            log.error("not unlocked: %s", type(error).__name__)
            self._say(
                self.tr(
                    "Tidak dapat masuk. Tidak ada data yang berubah; coba lagi, atau hubungi"
                    " petugas kota."
                ),
                "stop",
            )
        self._set_busy(False)
        self.password.setFocus()
        self.password.selectAll()

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.operator, self.password, self.button, self.forgot):
            widget.setEnabled(not busy)

    def _say(self, text: str, mark: str) -> None:
        self.message.setText(text)
        self._show_icon(mark)
        set_look(self.message, "mark", mark)
        set_look(self.password, "mark", mark if mark == "stop" else "")
        self.password.setAccessibleDescription(text)

    def _show_icon(self, mark: str) -> None:
        from app.kit import icons  # only now: see `theme`

        self.icon.clear()
        if mark in PICTURES:
            self.icon.setPixmap(icons.pixmap(*PICTURES[mark], 14))

    @Slot()
    def _typed(self) -> None:
        self._say("", "")

    def _card(self, office: str) -> QWidget:
        card = parts.card(self)
        inside = parts.column(gap=GRID)
        inside.setContentsMargins(GRID * 4, GRID * 4, GRID * 4, GRID * 3)
        head = parts.row(gap=GRID * 3)
        head.addWidget(Umbrella(self))
        names = parts.column()
        names.addWidget(parts.words("Payung", "brand"))
        names.addWidget(parts.words(office, "muted", wrap=True))
        head.addLayout(names, 1)
        inside.addLayout(head)
        inside.addSpacing(GRID * 5)
        for label, editor in (
            (self.tr("Petugas"), self.operator),
            (self.tr("Kata sandi"), self.password),
        ):
            inside.addWidget(self._label(label, editor))
            inside.addWidget(editor)
            inside.addSpacing(GRID * 2)
        inside.addWidget(self._message_room())
        inside.addSpacing(GRID * 2)
        inside.addWidget(self.button)
        inside.addWidget(self.forgot)
        parts.fill(card, inside)
        return card

    def _message_room(self) -> QWidget:
        """As high as three lines, so that a message moves nothing."""
        icon = parts.column()
        icon.addWidget(self.icon)
        icon.addStretch(1)
        said = parts.row(gap=GRID)
        said.addLayout(icon)
        message = parts.column()
        message.addWidget(self.message)
        message.addStretch(1)
        said.addLayout(message, 1)
        room = QWidget(self)
        room.setLayout(said)
        room.setFixedHeight(GRID * 11)
        return room

    def _label(self, text: str, editor: QWidget) -> QLabel:
        label = parts.words(text, "label")
        label.setBuddy(editor)
        editor.setAccessibleName(text)
        return label

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            watched is self.password
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and _caps_lock_is_on(event)
        ):
            self._hint_caps_lock()
        return super().eventFilter(watched, event)

    def _hint_caps_lock(self) -> None:
        from PySide6.QtCore import Qt

        # said once the key has been typed: typing clears what stands there
        self.password.textEdited.connect(
            self._say_caps_lock, Qt.ConnectionType.SingleShotConnection
        )

    @Slot()
    def _say_caps_lock(self) -> None:
        self._say(self.tr("Caps Lock menyala: semua huruf menjadi huruf besar."), "warn")


def _caps_lock_is_on(event: QKeyEvent) -> bool:
    """A capital without Shift, or a small letter with it."""
    from PySide6.QtCore import Qt  # only now: see `theme` on what it costs

    letter = event.text()
    with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return letter.isalpha() and letter.isupper() != with_shift
