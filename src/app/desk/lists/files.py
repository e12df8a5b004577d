"""The system's own file dialogs, which hold nothing up while they are open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


class SystemFiles:
    """Asks for a list to open, and for where its copy is to be written."""

    def to_open(self, parent: QWidget, chosen: Callable[[Path], object]) -> None:
        """Ask for one list; it begins where the clerk was last."""
        dialog = QFileDialog(parent, parent.tr("Pilih daftar"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                parent.tr("Daftar (*.xlsx *.xls *.xlsb *.ods *.csv *.txt)"),
                parent.tr("Semua berkas (*)"),
            ]
        )
        self._show(dialog, chosen)

    def to_save(self, parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        """Ask where the copy `name` goes."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        start = Path(QStandardPaths.writableLocation(documents)) / name
        dialog = QFileDialog(parent, parent.tr("Simpan salinan"), str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(parent.tr("Berkas Excel (*.xlsx)"))
        dialog.setDefaultSuffix("xlsx")
        self._show(dialog, chosen)

    def _show(self, dialog: QFileDialog, chosen: Callable[[Path], object]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.open()
