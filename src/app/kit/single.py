"""One window per data folder: a second start brings the first one forward and ends.

What is held here is one user's, on one PC. Who else shares the data folder is told at the login,
by the lock that lies in the folder itself.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QLockFile, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

LISTEN_AFTER_MS = 250  # QtNetwork costs 16 ms: the first paint, and the first key, come before
ASK_MS = 200
ANSWER_MS = 2_000
TRIES = 25  # of a fifth of a second, while the first is still starting


class Single(QObject):
    """Who came first. It keeps its place until it is gone, however it went."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = _name(folder)
        self._lock = QLockFile(str(Path(QDir.tempPath()) / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # never by its age, only because its process is gone
        self._window: Callable[[], QWidget | None] = lambda: None
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Whether to go on: False when another window of this folder has come forward instead.

        If somebody has the place and answers nobody, true as well: a clerk is never shut out by
        a lock. The books have their own.
        """
        if self._lock.tryLock(0):
            return True
        for _ in range(TRIES):
            if _ask(self._name):
                return False
            if self._lock.tryLock(ASK_MS):  # the first has ended meanwhile
                return True
        return True

    def listen(self, window: Callable[[], QWidget | None]) -> None:
        """From soon on, bring `window` forward when the program is started again."""
        self._window = window
        if self._lock.isLocked():
            QTimer.singleShot(LISTEN_AFTER_MS, self, self._listen)

    def release(self) -> None:
        """Make room for another."""
        self._lock.unlock()

    @Slot()
    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._asked)
        QLocalServer.removeServer(self._name)  # left behind by a kill: the lock says it is ours
        server.listen(self._name)
        self._server = server

    @Slot()
    def _asked(self) -> None:
        caller = self._server.nextPendingConnection() if self._server else None
        if caller is None:
            return
        caller.disconnected.connect(caller.deleteLater)
        window = self._window()
        if window is not None:
            come_forward(window)
        caller.write(b"ok")
        caller.flush()


def come_forward(window: QWidget) -> None:
    """Put a window before all others, also one that was made small."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def _ask(name: str) -> bool:
    """Ask the one who came first to come forward; whether it did."""
    from PySide6.QtNetwork import QLocalSocket

    if os.name == "nt":  # else Windows lets it only blink in the task bar
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)  # type: ignore[attr-defined,unused-ignore]
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket.waitForConnected(ASK_MS) and socket.waitForReadyRead(ANSWER_MS)


def _name(folder: Path) -> str:
    """The same for the same user and folder, however it was written; tells neither."""
    whose = f"{Path.home()}\0{os.path.normcase(folder.resolve())}"
    return f"payung-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"
