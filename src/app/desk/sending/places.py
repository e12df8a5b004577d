"""The system's own dialogs for folders and sealed files; they hold nothing up while open."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class SystemPlaces:
    """Asks where sealed files go, and where they come from."""

    def folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        """Ask for one folder."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._show(dialog, lambda paths: chosen(paths[0]))

    def files(
        self, parent: QWidget, title: str, chosen: Callable[[Sequence[Path]], object]
    ) -> None:
        """Ask for one sealed file, or several."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(parent.tr("Berkas Payung (*.payung)"))
        self._show(dialog, chosen)

    def _show(self, dialog: QFileDialog, chosen: Callable[[Sequence[Path]], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda paths: chosen([Path(path) for path in paths]))
        dialog.open()
