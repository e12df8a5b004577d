"""What is copied out of the program stays out of the system's clipboard history and its cloud."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
MARKS = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\1\0\0\0",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "x-kde-passwordManagerHint": b"secret",
}
"""By these Windows and KDE know what their histories are not to keep (a NIK, a name, a number)."""


class PrivateCopies(QObject):
    """Lets text be copied and pasted as ever, and be kept by no history."""

    def __init__(
        self, application: QCoreApplication, is_ours: Callable[[], bool] | None = None
    ) -> None:
        """`is_ours` says whether this program has copied what lies there, if not the system."""
        super().__init__(application)
        self._clipboard = QGuiApplication.clipboard()
        self._is_ours = is_ours or self._clipboard.ownsClipboard
        self._clipboard.dataChanged.connect(self._mark)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_cut = event.matches(QKeySequence.StandardKey.Cut)
            is_copy = is_cut or event.matches(QKeySequence.StandardKey.Copy)
            if is_copy and (chosen := _chosen(watched)):
                self._put(chosen)
                if is_cut and isinstance(watched, QLineEdit) and not watched.isReadOnly():
                    watched.del_()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _mark(self) -> None:
        """What a menu has copied: a history that is quicker than this has seen it."""
        data: QMimeData | None = self._clipboard.mimeData()  # none of a clipboard that was cleared
        if (
            data is not None
            and data.hasText()
            and self._is_ours()
            and not all(map(data.hasFormat, MARKS))
        ):
            self._put(data.text())

    def _put(self, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        for name, value in MARKS.items():
            data.setData(name, value)
        self._clipboard.setMimeData(data)


def _chosen(watched: QObject) -> str:
    """The text that Qt would copy; of a password it copies nothing."""
    if isinstance(watched, QLineEdit):
        is_shown = watched.echoMode() == QLineEdit.EchoMode.Normal
        return watched.selectedText() if is_shown else ""
    return watched.selectedText() if isinstance(watched, QLabel) else ""
