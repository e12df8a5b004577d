"""The system's own file dialogs, which hold nothing up while they are open."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class Files(Protocol):
    """Asks for files and folders; a test answers without a dialog."""

    def to_open(
        self, parent: QWidget, title: str, chosen: Callable[[Sequence[Path]], object]
    ) -> None: ...
    def to_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None: ...
    def to_save(
        self, parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]
    ) -> None: ...


class SystemFiles:
    """The dialogs of the computer."""

    def to_open(
        self, parent: QWidget, title: str, chosen: Callable[[Sequence[Path]], object]
    ) -> None:
        """Ask for any number of sealed files."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(
            [parent.tr("Berkas Payung (*.payung)"), parent.tr("Semua berkas (*)")]
        )
        dialog.filesSelected.connect(lambda paths: chosen([Path(each) for each in paths]))
        self._show(dialog)

    def to_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        """Ask for one folder."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        self._show(dialog)

    def to_list(self, parent: QWidget, title: str, chosen: Callable[[Path], object]) -> None:
        """Ask for one spreadsheet."""
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                parent.tr("Daftar (*.xlsx *.xls *.xlsb *.ods *.csv *.txt)"),
                parent.tr("Semua berkas (*)"),
            ]
        )
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        self._show(dialog)

    def to_save(
        self, parent: QWidget, title: str, name: str, chosen: Callable[[Path], object]
    ) -> None:
        """Ask where the file `name` goes; its ending says what kind it is."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(documents)) / name
        dialog = QFileDialog(parent, title, str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(start.suffix.lstrip("."))
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        self._show(dialog)

    def _show(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
