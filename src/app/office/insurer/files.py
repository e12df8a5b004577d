"""The system's own dialogs for the insurer's lists, which hold nothing up while they are open."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class ListFiles(Protocol):
    """Asks for an answer to open and for where a list goes; a test answers without a dialog."""

    def to_open(self, parent: QWidget, chosen: Callable[[Path], object]) -> None: ...
    def to_save(self, parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None: ...


class SystemListFiles:
    """The dialogs of the computer."""

    def to_open(self, parent: QWidget, chosen: Callable[[Path], object]) -> None:
        """Ask for one answer of the insurer's."""
        dialog = QFileDialog(parent, parent.tr("Pilih jawaban BPJS"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                parent.tr("Daftar (*.xlsx *.xls *.xlsb *.ods *.csv *.txt)"),
                parent.tr("Semua berkas (*)"),
            ]
        )
        self._show(dialog, chosen)

    def to_save(self, parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        """Ask where the list `name` goes."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(documents)) / name
        dialog = QFileDialog(parent, parent.tr("Simpan daftar"), str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(parent.tr("Berkas Excel (*.xlsx)"))
        dialog.setDefaultSuffix("xlsx")
        self._show(dialog, chosen)

    def _show(self, dialog: QFileDialog, chosen: Callable[[Path], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.open()
