"""The computer's own dialogs for files and folders, which hold nothing up while they are open."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Told = Callable[[Path], object]
ToldSeveral = Callable[[Sequence[Path]], object]


class Files(Protocol):
    """Asks for files and folders; `chosen` is told what was picked, and nothing on a cancel.

    A test answers without a dialog.
    """

    def to_open_sealed(self, parent: QWidget, title: str, chosen: ToldSeveral) -> None: ...
    def to_open_keys(self, parent: QWidget, title: str, chosen: ToldSeveral) -> None: ...
    def to_open_list(self, parent: QWidget, title: str, chosen: Told) -> None: ...
    def to_folder(self, parent: QWidget, title: str, chosen: Told) -> None: ...
    def to_save(self, parent: QWidget, title: str, name: str, chosen: Told) -> None: ...
    def to_save_several(self, parent: QWidget, title: str, chosen: Told) -> None: ...


class SystemFiles:
    """The dialogs of the computer; what is opened begins where the person was last."""

    def to_open_sealed(self, parent: QWidget, title: str, chosen: ToldSeveral) -> None:
        """Ask for any number of sealed files."""
        dialog = _to_open(parent, title, parent.tr("Berkas Payung (*.payung)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        _show(dialog, chosen)

    def to_open_keys(self, parent: QWidget, title: str, chosen: ToldSeveral) -> None:
        """Ask for any number of requests for a lost password, or of answers to them."""
        kind = parent.tr("Permintaan dan jawaban kunci (payung-*.json)")
        dialog = _to_open(parent, title, kind)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        _show(dialog, chosen)

    def to_open_list(self, parent: QWidget, title: str, chosen: Told) -> None:
        """Ask for one spreadsheet."""
        kind = parent.tr("Daftar (*.xlsx *.xls *.xlsb *.ods *.csv *.txt)")
        dialog = _to_open(parent, title, kind)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        _show(dialog, _of_one(chosen))

    def to_folder(self, parent: QWidget, title: str, chosen: Told) -> None:
        """Ask for one folder that is there."""
        _show(_folders(QFileDialog(parent, title)), _of_one(chosen))

    def to_save(self, parent: QWidget, title: str, name: str, chosen: Told) -> None:
        """Ask where a file called `name` goes, an .xlsx or .pdf, and before another is replaced.

        What is typed without an ending gets that of `name`.
        """
        kinds = {
            ".xlsx": parent.tr("Berkas Excel (*.xlsx)"),
            ".pdf": parent.tr("Berkas PDF (*.pdf)"),
        }
        start = _documents() / name
        dialog = QFileDialog(parent, title, str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(kinds[start.suffix])
        dialog.setDefaultSuffix(start.suffix.lstrip("."))
        _show(dialog, _of_one(chosen))

    def to_save_several(self, parent: QWidget, title: str, chosen: Told) -> None:
        """Ask for the folder where several files go."""
        _show(_folders(QFileDialog(parent, title, str(_documents()))), _of_one(chosen))


def _to_open(parent: QWidget, title: str, kind: str) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setNameFilters([kind, parent.tr("Semua berkas (*)")])
    return dialog


def _folders(dialog: QFileDialog) -> QFileDialog:
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def _documents() -> Path:
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(documents))


def _of_one(chosen: Told) -> ToldSeveral:
    return lambda paths: chosen(paths[0])


def _show(dialog: QFileDialog, chosen: ToldSeveral) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda paths: chosen([Path(each) for each in paths]))
    dialog.open()
