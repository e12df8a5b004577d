"""The system's own dialogs for the files of lost passwords, and for where they go."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class KeyFiles(Protocol):
    """Asks for files and folders; a test answers without a dialog."""

    def to_open(
        self, parent: QWidget, title: str, chosen: Callable[[Sequence[Path]], object]
    ) -> None: ...
    def to_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None: ...


class SystemKeyFiles:
    """The dialogs of the computer, which hold nothing up while they are open."""

    def to_open(
        self, parent: QWidget, title: str, chosen: Callable[[Sequence[Path]], object]
    ) -> None:
        """Ask for requests or answers."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [parent.tr("Permintaan dan jawaban kunci (payung-*.json)"), parent.tr("Semua (*)")]
        )
        dialog.filesSelected.connect(lambda paths: chosen([Path(each) for each in paths]))
        _show(dialog)

    def to_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        """Ask for one folder."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        _show(dialog)


def _show(dialog: QFileDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
