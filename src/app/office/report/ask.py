"""Where a report goes: the system's own dialog, which holds nothing up while it is open."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class Targets(Protocol):
    """Asks for a file to write; a test answers without a dialog."""

    def to_write(
        self, parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]
    ) -> None: ...


class SystemTargets:
    """The dialog of the computer; it asks by itself before it overwrites."""

    def to_write(
        self, parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]
    ) -> None:
        """Ask where to write a file that would be called `name`."""
        dialog = QFileDialog(parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        dialog.setDefaultSuffix(Path(name).suffix[1:])
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
