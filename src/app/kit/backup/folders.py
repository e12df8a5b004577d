"""The system's own dialog for a folder, which holds nothing up while it is open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class SystemFolders:
    """Asks for a folder that is there."""

    def choose(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        """Ask; `chosen` is told, unless nobody wants one."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.open()
