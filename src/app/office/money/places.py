"""The places of a programme by kelurahan, typed into a table."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.wording.money import count

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, PLACES = range(2)
_MOST = 1_000_000


class PlacesModel(QAbstractTableModel):
    """One kelurahan a row; its number of places can be typed unless it follows from the need."""

    changed = Signal()

    def __init__(self, offices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offices: Sequence[tuple[str, str]] = tuple(offices.items())
        self._places: dict[str, int] = {}
        self._is_typed = True

    def show_places(self, places: Mapping[str, int], *, typed: bool) -> None:
        """Show these; `typed` says whether they can be changed."""
        self.beginResetModel()
        self._places = dict(places)
        self._is_typed = typed
        self.endResetModel()
        self.changed.emit()

    def places(self) -> dict[str, int]:
        """What is typed so far, without those that have none."""
        return {office: number for office, number in self._places.items() if number}

    def total(self) -> int:
        return sum(self._places.values())

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._offices)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        office, name = self._offices[index.row()]
        number = self._places.get(office, 0)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == PLACES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.EditRole and index.column() == PLACES:
            return str(number) if number else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return name if index.column() == NAME else count(number)
        return None

    def setData(  # noqa: N802
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        typed = str(value).strip().replace(".", "") or "0"
        if role != Qt.ItemDataRole.EditRole or not (typed.isascii() and typed.isdigit()):
            return False
        if int(typed) > _MOST:
            return False
        self._places[self._offices[index.row()][0]] = int(typed)
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == PLACES and self._is_typed:
            return usual | Qt.ItemFlag.ItemIsEditable
        return usual

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Kelurahan"), self.tr("Jatah"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == PLACES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class PlacesTable(QTableView):
    """Digits begin to type a number, Enter goes on to the next kelurahan, Tab leaves the table."""

    def __init__(self, model: PlacesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Jatah tiap kelurahan"))
        self.setObjectName("offices")
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(PLACES, 96)
        model.modelReset.connect(self._begin)

    def _begin(self) -> None:
        self.setCurrentIndex(self.model().index(0, PLACES))

    def closeEditor(  # noqa: N802
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
            if below.isValid():
                self.setCurrentIndex(below)
